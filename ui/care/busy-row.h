/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisBusyRow: a row that starts long work, and while it is under way shows how
 * far it is and lets a person cancel it.
 */
#define UOIS_TYPE_BUSY_ROW (uois_busy_row_get_type ())
G_DECLARE_FINAL_TYPE (UoisBusyRow, uois_busy_row, UOIS, BUSY_ROW, AdwActionRow)

/**
 * UoisBusyRow::start:
 *
 * The person asked for the work. Begin it with uois_busy_row_begin().
 */

/* @button: label of the button that starts the work, with a mnemonic */
GtkWidget *uois_busy_row_new (const char *title, const char *subtitle, const char *button);

/* Returns: (transfer none): cancelled when the person thinks better of it */
GCancellable *uois_busy_row_begin (UoisBusyRow *row);
/* @what: (nullable): what is being done; ignored when nothing is under way */
void uois_busy_row_progress (UoisBusyRow *row, double fraction, const char *what);
void uois_busy_row_end (UoisBusyRow *row);

G_END_DECLS
