/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/answer-private.h"

#include <math.h>
#include <string.h>

void
uois_row_reader_init (UoisRowReader *reader,
                      const UoisServerErrors *errors,
                      const UoisDialectType *type,
                      UoisAnswer *answer)
{
  *reader = (UoisRowReader){
    .errors = errors, .type = type, .answer = answer, .path = g_array_new (FALSE, FALSE, sizeof (UoisRowStep))
  };
}

void
uois_row_reader_clear (UoisRowReader *reader)
{
  g_array_unref (reader->path);
}

void
uois_row_reader_push_name (UoisRowReader *reader, const char *name)
{
  UoisRowStep step = { .name = name };

  g_array_append_val (reader->path, step);
}

void
uois_row_reader_push_index (UoisRowReader *reader, guint index)
{
  UoisRowStep step = { .index = index };

  g_array_append_val (reader->path, step);
}

void
uois_row_reader_pop (UoisRowReader *reader)
{
  g_array_set_size (reader->path, reader->path->len - 1);
}

/* ---- Errors ---- */

/* Gateways write "@" for any place in a list. */
static gboolean
step_matches (const UoisRowStep *step, json_object *theirs)
{
  gboolean text = json_object_is_type (theirs, json_type_string);

  if (step->name != NULL)
    return text && strcmp (step->name, json_object_get_string (theirs)) == 0;
  if (text)
    return g_str_equal (json_object_get_string (theirs), "@");
  return json_object_is_type (theirs, json_type_int) && json_object_get_int64 (theirs) == step->index;
}

/* Whether one is the beginning of the other: an error at a value, inside it, or at what it is in. */
static gboolean
meets (const GArray *path, json_object *error)
{
  guint length = MIN (path->len, uois_sync_json_get_length (error));

  for (guint i = 0; i < length; i++)
    if (!step_matches (&g_array_index (path, UoisRowStep, i), json_object_array_get_idx (error, i)))
      return FALSE;
  return TRUE;
}

/* Whether a null at the current place may stand for something that went wrong. */
static gboolean
is_doubtful (const UoisRowReader *reader)
{
  if (!reader->errors->present)
    return FALSE;
  if (reader->errors->pathless)
    return TRUE;
  for (guint i = 0; i < reader->errors->paths->len; i++)
    if (meets (reader->path, g_ptr_array_index (reader->errors->paths, i)))
      return TRUE;
  return FALSE;
}

/* ---- Values ---- */

static gboolean
read_text (json_object *json, UoisValue *value)
{
  if (json_object_is_type (json, json_type_string))
    {
      if (uois_sync_json_has_zero (json))
        return FALSE;
      uois_value_set_text (value, json_object_get_string (json), json_object_get_string_len (json));
      return TRUE;
    }
  if (!json_object_is_type (json, json_type_int) && !json_object_is_type (json, json_type_double))
    return FALSE;
  uois_value_set_text (value, json_object_get_string (json), -1);
  return TRUE;
}

static gboolean
read_number (json_object *json, UoisValueKind kind, UoisValue *value)
{
  double real = json_object_get_double (json);

  if (!json_object_is_type (json, json_type_int) && !json_object_is_type (json, json_type_double))
    return FALSE;
  if (kind == UOIS_VALUE_REAL)
    {
      if (!isfinite (real))
        return FALSE;
      uois_value_set_real (value, real);
      return TRUE;
    }
  /* Beyond this not every integer is a double. */
  if (json_object_is_type (json, json_type_double) && (real != trunc (real) || fabs (real) > 9007199254740992.0))
    return FALSE;
  uois_value_set_integer (value,
                          json_object_is_type (json, json_type_int) ? json_object_get_int64 (json) : (gint64) real);
  return TRUE;
}

/* A date keeps the time that came with it, so that it can be sent back as it was. */
static gboolean
read_moment (json_object *json, UoisValueKind kind, UoisValue *value)
{
  UoisDateTime datetime;

  if (!json_object_is_type (json, json_type_string) ||
      !uois_datetime_parse (json_object_get_string (json), (gsize) json_object_get_string_len (json), &datetime))
    return FALSE;
  uois_value_set_datetime (value, datetime);
  value->kind = kind;
  return TRUE;
}

static gboolean
read_value (json_object *json, const UoisColumn *column, UoisValue *value)
{
  switch (column->kind)
    {
    case UOIS_VALUE_BOOLEAN:
      if (!json_object_is_type (json, json_type_boolean))
        return FALSE;
      uois_value_set_boolean (value, json_object_get_boolean (json));
      return TRUE;
    case UOIS_VALUE_INTEGER:
    case UOIS_VALUE_REAL:
      return read_number (json, column->kind, value);
    case UOIS_VALUE_TEXT:
      return read_text (json, value);
    case UOIS_VALUE_DATETIME:
    case UOIS_VALUE_DATE:
      return read_moment (json, column->kind, value);
    default:
      return json_object_is_type (json, json_type_string) &&
             uois_value_parse (column->kind, json_object_get_string (json), (gsize) json_object_get_string_len (json),
                               value, NULL);
    }
}

/* ---- Records ---- */

