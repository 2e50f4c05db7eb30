/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window/application.h"
#include "page.h"

G_BEGIN_DECLS

/**
 * UoisWindow: a window on one file, or on none yet.
 */
#define UOIS_TYPE_WINDOW (uois_window_get_type ())
G_DECLARE_FINAL_TYPE (UoisWindow, uois_window, UOIS, WINDOW, AdwApplicationWindow)

UoisWindow *uois_window_new (UoisApplication *application);

/* Opens the file at @path in place of what the window shows. */
void uois_window_open (UoisWindow *window, const char *path);

/**
 * uois_window_create:
 * @path: a file that does not exist
 * @demo: whether to fill it with an invented institution
 *
 * Makes a file with the type lists and opens it.
 */
void uois_window_create (UoisWindow *window, const char *path, gboolean demo);

/* Returns: (nullable): %NULL while no file is open */
UoisFile *uois_window_get_file (UoisWindow *window);

/* Shows @location of the window's file. */
void uois_window_go (UoisWindow *window, const UoisLocation *location);

/* Returns: (nullable): what the window shows of its file */
UoisPage *uois_window_get_page (UoisWindow *window);

G_END_DECLS
