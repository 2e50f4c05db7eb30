/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text-row.h"

GtkWidget *
uois_text_row_new (const char *title, const char *subtitle)
{
  /* Markup is off before there is a text that it could be read in. */
  return g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title != NULL ? title : "", "subtitle",
                       subtitle, NULL);
}

GtkWidget *
uois_link_row_new (const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = uois_text_row_new (title, subtitle);

  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                                           GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}
