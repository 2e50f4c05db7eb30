/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Answers every question of `cases/` over the school of `school/` and compares
 * with the answer beside it. `# variables: {…}` and `# operation: name` in the
 * first lines belong to the request. With UOIS_UPDATE_GOLDEN in the environment
 * the answers are written instead; read the difference before committing it.
 */

#include "school/school.h"

static char *
read_text (const char *folder, const char *name, gsize *length)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "gql", folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  return text;
}

static char *
answer (School *school, const char *document)
{
  g_autoptr (GBytes) bytes = school_ask (school, document, NULL);

  return g_strdup_printf ("%.*s\n", (int) g_bytes_get_size (bytes), (const char *) g_bytes_get_data (bytes, NULL));
}

static void
run_case (School *school, const char *name)
{
  g_autofree char *document = read_text ("cases", name, NULL);
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".graphql"));
  g_autofree char *golden_name = g_strconcat (stem, ".json", NULL);
  g_autofree char *first = answer (school, document);
  /* From the plan that was kept. */
  g_autofree char *second = answer (school, document);
  g_autofree char *golden = NULL;

  g_test_message ("%s", name);
  if (g_getenv ("UOIS_UPDATE_GOLDEN"))
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "gql", "cases", golden_name, NULL);

      g_assert_true (g_file_set_contents (path, first, -1, NULL));
    }
  golden = read_text ("cases", golden_name, NULL);
  g_assert_cmpstr (first, ==, golden);
  g_assert_cmpstr (second, ==, golden);
}

static void
test_cases (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "gql", "cases", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  School school;
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)))
    if (g_str_has_suffix (name, ".graphql"))
      g_ptr_array_add (names, g_strdup (name));
  g_assert_cmpuint (names->len, >, 0);

  school_open (&school);
  for (guint i = 0; i < names->len; i++)
    run_case (&school, names->pdata[i]);
  school_close (&school);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gql/evaluator/cases", test_cases);
  return g_test_run ();
}
