/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/draft-private.h"
#include "repo/history-private.h"
#include "repo/history.h"
#include "repo/present.h"

#include <glib/gi18n-lib.h>

void
uois_deleted_free (UoisDeleted *deleted)
{
  g_clear_pointer (&deleted->step, uois_store_step_free);
  g_free (deleted->title);
  g_free (deleted->person);
  g_free (deleted);
}

/* ---- Titles of what is not there ---- */

/* The columns of a record, in the file or as it was when it was deleted; %NULL if nobody knows them. */
static GArray *
read_anywhere (UoisStoreReader *reader, const UoisType *type, const UoisUuid *id)
{
  GArray *row = uois_store_reader_read_row (reader, type, id, NULL);
  g_autoptr (UoisStoreDeletion) deletion = NULL;

  if (row != NULL)
    return row;
  deletion = uois_store_reader_find_deletion (reader, type, id, NULL);
  return deletion != NULL ? g_steal_pointer (&deletion->values) : NULL;
}

/* @type: (inout): what the path leads to */
static GArray *
follow_path (UoisStoreReader *reader, const UoisTitlePart *part, const UoisType **type, GArray *values)
{
  g_autoptr (GArray) row = g_array_ref (values);

  for (guint i = 0; i < part->path.length; i++)
    {
      const UoisColumn *column = part->path.items[i];
      const UoisValue *value = UOIS_ROW_VALUE (row, column);
      UoisUuid id;
      GArray *next;

      if (value->kind != UOIS_VALUE_UUID || column->target == NULL)
        return NULL;
      id = value->uuid;
      next = read_anywhere (reader, column->target, &id);
      g_clear_pointer (&row, g_array_unref);
      if (next == NULL)
        return NULL;
      row = next;
      *type = column->target;
    }
  return g_steal_pointer (&row);
}

/* An expression of the declaration, over values instead of a table. */
static char *
evaluate (UoisStoreReader *reader, const char *expression, const UoisType *type, GArray *values)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  UoisStoreStatement *statement;
  char *text = NULL;

  g_string_append_printf (sql, "%s FROM (SELECT ", expression);
  for (guint i = 0; i < type->columns.length; i++)
    g_string_append_printf (sql, "%s?%u AS \"%s\"", i > 0 ? ", " : "", i + 1, type->columns.items[i]->name);
  g_string_append_c (sql, ')');
  statement = uois_store_reader_prepare (reader, sql->str, NULL);
  if (statement == NULL)
    return NULL;
  for (guint i = 0; i < type->columns.length; i++)
    uois_store_statement_bind (statement, i, &g_array_index (values, UoisValue, i));
  if (uois_store_statement_step (statement, NULL) > 0)
    text = g_strdup (uois_store_statement_get_text (statement, 0, NULL));
  uois_store_statement_release (statement);
  return text;
}

static char *
read_part (UoisStoreReader *reader, const UoisTitlePart *part, const UoisType *type, GArray *values)
{
  g_autoptr (GArray) row = NULL;

  if (part->text != NULL)
    return g_strdup (part->translated ? uois_label (part->text) : part->text);
  row = follow_path (reader, part, &type, values);
  if (row == NULL)
    return NULL;
  if (part->sql != NULL)
    return evaluate (reader, part->sql, type, row);
  return part->column != NULL ? uois_present_value (UOIS_ROW_VALUE (row, part->column), UOIS_PRESENT_PLAIN) : NULL;
}

char *
uois_file_compose_title (UoisFile *file, UoisStoreReader *reader, const UoisType *type, GArray *values)
{
  g_autoptr (GString) title = g_string_new (NULL);
  gboolean found = FALSE;

  for (guint i = 0; i < type->title.length; i++)
    {
      g_autofree char *text = read_part (reader, type->title.items[i], type, values);

      if (text == NULL)
        continue;
      found |= type->title.items[i]->text == NULL && *text != '\0';
      g_string_append (title, text);
    }
  g_strstrip (title->str);
  return found ? g_strdup (title->str) : g_strdup (uois_type_get_label (type));
}

/* ---- What goes together ---- */

/* Whether @other went because @record did. */
static gboolean
went_along (const UoisStoreDeletion *record, const UoisStoreDeletion *other)
{
  const UoisOperation *remove = record->type->remove;

  for (guint i = 0; remove != NULL && i < remove->cascade.length; i++)
    {
      const UoisColumn *column = remove->cascade.items[i];
      const UoisValue *value;

      if (column->type != other->type)
        continue;
      value = UOIS_ROW_VALUE (other->values, column);
      if (value->kind == UOIS_VALUE_UUID && uois_uuid_equal (&value->uuid, &record->id))
        return TRUE;
    }
  return FALSE;
}

