/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/tree-page.h"

#include "format.h"
#include "records/delete-records.h"
#include "records/record-dialog.h"
#include "settings.h"
#include "trees/tree-detail.h"
#include "trees/tree-finder.h"
#include "trees/tree-move-dialog.h"
#include "trees/tree-move.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _UoisTreePage
{
  UoisPage parent_instance;

  /* Template widgets */
  GtkSearchEntry *entry;
  AdwFlap *flap;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  AdwStatusPage *failed_page;
  UoisTreeView *tree;
  UoisTreeFinder *finder;
  UoisTreeDetail *detail;
  GMenuModel *row_menu;

  /* Owned */
  UoisFile *file;
  GSettings *settings;
  GCancellable *cancellable;

  const UoisType *type;
  gboolean revealing;
};

G_DEFINE_FINAL_TYPE (UoisTreePage, uois_tree_page, UOIS_TYPE_PAGE)

/* ---- What is shown ---- */

static void
show_tree (UoisTreePage *self)
{
  const GError *error = uois_tree_view_get_error (self->tree);

  if (error != NULL)
    {
      g_autofree char *description = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failed_page, description);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, uois_tree_view_get_n_rows (self->tree) > 0 ? "tree" : "empty");
}

static void
changed_cb (UoisTreePage *self)
{
  if (gtk_stack_get_visible_child (self->stack) != GTK_WIDGET (self->finder))
    show_tree (self);
}

static void
totals_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisTreePage) self = user_data;
  g_autoptr (GArray) totals = uois_file_totals_finish (UOIS_FILE (source), result, NULL);
  const UoisType *const *tables;
  guint n_tables;

  if (totals == NULL || self->file == NULL)
    return;
  tables = uois_registry_get_tables (uois_file_get_registry (self->file), &n_tables);
  for (guint i = 0; i < n_tables; i++)
    if (tables[i] == self->type)
      {
        g_autofree char *summary = uois_format_records (g_array_index (totals, gint64, i));

        uois_page_set_subtitle (UOIS_PAGE (self), summary);
      }
}

static void
selected_cb (UoisTreePage *self)
{
  UoisRecord *record = uois_tree_view_get_selected (self->tree);
  gboolean writable = !uois_file_get_read_only (self->file);

  uois_tree_detail_set_record (self->detail, record);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tree.open", record != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tree.move", record != NULL && writable);
  uois_page_actions_changed (UOIS_PAGE (self));
}

static void
detail_toggled_cb (UoisTreePage *self)
{
  if (!adw_flap_get_folded (self->flap))
    g_settings_set_boolean (self->settings, UOIS_SETTING_DETAIL_PANE, adw_flap_get_reveal_flap (self->flap));
}

/* ---- Going to a record ---- */

typedef struct
{
  UoisTreePage *page;
  UoisUuid id;
} Reveal;

static void
ancestors_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reveal *reveal = user_data;
  g_autoptr (UoisTreePage) self = reveal->page;
  g_autoptr (GPtrArray) path = uois_file_read_ancestors_finish (UOIS_FILE (source), result, NULL);

  if (path != NULL && self->tree != NULL)
    uois_tree_view_reveal (self->tree, path, &reveal->id);
  self->revealing = FALSE;
  g_free (reveal);
}

void
uois_tree_page_reveal (UoisTreePage *self, const UoisUuid *id)
{
  Reveal *reveal;

  g_return_if_fail (UOIS_IS_TREE_PAGE (self));

  reveal = g_new0 (Reveal, 1);
  reveal->page = g_object_ref (self);
  reveal->id = *id;
  self->revealing = TRUE;
  uois_file_read_ancestors_async (self->file, self->type, id, self->cancellable, ancestors_cb, reveal);
}

static void
open_cb (UoisTreePage *self, UoisRecord *record)
{
  uois_go_record (GTK_WIDGET (self), record->type, &record->id);
}

/* ---- Search ---- */

static void
searching_cb (UoisTreePage *self, gboolean active)
{
  if (active)
    gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->finder));
  else
    show_tree (self);
}

static void
stop_search_cb (UoisTreePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  show_tree (self);
  uois_tree_view_focus (self->tree);
}

static void
chosen_cb (UoisTreePage *self, UoisRecord *record)
{
  stop_search_cb (self);
  uois_tree_page_reveal (self, &record->id);
}

static gboolean
key_pressed_cb (UoisTreePage *self, guint key, guint code, GdkModifierType modifiers)
{
  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    return GDK_EVENT_PROPAGATE;

  uois_tree_view_focus (self->tree);
  return GDK_EVENT_STOP;
}

/* ---- Moving ---- */

