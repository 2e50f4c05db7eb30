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

  /* Child; nullable: made when it is first wanted */
  GtkWidget *chooser;

  /* Owned */
  UoisListModel *model;
  UoisBitsetSelection *selection;
  GPtrArray *fields;  /* UoisField: what is read of each record; a column shows the one of its number */
  GHashTable *widths; /* UoisField -> pixels: of columns that were made wider or narrower */
  GSettings *layout;  /* uois_settings_new_for_list() */
  UoisFile *file;
  UoisListFilter *filter; /* nullable */
  char *search;
  char *summary;
  GCancellable *total_cancellable;
  GHashTable *kept_rows; /* set of rows: selected before the list was replaced */
  GVariant *state;       /* to restore when the first answer comes */

  /* Of the registry */
  const UoisType *type;
  const UoisField *relation;
  const UoisField *sort;
  UoisUuid parent; /* with @relation */

  gboolean descending;
  guint setting_up; /* how many times what the view tells is our own doing */
  gboolean forgets; /* columns and order are not remembered */
  gboolean answered;
  gboolean searching; /* the answer that is awaited is one to a keystroke or another filter */
  gboolean kept_all;  /* every row was selected */
  gboolean has_top_row;
  gint64 top_row;    /* at the top of the screen before the list was replaced */
  double top_offset; /* how many pixels of it were above the top */
  guint top;         /* the position that is to be at the top after the next layout */
  gulong layout_handler;
  const char *moment;
  gint64 total; /* records without search and filter; -1: not known yet */
  guint waiting_source;
  guint widths_source;
};

/* record-list.c */
void _uois_record_list_layout_changed (UoisRecordList *self);
/* Takes @filter (nullable) for the next request. */
void _uois_record_list_take_filter (UoisRecordList *self, UoisListFilter *filter);

/* record-list-columns.c: which columns there are, how wide, and which of them orders the rows. */

void _uois_record_list_columns_class_init (GtkWidgetClass *widget_class);
/* Shows what is remembered of the list. */
void _uois_record_list_columns_init (UoisRecordList *self);
void _uois_record_list_columns_dispose (UoisRecordList *self);
/* Each without remembering it. No fields: the declared ones. */
void _uois_record_list_show_columns (UoisRecordList *self, const UoisField *const *fields, guint n_fields);
void _uois_record_list_show_sort (UoisRecordList *self, const UoisField *field, gboolean descending);
/* Widths that have just changed are remembered now. */
void _uois_record_list_remember_widths (UoisRecordList *self);

/* record-list-place.c: what is selected and what is on the screen, over changes of the list. */

/* Has @row at the top of the screen, but for self->top_offset pixels, when the list is painted next. */
void _uois_record_list_put_on_top (UoisRecordList *self, gint64 row);

/* Scroll position and selection as self->state has them. */
void _uois_record_list_restore_place (UoisRecordList *self);

/* Handlers of the model's signals. */
void _uois_record_list_before_replace_cb (UoisRecordList *self, gboolean same_request);
void _uois_record_list_after_replace_cb (UoisRecordList *self, gboolean same_request);

G_END_DECLS
