/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"
#include "store/history.h"

G_BEGIN_DECLS

/**
 * SECTION: Editing
 *
 * What a person types goes into a draft, is checked by the rules of the
 * declarations, and is saved as one unit of work that can be undone. Forms,
 * imports and the exchange with servers share the rules: uois_file_validate().
 *
 * A draft belongs to the thread that made it. What runs elsewhere works on a
 * copy that the functions below take themselves.
 */

/* ---- Drafts ---- */

/**
 * UoisDraft: a record while it is edited: its columns as they are in the file
 * (the baseline) and as they are to be.
 *
 * A value is null (nothing known), the empty text (known to be empty) or a
 * value. A text that is typed and cannot be read as a value yet is kept as it
 * stands, so that nothing typed is lost.
 */
#define UOIS_TYPE_DRAFT (uois_draft_get_type ())
G_DECLARE_FINAL_TYPE (UoisDraft, uois_draft, UOIS, DRAFT, GObject)

/**
 * uois_draft_new:
 *
 * Returns: (transfer full): a new record with a fresh id and the declared defaults
 */
UoisDraft *uois_draft_new (UoisRegistry *registry, const UoisType *type);

/**
 * uois_draft_new_related:
 * @relation: a to-many field of kind MANY or THROUGH
 * @parent: the record whose field that is
 *
 * Returns: (transfer full): a new record that @relation will show: of its target; for THROUGH of the link table, with
 * the other side to be chosen
 */
UoisDraft *uois_draft_new_related (UoisRegistry *registry, const UoisField *relation, const UoisUuid *parent);

/**
 * uois_draft_duplicate:
 *
 * Returns: (transfer full): a new record with the values of @draft, but for its id and history, and for what tells
 * records apart: e-mail, personal number, and the last column of each key
 */
UoisDraft *uois_draft_duplicate (UoisDraft *draft);

/**
 * UoisDraft::changed:
 * @column: (type gpointer): a #UoisColumn whose value or text changed; %NULL: any may have
 */

UoisRegistry *uois_draft_get_registry (UoisDraft *draft);
const UoisType *uois_draft_get_record_type (UoisDraft *draft);
const UoisUuid *uois_draft_get_id (UoisDraft *draft);
/* Whether the record is not in the file yet. */
gboolean uois_draft_get_is_new (UoisDraft *draft);
/* When a draft of uois_file_list_drafts_async() was kept; 0 of any other. */
UoisDateTime uois_draft_get_kept_at (UoisDraft *draft);

const UoisValue *uois_draft_get_value (UoisDraft *draft, const UoisColumn *column);
const UoisValue *uois_draft_get_baseline (UoisDraft *draft, const UoisColumn *column);
/* A typed text that is no value; %NULL if there is none. */
const char *uois_draft_get_text (UoisDraft *draft, const UoisColumn *column);

/* Copies @value, whose kind must be the column's, or null. A typed text that waits is dropped. */
void uois_draft_set_value (UoisDraft *draft, const UoisColumn *column, const UoisValue *value);

/**
 * uois_draft_set_text:
 * @text: what the person typed
 * @error: INVALID: what was expected, with an example; the text is kept, the value stays
 *
 * Reads @text by uois_typed_parse(). The empty text is null where nothing was known, and in columns that hold no text.
 */
gboolean uois_draft_set_text (UoisDraft *draft, const UoisColumn *column, const char *text, GError **error);

void uois_draft_revert (UoisDraft *draft, const UoisColumn *column);
void uois_draft_revert_all (UoisDraft *draft);
gboolean uois_draft_is_changed (UoisDraft *draft, const UoisColumn *column);
gboolean uois_draft_has_changes (UoisDraft *draft);
/* Returns: (transfer container) (element-type UoisColumn): in the order of the table */
GPtrArray *uois_draft_list_changes (UoisDraft *draft);

/**
 * uois_draft_rebase:
 * @row: (element-type UoisValue): the record as it is in the file now
 *
 * Makes @row the baseline. Changed columns keep what they are to be.
 */
void uois_draft_rebase (UoisDraft *draft, GArray *row);

/**
 * uois_file_edit_record_async:
 *
 * Returns: (transfer full): a draft of a record that is in the file; NOT_FOUND if it is not
 */
