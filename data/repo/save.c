/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/draft-private.h"
#include "repo/file-private.h"
#include "repo/filling.h"

#include <glib/gi18n-lib.h>

/**
 * SaveRequest:
 * @originals: (nullable) (element-type UoisDraft): the caller's, who gets back what was saved
 * @drafts: (element-type UoisDraft): copies; their values become what was written
 * @sent: (element-type UoisDraft): copies of the same, as they were given
 * @problems: (element-type UoisProblem)
 * @discards: whether what is kept of the drafts is done with
 */
typedef struct
{
  GPtrArray *originals;
  GPtrArray *drafts;
  GPtrArray *sent;
  GPtrArray *problems;
  gboolean discards;
} SaveRequest;

static SaveRequest *
save_request_new (UoisDraft *const *drafts, guint n_drafts)
{
  SaveRequest *request = g_new0 (SaveRequest, 1);

  request->originals = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_drafts; i++)
    g_ptr_array_add (request->originals, g_object_ref (drafts[i]));
  request->drafts = uois_drafts_copy (drafts, n_drafts);
  request->sent = uois_drafts_copy (drafts, n_drafts);
  request->problems = uois_problem_list_new ();
  request->discards = TRUE;
  return request;
}

static void
save_request_free (gpointer data)
{
  SaveRequest *request = data;

  g_ptr_array_unref (request->originals);
  g_ptr_array_unref (request->drafts);
  g_ptr_array_unref (request->sent);
  g_clear_pointer (&request->problems, g_ptr_array_unref);
  g_free (request);
}

/* ---- Has somebody else been here ---- */

static void
report_conflict (SaveRequest *request, guint index, const UoisColumn *column)
{
  uois_problem_list_add (request->problems, index, column, UOIS_SEVERITY_ERROR,
                         g_strdup_printf (_ ("“%s” was changed by somebody else meanwhile."),
                                          column->field != NULL ? uois_label (column->field->label) : column->name),
                         _ ("Look at the new value, then decide which one holds."));
}

/* What differs from what the person saw. */
static gboolean
check_baseline (UoisEdit *edit, guint index, GArray *row, GError **error)
{
  SaveRequest *request = edit->request;
  UoisDraft *draft = g_ptr_array_index (request->drafts, index);
  gboolean is_same = TRUE;

  for (guint i = 1; i < draft->type->columns.length; i++)
    {
      const UoisColumn *column = draft->type->columns.items[i];

      if (uois_value_equal (UOIS_ROW_VALUE (draft->baseline, column), UOIS_ROW_VALUE (row, column)))
        continue;
      is_same = FALSE;
      if (column->audit == UOIS_AUDIT_NONE || column->audit == UOIS_AUDIT_RBACOBJECT)
        report_conflict (request, index, column);
    }
  if (is_same)
    return TRUE;

  g_autofree char *title = uois_file_read_title (edit->file, uois_store_unit_get_reader (edit->unit), draft->type,
                                                 uois_draft_get_id (draft), NULL);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_CONFLICT,
               _ ("“%s” was changed by somebody else while you were editing it, so nothing was saved."),
               title != NULL ? title : uois_type_get_label (draft->type));
  return FALSE;
}

/* ---- Who and when ---- */

static UoisValue *
find_audit (UoisDraft *draft, UoisAudit audit)
{
  const UoisColumn *column = uois_type_find_audit_column (draft->type, audit);

  return column != NULL ? UOIS_ROW_VALUE (draft->values, column) : NULL;
}

static void
stamp_person (UoisEdit *edit, UoisValue *value)
{
  if (value == NULL)
    return;
  uois_value_clear (value);
  if (edit->has_person)
    uois_value_set_uuid (value, &edit->person);
}

/* The time of a change moves on, even if the clock was put back. */
static UoisDateTime
next_time (UoisDraft *draft)
{
  const UoisColumn *lastchange = uois_type_find_audit_column (draft->type, UOIS_AUDIT_LASTCHANGE);
  const UoisValue *before = lastchange != NULL ? UOIS_ROW_VALUE (draft->baseline, lastchange) : NULL;
  UoisDateTime now = uois_datetime_now ();

  return before != NULL && before->kind != UOIS_VALUE_NULL ? MAX (now, before->datetime + 1) : now;
}

static void
stamp (UoisEdit *edit, UoisDraft *draft)
{
  UoisDateTime now = next_time (draft);
  UoisValue *created = find_audit (draft, UOIS_AUDIT_CREATED);
  UoisValue *lastchange = find_audit (draft, UOIS_AUDIT_LASTCHANGE);

  if (lastchange != NULL)
    uois_value_set_datetime (lastchange, now);
  if (draft->is_new && created != NULL)
    uois_value_set_datetime (created, now);
  stamp_person (edit, find_audit (draft, draft->is_new ? UOIS_AUDIT_CREATEDBY : UOIS_AUDIT_CHANGEDBY));
}

