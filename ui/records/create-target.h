/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * uois_create_target:
 * @widget: who asks: the dialog comes above its window
 * @draft: what is to refer to the new record
 * @column: of the reference
 * @type: of the new record
 * @text: (nullable): what it is to be called
 *
 * Lets the person make a record for a reference on the spot.
 */
void uois_create_target (GtkWidget *widget,
                         UoisFile *file,
                         UoisDraft *draft,
                         const UoisColumn *column,
                         const UoisType *type,
                         const char *text);

/* Writes what people would call a record into the columns of its title, as far as they hold text. */
void uois_draft_set_title (UoisDraft *draft, const char *text);

G_END_DECLS
