/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/write-json.h"

#include "gql/introspection.h"
#include "gql/result-coercion.h"

/* Members with a meaning of their own: the type of an object, and the error that a resolver raises. */
#define TYPE_MEMBER "__typename"
#define ERROR_MEMBER "__error"

static UoisGqlOutcome write_value (UoisGqlExecution *execution,
                                   const UoisGqlPlanField *field,
                                   const UoisGqlType *type,
                                   json_object *value,
                                   const UoisGqlPath *path);

/* The text of a member; NULL if there is none. */
static const char *
get_text_member (json_object *value, const char *name)
{
  json_object *member;

  if (!json_object_is_type (value, json_type_object) || !json_object_object_get_ex (value, name, &member) ||
      !json_object_is_type (member, json_type_string))
    return NULL;
  return json_object_get_string (member);
}

/* Always NULLED; takes @message. */
static UoisGqlOutcome
fail (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path, char *message)
{
  uois_gql_execution_add_error (execution, field, path, message);
  return UOIS_GQL_NULLED;
}

static UoisGqlOutcome
write_leaf (UoisGqlExecution *execution,
            const UoisGqlPlanField *field,
            const UoisGqlType *type,
            json_object *value,
            const UoisGqlPath *path)
{
  char *message = uois_gql_write_leaf (type, value, &execution->writer);

  return message ? fail (execution, field, path, message) : UOIS_GQL_WRITTEN;
}

static UoisGqlOutcome
write_list (UoisGqlExecution *execution,
            const UoisGqlPlanField *field,
            const UoisGqlType *item_type,
            json_object *value,
            const UoisGqlPath *path)
{
  UoisGqlPath item = { .above = path };

  if (!json_object_is_type (value, json_type_array))
    return fail (execution, field, path,
                 g_strdup_printf ("Expected Iterable, but did not find one for field \"%s.%s\".",
                                  field->field->owner->name, field->field->name));

  uois_json_writer_literal (&execution->writer, "[");
  for (gsize i = 0; i < json_object_array_length (value); i++)
    {
      UoisGqlOutcome outcome;

      item.index = i;
      uois_json_writer_raw (&execution->writer, ",", i > 0);
      outcome = write_value (execution, field, item_type, json_object_array_get_idx (value, i), &item);
      if (outcome != UOIS_GQL_WRITTEN)
        return outcome;
    }
  uois_json_writer_literal (&execution->writer, "]");
  return UOIS_GQL_WRITTEN;
}

static UoisGqlOutcome
write_object (UoisGqlExecution *execution,
              const UoisGqlPlanField *field,
              const UoisGqlFieldSet *selection,
              json_object *value,
              const UoisGqlPath *path)
{
  if (!uois_gql_execution_count_object (execution, field, path))
    return UOIS_GQL_FAILED;
  return uois_gql_write_json_object (execution, value, selection, path);
}

/* ResolveAbstractType(): NULL with an error. */
static const UoisGqlType *
resolve_type (UoisGqlExecution *execution,
              const UoisGqlPlanField *field,
              const UoisGqlType *abstract,
              json_object *value,
              const UoisGqlPath *path)
{
  const char *name = get_text_member (value, TYPE_MEMBER);
  const UoisGqlType *type = name ? uois_gql_schema_find_type (execution->schema, name) : NULL;
  char *message;

  if (type && type->kind == UOIS_GQL_TYPE_OBJECT && uois_gql_type_is_possible (abstract, type))
    return type;

  if (name == NULL)
    message = g_strdup_printf ("Abstract type \"%s\" must resolve to an Object type at runtime for field \"%s.%s\". "
                               "Either the \"%s\" type should provide a \"resolveType\" function or each possible "
                               "type should provide an \"isTypeOf\" function.",
                               abstract->name, field->field->owner->name, field->field->name, abstract->name);
  else if (type == NULL)
    message = g_strdup_printf ("Abstract type \"%s\" was resolved to a type \"%s\" that does not exist inside the "
                               "schema.",
                               abstract->name, name);
  else if (type->kind != UOIS_GQL_TYPE_OBJECT)
    message = g_strdup_printf ("Abstract type \"%s\" was resolved to a non-object type \"%s\".", abstract->name, name);
  else
    message = g_strdup_printf ("Runtime Object type \"%s\" is not a possible type for \"%s\".", name, abstract->name);
  fail (execution, field, path, message);
  return NULL;
}