void uois_file_edit_record_async (UoisFile *file,
                                  const UoisType *type,
                                  const UoisUuid *id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
UoisDraft *uois_file_edit_record_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisDraft *uois_file_edit_record (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error);

/**
 * uois_typed_parse:
 * @text: what a person typed
 * @value: (out): the result; null for the empty text unless the column holds text
 * @error: INVALID: what was expected, with an example
 *
 * Reads the locale's form, as uois_present_value() writes it, the Czech form and ISO: dates "1. 9. 2026",
 * "1.9.2026 8:00", "2026-09-01"; numbers with a decimal comma or point and grouped digits; yes and no.
 */
gboolean uois_typed_parse (const UoisColumn *column, const char *text, UoisValue *value, GError **error);

/**
 * uois_typed_format:
 * @value: a value of @column
 *
 * Returns: (transfer full): @value as a person would type it in the current locale, which uois_typed_parse() reads as
 * the same value, of times whole seconds, of what is shown as a date the date; "" for null
 */
char *uois_typed_format (const UoisColumn *column, const UoisValue *value);

/* ---- Rules ---- */

typedef enum
{
  UOIS_SEVERITY_ERROR,   /* cannot be saved */
  UOIS_SEVERITY_WARNING, /* probably not meant */
} UoisSeverity;

/**
 * UoisProblem: what is wrong with a value.
 * @draft: index of the draft
 * @column: (nullable): where; %NULL: the record as a whole
 * @sentence: what is wrong
 * @cure: what to do
 */
typedef struct
{
  guint draft;
  const UoisColumn *column;
  UoisSeverity severity;
  char *sentence;
  char *cure;
} UoisProblem;

void uois_problem_free (UoisProblem *problem);
gboolean uois_problem_list_has_errors (GPtrArray *problems);

/**
 * uois_file_validate_async:
 *
 * Checks drafts that will be saved together: required values, texts that are no
 * values, control characters and length, references, trees without a circle,
 * keys, periods.
 *
 * Returns: (transfer full) (element-type UoisProblem): by draft, then column; empty if all is well
 */
void uois_file_validate_async (UoisFile *file,
                               UoisDraft *const *drafts,
                               guint n_drafts,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *uois_file_validate_finish (UoisFile *file, GAsyncResult *result, GError **error);
GPtrArray *uois_file_validate (
    UoisFile *file, UoisDraft *const *drafts, guint n_drafts, GCancellable *cancellable, GError **error);

/* ---- Saving ---- */

/**
 * uois_file_save_async:
 *
 * Writes all drafts or none, as one unit of work; of drafts that refer to each
 * other, what is referred to comes first. Afterwards the drafts' baseline is
 * what was saved; what was typed meanwhile stays changed.
 */
void uois_file_save_async (UoisFile *file,
                           UoisDraft *const *drafts,
                           guint n_drafts,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/**
 * uois_file_save_many_async:
 * @progress: (nullable): called in the caller's main context, never after @callback
 *
 * The same for drafts by the hundred. Both make a backup before a large change (backup.h), and leave the file as it was
 * if they are cancelled before the end. To be finished with uois_file_save_finish().
 */
void uois_file_save_many_async (UoisFile *file,
                                UoisDraft *const *drafts,
                                guint n_drafts,
                                UoisProgress progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * uois_file_save_finish:
 * @problems: (out) (optional) (transfer full) (element-type UoisProblem): what is wrong; after CONFLICT the columns that
 *   somebody else changed; warnings also after success
 * @error: INVALID; CONFLICT if a record was changed since its draft began (see uois_draft_rebase()); NOT_FOUND if it is
 *   gone; or a failure of the file
 *
 * Returns: number of the unit of work; 0 if there was nothing to write; -1 on error
 */
gint64 uois_file_save_finish (UoisFile *file, GAsyncResult *result, GPtrArray **problems, GError **error);
gint64 uois_file_save (UoisFile *file,
                       UoisDraft *const *drafts,
                       guint n_drafts,
                       GPtrArray **problems,
                       GCancellable *cancellable,
                       GError **error);

/* ---- Deleting ---- */

/* How many dependants are named as examples. */
#define UOIS_DEPENDANT_SAMPLES 5

/**
 * UoisDependants: records that refer to one by one column.
 * @column: theirs
 * @prevents: the record cannot be deleted before them
 * @goes: they are deleted with it
 * @samples: (element-type UoisRecord): some of them, without fields
 */
typedef struct
{
  const UoisColumn *column;
  gboolean prevents;
  gboolean goes;
  guint64 count;
  GPtrArray *samples;
} UoisDependants;

void uois_dependants_free (UoisDependants *dependants);

/**
 * uois_file_list_dependants_async:
 *
 * Returns: (transfer full) (element-type UoisDependants): what refers to any of the records, those that prevent deleting
 * first; the records themselves do not count
 */
void uois_file_list_dependants_async (UoisFile *file,
                                      const UoisType *type,
                                      const UoisUuid *ids,
                                      guint n_ids,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *uois_file_list_dependants_finish (UoisFile *file, GAsyncResult *result, GError **error);
GPtrArray *uois_file_list_dependants (
    UoisFile *file, const UoisType *type, const UoisUuid *ids, guint n_ids, GCancellable *cancellable, GError **error);

/**
 * uois_file_delete_async:
 * @progress: (nullable): called in the caller's main context, never after @callback
 *
 * Deletes all the records or none, as one unit of work, and with them what the
 * declared delete takes along. uois_file_undo_step() of the unit restores them.
 * Before a large change (backup.h) a backup is made. A cancellation before the
 * end leaves the file as it was.
 */
void uois_file_delete_async (UoisFile *file,
                             const UoisType *type,
                             const UoisUuid *ids,
                             guint n_ids,
                             UoisProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* Number of the unit; -1 on error: REFERENCE if others refer to a record, NOT_FOUND if one is gone. */
gint64 uois_file_delete_finish (UoisFile *file, GAsyncResult *result, GError **error);
gint64 uois_file_delete (
    UoisFile *file, const UoisType *type, const UoisUuid *ids, guint n_ids, GCancellable *cancellable, GError **error);

/* ---- Undo and redo ---- */

/**
 * UoisUndoState: what can be taken back and done again, from the file's own history, so also after a restart.
 * @undo: (nullable): the step that is undone next
 * @undo_blockers: (element-type UoisStoreStep): later steps of others that stand in the way
 * @redo: (nullable): the step that is done again next
 * @redo_unit: the unit that took it back
 */
typedef struct
{
  UoisStoreStep *undo;
  GPtrArray *undo_blockers;
  UoisStoreStep *redo;
  gint64 redo_unit;
  GPtrArray *redo_blockers;
} UoisUndoState;

void uois_undo_state_free (UoisUndoState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisUndoState, uois_undo_state_free)

void uois_file_get_undo_state_async (UoisFile *file,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
UoisUndoState *uois_file_get_undo_state_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisUndoState *uois_file_get_undo_state (UoisFile *file, GCancellable *cancellable, GError **error);

/**
 * uois_file_undo_async:
 *
 * Takes back the next step. NOT_FOUND if there is none, CONFLICT with the list
 * of later changes if they stand in the way.
 */
void uois_file_undo_async (UoisFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean uois_file_undo_finish (UoisFile *file, GAsyncResult *result, GError **error);
gboolean uois_file_undo (UoisFile *file, GCancellable *cancellable, GError **error);

void uois_file_redo_async (UoisFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean uois_file_redo_finish (UoisFile *file, GAsyncResult *result, GError **error);
gboolean uois_file_redo (UoisFile *file, GCancellable *cancellable, GError **error);

/* Takes back one step, whichever it is: what a person made, deleted or changed just now. */
void uois_file_undo_step_async (
    UoisFile *file, gint64 number, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean uois_file_undo_step_finish (UoisFile *file, GAsyncResult *result, GError **error);
gboolean uois_file_undo_step (UoisFile *file, gint64 number, GCancellable *cancellable, GError **error);

/* ---- History of a record ---- */

/**
 * uois_file_list_moments_async:
 *
 * Returns: (transfer full) (element-type UoisStoreMoment): what became of a record, newest first
 */
void uois_file_list_moments_async (UoisFile *file,
                                   const UoisType *type,
                                   const UoisUuid *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *uois_file_list_moments_finish (UoisFile *file, GAsyncResult *result, GError **error);
GPtrArray *uois_file_list_moments (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error);

/**
 * uois_moments_compare:
 * @earlier: a moment of a record
 * @later: another of the same
 *
 * Returns: (transfer container) (element-type UoisColumn): the columns that differ after the one and after the other
 */
GPtrArray *uois_moments_compare (const UoisType *type, const UoisStoreMoment *earlier, const UoisStoreMoment *later);

/**
 * uois_file_put_back_async:
 * @column: which field
 * @value: what it was
 *
 * Writes one field of a record as it was at some moment, as a new edit that the rules of uois_file_save_async() hold for.
 */
void uois_file_put_back_async (UoisFile *file,
                               const UoisUuid *id,
                               const UoisColumn *column,
                               const UoisValue *value,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gint64 uois_file_put_back_finish (UoisFile *file, GAsyncResult *result, GError **error);
gint64 uois_file_put_back (UoisFile *file,
                           const UoisUuid *id,
                           const UoisColumn *column,
                           const UoisValue *value,
                           GCancellable *cancellable,
                           GError **error);

/* ---- Drafts that outlive the program ---- */

/**
 * uois_file_keep_draft_async:
 *
 * Keeps what is typed in the file, outside of its history, so that it is found again after a power cut. It is on disk
 * when the call is answered. Saving the draft discards it.
 */
void uois_file_keep_draft_async (
    UoisFile *file, UoisDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean uois_file_keep_draft_finish (UoisFile *file, GAsyncResult *result, GError **error);
gboolean uois_file_keep_draft (UoisFile *file, UoisDraft *draft, GCancellable *cancellable, GError **error);

/**
 * uois_file_list_drafts:
 *
 * Returns: (transfer full) (element-type UoisDraft): the drafts that are kept; those that this version cannot read are left out
 */
void uois_file_list_drafts_async (UoisFile *file,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *uois_file_list_drafts_finish (UoisFile *file, GAsyncResult *result, GError **error);
GPtrArray *uois_file_list_drafts (UoisFile *file, GCancellable *cancellable, GError **error);

/* Returns: (transfer full) (nullable): the draft of a record; %NULL without @error if none is kept */
UoisDraft *uois_file_load_draft (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error);

void uois_file_discard_draft_async (
    UoisFile *file, UoisDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean uois_file_discard_draft_finish (UoisFile *file, GAsyncResult *result, GError **error);
gboolean uois_file_discard_draft (UoisFile *file, UoisDraft *draft, GCancellable *cancellable, GError **error);

G_END_DECLS
