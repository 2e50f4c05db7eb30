/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The contract of GListModel, held against a shadow copy that knows only what ::items-changed said. */

#include "fake-file.h"

#include "ui/lists/list-model.h"

#define ROWS_IN_A_LONG_LIST 1000

typedef struct
{
  UoisFile *file;
  UoisListModel *model;
  GArray *shadow; /* gint64: rows, as the signals told */
  guint n_signals;
  gboolean asks_anew; /* by a new request, rather than by reading again */
} Fixture;

/* ---- The shadow ---- */

static gint64
row_of_item (GListModel *model, guint position)
{
  g_autoptr (UoisListItem) item = g_list_model_get_item (model, position);

  g_assert_nonnull (item);
  return uois_list_item_get_row (item);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Fixture *fixture = data;

  fixture->n_signals++;
  g_assert_cmpuint (position + removed, <=, fixture->shadow->len);
  /* GTK 4.8 asks for every added item if others went in the same signal. */
  g_assert_true (removed == 0 || added == 0);
  g_assert_true (removed > 0 || added > 0);

  if (removed > 0)
    g_array_remove_range (fixture->shadow, position, removed);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, fixture->shadow->len + added);
  for (guint i = 0; i < added; i++)
    {
      gint64 row = uois_list_model_get_row (UOIS_LIST_MODEL (model), position + i);

      g_array_insert_val (fixture->shadow, position + i, row);
    }
}

/* A new request puts other records in the places that stay; their number is told by the signals alone. */
static void
after_replace_cb (UoisListModel *model, gboolean same_request, Fixture *fixture)
{
  if (same_request)
    return;
  for (guint i = 0; i < fixture->shadow->len; i++)
    g_array_index (fixture->shadow, gint64, i) = uois_list_model_get_row (model, i);
}

static void
assert_shadow (Fixture *fixture)
{
  GListModel *model = G_LIST_MODEL (fixture->model);

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, fixture->shadow->len);
  for (guint i = 0; i < fixture->shadow->len; i++)
    g_assert_cmpint (row_of_item (model, i), ==, g_array_index (fixture->shadow, gint64, i));
  g_assert_null (g_list_model_get_item (model, fixture->shadow->len));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->file = fake_file_new ();
  fixture->model = uois_list_model_new (fixture->file, NULL, NULL, 0);
  fixture->shadow = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  g_signal_connect (fixture->model, "after-replace", G_CALLBACK (after_replace_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fake_file_answer_all (fixture->file);
  g_signal_handlers_disconnect_by_data (fixture->model, fixture);
  g_assert_finalize_object (fixture->model);
  g_assert_finalize_object (fixture->file);
  g_array_unref (fixture->shadow);
}

static void
show_rows (Fixture *fixture, const gint64 *rows, guint n_rows)
{
  fake_file_set_rows (fixture->file, rows, n_rows);
  if (fixture->asks_anew)
    uois_list_model_request (fixture->model, "x", NULL, FALSE);
  else
    uois_list_model_refresh (fixture->model, TRUE);
  fake_file_answer_all (fixture->file);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, n_rows);
}

static void
show_long_list (Fixture *fixture)
{
  gint64 rows[ROWS_IN_A_LONG_LIST];

  for (guint i = 0; i < ROWS_IN_A_LONG_LIST; i++)
    rows[i] = 5000 - i;
  show_rows (fixture, rows, ROWS_IN_A_LONG_LIST);
}

static void
assert_title (UoisListItem *item, guint version)
{
  g_autofree char *title = g_strdup_printf ("%" G_GINT64_FORMAT ".%u", uois_list_item_get_row (item), version);

  g_assert_nonnull (uois_list_item_get_record (item));
  g_assert_cmpstr (uois_list_item_get_record (item)->title, ==, title);
}

/* ---- Tests ---- */

#define ALPHABET 4

/* Every list without repetition over four rows. */
static GPtrArray *
all_lists (void)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  g_ptr_array_add (lists, g_array_new (FALSE, FALSE, sizeof (gint64)));
  for (guint i = 0; i < lists->len; i++)
    {
      for (gint64 row = 1; row <= ALPHABET; row++)
        {
          GArray *list = g_ptr_array_index (lists, i);
          gboolean used = FALSE;

          for (guint j = 0; j < list->len; j++)
            used = used || g_array_index (list, gint64, j) == row;
          if (used)
            continue;
          list = g_array_copy (list);
          g_array_append_val (list, row);
          g_ptr_array_add (lists, list);
        }
    }
  return lists;
}

