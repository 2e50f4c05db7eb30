/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lists/list-model-private.h"

typedef struct
{
  UoisListModel *model;
  GCancellable *cancellable;
  char *search;
  UoisListFilter *filter;
  gboolean same_request;
} Query;

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
query_free (Query *query)
{
  g_object_unref (query->model);
  g_object_unref (query->cancellable);
  g_free (query->search);
  g_clear_pointer (&query->filter, uois_list_filter_unref);
  g_free (query);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Query, query_free)

void
_uois_list_model_notify_filling (UoisListModel *self, gboolean was)
{
  if (uois_list_model_get_filling (self) != was)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILLING]);
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
  g_autoptr (GPtrArray) items = _uois_list_model_held_items (self);

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
  g_autoptr (GPtrArray) items = _uois_list_model_held_items (self);
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
set_filter (UoisListFilter **place, UoisListFilter *filter)
{
  if (filter != NULL)
    uois_list_filter_ref (filter);
  g_clear_pointer (place, uois_list_filter_unref);
  *place = filter;
}

static void
show_answer (UoisListModel *self, Query *query, GArray *rows)
{
  g_free (self->shown_search);
  self->shown_search = g_strdup (query->search);
  set_filter (&self->shown_filter, query->filter);

  _uois_list_model_forget_contents (self);
  if (self->stale)
    _uois_list_model_set_items_stale (self);
  self->stale = FALSE;

  self->replacing = TRUE;
  /* One item cannot be refilled for two places. */
  if (query->same_request || self->repeats)
    move_rows (self, rows, query->same_request);
  else
    refill_rows (self, rows);
  self->replacing = FALSE;
  _uois_list_model_want_items (self);
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
    .filter = self->filter,
  };
  Query *query = g_new0 (Query, 1);

  g_cancellable_cancel (self->query_cancellable);
  g_clear_object (&self->query_cancellable);
  self->query_cancellable = g_cancellable_new ();

  query->model = g_object_ref (self);
  query->cancellable = g_object_ref (self->query_cancellable);
  query->search = g_strdup (self->search);
  set_filter (&query->filter, self->filter);
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

static gpointer
uois_list_model_get_item (GListModel *model, guint position)
{
  UoisListModel *self = UOIS_LIST_MODEL (model);
  UoisListItem *item;
  gint64 row;

  if (position >= self->rows->len)
    return NULL;

  row = g_array_index (self->rows, gint64, position);
  item = g_hash_table_lookup (self->items, &row);
  if (item == NULL)
    {
      item = _uois_list_item_new (self->items, row, position);
      _uois_list_model_fill_item (self, item);
      return item;
    }

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
  _uois_list_model_contents_finalize (self);
  g_hash_table_unref (self->items);
  g_free (self->fields);
  g_free (self->search);
  g_free (self->shown_search);
  g_clear_pointer (&self->filter, uois_list_filter_unref);
  g_clear_pointer (&self->shown_filter, uois_list_filter_unref);
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
  self->items = g_hash_table_new (g_int64_hash, g_int64_equal);
  _uois_list_model_contents_init (self);
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
uois_list_model_set_fields (UoisListModel *self, const UoisField *const *fields, guint n_fields)
{
  g_return_if_fail (UOIS_IS_LIST_MODEL (self));
  g_return_if_fail (n_fields >= self->n_fields);

  g_free (self->fields);
  self->fields = g_memdup2 (fields, n_fields * sizeof (UoisField *));
  self->n_fields = n_fields;
  _uois_list_model_forget_contents (self);
  _uois_list_model_set_items_stale (self);
  _uois_list_model_want_items (self);
}

void
uois_list_model_set_relation (UoisListModel *self, const UoisField *relation, const UoisUuid *parent)
{
  g_return_if_fail (UOIS_IS_LIST_MODEL (self));

  self->relation = relation;
  self->parent = *parent;
}

void
uois_list_model_set_filter (UoisListModel *self, UoisListFilter *filter)
{
  g_return_if_fail (UOIS_IS_LIST_MODEL (self));

  set_filter (&self->filter, filter);
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
      start_query (self, g_strcmp0 (self->search, self->shown_search) == 0 &&
                             uois_list_filter_equal (self->filter, self->shown_filter));
    }
  else
    {
      _uois_list_model_forget_contents (self);
      _uois_list_model_set_items_stale (self);
      _uois_list_model_want_items (self);
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

const gint64 *
uois_list_model_get_rows (UoisListModel *self)
{
  g_return_val_if_fail (UOIS_IS_LIST_MODEL (self), NULL);

  return (const gint64 *) (gpointer) self->rows->data;
}

gint64
uois_list_model_get_row (UoisListModel *self, guint position)
{
  g_return_val_if_fail (UOIS_IS_LIST_MODEL (self), 0);
  g_return_val_if_fail (position < self->rows->len, 0);

  return g_array_index (self->rows, gint64, position);
}

guint
uois_list_model_find_row (UoisListModel *self, gint64 row, guint start)
{
  g_return_val_if_fail (UOIS_IS_LIST_MODEL (self), G_MAXUINT);

  for (guint i = start; i < self->rows->len; i++)
    {
      if (g_array_index (self->rows, gint64, i) == row)
        return i;
    }
  return G_MAXUINT;
}

UoisListFilter *
uois_list_model_get_filter (UoisListModel *self)
{
  g_return_val_if_fail (UOIS_IS_LIST_MODEL (self), NULL);

  return self->shown_filter;
}
