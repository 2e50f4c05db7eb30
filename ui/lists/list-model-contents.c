/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lists/list-model-private.h"

/* A page is what one look into the file brings; a column view of GTK 4.8 holds some 205 rows at once. */
#define ROWS_PER_PAGE 64
#define PAGES_KEPT 64
#define PAGES_PER_FETCH 8
#define FETCHES_AT_ONCE 2

typedef struct
{
  GList link; /* in self->recent, if it has records */
  guint number;
  gboolean wanted; /* asked for or being read */
  UoisRecord *records[ROWS_PER_PAGE];
} Page;

typedef struct
{
  UoisListModel *model;
  guint generation;
  GArray *rows;  /* gint64 */
  GArray *pages; /* guint: the pages that the rows are, in order; empty for single rows */
} Fetch;

static void
page_free (gpointer data)
{
  Page *page = data;

  for (guint i = 0; i < ROWS_PER_PAGE; i++)
    g_clear_pointer (&page->records[i], uois_record_unref);
  g_free (page);
}

static void
fetch_free (Fetch *fetch)
{
  g_object_unref (fetch->model);
  g_array_unref (fetch->rows);
  g_array_unref (fetch->pages);
  g_free (fetch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fetch, fetch_free)

void
_uois_list_model_forget_contents (UoisListModel *self)
{
  gboolean was_filling = uois_list_model_get_filling (self);

  self->generation++;
  self->n_fetches = 0;
  g_cancellable_cancel (self->fetch_cancellable);
  g_set_object (&self->fetch_cancellable, NULL);
  g_clear_handle_id (&self->fetch_source, g_source_remove);
  g_array_set_size (self->wanted, 0);
  g_queue_init (&self->recent);
  g_hash_table_remove_all (self->pages);
  _uois_list_model_notify_filling (self, was_filling);
}

static gint64
row_at (UoisListModel *self, guint position)
{
  return g_array_index (self->rows, gint64, position);
}

static guint
page_length (UoisListModel *self, guint number)
{
  return MIN (ROWS_PER_PAGE, self->rows->len - number * ROWS_PER_PAGE);
}

/* Somebody still waits for a row of the page. */
static gboolean
page_is_awaited (UoisListModel *self, guint number)
{
  for (guint i = 0; i < page_length (self, number); i++)
    {
      gint64 row = row_at (self, number * ROWS_PER_PAGE + i);
      UoisListItem *item = g_hash_table_lookup (self->items, &row);

      if (item != NULL && !_uois_list_item_get_fresh (item))
        return TRUE;
    }
  return FALSE;
}

static void
keep_page (UoisListModel *self, guint number, UoisRecord *const *records, guint n_records)
{
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));

  page->wanted = FALSE;
  for (guint i = 0; i < n_records; i++)
    page->records[i] = records[i] != NULL ? uois_record_ref (records[i]) : NULL;
  g_queue_push_head_link (&self->recent, &page->link);

  while (self->recent.length > PAGES_KEPT)
    {
      Page *last = g_queue_pop_tail_link (&self->recent)->data;
      g_hash_table_remove (self->pages, GUINT_TO_POINTER (last->number));
    }
}

static void schedule_fetch (UoisListModel *self);

/* Rows that could not be read stay empty; what is wrong with the file, the list's own request says. */
static void
fetch_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Fetch) fetch = user_data;
  UoisListModel *self = fetch->model;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = uois_file_fetch_finish (UOIS_FILE (source), result, &error);
  UoisRecord *const *record;
  guint n_records;

  if (fetch->generation != self->generation)
    return;

  self->n_fetches--;
  record = records != NULL ? (UoisRecord *const *) records->pdata : NULL;
  n_records = records != NULL ? MIN (records->len, fetch->rows->len) : 0;

  for (guint i = 0, start = 0; i < fetch->pages->len; i++)
    {
      guint number = g_array_index (fetch->pages, guint, i);
      guint length = page_length (self, number);

      if (start + length <= n_records)
        keep_page (self, number, record + start, length);
      else
        g_hash_table_remove (self->pages, GUINT_TO_POINTER (number));
      start += length;
    }

  for (guint i = 0; i < n_records && fetch->generation == self->generation; i++)
    {
      UoisListItem *item = g_hash_table_lookup (self->items, &g_array_index (fetch->rows, gint64, i));

      if (item != NULL && record[i] != NULL)
        _uois_list_item_set_record (item, record[i]);
    }

  schedule_fetch (self);
  if (fetch->generation == self->generation)
    _uois_list_model_notify_filling (self, TRUE);
}

