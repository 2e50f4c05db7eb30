/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#define ID(number) "'00000000-0000-4000-8000-0000000000" number "'"

static const char people[] =
    "{'readers': ["
    "{'id': " ID ("01") ", 'name': 'Petr', 'surname': 'Chalupa'},"
                        "{'id': " ID (
                            "02") ", 'name': 'Jana', 'surname': 'Hrubá'},"
                                  "{'id': " ID (
                                      "03") ", 'name': 'Šárka', 'surname': 'Čermáková'},"
                                            "{'id': " ID (
                                                "04") ", 'name': 'Adam', 'surname': 'Cibulka'},"
                                                      "{'id': " ID (
                                                          "05") ", 'name': 'Nobody'},"
                                                                "{'id': " ID (
                                                                    "06") ", 'name': 'Eva', 'surname': 'Ibsenová'}],"
                                                                          "'shelves': [{'id': " ID (
                                                                              "10") ", 'name': 'Žlutý'},"
                                                                                    "{'id': " ID (
                                                                                        "11") ", 'name': 'Černý', "
                                                                                              "'parent_id': " ID (
                                                                                                  "10") "},"
                                                                                                        "{'id':"
                                                                                                        " " ID ("12") ", 'name': 'Cihlový', 'parent_id': " ID ("10") "}],"
                                                                                                                                                                     "'books': [{'id': " ID (
                                                                                                                                                                         "20") ", 'name': 'R.U.R.', 'pages': 120, 'shelf_id': " ID ("10") "},"
                                                                                                                                                                                                                                          "{'id': " ID ("21") ", 'name': 'Babička', 'pages': 300, 'shelf_id': " ID ("11") "},"
                                                                                                                                                                                                                                                                                                                          "{'id': " ID ("22") ", 'name': 'Máj', 'pages': 60, 'shelf_id': " ID ("10") "},"
                                                                                                                                                                                                                                                                                                                                                                                                     "{'id': " ID ("23") ", 'name': 'Kytice'}],"
                                                                                                                                                                                                                                                                                                                                                                                                                         "'loans': [{'id': " ID ("30") ", 'reader_id': " ID ("01") ", 'book_id': " ID (
                                                                                                                                                                                                                                                                                                                                                                                                                             "21") "},"
                                                                                                                                                                                                                                                                                                                                                                                                                                   "{'id': " ID (
                                                                                                                                                                                                                                                                                                                                                                                                                                       "31") ", 'reader_id': " ID ("01") ", 'book_id': " ID ("20") "},"
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                   "{'id': " ID ("32") ", 'reader_id': " ID ("01") ", 'book_id': " ID ("21") "},"
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                             "{'id': " ID ("33") ", 'reader_id': " ID ("02") ", 'book_id': " ID (
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                 "22") "}]}";

static void
assert_list (Fixture *fixture, UoisListRequest request, const char *expected)
{
  g_autofree char *titles = fixture_list (fixture, &request);

  g_assert_cmpstr (titles, ==, expected);
}

static const UoisField *
field (const UoisType *type, const char *name)
{
  const UoisField *found = uois_type_find_field (type, name);

  g_assert_nonnull (found);
  return found;
}

