/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/context.h"

#include "gql/suggestion-list.h"

#include <string.h>

void
uois_gql_validation_report (UoisGqlValidation *validation, const UoisNode *nodes, guint n_nodes, char *message)
{
  uois_gql_errors_add (validation->errors, validation->document, nodes, n_nodes, NULL, message);
}

void
uois_gql_validation_report_node (UoisGqlValidation *validation, UoisNode node, char *message)
{
  uois_gql_validation_report (validation, &node, 1, message);
}

void
uois_gql_validation_report_names (UoisGqlValidation *validation, const UoisNode *nodes, guint n_nodes, char *message)
{
  g_autofree UoisSourceLocation *locations = g_new (UoisSourceLocation, n_nodes);

  for (guint i = 0; i < n_nodes; i++)
    locations[i] =
        uois_document_locate (validation->document, uois_node_get_name_start (validation->document, nodes[i]));
  uois_gql_errors_add_at (validation->errors, locations, n_nodes, message);
}

UoisNode
uois_gql_validation_get_parent (const UoisGqlValidation *validation)
{
  const GArray *ancestors = validation->ancestors;

  return ancestors->len > 0 ? g_array_index (ancestors, UoisNode, ancestors->len - 1) : 0;
}

const UoisGqlDefinition *
uois_gql_validation_find_fragment (const UoisGqlValidation *validation, const char *name)
{
  return g_hash_table_lookup (validation->fragments, name);
}

const UoisGqlDefinition *
uois_gql_validation_find_definition (const UoisGqlValidation *validation, UoisNode node)
{
  return g_hash_table_lookup (validation->definitions_by_node, GUINT_TO_POINTER (node));
}

GPtrArray *
uois_gql_validation_list_reached_fragments (const UoisGqlValidation *validation, const UoisGqlDefinition *definition)
{
  g_autoptr (GHashTable) reached = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) pending = g_ptr_array_new ();
  GPtrArray *fragments = g_ptr_array_new ();

  g_ptr_array_add (pending, (gpointer) definition);
  while (pending->len > 0)
    {
      definition = g_ptr_array_steal_index (pending, pending->len - 1);
      for (guint i = 0; i < definition->spreads->len; i++)
        {
          UoisNode spread = g_array_index (definition->spreads, UoisNode, i);
          const UoisGqlDefinition *fragment =
              uois_gql_validation_find_fragment (validation, uois_node_get_text (validation->document, spread));

          if (fragment == NULL || !g_hash_table_add (reached, (gpointer) fragment))
            continue;
          g_ptr_array_add (fragments, (gpointer) fragment);
          g_ptr_array_add (pending, (gpointer) fragment);
        }
    }
  return fragments;
}

static void
append_usages (GPtrArray *usages, const UoisGqlDefinition *definition)
{
  for (guint i = 0; i < definition->usages->len; i++)
    g_ptr_array_add (usages, &g_array_index (definition->usages, UoisGqlVariableUsage, i));
}

GPtrArray *
uois_gql_validation_list_usages (const UoisGqlValidation *validation, UoisNode operation)
{
  const UoisGqlDefinition *definition = uois_gql_validation_find_definition (validation, operation);
  g_autoptr (GPtrArray) fragments = uois_gql_validation_list_reached_fragments (validation, definition);
  GPtrArray *usages = g_ptr_array_new ();

  append_usages (usages, definition);
  for (guint i = 0; i < fragments->len; i++)
    append_usages (usages, fragments->pdata[i]);
  return usages;
}

void
uois_gql_validation_check_unique_names (
    UoisGqlValidation *validation, UoisNode parent, UoisNodeKind kind, const char *before, const char *after)
{
  const UoisDocument *document = validation->document;
  UoisNode first = uois_node_get_child (document, parent, kind);
  g_autoptr (GHashTable) by_name = NULL;
  g_autoptr (GPtrArray) groups = NULL;

  /* Nearly always there is nothing to compare. */
  if (first == 0 || uois_node_get_next_of_kind (document, first, kind) == 0)
    return;

  by_name = g_hash_table_new (g_str_hash, g_str_equal);
  groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  UOIS_NODE_FOREACH_KIND (document, parent, kind, node)
  {
    gpointer name = (gpointer) uois_node_get_text (document, node);
    GArray *nodes = g_hash_table_lookup (by_name, name);

    if (nodes == NULL)
      {
        nodes = g_array_new (FALSE, FALSE, sizeof (UoisNode));
        g_ptr_array_add (groups, nodes);
        g_hash_table_insert (by_name, name, nodes);
      }
    g_array_append_val (nodes, node);
  }
  for (guint i = 0; i < groups->len; i++)
    {
      const GArray *nodes = groups->pdata[i];

      if (nodes->len > 1)
        uois_gql_validation_report_names (
            validation, (const UoisNode *) nodes->data, nodes->len,
            g_strconcat (before, uois_node_get_text (document, g_array_index (nodes, UoisNode, 0)), after, NULL));
    }
}

gpointer
uois_gql_validation_new_members (UoisGqlValidation *validation)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);
}

void
uois_gql_validation_check_unique_members (
    UoisGqlValidation *validation, UoisNode type, UoisNodeKind kind, const char *what, GHashTable *members)
{
  const UoisDocument *document = validation->document;
  gpointer type_name = (gpointer) uois_node_get_text (document, type);
  GHashTable *seen = g_hash_table_lookup (members, type_name);

  if (seen == NULL)
    {
      seen = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_insert (members, type_name, seen);
    }
  UOIS_NODE_FOREACH_KIND (document, type, kind, node)
  {
    gpointer name = (gpointer) uois_node_get_text (document, node);
    UoisNode nodes[2] = { GPOINTER_TO_UINT (g_hash_table_lookup (seen, name)), node };

    if (nodes[0] != 0)
      uois_gql_validation_report_names (
          validation, nodes, 2,
          g_strdup_printf ("%s \"%s.%s\" can only be defined once.", what, (char *) type_name, (char *) name));
    else
      g_hash_table_insert (seen, name, GUINT_TO_POINTER (node));
  }
}

UoisNode
uois_gql_validation_find_type_definition (const UoisGqlValidation *validation, const char *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (validation->type_definitions, name));
}

GPtrArray *
uois_gql_validation_list_type_definitions (const UoisGqlValidation *validation)
{
  GPtrArray *names = g_ptr_array_new ();
  GHashTableIter iterator;
  gpointer name;

  g_hash_table_iter_init (&iterator, validation->type_definitions);
  while (g_hash_table_iter_next (&iterator, &name, NULL))
    g_ptr_array_add (names, name);
  return names;
}

const UoisGqlDirective *
uois_gql_validation_find_directive (const UoisGqlValidation *validation, const char *name)
{
  const UoisGqlDirective *directive = g_hash_table_lookup (validation->directives, name);

  return directive ? directive : uois_gql_schema_find_directive (validation->schema, name);
}

char *
uois_gql_suggest_argument (const UoisGqlInputValue *const *arguments, guint length, const char *input)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < length; i++)
    g_ptr_array_add (names, (gpointer) arguments[i]->name);
  return uois_gql_did_you_mean (NULL, input, names);
}
