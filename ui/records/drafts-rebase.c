/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/drafts-private.h"

/* ---- Conflicts ---- */

void
_uois_draft_conflict_free (gpointer data)
{
  UoisDraftConflict *conflict = data;

  uois_value_clear (&conflict->was);
  g_free (conflict);
}

static gboolean
is_conflict (UoisDraft *draft, const UoisDraftConflict *conflict)
{
  return uois_draft_is_changed (draft, conflict->column) &&
         !uois_value_equal (uois_draft_get_baseline (draft, conflict->column), &conflict->was);
}

static UoisDraftConflict *
find_conflict (Entry *entry, const UoisColumn *column)
{
  for (guint i = 0; i < entry->state.conflicts->len; i++)
    {
      UoisDraftConflict *conflict = g_ptr_array_index (entry->state.conflicts, i);

      if (conflict->column == column)
        return conflict;
    }
  return NULL;
}

void
_uois_drafts_prune_conflicts (Entry *entry)
{
  guint before = entry->state.conflicts->len;

  for (guint i = before; i-- > 0;)
    {
      if (!is_conflict (entry->draft, g_ptr_array_index (entry->state.conflicts, i)))
        g_ptr_array_remove_index (entry->state.conflicts, i);
    }
  if (entry->state.conflicts->len != before)
    _uois_drafts_tell_state (entry);
}

void
uois_drafts_settle_conflict (UoisDrafts *self, UoisDraft *draft, const UoisColumn *column)
{
  Entry *entry = _uois_drafts_find (self, draft);
  UoisDraftConflict *conflict = entry != NULL ? find_conflict (entry, column) : NULL;

  if (conflict == NULL)
    return;
  g_ptr_array_remove (entry->state.conflicts, conflict);
  _uois_drafts_tell_state (entry);
}

static void
add_conflict (Entry *entry, const UoisColumn *column, const UoisValue *was)
{
  UoisDraftConflict *conflict = g_new0 (UoisDraftConflict, 1);
  guint index = 0;

  conflict->column = column;
  uois_value_copy (&conflict->was, was);
  while (index < entry->state.conflicts->len &&
         ((UoisDraftConflict *) g_ptr_array_index (entry->state.conflicts, index))->column->index < column->index)
    index++;
  g_ptr_array_insert (entry->state.conflicts, index, conflict);
}

/* ---- What the file has now ---- */

/* A column that both changed to the same value is none that anybody has to decide on. */
static gboolean
clashes (UoisDraft *draft, const UoisColumn *column, const UoisValue *theirs)
{
  return uois_draft_is_changed (draft, column) && !uois_value_equal (uois_draft_get_baseline (draft, column), theirs) &&
         (uois_draft_get_text (draft, column) != NULL ||
          !uois_value_equal (uois_draft_get_value (draft, column), theirs));
}

static gboolean
is_same (UoisDraft *draft, UoisDraft *fresh)
{
  const UoisType *type = uois_draft_get_record_type (draft);

  for (guint i = 1; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];

      if (!uois_value_equal (uois_draft_get_baseline (draft, column), uois_draft_get_baseline (fresh, column)))
        return FALSE;
    }
  return TRUE;
}

static void
rebase (Entry *entry, UoisDraft *fresh)
{
  const UoisType *type = entry->key.type;
  g_autoptr (GArray) row = NULL;
  gboolean was_gone = entry->state.gone;
  guint n_conflicts = entry->state.conflicts->len;

  entry->state.gone = FALSE;
  if (!is_same (entry->draft, fresh))
    {
      row = g_array_sized_new (FALSE, TRUE, sizeof (UoisValue), type->columns.length);
      for (guint i = 0; i < type->columns.length; i++)
        {
          const UoisColumn *column = type->columns.items[i];
          const UoisValue *theirs = uois_draft_get_baseline (fresh, column);

          /* Borrowed: the draft copies them. */
          g_array_append_vals (row, theirs, 1);
          if (clashes (entry->draft, column, theirs) && find_conflict (entry, column) == NULL)
            add_conflict (entry, column, uois_draft_get_baseline (entry->draft, column));
        }
      uois_draft_rebase (entry->draft, row);
    }
  if (was_gone || entry->state.conflicts->len > n_conflicts)
    _uois_drafts_tell_state (entry);
}

typedef struct
{
  UoisDrafts *drafts;
  UoisDraft *draft;
} Reading;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (UoisDrafts) self = reading->drafts;
  g_autoptr (UoisDraft) draft = reading->draft;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) fresh = uois_file_edit_record_finish (UOIS_FILE (source), result, &error);
  Entry *entry = _uois_drafts_find (self, draft);

  if (entry == NULL || self->file == NULL)
    return;

  entry->reading = FALSE;
  /* What was read may be from before the change that came since, or from before the save under way. */
  if (entry->stale && !entry->saving)
    _uois_drafts_read (entry);
  else if (fresh != NULL)
    rebase (entry, fresh);
  else if (g_error_matches (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND) && !entry->state.gone)
    {
      entry->state.gone = TRUE;
      _uois_drafts_tell_state (entry);
    }
}

void
_uois_drafts_read (Entry *entry)
{
  Reading *reading;

  entry->stale = entry->reading || entry->saving;
  if (entry->stale)
    return;
  entry->reading = TRUE;
  reading = g_new (Reading, 1);
  *reading = (Reading){ g_object_ref (entry->drafts), g_object_ref (entry->draft) };
  uois_file_edit_record_async (entry->drafts->file, entry->key.type, &entry->key.id, entry->drafts->cancellable,
                               read_cb, reading);
}
