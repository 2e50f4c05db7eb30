/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gql/row-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The operators of the leaf filters. */
static const struct
{
  const char *name;
  UoisCompare compare;
} operators[] = {
  { "_eq", UOIS_COMPARE_EQUAL },
  { "_lt", UOIS_COMPARE_LESS },
  { "_le", UOIS_COMPARE_LESS_OR_EQUAL },
  { "_gt", UOIS_COMPARE_GREATER },
  { "_ge", UOIS_COMPARE_GREATER_OR_EQUAL },
  { "_like", UOIS_COMPARE_LIKE },
  { "_ilike", UOIS_COMPARE_ILIKE },
  { "_startswith", UOIS_COMPARE_STARTS_WITH },
  { "_endswith", UOIS_COMPARE_ENDS_WITH },
};

static UoisCondition *
new_operand (UoisConditionKind kind, const UoisFilterEntry *entry)
{
  UoisCondition *condition = uois_condition_new (kind);

  condition->column = entry->column;
  condition->sql = entry->column ? NULL : entry->sql;
  condition->value_kind = entry->kind;
  return condition;
}

static UoisCondition *
build_in (UoisGqlRequestBuilder *builder, const UoisFilterEntry *entry, const UoisGqlValue *list)
{
  UoisCondition *condition = new_operand (UOIS_CONDITION_IN, entry);

  condition->parameter = builder->select->n_parameters;
  for (guint i = 0; i < list->length; i++)
    if (!uois_gql_value_is_null (list->items[i]))
      {
        uois_gql_builder_add_value (builder, &list->items[i]->scalar);
        condition->count++;
      }
  return condition;
}

static UoisCondition *
build_compare (
    UoisGqlRequestBuilder *builder, const UoisFilterEntry *entry, const char *operator, const UoisGqlValue * value)
{
  UoisCondition *condition;

  if (strcmp (operator, "_in") == 0)
    return build_in (builder, entry, value);

  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (strcmp (operators[i].name, operator) == 0)
      {
        condition = new_operand (UOIS_CONDITION_COMPARE, entry);
        condition->compare = operators[i].compare;
        condition->parameter = uois_gql_builder_add_value (builder, &value->scalar);
        condition->count = 1;
        return condition;
      }
  builder->error = g_strdup_printf (_ ("The filter operator “%s” cannot be evaluated."), operator);
  return NULL;
}

/* `{_ge: …, _lt: …}`: several operators hold together; null is as good as absent. */
static UoisCondition *
build_leaf (UoisGqlRequestBuilder *builder,
            const UoisFilterEntry *entry,
            const UoisGqlType *type,
            const UoisGqlValue *value)
{
  g_autoptr (UoisCondition) all = uois_condition_new (UOIS_CONDITION_AND);

  for (guint i = 0; i < value->length; i++)
    {
      UoisCondition *condition;

      if (uois_gql_value_is_null (value->items[i]))
        continue;
      condition = build_compare (builder, entry, type->input_fields.items[i]->name, value->items[i]);
      if (condition == NULL)
        return NULL;
      uois_condition_take_child (all, condition);
    }
  return g_steal_pointer (&all);
}

/* `_and` and `_or`: lists of filters of the same rows. */
static UoisCondition *
build_list (UoisGqlRequestBuilder *builder,
            UoisConditionKind kind,
            const UoisFilter *filter,
            const UoisGqlType *type,
            const UoisGqlValue *list)
{
  g_autoptr (UoisCondition) condition = uois_condition_new (kind);

  for (guint i = 0; i < list->length; i++)
    {
      UoisCondition *child;

      if (uois_gql_value_is_null (list->items[i]))
        continue;
      child = uois_gql_filter_build (builder, filter, type, list->items[i]);
      if (child == NULL)
        return NULL;
      uois_condition_take_child (condition, child);
    }
  return g_steal_pointer (&condition);
}

/* A record that the field leads to fulfils its own filter: a semi-join, so that no row comes twice. */
static UoisCondition *
build_related (UoisGqlRequestBuilder *builder,
               const UoisFilterEntry *entry,
               const UoisGqlType *type,
               const UoisGqlValue *value)
{
  g_autoptr (UoisCondition) condition = uois_condition_new (UOIS_CONDITION_RELATED);
  UoisCondition *child = uois_gql_filter_build (builder, entry->related, type, value);

  if (child == NULL)
    return NULL;
  condition->relation = entry->relation;
  uois_condition_take_child (condition, child);
  return g_steal_pointer (&condition);
}

static const UoisFilterEntry *
find_entry (const UoisFilter *filter, const char *name)
{
  for (guint i = 0; i < filter->entries.length; i++)
    if (strcmp (filter->entries.items[i]->name, name) == 0)
      return filter->entries.items[i];
  return NULL;
}

static UoisCondition *
build_key (UoisGqlRequestBuilder *builder,
           const UoisFilter *filter,
           const UoisGqlInputValue *key,
           const UoisGqlValue *value)
{
  const UoisGqlType *type = key->type->named;
  const UoisFilterEntry *entry;

  if (strcmp (key->name, "_and") == 0)
    return build_list (builder, UOIS_CONDITION_AND, filter, type, value);
  if (strcmp (key->name, "_or") == 0)
    return build_list (builder, UOIS_CONDITION_OR, filter, type, value);

  entry = find_entry (filter, key->name);
  if (entry && entry->relation)
    return build_related (builder, entry, type, value);
  if (entry && (entry->column || entry->sql))
    return build_leaf (builder, entry, type, value);

  builder->error = g_strdup_printf (_ ("The filter %s has a key “%s”, but nothing is stored that it could compare."),
                                    filter->name, key->name);
  return NULL;
}

UoisCondition *
uois_gql_filter_build (UoisGqlRequestBuilder *builder,
                       const UoisFilter *filter,
                       const UoisGqlType *type,
                       const UoisGqlValue *value)
{
  g_autoptr (UoisCondition) all = uois_condition_new (UOIS_CONDITION_AND);

  for (guint i = 0; i < value->length; i++)
    {
      UoisCondition *condition;

      if (uois_gql_value_is_null (value->items[i]))
        continue;
      condition = build_key (builder, filter, type->input_fields.items[i], value->items[i]);
      if (condition == NULL)
        return NULL;
      uois_condition_take_child (all, condition);
    }

  /* Most filters have one key. */
  if (all->n_children == 1)
    {
      UoisCondition *only = all->children[0];

      all->n_children = 0;
      return only;
    }
  return g_steal_pointer (&all);
}
