/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/registry.h"

/* The text of a file of tests/schema/good. */
char *library_read (const char *name);

/* library.graphql and cinema.graphql, frozen. */
UoisRegistry *library_load (void);
/* The same, added in the other order. */
UoisRegistry *library_load_backwards (void);

/* The hooks of library.graphql. */
const UoisHooks *library_get_hooks (void);
