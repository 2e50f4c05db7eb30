/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/record-list.h"

G_BEGIN_DECLS

/**
 * UoisTablePage: all records of a type: search, a table, the selected record beside it.
 */
#define UOIS_TYPE_TABLE_PAGE (uois_table_page_get_type ())
G_DECLARE_FINAL_TYPE (UoisTablePage, uois_table_page, UOIS, TABLE_PAGE, UoisPage)

UoisPage *uois_table_page_new (UoisFile *file, const UoisType *type);

/* @view: id of a saved view of the type */
UoisPage *uois_table_page_new_for_view (UoisFile *file, const UoisType *type, const UoisUuid *view);

UoisRecordList *uois_table_page_get_list (UoisTablePage *page);

/* As if the person had typed it. */
void uois_table_page_set_search (UoisTablePage *page, const char *search);

G_END_DECLS
