/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Trees read branch by branch: the shelves of the library, on which books stand. */

#include "fixture.h"

#include "repo/tree.h"

#include <string.h>

#define ANY_NUMBER 1000

static void
append_id (GString *seed, const char *key, guint number)
{
  g_string_append_printf (seed, "'%s': '00000000-0000-4000-8000-%012u'", key, number);
}

/* Of a shelf that stands in @parent; 0: in nothing. */
static void
append_shelf (GString *seed, guint number, const char *name, guint parent)
{
  g_string_append (seed, seed->len > 0 ? ", {" : "{'shelves': [{");
  append_id (seed, "id", number);
  g_string_append_printf (seed, ", 'name': '%s'", name);
  if (parent != 0)
    {
      g_string_append (seed, ", ");
      append_id (seed, "parent_id", parent);
    }
  g_string_append (seed, "}");
}

static UoisUuid
get_id (guint number)
{
  g_autofree char *text = g_strdup_printf ("00000000-0000-4000-8000-%012u", number);
  UoisUuid id;

  g_assert_true (uois_uuid_parse (text, strlen (text), &id));
  return id;
}

/* A: B (C), D with two books; Z alone */
static void
store_house (Fixture *fixture)
{
  g_autoptr (GString) seed = g_string_new (NULL);

  append_shelf (seed, 9, "Z", 0);
  append_shelf (seed, 1, "A", 0);
  append_shelf (seed, 4, "D", 1);
  append_shelf (seed, 2, "B", 1);
  append_shelf (seed, 3, "C", 2);
  g_string_append (seed, "], 'books': [{");
  append_id (seed, "id", 20);
  g_string_append (seed, ", 'name': 'R.U.R.', ");
  append_id (seed, "shelf_id", 4);
  g_string_append (seed, "}, {");
  append_id (seed, "id", 21);
  g_string_append (seed, ", 'name': 'Krakatit', ");
  append_id (seed, "shelf_id", 4);
  g_string_append (seed, "}, {");
  append_id (seed, "id", 22);
  g_string_append (seed, ", 'name': 'Matka', ");
  append_id (seed, "shelf_id", 1);
  g_string_append (seed, "}]}");
  fixture_store (fixture, seed->str);
}

/* "A 2 1" for each: title, children, members, "!" in a circle */
static char *
describe (const UoisTreeBranch *branch)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < branch->nodes->len; i++)
    {
      const UoisTreeNode *node = g_ptr_array_index (branch->nodes, i);

      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "%s", i > 0 ? "; " : "",
                              node->record->title, node->n_children, node->n_members, node->in_circle ? "!" : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static UoisTreeBranch *
read_branch (Fixture *fixture, guint parent, guint skip, guint limit)
{
  g_autoptr (GError) error = NULL;
  UoisUuid id = get_id (parent);
  UoisTreeBranch *branch =
      uois_file_read_branch (fixture->file, fixture->shelf, parent != 0 ? &id : NULL, skip, limit, NULL, &error);

  g_assert_no_error (error);
  return branch;
}

static void
assert_branch (Fixture *fixture, guint parent, guint skip, guint limit, gint64 total, const char *expected)
{
  g_autoptr (UoisTreeBranch) branch = read_branch (fixture, parent, skip, limit);
  g_autofree char *text = describe (branch);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (branch->total, ==, total);
}

static void
test_branches (Fixture *fixture, gconstpointer data)
{
  assert_branch (fixture, 0, 0, 10, 0, "");
  store_house (fixture);
  assert_branch (fixture, 0, 0, 10, 2, "A 2 1; Z 0 0");
  assert_branch (fixture, 1, 0, 10, 2, "B 1 0; D 0 2");
  assert_branch (fixture, 2, 0, 10, 1, "C 0 0");
  assert_branch (fixture, 3, 0, 10, 0, "");
  assert_branch (fixture, ANY_NUMBER, 0, 10, 0, "");
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  store_house (fixture);
  assert_branch (fixture, 0, 0, 1, 2, "A 2 1");
  assert_branch (fixture, 0, 1, 1, 2, "Z 0 0");
  assert_branch (fixture, 0, 2, 1, 2, "");
}

/* They stand in nothing that stands at the top, and are seen all the same: one of each, the same every time. */
static void
test_circles (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) seed = g_string_new (NULL);

  append_shelf (seed, 1, "A", 0);
  append_shelf (seed, 5, "E", 6);
  append_shelf (seed, 6, "F", 5);
  append_shelf (seed, 7, "G", 5); /* below a circle, not in it */
  append_shelf (seed, 8, "H", 8);
  g_string_append (seed, "]}");
  fixture_store (fixture, seed->str);

  assert_branch (fixture, 0, 0, 10, 3, "A 0 0; E 2 0!; H 1 0!");
  assert_branch (fixture, 0, 0, 2, 3, "A 0 0; E 2 0!");
  assert_branch (fixture, 0, 2, 2, 3, "H 1 0!");
  assert_branch (fixture, 5, 0, 10, 2, "F 1 0; G 0 0");
}

