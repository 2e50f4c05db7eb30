/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Insert, update and delete of every type that declares them, with values made
 * from the declarations: what the answer says, what the file then holds, what
 * the journal and the outbox keep.
 */
#include "university.h"

#include "repo/file-private.h"

#include <string.h>

static gboolean
is_sent (const UoisType *type)
{
  return !type->local;
}

/* ---- What must hold after a mutation ---- */

/* Nothing was written. */
static void
assert_untouched (Fixture *fixture, gint64 unit, const char *before)
{
  g_autofree char *after = university_describe (fixture);

  g_assert_cmpint (university_unit (fixture), ==, unit);
  g_assert_cmpstr (before, ==, after);
}

/* One unit was written, which did one thing to one record. */
static void
assert_journaled (Fixture *fixture, gint64 unit, const UoisType *type, const UoisUuid *id, const char *action)
{
  g_autofree char *text_id = uois_uuid_to_string (id);
  g_auto (GStrv) parts = g_strsplit (text_id, "-", -1);
  g_autofree char *hexadecimal = g_strjoinv ("", parts);
  g_autofree char *line = NULL;
  g_autofree char *expected_line = NULL;
  g_autofree char *operation = NULL;
  g_autofree char *expected_operation = g_strdup_printf ("%s %s %s pending", type->table, hexadecimal, action);
  g_autofree char *change_sql = g_strdup_printf (
      "SELECT u.origin || ' ' || c.table_name || ' ' || c.action || ' ' || (u.person IS NOT NULL) || ' ' || u.label"
      " FROM journal_units AS u JOIN journal_changes AS c ON c.unit = u.unit WHERE u.unit = %lld",
      (long long) unit + 1);
  g_autofree char *outbox_sql =
      g_strdup_printf ("SELECT table_name || ' ' || lower (hex (id)) || ' ' || action || ' ' || state"
                       " FROM outbox WHERE unit = %lld",
                       (long long) unit + 1);

  g_assert_cmpint (university_unit (fixture), ==, unit + 1);
  line = university_text (fixture, change_sql);
  expected_line = g_strdup_printf ("query %s %s 1 %c", type->table, action, g_ascii_toupper (action[0]));
  if (g_str_equal (action, "update"))
    expected_line[strlen (expected_line) - 1] = 'C';
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, expected_line));

  operation = university_text (fixture, outbox_sql);
  g_assert_cmpstr (operation, ==, is_sent (type) ? expected_operation : NULL);
}

static const UoisValue *
value_of (GArray *record, const UoisColumn *column)
{
  return &g_array_index (record, UoisValue, column->index);
}

/* What a column must hold after its argument was written; DATE and DATETIME are kept alike. */
static void
assert_stored (const UoisValue *stored, const UoisColumn *column, const UoisValue *given)
{
  UoisValue expected = *given;

  if (expected.kind == UOIS_VALUE_DATE || expected.kind == UOIS_VALUE_DATETIME)
    expected.kind = column->kind;
  if (!uois_value_equal (stored, &expected))
    {
      g_autofree char *is = uois_value_to_string (stored);
      g_autofree char *wanted = uois_value_to_string (&expected);

      g_test_message ("%s.%s is %s, should be %s", column->type->table, column->name, is, wanted);
      g_test_fail ();
    }
}

static void
assert_arguments_stored (GArray *record, const Variables *variables)
{
  for (guint i = 0; i < variables->length; i++)
    {
      const UoisColumn *column = variables->arguments[i]->column;

      if (column != NULL && column->audit != UOIS_AUDIT_LASTCHANGE && variables->given[i])
        assert_stored (value_of (record, column), column, &variables->values[i]);
    }
}

