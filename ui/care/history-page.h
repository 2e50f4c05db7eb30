/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page.h"

G_BEGIN_DECLS

/**
 * UoisHistoryPage: what became of one record: each change with what it changed,
 * who made it, when and from where. Any two moments can be compared, and each
 * field put back to what it was.
 */
#define UOIS_TYPE_HISTORY_PAGE (uois_history_page_get_type ())
G_DECLARE_FINAL_TYPE (UoisHistoryPage, uois_history_page, UOIS, HISTORY_PAGE, UoisPage)

UoisPage *uois_history_page_new (UoisFile *file, const UoisType *type, const UoisUuid *id);

G_END_DECLS
