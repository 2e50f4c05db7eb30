/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisHelpWindow: the help pages, to be read beside the window they are about.
 *
 * A list of all pages that a search narrows, and one page. Closing hides it:
 * whoever made it destroys it.
 */
#define UOIS_TYPE_HELP_WINDOW (uois_help_window_get_type ())
G_DECLARE_FINAL_TYPE (UoisHelpWindow, uois_help_window, UOIS, HELP_WINDOW, AdwWindow)

GtkWidget *uois_help_window_new (void);

/**
 * uois_help_window_show_page:
 * @name: of a page (help-book.h); where there is none of this name, the first page is shown
 *
 * Shows the page and presents the window.
 */
void uois_help_window_show_page (UoisHelpWindow *window, const char *name);

/* The name of the page that is shown. */
const char *uois_help_window_get_page (UoisHelpWindow *window);

G_END_DECLS
