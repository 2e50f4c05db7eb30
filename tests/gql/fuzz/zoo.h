/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/gql.h"

G_BEGIN_DECLS

/* A session over the schema of tests/gql/validation/, made when it is asked for first; it forgets nothing. */
UoisGqlSession *zoo_get_session (void);

/* Executes a request whose values come from a small zoo, and checks that the answer is JSON. */
void zoo_execute (const char *document, gsize length, const char *variables);

G_END_DECLS