static void
test_every_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lists = all_lists ();

  g_assert_cmpuint (lists->len, ==, 1 + 4 + 12 + 24 + 24);
  for (guint i = 0; i < lists->len; i++)
    {
      for (guint j = 0; j < lists->len; j++)
        {
          GArray *from = g_ptr_array_index (lists, i);
          GArray *to = g_ptr_array_index (lists, j);

          show_rows (fixture, (gint64 *) (gpointer) from->data, from->len);
          fixture->n_signals = 0;
          show_rows (fixture, (gint64 *) (gpointer) to->data, to->len);
          g_assert_cmpuint (fixture->n_signals, <=, 2);
          g_assert_true (i != j || fixture->n_signals == 0);
          assert_shadow (fixture);
        }
    }
}

static void
test_every_request (Fixture *fixture, gconstpointer data)
{
  fixture->asks_anew = TRUE;
  test_every_change (fixture, data);
}

static void
test_items_are_stable (Fixture *fixture, gconstpointer data)
{
  const gint64 before[] = { 10, 20, 30, 40 };
  const gint64 after[] = { 40, 20, 50, 10 };
  GListModel *model = G_LIST_MODEL (fixture->model);
  g_autoptr (UoisListItem) ten = NULL;
  g_autoptr (UoisListItem) forty = NULL;
  g_autoptr (UoisListItem) last = NULL;
  g_autoptr (UoisListItem) first = NULL;

  show_rows (fixture, before, G_N_ELEMENTS (before));
  ten = g_list_model_get_item (model, 0);
  forty = g_list_model_get_item (model, 3);

  show_rows (fixture, after, G_N_ELEMENTS (after));
  first = g_list_model_get_item (model, 0);
  last = g_list_model_get_item (model, 3);
  g_assert_true (first == forty);
  g_assert_true (last == ten);
}

static void
count_cb (UoisListItem *item, GParamSpec *pspec, guint *n_signals)
{
  (*n_signals)++;
}

static void
test_places_are_stable (Fixture *fixture, gconstpointer data)
{
  const gint64 before[] = { 10, 20, 30, 40 };
  const gint64 after[] = { 30, 50 };
  GListModel *model = G_LIST_MODEL (fixture->model);
  g_autoptr (UoisListItem) first = NULL;
  g_autoptr (UoisListItem) second = NULL;
  g_autoptr (UoisListItem) last = NULL;
  g_autoptr (UoisListItem) again = NULL;
  guint n_signals = 0;

  show_rows (fixture, before, G_N_ELEMENTS (before));
  first = g_list_model_get_item (model, 0);
  second = g_list_model_get_item (model, 1);
  last = g_list_model_get_item (model, 3);
  fake_file_answer_all (fixture->file);
  assert_title (first, 1);
  g_signal_connect (first, "notify::record", G_CALLBACK (count_cb), &n_signals);

  fake_file_set_rows (fixture->file, after, G_N_ELEMENTS (after));
  fixture->n_signals = 0;
  uois_list_model_request (fixture->model, "x", NULL, FALSE);
  fake_file_answer (fixture->file, 0);
  g_assert_cmpuint (fixture->n_signals, ==, 1);
  again = g_list_model_get_item (model, 0);
  g_assert_true (again == first);
  g_assert_cmpint (uois_list_item_get_row (first), ==, 30);
  g_assert_null (uois_list_item_get_record (first));
  g_assert_cmpuint (n_signals, ==, 0);

  fake_file_answer_all (fixture->file);
  g_assert_cmpuint (n_signals, ==, 1);
  assert_title (first, 1);
  assert_title (second, 1);
  assert_shadow (fixture);
}

/* A link table may lead to a record twice; then places cannot be refilled. */
static void
test_repeated_records (Fixture *fixture, gconstpointer data)
{
  const gint64 before[] = { 10, 20, 10, 30 };
  const gint64 after[] = { 30, 10, 40, 10 };
  GListModel *model = G_LIST_MODEL (fixture->model);
  g_autoptr (UoisListItem) first = NULL;
  g_autoptr (UoisListItem) third = NULL;

  show_rows (fixture, before, G_N_ELEMENTS (before));
  first = g_list_model_get_item (model, 0);
  third = g_list_model_get_item (model, 2);
  g_assert_true (first == third);

  fake_file_set_rows (fixture->file, after, G_N_ELEMENTS (after));
  uois_list_model_request (fixture->model, "x", NULL, FALSE);
  fake_file_answer_all (fixture->file);
  g_assert_cmpint (uois_list_item_get_row (first), ==, 10);
  assert_shadow (fixture);
}