/* Whether @record cannot be without @other. */
static gboolean
needs (const UoisStoreDeletion *record, const UoisStoreDeletion *other)
{
  for (guint i = 1; i < record->type->columns.length; i++)
    {
      const UoisColumn *column = record->type->columns.items[i];
      const UoisValue *value = UOIS_ROW_VALUE (record->values, column);

      if (column->enforced && column->target == other->type && value->kind == UOIS_VALUE_UUID &&
          uois_uuid_equal (&value->uuid, &other->id))
        return TRUE;
    }
  return FALSE;
}

/* Of @all that one step deleted, those that come back with @first: it, what went because of it, and what it needs. */
static GPtrArray *
collect (GPtrArray *all, const UoisStoreDeletion *first)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  GPtrArray *found = g_ptr_array_new ();
  guint before = G_MAXUINT;

  while (found->len != before)
    {
      before = found->len;
      for (guint i = 0; i < all->len; i++)
        {
          UoisStoreDeletion *deletion = g_ptr_array_index (all, i);
          gboolean belongs = deletion->change == first->change;

          if (g_hash_table_contains (taken, deletion))
            continue;
          for (guint j = 0; !belongs && j < found->len; j++)
            belongs = went_along (found->pdata[j], deletion) || needs (found->pdata[j], deletion);
          if (!belongs)
            continue;
          g_hash_table_add (taken, deletion);
          g_ptr_array_add (found, deletion);
        }
    }
  return found;
}

/* More than this were chosen by hand: what belongs to which of them is not worth the search. */
#define ALONG_MAX 500

static GPtrArray *
collect_with (UoisStoreReader *reader, const UoisStoreDeletion *deletion, GPtrArray **all, GError **error)
{
  *all = uois_store_reader_list_deleted_by (reader, deletion->step->number, error);
  if (*all == NULL)
    return NULL;
  if ((*all)->len <= ALONG_MAX)
    return collect (*all, deletion);

  GPtrArray *alone = g_ptr_array_new ();
  for (guint i = 0; i < (*all)->len; i++)
    {
      UoisStoreDeletion *other = g_ptr_array_index (*all, i);

      if (other->change == deletion->change || went_along (deletion, other))
        g_ptr_array_add (alone, other);
    }
  return alone;
}

/* ---- The list ---- */

typedef struct
{
  const UoisType *type;
  gint64 before;
  guint limit;
} ListRequest;

/* Takes @deletion. */
static UoisDeleted *
describe (UoisFile *file, UoisStoreReader *reader, UoisStoreDeletion *store_deletion, GError **error)
{
  g_autoptr (UoisStoreDeletion) deletion = store_deletion;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) along = collect_with (reader, deletion, &all, error);
  UoisDeleted *deleted;

  if (along == NULL)
    return NULL;
  deleted = g_new0 (UoisDeleted, 1);
  deleted->number = deletion->change;
  deleted->type = deletion->type;
  deleted->id = deletion->id;
  deleted->title = uois_file_compose_title (file, reader, deletion->type, deletion->values);
  deleted->person = uois_file_read_person (file, reader, deletion->step);
  deleted->step = g_steal_pointer (&deletion->step);
  deleted->n_along = along->len - 1;
  return deleted;
}

static gpointer
list_deleted_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const ListRequest *request = data;
  g_autoptr (GPtrArray) deletions =
      uois_store_reader_list_deletions (reader, request->type, request->before, request->limit, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_deleted_free);

  if (deletions == NULL)
    return NULL;
  while (deletions->len > 0)
    {
      UoisDeleted *deleted = describe (file, reader, g_ptr_array_steal_index (deletions, 0), error);

      if (deleted == NULL)
        return NULL;
      g_ptr_array_add (list, deleted);
    }
  return g_steal_pointer (&list);
}

void
uois_file_list_deleted_async (UoisFile *file,
                              const UoisType *type,
                              gint64 before,
                              guint limit,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  ListRequest request = { type, before, limit };

  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_list_deleted_async, list_deleted_run, g_memdup2 (&request, sizeof request),
                       g_free, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
uois_file_list_deleted_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_list_deleted_async, result, error);
}

GPtrArray *
uois_file_list_deleted (
    UoisFile *file, const UoisType *type, gint64 before, guint limit, GCancellable *cancellable, GError **error)
{
  ListRequest request = { type, before, limit };

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, list_deleted_run, &request, cancellable, error);
}

