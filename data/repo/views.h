/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"

G_BEGIN_DECLS

/**
 * SECTION: Looking at lists
 *
 * What a list can be narrowed to (facets), and views of lists that a person
 * keeps in the file.
 */

/* ---- Facets ---- */

/* How many values a menu of facets shows. */
#define UOIS_FACETS_USUAL 50

/**
 * UoisFacet: a value of a field and how many records have it.
 * @value: null: they have none; of a time: the first moment of the year
 * @text: for people
 * @condition: narrows a list to those records
 */
typedef struct
{
  UoisValue value;
  char *text;
  guint64 count;
  UoisListCondition *condition;
} UoisFacet;

/**
 * UoisFacets:
 * @facets: (element-type UoisFacet): the most frequent first; of times the latest year first
 * @n_more: how many further values there are
 * @n_records: how many records there are altogether
 */
typedef struct
{
  GPtrArray *facets;
  guint64 n_more;
  guint64 n_records;
} UoisFacets;

void uois_facets_free (UoisFacets *facets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisFacets, uois_facets_free)

/**
 * uois_file_facets_async:
 * @request: sort does not matter; conditions of @field itself are left out, so that other values can be chosen
 * @field: one that uois_field_has_facets()
 * @limit: at most so many values
 */
void uois_file_facets_async (UoisFile *file,
                             const UoisListRequest *request,
                             const UoisField *field,
                             guint limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
UoisFacets *uois_file_facets_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisFacets *uois_file_facets (UoisFile *file,
                              const UoisListRequest *request,
                              const UoisField *field,
                              guint limit,
                              GCancellable *cancellable,
                              GError **error);

/**
 * uois_file_name_filter_async:
 *
 * Returns: (transfer full): the same filter, whose conditions know what their references are called today
 */
void uois_file_name_filter_async (UoisFile *file,
                                  UoisListFilter *filter,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
UoisListFilter *uois_file_name_filter_finish (UoisFile *file, GAsyncResult *result, GError **error);

/**
 * uois_file_count_problems_async:
 * @progress: (nullable): called in the caller's main context, never after @callback
 *
 * How many records of a type have problems. The first time after a change this passes the whole table; a list of them
 * is at once there afterwards. So a window counts first, with its progress shown, and then lists.
 *
 * Returns: the number; -1 on error
 */
void uois_file_count_problems_async (UoisFile *file,
                                     const UoisType *type,
                                     UoisProgress progress,
                                     gpointer progress_data,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gint64 uois_file_count_problems_finish (UoisFile *file, GAsyncResult *result, GError **error);

/**
 * uois_file_find_by_title:
 * @title: case and diacritics matter only where several would fit without
 * @id: (out): the record, if one is found
 * @n_found: (out): 0, 1, or more
 *
 * Finds a record by what people call it. Waits.
 */
gboolean uois_file_find_by_title (UoisFile *file,
                                  const UoisType *type,
                                  const char *title,
                                  UoisUuid *id,
                                  guint *n_found,
                                  GCancellable *cancellable,
                                  GError **error);

/* ---- Saved views ---- */

/* UoisFile::setting-changed has this detail when the saved views changed. */
#define UOIS_FILE_SETTING_VIEWS "views"

/**
 * UoisSavedView: a list as a person wants to find it again.
 * @id: tells it from others of the file; never shown
 * @name: what the person calls it
 * @search: (nullable)
 * @filter: (nullable)
 * @sort: (nullable): %NULL: the type's own order
 * @columns: (nullable): %NULL: the type's own
 * @gone: (element-type utf8): sentences: what of it this version does not understand and left out
 *
 * Immutable, reference-counted, any thread.
 */
typedef struct
{
  gatomicrefcount reference_count;
  const UoisType *type;
  char *id;
  char *name;
  char *search;
  UoisListFilter *filter;
  const UoisField *sort;
  gboolean descending;
  const UoisField **columns;
  guint n_columns;
  GPtrArray *gone;
} UoisSavedView;

#define UOIS_TYPE_SAVED_VIEW (uois_saved_view_get_type ())
GType uois_saved_view_get_type (void);

/**
 * uois_saved_view_new:
 * @id: (nullable): of the view that this one takes the place of; %NULL: a fresh one
 * @request: type, search, filter, sort and direction are taken from it
 * @columns: (nullable) (array length=n_columns)
 */
UoisSavedView *uois_saved_view_new (
    const char *id, const char *name, const UoisListRequest *request, const UoisField *const *columns, guint n_columns);
UoisSavedView *uois_saved_view_ref (UoisSavedView *view);
void uois_saved_view_unref (UoisSavedView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisSavedView, uois_saved_view_unref)

/* Returns: the list that the view shows; it borrows from @view */
UoisListRequest uois_saved_view_get_request (const UoisSavedView *view);

/**
 * uois_file_list_views_async:
 * @type: (nullable): only views of this type
 *
 * Returns: (transfer full) (element-type UoisSavedView): in the person's order, with the titles of references; views of
 * types that this version does not have are left out, but kept in the file
 */
void uois_file_list_views_async (
    UoisFile *file, const UoisType *type, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *uois_file_list_views_finish (UoisFile *file, GAsyncResult *result, GError **error);
GPtrArray *uois_file_list_views (UoisFile *file, const UoisType *type, GCancellable *cancellable, GError **error);

/* Each of these reads and writes the views in one go, so that nothing of another window is lost, and then emits
 * UoisFile::setting-changed. Views are in no history and are not undone. */

/* Adds the view at the end, or puts it in the place of the one with its id. INVALID: the name is empty. */
void uois_file_save_view_async (
    UoisFile *file, UoisSavedView *view, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean uois_file_save_view_finish (UoisFile *file, GAsyncResult *result, GError **error);

/* NOT_FOUND if there is no such view (any more). */
void uois_file_rename_view_async (UoisFile *file,
                                  const char *id,
                                  const char *name,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean uois_file_rename_view_finish (UoisFile *file, GAsyncResult *result, GError **error);

void uois_file_remove_view_async (
    UoisFile *file, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean uois_file_remove_view_finish (UoisFile *file, GAsyncResult *result, GError **error);

/* @before: (nullable): the id of the view that it shall stand before; %NULL: last */
void uois_file_move_view_async (UoisFile *file,
                                const char *id,
                                const char *before,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean uois_file_move_view_finish (UoisFile *file, GAsyncResult *result, GError **error);

G_END_DECLS
