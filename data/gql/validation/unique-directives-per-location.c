/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

/* Section 5.7.3. A type and its extensions are one location, and so is the schema. The state is a table of such locations. */
static gpointer
new_state (UoisGqlValidation *validation)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);
}

static void
check_directives (UoisGqlValidation *validation, UoisNode node, GHashTable *seen)
{
  const UoisDocument *document = validation->document;

  UOIS_NODE_FOREACH_KIND (document, node, UOIS_NODE_DIRECTIVE, directive_node)
  {
    const char *name = uois_node_get_text (document, directive_node);
    const UoisGqlDirective *directive = uois_gql_validation_find_directive (validation, name);
    UoisNode nodes[2] = { GPOINTER_TO_UINT (g_hash_table_lookup (seen, name)), directive_node };

    if (directive == NULL || directive->repeatable)
      continue;
    if (nodes[0] != 0)
      uois_gql_validation_report (
          validation, nodes, 2,
          g_strdup_printf ("The directive \"@%s\" can only be used once at this location.", name));
    else
      g_hash_table_insert (seen, (gpointer) name, GUINT_TO_POINTER (directive_node));
  }
}

static gboolean
enter_node (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisDocument *document = validation->document;
  UoisNode first = uois_node_get_child (document, node, UOIS_NODE_DIRECTIVE);
  g_autoptr (GHashTable) seen = NULL;

  if (first == 0 || uois_node_get_next_of_kind (document, first, UOIS_NODE_DIRECTIVE) == 0)
    return TRUE;
  seen = g_hash_table_new (g_str_hash, g_str_equal);
  check_directives (validation, node, seen);
  return TRUE;
}

/* A schema has no name, types have one that is not empty. */
static gboolean
enter_shared_location (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  gpointer name = (gpointer) uois_node_get_text (validation->document, node);
  GHashTable *seen = g_hash_table_lookup (state, name);

  if (seen == NULL)
    {
      seen = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_insert (state, name, seen);
    }
  check_directives (validation, node, seen);
  return TRUE;
}

static const UoisGqlVisitor visitors[] = {
  { UOIS_NODE_OPERATION_DEFINITION, enter_node, NULL },
  { UOIS_NODE_VARIABLE_DEFINITION, enter_node, NULL },
  { UOIS_NODE_FIELD, enter_node, NULL },
  { UOIS_NODE_FRAGMENT_SPREAD, enter_node, NULL },
  { UOIS_NODE_INLINE_FRAGMENT, enter_node, NULL },
  { UOIS_NODE_FRAGMENT_DEFINITION, enter_node, NULL },
  { UOIS_NODE_FIELD_DEFINITION, enter_node, NULL },
  { UOIS_NODE_INPUT_VALUE_DEFINITION, enter_node, NULL },
  { UOIS_NODE_ENUM_VALUE_DEFINITION, enter_node, NULL },
  { UOIS_NODE_SCHEMA_DEFINITION, enter_shared_location, NULL },
  { UOIS_NODE_SCHEMA_EXTENSION, enter_shared_location, NULL },
  { UOIS_NODE_SCALAR_TYPE_DEFINITION, enter_shared_location, NULL },
  { UOIS_NODE_SCALAR_TYPE_EXTENSION, enter_shared_location, NULL },
  { UOIS_NODE_OBJECT_TYPE_DEFINITION, enter_shared_location, NULL },
  { UOIS_NODE_OBJECT_TYPE_EXTENSION, enter_shared_location, NULL },
  { UOIS_NODE_INTERFACE_TYPE_DEFINITION, enter_shared_location, NULL },
  { UOIS_NODE_INTERFACE_TYPE_EXTENSION, enter_shared_location, NULL },
  { UOIS_NODE_UNION_TYPE_DEFINITION, enter_shared_location, NULL },
  { UOIS_NODE_UNION_TYPE_EXTENSION, enter_shared_location, NULL },
  { UOIS_NODE_ENUM_TYPE_DEFINITION, enter_shared_location, NULL },
  { UOIS_NODE_ENUM_TYPE_EXTENSION, enter_shared_location, NULL },
  { UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION, enter_shared_location, NULL },
  { UOIS_NODE_INPUT_OBJECT_TYPE_EXTENSION, enter_shared_location, NULL },
  { UOIS_NODE_NONE },
};

const UoisGqlRule uois_gql_unique_directives_per_location_rule = { "UniqueDirectivesPerLocationRule", visitors,
                                                                   new_state, (GDestroyNotify) g_hash_table_unref };
