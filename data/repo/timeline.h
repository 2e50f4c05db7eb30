/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"
#include "store/history.h"

G_BEGIN_DECLS

/**
 * UoisTimelineEntry: a moment of a record in words.
 * @moment: what happened
 * @person: (nullable): the title of who did it; %NULL if that is not known
 * @before: one per column: text for people, of a reference the target's title; %NULL for null and where there was no record
 * @after: the same afterwards
 */
typedef struct
{
  UoisStoreMoment *moment;
  char *person;
  char **before;
  char **after;
} UoisTimelineEntry;

void uois_timeline_entry_free (UoisTimelineEntry *entry);

/**
 * UoisTimeline: what became of a record.
 * @title: (nullable): its title; %NULL if it is not in the file now
 * @entries: (element-type UoisTimelineEntry): newest first
 */
typedef struct
{
  char *title;
  GPtrArray *entries;
} UoisTimeline;

void uois_timeline_free (UoisTimeline *timeline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisTimeline, uois_timeline_free)

/**
 * uois_file_read_timeline_async:
 *
 * Reads the history of a record for people, in the current language.
 *
 * Returns: (transfer full): a timeline, without entries for a record that never was
 */
void uois_file_read_timeline_async (UoisFile *file,
                                    const UoisType *type,
                                    const UoisUuid *id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
UoisTimeline *uois_file_read_timeline_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisTimeline *uois_file_read_timeline (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error);

G_END_DECLS
