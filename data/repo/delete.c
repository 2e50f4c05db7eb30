/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/bound-select.h"
#include "repo/draft-private.h"
#include "repo/record.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const UoisType *type;
  GArray *ids;
} Records;

static Records *
records_new (const UoisType *type, const UoisUuid *ids, guint n_ids)
{
  Records *records = g_new (Records, 1);

  records->type = type;
  records->ids = g_array_sized_new (FALSE, FALSE, sizeof (UoisUuid), n_ids);
  g_array_append_vals (records->ids, ids, n_ids);
  return records;
}

static void
records_free (gpointer data)
{
  Records *records = data;

  g_array_unref (records->ids);
  g_free (records);
}

static gboolean
records_have (const Records *records, const UoisType *type, const UoisUuid *id)
{
  if (type != records->type)
    return FALSE;
  for (guint i = 0; i < records->ids->len; i++)
    if (uois_uuid_equal (id, &g_array_index (records->ids, UoisUuid, i)))
      return TRUE;
  return FALSE;
}

static gboolean
goes_along (const UoisType *type, const UoisColumn *column)
{
  for (guint i = 0; type->remove != NULL && i < type->remove->cascade.length; i++)
    if (type->remove->cascade.items[i] == column)
      return TRUE;
  return FALSE;
}

/* ---- What depends on them ---- */

void
uois_dependants_free (UoisDependants *dependants)
{
  g_ptr_array_unref (dependants->samples);
  g_free (dependants);
}

static void
where_refers (UoisBoundSelect *bound, const UoisColumn *column, const UoisUuid *id)
{
  guint parameter = uois_bound_select_add_uuid (bound, id);

  uois_select_take_condition (bound->select, uois_condition_new_compare (UOIS_COMPARE_EQUAL, column, parameter));
}

/* @count: (nullable): all that are no records of the set are counted here */
static gboolean
read_samples (UoisFile *file,
              UoisStoreReader *reader,
              const Records *records,
              const UoisUuid *id,
              UoisDependants *dependants,
              guint64 *count,
              GError **error)
{
  g_auto (UoisBoundSelect) bound = { NULL };
  g_autoptr (UoisRecordReader) record_reader = NULL;
  UoisStoreStatement *statement;
  int step;

  uois_bound_select_init (&bound, file, dependants->column->type);
  record_reader = uois_record_reader_new (&bound, NULL, 0);
  where_refers (&bound, dependants->column, id);
  if (count == NULL)
    bound.select->limit = (int) uois_bound_select_add_integer (&bound, UOIS_DEPENDANT_SAMPLES);
  statement = uois_bound_select_open (&bound, reader, error);
  if (statement == NULL)
    return FALSE;
  while ((step = uois_store_statement_step (statement, error)) == 1)
    {
      g_autoptr (UoisRecord) record = uois_record_reader_read (record_reader, statement);

      if (records_have (records, record->type, &record->id))
        continue;
      if (count != NULL)
        (*count)++;
      if (dependants->samples->len < UOIS_DEPENDANT_SAMPLES)
        g_ptr_array_add (dependants->samples, g_steal_pointer (&record));
    }
  uois_store_statement_release (statement);
  return step == 0;
}

/* Adds those that refer to one record. */
static gboolean
count_one (UoisFile *file,
           UoisStoreReader *reader,
           const Records *records,
           const UoisUuid *id,
           UoisDependants *dependants,
           GError **error)
{
  g_auto (UoisBoundSelect) bound = { NULL };
  gint64 count;

  /* Records of the set, which do not count, have to be looked at one by one. */
  if (dependants->column->type == records->type)
    return read_samples (file, reader, records, id, dependants, &dependants->count, error);

  uois_bound_select_init (&bound, file, dependants->column->type);
  uois_select_add_output (bound.select, 0, UOIS_OUTPUT_COUNT);
  where_refers (&bound, dependants->column, id);
  count = uois_bound_select_count (&bound, reader, error);
  if (count < 0)
    return FALSE;
  dependants->count += (guint64) count;
  return count == 0 || dependants->samples->len >= UOIS_DEPENDANT_SAMPLES ||
         read_samples (file, reader, records, id, dependants, NULL, error);
}

/* Who wrote a record does not depend on it; no index would find those. */
static gboolean
is_dependence (const Records *records, const UoisColumn *column)
{
  return column->target == records->type && (column->enforced || column->audit == UOIS_AUDIT_NONE);
}

static gboolean
add_dependants (UoisFile *file,
                UoisStoreReader *reader,
                const Records *records,
                const UoisColumn *column,
                GPtrArray *found,
                GError **error)
{
  UoisDependants *dependants = g_new0 (UoisDependants, 1);
  gboolean done = TRUE;

  dependants->column = column;
  dependants->goes = goes_along (records->type, column);
  dependants->prevents = column->enforced && !dependants->goes;
  dependants->samples = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_record_unref);
  for (guint i = 0; done && i < records->ids->len; i++)
    done = count_one (file, reader, records, &g_array_index (records->ids, UoisUuid, i), dependants, error);

  if (done && dependants->count > 0)
    g_ptr_array_add (found, dependants);
  else
    uois_dependants_free (dependants);
  return done;
}

static int
compare_dependants (gconstpointer a, gconstpointer b)
{
  const UoisDependants *const *first = a;
  const UoisDependants *const *second = b;

  if ((*first)->prevents != (*second)->prevents)
    return (*first)->prevents ? -1 : 1;
  return ((*first)->count < (*second)->count) - ((*first)->count > (*second)->count);
}

