/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history.h"

#include "journal.h"
#include "row-states.h"
#include "unit.h"

#include <glib/gi18n-lib.h>

/* ---- Steps ---- */

void
uois_store_step_free (UoisStoreStep *step)
{
  g_free (step->label);
  g_free (step);
}

/* The columns of a step, in the order that read_step() wants. */
#define STEP_COLUMNS "u.unit, u.at, u.origin, u.label, u.person, coalesce (u.undoes, 0), u.undone"
#define N_STEP_COLUMNS 7

static UoisStoreStep *
read_step (UoisStoreStatement *statement)
{
  UoisStoreStep *step = g_new0 (UoisStoreStep, 1);
  const UoisUuid *person = uois_store_statement_get_uuid (statement, 4);

  step->number = uois_store_statement_get_integer (statement, 0);
  step->at = uois_store_statement_get_integer (statement, 1);
  step->origin = uois_origin_from_name (uois_store_statement_get_text (statement, 2, NULL));
  step->label = g_strdup (uois_store_statement_get_text (statement, 3, NULL));
  step->has_person = person != NULL;
  if (person != NULL)
    step->person = *person;
  step->undoes = uois_store_statement_get_integer (statement, 5);
  step->undone = uois_store_statement_get_integer (statement, 6) != 0;
  return step;
}

static void
bind_integer (UoisStoreStatement *statement, int index, gint64 integer)
{
  sqlite3_bind_int64 (uois_statement_get_handle (statement), index, integer);
}

UoisStoreStep *
uois_store_reader_get_step (UoisStoreReader *reader, gint64 number, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (
      reader->connection, "SELECT " STEP_COLUMNS " FROM journal_units AS u WHERE u.unit = ?", error);
  UoisStoreStep *step = NULL;
  int code;

  if (statement == NULL)
    return NULL;
  bind_integer (statement, 1, number);
  code = uois_store_statement_step (statement, error);
  if (code > 0)
    step = read_step (statement);
  else if (code == 0)
    g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND,
                         _ ("There is no such change in the history of this file."));
  return step;
}

/* In the words of the indexes of layout-sql.c. */
#define OF_A_PERSON "origin IN ('edit', 'import', 'query')"

static gboolean
read_one_step (UoisStoreReader *reader, const char *sql, UoisStoreStep **step, gint64 *undo, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (reader->connection, sql, error);
  int code;

  *step = NULL;
  if (statement == NULL)
    return FALSE;
  code = uois_store_statement_step (statement, error);
  if (code > 0)
    {
      *step = read_step (statement);
      if (undo != NULL)
        *undo = uois_store_statement_get_integer (statement, N_STEP_COLUMNS);
    }
  return code >= 0;
}

gboolean
uois_store_reader_find_undoable (UoisStoreReader *reader, UoisStoreStep **step, GError **error)
{
  return read_one_step (reader,
                        "SELECT " STEP_COLUMNS " FROM journal_units AS u INDEXED BY journal_units__undoable"
                        " WHERE u." OF_A_PERSON " AND u.undone = 0 ORDER BY u.unit DESC LIMIT 1",
                        step, NULL, error);
}

GPtrArray *
uois_store_reader_list_undoable (UoisStoreReader *reader, guint limit, GError **error)
{
  g_autoptr (UoisStoreStatement) statement =
      uois_connection_prepare (reader->connection,
                               "SELECT " STEP_COLUMNS " FROM journal_units AS u INDEXED BY journal_units__undoable"
                               " WHERE u." OF_A_PERSON " AND u.undone = 0 ORDER BY u.unit DESC LIMIT ?",
                               error);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_store_step_free);
  int code = -1;

  if (statement == NULL)
    return NULL;
  bind_integer (statement, 1, limit);
  while ((code = uois_store_statement_step (statement, error)) > 0)
    g_ptr_array_add (steps, read_step (statement));
  return code == 0 ? g_steal_pointer (&steps) : NULL;
}