static void
test_contents_come_later (Fixture *fixture, gconstpointer data)
{
  GListModel *model = G_LIST_MODEL (fixture->model);
  g_autoptr (UoisListItem) item = NULL;
  g_autoptr (UoisListItem) neighbour = NULL;

  show_long_list (fixture);
  item = g_list_model_get_item (model, 500);
  g_assert_null (uois_list_item_get_record (item));
  g_assert_cmpuint (fake_file_n_waiting (fixture->file), ==, 0);
  g_assert_true (uois_list_model_get_filling (fixture->model));

  fake_file_answer_all (fixture->file);
  assert_title (item, 1);
  g_assert_false (uois_list_model_get_filling (fixture->model));

  /* The whole page came with it. */
  neighbour = g_list_model_get_item (model, 501);
  assert_title (neighbour, 1);
  g_assert_false (uois_list_model_get_filling (fixture->model));
}

static void
test_one_fetch_for_many_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  show_long_list (fixture);
  for (guint i = 300; i < 505; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (fixture->model), i));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fake_file_n_fetches (fixture->file), ==, 1);

  fake_file_answer_all (fixture->file);
  for (guint i = 0; i < items->len; i++)
    assert_title (g_ptr_array_index (items, i), 1);
}

static void
test_rows_scrolled_past_are_not_read (Fixture *fixture, gconstpointer data)
{
  GListModel *model = G_LIST_MODEL (fixture->model);
  UoisListItem *item;

  show_long_list (fixture);
  for (guint i = 0; i < 900; i += 50)
    {
      item = g_list_model_get_item (model, i);
      g_object_unref (item);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fake_file_n_fetches (fixture->file), ==, 0);
}

static void
test_late_contents (Fixture *fixture, gconstpointer data)
{
  GListModel *model = G_LIST_MODEL (fixture->model);
  g_autoptr (UoisListItem) item = NULL;

  show_long_list (fixture);
  item = g_list_model_get_item (model, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fake_file_n_fetches (fixture->file), ==, 1);

  /* The record changes while it is being read: the first answer is old when it comes, and comes last. */
  fake_file_next_version (fixture->file);
  uois_list_model_refresh (fixture->model, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fake_file_n_fetches (fixture->file), ==, 2);
  fake_file_answer (fixture->file, 1);
  assert_title (item, 2);
  fake_file_answer (fixture->file, 0);
  assert_title (item, 2);
}

static void
test_late_list (Fixture *fixture, gconstpointer data)
{
  const gint64 old_rows[] = { 1, 2, 3 };
  const gint64 new_rows[] = { 7, 8 };

  fake_file_set_rows (fixture->file, old_rows, G_N_ELEMENTS (old_rows));
  uois_list_model_request (fixture->model, "a", NULL, FALSE);
  fake_file_set_rows (fixture->file, new_rows, G_N_ELEMENTS (new_rows));
  uois_list_model_request (fixture->model, "ab", NULL, FALSE);
  g_assert_true (uois_list_model_get_loading (fixture->model));

  fake_file_answer (fixture->file, 1);
  g_assert_false (uois_list_model_get_loading (fixture->model));
  g_assert_cmpstr (uois_list_model_get_search (fixture->model), ==, "ab");
  fake_file_answer (fixture->file, 0);
  g_assert_cmpstr (uois_list_model_get_search (fixture->model), ==, "ab");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 2);
  assert_shadow (fixture);
}

static void
test_failure_keeps_the_list (Fixture *fixture, gconstpointer data)
{
  const gint64 rows[] = { 1, 2, 3 };

  show_rows (fixture, rows, G_N_ELEMENTS (rows));
  fake_file_fail (fixture->file);
  uois_list_model_request (fixture->model, "x", NULL, FALSE);
  fake_file_answer_all (fixture->file);
  g_assert_error (uois_list_model_get_error (fixture->model), UOIS_ERROR, UOIS_ERROR_DAMAGED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 3);

  uois_list_model_request (fixture->model, "x", NULL, FALSE);
  fake_file_answer_all (fixture->file);
  g_assert_no_error (uois_list_model_get_error (fixture->model));
}

