/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/plan-private.h"

#include <string.h>

/*
 * What was made here under one id may be there under another: it is told by its natural key. If nothing in the two
 * differs, ours becomes the other, so that no server ever gets two of them.
 */

/* Which of several values of a record counts. */
typedef const UoisSyncRecord *(*Pick) (const UoisSyncNode *node, const UoisColumn *column);

/* A record that wants values of a key for itself. */
typedef struct
{
  guint place;
  const UoisSyncKey *key;
} Claim;

static const UoisSyncRecord *
pick_server (const UoisSyncNode *node, const UoisColumn *column)
{
  return uois_sync_node_server (node);
}

/* What the server will have once everything is sent. */
static const UoisSyncRecord *
pick_sent (const UoisSyncNode *node, const UoisColumn *column)
{
  switch (node->merge.send)
    {
    case UOIS_SYNC_ACT_INSERT:
      return node->local;
    case UOIS_SYNC_ACT_DELETE:
      return NULL;
    case UOIS_SYNC_ACT_UPDATE:
      return node->merge.verdicts[column->index] == UOIS_SYNC_MINE ? node->local : uois_sync_node_server (node);
    case UOIS_SYNC_ACT_NONE:
    default:
      return node->renamed_to == UOIS_SYNC_NOBODY ? uois_sync_node_server (node) : NULL;
    }
}

/* Equal for values that mean the same. */
static char *
normalize (const UoisColumn *column, const UoisValue *value)
{
  char text[UOIS_DATE_TEXT_LENGTH];

  if (value->kind == UOIS_VALUE_TEXT)
    return g_utf8_normalize (value->text, value->length, G_NORMALIZE_NFC);
  if (value->kind != UOIS_VALUE_DATE)
    return uois_value_to_string (value);
  uois_date_format (value->datetime, text);
  return g_strndup (text, sizeof text);
}

/* Returns: (nullable): the values of the key as one text; NULL if one is empty or unknown */
static char *
compose (const UoisSyncNode *node, const UoisSyncKey *key, Pick pick)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%p", (gconstpointer) key);
  for (guint i = 0; i < key->columns.length; i++)
    {
      const UoisColumn *column = key->columns.items[i];
      const UoisSyncRecord *copy = pick (node, column);
      const UoisValue *value = copy != NULL ? uois_sync_record_get (copy, column) : NULL;
      g_autofree char *part = NULL;

      if (value == NULL || value->kind == UOIS_VALUE_NULL)
        return NULL;
      part = normalize (column, value);
      g_string_append_printf (text, " %" G_GSIZE_FORMAT ":%s", strlen (part), part);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- Who has which values ---- */

static gboolean
claims (const UoisSyncNode *node, const UoisSyncKey *key)
{
  if (node->merge.send == UOIS_SYNC_ACT_INSERT)
    return TRUE;
  if (node->merge.send == UOIS_SYNC_ACT_UPDATE)
    for (guint i = 0; i < key->columns.length; i++)
      if (node->merge.verdicts[key->columns.items[i]->index] == UOIS_SYNC_MINE)
        return TRUE;
  return FALSE;
}

static GArray *
find_claims (const UoisSyncPlan *plan)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Claim));

  for (guint i = 0; i < plan->busy->len; i++)
    {
      guint place = g_array_index (plan->busy, guint, i);
      const UoisSyncNode *node = uois_sync_plan_node (plan, place);

      for (guint j = 0; j < node->policy->keys->len; j++)
        {
          Claim claim = { place, node->policy->keys->pdata[j] };

          if (claims (node, claim.key))
            g_array_append_val (found, claim);
        }
    }
  return found;
}

static int
compare_ids (const UoisSyncPlan *plan, guint a, guint b)
{
  return uois_uuid_compare (&uois_sync_node_any (uois_sync_plan_node (plan, a))->id,
                            &uois_sync_node_any (uois_sync_plan_node (plan, b))->id);
}

/* Of several records with the same values the one with the smallest id stands for all. */
static void
enter (const UoisSyncPlan *plan, GHashTable *holders, char *text, guint place)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (holders, text));

  if (known == 0 || compare_ids (plan, place, known - 1) < 0)
    g_hash_table_replace (holders, text, GUINT_TO_POINTER (place + 1));
  else
    g_free (text);
}

/* Returns: (element-type utf8 guint): values of the keys that somebody claims, to the place of who has them, plus one */
static GHashTable *
find_holders (const UoisSyncPlan *plan, const GArray *all_claims, Pick pick, gboolean settled)
{
  GHashTable *holders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) keys = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < all_claims->len; i++)
    g_hash_table_add (keys, (gpointer) g_array_index (all_claims, Claim, i).key);

  for (guint place = 0; place < plan->nodes->len; place++)
    {
      const UoisSyncNode *node = uois_sync_plan_node (plan, place);

      for (guint i = 0; i < node->policy->keys->len; i++)
        {
          const UoisSyncKey *key = node->policy->keys->pdata[i];
          char *text = NULL;

          if (g_hash_table_contains (keys, key) && !(settled && claims (node, key)))
            text = compose (node, key, pick);
          if (text != NULL)
            enter (plan, holders, text, place);
        }
    }
  return holders;
}

