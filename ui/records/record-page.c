/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/record-page-private.h"

#include "compat-tab.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (UoisRecordPage, uois_record_page, UOIS_TYPE_PAGE)

/* ---- The record ---- */

void
_uois_record_page_show_failure (UoisRecordPage *self, const GError *error)
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
  uois_page_ready (UOIS_PAGE (self), NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRecord) record = uois_file_read_finish (UOIS_FILE (source), result, &error);
  gboolean is_typed =
      self->draft != NULL && (uois_draft_get_is_new (self->draft) || uois_draft_has_changes (self->draft));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->file == NULL)
    return;
  if (record == NULL)
    {
      /* A new record is not there to be read; what is typed stays on the screen. */
      if (self->draft != NULL && !is_typed)
        _uois_record_page_show_failure (self, error);
      return;
    }

  g_free (self->title);
  self->title = g_strdup (record->title);
  uois_record_form_set_record (self->form, record);
  _uois_record_page_show_state (self);
}

void
_uois_record_page_read (UoisRecordPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->draft == NULL)
    _uois_record_page_open_draft (self);
  uois_file_read_async (self->file, self->type, &self->id, self->cancellable, read_cb, g_object_ref (self));
  _uois_record_page_read_counts (self);
  _uois_record_page_read_standing (self);
}

static void
go_to_problem_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (widget);

  uois_record_page_show_tab (self, 0);
  g_free (uois_record_form_go_to_problem (self->form));
}

/* ---- UoisPage ---- */

static void
uois_record_page_refresh (UoisPage *page, const UoisChanges *changes)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (page);

  _uois_record_page_read (self);
  for (guint i = 0; i < self->parts_of_record->len; i++)
    {
      UoisRecordTab *tab = &g_array_index (self->parts_of_record, UoisRecordTab, i);

      if (tab->list != NULL)
        uois_record_list_refresh (tab->list, changes);
      if (tab->inherited_list != NULL)
        uois_inherited_list_show (tab->inherited_list, self->file, tab->inherited, &self->id);
    }
}

static GVariant *
uois_record_page_save (UoisPage *page)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (page);
  UoisRecordTab *tab = _uois_record_page_get_tab (self);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (tab != NULL && tab->list != NULL)
    {
      g_variant_dict_insert (&dict, "tab", "s", tab->relation->name);
      g_variant_dict_insert_value (&dict, "list", uois_record_list_save (tab->list));
    }
  if (tab != NULL && tab->inherited != NULL)
    g_variant_dict_insert (&dict, "inherited", "s", tab->inherited->name);
  return g_variant_dict_end (&dict);
}

static void
uois_record_page_restore (UoisPage *page, GVariant *state)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (page);
  const char *name = NULL, *inherited = NULL;

  g_variant_lookup (state, "tab", "&s", &name);
  g_variant_lookup (state, "inherited", "&s", &inherited);
  for (guint i = 0; i < self->parts_of_record->len; i++)
    {
      UoisRecordTab *tab = &g_array_index (self->parts_of_record, UoisRecordTab, i);

      if (tab->inherited != NULL && g_strcmp0 (tab->inherited->name, inherited) == 0)
        uois_record_page_show_tab (self, i);
      if (tab->relation != NULL && g_strcmp0 (tab->relation->name, name) == 0)
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
  if (self->file != NULL)
    _uois_record_page_close_draft (self);
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
  g_free (self->title);
  g_free (self->failure);

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
  page_class->can_activate = _uois_record_page_can_activate;
  page_class->activate = _uois_record_page_activate;

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, flap);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, parts);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, icon);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, type_label);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, unsent_line);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, unsent_label);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, age_label);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, notices);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, form_place);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, bar);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, bar_label);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordPage, problem_button);
  gtk_widget_class_bind_template_callback (widget_class, _uois_record_page_tab_selected);

  gtk_widget_class_install_action (widget_class, "record.go-to-problem", NULL, go_to_problem_action);
  gtk_widget_class_install_action (widget_class, "record.add-several", NULL, _uois_record_page_add_several);
  gtk_widget_class_install_action (widget_class, "record.edit-related", NULL, _uois_record_page_edit_related);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "record.edit-related", NULL);
  gtk_widget_class_install_action (widget_class, "record.copy", "b", _uois_record_page_copy);
  gtk_widget_class_install_action (widget_class, "record.paste", NULL, _uois_record_page_paste);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "record.copy", "b", FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "record.copy", "b",
                                       TRUE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "record.paste", NULL);
  gtk_widget_class_install_action (widget_class, "record.step-tab", "i", _uois_record_page_step_tab);
}

static void
uois_record_page_init (UoisRecordPage *self)
{
  self->parts_of_record = g_array_new (FALSE, FALSE, sizeof (UoisRecordTab));
  gtk_widget_init_template (GTK_WIDGET (self));
  uois_compat_set_tab_leaves (GTK_WIDGET (self->tabs));
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
  _uois_record_page_editing_init (self);
  _uois_record_page_add_tabs (self);
  uois_record_page_show_tab (self, 0);
  _uois_record_page_read (self);
  return UOIS_PAGE (self);
}

void
uois_record_page_show_tab (UoisRecordPage *self, guint number)
{
  g_return_if_fail (UOIS_IS_RECORD_PAGE (self));

  if (number < self->parts_of_record->len)
    gtk_list_box_select_row (self->tabs, gtk_list_box_get_row_at_index (self->tabs, number));
}
