/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisViewsList: the saved views of a file, to go to; hidden while there are none.
 */
#define UOIS_TYPE_VIEWS_LIST (uois_views_list_get_type ())
G_DECLARE_FINAL_TYPE (UoisViewsList, uois_views_list, UOIS, VIEWS_LIST, AdwBin)

/* Call it once. */
void uois_views_list_set_file (UoisViewsList *list, UoisFile *file);

G_END_DECLS
