/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/timeline.h"

#include "repo/draft-private.h"
#include "repo/file-private.h"
#include "repo/present.h"

void
uois_timeline_entry_free (UoisTimelineEntry *entry)
{
  guint length = entry->moment->before != NULL ? entry->moment->before->len : entry->moment->after->len;

  for (guint i = 0; i < length; i++)
    {
      g_free (entry->before[i]);
      g_free (entry->after[i]);
    }
  g_free (entry->before);
  g_free (entry->after);
  g_free (entry->person);
  uois_store_moment_free (entry->moment);
  g_free (entry);
}

void
uois_timeline_free (UoisTimeline *timeline)
{
  g_free (timeline->title);
  g_ptr_array_unref (timeline->entries);
  g_free (timeline);
}

/* ---- Words ---- */

/**
 * Words: what the texts of one timeline are made with.
 * @titles: per type (UoisType) a table from ids (UoisUuid) to titles, read once each; "" for what is not in the file
 */
typedef struct
{
  UoisFile *file;
  UoisStoreReader *reader;
  GHashTable *titles;
} Words;

/* Returns: (nullable): %NULL with @error, or without for a record that is not in the file */
static const char *
find_title (Words *words, const UoisType *type, const UoisUuid *id, GError **error)
{
  GHashTable *of_type = g_hash_table_lookup (words->titles, type);
  char *title;

  if (of_type == NULL)
    {
      of_type = g_hash_table_new_full (uois_uuid_hash, uois_uuid_equal, g_free, g_free);
      g_hash_table_insert (words->titles, (gpointer) type, of_type);
    }
  title = g_hash_table_lookup (of_type, id);
  if (title == NULL)
    {
      g_autoptr (GError) failure = NULL;

      title = uois_file_read_title (words->file, words->reader, type, id, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      if (title == NULL)
        title = g_strdup ("");
      g_hash_table_insert (of_type, g_memdup2 (id, sizeof *id), title);
    }
  return *title != '\0' ? title : NULL;
}

static gboolean
describe_value (Words *words, const UoisColumn *column, const UoisValue *value, char **text, GError **error)
{
  UoisPresentation presentation = column->field != NULL ? column->field->presentation : UOIS_PRESENT_PLAIN;

  if (value->kind == UOIS_VALUE_UUID && column->target != NULL && column->target->table != NULL)
    {
      g_autoptr (GError) failure = NULL;

      *text = g_strdup (find_title (words, column->target, &value->uuid, &failure));
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  if (*text == NULL && value->kind != UOIS_VALUE_NULL)
    *text = uois_present_value (value, presentation);
  return TRUE;
}

/* @row: (nullable): one value per column */
static gboolean
describe_row (Words *words, const UoisType *type, GArray *row, char **texts, GError **error)
{
  for (guint i = 0; row != NULL && i < type->columns.length; i++)
    if (!describe_value (words, type->columns.items[i], &g_array_index (row, UoisValue, i), &texts[i], error))
      return FALSE;
  return TRUE;
}

/* ---- Reading ---- */

typedef struct
{
  const UoisType *type;
  UoisUuid id;
} TimelineRequest;

/* Takes @moment. */
static UoisTimelineEntry *
describe_moment (Words *words, const UoisType *type, UoisStoreMoment *moment, GError **error)
{
  const UoisType *person_type = uois_registry_get_person_type (uois_file_get_registry (words->file));
  UoisTimelineEntry *entry = g_new0 (UoisTimelineEntry, 1);
  g_autoptr (GError) failure = NULL;

  entry->moment = moment;
  entry->before = g_new0 (char *, type->columns.length);
  entry->after = g_new0 (char *, type->columns.length);
  if (moment->step->has_person && person_type != NULL)
    entry->person = g_strdup (find_title (words, person_type, &moment->step->person, &failure));

  if (failure == NULL && describe_row (words, type, moment->before, entry->before, &failure) &&
      describe_row (words, type, moment->after, entry->after, &failure))
    return entry;

  g_propagate_error (error, g_steal_pointer (&failure));
  uois_timeline_entry_free (entry);
  return NULL;
}

static gboolean
describe_moments (Words *words,
                  const UoisType *type,
                  GPtrArray *moments,
                  GPtrArray *entries,
                  GCancellable *cancellable,
                  GError **error)
{
  for (guint i = 0; i < moments->len; i++)
    {
      UoisTimelineEntry *entry;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      entry = describe_moment (words, type, g_steal_pointer (&moments->pdata[i]), error);
      if (entry == NULL)
        return FALSE;
      g_ptr_array_add (entries, entry);
    }
  return TRUE;
}

static gpointer
read_timeline_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const TimelineRequest *request = data;
  g_autoptr (UoisTimeline) timeline = g_new0 (UoisTimeline, 1);
  g_autoptr (GHashTable) titles = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  g_autoptr (GPtrArray) moments = NULL;
  g_autoptr (GError) failure = NULL;
  Words words = { file, reader, titles };

  timeline->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_timeline_entry_free);
  moments = uois_store_reader_list_moments (reader, request->type, &request->id, error);
  if (moments == NULL)
    return NULL;
  /* Those that became entries are taken out one by one. */
  g_ptr_array_set_free_func (moments, NULL);
  if (!describe_moments (&words, request->type, moments, timeline->entries, cancellable, error))
    {
      for (guint i = 0; i < moments->len; i++)
        if (moments->pdata[i] != NULL)
          uois_store_moment_free (moments->pdata[i]);
      return NULL;
    }

  timeline->title = g_strdup (find_title (&words, request->type, &request->id, &failure));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&timeline);
}

void
uois_file_read_timeline_async (UoisFile *file,
                               const UoisType *type,
                               const UoisUuid *id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  TimelineRequest request = { type, *id };

  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_read_timeline_async, read_timeline_run, g_memdup2 (&request, sizeof request),
                       g_free, (GDestroyNotify) uois_timeline_free, cancellable, callback, user_data);
}

UoisTimeline *
uois_file_read_timeline_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_read_timeline_async, result, error);
}

UoisTimeline *
uois_file_read_timeline (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error)
{
  TimelineRequest request = { type, *id };

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, read_timeline_run, &request, cancellable, error);
}