/* ---- Writing ---- */

static gboolean
insert (UoisEdit *edit, UoisDraft *draft, GError **error)
{
  UoisValue *row = (UoisValue *) draft->values->data;
  const UoisOperation *operation = draft->type->insert;

  for (guint i = 0; operation != NULL && i < operation->fillings.length; i++)
    {
      const UoisFilling *filling = operation->fillings.items[i];

      if (UOIS_ROW_VALUE (draft->values, filling->column)->kind == UOIS_VALUE_NULL &&
          !uois_filling_apply (filling, uois_store_unit_get_reader (edit->unit), draft->type, row,
                               edit->has_person ? &edit->person : NULL, error))
        return FALSE;
    }
  stamp (edit, draft);
  return uois_store_unit_insert (edit->unit, draft->type, row, error);
}

gboolean
uois_edit_update (UoisEdit *edit, UoisDraft *draft, GError **error)
{
  g_autofree gboolean *changed = g_new0 (gboolean, draft->type->columns.length);

  stamp (edit, draft);
  for (guint i = 1; i < draft->type->columns.length; i++)
    changed[i] = uois_draft_is_changed (draft, draft->type->columns.items[i]);
  return uois_store_unit_update (edit->unit, draft->type, uois_draft_get_id (draft),
                                 (const UoisValue *) draft->values->data, changed, error);
}

static gboolean
write_draft (UoisEdit *edit, UoisDraft *draft, GError **error)
{
  const SaveRequest *request = edit->request;
  g_autofree char *key = uois_draft_get_key (draft);

  if (draft->is_new ? !insert (edit, draft, error) :
                      uois_draft_has_changes (draft) && !uois_edit_update (edit, draft, error))
    return FALSE;
  /* What is saved need not be found again after a power cut. */
  return !request->discards || uois_store_unit_set_setting (edit->unit, key, NULL, error);
}

/* ---- Checking ---- */

static gboolean
check_existing (UoisEdit *edit, guint index, GError **error)
{
  SaveRequest *request = edit->request;
  UoisDraft *draft = g_ptr_array_index (request->drafts, index);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GArray) row = NULL;

  if (draft->is_new)
    return TRUE;
  row = uois_store_reader_read_row (uois_store_unit_get_reader (edit->unit), draft->type, uois_draft_get_id (draft),
                                    &failure);
  if (row != NULL)
    return check_baseline (edit, index, row, error);
  if (failure == NULL)
    uois_edit_set_gone (draft->type, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
check_rules (UoisEdit *edit, GError **error)
{
  SaveRequest *request = edit->request;

  for (guint i = 0; i < request->drafts->len; i++)
    if (!uois_draft_validate (edit->file, uois_store_unit_get_reader (edit->unit), request->drafts, i,
                              request->problems, error) ||
        !uois_edit_go_on (edit, i + 1, 2 * request->drafts->len, error))
      return FALSE;

  for (guint i = 0; i < request->problems->len; i++)
    {
      const UoisProblem *problem = g_ptr_array_index (request->problems, i);

      if (problem->severity != UOIS_SEVERITY_ERROR)
        continue;
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID, "%s %s", problem->sentence, problem->cure);
      return FALSE;
    }
  return TRUE;
}

/* ---- The step ---- */

static gboolean
set_label (UoisEdit *edit, UoisDraft *draft, gboolean is_new, guint count, GError **error)
{
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  if (count > 1)
    {
      title = g_strdup_printf ("%u", count);
      label = uois_edit_make_label (
          /* Translators: {type} is a kind of record, {number} how many. */
          ngettext ("Change {number} record ({type})", "Change {number} records ({type})", count), draft->type, title);
    }
  else
    {
      title = uois_file_read_title (edit->file, uois_store_unit_get_reader (edit->unit), draft->type,
                                    uois_draft_get_id (draft), error);
      if (title == NULL)
        return FALSE;
      /* Translators: {type} is what kind of record, {title} which. */
      label = uois_edit_make_label (is_new ? _ ("Insert {type}: {title}") : _ ("Change {type}: {title}"), draft->type,
                                    title);
    }
  return uois_store_unit_set_label (edit->unit, label, error);
}

static gboolean
save_job (UoisEdit *edit, GError **error)
{
  SaveRequest *request = edit->request;
  UoisDraft *first = NULL;
  gboolean is_new = FALSE;
  guint count = 0;

  for (guint i = 0; i < request->drafts->len; i++)
    if (!check_existing (edit, i, error))
      return FALSE;
  if (!check_rules (edit, error))
    return FALSE;

  for (guint i = 0; i < request->drafts->len; i++)
    {
      UoisDraft *draft = g_ptr_array_index (request->drafts, i);
      gboolean writes = draft->is_new || uois_draft_has_changes (draft);

      if (!write_draft (edit, draft, error) ||
          !uois_edit_go_on (edit, request->drafts->len + i + 1, 2 * request->drafts->len, error))
        return FALSE;
      if (writes && count++ == 0)
        {
          first = draft;
          is_new = draft->is_new;
        }
    }
  return count == 0 || set_label (edit, first, is_new, count, error);
}

