/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/record-list.h"

G_BEGIN_DECLS

struct _UoisRecordList
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  AdwStatusPage *empty_page;
  GtkWidget *start_button;
  AdwStatusPage *nothing_page;
  AdwStatusPage *failed_page;

  /* Owned */
  UoisListModel *model;
  UoisBitsetSelection *selection;
  GPtrArray *fields; /* UoisField: of the columns, in order; none if only the title is shown */
  char *search;
  char *summary;
  GHashTable *kept_rows; /* set of rows: selected before the list was replaced */
  GVariant *state;       /* to restore when the first answer comes */

  /* Of the registry */
  const UoisType *type;
  const UoisField *relation;
  const UoisField *sort;

  gboolean descending;
  gboolean setting_up;
  gboolean answered;
  gboolean searching; /* the answer that is awaited is one to a keystroke */
  gboolean kept_all;  /* every row was selected */
  gboolean has_top_row;
  gint64 top_row;    /* at the top of the screen before the list was replaced */
  double top_offset; /* how many pixels of it were above the top */
  guint top;         /* the position that is to be at the top after the next layout */
  gulong layout_handler;
  const char *moment;
  guint total; /* records without the search */
  guint waiting_source;
};

/* record-list-place.c: what is selected and what is on the screen, over changes of the list. */

/* Has @row at the top of the screen, but for self->top_offset pixels, when the list is painted next. */
void _uois_record_list_put_on_top (UoisRecordList *self, gint64 row);

/* Handlers of the model's signals. */
void _uois_record_list_before_replace_cb (UoisRecordList *self, gboolean same_request);
void _uois_record_list_after_replace_cb (UoisRecordList *self, gboolean same_request);

G_END_DECLS
