/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "records/drafts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * uois_conflict_list_new:
 *
 * Returns: (transfer floating): the columns of @draft that somebody else changed as well: what each was, is here and is
 *   there, with a choice between the two
 */
GtkWidget *uois_conflict_list_new (UoisFile *file, UoisDraft *draft);

G_END_DECLS