static void
assert_result (const UoisOperation *operation, json_object *result, const char *message, const UoisUuid *id)
{
  g_autofree char *text = uois_uuid_to_string (id);
  const char *payload = operation->payload != NULL ? operation->payload->name : NULL;
  json_object *entity = payload != NULL ? json_object_object_get (result, payload) : NULL;

  g_assert_nonnull (result);
  g_assert_cmpstr (result_get (result, "msg"), ==, message);
  g_assert_cmpstr (result_get (result, "id"), ==, text);
  if (operation->kind != UOIS_OPERATION_DELETE && payload != NULL)
    g_assert_cmpstr (result_get (entity, "id"), ==, text);
  if (operation->kind == UOIS_OPERATION_DELETE)
    g_assert_null (entity);
}

/* ---- Insert ---- */

static const UoisColumn *
id_of (const UoisType *type)
{
  return type->columns.items[0];
}

static gboolean
takes (const UoisOperation *operation, const UoisColumn *column)
{
  guint length;
  const UoisArgument *const *arguments = uois_operation_get_arguments (operation, &length);

  for (guint i = 0; i < length; i++)
    if (arguments[i]->column == column)
      return TRUE;
  return FALSE;
}

static void
assert_stamped (Fixture *fixture, GArray *record, const UoisType *type)
{
  UoisUuid person = university_record (uois_registry_get_person_type (fixture->registry));
  const UoisColumn *created = uois_type_find_audit_column (type, UOIS_AUDIT_CREATED);
  const UoisColumn *lastchange = uois_type_find_audit_column (type, UOIS_AUDIT_LASTCHANGE);
  const UoisColumn *createdby = uois_type_find_audit_column (type, UOIS_AUDIT_CREATEDBY);
  const UoisColumn *changedby = uois_type_find_audit_column (type, UOIS_AUDIT_CHANGEDBY);
  UoisDateTime now = uois_datetime_now ();

  if (created == NULL)
    return;
  g_assert_cmpint (value_of (record, created)->datetime, <=, now);
  g_assert_cmpint (value_of (record, created)->datetime, >, now - 60 * G_USEC_PER_SEC);
  g_assert_true (uois_value_equal (value_of (record, created), value_of (record, lastchange)));
  g_assert_true (uois_uuid_equal (&value_of (record, createdby)->uuid, &person));
  if (!takes (type->insert, changedby))
    g_assert_cmpint (value_of (record, changedby)->kind, ==, UOIS_VALUE_NULL);
}

/* What is inserted by a natural key is inserted once: this makes it another one. */
static void
set_free_key (Variables *variables, guint number)
{
  const UoisOperation *operation = variables->operation;
  UoisUuid id = fixture_id (500000 + number);

  for (guint i = 0; i < operation->key.length; i++)
    {
      const UoisColumn *column = operation->key.items[i];

      if (column->index == 0 || column->enforced || !takes (operation, column))
        continue;
      if (column->target != NULL)
        variables_set_uuid (variables, column, &id);
      else if (column->kind == UOIS_VALUE_TEXT)
        uois_value_take_text (variables_get (variables, column), g_strdup_printf ("%u", number));
    }
}

/* With every argument. Returns: the id */
static UoisUuid
test_whole_insert (Fixture *fixture, const UoisType *type)
{
  UoisUuid id = fixture_id (300000 + type->index);
  gint64 unit = university_unit (fixture);
  g_auto (Variables) variables = { NULL };
  json_object *answer;
  g_autoptr (GArray) record = NULL;

  variables_init (&variables, type->insert);
  variables_set_all (&variables, 7);
  set_free_key (&variables, 7);
  if (!takes (type->insert, id_of (type)))
    {
      answer = university_mutate (fixture, &variables);
      g_assert_cmpstr (answer_get_error (answer), ==, "");
      g_assert_true (uois_uuid_parse (result_get (answer_get_result (answer), "id"), UOIS_UUID_TEXT_LENGTH, &id));
    }
  else
    {
      variables_set_uuid (&variables, id_of (type), &id);
      answer = university_mutate (fixture, &variables);
    }

  g_assert_cmpstr (answer_get_error (answer), ==, "");
  assert_result (type->insert, answer_get_result (answer), "ok", &id);
  json_object_put (answer);
  record = university_read (fixture, type, &id);
  g_assert_nonnull (record);
  assert_arguments_stored (record, &variables);
  assert_stamped (fixture, record, type);
  assert_journaled (fixture, unit, type, &id, "insert");
  return id;
}

