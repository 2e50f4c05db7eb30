/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisFieldRow: one field of a record: its label and its value.
 *
 * A reference leads to its target, an e-mail address or web address to the
 * program for it: by a click, Enter, or the row's activation. Ctrl+C copies the value.
 */
#define UOIS_TYPE_FIELD_ROW (uois_field_row_get_type ())
G_DECLARE_FINAL_TYPE (UoisFieldRow, uois_field_row, UOIS, FIELD_ROW, GtkListBoxRow)

/**
 * uois_field_row_new:
 * @field: (nullable): a field with one value; %NULL for the record's id
 * @labels: (nullable): the size group of the labels; %NULL puts the label above the value
 */
GtkWidget *uois_field_row_new (const UoisField *field, GtkSizeGroup *labels);

const UoisField *uois_field_row_get_field (UoisFieldRow *row);

void uois_field_row_set_record (UoisFieldRow *row, UoisRecord *record);

/* Follows the link, if the value is one. */
void uois_field_row_follow (UoisFieldRow *row);

G_END_DECLS
