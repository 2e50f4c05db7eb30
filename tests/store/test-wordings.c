/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "campus.h"

/* So many that an order has several known positions. */
#define TEAMS 1500
#define PAGES 120

/**
 * World: many teams of few names, so that ties are everywhere.
 * @reader: one that keeps what it has noted
 */
typedef struct
{
  Campus campus;
  GRand *random;
  UoisStoreReader *reader;
} World;

static gboolean
add_teams (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;

  for (guint i = 0; i < TEAMS; i++)
    {
      g_autoptr (Row) team = row_new (world->campus.team);
      g_autofree char *name = g_strdup_printf ("%s %d",
                                               i % 3 == 0 ? "Nov" :
                                               i % 3 == 1 ? "Chod" :
                                                            "Cap",
                                               g_rand_int_range (world->random, 0, 40));

      row_set (team, "name", i % 100 == 0 ? NULL : i % 700 == 1 ? "Řeka" : name);
      if (!uois_store_unit_insert (unit, team->type, team->values, error))
        return FALSE;
    }
  return TRUE;
}

static void
write_teams (World *world)
{
  g_autoptr (GError) error = NULL;

  uois_store_write (world->campus.store, UOIS_ORIGIN_LOAD, "a test", NULL, add_teams, world, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (World *world, gconstpointer data)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GError) error = NULL;

  g_test_message ("seed %u", seed);
  world->random = g_rand_new_with_seed (seed);
  campus_set_up (&world->campus, NULL);
  write_teams (world);
  world->reader = uois_store_borrow_reader (world->campus.store, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (World *world, gconstpointer data)
{
  uois_store_return_reader (world->campus.store, world->reader);
  campus_tear_down (&world->campus, NULL);
  g_rand_free (world->random);
}

static const UoisColumn *
get_name (World *world)
{
  return uois_type_find_column (world->campus.team, "name");
}

/* The ids that a select finds, in one snapshot. @bind: values of its parameters */
static GPtrArray *
read_ids (World *world, const UoisSelect *select, const UoisValue *bind)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  UoisStoreStatement *statement;

  g_assert_true (uois_store_reader_begin (world->reader, &error));
  statement = uois_store_reader_compile (world->reader, select, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < select->n_parameters; i++)
    uois_store_statement_bind (statement, i, &bind[i]);
  while (uois_store_statement_step (statement, &error) > 0)
    g_ptr_array_add (ids, uois_uuid_to_string (uois_store_statement_get_uuid (statement, 0)));
  g_assert_no_error (error);
  uois_store_statement_release (statement);
  uois_store_reader_end (world->reader);
  return ids;
}

static UoisSelect *
select_ids (World *world, const UoisColumn *order, gboolean descending)
{
  UoisSelect *select = uois_select_new (world->campus.team);

  uois_select_add_column (select, 0, world->campus.team->columns.items[0]);
  if (order != NULL)
    uois_select_add_order (select, order, descending);
  return select;
}

/* ---- Pages ---- */

/* Pages in any sequence are parts of the whole list. */
static void
assert_pages (World *world, const UoisColumn *order, gboolean descending)
{
  g_autoptr (UoisSelect) all = select_ids (world, order, descending);
  g_autoptr (UoisSelect) page = select_ids (world, order, descending);
  g_autoptr (GPtrArray) whole = read_ids (world, all, NULL);

  page->skip = (int) uois_select_add_parameter (page);
  page->limit = (int) uois_select_add_parameter (page);
  for (guint i = 0; i < PAGES; i++)
    {
      gint64 skip = g_rand_int_range (world->random, 0, (gint32) whole->len + 300);
      gint64 limit = g_rand_int_range (world->random, 0, 40);
      const UoisValue bind[] = { { .kind = UOIS_VALUE_INTEGER, .integer = skip },
                                 { .kind = UOIS_VALUE_INTEGER, .integer = limit } };
      g_autoptr (GPtrArray) ids = read_ids (world, page, bind);
      gint64 expected = CLAMP ((gint64) whole->len - skip, 0, limit);

      g_assert_cmpint (ids->len, ==, expected);
      for (guint j = 0; j < ids->len; j++)
        g_assert_cmpstr (ids->pdata[j], ==, whole->pdata[skip + j]);
    }
}

static void
assert_all_pages (World *world)
{
  assert_pages (world, NULL, FALSE);
  assert_pages (world, get_name (world), FALSE);
  assert_pages (world, get_name (world), TRUE);
}

/* What was noted of the rows' positions is forgotten when somebody writes. */
static void
test_pages (World *world, gconstpointer data)
{
  assert_all_pages (world);
  write_teams (world);
  assert_all_pages (world);
}

/* A row that is not committed yet is on a page, too. */
static gboolean
read_inside (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;
  UoisStoreReader *outside = world->reader;

  world->reader = uois_store_unit_get_reader (unit);
  assert_pages (world, get_name (world), FALSE);
  if (add_teams (unit, world, cancellable, error))
    assert_pages (world, get_name (world), FALSE);
  world->reader = outside;
  return TRUE;
}

static void
test_pages_inside_a_unit (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  uois_store_write (world->campus.store, UOIS_ORIGIN_LOAD, "a test", NULL, read_inside, world, NULL, &error);
  g_assert_no_error (error);
}

/* ---- Patterns ---- */

/* The first rows that fit a pattern, by id: the same ones whichever wording was chosen. */
static GPtrArray *
read_first (World *world, const char *beginning, gint64 limit, const char **plan)
{
  g_autoptr (UoisSelect) select = select_ids (world, NULL, FALSE);
  UoisValue bind[] = { UOIS_VALUE_INIT, { .kind = UOIS_VALUE_INTEGER, .integer = limit } };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  UoisStoreStatement *statement;

  uois_value_borrow_text (&bind[0], beginning, strlen (beginning));
  uois_select_take_condition (select, uois_condition_new_compare (UOIS_COMPARE_STARTS_WITH, get_name (world),
                                                                  uois_select_add_parameter (select)));
  select->limit = (int) uois_select_add_parameter (select);

  statement = uois_store_reader_compile (world->reader, select, &error);
  g_assert_no_error (error);
  uois_store_statement_bind (statement, 0, &bind[0]);
  uois_store_statement_bind (statement, 1, &bind[1]);
  text = uois_store_statement_explain (statement);
  g_test_message ("%s", text);
  *plan = strstr (text, "teams__name__key__id") != NULL ? "index of names" : "index of ids";
  uois_store_statement_release (statement);

  return read_ids (world, select, bind);
}

static void
test_patterns (World *world, gconstpointer data)
{
  const char *plan;
  g_autoptr (GPtrArray) many = read_first (world, "No", 20, &plan);
  g_assert_cmpstr (plan, ==, "index of ids");
  g_autoptr (GPtrArray) few = read_first (world, "Ře", 20, &plan);
  g_assert_cmpstr (plan, ==, "index of names");
  g_autoptr (GPtrArray) all = read_first (world, "No", TEAMS, &plan);

  g_assert_cmpuint (many->len, ==, 20);
  for (guint i = 0; i < many->len; i++)
    g_assert_cmpstr (many->pdata[i], ==, all->pdata[i]);
  g_assert_cmpuint (few->len, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/wordings/pages", World, NULL, set_up, test_pages, tear_down);
  g_test_add ("/store/wordings/pages-inside-a-unit", World, NULL, set_up, test_pages_inside_a_unit, tear_down);
  g_test_add ("/store/wordings/patterns", World, NULL, set_up, test_patterns, tear_down);
  return g_test_run ();
}
