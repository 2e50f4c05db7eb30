/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Answers every question of `cases/` over the school of `school/` and compares
 * with the answer beside it. `# variables: {…}` and `# operation: name` in the
 * first lines belong to the request. With UOIS_UPDATE_GOLDEN in the environment
 * the answers are written instead; read the difference before committing it.
 */

#include "repo/file.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  UoisRegistry *registry;
  UoisFile *file;
} School;

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

/* Half of the age, in whole or half years; a pupil without an age has none, and nobody is eighteen. */
static gboolean
compute_half (const UoisValue *row, const UoisValue *arguments, UoisValue *result, GError **error)
{
  if (row[0].kind == UOIS_VALUE_NULL)
    return TRUE;
  if (row[0].integer == 18)
    {
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID, "grown up");
      return FALSE;
    }
  g_assert_cmpint (arguments[0].kind, ==, UOIS_VALUE_TEXT);
  uois_value_set_real (result, strncmp (arguments[0].text, "HALF", arguments[0].length) == 0 ?
                                   (double) row[0].integer :
                                   (double) row[0].integer / 2);
  return TRUE;
}

static const char *const half_columns[] = { "age", NULL };
static const UoisHook school_hooks[] = { { "half", half_columns, compute_half }, { NULL } };
static const UoisHooks hooks = { school_hooks };

static void
open_school (School *school)
{
  gsize length, seed_length;
  g_autofree char *declaration = read_text ("school", "school.graphql", &length);
  g_autofree char *seed = read_text ("school", "school.json", &seed_length);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) report = NULL;

  school->registry = uois_registry_new ();
  uois_registry_add (school->registry, "school.graphql", declaration, length, NULL, 0, &hooks, &error);
  g_assert_no_error (error);
  uois_registry_freeze (school->registry, &error);
  g_assert_no_error (error);

  school->folder = g_dir_make_tmp ("uois-gql-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (school->folder, "school.uois", NULL);
  school->file = uois_file_open (path, school->registry, UOIS_FILE_OPEN_CREATE, NULL, &error);
  g_assert_no_error (error);
  report = uois_file_load (school->file, seed, seed_length, "school.json", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
close_school (School *school)
{
  g_autoptr (GDir) folder = g_dir_open (school->folder, 0, NULL);
  const char *name;

  uois_file_close (school->file, NULL);
  g_object_unref (school->file);
  uois_registry_unref (school->registry);
  while ((name = g_dir_read_name (folder)))
    {
      g_autofree char *path = g_build_filename (school->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (school->folder);
  g_free (school->folder);
}

/* The rest of the line that begins with @word; NULL if there is none. */
static char *
find_directive (const char *text, const char *word)
{
  const char *start = strstr (text, word);

  return start ? g_strndup (start + strlen (word), strcspn (start + strlen (word), "\n")) : NULL;
}

static char *
answer (School *school, const char *document)
{
  g_autofree char *variables = find_directive (document, "# variables: ");
  g_autofree char *operation = find_directive (document, "# operation: ");
  UoisQueryRequest request = { .document = document, .variables = variables, .operation = operation };
  g_autoptr (GError) error = NULL;
  gboolean has_errors;
  g_autoptr (GBytes) bytes = uois_file_query (school->file, &request, &has_errors, NULL, &error);
  gsize length;
  const char *text;

  g_assert_no_error (error);
  text = g_bytes_get_data (bytes, &length);
  g_assert_true (has_errors == g_str_has_prefix (text, "{\"errors\":["));
  return g_strdup_printf ("%.*s\n", (int) length, text);
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

  open_school (&school);
  for (guint i = 0; i < names->len; i++)
    run_case (&school, names->pdata[i]);
  close_school (&school);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gql/evaluator/cases", test_cases);
  return g_test_run ();
}
