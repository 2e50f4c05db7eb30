/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gql/row-request.h"

#include "base/text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

guint
uois_gql_builder_add_parameter (UoisGqlRequestBuilder *builder, UoisGqlParameterKind kind, guint argument)
{
  UoisGqlParameter parameter = { .kind = kind, .argument = argument };

  g_array_append_val (builder->request->parameters, parameter);
  return uois_select_add_parameter (builder->select);
}

guint
uois_gql_builder_add_value (UoisGqlRequestBuilder *builder, const UoisValue *value)
{
  UoisGqlParameter parameter = { .kind = UOIS_GQL_PARAMETER_VALUE, .value = value };

  g_array_append_val (builder->request->parameters, parameter);
  return uois_select_add_parameter (builder->select);
}

/* ---- SQL of declarations ---- */

const char **
uois_gql_collect_parameter_names (UoisArena *arena, const char *sql)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char **array;

  for (const char *c = sql; *c != '\0'; c++)
    if (*c == '\'')
      {
        c = strchr (c + 1, '\'');
        if (c == NULL)
          break;
      }
    else if (*c == ':' && (g_ascii_isalpha (c[1]) || c[1] == '_'))
      {
        gsize length = strspn (c + 1, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_");
        char *name = uois_arena_allocate (arena, length + 1);

        memcpy (name, c + 1, length);
        if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
          g_ptr_array_add (names, name);
        c += length;
      }

  array = uois_arena_allocate (arena, (names->len + 1) * sizeof (gpointer));
  if (names->len > 0)
    memcpy (array, names->pdata, names->len * sizeof (gpointer));
  return array;
}

/* A condition of a declaration, its names bound to the parent's id, the acting person and the field's arguments. */
static void
add_sql_condition (UoisGqlRequestBuilder *builder, const char *sql)
{
  UoisCondition *condition = uois_condition_new (UOIS_CONDITION_SQL);
  const UoisGqlField *field = builder->request->field->field;

  condition->sql = sql;
  condition->names = uois_gql_collect_parameter_names (builder->arena, sql);
  condition->parameter = builder->select->n_parameters;
  for (guint i = 0; condition->names[i]; i++)
    {
      const UoisGqlInputValue *argument = uois_gql_field_find_argument (field, condition->names[i]);

      if (argument)
        uois_gql_builder_add_parameter (builder, UOIS_GQL_PARAMETER_ARGUMENT, argument->index);
      else if (strcmp (condition->names[i], "me") == 0)
        uois_gql_builder_add_parameter (builder, UOIS_GQL_PARAMETER_ME, 0);
      else
        uois_gql_builder_add_parameter (builder, UOIS_GQL_PARAMETER_PARENT, 0);
      condition->count++;
    }
  uois_select_take_condition (builder->select, condition);
}

/* ---- Page arguments ---- */

static const UoisGqlInputValue *
find_page_argument (const UoisGqlRequestBuilder *builder, const char *name)
{
  return uois_gql_field_find_argument (builder->request->field->field, name);
}

/* An argument's value; NULL if it is absent, null or not yet known. */
static const UoisGqlValue *
get_argument (const UoisGqlRequestBuilder *builder, const UoisGqlInputValue *argument)
{
  const UoisGqlValue *value = argument ? builder->request->field->arguments[argument->index] : NULL;

  return uois_gql_value_is_null (value) ? NULL : value;
}

static void
add_window (UoisGqlRequestBuilder *builder)
{
  const UoisGqlInputValue *skip = find_page_argument (builder, "skip");
  const UoisGqlInputValue *limit = find_page_argument (builder, "limit");
  const UoisGqlValue *value = get_argument (builder, skip);
  gboolean is_known = skip && !(builder->request->field->dynamic & UOIS_GQL_DYNAMIC_BIT (skip->index));
  gboolean skips_nothing = is_known && (value == NULL || value->scalar.integer == 0);

  if (skip && !skips_nothing)
    builder->select->skip = uois_gql_builder_add_parameter (builder, UOIS_GQL_PARAMETER_ARGUMENT, skip->index);
  if (limit)
    builder->select->limit = uois_gql_builder_add_parameter (builder, UOIS_GQL_PARAMETER_LIMIT, limit->index);
}

static gboolean
add_filter (UoisGqlRequestBuilder *builder)
{
  const UoisField *binding = builder->request->field->field->binding;
  const UoisGqlInputValue *argument = find_page_argument (builder, "where");
  const UoisGqlValue *value = get_argument (builder, argument);
  UoisCondition *condition;

  if (binding->filter == NULL || value == NULL)
    return TRUE;
  condition = uois_gql_filter_build (builder, binding->filter, argument->type->named, value);
  if (condition == NULL)
    return FALSE;
  uois_select_take_condition (builder->select, condition);
  return TRUE;
}

