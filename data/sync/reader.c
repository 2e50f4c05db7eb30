/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/reader.h"

#include <string.h>

/* A page that cannot be ordered is read in one piece. */
#define EVERYTHING 1000000
#define PAGE_MIN 10
/* Of so many known records the fifth part may be gone without a question; of fewer, all. */
#define PLAUSIBLE_LOSS 5
#define SMALL_TABLE 10
/* So many pages in a row that bring nothing new are the end. One may be: rows were added before it. */
#define BARREN_MAX 2

struct _UoisReader
{
  UoisDialect *dialect;
  const UoisDialectType *type;
  const UoisColumn *lastchange; /* nullable */

  gboolean verify;
  gboolean only_changes;
  char *old_watermark;
  char *since;             /* nullable: the old watermark, less the overlap */
  UoisDateTime since_time; /* 0 without a watermark */

  guint page;
  guint skip;
  guint scan;
  guint barren;
  gboolean over;
  gboolean complete;
  gboolean agreed;
  GHashTable *seen;     /* UoisUuid -> token or NULL; of this scan */
  GHashTable *previous; /* nullable: the same of the one before */
  char *newest;
  UoisDateTime newest_time;
};

static GHashTable *
make_set (void)
{
  return g_hash_table_new_full (uois_uuid_hash, uois_uuid_equal, g_free, g_free);
}

static const UoisDialectPage *
get_page (const UoisDialectType *type)
{
  while (type->page == NULL && type->parent != NULL)
    type = type->parent->type;
  return type->page;
}

static void
set_watermark (UoisReader *reader, const char *watermark)
{
  UoisDateTime time;

  if (watermark == NULL || !uois_datetime_parse (watermark, strlen (watermark), &time))
    return;
  reader->old_watermark = g_strdup (watermark);
  reader->since_time = time - (gint64) UOIS_READER_OVERLAP_SECONDS * G_USEC_PER_SEC;
  reader->since = uois_datetime_to_string (reader->since_time);
}

UoisReader *
uois_reader_new (const UoisDialectType *type, const UoisReaderOrder *order)
{
  UoisReader *reader = g_new0 (UoisReader, 1);

  reader->dialect = uois_dialect_ref (type->dialect);
  reader->type = type;
  reader->lastchange = uois_type_find_audit_column (type->type, UOIS_AUDIT_LASTCHANGE);
  set_watermark (reader, order->watermark);
  reader->verify = order->verify;
  reader->only_changes =
      !order->verify && reader->since != NULL &&
      (type->changes == UOIS_DIALECT_CHANGES_FILTER || type->changes == UOIS_DIALECT_CHANGES_NEWEST_FIRST);
  reader->page = get_page (type)->orderby ? UOIS_READER_PAGE : EVERYTHING;
  reader->skip = reader->only_changes ? 0 : order->skip;
  reader->complete = TRUE;
  reader->seen = make_set ();
  return reader;
}

void
uois_reader_free (UoisReader *reader)
{
  g_hash_table_unref (reader->seen);
  g_clear_pointer (&reader->previous, g_hash_table_unref);
  g_free (reader->old_watermark);
  g_free (reader->since);
  g_free (reader->newest);
  uois_dialect_unref (reader->dialect);
  g_free (reader);
}

UoisRequest *
uois_reader_next (UoisReader *reader)
{
  gboolean filter = reader->only_changes && reader->type->changes == UOIS_DIALECT_CHANGES_FILTER;
  UoisRequestWindow window = { .skip = reader->skip,
                               .limit = reader->page,
                               .newest_first = reader->only_changes && !filter,
                               .since = filter ? reader->since : NULL };

  return reader->over ? NULL : uois_request_new_page (reader->type, &window);
}

/* ---- What was seen ---- */

/* A record is known by its id; a link, of which no server shows that, by the two that it connects. */
static void
get_key (const UoisDialectType *type, const UoisSyncRecord *record, UoisUuid *key)
{
  const UoisDialectParent *way = type->parent;
  const UoisValue *near = way && way->far ? uois_sync_record_get (record, way->near) : NULL;
  const UoisValue *far = near ? uois_sync_record_get (record, way->far) : NULL;
  g_autoptr (GChecksum) sum = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  *key = record->id;
  if (far == NULL)
    return;
  sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (sum, near->uuid.bytes, sizeof near->uuid.bytes);
  g_checksum_update (sum, far->uuid.bytes, sizeof far->uuid.bytes);
  g_checksum_get_digest (sum, digest, &length);
  memcpy (key->bytes, digest, sizeof key->bytes);
}

