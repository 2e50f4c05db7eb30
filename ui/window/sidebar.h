/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "location.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisSidebar: everything in a file, by place: home, the types under the
 * headings of their domains, the type lists under *Institution*.
 *
 * Made from the registry. A row that is activated goes to its list.
 */
#define UOIS_TYPE_SIDEBAR (uois_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (UoisSidebar, uois_sidebar, UOIS, SIDEBAR, GtkWidget)

void uois_sidebar_set_registry (UoisSidebar *sidebar, UoisRegistry *registry);

/* @totals: (element-type gint64): as from uois_file_totals_async() */
void uois_sidebar_set_totals (UoisSidebar *sidebar, GArray *totals);

/* Marks the row that @location belongs to. */
/* @views: (element-type UoisSavedView): shown under the place of their type, instead of those before */
void uois_sidebar_set_views (UoisSidebar *sidebar, GPtrArray *views);

void uois_sidebar_select (UoisSidebar *sidebar, const UoisLocation *location);

/* The place of the @number-th row below Home, counted from 0; %FALSE if there are fewer */
gboolean uois_sidebar_get_place (UoisSidebar *sidebar, guint number, UoisLocation *location);

G_END_DECLS
