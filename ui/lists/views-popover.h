/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/record-list.h"

G_BEGIN_DECLS

/**
 * UoisViewsPopover: the saved views of a type: to go to, to rename and to delete, and a name for another.
 */
#define UOIS_TYPE_VIEWS_POPOVER (uois_views_popover_get_type ())
G_DECLARE_FINAL_TYPE (UoisViewsPopover, uois_views_popover, UOIS, VIEWS_POPOVER, GtkPopover)

/* Call it once. The list must outlive the popover, as one that has it among its widgets does. */
void uois_views_popover_set_list (UoisViewsPopover *popover, UoisRecordList *list);

/* ---- A view that was deleted ---- */

/* Returns: (transfer floating): @view as the parameter of the action `win.restore-view` */
GVariant *uois_saved_view_to_variant (const UoisSavedView *view);

/* Puts a view that was deleted back, at the end. */
void uois_saved_view_restore (UoisFile *file, GVariant *variant);

G_END_DECLS
