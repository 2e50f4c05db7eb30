/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/record-page-private.h"

#include "lists/change-dialog.h"
#include "lists/export-dialog.h"
#include "lists/print-preview.h"
#include "notice.h"
#include "records/conflict-list.h"
#include "records/delete-records.h"

#include <glib/gi18n-lib.h>

/* Pixels, if there are more than one. */
#define CONFLICTS_HEIGHT 150

static UoisDrafts *
drafts (UoisRecordPage *self)
{
  return uois_drafts_get (self->file);
}

/* ---- Notices ---- */

static UoisNotice *
add_notice (UoisRecordPage *self, const char *icon, const char *text)
{
  GtkWidget *notice = uois_notice_new (icon, text);

  gtk_box_append (self->notices, notice);
  return UOIS_NOTICE (notice);
}

static void
add_button (UoisRecordPage *self, UoisNotice *notice, const char *label, GCallback clicked)
{
  g_signal_connect_object (uois_notice_add_button (notice, label), "clicked", clicked, self, G_CONNECT_SWAPPED);
}

static void show_notices (UoisRecordPage *self);

static void
seen_cb (UoisRecordPage *self)
{
  uois_drafts_set_seen (drafts (self), self->draft);
  show_notices (self);
}

static void
discard_cb (UoisRecordPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.discard", NULL);
}

/* The record that was deleted meanwhile is made anew, with another id. */
static void
renew_cb (UoisRecordPage *self)
{
  g_autoptr (UoisDraft) draft = uois_drafts_renew (drafts (self), self->draft);

  uois_go_record (GTK_WIDGET (self), self->type, uois_draft_get_id (draft));
}

static void
dismiss_failure_cb (UoisRecordPage *self)
{
  g_clear_pointer (&self->failure, g_free);
  show_notices (self);
}

static void
take_all (UoisRecordPage *self, gboolean theirs)
{
  const UoisDraftState *state = uois_drafts_get_state (drafts (self), self->draft);

  while (state->conflicts->len > 0)
    {
      const UoisDraftConflict *conflict = g_ptr_array_index (state->conflicts, 0);
      const UoisColumn *column = conflict->column;

      if (theirs)
        uois_draft_revert (self->draft, column);
      else
        uois_drafts_settle_conflict (drafts (self), self->draft, column);
    }
}

static void
take_all_mine_cb (UoisRecordPage *self)
{
  take_all (self, FALSE);
}

static void
take_all_theirs_cb (UoisRecordPage *self)
{
  take_all (self, TRUE);
}

static void
add_restored_notice (UoisRecordPage *self, UoisDateTime at)
{
  UoisValue value = UOIS_VALUE_INIT;
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;
  UoisNotice *notice;

  uois_value_set_datetime (&value, at);
  when = uois_present_value (&value, UOIS_PRESENT_PLAIN);
  /* Translators: %s is a date with a time of day. */
  text = g_strdup_printf (_ ("Your unsaved changes of %s are here."), when);
  notice = add_notice (self, "document-open-recent-symbolic", text);
  add_button (self, notice, _ ("Discard them"), G_CALLBACK (discard_cb));
  add_button (self, notice, _ ("Go on"), G_CALLBACK (seen_cb));
}

static void
add_gone_notice (UoisRecordPage *self)
{
  UoisNotice *notice = add_notice (self, "dialog-warning-symbolic",
                                   _ ("This record was deleted meanwhile. What you typed is still here: make a new "
                                      "record of it, or discard it."));

  add_button (self, notice, _ ("Discard it"), G_CALLBACK (discard_cb));
  add_button (self, notice, _ ("Make a new record"), G_CALLBACK (renew_cb));
}

static void
add_conflict_notice (UoisRecordPage *self, guint n_conflicts)
{
  UoisNotice *notice = add_notice (self, "dialog-warning-symbolic",
                                   _ ("Somebody else changed this record meanwhile, also what you changed. Choose "
                                      "what is to be saved."));
  GtkWidget *list;

  list = uois_conflict_list_new (self->file, self->draft);
  if (n_conflicts == 1)
    uois_notice_add (notice, list);
  else
    {
      /* The form must not be pushed off the screen. */
      uois_notice_add (notice, g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER,
                                             "min-content-height", CONFLICTS_HEIGHT, "child", list, NULL));
      add_button (self, notice, _ ("Keep all of yours"), G_CALLBACK (take_all_mine_cb));
      add_button (self, notice, _ ("Take all of theirs"), G_CALLBACK (take_all_theirs_cb));
    }
}

