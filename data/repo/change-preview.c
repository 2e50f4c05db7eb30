/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/change-preview.h"

#include "repo/bound-select.h"
#include "repo/draft-private.h"
#include "repo/filter-names.h"
#include "repo/list-find.h"
#include "repo/value-counts.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (UoisChangePreview, uois_change_preview, G_TYPE_OBJECT)

/* Records that are looked at in one go. */
#define CHUNK 512

/* ---- The preview ---- */

static void
refusal_free (gpointer data)
{
  UoisChangeRefusal *refusal = data;

  g_free (refusal->sentence);
  g_free (refusal->cure);
  g_clear_pointer (&refusal->samples, g_ptr_array_unref);
  g_free (refusal);
}

static void
old_free (gpointer data)
{
  UoisChangeOld *old = data;

  g_free (old->text);
  g_free (old);
}

static void
uois_change_preview_finalize (GObject *object)
{
  UoisChangePreview *preview = UOIS_CHANGE_PREVIEW (object);

  uois_value_clear (&preview->summary.value);
  g_ptr_array_unref (preview->summary.refusals);
  g_ptr_array_unref (preview->summary.old);
  g_clear_pointer (&preview->summary.samples, g_ptr_array_unref);
  g_array_unref (preview->rows);
  g_array_unref (preview->ids);
  g_clear_pointer (&preview->registry, uois_registry_unref);
  G_OBJECT_CLASS (uois_change_preview_parent_class)->finalize (object);
}

static void
uois_change_preview_class_init (UoisChangePreviewClass *class)
{
  G_OBJECT_CLASS (class)->finalize = uois_change_preview_finalize;
}

static void
uois_change_preview_init (UoisChangePreview *preview)
{
  preview->summary.refusals = g_ptr_array_new_with_free_func (refusal_free);
  preview->summary.old = g_ptr_array_new_with_free_func (old_free);
  preview->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  preview->ids = g_array_new (FALSE, FALSE, sizeof (UoisUuid));
}

const UoisChangeSummary *
uois_change_preview_get_summary (UoisChangePreview *preview)
{
  g_return_val_if_fail (UOIS_IS_CHANGE_PREVIEW (preview), NULL);

  return &preview->summary;
}

gboolean
uois_column_can_change_many (const UoisColumn *column)
{
  return column->index > 0 && column->audit == UOIS_AUDIT_NONE && column->field != NULL && !column->field->hidden;
}

/* ---- Looking at one record after the other ---- */

/**
 * Reason: why records cannot be changed.
 * @rows: (element-type gint64): the first of them
 */
typedef struct
{
  char *sentence;
  char *cure;
  guint64 count;
  GArray *rows;
} Reason;

/**
 * Look:
 * @drafts: (element-type UoisDraft): the one record at hand
 * @reasons: (element-type utf8 Reason): by their cure: what is wrong may name the record
 * @keys: (element-type GPtrArray of UoisColumn): sets of columns, with the changed one among them, by which no two
 *   records may be alike
 * @taken: (element-type utf8): the keys that records will have
 * @old: what will be lost
 */
typedef struct
{
  UoisFile *file;
  UoisStoreReader *reader;
  UoisChangePreview *preview;
  UoisDraft *draft;
  GPtrArray *drafts;
  GPtrArray *problems;
  GHashTable *reasons;
  GPtrArray *keys;
  GHashTable *taken;
  UoisValueCounts *old;
} Look;

static void
reason_free (gpointer data)
{
  Reason *reason = data;

  g_free (reason->sentence);
  g_free (reason->cure);
  g_array_unref (reason->rows);
  g_free (reason);
}

/* Only keys that the change touches. */
static GPtrArray *
list_keys (UoisFile *file, const UoisColumn *column)
{
  g_autoptr (GPtrArray) all = uois_type_list_keys (file->registry, column->type);
  GPtrArray *touched = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < all->len; i++)
    if (g_ptr_array_find (all->pdata[i], column, NULL))
      g_ptr_array_add (touched, g_ptr_array_ref (all->pdata[i]));
  return touched;
}

