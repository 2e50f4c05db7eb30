/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "records/drafts.h"

G_BEGIN_DECLS

/* Ids may be the same in two tables. */
typedef struct
{
  const UoisType *type;
  UoisUuid id;
} Key;

/**
 * Entry: a draft that somebody is at.
 * @draft: owned while it is @held, otherwise it belongs to those who show it
 * @title: (nullable): of the record as the file has it; %NULL: not known yet
 * @unsaved: it has changes
 * @held: it has changes, or the file still has some of it
 * @kept: the file has it
 * @dirty: it changed since it was last written
 */
typedef struct
{
  Key key;
  UoisDrafts *drafts;
  UoisDraft *draft;
  UoisDraftState state;
  char *title;
  gulong handler;
  guint keep_source;
  gint64 order; /* of its first change */
  gboolean unsaved;
  gboolean held;
  gboolean kept;
  gboolean dirty;
  gboolean keeping; /* it is being written */
  gboolean saving;
  gboolean reading; /* what the file has is being read */
  gboolean stale;   /* the file changed since that was asked for */
} Entry;

/* What was thrown away. */
typedef struct
{
  gint64 number;
  UoisDraft *draft;
  GPtrArray *columns; /* (element-type UoisColumn) */
  GArray *values;     /* UoisValue, one per column */
  GPtrArray *texts;   /* nullable elements */
} Discarded;

struct _UoisDrafts
{
  GObject parent_instance;

  /* Not owned: the file owns this */
  UoisFile *file; /* NULL when it is closed */

  /* Owned */
  GHashTable *entries; /* Key -> Entry */
  GPtrArray *waiting;  /* GTask: of uois_drafts_open_async() before what was kept has been read */
  GPtrArray *flushes;  /* GTask */
  GQueue discarded;    /* Discarded, newest first */
  GCancellable *cancellable;
  GError *keep_error; /* nullable: why the last writing failed */

  gint64 last_number;
  guint n_unsaved;
  gboolean loaded;
};

/* drafts.c */
/* NULL if it is none of these drafts. */
Entry *_uois_drafts_find (UoisDrafts *drafts, UoisDraft *draft);
/* Adds a draft that has no entry yet. */
Entry *_uois_drafts_take (UoisDrafts *drafts, UoisDraft *draft);
void _uois_drafts_remove (UoisDrafts *drafts, Entry *entry);
/* Holds the draft as long as there is anything to do about it. Afterwards the entry may be gone. */
void _uois_drafts_hold (Entry *entry);
void _uois_drafts_read_title (Entry *entry);
void _uois_drafts_tell_state (Entry *entry);

/* drafts-keep.c */
void _uois_drafts_keep_later (Entry *entry);
void _uois_drafts_keep_now (Entry *entry);
void _uois_drafts_end_flushes (UoisDrafts *drafts);

/* drafts-rebase.c */
/* Reads what the file has now. */
void _uois_drafts_read (Entry *entry);
/* Conflicts that are none any more are forgotten. */
void _uois_drafts_prune_conflicts (Entry *entry);
void _uois_draft_conflict_free (gpointer conflict);

/* drafts-save.c */
void _uois_drafts_discarded_free (gpointer discarded);

G_END_DECLS
