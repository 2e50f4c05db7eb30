/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/draft-private.h"
#include "repo/file-private.h"
#include "repo/machine-private.h"

#include <glib/gi18n-lib.h>

/* ---- Reading ---- */

typedef struct
{
  const UoisType *type;
  UoisUuid id;
} MachineRequest;

typedef struct
{
  UoisFile *file;
  UoisStoreReader *reader;
  GCancellable *cancellable;
} Reading;

/* The records that a relation leads to. */
static GPtrArray *
fetch_related (const Reading *reading,
               const UoisField *relation,
               const UoisUuid *parent,
               const UoisField *const *fields,
               guint n_fields,
               GError **error)
{
  UoisListRequest request = { .type = relation->target, .relation = relation, .parent = *parent };
  g_autoptr (GArray) rows = uois_file_list_rows (reading->file, reading->reader, &request, reading->cancellable, error);

  if (rows == NULL)
    return NULL;
  return uois_file_fetch_rows (reading->file, reading->reader, relation->target, (const gint64 *) rows->data, rows->len,
                               fields, n_fields, error);
}

/* What a record that links a state with somebody says of the other side. */
static void
add_actor (UoisState *state, const UoisField *relation, const UoisRecord *record)
{
  const UoisType *kind = NULL;
  g_autoptr (GString) title = g_string_new (NULL);

  for (guint i = 0; i < record->n_fields; i++)
    {
      const UoisField *field = record->type->list_fields.items[i];

      if (field->kind != UOIS_FIELD_REFERENCE || field->target == relation->owner || *record->texts[i] == '\0')
        continue;
      g_string_append_printf (title, "%s%s", title->len > 0 ? ", " : "", record->texts[i]);
      if (kind == NULL)
        kind = field->target;
    }
  uois_state_add_actor (state, relation, &record->id, kind, title->len > 0 ? title->str : record->title);
}

static gboolean
read_actors (const Reading *reading, const UoisMachine *machine, UoisState *state, GError **error)
{
  for (guint i = 0; i < machine->actors.length; i++)
    {
      const UoisField *relation = machine->actors.items[i];
      const UoisType *type = relation->target;
      g_autoptr (GPtrArray) records =
          fetch_related (reading, relation, &state->id, type->list_fields.items, type->list_fields.length, error);

      if (records == NULL)
        return FALSE;
      for (guint j = 0; j < records->len; j++)
        add_actor (state, relation, g_ptr_array_index (records, j));
    }
  return TRUE;
}

static gboolean
read_states (const Reading *reading, UoisMachineModel *model, GError **error)
{
  const UoisMachine *machine = model->type->machine;
  const UoisField *fields[] = { machine->initial != NULL ? machine->initial->field : NULL };
  g_autoptr (GPtrArray) records =
      fetch_related (reading, machine->states, &model->id, fields, fields[0] != NULL ? 1 : 0, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      const UoisRecord *record = g_ptr_array_index (records, i);
      gboolean marked =
          record->n_fields > 0 && record->values[0].kind == UOIS_VALUE_BOOLEAN && record->values[0].integer != 0;

      if (!read_actors (reading, machine, uois_machine_model_add_state (model, &record->id, record->title, marked),
                        error))
        return FALSE;
    }
  return TRUE;
}

static UoisUuid
get_reference (const UoisRecord *record, guint field)
{
  return record->values[field].kind == UOIS_VALUE_UUID ? record->values[field].uuid : (UoisUuid){ 0 };
}

static gboolean
read_transitions (const Reading *reading, UoisMachineModel *model, GError **error)
{
  const UoisMachine *machine = model->type->machine;
  const UoisField *fields[] = { machine->source->field, machine->target->field };
  g_autoptr (GPtrArray) records =
      fetch_related (reading, machine->transitions, &model->id, fields, G_N_ELEMENTS (fields), error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      const UoisRecord *record = g_ptr_array_index (records, i);
      UoisUuid source = get_reference (record, 0);
      UoisUuid target = get_reference (record, 1);

      uois_machine_model_add_transition (model, &record->id, record->title, &source, &target);
    }
  return TRUE;
}