/* An id that is there: an error that names it. */
static void
test_duplicate (Fixture *fixture, const UoisType *type, const UoisUuid *id)
{
  gint64 unit = university_unit (fixture);
  g_autofree char *before = university_describe (fixture);
  g_autofree char *text = uois_uuid_to_string (id);
  g_auto (Variables) variables = { NULL };
  json_object *answer;

  if (!takes (type->insert, id_of (type)))
    return;
  variables_init (&variables, type->insert);
  variables_set_all (&variables, 8);
  set_free_key (&variables, 8);
  variables_set_uuid (&variables, id_of (type), id);
  answer = university_mutate (fixture, &variables);
  g_assert_nonnull (strstr (answer_get_error (answer), text));
  json_object_put (answer);
  assert_untouched (fixture, unit, before);
}

static void
set_required (Variables *variables, guint number)
{
  for (guint i = 0; i < variables->length; i++)
    if (variables_is_required (variables, i))
      variables_set (variables, i, number);
}

/* What is left out gets its default: of the input, made when it is used, or of the column. */
static void
assert_defaults (GArray *record, const Variables *variables)
{
  for (guint i = 0; i < variables->length; i++)
    {
      const UoisArgument *argument = variables->arguments[i];
      const UoisValue *value = argument->column != NULL ? value_of (record, argument->column) : NULL;

      if (value == NULL || variables->given[i])
        continue;
      if (argument->generated == UOIS_GENERATED_NOW)
        {
          gint64 ago = uois_datetime_now () + argument->generated_offset - value->datetime;

          g_assert_true (ago >= 0 && ago < 60 * G_USEC_PER_SEC);
        }
      else if (argument->generated == UOIS_GENERATED_FRESH)
        g_assert_cmpint (value->kind, ==, UOIS_VALUE_UUID);
      else if (g_strcmp0 (argument->default_text, "null") != 0 && argument->default_text[0] != '"')
        {
          g_autofree char *text = uois_value_to_string (value);

          g_assert_cmpstr (text, ==, argument->default_text);
        }
      else if (argument->default_text[0] == '"')
        g_assert_cmpint (value->kind, !=, UOIS_VALUE_NULL);
      else if (argument->column->default_text != NULL)
        g_assert_cmpint (value->kind, !=, UOIS_VALUE_NULL);
    }
}

/* With what is required and nothing else; twice, so that nothing made is made only once. */
static void
test_small_insert (Fixture *fixture, const UoisType *type)
{
  UoisUuid ids[2];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_auto (Variables) variables = { NULL };
      json_object *answer;
      g_autoptr (GArray) record = NULL;

      variables_init (&variables, type->insert);
      set_required (&variables, 20 + i);
      set_free_key (&variables, 20 + i);
      if (variables_is_required (&variables, 0) && variables.arguments[0]->column == id_of (type))
        return;
      answer = university_mutate (fixture, &variables);
      g_assert_cmpstr (answer_get_error (answer), ==, "");
      g_assert_true (uois_uuid_parse (result_get (answer_get_result (answer), "id"), UOIS_UUID_TEXT_LENGTH, &ids[i]));
      json_object_put (answer);
      record = university_read (fixture, type, &ids[i]);
      g_assert_nonnull (record);
      assert_arguments_stored (record, &variables);
      assert_defaults (record, &variables);
    }
  g_assert_false (uois_uuid_equal (&ids[0], &ids[1]));
}

