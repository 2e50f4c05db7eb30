/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-model.h"

#include "list-item-private.h"

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

typedef struct
{
  UoisListModel *model;
  GCancellable *cancellable;
  char *search;
  gboolean same_request;
} Query;

struct _UoisListModel
{
  GObject parent_instance;

  /* Owned: what is asked for */
  UoisFile *file;
  char *search;
  const UoisField **fields;

  /* Owned: what is there */
  GArray *rows;      /* gint64 */
  GHashTable *items; /* gint64 in the item -> UoisListItem, not owned: those that somebody holds */
  GHashTable *pages; /* guint -> Page */
  GQueue recent;     /* of Page: pages with records, last used first */
  GArray *wanted;    /* guint: pages to read, the most wanted last */
  char *shown_search;
  GError *error;

  /* Owned: what is under way */
  GCancellable *query_cancellable;
  GCancellable *fetch_cancellable;

  /* Of the registry */
  const UoisType *type;
  const UoisField *sort;
  const UoisField *relation;

  UoisUuid parent;
  gboolean descending;
  gboolean loading;
  gboolean stale;     /* contents changed in the file since the last answer */
  gboolean replacing; /* positions are about to change again: nothing is wanted by them */
  gboolean repeats;   /* a record is in the list more than once */
  guint n_fields;
  guint generation; /* of the contents: an answer to an older one is late */
  guint n_fetches;
  guint fetch_source;
};

enum
{
  PROP_LOADING = 1,
  PROP_FILLING,
  N_PROPERTIES
};

enum
{
  BEFORE_REPLACE,
  AFTER_REPLACE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UoisListModel,
                               uois_list_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

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

static void
query_free (Query *query)
{
  g_object_unref (query->model);
  g_object_unref (query->cancellable);
  g_free (query->search);
  g_free (query);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fetch, fetch_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Query, query_free)

/* ---- Contents ---- */

static void
notify_filling (UoisListModel *self, gboolean was)
{
  if (uois_list_model_get_filling (self) != was)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILLING]);
}

/* Everything that was read, or is being read, no longer counts. */
static void
forget_contents (UoisListModel *self)
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
  notify_filling (self, was_filling);
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
    notify_filling (self, TRUE);
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
  notify_filling (self, TRUE);
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
  notify_filling (self, was_filling);
}

/* Items that somebody holds. */
static GPtrArray *
held_items (UoisListModel *self)
{
  GPtrArray *items = g_ptr_array_sized_new (g_hash_table_size (self->items));
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_ptr_array_add (items, item);
  return items;
}

static void
set_items_stale (UoisListModel *self)
{
  g_autoptr (GPtrArray) items = held_items (self);

  for (guint i = 0; i < items->len; i++)
    _uois_list_item_set_stale (g_ptr_array_index (items, i));
}

/* Has every row read that somebody holds and that is not what it is in the file. Until then it shows what it was. */
static void
want_items (UoisListModel *self)
{
  g_autoptr (GPtrArray) items = held_items (self);
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
  notify_filling (self, was_filling);
}

/* ---- The list ---- */

static guint
common_prefix (const gint64 *a, const gint64 *b, guint length)
{
  guint i = 0;

  while (i < length && a[i] == b[i])
    i++;
  return i;
}

static guint
common_suffix (const gint64 *a, guint n_a, const gint64 *b, guint n_b, guint length)
{
  guint i = 0;

  while (i < length && a[n_a - 1 - i] == b[n_b - 1 - i])
    i++;
  return i;
}

/* Items from @first on move by @delta; the first @removed of them lose their place. */
static void
shift_items (UoisListModel *self, guint first, guint removed, int delta)
{
  g_autoptr (GPtrArray) items = held_items (self);

  for (guint i = 0; i < items->len; i++)
    {
      UoisListItem *item = g_ptr_array_index (items, i);
      guint position = _uois_list_item_get_position (item);

      if (position == G_MAXUINT || position < first)
        continue;
      _uois_list_item_set_position (item, position < first + removed ? G_MAXUINT : position + delta);
    }
}

/* The list was read again: every record that stays keeps its item. */
static void
move_rows (UoisListModel *self, GArray *rows, gboolean same_request)
{
  const gint64 *old_rows = (const gint64 *) (gpointer) self->rows->data;
  const gint64 *new_rows = (const gint64 *) (gpointer) rows->data;
  guint n_old = self->rows->len;
  guint n_new = rows->len;
  guint prefix = common_prefix (old_rows, new_rows, MIN (n_old, n_new));
  guint suffix = common_suffix (old_rows, n_old, new_rows, n_new, MIN (n_old, n_new) - prefix);
  guint removed = n_old - prefix - suffix;
  guint added = n_new - prefix - suffix;

  if (removed > 0)
    {
      g_signal_emit (self, signals[BEFORE_REPLACE], 0, same_request);
      shift_items (self, prefix, removed, -(int) removed);
      g_array_remove_range (self->rows, prefix, removed);
      g_list_model_items_changed (G_LIST_MODEL (self), prefix, removed, 0);
    }

  shift_items (self, prefix, 0, added);
  g_array_unref (self->rows);
  self->rows = g_array_ref (rows);
  if (added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), prefix, 0, added);

  if (removed > 0)
    g_signal_emit (self, signals[AFTER_REPLACE], 0, same_request);
}

