/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * uois_text_label_new:
 * @text: (nullable): plain text
 * @style: (nullable): a style class
 *
 * Returns: (transfer floating): a label that begins at the left edge and wraps onto as many lines as it needs, within
 * words if nothing else helps
 */
GtkWidget *uois_text_label_new (const char *text, const char *style);

G_END_DECLS
