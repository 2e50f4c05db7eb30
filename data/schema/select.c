/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/select.h"

#include <string.h>

UoisSelect *
uois_select_new (const UoisType *type)
{
  UoisSelect *select = g_new0 (UoisSelect, 1);

  select->type = type;
  select->outputs = g_array_new (FALSE, TRUE, sizeof (UoisOutput));
  select->joins = g_array_new (FALSE, TRUE, sizeof (UoisJoin));
  select->order = g_array_new (FALSE, TRUE, sizeof (UoisOrder));
  select->parent = -1;
  select->skip = -1;
  select->limit = -1;

  return select;
}

void
uois_select_free (UoisSelect *select)
{
  if (select == NULL)
    return;

  g_array_unref (select->outputs);
  g_array_unref (select->joins);
  g_array_unref (select->order);
  uois_condition_free (select->condition);
  g_free (select);
}

static guint
add_output (UoisSelect *select, const UoisOutput *output)
{
  for (guint i = 0; i < select->outputs->len; i++)
    {
      const UoisOutput *other = &g_array_index (select->outputs, UoisOutput, i);

      if (other->output == output->output && other->source == output->source && other->column == output->column &&
          other->kind == output->kind && g_strcmp0 (other->sql, output->sql) == 0)
        return i;
    }

  g_array_append_val (select->outputs, *output);
  return select->outputs->len - 1;
}

guint
uois_select_add_column (UoisSelect *select, guint source, const UoisColumn *column)
{
  UoisOutput output = { UOIS_OUTPUT_COLUMN, source, column, NULL, column->kind };

  return add_output (select, &output);
}

guint
uois_select_add_sql (UoisSelect *select, guint source, const char *sql, UoisValueKind kind)
{
  UoisOutput output = { UOIS_OUTPUT_SQL, source, NULL, sql, kind };

  return add_output (select, &output);
}

guint
uois_select_add_output (UoisSelect *select, guint source, UoisOutputKind output_kind)
{
  UoisOutput output = { output_kind, source, NULL, NULL, UOIS_VALUE_NULL };

  output.kind = output_kind == UOIS_OUTPUT_TITLE ? UOIS_VALUE_TEXT : UOIS_VALUE_INTEGER;

  return add_output (select, &output);
}

guint
uois_select_add_join (UoisSelect *select, guint source, const UoisColumn *column)
{
  UoisJoin join = { source, column };

  for (guint i = 0; i < select->joins->len; i++)
    {
      const UoisJoin *other = &g_array_index (select->joins, UoisJoin, i);

      if (other->source == source && other->column == column)
        return i;
    }

  g_array_append_val (select->joins, join);
  return select->joins->len - 1;
}

guint
uois_select_add_parameter (UoisSelect *select)
{
  return select->n_parameters++;
}

void
uois_select_add_order (UoisSelect *select, const UoisColumn *column, gboolean descending)
{
  UoisOrder order = { .column = column, .descending = descending };

  g_array_append_val (select->order, order);
}

void
uois_select_take_condition (UoisSelect *select, UoisCondition *condition)
{
  if (select->condition == NULL)
    {
      select->condition = condition;
      return;
    }

  if (select->condition->kind != UOIS_CONDITION_AND)
    {
      UoisCondition *both = uois_condition_new (UOIS_CONDITION_AND);

      uois_condition_take_child (both, select->condition);
      select->condition = both;
    }
  uois_condition_take_child (select->condition, condition);
}

UoisCondition *
uois_condition_new (UoisConditionKind kind)
{
  UoisCondition *condition = g_new0 (UoisCondition, 1);

  condition->kind = kind;
  return condition;
}

UoisCondition *
uois_condition_new_compare (UoisCompare compare, const UoisColumn *column, guint parameter)
{
  UoisCondition *condition = uois_condition_new (UOIS_CONDITION_COMPARE);

  condition->compare = compare;
  condition->column = column;
  condition->parameter = parameter;
  condition->count = compare == UOIS_COMPARE_IS_NULL ? 0 : 1;

  return condition;
}

void
uois_condition_take_child (UoisCondition *condition, UoisCondition *child)
{
  condition->children = g_renew (UoisCondition *, condition->children, condition->n_children + 1);
  condition->children[condition->n_children++] = child;
}

void
uois_condition_free (UoisCondition *condition)
{
  if (condition == NULL)
    return;

  for (guint i = 0; i < condition->n_children; i++)
    uois_condition_free (condition->children[i]);
  g_free (condition->children);
  g_free (condition);
}