static guint
look_up (GHashTable *holders, const UoisSyncNode *node, const UoisSyncKey *key)
{
  g_autofree char *text = compose (node, key, pick_sent);
  guint place = text != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (holders, text)) : 0;

  return place > 0 ? place - 1 : UOIS_SYNC_NOBODY;
}

/* ---- The same one ---- */

static UoisSyncRecord *
copy_under (const UoisSyncRecord *record, const UoisUuid *id)
{
  UoisSyncRecord *copy = uois_sync_record_new (record->type, id);

  uois_sync_record_overlay (copy, record);
  return copy;
}

static void
adopt (UoisSyncPlan *plan, guint place, guint other_place)
{
  UoisSyncNode *node = uois_sync_plan_node (plan, place);
  UoisSyncNode *other = uois_sync_plan_node (plan, other_place);
  const UoisSyncRecord *server = uois_sync_node_server (other);
  UoisSyncRecord *renamed = copy_under (node->local, &server->id);
  guint n_columns = renamed->type->columns.length;
  UoisSyncMerge merge = { .verdicts = g_malloc (n_columns) };

  uois_sync_merge (node->policy, other->base, renamed, other->remote, &merge);
  if (merge.conflict != UOIS_SYNC_CONFLICT_NONE)
    {
      memcpy (node->merge.verdicts, merge.verdicts, n_columns);
      uois_sync_node_conflict (node, UOIS_SYNC_CONFLICT_CREATED_TWICE, other_place, NULL);
      other->held = UOIS_SYNC_REASON_WAITS;
      uois_sync_record_unref (renamed);
      g_free (merge.verdicts);
      return;
    }

  merge.agreed |= merge.take == UOIS_SYNC_ACT_NONE;
  g_free (other->merge.verdicts);
  other->merge = merge;
  /* The tombstone may be the key by which the record is found. */
  g_hash_table_replace (plan->places, renamed, GUINT_TO_POINTER (other_place + 1));
  g_clear_pointer (&other->local, uois_sync_record_unref);
  other->local = renamed;
  node->renamed_to = other_place;
  node->merge.send = UOIS_SYNC_ACT_NONE;
}

static gboolean
can_be_adopted (const UoisSyncNode *node)
{
  return !uois_sync_is_there (node->local) && node->held == UOIS_SYNC_REASON_NONE;
}

static void
find_same_ones (UoisSyncPlan *plan, const GArray *all_claims)
{
  g_autoptr (GHashTable) holders = find_holders (plan, all_claims, pick_server, FALSE);

  for (guint i = 0; i < all_claims->len; i++)
    {
      const Claim *claim = &g_array_index (all_claims, Claim, i);
      const UoisSyncNode *node = uois_sync_plan_node (plan, claim->place);
      guint other = UOIS_SYNC_NOBODY;

      if (claim->key->natural && node->merge.send == UOIS_SYNC_ACT_INSERT)
        other = look_up (holders, node, claim->key);
      if (other != UOIS_SYNC_NOBODY && can_be_adopted (uois_sync_plan_node (plan, other)))
        adopt (plan, claim->place, other);
    }
}

/* ---- Two that must not be the same ---- */

static void
find_rivals (UoisSyncPlan *plan, const GArray *all_claims)
{
  g_autoptr (GHashTable) holders = find_holders (plan, all_claims, pick_sent, TRUE);

  for (guint i = 0; i < all_claims->len; i++)
    {
      const Claim *claim = &g_array_index (all_claims, Claim, i);
      UoisSyncNode *node = uois_sync_plan_node (plan, claim->place);
      g_autofree char *text = NULL;
      guint other;

      if (!claims (node, claim->key))
        continue;
      other = look_up (holders, node, claim->key);
      if (other != UOIS_SYNC_NOBODY && other != claim->place)
        uois_sync_node_conflict (node, UOIS_SYNC_CONFLICT_UNIQUE, other, NULL);
      else if ((text = compose (node, claim->key, pick_sent)) != NULL)
        enter (plan, holders, g_steal_pointer (&text), claim->place);
    }
}

void
uois_sync_plan_match_keys (UoisSyncPlan *plan)
{
  g_autoptr (GArray) all_claims = find_claims (plan);

  if (all_claims->len == 0)
    return;
  find_same_ones (plan, all_claims);
  find_rivals (plan, all_claims);
}
