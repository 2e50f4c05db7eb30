/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/introspection.h"

#include "language/printer.h"

#include <string.h>

/* The fields of all introspection types. */
enum
{
  FIELD_ARGS = 1,
  FIELD_DEFAULT_VALUE,
  FIELD_DEPRECATION_REASON,
  FIELD_DESCRIPTION,
  FIELD_DIRECTIVES,
  FIELD_ENUM_VALUES,
  FIELD_FIELDS,
  FIELD_INPUT_FIELDS,
  FIELD_INTERFACES,
  FIELD_IS_DEPRECATED,
  FIELD_IS_ONE_OF,
  FIELD_IS_REPEATABLE,
  FIELD_KIND,
  FIELD_LOCATIONS,
  FIELD_MUTATION_TYPE,
  FIELD_NAME,
  FIELD_OF_TYPE,
  FIELD_POSSIBLE_TYPES,
  FIELD_QUERY_TYPE,
  FIELD_SPECIFIED_BY_URL,
  FIELD_SUBSCRIPTION_TYPE,
  FIELD_TYPE,
  FIELD_TYPES,
};

static const char *const field_names[] = {
  [FIELD_ARGS] = "args",
  [FIELD_DEFAULT_VALUE] = "defaultValue",
  [FIELD_DEPRECATION_REASON] = "deprecationReason",
  [FIELD_DESCRIPTION] = "description",
  [FIELD_DIRECTIVES] = "directives",
  [FIELD_ENUM_VALUES] = "enumValues",
  [FIELD_FIELDS] = "fields",
  [FIELD_INPUT_FIELDS] = "inputFields",
  [FIELD_INTERFACES] = "interfaces",
  [FIELD_IS_DEPRECATED] = "isDeprecated",
  [FIELD_IS_ONE_OF] = "isOneOf",
  [FIELD_IS_REPEATABLE] = "isRepeatable",
  [FIELD_KIND] = "kind",
  [FIELD_LOCATIONS] = "locations",
  [FIELD_MUTATION_TYPE] = "mutationType",
  [FIELD_NAME] = "name",
  [FIELD_OF_TYPE] = "ofType",
  [FIELD_POSSIBLE_TYPES] = "possibleTypes",
  [FIELD_QUERY_TYPE] = "queryType",
  [FIELD_SPECIFIED_BY_URL] = "specifiedByURL",
  [FIELD_SUBSCRIPTION_TYPE] = "subscriptionType",
  [FIELD_TYPE] = "type",
  [FIELD_TYPES] = "types",
};

static const char *const kind_names[] = {
  [UOIS_GQL_TYPE_SCALAR] = "SCALAR",       [UOIS_GQL_TYPE_OBJECT] = "OBJECT",
  [UOIS_GQL_TYPE_INTERFACE] = "INTERFACE", [UOIS_GQL_TYPE_UNION] = "UNION",
  [UOIS_GQL_TYPE_ENUM] = "ENUM",           [UOIS_GQL_TYPE_INPUT_OBJECT] = "INPUT_OBJECT",
  [UOIS_GQL_TYPE_LIST] = "LIST",           [UOIS_GQL_TYPE_NON_NULL] = "NON_NULL",
};

guint
uois_gql_introspection_find_field (const char *name)
{
  for (guint i = FIELD_ARGS; i < G_N_ELEMENTS (field_names); i++)
    if (strcmp (field_names[i], name) == 0)
      return i;
  return 0;
}

/* Writes one field of an introspection object. */
typedef UoisGqlOutcome (*WriteMember) (UoisGqlExecution *execution,
                                       gconstpointer object,
                                       const UoisGqlPlanField *field,
                                       const UoisGqlPath *path);

/* The reason of a deprecation; NULL for what is not deprecated. */
typedef const char *(*GetDeprecation) (gconstpointer item);

static UoisGqlOutcome write_type_member (UoisGqlExecution *execution,
                                         gconstpointer object,
                                         const UoisGqlPlanField *field,
                                         const UoisGqlPath *path);

