/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * SECTION: The history of the file
 *
 * What the journal tells, for people: which step would be undone next, what
 * stands in its way, and what became of one record. Reads only; taking a step
 * back is uois_store_undo().
 */

/**
 * UoisStoreStep: a unit of work of the journal.
 * @number: the unit
 * @label: (nullable): what a person would call it
 * @person: who, if @has_person
 * @undoes: the unit that it takes back; 0: none
 * @undone: whether it is taken back itself
 */
typedef struct
{
  gint64 number;
  UoisDateTime at;
  UoisStoreOrigin origin;
  char *label;
  gboolean has_person;
  UoisUuid person;
  gint64 undoes;
  gboolean undone;
} UoisStoreStep;

void uois_store_step_free (UoisStoreStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisStoreStep, uois_store_step_free)

/* NOT_FOUND if the journal has no such unit. */
UoisStoreStep *uois_store_reader_get_step (UoisStoreReader *reader, gint64 number, GError **error);

/**
 * uois_store_reader_find_undoable:
 * @step: (out) (nullable): the newest step of a person that still counts; %NULL if there is none
 *
 * Steps of a person are edits, imports and mutations. What was loaded, invented
 * or received from a server is not taken back step by step.
 */
gboolean uois_store_reader_find_undoable (UoisStoreReader *reader, UoisStoreStep **step, GError **error);

/* Returns: (transfer full) (element-type UoisStoreStep): the newest @limit of these */
GPtrArray *uois_store_reader_list_undoable (UoisStoreReader *reader, guint limit, GError **error);

/**
 * uois_store_reader_find_redoable:
 * @step: (out) (nullable): the step that was taken back last; %NULL if there is none, or a person went on working since
 * @undo: (out): number of the unit that took it back; uois_store_undo() of that does it again
 */
gboolean uois_store_reader_find_redoable (UoisStoreReader *reader, UoisStoreStep **step, gint64 *undo, GError **error);

/**
 * UoisStoreStepsFilter: which steps are listed.
 * @after: only steps with a larger number
 * @before: only steps with a smaller number; 0: all
 * @limit: how many at most
 * @table: (nullable): only steps that touched this table
 * @person: (nullable): only this person's
 * @origins: a bit (1 << UoisStoreOrigin) for each origin; 0: all
 */
typedef struct
{
  gint64 after;
  gint64 before;
  guint limit;
  const char *table;
  const UoisUuid *person;
  guint origins;
} UoisStoreStepsFilter;

/* Returns: (transfer full) (element-type UoisStoreStep): newest first */
GPtrArray *uois_store_reader_list_steps (UoisStoreReader *reader, const UoisStoreStepsFilter *filter, GError **error);

/* How many records a step touched, and (element-type utf8) (transfer full) of which tables. */
gboolean uois_store_reader_count_step (
    UoisStoreReader *reader, gint64 number, guint64 *n_records, GPtrArray **tables, GError **error);

/**
 * uois_store_reader_list_later:
 *
 * Returns: (transfer full) (element-type UoisStoreStep): the units that changed records of unit @number after it and
 * still count, newest first: what must be undone before
 */
GPtrArray *uois_store_reader_list_later (UoisStoreReader *reader, gint64 number, GError **error);

/**
 * UoisStoreMoved: a record that is not as a unit left it.
 * @unit: what changed it last
 */
typedef struct
{
  const UoisType *type;
  gint64 row;
  gint64 unit;
} UoisStoreMoved;

/* Returns: (transfer full) (element-type UoisStoreMoved): the records for which uois_store_reader_list_later() stands in
 * the way of unit @number */
GArray *uois_store_reader_list_moved (UoisStoreReader *reader, gint64 number, GError **error);

typedef enum
{
  UOIS_STORE_INSERTED,
  UOIS_STORE_UPDATED,
  UOIS_STORE_DELETED,
} UoisStoreEvent;

/**
 * UoisStoreMoment: one change of one record.
 * @before: (nullable) (element-type UoisValue): all its columns before; %NULL if it was not there
 * @after: (nullable) (element-type UoisValue): all its columns afterwards; %NULL if it is gone
 * @changed: one per column: whether it differs
 */
typedef struct
{
  UoisStoreStep *step;
  UoisStoreEvent event;
  GArray *before;
  GArray *after;
  gboolean *changed;
} UoisStoreMoment;

void uois_store_moment_free (UoisStoreMoment *moment);

/**
 * uois_store_reader_list_moments:
 *
 * Returns: (transfer full) (element-type UoisStoreMoment): all changes of a record, newest first; empty if it never was
 */
GPtrArray *
uois_store_reader_list_moments (UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, GError **error);

/* Returns: (transfer full) (nullable): all columns of a record; %NULL without @error if there is none */
GArray *uois_store_reader_read_row (UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, GError **error);

/* Returns: (transfer full) (element-type gint64): the units whose changes of a record no server knows yet, oldest first */
GArray *
uois_store_reader_list_unsent_units (UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, GError **error);

/* ---- What became of the records of a type ---- */

/* Each adds rows to @rows; those of deleted records may be among them. %FALSE with @error on failure. */

/* Records whose changes no server knows yet. */
gboolean
uois_store_reader_find_unsent (UoisStoreReader *reader, const UoisType *type, UoisRowSet *rows, GError **error);
/* Records that a person made here. */
gboolean
uois_store_reader_find_created (UoisStoreReader *reader, const UoisType *type, UoisRowSet *rows, GError **error);
/* Records that one unit of work made, changed or deleted. */
gboolean uois_store_reader_find_changed (
    UoisStoreReader *reader, const UoisType *type, gint64 unit, UoisRowSet *rows, GError **error);
/* Records that any unit after one made, changed or deleted. */
gboolean uois_store_reader_find_changed_since (
    UoisStoreReader *reader, const UoisType *type, gint64 unit, UoisRowSet *rows, GError **error);

G_END_DECLS