/* Whether it was not seen before, in this scan or the last one, or is another version by now. */
static gboolean
see (UoisReader *reader, const UoisSyncRecord *record, gboolean *first)
{
  UoisUuid key;
  gpointer token = NULL;
  gboolean there, news;

  get_key (reader->type, record, &key);
  there = g_hash_table_lookup_extended (reader->seen, &key, NULL, &token);
  *first = !there;
  if (!there && reader->previous != NULL)
    there = g_hash_table_lookup_extended (reader->previous, &key, NULL, &token);
  news = !there || g_strcmp0 (token, record->token) != 0;
  g_hash_table_insert (reader->seen, g_memdup2 (&key, sizeof key), g_strdup (record->token));
  return news;
}

static void
note_time (UoisReader *reader, const UoisSyncRecord *record)
{
  const UoisValue *value = reader->lastchange ? uois_sync_record_get (record, reader->lastchange) : NULL;

  if (value == NULL || value->kind == UOIS_VALUE_NULL || record->token == NULL ||
      (reader->newest && value->datetime <= reader->newest_time))
    return;
  reader->newest_time = value->datetime;
  g_free (reader->newest);
  reader->newest = g_strdup (record->token);
}

static gboolean
is_old (const UoisReader *reader, const UoisSyncRecord *record)
{
  const UoisValue *value = uois_sync_record_get (record, reader->lastchange);

  return value != NULL && value->kind != UOIS_VALUE_NULL && value->datetime < reader->since_time;
}

/* ---- Pages ---- */

static gboolean
same_keys (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (b, key))
      return FALSE;
  return TRUE;
}

static void
end_scan (UoisReader *reader)
{
  reader->scan++;
  reader->agreed = reader->previous != NULL && same_keys (reader->seen, reader->previous);
  reader->over = !reader->verify || reader->agreed || reader->scan >= UOIS_READER_SCANS_MAX;
  if (reader->over)
    return;
  g_clear_pointer (&reader->previous, g_hash_table_unref);
  reader->previous = g_steal_pointer (&reader->seen);
  reader->seen = make_set ();
  reader->skip = 0;
  reader->barren = 0;
}

/* Gives what is news; whether anything of the page was not seen in this scan. Sets @old if it reaches what is known. */
static gboolean
take_records (UoisReader *reader, const UoisAnswer *answer, GPtrArray *records, gboolean *old)
{
  gboolean brought = FALSE;

  for (guint i = 0; i < answer->records->len; i++)
    {
      UoisSyncRecord *record = g_ptr_array_index (answer->records, i);
      gboolean first, known = reader->only_changes && is_old (reader, record);

      note_time (reader, record);
      if (see (reader, record, &first) && !known)
        g_ptr_array_add (records, uois_sync_record_ref (record));
      brought |= first;
      *old |= known;
    }
  return brought;
}

gboolean
uois_reader_take (UoisReader *reader, const UoisAnswer *answer, GPtrArray *records)
{
  gboolean old = FALSE;

  if (answer->kind != UOIS_ANSWER_ROWS)
    {
      if (answer->kind == UOIS_ANSWER_TOO_LARGE)
        reader->page = MAX (reader->page / 2, PAGE_MIN);
      return FALSE;
    }

  reader->complete &= answer->complete;
  if (take_records (reader, answer, records, &old) || reader->type->page == NULL)
    reader->barren = 0;
  else
    reader->barren++;

  reader->skip += reader->page > UOIS_READER_OVERLAP ? reader->page - UOIS_READER_OVERLAP : reader->page / 2;
  /* Some servers give everything whatever is asked for: at once, or the same again and again. */
  if (answer->count != reader->page || reader->barren == BARREN_MAX || old)
    end_scan (reader);
  return TRUE;
}

/* ---- What came of it ---- */

guint
uois_reader_get_position (const UoisReader *reader)
{
  return reader->scan == 0 && !reader->only_changes ? reader->skip : 0;
}

const char *
uois_reader_get_watermark (const UoisReader *reader)
{
  return reader->newest ? reader->newest : reader->old_watermark;
}

gboolean
uois_reader_is_complete (const UoisReader *reader)
{
  return reader->over && reader->complete;
}

gboolean
uois_reader_went_back (const UoisReader *reader)
{
  return reader->over && reader->since != NULL && reader->newest != NULL && reader->newest_time < reader->since_time;
}

gboolean
uois_reader_has (const UoisReader *reader, const UoisSyncRecord *record)
{
  UoisUuid key;

  get_key (reader->type, record, &key);
  return g_hash_table_contains (reader->seen, &key);
}

gboolean
uois_reader_may_conclude (const UoisReader *reader, guint known)
{
  guint there = g_hash_table_size (reader->seen);
  guint missing = known > there ? known - there : 0;
  gboolean plausible = known <= SMALL_TABLE || missing <= known / PLAUSIBLE_LOSS;

  return uois_reader_is_complete (reader) && reader->agreed && plausible && !uois_reader_went_back (reader);
}
