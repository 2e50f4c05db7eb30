/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "location.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UoisNavigation: where a window has been.
 *
 * A list of locations with a current one. Each keeps its page while it is among
 * those used last, and the page's state (search, order, scroll position) after that,
 * so that going back finds everything as it was and memory stays bounded.
 */
#define UOIS_TYPE_NAVIGATION (uois_navigation_get_type ())
G_DECLARE_FINAL_TYPE (UoisNavigation, uois_navigation, UOIS, NAVIGATION, GObject)

UoisNavigation *uois_navigation_new (void);

/**
 * uois_navigation_go:
 *
 * What could be gone forward to is forgotten.
 *
 * Returns: whether @location is another one than the current
 */
gboolean uois_navigation_go (UoisNavigation *navigation, const UoisLocation *location);

/* Returns: whether there was a step to go: @steps is -1 for back, 1 for forward */
gboolean uois_navigation_step (UoisNavigation *navigation, int steps);
gboolean uois_navigation_can_step (UoisNavigation *navigation, int steps);

/* Returns: (nullable): the current location; %NULL before the first */
const UoisLocation *uois_navigation_get_location (UoisNavigation *navigation);

/* The current location's page (nullable) and, if it has none any more, the state that its last page left (nullable). */
GObject *uois_navigation_get_page (UoisNavigation *navigation);
GVariant *uois_navigation_get_state (UoisNavigation *navigation);

/* Gives the current location its page. */
void uois_navigation_set_page (UoisNavigation *navigation, GObject *page);

typedef GVariant *(*UoisNavigationSave) (GObject *page, gpointer data);

/**
 * uois_navigation_trim:
 * @keep: how many pages may live
 * @save: called for each page that has to go, returning (nullable) (transfer floating) its state
 *
 * Pages that are not the current one go in the order in which they were left.
 */
void uois_navigation_trim (UoisNavigation *navigation, guint keep, UoisNavigationSave save, gpointer data);

/* Calls @callback for each page that is alive. */
void uois_navigation_foreach_page (UoisNavigation *navigation, GFunc callback, gpointer data);

G_END_DECLS
