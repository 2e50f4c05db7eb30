/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/server-schema.h"

#include "base/error.h"
#include "base/json-writer.h"
#include "sync/json-tree.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _UoisServerSchema
{
  gatomicrefcount reference_count;
  GHashTable *types; /* name, belonging to the value -> UoisServerType */
  const UoisServerType *query;
  const UoisServerType *mutation;
  char *hash;
};

static const struct
{
  const char *name;
  UoisServerKind kind;
} kinds[] = {
  { "SCALAR", UOIS_SERVER_KIND_SCALAR }, { "ENUM", UOIS_SERVER_KIND_ENUM },
  { "OBJECT", UOIS_SERVER_KIND_OBJECT }, { "INTERFACE", UOIS_SERVER_KIND_INTERFACE },
  { "UNION", UOIS_SERVER_KIND_UNION },   { "INPUT_OBJECT", UOIS_SERVER_KIND_INPUT_OBJECT },
};

static void
field_free (gpointer data)
{
  UoisServerField *field = data;

  g_free (field->name);
  g_free (field->type);
  g_free (field->named_type);
  g_free (field->default_text);
  g_ptr_array_unref (field->arguments);
  g_free (field);
}

static void
type_free (gpointer data)
{
  UoisServerType *type = data;

  g_free (type->name);
  g_ptr_array_unref (type->fields);
  g_ptr_array_unref (type->members);
  g_free (type);
}

/* ---- Reading ---- */

/* Names go into requests and messages: nothing but names may pass for one. */
static gboolean
is_name (const char *text)
{
  if (text == NULL || !(g_ascii_isalpha (text[0]) || text[0] == '_'))
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;
  return TRUE;
}

static const char *
read_name (json_object *object)
{
  const char *name = uois_sync_json_get_string (object, "name");

  return is_name (name) ? name : NULL;
}

/* "[Name!]!" as this room writes it down; FALSE if it is no type. */
static gboolean
check_type_text (const char *text, UoisServerField *field)
{
  const char *p = text;
  const char *start;
  guint depth = 0;

  while (*p == '[')
    p++, depth++;
  start = p;
  while (g_ascii_isalnum (*p) || *p == '_')
    p++;
  g_free (field->named_type);
  field->named_type = g_strndup (start, (gsize) (p - start));
  if (!is_name (field->named_type))
    return FALSE;

  field->list = depth > 0;
  for (;; p++)
    {
      field->non_null = *p == '!';
      if (*p == '!')
        p++;
      if (depth == 0)
        return *p == '\0';
      if (*p != ']')
        return FALSE;
      depth--;
    }
}

static gboolean
append_type (json_object *type, GString *text, guint depth)
{
  const char *kind = uois_sync_json_get_string (type, "kind");
  json_object *inner = uois_sync_json_get (type, "ofType", json_type_object);
  gboolean list = g_strcmp0 (kind, "LIST") == 0;

  if (depth == 0)
    return FALSE;
  if (!list && g_strcmp0 (kind, "NON_NULL") != 0)
    {
      const char *name = read_name (type);

      g_string_append (text, name ? name : "");
      return name != NULL;
    }

  if (list)
    g_string_append_c (text, '[');
  if (!append_type (inner, text, depth - 1))
    return FALSE;
  g_string_append_c (text, list ? ']' : '!');
  return TRUE;
}

static void read_fields (json_object *array, GPtrArray *fields);

static UoisServerField *
read_field (json_object *object)
{
  const char *name = read_name (object);
  json_object *type = uois_sync_json_get (object, "type", json_type_object);
  const char *written = uois_sync_json_get_string (object, "type");
  UoisServerField *field = g_new0 (UoisServerField, 1);
  GString *text = g_string_new (written);
  gboolean understood = name != NULL && (written != NULL || append_type (type, text, 16));

  field->name = g_strdup (name);
  field->type = g_string_free (text, FALSE);
  field->default_text = g_strdup (uois_sync_json_get_string (object, "defaultValue"));
  field->arguments = g_ptr_array_new_with_free_func (field_free);
  if (understood && check_type_text (field->type, field))
    {
      read_fields (uois_sync_json_get (object, "args", json_type_array), field->arguments);
      return field;
    }

  field_free (field);
  return NULL;
}

