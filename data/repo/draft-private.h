/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/edit.h"
#include "repo/reporter.h"

G_BEGIN_DECLS

/**
 * UoisDraft:
 * @baseline: (element-type UoisValue): one per column, as in the file; of a new record the values that it starts with
 * @values: (element-type UoisValue): one per column, as they are to be
 * @texts: (nullable elements): one per column: typed and no value
 * @kept_at: of one that was read from the file: when it was kept; otherwise 0
 */
struct _UoisDraft
{
  GObject parent_instance;

  UoisRegistry *registry;
  const UoisType *type;
  gboolean is_new;
  GArray *baseline;
  GArray *values;
  char **texts;
  UoisDateTime kept_at;
};

#define UOIS_ROW_VALUE(row, column) (&g_array_index ((row), UoisValue, (column)->index))

/* One null value per column of @type. */
GArray *uois_row_new (const UoisType *type);
GArray *uois_row_copy (const UoisType *type, GArray *row);

/* All values are null and the record is new. */
UoisDraft *uois_draft_new_empty (UoisRegistry *registry, const UoisType *type);
/* A draft of a record of the file. */
UoisDraft *uois_draft_new_of_row (UoisRegistry *registry, const UoisType *type, GArray *row);
UoisDraft *uois_draft_copy (UoisDraft *draft);
/* Copies of drafts for another thread. Returns: (transfer full) (element-type UoisDraft) */
GPtrArray *uois_drafts_copy (UoisDraft *const *drafts, guint n_drafts);
/* What was written becomes the baseline; what was typed since the draft was @sent stays changed. */
void uois_draft_accept (UoisDraft *draft, UoisDraft *sent, UoisDraft *written);
void uois_draft_take_text (UoisDraft *draft, const UoisColumn *column, const char *text);

/* The sets of columns by which no two records of @type may be alike. (element-type GPtrArray of UoisColumn) */
GPtrArray *uois_type_list_keys (UoisRegistry *registry, const UoisType *type);

/**
 * uois_draft_validate:
 * @index: which of @drafts
 * @problems: (element-type UoisProblem): what is wrong is added here
 *
 * %FALSE only for a failure of the file.
 */
gboolean uois_draft_validate (
    UoisFile *file, UoisStoreReader *reader, GPtrArray *drafts, guint index, GPtrArray *problems, GError **error);
/* The part of the rules that needs no file: all values as if each had been typed. */
void uois_draft_check_values (UoisDraft *draft, guint index, GPtrArray *problems);
/* Warns of records of the same key that hold at the same time, or leave a short while between them. */
gboolean uois_draft_check_neighbours (
    UoisFile *file, UoisStoreReader *reader, GPtrArray *drafts, guint index, GPtrArray *problems, GError **error);
GPtrArray *uois_problem_list_new (void);
void uois_problem_list_add (GPtrArray *problems,
                            guint draft,
                            const UoisColumn *column,
                            UoisSeverity severity,
                            char *sentence,
                            const char *cure);

/* Keys of settings that are drafts begin so. */
#define UOIS_DRAFT_KEY_PREFIX "draft."
/* The key under which the draft is kept among the settings of the file. */
char *uois_draft_get_key (UoisDraft *draft);

/* The title of a record; %NULL with @error, or without if there is none. */
char *uois_file_read_title (
    UoisFile *file, UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, GError **error);
/* @format has {type} in it, and {title} or {number}, which both stand for @title. */
char *uois_edit_make_label (const char *format, const UoisType *type, const char *title);

/* NOT_FOUND, in the words of a form. */
void uois_edit_set_gone (const UoisType *type, GError **error);

/**
 * UoisEditJob:
 * @request: what uois_file_edit() was given
 *
 * Work inside a unit of work, on the writer thread.
 */
typedef struct _UoisEdit UoisEdit;
typedef gboolean (*UoisEditJob) (UoisEdit *edit, GError **error);

/**
 * UoisEdit: a unit of work of a person that is about to be made.
 * @number: (out): of the unit, once it is made
 */
struct _UoisEdit
{
  UoisFile *file;
  UoisEditJob job;
  gpointer request;
  GDestroyNotify request_free;
  gboolean has_person;
  UoisUuid person;

  UoisReporter *reporter; /* nullable */

  UoisStoreUnit *unit;
  GCancellable *cancellable; /* nullable */
  gint64 number;
};

/* Tells that @done of @total records are written. %FALSE with @error if the person wants no more of it. */
gboolean uois_edit_go_on (UoisEdit *edit, guint64 done, guint64 total, GError **error);

/* Writes the changes of a draft of a record that is in the file, with who and when. */
gboolean uois_edit_update (UoisEdit *edit, UoisDraft *draft, GError **error);

/* Waits. The request stays the caller's. -1 on error, otherwise the unit's number. */
gint64 uois_file_edit (UoisFile *file, UoisEditJob job, gpointer request, GCancellable *cancellable, GError **error);
/* Takes @request. */
void uois_file_edit_async (UoisFile *file,
                           gpointer source_tag,
                           UoisEditJob job,
                           gpointer request,
                           GDestroyNotify request_free,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/* The same for a job that writes @n_records: before a large change (backup.h) a backup is made. @progress hears of both,
 * in the caller's main context. */
gint64 uois_file_edit_many (
    UoisFile *file, UoisEditJob job, gpointer request, guint64 n_records, GCancellable *cancellable, GError **error);
void uois_file_edit_many_async (UoisFile *file,
                                gpointer source_tag,
                                UoisEditJob job,
                                gpointer request,
                                GDestroyNotify request_free,
                                guint64 n_records,
                                UoisProgress progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gint64 uois_file_edit_finish (UoisFile *file, gpointer source_tag, GAsyncResult *result, GError **error);
gpointer uois_file_edit_get_request (GAsyncResult *result);

G_END_DECLS
