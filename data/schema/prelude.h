/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "language/ast.h"

G_BEGIN_DECLS

/**
 * UoisPrelude:
 * @document: `prelude.graphql`, parsed
 * @directives: its directive definitions by name
 * @enums: its enums by name
 *
 * The language that declarations are checked against.
 */
typedef struct
{
  UoisDocument *document;
  GHashTable *directives; /* const char * -> UoisNode */
  GHashTable *enums;      /* const char * -> UoisNode */
} UoisPrelude;

UoisPrelude *uois_prelude_new (void);
void uois_prelude_free (UoisPrelude *prelude);

/* The definition of a directive or enum; 0 for an unknown name. */
UoisNode uois_prelude_find_directive (const UoisPrelude *prelude, const char *name);
UoisNode uois_prelude_find_enum (const UoisPrelude *prelude, const char *name);

G_END_DECLS
