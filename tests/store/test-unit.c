/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "campus.h"

static void
add_person (Campus *campus, const char *name, const char *surname)
{
  g_autoptr (Row) person = row_new (campus->person);

  row_set (person, "name", name);
  row_set (person, "surname", surname);
  campus_insert (campus, person);
}

static void
test_insert (Campus *campus, gconstpointer data)
{
  add_person (campus, "Šárka", "Nová");
  add_person (campus, "Jan", "Chrudoš");
  add_person (campus, "Eva", "Hora");
  add_person (campus, "Bez", NULL);

  g_autoptr (UoisSelect) select = uois_select_new (campus->person);
  uois_select_add_column (select, 0, uois_type_find_column (campus->person, "surname"));
  uois_select_add_order (select, uois_type_find_column (campus->person, "surname"), FALSE);
  g_autofree char *ascending = campus_select (campus, select, NULL, 0);
  g_assert_cmpstr (ascending, ==, "Hora|Chrudoš|Nová|∅");
  campus_assert_sound (campus);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/unit/insert", Campus, NULL, campus_set_up, test_insert, campus_tear_down);
  return g_test_run ();
}
