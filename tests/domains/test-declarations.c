/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of the declarations beyond what the registry checks: type lists that fit, hooks that compute. */
#include "domains/domains.h"

#include "base/value.h"

#include <json-c/json.h>
#include <string.h>

typedef struct
{
  UoisRegistry *registry;
  GHashTable *ids; /* "table id" of every row of every type list */
} Fixture;

typedef void (*RowCheck) (Fixture *fixture, const UoisType *type, json_object *row);

static void
foreach_seed_row (Fixture *fixture, RowCheck check)
{
  guint n_domains;
  const UoisDomain *const *domains = uois_registry_get_domains (fixture->registry, &n_domains);

  for (guint i = 0; i < n_domains; i++)
    {
      g_autofree char *text = g_strndup (domains[i]->seed != NULL ? domains[i]->seed : "{}",
                                         domains[i]->seed != NULL ? domains[i]->seed_length : 2);
      json_object *seed = json_tokener_parse (text);

      g_assert_nonnull (seed);
      json_object_object_foreach (seed, table, rows)
      {
        const UoisType *type = uois_registry_find_table (fixture->registry, table);

        g_assert_nonnull (type);
        g_assert_true (json_object_is_type (rows, json_type_array));
        for (gsize j = 0; j < json_object_array_length (rows); j++)
          check (fixture, type, json_object_array_get_idx (rows, j));
      }
      json_object_put (seed);
    }
}

static char *
get_key (const UoisType *type, const char *id)
{
  return g_strdup_printf ("%s %s", type->table, id);
}

/* An id of its own, and no key that the file would have to leave out. */
static void
check_columns (Fixture *fixture, const UoisType *type, json_object *row)
{
  json_object *id = json_object_object_get (row, "id");

  g_assert_nonnull (id);
  g_assert_true (g_hash_table_add (fixture->ids, get_key (type, json_object_get_string (id))));

  json_object_object_foreach (row, name, value)
  {
    const UoisColumn *column = uois_type_find_column (type, name);
    g_auto (UoisValue) parsed = UOIS_VALUE_INIT;
    g_autoptr (GError) error = NULL;
    const char *text = json_object_get_string (value);

    if (column == NULL)
      g_error ("the table %s has no column %s", type->table, name);
    uois_value_parse (column->kind, text, strlen (text), &parsed, &error);
    g_assert_no_error (error);
  }
}

/* A new file has these rows and no others: a reference must find its target among them. */
static void
check_references (Fixture *fixture, const UoisType *type, json_object *row)
{
  json_object_object_foreach (row, name, value)
  {
    const UoisColumn *column = uois_type_find_column (type, name);

    if (column->target != NULL && column->enforced)
      {
        g_autofree char *key = get_key (column->target, json_object_get_string (value));

        if (!g_hash_table_contains (fixture->ids, key))
          g_error ("%s of %s refers to %s, which is not there", name, type->table, key);
      }
  }
}

static void
test_type_lists (void)
{
  g_autoptr (GError) error = NULL;
  Fixture fixture = { uois_domains_load (&error), g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  g_assert_no_error (error);
  foreach_seed_row (&fixture, check_columns);
  foreach_seed_row (&fixture, check_references);
  g_assert_cmpuint (g_hash_table_size (fixture.ids), >, 250);

  g_hash_table_unref (fixture.ids);
  uois_registry_unref (fixture.registry);
}

static double
compute_duration (const UoisHook *hook, const char *start, const char *end, const char *unit)
{
  g_auto (UoisValue) result = UOIS_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  UoisValue row[2] = { UOIS_VALUE_INIT, UOIS_VALUE_INIT };
  UoisValue argument = UOIS_VALUE_INIT;

  uois_value_parse (UOIS_VALUE_DATETIME, start, strlen (start), &row[0], &error);
  g_assert_no_error (error);
  uois_value_parse (UOIS_VALUE_DATETIME, end, strlen (end), &row[1], &error);
  g_assert_no_error (error);
  uois_value_borrow_text (&argument, unit, strlen (unit));

  g_assert_true (hook->function (row, &argument, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (result.kind, ==, UOIS_VALUE_REAL);

  return result.real;
}

static void
test_duration (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);
  const UoisHook *hook;
  g_auto (UoisValue) result = UOIS_VALUE_INIT;
  UoisValue nothing[2] = { UOIS_VALUE_INIT, UOIS_VALUE_INIT };
  UoisValue unit = UOIS_VALUE_INIT;

  g_assert_no_error (error);
  hook = uois_domain_find_hook (uois_registry_find_domain (registry, "events"), "duration");
  g_assert_nonnull (hook);

  g_assert_cmpfloat (compute_duration (hook, "2025-10-01T08:00:00", "2025-10-01T09:30:00", "MINUTES"), ==, 90);
  g_assert_cmpfloat (compute_duration (hook, "2025-10-01T08:00:00", "2025-10-01T09:30:00", "HOURS"), ==, 1.5);
  g_assert_cmpfloat (compute_duration (hook, "2025-10-01T08:00:00", "2025-10-01T08:00:00.5", "SECONDS"), ==, 0.5);
  g_assert_cmpfloat (compute_duration (hook, "2025-10-01", "2025-10-15", "WEEKS"), ==, 2);
  g_assert_cmpfloat (compute_duration (hook, "2025-10-02", "2025-10-01", "DAYS"), ==, -1);

  uois_value_borrow_text (&unit, "MINUTES", strlen ("MINUTES"));
  g_assert_true (hook->function (nothing, &unit, &result, &error));
  g_assert_cmpint (result.kind, ==, UOIS_VALUE_NULL);
}

/* Whoever looks for a domain in the sidebar finds its tables there, or on the records that they belong to. */
static void
test_sidebar (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);
  guint n_domains;
  const UoisDomain *const *domains;

  g_assert_no_error (error);
  domains = uois_registry_get_domains (registry, &n_domains);
  g_assert_cmpuint (n_domains, ==, 16);

  for (guint i = 0; i < n_domains; i++)
    {
      guint shown = 0;

      for (guint j = 0; j < domains[i]->types.length; j++)
        {
          const UoisType *type = domains[i]->types.items[j];

          if (type->table == NULL)
            continue;
          g_assert_cmpuint (type->list_fields.length, >, 0);
          g_assert_cmpuint (type->title.length, >, 0);
          shown += !type->system && !type->link ? 1 : 0;
        }
      g_assert_cmpuint (shown, >, 0);
      g_assert_true (g_str_has_suffix (domains[i]->icon, "-symbolic"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domains/type-lists", test_type_lists);
  g_test_add_func ("/domains/duration", test_duration);
  g_test_add_func ("/domains/sidebar", test_sidebar);

  return g_test_run ();
}
