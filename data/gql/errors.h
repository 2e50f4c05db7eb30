/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/json-writer.h"
#include "language/ast.h"

G_BEGIN_DECLS

/**
 * UoisGqlPath: the way to a position of the answer (section 7.1.2), from that position up.
 * @above: (nullable): the position that this one is in
 * @name: (nullable): a response name; %NULL for an item of a list
 * @index: which item
 *
 * Lies on the stack of the functions that write the answer.
 */
typedef struct _UoisGqlPath UoisGqlPath;
struct _UoisGqlPath
{
  const UoisGqlPath *above;
  const char *name;
  guint index;
};

/**
 * UoisGqlErrors: the `errors` of an answer. Initialise with uois_gql_errors_init().
 * @rule: (nullable): name of the validation rule that is checked now; kept with its errors
 */
typedef struct
{
  GPtrArray *errors;
  guint limit;
  const char *rule;
} UoisGqlErrors;

void uois_gql_errors_init (UoisGqlErrors *errors, guint limit);
void uois_gql_errors_clear (UoisGqlErrors *errors);
guint uois_gql_errors_get_length (const UoisGqlErrors *errors);
/* Whether the limit was reached: what follows is left out. */
gboolean uois_gql_errors_is_full (const UoisGqlErrors *errors);

/**
 * uois_gql_errors_add:
 * @document: (nullable): with @nodes
 * @nodes: (array length=n_nodes): where; each gives a location
 * @path: (nullable): the position of the answer
 * @message: (transfer full): what was wrong
 */
void uois_gql_errors_add (UoisGqlErrors *errors,
                          const UoisDocument *document,
                          const UoisNode *nodes,
                          guint n_nodes,
                          const UoisGqlPath *path,
                          char *message);

/* An error at a place of the text that is no node: a syntax error, the name of a definition. */
void
uois_gql_errors_add_at (UoisGqlErrors *errors, const UoisSourceLocation *locations, guint n_locations, char *message);

/* An error of the whole request. */
void uois_gql_errors_add_request (UoisGqlErrors *errors, char *message);

/* Message and rule of one of the errors, for tests. */
const char *uois_gql_errors_get_message (const UoisGqlErrors *errors, guint index);
const char *uois_gql_errors_get_rule (const UoisGqlErrors *errors, guint index);
/* The first place of one of the errors; FALSE if it has none. */
gboolean uois_gql_errors_get_location (const UoisGqlErrors *errors, guint index, UoisSourceLocation *location);

/* `[{"message":…,"locations":[…],"path":[…]},…]` */
void uois_gql_errors_write (const UoisGqlErrors *errors, UoisJsonWriter *writer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisGqlErrors, uois_gql_errors_clear)

G_END_DECLS
