/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/draft-private.h"
#include "repo/file-private.h"

#include "base/json-writer.h"

#include <json-c/json.h>
#include <string.h>

/* A draft is a setting "draft.<table>.<id>": an object of baseline, values and texts by column, the last two only of
 * columns that are changed, and of when it was kept. Settings are in no journal, so keeping a draft is no step that could
 * be undone. */

static char *
make_key (const UoisType *type, const UoisUuid *id)
{
  g_autofree char *text = uois_uuid_to_string (id);

  return g_strdup_printf (UOIS_DRAFT_KEY_PREFIX "%s.%s", type->table, text);
}

char *
uois_draft_get_key (UoisDraft *draft)
{
  return make_key (draft->type, uois_draft_get_id (draft));
}

/* ---- Writing ---- */

static void
write_value (UoisJsonWriter *writer, const UoisColumn *column, const UoisValue *value)
{
  UoisValue written = *value;

  /* A date keeps the time of day that came with it. */
  if (written.kind == UOIS_VALUE_DATE)
    written.kind = UOIS_VALUE_DATETIME;
  uois_json_writer_name (writer, column->name);
  uois_json_writer_value (writer, &written);
}

static char *
draft_to_json (UoisDraft *draft)
{
  g_auto (UoisJsonWriter) writer = { 0 };
  const UoisType *type = draft->type;
  g_autofree char *now = uois_datetime_to_string (uois_datetime_now ());

  uois_json_writer_init (&writer);
  uois_json_writer_literal (&writer, "{\"at\":");
  uois_json_writer_string (&writer, now, -1);
  if (draft->is_new)
    uois_json_writer_literal (&writer, ",\"new\":true,\"baseline\":{");
  else
    uois_json_writer_literal (&writer, ",\"new\":false,\"baseline\":{");
  for (guint i = 1; i < type->columns.length; i++)
    write_value (&writer, type->columns.items[i], &g_array_index (draft->baseline, UoisValue, i));
  uois_json_writer_literal (&writer, "},\"values\":{");
  for (guint i = 1; i < type->columns.length; i++)
    if (uois_draft_is_changed (draft, type->columns.items[i]))
      write_value (&writer, type->columns.items[i], &g_array_index (draft->values, UoisValue, i));
  uois_json_writer_literal (&writer, "},\"texts\":{");
  for (guint i = 1; i < type->columns.length; i++)
    if (draft->texts[i] != NULL)
      {
        uois_json_writer_name (&writer, type->columns.items[i]->name);
        uois_json_writer_string (&writer, draft->texts[i], -1);
      }
  uois_json_writer_literal (&writer, "}}");
  return g_strndup (writer.bytes, writer.length);
}

/* ---- Reading ---- */

static void
read_values (json_object *object, const UoisType *type, GArray *row)
{
  for (guint i = 1; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];
      UoisValueKind kind = column->kind == UOIS_VALUE_DATE ? UOIS_VALUE_DATETIME : column->kind;
      UoisValue *value = UOIS_ROW_VALUE (row, column);
      json_object *item;

      if (!json_object_object_get_ex (object, column->name, &item))
        continue;
      uois_value_clear (value);
      /* What a later declaration does not understand any more is unknown. */
      if (item != NULL &&
          uois_value_parse (kind, json_object_get_string (item), strlen (json_object_get_string (item)), value, NULL))
        value->kind = column->kind;
    }
}

/* 0 for what is no time. */
static UoisDateTime
read_time (json_object *item)
{
  const char *text = json_object_get_string (item);
  UoisDateTime time;

  return text != NULL && uois_datetime_parse (text, strlen (text), &time) ? time : 0;
}

static UoisDraft *
draft_from_json (UoisRegistry *registry, const UoisType *type, const UoisUuid *id, const char *text)
{
  json_object *object = json_tokener_parse (text);
  UoisDraft *draft = NULL;
  json_object *baseline;
  json_object *values;
  json_object *texts;

  if (json_object_is_type (object, json_type_object) && json_object_object_get_ex (object, "baseline", &baseline) &&
      json_object_object_get_ex (object, "values", &values) && json_object_object_get_ex (object, "texts", &texts))
    {
      draft = uois_draft_new_empty (registry, type);
      draft->is_new = json_object_get_boolean (json_object_object_get (object, "new"));
      draft->kept_at = read_time (json_object_object_get (object, "at"));
      uois_value_set_uuid (&g_array_index (draft->baseline, UoisValue, 0), id);
      read_values (baseline, type, draft->baseline);
      g_array_unref (draft->values);
      draft->values = uois_row_copy (type, draft->baseline);
      read_values (values, type, draft->values);
      for (guint i = 1; i < type->columns.length; i++)
        uois_draft_take_text (draft, type->columns.items[i],
                              json_object_get_string (json_object_object_get (texts, type->columns.items[i]->name)));
    }
  json_object_put (object);
  return draft;
}

