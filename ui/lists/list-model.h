/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/list-item.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UoisListModel: the records of a list, a million of them or none.
 *
 * A #GListModel of #UoisListItem. It keeps the row numbers of the whole list
 * (eight bytes each) and the contents of a few pages around what is looked at;
 * get_item() takes constant time and reads nothing from the file.
 *
 * Within one request the same record is the same object as long as somebody
 * holds it, wherever it moves; what is taken away and what is put in are told by
 * two ::items-changed: with one that does both, GTK 4.8 asks for every new item.
 *
 * A new request leaves the list as it is until the answer has come. Then each
 * object that somebody holds stands for the record that is now in its
 * place, and only the end of the list changes: GTK 4.8 keeps some two hundred
 * rows of widgets, and making them anew takes longer than a search.
 */
#define UOIS_TYPE_LIST_MODEL (uois_list_model_get_type ())
G_DECLARE_FINAL_TYPE (UoisListModel, uois_list_model, UOIS, LIST_MODEL, GObject)

/**
 * UoisListModel::before-replace:
 * @same_request: whether the list was read again, rather than changed by a new search or order
 *
 * Records are about to leave their places; whoever remembers positions can note
 * the rows now and find them again at ::after-replace.
 */

/**
 * uois_list_model_new:
 * @file: where the records are
 * @type: of the records
 * @fields: (array length=n_fields): what is read of each; fields with one value
 */
UoisListModel *
uois_list_model_new (UoisFile *file, const UoisType *type, const UoisField *const *fields, guint n_fields);

/* Has more read of each record: @fields begin with those that were read so far. */
void uois_list_model_set_fields (UoisListModel *model, const UoisField *const *fields, guint n_fields);

/* Only the records that @relation of @parent leads to. Takes effect with the next request. */
void uois_list_model_set_relation (UoisListModel *model, const UoisField *relation, const UoisUuid *parent);

/* @filter: (nullable): conditions that hold as well. Takes effect with the next request. */
void uois_list_model_set_filter (UoisListModel *model, UoisListFilter *filter);

/**
 * uois_list_model_request:
 * @search: (nullable): as in #UoisListRequest
 * @sort: (nullable): as in #UoisListRequest
 *
 * Asks for the list. A request that is under way is given up.
 */
void uois_list_model_request (UoisListModel *model, const char *search, const UoisField *sort, gboolean descending);

/**
 * uois_list_model_refresh:
 * @order: whether records may have come, gone or moved; otherwise only their contents are read again
 */
void uois_list_model_refresh (UoisListModel *model, gboolean order);

const UoisType *uois_list_model_get_record_type (UoisListModel *model);

/* Whether an answer is awaited: the list or the contents of rows that somebody holds. */
gboolean uois_list_model_get_loading (UoisListModel *model);
gboolean uois_list_model_get_filling (UoisListModel *model);

/* Returns: (nullable): why the last request failed */
const GError *uois_list_model_get_error (UoisListModel *model);

/* What the rows shown were searched for; "" for everything. */
const char *uois_list_model_get_search (UoisListModel *model);

/* Returns: (nullable): what the rows shown were filtered by */
UoisListFilter *uois_list_model_get_filter (UoisListModel *model);

/* Returns: the rows in order, until the list changes */
const gint64 *uois_list_model_get_rows (UoisListModel *model);
gint64 uois_list_model_get_row (UoisListModel *model, guint position);

/* Returns: the position of @row at or after @start, or %G_MAXUINT */
guint uois_list_model_find_row (UoisListModel *model, gint64 row, guint start);

G_END_DECLS
