/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/change-many.h"

#include "repo/change-preview.h"
#include "repo/draft-private.h"
#include "repo/file-private.h"
#include "store/history.h"

#include <glib/gi18n-lib.h>

/**
 * ChangeRequest:
 * @checks: the file is not the one of the preview, so the rules are asked again
 */
typedef struct
{
  UoisChangePreview *preview;
  gboolean checks;
} ChangeRequest;

static ChangeRequest *
change_request_new (UoisChangePreview *preview)
{
  ChangeRequest *request = g_new0 (ChangeRequest, 1);

  request->preview = g_object_ref (preview);
  return request;
}

static void
change_request_free (gpointer data)
{
  ChangeRequest *request = data;

  g_object_unref (request->preview);
  g_free (request);
}

/* ---- Is the file as it was seen ---- */

static gboolean
refuse_changed (GError **error)
{
  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_CONFLICT,
                       _ ("Some of these records were changed since you looked at what the change will do, so nothing "
                          "was changed. Look at it again."));
  return FALSE;
}

static gboolean
check_unchanged (UoisEdit *edit, GError **error)
{
  ChangeRequest *request = edit->request;
  const UoisChangePreview *preview = request->preview;
  UoisStoreReader *reader = uois_store_unit_get_reader (edit->unit);
  gint64 version = uois_store_reader_get_version (reader, error);
  g_autoptr (UoisRowSet) changed = NULL;

  if (version < 0)
    return FALSE;
  if (version == preview->version)
    return TRUE;
  request->checks = TRUE;
  changed = uois_row_set_new ();
  if (!uois_store_reader_find_changed_since (reader, preview->summary.type, preview->version, changed, error))
    return FALSE;
  for (guint i = 0; i < preview->rows->len; i++)
    if (uois_row_set_has (changed, g_array_index (preview->rows, gint64, i)))
      return refuse_changed (error);
  return TRUE;
}

/* ---- Writing ---- */

static gboolean
check_rules (UoisEdit *edit, UoisDraft *draft, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new ();
  g_autoptr (GPtrArray) problems = uois_problem_list_new ();

  g_ptr_array_add (drafts, draft);
  if (!uois_draft_validate (edit->file, uois_store_unit_get_reader (edit->unit), drafts, 0, problems, error))
    return FALSE;
  return !uois_problem_list_has_errors (problems) || refuse_changed (error);
}

static gboolean
change_record (UoisEdit *edit, const UoisUuid *id, GError **error)
{
  const ChangeRequest *request = edit->request;
  const UoisChangeSummary *summary = &request->preview->summary;
  g_autoptr (GArray) row = uois_store_unit_read (edit->unit, summary->type, id, error);
  g_autoptr (UoisDraft) draft = NULL;

  if (row == NULL)
    return FALSE;
  draft = uois_draft_new_of_row (edit->file->registry, summary->type, row);
  uois_draft_set_value (draft, summary->column, &summary->value);
  return (!request->checks || check_rules (edit, draft, error)) && uois_edit_update (edit, draft, error);
}

static gboolean
set_label (UoisEdit *edit, GError **error)
{
  const ChangeRequest *request = edit->request;
  const UoisChangeSummary *summary = &request->preview->summary;
  guint count = request->preview->ids->len;
  g_autofree char *number = g_strdup_printf ("%u", count);
  g_autofree char *label = uois_edit_make_label (
      /* Translators: {field} is the label of a field, {type} a kind of record, {number} how many. */
      ngettext ("Change “{field}” of {number} record ({type})", "Change “{field}” of {number} records ({type})", count),
      summary->type, number);
  g_autoptr (GString) full = g_string_new (label);

  g_string_replace (full, "{field}", uois_label (summary->column->field->label), 1);
  return uois_store_unit_set_label (edit->unit, full->str, error);
}

static gboolean
change_job (UoisEdit *edit, GError **error)
{
  ChangeRequest *request = edit->request;
  const GArray *ids = request->preview->ids;

  if (!check_unchanged (edit, error))
    return FALSE;
  uois_store_unit_expect_rows (edit->unit, ids->len);
  for (guint i = 0; i < ids->len; i++)
    {
      if (!change_record (edit, &g_array_index (ids, UoisUuid, i), error) ||
          !uois_edit_go_on (edit, i + 1, ids->len, error))
        return FALSE;
    }
  return set_label (edit, error);
}

void
uois_file_change_many_async (UoisFile *file,
                             UoisChangePreview *preview,
                             UoisProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file) && UOIS_IS_CHANGE_PREVIEW (preview));

  uois_file_edit_many_async (file, uois_file_change_many_async, change_job, change_request_new (preview),
                             change_request_free, preview->ids->len, progress, progress_data, cancellable, callback,
                             user_data);
}

gint64
uois_file_change_many_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_edit_finish (file, uois_file_change_many_async, result, error);
}

gint64
uois_file_change_many (UoisFile *file, UoisChangePreview *preview, GCancellable *cancellable, GError **error)
{
  ChangeRequest *request;
  gint64 number;

  g_return_val_if_fail (UOIS_IS_FILE (file) && UOIS_IS_CHANGE_PREVIEW (preview), -1);

  request = change_request_new (preview);
  number = uois_file_edit_many (file, change_job, request, preview->ids->len, cancellable, error);
  change_request_free (request);
  return number;
}
