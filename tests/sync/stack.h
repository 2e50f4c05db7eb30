/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/gql.h"
#include "sync/answer.h"

G_BEGIN_DECLS

/* Servers of the stack as they say of themselves, from our own declarations. */

/* All domains of the program, made once. */
UoisRegistry *stack_registry (void);

/* Returns: (transfer full): SDL of classic services */
char *stack_classic_sdl (void);
/* Returns: (transfer full): the same, but for people, whose service is a newer one: results in unions, deletes with a
 * version, ids of authors, defaults made at its start, pages without `desc`. */
char *stack_mixed_sdl (void);
/* Replaces what must be there. */
void stack_replace (GString *sdl, const char *from, const char *to);

UoisServerSchema *stack_schema_new (const char *sdl);
UoisDialect *stack_dialect_new (const char *sdl);
/* Made once. */
UoisDialect *stack_classic (void);
UoisDialect *stack_mixed (void);

/* What the dialect says of a table; it must say something. */
const UoisDialectType *stack_type (UoisDialect *dialect, const char *table);
const UoisColumn *stack_column (const UoisDialectType *type, const char *name);

/* The id …-00000000000n. */
UoisUuid stack_id (guint number);
char *stack_id_text (guint number);

/* Returns: (transfer full): a record of which every column is known, and empty unless pairs of names and texts (NULL: empty; "?": unknown) follow; ends with NULL */
UoisSyncRecord *stack_record_new (const UoisDialectType *type, guint number, ...) G_GNUC_NULL_TERMINATED;
/* The text of a value; "null", or "?" for what is unknown. */
char *stack_get (const UoisSyncRecord *record, const char *name);
#define stack_assert_value(record, name, expected)                                                                     \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *stack_value = stack_get ((record), (name));                                                       \
    g_assert_cmpstr (stack_value, ==, (expected));                                                                     \
  }                                                                                                                    \
  G_STMT_END

/* What a text in JSON, as an answer of status 200, means for a request. */
UoisAnswer *stack_answer (const UoisRequest *request, const char *format, ...) G_GNUC_PRINTF (2, 3);

#define stack_assert_kind(answer, expected)                                                                            \
  g_assert_cmpstr (uois_answer_kind_to_string ((answer)->kind), ==, uois_answer_kind_to_string (expected))

/* Fails unless the server would execute the request. */
void stack_assert_valid (const char *sdl, const UoisRequest *request);

G_END_DECLS
