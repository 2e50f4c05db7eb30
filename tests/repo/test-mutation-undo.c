/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any mutation followed by undo leaves every table as it was, to the byte; one
 * that is refused does not touch them. Random mutations of all that there are,
 * with random arguments: good ones, missing ones, ids of nothing, stale tokens.
 */
#include "university.h"

#include "repo/file-private.h"

#include <string.h>

#define ROUNDS 400

static guint
random_number (guint end)
{
  return (guint) g_test_rand_int_range (0, (gint32) end);
}

static gboolean
one_in (guint n)
{
  return random_number (n) == 0;
}

/* ---- Arguments ---- */

/* Mostly the id of a record of the table. */
static UoisUuid
random_id (Fixture *fixture, const UoisType *type)
{
  g_autoptr (GArray) ids = university_list (fixture, type);

  if (ids->len == 0 || one_in (12))
    return fixture_id (400000 + random_number (3));
  return g_array_index (ids, UoisUuid, random_number (ids->len));
}

static void
set_random_argument (Fixture *fixture, Variables *variables, guint index)
{
  const UoisColumn *column = variables->arguments[index]->column;
  gboolean is_own_id = column != NULL && column->index == 0;
  UoisUuid id;

  variables_set (variables, index, random_number (50));
  if (column == NULL || !(is_own_id || column->target != NULL))
    return;
  if (is_own_id && variables->operation->kind == UOIS_OPERATION_INSERT && !one_in (8))
    uois_uuid_generate (&id);
  else
    id = random_id (fixture, is_own_id ? column->type : column->target);
  uois_value_set_uuid (&variables->values[index], &id);
}

/* The token that the record has, or one that it has not. */
static void
set_random_token (Fixture *fixture, Variables *variables)
{
  const UoisType *type = variables->operation->type;
  const UoisColumn *lastchange = uois_type_find_audit_column (type, UOIS_AUDIT_LASTCHANGE);
  const UoisValue *id = variables_get (variables, type->columns.items[0]);
  UoisValue *token = variables_get (variables, lastchange);
  g_autoptr (GArray) record = university_read (fixture, type, &id->uuid);
  UoisDateTime datetime = uois_datetime_from_parts (2024, 1, 1, 0, 0, 0, 0);

  if (record != NULL && !one_in (5))
    datetime = g_array_index (record, UoisValue, lastchange->index).datetime;
  if (token->kind == UOIS_VALUE_TEXT)
    uois_value_take_text (token, uois_datetime_to_string (datetime));
  else
    uois_value_set_datetime (token, datetime);
}

static void
set_random_arguments (Fixture *fixture, Variables *variables)
{
  for (guint i = 0; i < variables->length; i++)
    {
      gboolean nullable = !g_str_has_suffix (variables->arguments[i]->type, "!");

      if (nullable && one_in (3))
        variables->given[i] = one_in (3); /* null; otherwise absent */
      else
        set_random_argument (fixture, variables, i);
    }
  if (variables->operation->locked)
    set_random_token (fixture, variables);
}

/* ---- Rounds ---- */

static void
undo_and_redo (Fixture *fixture, gint64 unit, const char *before, const char *after)
{
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  university_undo (fixture, unit);
  undone = university_describe (fixture);
  g_assert_cmpstr (undone, ==, before);
  if (one_in (3))
    return;
  university_undo (fixture, unit + 1);
  redone = university_describe (fixture);
  g_assert_cmpstr (redone, ==, after);
}

/* Returns: whether anything was written */
static gboolean
run_round (Fixture *fixture, const UoisOperation *operation)
{
  gint64 unit = university_unit (fixture);
  g_autofree char *before = university_describe (fixture);
  g_autofree char *after = NULL;
  g_auto (Variables) variables = { NULL };
  gboolean written;

  variables_init (&variables, operation);
  set_random_arguments (fixture, &variables);
  json_object_put (university_mutate (fixture, &variables));
  after = university_describe (fixture);

  written = university_unit (fixture) > unit;
  if (!written)
    g_assert_cmpstr (before, ==, after);
  else
    {
      g_assert_cmpint (university_unit (fixture), ==, unit + 1);
      g_assert_cmpstr (before, !=, after);
      undo_and_redo (fixture, unit + 1, before, after);
    }
  return written;
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  guint length;
  const UoisField *const *mutations = uois_registry_get_mutations (fixture->registry, &length);
  g_autoptr (GError) error = NULL;
  guint n_written = 0;

  for (guint i = 0; i < length; i++)
    n_written += run_round (fixture, mutations[i]->operation);
  for (guint i = 0; i < ROUNDS; i++)
    n_written += run_round (fixture, mutations[random_number (length)]->operation);

  /* Otherwise the test would prove nothing. */
  g_test_message ("%u of %u mutations wrote something", n_written, length + ROUNDS);
  g_assert_cmpuint (n_written, >, (length + ROUNDS) / 4);
  fixture_assert_sound (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  university_add ("/repo/mutations/undo", test_undo);
  return g_test_run ();
}