static void
start_fetch (UoisListModel *self, GArray *rows, GArray *pages)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->model = g_object_ref (self);
  fetch->generation = self->generation;
  fetch->rows = rows;
  fetch->pages = pages;

  if (self->fetch_cancellable == NULL)
    self->fetch_cancellable = g_cancellable_new ();
  self->n_fetches++;
  uois_file_fetch_async (self->file, self->type, (const gint64 *) (gpointer) rows->data, rows->len, self->fields,
                         self->n_fields, self->fetch_cancellable, fetch_cb, fetch);
}

/* Takes the pages wanted last first: after a jump those are the ones on the screen. */
static void
fetch_wanted_pages (UoisListModel *self)
{
  while (self->wanted->len > 0 && self->n_fetches < FETCHES_AT_ONCE)
    {
      g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint));

      while (self->wanted->len > 0 && pages->len < PAGES_PER_FETCH)
        {
          guint number = g_array_index (self->wanted, guint, self->wanted->len - 1);

          g_array_set_size (self->wanted, self->wanted->len - 1);
          if (page_is_awaited (self, number))
            {
              g_array_append_val (pages, number);
              g_array_append_vals (rows, &g_array_index (self->rows, gint64, number * ROWS_PER_PAGE),
                                   page_length (self, number));
            }
          else
            g_hash_table_remove (self->pages, GUINT_TO_POINTER (number));
        }

      if (pages->len > 0)
        start_fetch (self, g_steal_pointer (&rows), g_steal_pointer (&pages));
    }
}

static gboolean
fetch_source_cb (gpointer user_data)
{
  UoisListModel *self = UOIS_LIST_MODEL (user_data);

  self->fetch_source = 0;
  fetch_wanted_pages (self);
  _uois_list_model_notify_filling (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* Later in this turn of the main loop, so that all rows of one layout go in one fetch, but before it is painted. */
static void
schedule_fetch (UoisListModel *self)
{
  if (self->fetch_source == 0 && self->wanted->len > 0 && self->n_fetches < FETCHES_AT_ONCE)
    self->fetch_source = g_idle_add_full (G_PRIORITY_DEFAULT, fetch_source_cb, self, NULL);
}

static void
want_page (UoisListModel *self, guint number)
{
  gboolean was_filling = uois_list_model_get_filling (self);
  Page *page = g_new0 (Page, 1);

  page->link.data = page;
  page->number = number;
  page->wanted = TRUE;
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
  g_array_append_val (self->wanted, number);
  schedule_fetch (self);
  _uois_list_model_notify_filling (self, was_filling);
}

GPtrArray *
_uois_list_model_held_items (UoisListModel *self)
{
  GPtrArray *items = g_ptr_array_sized_new (g_hash_table_size (self->items));
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_ptr_array_add (items, item);
  return items;
}

void
_uois_list_model_set_items_stale (UoisListModel *self)
{
  g_autoptr (GPtrArray) items = _uois_list_model_held_items (self);

  for (guint i = 0; i < items->len; i++)
    _uois_list_item_set_stale (g_ptr_array_index (items, i));
}

void
_uois_list_model_want_items (UoisListModel *self)
{
  g_autoptr (GPtrArray) items = _uois_list_model_held_items (self);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean was_filling = uois_list_model_get_filling (self);

  for (guint i = 0; i < items->len; i++)
    {
      UoisListItem *item = g_ptr_array_index (items, i);
      guint position = _uois_list_item_get_position (item);
      gint64 row = uois_list_item_get_row (item);

      if (_uois_list_item_get_fresh (item))
        continue;
      if (position == G_MAXUINT)
        g_array_append_val (rows, row);
      else if (!g_hash_table_contains (self->pages, GUINT_TO_POINTER (position / ROWS_PER_PAGE)))
        want_page (self, position / ROWS_PER_PAGE);
    }
  if (rows->len > 0)
    start_fetch (self, g_array_ref (rows), g_array_new (FALSE, FALSE, sizeof (guint)));
  _uois_list_model_notify_filling (self, was_filling);
}

void
_uois_list_model_fill_item (UoisListModel *self, UoisListItem *item)
{
  guint position = _uois_list_item_get_position (item);
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (position / ROWS_PER_PAGE));
  UoisRecord *record = page != NULL ? page->records[position % ROWS_PER_PAGE] : NULL;

  if (self->replacing)
    return;

  if (page == NULL)
    want_page (self, position / ROWS_PER_PAGE);
  else if (!page->wanted)
    {
      if (record != NULL)
        _uois_list_item_set_record (item, record);
      g_queue_unlink (&self->recent, &page->link);
      g_queue_push_head_link (&self->recent, &page->link);
    }
}

void
_uois_list_model_contents_init (UoisListModel *self)
{
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (guint));
  g_queue_init (&self->recent);
}

void
_uois_list_model_contents_finalize (UoisListModel *self)
{
  g_hash_table_unref (self->pages);
  g_array_unref (self->wanted);
}