static void
show_notices (UoisRecordPage *self)
{
  const UoisDraftState *state = self->draft != NULL ? uois_drafts_get_state (drafts (self), self->draft) : NULL;
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->notices))) != NULL)
    gtk_box_remove (self->notices, old);
  if (uois_file_get_read_only (self->file))
    add_notice (self, "changes-prevent-symbolic",
                _ ("This file is open for reading only, so nothing can be changed here."));
  if (self->failure != NULL)
    add_button (self, add_notice (self, "dialog-error-symbolic", self->failure), _ ("Close"),
                G_CALLBACK (dismiss_failure_cb));
  if (state != NULL && state->restored_at != 0)
    add_restored_notice (self, state->restored_at);
  if (state != NULL && state->gone)
    add_gone_notice (self);
  if (state != NULL && state->conflicts != NULL && state->conflicts->len > 0)
    add_conflict_notice (self, state->conflicts->len);
  gtk_widget_set_visible (GTK_WIDGET (self->notices), gtk_widget_get_first_child (GTK_WIDGET (self->notices)) != NULL);
}

/* ---- The bar ---- */

static gboolean
has_something_to_save (UoisRecordPage *self)
{
  return self->draft != NULL && (uois_draft_get_is_new (self->draft) || uois_draft_has_changes (self->draft)) &&
         !uois_file_get_read_only (self->file) && !uois_drafts_get_state (drafts (self), self->draft)->gone;
}

static char *
describe_changes (UoisRecordPage *self)
{
  g_autoptr (GPtrArray) changes = uois_draft_list_changes (self->draft);

  if (uois_draft_get_is_new (self->draft))
    return g_strdup (_ ("New record, not saved"));
  return g_strdup_printf (ngettext ("%u change, not saved", "%u changes, not saved", changes->len), changes->len);
}

static void
show_bar (UoisRecordPage *self)
{
  gboolean shown = has_something_to_save (self);
  guint n_errors = uois_record_form_count_problems (self->form, UOIS_SEVERITY_ERROR);
  guint n_warnings = uois_record_form_count_problems (self->form, UOIS_SEVERITY_WARNING);
  g_autofree char *changes = NULL;
  g_autofree char *problems = NULL;

  gtk_revealer_set_reveal_child (self->bar, shown);
  if (!shown)
    return;
  changes = describe_changes (self);
  gtk_label_set_text (self->bar_label, changes);
  if (n_errors > 0)
    problems = g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  else if (n_warnings > 0)
    problems = g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
  gtk_button_set_label (self->problem_button, problems != NULL ? problems : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_button), problems != NULL);
}

void
_uois_record_page_show_state (UoisRecordPage *self)
{
  gboolean unsaved = has_something_to_save (self);
  g_autofree char *title = NULL;
  g_autofree char *marked = NULL;
  g_autofree char *subtitle = NULL;

  show_bar (self);
  uois_page_actions_changed (UOIS_PAGE (self));
  /* A record has its title when it has been read. */
  if (self->draft == NULL || (self->title == NULL && !uois_draft_get_is_new (self->draft)))
    return;
  title = self->title != NULL && !uois_draft_get_is_new (self->draft) ?
              g_strdup (self->title) :
              uois_drafts_get_title (drafts (self), self->draft);
  marked = unsaved ? g_strdup_printf ("• %s", title) : g_strdup (title);
  /* Translators: %s is a kind of record, "Person". */
  subtitle = unsaved ? g_strdup_printf (_ ("%s, not saved"), uois_type_get_label (self->type)) :
                       g_strdup (uois_type_get_label (self->type));
  uois_page_set_title (UOIS_PAGE (self), marked);
  uois_page_set_subtitle (UOIS_PAGE (self), subtitle);
  gtk_label_set_text (self->title_label, title);
  gtk_stack_set_visible_child_name (self->stack, "record");
  uois_page_ready (UOIS_PAGE (self), GTK_WIDGET (gtk_list_box_get_selected_row (self->tabs)));
}

/* ---- The draft ---- */

