/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "verb.h"

G_BEGIN_DECLS

/**
 * uois_window_run:
 * @files: the files to show; none: the one used last
 * @service: whether the desktop started the program (D-Bus activation) and will say what to show
 *
 * Shows the window and returns when the last one is closed. Initialises GTK.
 */
UoisExit uois_window_run (char **files, gboolean service);

G_END_DECLS
