/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/select.h"

#include "library.h"

static void
test_outputs (void)
{
  g_autoptr (UoisRegistry) registry = library_load ();
  const UoisType *book = uois_registry_find_table (registry, "books");
  const UoisColumn *name = uois_type_find_column (book, "name");
  const UoisColumn *author = uois_type_find_column (book, "author_id");
  g_autoptr (UoisSelect) select = uois_select_new (book);
  guint join;

  g_assert_cmpint (select->parent, ==, -1);
  g_assert_cmpint (select->skip, ==, -1);
  g_assert_cmpint (select->limit, ==, -1);

  g_assert_cmpuint (uois_select_add_column (select, 0, name), ==, 0);
  g_assert_cmpuint (uois_select_add_column (select, 0, author), ==, 1);
  g_assert_cmpuint (uois_select_add_column (select, 0, name), ==, 0);
  g_assert_cmpuint (uois_select_add_sql (select, 0, "1 + 1", UOIS_VALUE_INTEGER), ==, 2);
  g_assert_cmpuint (uois_select_add_sql (select, 0, "1 + 1", UOIS_VALUE_INTEGER), ==, 2);
  g_assert_cmpuint (uois_select_add_sql (select, 0, "1 + 1", UOIS_VALUE_REAL), ==, 3);
  g_assert_cmpuint (uois_select_add_output (select, 0, UOIS_OUTPUT_TITLE), ==, 4);
  g_assert_cmpuint (uois_select_add_output (select, 0, UOIS_OUTPUT_ROW), ==, 5);

  join = uois_select_add_join (select, 0, author);
  g_assert_cmpuint (join, ==, 0);
  g_assert_cmpuint (uois_select_add_join (select, 0, author), ==, 0);
  g_assert_cmpuint (uois_select_add_output (select, 1 + join, UOIS_OUTPUT_TITLE), ==, 6);
  g_assert_cmpuint (select->outputs->len, ==, 7);
  g_assert_cmpuint (select->joins->len, ==, 1);
  g_assert_cmpint (g_array_index (select->outputs, UoisOutput, 4).kind, ==, UOIS_VALUE_TEXT);

  g_assert_cmpuint (uois_select_add_parameter (select), ==, 0);
  g_assert_cmpuint (uois_select_add_parameter (select), ==, 1);
  g_assert_cmpuint (select->n_parameters, ==, 2);

  uois_select_add_order (select, name, TRUE);
  g_assert_true (g_array_index (select->order, UoisOrder, 0).descending);
  g_assert_true (g_array_index (select->order, UoisOrder, 0).column == name);
}

static void
test_conditions (void)
{
  g_autoptr (UoisRegistry) registry = library_load ();
  const UoisType *book = uois_registry_find_table (registry, "books");
  const UoisColumn *name = uois_type_find_column (book, "name");
  g_autoptr (UoisSelect) select = uois_select_new (book);
  UoisCondition *first = uois_condition_new_compare (UOIS_COMPARE_ILIKE, name, 0);
  UoisCondition *second = uois_condition_new (UOIS_CONDITION_OR);

  uois_select_take_condition (select, first);
  g_assert_true (select->condition == first);
  g_assert_cmpuint (first->count, ==, 1);

  uois_condition_take_child (second, uois_condition_new_compare (UOIS_COMPARE_IS_NULL, name, 0));
  uois_condition_take_child (second, uois_condition_new_compare (UOIS_COMPARE_EQUAL, name, 1));
  uois_select_take_condition (select, second);
  g_assert_cmpint (select->condition->kind, ==, UOIS_CONDITION_AND);
  g_assert_cmpuint (select->condition->n_children, ==, 2);
  g_assert_cmpuint (second->children[0]->count, ==, 0);

  /* A conjunction grows; it does not nest. */
  uois_select_take_condition (select, uois_condition_new (UOIS_CONDITION_AND));
  g_assert_cmpuint (select->condition->n_children, ==, 3);
}

static void
test_free_nothing (void)
{
  uois_select_free (NULL);
  uois_condition_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/select/outputs", test_outputs);
  g_test_add_func ("/select/conditions", test_conditions);
  g_test_add_func ("/select/free-nothing", test_free_nothing);
  return g_test_run ();
}
