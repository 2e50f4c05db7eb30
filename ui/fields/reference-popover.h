/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisReferencePopover: where one searches for a record of one type and chooses it.
 *
 * Short lists are shown as a whole, of long ones the first that match. The
 * keyboard stays in the search: arrows select, Enter takes, Escape leaves.
 */
#define UOIS_TYPE_REFERENCE_POPOVER (uois_reference_popover_get_type ())
G_DECLARE_FINAL_TYPE (UoisReferencePopover, uois_reference_popover, UOIS, REFERENCE_POPOVER, GtkPopover)

/**
 * UoisReferencePopover::chosen:
 * @record: (type gpointer): the #UoisRecord
 */

/**
 * UoisReferencePopover::create-target:
 * @text: what was searched for; may be empty
 */

GtkWidget *uois_reference_popover_new (UoisFile *file, const UoisType *target);

/* Opens it. @text: what is searched for at first; @can_create: whether a new record is offered */
void uois_reference_popover_begin (UoisReferencePopover *popover, const char *text, gboolean can_create);

/* Whether it shows what its search found. */
gboolean uois_reference_popover_get_settled (UoisReferencePopover *popover);

G_END_DECLS
