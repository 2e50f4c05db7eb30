/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/coercion.h"

#include "gql/representation.h"
#include "gql/scalars.h"
#include "gql/suggestion-list.h"
#include "language/printer.h"

#include <string.h>

const UoisGqlValue uois_gql_null = { .kind = UOIS_GQL_VALUE_NULL };

static UoisGqlValue *
new_value (UoisArena *arena, UoisGqlValueKind kind, guint length)
{
  UoisGqlValue *value = uois_arena_new (arena, UoisGqlValue);

  value->kind = kind;
  value->length = length;
  if (length > 0)
    value->items = uois_arena_allocate (arena, length * sizeof (gpointer));
  return value;
}

static const UoisGqlValue *
new_list_of_one (UoisArena *arena, const UoisGqlValue *item)
{
  UoisGqlValue *list;

  if (item == NULL)
    return NULL;
  list = new_value (arena, UOIS_GQL_VALUE_LIST, 1);
  list->items[0] = item;
  return list;
}

/* Exactly one field, and that not null. */
static gboolean
fulfils_one_of (const UoisGqlValue *object)
{
  guint given = 0;

  for (guint i = 0; i < object->length; i++)
    if (object->items[i])
      {
        given++;
        if (object->items[i]->kind == UOIS_GQL_VALUE_NULL)
          return FALSE;
      }
  return given == 1;
}

/* ---- Literals ---- */

static gboolean
is_missing_variable (const UoisDocument *document, UoisNode node, const UoisGqlVariables *variables)
{
  return uois_node_get_kind (document, node) == UOIS_NODE_VARIABLE &&
         uois_gql_variables_find (variables, uois_node_get_text (document, node)) == NULL;
}

static const UoisGqlValue *
coerce_list_literal (UoisArena *arena,
                     const UoisDocument *document,
                     UoisNode node,
                     const UoisGqlType *item_type,
                     const UoisGqlVariables *variables)
{
  UoisGqlValue *list;
  guint length = 0;

  UOIS_NODE_FOREACH (document, node, item)
  length++;
  list = new_value (arena, UOIS_GQL_VALUE_LIST, length);
  length = 0;
  UOIS_NODE_FOREACH (document, node, item)
  {
    const UoisGqlValue *value = uois_gql_coerce_literal (arena, document, item, item_type, variables);

    /* A missing variable is null in a list that may hold that. */
    if (value == NULL && item_type->kind != UOIS_GQL_TYPE_NON_NULL && is_missing_variable (document, item, variables))
      value = &uois_gql_null;
    if (value == NULL)
      return NULL;
    list->items[length++] = value;
  }
  return list;
}

static const UoisGqlValue *
coerce_object_literal (UoisArena *arena,
                       const UoisDocument *document,
                       UoisNode node,
                       const UoisGqlType *type,
                       const UoisGqlVariables *variables)
{
  UoisGqlValue *object;

  if (uois_node_get_kind (document, node) != UOIS_NODE_OBJECT_VALUE)
    return NULL;

  object = new_value (arena, UOIS_GQL_VALUE_OBJECT, type->input_fields.length);
  UOIS_NODE_FOREACH (document, node, field_node)
  {
    const UoisGqlInputValue *field = uois_gql_type_find_input_field (type, uois_node_get_text (document, field_node));
    UoisNode value_node = uois_node_get_value (document, field_node);

    if (field == NULL)
      return NULL;
    if (is_missing_variable (document, value_node, variables))
      continue;
    object->items[field->index] = uois_gql_coerce_literal (arena, document, value_node, field->type, variables);
    if (object->items[field->index] == NULL)
      return NULL;
  }
  for (guint i = 0; i < type->input_fields.length; i++)
    {
      const UoisGqlInputValue *field = type->input_fields.items[i];

      if (object->items[i])
        continue;
      object->items[i] = field->default_value;
      if (field->default_value == NULL && field->type->kind == UOIS_GQL_TYPE_NON_NULL)
        return NULL;
    }
  return !type->one_of || fulfils_one_of (object) ? object : NULL;
}

