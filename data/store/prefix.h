/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/collation.h"
#include "schema/select.h"

G_BEGIN_DECLS

/**
 * uois_prefix_get_bounds:
 * @compare: how @text is compared: LIKE, ILIKE or STARTS_WITH
 * @text: the pattern or the literal beginning
 * @lower: (out): see uois_collator_append_prefix_bounds()
 * @upper: (out): likewise
 *
 * Which part of an index of sort keys a comparison can be limited to.
 *
 * Returns: %FALSE if to none: the pattern begins with a wildcard
 */
gboolean uois_prefix_get_bounds (
    UoisCollator *collator, UoisCompare compare, const char *text, GByteArray *lower, GByteArray *upper);

G_END_DECLS
