/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lists/record-list-private.h"

/* All rows are equally high. */
static double
row_height (UoisRecordList *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  return n_items > 0 ? gtk_adjustment_get_upper (gtk_scrolled_window_get_vadjustment (self->scroller)) / n_items : 0.0;
}

guint
uois_record_list_get_top (UoisRecordList *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  double height = row_height (self);
  double value = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));

  return height > 0.0 ? MIN (n_items - 1, (guint) (value / height + 0.01)) : 0;
}

/* Called when the rows have been laid out and before they are painted; moving them starts another layout first. */
static void
layout_cb (GdkFrameClock *clock, UoisRecordList *self)
{
  g_clear_signal_handler (&self->layout_handler, clock);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller),
                            self->top * row_height (self) + self->top_offset);
}

void
_uois_record_list_put_on_top (UoisRecordList *self, gint64 row)
{
  guint position = uois_list_model_find_row (self->model, row, 0);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (position == G_MAXUINT || clock == NULL)
    return;

  self->top = position;
  if (self->layout_handler == 0)
    self->layout_handler = g_signal_connect (clock, "layout", G_CALLBACK (layout_cb), self);
  gtk_widget_queue_resize (GTK_WIDGET (self->view));
}

GArray *
uois_record_list_get_selected_rows (UoisRecordList *self)
{
  g_autoptr (GtkBitset) selected = NULL;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (UOIS_IS_RECORD_LIST (self), rows);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean valid = gtk_bitset_iter_init_first (&iter, selected, &position); valid;
       valid = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 row = uois_list_model_get_row (self->model, position);

      g_array_append_val (rows, row);
    }
  return rows;
}

/* The selected rows, to find them again in the list that comes; NULL if there are none. */
static GHashTable *
selected_rows (UoisRecordList *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GHashTable *rows;
  GtkBitsetIter iter;
  guint position;

  if (!gtk_bitset_iter_init_first (&iter, selected, &position))
    return NULL;

  rows = g_hash_table_new (NULL, NULL);
  do
    g_hash_table_add (rows, GSIZE_TO_POINTER ((gsize) uois_list_model_get_row (self->model, position)));
  while (gtk_bitset_iter_next (&iter, &position));
  return rows;
}

static GtkBitset *
positions_of_rows (UoisRecordList *self, GHashTable *rows)
{
  GtkBitset *positions = gtk_bitset_new_empty ();
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; i < n_items; i++)
    {
      if (g_hash_table_contains (rows, GSIZE_TO_POINTER ((gsize) uois_list_model_get_row (self->model, i))))
        gtk_bitset_add (positions, i);
    }
  return positions;
}

void
_uois_record_list_before_replace_cb (UoisRecordList *self, gboolean same_request)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  g_clear_pointer (&self->kept_rows, g_hash_table_unref);
  self->kept_all = n_items > 0 && uois_bitset_selection_get_size (self->selection) == n_items;
  if (!self->searching && !self->kept_all)
    self->kept_rows = selected_rows (self);

  self->has_top_row = same_request && n_items > 0;
  if (self->has_top_row)
    {
      guint top = uois_record_list_get_top (self);

      self->top_row = uois_list_model_get_row (self->model, top);
      self->top_offset =
          gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller)) - top * row_height (self);
    }
}

/* A search begins anew: with nothing selected, at the top. */
void
_uois_record_list_after_replace_cb (UoisRecordList *self, gboolean same_request)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autoptr (GtkBitset) selected = NULL;

  if (self->searching)
    selected = gtk_bitset_new_empty ();
  else if (self->kept_all)
    selected = gtk_bitset_new_range (0, n_items);
  else if (self->kept_rows != NULL)
    selected = positions_of_rows (self, self->kept_rows);
  if (selected != NULL)
    uois_bitset_selection_replace (self->selection, selected);
  g_clear_pointer (&self->kept_rows, g_hash_table_unref);

  if (self->has_top_row)
    _uois_record_list_put_on_top (self, self->top_row);
  else if (n_items > 0)
    uois_record_list_scroll_to (self, 0);
  self->has_top_row = FALSE;
}

