/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/merge.h"

#include <string.h>

/* What the sides did to the columns of one unit. */
typedef struct
{
  gboolean mine;
  gboolean theirs;
  gboolean differ;
  gboolean hidden;
} Unit;

gboolean
uois_sync_is_there (const UoisSyncRecord *copy)
{
  return copy != NULL && !copy->deleted;
}

static gboolean
knows (const UoisSyncRecord *copy, guint i)
{
  return copy != NULL && copy->known[i];
}

/* Where nothing was agreed on a value is a change, and null is what stands there before anybody writes. */
static gboolean
is_changed (const UoisSyncRecord *base, const UoisSyncRecord *copy, guint i)
{
  static const UoisValue null = UOIS_VALUE_INIT;

  return knows (copy, i) && !uois_sync_value_equal (copy->type->columns.items[i],
                                                    knows (base, i) ? &base->values[i] : &null, &copy->values[i]);
}

/* The copy in which one side's value of a column stands; NULL if that is unknown. */
static const UoisSyncRecord *
find_value (const UoisSyncRecord *base, const UoisSyncRecord *copy, guint i)
{
  if (knows (copy, i))
    return copy;
  return knows (base, i) ? base : NULL;
}

static void
look_at_column (
    const UoisSyncRecord *base, const UoisSyncRecord *local, const UoisSyncRecord *remote, guint i, Unit *unit)
{
  const UoisSyncRecord *mine = find_value (base, local, i);
  const UoisSyncRecord *theirs = find_value (base, remote, i);
  gboolean changed_here = is_changed (base, local, i);

  unit->mine |= changed_here;
  unit->theirs |= is_changed (base, remote, i);
  unit->hidden |= changed_here && (remote != NULL ? !knows (remote, i) : !knows (base, i));
  unit->differ |= mine != NULL && theirs != NULL && mine != theirs &&
                  !uois_sync_value_equal (local->type->columns.items[i], &mine->values[i], &theirs->values[i]);
}

static UoisSyncVerdict
judge (const Unit *unit)
{
  if (!unit->mine && !unit->theirs)
    return UOIS_SYNC_SAME;
  if (!unit->mine)
    return UOIS_SYNC_THEIRS;
  if (unit->theirs && !unit->hidden)
    return unit->differ ? UOIS_SYNC_CONFLICT : UOIS_SYNC_AGREED;
  if (unit->hidden)
    return UOIS_SYNC_HIDDEN;
  return UOIS_SYNC_MINE;
}

/* Exactly: a time of the server is its own down to the microsecond. */
static gboolean
is_server_news (const UoisSyncRecord *local, const UoisSyncRecord *remote, guint i)
{
  return knows (remote, i) && (!knows (local, i) || !uois_value_equal (&local->values[i], &remote->values[i]));
}

static void
judge_columns (const UoisSyncPolicy *policy,
               const UoisSyncRecord *base,
               const UoisSyncRecord *local,
               const UoisSyncRecord *remote,
               guint8 *verdicts)
{
  guint n_columns = policy->type->columns.length;
  Unit *units = g_newa0 (Unit, policy->n_units);

  for (guint i = 0; i < n_columns; i++)
    if (policy->roles[i] == UOIS_SYNC_ROLE_MERGED)
      look_at_column (base, local, remote, i, &units[policy->units[i]]);

  for (guint i = 0; i < n_columns; i++)
    if (policy->roles[i] == UOIS_SYNC_ROLE_MERGED)
      verdicts[i] = (guint8) judge (&units[policy->units[i]]);
    else if (policy->roles[i] == UOIS_SYNC_ROLE_SERVER && is_server_news (local, remote, i))
      verdicts[i] = UOIS_SYNC_THEIRS;
}

static gboolean
has_verdict (const UoisSyncPolicy *policy, const UoisSyncMerge *merge, UoisSyncVerdict verdict)
{
  return memchr (merge->verdicts, verdict, policy->type->columns.length) != NULL;
}

/* Whether a side changed anything that both have a say in. */
static gboolean
is_edited (const UoisSyncPolicy *policy, const UoisSyncRecord *base, const UoisSyncRecord *copy)
{
  for (guint i = 0; i < policy->type->columns.length; i++)
    if (policy->roles[i] == UOIS_SYNC_ROLE_MERGED && is_changed (base, copy, i))
      return TRUE;
  return FALSE;
}