static void
read_fields (json_object *array, GPtrArray *fields)
{
  for (guint i = 0; i < uois_sync_json_get_length (array); i++)
    {
      UoisServerField *field = read_field (json_object_array_get_idx (array, i));

      if (field)
        g_ptr_array_add (fields, field);
    }
}

static void
read_members (json_object *array, GPtrArray *members)
{
  for (guint i = 0; i < uois_sync_json_get_length (array); i++)
    {
      const char *name = read_name (json_object_array_get_idx (array, i));

      if (name)
        g_ptr_array_add (members, g_strdup (name));
    }
}

static void
read_type (UoisServerSchema *schema, json_object *object)
{
  const char *name = read_name (object);
  const char *kind = uois_sync_json_get_string (object, "kind");
  UoisServerType *type;

  /* Two underscores begin the names of introspection itself. */
  if (name == NULL || g_str_has_prefix (name, "__") || g_hash_table_contains (schema->types, name))
    return;

  type = g_new0 (UoisServerType, 1);
  type->name = g_strdup (name);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kind, kinds[i].name) == 0)
      type->kind = kinds[i].kind;
  type->fields = g_ptr_array_new_with_free_func (field_free);
  type->members = g_ptr_array_new_with_free_func (g_free);
  read_fields (uois_sync_json_get (object, "fields", json_type_array), type->fields);
  read_fields (uois_sync_json_get (object, "inputFields", json_type_array), type->fields);
  read_members (uois_sync_json_get (object, "possibleTypes", json_type_array), type->members);
  g_hash_table_insert (schema->types, type->name, type);
}

static const UoisServerType *
find_root (const UoisServerSchema *schema, json_object *root, const char *member)
{
  const char *name = read_name (uois_sync_json_get (root, member, json_type_object));

  return name ? uois_server_schema_find_type (schema, name) : NULL;
}

UoisServerSchema *
uois_server_schema_new (const char *text, gsize length, GError **error)
{
  g_autoptr (json_object) answer = uois_sync_json_parse (text, length, error);
  g_autoptr (UoisServerSchema) schema = NULL;
  g_autofree char *serialised = NULL;
  json_object *data, *root, *types;

  if (answer == NULL)
    return NULL;

  data = uois_sync_json_get (answer, "data", json_type_object);
  root = uois_sync_json_get (data ? data : answer, "__schema", json_type_object);
  types = uois_sync_json_get (root, "types", json_type_array);
  schema = g_new0 (UoisServerSchema, 1);
  g_atomic_ref_count_init (&schema->reference_count);
  schema->types = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, type_free);
  for (guint i = 0; i < uois_sync_json_get_length (types); i++)
    read_type (schema, json_object_array_get_idx (types, i));
  schema->query = find_root (schema, root, "queryType");
  schema->mutation = find_root (schema, root, "mutationType");
  if (schema->query == NULL)
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                   _ ("The server does not say what it offers. It may have introspection turned off."));
      return NULL;
    }

  serialised = uois_server_schema_serialize (schema);
  schema->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, serialised, -1);
  return g_steal_pointer (&schema);
}

UoisServerSchema *
uois_server_schema_ref (UoisServerSchema *schema)
{
  g_atomic_ref_count_inc (&schema->reference_count);
  return schema;
}

void
uois_server_schema_unref (UoisServerSchema *schema)
{
  if (!g_atomic_ref_count_dec (&schema->reference_count))
    return;

  g_hash_table_unref (schema->types);
  g_free (schema->hash);
  g_free (schema);
}

/* ---- Writing ---- */

static int
compare_fields (gconstpointer a, gconstpointer b)
{
  const UoisServerField *first = *(UoisServerField *const *) a;
  const UoisServerField *second = *(UoisServerField *const *) b;

  return strcmp (first->name, second->name);
}

static void
write_text (UoisJsonWriter *writer, const char *name, const char *text)
{
  uois_json_writer_name (writer, name);
  uois_json_writer_string (writer, text, -1);
}

