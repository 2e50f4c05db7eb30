/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/bound-select.h"

#include "base/json-writer.h"

/* Up to so many rows of a set it is faster to look them up than to pass the table. */
#define LOOKED_UP_ROWS 4096

gboolean
uois_type_has_search_index (const UoisType *type)
{
  if (type->table == NULL)
    return FALSE;
  for (guint i = 0; i < type->columns.length; i++)
    if (type->columns.items[i]->searched)
      return TRUE;
  return FALSE;
}

static void
clear_value (gpointer value)
{
  uois_value_clear (value);
}

void
uois_bound_select_init (UoisBoundSelect *bound, UoisFile *file, const UoisType *type)
{
  bound->select = uois_select_new (type);
  bound->values = g_array_new (FALSE, TRUE, sizeof (UoisValue));
  g_array_set_clear_func (bound->values, clear_value);
  bound->has_person = uois_file_get_person (file, &bound->person);
}

void
uois_bound_select_clear (UoisBoundSelect *bound)
{
  g_clear_pointer (&bound->select, uois_select_free);
  g_clear_pointer (&bound->values, g_array_unref);
}

static UoisValue *
add_parameter (UoisBoundSelect *bound, guint *parameter)
{
  *parameter = uois_select_add_parameter (bound->select);
  g_array_set_size (bound->values, *parameter + 1);
  return &g_array_index (bound->values, UoisValue, *parameter);
}

guint
uois_bound_select_add_text (UoisBoundSelect *bound, const char *text)
{
  guint parameter;

  uois_value_set_text (add_parameter (bound, &parameter), text, -1);
  return parameter;
}

guint
uois_bound_select_add_value (UoisBoundSelect *bound, const UoisValue *value)
{
  guint parameter;

  uois_value_copy (add_parameter (bound, &parameter), value);
  return parameter;
}

guint
uois_bound_select_add_uuid (UoisBoundSelect *bound, const UoisUuid *uuid)
{
  guint parameter;

  uois_value_set_uuid (add_parameter (bound, &parameter), uuid);
  return parameter;
}

guint
uois_bound_select_add_integer (UoisBoundSelect *bound, gint64 integer)
{
  guint parameter;

  uois_value_set_integer (add_parameter (bound, &parameter), integer);
  return parameter;
}

void
uois_bound_select_where_id (UoisBoundSelect *bound, const UoisUuid *id)
{
  const UoisColumn *column = bound->select->type->columns.items[0];
  guint parameter = uois_bound_select_add_uuid (bound, id);

  uois_select_take_condition (bound->select, uois_condition_new_compare (UOIS_COMPARE_EQUAL, column, parameter));
}

void
uois_bound_select_where_rows (UoisBoundSelect *bound, const gint64 *rows, guint n_rows)
{
  g_auto (UoisJsonWriter) writer = { 0 };
  UoisCondition *condition = uois_condition_new (UOIS_CONDITION_ROWS);

  uois_json_writer_init (&writer);
  uois_json_writer_literal (&writer, "[");
  for (guint i = 0; i < n_rows; i++)
    {
      uois_json_writer_separate (&writer);
      uois_json_writer_integer (&writer, rows[i]);
    }
  uois_json_writer_literal (&writer, "]\0");
  condition->parameter = uois_bound_select_add_text (bound, writer.bytes);
  uois_select_take_condition (bound->select, condition);
}

void
uois_bound_select_where_set (UoisBoundSelect *bound, const UoisRowSet *rows)
{
  UoisCondition *condition;
  g_autoptr (GArray) list = NULL;

  /* Few rows are looked up, of many it is asked whether they have the row at hand. */
  if (uois_row_set_count (rows) <= LOOKED_UP_ROWS)
    {
      list = uois_row_set_list (rows);
      uois_bound_select_where_rows (bound, (const gint64 *) list->data, list->len);
      return;
    }
  g_return_if_fail (bound->rows == NULL);
  condition = uois_condition_new (UOIS_CONDITION_IN_SET);
  bound->rows = rows;
  add_parameter (bound, &bound->rows_parameter);
  condition->parameter = bound->rows_parameter;
  uois_select_take_condition (bound->select, condition);
}

void
uois_bound_select_where_match (UoisBoundSelect *bound, const char *text)
{
  UoisCondition *condition = uois_condition_new (UOIS_CONDITION_MATCH);

  condition->parameter = uois_bound_select_add_text (bound, text);
  uois_select_take_condition (bound->select, condition);
}

/* The parameter after @parent is the person. */
static void
where_sql (UoisBoundSelect *bound, const char *sql, guint parent)
{
  static const char *const names[] = { "parent", "me", NULL };
  UoisCondition *condition = uois_condition_new (UOIS_CONDITION_SQL);
  guint person;
  UoisValue *value = add_parameter (bound, &person);

  if (bound->has_person)
    uois_value_set_uuid (value, &bound->person);
  condition->sql = sql;
  condition->names = names;
  condition->parameter = parent;
  condition->count = 2;
  uois_select_take_condition (bound->select, condition);
}

void
uois_bound_select_where_related (UoisBoundSelect *bound, const UoisField *relation, const UoisUuid *parent)
{
  guint parameter = uois_bound_select_add_uuid (bound, parent);

  switch (relation->kind)
    {
    case UOIS_FIELD_MANY:
      bound->select->parent_column = relation->column;
      bound->select->parent = (int) parameter;
      break;
    case UOIS_FIELD_THROUGH:
      bound->select->link = relation->through;
      bound->select->link_near = relation->column;
      bound->select->link_far = relation->far_column;
      bound->select->parent = (int) parameter;
      /* A record that is linked twice is one record of the list. */
      bound->select->distinct = TRUE;
      break;
    case UOIS_FIELD_LIST:
      where_sql (bound, relation->sql, parameter);
      break;
    default:
      g_assert_not_reached ();
    }
}

UoisStoreStatement *
uois_bound_select_open (UoisBoundSelect *bound, UoisStoreReader *reader, GError **error)
{
  UoisStoreStatement *statement = uois_store_reader_compile (reader, bound->select, error);

  if (statement == NULL)
    return NULL;
  for (guint i = 0; i < bound->values->len; i++)
    uois_store_statement_bind (statement, i, &g_array_index (bound->values, UoisValue, i));
  if (bound->rows != NULL)
    uois_store_statement_bind_rows (statement, bound->rows_parameter, bound->rows);
  if (bound->has_person)
    {
      g_auto (UoisValue) person = UOIS_VALUE_INIT;

      uois_value_set_uuid (&person, &bound->person);
      uois_store_statement_bind_name (statement, "me", &person);
    }
  return statement;
}

UoisUuid
uois_bound_select_read_uuid (UoisStoreStatement *statement, guint index)
{
  const UoisUuid *uuid = uois_store_statement_get_uuid (statement, index);

  return uuid != NULL ? *uuid : (UoisUuid){ 0 };
}

gint64
uois_bound_select_count (UoisBoundSelect *bound, UoisStoreReader *reader, GError **error)
{
  UoisStoreStatement *statement = uois_bound_select_open (bound, reader, error);
  gint64 count = -1;

  if (statement == NULL)
    return -1;
  if (uois_store_statement_step (statement, error) == 1)
    count = uois_store_statement_get_integer (statement, 0);
  uois_store_statement_release (statement);
  return count;
}
