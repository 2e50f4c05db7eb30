/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page.h"
#include "window/recents.h"

G_BEGIN_DECLS

/**
 * UoisHomePage: what is in the file and where the person was last.
 */
#define UOIS_TYPE_HOME_PAGE (uois_home_page_get_type ())
G_DECLARE_FINAL_TYPE (UoisHomePage, uois_home_page, UOIS, HOME_PAGE, UoisPage)

UoisPage *uois_home_page_new (UoisFile *file, UoisRecents *recents);

G_END_DECLS
