/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * uois_interrupt_watch:
 * @cancellable: cancelled by the first SIGINT (Ctrl+C) or SIGTERM
 *
 * The main thread of a verb is busy with its job, so the signals are heard on
 * a thread of their own. The second one ends the program at once.
 */
void uois_interrupt_watch (GCancellable *cancellable);

G_END_DECLS
