/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisWelcomePage: what a window without a file offers: open one, make one.
 */
#define UOIS_TYPE_WELCOME_PAGE (uois_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (UoisWelcomePage, uois_welcome_page, UOIS, WELCOME_PAGE, AdwBin)

G_END_DECLS
