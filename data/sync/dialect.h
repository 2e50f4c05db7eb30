/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/registry.h"
#include "sync/capability.h"
#include "sync/server-schema.h"

G_BEGIN_DECLS

/**
 * SECTION: What a server offers for our types
 *
 * Servers of the stack differ, and so do the services behind one gateway. A
 * dialect is found out for each field, from what the server says of itself, and
 * never supposed for a whole server. What is not understood is not used: then a
 * type can only be read, or is hidden, and says why. Pure; immutable but for
 * uois_dialect_disable_mutation() and uois_dialect_disable_input().
 */
typedef struct _UoisDialect UoisDialect;
typedef struct _UoisDialectType UoisDialectType;

typedef enum
{
  UOIS_DIALECT_HIDDEN,
  UOIS_DIALECT_READ_ONLY,
  UOIS_DIALECT_READ_WRITE,
} UoisDialectAccess;

/**
 * UoisDialectChanges: how it is found out what changed since the last time.
 * @UOIS_DIALECT_CHANGES_NONE: not at all
 * @UOIS_DIALECT_CHANGES_PARENT: by reading the lists of the records that they belong to
 * @UOIS_DIALECT_CHANGES_SCAN: by reading everything
 * @UOIS_DIALECT_CHANGES_NEWEST_FIRST: by reading the newest first, until one is old enough
 * @UOIS_DIALECT_CHANGES_FILTER: by asking for what changed since a time
 *
 * Deletions show in complete scans only.
 */
typedef enum
{
  UOIS_DIALECT_CHANGES_NONE,
  UOIS_DIALECT_CHANGES_PARENT,
  UOIS_DIALECT_CHANGES_SCAN,
  UOIS_DIALECT_CHANGES_NEWEST_FIRST,
  UOIS_DIALECT_CHANGES_FILTER,
} UoisDialectChanges;

/**
 * UoisDialectColumn: a column that can be read.
 * @field: the field of the server's type
 * @object: the field gives an object: its `id` is the value
 */
typedef struct
{
  const UoisColumn *column;
  char *field;
  gboolean object;
} UoisDialectColumn;

/**
 * UoisDialectFilter: a key of the page's filter that compares a column.
 * @related: the key is that of the record referred to, and compares its `id`
 * @operators: (array zero-terminated=1): "_eq", "_ge", …
 */
typedef struct
{
  const UoisColumn *column;
  char *name;
  gboolean related;
  char **operators;
} UoisDialectFilter;

/**
 * UoisDialectPage: the root field that lists the records.
 * @skip, @limit, @where, @orderby, @desc: (nullable): GraphQL types of the arguments that it has
 * @filters: (element-type UoisDialectFilter)
 */
typedef struct
{
  char *field;
  char *skip;
  char *limit;
  char *where;
  char *orderby;
  char *desc;
  GPtrArray *filters;
} UoisDialectPage;

/**
 * UoisDialectParent: the list of another type's records from which ours are read, if there is no page.
 * @type: whose records have the list; they may be read from a parent themselves
 * @field: the list
 * @limit: (nullable): GraphQL type of its argument `limit`
 * @near: our column that holds the parent's id
 * @far: (nullable): for a table of links: our column that holds the id of what is listed. The server does not show
 *   the ids of links themselves.
 */
typedef struct
{
  const UoisDialectType *type;
  char *field;
  char *limit;
  const UoisColumn *near;
  const UoisColumn *far;
} UoisDialectParent;

/**
 * UoisDialectResult: what a mutation answers.
 * @UOIS_DIALECT_RESULT_CLASSIC: an object with `msg`, often `id` and the record
 * @UOIS_DIALECT_RESULT_UNION: the record, or an object that says what was wrong
 * @UOIS_DIALECT_RESULT_ERROR: null, or an object that says what was wrong
 */
typedef enum
{
  UOIS_DIALECT_RESULT_CLASSIC,
  UOIS_DIALECT_RESULT_UNION,
  UOIS_DIALECT_RESULT_ERROR,
} UoisDialectResult;

/**
 * UoisDialectInput: what a mutation takes for one column.
 * @name: of the input field, or of the argument if the mutation takes scalars
 * @type: its GraphQL type
 * @token: the version of the record that is changed
 * @required: must be given, and not as null
 * @baked: the server has a default that it made when it started: always to be sent
 * @omission_wipes: leaving it out empties the column
 */
typedef struct
{
  const UoisColumn *column;
  char *name;
  char *type;
  gboolean token;
  gboolean required;
  gboolean baked;
  gboolean omission_wipes;
} UoisDialectInput;

