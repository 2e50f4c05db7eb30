/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page.h"

G_BEGIN_DECLS

/**
 * UoisTrashPage: the records that people deleted, newest first, each to be restored
 * with what went with it.
 */
#define UOIS_TYPE_TRASH_PAGE (uois_trash_page_get_type ())
G_DECLARE_FINAL_TYPE (UoisTrashPage, uois_trash_page, UOIS, TRASH_PAGE, UoisPage)

UoisPage *uois_trash_page_new (UoisFile *file);

G_END_DECLS
