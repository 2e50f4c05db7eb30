/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/record-list.h"

G_BEGIN_DECLS

/**
 * UoisDetailPane: beside a list, the record that is selected in it.
 */
#define UOIS_TYPE_DETAIL_PANE (uois_detail_pane_get_type ())
G_DECLARE_FINAL_TYPE (UoisDetailPane, uois_detail_pane, UOIS, DETAIL_PANE, GtkWidget)

/* @list: one that has been shown; the pane follows its selection while it is on the screen */
void uois_detail_pane_set_list (UoisDetailPane *pane, UoisFile *file, UoisRecordList *list);

/* Reads the record once more. */
void uois_detail_pane_refresh (UoisDetailPane *pane);

G_END_DECLS
