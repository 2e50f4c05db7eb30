/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/order-cache.h"

typedef struct
{
  gatomicrefcount reference_count;
  const UoisType *type;
  const UoisField *sort;
  gboolean descending;
  gint64 version;
  guint32 *rows;   /* by place */
  guint32 *places; /* 1 + place, by row; 0: no such row */
  guint n_rows;
  guint n_places;
} Order;

struct _UoisOrderCache
{
  GMutex mutex;
  GQueue orders; /* the one used last first */
  guint64 n_rows;
};

static Order *
order_new (const UoisListRequest *request, gint64 version, const GArray *rows)
{
  Order *order;
  gint64 last = 0;

  for (guint i = 0; i < rows->len; i++)
    last = MAX (last, g_array_index (rows, gint64, i));
  /* A table out of which most rows were deleted is not worth the memory. */
  if (last >= MIN (G_MAXUINT32, (gint64) rows->len * 4))
    return NULL;

  order = g_new0 (Order, 1);
  g_atomic_ref_count_init (&order->reference_count);
  order->type = request->type;
  order->sort = request->sort;
  order->descending = request->descending;
  order->version = version;
  order->n_rows = rows->len;
  order->n_places = (guint) last + 1;
  order->rows = g_new (guint32, order->n_rows);
  order->places = g_new0 (guint32, order->n_places);
  for (guint i = 0; i < rows->len; i++)
    {
      order->rows[i] = (guint32) g_array_index (rows, gint64, i);
      order->places[order->rows[i]] = i + 1;
    }
  return order;
}

static void
order_unref (gpointer data)
{
  Order *order = data;

  if (!g_atomic_ref_count_dec (&order->reference_count))
    return;
  g_free (order->rows);
  g_free (order->places);
  g_free (order);
}

UoisOrderCache *
uois_order_cache_new (void)
{
  UoisOrderCache *cache = g_new0 (UoisOrderCache, 1);

  g_mutex_init (&cache->mutex);
  return cache;
}

void
uois_order_cache_free (UoisOrderCache *cache)
{
  g_queue_clear_full (&cache->orders, order_unref);
  g_mutex_clear (&cache->mutex);
  g_free (cache);
}

/* With the mutex held. */
static GList *
find_link (UoisOrderCache *cache, const UoisListRequest *request)
{
  for (GList *link = cache->orders.head; link != NULL; link = link->next)
    {
      const Order *order = link->data;

      if (order->type == request->type && order->sort == request->sort && order->descending == request->descending)
        return link;
    }
  return NULL;
}

/* With the mutex held. */
static void
remove_link (UoisOrderCache *cache, GList *link)
{
  Order *order = link->data;

  cache->n_rows -= order->n_rows;
  g_queue_delete_link (&cache->orders, link);
  order_unref (order);
}

void
uois_order_cache_put (UoisOrderCache *cache, const UoisListRequest *request, gint64 version, const GArray *rows)
{
  GList *link;
  Order *order;

  if (rows->len < UOIS_ORDER_CACHE_ROWS_MIN || rows->len > UOIS_ORDER_CACHE_ROWS_MAX)
    return;
  order = order_new (request, version, rows);
  if (order == NULL)
    return;

  g_mutex_lock (&cache->mutex);
  link = find_link (cache, request);
  if (link != NULL)
    remove_link (cache, link);
  while (cache->n_rows + order->n_rows > UOIS_ORDER_CACHE_ROWS_MAX)
    remove_link (cache, cache->orders.tail);
  g_queue_push_head (&cache->orders, order);
  cache->n_rows += order->n_rows;
  g_mutex_unlock (&cache->mutex);
}

static Order *
get_order (UoisOrderCache *cache, const UoisListRequest *request, gint64 version)
{
  Order *order = NULL;
  GList *link;

  g_mutex_lock (&cache->mutex);
  link = find_link (cache, request);
  if (link != NULL && ((Order *) link->data)->version == version)
    {
      order = link->data;
      g_atomic_ref_count_inc (&order->reference_count);
      g_queue_unlink (&cache->orders, link);
      g_queue_push_head_link (&cache->orders, link);
    }
  g_mutex_unlock (&cache->mutex);
  return order;
}

GArray *
uois_order_cache_list (UoisOrderCache *cache, const UoisListRequest *request, gint64 version)
{
  Order *order = get_order (cache, request, version);
  GArray *rows;

  if (order == NULL)
    return NULL;
  rows = g_array_sized_new (FALSE, FALSE, sizeof (gint64), order->n_rows);
  g_array_set_size (rows, order->n_rows);
  for (guint i = 0; i < order->n_rows; i++)
    g_array_index (rows, gint64, i) = order->rows[i];
  order_unref (order);
  return rows;
}

static gboolean
mark_places (const Order *order, const GArray *rows, guint64 *marks)
{
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 row = g_array_index (rows, gint64, i);
      guint place = row >= 0 && row < order->n_places ? order->places[row] : 0;

      if (place == 0)
        return FALSE;
      marks[(place - 1) / 64] |= G_GUINT64_CONSTANT (1) << (place - 1) % 64;
    }
  return TRUE;
}

static void
collect_marked (const Order *order, const guint64 *marks, guint n_marks, GArray *rows)
{
  g_array_set_size (rows, 0);
  for (guint i = 0; i < n_marks; i++)
    for (guint64 word = marks[i]; word != 0; word &= word - 1)
      {
        gint64 row = order->rows[i * 64 + (guint) __builtin_ctzll (word)];

        g_array_append_val (rows, row);
      }
}

gboolean
uois_order_cache_sort (UoisOrderCache *cache, const UoisListRequest *request, gint64 version, GArray *rows)
{
  Order *order = get_order (cache, request, version);
  g_autofree guint64 *marks = NULL;
  guint n_marks;
  gboolean known;

  if (order == NULL)
    return FALSE;
  n_marks = (order->n_rows + 63) / 64;
  marks = g_new0 (guint64, n_marks);
  known = mark_places (order, rows, marks);
  if (known)
    collect_marked (order, marks, n_marks, rows);
  order_unref (order);
  return known;
}