/* Another list: every place that stays keeps its item. */
static void
refill_rows (UoisListModel *self, GArray *rows)
{
  g_autoptr (GPtrArray) items = held_items (self);
  guint n_old = self->rows->len;
  guint n_new = rows->len;

  g_signal_emit (self, signals[BEFORE_REPLACE], 0, FALSE);

  g_hash_table_remove_all (self->items);
  for (guint i = 0; i < items->len; i++)
    {
      UoisListItem *item = g_ptr_array_index (items, i);
      guint position = _uois_list_item_get_position (item);

      if (position < n_new)
        _uois_list_item_set_row (item, g_array_index (rows, gint64, position));
    }

  g_array_unref (self->rows);
  self->rows = g_array_ref (rows);
  if (n_old > n_new)
    g_list_model_items_changed (G_LIST_MODEL (self), n_new, n_old - n_new, 0);
  else if (n_new > n_old)
    g_list_model_items_changed (G_LIST_MODEL (self), n_old, 0, n_new - n_old);

  g_signal_emit (self, signals[AFTER_REPLACE], 0, FALSE);
}

static void
set_loading (UoisListModel *self, gboolean loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
show_answer (UoisListModel *self, Query *query, GArray *rows)
{
  g_free (self->shown_search);
  self->shown_search = g_strdup (query->search);

  forget_contents (self);
  if (self->stale)
    set_items_stale (self);
  self->stale = FALSE;

  self->replacing = TRUE;
  /* One item cannot be refilled for two places. */
  if (query->same_request || self->repeats)
    move_rows (self, rows, query->same_request);
  else
    refill_rows (self, rows);
  self->replacing = FALSE;
  want_items (self);
}

static void
list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Query) query = user_data;
  UoisListModel *self = query->model;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = uois_file_list_finish (UOIS_FILE (source), result, &error);

  if (query->cancellable != self->query_cancellable)
    return;

  g_clear_object (&self->query_cancellable);
  g_clear_error (&self->error);

  if (rows != NULL)
    show_answer (self, query, rows);
  else
    self->error = g_steal_pointer (&error);
  set_loading (self, FALSE);
}

static void
start_query (UoisListModel *self, gboolean same_request)
{
  UoisListRequest request = {
    .type = self->type,
    .search = self->search,
    .sort = self->sort,
    .descending = self->descending,
    .relation = self->relation,
    .parent = self->parent,
  };
  Query *query = g_new0 (Query, 1);

  g_cancellable_cancel (self->query_cancellable);
  g_clear_object (&self->query_cancellable);
  self->query_cancellable = g_cancellable_new ();

  query->model = g_object_ref (self);
  query->cancellable = g_object_ref (self->query_cancellable);
  query->search = g_strdup (self->search);
  query->same_request = same_request;

  uois_file_list_async (self->file, &request, self->query_cancellable, list_cb, query);
  set_loading (self, TRUE);
}

/* ---- GListModel ---- */

static GType
uois_list_model_get_item_type (GListModel *model)
{
  return UOIS_TYPE_LIST_ITEM;
}

static guint
uois_list_model_get_n_items (GListModel *model)
{
  return UOIS_LIST_MODEL (model)->rows->len;
}

static UoisListItem *
new_item (UoisListModel *self, gint64 row, guint position)
{
  UoisListItem *item = _uois_list_item_new (self->items, row, position);
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (position / ROWS_PER_PAGE));
  UoisRecord *record = page != NULL ? page->records[position % ROWS_PER_PAGE] : NULL;

  if (self->replacing)
    return item;

  if (page == NULL)
    want_page (self, position / ROWS_PER_PAGE);
  else if (!page->wanted)
    {
      if (record != NULL)
        _uois_list_item_set_record (item, record);
      g_queue_unlink (&self->recent, &page->link);
      g_queue_push_head_link (&self->recent, &page->link);
    }
  return item;
}

static gpointer
uois_list_model_get_item (GListModel *model, guint position)
{
  UoisListModel *self = UOIS_LIST_MODEL (model);
  UoisListItem *item;
  gint64 row;

  if (position >= self->rows->len)
    return NULL;

  row = row_at (self, position);
  item = g_hash_table_lookup (self->items, &row);
  if (item == NULL)
    return new_item (self, row, position);

  if (_uois_list_item_get_position (item) == G_MAXUINT)
    _uois_list_item_set_position (item, position);
  else if (_uois_list_item_get_position (item) != position)
    self->repeats = TRUE;
  return g_object_ref (item);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = uois_list_model_get_item_type;
  iface->get_n_items = uois_list_model_get_n_items;
  iface->get_item = uois_list_model_get_item;
}