static gpointer
list_dependants_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const Records *records = data;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_dependants_free);
  guint length;
  const UoisType *const *tables = uois_registry_get_tables (file->registry, &length);

  for (guint i = 0; i < length; i++)
    for (guint j = 1; j < tables[i]->columns.length; j++)
      if (is_dependence (records, tables[i]->columns.items[j]) &&
          !add_dependants (file, reader, records, tables[i]->columns.items[j], found, error))
        return NULL;
  g_ptr_array_sort (found, compare_dependants);
  return g_steal_pointer (&found);
}

void
uois_file_list_dependants_async (UoisFile *file,
                                 const UoisType *type,
                                 const UoisUuid *ids,
                                 guint n_ids,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_list_dependants_async, list_dependants_run, records_new (type, ids, n_ids),
                       records_free, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
uois_file_list_dependants_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_list_dependants_async, result, error);
}

GPtrArray *
uois_file_list_dependants (
    UoisFile *file, const UoisType *type, const UoisUuid *ids, guint n_ids, GCancellable *cancellable, GError **error)
{
  Records *records;
  GPtrArray *found;

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  records = records_new (type, ids, n_ids);
  found = uois_file_run (file, list_dependants_run, records, cancellable, error);
  records_free (records);
  return found;
}

/* ---- Deleting ---- */

static gboolean
delete_along (UoisEdit *edit, const UoisType *type, const UoisUuid *id, GError **error)
{
  for (guint i = 0; type->remove != NULL && i < type->remove->cascade.length; i++)
    {
      const UoisColumn *column = type->remove->cascade.items[i];
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (UoisUuid));
      g_auto (UoisBoundSelect) bound = { NULL };
      UoisStoreStatement *statement;
      int step;

      uois_bound_select_init (&bound, edit->file, column->type);
      uois_select_add_column (bound.select, 0, column->type->columns.items[0]);
      where_refers (&bound, column, id);
      statement = uois_bound_select_open (&bound, uois_store_unit_get_reader (edit->unit), error);
      if (statement == NULL)
        return FALSE;
      while ((step = uois_store_statement_step (statement, error)) == 1)
        {
          UoisUuid found = uois_bound_select_read_uuid (statement, 0);

          g_array_append_val (ids, found);
        }
      uois_store_statement_release (statement);
      if (step < 0)
        return FALSE;
      for (guint j = 0; j < ids->len; j++)
        if (!uois_store_unit_delete (edit->unit, column->type, &g_array_index (ids, UoisUuid, j), error))
          return FALSE;
    }
  return TRUE;
}

/* Records of the set may refer to each other: what nobody refers to any more goes first. */
static gboolean
delete_all (UoisEdit *edit, const Records *records, GError **error)
{
  g_autoptr (GArray) left = g_array_copy (records->ids);
  g_autoptr (GError) refusal = NULL;
  guint before = 0;

  while (left->len > 0 && left->len != before)
    {
      before = left->len;
      for (guint i = left->len; i > 0; i--)
        {
          const UoisUuid *id = &g_array_index (left, UoisUuid, i - 1);

          g_clear_error (&refusal);
          if (!delete_along (edit, records->type, id, &refusal) ||
              !uois_store_unit_delete (edit->unit, records->type, id, &refusal))
            {
              if (g_error_matches (refusal, UOIS_ERROR, UOIS_ERROR_REFERENCE))
                continue;
              g_propagate_error (error, g_steal_pointer (&refusal));
              return FALSE;
            }
          g_array_remove_index (left, i - 1);
          if (!uois_edit_go_on (edit, records->ids->len - left->len, records->ids->len, error))
            return FALSE;
        }
    }
  if (left->len == 0)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

static gboolean
delete_job (UoisEdit *edit, GError **error)
{
  const Records *records = edit->request;
  guint count = records->ids->len;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  if (count == 0)
    return TRUE;
  title = count > 1 ? g_strdup_printf ("%u", count) :
                      uois_file_read_title (edit->file, uois_store_unit_get_reader (edit->unit), records->type,
                                            &g_array_index (records->ids, UoisUuid, 0), error);
  if (title == NULL)
    {
      if (error != NULL && *error == NULL)
        uois_edit_set_gone (records->type, error);
      return FALSE;
    }
  if (!delete_all (edit, records, error))
    return FALSE;

  label = uois_edit_make_label (
      /* Translators: {type} is a kind of record, {number} how many. */
      count > 1 ? ngettext ("Delete {number} record ({type})", "Delete {number} records ({type})", count) :
                  _ ("Delete {type}: {title}"),
      records->type, title);
  return uois_store_unit_set_label (edit->unit, label, error);
}

void
uois_file_delete_async (UoisFile *file,
                        const UoisType *type,
                        const UoisUuid *ids,
                        guint n_ids,
                        UoisProgress progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_edit_many_async (file, uois_file_delete_async, delete_job, records_new (type, ids, n_ids), records_free,
                             n_ids, progress, progress_data, cancellable, callback, user_data);
}

gint64
uois_file_delete_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_edit_finish (file, uois_file_delete_async, result, error);
}

gint64
uois_file_delete (
    UoisFile *file, const UoisType *type, const UoisUuid *ids, guint n_ids, GCancellable *cancellable, GError **error)
{
  Records *records;
  gint64 number;

  g_return_val_if_fail (UOIS_IS_FILE (file), -1);

  records = records_new (type, ids, n_ids);
  number = uois_file_edit_many (file, delete_job, records, n_ids, cancellable, error);
  records_free (records);
  return number;
}
