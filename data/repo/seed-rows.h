/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/seed-file.h"
#include "schema/registry.h"

G_BEGIN_DECLS

/**
 * UoisSeedFaultKind: why a row cannot be stored.
 */
typedef enum
{
  UOIS_SEED_NO_TABLE,
  UOIS_SEED_NO_OBJECT,
  UOIS_SEED_NO_ID,
  UOIS_SEED_BAD_UUID,
  UOIS_SEED_BAD_TIME,
  UOIS_SEED_BAD_TYPE,
  UOIS_SEED_BAD_TEXT,      /* a zero character, which neither the file nor the servers can keep */
  UOIS_SEED_TWICE,         /* a row before it has the same id */
  UOIS_SEED_BAD_REFERENCE, /* an enforced target is missing */
} UoisSeedFaultKind;

/**
 * UoisSeedFault: why one row cannot be stored.
 * @key: (nullable): at which key
 * @column: (nullable): which column that is
 * @value: (nullable) (owned): what stands there, as in the file
 */
typedef struct
{
  UoisSeedFaultKind kind;
  const char *key;
  const UoisColumn *column;
  char *value;
} UoisSeedFault;

/**
 * UoisSeedRows: the rows of one list of a seed file, one after the other, as
 * values of a type's columns.
 * @number: of the current row, from 1
 * @values: one per column of the type; hold until the next row
 * @fault: what is wrong with the current row
 * @position: how far in the text the reading is
 */
typedef struct
{
  guint64 number;
  UoisValue *values;
  UoisSeedFault fault;
  const char *position;
} UoisSeedRows;

typedef enum
{
  UOIS_SEED_END,
  UOIS_SEED_ROW,
  UOIS_SEED_FAULTY,
} UoisSeedStep;

/* Keys are matched to columns by name, then by alias. @file, @table and @type must outlive the result. */
UoisSeedRows *uois_seed_rows_new (const UoisSeedFile *file, const UoisSeedTable *table, const UoisType *type);
void uois_seed_rows_free (UoisSeedRows *rows);

UoisSeedStep uois_seed_rows_next (UoisSeedRows *rows);

/* Says that the current row was stored: what was changed in reading it counts from now on. */
void uois_seed_rows_keep (UoisSeedRows *rows);

/* Appends one sentence per kind of change and key to @notes (element-type utf8). */
void uois_seed_rows_describe (UoisSeedRows *rows, GPtrArray *notes);

/* The key under which dump writes a time that the servers' feeder would not read as one: a key that it ignores. */
char *uois_seed_hidden_key (const UoisColumn *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisSeedRows, uois_seed_rows_free)

G_END_DECLS