/* ---- GObject ---- */

static void
uois_list_model_dispose (GObject *object)
{
  UoisListModel *self = UOIS_LIST_MODEL (object);

  g_cancellable_cancel (self->query_cancellable);
  g_clear_object (&self->query_cancellable);
  g_cancellable_cancel (self->fetch_cancellable);
  g_clear_object (&self->fetch_cancellable);
  g_clear_handle_id (&self->fetch_source, g_source_remove);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_list_model_parent_class)->dispose (object);
}

static void
uois_list_model_finalize (GObject *object)
{
  UoisListModel *self = UOIS_LIST_MODEL (object);

  g_array_unref (self->rows);
  g_array_unref (self->wanted);
  g_hash_table_unref (self->pages);
  g_hash_table_unref (self->items);
  g_free (self->fields);
  g_free (self->search);
  g_free (self->shown_search);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (uois_list_model_parent_class)->finalize (object);
}

static void
uois_list_model_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  UoisListModel *self = UOIS_LIST_MODEL (object);

  switch (property_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_FILLING:
      g_value_set_boolean (value, uois_list_model_get_filling (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
uois_list_model_class_init (UoisListModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = uois_list_model_dispose;
  object_class->finalize = uois_list_model_finalize;
  object_class->get_property = uois_list_model_get_property;

  properties[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FILLING] =
      g_param_spec_boolean ("filling", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[BEFORE_REPLACE] = g_signal_new ("before-replace", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[AFTER_REPLACE] = g_signal_new ("after-replace", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
uois_list_model_init (UoisListModel *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->wanted = g_array_new (FALSE, FALSE, sizeof (guint));
  self->items = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  g_queue_init (&self->recent);
}

UoisListModel *
uois_list_model_new (UoisFile *file, const UoisType *type, const UoisField *const *fields, guint n_fields)
{
  UoisListModel *self = g_object_new (UOIS_TYPE_LIST_MODEL, NULL);

  self->file = g_object_ref (file);
  self->type = type;
  self->fields = g_memdup2 (fields, n_fields * sizeof (UoisField *));
  self->n_fields = n_fields;

  return self;
}

void
uois_list_model_set_relation (UoisListModel *self, const UoisField *relation, const UoisUuid *parent)
{
  g_return_if_fail (UOIS_IS_LIST_MODEL (self));

  self->relation = relation;
  self->parent = *parent;
}

void
uois_list_model_request (UoisListModel *self, const char *search, const UoisField *sort, gboolean descending)
{
  g_return_if_fail (UOIS_IS_LIST_MODEL (self));

  if (self->search != search)
    {
      g_free (self->search);
      self->search = g_strdup (search);
    }
  self->sort = sort;
  self->descending = descending;
  start_query (self, FALSE);
}

void
uois_list_model_refresh (UoisListModel *self, gboolean order)
{
  g_return_if_fail (UOIS_IS_LIST_MODEL (self));

  if (order || self->loading)
    {
      /* A new request that is under way stays one; it just is asked once more. */
      self->stale = TRUE;
      start_query (self, g_strcmp0 (self->search, self->shown_search) == 0);
    }
  else
    {
      forget_contents (self);
      set_items_stale (self);
      want_items (self);
    }
}

const UoisType *
uois_list_model_get_record_type (UoisListModel *self)
{
  g_return_val_if_fail (UOIS_IS_LIST_MODEL (self), NULL);

  return self->type;
}

gboolean
uois_list_model_get_loading (UoisListModel *self)
{
  g_return_val_if_fail (UOIS_IS_LIST_MODEL (self), FALSE);

  return self->loading;
}

gboolean
uois_list_model_get_filling (UoisListModel *self)
{
  g_return_val_if_fail (UOIS_IS_LIST_MODEL (self), FALSE);

  return self->n_fetches > 0 || self->fetch_source != 0;
}

const GError *
uois_list_model_get_error (UoisListModel *self)
{
  g_return_val_if_fail (UOIS_IS_LIST_MODEL (self), NULL);

  return self->error;
}

const char *
uois_list_model_get_search (UoisListModel *self)
{
  g_return_val_if_fail (UOIS_IS_LIST_MODEL (self), NULL);

  return self->shown_search != NULL ? self->shown_search : "";
}

gint64
uois_list_model_get_row (UoisListModel *self, guint position)
{
  g_return_val_if_fail (UOIS_IS_LIST_MODEL (self), 0);
  g_return_val_if_fail (position < self->rows->len, 0);

  return row_at (self, position);
}

guint
uois_list_model_find_row (UoisListModel *self, gint64 row, guint start)
{
  g_return_val_if_fail (UOIS_IS_LIST_MODEL (self), G_MAXUINT);

  for (guint i = start; i < self->rows->len; i++)
    {
      if (row_at (self, i) == row)
        return i;
    }
  return G_MAXUINT;
}
