/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/bound-select.h"

#include "base/text.h"

/* ---- Parts ---- */

#define MINUTE (G_GINT64_CONSTANT (60) * 1000 * 1000)
#define DAY (24 * 60 * MINUTE)

/* How long the time lasts that a person means by it: a day, a minute or a moment. */
static gint64
get_duration (UoisDateTime time)
{
  if (time % DAY == 0)
    return DAY;
  return time % MINUTE == 0 ? MINUTE : 1;
}

static gboolean
is_time (const UoisField *field)
{
  UoisValueKind kind = uois_field_get_list_kind (field);

  return kind == UOIS_VALUE_DATETIME || kind == UOIS_VALUE_DATE;
}

static UoisCondition *
new_comparison (UoisCompare compare, const UoisField *field)
{
  UoisCondition *condition = uois_condition_new (UOIS_CONDITION_COMPARE);

  condition->compare = compare;
  condition->value_kind = uois_field_get_list_kind (field);
  if (field->kind == UOIS_FIELD_EXPRESSION)
    condition->sql = field->sql;
  else
    condition->column = field->column;
  return condition;
}

static UoisCondition *
compare_value (UoisBoundSelect *bound, UoisCompare compare, const UoisField *field, const UoisValue *value)
{
  UoisCondition *condition = new_comparison (compare, field);

  condition->parameter = uois_bound_select_add_value (bound, value);
  condition->count = 1;
  return condition;
}

/* The field against a time, so many microseconds later. */
static UoisCondition *
compare_time (UoisBoundSelect *bound, UoisCompare compare, const UoisField *field, const UoisValue *value, gint64 later)
{
  UoisValue moved = *value;

  moved.datetime += later;
  return compare_value (bound, compare, field, &moved);
}

static UoisCondition *
negate (UoisCondition *condition)
{
  UoisCondition *negation = uois_condition_new (UOIS_CONDITION_NOT);

  uois_condition_take_child (negation, condition);
  return negation;
}

static UoisCondition *
join (UoisConditionKind kind, UoisCondition *a, UoisCondition *b)
{
  UoisCondition *both = uois_condition_new (kind);

  uois_condition_take_child (both, a);
  uois_condition_take_child (both, b);
  return both;
}

/* ---- One value ---- */

static UoisCondition *
is_empty (UoisBoundSelect *bound, const UoisField *field)
{
  UoisCondition *nothing = new_comparison (UOIS_COMPARE_IS_NULL, field);
  g_auto (UoisValue) empty = UOIS_VALUE_INIT;

  if (uois_field_get_list_kind (field) != UOIS_VALUE_TEXT)
    return nothing;
  uois_value_borrow_text (&empty, "", 0);
  return join (UOIS_CONDITION_OR, nothing, compare_value (bound, UOIS_COMPARE_EQUAL, field, &empty));
}

static UoisCondition *
is_value (UoisBoundSelect *bound, const UoisField *field, const UoisValue *value)
{
  if (value->kind == UOIS_VALUE_NULL)
    return is_empty (bound, field);
  if (!is_time (field))
    return compare_value (bound, UOIS_COMPARE_EQUAL, field, value);
  return join (UOIS_CONDITION_AND, compare_time (bound, UOIS_COMPARE_GREATER_OR_EQUAL, field, value, 0),
               compare_time (bound, UOIS_COMPARE_LESS, field, value, get_duration (value->datetime)));
}

static UoisCondition *
has_part (UoisBoundSelect *bound, UoisCompare compare, const UoisField *field, const UoisValue *value)
{
  g_auto (UoisValue) folded = UOIS_VALUE_INIT;

  if (value->kind == UOIS_VALUE_TEXT)
    uois_value_take_text (&folded, uois_text_fold (value->text, value->length));
  return compare_value (bound, compare, field, &folded);
}

static UoisCondition *
is_greater (UoisBoundSelect *bound, const UoisField *field, const UoisValue *value)
{
  if (!is_time (field) || value->kind == UOIS_VALUE_NULL)
    return compare_value (bound, UOIS_COMPARE_GREATER, field, value);
  return compare_time (bound, UOIS_COMPARE_GREATER_OR_EQUAL, field, value, get_duration (value->datetime));
}

