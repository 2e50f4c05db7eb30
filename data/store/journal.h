/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store.h"

G_BEGIN_DECLS

/* The word of the journal. */
const char *uois_origin_get_name (UoisStoreOrigin origin);

G_END_DECLS