/* ---- Putting back ---- */

/**
 * RestoreRequest:
 * @missing: (element-type utf8): sentences: what those that are back refer to and is not in the file
 */
typedef struct
{
  gint64 number;
  GPtrArray *missing;
} RestoreRequest;

static RestoreRequest *
restore_request_new (gint64 number)
{
  RestoreRequest *request = g_new (RestoreRequest, 1);

  *request = (RestoreRequest){ number, g_ptr_array_new_with_free_func (g_free) };
  return request;
}

static void
restore_request_free (gpointer data)
{
  RestoreRequest *request = data;

  g_clear_pointer (&request->missing, g_ptr_array_unref);
  g_free (request);
}

/* Whether a reference of a deleted record leads to nothing. */
static gboolean
find_missing (UoisStoreReader *reader,
              const UoisStoreDeletion *deletion,
              const UoisColumn *column,
              gboolean *missing,
              GError **error)
{
  const UoisValue *value = UOIS_ROW_VALUE (deletion->values, column);
  gboolean has = TRUE;

  if (column->target != NULL && column->target->table != NULL && value->kind == UOIS_VALUE_UUID &&
      !uois_uuid_equal (&value->uuid, &deletion->id) &&
      !uois_store_reader_has_record (reader, column->target, &value->uuid, &has, error))
    return FALSE;
  *missing = !has;
  return TRUE;
}

/* What the record belongs to must be there, by now. */
static gboolean
check_targets (UoisEdit *edit, UoisStoreReader *reader, const UoisStoreDeletion *deletion, GError **error)
{
  for (guint i = 1; i < deletion->type->columns.length; i++)
    {
      const UoisColumn *column = deletion->type->columns.items[i];
      const UoisValue *value = UOIS_ROW_VALUE (deletion->values, column);
      g_autoptr (GArray) target = NULL;
      g_autofree char *title = NULL;
      gboolean missing = FALSE;

      if (!column->enforced)
        continue;
      if (!find_missing (reader, deletion, column, &missing, error))
        return FALSE;
      if (!missing)
        continue;

      target = read_anywhere (reader, column->target, &value->uuid);
      title = target != NULL ? uois_file_compose_title (edit->file, reader, column->target, target) :
                               g_strdup (uois_type_get_label (column->target));
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_REFERENCE,
                   /* Translators: the title of a record, its kind. */
                   _ ("It belongs to “%s” (%s), which is deleted, too. Restore that first."), title,
                   uois_type_get_label (column->target));
      return FALSE;
    }
  return TRUE;
}

static char *
describe_missing (UoisEdit *edit, UoisStoreReader *reader, const UoisStoreDeletion *deletion, const UoisColumn *column)
{
  const UoisValue *value = UOIS_ROW_VALUE (deletion->values, column);
  g_autoptr (GArray) target = read_anywhere (reader, column->target, &value->uuid);
  g_autofree char *title = uois_file_compose_title (edit->file, reader, deletion->type, deletion->values);
  g_autofree char *target_title =
      target != NULL ? uois_file_compose_title (edit->file, reader, column->target, target) : NULL;
  g_autoptr (GString) sentence = g_string_new (
      target_title != NULL ?
          /* Translators: {field} is a field of the record {title}, {target} what it refers to, {type} of which kind. */
          _ ("{field} of “{title}”: “{target}” ({type}) was deleted, too.") :
          /* Translators: {field} is a field of the record {title}, {type} the kind of what it refers to. */
          _ ("{field} of “{title}”: the record that is meant ({type}) is not in this file."));

  g_string_replace (sentence, "{field}", column->field != NULL ? uois_label (column->field->label) : column->name, 1);
  g_string_replace (sentence, "{type}", uois_type_get_label (column->target), 1);
  if (target_title != NULL)
    g_string_replace (sentence, "{target}", target_title, 1);
  g_string_replace (sentence, "{title}", title, 1);
  return g_strdup (sentence->str);
}

/* Who wrote a record is no part of it. */
static gboolean
list_missing (UoisEdit *edit, GPtrArray *along, GError **error)
{
  RestoreRequest *request = edit->request;
  UoisStoreReader *reader = uois_store_unit_get_reader (edit->unit);

  for (guint i = 0; i < along->len; i++)
    {
      const UoisStoreDeletion *deletion = g_ptr_array_index (along, i);

      for (guint j = 1; j < deletion->type->columns.length; j++)
        {
          const UoisColumn *column = deletion->type->columns.items[j];
          gboolean missing = FALSE;

          if (column->audit != UOIS_AUDIT_NONE)
            continue;
          if (!find_missing (reader, deletion, column, &missing, error))
            return FALSE;
          if (missing)
            g_ptr_array_add (request->missing, describe_missing (edit, reader, deletion, column));
        }
    }
  return TRUE;
}