UoisMachineModel *
uois_machine_model_read (UoisFile *file,
                         UoisStoreReader *reader,
                         const UoisType *type,
                         const UoisUuid *id,
                         GCancellable *cancellable,
                         GError **error)
{
  const Reading reading = { file, reader, cancellable };
  g_autoptr (UoisMachineModel) model = uois_machine_model_new (type);
  g_autoptr (GError) failure = NULL;

  model->id = *id;
  model->title = uois_file_read_title (file, reader, type, id, &failure);
  if (model->title == NULL)
    {
      if (failure == NULL)
        uois_edit_set_gone (type, &failure);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (!read_states (&reading, model, error) || !read_transitions (&reading, model, error))
    return NULL;
  uois_machine_model_finish (model);
  return g_steal_pointer (&model);
}

static gpointer
machine_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const MachineRequest *request = data;

  return uois_machine_model_read (file, reader, request->type, &request->id, cancellable, error);
}

void
uois_file_read_machine_async (UoisFile *file,
                              const UoisType *type,
                              const UoisUuid *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  MachineRequest request = { type, *id };

  g_return_if_fail (UOIS_IS_FILE (file));
  g_return_if_fail (type->machine != NULL);

  uois_file_run_async (file, uois_file_read_machine_async, machine_run, g_memdup2 (&request, sizeof request), g_free,
                       (GDestroyNotify) uois_machine_model_unref, cancellable, callback, user_data);
}

UoisMachineModel *
uois_file_read_machine_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_read_machine_async, result, error);
}

UoisMachineModel *
uois_file_read_machine (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error)
{
  MachineRequest request = { type, *id };

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);
  g_return_val_if_fail (type->machine != NULL, NULL);

  return uois_file_run (file, machine_run, &request, cancellable, error);
}

/* ---- Deleting a state ---- */

typedef struct
{
  UoisMachineModel *model;
  guint state;
} DeleteRequest;

static void
delete_request_free (gpointer data)
{
  DeleteRequest *request = data;

  uois_machine_model_unref (request->model);
  g_free (request);
}

static gboolean
delete_related (UoisEdit *edit, const UoisField *relation, const UoisUuid *parent, GError **error)
{
  const Reading reading = { edit->file, uois_store_unit_get_reader (edit->unit), NULL };
  g_autoptr (GPtrArray) records = fetch_related (&reading, relation, parent, NULL, 0, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!uois_store_unit_delete (edit->unit, relation->target, &((UoisRecord *) g_ptr_array_index (records, i))->id,
                                 error))
      return FALSE;
  return TRUE;
}

static gboolean
delete_state_job (UoisEdit *edit, GError **error)
{
  const DeleteRequest *request = edit->request;
  const UoisMachineModel *model = request->model;
  const UoisMachine *machine = model->type->machine;
  const UoisState *state = uois_machine_model_get_state (model, request->state);
  g_autofree char *label = NULL;

  for (guint i = 0; i < model->transitions->len; i++)
    {
      const UoisTransition *transition = uois_machine_model_get_transition (model, i);

      if ((transition->source == request->state || transition->target == request->state) &&
          !uois_store_unit_delete (edit->unit, machine->transitions->target, &transition->id, error))
        return FALSE;
    }
  for (guint i = 0; i < machine->actors.length; i++)
    if (!delete_related (edit, machine->actors.items[i], &state->id, error))
      return FALSE;
  if (!uois_store_unit_delete (edit->unit, machine->states->target, &state->id, error))
    return FALSE;
  label = uois_edit_make_label (_ ("Delete {type}: {title}"), machine->states->target, state->title);
  return uois_store_unit_set_label (edit->unit, label, error);
}

void
uois_file_delete_state_async (UoisFile *file,
                              UoisMachineModel *model,
                              guint state,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  DeleteRequest *request;

  g_return_if_fail (UOIS_IS_FILE (file));
  g_return_if_fail (state < model->states->len);

  request = g_new0 (DeleteRequest, 1);
  request->model = uois_machine_model_ref (model);
  request->state = state;
  uois_file_edit_async (file, uois_file_delete_state_async, delete_state_job, request, delete_request_free, cancellable,
                        callback, user_data);
}

gint64
uois_file_delete_state_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_edit_finish (file, uois_file_delete_state_async, result, error);
}