const UoisGqlValue *
uois_gql_coerce_literal (UoisArena *arena,
                         const UoisDocument *document,
                         UoisNode node,
                         const UoisGqlType *type,
                         const UoisGqlVariables *variables)
{
  UoisNodeKind kind = uois_node_get_kind (document, node);
  UoisValue scalar = UOIS_VALUE_INIT;
  UoisGqlValue *value;

  /* The value of a variable has been coerced to the variable's type, which validation has compared with this one. */
  if (kind == UOIS_NODE_VARIABLE)
    {
      const UoisGqlValue *variable = uois_gql_variables_find (variables, uois_node_get_text (document, node));

      return variable && variable->kind == UOIS_GQL_VALUE_NULL && type->kind == UOIS_GQL_TYPE_NON_NULL ? NULL :
                                                                                                         variable;
    }
  if (kind == UOIS_NODE_NULL_VALUE)
    return type->kind == UOIS_GQL_TYPE_NON_NULL ? NULL : &uois_gql_null;

  type = uois_gql_type_get_nullable (type);
  if (type->kind == UOIS_GQL_TYPE_LIST)
    return kind == UOIS_NODE_LIST_VALUE ?
               coerce_list_literal (arena, document, node, type->of, variables) :
               new_list_of_one (arena, uois_gql_coerce_literal (arena, document, node, type->of, variables));
  if (type->kind == UOIS_GQL_TYPE_INPUT_OBJECT)
    return coerce_object_literal (arena, document, node, type, variables);
  if (type->scalar == UOIS_GQL_SCALAR_REPRESENTATION)
    return uois_gql_representation_from_literal (arena, document, node, variables);

  if (!uois_gql_leaf_parse_literal (type, type->text, document, node, &scalar, NULL))
    return NULL;
  value = new_value (arena, UOIS_GQL_VALUE_SCALAR, 0);
  value->scalar = scalar;
  return value;
}

/* ---- Arguments ---- */

static gboolean
fail_argument (UoisNode *where, UoisNode node, char **message, char *text)
{
  *where = node;
  *message = text;
  return FALSE;
}

static gboolean
coerce_argument (UoisArena *arena,
                 const UoisDocument *document,
                 UoisNode node,
                 const UoisGqlInputValue *definition,
                 const UoisGqlVariables *variables,
                 const UoisGqlValue **value,
                 UoisNode *where,
                 char **message)
{
  UoisNode argument = uois_node_find_argument (document, node, definition->name);
  UoisNode literal = uois_node_get_value (document, argument);
  gboolean is_missing = argument != 0 && is_missing_variable (document, literal, variables);
  g_autofree char *printed = NULL;

  *value = definition->default_value;
  if (argument == 0 || is_missing)
    {
      if (*value || definition->type->kind != UOIS_GQL_TYPE_NON_NULL)
        return TRUE;
      if (argument == 0)
        return fail_argument (where, node, message,
                              g_strdup_printf ("Argument \"%s\" of required type \"%s\" was not provided.",
                                               definition->name, definition->type->text));
      return fail_argument (where, literal, message,
                            g_strdup_printf ("Argument \"%s\" of required type \"%s\" was provided the variable "
                                             "\"$%s\" which was not provided a runtime value.",
                                             definition->name, definition->type->text,
                                             uois_node_get_text (document, literal)));
    }

  *value = uois_gql_coerce_literal (arena, document, literal, definition->type, variables);
  if (*value)
    return TRUE;
  if (definition->type->kind == UOIS_GQL_TYPE_NON_NULL &&
      uois_gql_coerce_literal (arena, document, literal, definition->type->of, variables) == &uois_gql_null)
    return fail_argument (where, literal, message,
                          g_strdup_printf ("Argument \"%s\" of non-null type \"%s\" must not be null.",
                                           definition->name, definition->type->text));
  printed = uois_node_print (document, literal);
  return fail_argument (where, literal, message,
                        g_strdup_printf ("Argument \"%s\" has invalid value %s.", definition->name, printed));
}

