/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/views.h"

#include "repo/filter-names.h"
#include "repo/settings.h"

#include <glib/gi18n-lib.h>
#include <json-c/json.h>
#include <string.h>

/* All views are one setting: an array of objects in the person's order. What a later version writes into them stays. */

G_DEFINE_BOXED_TYPE (UoisSavedView, uois_saved_view, uois_saved_view_ref, uois_saved_view_unref)

static void
json_object_unref (json_object *object)
{
  json_object_put (object);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_object, json_object_unref)

/* ---- Views ---- */

static UoisSavedView *
view_new_empty (const UoisType *type, const char *id, const char *name)
{
  UoisSavedView *view = g_new0 (UoisSavedView, 1);

  g_atomic_ref_count_init (&view->reference_count);
  view->type = type;
  view->id = g_strdup (id);
  view->name = g_strdup (name);
  view->gone = g_ptr_array_new_with_free_func (g_free);
  return view;
}

UoisSavedView *
uois_saved_view_new (
    const char *id, const char *name, const UoisListRequest *request, const UoisField *const *columns, guint n_columns)
{
  g_autofree char *fresh = g_uuid_string_random ();
  UoisSavedView *view = view_new_empty (request->type, id != NULL ? id : fresh, name);

  view->search = g_strdup (request->search);
  view->filter = request->filter != NULL ? uois_list_filter_ref (request->filter) : NULL;
  view->sort = request->sort;
  view->descending = request->descending;
  view->columns = columns != NULL ? g_memdup2 (columns, n_columns * sizeof *columns) : NULL;
  view->n_columns = columns != NULL ? n_columns : 0;
  return view;
}

UoisSavedView *
uois_saved_view_ref (UoisSavedView *view)
{
  g_atomic_ref_count_inc (&view->reference_count);
  return view;
}

void
uois_saved_view_unref (UoisSavedView *view)
{
  if (!g_atomic_ref_count_dec (&view->reference_count))
    return;

  g_free (view->id);
  g_free (view->name);
  g_free (view->search);
  g_clear_pointer (&view->filter, uois_list_filter_unref);
  g_free (view->columns);
  g_ptr_array_unref (view->gone);
  g_free (view);
}

UoisListRequest
uois_saved_view_get_request (const UoisSavedView *view)
{
  return (UoisListRequest){
    .type = view->type,
    .search = view->search,
    .sort = view->sort,
    .descending = view->descending,
    .filter = view->filter,
  };
}

/* ---- As JSON ---- */

static void
add_text (json_object *object, const char *key, const char *text)
{
  json_object_object_add (object, key, text != NULL ? json_object_new_string (text) : NULL);
}

/* Writes the view over what @object has. */
static void
write_view (json_object *object, const UoisSavedView *view)
{
  g_autofree char *filter = view->filter != NULL ? uois_list_filter_to_string (view->filter) : NULL;
  json_object *columns = view->columns != NULL ? json_object_new_array () : NULL;

  add_text (object, "id", view->id);
  add_text (object, "name", view->name);
  add_text (object, "type", view->type->name);
  add_text (object, "search", view->search);
  json_object_object_add (object, "filter", filter != NULL ? json_tokener_parse (filter) : NULL);
  add_text (object, "sort", view->sort != NULL ? view->sort->name : NULL);
  json_object_object_add (object, "descending", json_object_new_boolean (view->descending));
  for (guint i = 0; i < view->n_columns; i++)
    json_object_array_add (columns, json_object_new_string (view->columns[i]->name));
  json_object_object_add (object, "columns", columns);
}

static const char *
get_text (json_object *object, const char *key)
{
  return json_object_get_string (json_object_object_get (object, key));
}

static const UoisField *
find_field (UoisSavedView *view, const char *name)
{
  const UoisField *field = name != NULL ? uois_type_find_field (view->type, name) : NULL;

  if (name != NULL && field == NULL)
    g_ptr_array_add (view->gone, g_strdup_printf (_ ("Records of the kind “%s” have no field “%s” any more."),
                                                  uois_type_get_label (view->type), name));
  return field;
}

static void
read_columns (UoisSavedView *view, json_object *list)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();

  if (!json_object_is_type (list, json_type_array))
    return;
  for (gsize i = 0; i < json_object_array_length (list); i++)
    {
      const UoisField *field = find_field (view, json_object_get_string (json_object_array_get_idx (list, i)));

      if (field != NULL)
        g_ptr_array_add (columns, (gpointer) field);
    }
  view->n_columns = columns->len;
  view->columns = columns->len > 0 ? (const UoisField **) g_ptr_array_steal (columns, NULL) : NULL;
}

