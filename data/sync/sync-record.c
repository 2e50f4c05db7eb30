/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/sync-record.h"

#include <string.h>

#define MICROSECONDS_PER_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

UoisSyncRole
uois_sync_column_get_role (const UoisColumn *column)
{
  if (column->index == 0)
    return UOIS_SYNC_ROLE_ID;
  if (column->audit != UOIS_AUDIT_NONE && column->audit != UOIS_AUDIT_RBACOBJECT)
    return UOIS_SYNC_ROLE_SERVER;
  return column->local ? UOIS_SYNC_ROLE_OURS : UOIS_SYNC_ROLE_MERGED;
}

/* ---- Life ---- */

/* The values and their marks stand behind the record in one block: a pull makes a million of them. */
UoisSyncRecord *
uois_sync_record_new (const UoisType *type, const UoisUuid *id)
{
  guint n_columns = type->columns.length;
  gsize head = sizeof (UoisSyncRecord) + sizeof (UoisValue) * n_columns;
  UoisSyncRecord *record;

  G_STATIC_ASSERT (sizeof (UoisSyncRecord) % G_ALIGNOF (UoisValue) == 0);
  G_STATIC_ASSERT (UOIS_VALUE_NULL == 0);

  record = g_malloc0 (head + n_columns);
  g_atomic_ref_count_init (&record->reference_count);
  record->type = type;
  record->id = *id;
  record->values = (UoisValue *) (record + 1);
  record->known = (guint8 *) record + head;

  uois_value_set_uuid (&record->values[0], id);
  record->known[0] = TRUE;
  return record;
}

UoisSyncRecord *
uois_sync_record_new_deleted (const UoisType *type, const UoisUuid *id)
{
  UoisSyncRecord *record = uois_sync_record_new (type, id);

  record->deleted = TRUE;
  return record;
}

UoisSyncRecord *
uois_sync_record_copy (const UoisSyncRecord *record)
{
  UoisSyncRecord *copy = uois_sync_record_new (record->type, &record->id);

  copy->deleted = record->deleted;
  copy->token = g_strdup (record->token);
  uois_sync_record_overlay (copy, record);
  return copy;
}

UoisSyncRecord *
uois_sync_record_ref (const UoisSyncRecord *record)
{
  UoisSyncRecord *shared = (UoisSyncRecord *) record;

  g_atomic_ref_count_inc (&shared->reference_count);
  return shared;
}

void
uois_sync_record_unref (UoisSyncRecord *record)
{
  if (!g_atomic_ref_count_dec (&record->reference_count))
    return;

  for (guint i = 0; i < record->type->columns.length; i++)
    uois_value_clear (&record->values[i]);
  g_free (record->token);
  g_free (record);
}

/* ---- Building ---- */

void
uois_sync_record_set (UoisSyncRecord *record, const UoisColumn *column, const UoisValue *value)
{
  g_return_if_fail (column->type == record->type && column->index > 0);

  uois_value_copy (&record->values[column->index], value);
  record->known[column->index] = TRUE;
}

void
uois_sync_record_take (UoisSyncRecord *record, const UoisColumn *column, UoisValue *value)
{
  g_return_if_fail (column->type == record->type && column->index > 0);

  uois_value_clear (&record->values[column->index]);
  record->values[column->index] = *value;
  *value = (UoisValue) UOIS_VALUE_INIT;
  record->known[column->index] = TRUE;
}

void
uois_sync_record_set_unknown (UoisSyncRecord *record, const UoisColumn *column)
{
  g_return_if_fail (column->type == record->type && column->index > 0);

  uois_value_clear (&record->values[column->index]);
  record->known[column->index] = FALSE;
}

void
uois_sync_record_set_token (UoisSyncRecord *record, const char *token)
{
  char *copy = g_strdup (token);

  g_free (record->token);
  record->token = copy;
}

void
uois_sync_record_overlay (UoisSyncRecord *record, const UoisSyncRecord *source)
{
  g_return_if_fail (record->type == source->type);

  for (guint i = 1; i < source->type->columns.length; i++)
    if (source->known[i])
      {
        uois_value_copy (&record->values[i], &source->values[i]);
        record->known[i] = TRUE;
      }
}

/* ---- Reading ---- */

gboolean
uois_sync_record_knows (const UoisSyncRecord *record, const UoisColumn *column)
{
  g_return_val_if_fail (column->type == record->type, FALSE);

  return record->known[column->index];
}

const UoisValue *
uois_sync_record_get (const UoisSyncRecord *record, const UoisColumn *column)
{
  return uois_sync_record_knows (record, column) ? &record->values[column->index] : NULL;
}

/* ---- Comparing ---- */

static gboolean
is_ascii (const UoisValue *text)
{
  for (guint i = 0; i < text->length; i++)
    if (text->text[i] & 0x80)
      return FALSE;
  return TRUE;
}

static gboolean
texts_are_equal (const UoisValue *a, const UoisValue *b)
{
  if (uois_value_equal (a, b))
    return TRUE;
  /* ASCII is its own canonical form, and no other text has that form. */
  if (is_ascii (a) || is_ascii (b))
    return FALSE;

  g_autofree char *normal_a = g_utf8_normalize (a->text, a->length, G_NORMALIZE_NFC);
  g_autofree char *normal_b = g_utf8_normalize (b->text, b->length, G_NORMALIZE_NFC);
  return g_strcmp0 (normal_a, normal_b) == 0;
}

static gint64
day_of (UoisDateTime datetime)
{
  gint64 day = datetime / MICROSECONDS_PER_DAY;

  return datetime % MICROSECONDS_PER_DAY < 0 ? day - 1 : day;
}

static gboolean
reads_as_null (const UoisColumn *column, const UoisValue *value)
{
  g_autofree char *text = NULL;

  if (value->kind == UOIS_VALUE_NULL)
    return TRUE;
  if (column->null_reads_as == NULL)
    return FALSE;
  text = uois_value_to_string (value);
  return strcmp (text, column->null_reads_as) == 0;
}

gboolean
uois_sync_value_equal (const UoisColumn *column, const UoisValue *a, const UoisValue *b)
{
  if (a->kind == UOIS_VALUE_NULL || b->kind == UOIS_VALUE_NULL)
    return reads_as_null (column, a) && reads_as_null (column, b);
  if (a->kind != b->kind)
    return FALSE;

  switch (a->kind)
    {
    case UOIS_VALUE_TEXT:
      return texts_are_equal (a, b);
    case UOIS_VALUE_DATE:
      return day_of (a->datetime) == day_of (b->datetime);
    default:
      return uois_value_equal (a, b);
    }
}

gboolean
uois_sync_record_differs_in (const UoisSyncRecord *record, const UoisSyncRecord *other, const UoisColumn *column)
{
  guint i = column->index;

  return record->known[i] && other->known[i] && !uois_sync_value_equal (column, &record->values[i], &other->values[i]);
}

gboolean
uois_sync_record_agrees (const UoisSyncRecord *record, const UoisSyncRecord *other, const guint8 *columns)
{
  g_return_val_if_fail (record->type == other->type, FALSE);

  if (record->deleted || other->deleted)
    return record->deleted && other->deleted;

  for (guint i = 1; i < record->type->columns.length; i++)
    {
      const UoisColumn *column = record->type->columns.items[i];
      gboolean counts = columns != NULL ? columns[i] != 0 : uois_sync_column_get_role (column) == UOIS_SYNC_ROLE_MERGED;

      if (counts && uois_sync_record_differs_in (record, other, column))
        return FALSE;
    }

  return TRUE;
}
