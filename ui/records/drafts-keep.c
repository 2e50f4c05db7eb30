/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/drafts-private.h"

/* Seconds until what could not be written is tried again. */
#define RETRY_DELAY 5

/* What is under way: the draft lives until the answer has come. */
typedef struct
{
  UoisDrafts *drafts;
  UoisDraft *draft;
  gboolean keeps; /* otherwise it is being discarded */
} Keeping;

static void
report (UoisDrafts *self, GError *error)
{
  gboolean told = self->keep_error != NULL && g_str_equal (self->keep_error->message, error->message);

  g_clear_error (&self->keep_error);
  self->keep_error = error;
  /* Once is enough: it is tried again and again. */
  if (!told)
    g_signal_emit_by_name (self, "not-kept", error->message);
}

static gboolean
retry_cb (gpointer user_data)
{
  Entry *entry = user_data;

  entry->keep_source = 0;
  _uois_drafts_keep_now (entry);
  return G_SOURCE_REMOVE;
}

static void
kept (Keeping *keeping, GError *error)
{
  g_autoptr (UoisDrafts) self = keeping->drafts;
  g_autoptr (UoisDraft) draft = keeping->draft;
  Entry *entry = _uois_drafts_find (self, draft);
  gboolean keeps = keeping->keeps;

  g_free (keeping);
  if (entry != NULL && self->file != NULL)
    {
      entry->keeping = FALSE;
      if (error == NULL)
        entry->kept = keeps;
      else
        {
          entry->dirty = TRUE;
          if (entry->keep_source == 0)
            entry->keep_source = g_timeout_add_seconds (RETRY_DELAY, retry_cb, entry);
        }
      if (error == NULL && entry->dirty)
        _uois_drafts_keep_later (entry);
      _uois_drafts_hold (entry);
    }
  if (error == NULL)
    g_clear_error (&self->keep_error);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    report (self, g_error_copy (error));
  _uois_drafts_end_flushes (self);
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  uois_file_keep_draft_finish (UOIS_FILE (source), result, &error);
  kept (user_data, error);
}

static void
discard_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  uois_file_discard_draft_finish (UOIS_FILE (source), result, &error);
  kept (user_data, error);
}

void
_uois_drafts_keep_now (Entry *entry)
{
  UoisDrafts *self = entry->drafts;
  gboolean keeps = uois_draft_has_changes (entry->draft);
  Keeping *keeping;

  g_clear_handle_id (&entry->keep_source, g_source_remove);
  /* Both end in another look at what there is to keep. */
  if (entry->keeping || entry->saving)
    return;

  entry->dirty = FALSE;
  if (!keeps && !entry->kept)
    return;
  entry->keeping = TRUE;
  keeping = g_new0 (Keeping, 1);
  keeping->drafts = g_object_ref (self);
  keeping->draft = g_object_ref (entry->draft);
  keeping->keeps = keeps;
  if (keeps)
    uois_file_keep_draft_async (self->file, entry->draft, NULL, keep_cb, keeping);
  else
    uois_file_discard_draft_async (self->file, entry->draft, NULL, discard_cb, keeping);
  _uois_drafts_hold (entry);
}

static gboolean
keep_source_cb (gpointer user_data)
{
  Entry *entry = user_data;

  entry->keep_source = 0;
  _uois_drafts_keep_now (entry);
  return G_SOURCE_REMOVE;
}

/* Counted from the first change, not from the last one: who types without a pause is not to lose more. */
void
_uois_drafts_keep_later (Entry *entry)
{
  if (entry->drafts->flushes->len > 0)
    _uois_drafts_keep_now (entry);
  else if (entry->keep_source == 0 && !entry->keeping && !entry->saving)
    entry->keep_source = g_timeout_add (UOIS_DRAFTS_KEEP_DELAY, keep_source_cb, entry);
}

/* ---- All at once ---- */

gboolean
uois_drafts_is_busy (UoisDrafts *self)
{
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (UOIS_IS_DRAFTS (self), FALSE);

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Entry *entry = value;

      if (entry->dirty || entry->keeping || entry->saving)
        return TRUE;
    }
  return FALSE;
}

void
_uois_drafts_end_flushes (UoisDrafts *self)
{
  g_autoptr (GPtrArray) flushes = NULL;

  if (self->flushes->len == 0 || (self->keep_error == NULL && uois_drafts_is_busy (self)))
    return;

  flushes = g_steal_pointer (&self->flushes);
  self->flushes = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < flushes->len; i++)
    {
      if (self->keep_error != NULL)
        g_task_return_error (g_ptr_array_index (flushes, i), g_error_copy (self->keep_error));
      else
        g_task_return_boolean (g_ptr_array_index (flushes, i), TRUE);
    }
}

void
uois_drafts_flush_async (UoisDrafts *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GList) entries = NULL;
  GTask *task;

  g_return_if_fail (UOIS_IS_DRAFTS (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, uois_drafts_flush_async);
  g_ptr_array_add (self->flushes, task);
  /* What failed before may succeed now. */
  g_clear_error (&self->keep_error);
  entries = g_hash_table_get_values (self->entries);
  for (GList *link = entries; link != NULL; link = link->next)
    {
      if (((Entry *) link->data)->dirty)
        _uois_drafts_keep_now (link->data);
    }
  _uois_drafts_end_flushes (self);
}

gboolean
uois_drafts_flush_finish (UoisDrafts *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
