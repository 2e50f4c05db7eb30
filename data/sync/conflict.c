/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/conflict.h"
#include "sync/text-merge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
uois_sync_decision_clear (UoisSyncDecision *decision)
{
  g_clear_pointer (&decision->local, uois_sync_record_unref);
  g_clear_pointer (&decision->base, uois_sync_record_unref);
}

const char *
uois_sync_conflict_get_label (UoisSyncConflictKind kind)
{
  static const char *const labels[] = {
    N_ ("No conflict"),
    N_ ("Changed here and at the server"),
    N_ ("Changed here, deleted at the server"),
    N_ ("Deleted here, changed at the server"),
    N_ ("Added here and at the server with different values"),
    N_ ("Added here and at the server as two records"),
    N_ ("Another record at the server has the same unique value"),
    N_ ("Refers to a record that was deleted at the server"),
    N_ ("Deleted here, but still used at the server"),
  };

  return _ (labels[kind]);
}

static const UoisValue *
get_text (const UoisSyncRecord *copy, const UoisColumn *column)
{
  const UoisValue *value = uois_sync_is_there (copy) ? uois_sync_record_get (copy, column) : NULL;

  return value != NULL && value->kind == UOIS_VALUE_TEXT ? value : NULL;
}

char *
uois_sync_conflict_propose (const UoisSyncConflict *conflict, const UoisColumn *column)
{
  const UoisValue *base = get_text (conflict->base, column);
  const UoisValue *mine = get_text (conflict->local, column);
  const UoisValue *theirs = get_text (conflict->remote, column);

  if (conflict->verdicts[column->index] != UOIS_SYNC_CONFLICT || column->field == NULL ||
      column->field->presentation != UOIS_PRESENT_LONG_TEXT || base == NULL || mine == NULL || theirs == NULL)
    return NULL;

  g_autofree char *base_text = g_strndup (base->text, base->length);
  g_autofree char *my_text = g_strndup (mine->text, mine->length);
  g_autofree char *their_text = g_strndup (theirs->text, theirs->length);
  return uois_text_merge_lines (base_text, my_text, their_text);
}

guint
uois_sync_conflict_count_open (const UoisSyncConflict *conflict, const guint8 *choices)
{
  guint count = 0;

  for (guint i = 0; i < conflict->type->columns.length; i++)
    count += conflict->verdicts[i] == UOIS_SYNC_CONFLICT && choices[i] == UOIS_SYNC_CHOICE_NONE;
  return count;
}

/* ---- Column by column ---- */

static gboolean
is_whole (const UoisSyncConflict *conflict, const UoisSyncPolicy *policy, const guint8 *choices)
{
  g_autofree guint8 *of_units = g_new0 (guint8, policy->n_units);

  for (guint i = 0; i < conflict->type->columns.length; i++)
    {
      guint8 *of_unit = &of_units[policy->units[i]];

      if (conflict->verdicts[i] != UOIS_SYNC_CONFLICT)
        continue;
      /* Who types a value knows what belongs to it. */
      if (*of_unit != UOIS_SYNC_CHOICE_NONE && *of_unit != choices[i] && *of_unit != UOIS_SYNC_CHOICE_OTHER &&
          choices[i] != UOIS_SYNC_CHOICE_OTHER)
        return FALSE;
      *of_unit = choices[i];
    }
  return TRUE;
}

static const UoisSyncRecord *
get_source (const UoisSyncConflict *conflict, UoisSyncChoice choice, const UoisSyncRecord *other)
{
  switch (choice)
    {
    case UOIS_SYNC_CHOICE_THEIRS:
      return conflict->remote;
    case UOIS_SYNC_CHOICE_BASE:
      return conflict->base;
    case UOIS_SYNC_CHOICE_OTHER:
      return other;
    case UOIS_SYNC_CHOICE_MINE:
    case UOIS_SYNC_CHOICE_NONE:
    default:
      return conflict->local;
    }
}