/* A reference inside the service to nothing: an error that names the argument and the id. */
static void
test_missing_targets (Fixture *fixture, const UoisType *type)
{
  UoisUuid missing = university_missing ();
  g_autofree char *text = uois_uuid_to_string (&missing);
  guint length;
  const UoisArgument *const *arguments = uois_operation_get_arguments (type->insert, &length);

  for (guint i = 0; i < length; i++)
    {
      gint64 unit = university_unit (fixture);
      g_auto (Variables) variables = { NULL };
      g_autofree char *before = NULL;
      json_object *answer;

      if (arguments[i]->column == NULL || arguments[i]->column->target == NULL || !arguments[i]->column->enforced)
        continue;
      before = university_describe (fixture);
      variables_init (&variables, type->insert);
      set_required (&variables, 30);
      variables_set_uuid (&variables, arguments[i]->column, &missing);
      answer = university_mutate (fixture, &variables);
      g_assert_nonnull (strstr (answer_get_error (answer), arguments[i]->name));
      g_assert_nonnull (strstr (answer_get_error (answer), text));
      g_assert_nonnull (strstr (answer_get_error (answer), uois_type_get_label (arguments[i]->column->target)));
      json_object_put (answer);
      assert_untouched (fixture, unit, before);
    }
}

/* ---- Update ---- */

static void
set_token (Fixture *fixture, Variables *variables, const UoisType *type, const UoisUuid *id, gint64 offset)
{
  const UoisColumn *lastchange = uois_type_find_audit_column (type, UOIS_AUDIT_LASTCHANGE);
  g_autoptr (GArray) record = university_read (fixture, type, id);

  UoisValue *token;

  if (!variables->operation->locked || record == NULL)
    return;
  token = variables_get (variables, lastchange);
  if (token->kind == UOIS_VALUE_TEXT)
    uois_value_take_text (token, uois_datetime_to_string (value_of (record, lastchange)->datetime + offset));
  else
    uois_value_set_datetime (token, value_of (record, lastchange)->datetime + offset);
}

static void
test_stale_update (Fixture *fixture, const UoisType *type, const UoisUuid *id)
{
  static const gint64 offsets[] = { -1, 1, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (offsets) && type->update->locked; i++)
    {
      gint64 unit = university_unit (fixture);
      g_autofree char *before = university_describe (fixture);
      g_auto (Variables) variables = { NULL };
      json_object *answer;

      variables_init (&variables, type->update);
      variables_set_all (&variables, 40);
      variables_set_uuid (&variables, id_of (type), id);
      set_token (fixture, &variables, type, id, offsets[i]);
      answer = university_mutate (fixture, &variables);
      g_assert_cmpstr (answer_get_error (answer), ==, "");
      assert_result (type->update, answer_get_result (answer), "fail", id);
      json_object_put (answer);
      assert_untouched (fixture, unit, before);
    }
}

static void
assert_change_stamped (Fixture *fixture, const UoisType *type, GArray *before, GArray *after)
{
  UoisUuid person = university_record (uois_registry_get_person_type (fixture->registry));
  const UoisColumn *lastchange = uois_type_find_audit_column (type, UOIS_AUDIT_LASTCHANGE);
  const UoisColumn *changedby = uois_type_find_audit_column (type, UOIS_AUDIT_CHANGEDBY);
  const UoisColumn *created = uois_type_find_audit_column (type, UOIS_AUDIT_CREATED);

  if (lastchange == NULL)
    return;
  g_assert_cmpint (value_of (after, lastchange)->datetime, >, value_of (before, lastchange)->datetime);
  g_assert_true (uois_uuid_equal (&value_of (after, changedby)->uuid, &person));
  g_assert_true (uois_value_equal (value_of (before, created), value_of (after, created)));
}

