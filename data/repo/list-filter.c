/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/list-filter.h"

#include "repo/literal.h"
#include "repo/present.h"

#include <glib/gi18n-lib.h>

G_DEFINE_BOXED_TYPE (UoisListCondition, uois_list_condition, uois_list_condition_ref, uois_list_condition_unref)
G_DEFINE_BOXED_TYPE (UoisListFilter, uois_list_filter, uois_list_filter_ref, uois_list_filter_unref)

/* ---- Conditions ---- */

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000 * 1000)

/* A time at midnight stands for its day. %NULL for references, whose titles only the file knows. */
static char *
make_text (const UoisField *field, const UoisValue *value)
{
  gboolean is_day = value->kind == UOIS_VALUE_DATETIME && value->datetime % DAY == 0;

  if (uois_field_get_list_target (field) != NULL || value->kind == UOIS_VALUE_NULL)
    return NULL;
  return uois_present_value (value, is_day ? UOIS_PRESENT_DATE : field->presentation);
}

UoisListCondition *
uois_list_condition_new (
    const UoisField *field, UoisListOperator compare, const UoisValue *values, guint n_values, const char *const *texts)
{
  UoisListCondition *condition = g_new0 (UoisListCondition, 1);

  g_return_val_if_fail (field != NULL, NULL);

  g_atomic_ref_count_init (&condition->reference_count);
  condition->field = field;
  condition->compare = compare;
  condition->n_values = n_values;
  condition->values = g_new0 (UoisValue, n_values);
  condition->texts = g_new0 (char *, n_values + 1);
  for (guint i = 0; i < n_values; i++)
    {
      uois_value_copy (&condition->values[i], &values[i]);
      condition->texts[i] = texts != NULL && texts[i] != NULL ? g_strdup (texts[i]) : make_text (field, &values[i]);
    }
  return condition;
}

UoisListCondition *
uois_list_condition_new_state (UoisListState state, gint64 unit)
{
  UoisListCondition *condition = g_new0 (UoisListCondition, 1);

  g_atomic_ref_count_init (&condition->reference_count);
  condition->state = state;
  condition->unit = unit;
  return condition;
}

UoisListCondition *
uois_list_condition_ref (UoisListCondition *condition)
{
  g_atomic_ref_count_inc (&condition->reference_count);
  return condition;
}

void
uois_list_condition_unref (UoisListCondition *condition)
{
  if (!g_atomic_ref_count_dec (&condition->reference_count))
    return;

  for (guint i = 0; i < condition->n_values; i++)
    {
      uois_value_clear (&condition->values[i]);
      g_free (condition->texts[i]);
    }
  g_free (condition->values);
  g_free (condition->texts);
  g_free (condition);
}

gboolean
uois_list_condition_equal (const UoisListCondition *a, const UoisListCondition *b)
{
  if (a->field != b->field || a->compare != b->compare || a->n_values != b->n_values || a->state != b->state ||
      a->unit != b->unit)
    return FALSE;
  for (guint i = 0; i < a->n_values; i++)
    if (!uois_value_equal (&a->values[i], &b->values[i]))
      return FALSE;
  return TRUE;
}

/* ---- Filters ---- */

static UoisListFilter *
filter_new_sized (const UoisType *type, guint n_conditions)
{
  UoisListFilter *filter = g_new0 (UoisListFilter, 1);

  g_atomic_ref_count_init (&filter->reference_count);
  filter->type = type;
  filter->conditions = g_new0 (UoisListCondition *, n_conditions + 1);
  return filter;
}

static void
append_condition (UoisListFilter *filter, UoisListCondition *condition)
{
  filter->conditions[filter->n_conditions++] = uois_list_condition_ref (condition);
}

UoisListFilter *
uois_list_filter_new (const UoisType *type)
{
  return filter_new_sized (type, 0);
}

UoisListFilter *
uois_list_filter_ref (UoisListFilter *filter)
{
  g_atomic_ref_count_inc (&filter->reference_count);
  return filter;
}

void
uois_list_filter_unref (UoisListFilter *filter)
{
  if (!g_atomic_ref_count_dec (&filter->reference_count))
    return;

  for (guint i = 0; i < filter->n_conditions; i++)
    uois_list_condition_unref (filter->conditions[i]);
  g_free (filter->conditions);
  g_free (filter);
}

UoisListFilter *
uois_list_filter_with (UoisListFilter *filter, UoisListCondition *condition)
{
  UoisListFilter *result = filter_new_sized (filter->type, filter->n_conditions + 1);

  for (guint i = 0; i < filter->n_conditions; i++)
    append_condition (result, filter->conditions[i]);
  append_condition (result, condition);
  return result;
}