static UoisCondition *
is_at_most (UoisBoundSelect *bound, const UoisField *field, const UoisValue *value)
{
  if (!is_time (field))
    return compare_value (bound, UOIS_COMPARE_LESS_OR_EQUAL, field, value);
  return compare_time (bound, UOIS_COMPARE_LESS, field, value, get_duration (value->datetime));
}

/* Null is no bound; but what has no value lies nowhere. */
static UoisCondition *
is_between (UoisBoundSelect *bound, const UoisField *field, const UoisValue *from, const UoisValue *to)
{
  UoisCondition *range = uois_condition_new (UOIS_CONDITION_AND);

  uois_condition_take_child (range, negate (new_comparison (UOIS_COMPARE_IS_NULL, field)));
  if (from->kind != UOIS_VALUE_NULL)
    uois_condition_take_child (range, compare_value (bound, UOIS_COMPARE_GREATER_OR_EQUAL, field, from));
  if (to->kind != UOIS_VALUE_NULL)
    uois_condition_take_child (range, is_at_most (bound, field, to));
  return range;
}

/* ---- Conditions ---- */

static UoisCondition *
make_alternative (UoisBoundSelect *bound, const UoisListCondition *condition, guint index)
{
  const UoisField *field = condition->field;
  const UoisValue *value = &condition->values[index];

  switch (condition->compare)
    {
    case UOIS_LIST_CONTAINS:
      return has_part (bound, UOIS_COMPARE_CONTAINS, field, value);
    case UOIS_LIST_BEGINS_WITH:
      return has_part (bound, UOIS_COMPARE_BEGINS_WITH, field, value);
    case UOIS_LIST_LESS:
      return compare_value (bound, UOIS_COMPARE_LESS, field, value);
    case UOIS_LIST_GREATER:
      return is_greater (bound, field, value);
    case UOIS_LIST_BETWEEN:
      return is_between (bound, field, value, value + 1);
    default:
      return is_value (bound, field, value);
    }
}

static UoisCondition *
make_alternatives (UoisBoundSelect *bound, const UoisListCondition *condition)
{
  guint step = MAX (uois_list_operator_get_arity (condition->compare), 1);
  UoisCondition *any = uois_condition_new (UOIS_CONDITION_OR);

  for (guint i = 0; i + step <= condition->n_values; i += step)
    uois_condition_take_child (any, make_alternative (bound, condition, i));
  return any;
}

/* What has no value is none of them, unless that is one of them; the comparison itself would leave it unknown. */
static UoisCondition *
is_none (UoisBoundSelect *bound, const UoisListCondition *condition)
{
  UoisCondition *none = negate (make_alternatives (bound, condition));

  for (guint i = 0; i < condition->n_values; i++)
    if (condition->values[i].kind == UOIS_VALUE_NULL)
      return none;
  return join (UOIS_CONDITION_OR, none, new_comparison (UOIS_COMPARE_IS_NULL, condition->field));
}

static UoisCondition *
make_condition (UoisBoundSelect *bound, const UoisListCondition *condition)
{
  const UoisField *field = condition->field;

  switch (condition->compare)
    {
    case UOIS_LIST_IS_EMPTY:
      return is_empty (bound, field);
    case UOIS_LIST_HAS_VALUE:
      return negate (is_empty (bound, field));
    case UOIS_LIST_IS_NOT:
      return is_none (bound, condition);
    default:
      return make_alternatives (bound, condition);
    }
}

void
uois_bound_select_where_filter (UoisBoundSelect *bound, const UoisListFilter *filter, const UoisField *except)
{
  for (guint i = 0; filter != NULL && i < filter->n_conditions; i++)
    {
      const UoisListCondition *condition = filter->conditions[i];

      if (condition->field != NULL && condition->field != except)
        uois_select_take_condition (bound->select, make_condition (bound, condition));
    }
}