/* Undoing is the only thing a person did since the last step of theirs. */
gboolean
uois_store_reader_find_redoable (UoisStoreReader *reader, UoisStoreStep **step, gint64 *undo, GError **error)
{
  *undo = 0;
  return read_one_step (reader,
                        "SELECT " STEP_COLUMNS ", undo.unit"
                        " FROM journal_units AS undo INDEXED BY journal_units__redoable"
                        " JOIN journal_units AS u ON u.unit = undo.undoes"
                        " WHERE undo.origin = 'undo' AND undo.undone = 0 AND u." OF_A_PERSON " AND undo.unit >"
                        " (SELECT max (unit) FROM journal_units INDEXED BY journal_units__person WHERE " OF_A_PERSON
                        ") ORDER BY undo.unit DESC LIMIT 1",
                        step, undo, error);
}

GPtrArray *
uois_store_reader_list_later (UoisStoreReader *reader, gint64 number, GError **error)
{
  g_autoptr (GArray) units = uois_row_state_list_later (reader->connection, number, error);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_store_step_free);

  if (units == NULL)
    return NULL;
  for (guint i = 0; i < units->len; i++)
    {
      UoisStoreStep *step = uois_store_reader_get_step (reader, g_array_index (units, gint64, i), error);

      if (step == NULL)
        return NULL;
      g_ptr_array_add (steps, step);
    }
  return g_steal_pointer (&steps);
}

GArray *
uois_store_reader_list_moved (UoisStoreReader *reader, gint64 number, GError **error)
{
  g_autoptr (GArray) rows = uois_row_state_list_moved (reader->connection, number, error);
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (UoisStoreMoved));

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const UoisRowMoved *row = &g_array_index (rows, UoisRowMoved, i);
      UoisStoreMoved item = { uois_registry_find_table (reader->store->layout->registry, row->table), row->row,
                              row->last_unit };

      if (item.type != NULL)
        g_array_append_val (moved, item);
    }
  return g_steal_pointer (&moved);
}

/* ---- Lists of steps ---- */

static char *
make_steps_sql (const UoisStoreStepsFilter *filter)
{
  GString *sql = g_string_new ("SELECT " STEP_COLUMNS " FROM journal_units AS u WHERE u.unit > ?1 AND u.unit < ?2");
  const char *separator = " AND u.origin IN (";

  for (UoisStoreOrigin origin = UOIS_ORIGIN_EDIT; filter->origins != 0 && origin <= UOIS_ORIGIN_RESTORE; origin++)
    if (filter->origins & (1u << origin))
      {
        g_string_append_printf (sql, "%s'%s'", separator, uois_origin_get_name (origin));
        separator = ", ";
      }
  if (*separator == ',')
    g_string_append_c (sql, ')');
  if (filter->person != NULL)
    g_string_append (sql, " AND u.person = ?4");
  if (filter->table != NULL)
    g_string_append (sql,
                     " AND EXISTS (SELECT 1 FROM journal_changes AS c WHERE c.unit = u.unit AND c.table_name = ?5)");
  g_string_append (sql, " ORDER BY u.unit DESC LIMIT ?3");
  return g_string_free (sql, FALSE);
}

GPtrArray *
uois_store_reader_list_steps (UoisStoreReader *reader, const UoisStoreStepsFilter *filter, GError **error)
{
  g_autofree char *sql = make_steps_sql (filter);
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (reader->connection, sql, error);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_store_step_free);
  int code = -1;

  if (statement == NULL)
    return NULL;
  bind_integer (statement, 1, filter->after);
  bind_integer (statement, 2, filter->before > 0 ? filter->before : G_MAXINT64);
  bind_integer (statement, 3, filter->limit);
  if (filter->person != NULL)
    uois_store_statement_bind_uuid (statement, 3, filter->person);
  if (filter->table != NULL)
    sqlite3_bind_text (uois_statement_get_handle (statement), 5, filter->table, -1, SQLITE_TRANSIENT);
  while ((code = uois_store_statement_step (statement, error)) > 0)
    g_ptr_array_add (steps, read_step (statement));
  return code == 0 ? g_steal_pointer (&steps) : NULL;
}

/* A record that was changed twice in a step is one; those that came together are counted in their line. */
static const char count_sql[] =
    "SELECT table_name, count (DISTINCT id) + coalesce (sum (count) FILTER (WHERE id IS NULL), 0)"
    " FROM journal_changes WHERE unit = ? GROUP BY table_name ORDER BY 2 DESC, 1";