UoisListFilter *
uois_list_filter_without (UoisListFilter *filter, guint index)
{
  UoisListFilter *result = filter_new_sized (filter->type, filter->n_conditions);

  for (guint i = 0; i < filter->n_conditions; i++)
    if (i != index)
      append_condition (result, filter->conditions[i]);
  return result;
}

UoisListFilter *
uois_list_filter_replace (UoisListFilter *filter, guint index, UoisListCondition *condition)
{
  UoisListFilter *result = filter_new_sized (filter->type, filter->n_conditions);

  for (guint i = 0; i < filter->n_conditions; i++)
    append_condition (result, i == index ? condition : filter->conditions[i]);
  return result;
}

gboolean
uois_list_filter_equal (const UoisListFilter *a, const UoisListFilter *b)
{
  guint n_a = a != NULL ? a->n_conditions : 0;
  guint n_b = b != NULL ? b->n_conditions : 0;

  if (n_a != n_b)
    return FALSE;
  for (guint i = 0; i < n_a; i++)
    if (!uois_list_condition_equal (a->conditions[i], b->conditions[i]))
      return FALSE;
  return TRUE;
}

/* ---- What can be asked of a field ---- */

const UoisType *
uois_field_get_list_target (const UoisField *field)
{
  if (field->kind != UOIS_FIELD_REFERENCE && field->kind != UOIS_FIELD_COLUMN)
    return NULL;
  return field->column->target != NULL && field->column->target->table != NULL ? field->column->target : NULL;
}

UoisValueKind
uois_field_get_list_kind (const UoisField *field)
{
  switch (field->kind)
    {
    case UOIS_FIELD_COLUMN:
    case UOIS_FIELD_REFERENCE:
      return field->column->kind;
    case UOIS_FIELD_EXPRESSION:
      return field->list ? UOIS_VALUE_NULL : uois_literal_get_kind (field->named_type);
    default:
      return UOIS_VALUE_NULL;
    }
}

const UoisListOperator *
uois_field_list_operators (const UoisField *field, guint *length)
{
  static const UoisListOperator of_texts[] = {
    UOIS_LIST_CONTAINS, UOIS_LIST_BEGINS_WITH, UOIS_LIST_IS, UOIS_LIST_IS_NOT, UOIS_LIST_HAS_VALUE, UOIS_LIST_IS_EMPTY,
  };
  static const UoisListOperator of_numbers[] = {
    UOIS_LIST_IS,      UOIS_LIST_IS_NOT,    UOIS_LIST_LESS,     UOIS_LIST_GREATER,
    UOIS_LIST_BETWEEN, UOIS_LIST_HAS_VALUE, UOIS_LIST_IS_EMPTY,
  };
  static const UoisListOperator of_times[] = {
    UOIS_LIST_BETWEEN, UOIS_LIST_LESS,      UOIS_LIST_GREATER,  UOIS_LIST_IS,
    UOIS_LIST_IS_NOT,  UOIS_LIST_HAS_VALUE, UOIS_LIST_IS_EMPTY,
  };
  static const UoisListOperator of_others[] = {
    UOIS_LIST_IS,
    UOIS_LIST_IS_NOT,
    UOIS_LIST_HAS_VALUE,
    UOIS_LIST_IS_EMPTY,
  };

  switch (uois_field_get_list_kind (field))
    {
    case UOIS_VALUE_TEXT:
      *length = G_N_ELEMENTS (of_texts);
      return of_texts;
    case UOIS_VALUE_INTEGER:
    case UOIS_VALUE_REAL:
      *length = G_N_ELEMENTS (of_numbers);
      return of_numbers;
    case UOIS_VALUE_DATETIME:
    case UOIS_VALUE_DATE:
      *length = G_N_ELEMENTS (of_times);
      return of_times;
    case UOIS_VALUE_BOOLEAN:
    case UOIS_VALUE_UUID:
      *length = G_N_ELEMENTS (of_others);
      return of_others;
    default:
      *length = 0;
      return NULL;
    }
}

guint
uois_list_operator_get_arity (UoisListOperator compare)
{
  if (compare == UOIS_LIST_IS_EMPTY || compare == UOIS_LIST_HAS_VALUE)
    return 0;
  return compare == UOIS_LIST_BETWEEN ? 2 : 1;
}

gboolean
uois_field_has_facets (const UoisField *field)
{
  switch (uois_field_get_list_kind (field))
    {
    case UOIS_VALUE_NULL:
      return FALSE;
    case UOIS_VALUE_TEXT:
      return field->presentation == UOIS_PRESENT_PLAIN;
    case UOIS_VALUE_UUID:
      return uois_field_get_list_target (field) != NULL;
    default:
      return TRUE;
    }
}
