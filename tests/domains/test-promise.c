/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * promise.txt lists what clients of the federation find in our API: every type's fields with their arguments, types and
 * defaults. What it says may be added to, and never changes: a client that works against the servers works against the file.
 *
 *   test-promise --print   prints the lines that the API has now, to extend the list from
 */
#include "domains/domains.h"
#include "language/parser.h"
#include "language/printer.h"
#include "schema/api.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  UoisDocument *document;
  GHashTable *lines; /* "Type.field" to the whole line */
} Api;

static char *
describe_input (const UoisDocument *document, UoisNode node)
{
  g_autofree char *type = uois_node_print (document, uois_node_get_type (document, node));
  UoisNode value = uois_node_get_value (document, node);
  g_autofree char *text = value != 0 ? uois_node_print (document, value) : NULL;

  /* A default of null says no more than none. */
  if (text == NULL || strcmp (text, "null") == 0)
    return g_strdup (type);

  return g_strdup_printf ("%s = %s", type, text);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
describe_field (const UoisDocument *document, UoisNode node)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *type = uois_node_print (document, uois_node_get_type (document, node));
  g_autofree char *joined = NULL;

  UOIS_NODE_FOREACH_KIND (document, node, UOIS_NODE_INPUT_VALUE_DEFINITION, argument)
  {
    g_autofree char *input = describe_input (document, argument);

    g_ptr_array_add (arguments, g_strdup_printf ("%s: %s", uois_node_get_text (document, argument), input));
  }
  if (arguments->len == 0)
    return g_strdup (type);

  g_ptr_array_sort (arguments, compare_texts);
  g_ptr_array_add (arguments, NULL);
  joined = g_strjoinv (", ", (char **) arguments->pdata);

  return g_strdup_printf ("(%s): %s", joined, type);
}

static void
add_line (Api *api, const char *type, const char *name, const char *text)
{
  g_hash_table_insert (api->lines, g_strdup_printf ("%s.%s", type, name),
                       g_strdup_printf ("%s.%s %s", type, name, text));
}

static void
describe_definition (Api *api, UoisNode definition)
{
  const UoisDocument *document = api->document;
  const char *type = uois_node_get_text (document, definition);

  UOIS_NODE_FOREACH (document, definition, node)
  {
    const char *name = uois_node_get_text (document, node);
    g_autofree char *text = NULL;

    switch ((int) uois_node_get_kind (document, node))
      {
      case UOIS_NODE_FIELD_DEFINITION:
        text = describe_field (document, node);
        break;
      case UOIS_NODE_INPUT_VALUE_DEFINITION:
        text = describe_input (document, node);
        break;
      case UOIS_NODE_ENUM_VALUE_DEFINITION:
        text = g_strdup ("value");
        break;
      default:
        continue;
      }
    add_line (api, type, name, text);
  }
}

static void
describe_api (Api *api)
{
  static const UoisParseLimits limits = { .tokens = G_MAXUINT, .nesting = 10 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);
  g_autofree char *sdl = NULL;

  g_assert_no_error (error);
  sdl = uois_api_print (registry, NULL);
  api->document = uois_document_parse (sdl, strlen (sdl), &limits, NULL, &error);
  g_assert_no_error (error);

  api->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  UOIS_NODE_FOREACH (api->document, uois_document_get_root (api->document), definition)
  {
    describe_definition (api, definition);
  }
}

static void
clear_api (Api *api)
{
  g_hash_table_unref (api->lines);
  uois_document_unref (api->document);
}

static void
test_promise (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "domains", "promise.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) promised = NULL;
  guint broken = 0;
  guint kept = 0;
  Api api;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  promised = g_strsplit (g_strstrip (text), "\n", -1);
  describe_api (&api);

  for (guint i = 0; promised[i] != NULL; i++)
    {
      g_autofree char *name = g_strndup (promised[i], strcspn (promised[i], " "));
      const char *line = g_hash_table_lookup (api.lines, name);

      if (g_strcmp0 (line, promised[i]) == 0)
        {
          kept++;
          continue;
        }
      g_test_message ("promised: %s", promised[i]);
      g_test_message ("     now: %s", line != NULL ? line : "nothing");
      broken++;
    }

  g_assert_cmpuint (broken, ==, 0);
  g_assert_cmpuint (kept, >, 1000);
  clear_api (&api);
}

static void
print_lines (void)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  GHashTableIter iterator;
  gpointer line;
  Api api;

  describe_api (&api);
  g_hash_table_iter_init (&iterator, api.lines);
  while (g_hash_table_iter_next (&iterator, NULL, &line))
    g_ptr_array_add (lines, line);
  g_ptr_array_sort (lines, compare_texts);
  for (guint i = 0; i < lines->len; i++)
    puts (g_ptr_array_index (lines, i));
  clear_api (&api);
}

int
main (int argc, char **argv)
{
  if (argc > 1 && strcmp (argv[1], "--print") == 0)
    {
      print_lines ();
      return 0;
    }

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domains/promise", test_promise);

  return g_test_run ();
}
