/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisWrapLayout: children side by side at their natural width, in as many lines as it takes.
 */
#define UOIS_TYPE_WRAP_LAYOUT (uois_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (UoisWrapLayout, uois_wrap_layout, UOIS, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
