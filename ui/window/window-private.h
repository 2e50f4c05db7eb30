/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window/window.h"

#include "guide/tour.h"
#include "window/navigation.h"
#include "window/quick-search.h"
#include "window/recents.h"
#include "window/sidebar.h"

G_BEGIN_DECLS

struct _UoisWindow
{
  AdwApplicationWindow parent_instance;

  /* Template widgets: without a file */
  GtkStack *stack;
  GtkStack *start_stack;
  AdwStatusPage *busy_page;
  GtkProgressBar *progress_bar;
  AdwStatusPage *failed_page;

  /* Template widgets: with one */
  AdwFlap *flap;
  AdwWindowTitle *sidebar_title;
  UoisSidebar *sidebar;
  AdwWindowTitle *title;
  GtkWidget *search_button;
  GtkWidget *menu_button;
  GtkMenuButton *new_button;
  GtkButton *unsaved_button;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkInfoBar *notice;
  GtkLabel *notice_label;
  GtkWidget *notice_details;
  AdwToastOverlay *toasts;
  GtkStack *page_stack;

  /* Child */
  UoisQuickSearch *quick_search;
  UoisTour *tour;  /* nullable: nobody has asked for it yet */
  GtkWidget *help; /* nullable, likewise: a window of its own */

  /* Owned */
  UoisApplication *application;
  GSettings *settings;
  UoisFile *file;
  UoisNavigation *navigation;
  UoisRecents *recents;
  GBindingGroup *page_bindings;
  GSignalGroup *page_signals;
  UoisUndoState *undo_state; /* nullable: not known yet */
  GCancellable *undo_cancellable;
  GCancellable *cancellable; /* of the file that is being opened or made */
  GCancellable *totals_cancellable;
  GCancellable *care_cancellable;
  GHashTable *changed_types; /* set of UoisType; with @changed_all, whatever is in it */
  char *path;                /* of the file that is open, or being opened or made */

  UoisFillDemo fill_demo; /* nullable */
  gboolean closed;
  gboolean changed_all;
  UoisLocation first; /* where a window begins when its file is open */
  gboolean closing;   /* the person is being asked, or what is typed is being written */
  gboolean may_close; /* there is nothing to ask any more */
  gboolean stepping;  /* an undo or redo is under way */
  guint changed_source;
};

/* window.c */
void _uois_window_set_file (UoisWindow *self, UoisFile *file);
void _uois_window_show_page (UoisWindow *self);

/* window-file.c */
/* Makes the same window anew, on the same file and place, in the language that is spoken now; the old one is gone. */
void _uois_window_renew (UoisWindow *self);
/* A file that is dropped on the window is opened. */
void _uois_window_accept_files (UoisWindow *self);

/* window-editing.c */
void _uois_window_editing_class_init (GtkWidgetClass *widget_class);
void _uois_window_editing_init (UoisWindow *self);
void _uois_window_editing_update (UoisWindow *self);

/* window-tour.c */
/* Shows what is where in the window. */
void _uois_window_begin_tour (UoisWindow *self);
/* The window has another file or none. */
void _uois_window_end_tour (UoisWindow *self);

/* window-undo.c */
void _uois_window_undo_class_init (GtkWidgetClass *widget_class);
void _uois_window_undo_init (UoisWindow *self);
/* The file changed: reads anew what can be undone. */
void _uois_window_undo_refresh (UoisWindow *self);
/* The window has no file any more. */
void _uois_window_undo_leave (UoisWindow *self);
void _uois_window_undo_update (UoisWindow *self);

/* window-records.c */
void _uois_window_records_init (UoisWindow *self);
void _uois_window_fill_new_menu (UoisWindow *self, UoisRegistry *registry);
/* Shows how much is not saved in the window's file. */
void _uois_window_follow_drafts (UoisWindow *self);
/* Other windows may go on with @file, which this one leaves. */
void _uois_window_forget_drafts (UoisWindow *self, UoisFile *file);
/* Writes what is typed, if the window is not the one in use any more. */
void _uois_window_keep_drafts (UoisWindow *self);

/* window-care.c */
void _uois_window_care_init (UoisWindow *self);
void _uois_window_care_update (UoisWindow *self);
/* The window has a file: backs it up, looks at it if the program was stopped, tells who else writes to it. */
void _uois_window_care_begin (UoisWindow *self);
void _uois_window_care_end (UoisWindow *self);

/* window-closing.c */
/* Whether the window has to stay for now: it closes itself when nothing speaks against it any more. */
gboolean _uois_window_hold_close (UoisWindow *self);

/* window-actions.c */
void _uois_window_actions_init (UoisWindow *self);
/* Every action's enabled state, from what the window shows now. */
void _uois_window_actions_update (UoisWindow *self);

G_END_DECLS