static void
tell_moved (UoisTreePage *self, const UoisRecord *record, const UoisRecord *parent, gint64 step)
{
  g_autofree char *text = NULL;

  if (parent != NULL)
    /* Translators: what was moved, and where it stands now. */
    text = g_strdup_printf (_ ("“%s” now stands in “%s”."), record->title, parent->title);
  else
    text = g_strdup_printf (_ ("“%s” now stands at the top."), record->title);
  uois_page_notify (GTK_WIDGET (self), text, _ ("Undo"), "win.undo-step", g_variant_new_int64 (step));
  uois_tree_view_refresh (self->tree);
  uois_tree_page_reveal (self, &record->id);
}

typedef struct
{
  UoisTreePage *page;
  UoisRecord *record;
  UoisRecord *target;
} Move;

static void
dropped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Move *move = user_data;
  g_autoptr (GError) error = NULL;
  gint64 step;

  if (!uois_tree_move_finish (UOIS_FILE (source), result, &step, &error))
    uois_page_notify (GTK_WIDGET (move->page), error->message, NULL, NULL, NULL);
  else if (step > 0 && move->page->tree != NULL)
    tell_moved (move->page, move->record, move->target, step);
  g_object_unref (move->page);
  uois_record_unref (move->record);
  uois_record_unref (move->target);
  g_free (move);
}

static void
move_cb (UoisTreePage *self, UoisRecord *record, UoisRecord *target)
{
  Move *move = g_new0 (Move, 1);

  move->page = g_object_ref (self);
  move->record = uois_record_ref (record);
  move->target = uois_record_ref (target);
  uois_tree_move_async (self->file, record, &target->id, NULL, dropped_cb, move);
}

static void
moved_cb (UoisTreePage *self, UoisRecord *target, gint64 step, UoisTreeMoveDialog *dialog)
{
  if (step > 0)
    tell_moved (self, g_object_get_data (G_OBJECT (dialog), "record"), target, step);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisTreePage *self = UOIS_TREE_PAGE (widget);
  UoisRecord *record = uois_tree_view_get_selected (self->tree);
  UoisTreeMoveDialog *dialog;

  if (record == NULL)
    return;
  dialog = uois_tree_move_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->file, record);
  g_object_set_data_full (G_OBJECT (dialog), "record", uois_record_ref (record), (GDestroyNotify) uois_record_unref);
  g_signal_connect_object (dialog, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisTreePage *self = UOIS_TREE_PAGE (widget);
  UoisRecord *record = uois_tree_view_get_selected (self->tree);

  if (record != NULL)
    open_cb (self, record);
}

static void
list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisTreePage *self = UOIS_TREE_PAGE (widget);

  g_autoptr (GSettings) layout = uois_settings_new_for_list (self->type->name);

  g_settings_set_boolean (layout, UOIS_SETTING_LIST_TREE, FALSE);
  uois_go_list (widget, self->type);
}

/* ---- New and deleted records ---- */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisTreePage) self = user_data;
  g_autoptr (UoisDraft) draft = uois_record_dialog_run_finish (result, NULL);

  if (draft == NULL || self->tree == NULL)
    return;
  uois_tree_view_refresh (self->tree);
  uois_tree_page_reveal (self, uois_draft_get_id (draft));
}

/* It stands in what is selected, as long as nobody says otherwise. */
static void
make_record (UoisTreePage *self)
{
  UoisRecord *parent = uois_tree_view_get_selected (self->tree);
  g_autoptr (UoisDraft) draft = uois_draft_new (uois_file_get_registry (self->file), self->type);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  if (parent != NULL)
    {
      uois_value_set_uuid (&value, &parent->id);
      uois_draft_set_value (draft, self->type->parent, &value);
    }
  uois_record_dialog_run_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->file, draft,
                                self->cancellable, made_cb, g_object_ref (self));
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisTreePage) self = user_data;

  if (uois_delete_records_finish (result, NULL) && self->tree != NULL)
    uois_tree_view_refresh (self->tree);
}

static void
delete_record (UoisTreePage *self)
{
  UoisRecord *record = uois_tree_view_get_selected (self->tree);

  uois_delete_records_async (GTK_WIDGET (self), self->file, self->type, &record->id, 1, record->title, deleted_cb,
                             g_object_ref (self));
}

static gboolean
uois_tree_page_can_activate (UoisPage *page, const char *name)
{
  UoisTreePage *self = UOIS_TREE_PAGE (page);

  if (uois_file_get_read_only (self->file))
    return FALSE;
  if (g_str_equal (name, "delete"))
    return uois_tree_view_get_selected (self->tree) != NULL;
  return g_str_equal (name, "new-record");
}

static void
uois_tree_page_activate (UoisPage *page, const char *name, GVariant *parameter)
{
  if (g_str_equal (name, "delete"))
    delete_record (UOIS_TREE_PAGE (page));
  else
    make_record (UOIS_TREE_PAGE (page));
}

/* ---- UoisPage ---- */

static gboolean
touches (UoisTreePage *self, const UoisChanges *changes)
{
  if (uois_changes_touch (changes, self->type))
    return TRUE;
  return self->type->tree_members != NULL && uois_changes_touch (changes, self->type->tree_members->target);
}

