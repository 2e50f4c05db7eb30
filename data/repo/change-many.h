/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/edit.h"

G_BEGIN_DECLS

/**
 * SECTION: Many records at once
 *
 * One field of many records changed in one step, seen before it is done; and
 * rows of a spreadsheet that are pasted into a list.
 */

/* ---- One field of many records ---- */

/* How many records and old values are named as examples. */
#define UOIS_CHANGE_SAMPLES 5

/**
 * UoisChangeRefusal: records that cannot be changed so.
 * @sentence: why
 * @cure: what to do
 * @samples: (element-type UoisRecord): some of them, without fields
 */
typedef struct
{
  char *sentence;
  char *cure;
  guint64 count;
  GPtrArray *samples;
} UoisChangeRefusal;

/**
 * UoisChangeOld: a value that records will lose.
 * @text: for people; "" for no value
 */
typedef struct
{
  char *text;
  guint64 count;
} UoisChangeOld;

/**
 * UoisChangePreview: what a change of many records will do.
 * @value: null: cleared
 * @n_records: all; the sum of the next three
 * @n_changes: will change
 * @n_same: have the value already
 * @n_refused: cannot be changed so, and will be left as they are
 * @refusals: (element-type UoisChangeRefusal): by reason, the most frequent first
 * @old: (element-type UoisChangeOld): the most frequent values that will be lost
 * @n_more_old: how many further values will be lost
 * @samples: (element-type UoisRecord): some of the records that will change, with the field as it is now
 *
 * An object of the file as it was; uois_file_change_many_async() does exactly this.
 */
#define UOIS_TYPE_CHANGE_PREVIEW (uois_change_preview_get_type ())
G_DECLARE_FINAL_TYPE (UoisChangePreview, uois_change_preview, UOIS, CHANGE_PREVIEW, GObject)

typedef struct
{
  const UoisType *type;
  const UoisColumn *column;
  UoisValue value;
  guint64 n_records;
  guint64 n_changes;
  guint64 n_same;
  guint64 n_refused;
  GPtrArray *refusals;
  GPtrArray *old;
  guint64 n_more_old;
  GPtrArray *samples;
} UoisChangeSummary;

const UoisChangeSummary *uois_change_preview_get_summary (UoisChangePreview *preview);

/* Whether many records can be given a value of this column at once: not ids, nor what the program itself keeps. */
gboolean uois_column_can_change_many (const UoisColumn *column);

/**
 * uois_file_preview_change_async:
 * @request: whose records
 * @rows: (nullable) (array length=n_rows): only these rows of the request's type; %NULL: all of the request
 * @column: one that uois_column_can_change_many()
 * @value: of the column's kind, or null to clear; copied
 * @progress: (nullable): called in the caller's main context, never after @callback
 *
 * The rules are those of uois_file_validate(). Writes nothing.
 *
 * Returns: (transfer full): the preview
 */
void uois_file_preview_change_async (UoisFile *file,
                                     const UoisListRequest *request,
                                     const gint64 *rows,
                                     guint n_rows,
                                     const UoisColumn *column,
                                     const UoisValue *value,
                                     UoisProgress progress,
                                     gpointer progress_data,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
UoisChangePreview *uois_file_preview_change_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisChangePreview *uois_file_preview_change (UoisFile *file,
                                             const UoisListRequest *request,
                                             const gint64 *rows,
                                             guint n_rows,
                                             const UoisColumn *column,
                                             const UoisValue *value,
                                             GCancellable *cancellable,
                                             GError **error);

/**
 * uois_file_change_many_async:
 * @progress: (nullable): called in the caller's main context, never after @callback
 *
 * Writes what @preview said as one unit of work, which one undo takes back. Before a large change (backup.h) a backup is
 * made. A cancellation before the end leaves the file as it was.
 */
void uois_file_change_many_async (UoisFile *file,
                                  UoisChangePreview *preview,
                                  UoisProgress progress,
                                  gpointer progress_data,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * uois_file_change_many_finish:
 * @error: CONFLICT if one of the records was changed or deleted since the preview, or can no longer be changed so: make
 *   another preview; or a failure of the file
 *
 * Returns: number of the unit of work; 0 if there was nothing to write; -1 on error
 */
gint64 uois_file_change_many_finish (UoisFile *file, GAsyncResult *result, GError **error);
gint64 uois_file_change_many (UoisFile *file, UoisChangePreview *preview, GCancellable *cancellable, GError **error);

/* ---- Pasted rows ---- */

/* More is an import. */
#define UOIS_PASTED_ROWS_MAX 5000

/**
 * UoisPasted: rows that were pasted.
 * @drafts: (element-type UoisDraft): a new record per row; texts that are no value are kept in it
 * @problems: (element-type UoisProblem): what is wrong, by draft and column, as uois_file_validate() will find it, and
 *   texts that name no record, or several
 * @columns: (nullable elements): what each column of the text is; %NULL: not taken
 * @has_header: the first line named the columns
 * @ignored: (element-type utf8): sentences: columns of the text that were not taken, and why
 */
typedef struct
{
  GPtrArray *drafts;
  GPtrArray *problems;
  const UoisColumn **columns;
  guint n_columns;
  gboolean has_header;
  GPtrArray *ignored;
} UoisPasted;

void uois_pasted_free (UoisPasted *pasted);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisPasted, uois_pasted_free)

/**
 * uois_file_read_pasted_async:
 * @type: what the rows are to become
 * @relation: (nullable): the to-many field of @parent in whose list they are pasted; of kind MANY or THROUGH, and @type
 *   is the type of relation->column
 * @parent: (nullable): with @relation
 * @fields: (array length=n_fields): what the list shows: the order of the columns if the text has no line of names; for
 *   THROUGH the one column is then the record that the link leads to
 * @text: lines of fields with tabs between, quoted as a spreadsheet does it
 * @error: INVALID: there are no rows, or no column is known; LIMIT: more than %UOIS_PASTED_ROWS_MAX rows
 *
 * A first line that mostly has labels or API names of fields names the columns. Values are read as uois_typed_parse()
 * reads them; a reference by the id or the title of its target. An empty cell leaves the default. Nothing is written: what is right
 * is saved by uois_file_save_async().
 */
void uois_file_read_pasted_async (UoisFile *file,
                                  const UoisType *type,
                                  const UoisField *relation,
                                  const UoisUuid *parent,
                                  const UoisField *const *fields,
                                  guint n_fields,
                                  const char *text,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
UoisPasted *uois_file_read_pasted_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisPasted *uois_file_read_pasted (UoisFile *file,
                                   const UoisType *type,
                                   const UoisField *relation,
                                   const UoisUuid *parent,
                                   const UoisField *const *fields,
                                   guint n_fields,
                                   const char *text,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
