/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/schema-validation.h"

#include <string.h>

/* A schema on its way through the rules; all nodes are of its document. */
typedef struct
{
  const UoisGqlSchema *schema;
  const UoisDocument *document;
  UoisGqlErrors *errors;
  GHashTable *type_nodes; /* name -> GArray of UoisNode: its definition and its extensions */
} Validation;

/* ---- Reports ---- */

/* Takes @message; nodes that are 0 are left out. */
static void
report (Validation *validation, const UoisNode *nodes, guint n_nodes, char *message)
{
  g_autoptr (GArray) present = g_array_new (FALSE, FALSE, sizeof (UoisNode));

  for (guint i = 0; i < n_nodes; i++)
    if (nodes[i] != 0)
      g_array_append_val (present, nodes[i]);
  uois_gql_errors_add (validation->errors, validation->document, (const UoisNode *) present->data, present->len, NULL,
                       message);
}

static void
report_node (Validation *validation, UoisNode node, char *message)
{
  report (validation, &node, 1, message);
}

static const GArray *
get_type_nodes (Validation *validation, const UoisGqlType *type)
{
  return g_hash_table_lookup (validation->type_nodes, type->name);
}

/* At everything that defines the type, behind @first if that is not 0. */
static void
report_type (Validation *validation, UoisNode first, const UoisGqlType *type, char *message)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (UoisNode));
  const GArray *type_nodes = get_type_nodes (validation, type);

  g_array_append_val (nodes, first);
  g_array_append_vals (nodes, type_nodes->data, type_nodes->len);
  report (validation, (const UoisNode *) nodes->data, nodes->len, message);
}

/* Where @type names @name as an interface or member. */
static void
append_references (Validation *validation, GArray *nodes, const UoisGqlType *type, const char *name)
{
  const GArray *type_nodes = get_type_nodes (validation, type);

  for (guint i = 0; i < type_nodes->len; i++)
    UOIS_NODE_FOREACH_KIND (validation->document, g_array_index (type_nodes, UoisNode, i), UOIS_NODE_NAMED_TYPE, node)
    {
      if (strcmp (uois_node_get_text (validation->document, node), name) == 0)
        g_array_append_val (nodes, node);
    }
}

static void
report_references (Validation *validation, const UoisGqlType *type, const char *name, char *message)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (UoisNode));

  append_references (validation, nodes, type, name);
  report (validation, (const UoisNode *) nodes->data, nodes->len, message);
}

/* ---- Names, arguments and fields ---- */

static void
check_name (Validation *validation, const char *name, UoisNode node)
{
  if (g_str_has_prefix (name, "__"))
    report_node (
        validation, node,
        g_strdup_printf ("Name \"%s\" must not begin with \"__\", which is reserved by GraphQL introspection.", name));
}

char *
uois_gql_name_input_value (const char *type, const char *field, const UoisGqlInputValue *value)
{
  if (type == NULL)
    return g_strdup_printf ("@%s(%s:)", field, value->name);
  if (field == NULL)
    return g_strdup_printf ("%s.%s", type, value->name);
  return g_strdup_printf ("%s.%s(%s:)", type, field, value->name);
}

/* @type and @field as above; @type_node is where a wrong type is reported. */
static void
check_input_value (
    Validation *validation, const UoisGqlInputValue *value, const char *type, const char *field, UoisNode type_node)
{
  check_name (validation, value->name, value->node);
  if (!uois_gql_type_is_input (value->type))
    {
      g_autofree char *name = uois_gql_name_input_value (type, field, value);

      report_node (validation, type_node,
                   g_strdup_printf ("The type of %s must be Input Type but got: %s.", name, value->type->text));
    }
  if (uois_gql_input_value_is_required (value) && value->deprecated)
    {
      g_autofree char *name = uois_gql_name_input_value (type, field, value);
      UoisNode nodes[2] = { uois_node_find_directive (validation->document, value->node, "deprecated"),
                            uois_node_get_type (validation->document, value->node) };

      report (validation, nodes, 2,
              g_strdup_printf ("Required %s %s cannot be deprecated.", field ? "argument" : "input field", name));
    }
}