/* The draft kept under @key; %NULL if it is none that this version can read. */
static UoisDraft *
read_kept (UoisFile *file, const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, ".", 3);
  const UoisType *type = g_strv_length (parts) == 3 ? uois_registry_find_table (file->registry, parts[1]) : NULL;
  g_autofree char *text = NULL;
  UoisUuid id;

  if (type == NULL || !uois_uuid_parse (parts[2], strlen (parts[2]), &id))
    return NULL;
  text = uois_store_get_setting (file->store, key);
  return text != NULL ? draft_from_json (file->registry, type, &id, text) : NULL;
}

static gpointer
list_drafts_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  g_auto (GStrv) keys = uois_store_reader_list_settings (reader, UOIS_DRAFT_KEY_PREFIX, error);
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (g_object_unref);

  if (keys == NULL)
    return NULL;
  for (guint i = 0; keys[i] != NULL; i++)
    {
      UoisDraft *draft = read_kept (file, keys[i]);

      if (draft != NULL)
        g_ptr_array_add (drafts, draft);
    }
  return g_steal_pointer (&drafts);
}

void
uois_file_list_drafts_async (UoisFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_list_drafts_async, list_drafts_run, NULL, NULL,
                       (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
uois_file_list_drafts_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_list_drafts_async, result, error);
}

GPtrArray *
uois_file_list_drafts (UoisFile *file, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, list_drafts_run, NULL, cancellable, error);
}

UoisDraft *
uois_file_load_draft (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *key = make_key (type, id);
  UoisDraft *draft;

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  if (!uois_file_enter (file, error))
    return NULL;
  draft = read_kept (file, key);
  uois_file_leave (file);
  return draft;
}

/* ---- Keeping and discarding ---- */

/**
 * Keeping:
 * @text: (nullable): %NULL discards
 */
typedef struct
{
  char *key;
  char *text;
} Keeping;

static Keeping *
keeping_new (UoisDraft *draft, gboolean keep)
{
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->key = uois_draft_get_key (draft);
  keeping->text = keep ? draft_to_json (draft) : NULL;
  return keeping;
}

static void
keeping_free (gpointer data)
{
  Keeping *keeping = data;

  g_free (keeping->key);
  g_free (keeping->text);
  g_free (keeping);
}

static gboolean
keep_job (UoisEdit *edit, GError **error)
{
  const Keeping *keeping = edit->request;

  return uois_store_unit_set_setting (edit->unit, keeping->key, keeping->text, error);
}

static gboolean
keep_now (UoisFile *file, UoisDraft *draft, gboolean keep, GCancellable *cancellable, GError **error)
{
  Keeping *keeping = keeping_new (draft, keep);
  gboolean done = uois_file_edit (file, keep_job, keeping, cancellable, error) >= 0;

  keeping_free (keeping);
  return done;
}

void
uois_file_keep_draft_async (
    UoisFile *file, UoisDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file) && UOIS_IS_DRAFT (draft));

  uois_file_edit_async (file, uois_file_keep_draft_async, keep_job, keeping_new (draft, TRUE), keeping_free,
                        cancellable, callback, user_data);
}

gboolean
uois_file_keep_draft_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_edit_finish (file, uois_file_keep_draft_async, result, error) >= 0;
}

gboolean
uois_file_keep_draft (UoisFile *file, UoisDraft *draft, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file) && UOIS_IS_DRAFT (draft), FALSE);

  return keep_now (file, draft, TRUE, cancellable, error);
}

void
uois_file_discard_draft_async (
    UoisFile *file, UoisDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file) && UOIS_IS_DRAFT (draft));

  uois_file_edit_async (file, uois_file_discard_draft_async, keep_job, keeping_new (draft, FALSE), keeping_free,
                        cancellable, callback, user_data);
}

gboolean
uois_file_discard_draft_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_edit_finish (file, uois_file_discard_draft_async, result, error) >= 0;
}

gboolean
uois_file_discard_draft (UoisFile *file, UoisDraft *draft, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file) && UOIS_IS_DRAFT (draft), FALSE);

  return keep_now (file, draft, FALSE, cancellable, error);
}
