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
  char *search;
  char *summary;
  GHashTable *kept_rows; /* set of rows: selected before the list was replaced */
  GVariant *state;       /* to restore when the first answer comes */

  /* Of the registry */
  const UoisType *type;
  const UoisField *relation;
  const UoisField *sort;

  gboolean descending;
  guint setting_up; /* how many times what the view tells is our own doing */
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
  guint widths_source;
};

/* record-list.c */
void _uois_record_list_layout_changed (UoisRecordList *self);

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

/* Handlers of the model's signals. */
void _uois_record_list_before_replace_cb (UoisRecordList *self, gboolean same_request);
void _uois_record_list_after_replace_cb (UoisRecordList *self, gboolean same_request);

G_END_DECLS