static void
test_memory_is_bounded (Fixture *fixture, gconstpointer data)
{
  g_autofree gint64 *rows = g_new (gint64, 100000);
  GListModel *model = G_LIST_MODEL (fixture->model);
  g_autoptr (UoisListItem) again = NULL;

  for (guint i = 0; i < 100000; i++)
    rows[i] = i + 1;
  fake_file_set_rows (fixture->file, rows, 100000);
  uois_list_model_refresh (fixture->model, TRUE);
  fake_file_answer_all (fixture->file);

  for (guint i = 0; i < 100000; i += 500)
    {
      g_autoptr (UoisListItem) item = g_list_model_get_item (model, i);

      fake_file_answer_all (fixture->file);
      assert_title (item, 1);
    }

  /* Two hundred pages were read; the first is forgotten and has to be read again. */
  again = g_list_model_get_item (model, 1);
  g_assert_null (uois_list_item_get_record (again));
  fake_file_answer_all (fixture->file);
  assert_title (again, 1);
}

/* ---- Anything, in any order ---- */

static void
shuffle_rows (UoisFile *file, GRand *rand)
{
  gint64 rows[200];
  guint n_rows = g_rand_int_range (rand, 0, G_N_ELEMENTS (rows));

  for (guint i = 0; i < n_rows; i++)
    rows[i] = i + 1;
  for (guint i = 0; i < n_rows / 3; i++)
    {
      guint a = g_rand_int_range (rand, 0, n_rows);
      guint b = g_rand_int_range (rand, 0, n_rows);
      gint64 row = rows[a];

      rows[a] = rows[b];
      rows[b] = row;
    }
  fake_file_set_rows (file, rows, n_rows);
}

static void
do_something (Fixture *fixture, GRand *rand, GPtrArray *held)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (fixture->model));

  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
      shuffle_rows (fixture->file, rand);
      fake_file_next_version (fixture->file);
      uois_list_model_refresh (fixture->model, TRUE);
      break;
    case 1:
      fake_file_next_version (fixture->file);
      uois_list_model_refresh (fixture->model, FALSE);
      break;
    case 2:
      uois_list_model_request (fixture->model, g_rand_boolean (rand) ? "a" : "", NULL, g_rand_boolean (rand));
      break;
    case 3:
      if (held->len > 0)
        g_ptr_array_remove_index_fast (held, g_rand_int_range (rand, 0, held->len));
      break;
    case 4:
    case 5:
      if (n_items > 0)
        g_ptr_array_add (held,
                         g_list_model_get_item (G_LIST_MODEL (fixture->model), g_rand_int_range (rand, 0, n_items)));
      break;
    default:
      if (fake_file_n_waiting (fixture->file) > 0)
        fake_file_answer (fixture->file, g_rand_int_range (rand, 0, fake_file_n_waiting (fixture->file)));
      break;
    }
}

/* In the end everybody who holds an item that is still in the list sees its record as it is now. */
static void
assert_up_to_date (Fixture *fixture, GPtrArray *held)
{
  for (guint i = 0; i < held->len; i++)
    {
      UoisListItem *item = g_ptr_array_index (held, i);
      guint position = uois_list_model_find_row (fixture->model, uois_list_item_get_row (item), 0);
      g_autoptr (UoisListItem) there = NULL;

      if (position == G_MAXUINT)
        continue;
      there = g_list_model_get_item (G_LIST_MODEL (fixture->model), position);
      if (there == item)
        assert_title (item, fake_file_get_version (fixture->file));
    }
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 50; round++)
    {
      for (guint i = 0; i < 100; i++)
        do_something (fixture, rand, held);
      fake_file_answer_all (fixture->file);
      g_assert_false (uois_list_model_get_loading (fixture->model));
      g_assert_false (uois_list_model_get_filling (fixture->model));
      assert_shadow (fixture);
      fake_file_answer_all (fixture->file);
      assert_up_to_date (fixture, held);
    }
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/list-model/every-change", test_every_change);
  add ("/list-model/every-request", test_every_request);
  add ("/list-model/items-are-stable", test_items_are_stable);
  add ("/list-model/places-are-stable", test_places_are_stable);
  add ("/list-model/repeated-records", test_repeated_records);
  add ("/list-model/contents-come-later", test_contents_come_later);
  add ("/list-model/one-fetch-for-many-rows", test_one_fetch_for_many_rows);
  add ("/list-model/rows-scrolled-past-are-not-read", test_rows_scrolled_past_are_not_read);
  add ("/list-model/late-contents", test_late_contents);
  add ("/list-model/late-list", test_late_list);
  add ("/list-model/failure-keeps-the-list", test_failure_keeps_the_list);
  add ("/list-model/memory-is-bounded", test_memory_is_bounded);
  add ("/list-model/random", test_random);

  return g_test_run ();
}
