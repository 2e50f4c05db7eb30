/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "unit.h"

G_BEGIN_DECLS

/* Takes out the rows of the running bulk that refer to nothing, and those that then do, and reports them. */
gboolean uois_unit_check_bulk_references (UoisStoreUnit *unit, GError **error);

G_END_DECLS
