/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/record-page-private.h"

#include "lists/filter-bar.h"
#include "lists/record-clipboard.h"
#include "records/add-several.h"
#include "records/find-links.h"
#include "records/record-dialog.h"

#include <glib/gi18n-lib.h>

UoisRecordTab *
_uois_record_page_get_tab (UoisRecordPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->tabs);

  return row != NULL ? &g_array_index (self->parts_of_record, UoisRecordTab, gtk_list_box_row_get_index (row)) : NULL;
}

/* ---- Showing ---- */

static void
add_button (GtkWidget *bar, const char *icon, const char *label, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button),
                        g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name", icon, "label", label, NULL));
  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (bar), button);
}

/* Whether a related record, or the link to it, has something to edit. */
static gboolean
can_edit_related (UoisRecordPage *self, const UoisRecordTab *tab)
{
  const UoisType *link = tab->relation->through;

  if (uois_file_get_read_only (self->file))
    return FALSE;
  if (tab->relation->kind != UOIS_FIELD_THROUGH)
    return tab->relation->kind == UOIS_FIELD_MANY;
  for (guint i = 0; i < link->fields.length; i++)
    {
      const UoisField *field = link->fields.items[i];

      if ((field->kind == UOIS_FIELD_COLUMN || field->kind == UOIS_FIELD_REFERENCE) && uois_field_is_shown (field) &&
          field->column->index > 0 && field->column->audit == UOIS_AUDIT_NONE &&
          field->column != tab->relation->column && field->column != tab->relation->far_column)
        return TRUE;
    }
  return FALSE;
}

/* A filter that is out of sight would only puzzle. */
static void
filter_toggled_cb (UoisRecordList *list, GtkToggleButton *toggle)
{
  if (!gtk_toggle_button_get_active (toggle))
    uois_record_list_set_filter (list, NULL);
}

