/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/check.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * Campus: a file of the small world of campus.graphql in a folder of its own.
 */
typedef struct
{
  char *folder;
  char *path;
  UoisRegistry *registry;
  UoisStore *store;

  const UoisType *kind;
  const UoisType *team;
  const UoisType *person;
  const UoisType *member;
} Campus;

/* Reads tests/store/<name>; aborts on a fault. */
UoisRegistry *campus_read_registry (const char *name);

/* Keeps the files of this program in memory, where the system has a place for that: a test that writes many times and
 * cuts no power has no use for a disk. Before anything else. */
void campus_use_memory (void);

void campus_set_up (Campus *campus, gconstpointer data);
void campus_tear_down (Campus *campus, gconstpointer data);
/* Closes and opens the file again. */
void campus_reopen (Campus *campus);

/* ---- Rows: values by column name ---- */

typedef struct
{
  const UoisType *type;
  UoisValue *values;
  gboolean *changed; /* columns that were set */
} Row;

Row *row_new (const UoisType *type);
void row_free (Row *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Row, row_free)

UoisValue *row_get (Row *row, const char *column);
const UoisUuid *row_get_id (Row *row);
/* @text: in the form of the API; NULL for null */
void row_set (Row *row, const char *column, const char *text);
void row_set_uuid (Row *row, const char *column, const UoisUuid *uuid);

/* ---- One unit of work from a list of steps ---- */

typedef enum
{
  STEP_INSERT,
  STEP_UPDATE,
  STEP_DELETE,
} StepKind;

/* Runs it with @origin; g_assert_no_error unless @error. */
gboolean campus_run (Campus *campus, UoisStoreOrigin origin, StepKind kind, Row *row, GError **error);
void campus_insert (Campus *campus, Row *row);

/* ---- Looking at the file ---- */

/* The first value of the first row of a question in SQL. */
gint64 campus_count (Campus *campus, const char *sql);
char *campus_text (Campus *campus, const char *sql);
/* All values of a select's first column as text, joined by "|". @bind: (nullable): values of its parameters */
char *campus_select (Campus *campus, const UoisSelect *select, const UoisValue *bind, guint n_bind);
/* A checksum over the rows of all tables, row numbers and sort keys included. */
char *campus_fingerprint (Campus *campus);
/* Fails the test if uois_store_check() finds anything. */
void assert_store_sound (UoisStore *store);
void campus_assert_sound (Campus *campus);

G_END_DECLS
