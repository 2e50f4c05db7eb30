/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisQuickSearch: one box that finds every place and record of a file, and every command.
 *
 * Names of lists match as one types, records and commands by their words;
 * ">" leaves the commands alone. Up, Down and Enter work while the text has
 * the keyboard.
 */
#define UOIS_TYPE_QUICK_SEARCH (uois_quick_search_get_type ())
G_DECLARE_FINAL_TYPE (UoisQuickSearch, uois_quick_search, UOIS, QUICK_SEARCH, GtkPopover)

void uois_quick_search_set_file (UoisQuickSearch *search, UoisFile *file);

/* Opens it with @text (nullable) already typed. */
void uois_quick_search_begin (UoisQuickSearch *search, const char *text);

G_END_DECLS
