/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisBusyWindow: a window above another while long work is under way. It comes up only if that takes more than a moment.
 */
#define UOIS_TYPE_BUSY_WINDOW (uois_busy_window_get_type ())
G_DECLARE_FINAL_TYPE (UoisBusyWindow, uois_busy_window, UOIS, BUSY_WINDOW, AdwWindow)

/**
 * uois_busy_window_begin:
 * @widget: a widget of the window that the work was asked for in
 * @title: what is done, "Deleting records…"
 * @cancellable: (out) (transfer none): cancelled when the person thinks better of it, or @widget's window goes
 *
 * Returns: (transfer full): to be ended with uois_busy_window_end() when the work is done
 */
UoisBusyWindow *uois_busy_window_begin (GtkWidget *widget, const char *title, GCancellable **cancellable);

/* A #UoisProgress; @window is its data. */
void uois_busy_window_progress (double fraction, const char *what, gpointer window);

/* Takes @window. */
void uois_busy_window_end (UoisBusyWindow *window);

G_END_DECLS
