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
 * The person asked to see everything again; the filter is cleared already.
 */

/**
 * uois_record_list_show:
 * @relation: (nullable): with @parent, only the records that it leads to
 *
 * Sets the list up; call it once. Nothing is read before the first uois_record_list_request().
 */
void uois_record_list_show (
    UoisRecordList *list, UoisFile *file, const UoisType *type, const UoisField *relation, const UoisUuid *parent);

/**
 * UoisRecordList::layout-changed:
 *
 * Other columns are shown, or in another order, or the rows are sorted otherwise.
 */

/**
 * uois_record_list_get_columns:
 *
 * Returns: (transfer container) (element-type UoisField): what is shown, in order; empty if it is only the title
 */
GPtrArray *uois_record_list_get_columns (UoisRecordList *list);
GPtrArray *uois_record_list_get_declared_columns (UoisRecordList *list);

/* Shows these fields, of which uois_field_is_shown() holds, and remembers them for this list. */
void uois_record_list_set_columns (UoisRecordList *list, const UoisField *const *fields, guint n_fields);

/* Back to the columns and widths of the declaration. */
void uois_record_list_reset_columns (UoisRecordList *list);

/* Makes a column that is shown so much wider, or narrower. */
void uois_record_list_widen_column (UoisRecordList *list, const UoisField *field, int pixels);

/* @field: (nullable): %NULL: the list's own order */
void uois_record_list_set_sort (UoisRecordList *list, const UoisField *field, gboolean descending);
const UoisField *uois_record_list_get_sort (UoisRecordList *list, gboolean *descending);
gboolean uois_record_list_can_sort (const UoisField *field);

/**
 * UoisRecordList::filter-changed:
 *
 * The list is asked to be narrowed otherwise.
 */

/* @filter: (nullable): only records that fulfil it */
void uois_record_list_set_filter (UoisRecordList *list, UoisListFilter *filter);
UoisListFilter *uois_record_list_get_filter (UoisRecordList *list);

/* @request: (out): what is asked for; it borrows from @list, and until the next change */
void uois_record_list_get_request (UoisRecordList *list, UoisListRequest *request);
/* Whether a search or a filter is asked for. */
gboolean uois_record_list_get_narrowed (UoisRecordList *list);
/* Returns: (element-type gint64) (transfer full): in the order of the list */
GArray *uois_record_list_get_selected_rows (UoisRecordList *list);
UoisFile *uois_record_list_get_file (UoisRecordList *list);

/* Shows what a saved view says; its columns and order are not remembered for the list. */
void uois_record_list_show_view (UoisRecordList *list, const UoisSavedView *view);

/* From now on only widths are remembered: columns and order belong to somebody else, such as a saved view. */
void uois_record_list_forget_layout (UoisRecordList *list);

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
