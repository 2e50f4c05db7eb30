/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/window/application.h"
#include "ui/window/window.h"

G_BEGIN_DECLS

/* A demo file of a small institution in a folder of its own. */
typedef struct
{
  UoisRegistry *registry;
  char *folder;
  char *path;
} Sample;

/* Makes the file with @people invented people; the same for everybody. */
void sample_init (Sample *sample, guint people);
void sample_clear (Sample *sample);

/* Fills a file that has its type lists with @people invented people. */
gboolean sample_fill (UoisFile *file, guint people, GError **error);

/* Adds people of this surname to a file that is open, as another window would. */
void sample_add_people (UoisFile *file, const char *surname, guint count);

/* Adds that @user, who need not be in the file, took part in something; the record's id is @id. */
void sample_add_participation (UoisFile *file, const UoisUuid *user, UoisUuid *id);

/* Runs the main loop until @holds; fails the test after half a minute. */
typedef gboolean (*Condition) (gpointer data);
#define wait_until(holds, data) wait_until_at ((holds), (data), #holds, G_STRLOC)
void wait_until_at (Condition holds, gpointer data, const char *what, const char *where);

/* The window's page has all that it shows, and nothing is under way. */
gboolean window_is_settled (gpointer window);

/* A condition: the window has a file, and its page is settled. */
gboolean window_has_page (gpointer window);

/* Until @window has been laid out and painted @frames times. */
void wait_for_frames (GtkWidget *window, guint frames);

/* The program as it runs, with a window that has no file yet, and a demo file. */
typedef struct
{
  Sample sample;
  UoisApplication *application;
  guint references; /* to the application when it has no window and no file */
  UoisWindow *window;
} WindowSession;

/* @people: of the demo file; @fill_demo: (nullable): what "New demo file" does */
void window_session_begin (WindowSession *session, guint people, UoisFillDemo fill_demo);
/* Ends the program, and waits until nothing is left of it. */
void window_session_end (WindowSession *session);
/* A condition: closing a file ends in the background; what is left of a window goes with the last answer. */
gboolean window_session_is_at_rest (gpointer session);

/* Opens a window in place of the one that was there. */
void window_session_open_window (WindowSession *session);
/* Opens the demo file in the window. */
void window_session_open_sample (WindowSession *session);
/* Until the window's page has all that it shows, and is painted. */
void window_session_settle (WindowSession *session);

/* The first descendant of @widget of this type, in tree order; or NULL. */
GtkWidget *find_widget (GtkWidget *widget, GType type);

/* The first label, inscription or entry below @widget that shows exactly @text and is mapped; or NULL. */
GtkWidget *find_text (GtkWidget *widget, const char *text);

typedef struct
{
  GtkWidget *widget;
  const char *text;
} TextSought;

/* A condition: find_text() finds it. */
gboolean text_is_shown (gpointer text_sought);

/* Whether press_keys() works here. */
gboolean can_press_keys (void);

/* Sends keys as a person would press them to @window, which has the keyboard; @command is xdotool's: "key" or "type". */
void press_keys (GtkWidget *window, const char *command, const char *keys);

/* Writes what @widget's window looks like to a PNG file. */
void save_picture (GtkWidget *widget, const char *path);

G_END_DECLS
