/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/registry.h"

G_BEGIN_DECLS

/**
 * uois_domains_load:
 * @error: return location for a fault in a declaration
 *
 * Returns: (transfer full): the frozen registry of all domains that the program was built with
 */
UoisRegistry *uois_domains_load (GError **error);

G_END_DECLS
