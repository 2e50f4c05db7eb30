/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The contract of GtkSelectionModel, against a plain array of flags. */

#include "ui/lists/bitset-selection.h"

#define LENGTH 12

typedef struct
{
  GListStore *store;
  UoisBitsetSelection *selection;
  GArray *flags; /* gboolean: what is selected, by our own account */
  guint first;   /* of the last selection-changed */
  guint last;
  guint n_signals;
} Fixture;

static void
selection_changed_cb (GtkSelectionModel *model, guint position, guint n_items, Fixture *fixture)
{
  fixture->n_signals++;
  fixture->first = position;
  fixture->last = position + n_items - 1;
  g_assert_cmpuint (n_items, >, 0);
  g_assert_cmpuint (fixture->last, <, g_list_model_get_n_items (G_LIST_MODEL (model)));
}

static void
append (Fixture *fixture, guint position)
{
  g_autoptr (GtkStringObject) item = gtk_string_object_new ("row");
  gboolean selected = FALSE;

  g_list_store_insert (fixture->store, position, item);
  g_array_insert_val (fixture->flags, position, selected);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  fixture->flags = g_array_new (FALSE, FALSE, sizeof (gboolean));
  fixture->selection = uois_bitset_selection_new (G_LIST_MODEL (fixture->store));
  for (guint i = 0; i < LENGTH; i++)
    append (fixture, i);
  g_signal_connect (fixture->selection, "selection-changed", G_CALLBACK (selection_changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->selection);
  g_assert_finalize_object (fixture->store);
  g_array_unref (fixture->flags);
}

static void
assert_flags (Fixture *fixture)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->selection);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (model);
  guint size = 0;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, fixture->flags->len);
  for (guint i = 0; i < fixture->flags->len; i++)
    {
      gboolean flag = g_array_index (fixture->flags, gboolean, i);

      size += flag;
      g_assert_cmpint (gtk_selection_model_is_selected (model, i), ==, flag);
      g_assert_cmpint (gtk_bitset_contains (selected, i), ==, flag);
    }
  g_assert_cmpuint (uois_bitset_selection_get_size (fixture->selection), ==, size);
  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, size);
  if (size != 1)
    g_assert_cmpuint (uois_bitset_selection_get_single (fixture->selection), ==, GTK_INVALID_LIST_POSITION);
}

static void
set_flags (Fixture *fixture, guint first, guint length, gboolean flag)
{
  for (guint i = first; i < first + length; i++)
    g_array_index (fixture->flags, gboolean, i) = flag;
}

static void
test_items (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->selection);

  assert_flags (fixture);
  g_assert_true (gtk_selection_model_select_item (model, 3, TRUE));
  set_flags (fixture, 3, 1, TRUE);
  assert_flags (fixture);
  g_assert_cmpuint (uois_bitset_selection_get_single (fixture->selection), ==, 3);

  gtk_selection_model_select_item (model, 7, FALSE);
  set_flags (fixture, 7, 1, TRUE);
  assert_flags (fixture);
  g_assert_cmpuint (fixture->first, ==, 7);
  g_assert_cmpuint (fixture->last, ==, 7);

  gtk_selection_model_unselect_item (model, 3);
  set_flags (fixture, 3, 1, FALSE);
  assert_flags (fixture);

  gtk_selection_model_select_item (model, 5, TRUE);
  set_flags (fixture, 7, 1, FALSE);
  set_flags (fixture, 5, 1, TRUE);
  assert_flags (fixture);
  g_assert_cmpuint (fixture->first, ==, 5);
  g_assert_cmpuint (fixture->last, ==, 7);
}

static void
test_ranges (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->selection);

  gtk_selection_model_select_range (model, 2, 4, TRUE);
  set_flags (fixture, 2, 4, TRUE);
  assert_flags (fixture);
  gtk_selection_model_unselect_range (model, 3, 2);
  set_flags (fixture, 3, 2, FALSE);
  assert_flags (fixture);
  gtk_selection_model_select_all (model);
  set_flags (fixture, 0, LENGTH, TRUE);
  assert_flags (fixture);
  gtk_selection_model_unselect_all (model);
  set_flags (fixture, 0, LENGTH, FALSE);
  assert_flags (fixture);
}

static void
test_no_change_is_no_signal (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->selection);

  gtk_selection_model_select_item (model, 2, TRUE);
  fixture->n_signals = 0;
  gtk_selection_model_select_item (model, 2, TRUE);
  gtk_selection_model_unselect_item (model, 9);
  g_assert_cmpuint (fixture->n_signals, ==, 0);
}

static void
test_beyond_the_end (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->selection);
  g_autoptr (GtkBitset) everything = gtk_bitset_new_range (0, 1000);

  gtk_selection_model_set_selection (model, everything, everything);
  set_flags (fixture, 0, LENGTH, TRUE);
  assert_flags (fixture);
}

/* A set that was handed out does not change under the hands of who has it. */
static void
test_answers_are_kept (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->selection);
  g_autoptr (GtkBitset) before = NULL;

  gtk_selection_model_select_item (model, 4, TRUE);
  before = gtk_selection_model_get_selection (model);
  g_list_store_remove (fixture->store, 0);
  gtk_selection_model_select_all (model);
  g_assert_cmpuint (gtk_bitset_get_size (before), ==, 1);
  g_assert_true (gtk_bitset_contains (before, 4));
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->selection);
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 5000; i++)
    {
      guint length = fixture->flags->len;
      guint position = length > 0 ? (guint) g_rand_int_range (rand, 0, length) : 0;
      guint count = length > 0 ? (guint) g_rand_int_range (rand, 1, length - position + 1) : 0;

      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0:
          append (fixture, length > 0 ? (guint) g_rand_int_range (rand, 0, length + 1) : 0);
          break;
        case 1:
          g_list_store_splice (fixture->store, position, MIN (count, 3), NULL, 0);
          if (length > 0)
            g_array_remove_range (fixture->flags, position, MIN (count, 3));
          break;
        case 2:
          if (length == 0)
            break;
          gtk_selection_model_select_range (model, position, count, FALSE);
          set_flags (fixture, position, count, TRUE);
          break;
        default:
          if (length == 0)
            break;
          gtk_selection_model_unselect_range (model, position, count);
          set_flags (fixture, position, count, FALSE);
          break;
        }
      assert_flags (fixture);
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

  add ("/bitset-selection/items", test_items);
  add ("/bitset-selection/ranges", test_ranges);
  add ("/bitset-selection/no-change-is-no-signal", test_no_change_is_no_signal);
  add ("/bitset-selection/beyond-the-end", test_beyond_the_end);
  add ("/bitset-selection/answers-are-kept", test_answers_are_kept);
  add ("/bitset-selection/random", test_random);

  return g_test_run ();
}
