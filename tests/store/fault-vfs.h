/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SECTION: A disk that fails
 *
 * A layer between SQLite and the system (https://www.sqlite.org/vfs.html) that
 * counts what changes a file (write, truncate, sync) and fails the n-th.
 */

/* Makes it what every connection opened from now on uses. */
void fault_vfs_install (void);

/**
 * fault_vfs_arm:
 * @n: which change fails, counted from 1; 0: none
 * @for_ever: all after it fail too, as on a full disk
 * @code: the result code of SQLite
 */
void fault_vfs_arm (guint n, gboolean for_ever, int code);

/* Whether the fault happened since it was armed. */
gboolean fault_vfs_happened (void);

G_END_DECLS
