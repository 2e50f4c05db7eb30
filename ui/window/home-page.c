/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/home-page.h"

#include "columns-layout.h"
#include "sidebar-row.h"
#include "text-row.h"
#include "window/sidebar.h"
#include "window/unsaved-list.h"
#include "window/views-list.h"

#include <glib/gi18n-lib.h>

#define RECENT_SHOWN 6

typedef struct
{
  const UoisType *type;
  UoisSidebarRow *row;
} Total;

struct _UoisHomePage
{
  UoisPage parent_instance;

  /* Template widgets */
  GtkLabel *name;
  GtkLabel *path;
  AdwPreferencesGroup *hints;
  UoisUnsavedList *unsaved;
  UoisViewsList *views_list;
  AdwPreferencesGroup *recent;
  GtkBox *domains;

  /* Owned */
  UoisFile *file;
  UoisRecents *recents;
  GCancellable *cancellable;
  GArray *totals;         /* Total */
  GPtrArray *recent_rows; /* AdwActionRow, owned by their group */
  GArray *recent_shown;   /* UoisLocation: of the rows */
};

G_DEFINE_FINAL_TYPE (UoisHomePage, uois_home_page, UOIS_TYPE_PAGE)

/* ---- Recent records ---- */

static void
recent_activated_cb (UoisHomePage *self, AdwActionRow *row)
{
  guint index;

  if (g_ptr_array_find (self->recent_rows, row, &index))
    uois_go (GTK_WIDGET (self), &g_array_index (self->recent_shown, UoisLocation, index));
}

static void
add_recent (UoisHomePage *self, const UoisLocation *location)
{
  GtkWidget *row =
      uois_link_row_new (uois_type_get_icon_name (location->type), NULL, uois_type_get_label (location->type));

  gtk_widget_set_visible (row, FALSE);
  g_signal_connect_object (row, "activated", G_CALLBACK (recent_activated_cb), self, G_CONNECT_SWAPPED);

  adw_preferences_group_add (self->recent, row);
  g_ptr_array_add (self->recent_rows, row);
  g_array_append_vals (self->recent_shown, location, 1);
}

static gboolean
shows_recent (UoisHomePage *self, const GArray *locations)
{
  if (self->recent_shown->len != MIN (locations->len, RECENT_SHOWN))
    return FALSE;
  for (guint i = 0; i < self->recent_shown->len; i++)
    {
      if (!uois_location_equal (&g_array_index (self->recent_shown, UoisLocation, i),
                                &g_array_index (locations, UoisLocation, i)))
        return FALSE;
    }
  return TRUE;
}

/* A row shows up when its record has been read, and not at all if it is gone. */
static void
recent_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AdwActionRow) row = user_data;
  g_autoptr (UoisRecord) record = uois_file_read_finish (UOIS_FILE (source), result, NULL);

  if (record != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), record->title);
  gtk_widget_set_visible (GTK_WIDGET (row), record != NULL);
}

static void
show_recent (UoisHomePage *self)
{
  const GArray *locations = uois_recents_get_locations (self->recents);

  if (!shows_recent (self, locations))
    {
      for (guint i = 0; i < self->recent_rows->len; i++)
        adw_preferences_group_remove (self->recent, g_ptr_array_index (self->recent_rows, i));
      g_ptr_array_set_size (self->recent_rows, 0);
      g_array_set_size (self->recent_shown, 0);
      for (guint i = 0; i < locations->len && i < RECENT_SHOWN; i++)
        add_recent (self, &g_array_index (locations, UoisLocation, i));
    }

  for (guint i = 0; i < self->recent_rows->len; i++)
    {
      const UoisLocation *location = &g_array_index (self->recent_shown, UoisLocation, i);

      uois_file_read_async (self->file, location->type, &location->id, self->cancellable, recent_read_cb,
                            g_object_ref (g_ptr_array_index (self->recent_rows, i)));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->recent), locations->len > 0);
}

static void
recents_changed_cb (UoisHomePage *self)
{
  uois_page_refresh (UOIS_PAGE (self), &(UoisChanges){ .types = NULL });
}

/* ---- Totals ---- */

static void
total_activated_cb (UoisHomePage *self, GtkListBoxRow *row)
{
  for (guint i = 0; i < self->totals->len; i++)
    {
      Total *total = &g_array_index (self->totals, Total, i);

      if (GTK_LIST_BOX_ROW (total->row) == row)
        uois_go_list (GTK_WIDGET (self), total->type);
    }
}

