/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/progress.h"
#include "repo/list-filter.h"
#include "repo/profile.h"
#include "schema/registry.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SECTION: A person's file
 *
 * The facade over all of data: what the window and the command line use.
 * `*_async` functions answer in the caller's main context and never block it;
 * the others may take long and are for the command line, worker threads and tests.
 */
#define UOIS_TYPE_FILE (uois_file_get_type ())
G_DECLARE_FINAL_TYPE (UoisFile, uois_file, UOIS, FILE, GObject)

typedef enum
{
  UOIS_FILE_OPEN_NONE = 0,
  UOIS_FILE_OPEN_CREATE = 1 << 0,
  UOIS_FILE_OPEN_NEW = 1 << 1, /* an existing file is an error */
  UOIS_FILE_OPEN_READ_ONLY = 1 << 2,
  UOIS_FILE_OPEN_MAP = 1 << 3,    /* answers questions faster; what is read counts as memory of the process */
  UOIS_FILE_OPEN_SHARED = 1 << 4, /* while another program writes to it, open it for reading: uois_file_get_owner() */
} UoisFileOpenFlags;

/* The person's own file: uois-desk/uois-desk.uois under the XDG data directory. */
char *uois_file_get_default_path (void);

UoisFile *uois_file_open (
    const char *path, UoisRegistry *registry, UoisFileOpenFlags flags, GCancellable *cancellable, GError **error);
