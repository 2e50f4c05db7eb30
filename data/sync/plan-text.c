/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- Sentences for a person ---- */

/* How many records of one type wait for one reason. */
typedef struct
{
  const UoisType *type;
  UoisSyncReason reason;
  guint count;
} Group;

static void
add_sentence (GString *text, UoisSyncReason reason, guint count, const char *label)
{
  switch (reason)
    {
    case UOIS_SYNC_REASON_NO_INSERT:
      g_string_append_printf (
          text,
          ngettext ("%u new record of “%s” cannot be sent: the server has no way to add such records.",
                    "%u new records of “%s” cannot be sent: the server has no way to add such records.", count),
          count, label);
      break;
    case UOIS_SYNC_REASON_NO_UPDATE:
      g_string_append_printf (
          text,
          ngettext ("%u changed record of “%s” cannot be sent: the server has no way to change such records.",
                    "%u changed records of “%s” cannot be sent: the server has no way to change such records.", count),
          count, label);
      break;
    case UOIS_SYNC_REASON_NO_DELETE:
      g_string_append_printf (text,
                              ngettext ("%u record of “%s” cannot be deleted at the server: it has no way to do that.",
                                        "%u records of “%s” cannot be deleted at the server: it has no way to do that.",
                                        count),
                              count, label);
      break;
    case UOIS_SYNC_REASON_NOT_WRITABLE:
      g_string_append_printf (
          text,
          ngettext ("%u changed record of “%s” cannot be sent: the server does not take the changed fields.",
                    "%u changed records of “%s” cannot be sent: the server does not take the changed fields.", count),
          count, label);
      break;
    case UOIS_SYNC_REASON_NOT_CLEARABLE:
      g_string_append_printf (
          text,
          ngettext ("%u changed record of “%s” cannot be sent: the server cannot make a field empty.",
                    "%u changed records of “%s” cannot be sent: the server cannot make a field empty.", count),
          count, label);
      break;
    case UOIS_SYNC_REASON_HIDDEN:
      g_string_append_printf (
          text,
          ngettext ("%u changed record of “%s” cannot be sent: the server does not show all of its fields.",
                    "%u changed records of “%s” cannot be sent: the server does not show all of their fields.", count),
          count, label);
      break;
    case UOIS_SYNC_REASON_CYCLE:
      g_string_append_printf (
          text,
          ngettext ("%u record of “%s” cannot be sent: it and others refer to each other in a circle.",
                    "%u records of “%s” cannot be sent: they refer to each other in a circle.", count),
          count, label);
      break;
    case UOIS_SYNC_REASON_NONE:
    case UOIS_SYNC_REASON_WAITS:
    case UOIS_SYNC_REASON_STILL_USED:
    case UOIS_SYNC_N_REASONS:
    default:
      g_string_append_printf (text,
                              ngettext ("%u record of “%s” waits until another one is at the server.",
                                        "%u records of “%s” wait until others are at the server.", count),
                              count, label);
      break;
    }
}

static void
add_group (GArray *groups, const UoisSyncOperation *operation)
{
  Group group = { operation->type, operation->reason, 1 };

  for (guint i = 0; i < groups->len; i++)
    if (g_array_index (groups, Group, i).type == group.type && g_array_index (groups, Group, i).reason == group.reason)
      {
        g_array_index (groups, Group, i).count++;
        return;
      }
  g_array_append_val (groups, group);
}