static UoisGqlOutcome
write_abstract (UoisGqlExecution *execution,
                const UoisGqlPlanField *field,
                const UoisGqlType *abstract,
                json_object *value,
                const UoisGqlPath *path)
{
  const UoisGqlType *type = resolve_type (execution, field, abstract, value, path);
  const UoisGqlFieldSet *selection;

  if (type == NULL)
    return UOIS_GQL_NULLED;
  selection = uois_gql_plan_select (execution->plan, field, type, &execution->arena, &execution->variables,
                                    execution->limits, &execution->errors);
  return selection ? write_object (execution, field, selection, value, path) : UOIS_GQL_FAILED;
}

/* CompleteValue() of section 6.4.3, of a nullable type. */
static UoisGqlOutcome
complete_value (UoisGqlExecution *execution,
                const UoisGqlPlanField *field,
                const UoisGqlType *type,
                json_object *value,
                const UoisGqlPath *path)
{
  switch (type->kind)
    {
    case UOIS_GQL_TYPE_LIST:
      return write_list (execution, field, type->of, value, path);
    case UOIS_GQL_TYPE_OBJECT:
      return write_object (execution, field, field->selection, value, path);
    case UOIS_GQL_TYPE_INTERFACE:
    case UOIS_GQL_TYPE_UNION:
      return write_abstract (execution, field, type, value, path);
    default:
      return write_leaf (execution, field, type, value, path);
    }
}

static UoisGqlOutcome
write_value (UoisGqlExecution *execution,
             const UoisGqlPlanField *field,
             const UoisGqlType *type,
             json_object *value,
             const UoisGqlPath *path)
{
  gboolean nullable = type->kind != UOIS_GQL_TYPE_NON_NULL;
  const char *error = get_text_member (value, ERROR_MEMBER);
  gsize start = execution->writer.length;
  UoisGqlOutcome outcome;

  if (error)
    outcome = fail (execution, field, path, g_strdup (error));
  else if (value == NULL)
    outcome = uois_gql_execution_write_null (execution, field, nullable, path);
  else
    outcome = complete_value (execution, field, uois_gql_type_get_nullable (type), value, path);
  return uois_gql_execution_settle (execution, outcome, start, nullable);
}

/* ExecuteField() of section 6.4. */
static UoisGqlOutcome
write_field (UoisGqlExecution *execution,
             json_object *object,
             const UoisGqlFieldSet *set,
             const UoisGqlPlanField *field,
             const UoisGqlPath *path)
{
  const UoisGqlSchema *schema = execution->schema;
  gsize start = execution->writer.length;
  json_object *value = NULL;

  if (field->field == schema->typename_field)
    {
      uois_json_writer_string (&execution->writer, set->type->name, -1);
      return UOIS_GQL_WRITTEN;
    }
  if (field->argument_error)
    {
      uois_gql_errors_add (&execution->errors, execution->document, &field->argument_error_node, 1, path,
                           g_strdup (field->argument_error));
      return uois_gql_execution_settle (execution, UOIS_GQL_NULLED, start, field->nullable);
    }
  if (field->field == schema->schema_field || field->field == schema->type_field)
    return uois_gql_execution_settle (execution, uois_gql_write_introspection (execution, field, path), start,
                                      field->nullable);

  if (json_object_is_type (object, json_type_object))
    json_object_object_get_ex (object, field->field->name, &value);
  return write_value (execution, field, field->field->type, value, path);
}

UoisGqlOutcome
uois_gql_write_json_object (UoisGqlExecution *execution,
                            json_object *object,
                            const UoisGqlFieldSet *set,
                            const UoisGqlPath *above)
{
  uois_json_writer_literal (&execution->writer, "{");
  for (guint i = 0; i < set->length; i++)
    {
      const UoisGqlPlanField *field = &set->fields[i];
      UoisGqlPath path = { .above = above, .name = field->response_name };
      UoisGqlOutcome outcome;

      uois_gql_execution_write_label (execution, field);
      outcome = write_field (execution, object, set, field, &path);
      if (outcome != UOIS_GQL_WRITTEN)
        return outcome;
    }
  uois_json_writer_literal (&execution->writer, "}");
  return UOIS_GQL_WRITTEN;
}