void
_uois_record_list_restore_place (UoisRecordList *self)
{
  g_autoptr (GVariant) state = g_steal_pointer (&self->state);
  guint position;
  gint64 row;

  self->top_offset = 0.0;
  if (g_variant_lookup (state, "top", "x", &row))
    _uois_record_list_put_on_top (self, row);
  if (g_variant_lookup (state, "selected", "x", &row))
    {
      position = uois_list_model_find_row (self->model, row, 0);
      if (position != G_MAXUINT)
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
    }
}

static GVariant *
column_names (UoisRecordList *self)
{
  g_autoptr (GPtrArray) fields = uois_record_list_get_columns (self);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("as"));
  for (guint i = 0; i < fields->len; i++)
    g_variant_builder_add (&builder, "s", ((const UoisField *) g_ptr_array_index (fields, i))->name);
  return g_variant_builder_end (&builder);
}

static void
restore_columns (UoisRecordList *self)
{
  g_autoptr (GVariant) names = g_variant_lookup_value (self->state, "columns", G_VARIANT_TYPE ("as"));
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  if (names == NULL)
    return;
  for (gsize i = 0; i < g_variant_n_children (names); i++)
    {
      const char *name;

      g_variant_get_child (names, i, "&s", &name);
      g_ptr_array_add (fields, (gpointer) uois_type_find_field (self->type, name));
    }
  _uois_record_list_show_columns (self, (const UoisField *const *) fields->pdata, fields->len);
}

GVariant *
uois_record_list_save (UoisRecordList *self)
{
  g_autofree char *filter = NULL;
  GVariantDict dict;
  guint single;

  g_return_val_if_fail (UOIS_IS_RECORD_LIST (self), NULL);

  g_variant_dict_init (&dict, NULL);
  if (self->sort != NULL)
    {
      g_variant_dict_insert (&dict, "sort", "s", self->sort->name);
      g_variant_dict_insert (&dict, "descending", "b", self->descending);
    }
  if (self->forgets)
    g_variant_dict_insert_value (&dict, "columns", column_names (self));
  if (self->filter != NULL)
    g_variant_dict_insert (&dict, "filter", "s", filter = uois_list_filter_to_string (self->filter));
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    g_variant_dict_insert (&dict, "top", "x", uois_list_model_get_row (self->model, uois_record_list_get_top (self)));
  single = uois_bitset_selection_get_single (self->selection);
  if (single != GTK_INVALID_LIST_POSITION)
    g_variant_dict_insert (&dict, "selected", "x", uois_list_model_get_row (self->model, single));
  return g_variant_dict_end (&dict);
}

static void
name_filter_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordList) self = user_data;
  g_autoptr (UoisListFilter) filter = uois_file_name_filter_finish (UOIS_FILE (source), result, NULL);

  if (filter != NULL && uois_list_filter_equal (filter, self->filter))
    _uois_record_list_take_filter (self, g_steal_pointer (&filter));
}

/* What its references are called is not kept: it may have changed. */
static void
restore_filter (UoisRecordList *self)
{
  UoisListFilter *filter;
  const char *text;

  if (!g_variant_lookup (self->state, "filter", "&s", &text))
    return;
  filter = uois_list_filter_from_string (self->type, text, NULL, NULL);
  if (filter == NULL)
    return;
  _uois_record_list_take_filter (self, filter);
  uois_file_name_filter_async (self->file, filter, NULL, name_filter_cb, g_object_ref (self));
}

void
uois_record_list_restore (UoisRecordList *self, GVariant *state)
{
  const char *sort;
  gboolean descending = FALSE;

  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  g_clear_pointer (&self->state, g_variant_unref);
  self->state = g_variant_ref (state);
  restore_filter (self);
  restore_columns (self);

  if (!g_variant_lookup (state, "sort", "&s", &sort))
    return;
  g_variant_lookup (state, "descending", "b", &descending);
  _uois_record_list_show_sort (self, uois_type_find_field (self->type, sort), descending);
}
