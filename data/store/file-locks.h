/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * uois_file_locks_install:
 *
 * Lets SQLite's locks belong to an open file and not to the process. POSIX
 * locks, which it uses, vanish when any part of the process closes the file:
 * a file chooser that looks into it is enough, and then another program takes
 * the -wal and the -shm of an open file away (sqlite.org/howtocorrupt.html
 * section 2.2). Where the system has no such locks, nothing changes.
 *
 * Once, before the first file is opened; any thread, as often as you like.
 */
void uois_file_locks_install (void);

G_END_DECLS
