/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/record.h"
#include "repo/tree-private.h"
#include "repo/word-match.h"

#define PATH_SEPARATOR " › "

void
uois_tree_node_free (UoisTreeNode *node)
{
  uois_record_unref (node->record);
  g_free (node);
}

void
uois_tree_branch_free (UoisTreeBranch *branch)
{
  g_ptr_array_unref (branch->nodes);
  g_free (branch);
}

void
uois_tree_place_free (UoisTreePlace *place)
{
  uois_record_unref (place->record);
  g_clear_pointer (&place->from, uois_record_unref);
  g_clear_pointer (&place->above, uois_record_unref);
  g_free (place->path);
  g_free (place);
}

typedef struct
{
  const UoisType *type;
  gboolean has_id;
  UoisUuid id;
  char *text;
  guint skip;
  guint limit;
} TreeRequest;

static TreeRequest *
request_copy (const TreeRequest *request)
{
  TreeRequest *copy = g_memdup2 (request, sizeof *request);

  copy->text = g_strdup (request->text);
  return copy;
}

static void
request_free (gpointer data)
{
  TreeRequest *request = data;

  g_free (request->text);
  g_free (request);
}

static void
set_id (TreeRequest *request, const UoisUuid *id)
{
  request->has_id = id != NULL;
  if (id != NULL)
    request->id = *id;
}

/* ---- Circles ---- */

/* Reads who stands in whom: owned id -> owned id of the parent. */
static GHashTable *
read_parents (UoisFile *file, UoisStoreReader *reader, const UoisType *type, GError **error)
{
  g_autoptr (GHashTable) parents = g_hash_table_new_full (uois_uuid_hash, uois_uuid_equal, g_free, g_free);
  g_auto (UoisBoundSelect) bound = { 0 };
  UoisCondition *has_parent = uois_condition_new (UOIS_CONDITION_NOT);
  UoisStoreStatement *statement;
  int step;

  uois_bound_select_init (&bound, file, type);
  uois_select_add_column (bound.select, 0, type->columns.items[0]);
  uois_select_add_column (bound.select, 0, type->parent);
  uois_condition_take_child (has_parent, uois_condition_new_compare (UOIS_COMPARE_IS_NULL, type->parent, 0));
  uois_select_take_condition (bound.select, has_parent);
  statement = uois_bound_select_open (&bound, reader, error);
  if (statement == NULL)
    return NULL;
  while ((step = uois_store_statement_step (statement, error)) == 1)
    {
      UoisUuid id = uois_bound_select_read_uuid (statement, 0);
      UoisUuid parent = uois_bound_select_read_uuid (statement, 1);

      g_hash_table_insert (parents, g_memdup2 (&id, sizeof id), g_memdup2 (&parent, sizeof parent));
    }
  uois_store_statement_release (statement);
  return step == 0 ? g_steal_pointer (&parents) : NULL;
}

static UoisUuid
find_smallest_of_circle (GHashTable *parents, const UoisUuid *start)
{
  UoisUuid smallest = *start;

  for (const UoisUuid *id = g_hash_table_lookup (parents, start); !uois_uuid_equal (id, start);
       id = g_hash_table_lookup (parents, id))
    if (uois_uuid_compare (id, &smallest) < 0)
      smallest = *id;
  return smallest;
}

/* Of each circle the record with the smallest id. */
static GArray *
find_circles (UoisFile *file, UoisStoreReader *reader, const UoisType *type, GError **error)
{
  g_autoptr (GHashTable) parents = read_parents (file, reader, type, error);
  g_autoptr (GHashTable) walks = g_hash_table_new (uois_uuid_hash, uois_uuid_equal); /* id -> walk that met it first */
  g_autoptr (GArray) circles = g_array_new (FALSE, FALSE, sizeof (UoisUuid));
  GHashTableIter iter;
  gpointer start;
  guint walk = 0;

  if (parents == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, parents);
  while (g_hash_table_iter_next (&iter, &start, NULL))
    {
      const UoisUuid *id = start;

      walk++;
      while (id != NULL && g_hash_table_contains (parents, id) && !g_hash_table_contains (walks, id))
        {
          g_hash_table_insert (walks, (gpointer) id, GUINT_TO_POINTER (walk));
          id = g_hash_table_lookup (parents, id);
        }
      if (id != NULL && GPOINTER_TO_UINT (g_hash_table_lookup (walks, id)) == walk)
        {
          UoisUuid smallest = find_smallest_of_circle (parents, id);

          g_array_append_val (circles, smallest);
        }
    }
  g_array_sort (circles, (GCompareFunc) uois_uuid_compare);
  return g_steal_pointer (&circles);
}