static void
add_filter_toggle (GtkWidget *bar, UoisRecordTab *tab)
{
  GtkWidget *toggle = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (toggle), "funnel-symbolic");
  gtk_widget_set_tooltip_text (toggle, _ ("Filter"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Filter"), -1);
  /* GTK 4.8 tells of a button that can be pressed only when it first was. */
  gtk_accessible_update_state (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
  gtk_widget_set_hexpand (toggle, TRUE);
  gtk_widget_set_halign (toggle, GTK_ALIGN_END);
  gtk_widget_add_css_class (toggle, "flat");
  g_object_bind_property (toggle, "active", tab->filter_bar, "visible", G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (toggle, "toggled", G_CALLBACK (filter_toggled_cb), tab->list, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), toggle);
}

/* The list of a tab, with what can be done about it above. */
static GtkWidget *
new_part (UoisRecordPage *self, UoisRecordTab *tab)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (_uois_record_page_can_add_related (self, tab))
    add_button (bar, "list-add-symbolic", _ ("Add…"), "win.new-record", "");
  if (_uois_record_page_can_add_related (self, tab) && uois_relation_can_add_several (tab->relation))
    add_button (bar, "system-users-symbolic", _ ("Add several…"), "record.add-several", NULL);
  if (can_edit_related (self, tab))
    add_button (bar, "document-edit-symbolic", _ ("Edit…"), "record.edit-related", NULL);
  if (!uois_file_get_read_only (self->file) && tab->relation->kind == UOIS_FIELD_MANY)
    add_button (bar, "view-list-bullet-symbolic", _ ("Set field…"), "win.edit-many", NULL);
  if (_uois_record_page_can_add_related (self, tab))
    add_button (bar, "user-trash-symbolic", tab->relation->kind == UOIS_FIELD_THROUGH ? _ ("Remove") : _ ("Delete…"),
                "win.delete", NULL);
  gtk_widget_add_css_class (bar, "toolbar");
  tab->filter_bar = g_object_new (UOIS_TYPE_FILTER_BAR, "visible", FALSE, "margin-start", 6, "margin-end", 6,
                                  "margin-bottom", 6, NULL);
  add_filter_toggle (bar, tab);
  gtk_widget_set_vexpand (GTK_WIDGET (tab->list), TRUE);
  gtk_box_append (GTK_BOX (part), bar);
  gtk_box_append (GTK_BOX (part), tab->filter_bar);
  gtk_box_append (GTK_BOX (part), GTK_WIDGET (tab->list));
  return part;
}

static void
selection_changed_cb (UoisRecordPage *self)
{
  UoisRecordTab *tab = _uois_record_page_get_tab (self);
  gboolean single =
      tab != NULL && tab->list != NULL && can_edit_related (self, tab) &&
      uois_bitset_selection_get_single (uois_record_list_get_selection (tab->list)) != GTK_INVALID_LIST_POSITION;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.edit-related", single);
  uois_page_actions_changed (UOIS_PAGE (self));
}

static void
show_list (UoisRecordPage *self, UoisRecordTab *tab)
{
  if (tab->list == NULL)
    {
      tab->list = g_object_new (UOIS_TYPE_RECORD_LIST, NULL);
      tab->part = new_part (self, tab);
      gtk_stack_add_named (self->parts, tab->part, tab->relation->name);
      uois_record_list_show (tab->list, self->file, tab->relation->target, tab->relation, &self->id);
      uois_filter_bar_set_list (UOIS_FILTER_BAR (tab->filter_bar), tab->list);
      g_signal_connect_object (uois_record_list_get_selection (tab->list), "selection-changed",
                               G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (uois_record_list_get_selection (tab->list), "items-changed",
                               G_CALLBACK (uois_page_actions_changed), self, G_CONNECT_SWAPPED);
      if (self->tab_state != NULL)
        uois_record_list_restore (tab->list, self->tab_state);
      gtk_widget_set_visible (tab->filter_bar, uois_record_list_get_narrowed (tab->list));
      uois_record_list_request (tab->list);
    }
  g_clear_pointer (&self->tab_state, g_variant_unref);
  gtk_stack_set_visible_child (self->parts, tab->part);
}

static void
show_inherited (UoisRecordPage *self, UoisRecordTab *tab)
{
  if (tab->inherited_list == NULL)
    {
      tab->inherited_list = g_object_new (UOIS_TYPE_INHERITED_LIST, NULL);
      tab->part = GTK_WIDGET (tab->inherited_list);
      gtk_stack_add_child (self->parts, tab->part);
      uois_inherited_list_show (tab->inherited_list, self->file, tab->inherited, &self->id);
    }
  gtk_stack_set_visible_child (self->parts, tab->part);
}

void
_uois_record_page_tab_selected (UoisRecordPage *self)
{
  UoisRecordTab *tab = _uois_record_page_get_tab (self);

  if (tab == NULL)
    return;
  if (tab->relation != NULL)
    show_list (self, tab);
  else if (tab->inherited != NULL)
    show_inherited (self, tab);
  else
    gtk_stack_set_visible_child_name (self->parts, "fields");
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  selection_changed_cb (self);
}

static UoisRecordTab *
add_tab (UoisRecordPage *self, const char *icon, const char *name)
{
  UoisRecordTab tab = { .row = UOIS_SIDEBAR_ROW (uois_sidebar_row_new (icon, name)) };

  g_array_append_val (self->parts_of_record, tab);
  gtk_list_box_append (self->tabs, GTK_WIDGET (tab.row));
  return &g_array_index (self->parts_of_record, UoisRecordTab, self->parts_of_record->len - 1);
}

static void
add_relation_tab (UoisRecordPage *self, const UoisField *relation, guint number)
{
  UoisRecordTab *tab = add_tab (self, uois_type_get_icon_name (relation->target), uois_label (relation->label));

  tab->relation = relation;
  tab->number = number;
}

/* After the list of what is its own: what holds besides because of what it belongs to, or stands in. */
static void
add_inherited_tab (UoisRecordPage *self, const UoisField *relation)
{
  /* Translators: %s is a list: "Roles, with inherited ones". */
  g_autofree char *name = g_strdup_printf (_ ("%s, with inherited ones"), uois_label (relation->label));

  add_tab (self, uois_type_get_icon_name (relation->target), name)->inherited = relation;
}

static gboolean
is_inherited (const UoisType *type, const UoisField *relation)
{
  for (guint i = 0; i < type->tree_inherited.length; i++)
    if (type->tree_inherited.items[i] == relation)
      return TRUE;
  for (guint i = 0; i < type->belongs_inherited.length; i++)
    if (type->belongs_inherited.items[i] == relation)
      return TRUE;
  return FALSE;
}

void
_uois_record_page_add_tabs (UoisRecordPage *self)
{
  add_tab (self, "x-office-document-symbolic", _ ("Fields"));
  for (guint i = 0; i < self->type->tabs.length; i++)
    {
      const UoisField *relation = self->type->tabs.items[i];

      if (relation->deprecated != NULL || relation->target == NULL || relation->target->table == NULL)
        continue;
      add_relation_tab (self, relation, i);
      if (is_inherited (self->type, relation))
        add_inherited_tab (self, relation);
    }
}

void
_uois_record_page_step_tab (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->tabs);
  int length = self->parts_of_record->len;
  int index = row != NULL ? gtk_list_box_row_get_index (row) : 0;

  uois_record_page_show_tab (self, (index + g_variant_get_int32 (parameter) + length) % length);
  /* A part that is left takes the keyboard along; the list of parts does not move it by itself. */
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->tabs)));
}

void
_uois_record_page_update_tabs (UoisRecordPage *self)
{
  gboolean in_file = self->draft == NULL || !uois_draft_get_is_new (self->draft);

  for (guint i = 0; i < self->parts_of_record->len; i++)
    {
      const UoisRecordTab *tab = &g_array_index (self->parts_of_record, UoisRecordTab, i);

      gtk_widget_set_sensitive (GTK_WIDGET (tab->row), in_file || i == 0);
    }
}