static void
read_filter (UoisSavedView *view, json_object *list)
{
  if (list == NULL)
    return;
  view->filter = uois_list_filter_from_string (view->type, json_object_to_json_string (list), view->gone, NULL);
  if (view->filter == NULL)
    g_ptr_array_add (view->gone, g_strdup (_ ("The filter of this view is none that this version understands.")));
}

/* %NULL for what is no view of this version. */
static UoisSavedView *
read_view (const UoisRegistry *registry, json_object *object)
{
  const char *id;
  const char *name;
  const char *type_name;
  const UoisType *type;
  UoisSavedView *view;

  if (!json_object_is_type (object, json_type_object))
    return NULL;
  id = get_text (object, "id");
  name = get_text (object, "name");
  type_name = get_text (object, "type");
  type = type_name != NULL ? uois_registry_find_type (registry, type_name) : NULL;
  if (id == NULL || name == NULL || type == NULL || type->table == NULL)
    return NULL;

  view = view_new_empty (type, id, name);
  view->search = g_strdup (get_text (object, "search"));
  view->sort = find_field (view, get_text (object, "sort"));
  view->descending = json_object_get_boolean (json_object_object_get (object, "descending"));
  read_columns (view, json_object_object_get (object, "columns"));
  read_filter (view, json_object_object_get (object, "filter"));
  return view;
}

/* The array of views; an empty one if @text is none. */
static json_object *
parse_views (const char *text)
{
  json_object *list = text != NULL ? json_tokener_parse (text) : NULL;

  if (json_object_is_type (list, json_type_array))
    return list;
  json_object_put (list);
  return json_object_new_array ();
}

/* ---- Listing ---- */

static gboolean
append_view (UoisFile *file, UoisStoreReader *reader, GPtrArray *views, UoisSavedView *view, GError **error)
{
  UoisListFilter *named;

  g_ptr_array_add (views, view);
  if (view->filter == NULL)
    return TRUE;
  named = uois_file_name_filter (file, reader, view->filter, error);
  if (named == NULL)
    return FALSE;
  uois_list_filter_unref (view->filter);
  view->filter = named;
  return TRUE;
}

static gpointer
list_run (UoisFile *file, UoisStoreReader *reader, gpointer type, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *text = uois_store_reader_get_setting (reader, UOIS_FILE_SETTING_VIEWS, &failure);
  g_autoptr (json_object) list = parse_views (text);
  g_autoptr (GPtrArray) views = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_saved_view_unref);

  for (gsize i = 0; failure == NULL && i < json_object_array_length (list); i++)
    {
      UoisSavedView *view = read_view (file->registry, json_object_array_get_idx (list, i));

      if (view != NULL && type != NULL && view->type != type)
        g_clear_pointer (&view, uois_saved_view_unref);
      if (view != NULL)
        append_view (file, reader, views, view, &failure);
    }
  if (failure == NULL)
    return g_steal_pointer (&views);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

void
uois_file_list_views_async (
    UoisFile *file, const UoisType *type, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_list_views_async, list_run, (gpointer) type, NULL,
                       (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
uois_file_list_views_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_list_views_async, result, error);
}

GPtrArray *
uois_file_list_views (UoisFile *file, const UoisType *type, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, list_run, (gpointer) type, cancellable, error);
}

/* ---- Changing ---- */

/**
 * ViewEdit: what is done with one view.
 * @view: (nullable): is saved
 * @name: (nullable): it is renamed to
 * @before: (nullable): it is moved there
 */
typedef struct
{
  char *id;
  UoisSavedView *view;
  char *name;
  char *before;
} ViewEdit;

static void
view_edit_free (gpointer data)
{
  ViewEdit *edit = data;

  g_free (edit->id);
  g_clear_pointer (&edit->view, uois_saved_view_unref);
  g_free (edit->name);
  g_free (edit->before);
  g_free (edit);
}

/* The length of the list if there is none. */
static gsize
find_view (json_object *list, const char *id)
{
  gsize i;

  for (i = 0; i < json_object_array_length (list); i++)
    {
      json_object *object = json_object_array_get_idx (list, i);

      if (json_object_is_type (object, json_type_object) && g_strcmp0 (get_text (object, "id"), id) == 0)
        break;
    }
  return i;
}

static json_object *
require_view (json_object *list, const char *id, GError **error)
{
  json_object *object = json_object_array_get_idx (list, find_view (list, id));

  if (object == NULL)
    g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND,
                         _ ("There is no such view any more: it was removed meanwhile."));
  return object;
}

