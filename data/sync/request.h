/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/dialect.h"
#include "sync/sync-record.h"

G_BEGIN_DECLS

/**
 * SECTION: What is sent
 *
 * One root field a request, so that one service that is down or one refused
 * operation spoils nothing else. Everything that varies travels in variables.
 * New records have ids of our own; changes carry all that is known of the
 * record, since some servers empty what is left out; versions are echoed byte
 * for byte.
 */

/* What a gateway takes; longer bodies are refused before they are sent. */
#define UOIS_REQUEST_SIZE_MAX (100 * 1024)
/* How many entries of a list inside a record are asked for; a list of so many may be cut off. */
#define UOIS_REQUEST_LIST_LIMIT 1000

typedef enum
{
  UOIS_REQUEST_INTROSPECTION,
  UOIS_REQUEST_PAGE,
  UOIS_REQUEST_RECORD,
  UOIS_REQUEST_LIST,
  UOIS_REQUEST_INSERT,
  UOIS_REQUEST_UPDATE,
  UOIS_REQUEST_DELETE,
} UoisRequestKind;

/**
 * UoisRequest:
 * @name: of the operation, for logs: it tells nothing of the content
 * @query: GraphQL text
 * @variables: JSON text of an object
 * @root: (nullable): the root field
 * @type: (nullable): what it is about; %NULL for introspection
 * @mutation: (nullable): of a write
 * @id: the record's, or the parent's of a list
 * @limit: of a page: how many it asks for
 * @record: (nullable): of a write: what it sends
 * @token: (nullable): of a write: the version that it is about
 * @uncleared: (element-type UoisColumn): of an update: columns that are empty here and that this server cannot empty
 *
 * Immutable and reference-counted; keeps the dialect alive, and like it needs the registry.
 */
typedef struct
{
  gatomicrefcount reference_count;
  UoisRequestKind kind;
  char *name;
  char *query;
  char *variables;
  char *root;
  UoisDialect *dialect;
  const UoisDialectType *type;
  const UoisDialectMutation *mutation;
  UoisUuid id;
  guint limit;
  UoisSyncRecord *record;
  char *token;
  GPtrArray *uncleared;
} UoisRequest;

/**
 * UoisRequestWindow: which records of a page.
 * @skip: how many to pass over
 * @limit: how many, at most
 * @newest_first: ordered by when they were changed, the newest (and those of which it is not known) first; else by id,
 *   if the server can
 * @since: (nullable): only those changed since, in the server's words; needs %UOIS_DIALECT_CHANGES_FILTER
 * @column: (nullable): only those of which this column is one of @ids; not together with @since
 * @ids: (array length=n_ids): with @column, at least one
 *
 * Pages have no cursor, and rows move between requests: overlap windows, and drop what was seen already. A page
 * that cannot be ordered (`orderby` of UoisDialectPage) is to be read in one piece.
 */
typedef struct
{
  guint skip;
  guint limit;
  gboolean newest_first;
  const char *since;
  const UoisColumn *column;
  const UoisUuid *ids;
  guint n_ids;
} UoisRequestWindow;

UoisRequest *uois_request_new_introspection (void);

/**
 * uois_request_new_page:
 * @type: one that can be read
 *
 * A type without a page is read from the lists of its parents: the window is one of parents then.
 *
 * Returns: (transfer full) (nullable): %NULL if the server's page cannot be filtered as the window wants. Some servers
 *   offer filters behind which there is nothing; their answer is an error then.
 */
UoisRequest *uois_request_new_page (const UoisDialectType *type, const UoisRequestWindow *window);

/**
 * uois_request_new_record:
 *
 * Reads one record, past the caches of the servers where that is possible.
 *
 * Returns: (transfer full) (nullable): %NULL if the server shows these records in lists of others only
 */
UoisRequest *uois_request_new_record (const UoisDialectType *type, const UoisUuid *id);

/**
 * uois_request_new_list:
 * @type: one that is read from a parent
 * @parent: id of that
 *
 * Reads all records of one parent.
 *
 * Returns: (transfer full) (nullable): %NULL if the server does not show the parent alone
 */
UoisRequest *uois_request_new_list (const UoisDialectType *type, const UoisUuid *parent);

/**
 * uois_request_new_insert:
 * @record: all that is known of it; its id is sent
 * @error: return location for %UOIS_ERROR_INVALID: this server cannot take the record, and why; %UOIS_ERROR_LIMIT: it is too long
 */
UoisRequest *uois_request_new_insert (const UoisDialectType *type, const UoisSyncRecord *record, GError **error);

/**
 * uois_request_new_update:
 * @record: all that is known of it as it shall be, sent as a whole
 * @base: (nullable): as it was at the server
 * @token: (nullable): the version that it changes; without one the server cannot take it
 * @error: as for uois_request_new_insert()
 */
UoisRequest *uois_request_new_update (const UoisDialectType *type,
                                      const UoisSyncRecord *record,
                                      const UoisSyncRecord *base,
                                      const char *token,
                                      GError **error);

/**
 * uois_request_new_delete:
 * @record: the record; for a link, its key must be known
 * @token: (nullable): the version that is deleted, where the server asks for it. Others delete whatever is there:
 *   read and compare right before.
 * @error: as for uois_request_new_insert()
 */
UoisRequest *
uois_request_new_delete (const UoisDialectType *type, const UoisSyncRecord *record, const char *token, GError **error);

UoisRequest *uois_request_ref (const UoisRequest *request);
void uois_request_unref (UoisRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisRequest, uois_request_unref)

gboolean uois_request_is_write (const UoisRequest *request);

/* Returns: (transfer full): the body of a POST: `{"operationName": …, "query": …, "variables": {…}}` */
GBytes *uois_request_to_body (const UoisRequest *request);

G_END_DECLS
