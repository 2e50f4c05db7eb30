/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"

#include "ui/fields/field-editor.h"
#include "ui/records/drafts.h"
#include "ui/records/record-page.h"

G_BEGIN_DECLS

/* A window on a small institution, at its first person. */
typedef struct
{
  Sample sample;
  UoisApplication *application;
  UoisWindow *window;
  const UoisType *user;
  UoisUuid id;
} Fixture;

void editing_set_up (Fixture *fixture, gconstpointer data);
void editing_tear_down (Fixture *fixture, gconstpointer data);

UoisFile *file_of (Fixture *fixture);
UoisDrafts *drafts_of (Fixture *fixture);

/* Opens a second window, or one again after the first was closed, and makes it the fixture's. */
void editing_open_window (Fixture *fixture);
/* Asks to close the window and gives this answer to the question that comes up. */
void editing_close_window (Fixture *fixture, const char *response);

void go_record (Fixture *fixture, const UoisType *type, const UoisUuid *id);
void act (Fixture *fixture, const char *action);
gboolean is_enabled (Fixture *fixture, const char *action);
const char *page_title (Fixture *fixture);
/* Until @text is to be seen, or no more. */
void wait_for_text (GtkWidget *widget, const char *text);
void wait_until_gone (GtkWidget *widget, const char *text);

/* The editor of a column below @widget. */
UoisFieldEditor *find_editor (GtkWidget *widget, const char *column);
/* Types into it, instead of what was there. */
void type_text (GtkWidget *widget, const char *column, const char *text);

/* The window that came up above the fixture's. */
GtkWindow *wait_for_dialog (Fixture *fixture);
/* Answers the question that comes up. */
void respond (Fixture *fixture, const char *response);
/* Clicks the button of this label. */
void click (GtkWidget *widget, const char *label);

/* What a column of a record is in the file. */
char *read_text (UoisFile *file, const UoisType *type, const UoisUuid *id, const char *column);
/* Changes a record as somebody else would. */
void change_text (UoisFile *file, const UoisType *type, const UoisUuid *id, const char *column, const char *text);

/* Everything typed is on disk. */
void wait_until_kept (Fixture *fixture);

G_END_DECLS
