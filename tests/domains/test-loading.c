/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program makes of all declarations that it is built with. */
#include "domains/domains.h"

typedef struct
{
  UoisRegistry *registry;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->registry = uois_domains_load (&error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  uois_registry_unref (fixture->registry);
}

static void
test_fifteen (Fixture *fixture, gconstpointer data)
{
  guint length;

  uois_registry_get_domains (fixture->registry, &length);
  g_assert_cmpuint (length, >=, 15);
}

/* A second load gives the same tables: a file that one run wrote, the next one opens. */
static void
test_fingerprint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) again = uois_domains_load (&error);

  g_assert_no_error (error);
  g_assert_cmpstr (uois_registry_get_fingerprint (fixture->registry), ==, uois_registry_get_fingerprint (again));
}

/* Whoever opens an entry of a type list sees where it is used. */
static void
test_type_lists_show_their_use (Fixture *fixture, gconstpointer data)
{
  guint length;
  const UoisType *const *tables = uois_registry_get_tables (fixture->registry, &length);

  for (guint i = 0; i < length; i++)
    for (guint j = 0; j < tables[i]->columns.length; j++)
      {
        const UoisColumn *column = tables[i]->columns.items[j];
        gboolean found = FALSE;

        if (column->target == NULL || !column->target->system)
          continue;
        for (guint k = 0; k < column->target->tabs.length; k++)
          found |= column->target->tabs.items[k]->column == column;
        g_test_message ("%s.%s", tables[i]->table, column->name);
        g_assert_true (found);
      }
}

#define ADD(name, function) g_test_add ("/loading/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("fifteen", test_fifteen);
  ADD ("fingerprint", test_fingerprint);
  ADD ("type-lists-show-their-use", test_type_lists_show_their_use);
  return g_test_run ();
}
