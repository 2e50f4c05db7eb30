/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/record-page.h"

#include "lists/record-list.h"
#include "fields/record-view.h"
#include "sidebar-row.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  UoisSidebarRow *row;
  UoisRecordList *list;      /* nullable: made when the tab is first shown */
  const UoisField *relation; /* nullable: the tab of the fields */
  guint number;              /* in type->tabs */
} Tab;

struct _UoisRecordPage
{
  UoisPage parent_instance;

  /* Template widgets */
  GtkStack *stack;
  AdwFlap *flap;
  GtkListBox *tabs;
  GtkStack *parts;
  AdwStatusPage *failed_page;
  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *type_label;
  UoisRecordView *view;

  /* Owned */
  UoisFile *file;
  GArray *parts_of_record; /* Tab, in the order of the rows */
  GCancellable *cancellable;
  GVariant *tab_state; /* nullable: what the tab shown next is to be restored to */

  /* Of the registry */
  const UoisType *type;
  UoisUuid id;
};

G_DEFINE_FINAL_TYPE (UoisRecordPage, uois_record_page, UOIS_TYPE_PAGE)

static Tab *
current_tab (UoisRecordPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->tabs);

  return row != NULL ? &g_array_index (self->parts_of_record, Tab, gtk_list_box_row_get_index (row)) : NULL;
}

/* ---- Tabs ---- */

static void
show_list (UoisRecordPage *self, Tab *tab)
{
  if (tab->list == NULL)
    {
      tab->list = g_object_new (UOIS_TYPE_RECORD_LIST, NULL);
      gtk_stack_add_named (self->parts, GTK_WIDGET (tab->list), tab->relation->name);
      uois_record_list_show (tab->list, self->file, tab->relation->target, tab->relation, &self->id);
      if (self->tab_state != NULL)
        uois_record_list_restore (tab->list, self->tab_state);
      uois_record_list_request (tab->list);
    }
  g_clear_pointer (&self->tab_state, g_variant_unref);
  gtk_stack_set_visible_child (self->parts, GTK_WIDGET (tab->list));
}

static void
tab_selected_cb (UoisRecordPage *self)
{
  Tab *tab = current_tab (self);

  if (tab == NULL)
    return;
  if (tab->relation != NULL)
    show_list (self, tab);
  else
    gtk_stack_set_visible_child_name (self->parts, "fields");
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
add_tab (UoisRecordPage *self, const char *icon, const char *name, const UoisField *relation, guint number)
{
  Tab tab = { .relation = relation, .number = number };

  tab.row = UOIS_SIDEBAR_ROW (uois_sidebar_row_new (icon, name));
  g_array_append_val (self->parts_of_record, tab);
  gtk_list_box_append (self->tabs, GTK_WIDGET (tab.row));
}

static void
add_tabs (UoisRecordPage *self)
{
  add_tab (self, "x-office-document-symbolic", _ ("Fields"), NULL, 0);
  for (guint i = 0; i < self->type->tabs.length; i++)
    {
      const UoisField *relation = self->type->tabs.items[i];

      if (relation->deprecated == NULL && relation->target != NULL && relation->target->table != NULL)
        add_tab (self, uois_type_get_icon_name (relation->target), uois_label (relation->label), relation, i);
    }
}

static void
tab_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->tabs);
  int length = self->parts_of_record->len;
  int index = row != NULL ? gtk_list_box_row_get_index (row) : 0;

  uois_record_page_show_tab (self, (index + g_variant_get_int32 (parameter) + length) % length);
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordPage) self = user_data;
  g_autoptr (GArray) counts = uois_file_count_finish (UOIS_FILE (source), result, NULL);

  if (counts == NULL)
    return;

  for (guint i = 0; i < self->parts_of_record->len; i++)
    {
      Tab *tab = &g_array_index (self->parts_of_record, Tab, i);

      if (tab->relation != NULL && tab->number < counts->len)
        uois_sidebar_row_set_count (tab->row, g_array_index (counts, gint64, tab->number));
    }
}

/* ---- The record ---- */