gboolean
uois_gql_coerce_arguments (UoisArena *arena,
                           const UoisDocument *document,
                           UoisNode node,
                           const UoisGqlInputValue *const *definitions,
                           guint n_definitions,
                           const UoisGqlVariables *variables,
                           const UoisGqlValue **values,
                           UoisNode *where,
                           char **message)
{
  for (guint i = 0; i < n_definitions; i++)
    if (!coerce_argument (arena, document, node, definitions[i], variables, &values[i], where, message))
      return FALSE;
  return TRUE;
}

gboolean
uois_gql_uses_variables (const UoisDocument *document, UoisNode node)
{
  if (uois_node_get_kind (document, node) == UOIS_NODE_VARIABLE)
    return TRUE;
  UOIS_NODE_FOREACH (document, node, child)
  {
    UoisNodeKind kind = uois_node_get_kind (document, child);

    if ((kind == UOIS_NODE_ARGUMENT || kind == UOIS_NODE_OBJECT_FIELD || uois_node_kind_is_value (kind)) &&
        uois_gql_uses_variables (document, child))
      return TRUE;
  }
  return FALSE;
}

/* ---- Variables ---- */

/* One variable's value on its way through the types. */
typedef struct
{
  UoisArena *arena;
  const UoisDocument *document;
  UoisNode definition;
  guint list_limit;
  UoisGqlErrors *errors;
} VariableCoercion;

void
uois_gql_variables_clear (UoisGqlVariables *variables)
{
  g_clear_pointer (&variables->json, json_object_put);
}

const UoisGqlValue *
uois_gql_variables_find (const UoisGqlVariables *variables, const char *name)
{
  if (variables == NULL)
    return NULL;
  for (guint i = 0; i < variables->length; i++)
    if (strcmp (variables->names[i], name) == 0)
      return variables->values[i];
  return NULL;
}

static void
append_path (GString *text, const UoisGqlPath *path)
{
  if (path->above)
    append_path (text, path->above);
  if (path->name)
    g_string_append_printf (text, "%s%s", path->above ? "." : "", path->name);
  else
    g_string_append_printf (text, "[%u]", path->index);
}

static const UoisGqlValue *
coerce_json (VariableCoercion *coercion, json_object *json, const UoisGqlType *type, const UoisGqlPath *path);

/* Always NULL. */
static const UoisGqlValue *
fail_variable (VariableCoercion *coercion, json_object *json, const UoisGqlPath *path, char *reason)
{
  g_autofree char *found = uois_gql_inspect_json (json);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "Variable \"$%s\" got invalid value %s",
                          uois_node_get_text (coercion->document, coercion->definition), found);
  if (path->above)
    {
      g_string_append (text, " at \"");
      append_path (text, path);
      g_string_append_c (text, '"');
    }
  g_string_append_printf (text, "; %s", reason);
  g_free (reason);
  uois_gql_errors_add (coercion->errors, coercion->document, &coercion->definition, 1, NULL,
                       g_strndup (text->str, text->len));
  return NULL;
}

static const UoisGqlValue *
coerce_json_list (VariableCoercion *coercion, json_object *json, const UoisGqlType *item_type, const UoisGqlPath *path)
{
  gsize length = json_object_array_length (json);
  gboolean valid = TRUE;
  UoisGqlValue *list;

  if (length > coercion->list_limit)
    return fail_variable (coercion, json, path,
                          g_strdup_printf ("A list can have at most %u items.", coercion->list_limit));

  list = new_value (coercion->arena, UOIS_GQL_VALUE_LIST, length);
  for (guint i = 0; i < length; i++)
    {
      UoisGqlPath item_path = { .above = path, .index = i };

      list->items[i] = coerce_json (coercion, json_object_array_get_idx (json, i), item_type, &item_path);
      valid = valid && list->items[i];
    }
  return valid ? list : NULL;
}

static gboolean
check_unknown_fields (VariableCoercion *coercion, json_object *json, const UoisGqlType *type, const UoisGqlPath *path)
{
  gboolean valid = TRUE;

  json_object_object_foreach (json, name, member)
  {
    g_autoptr (GPtrArray) names = NULL;
    g_autofree char *suggestion = NULL;

    (void) member;
    if (uois_gql_type_find_input_field (type, name))
      continue;
    names = g_ptr_array_new ();
    for (guint i = 0; i < type->input_fields.length; i++)
      g_ptr_array_add (names, (gpointer) type->input_fields.items[i]->name);
    suggestion = uois_gql_did_you_mean (NULL, name, names);
    fail_variable (coercion, json, path,
                   g_strdup_printf ("Field \"%s\" is not defined by type \"%s\".%s", name, type->name, suggestion));
    valid = FALSE;
  }
  return valid;
}