static GtkWidget *
new_domain_heading (const UoisDomain *domain)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (domain->icon);
  GtkWidget *label = gtk_label_new (uois_label (domain->label));

  gtk_widget_add_css_class (icon, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (box, uois_label (domain->description));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
add_domain (UoisHomePage *self, const UoisDomain *domain)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();
  guint first = self->totals->len;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "totals");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, uois_label (domain->label), -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (total_activated_cb), self, G_CONNECT_SWAPPED);

  for (guint i = 0; i < domain->types.length; i++)
    {
      const UoisType *type = domain->types.items[i];
      Total total = { .type = type };

      if (!uois_type_is_place (type) || type->system)
        continue;
      total.row =
          UOIS_SIDEBAR_ROW (uois_sidebar_row_new (uois_type_get_icon_name (type), uois_type_get_label_many (type)));
      gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (total.row));
      g_array_append_val (self->totals, total);
    }

  gtk_box_append (GTK_BOX (box), new_domain_heading (domain));
  gtk_box_append (GTK_BOX (box), list);
  gtk_widget_set_size_request (box, 240, -1);
  gtk_box_append (self->domains, box);
  gtk_widget_set_visible (box, self->totals->len > first);
}

static gint64
count_of_type (UoisHomePage *self, const UoisType *type, const GArray *counts)
{
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (uois_file_get_registry (self->file), &n_tables);

  for (guint i = 0; i < n_tables && i < counts->len; i++)
    {
      if (tables[i] == type)
        return g_array_index (counts, gint64, i);
    }
  return -1;
}

static void
totals_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisHomePage) self = user_data;
  g_autoptr (GArray) counts = uois_file_totals_finish (UOIS_FILE (source), result, NULL);

  if (counts == NULL || self->file == NULL)
    return;

  for (guint i = 0; i < self->totals->len; i++)
    {
      Total *total = &g_array_index (self->totals, Total, i);
      gint64 count = count_of_type (self, total->type, counts);

      uois_sidebar_row_set_count (total->row, count);
      /* A file whose first list is empty is a new one, whatever came with the type lists. */
      if (i == 0)
        gtk_widget_set_visible (GTK_WIDGET (self->hints), count == 0);
    }
}

static void
uois_home_page_refresh (UoisPage *page, const UoisChanges *changes)
{
  UoisHomePage *self = UOIS_HOME_PAGE (page);

  uois_file_totals_async (self->file, self->cancellable, totals_cb, g_object_ref (self));
  show_recent (self);
}

/* ---- GObject ---- */

static void
uois_home_page_dispose (GObject *object)
{
  UoisHomePage *self = UOIS_HOME_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->recents);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_home_page_parent_class)->dispose (object);
}

static void
uois_home_page_finalize (GObject *object)
{
  UoisHomePage *self = UOIS_HOME_PAGE (object);

  g_object_unref (self->cancellable);
  g_array_unref (self->totals);
  g_ptr_array_unref (self->recent_rows);
  g_array_unref (self->recent_shown);

  G_OBJECT_CLASS (uois_home_page_parent_class)->finalize (object);
}

static void
uois_home_page_class_init (UoisHomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_home_page_dispose;
  object_class->finalize = uois_home_page_finalize;
  UOIS_PAGE_CLASS (klass)->refresh = uois_home_page_refresh;

  g_type_ensure (UOIS_TYPE_COLUMNS_LAYOUT);
  g_type_ensure (UOIS_TYPE_UNSAVED_LIST);
  g_type_ensure (UOIS_TYPE_VIEWS_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisHomePage, name);
  gtk_widget_class_bind_template_child (widget_class, UoisHomePage, path);
  gtk_widget_class_bind_template_child (widget_class, UoisHomePage, hints);
  gtk_widget_class_bind_template_child (widget_class, UoisHomePage, unsaved);
  gtk_widget_class_bind_template_child (widget_class, UoisHomePage, recent);
  gtk_widget_class_bind_template_child (widget_class, UoisHomePage, views_list);
  gtk_widget_class_bind_template_child (widget_class, UoisHomePage, domains);
}

static void
uois_home_page_init (UoisHomePage *self)
{
  self->cancellable = g_cancellable_new ();
  self->totals = g_array_new (FALSE, FALSE, sizeof (Total));
  self->recent_rows = g_ptr_array_new ();
  self->recent_shown = g_array_new (FALSE, FALSE, sizeof (UoisLocation));
  gtk_widget_init_template (GTK_WIDGET (self));
}

UoisPage *
uois_home_page_new (UoisFile *file, UoisRecents *recents)
{
  UoisHomePage *self = g_object_new (UOIS_TYPE_HOME_PAGE, NULL);
  g_autofree char *name = g_path_get_basename (uois_file_get_path (file));
  const UoisDomain *const *domains;
  guint n_domains;

  self->file = g_object_ref (file);
  self->recents = g_object_ref (recents);
  uois_views_list_set_file (self->views_list, file);
  g_signal_connect_object (recents, "changed", G_CALLBACK (recents_changed_cb), self, G_CONNECT_SWAPPED);

  uois_page_set_title (UOIS_PAGE (self), _ ("Home"));
  uois_page_set_subtitle (UOIS_PAGE (self), name);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->path, uois_file_get_path (file));
  uois_unsaved_list_set_file (self->unsaved, file);

  domains = uois_registry_get_domains (uois_file_get_registry (file), &n_domains);
  for (guint i = 0; i < n_domains; i++)
    add_domain (self, domains[i]);
  uois_home_page_refresh (UOIS_PAGE (self), NULL);
  return UOIS_PAGE (self);
}
