/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * describe_http:
 * @piece: bytes that come at once
 *
 * Returns: (transfer full): a line for each step of reading what a client sends, in which bodies may have 100 bytes
 */
char *describe_http (const guint8 *data, gsize size, gsize piece);