static void
check_directives (Validation *validation)
{
  for (guint i = 0; i < validation->schema->directives.length; i++)
    {
      const UoisGqlDirective *directive = validation->schema->directives.items[i];

      check_name (validation, directive->name, directive->node);
      for (guint j = 0; j < directive->arguments.length; j++)
        check_input_value (validation, directive->arguments.items[j], NULL, directive->name,
                           directive->arguments.items[j]->node);
    }
}

static void
check_field (Validation *validation, const UoisGqlType *type, const UoisGqlField *field)
{
  check_name (validation, field->name, field->node);
  if (!uois_gql_type_is_output (field->type))
    report_node (validation, uois_node_get_type (validation->document, field->node),
                 g_strdup_printf ("The type of %s.%s must be Output Type but got: %s.", type->name, field->name,
                                  field->type->text));
  for (guint i = 0; i < field->arguments.length; i++)
    check_input_value (validation, field->arguments.items[i], type->name, field->name,
                       uois_node_get_type (validation->document, field->arguments.items[i]->node));
}

static void
check_fields (Validation *validation, const UoisGqlType *type)
{
  if (type->fields.length == 0)
    report_type (validation, 0, type, g_strdup_printf ("Type %s must define one or more fields.", type->name));
  for (guint i = 0; i < type->fields.length; i++)
    check_field (validation, type, type->fields.items[i]);
}

/* ---- Interfaces: section 3.6.1, IsValidImplementation() ---- */

static void
check_implemented_argument (Validation *validation,
                            const UoisGqlType *type,
                            const UoisGqlField *field,
                            const UoisGqlField *wanted,
                            const UoisGqlInputValue *wanted_argument)
{
  const UoisGqlInputValue *argument = uois_gql_field_find_argument (field, wanted_argument->name);
  const UoisDocument *document = validation->document;

  if (argument == NULL)
    {
      UoisNode nodes[2] = { wanted_argument->node, field->node };

      report (validation, nodes, 2,
              g_strdup_printf ("Interface field argument %s.%s(%s:) expected but %s.%s does not provide it.",
                               wanted->owner->name, wanted->name, wanted_argument->name, type->name, field->name));
    }
  else if (argument->type != wanted_argument->type)
    {
      UoisNode nodes[2] = { uois_node_get_type (document, wanted_argument->node),
                            uois_node_get_type (document, argument->node) };

      report (validation, nodes, 2,
              g_strdup_printf ("Interface field argument %s.%s(%s:) expects type %s but %s.%s(%s:) is type %s.",
                               wanted->owner->name, wanted->name, wanted_argument->name, wanted_argument->type->text,
                               type->name, field->name, argument->name, argument->type->text));
    }
}

static void
check_implemented_field (Validation *validation, const UoisGqlType *type, const UoisGqlField *wanted)
{
  const UoisGqlField *field = g_hash_table_lookup (type->members, wanted->name);
  const char *interface = wanted->owner->name;

  if (field == NULL)
    {
      report_type (validation, wanted->node, type,
                   g_strdup_printf ("Interface field %s.%s expected but %s does not provide it.", interface,
                                    wanted->name, type->name));
      return;
    }
  if (!uois_gql_type_is_sub_type (field->type, wanted->type))
    {
      UoisNode nodes[2] = { uois_node_get_type (validation->document, wanted->node),
                            uois_node_get_type (validation->document, field->node) };

      report (validation, nodes, 2,
              g_strdup_printf ("Interface field %s.%s expects type %s but %s.%s is type %s.", interface, wanted->name,
                               wanted->type->text, type->name, field->name, field->type->text));
    }
  for (guint i = 0; i < wanted->arguments.length; i++)
    check_implemented_argument (validation, type, field, wanted, wanted->arguments.items[i]);
  for (guint i = 0; i < field->arguments.length; i++)
    {
      const UoisGqlInputValue *argument = field->arguments.items[i];
      UoisNode nodes[2] = { argument->node, wanted->node };

      if (uois_gql_input_value_is_required (argument) && uois_gql_field_find_argument (wanted, argument->name) == NULL)
        report (validation, nodes, 2,
                g_strdup_printf ("Object field %s.%s includes required argument %s that is missing from the "
                                 "Interface field %s.%s.",
                                 type->name, field->name, argument->name, interface, wanted->name));
    }
}