/* ---- Values ---- */

static UoisGqlOutcome
write_text (UoisGqlExecution *execution, const char *text)
{
  if (text)
    uois_json_writer_string (&execution->writer, text, -1);
  else
    uois_json_writer_literal (&execution->writer, "null");
  return UOIS_GQL_WRITTEN;
}

static UoisGqlOutcome
write_boolean (UoisGqlExecution *execution, gboolean boolean)
{
  if (boolean)
    uois_json_writer_literal (&execution->writer, "true");
  else
    uois_json_writer_literal (&execution->writer, "false");
  return UOIS_GQL_WRITTEN;
}

static UoisGqlOutcome
write_member (UoisGqlExecution *execution,
              gconstpointer object,
              const UoisGqlPlanField *field,
              const UoisGqlFieldSet *set,
              WriteMember write,
              const UoisGqlPath *path)
{
  if (field->field == execution->schema->typename_field)
    return write_text (execution, set->type->name);
  if (field->argument_error == NULL)
    return write (execution, object, field, path);

  uois_gql_errors_add (&execution->errors, execution->document, &field->argument_error_node, 1, path,
                       g_strdup (field->argument_error));
  return UOIS_GQL_NULLED;
}

static UoisGqlOutcome
write_object (UoisGqlExecution *execution,
              gconstpointer object,
              const UoisGqlPlanField *parent,
              WriteMember write,
              const UoisGqlPath *above)
{
  const UoisGqlFieldSet *set = parent->selection;

  if (object == NULL)
    return write_text (execution, NULL);
  if (!uois_gql_execution_count_object (execution, parent, above))
    return UOIS_GQL_FAILED;

  uois_json_writer_literal (&execution->writer, "{");
  for (guint i = 0; i < set->length; i++)
    {
      const UoisGqlPlanField *field = &set->fields[i];
      UoisGqlPath path = { .above = above, .name = field->response_name };
      UoisGqlOutcome outcome;
      gsize start;

      uois_gql_execution_write_label (execution, field);
      start = execution->writer.length;
      outcome = write_member (execution, object, field, set, write, &path);
      outcome = uois_gql_execution_settle (execution, outcome, start, field->nullable);
      if (outcome != UOIS_GQL_WRITTEN)
        return outcome;
    }
  uois_json_writer_literal (&execution->writer, "}");
  return UOIS_GQL_WRITTEN;
}

static UoisGqlOutcome
write_list (UoisGqlExecution *execution,
            gconstpointer items,
            guint length,
            const UoisGqlPlanField *field,
            WriteMember write,
            GetDeprecation get_deprecation,
            const UoisGqlPath *path)
{
  const gconstpointer *objects = items;
  gboolean include_deprecated =
      get_deprecation == NULL || (field->arguments[0] && field->arguments[0]->scalar.integer != 0);
  UoisGqlPath item = { .above = path };

  uois_json_writer_literal (&execution->writer, "[");
  for (guint i = 0; i < length; i++)
    {
      UoisGqlOutcome outcome;

      if (!include_deprecated && get_deprecation (objects[i]))
        continue;
      if (item.index > 0)
        uois_json_writer_literal (&execution->writer, ",");
      outcome = write_object (execution, objects[i], field, write, &item);
      if (outcome != UOIS_GQL_WRITTEN)
        return outcome;
      item.index++;
    }
  uois_json_writer_literal (&execution->writer, "]");
  return UOIS_GQL_WRITTEN;
}

static UoisGqlOutcome
write_type (UoisGqlExecution *execution,
            const UoisGqlType *type,
            const UoisGqlPlanField *field,
            const UoisGqlPath *path)
{
  return write_object (execution, type, field, write_type_member, path);
}

/* ---- __InputValue, __EnumValue, __Field ---- */

