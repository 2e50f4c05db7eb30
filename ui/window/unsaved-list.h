/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "records/drafts.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisUnsavedList: the records that are changed and not saved; nothing while there are none. A row leads to its record.
 */
#define UOIS_TYPE_UNSAVED_LIST (uois_unsaved_list_get_type ())
G_DECLARE_FINAL_TYPE (UoisUnsavedList, uois_unsaved_list, UOIS, UNSAVED_LIST, AdwBin)

void uois_unsaved_list_set_file (UoisUnsavedList *list, UoisFile *file);

G_END_DECLS