static void
look_init (Look *look, UoisFile *file, UoisStoreReader *reader, UoisChangePreview *preview)
{
  look->file = file;
  look->reader = reader;
  look->preview = preview;
  look->draft = uois_draft_new_empty (file->registry, preview->summary.type);
  look->draft->is_new = FALSE;
  look->drafts = g_ptr_array_new ();
  g_ptr_array_add (look->drafts, look->draft);
  look->problems = uois_problem_list_new ();
  look->reasons = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, reason_free);
  look->keys = list_keys (file, preview->summary.column);
  look->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  look->old = uois_value_counts_new ();
}

static void
look_clear (Look *look)
{
  g_clear_pointer (&look->drafts, g_ptr_array_unref);
  g_clear_object (&look->draft);
  g_clear_pointer (&look->problems, g_ptr_array_unref);
  g_clear_pointer (&look->reasons, g_hash_table_unref);
  g_clear_pointer (&look->keys, g_ptr_array_unref);
  g_clear_pointer (&look->taken, g_hash_table_unref);
  g_clear_pointer (&look->old, uois_value_counts_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static void
refuse (Look *look, gint64 row, const char *sentence, const char *cure)
{
  Reason *reason = g_hash_table_lookup (look->reasons, cure);

  if (reason == NULL)
    {
      reason = g_new0 (Reason, 1);
      reason->sentence = g_strdup (sentence);
      reason->cure = g_strdup (cure);
      reason->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (look->reasons, reason->cure, reason);
    }
  reason->count++;
  if (reason->rows->len < UOIS_CHANGE_SAMPLES)
    g_array_append_val (reason->rows, row);
  look->preview->summary.n_refused++;
}

static const UoisProblem *
find_error (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    if (((const UoisProblem *) problems->pdata[i])->severity == UOIS_SEVERITY_ERROR)
      return problems->pdata[i];
  return NULL;
}

/* The values of a key as text; %NULL if one of them is null, which is like nothing. */
static char *
spell_key (const UoisDraft *draft, const GPtrArray *key)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < key->len; i++)
    {
      const UoisColumn *column = key->pdata[i];
      g_autofree char *value = uois_value_to_string (UOIS_ROW_VALUE (draft->values, column));

      if (value == NULL)
        return NULL;
      g_string_append_printf (text, "%s%zu:%s", column->name, strlen (value), value);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whether another record of the same change will have the same key. */
static gboolean
is_taken (Look *look)
{
  for (guint i = 0; i < look->keys->len; i++)
    {
      char *key = spell_key (look->draft, look->keys->pdata[i]);

      if (key != NULL && !g_hash_table_add (look->taken, key))
        return TRUE;
    }
  return FALSE;
}

static void
accept (Look *look, gint64 row)
{
  const UoisColumn *column = look->preview->summary.column;

  g_array_append_val (look->preview->rows, row);
  g_array_append_vals (look->preview->ids, uois_draft_get_id (look->draft), 1);
  uois_value_counts_add (look->old, UOIS_ROW_VALUE (look->draft->baseline, column));
  look->preview->summary.n_changes++;
}

static void
read_record (Look *look, UoisStoreStatement *statement)
{
  const UoisType *type = look->draft->type;

  for (guint i = 0; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];

      uois_store_statement_get_value (statement, i + 1, column->kind, UOIS_ROW_VALUE (look->draft->baseline, column));
      uois_value_copy (UOIS_ROW_VALUE (look->draft->values, column), UOIS_ROW_VALUE (look->draft->baseline, column));
    }
}

static gboolean
look_at (Look *look, UoisStoreStatement *statement, GError **error)
{
  UoisChangeSummary *summary = &look->preview->summary;
  gint64 row = uois_store_statement_get_integer (statement, 0);
  const UoisProblem *problem;

  read_record (look, statement);
  summary->n_records++;
  uois_draft_set_value (look->draft, summary->column, &summary->value);
  if (!uois_draft_is_changed (look->draft, summary->column))
    {
      summary->n_same++;
      return TRUE;
    }

  g_ptr_array_set_size (look->problems, 0);
  if (!uois_draft_validate (look->file, look->reader, look->drafts, 0, look->problems, error))
    return FALSE;
  problem = find_error (look->problems);
  if (problem != NULL)
    refuse (look, row, problem->sentence, problem->cure);
  else if (is_taken (look))
    refuse (look, row, _ ("Several of these records would become alike where no two may be."),
            _ ("Change them one by one."));
  else
    accept (look, row);
  return TRUE;
}

/* ---- The whole ---- */

/**
 * PreviewRequest:
 * @rows: (nullable) (element-type gint64): only these
 */
typedef struct
{
  UoisListRequest *list;
  GArray *rows;
  const UoisColumn *column;
  UoisValue value;
  UoisReporter *reporter;
} PreviewRequest;

static PreviewRequest *
preview_request_new (const UoisListRequest *list,
                     const gint64 *rows,
                     guint n_rows,
                     const UoisColumn *column,
                     const UoisValue *value,
                     UoisReporter *reporter)
{
  PreviewRequest *request = g_new0 (PreviewRequest, 1);

  request->list = uois_list_request_copy (list);
  if (rows != NULL)
    {
      request->rows = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_rows);
      g_array_append_vals (request->rows, rows, n_rows);
    }
  request->column = column;
  uois_value_copy (&request->value, value);
  request->reporter = reporter;
  return request;
}

