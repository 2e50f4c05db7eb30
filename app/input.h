/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * uois_input_read:
 * @name: a file name, or "-" for standard input
 *
 * Returns: (transfer full): all of it; a zero, which is not counted, follows
 */
GBytes *uois_input_read (const char *name, GCancellable *cancellable, GError **error);

G_END_DECLS