static gboolean
implements (const UoisGqlType *type, const UoisGqlType *interface)
{
  for (guint i = 0; i < type->interfaces.length; i++)
    if (type->interfaces.items[i] == interface)
      return TRUE;
  return FALSE;
}

static void
check_implemented_ancestors (Validation *validation, const UoisGqlType *type, const UoisGqlType *interface)
{
  for (guint i = 0; i < interface->interfaces.length; i++)
    {
      const UoisGqlType *ancestor = interface->interfaces.items[i];
      g_autoptr (GArray) nodes = NULL;

      if (implements (type, ancestor))
        continue;
      nodes = g_array_new (FALSE, FALSE, sizeof (UoisNode));
      append_references (validation, nodes, interface, ancestor->name);
      append_references (validation, nodes, type, interface->name);
      report (validation, (const UoisNode *) nodes->data, nodes->len,
              ancestor == type ?
                  g_strdup_printf ("Type %s cannot implement %s because it would create a circular reference.",
                                   type->name, interface->name) :
                  g_strdup_printf ("Type %s must implement %s because it is implemented by %s.", type->name,
                                   ancestor->name, interface->name));
    }
}

static void
check_interface (Validation *validation, GHashTable *seen, const UoisGqlType *type, const UoisGqlType *interface)
{
  char *message = NULL;

  if (interface->kind != UOIS_GQL_TYPE_INTERFACE)
    message = g_strdup_printf ("Type %s must only implement Interface types, it cannot implement %s.", type->name,
                               interface->name);
  else if (interface == type)
    message =
        g_strdup_printf ("Type %s cannot implement itself because it would create a circular reference.", type->name);
  else if (!g_hash_table_add (seen, (gpointer) interface))
    message = g_strdup_printf ("Type %s can only implement %s once.", type->name, interface->name);
  if (message)
    {
      report_references (validation, type, interface->name, message);
      return;
    }

  check_implemented_ancestors (validation, type, interface);
  for (guint i = 0; i < interface->fields.length; i++)
    check_implemented_field (validation, type, interface->fields.items[i]);
}

static void
check_interfaces (Validation *validation, const UoisGqlType *type)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < type->interfaces.length; i++)
    check_interface (validation, seen, type, type->interfaces.items[i]);
}

/* ---- Unions, enums ---- */

static void
check_union (Validation *validation, const UoisGqlType *type)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  if (type->possible_types.length == 0)
    report_type (validation, 0, type,
                 g_strdup_printf ("Union type %s must define one or more member types.", type->name));
  for (guint i = 0; i < type->possible_types.length; i++)
    {
      const UoisGqlType *member = type->possible_types.items[i];

      if (!g_hash_table_add (seen, (gpointer) member))
        report_references (validation, type, member->name,
                           g_strdup_printf ("Union type %s can only include type %s once.", type->name, member->name));
      else if (member->kind != UOIS_GQL_TYPE_OBJECT)
        report_references (validation, type, member->name,
                           g_strdup_printf ("Union type %s can only include Object types, it cannot include %s.",
                                            type->name, member->name));
    }
}