static void
write_fields (UoisJsonWriter *writer, const char *name, const GPtrArray *fields)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy ((GPtrArray *) fields, NULL, NULL);

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_fields);
  uois_json_writer_name (writer, name);
  uois_json_writer_literal (writer, "[");
  for (guint i = 0; i < sorted->len; i++)
    {
      const UoisServerField *field = g_ptr_array_index (sorted, i);

      uois_json_writer_separate (writer);
      uois_json_writer_literal (writer, "{");
      write_text (writer, "name", field->name);
      write_text (writer, "type", field->type);
      if (field->default_text)
        write_text (writer, "defaultValue", field->default_text);
      if (field->arguments->len > 0)
        write_fields (writer, "args", field->arguments);
      uois_json_writer_literal (writer, "}");
    }
  uois_json_writer_literal (writer, "]");
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
write_members (UoisJsonWriter *writer, const GPtrArray *members)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy ((GPtrArray *) members, NULL, NULL);

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_names);
  uois_json_writer_name (writer, "possibleTypes");
  uois_json_writer_literal (writer, "[");
  for (guint i = 0; i < sorted->len; i++)
    {
      uois_json_writer_separate (writer);
      uois_json_writer_literal (writer, "{");
      write_text (writer, "name", g_ptr_array_index (sorted, i));
      uois_json_writer_literal (writer, "}");
    }
  uois_json_writer_literal (writer, "]");
}

static void
write_type (UoisJsonWriter *writer, const UoisServerType *type)
{
  uois_json_writer_separate (writer);
  uois_json_writer_literal (writer, "{");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (type->kind == kinds[i].kind)
      write_text (writer, "kind", kinds[i].name);
  write_text (writer, "name", type->name);
  if (type->fields->len > 0)
    write_fields (writer, type->kind == UOIS_SERVER_KIND_INPUT_OBJECT ? "inputFields" : "fields", type->fields);
  if (type->members->len > 0)
    write_members (writer, type->members);
  uois_json_writer_literal (writer, "}");
}

static void
write_root (UoisJsonWriter *writer, const char *name, const UoisServerType *type)
{
  if (type == NULL)
    return;
  uois_json_writer_name (writer, name);
  uois_json_writer_literal (writer, "{");
  write_text (writer, "name", type->name);
  uois_json_writer_literal (writer, "}");
}

char *
uois_server_schema_serialize (const UoisServerSchema *schema)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (schema->types), (GCompareFunc) strcmp);
  g_auto (UoisJsonWriter) writer;

  uois_json_writer_init (&writer);
  uois_json_writer_literal (&writer, "{\"__schema\":{");
  write_root (&writer, "queryType", schema->query);
  write_root (&writer, "mutationType", schema->mutation);
  uois_json_writer_name (&writer, "types");
  uois_json_writer_literal (&writer, "[");
  for (GList *l = names; l != NULL; l = l->next)
    write_type (&writer, g_hash_table_lookup (schema->types, l->data));
  uois_json_writer_literal (&writer, "]}}");
  return g_strndup (writer.bytes, writer.length);
}

const char *
uois_server_schema_get_hash (const UoisServerSchema *schema)
{
  return schema->hash;
}

/* ---- Looking up ---- */

const UoisServerType *
uois_server_schema_find_type (const UoisServerSchema *schema, const char *name)
{
  return g_hash_table_lookup (schema->types, name);
}

const UoisServerField *
uois_server_schema_find_query (const UoisServerSchema *schema, const char *name)
{
  return uois_server_type_find_field (schema->query, name);
}

const UoisServerField *
uois_server_schema_find_mutation (const UoisServerSchema *schema, const char *name)
{
  return schema->mutation ? uois_server_type_find_field (schema->mutation, name) : NULL;
}

const GPtrArray *
uois_server_schema_get_queries (const UoisServerSchema *schema)
{
  return schema->query->fields;
}

static const UoisServerField *
find_field (const GPtrArray *fields, const char *name)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const UoisServerField *field = g_ptr_array_index (fields, i);

      if (strcmp (field->name, name) == 0)
        return field;
    }
  return NULL;
}

const UoisServerField *
uois_server_type_find_field (const UoisServerType *type, const char *name)
{
  return find_field (type->fields, name);
}

const UoisServerField *
uois_server_field_find_argument (const UoisServerField *field, const char *name)
{
  return find_field (field->arguments, name);
}

gboolean
uois_server_field_is_required (const UoisServerField *argument)
{
  return argument->non_null && argument->default_text == NULL;
}
