/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "university.h"

#include "domains/domains.h"
#include "repo/file-private.h"
#include "repo/literal.h"

#include <string.h>

/* ---- The file ---- */

UoisUuid
university_record (const UoisType *type)
{
  return fixture_id (100000 + type->index);
}

UoisUuid
university_missing (void)
{
  return fixture_id (999999);
}

static void
make_value (UoisValueKind kind, guint number, UoisValue *value)
{
  UoisUuid id = fixture_id (200000 + number);

  switch (kind)
    {
    case UOIS_VALUE_NULL:
      uois_value_clear (value);
      break;
    case UOIS_VALUE_BOOLEAN:
      uois_value_set_boolean (value, number % 2 == 0);
      break;
    case UOIS_VALUE_INTEGER:
      uois_value_set_integer (value, number);
      break;
    case UOIS_VALUE_REAL:
      uois_value_set_real (value, number + 0.25);
      break;
    case UOIS_VALUE_TEXT:
      uois_value_take_text (value, g_strdup_printf ("Žluťoučký kůň %u", number));
      break;
    case UOIS_VALUE_UUID:
      uois_value_set_uuid (value, &id);
      break;
    case UOIS_VALUE_DATETIME:
      uois_value_set_datetime (value, uois_datetime_from_parts (2024, 2, 29, 12, 30, (int) number % 60, 123456));
      break;
    case UOIS_VALUE_DATE:
      uois_value_set_datetime (value, uois_datetime_from_parts (2024, 3, 1 + (int) number % 28, 0, 0, 0, 0));
      value->kind = UOIS_VALUE_DATE;
      break;
    }
}

static gboolean
insert_record (UoisFileBulk *bulk, const UoisType *type, GError **error)
{
  g_autofree UoisValue *values = g_new0 (UoisValue, type->columns.length);
  gboolean inserted;

  for (guint i = 0; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];
      UoisUuid target = column->target != NULL ? university_record (column->target) : university_record (type);

      if (column->target == type)
        continue;
      make_value (column->kind, 1, &values[i]);
      if (i == 0 || column->target != NULL)
        uois_value_set_uuid (&values[i], &target);
    }
  inserted = uois_file_bulk_insert (bulk, type, values, error);
  for (guint i = 0; i < type->columns.length; i++)
    uois_value_clear (&values[i]);
  return inserted;
}

static gboolean
insert_records (UoisFileBulk *bulk, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  guint length;
  const UoisType *const *tables = uois_registry_get_tables (fixture->registry, &length);

  for (guint i = 0; i < length; i++)
    if (!insert_record (bulk, tables[i], error))
      return FALSE;
  return TRUE;
}

void
university_sign_in (Fixture *fixture, const UoisUuid *person)
{
  g_autofree char *text = person != NULL ? uois_uuid_to_string (person) : NULL;
  g_autoptr (GError) error = NULL;

  uois_file_set_setting (fixture->file, UOIS_FILE_SETTING_PERSON, text, &error);
  g_assert_no_error (error);
}

void
university_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);
  UoisUuid person;

  g_assert_no_error (error);
  fixture_set_up_with (fixture, registry);
  uois_file_bulk (fixture->file, "Begin", insert_records, fixture, NULL, &error);
  g_assert_no_error (error);
  person = university_record (uois_registry_get_person_type (fixture->registry));
  university_sign_in (fixture, &person);
}

/* ---- Looking into it ---- */

typedef void (*RowReader) (UoisStoreStatement *statement, gpointer data);

/* Calls @read for every row that @sql, or else @select, gives; @id is its only parameter. */
static void
foreach_row (
    Fixture *fixture, const UoisSelect *select, const char *sql, const UoisUuid *id, RowReader read, gpointer data)
{
  g_autoptr (GError) error = NULL;
  UoisStoreReader *reader = uois_store_borrow_reader (fixture->file->store, NULL, &error);
  UoisStoreStatement *statement;
  int step;

  g_assert_no_error (error);
  statement = sql != NULL ? uois_store_reader_prepare (reader, sql, &error) :
                            uois_store_reader_compile (reader, select, &error);
  g_assert_no_error (error);
  if (id != NULL)
    uois_store_statement_bind_uuid (statement, 0, id);
  while ((step = uois_store_statement_step (statement, &error)) == 1)
    read (statement, data);
  g_assert_no_error (error);
  uois_store_statement_release (statement);
  uois_store_return_reader (fixture->file->store, reader);
}

typedef struct
{
  const UoisType *type;
  GArray *values;
} Record;

static void
clear_value (gpointer value)
{
  uois_value_clear (value);
}

