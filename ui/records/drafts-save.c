/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/drafts-private.h"

/* How much can be brought back. */
#define DISCARDED_KEPT 20

/* ---- Saving ---- */

/**
 * Saving: drafts that are being saved.
 * @problems: (nullable): the answer's
 */
typedef struct
{
  GPtrArray *drafts;
  GPtrArray *problems;
  gint64 unit;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_ptr_array_unref (saving->drafts);
  g_clear_pointer (&saving->problems, g_ptr_array_unref);
  g_free (saving);
}

static void
saved (Entry *entry, const GError *error)
{
  gboolean conflicts = g_error_matches (error, UOIS_ERROR, UOIS_ERROR_CONFLICT) ||
                       g_error_matches (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);

  entry->saving = FALSE;
  if (error == NULL)
    {
      /* The unit that wrote the record removed what was kept of it. */
      entry->kept = FALSE;
      entry->dirty = uois_draft_has_changes (entry->draft);
    }
  if (entry->dirty)
    _uois_drafts_keep_later (entry);
  if (entry->stale || conflicts)
    _uois_drafts_read (entry);
  _uois_drafts_read_title (entry);
  _uois_drafts_hold (entry);
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UoisDrafts *self = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  saving->unit = uois_file_save_finish (UOIS_FILE (source), result, &saving->problems, &error);
  for (guint i = 0; i < saving->drafts->len; i++)
    {
      Entry *entry = _uois_drafts_find (self, g_ptr_array_index (saving->drafts, i));

      if (entry != NULL && self->file != NULL)
        saved (entry, error);
    }
  _uois_drafts_end_flushes (self);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

void
uois_drafts_save_async (UoisDrafts *self,
                        UoisDraft *const *saved,
                        guint n_saved,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Saving *saving;
  GTask *task;

  g_return_if_fail (UOIS_IS_DRAFTS (self) && self->file != NULL);

  saving = g_new0 (Saving, 1);
  saving->drafts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_saved; i++)
    {
      Entry *entry = _uois_drafts_find (self, saved[i]);

      g_ptr_array_add (saving->drafts, g_object_ref (saved[i]));
      if (entry == NULL)
        continue;
      entry->saving = TRUE;
      g_clear_handle_id (&entry->keep_source, g_source_remove);
    }
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, uois_drafts_save_async);
  g_task_set_task_data (task, saving, saving_free);
  /* What was written is written, also if nobody waits for it any more. */
  g_task_set_check_cancellable (task, FALSE);
  uois_file_save_async (self->file, saved, n_saved, cancellable, save_cb, task);
}

gint64
uois_drafts_save_finish (UoisDrafts *self, GAsyncResult *result, GPtrArray **problems, GError **error)
{
  Saving *saving = g_task_get_task_data (G_TASK (result));

  if (problems != NULL)
    *problems = g_steal_pointer (&saving->problems);
  return g_task_propagate_boolean (G_TASK (result), error) ? saving->unit : -1;
}

/* ---- Throwing away ---- */

void
_uois_drafts_discarded_free (gpointer data)
{
  Discarded *discarded = data;

  g_object_unref (discarded->draft);
  g_ptr_array_unref (discarded->columns);
  g_array_unref (discarded->values);
  g_ptr_array_unref (discarded->texts);
  g_free (discarded);
}

static Discarded *
remember (UoisDrafts *self, UoisDraft *draft)
{
  Discarded *discarded = g_new0 (Discarded, 1);

  discarded->number = ++self->last_number;
  discarded->draft = g_object_ref (draft);
  discarded->columns = uois_draft_list_changes (draft);
  discarded->values = g_array_new (FALSE, TRUE, sizeof (UoisValue));
  discarded->texts = g_ptr_array_new_with_free_func (g_free);
  g_array_set_clear_func (discarded->values, (GDestroyNotify) uois_value_clear);
  g_array_set_size (discarded->values, discarded->columns->len);
  for (guint i = 0; i < discarded->columns->len; i++)
    {
      const UoisColumn *column = g_ptr_array_index (discarded->columns, i);

      uois_value_copy (&g_array_index (discarded->values, UoisValue, i), uois_draft_get_value (draft, column));
      g_ptr_array_add (discarded->texts, g_strdup (uois_draft_get_text (draft, column)));
    }
  g_queue_push_head (&self->discarded, discarded);
  if (g_queue_get_length (&self->discarded) > DISCARDED_KEPT)
    _uois_drafts_discarded_free (g_queue_pop_tail (&self->discarded));
  return discarded;
}

static void
discard_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisDrafts) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!uois_file_discard_draft_finish (UOIS_FILE (source), result, &error))
    g_signal_emit_by_name (self, "not-kept", error->message);
}

gint64
uois_drafts_discard (UoisDrafts *self, UoisDraft *draft)
{
  Entry *entry = _uois_drafts_find (self, draft);
  Discarded *discarded;

  g_return_val_if_fail (entry != NULL, 0);

  discarded = remember (self, draft);
  if (!uois_draft_get_is_new (draft) && !entry->state.gone)
    {
      uois_draft_revert_all (draft);
      return discarded->number;
    }

  /* Also one that is only about to be kept. */
  if (entry->kept || entry->keeping)
    uois_file_discard_draft_async (self->file, draft, NULL, discard_kept_cb, g_object_ref (self));
  _uois_drafts_remove (self, entry);
  g_signal_emit_by_name (self, "draft-changed", draft);
  return discarded->number;
}

static Discarded *
take_discarded (UoisDrafts *self, gint64 number)
{
  for (GList *link = self->discarded.head; link != NULL; link = link->next)
    {
      Discarded *discarded = link->data;

      if (discarded->number != number)
        continue;
      g_queue_delete_link (&self->discarded, link);
      return discarded;
    }
  return NULL;
}

UoisDraft *
uois_drafts_restore (UoisDrafts *self, gint64 number)
{
  Discarded *discarded;
  UoisDraft *draft;
  Entry *entry;

  g_return_val_if_fail (UOIS_IS_DRAFTS (self), NULL);

  discarded = take_discarded (self, number);
  if (discarded == NULL)
    return NULL;
  draft = g_object_ref (discarded->draft);
  entry = _uois_drafts_find (self, draft);
  if (entry == NULL)
    {
      entry = _uois_drafts_take (self, draft);
      entry->dirty = TRUE;
      _uois_drafts_keep_later (entry);
    }
  for (guint i = 0; i < discarded->columns->len; i++)
    {
      const UoisColumn *column = g_ptr_array_index (discarded->columns, i);
      const char *text = g_ptr_array_index (discarded->texts, i);

      if (text != NULL)
        uois_draft_set_text (draft, column, text, NULL);
      else
        uois_draft_set_value (draft, column, &g_array_index (discarded->values, UoisValue, i));
    }
  _uois_drafts_discarded_free (discarded);
  return draft;
}

UoisDraft *
uois_drafts_renew (UoisDrafts *self, UoisDraft *draft)
{
  const UoisType *type = uois_draft_get_record_type (draft);
  UoisDraft *renewed = uois_draft_new (uois_draft_get_registry (draft), type);

  uois_drafts_add (self, renewed);
  for (guint i = 1; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];
      const char *text = uois_draft_get_text (draft, column);

      if (column->audit != UOIS_AUDIT_NONE && column->audit != UOIS_AUDIT_RBACOBJECT)
        continue;
      if (text != NULL)
        uois_draft_set_text (renewed, column, text, NULL);
      else
        uois_draft_set_value (renewed, column, uois_draft_get_value (draft, column));
    }
  uois_drafts_discard (self, draft);
  return renewed;
}
