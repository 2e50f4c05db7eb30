/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each bad/NAME.graphql is a faulty declaration. Its last lines, which begin
 * with "#> ", are what a person must be told of it, word for word.
 */
#include "schema/registry.h"

#include <string.h>

#define EXPECTED "#> "

static gboolean
compute_area (const UoisValue *row, const UoisValue *arguments, UoisValue *result, GError **error)
{
  return TRUE;
}

static const char *const area_columns[] = { "width", NULL };
static const UoisHook hook_list[] = { { "area", area_columns, compute_area }, { NULL } };
static const UoisHooks hooks = { hook_list };

static char *
read_fixture (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "schema", "bad", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static char *
read_expected (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) expected = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], EXPECTED))
      g_string_append_printf (expected, "%s%s", expected->len > 0 ? "\n" : "", lines[i] + strlen (EXPECTED));

  return g_string_free (g_steal_pointer (&expected), FALSE);
}

static void
test_fixture (gconstpointer data)
{
  const char *name = data;
  g_autofree char *text = read_fixture (name);
  g_autofree char *expected = read_expected (text);
  g_autoptr (UoisRegistry) registry = uois_registry_new ();
  g_autoptr (GError) error = NULL;
  gboolean fine = uois_registry_add (registry, name, text, strlen (text), NULL, 0, &hooks, &error) &&
                  uois_registry_freeze (registry, &error);

  g_assert_false (fine);
  g_assert_cmpint (error->domain, ==, UOIS_ERROR);
  g_assert_true (error->code == UOIS_ERROR_INVALID || error->code == UOIS_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, expected);
}

/* A person who renames one thing breaks many lines; the list of them ends. */
static void
test_many_problems (void)
{
  g_autoptr (GString) text =
      g_string_new ("extend schema @domain(name: \"many\", icon: \"x\", order: 1) @label(en: \"M\") "
                    "@place(en: \"M\") @help(en: \"M\")\ntype A @payload {\n");
  g_autoptr (UoisRegistry) registry = uois_registry_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "  f%u: Missing\n", i);
  g_string_append (text, "}\n");

  g_assert_true (uois_registry_add (registry, "many.graphql", text->str, text->len, NULL, 0, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (uois_registry_freeze (registry, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);

  lines = g_strsplit (error->message, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 51);
  g_assert_cmpstr (lines[0], ==, "many.graphql:3:3: there is no type “Missing”; check the spelling");
  g_assert_cmpstr (lines[50], ==, "… and 950 more");
}

/* Faults across domains: names that clash, columns that would be another's. */
static void
test_two_domains (void)
{
  static const char first[] =
      "extend schema @domain(name: \"one\", icon: \"x\", order: 1) @label(en: \"O\") @place(en: \"O\") "
      "@help(en: \"O\")\n"
      "type Book @table(name: \"books\") @labels(one: \"B\", many: \"B\") @title(format: \"{id}\") "
      "{ a: Int @label(en: \"A\") }\n";
  static const char second[] =
      "extend schema @domain(name: \"one\", icon: \"x\", order: 2) @label(en: \"O\") @place(en: \"O\") "
      "@help(en: \"O\")\n"
      "extend type Book { b: Int @label(en: \"B\") }\n"
      "type Disc @table(name: \"books\") @labels(one: \"B\", many: \"B\") @title(format: \"{id}\") "
      "{ a: Int @label(en: \"A\") }\n"
      "extend type Book { a: [Disc!]! @label(en: \"A\") @rows(sql: \"1\") }\n";
  g_autoptr (UoisRegistry) registry = uois_registry_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (uois_registry_add (registry, "one.graphql", first, strlen (first), NULL, 0, NULL, &error));
  g_assert_true (uois_registry_add (registry, "two.graphql", second, strlen (second), NULL, 0, NULL, &error));
  g_assert_false (uois_registry_freeze (registry, &error));
  g_assert_cmpstr (
      error->message, ==,
      "two.graphql:1:15: there is a domain “one” already; rename this one\n"
      "two.graphql:2:20: “b” would be a column of another domain's table; declare it there, or give it a source "
      "such as @many\n"
      "two.graphql:3:11: the table “books” belongs to “Book” already; rename this one\n"
      "two.graphql:4:20: “Book” has a field “a” already; remove one of the two");
}

/* A registry that was never frozen, or could not be, is freed like any other. */
static void
test_unfinished (void)
{
  static const char text[] = "extend schema @domain(name: \"one\", icon: \"x\", order: 1) @label(en: \"O\")";
  g_autoptr (UoisRegistry) empty = uois_registry_new ();
  g_autoptr (UoisRegistry) added = uois_registry_new ();
  g_autoptr (UoisRegistry) again = NULL;

  g_assert_true (uois_registry_add (added, "one.graphql", text, strlen (text), NULL, 0, NULL, NULL));
  again = uois_registry_ref (added);
  g_assert_true (uois_registry_freeze (empty, NULL));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GDir *dir;
  const char *name;

  g_test_init (&argc, &argv, NULL);

  folder = g_test_build_filename (G_TEST_DIST, "schema", "bad", NULL);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/problems/%s", name);

      g_ptr_array_add (names, g_strdup (name));
      g_test_add_data_func (path, names->pdata[names->len - 1], test_fixture);
    }
  g_dir_close (dir);

  g_test_add_func ("/problems/many", test_many_problems);
  g_test_add_func ("/problems/two-domains", test_two_domains);
  g_test_add_func ("/problems/unfinished", test_unfinished);
  return g_test_run ();
}