static gboolean
read_id (json_object *object, UoisUuid *id)
{
  const char *text = uois_sync_json_get_string (object, "id");

  return text != NULL && uois_uuid_parse (text, strlen (text), id) && !uois_uuid_is_nil (id);
}

/* The value of a column: itself, or the id of the object that stands for it. FALSE if nothing is known. */
static gboolean
find_value (UoisRowReader *reader, json_object *object, const UoisDialectColumn *column, json_object **value)
{
  if (!json_object_object_get_ex (object, column->field, value))
    return FALSE;
  if (column->object && *value != NULL && !json_object_object_get_ex (*value, "id", value))
    return FALSE;
  return *value != NULL || !is_doubtful (reader);
}

static void
read_column (UoisRowReader *reader, json_object *object, const UoisDialectColumn *column, UoisSyncRecord *record)
{
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  json_object *json = NULL;

  uois_row_reader_push_name (reader, column->field);
  if (!find_value (reader, object, column, &json) || (json != NULL && !read_value (json, column->column, &value)))
    reader->answer->complete = FALSE;
  else
    uois_sync_record_take (record, column->column, &value);
  uois_row_reader_pop (reader);
}

UoisSyncRecord *
uois_row_reader_read (UoisRowReader *reader, json_object *object)
{
  UoisSyncRecord *record;
  UoisUuid id;

  if (!json_object_is_type (object, json_type_object) || !read_id (object, &id))
    return NULL;

  record = uois_sync_record_new (reader->type->type, &id);
  for (guint i = 0; i < reader->type->columns->len; i++)
    read_column (reader, object, g_ptr_array_index (reader->type->columns, i), record);
  if (reader->type->token)
    uois_sync_record_set_token (record, uois_sync_json_get_string (object, reader->type->token));
  return record;
}

/* ---- Lists ---- */

/* A link is known by the two that it connects; it has an id of its own, which nobody tells. */
static UoisSyncRecord *
read_link (const UoisRowReader *reader, json_object *parent, json_object *object)
{
  const UoisDialectParent *way = reader->type->parent;
  static const UoisUuid nil;
  UoisUuid near, far;
  UoisSyncRecord *record;
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  if (!read_id (parent, &near) || !read_id (object, &far))
    return NULL;
  record = uois_sync_record_new (reader->type->type, &nil);
  uois_value_set_uuid (&value, &near);
  uois_sync_record_set (record, way->near, &value);
  uois_value_set_uuid (&value, &far);
  uois_sync_record_set (record, way->far, &value);
  return record;
}

/* What stands in a parent's list belongs to it, also where the server does not show the reference back. */
static void
fill_reference (const UoisRowReader *reader, json_object *parent, UoisSyncRecord *record)
{
  const UoisColumn *near = reader->type->parent->near;
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  UoisUuid id;

  if (uois_sync_record_knows (record, near) || !read_id (parent, &id))
    return;
  uois_value_set_uuid (&value, &id);
  uois_sync_record_set (record, near, &value);
}

static void
add_row (UoisRowReader *reader, json_object *parent, json_object *object)
{
  const UoisDialectParent *way = parent ? reader->type->parent : NULL;
  UoisSyncRecord *record = way && way->far ? read_link (reader, parent, object) : uois_row_reader_read (reader, object);

  if (record == NULL)
    {
      reader->answer->complete = FALSE;
      return;
    }
  if (way && way->far == NULL)
    fill_reference (reader, parent, record);
  g_ptr_array_add (reader->answer->records, record);
}

/* The list of @type in its parent @object; down to the records wanted. */
static void
read_way (UoisRowReader *reader, const UoisDialectType *type, json_object *object)
{
  const UoisDialectParent *way = type->parent;
  json_object *list = uois_sync_json_get (object, way->field, json_type_array);
  guint length = uois_sync_json_get_length (list);

  if (list == NULL || (way->limit && length >= UOIS_REQUEST_LIST_LIMIT))
    reader->answer->complete = FALSE;

  uois_row_reader_push_name (reader, way->field);
  for (guint i = 0; i < length; i++)
    {
      json_object *entry = json_object_array_get_idx (list, i);

      uois_row_reader_push_index (reader, i);
      if (type == reader->type)
        add_row (reader, object, entry);
      else
        {
          const UoisDialectType *next = reader->type;

          while (next->parent->type != type)
            next = next->parent->type;
          read_way (reader, next, entry);
        }
      uois_row_reader_pop (reader);
    }
  uois_row_reader_pop (reader);
}

void
uois_row_reader_read_parent (UoisRowReader *reader, json_object *object)
{
  read_way (reader, reader->type, object);
}

void
uois_row_reader_read_list (UoisRowReader *reader, json_object *list)
{
  const UoisDialectType *top = reader->type;
  guint length = uois_sync_json_get_length (list);

  while (top->page == NULL && top->parent != NULL && top->parent->type->page == NULL)
    top = top->parent->type;

  reader->answer->count = length;
  for (guint i = 0; i < length; i++)
    {
      json_object *entry = json_object_array_get_idx (list, i);

      uois_row_reader_push_index (reader, i);
      if (reader->type->page != NULL || top->parent == NULL)
        add_row (reader, NULL, entry);
      else
        read_way (reader, top, entry);
      uois_row_reader_pop (reader);
    }
}