/* Says both what is wrong with the number of fields and, as the reference does, that the first one is null. */
static gboolean
check_one_of (VariableCoercion *coercion, json_object *json, const UoisGqlType *type, const UoisGqlPath *path)
{
  const char *first = NULL;
  json_object *first_value = NULL;
  gboolean valid = TRUE;
  guint given = 0;

  for (guint i = 0; i < type->input_fields.length; i++)
    {
      const char *name = type->input_fields.items[i]->name;
      json_object *member;

      if (!json_object_object_get_ex (json, name, &member))
        continue;
      if (given++ == 0)
        {
          first = name;
          first_value = member;
        }
    }
  if (given != 1)
    {
      fail_variable (coercion, json, path,
                     g_strdup_printf ("Exactly one key must be specified for OneOf type \"%s\".", type->name));
      valid = FALSE;
    }
  if (first && first_value == NULL)
    {
      UoisGqlPath field_path = { .above = path, .name = first };

      fail_variable (coercion, NULL, &field_path, g_strdup_printf ("Field \"%s\" must be non-null.", first));
      valid = FALSE;
    }
  return valid;
}

static const UoisGqlValue *
coerce_json_object (VariableCoercion *coercion, json_object *json, const UoisGqlType *type, const UoisGqlPath *path)
{
  UoisGqlValue *object = new_value (coercion->arena, UOIS_GQL_VALUE_OBJECT, type->input_fields.length);
  gboolean valid = TRUE;

  for (guint i = 0; i < type->input_fields.length; i++)
    {
      const UoisGqlInputValue *field = type->input_fields.items[i];
      UoisGqlPath field_path = { .above = path, .name = field->name };
      json_object *member;

      if (json_object_object_get_ex (json, field->name, &member))
        {
          object->items[i] = coerce_json (coercion, member, field->type, &field_path);
          valid = valid && object->items[i];
        }
      else if (field->default_value == NULL && field->type->kind == UOIS_GQL_TYPE_NON_NULL)
        {
          fail_variable (coercion, json, path,
                         g_strdup_printf ("Field \"%s\" of required type \"%s\" was not provided.", field->name,
                                          field->type->text));
          valid = FALSE;
        }
      else
        object->items[i] = field->default_value;
    }
  if (!check_unknown_fields (coercion, json, type, path))
    valid = FALSE;
  if (type->one_of && !check_one_of (coercion, json, type, path))
    valid = FALSE;
  return valid ? object : NULL;
}

static const UoisGqlValue *
coerce_json (VariableCoercion *coercion, json_object *json, const UoisGqlType *type, const UoisGqlPath *path)
{
  UoisValue scalar = UOIS_VALUE_INIT;
  char *message = NULL;
  UoisGqlValue *value;

  if (json == NULL)
    return type->kind == UOIS_GQL_TYPE_NON_NULL ?
               fail_variable (coercion, json, path,
                              g_strdup_printf ("Expected non-nullable type \"%s\" not to be null.", type->text)) :
               &uois_gql_null;

  type = uois_gql_type_get_nullable (type);
  if (type->kind == UOIS_GQL_TYPE_LIST)
    return json_object_is_type (json, json_type_array) ?
               coerce_json_list (coercion, json, type->of, path) :
               new_list_of_one (coercion->arena, coerce_json (coercion, json, type->of, path));
  if (type->kind == UOIS_GQL_TYPE_INPUT_OBJECT)
    return json_object_is_type (json, json_type_object) ?
               coerce_json_object (coercion, json, type, path) :
               fail_variable (coercion, json, path,
                              g_strdup_printf ("Expected type \"%s\" to be an object.", type->name));
  if (type->scalar == UOIS_GQL_SCALAR_REPRESENTATION)
    return uois_gql_representation_from_json (coercion->arena, json);

  if (!uois_gql_leaf_parse_json (type, coercion->arena, json, &scalar, &message))
    return fail_variable (coercion, json, path, message);
  value = new_value (coercion->arena, UOIS_GQL_VALUE_SCALAR, 0);
  value->scalar = scalar;
  return value;
}