static void
apply (const UoisSyncConflict *conflict, const guint8 *choices, const UoisSyncRecord *other, UoisSyncRecord *local)
{
  static const UoisValue null = UOIS_VALUE_INIT;

  for (guint i = 1; i < conflict->type->columns.length; i++)
    {
      const UoisColumn *column = conflict->type->columns.items[i];
      const UoisSyncRecord *source = get_source (conflict, choices[i], other);

      if (conflict->verdicts[i] != UOIS_SYNC_CONFLICT || source == conflict->local)
        continue;
      uois_sync_record_set (local, column, source != NULL && source->known[i] ? &source->values[i] : &null);
    }
}

gboolean
uois_sync_conflict_choose (const UoisSyncConflict *conflict,
                           const UoisSyncPolicy *policy,
                           const guint8 *choices,
                           const UoisSyncRecord *other,
                           UoisSyncDecision *decision)
{
  g_return_val_if_fail (uois_sync_is_there (conflict->local) && uois_sync_is_there (conflict->remote), FALSE);

  if (uois_sync_conflict_count_open (conflict, choices) > 0 || !is_whole (conflict, policy, choices))
    return FALSE;

  decision->local = uois_sync_merge_result (conflict->base, conflict->local, conflict->remote, conflict->verdicts);
  apply (conflict, choices, other, decision->local);
  decision->base = uois_sync_merge_base (uois_sync_is_there (conflict->base) ? conflict->base : NULL, conflict->remote);
  return TRUE;
}

/* ---- As a whole ---- */

static UoisSyncRecord *
ref_or_null (UoisSyncRecord *record)
{
  return uois_sync_is_there (record) ? uois_sync_record_ref (record) : NULL;
}

static void
choose_all (const UoisSyncConflict *conflict, UoisSyncChoice choice, UoisSyncDecision *decision)
{
  g_autofree guint8 *choices = g_malloc (conflict->type->columns.length);

  memset (choices, choice, conflict->type->columns.length);
  decision->local = uois_sync_merge_result (conflict->base, conflict->local, conflict->remote, conflict->verdicts);
  apply (conflict, choices, NULL, decision->local);
  decision->base = uois_sync_merge_base (uois_sync_is_there (conflict->base) ? conflict->base : NULL, conflict->remote);
}

gboolean
uois_sync_conflict_settle (const UoisSyncConflict *conflict, gboolean mine, UoisSyncDecision *decision)
{
  switch (conflict->kind)
    {
    case UOIS_SYNC_CONFLICT_FIELDS:
    case UOIS_SYNC_CONFLICT_SAME_ID:
      choose_all (conflict, mine ? UOIS_SYNC_CHOICE_MINE : UOIS_SYNC_CHOICE_THEIRS, decision);
      return TRUE;

    case UOIS_SYNC_CONFLICT_DELETED_THERE:
      if (mine)
        decision->local = ref_or_null (conflict->local);
      return TRUE;

    case UOIS_SYNC_CONFLICT_DELETED_HERE:
      decision->base =
          uois_sync_merge_base (uois_sync_is_there (conflict->base) ? conflict->base : NULL, conflict->remote);
      if (!mine)
        decision->local = uois_sync_record_ref (decision->base);
      return TRUE;

    /* The record comes back; what refers to it follows with the next plan. */
    case UOIS_SYNC_CONFLICT_STILL_USED:
      if (mine)
        return FALSE;
      decision->base = conflict->remote != NULL ? uois_sync_merge_base (conflict->base, conflict->remote) :
                                                  ref_or_null (conflict->base);
      decision->local = ref_or_null (decision->base);
      return TRUE;

    case UOIS_SYNC_CONFLICT_NONE:
    case UOIS_SYNC_CONFLICT_CREATED_TWICE:
    case UOIS_SYNC_CONFLICT_UNIQUE:
    case UOIS_SYNC_CONFLICT_TARGET_GONE:
    default:
      return FALSE;
    }
}