/* The name of a column, or of an expression in snake_case. */
static gboolean
add_order_by_name (UoisGqlRequestBuilder *builder, const char *name, gboolean descending)
{
  const UoisType *type = builder->request->type;
  const UoisColumn *column = uois_type_find_column (type, name);

  if (column)
    {
      uois_select_add_order (builder->select, column, descending);
      return TRUE;
    }
  for (guint i = 0; i < type->fields.length; i++)
    {
      const UoisField *field = type->fields.items[i];
      g_autofree char *snake_case = NULL;

      if (field->kind != UOIS_FIELD_EXPRESSION)
        continue;
      snake_case = uois_text_snake_case (field->name);
      if (strcmp (snake_case, name) == 0)
        {
          UoisOrder order = { .sql = field->sql, .descending = descending };

          g_array_append_val (builder->select->order, order);
          return TRUE;
        }
    }
  return FALSE;
}

/* An unknown name is ignored, as on the servers. */
static void
add_order (UoisGqlRequestBuilder *builder)
{
  const UoisField *binding = builder->request->field->field->binding;
  const UoisGqlValue *name = get_argument (builder, find_page_argument (builder, "orderby"));
  const UoisGqlValue *descending = get_argument (builder, find_page_argument (builder, "desc"));

  if (binding->sorted && name &&
      add_order_by_name (builder, name->scalar.text, descending && descending->scalar.integer != 0))
    return;
  if (binding->fixed_order && !add_order_by_name (builder, binding->fixed_order, FALSE))
    {
      UoisOrder order = { .sql = binding->fixed_order };

      g_array_append_val (builder->select->order, order);
    }
}

/* ---- Rows by the kind of field ---- */

/* The row whose id is the field's argument. */
static void
add_id_condition (UoisGqlRequestBuilder *builder)
{
  const UoisGqlInputValue *id = builder->request->field->field->arguments.items[0];
  guint parameter = uois_gql_builder_add_parameter (builder, UOIS_GQL_PARAMETER_ARGUMENT, id->index);

  uois_select_take_condition (
      builder->select,
      uois_condition_new_compare (UOIS_COMPARE_EQUAL, builder->request->type->columns.items[0], parameter));
}

static void
add_relation (UoisGqlRequestBuilder *builder)
{
  const UoisField *binding = builder->request->field->field->binding;
  UoisSelect *select = builder->select;

  switch (builder->request->field->by_id ? UOIS_FIELD_REFERENCE : binding->kind)
    {
    case UOIS_FIELD_MANY:
      select->parent_column = binding->column;
      select->parent = uois_gql_builder_add_parameter (builder, UOIS_GQL_PARAMETER_PARENT, 0);
      break;
    case UOIS_FIELD_THROUGH:
      select->link = binding->through;
      select->link_near = binding->column;
      select->link_far = binding->far_column;
      select->parent = uois_gql_builder_add_parameter (builder, UOIS_GQL_PARAMETER_PARENT, 0);
      break;
    case UOIS_FIELD_LIST:
    case UOIS_FIELD_ONE:
      add_sql_condition (builder, binding->sql);
      break;
    case UOIS_FIELD_BY_ID:
      add_id_condition (builder);
      break;
    case UOIS_FIELD_REFERENCE:
    case UOIS_FIELD_PAYLOAD:
      {
        guint parameter = uois_gql_builder_add_parameter (builder, UOIS_GQL_PARAMETER_PARENT, 0);

        uois_select_take_condition (
            select,
            uois_condition_new_compare (UOIS_COMPARE_EQUAL, builder->request->type->columns.items[0], parameter));
        break;
      }
    default:
      break;
    }
}

gboolean
uois_gql_builder_add_rows (UoisGqlRequestBuilder *builder)
{
  g_array_set_size (builder->request->parameters, 0);
  add_relation (builder);
  if (!add_filter (builder))
    return FALSE;
  add_order (builder);
  add_window (builder);
  return TRUE;
}

gboolean
uois_gql_field_is_reshaped (const UoisDocument *document, const UoisGqlPlanField *field)
{
  static const char *const shaping[] = { "where", "orderby", "desc" };

  for (guint i = 0; i < G_N_ELEMENTS (shaping) && field->dynamic; i++)
    {
      UoisNode argument = uois_node_find_argument (document, field->nodes[0], shaping[i]);

      if (argument != 0 && uois_gql_uses_variables (document, argument))
        return TRUE;
    }
  return FALSE;
}