/**
 * UoisDialectMutation:
 * @field: the root field
 * @kind: what it does; %UOIS_OPERATION_LINK and the like find the record by its natural key
 * @argument: (nullable): the argument that takes an input object; %NULL if the inputs are arguments themselves
 * @argument_type: (nullable): its GraphQL type
 * @inputs: (element-type UoisDialectInput)
 * @entity: (nullable): of a classic result: the field with the record as it is now; %NULL if it is another type's
 * @has_id: the classic result has an `id`
 * @success_type: (nullable): of a union: the record's type
 * @error_type: (nullable): of a union and of an error: the type that says what was wrong
 * @error_entity: (nullable): its field with the record as it is now
 * @error_code: whether it has `code`: then an error in the same request may undo a success
 * @clears: null empties a column; otherwise null means "as it was"
 */
typedef struct
{
  UoisOperationKind kind;
  char *field;
  UoisDialectResult result;
  char *argument;
  char *argument_type;
  GPtrArray *inputs;
  char *entity;
  gboolean has_id;
  char *success_type;
  char *error_type;
  char *error_entity;
  gboolean error_message;
  gboolean error_code;
  gboolean clears;
} UoisDialectMutation;

/**
 * UoisDialectType:
 * @dialect: whose it is, and that keeps it alive
 * @type: a type of ours that has a table and that servers may have
 * @access: what can be done with it
 * @columns: (element-type UoisDialectColumn): what can be read of it, without `id`
 * @token: (nullable): the field with the version
 * @page: (nullable)
 * @parent: (nullable): only without @page
 * @by_id: (nullable): the root field that gives one record
 * @by_id_argument: (nullable): its argument
 * @by_id_type: (nullable): the GraphQL type of that
 * @stubs: a record that is not there may be given as an object with nothing but its id
 * @insert: (nullable)
 * @update: (nullable)
 * @remove: (nullable)
 * @reasons: (element-type utf8): sentences in the person's language: what cannot be done and why
 */
struct _UoisDialectType
{
  UoisDialect *dialect;
  const UoisType *type;
  UoisDialectAccess access;
  UoisDialectChanges changes;
  GPtrArray *columns;
  char *token;
  UoisDialectPage *page;
  UoisDialectParent *parent;
  char *by_id;
  char *by_id_argument;
  char *by_id_type;
  gboolean stubs;
  UoisDialectMutation *insert;
  UoisDialectMutation *update;
  UoisDialectMutation *remove;
  GPtrArray *reasons;
};

/**
 * uois_dialect_new:
 * @schema: what the server says of itself
 * @registry: a frozen registry; the dialect holds a reference
 *
 * Returns: (transfer full): what the server offers for each of our types
 */
UoisDialect *uois_dialect_new (UoisServerSchema *schema, UoisRegistry *registry);
UoisDialect *uois_dialect_ref (UoisDialect *dialect);
void uois_dialect_unref (UoisDialect *dialect);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisDialect, uois_dialect_unref)

/* A dialect is kept as the schema that it was made of (uois_server_schema_serialize()), under its hash. */
UoisServerSchema *uois_dialect_get_schema (const UoisDialect *dialect);

/* Returns: (transfer none) (element-type UoisDialectType): one for each of our types that servers may have, in the order of the tables */
const GPtrArray *uois_dialect_get_types (const UoisDialect *dialect);
/* %NULL for a type that no server has. */
const UoisDialectType *uois_dialect_find_type (const UoisDialect *dialect, const UoisType *type);

/**
 * uois_dialect_disable_mutation:
 * @mutation: a root field of the server
 * @words: (nullable): what the server said
 *
 * For a mutation that turned out to fail whatever is sent: whoever keeps the
 * dialect keeps these names with the schema's hash. Not while another thread
 * uses the dialect.
 */
void uois_dialect_disable_mutation (UoisDialect *dialect, const char *mutation, const char *words);

/* For a column that one mutation turned out not to be able to write; the mutation goes on without it. */
void uois_dialect_disable_input (UoisDialect *dialect, const char *mutation, const UoisColumn *column);

const UoisDialectColumn *uois_dialect_type_find_column (const UoisDialectType *type, const UoisColumn *column);
/* The key of the page's filter that compares @column by the operator @how; %NULL if there is none. */
const UoisDialectFilter *
uois_dialect_type_find_filter (const UoisDialectType *type, const UoisColumn *column, const char *how);
/* What @mutation (nullable) takes for @column; %NULL if it takes nothing for it. */
const UoisDialectInput *uois_dialect_mutation_find_input (const UoisDialectMutation *mutation,
                                                          const UoisColumn *column);

/* Returns: (transfer full): what the planner has to know of it */
UoisSyncCapability *uois_dialect_type_make_capability (const UoisDialectType *type);

/**
 * uois_dialect_type_describe:
 *
 * Returns: (transfer full): in short sentences of the person's language what can be done with records of the type
 */
char *uois_dialect_type_describe (const UoisDialectType *type);

/**
 * uois_dialect_describe:
 *
 * Returns: (transfer full): for "Test connection": per domain and type what the server offers, and why not more; lines of text
 */
char *uois_dialect_describe (const UoisDialect *dialect);

G_END_DECLS
