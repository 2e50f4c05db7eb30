/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs the conversations of `mutations/`, one for each domain, over an empty
 * file with the type lists. A conversation is a row of steps: lines of a
 * document and the line `-> ANSWER`, or `select …` and the line `-> VALUE`.
 * `variables: {…}` before the answer belongs to the step, `person #1` signs in.
 * `"#7"` stands for the id that ends with 7, `"@users 7"` for the last change of
 * that record. With UOIS_UPDATE_GOLDEN in the environment the answers are
 * written instead; read the difference before committing it.
 */
#include "university.h"

#include "domains/domains.h"
#include "repo/file-private.h"

#include <glib/gstdio.h>
#include <string.h>

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);

  g_assert_no_error (error);
  fixture_set_up_with (fixture, registry);
  uois_file_load_seed (fixture->file, NULL, &error);
  g_assert_no_error (error);
}

/* ---- Abbreviations ---- */

static gboolean
expand_id (const GMatchInfo *match, GString *text, gpointer data)
{
  g_autofree char *number = g_match_info_fetch (match, 1);
  UoisUuid id = fixture_id ((guint) g_ascii_strtoull (number, NULL, 10));
  g_autofree char *id_text = uois_uuid_to_string (&id);

  g_string_append (text, id_text);
  return FALSE;
}

static gboolean
expand_token (const GMatchInfo *match, GString *text, gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *table = g_match_info_fetch (match, 1);
  g_autofree char *number = g_match_info_fetch (match, 2);
  const UoisType *type = uois_registry_find_table (fixture->registry, table);
  UoisUuid id = fixture_id ((guint) g_ascii_strtoull (number, NULL, 10));
  g_autoptr (GArray) record = NULL;
  g_autofree char *token = NULL;

  g_assert_nonnull (type);
  record = university_read (fixture, type, &id);
  if (record == NULL)
    g_error ("there is no %s %s", table, number);
  token = uois_value_to_string (
      &g_array_index (record, UoisValue, uois_type_find_audit_column (type, UOIS_AUDIT_LASTCHANGE)->index));
  g_string_append (text, token);
  return FALSE;
}

static gboolean
abbreviate_id (const GMatchInfo *match, GString *text, gpointer data)
{
  g_autofree char *number = g_match_info_fetch (match, 1);

  g_string_append_printf (text, "#%s", number);
  return FALSE;
}

static char *
replace (const char *text, const char *pattern, GRegexEvalCallback callback, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, &error);
  char *replaced;

  g_assert_no_error (error);
  replaced = g_regex_replace_eval (regex, text, -1, 0, 0, callback, data, &error);
  g_assert_no_error (error);
  return replaced;
}

static char *
expand (Fixture *fixture, const char *text)
{
  g_autofree char *with_ids = replace (text, "#(\\d+)", expand_id, NULL);

  return replace (with_ids, "@(\\w+) (\\d+)", expand_token, fixture);
}

static char *
abbreviate (const char *text)
{
  return replace (text, "00000000-0000-4000-8000-0*([1-9]\\d*)", abbreviate_id, NULL);
}

/* ---- Steps ---- */

static char *
run_step (Fixture *fixture, const char *document, const char *variables)
{
  g_autofree char *expanded = expand (fixture, document);
  g_autofree char *expanded_variables = variables != NULL ? expand (fixture, variables) : NULL;
  UoisQueryRequest request = { .document = expanded, .variables = expanded_variables };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *text = NULL;

  if (g_str_has_prefix (document, "select"))
    {
      text = university_text (fixture, expanded);
      return abbreviate (text != NULL ? text : "");
    }
  answer = uois_file_query (fixture->file, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  return abbreviate (text);
}

static void
sign_in (Fixture *fixture, const char *text)
{
  UoisUuid person = fixture_id ((guint) g_ascii_strtoull (text, NULL, 10));

  university_sign_in (fixture, &person);
}

/* Returns: the conversation with the answers that were given */
static char *
run_conversation (Fixture *fixture, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) document = g_string_new (NULL);
  const char *variables = NULL;
  GString *result = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL && (lines[i][0] != '\0' || lines[i + 1] != NULL); i++)
    {
      if (g_str_has_prefix (lines[i], "->"))
        {
          g_autofree char *answer = run_step (fixture, document->str, variables);

          g_string_append_printf (result, "-> %s\n", answer);
          g_string_truncate (document, 0);
          variables = NULL;
          continue;
        }
      g_string_append_printf (result, "%s\n", lines[i]);
      if (g_str_has_prefix (lines[i], "person #"))
        sign_in (fixture, lines[i] + strlen ("person #"));
      else if (g_str_has_prefix (lines[i], "variables: "))
        variables = lines[i] + strlen ("variables: ");
      else if (!g_str_has_prefix (lines[i], "# ") && lines[i][0] != '\0')
        g_string_append_printf (document, "%s%s", document->len > 0 ? "\n" : "", lines[i]);
    }
  return g_string_free (result, FALSE);
}

static void
assert_same_lines (const char *text, const char *expected)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) expected_lines = g_strsplit (expected, "\n", -1);

  for (guint i = 0; lines[i] != NULL && expected_lines[i] != NULL; i++)
    if (!g_str_equal (lines[i], expected_lines[i]))
      {
        g_test_message ("line %u", i + 1);
        g_assert_cmpstr (lines[i], ==, expected_lines[i]);
      }
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (expected_lines));
}

static void
test_conversation (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "repo", "mutations", data, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *result = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  result = run_conversation (fixture, text);
  if (g_getenv ("UOIS_UPDATE_GOLDEN") != NULL)
    g_file_set_contents (path, result, -1, &error);
  else
    assert_same_lines (result, text);
  g_assert_no_error (error);

  fixture_assert_sound (fixture);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  folder = g_test_build_filename (G_TEST_DIST, "repo", "mutations", NULL);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = g_strdup_printf ("/repo/mutations/cases/%.*s", (int) strcspn (name, "."), name);

      g_ptr_array_add (names, g_strdup (name));
      g_test_add (test, Fixture, names->pdata[names->len - 1], set_up, test_conversation, fixture_tear_down);
    }
  g_assert_cmpuint (names->len, >, 0);
  return g_test_run ();
}