static void
preview_request_free (gpointer data)
{
  PreviewRequest *request = data;

  uois_list_request_free (request->list);
  g_clear_pointer (&request->rows, g_array_unref);
  uois_value_clear (&request->value);
  g_free (request);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreviewRequest, preview_request_free)

static gboolean
look_at_chunk (Look *look, const gint64 *rows, guint n_rows, GError **error)
{
  const UoisType *type = look->draft->type;
  g_auto (UoisBoundSelect) bound = { 0 };
  UoisStoreStatement *statement;
  int step;

  uois_bound_select_init (&bound, look->file, type);
  bound.select->unordered = TRUE;
  uois_select_add_output (bound.select, 0, UOIS_OUTPUT_ROW);
  for (guint i = 0; i < type->columns.length; i++)
    uois_select_add_column (bound.select, 0, type->columns.items[i]);
  uois_bound_select_where_rows (&bound, rows, n_rows);
  statement = uois_bound_select_open (&bound, look->reader, error);
  if (statement == NULL)
    return FALSE;
  while ((step = uois_store_statement_step (statement, error)) == 1)
    if (!look_at (look, statement, error))
      {
        step = -1;
        break;
      }
  uois_store_statement_release (statement);
  return step == 0;
}

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const UoisChangeRefusal *first = *(UoisChangeRefusal *const *) a;
  const UoisChangeRefusal *second = *(UoisChangeRefusal *const *) b;

  return (first->count < second->count) - (first->count > second->count);
}

static gboolean
tell_refusals (Look *look, GError **error)
{
  UoisChangeSummary *summary = &look->preview->summary;
  GHashTableIter iter;
  Reason *reason;

  g_hash_table_iter_init (&iter, look->reasons);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &reason))
    {
      UoisChangeRefusal *refusal = g_new0 (UoisChangeRefusal, 1);

      g_ptr_array_add (summary->refusals, refusal);
      refusal->sentence = g_strdup (reason->sentence);
      refusal->cure = g_strdup (reason->cure);
      refusal->count = reason->count;
      refusal->samples = uois_file_fetch_rows (look->file, look->reader, summary->type,
                                               (const gint64 *) reason->rows->data, reason->rows->len, NULL, 0, error);
      if (refusal->samples == NULL)
        return FALSE;
    }
  g_ptr_array_sort (summary->refusals, compare_reasons);
  return TRUE;
}

