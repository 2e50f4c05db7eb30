/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lock.h"

G_BEGIN_DECLS

typedef struct _UoisStoreLock UoisStoreLock;

/**
 * uois_store_lock_acquire:
 * @path: the file that is to be written; it exists
 * @owner: (out) (transfer full) (nullable): after LOCKED, who holds it
 * @interrupted: (out): whether the last holder went without letting go
 * @error: LOCKED, in words that name the owner; READ_ONLY or IO
 *
 * Within one process the lock is shared: its connections know of each other. A file system that knows no locks is not
 * refused; SQLite then does what it can.
 */
UoisStoreLock *
uois_store_lock_acquire (const char *path, UoisStoreOwner **owner, gboolean *interrupted, GError **error);
void uois_store_lock_release (UoisStoreLock *lock);

/* The name under which all links to the file know it. */
char *uois_store_resolve_path (const char *path);

/* ---- Files that are open in this process ---- */

/* The system forgets the locks that a process has on a file as soon as any descriptor of it is closed
 * (https://www.sqlite.org/howtocorrupt.html section 2.2), so nobody but SQLite may open a file that a store has open. */
gboolean uois_store_is_open_here (const char *path);
/* Returns: (transfer full): what uois_store_note_closed() takes */
char *uois_store_note_open (const char *path);
void uois_store_note_closed (char *noted);

G_END_DECLS
