/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domains/domains.h"
#include "store/store.h"

#include <glib/gstdio.h>

/* Every piece of SQL in the real declarations, and every table, title, filter and order that follows from them, is
 * compiled and run once on an empty file. */
typedef struct
{
  char *folder;
  UoisRegistry *registry;
  UoisStore *store;
  UoisStoreReader *reader;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("uois-store-XXXXXX", NULL);
  fixture->registry = uois_domains_load (&error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (fixture->folder, "all.uois", NULL);
  fixture->store = uois_store_open (path, fixture->registry, UOIS_STORE_OPEN_CREATE, NULL, &error);
  g_assert_no_error (error);
  fixture->reader = uois_store_borrow_reader (fixture->store, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "all.uois", NULL);

  uois_store_return_reader (fixture->store, fixture->reader);
  uois_store_close (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (fixture->store);
  uois_registry_unref (fixture->registry);
  g_unlink (path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
run (UoisStoreStatement *statement, const char *what, GError *error)
{
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    g_error ("%s: %s", what, error->message);
  if (uois_store_statement_step (statement, &failure) < 0)
    g_error ("%s: %s\n%s", what, failure->message, uois_store_statement_get_sql (statement));
  uois_store_statement_release (statement);
}

static void
run_select (Fixture *fixture, const UoisSelect *select, const char *what)
{
  g_autoptr (GError) error = NULL;

  run (uois_store_reader_compile (fixture->reader, select, &error), what, error);
}

static void
add_field_order (UoisSelect *select, const UoisField *field)
{
  UoisOrder order = { .column = field->column, .sql = field->sql };

  if (field->kind == UOIS_FIELD_REFERENCE && field->target->table != NULL)
    {
      order = (UoisOrder){ .title = TRUE };
      order.source = 1 + uois_select_add_join (select, 0, field->column);
      uois_select_add_output (select, order.source, UOIS_OUTPUT_TITLE);
    }
  g_array_append_val (select->order, order);
}

static gboolean
is_value_of_row (const UoisField *field)
{
  return field->kind == UOIS_FIELD_COLUMN || field->kind == UOIS_FIELD_EXPRESSION || field->kind == UOIS_FIELD_OBJECT ||
         field->kind == UOIS_FIELD_REFERENCE;
}

/* All values of a row in one statement, and one statement ordered by each. */
static void
test_values (Fixture *fixture, gconstpointer data)
{
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (fixture->registry, &n_tables);

  for (guint i = 0; i < n_tables; i++)
    {
      g_autoptr (UoisSelect) all = uois_select_new (tables[i]);

      uois_select_add_output (all, 0, UOIS_OUTPUT_ROW);
      uois_select_add_output (all, 0, UOIS_OUTPUT_TITLE);
      for (guint j = 0; j < tables[i]->columns.length; j++)
        uois_select_add_column (all, 0, tables[i]->columns.items[j]);

      for (guint j = 0; j < tables[i]->fields.length; j++)
        {
          const UoisField *field = tables[i]->fields.items[j];
          g_autoptr (UoisSelect) one = uois_select_new (tables[i]);
          g_autofree char *what = g_strdup_printf ("%s.%s", tables[i]->name, field->name);

          if (!is_value_of_row (field))
            continue;
          if (field->sql != NULL)
            uois_select_add_sql (all, 0, field->sql, UOIS_VALUE_TEXT);
          uois_select_add_output (one, 0, UOIS_OUTPUT_ROW);
          add_field_order (one, field);
          run_select (fixture, one, what);
        }
      run_select (fixture, all, tables[i]->name);
    }
}

static UoisSelect *
select_list (const UoisField *field)
{
  UoisSelect *select = uois_select_new (field->target);
  UoisOrder order = { .sql = field->fixed_order };

  uois_select_add_output (select, 0, UOIS_OUTPUT_TITLE);
  if (field->kind == UOIS_FIELD_MANY)
    select->parent_column = field->column;
  if (field->kind == UOIS_FIELD_THROUGH)
    {
      select->link = field->through;
      select->link_near = field->column;
      select->link_far = field->far_column;
    }
  if (field->kind == UOIS_FIELD_MANY || field->kind == UOIS_FIELD_THROUGH)
    select->parent = uois_select_add_parameter (select);
  if (field->kind == UOIS_FIELD_LIST || field->kind == UOIS_FIELD_ONE)
    {
      UoisCondition *condition = uois_condition_new (UOIS_CONDITION_SQL);

      condition->sql = field->sql;
      uois_select_take_condition (select, condition);
    }
  if (field->fixed_order != NULL)
    g_array_append_val (select->order, order);
  return select;
}

static void
run_list (Fixture *fixture, const UoisField *field, const char *owner)
{
  g_autofree char *what = g_strdup_printf ("%s.%s", owner, field->name);
  g_autoptr (GError) error = NULL;

  if (field->kind == UOIS_FIELD_VALUE)
    run (uois_store_reader_prepare (fixture->reader, field->sql, &error), what, error);

  if (field->target == NULL || field->target->table == NULL ||
      (field->kind != UOIS_FIELD_MANY && field->kind != UOIS_FIELD_THROUGH && field->kind != UOIS_FIELD_LIST &&
       field->kind != UOIS_FIELD_ONE))
    return;

  g_autoptr (UoisSelect) select = select_list (field);
  run_select (fixture, select, what);
}

static void
test_lists (Fixture *fixture, gconstpointer data)
{
  guint n_types, n_queries;
  const UoisType *const *types = uois_registry_get_types (fixture->registry, &n_types);
  const UoisField *const *queries = uois_registry_get_queries (fixture->registry, &n_queries);

  for (guint i = 0; i < n_types; i++)
    for (guint j = 0; j < types[i]->fields.length; j++)
      run_list (fixture, types[i]->fields.items[j], types[i]->name);
  for (guint i = 0; i < n_queries; i++)
    run_list (fixture, queries[i], "Query");
}

static UoisCondition *
make_condition (const UoisFilterEntry *entry)
{
  if (entry->relation != NULL)
    {
      UoisCondition *related = uois_condition_new (UOIS_CONDITION_RELATED);

      related->relation = entry->relation;
      uois_condition_take_child (related, uois_condition_new (UOIS_CONDITION_AND));
      return related;
    }

  UoisCondition *compare = uois_condition_new_compare (UOIS_COMPARE_LESS, entry->column, 0);
  compare->sql = entry->sql;
  compare->value_kind = entry->kind;
  return compare;
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  guint n_filters;
  const UoisFilter *const *filters = uois_registry_get_filters (fixture->registry, &n_filters);

  for (guint i = 0; i < n_filters; i++)
    for (guint j = 0; j < filters[i]->entries.length; j++)
      {
        const UoisFilterEntry *entry = filters[i]->entries.items[j];
        g_autofree char *what = g_strdup_printf ("%s.%s", filters[i]->name, entry->name);

        if (entry->column == NULL && entry->sql == NULL && entry->relation == NULL)
          continue;
        g_autoptr (UoisSelect) select = uois_select_new (filters[i]->type);
        uois_select_add_output (select, 0, UOIS_OUTPUT_ROW);
        uois_select_add_parameter (select);
        uois_select_take_condition (select, make_condition (entry));
        run_select (fixture, select, what);
      }
}

static void
test_views (Fixture *fixture, gconstpointer data)
{
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (fixture->registry, &n_tables);

  for (guint i = 0; i < n_tables; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s__text\"", tables[i]->table);
      g_autoptr (GError) error = NULL;

      run (uois_store_reader_prepare (fixture->reader, sql, &error), tables[i]->table, error);
    }
}

#define ADD(name, function) g_test_add ("/store/declarations/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("values", test_values);
  ADD ("lists", test_lists);
  ADD ("filters", test_filters);
  ADD ("views", test_views);
  return g_test_run ();
}
