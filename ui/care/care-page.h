/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page.h"

G_BEGIN_DECLS

/**
 * UoisCarePage: the file itself: what it is, whether it is sound, its backups.
 */
#define UOIS_TYPE_CARE_PAGE (uois_care_page_get_type ())
G_DECLARE_FINAL_TYPE (UoisCarePage, uois_care_page, UOIS, CARE_PAGE, UoisPage)

UoisPage *uois_care_page_new (UoisFile *file);

/* Begins to check the file, or to back it up, as if the person had asked. */
void uois_care_page_check (UoisCarePage *page);
void uois_care_page_back_up (UoisCarePage *page);

G_END_DECLS
