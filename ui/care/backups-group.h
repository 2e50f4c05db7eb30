/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisBackupsGroup: the backups of a file: making one, going back to one with a
 * preview of what would be lost, and whether they are made by themselves.
 */
#define UOIS_TYPE_BACKUPS_GROUP (uois_backups_group_get_type ())
G_DECLARE_FINAL_TYPE (UoisBackupsGroup, uois_backups_group, UOIS, BACKUPS_GROUP, AdwPreferencesGroup)

GtkWidget *uois_backups_group_new (UoisFile *file);

/* Makes a backup now, as if the person had asked. */
void uois_backups_group_start (UoisBackupsGroup *group);

/* Reads the list once more. */
void uois_backups_group_refresh (UoisBackupsGroup *group);

G_END_DECLS
