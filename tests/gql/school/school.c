/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "school.h"

#include <glib/gstdio.h>
#include <string.h>

extern const char school_declaration[];
extern const unsigned long school_declaration_length;
extern const char school_seed[];
extern const unsigned long school_seed_length;

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

void
school_open (School *school)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) report = NULL;

  school->registry = uois_registry_new ();
  uois_registry_add (school->registry, "school.graphql", school_declaration, school_declaration_length, NULL, 0, &hooks,
                     &error);
  g_assert_no_error (error);
  uois_registry_freeze (school->registry, &error);
  g_assert_no_error (error);

  school->folder = g_dir_make_tmp ("uois-gql-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (school->folder, "school.uois", NULL);
  school->file = uois_file_open (path, school->registry, UOIS_FILE_OPEN_CREATE, NULL, &error);
  g_assert_no_error (error);
  report = uois_file_load (school->file, school_seed, school_seed_length, "school.json", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
school_close (School *school)
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
find_line (const char *text, const char *word)
{
  const char *start = strstr (text, word);

  return start ? g_strndup (start + strlen (word), strcspn (start + strlen (word), "\n")) : NULL;
}

GBytes *
school_ask (School *school, const char *document, UoisProfile *profile)
{
  g_autofree char *variables = find_line (document, "# variables: ");
  g_autofree char *operation = find_line (document, "# operation: ");
  UoisQueryRequest request = {
    .document = document, .variables = variables, .operation = operation, .profile = profile
  };
  g_autoptr (GError) error = NULL;
  gboolean has_errors;
  GBytes *answer = uois_file_query (school->file, &request, &has_errors, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (has_errors == g_str_has_prefix (g_bytes_get_data (answer, NULL), "{\"errors\":["));
  return answer;
}