char *
uois_sync_plan_describe (const UoisSyncPlan *plan)
{
  const UoisSyncCounts *counts = uois_sync_plan_get_counts (plan);
  const GPtrArray *operations = uois_sync_plan_get_operations (plan);
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (Group));
  GString *text = g_string_new (NULL);

  if (counts->inserts + counts->updates + counts->deletes == 0)
    g_string_append (text, _ ("Nothing is to be sent."));
  else
    g_string_append_printf (text, _ ("%u new, %u changed, %u deleted."), counts->inserts, counts->updates,
                            counts->deletes);

  for (guint i = 0; i < operations->len; i++)
    {
      const UoisSyncOperation *operation = operations->pdata[i];

      if (operation->reason != UOIS_SYNC_REASON_NONE && !operation->is_step)
        add_group (groups, operation);
    }
  for (guint i = 0; i < groups->len; i++)
    {
      const Group *group = &g_array_index (groups, Group, i);

      g_string_append_c (text, '\n');
      add_sentence (text, group->reason, group->count, uois_type_get_label_many (group->type));
    }
  if (counts->partly_kept > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              ngettext ("Of %u record some fields cannot be sent.",
                                        "Of %u records some fields cannot be sent.", counts->partly_kept),
                              counts->partly_kept);
    }
  if (counts->conflicts > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (
          text,
          ngettext ("%u conflict waits for your decision.", "%u conflicts wait for your decision.", counts->conflicts),
          counts->conflicts);
    }
  return g_string_free (text, FALSE);
}

/* ---- The fingerprint ---- */

static void
add_number (GChecksum *sum, guint number)
{
  guint32 bytes = GUINT32_TO_LE (number);

  g_checksum_update (sum, (const guchar *) &bytes, sizeof bytes);
}

static void
add_text (GChecksum *sum, const char *text)
{
  add_number (sum, text != NULL ? strlen (text) + 1 : 0);
  if (text != NULL)
    g_checksum_update (sum, (const guchar *) text, -1);
}

static void
add_head (GChecksum *sum, const UoisType *type, const UoisUuid *id, guint kind, guint reason)
{
  add_text (sum, type->name);
  g_checksum_update (sum, id->bytes, sizeof id->bytes);
  add_number (sum, kind);
  add_number (sum, reason);
}

/* @columns: (nullable) (array): those that count; %NULL: all */
static void
add_record (GChecksum *sum, const UoisSyncRecord *record, const guint8 *columns)
{
  add_number (sum, record == NULL ? 0 : record->deleted ? 1 : 2);
  if (record == NULL || record->deleted)
    return;

  add_text (sum, record->token);
  for (guint i = 1; i < record->type->columns.length; i++)
    {
      g_autofree char *text = NULL;

      add_number (sum, record->known[i]);
      if (columns != NULL && !columns[i])
        continue;
      text = uois_value_to_string (&record->values[i]);
      add_text (sum, text);
    }
}

char *
uois_sync_plan_get_fingerprint (const UoisSyncPlan *plan)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const GPtrArray *operations = uois_sync_plan_get_operations (plan);
  const GPtrArray *takes = uois_sync_plan_get_takes (plan);
  const GPtrArray *conflicts = uois_sync_plan_get_conflicts (plan);

  for (guint i = 0; i < operations->len; i++)
    {
      const UoisSyncOperation *operation = operations->pdata[i];

      add_head (sum, operation->type, &operation->id, operation->act, operation->reason);
      g_checksum_update (sum, operation->columns, operation->type->columns.length);
      g_checksum_update (sum, operation->reasons, operation->type->columns.length);
      add_record (sum, operation->record, operation->columns);
    }
  add_number (sum, operations->len);
  for (guint i = 0; i < takes->len; i++)
    {
      const UoisSyncTake *take = takes->pdata[i];

      add_head (sum, take->type, &take->id, take->kind, take->reason);
      g_checksum_update (sum, take->other.bytes, sizeof take->other.bytes);
      g_checksum_update (sum, take->columns, take->type->columns.length);
      add_record (sum, take->record, take->columns);
    }
  add_number (sum, takes->len);
  for (guint i = 0; i < conflicts->len; i++)
    {
      const UoisSyncConflict *conflict = conflicts->pdata[i];

      add_head (sum, conflict->type, &conflict->id, conflict->kind, 0);
      add_record (sum, conflict->local, NULL);
      add_record (sum, conflict->remote, NULL);
    }
  return g_strdup (g_checksum_get_string (sum));
}