/* FALSE, with an error, if the text is neither a JSON object nor null. */
static gboolean
parse_json (const char *text, const UoisGqlLimits *limits, json_object **json, UoisGqlErrors *errors)
{
  json_tokener *tokener = json_tokener_new_ex (limits->variables_depth);
  gsize length = strlen (text);
  enum json_tokener_error status = json_tokener_error_size;

  json_tokener_set_flags (tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
  if (length < G_MAXINT)
    {
      /* The terminating zero tells the tokener that nothing follows. */
      *json = json_tokener_parse_ex (tokener, text, length + 1);
      status = json_tokener_get_error (tokener);
    }
  json_tokener_free (tokener);

  if (status != json_tokener_success)
    uois_gql_errors_add_request (
        errors, g_strdup_printf ("The variables are not valid JSON: %s.", json_tokener_error_desc (status)));
  else if (*json && !json_object_is_type (*json, json_type_object))
    uois_gql_errors_add_request (errors, g_strdup ("The variables must be a JSON object."));
  else
    return TRUE;
  return FALSE;
}

static void
coerce_variable (VariableCoercion *coercion, const UoisGqlType *type, json_object *json, const UoisGqlValue **value)
{
  const char *name = uois_node_get_text (coercion->document, coercion->definition);
  UoisNode default_node = uois_node_get_value (coercion->document, coercion->definition);
  UoisGqlPath path = { .name = name };
  json_object *member = NULL;
  gboolean is_given = json && json_object_object_get_ex (json, name, &member);
  char *message = NULL;

  if (!is_given && default_node != 0)
    *value = uois_gql_coerce_literal (coercion->arena, coercion->document, default_node, type, NULL);
  else if (!is_given && type->kind == UOIS_GQL_TYPE_NON_NULL)
    message = g_strdup_printf ("Variable \"$%s\" of required type \"%s\" was not provided.", name, type->text);
  else if (is_given && member == NULL && type->kind == UOIS_GQL_TYPE_NON_NULL)
    message = g_strdup_printf ("Variable \"$%s\" of non-null type \"%s\" must not be null.", name, type->text);
  else if (is_given)
    *value = coerce_json (coercion, member, type, &path);

  if (message)
    uois_gql_errors_add (coercion->errors, coercion->document, &coercion->definition, 1, NULL, message);
}

gboolean
uois_gql_coerce_variables (const UoisGqlSchema *schema,
                           UoisArena *arena,
                           const UoisDocument *document,
                           UoisNode operation,
                           const char *json,
                           const UoisGqlLimits *limits,
                           UoisGqlVariables *variables,
                           UoisGqlErrors *errors)
{
  VariableCoercion coercion = {
    .arena = arena, .document = document, .list_limit = limits->list_items, .errors = errors
  };
  guint n_errors = uois_gql_errors_get_length (errors);
  guint length = 0;

  *variables = (UoisGqlVariables){ 0 };
  UOIS_NODE_FOREACH_KIND (document, operation, UOIS_NODE_VARIABLE_DEFINITION, node)
  length++;
  if (json && !parse_json (json, limits, &variables->json, errors))
    return FALSE;
  if (length == 0)
    return TRUE;

  variables->names = uois_arena_allocate (arena, length * sizeof (gpointer));
  variables->values = uois_arena_allocate (arena, length * sizeof (gpointer));
  UOIS_NODE_FOREACH_KIND (document, operation, UOIS_NODE_VARIABLE_DEFINITION, node)
  {
    const UoisGqlType *type =
        uois_gql_schema_resolve_type (schema, arena, document, uois_node_get_type (document, node));

    coercion.definition = node;
    variables->names[variables->length] = uois_node_get_text (document, node);
    coerce_variable (&coercion, type, variables->json, &variables->values[variables->length]);
    variables->length++;
  }
  return uois_gql_errors_get_length (errors) == n_errors;
}