gboolean
uois_store_reader_count_step (
    UoisStoreReader *reader, gint64 number, guint64 *n_records, GPtrArray **tables, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (reader->connection, count_sql, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  int code = -1;

  *n_records = 0;
  if (statement == NULL)
    return FALSE;
  bind_integer (statement, 1, number);
  while ((code = uois_store_statement_step (statement, error)) > 0)
    {
      g_ptr_array_add (names, g_strdup (uois_store_statement_get_text (statement, 0, NULL)));
      *n_records += (guint64) uois_store_statement_get_integer (statement, 1);
    }
  *tables = g_steal_pointer (&names);
  return code == 0;
}

/* ---- Numbers ---- */

gboolean
uois_store_reader_get_numbers (UoisStoreReader *reader, UoisStoreNumbers *numbers, GError **error)
{
  const GPtrArray *tables = reader->store->layout->tables;
  const struct
  {
    const char *sql;
    gint64 *number;
  } questions[] = {
    { "SELECT coalesce ((SELECT CAST (value AS INTEGER) FROM file_properties WHERE name = 'created'),"
      " (SELECT at FROM journal_units ORDER BY unit LIMIT 1), 0)",
      &numbers->created },
    { "SELECT coalesce ((SELECT at FROM journal_units ORDER BY unit DESC LIMIT 1), 0)", &numbers->changed },
    { "SELECT coalesce ((SELECT at FROM journal_units WHERE origin = 'pull' ORDER BY unit DESC LIMIT 1), 0)",
      &numbers->last_pull },
    { "SELECT count (*) FROM journal_units", (gint64 *) &numbers->n_steps },
    { "SELECT count (*) FROM outbox WHERE state = 'pending'", (gint64 *) &numbers->n_unsent },
  };
  gint64 version = 0;

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (!uois_connection_get_integer (reader->connection, questions[i].sql, questions[i].number, error))
      return FALSE;

  for (guint i = 0; i < tables->len; i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("SELECT count (*) FROM \"%s\"", ((const UoisLayoutTable *) tables->pdata[i])->type->table);
      gint64 count = 0;

      if (!uois_connection_get_integer (reader->connection, sql, &count, error))
        return FALSE;
      numbers->n_records += (guint64) count;
    }

  if (!uois_connection_get_integer (reader->connection, "PRAGMA user_version", &version, error))
    return FALSE;
  numbers->version = (guint) version;
  return TRUE;
}

/* ---- Moments of a record ---- */

void
uois_store_moment_free (UoisStoreMoment *moment)
{
  g_clear_pointer (&moment->step, uois_store_step_free);
  g_clear_pointer (&moment->before, g_array_unref);
  g_clear_pointer (&moment->after, g_array_unref);
  g_free (moment->changed);
  g_free (moment);
}

/* @row: (out) (nullable): its row */
static GArray *
read_row (UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, gint64 *row, GError **error)
{
  const UoisLayoutTable *layout = uois_layout_get (reader->store->layout, type);
  g_autoptr (UoisStoreStatement) read = uois_connection_prepare (reader->connection, layout->read_sql, error);
  g_autoptr (GArray) values = uois_unit_new_values (type);

  if (read == NULL)
    return NULL;
  uois_store_statement_bind_uuid (read, 0, id);
  if (uois_store_statement_step (read, error) <= 0)
    return NULL;
  if (row != NULL)
    *row = uois_store_statement_get_integer (read, 0);
  for (guint i = 0; i < type->columns.length; i++)
    uois_store_statement_get_value (read, i + 1, type->columns.items[i]->kind, &g_array_index (values, UoisValue, i));
  return g_steal_pointer (&values);
}

GArray *
uois_store_reader_read_row (UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, GError **error)
{
  return read_row (reader, type, id, NULL, error);
}

static GArray *
copy_values (const UoisType *type, GArray *values)
{
  GArray *copy = uois_unit_new_values (type);

  for (guint i = 0; i < type->columns.length; i++)
    uois_value_copy (&g_array_index (copy, UoisValue, i), &g_array_index (values, UoisValue, i));
  return copy;
}

/* What the columns were before the change that @statement shows, when they are @after now. */
static GArray *
step_back (const UoisType *type, const UoisUuid *id, const char *before, GArray *after, GError **error)
{
  g_autoptr (GArray) values = after != NULL ? copy_values (type, after) : uois_unit_new_values (type);
  g_autoptr (GArray) kept = uois_unit_new_values (type);
  g_autofree gboolean *changed = g_new0 (gboolean, type->columns.length);

  if (!uois_journal_read_before (type, before, kept, changed, error))
    return NULL;
  uois_value_set_uuid (&g_array_index (values, UoisValue, 0), id);
  for (guint i = 1; i < type->columns.length; i++)
    if (changed[i])
      uois_value_copy (&g_array_index (values, UoisValue, i), &g_array_index (kept, UoisValue, i));
  return g_steal_pointer (&values);
}

static void
mark_changed (const UoisType *type, UoisStoreMoment *moment)
{
  static const UoisValue null = UOIS_VALUE_INIT;

  moment->changed = g_new0 (gboolean, type->columns.length);
  for (guint i = 0; i < type->columns.length; i++)
    {
      const UoisValue *before = moment->before != NULL ? &g_array_index (moment->before, UoisValue, i) : &null;
      const UoisValue *after = moment->after != NULL ? &g_array_index (moment->after, UoisValue, i) : &null;

      moment->changed[i] = !uois_value_equal (before, after);
    }
}

/* Takes the state after the change and gives the state before it. */
static gboolean
add_moment (UoisStoreStatement *statement,
            const UoisType *type,
            const UoisUuid *id,
            GArray **state,
            GPtrArray *moments,
            GError **error)
{
  const char *action = uois_store_statement_get_text (statement, N_STEP_COLUMNS, NULL);
  UoisStoreMoment *moment = g_new0 (UoisStoreMoment, 1);

  g_ptr_array_add (moments, moment);
  moment->event = g_str_equal (action, "insert") ? UOIS_STORE_INSERTED :
                  g_str_equal (action, "delete") ? UOIS_STORE_DELETED :
                                                   UOIS_STORE_UPDATED;
  moment->step = read_step (statement);
  moment->after = g_steal_pointer (state);
  if (moment->event != UOIS_STORE_INSERTED)
    {
      moment->before = step_back (type, id, uois_store_statement_get_text (statement, N_STEP_COLUMNS + 1, NULL),
                                  moment->after, error);
      if (moment->before == NULL)
        return FALSE;
      *state = g_array_ref (moment->before);
    }
  mark_changed (type, moment);
  return TRUE;
}

/* A record that came with many others has no line of its own but lies in a range of rows. */
static const char moments_sql[] =
    "SELECT " STEP_COLUMNS ", c.action, c.before, c.row, c.change FROM journal_changes AS c"
    " JOIN journal_units AS u ON u.unit = c.unit WHERE c.id = ?1 AND c.table_name = ?2 ORDER BY c.change DESC";
static const char range_sql[] =
    "SELECT " STEP_COLUMNS ", c.action, c.before FROM journal_changes AS c INDEXED BY journal_changes__range"
    " JOIN journal_units AS u ON u.unit = c.unit WHERE c.table_name = ?1 AND c.row <= ?2 AND c.id IS NULL"
    " ORDER BY c.row DESC LIMIT 1";

static gboolean
add_range (UoisStoreReader *reader,
           const UoisType *type,
           const UoisUuid *id,
           gint64 row,
           GArray **state,
           GPtrArray *moments,
           GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (reader->connection, range_sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (uois_statement_get_handle (statement), 1, type->table, -1, SQLITE_STATIC);
  bind_integer (statement, 2, row);
  code = uois_store_statement_step (statement, error);
  return code == 0 || (code > 0 && add_moment (statement, type, id, state, moments, error));
}

GPtrArray *
uois_store_reader_list_moments (UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (reader->connection, moments_sql, error);
  g_autoptr (GPtrArray) moments = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_store_moment_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GArray) state = NULL;
  gint64 row = 0;
  int code = -1;

  if (statement == NULL)
    return NULL;
  state = read_row (reader, type, id, &row, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  uois_store_statement_bind_uuid (statement, 0, id);
  sqlite3_bind_text (uois_statement_get_handle (statement), 2, type->table, -1, SQLITE_STATIC);
  while ((code = uois_store_statement_step (statement, error)) > 0)
    {
      row = uois_store_statement_get_integer (statement, N_STEP_COLUMNS + 2);
      if (!add_moment (statement, type, id, &state, moments, error))
        return NULL;
    }
  if (code < 0 || (state != NULL && !add_range (reader, type, id, row, &state, moments, error)))
    return NULL;
  return g_steal_pointer (&moments);
}
