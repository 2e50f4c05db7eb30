/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/document-cache.h"

#include "gql/validation/validation.h"
#include "language/parser.h"

#include <string.h>

static void
prepared_free (gpointer data)
{
  UoisGqlPrepared *prepared = data;

  g_queue_clear_full (&prepared->plans, (GDestroyNotify) uois_gql_plan_free);
  g_hash_table_unref (prepared->fragments);
  g_ptr_array_unref (prepared->choice_names);
  uois_gql_errors_clear (&prepared->errors);
  g_clear_pointer (&prepared->document, uois_document_unref);
  g_bytes_unref (prepared->text);
  g_free (prepared);
}

void
uois_gql_document_cache_init (UoisGqlDocumentCache *cache)
{
  cache->documents = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, NULL, prepared_free);
  g_queue_init (&cache->recent);
}

void
uois_gql_document_cache_clear (UoisGqlDocumentCache *cache)
{
  g_queue_init (&cache->recent);
  g_clear_pointer (&cache->documents, g_hash_table_unref);
}

static void
forget (UoisGqlDocumentCache *cache, UoisGqlPrepared *prepared)
{
  g_queue_unlink (&cache->recent, &prepared->link);
  g_hash_table_remove (cache->documents, prepared->text);
}

/* The variables that decide about `@skip` and `@include` are part of a plan's identity. */
static void
collect_choice_names (UoisGqlPrepared *prepared)
{
  const UoisDocument *document = prepared->document;

  for (UoisNode node = 1; node < uois_document_get_n_nodes (document); node++)
    {
      UoisNode value = uois_node_get_value (document, uois_node_find_argument (document, node, "if"));
      const char *name = uois_node_get_text (document, value);

      if (uois_node_get_kind (document, node) == UOIS_NODE_DIRECTIVE &&
          uois_node_get_kind (document, value) == UOIS_NODE_VARIABLE &&
          !g_ptr_array_find_with_equal_func (prepared->choice_names, name, g_str_equal, NULL))
        g_ptr_array_add (prepared->choice_names, (gpointer) name);
    }
}

static void
collect_fragments (UoisGqlPrepared *prepared)
{
  const UoisDocument *document = prepared->document;

  UOIS_NODE_FOREACH_KIND (document, uois_document_get_root (document), UOIS_NODE_FRAGMENT_DEFINITION, node)
  g_hash_table_insert (prepared->fragments, (gpointer) uois_node_get_text (document, node), GUINT_TO_POINTER (node));
}

static UoisGqlPrepared *
prepare (const UoisGqlSchema *schema, const char *text, gsize length, const UoisGqlLimits *limits)
{
  UoisGqlPrepared *prepared = g_new0 (UoisGqlPrepared, 1);
  UoisParseLimits parse_limits = { .tokens = limits->tokens };
  UoisSourceLocation location;
  g_autoptr (GError) error = NULL;

  prepared->text = g_bytes_new (text, length);
  prepared->limits = *limits;
  prepared->link.data = prepared;
  prepared->fragments = g_hash_table_new (g_str_hash, g_str_equal);
  prepared->choice_names = g_ptr_array_new ();
  uois_gql_errors_init (&prepared->errors, limits->errors);

  prepared->document = uois_document_parse (text, length, &parse_limits, &location, &error);
  if (prepared->document == NULL)
    {
      uois_gql_errors_add_at (&prepared->errors, &location, 1, g_strdup (error->message));
      return prepared;
    }
  uois_gql_validate (schema, prepared->document, limits, &prepared->errors);
  collect_fragments (prepared);
  collect_choice_names (prepared);
  return prepared;
}

UoisGqlPrepared *
uois_gql_document_cache_get (UoisGqlDocumentCache *cache,
                             const UoisGqlSchema *schema,
                             const char *text,
                             gsize length,
                             const UoisGqlLimits *limits)
{
  g_autoptr (GBytes) key = g_bytes_new_static (text, length);
  UoisGqlPrepared *prepared = g_hash_table_lookup (cache->documents, key);

  if (prepared && memcmp (&prepared->limits, limits, sizeof (*limits)) == 0)
    {
      g_queue_unlink (&cache->recent, &prepared->link);
      g_queue_push_head_link (&cache->recent, &prepared->link);
      return prepared;
    }

  if (prepared)
    forget (cache, prepared);
  else if (cache->recent.length >= UOIS_GQL_CACHED_DOCUMENTS)
    forget (cache, g_queue_peek_tail (&cache->recent));
  prepared = prepare (schema, text, length, limits);
  g_hash_table_insert (cache->documents, prepared->text, prepared);
  g_queue_push_head_link (&cache->recent, &prepared->link);
  return prepared;
}

static char *
describe_choices (const UoisGqlPrepared *prepared, const UoisGqlVariables *variables)
{
  char *choices = g_new0 (char, prepared->choice_names->len + 1);

  for (guint i = 0; i < prepared->choice_names->len; i++)
    {
      const UoisGqlValue *value = uois_gql_variables_find (variables, prepared->choice_names->pdata[i]);

      choices[i] = uois_gql_value_is_null (value) ? '-' : value->scalar.integer ? '1' : '0';
    }
  return choices;
}

UoisGqlPlan *
uois_gql_prepared_get_plan (UoisGqlPrepared *prepared,
                            const UoisGqlSchema *schema,
                            UoisNode operation,
                            const UoisGqlVariables *variables,
                            UoisGqlSource *source,
                            UoisGqlErrors *errors,
                            GError **error)
{
  g_autofree char *choices = describe_choices (prepared, variables);
  UoisGqlPlan *plan;

  for (GList *link = prepared->plans.head; link; link = link->next)
    {
      plan = link->data;
      if (plan->operation == operation && strcmp (plan->choices, choices) == 0)
        {
          g_queue_unlink (&prepared->plans, link);
          g_queue_push_head_link (&prepared->plans, link);
          return plan;
        }
    }

  plan = uois_gql_plan_new (schema, prepared->document, prepared->fragments, operation, variables, &prepared->limits,
                            source, errors, error);
  if (plan == NULL)
    return NULL;
  plan->choices = g_steal_pointer (&choices);
  if (prepared->plans.length >= UOIS_GQL_CACHED_PLANS)
    uois_gql_plan_free (g_queue_pop_tail (&prepared->plans));
  g_queue_push_head (&prepared->plans, plan);
  return plan;
}