/* ---- Counts ---- */

static void
count_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordPage) self = user_data;
  g_autoptr (GArray) counts = uois_file_count_finish (UOIS_FILE (source), result, NULL);

  if (counts == NULL)
    return;

  for (guint i = 0; i < self->parts_of_record->len; i++)
    {
      UoisRecordTab *tab = &g_array_index (self->parts_of_record, UoisRecordTab, i);

      if (tab->relation != NULL && tab->number < counts->len)
        uois_sidebar_row_set_count (tab->row, g_array_index (counts, gint64, tab->number));
    }
}

void
_uois_record_page_read_counts (UoisRecordPage *self)
{
  uois_file_count_async (self->file, self->type, &self->id, self->cancellable, count_cb, g_object_ref (self));
}

/* ---- Related records ---- */

gboolean
_uois_record_page_can_add_related (UoisRecordPage *self, const UoisRecordTab *tab)
{
  return tab != NULL && tab->relation != NULL && !uois_file_get_read_only (self->file) &&
         (tab->relation->kind == UOIS_FIELD_MANY || tab->relation->kind == UOIS_FIELD_THROUGH);
}

static void
related_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordPage) self = user_data;
  g_autoptr (UoisDraft) draft = uois_record_dialog_run_finish (result, NULL);

  if (draft != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    uois_page_notify (GTK_WIDGET (self), _ ("Added."), _ ("Undo"), "win.undo", NULL);
}

gboolean
_uois_record_page_add_related (UoisRecordPage *self, UoisRecordTab *tab)
{
  g_autoptr (UoisDraft) draft = NULL;

  if (!_uois_record_page_can_add_related (self, tab))
    return FALSE;
  draft = uois_draft_new_related (uois_file_get_registry (self->file), tab->relation, &self->id);
  uois_record_dialog_run_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->file, draft, NULL,
                                related_cb, g_object_ref (self));
  return TRUE;
}

/* A record that is related, in a window above: its dates, or what else a link has. */
static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft = uois_drafts_open_finish (UOIS_DRAFTS (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (draft == NULL && error != NULL)
    uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
  if (draft != NULL && root != NULL)
    uois_record_dialog_run_async (GTK_WINDOW (root), self->file, draft, NULL, NULL, NULL);
}

static void
edit_record (UoisRecordPage *self, const UoisRecord *record)
{
  uois_drafts_open_async (uois_drafts_get (self->file), record->type, &record->id, NULL, edited_cb,
                          g_object_ref (self));
}

/* There may be several links to the same record; which one is meant only their own list can tell. */
static void
links_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) links = uois_find_links_finish (result, &error);

  if (links == NULL)
    uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
  else if (links->len > 1)
    uois_page_notify (GTK_WIDGET (self),
                      _ ("This record is linked more than once. Choose the link in the list of links."), NULL, NULL,
                      NULL);
  else if (links->len == 1 && links->pdata[0] != NULL && self->file != NULL)
    edit_record (self, links->pdata[0]);
}

void
_uois_record_page_edit_related (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (widget);
  UoisRecordTab *tab = _uois_record_page_get_tab (self);
  UoisBitsetSelection *selection = uois_record_list_get_selection (tab->list);
  g_autoptr (UoisListItem) item =
      g_list_model_get_item (G_LIST_MODEL (selection), uois_bitset_selection_get_single (selection));
  UoisRecord *record = item != NULL ? uois_list_item_get_record (item) : NULL;

  if (record == NULL)
    return;
  if (tab->relation->kind == UOIS_FIELD_THROUGH)
    {
      g_autoptr (GPtrArray) records = g_ptr_array_new ();

      g_ptr_array_add (records, record);
      uois_find_links_async (self->file, tab->relation, &self->id, records, links_cb, g_object_ref (self));
    }
  else
    edit_record (self, record);
}

/* ---- Spreadsheets ---- */

void
_uois_record_page_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisRecordTab *tab = _uois_record_page_get_tab (UOIS_RECORD_PAGE (widget));

  if (tab != NULL && tab->list != NULL)
    uois_record_list_copy (tab->list, g_variant_get_boolean (parameter));
}

void
_uois_record_page_paste (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (widget);
  UoisRecordTab *tab = _uois_record_page_get_tab (self);

  if (tab == NULL || tab->list == NULL)
    return;
  if (_uois_record_page_can_add_related (self, tab) || uois_file_get_read_only (self->file))
    uois_record_list_paste (tab->list);
  else
    uois_page_notify (widget, _ ("Records cannot be added to this list."), NULL, NULL, NULL);
}

void
_uois_record_page_add_several (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (widget);
  UoisRecordTab *tab = _uois_record_page_get_tab (self);

  if (_uois_record_page_can_add_related (self, tab) && uois_relation_can_add_several (tab->relation))
    uois_add_several (widget, self->file, tab->relation, &self->id);
}
