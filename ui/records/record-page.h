/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page.h"

G_BEGIN_DECLS

/**
 * UoisRecordPage: one record: its fields, and a tab for everything related to it.
 */
#define UOIS_TYPE_RECORD_PAGE (uois_record_page_get_type ())
G_DECLARE_FINAL_TYPE (UoisRecordPage, uois_record_page, UOIS, RECORD_PAGE, UoisPage)

UoisPage *uois_record_page_new (UoisFile *file, const UoisType *type, const UoisUuid *id);

/* Shows the tab @number, counted from 0 with the fields first; stays where it is if there is none. */
void uois_record_page_show_tab (UoisRecordPage *page, guint number);

G_END_DECLS