/* ---- Branches ---- */

static void
add_order (UoisSelect *select, const UoisType *type)
{
  for (guint i = 0; i < type->tree_order.length; i++)
    {
      const UoisField *field = type->tree_order.items[i];
      UoisOrder order = { .column = field->column };

      if (field->kind == UOIS_FIELD_REFERENCE)
        order = (UoisOrder){ .source = 1 + uois_select_add_join (select, 0, field->column), .title = TRUE };
      g_array_append_val (select->order, order);
    }
  if (type->default_sort != NULL)
    uois_select_add_order (select, type->default_sort, type->default_descending);
  else
    g_array_append_val (select->order, ((UoisOrder){ .title = TRUE }));
}

static void
where_parent (UoisBoundSelect *bound, const UoisUuid *parent)
{
  const UoisColumn *column = bound->select->type->parent;

  if (parent == NULL)
    {
      uois_select_take_condition (bound->select, uois_condition_new_compare (UOIS_COMPARE_IS_NULL, column, 0));
      return;
    }
  bound->select->parent_column = column;
  bound->select->parent = (int) uois_bound_select_add_uuid (bound, parent);
}

static gint64
count_children (UoisFile *file, UoisStoreReader *reader, const UoisType *type, const UoisUuid *parent, GError **error)
{
  g_auto (UoisBoundSelect) bound = { 0 };

  uois_bound_select_init (&bound, file, type);
  uois_select_add_output (bound.select, 0, UOIS_OUTPUT_COUNT);
  where_parent (&bound, parent);
  return uois_bound_select_count (&bound, reader, error);
}

static gint64
count_members (UoisFile *file, UoisStoreReader *reader, const UoisField *members, const UoisUuid *id, GError **error)
{
  g_auto (UoisBoundSelect) bound = { 0 };

  uois_bound_select_init (&bound, file, members->target);
  uois_select_add_output (bound.select, 0, UOIS_OUTPUT_COUNT);
  uois_bound_select_where_related (&bound, members, id);
  return uois_bound_select_count (&bound, reader, error);
}

static gboolean
count_node (UoisFile *file, UoisStoreReader *reader, UoisTreeNode *node, GError **error)
{
  const UoisType *type = node->record->type;

  node->n_children = count_children (file, reader, type, &node->record->id, error);
  if (node->n_children >= 0 && type->tree_members != NULL)
    node->n_members = count_members (file, reader, type->tree_members, &node->record->id, error);
  return node->n_children >= 0 && node->n_members >= 0;
}