static void
test_whole_update (Fixture *fixture, const UoisType *type, const UoisUuid *id)
{
  gint64 unit = university_unit (fixture);
  g_autoptr (GArray) before = university_read (fixture, type, id);
  g_autoptr (GArray) after = NULL;
  g_auto (Variables) variables = { NULL };
  json_object *answer;

  variables_init (&variables, type->update);
  variables_set_all (&variables, 41);
  variables_set_uuid (&variables, id_of (type), id);
  set_token (fixture, &variables, type, id, 0);
  answer = university_mutate (fixture, &variables);
  g_assert_cmpstr (answer_get_error (answer), ==, "");
  assert_result (type->update, answer_get_result (answer), "ok", id);
  json_object_put (answer);
  after = university_read (fixture, type, id);
  assert_arguments_stored (after, &variables);
  assert_change_stamped (fixture, type, before, after);
  assert_journaled (fixture, unit, type, id, "update");
}

/* Null and what is left out leave a column as it is. */
static void
test_small_update (Fixture *fixture, const UoisType *type, const UoisUuid *id, gboolean with_nulls)
{
  g_autoptr (GArray) before = university_read (fixture, type, id);
  g_autoptr (GArray) after = NULL;
  g_auto (Variables) variables = { NULL };
  json_object *answer;

  variables_init (&variables, type->update);
  set_required (&variables, 42);
  for (guint i = 0; i < variables.length && with_nulls; i++)
    variables.given[i] |= !g_str_has_suffix (variables.arguments[i]->type, "!");
  variables_set_uuid (&variables, id_of (type), id);
  set_token (fixture, &variables, type, id, 0);
  answer = university_mutate (fixture, &variables);
  g_assert_cmpstr (answer_get_error (answer), ==, "");
  assert_result (type->update, answer_get_result (answer), "ok", id);
  json_object_put (answer);

  after = university_read (fixture, type, id);
  assert_change_stamped (fixture, type, before, after);
  for (guint i = 0; i < variables.length; i++)
    {
      const UoisArgument *argument = variables.arguments[i];
      gboolean is_written = variables.values[i].kind != UOIS_VALUE_NULL ||
                            (!with_nulls && g_strcmp0 (argument->default_text, "null") != 0);

      if (argument->column != NULL && !argument->column->audit && !is_written)
        g_assert_true (uois_value_equal (value_of (before, argument->column), value_of (after, argument->column)));
    }
}

/* No such record: "fail" and no record; where the result must have one, that is its error. */
static void
test_update_of_nothing (Fixture *fixture, const UoisType *type)
{
  UoisUuid missing = university_missing ();
  gint64 unit = university_unit (fixture);
  g_autofree char *before = university_describe (fixture);
  g_auto (Variables) variables = { NULL };
  json_object *answer;

  variables_init (&variables, type->update);
  variables_set_all (&variables, 43);
  variables_set_uuid (&variables, id_of (type), &missing);
  answer = university_mutate (fixture, &variables);
  if (type->update->payload->non_null)
    g_assert_nonnull (strstr (answer_get_error (answer), "Cannot return null for non-nullable field"));
  else
    {
      g_assert_cmpstr (result_get (answer_get_result (answer), "msg"), ==, "fail");
      g_assert_null (json_object_object_get (answer_get_result (answer), type->update->payload->name));
    }
  json_object_put (answer);
  assert_untouched (fixture, unit, before);
}

static void
test_update (Fixture *fixture, const UoisType *type, const UoisUuid *id)
{
  if (!takes (type->update, id_of (type)))
    {
      g_auto (Variables) variables = { NULL };
      json_object *answer;

      variables_init (&variables, type->update);
      answer = university_mutate (fixture, &variables);
      g_assert_nonnull (strstr (answer_get_error (answer), type->update->field->name));
      json_object_put (answer);
      return;
    }
  test_stale_update (fixture, type, id);
  test_whole_update (fixture, type, id);
  test_small_update (fixture, type, id, FALSE);
  test_small_update (fixture, type, id, TRUE);
  test_update_of_nothing (fixture, type);
}

/* ---- Delete ---- */

/* Some take the time as a text. */
static void
set_any_token (Variables *variables, const UoisType *type)
{
  UoisValue *token = variables_get (variables, uois_type_find_audit_column (type, UOIS_AUDIT_LASTCHANGE));

  if (token->kind == UOIS_VALUE_TEXT)
    uois_value_set_text (token, "2024-02-29", -1);
}

