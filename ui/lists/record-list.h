/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/bitset-selection.h"
#include "lists/list-model.h"
#include "page.h"

G_BEGIN_DECLS

/**
 * UoisRecordList: a table of records of one type.
 *
 * Columns, order and search come from the type's declaration; a click on a header
 * sorts. While nothing is there to show, it says why and what to do. Opening a
 * row goes to its record.
 *
 * Properties: "summary", the number of records in words; "single", the position of the only selected one.
 */
#define UOIS_TYPE_RECORD_LIST (uois_record_list_get_type ())
G_DECLARE_FINAL_TYPE (UoisRecordList, uois_record_list, UOIS, RECORD_LIST, GtkWidget)

/**
 * UoisRecordList::clear-search:
 *
 * The person asked to see everything again.
 */

/**
 * uois_record_list_show:
 * @relation: (nullable): with @parent, only the records that it leads to
 *
 * Sets the list up; call it once. Nothing is read before the first uois_record_list_request().
 */
void uois_record_list_show (
    UoisRecordList *list, UoisFile *file, const UoisType *type, const UoisField *relation, const UoisUuid *parent);

void uois_record_list_set_search (UoisRecordList *list, const char *search);

/* Asks for the list as search and order are now. */
void uois_record_list_request (UoisRecordList *list);

void uois_record_list_refresh (UoisRecordList *list, const UoisChanges *changes);

UoisListModel *uois_record_list_get_model (UoisRecordList *list);
UoisBitsetSelection *uois_record_list_get_selection (UoisRecordList *list);

/* "3 of 1,000 records"; "" while it is not known */
const char *uois_record_list_get_summary (UoisRecordList *list);

/* Nothing is being read and what is on the screen is complete. */
gboolean uois_record_list_get_settled (UoisRecordList *list);

/* Returns: the position of the row at the top of the screen */
guint uois_record_list_get_top (UoisRecordList *list);

void uois_record_list_scroll_to (UoisRecordList *list, guint position);

/* Opens the record at @position. */
void uois_record_list_open (UoisRecordList *list, guint position);

/* Moves the keyboard into the rows. */
void uois_record_list_focus (UoisRecordList *list);

/* For UoisPage's save and restore: order, scroll position and selection; (transfer floating). */
GVariant *uois_record_list_save (UoisRecordList *list);
void uois_record_list_restore (UoisRecordList *list, GVariant *state);

G_END_DECLS
