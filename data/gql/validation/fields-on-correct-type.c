/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/validation/rules.h"

#include "gql/suggestion-list.h"

/* Section 5.3.1. */

/* A type that would have the field, for an inline fragment. */
typedef struct
{
  const UoisGqlType *type;
  guint usages;
} Candidate;

static void
add_candidate (GArray *candidates, const UoisGqlType *type, const char *field_name)
{
  Candidate candidate = { .type = type, .usages = 1 };

  if (g_hash_table_lookup (type->members, field_name) == NULL)
    return;
  for (guint i = 0; i < candidates->len; i++)
    if (g_array_index (candidates, Candidate, i).type == type)
      {
        g_array_index (candidates, Candidate, i).usages++;
        return;
      }
  g_array_append_val (candidates, candidate);
}

/* The most common first, interfaces before their implementations. */
static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *candidate_a = a;
  const Candidate *candidate_b = b;

  if (candidate_a->usages != candidate_b->usages)
    return candidate_a->usages > candidate_b->usages ? -1 : 1;
  if (uois_gql_type_is_possible (candidate_a->type, candidate_b->type))
    return -1;
  if (uois_gql_type_is_possible (candidate_b->type, candidate_a->type))
    return 1;
  return uois_gql_natural_compare (candidate_a->type->name, candidate_b->type->name);
}

static char *
suggest_type (const UoisGqlType *type, const char *field_name)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < type->possible_types.length; i++)
    {
      const UoisGqlType *possible = type->possible_types.items[i];

      if (g_hash_table_lookup (possible->members, field_name) == NULL)
        continue;
      add_candidate (candidates, possible, field_name);
      for (guint j = 0; j < possible->interfaces.length; j++)
        add_candidate (candidates, possible->interfaces.items[j], field_name);
    }
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    g_ptr_array_add (names, (gpointer) g_array_index (candidates, Candidate, i).type->name);
  return uois_gql_did_you_mean_one_of ("to use an inline fragment on", names);
}

static char *
suggest_field (const UoisGqlType *type, const char *field_name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < type->fields.length; i++)
    g_ptr_array_add (names, (gpointer) type->fields.items[i]->name);
  return uois_gql_did_you_mean (NULL, field_name, names);
}

static gboolean
enter_field (UoisGqlValidation *validation, UoisNode node, gpointer state)
{
  const UoisGqlType *type = uois_gql_type_info_get_parent_type (&validation->info);
  const char *name = uois_node_get_text (validation->document, node);
  g_autofree char *suggestion = NULL;

  if (type == NULL || uois_gql_type_info_get_field (&validation->info))
    return TRUE;
  suggestion = suggest_type (type, name);
  if (suggestion[0] == '\0')
    {
      g_free (suggestion);
      suggestion = suggest_field (type, name);
    }
  uois_gql_validation_report_node (
      validation, node, g_strdup_printf ("Cannot query field \"%s\" on type \"%s\".%s", name, type->name, suggestion));
  return TRUE;
}

static const UoisGqlVisitor visitors[] = { { UOIS_NODE_FIELD, enter_field, NULL }, { UOIS_NODE_NONE } };

const UoisGqlRule uois_gql_fields_on_correct_type_rule = { "FieldsOnCorrectTypeRule", visitors };
