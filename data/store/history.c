/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "history.h"

#include "journal.h"
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
#define STEP_COLUMNS "u.unit, u.at, u.origin, u.label, u.person, coalesce (u.undoes, 0)"

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
  return step;
}

static void
bind_integer (UoisStoreStatement *statement, int index, gint64 integer)
{
  sqlite3_bind_int64 (uois_statement_get_handle (statement), index, integer);
}

gboolean
uois_connection_is_undone (UoisConnection *connection, gint64 number, gboolean *undone, GError **error)
{
  g_autoptr (UoisStoreStatement) statement =
      uois_connection_prepare (connection, "SELECT unit FROM journal_units WHERE undoes = ? ORDER BY unit DESC", error);
  int step = -1;

  *undone = FALSE;
  if (statement == NULL)
    return FALSE;

  bind_integer (statement, 1, number);
  while (!*undone && (step = uois_store_statement_step (statement, error)) > 0)
    {
      gboolean taken_back;

      if (!uois_connection_is_undone (connection, uois_store_statement_get_integer (statement, 0), &taken_back, error))
        return FALSE;
      *undone = !taken_back;
    }

  return *undone || step == 0;
}

/* Takes @step. */
static gboolean
finish_step (UoisConnection *connection, UoisStoreStep *step, UoisStoreStep **result, GError **error)
{
  g_autoptr (UoisStoreStep) owned = step;

  if (!uois_connection_is_undone (connection, step->number, &step->undone, error))
    return FALSE;
  *result = g_steal_pointer (&owned);
  return TRUE;
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
    finish_step (reader->connection, read_step (statement), &step, error);
  else if (code == 0)
    g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND,
                         _ ("There is no such change in the history of this file."));
  return step;
}

#define OF_A_PERSON "u.origin IN ('edit', 'import', 'query')"

gboolean
uois_store_reader_find_undoable (UoisStoreReader *reader, UoisStoreStep **step, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (
      reader->connection, "SELECT " STEP_COLUMNS " FROM journal_units AS u WHERE " OF_A_PERSON " ORDER BY u.unit DESC",
      error);
  int code = -1;

  *step = NULL;
  if (statement == NULL)
    return FALSE;
  while ((code = uois_store_statement_step (statement, error)) > 0)
    {
      gboolean undone;

      if (!uois_connection_is_undone (reader->connection, uois_store_statement_get_integer (statement, 0), &undone,
                                      error))
        return FALSE;
      if (undone)
        continue;
      *step = read_step (statement);
      return TRUE;
    }
  return code == 0;
}

/* Undoing is the only thing a person did since the last step of theirs. */
static const char redoable_sql[] =
    "SELECT undo.unit, " STEP_COLUMNS " FROM journal_units AS undo JOIN journal_units AS u ON u.unit = undo.undoes"
    " WHERE " OF_A_PERSON " AND undo.unit > (SELECT max (unit) FROM journal_units AS u WHERE " OF_A_PERSON
    ") ORDER BY undo.unit DESC";

gboolean
uois_store_reader_find_redoable (UoisStoreReader *reader, UoisStoreStep **step, gint64 *undo, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (reader->connection, redoable_sql, error);
  int code = -1;

  *step = NULL;
  *undo = 0;
  if (statement == NULL)
    return FALSE;
  while ((code = uois_store_statement_step (statement, error)) > 0)
    {
      gint64 number = uois_store_statement_get_integer (statement, 0);
      gboolean redone;

      if (!uois_connection_is_undone (reader->connection, number, &redone, error))
        return FALSE;
      if (redone)
        continue;
      *undo = number;
      *step = uois_store_reader_get_step (reader, uois_store_statement_get_integer (statement, 1), error);
      return *step != NULL;
    }
  return code == 0;
}

/* Units that changed the same rows later. */
static const char later_units_sql[] =
    "SELECT " STEP_COLUMNS " FROM journal_units AS u WHERE u.unit IN ("
    "SELECT later.unit FROM journal_changes AS mine JOIN journal_changes AS later"
    " ON later.table_name = mine.table_name AND later.row BETWEEN mine.row AND mine.last_row"
    " AND later.unit > mine.unit WHERE mine.unit = ?1) ORDER BY u.unit DESC";

GPtrArray *
uois_store_reader_list_later (UoisStoreReader *reader, gint64 number, GError **error)
{
  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (reader->connection, later_units_sql, error);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_store_step_free);
  int code = -1;

  if (statement == NULL)
    return NULL;
  bind_integer (statement, 1, number);
  while ((code = uois_store_statement_step (statement, error)) > 0)
    {
      UoisStoreStep *step;

      /* An undo of something later than ours goes with what it undid. */
      if (uois_store_statement_get_integer (statement, 5) > number)
        continue;
      if (!finish_step (reader->connection, read_step (statement), &step, error))
        return NULL;
      if (step->undone)
        uois_store_step_free (step);
      else
        g_ptr_array_add (steps, step);
    }
  return code == 0 ? g_steal_pointer (&steps) : NULL;
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
add_moment (UoisStoreReader *reader,
            UoisStoreStatement *statement,
            const UoisType *type,
            const UoisUuid *id,
            GArray **state,
            GPtrArray *moments,
            GError **error)
{
  const char *action = uois_store_statement_get_text (statement, 6, NULL);
  UoisStoreMoment *moment = g_new0 (UoisStoreMoment, 1);

  g_ptr_array_add (moments, moment);
  moment->event = g_str_equal (action, "insert") ? UOIS_STORE_INSERTED :
                  g_str_equal (action, "delete") ? UOIS_STORE_DELETED :
                                                   UOIS_STORE_UPDATED;
  if (!finish_step (reader->connection, read_step (statement), &moment->step, error))
    return FALSE;
  moment->after = g_steal_pointer (state);
  if (moment->event != UOIS_STORE_INSERTED)
    {
      moment->before = step_back (type, id, uois_store_statement_get_text (statement, 7, NULL), moment->after, error);
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
    "SELECT " STEP_COLUMNS ", c.action, c.before FROM journal_changes AS c"
    " JOIN journal_units AS u ON u.unit = c.unit WHERE c.table_name = ?1 AND c.row <= ?2 AND c.last_row >= ?2"
    " AND c.id IS NULL AND c.action = 'insert' ORDER BY c.row DESC LIMIT 1";

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
  return code == 0 || (code > 0 && add_moment (reader, statement, type, id, state, moments, error));
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
      row = uois_store_statement_get_integer (statement, 8);
      if (!add_moment (reader, statement, type, id, &state, moments, error))
        return NULL;
    }
  if (code < 0 || (state != NULL && !add_range (reader, type, id, row, &state, moments, error)))
    return NULL;
  return g_steal_pointer (&moments);
}