static void
check_enum (Validation *validation, const UoisGqlType *type)
{
  if (type->values.length == 0)
    report_type (validation, 0, type, g_strdup_printf ("Enum type %s must define one or more values.", type->name));
  for (guint i = 0; i < type->values.length; i++)
    check_name (validation, type->values.items[i]->name, type->values.items[i]->node);
}

/* ---- Input objects ---- */

static void
check_input_object (Validation *validation, const UoisGqlType *type)
{
  if (type->input_fields.length == 0)
    report_type (validation, 0, type,
                 g_strdup_printf ("Input Object type %s must define one or more fields.", type->name));
  for (guint i = 0; i < type->input_fields.length; i++)
    {
      const UoisGqlInputValue *field = type->input_fields.items[i];
      UoisNode type_node = uois_node_get_type (validation->document, field->node);

      check_input_value (validation, field, type->name, NULL, type_node);
      if (type->one_of && field->type->kind == UOIS_GQL_TYPE_NON_NULL)
        report_node (validation, type_node,
                     g_strdup_printf ("OneOf input field %s.%s must be nullable.", type->name, field->name));
      if (type->one_of && field->default_node != 0)
        report_node (validation, field->node,
                     g_strdup_printf ("OneOf input field %s.%s cannot have a default value.", type->name, field->name));
    }
}

/* The fields from a type to the one that is looked at, and where in that path types are. */
typedef struct
{
  Validation *validation;
  GHashTable *visited;
  GPtrArray *path;       /* UoisGqlInputValue */
  GHashTable *positions; /* UoisGqlType -> its position in @path + 1 */
} CycleSearch;

static void
report_cycle (CycleSearch *search, guint first, const UoisGqlType *type)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (UoisNode));
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = first; i < search->path->len; i++)
    {
      const UoisGqlInputValue *field = search->path->pdata[i];

      g_array_append_val (nodes, field->node);
      g_string_append_printf (names, "%s%s", i > first ? "." : "", field->name);
    }
  report (search->validation, (const UoisNode *) nodes->data, nodes->len,
          g_strdup_printf ("Cannot reference Input Object \"%s\" within itself through a series of non-null fields: "
                           "\"%s\".",
                           type->name, names->str));
}

static void
find_cycles (CycleSearch *search, const UoisGqlType *type)
{
  if (!g_hash_table_add (search->visited, (gpointer) type))
    return;

  g_hash_table_insert (search->positions, (gpointer) type, GUINT_TO_POINTER (search->path->len + 1));
  for (guint i = 0; i < type->input_fields.length; i++)
    {
      const UoisGqlInputValue *field = type->input_fields.items[i];
      guint position;

      if (field->type->kind != UOIS_GQL_TYPE_NON_NULL || field->type->of->kind != UOIS_GQL_TYPE_INPUT_OBJECT)
        continue;
      position = GPOINTER_TO_UINT (g_hash_table_lookup (search->positions, field->type->of));
      g_ptr_array_add (search->path, (gpointer) field);
      if (position == 0)
        find_cycles (search, field->type->of);
      else
        report_cycle (search, position - 1, field->type->of);
      g_ptr_array_set_size (search->path, search->path->len - 1);
    }
  g_hash_table_remove (search->positions, type);
}

/* ---- The schema as a whole ---- */

/* The type that `schema` or an extension of it names for an operation, or 0. */
static UoisNode
find_root_node (Validation *validation, const char *operation)
{
  const UoisDocument *document = validation->document;
  static const UoisNodeKind kinds[] = { UOIS_NODE_SCHEMA_DEFINITION, UOIS_NODE_SCHEMA_EXTENSION };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    UOIS_NODE_FOREACH_KIND (document, uois_document_get_root (document), kinds[i], schema)
  UOIS_NODE_FOREACH_KIND (document, schema, UOIS_NODE_ROOT_OPERATION_TYPE_DEFINITION, node)
  {
    if (strcmp (uois_node_get_text (document, node), operation) == 0)
      return uois_node_get_type (document, node);
  }
  return 0;
}