static void
draft_state_cb (UoisRecordPage *self, UoisDraft *draft)
{
  if (draft != self->draft)
    return;
  if (uois_drafts_get_state (drafts (self), draft)->discarded)
    {
      g_autoptr (GError) error = g_error_new_literal (UOIS_ERROR, UOIS_ERROR_NOT_FOUND, "");

      _uois_record_page_close_draft (self);
      _uois_record_page_show_failure (self, error);
    }
  show_notices (self);
  _uois_record_page_show_state (self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft = uois_drafts_open_finish (UOIS_DRAFTS (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->file == NULL)
    return;
  if (draft == NULL)
    {
      _uois_record_page_show_failure (self, error);
      return;
    }

  self->draft = g_object_ref (draft);
  g_signal_connect_swapped (draft, "changed", G_CALLBACK (_uois_record_page_show_state), self);
  uois_record_form_set_draft (self->form, draft);
  uois_record_form_set_editable (self->form, !uois_file_get_read_only (self->file));
  _uois_record_page_update_tabs (self);
  show_notices (self);
  _uois_record_page_show_state (self);
  if (uois_draft_get_is_new (draft) || self->focus_wanted)
    uois_record_form_focus (self->form);
  self->focus_wanted = FALSE;
}

void
_uois_record_page_open_draft (UoisRecordPage *self)
{
  uois_drafts_open_async (drafts (self), self->type, &self->id, self->cancellable, opened_cb, g_object_ref (self));
}

void
_uois_record_page_close_draft (UoisRecordPage *self)
{
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  if (self->form != NULL)
    uois_record_form_set_draft (self->form, NULL);
}

void
_uois_record_page_editing_init (UoisRecordPage *self)
{
  self->form = UOIS_RECORD_FORM (uois_record_form_new (self->file));
  adw_bin_set_child (self->form_place, GTK_WIDGET (self->form));
  g_signal_connect_object (self->form, "problems-changed", G_CALLBACK (show_bar), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drafts (self), "draft-changed", G_CALLBACK (draft_state_cb), self, G_CONNECT_SWAPPED);
  show_notices (self);
}

/* ---- Saving ---- */

/* The field that is gone to says what is wrong with it. */
static gboolean
go_to_problem (UoisRecordPage *self)
{
  g_autofree char *problem = NULL;

  uois_record_page_show_tab (self, 0);
  problem = uois_record_form_go_to_problem (self->form);
  return problem != NULL;
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordPage) self = user_data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  gint64 unit = uois_drafts_save_finish (UOIS_DRAFTS (source), result, &problems, &error);

  self->saving = FALSE;
  g_clear_pointer (&self->failure, g_free);
  if (self->draft == NULL)
    return;
  if (unit >= 0)
    {
      uois_page_notify (GTK_WIDGET (self), _ ("Saved."), _ ("Undo"), "win.undo-step", g_variant_new_int64 (unit));
      _uois_record_page_update_tabs (self);
      _uois_record_page_read (self);
    }
  else if (g_error_matches (error, UOIS_ERROR, UOIS_ERROR_INVALID))
    {
      uois_record_form_set_problems (self->form, problems);
      if (!go_to_problem (self))
        self->failure = g_strdup (error->message);
    }
  /* What somebody else did meanwhile is told by the state of the draft. */
  else if (!g_error_matches (error, UOIS_ERROR, UOIS_ERROR_CONFLICT) &&
           !g_error_matches (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND))
    self->failure = g_strdup_printf (_ ("The record was not saved; what you typed is still here. %s"), error->message);
  show_notices (self);
  _uois_record_page_show_state (self);
}

static void
save (UoisRecordPage *self)
{
  if (!uois_record_form_is_valid (self->form) && uois_record_form_is_checked (self->form))
    {
      go_to_problem (self);
      return;
    }
  self->saving = TRUE;
  uois_page_actions_changed (UOIS_PAGE (self));
  uois_drafts_save_async (drafts (self), &self->draft, 1, NULL, save_cb, g_object_ref (self));
}

static void
discard (UoisRecordPage *self)
{
  gboolean leaves = uois_draft_get_is_new (self->draft) || uois_drafts_get_state (drafts (self), self->draft)->gone;
  gboolean any = uois_draft_has_changes (self->draft);
  gint64 number = uois_drafts_discard (drafts (self), self->draft);

  g_clear_pointer (&self->failure, g_free);
  show_notices (self);
  if (any)
    uois_page_notify (GTK_WIDGET (self), _ ("Your changes were discarded."), _ ("Undo"), "win.restore-draft",
                      g_variant_new_int64 (number));
  if (leaves)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.leave", NULL);
}

/* ---- Others ---- */

static void
duplicate (UoisRecordPage *self)
{
  g_autoptr (UoisDraft) copy = uois_draft_duplicate (self->draft);

  uois_drafts_add (drafts (self), copy);
  uois_go_record (GTK_WIDGET (self), self->type, uois_draft_get_id (copy));
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordPage) self = user_data;

  if (uois_delete_records_finish (result, NULL) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.leave", NULL);
}

static void delete (UoisRecordPage *self)
{
  UoisRecordTab *tab = _uois_record_page_get_tab (self);

  if (tab != NULL && tab->list != NULL)
    uois_delete_selected (tab->list, self->file, tab->relation->target, tab->relation, &self->id);
  else
    uois_delete_records_async (GTK_WIDGET (self), self->file, self->type, &self->id, 1, self->title, deleted_cb,
                               g_object_ref (self));
}

static gboolean
can_delete (UoisRecordPage *self)
{
  UoisRecordTab *tab = _uois_record_page_get_tab (self);

  if (tab != NULL && tab->list != NULL)
    return uois_bitset_selection_get_size (uois_record_list_get_selection (tab->list)) > 0;
  return self->title != NULL && !uois_draft_get_is_new (self->draft);
}

/* The list of the chosen part with its records; %NULL: there is none, or nothing in it. */
static UoisRecordList *
find_list (UoisRecordPage *self)
{
  UoisRecordTab *tab = _uois_record_page_get_tab (self);

  if (tab == NULL || tab->list == NULL ||
      g_list_model_get_n_items (G_LIST_MODEL (uois_record_list_get_selection (tab->list))) == 0)
    return NULL;
  return tab->list;
}

/* Records that are reached through a link are not changed from here: only the link belongs to this record. */
static gboolean
can_edit_many (UoisRecordPage *self)
{
  UoisRecordList *list = find_list (self);

  return list != NULL && _uois_record_page_get_tab (self)->relation->kind == UOIS_FIELD_MANY &&
         uois_change_dialog_can_present (list);
}

gboolean
_uois_record_page_can_activate (UoisPage *page, const char *name)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (page);

  if (g_str_equal (name, "print"))
    return self->file != NULL;
  if (g_str_equal (name, "export"))
    return find_list (self) != NULL;
  if (self->draft == NULL || self->file == NULL)
    return FALSE;
  if (g_str_equal (name, "history"))
    return !uois_draft_get_is_new (self->draft);
  if (uois_file_get_read_only (self->file))
    return FALSE;
  if (g_str_equal (name, "save"))
    return has_something_to_save (self) && !self->saving;
  if (g_str_equal (name, "discard"))
    return (has_something_to_save (self) || uois_drafts_get_state (drafts (self), self->draft)->gone) && !self->saving;
  if (g_str_equal (name, "duplicate"))
    return TRUE;
  if (g_str_equal (name, "edit-many"))
    return can_edit_many (self);
  if (g_str_equal (name, "delete"))
    return can_delete (self);
  if (g_str_equal (name, "new-record"))
    return _uois_record_page_can_add_related (self, _uois_record_page_get_tab (self));
  return FALSE;
}

void
_uois_record_page_activate (UoisPage *page, const char *name, GVariant *parameter)
{
  UoisRecordPage *self = UOIS_RECORD_PAGE (page);

  if (g_str_equal (name, "save"))
    save (self);
  else if (g_str_equal (name, "discard"))
    discard (self);
  else if (g_str_equal (name, "history"))
    uois_go (GTK_WIDGET (self), &(UoisLocation){ .kind = UOIS_LOCATION_HISTORY, .type = self->type, .id = self->id });
  else if (g_str_equal (name, "duplicate"))
    duplicate (self);
  else if (g_str_equal (name, "delete"))
    delete (self);
  else if (g_str_equal (name, "new-record"))
    _uois_record_page_add_related (self, _uois_record_page_get_tab (self));
  else if (g_str_equal (name, "print"))
    uois_print_record (GTK_WIDGET (self), self->file, self->type, &self->id);
  else if (g_str_equal (name, "export"))
    uois_export_dialog_present (find_list (self));
  else if (g_str_equal (name, "edit-many"))
    uois_change_dialog_present (find_list (self));
}