/* "ch" after "h", Č after C, nothing after everything; ties in a fixed order. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  fixture_store (fixture, people);
  assert_list (fixture, (UoisListRequest){ .type = fixture->reader },
               "Cibulka Adam; Čermáková Šárka; Hrubá Jana; Chalupa Petr; Ibsenová Eva; Nobody");
  assert_list (
      fixture,
      (UoisListRequest){ .type = fixture->reader, .sort = field (fixture->reader, "surname"), .descending = TRUE },
      "Nobody; Ibsenová Eva; Chalupa Petr; Hrubá Jana; Čermáková Šárka; Cibulka Adam");
  assert_list (fixture, (UoisListRequest){ .type = fixture->reader, .sort = field (fixture->reader, "fullname") },
               "Cibulka Adam; Ibsenová Eva; Hrubá Jana; Chalupa Petr; Čermáková Šárka; Nobody");
  assert_list (fixture, (UoisListRequest){ .type = fixture->book }, "Kytice; Babička; R.U.R.; Máj");
  assert_list (fixture, (UoisListRequest){ .type = fixture->book, .sort = field (fixture->book, "pages") },
               "Máj; R.U.R.; Babička; Kytice");
  assert_list (fixture, (UoisListRequest){ .type = fixture->book, .sort = field (fixture->book, "shelf") },
               "Babička; R.U.R.; Máj; Kytice");
  assert_list (fixture, (UoisListRequest){ .type = fixture->shelf }, "Cihlový; Černý; Žlutý");
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  fixture_store (fixture, people);
  assert_list (fixture, (UoisListRequest){ .type = fixture->reader, .search = "c" },
               "Cibulka Adam; Čermáková Šárka; Chalupa Petr");
  assert_list (fixture, (UoisListRequest){ .type = fixture->reader, .search = "SARKA cerm" }, "Čermáková Šárka");
  assert_list (fixture, (UoisListRequest){ .type = fixture->reader, .search = "čerm" }, "Čermáková Šárka");
  assert_list (fixture, (UoisListRequest){ .type = fixture->reader, .search = "hruba petr" }, "");
  assert_list (fixture, (UoisListRequest){ .type = fixture->reader, .search = "bulka" }, "");
  assert_list (fixture, (UoisListRequest){ .type = fixture->reader, .search = "\"ad* -)(" }, "Cibulka Adam");
  assert_list (fixture, (UoisListRequest){ .type = fixture->shelf, .search = " . " }, "Cihlový; Černý; Žlutý");
  assert_list (fixture, (UoisListRequest){ .type = fixture->shelf, .search = "" }, "Cihlový; Černý; Žlutý");
}

/* A long list remembers its order; what is found in it stands in the same order as if it had been sorted, also after
 * changes. */
static void
assert_found_in_order (Fixture *fixture, UoisListRequest request)
{
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) found = NULL;
  guint n = 0;

  request.search = "even";
  found = uois_file_list (fixture->file, &request, NULL, NULL);
  request.search = NULL;
  all = uois_file_list (fixture->file, &request, NULL, NULL);
  for (guint i = 0; i < all->len && n < found->len; i++)
    n += g_array_index (all, gint64, i) == g_array_index (found, gint64, n);
  g_assert_cmpuint (n, ==, found->len);
  g_assert_cmpuint (n, ==, (all->len + 1) / 2);
}

static void
test_search_long_list (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GString) text = g_string_new ("{'books': [");

      for (guint i = 0; i < 9000; i++)
        g_string_append_printf (text, "%s{'id': '00000000-0000-4000-8000-%012u', 'name': '%c%c %s', 'pages': %d}",
                                i > 0 ? "," : "", round * 9000 + i, 'a' + g_test_rand_int_range (0, 26),
                                'a' + g_test_rand_int_range (0, 26), i % 2 == 0 ? "even" : "odd",
                                g_test_rand_int_range (0, 500));
      g_string_append (text, "]}");
      fixture_store (fixture, text->str);
      assert_found_in_order (fixture, (UoisListRequest){ .type = fixture->book });
      assert_found_in_order (
          fixture,
          (UoisListRequest){ .type = fixture->book, .sort = field (fixture->book, "name"), .descending = TRUE });
    }
}

/* A type without a search index is searched by its titles: a tab of loans finds the book. */
static void
test_search_titles (Fixture *fixture, gconstpointer data)
{
  UoisListRequest loans = {
    .type = fixture->loan, .relation = field (fixture->reader, "loans"), .parent = fixture_id (1), .search = "BABI"
  };

  fixture_store (fixture, people);
  assert_list (fixture, loans, "Babička – Chalupa Petr; Babička – Chalupa Petr");
  loans.search = "cha rur";
  assert_list (fixture, loans, "");
  loans.search = "cha r.u.r";
  assert_list (fixture, loans, "R.U.R. – Chalupa Petr");
}

static void
test_relations (Fixture *fixture, gconstpointer data)
{
  UoisUuid petr = fixture_id (1);
  UoisUuid yellow = fixture_id (10);
  UoisUuid rur = fixture_id (20);

  fixture_store (fixture, people);
  assert_list (fixture,
               (UoisListRequest){ .type = fixture->loan, .relation = field (fixture->reader, "loans"), .parent = petr },
               "Babička – Chalupa Petr; Babička – Chalupa Petr; R.U.R. – Chalupa Petr");
  /* A book that was lent twice is one book. */
  assert_list (fixture,
               (UoisListRequest){ .type = fixture->book, .relation = field (fixture->reader, "books"), .parent = petr },
               "Babička; R.U.R.");
  assert_list (
      fixture,
      (UoisListRequest){ .type = fixture->shelf, .relation = field (fixture->shelf, "parts"), .parent = yellow },
      "Cihlový; Černý");
  assert_list (
      fixture,
      (UoisListRequest){ .type = fixture->book, .relation = field (fixture->book, "neighbours"), .parent = rur },
      "Máj");
  assert_list (fixture,
               (UoisListRequest){ .type = fixture->book,
                                  .relation = field (fixture->reader, "books"),
                                  .parent = petr,
                                  .search = "bab",
                                  .sort = field (fixture->book, "name") },
               "Babička");
}

