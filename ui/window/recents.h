/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "location.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UoisRecents: the records of a file that were opened last, kept in the file.
 *
 * Emits ::changed.
 */
#define UOIS_TYPE_RECENTS (uois_recents_get_type ())
G_DECLARE_FINAL_TYPE (UoisRecents, uois_recents, UOIS, RECENTS, GObject)

/* Reads what the file has kept, in the background. */
UoisRecents *uois_recents_new (UoisFile *file);

void uois_recents_add (UoisRecents *recents, const UoisLocation *location);

/* Returns: (element-type UoisLocation): last opened first */
const GArray *uois_recents_get_locations (UoisRecents *recents);

G_END_DECLS
