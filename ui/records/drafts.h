/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UoisDrafts: everything that is being typed into a file, in whichever window.
 *
 * Pages that show the same record share its draft. What is changed outlives the
 * page: it is kept in the file within %UOIS_DRAFTS_KEEP_DELAY of the last
 * keystroke and found again when the file is opened the next time. When
 * somebody else changes the record meanwhile, the draft is put on top of what
 * the file has now, and columns that both changed are told as conflicts.
 *
 * Main thread only.
 */
#define UOIS_TYPE_DRAFTS (uois_drafts_get_type ())
G_DECLARE_FINAL_TYPE (UoisDrafts, uois_drafts, UOIS, DRAFTS, GObject)

/* Milliseconds between a change and its being written. */
#define UOIS_DRAFTS_KEEP_DELAY 800

/**
 * UoisDrafts::changed:
 *
 * There are other unsaved drafts, or one has another title.
 */

/**
 * UoisDrafts::draft-changed:
 * @draft: a #UoisDraft whose uois_drafts_get_state() changed
 */

/**
 * UoisDrafts::not-kept:
 * @message: why what is typed cannot be written to the file for now
 */

/**
 * UoisDraftConflict: a column that was changed here and, meanwhile, by somebody else.
 * @was: what it was when the person began
 *
 * Theirs is the draft's baseline, mine its value: reverting takes theirs.
 */
typedef struct
{
  const UoisColumn *column;
  UoisValue was;
} UoisDraftConflict;

/**
 * UoisDraftState: what became of a draft apart from what is typed into it.
 * @restored_at: when it was kept, of one found in the file and not looked at yet; otherwise 0
 * @gone: the record was deleted meanwhile
 * @discarded: the draft of a new record that was thrown away
 * @conflicts: (element-type UoisDraftConflict): in the order of the table
 */
typedef struct
{
  UoisDateTime restored_at;
  gboolean gone;
  gboolean discarded;
  GPtrArray *conflicts;
} UoisDraftState;

/* Returns: (transfer none): those of @file, made when they are first asked for */
UoisDrafts *uois_drafts_get (UoisFile *file);
/* Before the file is closed: nothing of it is used any more. */
void uois_drafts_release (UoisFile *file);

/**
 * uois_drafts_open_async:
 *
 * Returns: (transfer full): the draft of a record that somebody is at, or a fresh one; NOT_FOUND if the record is not in
 *   the file and nobody is making it
 */
void uois_drafts_open_async (UoisDrafts *drafts,
                             const UoisType *type,
                             const UoisUuid *id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
UoisDraft *uois_drafts_open_finish (UoisDrafts *drafts, GAsyncResult *result, GError **error);

/* Takes care of a draft made by somebody else: a new record. */
void uois_drafts_add (UoisDrafts *drafts, UoisDraft *draft);

/* Returns: (transfer container) (element-type UoisDraft): what is changed and not saved, the oldest first */
GPtrArray *uois_drafts_list_unsaved (UoisDrafts *drafts);
guint uois_drafts_get_n_unsaved (UoisDrafts *drafts);

/* Of one of these drafts. */
const UoisDraftState *uois_drafts_get_state (UoisDrafts *drafts, UoisDraft *draft);
/* The record's title; of a new one what is typed of it, or what kind of record it will be. Never empty. */
char *uois_drafts_get_title (UoisDrafts *drafts, UoisDraft *draft);
/* The person has seen that the draft is from before. */
void uois_drafts_set_seen (UoisDrafts *drafts, UoisDraft *draft);
/* Mine stays; it is no conflict any more. */
void uois_drafts_settle_conflict (UoisDrafts *drafts, UoisDraft *draft, const UoisColumn *column);

/**
 * uois_drafts_renew:
 *
 * Returns: (transfer full): of a draft whose record is gone: a draft of a new record with its values; the old one is
 *   discarded
 */
UoisDraft *uois_drafts_renew (UoisDrafts *drafts, UoisDraft *draft);

/**
 * uois_drafts_save_async:
 *
 * uois_file_save_async(); a conflict is looked into, so that ::draft-changed follows.
 */
void uois_drafts_save_async (UoisDrafts *drafts,
                             UoisDraft *const *saved,
                             guint n_saved,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gint64 uois_drafts_save_finish (UoisDrafts *drafts, GAsyncResult *result, GPtrArray **problems, GError **error);

/**
 * uois_drafts_discard:
 *
 * Throws away what is changed.
 *
 * Returns: a number by which uois_drafts_restore() brings it back
 */
gint64 uois_drafts_discard (UoisDrafts *drafts, UoisDraft *draft);
/* Returns: (transfer full) (nullable): the draft; %NULL if too much was discarded since */
UoisDraft *uois_drafts_restore (UoisDrafts *drafts, gint64 number);

/**
 * uois_drafts_flush_async:
 *
 * Writes what is changed at once; answers when all of it is on disk.
 */
void uois_drafts_flush_async (UoisDrafts *drafts, GAsyncReadyCallback callback, gpointer user_data);
gboolean uois_drafts_flush_finish (UoisDrafts *drafts, GAsyncResult *result, GError **error);
/* Whether anything waits to be written. */
gboolean uois_drafts_is_busy (UoisDrafts *drafts);

G_END_DECLS
