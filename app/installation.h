/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * uois_installation_prepare:
 *
 * Finds the translations and the settings schema: installed ones, or, when the
 * program runs from the folder in which it was built, those beside it. Call it
 * after setlocale() and before any thread.
 */
void uois_installation_prepare (void);

G_END_DECLS
