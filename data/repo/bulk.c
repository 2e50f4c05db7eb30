/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/file-private.h"

#include <glib/gi18n-lib.h>

struct _UoisFileBulk
{
  UoisStoreUnit *unit;
  UoisFileBulkJob job;
  gpointer data;
  GError *rejected; /* owned: why the first row without a target was refused */
};

static void
on_rejected (const UoisType *type, const UoisUuid *id, const UoisColumn *column, const UoisUuid *target, gpointer data)
{
  UoisFileBulk *bulk = data;
  g_autofree char *id_text = uois_uuid_to_string (id);
  g_autofree char *target_text = uois_uuid_to_string (target);

  if (bulk->rejected == NULL)
    bulk->rejected =
        g_error_new (UOIS_ERROR, UOIS_ERROR_REFERENCE,
                     /* Translators: a table, an id, a column, an id, a table. */
                     _ ("Nothing was stored: in “%s” the record %s refers by “%s” to %s, which is not in “%s”."),
                     type->table, id_text, column->name, target_text, column->target->table);
}

static gboolean
bulk_job (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  UoisFileBulk *bulk = data;

  bulk->unit = unit;
  uois_store_unit_begin_bulk (unit, on_rejected, bulk);
  if (!bulk->job (bulk, bulk->data, cancellable, error) || !uois_store_unit_end_bulk (unit, error))
    return FALSE;
  if (bulk->rejected == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&bulk->rejected));
  return FALSE;
}

gboolean
uois_file_bulk (
    UoisFile *file, const char *label, UoisFileBulkJob job, gpointer data, GCancellable *cancellable, GError **error)
{
  UoisFileBulk bulk = { .job = job, .data = data };
  UoisUuid person;
  gboolean has_person;
  gboolean stored;

  g_return_val_if_fail (UOIS_IS_FILE (file), FALSE);

  if (!uois_file_enter (file, error))
    return FALSE;
  has_person = uois_file_get_person (file, &person);
  stored = uois_store_write (file->store, UOIS_ORIGIN_DEMO, label, has_person ? &person : NULL, bulk_job, &bulk,
                             cancellable, error);
  uois_file_leave (file);
  g_clear_error (&bulk.rejected);
  return stored;
}

gboolean
uois_file_bulk_insert (UoisFileBulk *bulk, const UoisType *type, const UoisValue *values, GError **error)
{
  return uois_store_unit_insert (bulk->unit, type, values, error);
}
