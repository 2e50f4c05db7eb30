/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/gql-source.h"

/* A compiled row request is a statement of the store and nothing more. */
#define STATEMENT(rows) ((UoisStoreStatement *) (rows))
#define ROWS(statement) ((UoisGqlRows *) (statement))

static gboolean
source_begin (UoisGqlSource *source, GError **error)
{
  return uois_store_reader_begin (((UoisReaderSource *) source)->reader, error);
}

static void
source_end (UoisGqlSource *source)
{
  uois_store_reader_end (((UoisReaderSource *) source)->reader);
}

static UoisGqlRows *
source_compile (UoisGqlSource *source, const UoisSelect *select, GError **error)
{
  UoisReaderSource *self = (UoisReaderSource *) source;
  UoisStoreStatement *statement = uois_store_reader_compile (self->reader, select, error);

  /* `:me` in the expressions of the declarations; the evaluator binds the select's own parameters only. */
  if (statement != NULL && self->has_person)
    {
      UoisValue person = UOIS_VALUE_INIT;

      uois_value_set_uuid (&person, &self->person);
      uois_store_statement_bind_name (statement, "me", &person);
    }
  return ROWS (statement);
}

static void
source_release (UoisGqlSource *source, UoisGqlRows *rows)
{
  uois_store_statement_release (STATEMENT (rows));
}

static void
rows_bind (UoisGqlRows *rows, guint index, const UoisValue *value)
{
  uois_store_statement_bind (STATEMENT (rows), index, value);
}

static void
rows_bind_uuid (UoisGqlRows *rows, guint index, const UoisUuid *uuid)
{
  uois_store_statement_bind_uuid (STATEMENT (rows), index, uuid);
}

static int
rows_step (UoisGqlRows *rows, GError **error)
{
  return uois_store_statement_step (STATEMENT (rows), error);
}

static void
rows_reset (UoisGqlRows *rows)
{
  uois_store_statement_reset (STATEMENT (rows));
}

static gboolean
rows_is_null (UoisGqlRows *rows, guint index)
{
  return uois_store_statement_is_null (STATEMENT (rows), index);
}

static gint64
rows_get_integer (UoisGqlRows *rows, guint index)
{
  return uois_store_statement_get_integer (STATEMENT (rows), index);
}

static double
rows_get_real (UoisGqlRows *rows, guint index)
{
  return uois_store_statement_get_real (STATEMENT (rows), index);
}

static const char *
rows_get_text (UoisGqlRows *rows, guint index, gsize *length)
{
  return uois_store_statement_get_text (STATEMENT (rows), index, length);
}

static const UoisUuid *
rows_get_uuid (UoisGqlRows *rows, guint index)
{
  return uois_store_statement_get_uuid (STATEMENT (rows), index);
}

static gboolean
source_get_value (UoisGqlSource *source,
                  const char *sql,
                  UoisValueKind kind,
                  const char *const *names,
                  const UoisValue *values,
                  UoisValue *result,
                  GError **error)
{
  UoisStoreStatement *statement = uois_store_reader_prepare (((UoisReaderSource *) source)->reader, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    uois_store_statement_bind_name (statement, names[i], &values[i]);
  step = uois_store_statement_step (statement, error);
  uois_value_clear (result);
  if (step == 1)
    uois_store_statement_get_value (statement, 0, kind, result);
  uois_store_statement_release (statement);
  return step >= 0;
}

static gboolean
source_get_me (UoisGqlSource *source, UoisUuid *me)
{
  UoisReaderSource *self = (UoisReaderSource *) source;

  *me = self->person;
  return self->has_person;
}

static const UoisGqlSourceInterface interface = {
  .begin = source_begin,
  .end = source_end,
  .compile = source_compile,
  .release = source_release,
  .bind = rows_bind,
  .bind_uuid = rows_bind_uuid,
  .step = rows_step,
  .reset = rows_reset,
  .is_null = rows_is_null,
  .get_integer = rows_get_integer,
  .get_real = rows_get_real,
  .get_text = rows_get_text,
  .get_uuid = rows_get_uuid,
  .get_value = source_get_value,
  .get_me = source_get_me,
};

void
uois_reader_source_init (UoisReaderSource *source, UoisStoreReader *reader, const UoisUuid *person)
{
  *source = (UoisReaderSource){ .source = { &interface }, .reader = reader, .has_person = person != NULL };
  if (person != NULL)
    source->person = *person;
}