static void
read_record (UoisStoreStatement *statement, gpointer data)
{
  Record *record = data;

  record->values = g_array_new (FALSE, TRUE, sizeof (UoisValue));
  g_array_set_clear_func (record->values, clear_value);
  g_array_set_size (record->values, record->type->columns.length);
  for (guint i = 0; i < record->type->columns.length; i++)
    uois_store_statement_get_value (statement, i, record->type->columns.items[i]->kind,
                                    &g_array_index (record->values, UoisValue, i));
}

GArray *
university_read (Fixture *fixture, const UoisType *type, const UoisUuid *id)
{
  g_autoptr (UoisSelect) select = uois_select_new (type);
  Record record = { .type = type };
  guint parameter;

  for (guint i = 0; i < type->columns.length; i++)
    uois_select_add_column (select, 0, type->columns.items[i]);
  parameter = uois_select_add_parameter (select);
  uois_select_take_condition (select,
                              uois_condition_new_compare (UOIS_COMPARE_EQUAL, type->columns.items[0], parameter));
  foreach_row (fixture, select, NULL, id, read_record, &record);
  return record.values;
}

static void
read_id (UoisStoreStatement *statement, gpointer data)
{
  g_array_append_vals (data, uois_store_statement_get_uuid (statement, 0), 1);
}

GArray *
university_list (Fixture *fixture, const UoisType *type)
{
  g_autoptr (UoisSelect) select = uois_select_new (type);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (UoisUuid));

  uois_select_add_column (select, 0, type->columns.items[0]);
  foreach_row (fixture, select, NULL, NULL, read_id, ids);
  return ids;
}

static void
append_text (UoisStoreStatement *statement, gpointer data)
{
  const char *text = uois_store_statement_get_text (statement, 0, NULL);

  g_string_append_printf (data, "%s\n", text != NULL ? text : "");
}

static void
append_table (Fixture *fixture, const UoisType *type, GString *text)
{
  g_autoptr (GString) sql = g_string_new ("SELECT \"row\"");

  for (guint i = 0; i < type->columns.length; i++)
    {
      g_string_append_printf (sql, " || '|' || quote (\"%s\")", type->columns.items[i]->name);
      if (type->columns.items[i]->sorted)
        g_string_append_printf (sql, " || '|' || quote (\"%s__key\")", type->columns.items[i]->name);
    }
  g_string_append_printf (sql, " FROM \"%s\" ORDER BY \"row\"", type->table);
  g_string_append_printf (text, "%s\n", type->table);
  foreach_row (fixture, NULL, sql->str, NULL, append_text, text);
}

char *
university_describe (Fixture *fixture)
{
  GString *text = g_string_new (NULL);
  guint length;
  const UoisType *const *tables = uois_registry_get_tables (fixture->registry, &length);

  for (guint i = 0; i < length; i++)
    append_table (fixture, tables[i], text);
  return g_string_free (text, FALSE);
}

char *
university_text (Fixture *fixture, const char *sql)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char *end;

  foreach_row (fixture, NULL, sql, NULL, append_text, text);
  end = strchr (text->str, '\n');
  return end != NULL ? g_strndup (text->str, (gsize) (end - text->str)) : NULL;
}

gint64
university_unit (Fixture *fixture)
{
  g_autofree char *text = university_text (fixture, "SELECT max (unit) FROM journal_units");

  return g_ascii_strtoll (text, NULL, 10);
}

void
university_undo (Fixture *fixture, gint64 unit)
{
  g_autoptr (GError) error = NULL;

  uois_store_undo (fixture->file->store, unit, "Undo", NULL, NULL, &error);
  g_assert_no_error (error);
}

void
university_write (Fixture *fixture, UoisStoreOrigin origin, const char *label, UoisStoreJob job, gpointer data)
{
  g_autoptr (GError) error = NULL;

  uois_store_write (fixture->file->store, origin, label, NULL, job, data, NULL, &error);
  g_assert_no_error (error);
}

/* ---- Documents ---- */

char *
university_document (const UoisOperation *operation)
{
  const UoisField *field = operation->field;
  g_autoptr (GString) definitions = g_string_new (NULL);
  g_autoptr (GString) arguments = g_string_new (NULL);
  g_autoptr (GString) selection = g_string_new (NULL);

  for (guint i = 0; i < field->arguments.length; i++)
    {
      const UoisArgument *argument = field->arguments.items[i];

      g_string_append_printf (definitions, "$%s: %s ", argument->name, argument->type);
      g_string_append_printf (arguments, "%s: $%s ", argument->name, argument->name);
    }
  for (guint i = 0; i < field->target->fields.length; i++)
    {
      const UoisField *member = field->target->fields.items[i];

      g_string_append_printf (selection, "%s%s ", member->name, member->target != NULL ? " { id }" : "");
    }
  return g_strdup_printf ("mutation (%s) { r: %s(%s) { %s} }", definitions->str, field->name, arguments->str,
                          selection->str);
}

