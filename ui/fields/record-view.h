/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisRecordView: the fields of a record, by section.
 *
 * The sections of the type's declaration, then *Other* with the fields that are
 * in none, then, folded, *About this record* with its id and who changed it when.
 *
 * Properties: "narrow" (construct only), labels above their values, for a pane.
 */
#define UOIS_TYPE_RECORD_VIEW (uois_record_view_get_type ())
G_DECLARE_FINAL_TYPE (UoisRecordView, uois_record_view, UOIS, RECORD_VIEW, GtkWidget)

/* @record: (nullable): read by uois_file_read_async(); %NULL shows no fields */
void uois_record_view_set_record (UoisRecordView *view, UoisRecord *record);

G_END_DECLS
