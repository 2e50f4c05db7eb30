/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/drafts-private.h"

#include <glib/gi18n-lib.h>

enum
{
  SIGNAL_CHANGED,
  SIGNAL_DRAFT_CHANGED,
  SIGNAL_NOT_KEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisDrafts, uois_drafts, G_TYPE_OBJECT)

static G_DEFINE_QUARK (uois - drafts, of_file)

    /* ---- Entries ---- */

    static guint key_hash (gconstpointer data)
{
  const Key *key = data;

  return uois_uuid_hash (&key->id) ^ g_direct_hash (key->type);
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *first = a;
  const Key *second = b;

  return first->type == second->type && uois_uuid_equal (&first->id, &second->id);
}

static Entry *
find_entry (UoisDrafts *self, const UoisType *type, const UoisUuid *id)
{
  const Key key = { type, *id };

  return g_hash_table_lookup (self->entries, &key);
}

Entry *
_uois_drafts_find (UoisDrafts *self, UoisDraft *draft)
{
  Entry *entry = find_entry (self, uois_draft_get_record_type (draft), uois_draft_get_id (draft));

  return entry != NULL && entry->draft == draft ? entry : NULL;
}

/* Nobody shows the draft any more, and it had no changes. */
static void
draft_finalized_cb (gpointer data, GObject *where_it_was)
{
  Entry *entry = data;

  entry->draft = NULL;
  g_hash_table_remove (entry->drafts->entries, &entry->key);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_handle_id (&entry->keep_source, g_source_remove);
  if (entry->draft != NULL)
    {
      g_clear_signal_handler (&entry->handler, entry->draft);
      if (entry->held)
        g_object_unref (entry->draft);
      else
        g_object_weak_unref (G_OBJECT (entry->draft), draft_finalized_cb, entry);
    }
  g_ptr_array_unref (entry->state.conflicts);
  g_free (entry->title);
  g_free (entry);
}

void
_uois_drafts_hold (Entry *entry)
{
  UoisDrafts *self = entry->drafts;
  gboolean unsaved = uois_draft_has_changes (entry->draft);
  gboolean held = unsaved || entry->kept || entry->keeping;
  gboolean changed = entry->unsaved != unsaved;

  if (changed)
    {
      entry->unsaved = unsaved;
      self->n_unsaved += unsaved ? 1 : -1;
      entry->order = g_get_monotonic_time ();
      if (!unsaved)
        entry->state.restored_at = 0;
    }
  if (entry->held != held)
    {
      entry->held = held;
      if (held)
        {
          g_object_ref (entry->draft);
          g_object_weak_unref (G_OBJECT (entry->draft), draft_finalized_cb, entry);
        }
      else
        {
          g_object_weak_ref (G_OBJECT (entry->draft), draft_finalized_cb, entry);
          g_object_unref (entry->draft);
        }
    }
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
_uois_drafts_tell_state (Entry *entry)
{
  g_signal_emit (entry->drafts, signals[SIGNAL_DRAFT_CHANGED], 0, entry->draft);
}

static void
draft_changed_cb (UoisDraft *draft, gpointer column, Entry *entry)
{
  g_autoptr (UoisDraft) alive = g_object_ref (draft);

  entry->dirty = TRUE;
  _uois_drafts_prune_conflicts (entry);
  _uois_drafts_keep_later (entry);
  _uois_drafts_hold (entry);
}

Entry *
_uois_drafts_take (UoisDrafts *self, UoisDraft *draft)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->key = (Key){ uois_draft_get_record_type (draft), *uois_draft_get_id (draft) };
  entry->drafts = self;
  entry->draft = draft;
  entry->state.conflicts = g_ptr_array_new_with_free_func (_uois_draft_conflict_free);
  entry->handler = g_signal_connect (draft, "changed", G_CALLBACK (draft_changed_cb), entry);
  g_object_weak_ref (G_OBJECT (draft), draft_finalized_cb, entry);
  g_hash_table_insert (self->entries, &entry->key, entry);
  _uois_drafts_hold (entry);
  return entry;
}

