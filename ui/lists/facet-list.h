/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisFacetList: the values that a field has in a list, with how many records have each, to tick.
 *
 * Emits "changed" when something is ticked.
 */
#define UOIS_TYPE_FACET_LIST (uois_facet_list_get_type ())
G_DECLARE_FINAL_TYPE (UoisFacetList, uois_facet_list, UOIS, FACET_LIST, GtkWidget)

/**
 * uois_facet_list_load:
 * @request: of which list; read before the call returns
 * @ticked: (nullable): a condition of @field whose values are ticked at first
 *
 * Takes the place of what was shown.
 */
void uois_facet_list_load (UoisFacetList *list,
                           UoisFile *file,
                           const UoisListRequest *request,
                           const UoisField *field,
                           const UoisListCondition *ticked);

/* Shows only values that have @text in them. */
void uois_facet_list_set_search (UoisFacetList *list, const char *text);

/* Returns: (transfer full) (nullable): what is ticked, compared by @compare; %NULL if nothing is */
UoisListCondition *uois_facet_list_make_condition (UoisFacetList *list, UoisListOperator compare);

G_END_DECLS