static void
merge_both (const UoisSyncPolicy *policy,
            const UoisSyncRecord *base,
            const UoisSyncRecord *local,
            const UoisSyncRecord *remote,
            UoisSyncMerge *merge)
{
  /* Nothing to look at, for most records of most runs. */
  if (base == local && (remote == NULL || remote == base))
    return;

  judge_columns (policy, base, local, remote, merge->verdicts);
  if (has_verdict (policy, merge, UOIS_SYNC_CONFLICT))
    {
      merge->conflict = base != NULL ? UOIS_SYNC_CONFLICT_FIELDS : UOIS_SYNC_CONFLICT_SAME_ID;
      return;
    }

  if (has_verdict (policy, merge, UOIS_SYNC_MINE) || has_verdict (policy, merge, UOIS_SYNC_HIDDEN))
    merge->send = UOIS_SYNC_ACT_UPDATE;
  if (has_verdict (policy, merge, UOIS_SYNC_THEIRS))
    merge->take = UOIS_SYNC_ACT_UPDATE;
  merge->agreed =
      merge->take == UOIS_SYNC_ACT_NONE && remote != NULL &&
      (base == NULL || has_verdict (policy, merge, UOIS_SYNC_AGREED) || g_strcmp0 (base->token, remote->token) != 0);
}

/* Never agreed on: made here, made there, or both. */
static void
merge_new (const UoisSyncPolicy *policy,
           const UoisSyncRecord *local,
           const UoisSyncRecord *remote,
           UoisSyncMerge *merge)
{
  if (uois_sync_is_there (local) && remote == NULL)
    merge->send = UOIS_SYNC_ACT_INSERT;
  else if (uois_sync_is_there (local) && remote->deleted)
    merge->conflict = UOIS_SYNC_CONFLICT_DELETED_THERE;
  else if (uois_sync_is_there (local))
    merge_both (policy, NULL, local, remote, merge);
  else if (uois_sync_is_there (remote) && local != NULL)
    merge->conflict = UOIS_SYNC_CONFLICT_DELETED_HERE;
  else if (uois_sync_is_there (remote))
    merge->take = UOIS_SYNC_ACT_INSERT;
}

static void
merge_deleted_here (const UoisSyncPolicy *policy,
                    const UoisSyncRecord *base,
                    const UoisSyncRecord *remote,
                    UoisSyncMerge *merge)
{
  if (remote != NULL && remote->deleted)
    merge->agreed = TRUE;
  else if (remote != NULL && is_edited (policy, base, remote))
    merge->conflict = UOIS_SYNC_CONFLICT_DELETED_HERE;
  else
    merge->send = UOIS_SYNC_ACT_DELETE;
}

void
uois_sync_merge (const UoisSyncPolicy *policy,
                 const UoisSyncRecord *base,
                 const UoisSyncRecord *local,
                 const UoisSyncRecord *remote,
                 UoisSyncMerge *merge)
{
  guint8 *verdicts = merge->verdicts;

  *merge = (UoisSyncMerge){ .verdicts = verdicts };
  memset (verdicts, UOIS_SYNC_SAME, policy->type->columns.length);

  if (!uois_sync_is_there (base))
    merge_new (policy, local, remote, merge);
  else if (!uois_sync_is_there (local))
    merge_deleted_here (policy, base, remote, merge);
  else if (remote == NULL || !remote->deleted)
    merge_both (policy, base, local, remote, merge);
  else if (is_edited (policy, base, local))
    merge->conflict = UOIS_SYNC_CONFLICT_DELETED_THERE;
  else
    merge->take = UOIS_SYNC_ACT_DELETE;
}

/* ---- Merged records ---- */

UoisSyncRecord *
uois_sync_merge_base (const UoisSyncRecord *fallback, const UoisSyncRecord *remote)
{
  UoisSyncRecord *base;

  if (fallback == NULL)
    return uois_sync_record_copy (remote);

  base = uois_sync_record_copy (fallback);
  uois_sync_record_overlay (base, remote);
  uois_sync_record_set_token (base, remote->token);
  return base;
}

UoisSyncRecord *
uois_sync_merge_result (const UoisSyncRecord *base,
                        const UoisSyncRecord *local,
                        const UoisSyncRecord *remote,
                        const guint8 *verdicts)
{
  UoisSyncRecord *result = uois_sync_record_copy (local);
  const UoisSyncRecord *server = remote != NULL ? remote : base;

  for (guint i = 1; i < local->type->columns.length; i++)
    {
      gboolean theirs = verdicts[i] == UOIS_SYNC_THEIRS || verdicts[i] == UOIS_SYNC_AGREED;
      const UoisSyncRecord *source = theirs ? find_value (base, remote, i) : find_value (base, local, i);

      if (source != NULL)
        uois_sync_record_set (result, local->type->columns.items[i], &source->values[i]);
    }
  if (server != NULL)
    uois_sync_record_set_token (result, server->token);
  return result;
}