/* Appends the records that @bound selects. */
static gboolean
read_nodes (UoisFile *file, UoisStoreReader *reader, UoisBoundSelect *bound, GPtrArray *nodes, GError **error)
{
  const UoisType *type = bound->select->type;
  g_autoptr (UoisRecordReader) records =
      uois_record_reader_new (bound, type->tree_order.items, type->tree_order.length);
  UoisStoreStatement *statement = uois_bound_select_open (bound, reader, error);
  guint first = nodes->len;
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = uois_store_statement_step (statement, error)) == 1)
    {
      UoisTreeNode *node = g_new0 (UoisTreeNode, 1);

      node->record = uois_record_reader_read (records, statement);
      g_ptr_array_add (nodes, node);
    }
  uois_store_statement_release (statement);
  if (step != 0)
    return FALSE;
  for (guint i = first; i < nodes->len; i++)
    if (!count_node (file, reader, g_ptr_array_index (nodes, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_children (UoisFile *file, UoisStoreReader *reader, const TreeRequest *request, GPtrArray *nodes, GError **error)
{
  g_auto (UoisBoundSelect) bound = { 0 };

  uois_bound_select_init (&bound, file, request->type);
  where_parent (&bound, request->has_id ? &request->id : NULL);
  add_order (bound.select, request->type);
  bound.select->limit = (int) uois_bound_select_add_integer (&bound, request->limit);
  bound.select->skip = (int) uois_bound_select_add_integer (&bound, request->skip);
  return read_nodes (file, reader, &bound, nodes, error);
}

/* What follows the @n_roots records that stand in nothing. */
static gboolean
read_circles (UoisFile *file,
              UoisStoreReader *reader,
              const TreeRequest *request,
              guint n_roots,
              UoisTreeBranch *branch,
              GError **error)
{
  g_autoptr (GArray) circles = find_circles (file, reader, request->type, error);

  if (circles == NULL)
    return FALSE;
  branch->total += circles->len;
  for (guint i = 0; i < circles->len && branch->nodes->len < request->limit; i++)
    {
      g_auto (UoisBoundSelect) bound = { 0 };
      guint n_before = branch->nodes->len;

      if (n_roots + i < request->skip)
        continue;
      uois_bound_select_init (&bound, file, request->type);
      uois_bound_select_where_id (&bound, &g_array_index (circles, UoisUuid, i));
      if (!read_nodes (file, reader, &bound, branch->nodes, error))
        return FALSE;
      if (branch->nodes->len > n_before)
        ((UoisTreeNode *) g_ptr_array_index (branch->nodes, n_before))->in_circle = TRUE;
    }
  return TRUE;
}

static gpointer
branch_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const TreeRequest *request = data;
  g_autoptr (UoisTreeBranch) branch = g_new0 (UoisTreeBranch, 1);

  branch->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_tree_node_free);
  branch->total = count_children (file, reader, request->type, request->has_id ? &request->id : NULL, error);
  if (branch->total < 0 || !read_children (file, reader, request, branch->nodes, error))
    return NULL;
  if (!request->has_id && !read_circles (file, reader, request, (guint) branch->total, branch, error))
    return NULL;
  return g_steal_pointer (&branch);
}

void
uois_file_read_branch_async (UoisFile *file,
                             const UoisType *type,
                             const UoisUuid *parent,
                             guint skip,
                             guint limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  TreeRequest request = { .type = type, .skip = skip, .limit = limit };

  g_return_if_fail (UOIS_IS_FILE (file));
  g_return_if_fail (type->parent != NULL);

  set_id (&request, parent);
  uois_file_run_async (file, uois_file_read_branch_async, branch_run, request_copy (&request), request_free,
                       (GDestroyNotify) uois_tree_branch_free, cancellable, callback, user_data);
}

UoisTreeBranch *
uois_file_read_branch_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_read_branch_async, result, error);
}

UoisTreeBranch *
uois_file_read_branch (UoisFile *file,
                       const UoisType *type,
                       const UoisUuid *parent,
                       guint skip,
                       guint limit,
                       GCancellable *cancellable,
                       GError **error)
{
  TreeRequest request = { .type = type, .skip = skip, .limit = limit };

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);
  g_return_val_if_fail (type->parent != NULL, NULL);

  set_id (&request, parent);
  return uois_file_run (file, branch_run, &request, cancellable, error);
}

/* ---- Ancestors ---- */

/* The record and, in @parent, what it stands in; %NULL without @error if it is not in the file. */
static UoisRecord *
read_with_parent (UoisFile *file,
                  UoisStoreReader *reader,
                  const UoisType *type,
                  const UoisUuid *id,
                  UoisUuid *parent,
                  gboolean *has_parent,
                  GError **error)
{
  g_auto (UoisBoundSelect) bound = { 0 };
  g_autoptr (UoisRecordReader) records = NULL;
  UoisStoreStatement *statement;
  UoisRecord *record = NULL;
  guint column;

  uois_bound_select_init (&bound, file, type);
  uois_bound_select_where_id (&bound, id);
  records = uois_record_reader_new (&bound, NULL, 0);
  column = uois_select_add_column (bound.select, 0, type->parent);
  statement = uois_bound_select_open (&bound, reader, error);
  if (statement == NULL)
    return NULL;
  if (uois_store_statement_step (statement, error) == 1)
    {
      record = uois_record_reader_read (records, statement);
      *has_parent = !uois_store_statement_is_null (statement, column);
      *parent = uois_bound_select_read_uuid (statement, column);
    }
  uois_store_statement_release (statement);
  return record;
}

