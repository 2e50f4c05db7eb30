/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SECTION: Moments for the benchmarks
 *
 * With UOIS_DESK_TIMING=FILE in the environment, the window appends a line to FILE
 * when something that was asked for is on the screen: microseconds of the monotonic
 * clock, the name of the moment and, for lists, how many rows there are:
 *
 *     81234567 frame 0          the first frame of a window
 *     81345678 list 1000000     a list's first answer is painted, its visible rows with their contents
 *     81456789 search 3554      the same after a keystroke in the search
 *     81567890 scroll 1000000   the same after scrolling
 *
 * Without the variable all of this costs one comparison.
 */

/**
 * uois_timing_after_paint:
 * @widget: a widget that is on the screen
 * @moment: (transfer none): a static string
 * @rows: a number to go with it
 *
 * Notes @moment when the frame that is due next has been drawn.
 */
void uois_timing_after_paint (GtkWidget *widget, const char *moment, guint rows);

G_END_DECLS