static void
uois_tree_page_refresh (UoisPage *page, const UoisChanges *changes)
{
  UoisTreePage *self = UOIS_TREE_PAGE (page);

  if (touches (self, changes))
    {
      uois_tree_view_refresh (self->tree);
      uois_file_totals_async (self->file, self->cancellable, totals_cb, g_object_ref (self));
    }
  uois_tree_detail_refresh (self->detail, changes);
}

static gboolean
uois_tree_page_begin_search (UoisPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (UOIS_TREE_PAGE (page)->entry));
  return TRUE;
}

static GVariant *
uois_tree_page_save (UoisPage *page)
{
  UoisTreePage *self = UOIS_TREE_PAGE (page);
  UoisRecord *record = uois_tree_view_get_selected (self->tree);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (record != NULL)
    {
      g_autofree char *id = uois_uuid_to_string (&record->id);

      g_variant_dict_insert (&dict, "selected", "s", id);
    }
  return g_variant_dict_end (&dict);
}

static void
uois_tree_page_restore (UoisPage *page, GVariant *state)
{
  const char *text;
  UoisUuid id;

  if (g_variant_lookup (state, "selected", "&s", &text) && uois_uuid_parse (text, strlen (text), &id))
    uois_tree_page_reveal (UOIS_TREE_PAGE (page), &id);
}

/* ---- GObject ---- */

static void
uois_tree_page_dispose (GObject *object)
{
  UoisTreePage *self = UOIS_TREE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_TREE_PAGE);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_tree_page_parent_class)->dispose (object);
}

static void
uois_tree_page_class_init (UoisTreePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  UoisPageClass *page_class = UOIS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_tree_page_dispose;
  page_class->refresh = uois_tree_page_refresh;
  page_class->begin_search = uois_tree_page_begin_search;
  page_class->save = uois_tree_page_save;
  page_class->restore = uois_tree_page_restore;
  page_class->can_activate = uois_tree_page_can_activate;
  page_class->activate = uois_tree_page_activate;

  g_type_ensure (UOIS_TYPE_TREE_VIEW);
  g_type_ensure (UOIS_TYPE_TREE_FINDER);
  g_type_ensure (UOIS_TYPE_TREE_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/tree-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisTreePage, entry);
  gtk_widget_class_bind_template_child (widget_class, UoisTreePage, flap);
  gtk_widget_class_bind_template_child (widget_class, UoisTreePage, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisTreePage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, UoisTreePage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, UoisTreePage, tree);
  gtk_widget_class_bind_template_child (widget_class, UoisTreePage, finder);
  gtk_widget_class_bind_template_child (widget_class, UoisTreePage, detail);
  gtk_widget_class_bind_template_child (widget_class, UoisTreePage, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_cb);
  gtk_widget_class_bind_template_callback (widget_class, searching_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, detail_toggled_cb);

  gtk_widget_class_install_action (widget_class, "tree.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "tree.move", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "tree.list", NULL, list_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, GDK_CONTROL_MASK, "tree.move", NULL);
}

static void
uois_tree_page_init (UoisTreePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = uois_settings_new ();
  self->cancellable = g_cancellable_new ();
  adw_flap_set_reveal_flap (self->flap, g_settings_get_boolean (self->settings, UOIS_SETTING_DETAIL_PANE));
  gtk_search_entry_set_key_capture_widget (self->entry, GTK_WIDGET (self->tree));
}

UoisPage *
uois_tree_page_new (UoisFile *file, const UoisType *type)
{
  UoisTreePage *self = g_object_new (UOIS_TYPE_TREE_PAGE, NULL);
  g_autofree char *placeholder = g_strdup_printf (_ ("Search: %s"), uois_type_get_label_many (type));
  g_autofree char *empty = g_strdup_printf (_ ("%s: no records yet"), uois_type_get_label_many (type));

  self->file = g_object_ref (file);
  self->type = type;
  uois_page_set_title (UOIS_PAGE (self), uois_type_get_label_many (type));
  g_object_set (self->entry, "placeholder-text", placeholder, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);
  adw_status_page_set_icon_name (self->empty_page, uois_type_get_icon_name (type));
  adw_status_page_set_title (self->empty_page, empty);
  adw_status_page_set_description (self->empty_page, uois_label (type->description));

  uois_tree_detail_set_type (self->detail, file, type);
  uois_tree_finder_follow (self->finder, file, type, self->entry);
  uois_tree_view_show (self->tree, file, type, self->row_menu);
  uois_file_totals_async (file, self->cancellable, totals_cb, g_object_ref (self));
  selected_cb (self);
  return UOIS_PAGE (self);
}

UoisTreeView *
uois_tree_page_get_tree (UoisTreePage *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_PAGE (self), NULL);

  return self->tree;
}

gboolean
uois_tree_page_get_settled (UoisTreePage *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_PAGE (self), FALSE);

  return !self->revealing && uois_tree_view_get_settled (self->tree) && uois_tree_finder_get_settled (self->finder) &&
         uois_tree_detail_get_settled (self->detail);
}
