/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repo/order-cache.h"

#define N UOIS_ORDER_CACHE_ROWS_MIN

static UoisType type;
static UoisField sort;

/* Rows 1 to @n in a random order. */
static GArray *
shuffled (guint n)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 i = 1; i <= n; i++)
    g_array_append_val (rows, i);
  for (guint i = n - 1; i > 0; i--)
    {
      guint j = (guint) g_test_rand_int_range (0, (gint32) i + 1);
      gint64 swap = g_array_index (rows, gint64, i);

      g_array_index (rows, gint64, i) = g_array_index (rows, gint64, j);
      g_array_index (rows, gint64, j) = swap;
    }
  return rows;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *) a < *(const gint64 *) b ? -1 : 1;
}

static void
test_order (void)
{
  g_autoptr (UoisOrderCache) cache = uois_order_cache_new ();
  UoisListRequest request = { .type = &type };

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (GArray) all = shuffled (N + (guint) g_test_rand_int_range (0, 200));
      g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) found = NULL;
      g_autoptr (GArray) again = NULL;

      for (guint i = 0; i < all->len; i++)
        if (g_test_rand_int_range (0, (gint32) round + 1) == 0)
          g_array_append_val (expected, g_array_index (all, gint64, i));
      found = g_array_copy (expected);
      g_array_sort (found, compare_rows);

      uois_order_cache_put (cache, &request, round, all);
      again = uois_order_cache_list (cache, &request, round);
      g_assert_cmpmem (again->data, again->len * sizeof (gint64), all->data, all->len * sizeof (gint64));
      g_assert_true (uois_order_cache_sort (cache, &request, round, found));
      g_assert_cmpmem (found->data, found->len * sizeof (gint64), expected->data, expected->len * sizeof (gint64));
    }
}

/* Another version, another order, an unknown row: nothing is claimed and nothing is changed. */
static void
test_unknown (void)
{
  g_autoptr (UoisOrderCache) cache = uois_order_cache_new ();
  g_autoptr (GArray) all = shuffled (N);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  UoisListRequest request = { .type = &type };
  gint64 row = 3;

  g_array_append_val (found, row);
  uois_order_cache_put (cache, &request, 7, all);
  g_assert_null (uois_order_cache_list (cache, &request, 8));
  g_assert_false (uois_order_cache_sort (cache, &request, 8, found));
  g_assert_false (uois_order_cache_sort (cache, &(UoisListRequest){ .type = &type, .sort = &sort }, 7, found));
  g_assert_false (uois_order_cache_sort (cache, &(UoisListRequest){ .type = &type, .descending = TRUE }, 7, found));
  g_assert_true (uois_order_cache_sort (cache, &request, 7, found));

  row = N + 1;
  g_array_append_val (found, row);
  g_assert_false (uois_order_cache_sort (cache, &request, 7, found));
  g_assert_cmpuint (found->len, ==, 2);
}

/* Short lists, and lists with huge holes, are not kept. */
static void
test_not_worth (void)
{
  g_autoptr (UoisOrderCache) cache = uois_order_cache_new ();
  g_autoptr (GArray) all = shuffled (N - 1);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  UoisListRequest request = { .type = &type };
  gint64 last = G_GINT64_CONSTANT (1) << 40;

  uois_order_cache_put (cache, &request, 1, all);
  g_assert_false (uois_order_cache_sort (cache, &request, 1, found));
  g_array_append_val (all, last);
  uois_order_cache_put (cache, &request, 1, all);
  g_assert_false (uois_order_cache_sort (cache, &request, 1, found));
}

/* What was used longest ago goes first. */
static void
test_eviction (void)
{
  g_autoptr (UoisOrderCache) cache = uois_order_cache_new ();
  g_autoptr (GArray) all = shuffled (UOIS_ORDER_CACHE_ROWS_MAX / 4);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  UoisField fields[5];

  for (guint i = 0; i < 5; i++)
    {
      uois_order_cache_put (cache, &(UoisListRequest){ .type = &type, .sort = &fields[i] }, 1, all);
      g_assert_true (uois_order_cache_sort (cache, &(UoisListRequest){ .type = &type, .sort = &fields[0] }, 1, found));
    }
  g_assert_false (uois_order_cache_sort (cache, &(UoisListRequest){ .type = &type, .sort = &fields[1] }, 1, found));
  g_assert_true (uois_order_cache_sort (cache, &(UoisListRequest){ .type = &type, .sort = &fields[4] }, 1, found));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repo/order-cache/order", test_order);
  g_test_add_func ("/repo/order-cache/unknown", test_unknown);
  g_test_add_func ("/repo/order-cache/not-worth", test_not_worth);
  g_test_add_func ("/repo/order-cache/eviction", test_eviction);
  return g_test_run ();
}
