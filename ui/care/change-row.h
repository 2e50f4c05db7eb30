/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * uois_change_row_new:
 * @column: what changed
 * @before: (nullable): the value as text for people; %NULL: nothing was known
 * @after: (nullable): likewise
 * @suffix: (nullable) (transfer floating): what stands at its end
 *
 * Returns: (transfer floating): a row that tells how one field changed
 */
GtkWidget *uois_change_row_new (const UoisColumn *column, const char *before, const char *after, GtkWidget *suffix);

/* What a person calls a column. */
const char *uois_column_get_label (const UoisColumn *column);

G_END_DECLS
