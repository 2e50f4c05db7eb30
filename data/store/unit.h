/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-private.h"

G_BEGIN_DECLS

/* What a unit does to a record, in the journal's and the outbox's words. */
typedef enum
{
  UOIS_ACTION_NONE,
  UOIS_ACTION_INSERT,
  UOIS_ACTION_UPDATE,
  UOIS_ACTION_DELETE,
} UoisAction;

const char *uois_action_get_name (UoisAction action);

/**
 * UoisUnitTable: what a unit knows of one table.
 * @next_row: number of the next new row; 0: not read yet
 * @records: (nullable) (element-type UoisUuid UoisUnitRecord): records that were changed one by one
 * @bulk_first: first row of the running bulk; 0: none
 * @bulk_count: rows of the bulk that are in the file
 * @bulk_empty: the table was empty when the bulk began, so its indexes are away
 * @was_bulk: some bulk of the unit wrote here
 */
typedef struct
{
  const UoisLayoutTable *layout;

  UoisStoreStatement *insert;
  UoisStoreStatement *read;
  UoisStoreStatement *find;
  UoisStoreStatement *search_insert;
  UoisStoreStatement *search_delete;
  UoisStoreStatement *keep_base;

  gint64 next_row;
  gint64 first_next_row;
  GHashTable *records;

  gint64 bulk_first;
  gint64 bulk_count;
  gboolean bulk_empty;
  gboolean was_bulk;
} UoisUnitTable;

/* What became of a record over the whole unit: decides the operation of the outbox. */
typedef struct
{
  UoisUuid id;
  UoisAction action;
  gboolean sent; /* something in it concerns a server */
} UoisUnitRecord;

/**
 * UoisStoreUnit: a unit of work.
 * @number: in the journal; 0: nothing written yet
 * @undoes: number of the unit that this one takes back; 0: none
 * @sends: whether changes go to the outbox
 * @changes_before: what SQLite counted on this connection when the unit began
 * @state: what the journal says that a row is after a change: see row-states.h; -1: something new
 * @inner_changes: (nullable) (element-type UoisStoreChange): of units inside this one
 * @tables: (element-type UoisUnitTable) (nullable elements): at the type's index
 * @keys: scratch for sort keys
 * @failure: (nullable): what broke the unit; from then on nothing is written
 */
struct _UoisStoreUnit
{
  UoisStore *store;
  UoisConnection *connection;
  UoisStoreReader reader;

  UoisStoreOrigin origin;
  const char *label;
  const UoisUuid *person;
  gint64 undoes;
  gboolean sends;
  gint64 number;
  gint64 changes_before;
  gint64 state;

  GPtrArray *inner_changes;
  GPtrArray *tables;
  GByteArray *keys;
  GError *failure;

  gboolean in_bulk;
  gboolean was_bulk;
  UoisStoreRejected rejected;
  gpointer rejected_data;
};

/* ---- unit.c ---- */

UoisStoreUnit *
uois_unit_new (UoisStore *store, UoisStoreOrigin origin, const char *label, const UoisUuid *person, gint64 undoes);
void uois_unit_free (UoisStoreUnit *unit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisStoreUnit, uois_unit_free)

/* Ends a bulk, writes counters and outbox. The transaction is still open. */
gboolean uois_unit_finish (UoisStoreUnit *unit, GError **error);
/* Takes over what listeners must hear of a unit that was made inside this one and is finished. */
void uois_unit_take_inner (UoisStoreUnit *unit, UoisStoreUnit *inner);
/* Returns: (transfer full) (element-type UoisStoreChange) */
GPtrArray *uois_unit_steal_changes (UoisStoreUnit *unit);
gboolean uois_unit_was_bulk (UoisStoreUnit *unit);
/* Rows of the running bulk are neither logged nor indexed nor sent one by one. */
gboolean uois_unit_is_bulk_row (const UoisUnitTable *table, gint64 row);

/* After the transaction: what a bulk switched on the connection. */
void uois_unit_restore_connection (UoisConnection *connection);
/* After the transaction: the memory of a large unit. */
void uois_unit_shrink_connection (UoisConnection *connection);