/* ---- Counts are the lengths of lists ---- */

static GArray *
count_tabs (Fixture *fixture, const UoisType *type, const UoisUuid *id)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  GArray *counts;

  uois_file_count_async (fixture->file, type, id, NULL, waiter_take, &waiter);
  counts = uois_file_count_finish (fixture->file, waiter_wait (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts->len, ==, type->tabs.length);
  return counts;
}

static void
check_counts (Fixture *fixture, const UoisType *type)
{
  g_autoptr (GPtrArray) records = fixture_fetch_all (fixture, type, NULL, 0);

  for (guint i = 0; i < records->len; i++)
    {
      const UoisRecord *record = g_ptr_array_index (records, i);
      g_autoptr (GArray) counts = count_tabs (fixture, type, &record->id);

      for (guint j = 0; j < counts->len; j++)
        {
          const UoisField *tab = type->tabs.items[j];
          UoisListRequest request = { .type = tab->target, .relation = tab, .parent = record->id };
          g_autoptr (GArray) rows = uois_file_list (fixture->file, &request, NULL, NULL);

          g_assert_cmpint (g_array_index (counts, gint64, j), ==, rows->len);
        }
    }
}

static void
test_counts (Fixture *fixture, gconstpointer data)
{
  fixture_store (fixture, people);
  check_counts (fixture, fixture->reader);
  check_counts (fixture, fixture->shelf);
  check_counts (fixture, fixture->book);
}

static void
test_totals (Fixture *fixture, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) totals = NULL;
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (fixture->registry, &n_tables);

  fixture_store (fixture, people);
  uois_file_totals_async (fixture->file, NULL, waiter_take, &waiter);
  totals = uois_file_totals_finish (fixture->file, waiter_wait (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (totals->len, ==, n_tables);
  for (guint i = 0; i < n_tables; i++)
    {
      g_autoptr (GArray) rows = uois_file_list (fixture->file, &(UoisListRequest){ .type = tables[i] }, NULL, NULL);

      g_assert_cmpint (g_array_index (totals, gint64, i), ==, rows->len);
    }
}

/* ---- Across types ---- */

static void
test_search_all (Fixture *fixture, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GString) found = g_string_new (NULL);

  fixture_store (fixture, people);
  fixture_store (fixture, "{'notes': [{'id': " ID ("40") ", 'text': 'Cibule a česnek'}]}");
  uois_file_search_async (fixture->file, "ci", 2, NULL, waiter_take, &waiter);
  records = uois_file_search_finish (fixture->file, waiter_wait (&waiter), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      const UoisRecord *record = g_ptr_array_index (records, i);

      g_string_append_printf (found, "%s: %s; ", record->type->label, record->title);
    }
  g_assert_cmpstr (found->str, ==, "Reader: Cibulka Adam; Shelf: Cihlový; Note: Cibule a česnek; ");

  waiter_clear (&waiter);
  g_clear_pointer (&records, g_ptr_array_unref);
  uois_file_search_async (fixture->file, "c", 2, NULL, waiter_take, &waiter);
  records = uois_file_search_finish (fixture->file, waiter_wait (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 5);

  waiter_clear (&waiter);
  g_clear_pointer (&records, g_ptr_array_unref);
  uois_file_search_async (fixture->file, " . ", 2, NULL, waiter_take, &waiter);
  records = uois_file_search_finish (fixture->file, waiter_wait (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/repo/list/order", test_order);
  fixture_add ("/repo/list/search", test_search);
  fixture_add ("/repo/list/search-long-list", test_search_long_list);
  fixture_add ("/repo/list/search-titles", test_search_titles);
  fixture_add ("/repo/list/relations", test_relations);
  fixture_add ("/repo/list/counts", test_counts);
  fixture_add ("/repo/list/totals", test_totals);
  fixture_add ("/repo/list/search-all", test_search_all);
  return g_test_run ();
}
