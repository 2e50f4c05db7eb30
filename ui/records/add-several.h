/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whether links of the relation need nothing but the record at their other end, so that many can be made at once. */
gboolean uois_relation_can_add_several (const UoisField *relation);

/**
 * uois_add_several:
 * @widget: who asks: the dialog comes above its window, which tells what was done
 * @relation: one that uois_relation_can_add_several(), of @parent
 *
 * Lets the person choose any number of records, or all that belong to another record (the members of a group), and
 * links them to @parent as one step. What cannot be linked is left out and told.
 */
void uois_add_several (GtkWidget *widget, UoisFile *file, const UoisField *relation, const UoisUuid *parent);

G_END_DECLS
