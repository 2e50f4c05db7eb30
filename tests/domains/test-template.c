/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Declares a new domain as domains/README.md says, with the very commands that
 * stand there, in a copy of the folder.
 */
#include "domains/domains.h"
#include "domains/sources.h"
#include "schema/api.h"

#include <json-c/json.h>
#include <string.h>

typedef struct
{
  char *root; /* a copy of domains/ and of what builds it */
  char *name; /* of the new domain */
} Fixture;

static char *
run (const char *folder, const char *script)
{
  const char *const arguments[] = { "sh", "-ec", script, NULL };
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (folder, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &errors, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", script, errors);

  return g_steal_pointer (&output);
}

static char *
read_file (const char *root, const char *name)
{
  g_autofree char *path = g_build_filename (root, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The first two blocks of commands of "Declare a new domain": copying and renaming. */
static char *
read_steps (const char *readme)
{
  const char *position = strstr (readme, "## Declare a new domain");
  GString *steps = g_string_new (NULL);

  g_assert_nonnull (position);
  for (guint i = 0; i < 2; i++)
    {
      const char *start = strstr (position, "```sh\n");
      const char *end;

      g_assert_nonnull (start);
      start += strlen ("```sh\n");
      end = strstr (start, "```");
      g_assert_nonnull (end);
      g_string_append_len (steps, start, end - start);
      position = end + strlen ("```");
    }

  return g_string_free (steps, FALSE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "..", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *readme = NULL;
  g_autofree char *steps = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *remark = NULL;
  g_auto (GStrv) domains = NULL;

  fixture->root = g_dir_make_tmp ("uois-template-XXXXXX", &error);
  g_assert_no_error (error);

  copy = g_strdup_printf ("mkdir -p data/schema && cp '%s/data/schema/c_text.py' data/schema && cp -r '%s/domains' .",
                          source, source);
  g_free (run (fixture->root, copy));
  readme = read_file (fixture->root, "domains/README.md");
  steps = read_steps (readme);

  before = run (fixture->root, "python3 domains/list.py");
  g_free (run (fixture->root, steps));
  after = run (fixture->root, "python3 domains/list.py");

  domains = g_strsplit (g_strstrip (after), "\n", -1);
  for (guint i = 0; domains[i] != NULL; i++)
    if (strstr (before, domains[i]) == NULL)
      {
        g_assert_null (fixture->name);
        fixture->name = g_strndup (domains[i], strcspn (domains[i], ":"));
      }
  g_assert_nonnull (fixture->name);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *remove = g_strdup_printf ("rm -r '%s'", fixture->root);

  g_free (run (NULL, remove));
  g_free (fixture->root);
  g_free (fixture->name);
}

/* The new declaration with all others. */
static UoisRegistry *
load (Fixture *fixture)
{
  UoisRegistry *registry = uois_registry_new ();
  g_autofree char *file_name = g_strdup_printf ("domains/%s/%s.graphql", fixture->name, fixture->name);
  g_autofree char *text = read_file (fixture->root, file_name);
  g_autoptr (GError) error = NULL;

  for (const UoisDomainSource *source = uois_domain_sources; source->file_name != NULL; source++)
    {
      uois_registry_add (registry, source->file_name, source->declaration, source->declaration_length, source->seed,
                         source->seed_length, source->hooks, &error);
      g_assert_no_error (error);
    }
  uois_registry_add (registry, file_name, text, strlen (text), NULL, 0, NULL, &error);
  g_assert_no_error (error);
  uois_registry_freeze (registry, &error);
  g_assert_no_error (error);

  return registry;
}

static void
test_registry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisRegistry) registry = load (fixture);
  const UoisDomain *domain = uois_registry_find_domain (registry, fixture->name);
  g_autofree char *api = NULL;

  g_assert_nonnull (domain);
  g_assert_cmpuint (domain->types.length, >, 0);
  for (guint i = 0; i < domain->types.length; i++)
    {
      const UoisType *type = domain->types.items[i];

      if (type->table == NULL)
        continue;
      g_assert_true (uois_registry_find_table (registry, type->table) == type);
      g_assert_nonnull (type->by_id);
      g_assert_nonnull (type->page);
      g_assert_nonnull (type->insert);
      g_assert_nonnull (type->update);
      g_assert_nonnull (type->remove);
      g_assert_cmpuint (type->title.length, >, 0);
      g_assert_cmpuint (type->list_fields.length, >, 0);
    }

  api = uois_api_print (registry, domain);
  g_assert_nonnull (strstr (api, domain->types.items[0]->name));
}

/* Nothing of the template is left behind under its old name. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisRegistry) registry = load (fixture);
  const UoisDomain *domain = uois_registry_find_domain (registry, fixture->name);

  g_assert_null (uois_registry_find_domain (registry, "empty"));
  for (guint i = 0; i < domain->types.length; i++)
    g_assert_null (strstr (domain->types.items[i]->name, "Empty"));
}

static void
test_seed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strdup_printf ("domains/%s/seed.json", fixture->name);
  g_autofree char *text = read_file (fixture->root, name);
  g_autoptr (UoisRegistry) registry = load (fixture);
  struct json_object *seed = json_tokener_parse (text);

  g_assert_true (json_object_is_type (seed, json_type_object));
  json_object_object_foreach (seed, table, rows)
  {
    g_assert_nonnull (uois_registry_find_table (registry, table));
    g_assert_true (json_object_is_type (rows, json_type_array));
  }
  json_object_put (seed);
}

/* What the build makes of the folder holds the new domain too. */
static void
test_embedding (Fixture *fixture, gconstpointer data)
{
  g_autofree char *output = NULL;
  g_autofree char *symbol = g_strdup_printf ("static const char %s_declaration[]", fixture->name);

  g_free (run (fixture->root, "python3 domains/embed.py domains sources.c $(python3 domains/list.py)"));
  output = read_file (fixture->root, "sources.c");
  g_assert_nonnull (strstr (output, symbol));
}

#define ADD(name, function) g_test_add ("/template/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("registry", test_registry);
  ADD ("names", test_names);
  ADD ("seed", test_seed);
  ADD ("embedding", test_embedding);
  return g_test_run ();
}