static char *
join_titles (GPtrArray *records)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    g_string_append (text, ((const UoisRecord *) g_ptr_array_index (records, i))->title);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_ancestors (Fixture *fixture, guint number, const char *expected)
{
  g_autoptr (GError) error = NULL;
  UoisUuid id = get_id (number);
  g_autoptr (GPtrArray) ancestors = uois_file_read_ancestors (fixture->file, fixture->shelf, &id, NULL, &error);
  g_autofree char *titles = NULL;

  g_assert_no_error (error);
  titles = join_titles (ancestors);
  g_assert_cmpstr (titles, ==, expected);
}

static void
test_ancestors (Fixture *fixture, gconstpointer data)
{
  store_house (fixture);
  assert_ancestors (fixture, 3, "AB");
  assert_ancestors (fixture, 1, "");
  assert_ancestors (fixture, ANY_NUMBER, "");
}

static void
test_ancestors_in_circle (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) seed = g_string_new (NULL);

  append_shelf (seed, 5, "E", 6);
  append_shelf (seed, 6, "F", 5);
  append_shelf (seed, 7, "G", 5);
  append_shelf (seed, 8, "H", 8);
  g_string_append (seed, "]}");
  fixture_store (fixture, seed->str);

  assert_ancestors (fixture, 7, "FE");
  assert_ancestors (fixture, 5, "F");
  assert_ancestors (fixture, 8, "");
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) places = NULL;
  g_autoptr (GPtrArray) none = NULL;

  store_house (fixture);
  places = uois_file_find_in_tree (fixture->file, fixture->shelf, "c", 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (places->len, ==, 1);
  g_assert_cmpstr (((UoisTreePlace *) places->pdata[0])->path, ==, "A › B");

  none = uois_file_find_in_tree (fixture->file, fixture->shelf, "  ", 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_inherited (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) places = NULL;
  g_autoptr (GPtrArray) own = NULL;
  UoisUuid id = get_id (3);
  const UoisTreePlace *place;

  store_house (fixture);
  places = uois_file_list_inherited (fixture->file, fixture->shelf->tree_inherited.items[0], &id, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (places->len, ==, 1);
  place = places->pdata[0];
  g_assert_cmpstr (place->record->title, ==, "Matka");
  g_assert_cmpstr (place->from->title, ==, "A");

  id = get_id (4);
  own = uois_file_list_inherited (fixture->file, fixture->shelf->tree_inherited.items[0], &id, 2, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (own->len, ==, 2);
  g_assert_null (((UoisTreePlace *) own->pdata[0])->from);
  g_assert_null (((UoisTreePlace *) own->pdata[1])->from);
}

/* ---- Nothing is ever lost ---- */

#define SHELVES 60

static void
visit (Fixture *fixture, const UoisUuid *parent, GHashTable *seen)
{
  g_autoptr (GError) error = NULL;
  guint skip = 0;
  gint64 total;

  do
    {
      g_autoptr (UoisTreeBranch) branch =
          uois_file_read_branch (fixture->file, fixture->shelf, parent, skip, 7, NULL, &error);

      g_assert_no_error (error);
      total = branch->total;
      g_assert_cmpuint (branch->nodes->len, ==, MIN (7, total - skip));
      for (guint i = 0; i < branch->nodes->len; i++)
        {
          const UoisTreeNode *node = g_ptr_array_index (branch->nodes, i);

          if (g_hash_table_add (seen, g_memdup2 (&node->record->id, sizeof node->record->id)))
            visit (fixture, &node->record->id, seen);
        }
      skip += branch->nodes->len;
    }
  while (skip < total);
}

/* Whoever stands in whom, from the top everybody is found. */
static void
test_all_are_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) seed = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (uois_uuid_hash, uois_uuid_equal, g_free, NULL);

  for (guint i = 1; i <= SHELVES; i++)
    append_shelf (seed, i, "S", (guint) g_test_rand_int_range (0, SHELVES + 1));
  g_string_append (seed, "]}");
  fixture_store (fixture, seed->str);
  visit (fixture, NULL, seen);
  g_assert_cmpuint (g_hash_table_size (seen), ==, SHELVES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  fixture_add ("/tree/branches", test_branches);
  fixture_add ("/tree/pages", test_pages);
  fixture_add ("/tree/circles", test_circles);
  fixture_add ("/tree/ancestors", test_ancestors);
  fixture_add ("/tree/ancestors-in-circle", test_ancestors_in_circle);
  fixture_add ("/tree/find", test_find);
  fixture_add ("/tree/inherited", test_inherited);
  fixture_add ("/tree/all-are-found", test_all_are_found);
  return g_test_run ();
}
