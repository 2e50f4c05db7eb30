/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * uois_show_undo_conflict:
 * @widget: a widget of the window that asked to take back a step
 * @number: the step, which was refused with CONFLICT
 *
 * Tells which records were changed later, by what, with links to their history, and offers to take back those steps, too.
 */
void uois_show_undo_conflict (GtkWidget *widget, UoisFile *file, gint64 number);

G_END_DECLS
