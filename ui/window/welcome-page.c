/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/welcome-page.h"

#include "settings.h"
#include "text-row.h"

#define RECENT_SHOWN 5

struct _UoisWelcomePage
{
  AdwBin parent_instance;

  /* Template widgets */
  AdwPreferencesGroup *recent;
};

G_DEFINE_FINAL_TYPE (UoisWelcomePage, uois_welcome_page, ADW_TYPE_BIN)

static void
add_recent (UoisWelcomePage *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  GtkWidget *row = uois_link_row_new ("document-open-recent-symbolic", name, folder);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-path");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", path);
  adw_preferences_group_add (self->recent, row);
  gtk_widget_set_visible (GTK_WIDGET (self->recent), TRUE);
}

static void
uois_welcome_page_class_init (UoisWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisWelcomePage, recent);
}

static void
uois_welcome_page_init (UoisWelcomePage *self)
{
  g_autoptr (GSettings) settings = uois_settings_new ();
  g_auto (GStrv) paths = g_settings_get_strv (settings, UOIS_SETTING_RECENT_FILES);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0, shown = 0; paths[i] != NULL && shown < RECENT_SHOWN; i++)
    {
      if (!g_file_test (paths[i], G_FILE_TEST_EXISTS))
        continue;
      add_recent (self, paths[i]);
      shown++;
    }
}