static gboolean
tell_old (Look *look, GError **error)
{
  UoisChangeSummary *summary = &look->preview->summary;
  g_autoptr (GPtrArray) list = uois_value_counts_list (look->old);

  summary->n_more_old = list->len > UOIS_CHANGE_SAMPLES ? list->len - UOIS_CHANGE_SAMPLES : 0;
  for (guint i = 0; i < MIN (list->len, UOIS_CHANGE_SAMPLES); i++)
    {
      const UoisValueCount *count = list->pdata[i];
      UoisChangeOld *old = g_new0 (UoisChangeOld, 1);

      g_ptr_array_add (summary->old, old);
      old->count = count->count;
      old->text = uois_file_name_value (look->file, look->reader, summary->column->field, &count->value, error);
      if (old->text == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
tell_samples (Look *look, GError **error)
{
  UoisChangeSummary *summary = &look->preview->summary;
  const GArray *rows = look->preview->rows;

  summary->samples = uois_file_fetch_rows (look->file, look->reader, summary->type, (const gint64 *) rows->data,
                                           MIN (rows->len, UOIS_CHANGE_SAMPLES), &summary->column->field, 1, error);
  return summary->samples != NULL;
}

static gpointer
preview_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const PreviewRequest *request = data;
  g_autoptr (UoisChangePreview) preview = g_object_new (UOIS_TYPE_CHANGE_PREVIEW, NULL);
  g_autoptr (GArray) rows = NULL;
  g_auto (Look) look = { 0 };

  preview->registry = uois_registry_ref (file->registry);
  preview->summary.type = request->list->type;
  preview->summary.column = request->column;
  uois_value_copy (&preview->summary.value, &request->value);
  preview->version = uois_store_reader_get_version (reader, error);
  if (preview->version < 0)
    return NULL;
  rows = request->rows != NULL ? g_array_ref (request->rows) :
                                 uois_file_list_rows (file, reader, request->list, cancellable, error);
  if (rows == NULL)
    return NULL;

  look_init (&look, file, reader, preview);
  for (guint i = 0; i < rows->len; i += CHUNK)
    {
      if (!look_at_chunk (&look, &g_array_index (rows, gint64, i), MIN (CHUNK, rows->len - i), error))
        return NULL;
      uois_reporter_report (request->reporter, MIN (i + CHUNK, rows->len), rows->len);
    }
  if (!tell_refusals (&look, error) || !tell_old (&look, error) || !tell_samples (&look, error))
    return NULL;
  return g_steal_pointer (&preview);
}

void
uois_file_preview_change_async (UoisFile *file,
                                const UoisListRequest *request,
                                const gint64 *rows,
                                guint n_rows,
                                const UoisColumn *column,
                                const UoisValue *value,
                                UoisProgress progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  UoisReporter *reporter;

  g_return_if_fail (UOIS_IS_FILE (file) && uois_column_can_change_many (column) && column->type == request->type);
  g_return_if_fail (value->kind == column->kind || value->kind == UOIS_VALUE_NULL);

  reporter = uois_reporter_new (progress, progress_data, FALSE);
  uois_file_run_long_async (file, uois_file_preview_change_async, preview_run,
                            preview_request_new (request, rows, n_rows, column, value, reporter), preview_request_free,
                            g_object_unref, reporter, cancellable, callback, user_data);
}

UoisChangePreview *
uois_file_preview_change_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_preview_change_async, result, error);
}

UoisChangePreview *
uois_file_preview_change (UoisFile *file,
                          const UoisListRequest *request,
                          const gint64 *rows,
                          guint n_rows,
                          const UoisColumn *column,
                          const UoisValue *value,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (PreviewRequest) copy = NULL;

  g_return_val_if_fail (UOIS_IS_FILE (file) && uois_column_can_change_many (column), NULL);
  g_return_val_if_fail (value->kind == column->kind || value->kind == UOIS_VALUE_NULL, NULL);

  copy = preview_request_new (request, rows, n_rows, column, value, NULL);
  return uois_file_run (file, preview_run, copy, cancellable, error);
}