/* The caller's drafts learn what was written. */
static void
accept (SaveRequest *request)
{
  for (guint i = 0; i < request->drafts->len; i++)
    uois_draft_accept (g_ptr_array_index (request->originals, i), g_ptr_array_index (request->sent, i),
                       g_ptr_array_index (request->drafts, i));
}

void
uois_file_save_async (UoisFile *file,
                      UoisDraft *const *drafts,
                      guint n_drafts,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  uois_file_save_many_async (file, drafts, n_drafts, NULL, NULL, cancellable, callback, user_data);
}

void
uois_file_save_many_async (UoisFile *file,
                           UoisDraft *const *drafts,
                           guint n_drafts,
                           UoisProgress progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_edit_many_async (file, uois_file_save_async, save_job, save_request_new (drafts, n_drafts),
                             save_request_free, n_drafts, progress, progress_data, cancellable, callback, user_data);
}

gint64
uois_file_save_finish (UoisFile *file, GAsyncResult *result, GPtrArray **problems, GError **error)
{
  gint64 number = uois_file_edit_finish (file, uois_file_save_async, result, error);
  SaveRequest *request = uois_file_edit_get_request (result);

  if (number >= 0)
    accept (request);
  if (problems != NULL)
    *problems = g_steal_pointer (&request->problems);
  return number;
}

gint64
uois_file_save (UoisFile *file,
                UoisDraft *const *drafts,
                guint n_drafts,
                GPtrArray **problems,
                GCancellable *cancellable,
                GError **error)
{
  SaveRequest *request;
  gint64 number;

  g_return_val_if_fail (UOIS_IS_FILE (file), -1);

  request = save_request_new (drafts, n_drafts);
  number = uois_file_edit_many (file, save_job, request, n_drafts, cancellable, error);
  if (number >= 0)
    accept (request);
  if (problems != NULL)
    *problems = g_steal_pointer (&request->problems);
  save_request_free (request);
  return number;
}

/* ---- One field as it was ---- */

typedef struct
{
  UoisUuid id;
  const UoisColumn *column;
  UoisValue value;
} PutBack;

static PutBack *
put_back_new (const UoisUuid *id, const UoisColumn *column, const UoisValue *value)
{
  PutBack *request = g_new0 (PutBack, 1);

  request->id = *id;
  request->column = column;
  uois_value_copy (&request->value, value);
  return request;
}

static void
put_back_free (gpointer data)
{
  PutBack *request = data;

  uois_value_clear (&request->value);
  g_free (request);
}

static gboolean
put_back_job (UoisEdit *edit, GError **error)
{
  const PutBack *request = edit->request;
  const UoisType *type = request->column->type;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GArray) row =
      uois_store_reader_read_row (uois_store_unit_get_reader (edit->unit), type, &request->id, &failure);
  g_autoptr (UoisDraft) draft = NULL;
  SaveRequest *save;
  UoisEdit inner = *edit;
  gboolean done;

  if (row == NULL)
    {
      if (failure == NULL)
        uois_edit_set_gone (type, &failure);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  draft = uois_draft_new_of_row (edit->file->registry, type, row);
  uois_draft_set_value (draft, request->column, &request->value);
  save = save_request_new (&draft, 1);
  /* A form may have more of the record under way. */
  save->discards = FALSE;
  inner.request = save;
  done = save_job (&inner, error);
  save_request_free (save);
  return done;
}

void
uois_file_put_back_async (UoisFile *file,
                          const UoisUuid *id,
                          const UoisColumn *column,
                          const UoisValue *value,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file) && column != NULL && column->index > 0);

  uois_file_edit_async (file, uois_file_put_back_async, put_back_job, put_back_new (id, column, value), put_back_free,
                        cancellable, callback, user_data);
}

gint64
uois_file_put_back_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_edit_finish (file, uois_file_put_back_async, result, error);
}

gint64
uois_file_put_back (UoisFile *file,
                    const UoisUuid *id,
                    const UoisColumn *column,
                    const UoisValue *value,
                    GCancellable *cancellable,
                    GError **error)
{
  PutBack *request;
  gint64 number;

  g_return_val_if_fail (UOIS_IS_FILE (file) && column != NULL && column->index > 0, -1);

  request = put_back_new (id, column, value);
  number = uois_file_edit (file, put_back_job, request, cancellable, error);
  put_back_free (request);
  return number;
}