static json_object *
delete_record (Fixture *fixture, const UoisType *type, const UoisUuid *id, gint64 offset)
{
  g_auto (Variables) variables = { NULL };

  variables_init (&variables, type->remove);
  variables_set_all (&variables, 50);
  if (type->remove->locked)
    set_any_token (&variables, type);
  variables_set_uuid (&variables, id_of (type), id);
  set_token (fixture, &variables, type, id, offset);
  return university_mutate (fixture, &variables);
}

/* Some deletes say which version of the record they mean. */
static void
test_stale_delete (Fixture *fixture, const UoisType *type, const UoisUuid *id)
{
  gint64 unit = university_unit (fixture);
  g_autofree char *before = NULL;
  json_object *answer;

  if (!type->remove->locked)
    return;
  before = university_describe (fixture);
  answer = delete_record (fixture, type, id, 1);
  g_assert_cmpstr (result_get (answer_get_result (answer), "msg"), ==, "fail");
  json_object_put (answer);
  assert_untouched (fixture, unit, before);
}

static void
test_delete (Fixture *fixture, const UoisType *type, const UoisUuid *id)
{
  gint64 unit = university_unit (fixture);
  json_object *answer = delete_record (fixture, type, id, 0);
  g_autoptr (GArray) record = university_read (fixture, type, id);
  g_autofree char *before = university_describe (fixture);

  g_assert_cmpstr (answer_get_error (answer), ==, "");
  assert_result (type->remove, answer_get_result (answer), "ok", id);
  json_object_put (answer);
  g_assert_null (record);
  assert_journaled (fixture, unit, type, id, "delete");

  answer = delete_record (fixture, type, id, 0);
  assert_result (type->remove, answer_get_result (answer), "fail", id);
  json_object_put (answer);
  assert_untouched (fixture, unit + 1, before);
}

static guint
count_referrers (Fixture *fixture, const UoisType *type)
{
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (fixture->registry, &n_tables);
  guint count = 0;

  for (guint i = 0; i < n_tables; i++)
    for (guint j = 0; j < tables[i]->columns.length; j++)
      count +=
          tables[i] != type && tables[i]->columns.items[j]->target == type && tables[i]->columns.items[j]->enforced;
  return count;
}

/* What others of the service refer to stays, and the error counts them. */
static void
test_delete_of_used (Fixture *fixture, const UoisType *type)
{
  UoisUuid id = university_record (type);
  gint64 unit = university_unit (fixture);
  g_autofree char *before = university_describe (fixture);
  json_object *answer;

  if (count_referrers (fixture, type) == 0)
    return;
  answer = delete_record (fixture, type, &id, 0);
  g_assert_nonnull (strchr (answer_get_error (answer), '('));
  json_object_put (answer);
  assert_untouched (fixture, unit, before);
}

/* ---- Every type ---- */

static void
test_type (Fixture *fixture, const UoisType *type)
{
  UoisUuid id = university_record (type);

  g_test_message ("--- %s", type->name);
  if (type->insert != NULL)
    {
      id = test_whole_insert (fixture, type);
      test_duplicate (fixture, type, &id);
      test_small_insert (fixture, type);
      test_missing_targets (fixture, type);
    }
  if (type->update != NULL)
    test_update (fixture, type, &id);
  if (type->remove != NULL)
    {
      test_delete_of_used (fixture, type);
      test_stale_delete (fixture, type, &id);
      test_delete (fixture, type, &id);
    }
}

static void
test_types (Fixture *fixture, gconstpointer data)
{
  guint length;
  const UoisType *const *tables = uois_registry_get_tables (fixture->registry, &length);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < length; i++)
    test_type (fixture, tables[i]);

  fixture_assert_sound (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  university_add ("/repo/mutations/types", test_types);
  return g_test_run ();
}