static void
check_root (
    Validation *validation, const UoisGqlType *type, const char *operation, const char *title, const char *condition)
{
  UoisNode node = find_root_node (validation, operation);

  if (type && type->kind != UOIS_GQL_TYPE_OBJECT)
    report_node (
        validation, node != 0 ? node : type->node,
        g_strdup_printf ("%s root type must be Object type%s, it cannot be %s.", title, condition, type->name));
}

static void
check_roots (Validation *validation)
{
  const UoisDocument *document = validation->document;

  if (validation->schema->query == NULL)
    report_node (validation,
                 uois_node_get_child (document, uois_document_get_root (document), UOIS_NODE_SCHEMA_DEFINITION),
                 g_strdup ("Query root type must be provided."));
  check_root (validation, validation->schema->query, "query", "Query", "");
  check_root (validation, validation->schema->mutation, "mutation", "Mutation", " if provided");
  check_root (validation, validation->schema->subscription, "subscription", "Subscription", " if provided");
}

static void
check_type (Validation *validation, const UoisGqlType *type, CycleSearch *search)
{
  check_name (validation, type->name, type->node);
  switch (type->kind)
    {
    case UOIS_GQL_TYPE_OBJECT:
    case UOIS_GQL_TYPE_INTERFACE:
      check_fields (validation, type);
      check_interfaces (validation, type);
      break;
    case UOIS_GQL_TYPE_UNION:
      check_union (validation, type);
      break;
    case UOIS_GQL_TYPE_ENUM:
      check_enum (validation, type);
      break;
    case UOIS_GQL_TYPE_INPUT_OBJECT:
      check_input_object (validation, type);
      find_cycles (search, type);
      break;
    default:
      break;
    }
}

static void
check_types (Validation *validation)
{
  CycleSearch search = { .validation = validation };

  search.visited = g_hash_table_new (NULL, NULL);
  search.path = g_ptr_array_new ();
  search.positions = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < validation->schema->types.length; i++)
    if (validation->schema->types.items[i]->node != 0)
      check_type (validation, validation->schema->types.items[i], &search);
  g_hash_table_unref (search.positions);
  g_ptr_array_unref (search.path);
  g_hash_table_unref (search.visited);
}

/* The definition of a type comes before its extensions, wherever they stand. */
static void
collect_type_nodes (Validation *validation, gboolean definitions)
{
  const UoisDocument *document = validation->document;

  UOIS_NODE_FOREACH (document, uois_document_get_root (document), node)
  {
    gpointer name = (gpointer) uois_node_get_text (document, node);
    UoisNodeKind kind = uois_node_get_kind (document, node);
    GArray *nodes = g_hash_table_lookup (validation->type_nodes, name);

    if (kind < UOIS_NODE_SCALAR_TYPE_DEFINITION || kind == UOIS_NODE_DIRECTIVE_DEFINITION ||
        uois_node_kind_is_type_definition (kind) != definitions)
      continue;
    if (nodes == NULL)
      {
        nodes = g_array_new (FALSE, FALSE, sizeof (UoisNode));
        g_hash_table_insert (validation->type_nodes, name, nodes);
      }
    g_array_append_val (nodes, node);
  }
}

gboolean
uois_gql_validate_schema (const UoisGqlSchema *schema, UoisGqlErrors *errors)
{
  Validation validation = { .schema = schema, .document = schema->document, .errors = errors };

  validation.type_nodes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  collect_type_nodes (&validation, TRUE);
  collect_type_nodes (&validation, FALSE);
  check_roots (&validation);
  check_directives (&validation);
  check_types (&validation);
  g_hash_table_unref (validation.type_nodes);
  if (uois_gql_errors_get_length (errors) == 0)
    uois_gql_validate_default_cycles (schema, errors);
  return uois_gql_errors_get_length (errors) == 0;
}