void
_uois_drafts_remove (UoisDrafts *self, Entry *entry)
{
  gboolean unsaved = entry->unsaved;

  g_hash_table_remove (self->entries, &entry->key);
  if (unsaved)
    {
      self->n_unsaved--;
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
}

/* ---- Titles ---- */

/* What the title will be, as far as it consists of the record's own columns; NULL if nothing of it is there. */
static char *
compose_title (UoisDraft *draft)
{
  const UoisType *type = uois_draft_get_record_type (draft);
  g_autoptr (GString) title = g_string_new (NULL);
  gboolean any = FALSE;

  for (guint i = 0; i < type->title.length; i++)
    {
      const UoisTitlePart *part = type->title.items[i];
      g_autofree char *text = NULL;

      if (part->text != NULL)
        {
          g_string_append (title, part->translated ? uois_label (part->text) : part->text);
          continue;
        }
      if (part->column == NULL || part->path.length > 0)
        return NULL;
      text = uois_present_value (uois_draft_get_value (draft, part->column), UOIS_PRESENT_PLAIN);
      any = any || *text != '\0';
      g_string_append (title, text);
    }
  return any ? g_strstrip (g_strdup (title->str)) : NULL;
}

char *
uois_drafts_get_title (UoisDrafts *self, UoisDraft *draft)
{
  Entry *entry = _uois_drafts_find (self, draft);
  char *title;

  if (entry != NULL && entry->title != NULL)
    return g_strdup (entry->title);
  title = compose_title (draft);
  if (title != NULL)
    return title;
  if (!uois_draft_get_is_new (draft))
    return g_strdup (uois_type_get_label (uois_draft_get_record_type (draft)));
  /* Translators: %s is a kind of record, "Person". */
  return g_strdup_printf (_ ("New record: %s"), uois_type_get_label (uois_draft_get_record_type (draft)));
}

typedef struct
{
  UoisDrafts *drafts;
  UoisDraft *draft;
} Reading;

static void
title_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (UoisDrafts) self = reading->drafts;
  g_autoptr (UoisDraft) draft = reading->draft;
  g_autoptr (UoisRecord) record = uois_file_read_finish (UOIS_FILE (source), result, NULL);
  Entry *entry = _uois_drafts_find (self, draft);

  if (record == NULL || entry == NULL || g_strcmp0 (entry->title, record->title) == 0)
    return;
  g_free (entry->title);
  entry->title = g_strdup (record->title);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
_uois_drafts_read_title (Entry *entry)
{
  Reading *reading;

  if (uois_draft_get_is_new (entry->draft))
    return;
  reading = g_new (Reading, 1);
  *reading = (Reading){ g_object_ref (entry->drafts), g_object_ref (entry->draft) };
  uois_file_read_async (entry->drafts->file, entry->key.type, &entry->key.id, entry->drafts->cancellable, title_read_cb,
                        reading);
}

/* ---- Opening ---- */

static void
edit_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UoisDrafts *self = g_task_get_source_object (task);
  const Key *key = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft = uois_file_edit_record_finish (UOIS_FILE (source), result, &error);
  Entry *entry = find_entry (self, key->type, &key->id);

  if (draft != NULL && self->file == NULL)
    {
      g_clear_object (&draft);
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The file is closed");
    }
  /* Somebody else asked at the same time. */
  if (entry != NULL)
    g_task_return_pointer (task, g_object_ref (entry->draft), g_object_unref);
  else if (draft != NULL)
    {
      _uois_drafts_read_title (_uois_drafts_take (self, draft));
      g_task_return_pointer (task, g_steal_pointer (&draft), g_object_unref);
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes @task. */
static void
open_draft (UoisDrafts *self, GTask *task)
{
  const Key *key = g_task_get_task_data (task);
  Entry *entry = find_entry (self, key->type, &key->id);

  if (entry != NULL)
    {
      g_task_return_pointer (task, g_object_ref (entry->draft), g_object_unref);
      g_object_unref (task);
    }
  else
    uois_file_edit_record_async (self->file, key->type, &key->id, g_task_get_cancellable (task), edit_cb, task);
}

void
uois_drafts_open_async (UoisDrafts *self,
                        const UoisType *type,
                        const UoisUuid *id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;
  Key key;

  g_return_if_fail (UOIS_IS_DRAFTS (self) && self->file != NULL);

  key = (Key){ type, *id };
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, uois_drafts_open_async);
  g_task_set_task_data (task, g_memdup2 (&key, sizeof key), g_free);
  if (self->loaded)
    open_draft (self, task);
  else
    g_ptr_array_add (self->waiting, task);
}

UoisDraft *
uois_drafts_open_finish (UoisDrafts *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
uois_drafts_add (UoisDrafts *self, UoisDraft *draft)
{
  g_return_if_fail (UOIS_IS_DRAFTS (self));
  g_return_if_fail (find_entry (self, uois_draft_get_record_type (draft), uois_draft_get_id (draft)) == NULL);

  _uois_drafts_take (self, draft);
}

/* ---- What was kept ---- */

static void
restore_kept (UoisDrafts *self, UoisDraft *draft)
{
  Entry *entry = _uois_drafts_take (self, draft);

  entry->kept = TRUE;
  entry->state.restored_at = uois_draft_get_kept_at (draft);
  _uois_drafts_hold (entry);
  if (!entry->unsaved)
    _uois_drafts_keep_now (entry);
  else if (!uois_draft_get_is_new (draft))
    {
      _uois_drafts_read_title (entry);
      _uois_drafts_read (entry);
    }
}

static void
set_loaded (UoisDrafts *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->loaded = TRUE;
  for (guint i = 0; i < waiting->len; i++)
    open_draft (self, g_object_ref (g_ptr_array_index (waiting, i)));
}

static void
list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisDrafts) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = uois_file_list_drafts_finish (UOIS_FILE (source), result, &error);

  for (guint i = 0; drafts != NULL && self->file != NULL && i < drafts->len; i++)
    restore_kept (self, g_ptr_array_index (drafts, i));
  if (self->file != NULL)
    set_loaded (self);
}

