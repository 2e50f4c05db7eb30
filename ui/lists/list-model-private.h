/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/list-item-private.h"
#include "lists/list-model.h"

G_BEGIN_DECLS

struct _UoisListModel
{
  GObject parent_instance;

  /* Owned: what is asked for */
  UoisFile *file;
  char *search;
  UoisListFilter *filter; /* nullable */
  const UoisField **fields;

  /* Owned: what is there */
  GArray *rows;      /* gint64 */
  GHashTable *items; /* gint64 in the item -> UoisListItem, not owned: those that somebody holds */
  GHashTable *pages; /* guint -> page of list-model-contents.c */
  GQueue recent;     /* of pages with records, last used first */
  GArray *wanted;    /* guint: pages to read, the most wanted last */
  char *shown_search;
  UoisListFilter *shown_filter; /* nullable */
  GError *error;

  /* Owned: what is under way */
  GCancellable *query_cancellable;
  GCancellable *fetch_cancellable;

  /* Of the registry */
  const UoisType *type;
  const UoisField *sort;
  const UoisField *relation;

  UoisUuid parent;
  gboolean descending;
  gboolean loading;
  gboolean stale;     /* contents changed in the file since the last answer */
  gboolean replacing; /* positions are about to change again: nothing is wanted by them */
  gboolean repeats;   /* a record is in the list more than once */
  guint n_fields;
  guint generation; /* of the contents: an answer to an older one is late */
  guint n_fetches;
  guint fetch_source;
};

/* list-model-contents.c: what is in the rows. */

void _uois_list_model_contents_init (UoisListModel *self);
void _uois_list_model_contents_finalize (UoisListModel *self);

/* Everything that was read, or is being read, no longer counts. */
void _uois_list_model_forget_contents (UoisListModel *self);

/* Items that somebody holds show what they are until they have been read again. */
void _uois_list_model_set_items_stale (UoisListModel *self);

/* Has every row read that somebody holds and that is not what it is in the file. */
void _uois_list_model_want_items (UoisListModel *self);

/* Fills a new item from what is there, or has its page read. */
void _uois_list_model_fill_item (UoisListModel *self, UoisListItem *item);

/* Items that somebody holds; (element-type UoisListItem) (transfer container) */
GPtrArray *_uois_list_model_held_items (UoisListModel *self);

/* list-model.c */
void _uois_list_model_notify_filling (UoisListModel *self, gboolean was);

G_END_DECLS