static const char *
get_input_value_deprecation (gconstpointer item)
{
  return ((const UoisGqlInputValue *) item)->deprecated;
}

static const char *
get_enum_value_deprecation (gconstpointer item)
{
  return ((const UoisGqlEnumValue *) item)->deprecated;
}

static const char *
get_field_deprecation (gconstpointer item)
{
  return ((const UoisGqlField *) item)->deprecated;
}

static UoisGqlOutcome
write_input_value_member (UoisGqlExecution *execution,
                          gconstpointer object,
                          const UoisGqlPlanField *field,
                          const UoisGqlPath *path)
{
  const UoisGqlInputValue *value = object;
  g_autofree char *literal = NULL;

  switch (field->introspection)
    {
    case FIELD_NAME:
      return write_text (execution, value->name);
    case FIELD_DESCRIPTION:
      return write_text (execution, value->description);
    case FIELD_TYPE:
      return write_type (execution, value->type, field, path);
    case FIELD_DEFAULT_VALUE:
      if (value->default_node != 0)
        literal = uois_node_print (value->document, value->default_node);
      return write_text (execution, literal);
    case FIELD_IS_DEPRECATED:
      return write_boolean (execution, value->deprecated != NULL);
    default:
      return write_text (execution, value->deprecated);
    }
}

static UoisGqlOutcome
write_enum_value_member (UoisGqlExecution *execution,
                         gconstpointer object,
                         const UoisGqlPlanField *field,
                         const UoisGqlPath *path)
{
  const UoisGqlEnumValue *value = object;

  switch (field->introspection)
    {
    case FIELD_NAME:
      return write_text (execution, value->name);
    case FIELD_DESCRIPTION:
      return write_text (execution, value->description);
    case FIELD_IS_DEPRECATED:
      return write_boolean (execution, value->deprecated != NULL);
    default:
      return write_text (execution, value->deprecated);
    }
}

static UoisGqlOutcome
write_field_member (UoisGqlExecution *execution,
                    gconstpointer object,
                    const UoisGqlPlanField *field,
                    const UoisGqlPath *path)
{
  const UoisGqlField *definition = object;

  switch (field->introspection)
    {
    case FIELD_NAME:
      return write_text (execution, definition->name);
    case FIELD_DESCRIPTION:
      return write_text (execution, definition->description);
    case FIELD_ARGS:
      return write_list (execution, definition->arguments.items, definition->arguments.length, field,
                         write_input_value_member, get_input_value_deprecation, path);
    case FIELD_TYPE:
      return write_type (execution, definition->type, field, path);
    case FIELD_IS_DEPRECATED:
      return write_boolean (execution, definition->deprecated != NULL);
    default:
      return write_text (execution, definition->deprecated);
    }
}

/* ---- __Directive ---- */

static UoisGqlOutcome
write_locations (UoisGqlExecution *execution, const UoisGqlDirective *directive)
{
  uois_json_writer_literal (&execution->writer, "[");
  for (guint i = 0; i < directive->locations.length; i++)
    {
      uois_json_writer_raw (&execution->writer, ",", i > 0);
      uois_json_writer_string (&execution->writer, directive->locations.items[i], -1);
    }
  uois_json_writer_literal (&execution->writer, "]");
  return UOIS_GQL_WRITTEN;
}

static UoisGqlOutcome
write_directive_member (UoisGqlExecution *execution,
                        gconstpointer object,
                        const UoisGqlPlanField *field,
                        const UoisGqlPath *path)
{
  const UoisGqlDirective *directive = object;

  switch (field->introspection)
    {
    case FIELD_NAME:
      return write_text (execution, directive->name);
    case FIELD_DESCRIPTION:
      return write_text (execution, directive->description);
    case FIELD_IS_REPEATABLE:
      return write_boolean (execution, directive->repeatable);
    case FIELD_LOCATIONS:
      return write_locations (execution, directive);
    default:
      return write_list (execution, directive->arguments.items, directive->arguments.length, field,
                         write_input_value_member, get_input_value_deprecation, path);
    }
}

