/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/api.h"

#include "language/parser.h"
#include "library.h"

#include <string.h>

static void
test_whole (void)
{
  g_autoptr (UoisRegistry) registry = library_load ();
  g_autofree char *expected = library_read ("library.api.graphql");
  g_autofree char *api = uois_api_print (registry, NULL);

  g_assert_cmpstr (api, ==, expected);
}

static void
test_domain (void)
{
  g_autoptr (UoisRegistry) registry = library_load ();
  g_autofree char *expected = library_read ("cinema.api.graphql");
  g_autofree char *api = uois_api_print (registry, uois_registry_find_domain (registry, "cinema"));

  g_assert_cmpstr (api, ==, expected);
}

/* The text is GraphQL, and every name in it is defined in it. */
static void
assert_closed (const char *api)
{
  static const UoisParseLimits no_limit = { 0 };
  static const char *const builtin[] = { "Int", "Float", "String", "Boolean", "ID" };
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDocument) document = uois_document_parse (api, strlen (api), &no_limit, NULL, &error);
  g_autoptr (GHashTable) defined = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (builtin); i++)
    g_hash_table_add (defined, (gpointer) builtin[i]);
  UOIS_NODE_FOREACH (document, uois_document_get_root (document), node)
  {
    g_assert_true (g_hash_table_add (defined, (gpointer) uois_node_get_text (document, node)));
  }

  for (UoisNode node = 1; node < uois_document_get_n_nodes (document); node++)
    if (uois_node_get_kind (document, node) == UOIS_NODE_NAMED_TYPE)
      g_assert_true (g_hash_table_contains (defined, uois_node_get_text (document, node)));
}

static void
test_closed (void)
{
  g_autoptr (UoisRegistry) registry = library_load ();
  const UoisDomain *const *domains;
  g_autofree char *whole = uois_api_print (registry, NULL);
  guint length;

  assert_closed (whole);
  domains = uois_registry_get_domains (registry, &length);
  for (guint i = 0; i < length; i++)
    {
      g_autofree char *api = uois_api_print (registry, domains[i]);

      assert_closed (api);
    }
}

static void
test_order_does_not_matter (void)
{
  g_autoptr (UoisRegistry) forwards = library_load ();
  g_autoptr (UoisRegistry) backwards = library_load_backwards ();
  g_autofree char *api = uois_api_print (forwards, uois_registry_find_domain (forwards, "cinema"));
  g_autofree char *again = uois_api_print (backwards, uois_registry_find_domain (backwards, "cinema"));

  g_assert_cmpstr (api, ==, again);
}

static void
test_describe (void)
{
  g_autofree char *both = uois_api_describe ("Book", "What one reads.");
  g_autofree char *label = uois_api_describe ("Book", NULL);
  g_autofree char *help = uois_api_describe ("", "What one reads.");

  g_assert_cmpstr (both, ==, "Book: What one reads.");
  g_assert_cmpstr (label, ==, "Book");
  g_assert_cmpstr (help, ==, "What one reads.");
  g_assert_null (uois_api_describe (NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/whole", test_whole);
  g_test_add_func ("/api/domain", test_domain);
  g_test_add_func ("/api/closed", test_closed);
  g_test_add_func ("/api/order-does-not-matter", test_order_does_not_matter);
  g_test_add_func ("/api/describe", test_describe);
  return g_test_run ();
}
