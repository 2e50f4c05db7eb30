/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"

#include "ui/lists/table-page.h"

G_BEGIN_DECLS

#define PEOPLE 60

/* One window over the sample, and what a person does in it: what the tests of tables share. */
extern Sample sample;
extern UoisApplication *application;
extern UoisWindow *window;
extern UoisTablePage *page;

void open_window (void);
void settle (void);
UoisRecordList *go (const char *table);
/* A key, as the widget that has the keyboard and those that it is in get it. */
void press (guint key, GdkModifierType modifiers);
/* A button by what it says; activating it would take as long as its animation. */
void click (GtkWidget *widget, const char *label);
char *columns (UoisRecordList *list);
guint n_rows (UoisRecordList *list);
gboolean text_is_there (GtkWidget *widget, const char *text);
/* The row of a list box that says so. */
void activate_row (GtkWidget *widget, const char *text);
void tick (GtkWidget *widget, const char *text);
GtkWidget *open_filter (const char *field);
GtkWidget *find_dialog (GType type);
GtkWidget *open_dialog (const char *action, GType type);
void start (void);
void stop (void);

#define assert_columns(list, expected)                                                                                 \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *found_columns = columns (list);                                                                   \
    g_assert_cmpstr (found_columns, ==, expected);                                                                     \
  }                                                                                                                    \
  G_STMT_END

G_END_DECLS