/* ---- Looking ---- */

static int
compare_order (gconstpointer a, gconstpointer b, gpointer data)
{
  Entry *first = _uois_drafts_find (data, *(UoisDraft *const *) a);
  Entry *second = _uois_drafts_find (data, *(UoisDraft *const *) b);

  return first->order < second->order ? -1 : first->order > second->order;
}

GPtrArray *
uois_drafts_list_unsaved (UoisDrafts *self)
{
  GPtrArray *drafts = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (UOIS_IS_DRAFTS (self), drafts);

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (((Entry *) value)->unsaved)
        g_ptr_array_add (drafts, ((Entry *) value)->draft);
    }
  g_ptr_array_sort_with_data (drafts, compare_order, self);
  return drafts;
}

guint
uois_drafts_get_n_unsaved (UoisDrafts *self)
{
  g_return_val_if_fail (UOIS_IS_DRAFTS (self), 0);

  return self->n_unsaved;
}

const UoisDraftState *
uois_drafts_get_state (UoisDrafts *self, UoisDraft *draft)
{
  static const UoisDraftState discarded = { .discarded = TRUE };
  Entry *entry = _uois_drafts_find (self, draft);

  return entry != NULL ? &entry->state : &discarded;
}

void
uois_drafts_set_seen (UoisDrafts *self, UoisDraft *draft)
{
  Entry *entry = _uois_drafts_find (self, draft);

  if (entry != NULL)
    entry->state.restored_at = 0;
}

/* ---- The file ---- */

static void
file_changed_cb (UoisDrafts *self, gpointer type)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      if (!uois_draft_get_is_new (entry->draft) && (type == NULL || entry->key.type == type))
        {
          _uois_drafts_read (entry);
          _uois_drafts_read_title (entry);
        }
    }
}

/* ---- GObject ---- */

static void
give_up (GPtrArray *tasks)
{
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_new_error (g_ptr_array_index (tasks, i), G_IO_ERROR, G_IO_ERROR_CLOSED, "The file is closed");
  g_ptr_array_set_size (tasks, 0);
}

static void
uois_drafts_dispose (GObject *object)
{
  UoisDrafts *self = UOIS_DRAFTS (object);

  g_cancellable_cancel (self->cancellable);
  give_up (self->waiting);
  give_up (self->flushes);
  g_hash_table_remove_all (self->entries);

  G_OBJECT_CLASS (uois_drafts_parent_class)->dispose (object);
}

static void
uois_drafts_finalize (GObject *object)
{
  UoisDrafts *self = UOIS_DRAFTS (object);

  g_hash_table_unref (self->entries);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->flushes);
  g_queue_clear_full (&self->discarded, _uois_drafts_discarded_free);
  g_object_unref (self->cancellable);
  g_clear_error (&self->keep_error);

  G_OBJECT_CLASS (uois_drafts_parent_class)->finalize (object);
}

static void
uois_drafts_class_init (UoisDraftsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = uois_drafts_dispose;
  object_class->finalize = uois_drafts_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", UOIS_TYPE_DRAFTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DRAFT_CHANGED] = g_signal_new ("draft-changed", UOIS_TYPE_DRAFTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                NULL, G_TYPE_NONE, 1, UOIS_TYPE_DRAFT);
  signals[SIGNAL_NOT_KEPT] = g_signal_new ("not-kept", UOIS_TYPE_DRAFTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
uois_drafts_init (UoisDrafts *self)
{
  self->entries = g_hash_table_new_full (key_hash, key_equal, NULL, entry_free);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->flushes = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->discarded);
}

/* Whoever still holds it finds it empty. */
static void
release_cb (gpointer data)
{
  UoisDrafts *self = UOIS_DRAFTS (data);

  g_object_run_dispose (G_OBJECT (self));
  self->file = NULL;
  g_object_unref (self);
}

UoisDrafts *
uois_drafts_get (UoisFile *file)
{
  UoisDrafts *self;

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  self = g_object_get_qdata (G_OBJECT (file), of_file_quark ());
  if (self != NULL)
    return self;

  self = g_object_new (UOIS_TYPE_DRAFTS, NULL);
  self->file = file;
  g_object_set_qdata_full (G_OBJECT (file), of_file_quark (), self, release_cb);
  g_signal_connect_object (file, "changed", G_CALLBACK (file_changed_cb), self, G_CONNECT_SWAPPED);
  /* Nothing can be saved into a file that is open for reading; whoever writes it finds what was kept. */
  if (uois_file_get_read_only (file))
    self->loaded = TRUE;
  else
    uois_file_list_drafts_async (file, self->cancellable, list_cb, g_object_ref (self));
  return self;
}

void
uois_drafts_release (UoisFile *file)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  g_object_set_qdata (G_OBJECT (file), of_file_quark (), NULL);
}
