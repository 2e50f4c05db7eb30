/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisInheritedList: what holds for a record, such as the roles in a group: its own, and what comes from what it stands in
 * or belongs to, with where it comes from. A row opens its record.
 */
#define UOIS_TYPE_INHERITED_LIST (uois_inherited_list_get_type ())
G_DECLARE_FINAL_TYPE (UoisInheritedList, uois_inherited_list, UOIS, INHERITED_LIST, GtkWidget)

/* @relation: one of the tree_inherited or belongs_inherited of the record's type */
void uois_inherited_list_show (UoisInheritedList *list, UoisFile *file, const UoisField *relation, const UoisUuid *id);

/* Nothing is being read. */
gboolean uois_inherited_list_get_settled (UoisInheritedList *list);

G_END_DECLS