UoisRecord *
uois_tree_read_record (
    UoisFile *file, UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, GError **error)
{
  UoisUuid parent;
  gboolean has_parent;

  return read_with_parent (file, reader, type, id, &parent, &has_parent, error);
}

GPtrArray *
uois_tree_read_ancestors (
    UoisFile *file, UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, GError **error)
{
  g_autoptr (GPtrArray) ancestors = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_record_unref);
  g_autoptr (GHashTable) visited = g_hash_table_new_full (uois_uuid_hash, uois_uuid_equal, g_free, NULL);
  UoisUuid next = *id;
  gboolean has_next = TRUE;

  while (has_next && g_hash_table_add (visited, g_memdup2 (&next, sizeof next)))
    {
      g_autoptr (GError) failure = NULL;
      UoisUuid current = next;
      UoisRecord *record;

      has_next = FALSE;
      record = read_with_parent (file, reader, type, &current, &next, &has_next, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      if (record != NULL)
        g_ptr_array_insert (ancestors, 0, record);
    }
  if (ancestors->len > 0)
    g_ptr_array_remove_index (ancestors, ancestors->len - 1);
  return g_steal_pointer (&ancestors);
}

static gpointer
ancestors_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const TreeRequest *request = data;

  return uois_tree_read_ancestors (file, reader, request->type, &request->id, error);
}

void
uois_file_read_ancestors_async (UoisFile *file,
                                const UoisType *type,
                                const UoisUuid *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  TreeRequest request = { .type = type, .id = *id };

  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_read_ancestors_async, ancestors_run, request_copy (&request), request_free,
                       (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
uois_file_read_ancestors_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_read_ancestors_async, result, error);
}

GPtrArray *
uois_file_read_ancestors (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error)
{
  TreeRequest request = { .type = type, .id = *id };

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, ancestors_run, &request, cancellable, error);
}

/* ---- Finding ---- */

static char *
join_titles (GPtrArray *records)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      const UoisRecord *record = g_ptr_array_index (records, i);

      g_string_append_printf (text, "%s%s", i > 0 ? PATH_SEPARATOR : "", record->title);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gpointer
find_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const TreeRequest *request = data;
  UoisListRequest list = { .type = request->type, .search = request->text };
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_tree_place_free);
  g_autoptr (UoisWordMatcher) words = uois_word_matcher_new (request->text);
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (words == NULL)
    return g_steal_pointer (&places);
  rows = uois_file_list_rows (file, reader, &list, cancellable, error);
  records = rows != NULL ? uois_file_fetch_rows (file, reader, request->type, (const gint64 *) rows->data,
                                                 MIN (rows->len, request->limit), NULL, 0, error) :
                           NULL;
  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      UoisRecord *record = g_ptr_array_index (records, i);
      g_autoptr (GPtrArray) ancestors = uois_tree_read_ancestors (file, reader, request->type, &record->id, error);
      UoisTreePlace *place;

      if (ancestors == NULL)
        return NULL;
      place = g_new0 (UoisTreePlace, 1);
      place->record = uois_record_ref (record);
      place->path = join_titles (ancestors);
      g_ptr_array_add (places, place);
    }
  return g_steal_pointer (&places);
}

void
uois_file_find_in_tree_async (UoisFile *file,
                              const UoisType *type,
                              const char *text,
                              guint limit,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  TreeRequest request = { .type = type, .text = (char *) text, .limit = limit };

  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_find_in_tree_async, find_run, request_copy (&request), request_free,
                       (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
uois_file_find_in_tree_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_find_in_tree_async, result, error);
}

GPtrArray *
uois_file_find_in_tree (
    UoisFile *file, const UoisType *type, const char *text, guint limit, GCancellable *cancellable, GError **error)
{
  TreeRequest request = { .type = type, .text = (char *) text, .limit = limit };

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, find_run, &request, cancellable, error);
}