static void
set_duplicate (UoisEdit *edit, const UoisStoreDeletion *deletion, const char *format, GError **error)
{
  g_autofree char *title =
      uois_file_compose_title (edit->file, uois_store_unit_get_reader (edit->unit), deletion->type, deletion->values);
  g_autoptr (GString) sentence = g_string_new (format);

  g_string_replace (sentence, "{title}", title, 1);
  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_DUPLICATE, sentence->str);
}

/* The key of a deleted record may have been given to another. */
static gboolean
put_back (UoisEdit *edit, const UoisStoreDeletion *deletion, GError **error)
{
  g_autoptr (GError) refusal = NULL;

  if (!check_targets (edit, uois_store_unit_get_reader (edit->unit), deletion, error))
    return FALSE;
  if (uois_store_unit_restore (edit->unit, deletion, &refusal))
    return TRUE;
  if (g_error_matches (refusal, UOIS_ERROR, UOIS_ERROR_DUPLICATE))
    set_duplicate (edit, deletion,
                   /* Translators: {title} is that of a record. */
                   _ ("“{title}” cannot be restored, because another record has taken its place. Change or delete that "
                      "one first."),
                   error);
  else
    g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const UoisStoreDeletion *const *first = a;
  const UoisStoreDeletion *const *second = b;

  return ((*first)->change < (*second)->change) - ((*first)->change > (*second)->change);
}

/* Those that are back already stay as they are. What others need comes first. */
static gboolean
put_all_back (UoisEdit *edit, const UoisStoreDeletion *first, GPtrArray *along, GError **error)
{
  UoisStoreReader *reader = uois_store_unit_get_reader (edit->unit);

  g_ptr_array_sort (along, compare_newest_first);
  for (guint i = 0; i < along->len; i++)
    {
      const UoisStoreDeletion *deletion = g_ptr_array_index (along, i);
      gboolean has = FALSE;

      if (!uois_store_reader_has_record (reader, deletion->type, &deletion->id, &has, error))
        return FALSE;
      if (has && deletion->change == first->change)
        {
          /* Translators: {title} is that of a record. */
          set_duplicate (edit, deletion, _ ("“{title}” is in the file again."), error);
          return FALSE;
        }
      if (!has && !put_back (edit, deletion, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
restore_job (UoisEdit *edit, GError **error)
{
  const RestoreRequest *request = edit->request;
  UoisStoreReader *reader = uois_store_unit_get_reader (edit->unit);
  g_autoptr (UoisStoreDeletion) deletion = uois_store_reader_get_deletion (reader, request->number, error);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) along = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  if (deletion == NULL)
    return FALSE;
  along = collect_with (reader, deletion, &all, error);
  if (along == NULL || !put_all_back (edit, deletion, along, error) || !list_missing (edit, along, error))
    return FALSE;
  title = uois_file_compose_title (edit->file, reader, deletion->type, deletion->values);
  /* Translators: {type} is a kind of record, {title} which one. */
  label = uois_edit_make_label (_ ("Restore {type}: {title}"), deletion->type, title);
  return uois_store_unit_set_label (edit->unit, label, error);
}

void
uois_file_restore_deleted_async (
    UoisFile *file, gint64 number, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_edit_async (file, uois_file_restore_deleted_async, restore_job, restore_request_new (number),
                        restore_request_free, cancellable, callback, user_data);
}

gint64
uois_file_restore_deleted_finish (UoisFile *file, GAsyncResult *result, GPtrArray **missing, GError **error)
{
  gint64 unit = uois_file_edit_finish (file, uois_file_restore_deleted_async, result, error);
  RestoreRequest *request = uois_file_edit_get_request (result);

  if (missing != NULL)
    *missing = g_steal_pointer (&request->missing);
  return unit;
}

gint64
uois_file_restore_deleted (
    UoisFile *file, gint64 number, GPtrArray **missing, GCancellable *cancellable, GError **error)
{
  RestoreRequest *request;
  gint64 unit;

  g_return_val_if_fail (UOIS_IS_FILE (file), -1);

  request = restore_request_new (number);
  unit = uois_file_edit (file, restore_job, request, cancellable, error);
  if (missing != NULL)
    *missing = g_steal_pointer (&request->missing);
  restore_request_free (request);
  return unit;
}