void
variables_init (Variables *variables, const UoisOperation *operation)
{
  variables->operation = operation;
  variables->arguments = uois_operation_get_arguments (operation, &variables->length);
  variables->values = g_new0 (UoisValue, variables->length);
  variables->given = g_new0 (gboolean, variables->length);
}

void
variables_clear (Variables *variables)
{
  for (guint i = 0; i < variables->length; i++)
    uois_value_clear (&variables->values[i]);
  g_clear_pointer (&variables->values, g_free);
  g_clear_pointer (&variables->given, g_free);
}

gboolean
variables_is_required (const Variables *variables, guint index)
{
  return g_str_has_suffix (variables->arguments[index]->type, "!") && variables->arguments[index]->default_text == NULL;
}

void
variables_set (Variables *variables, guint index, guint number)
{
  const UoisArgument *argument = variables->arguments[index];
  g_autofree char *scalar = g_strndup (argument->type, strcspn (argument->type, "!"));
  UoisUuid target;

  make_value (uois_literal_get_kind (scalar), number, &variables->values[index]);
  variables->given[index] = TRUE;
  if (argument->column == NULL || argument->column->target == NULL)
    return;
  target = university_record (argument->column->target);
  uois_value_set_uuid (&variables->values[index], &target);
}

void
variables_set_all (Variables *variables, guint number)
{
  for (guint i = 0; i < variables->length; i++)
    variables_set (variables, i, number);
}

UoisValue *
variables_get (Variables *variables, const UoisColumn *column)
{
  for (guint i = 0; i < variables->length; i++)
    if (variables->arguments[i]->column == column)
      {
        variables->given[i] = TRUE;
        return &variables->values[i];
      }
  return NULL;
}

void
variables_set_uuid (Variables *variables, const UoisColumn *column, const UoisUuid *uuid)
{
  UoisValue *value = variables_get (variables, column);

  g_assert_nonnull (value);
  uois_value_set_uuid (value, uuid);
}

char *
variables_to_json (const Variables *variables)
{
  g_auto (UoisJsonWriter) writer = { 0 };

  uois_json_writer_init (&writer);
  uois_json_writer_literal (&writer, "{");
  if (variables->operation->input != NULL)
    {
      uois_json_writer_name (&writer, variables->operation->field->arguments.items[0]->name);
      uois_json_writer_literal (&writer, "{");
    }
  for (guint i = 0; i < variables->length; i++)
    {
      if (!variables->given[i])
        continue;
      uois_json_writer_name (&writer, variables->arguments[i]->name);
      uois_json_writer_value (&writer, &variables->values[i]);
    }
  if (variables->operation->input != NULL)
    uois_json_writer_literal (&writer, "}");
  uois_json_writer_literal (&writer, "}");
  return g_strndup (writer.bytes, writer.length);
}

/* ---- Answers ---- */

json_object *
university_ask (Fixture *fixture, const char *document, const char *variables)
{
  UoisQueryRequest request = { .document = document, .variables = variables };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = uois_file_query (fixture->file, &request, NULL, NULL, &error);
  g_autofree char *text = NULL;
  json_object *answer;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_test_message ("%s %s -> %s", document, variables != NULL ? variables : "", text);
  answer = json_tokener_parse (text);
  g_assert_nonnull (answer);
  return answer;
}

json_object *
university_mutate (Fixture *fixture, const Variables *variables)
{
  g_autofree char *document = university_document (variables->operation);
  g_autofree char *json = variables_to_json (variables);

  return university_ask (fixture, document, json);
}

json_object *
answer_get_result (json_object *answer)
{
  json_object *data = json_object_object_get (answer, "data");
  json_object *result = data != NULL ? json_object_object_get (data, "r") : NULL;

  if (json_object_is_type (result, json_type_array))
    {
      g_assert_cmpuint (json_object_array_length (result), ==, 1);
      result = json_object_array_get_idx (result, 0);
    }
  return result;
}

const char *
answer_get_error (json_object *answer)
{
  json_object *errors = json_object_object_get (answer, "errors");

  if (errors == NULL)
    return "";
  g_assert_cmpuint (json_object_array_length (errors), ==, 1);
  return json_object_get_string (json_object_object_get (json_object_array_get_idx (errors, 0), "message"));
}

const char *
result_get (json_object *result, const char *name)
{
  json_object *member = json_object_object_get (result, name);

  return member != NULL ? json_object_get_string (member) : NULL;
}
