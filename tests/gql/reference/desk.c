/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file that answers questions line by line, as the adapter does, and tells what its API is made of, for
 * whoever wants to find the same answers in another way. */
#include "data/data.h"
#include "domains/domains.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- What the API is made of ---- */

static const char *const value_kinds[] = { "null", "boolean", "integer", "real", "text", "uuid", "datetime", "date" };

static const char *const field_kinds[] = {
  "column",  "expression", "hook", "reference", "object",     "many", "through", "list",
  "payload", "constant",   "byId", "one",       "objectById", "page", "value",   "mutation",
};

static void
add_text (json_object *object, const char *name, const char *text)
{
  if (text)
    json_object_object_add (object, name, json_object_new_string (text));
}

/* Filters of several types may have one name. */
static void
add_filter (json_object *object, const char *name, const UoisFilter *filter)
{
  g_autofree char *text = filter ? g_strdup_printf ("%s of %s", filter->name, filter->type->name) : NULL;

  add_text (object, name, text);
}

static json_object *
describe_column (const UoisColumn *column)
{
  json_object *object = json_object_new_object ();

  add_text (object, "name", column->name);
  add_text (object, "kind", value_kinds[column->kind]);
  add_text (object, "nullReadsAs", column->null_reads_as);
  return object;
}

static json_object *
describe_field (const UoisField *field)
{
  json_object *object = json_object_new_object ();

  add_text (object, "name", field->name);
  add_text (object, "kind", field_kinds[field->kind]);
  json_object_object_add (object, "list", json_object_new_boolean (field->list));
  json_object_object_add (object, "sorted", json_object_new_boolean (field->sorted));
  add_text (object, "column", field->column ? field->column->name : NULL);
  add_text (object, "target", field->target ? field->target->name : NULL);
  add_text (object, "through", field->through ? field->through->table : NULL);
  add_text (object, "far", field->far_column ? field->far_column->name : NULL);
  add_text (object, "sql", field->sql);
  add_text (object, "hook", field->hook);
  add_filter (object, "filter", field->filter);
  add_text (object, "order", field->fixed_order);
  return object;
}

static json_object *
describe_type (const UoisType *type)
{
  json_object *object = json_object_new_object ();
  json_object *columns = json_object_new_array ();
  json_object *fields = json_object_new_array ();

  add_text (object, "name", type->name);
  add_text (object, "table", type->table);
  for (guint i = 0; i < type->columns.length; i++)
    json_object_array_add (columns, describe_column (type->columns.items[i]));
  for (guint i = 0; i < type->fields.length; i++)
    json_object_array_add (fields, describe_field (type->fields.items[i]));
  json_object_object_add (object, "columns", columns);
  json_object_object_add (object, "fields", fields);
  return object;
}

static json_object *
describe_filter (const UoisFilter *filter)
{
  json_object *object = json_object_new_object ();
  json_object *entries = json_object_new_array ();

  add_filter (object, "name", filter);
  add_text (object, "type", filter->type->name);
  for (guint i = 0; i < filter->entries.length; i++)
    {
      const UoisFilterEntry *entry = filter->entries.items[i];
      json_object *key = json_object_new_object ();

      add_text (key, "name", entry->name);
      add_text (key, "kind", value_kinds[entry->kind]);
      add_text (key, "column", entry->column ? entry->column->name : NULL);
      add_text (key, "sql", entry->sql);
      add_text (key, "relation", entry->relation ? entry->relation->name : NULL);
      add_filter (key, "related", entry->related);
      json_object_array_add (entries, key);
    }
  json_object_object_add (object, "entries", entries);
  return object;
}

static json_object *
describe (UoisRegistry *registry)
{
  json_object *object = json_object_new_object ();
  json_object *lists[] = { json_object_new_array (), json_object_new_array (), json_object_new_array () };
  guint length;
  const UoisType *const *types = uois_registry_get_types (registry, &length);
  const UoisField *const *queries;
  const UoisFilter *const *filters;

  for (guint i = 0; i < length; i++)
    json_object_array_add (lists[0], describe_type (types[i]));
  queries = uois_registry_get_queries (registry, &length);
  for (guint i = 0; i < length; i++)
    json_object_array_add (lists[1], describe_field (queries[i]));
  filters = uois_registry_get_filters (registry, &length);
  for (guint i = 0; i < length; i++)
    json_object_array_add (lists[2], describe_filter (filters[i]));
  json_object_object_add (object, "types", lists[0]);
  json_object_object_add (object, "queries", lists[1]);
  json_object_object_add (object, "filters", lists[2]);
  return object;
}

/* ---- Questions ---- */

static const char *
get_text (json_object *request, const char *name)
{
  json_object *member = json_object_object_get (request, name);

  return member ? json_object_get_string (member) : NULL;
}

static void
answer_question (UoisFile *file, json_object *request)
{
  json_object *variables = json_object_object_get (request, "variables");
  UoisQueryRequest question = {
    .document = get_text (request, "query"),
    .variables = variables ? json_object_to_json_string (variables) : NULL,
    .operation = get_text (request, "operationName"),
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = uois_file_query (file, &question, NULL, NULL, &error);
  gsize length;
  const char *text;

  g_assert_no_error (error);
  text = g_bytes_get_data (answer, &length);
  fwrite (text, 1, length, stdout);
  putchar ('\n');
}

static void
answer_line (UoisFile *file, const char *line)
{
  json_object *request = json_tokener_parse (line);

  g_assert_nonnull (request);
  if (g_strcmp0 (get_text (request, "op"), "describe") == 0)
    {
      json_object *description = describe (uois_file_get_registry (file));

      puts (json_object_to_json_string_ext (description, JSON_C_TO_STRING_PLAIN));
      json_object_put (description);
    }
  else
    answer_question (file, request);
  json_object_put (request);
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);
  g_autoptr (UoisFile) file = NULL;
  char *line = NULL;
  size_t size = 0;

  g_assert_no_error (error);
  g_assert_cmpint (argc, ==, 2);
  file = uois_file_open (argv[1], registry, UOIS_FILE_OPEN_READ_ONLY, NULL, &error);
  g_assert_no_error (error);
  while (getline (&line, &size, stdin) > 0)
    answer_line (file, line);
  free (line);
  uois_file_close (file, &error);
  g_assert_no_error (error);
  return 0;
}
