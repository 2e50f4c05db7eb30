/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library.h"

#include <string.h>

static gboolean
count_loans (const UoisValue *row, const UoisValue *arguments, UoisValue *result, GError **error)
{
  uois_value_set_integer (result, 1);
  return TRUE;
}

static const char *const loan_columns[] = { "born", NULL };
static const UoisHook hook_list[] = { { "loans", loan_columns, count_loans }, { NULL } };
static const UoisHooks hooks = { hook_list };

const UoisHooks *
library_get_hooks (void)
{
  return &hooks;
}

char *
library_read (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "schema", "good", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
add (UoisRegistry *registry, const char *name)
{
  static const char seed[] = "{}";
  g_autofree char *text = library_read (name);
  g_autoptr (GError) error = NULL;

  uois_registry_add (registry, name, text, strlen (text), seed, strlen (seed), &hooks, &error);
  g_assert_no_error (error);
}

static UoisRegistry *
load (const char *first, const char *second)
{
  UoisRegistry *registry = uois_registry_new ();
  g_autoptr (GError) error = NULL;

  add (registry, first);
  add (registry, second);
  uois_registry_freeze (registry, &error);
  g_assert_no_error (error);
  return registry;
}

UoisRegistry *
library_load (void)
{
  return load ("library.graphql", "cinema.graphql");
}

UoisRegistry *
library_load_backwards (void)
{
  return load ("cinema.graphql", "library.graphql");
}