void uois_file_open_async (const char *path,
                           UoisRegistry *registry,
                           UoisFileOpenFlags flags,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
UoisFile *uois_file_open_finish (GAsyncResult *result, GError **error);
gboolean uois_file_close (UoisFile *file, GError **error);

UoisRegistry *uois_file_get_registry (UoisFile *file);
const char *uois_file_get_path (UoisFile *file);
gboolean uois_file_get_read_only (UoisFile *file);

/**
 * UoisFile::changed:
 * @type: (type gpointer): a #UoisType whose records changed; %NULL: any may have
 *
 * After COMMIT, in the main context that opened the file.
 */

/**
 * UoisFile::setting-changed:
 * @key: which setting; also the detail of the signal
 *
 * A setting was written by uois_file_set_setting_async() or a function that is built on it. After COMMIT, in the main
 * context that opened the file.
 */

/* ---- Lists ---- */

/**
 * UoisListRequest: which records of a type a list shows, in which order.
 * @search: (nullable): what the person typed; every word must begin a word of the record, case and diacritics do not matter
 * @sort: (nullable): a field of kind COLUMN, EXPRESSION or REFERENCE (by the target's title); %NULL: the type's own order
 * @relation: (nullable): only the records that this to-many field of @parent leads to
 * @parent: with @relation
 * @filter: (nullable): conditions that hold as well
 */
typedef struct
{
  const UoisType *type;
  const char *search;
  const UoisField *sort;
  gboolean descending;
  const UoisField *relation;
  UoisUuid parent;
  UoisListFilter *filter;
} UoisListRequest;

/**
 * uois_file_list_async:
 *
 * Returns: (element-type gint64): the rows in order: small integers that
 * uois_file_fetch_async() understands; stable as long as the record lives, never used again
 */
void uois_file_list_async (UoisFile *file,
                           const UoisListRequest *request,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
GArray *uois_file_list_finish (UoisFile *file, GAsyncResult *result, GError **error);
GArray *uois_file_list (UoisFile *file, const UoisListRequest *request, GCancellable *cancellable, GError **error);

/**
 * UoisRecord: what a list or form shows of one record.
 * @row: its row
 * @id: its id
 * @title: as the declaration composes it; never empty
 * @texts: one per requested field: text for people in the current locale (dates, numbers, titles of targets); "" for null
 * @values: one per requested field: the value itself; for a reference the id that is stored, also when its target is not in the file
 * @dangling: one per requested field: a reference whose target is not in this file
 *
 * Immutable, reference-counted, any thread.
 */
typedef struct
{
  gatomicrefcount reference_count;
  const UoisType *type;
  gint64 row;
  UoisUuid id;
  char *title;
  guint n_fields;
  char **texts;
  UoisValue *values;
  gboolean *dangling;
} UoisRecord;

#define UOIS_TYPE_RECORD (uois_record_get_type ())
GType uois_record_get_type (void);
UoisRecord *uois_record_ref (UoisRecord *record);
void uois_record_unref (UoisRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisRecord, uois_record_unref)

/**
 * uois_file_fetch_async:
 * @rows: rows of @type, as uois_file_list_async() gave them
 * @fields: fields of kind COLUMN, EXPRESSION, HOOK or REFERENCE
 *
 * Returns: (element-type UoisRecord) (transfer full): one per row, in order; %NULL elements for rows that are gone
 */
void uois_file_fetch_async (UoisFile *file,
                            const UoisType *type,
                            const gint64 *rows,
                            guint n_rows,
                            const UoisField *const *fields,
                            guint n_fields,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GPtrArray *uois_file_fetch_finish (UoisFile *file, GAsyncResult *result, GError **error);
GPtrArray *uois_file_fetch (UoisFile *file,
                            const UoisType *type,
                            const gint64 *rows,
                            guint n_rows,
                            const UoisField *const *fields,
                            guint n_fields,
                            GCancellable *cancellable,
                            GError **error);

/* The whole record: every scalar and to-one field of the type, in the order of type->fields; to-many fields are "" */
void uois_file_read_async (UoisFile *file,
                           const UoisType *type,
                           const UoisUuid *id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
UoisRecord *uois_file_read_finish (UoisFile *file, GAsyncResult *result, GError **error);

/**
 * uois_file_count_async:
 *
 * How many records each of the type's tabs leads to.
 *
 * Returns: (element-type gint64): one per item of type->tabs
 */
void uois_file_count_async (UoisFile *file,
                            const UoisType *type,
                            const UoisUuid *id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GArray *uois_file_count_finish (UoisFile *file, GAsyncResult *result, GError **error);

/**
 * uois_file_totals_async:
 *
 * Returns: (element-type gint64): the number of records per table, in the order of uois_registry_get_tables()
 */
void
uois_file_totals_async (UoisFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GArray *uois_file_totals_finish (UoisFile *file, GAsyncResult *result, GError **error);

/**
 * uois_file_search_async:
 *
 * Searches every type that has a search index.
 *
 * Returns: (element-type UoisRecord): the best @limit per type, with no fields, grouped by type in sidebar order
 */
void uois_file_search_async (UoisFile *file,
                             const char *text,
                             guint limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GPtrArray *uois_file_search_finish (UoisFile *file, GAsyncResult *result, GError **error);

/* ---- Seed files (systemdata.json) ---- */

/**
 * UoisLoadTable: what became of the rows of one key of the file.
 * @name: the key
 * @type: (nullable): %NULL if no table has that name
 * @rows: how many the file has: stored + present + rejected, always
 * @stored: written now
 * @present: their id was there already; left as it was
 * @rejected: not stored
 * @reasons: (element-type utf8): one sentence for each reason, with the number of rows and an example
 * @notes: (element-type utf8): what was changed on the way (renamed keys, unknown keys, empty ids read as null, dangling references kept), with counts
 */
typedef struct
{
  char *name;
  const UoisType *type;
  guint64 rows;
  guint64 stored;
  guint64 present;
  guint64 rejected;
  GPtrArray *reasons;
  GPtrArray *notes;
} UoisLoadTable;

/**
 * uois_file_load:
 * @text: a seed file
 * @name: for messages
 *
 * One unit of work: all of it or, on @error, nothing.
 *
 * Returns: (element-type UoisLoadTable) (transfer full): one per key, in the order of the file
 */
GPtrArray *uois_file_load (UoisFile *file,
                           const char *text,
                           gsize length,
                           const char *name,
                           UoisProgress progress,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error);

/* Loads the type lists of every domain (their seed.json). */
gboolean uois_file_load_seed (UoisFile *file, GCancellable *cancellable, GError **error);

/**
 * uois_file_dump:
 * @tables: (nullable) (array zero-terminated=1): only these
 *
 * Writes the feeder's format (contract/wire.md section 7), parents first.
 *
 * Returns: (element-type utf8) (transfer full): what was left out and why; empty if nothing
 */
GPtrArray *uois_file_dump (
    UoisFile *file, const char *const *tables, GOutputStream *stream, GCancellable *cancellable, GError **error);

/* ---- Bulk writing (the demo generator) ---- */

typedef struct _UoisFileBulk UoisFileBulk;
typedef gboolean (*UoisFileBulkJob) (UoisFileBulk *bulk, gpointer data, GCancellable *cancellable, GError **error);

/* Runs @job on the writer thread as one unit of work. */
gboolean uois_file_bulk (
    UoisFile *file, const char *label, UoisFileBulkJob job, gpointer data, GCancellable *cancellable, GError **error);
/* @values: one per column of @type, in order. */
gboolean uois_file_bulk_insert (UoisFileBulk *bulk, const UoisType *type, const UoisValue *values, GError **error);

/* ---- Questions ---- */

/**
 * UoisQueryRequest:
 * @document: GraphQL text
 * @variables: (nullable): a JSON object
 * @operation: (nullable): which operation of the document
 * @deadline: moment of g_get_monotonic_time() after which reading stops with an error in the answer; 0: never
 * @profile: (nullable): gets what answering cost; planning is not taken from earlier questions then
 */
typedef struct
{
  const char *document;
  const char *variables;
  const char *operation;
  gint64 deadline;
  UoisProfile *profile;
} UoisQueryRequest;

/* Whether answering may change the file: it can if the operation is a mutation. %FALSE for what cannot be parsed. */
gboolean uois_query_request_writes (const UoisQueryRequest *request);

/**
 * uois_file_set_subgraph:
 * @domain: (nullable): whose subgraph of the federation the file answers as; %NULL: the API of all domains
 *
 * Before the first question.
 */
void uois_file_set_subgraph (UoisFile *file, const UoisDomain *domain);

/**
 * uois_file_query:
 * @has_errors: (out) (optional): whether the answer has an `errors` list
 * @error: only for a failure of the file or cancellation; what is wrong with the question stands in the answer
 *
 * A query only reads. The mutations of an operation are made one after the
 * other, each a unit of work of its own; in a file that is open for reading
 * each is an error of the answer.
 *
 * Returns: (transfer full): the response as JSON text
 */
GBytes *uois_file_query (
    UoisFile *file, const UoisQueryRequest *request, gboolean *has_errors, GCancellable *cancellable, GError **error);

/* How many statements questions have run so far. */
guint64 uois_file_get_statement_count (UoisFile *file);

/* ---- Care ---- */

/* Settings are kept in the file beside the data and are in no history. %NULL if absent. These wait for the disk. */
char *uois_file_get_setting (UoisFile *file, const char *key);
gboolean uois_file_set_setting (UoisFile *file, const char *key, const char *value, GError **error);

/* Returns: (transfer full) (nullable): the value; %NULL without @error if it is absent */
void uois_file_get_setting_async (
    UoisFile *file, const char *key, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *uois_file_get_setting_finish (UoisFile *file, GAsyncResult *result, GError **error);

/* @value: (nullable): %NULL removes it. It is on disk when the call is answered; UoisFile::setting-changed follows. */
void uois_file_set_setting_async (UoisFile *file,
                                  const char *key,
                                  const char *value,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean uois_file_set_setting_finish (UoisFile *file, GAsyncResult *result, GError **error);

G_END_DECLS