static void
show_failure (UoisRecordPage *self, const GError *error)
{
  gboolean missing = g_error_matches (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
  g_autofree char *description = missing ? uois_uuid_to_string (&self->id) : g_markup_escape_text (error->message, -1);

  adw_status_page_set_icon_name (self->failed_page,
                                 missing ? uois_type_get_icon_name (self->type) : "dialog-error-symbolic");
  adw_status_page_set_title (self->failed_page,
                             missing ? _ ("This record is not in the file") : _ ("The record could not be read"));
  adw_status_page_set_description (self->failed_page, description);
  uois_page_set_title (UOIS_PAGE (self), uois_type_get_label (self->type));
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
show_record (UoisRecordPage *self, UoisRecord *record)
{
  uois_page_set_title (UOIS_PAGE (self), record->title);
  gtk_label_set_text (self->title_label, record->title);
  uois_record_view_set_record (self->view, record);
  gtk_stack_set_visible_child_name (self->stack, "record");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRecord) record = uois_file_read_finish (UOIS_FILE (source), result, &error);

  if (record != NULL)
    show_record (self, record);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (self, error);
}

static void
read_record (UoisRecordPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  uois_file_read_async (self->file, self->type, &self->id, self->cancellable, read_cb, g_object_ref (self));
  uois_file_count_async (self->file, self->type, &self->id, self->cancellable, count_cb, g_object_ref (self));
}

/* ---- UoisPage ---- */

static void
uois_record_page_refresh (UoisPage *page, const UoisChanges *changes)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (page);

  read_record (self);
  for (guint i = 0; i < self->parts_of_record->len; i++)
    {
      Tab *tab = &g_array_index (self->parts_of_record, Tab, i);

      if (tab->list != NULL)
        uois_record_list_refresh (tab->list, changes);
    }
}

static GVariant *
uois_record_page_save (UoisPage *page)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (page);
  Tab *tab = current_tab (self);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (tab != NULL && tab->list != NULL)
    {
      g_variant_dict_insert (&dict, "tab", "s", tab->relation->name);
      g_variant_dict_insert_value (&dict, "list", uois_record_list_save (tab->list));
    }
  return g_variant_dict_end (&dict);
}

static void
uois_record_page_restore (UoisPage *page, GVariant *state)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (page);
  const char *name;

  if (!g_variant_lookup (state, "tab", "&s", &name))
    return;

  for (guint i = 0; i < self->parts_of_record->len; i++)
    {
      Tab *tab = &g_array_index (self->parts_of_record, Tab, i);

      if (tab->relation != NULL && g_str_equal (tab->relation->name, name))
        {
          self->tab_state = g_variant_lookup_value (state, "list", G_VARIANT_TYPE_VARDICT);
          uois_record_page_show_tab (self, i);
        }
    }
}

/* ---- GObject ---- */

static void
uois_record_page_dispose (GObject *object)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_array_set_size (self->parts_of_record, 0);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_record_page_parent_class)->dispose (object);
}

static void
uois_record_page_finalize (GObject *object)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (object);

  g_array_unref (self->parts_of_record);
  g_clear_pointer (&self->tab_state, g_variant_unref);

  G_OBJECT_CLASS (uois_record_page_parent_class)->finalize (object);
}

static void
uois_record_page_class_init (UoisRecordPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  UoisPageClass *page_class = UOIS_PAGE_CLASS (klass);

  object_class->dispose = uois_record_page_dispose;
  object_class->finalize = uois_record_page_finalize;
  page_class->refresh = uois_record_page_refresh;
  page_class->save = uois_record_page_save;
  page_class->restore = uois_record_page_restore;

  g_type_ensure (UOIS_TYPE_RECORD_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, flap);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, parts);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, icon);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, type_label);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, view);
  gtk_widget_class_bind_template_callback (widget_class, tab_selected_cb);

  gtk_widget_class_install_action (widget_class, "record.step-tab", "i", tab_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, "record.step-tab", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, "record.step-tab", "i", -1);
}

static void
uois_record_page_init (UoisRecordPage *self)
{
  self->parts_of_record = g_array_new (FALSE, FALSE, sizeof (Tab));
  gtk_widget_init_template (GTK_WIDGET (self));
}

UoisPage *
uois_record_page_new (UoisFile *file, const UoisType *type, const UoisUuid *id)
{
  UoisRecordPage *self = g_object_new (UOIS_TYPE_RECORD_PAGE, NULL);

  self->file = g_object_ref (file);
  self->type = type;
  self->id = *id;

  uois_page_set_subtitle (UOIS_PAGE (self), uois_type_get_label (type));
  gtk_image_set_from_icon_name (self->icon, uois_type_get_icon_name (type));
  gtk_label_set_text (self->type_label, uois_type_get_label (type));
  add_tabs (self);
  uois_record_page_show_tab (self, 0);
  read_record (self);
  return UOIS_PAGE (self);
}

void
uois_record_page_show_tab (UoisRecordPage *self, guint number)
{
  g_return_if_fail (UOIS_IS_RECORD_PAGE (self));

  if (number < self->parts_of_record->len)
    gtk_list_box_select_row (self->tabs, gtk_list_box_get_row_at_index (self->tabs, number));
}