UoisUnitTable *uois_unit_get_table (UoisStoreUnit *unit, const UoisType *type, GError **error);
/* (transfer full) @failure: breaks the unit. Returns: %FALSE */
gboolean uois_unit_break (UoisStoreUnit *unit, GError *failure, GError **error);
gboolean uois_unit_break_with_code (UoisStoreUnit *unit, int code, GError **error);
/* %FALSE with the first failure if the unit is broken. */
gboolean uois_unit_check (UoisStoreUnit *unit, GError **error);
/* Returns: (transfer none): the statement that the unit keeps at @statement, prepared if it is not yet; %NULL breaks the unit */
UoisStoreStatement *
uois_unit_get_statement (UoisStoreUnit *unit, UoisStoreStatement **statement, const char *sql, GError **error);
/* Remembers what was done to a record, for the outbox and the listeners. */
UoisUnitRecord *uois_unit_note (UoisStoreUnit *unit, UoisUnitTable *table, const UoisUuid *id, UoisAction action);

/* ---- rows.c ---- */

/* The stored row of a record: (out) @row and (element-type UoisValue) @values, one per column. */
gboolean uois_unit_read_row (
    UoisStoreUnit *unit, UoisUnitTable *table, const UoisUuid *id, gint64 *row, GArray *values, GError **error);

/* With a row number of its own, as an undo wants it back; 0: the next. Checks references unless @trusted. */
gboolean uois_unit_insert_row (
    UoisStoreUnit *unit, UoisUnitTable *table, const UoisValue *values, gint64 row, gboolean trusted, GError **error);
gboolean uois_unit_update_row (UoisStoreUnit *unit,
                               UoisUnitTable *table,
                               const UoisUuid *id,
                               const UoisValue *values,
                               const gboolean *changed,
                               gboolean trusted,
                               GError **error);
gboolean
uois_unit_delete_row (UoisStoreUnit *unit, UoisUnitTable *table, const UoisUuid *id, gboolean trusted, GError **error);

/* An array that clears its values. */
GArray *uois_unit_new_values (const UoisType *type);

/* ---- references.c ---- */

/* REFERENCE if an enforced target of the new @values is missing. @changed: (nullable): only these columns */
gboolean uois_unit_check_targets (
    UoisStoreUnit *unit, UoisUnitTable *table, const UoisValue *values, const gboolean *changed, GError **error);
/* REFERENCE if a record refers to @id. */
gboolean uois_unit_check_referrers (UoisStoreUnit *unit, UoisUnitTable *table, const UoisUuid *id, GError **error);

/* ---- journal.c ---- */

/* Writes the unit's own line, if that is not there yet. */
gboolean uois_unit_begin (UoisStoreUnit *unit, GError **error);

/* @before: (nullable): the columns of @table as they were; @changed: (nullable): only these */
gboolean uois_unit_log (UoisStoreUnit *unit,
                        UoisUnitTable *table,
                        UoisAction action,
                        const UoisUuid *id,
                        gint64 row,
                        const UoisValue *before,
                        const gboolean *changed,
                        GError **error);
/* The rows of the running bulk. */
gboolean uois_unit_log_bulk (UoisStoreUnit *unit, UoisUnitTable *table, GError **error);

/* ---- outbox.c ---- */

/* One operation per record that was changed one by one. */
gboolean uois_unit_write_outbox (UoisStoreUnit *unit, GError **error);
/* One operation per row of the running bulk. */
gboolean uois_unit_send_bulk (UoisStoreUnit *unit, UoisUnitTable *table, GError **error);

/* ---- agreed.c ---- */

/* Before a change that goes to the outbox: what was agreed on with a server is the record as it was, from now on. */
gboolean uois_unit_keep_base (UoisStoreUnit *unit, UoisUnitTable *table, const UoisValue *before, GError **error);

/* ---- search.c ---- */

gboolean uois_unit_index_bulk (UoisStoreUnit *unit, UoisUnitTable *table, GError **error);

/* Enters or takes out the searched columns of one row. */
gboolean uois_unit_index_row (
    UoisStoreUnit *unit, UoisUnitTable *table, gboolean remove, gint64 row, const UoisValue *values, GError **error);

/* ---- bulk.c ---- */

gboolean uois_unit_prepare_bulk_table (UoisStoreUnit *unit, UoisUnitTable *table, GError **error);

G_END_DECLS