static gboolean
check_name (const char *name, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  if (*stripped != '\0' && g_utf8_validate (stripped, -1, NULL))
    return TRUE;
  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("Give the view a name."));
  return FALSE;
}

static char *
print_views (json_object *list)
{
  return g_strdup (json_object_to_json_string_ext (list, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
}

static gboolean
save_view (const char *old, gpointer data, char **new, GError **error)
{
  const ViewEdit *edit = data;
  g_autoptr (json_object) list = parse_views (old);
  json_object *object;

  if (!check_name (edit->view->name, error))
    return FALSE;
  object = json_object_array_get_idx (list, find_view (list, edit->view->id));
  if (object == NULL)
    {
      object = json_object_new_object ();
      json_object_array_add (list, object);
    }
  write_view (object, edit->view);
  *new = print_views (list);
  return TRUE;
}

static gboolean
rename_view (const char *old, gpointer data, char **new, GError **error)
{
  const ViewEdit *edit = data;
  g_autoptr (json_object) list = parse_views (old);
  json_object *object;

  if (!check_name (edit->name, error))
    return FALSE;
  object = require_view (list, edit->id, error);
  if (object == NULL)
    return FALSE;
  add_text (object, "name", edit->name);
  *new = print_views (list);
  return TRUE;
}

static gboolean
remove_view (const char *old, gpointer data, char **new, GError **error)
{
  const ViewEdit *edit = data;
  g_autoptr (json_object) list = parse_views (old);

  if (require_view (list, edit->id, error) == NULL)
    return FALSE;
  json_object_array_del_idx (list, find_view (list, edit->id), 1);
  *new = print_views (list);
  return TRUE;
}

static gboolean
move_view (const char *old, gpointer data, char **new, GError **error)
{
  const ViewEdit *edit = data;
  g_autoptr (json_object) list = parse_views (old);
  g_autoptr (json_object) ordered = json_object_new_array ();
  json_object *moved = require_view (list, edit->id, error);
  json_object *before;

  if (moved == NULL)
    return FALSE;
  before = edit->before != NULL ? require_view (list, edit->before, error) : NULL;
  if (edit->before != NULL && before == NULL)
    return FALSE;

  for (gsize i = 0; i < json_object_array_length (list); i++)
    {
      json_object *object = json_object_array_get_idx (list, i);

      if (object == before)
        json_object_array_add (ordered, json_object_get (moved));
      if (object != moved)
        json_object_array_add (ordered, json_object_get (object));
    }
  if (before == NULL)
    json_object_array_add (ordered, json_object_get (moved));
  *new = print_views (before == moved ? list : ordered);
  return TRUE;
}

static void
edit_views_async (UoisFile *file,
                  gpointer source_tag,
                  UoisSettingEdit edit,
                  const ViewEdit *what,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  uois_file_edit_setting_async (file, source_tag, UOIS_FILE_SETTING_VIEWS, edit, g_memdup2 (what, sizeof *what),
                                view_edit_free, cancellable, callback, user_data);
}

void
uois_file_save_view_async (
    UoisFile *file, UoisSavedView *view, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file) && view != NULL);

  edit_views_async (file, uois_file_save_view_async, save_view, &(ViewEdit){ .view = uois_saved_view_ref (view) },
                    cancellable, callback, user_data);
}

gboolean
uois_file_save_view_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_edit_setting_finish (file, uois_file_save_view_async, result, error);
}

void
uois_file_rename_view_async (UoisFile *file,
                             const char *id,
                             const char *name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file) && id != NULL && name != NULL);

  edit_views_async (file, uois_file_rename_view_async, rename_view,
                    &(ViewEdit){ .id = g_strdup (id), .name = g_strdup (name) }, cancellable, callback, user_data);
}

gboolean
uois_file_rename_view_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_edit_setting_finish (file, uois_file_rename_view_async, result, error);
}

void
uois_file_remove_view_async (
    UoisFile *file, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file) && id != NULL);

  edit_views_async (file, uois_file_remove_view_async, remove_view, &(ViewEdit){ .id = g_strdup (id) }, cancellable,
                    callback, user_data);
}

gboolean
uois_file_remove_view_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_edit_setting_finish (file, uois_file_remove_view_async, result, error);
}

void
uois_file_move_view_async (UoisFile *file,
                           const char *id,
                           const char *before,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file) && id != NULL);

  edit_views_async (file, uois_file_move_view_async, move_view,
                    &(ViewEdit){ .id = g_strdup (id), .before = g_strdup (before) }, cancellable, callback, user_data);
}

gboolean
uois_file_move_view_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_edit_setting_finish (file, uois_file_move_view_async, result, error);
}