/* ---- __Type ---- */

/* The lists that only some kinds of types have; null for the others. */
static UoisGqlOutcome
write_type_list (UoisGqlExecution *execution,
                 const UoisGqlType *type,
                 const UoisGqlPlanField *field,
                 const UoisGqlPath *path)
{
  gboolean has_fields = type->kind == UOIS_GQL_TYPE_OBJECT || type->kind == UOIS_GQL_TYPE_INTERFACE;

  switch (field->introspection)
    {
    case FIELD_FIELDS:
      if (has_fields)
        return write_list (execution, type->fields.items, type->fields.length, field, write_field_member,
                           get_field_deprecation, path);
      break;
    case FIELD_INTERFACES:
      if (has_fields)
        return write_list (execution, type->interfaces.items, type->interfaces.length, field, write_type_member, NULL,
                           path);
      break;
    case FIELD_POSSIBLE_TYPES:
      if (uois_gql_type_is_abstract (type))
        return write_list (execution, type->possible_types.items, type->possible_types.length, field, write_type_member,
                           NULL, path);
      break;
    case FIELD_ENUM_VALUES:
      if (type->kind == UOIS_GQL_TYPE_ENUM)
        return write_list (execution, type->values.items, type->values.length, field, write_enum_value_member,
                           get_enum_value_deprecation, path);
      break;
    default:
      if (type->kind == UOIS_GQL_TYPE_INPUT_OBJECT)
        return write_list (execution, type->input_fields.items, type->input_fields.length, field,
                           write_input_value_member, get_input_value_deprecation, path);
    }
  return write_text (execution, NULL);
}

static UoisGqlOutcome
write_type_member (UoisGqlExecution *execution,
                   gconstpointer object,
                   const UoisGqlPlanField *field,
                   const UoisGqlPath *path)
{
  const UoisGqlType *type = object;

  switch (field->introspection)
    {
    case FIELD_KIND:
      return write_text (execution, kind_names[type->kind]);
    case FIELD_NAME:
      return write_text (execution, type->name);
    case FIELD_DESCRIPTION:
      return write_text (execution, type->description);
    case FIELD_SPECIFIED_BY_URL:
      return write_text (execution, type->specified_by);
    case FIELD_OF_TYPE:
      return write_type (execution, type->of, field, path);
    case FIELD_IS_ONE_OF:
      if (type->kind == UOIS_GQL_TYPE_INPUT_OBJECT)
        return write_boolean (execution, type->one_of);
      return write_text (execution, NULL);
    default:
      return write_type_list (execution, type, field, path);
    }
}

/* ---- __Schema ---- */

static UoisGqlOutcome
write_schema_member (UoisGqlExecution *execution,
                     gconstpointer object,
                     const UoisGqlPlanField *field,
                     const UoisGqlPath *path)
{
  const UoisGqlSchema *schema = object;

  switch (field->introspection)
    {
    case FIELD_DESCRIPTION:
      return write_text (execution, schema->description);
    case FIELD_TYPES:
      return write_list (execution, schema->types.items, schema->types.length, field, write_type_member, NULL, path);
    case FIELD_QUERY_TYPE:
      return write_type (execution, schema->query, field, path);
    case FIELD_MUTATION_TYPE:
      return write_type (execution, schema->mutation, field, path);
    case FIELD_SUBSCRIPTION_TYPE:
      return write_type (execution, schema->subscription, field, path);
    default:
      return write_list (execution, schema->directives.items, schema->directives.length, field, write_directive_member,
                         NULL, path);
    }
}

UoisGqlOutcome
uois_gql_write_introspection (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path)
{
  if (field->field == execution->schema->schema_field)
    return write_object (execution, execution->schema, field, write_schema_member, path);
  return write_type (execution, uois_gql_schema_find_type (execution->schema, field->arguments[0]->scalar.text), field,
                     path);
}
