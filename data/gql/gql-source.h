/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/select.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UoisGqlRows: a compiled row request, ready to run. Reentrant use is not
 * possible: a request that is open (bound and not reset) must not be bound again.
 */
typedef struct _UoisGqlRows UoisGqlRows;

/**
 * UoisGqlSource: where the evaluator gets rows from.
 *
 * The evaluator knows the file only through this table of functions. One
 * source is one snapshot used by one thread: begin() before the first row,
 * end() after the last. A compiled request stays valid until release(), also
 * over several begin()/end() pairs.
 *
 * All functions with @error return FALSE, -1 or NULL with @error set;
 * cancellation and running out of time come as %G_IO_ERROR_CANCELLED and %UOIS_ERROR_LIMIT.
 */
typedef struct _UoisGqlSource UoisGqlSource;

typedef struct
{
  gboolean (*begin) (UoisGqlSource *source, GError **error);
  void (*end) (UoisGqlSource *source);

  /* Compiles @select, which the source does not keep. Equal selects may share one statement if it is not open. */
  UoisGqlRows *(*compile) (UoisGqlSource *source, const UoisSelect *select, GError **error);
  void (*release) (UoisGqlSource *source, UoisGqlRows *rows);
  /* (nullable): tells which field @rows are for, once they are compiled: for a source that keeps accounts. */
  void (*note) (UoisGqlRows *rows, const char *type, const char *field);

  /* Binds parameter @index; text is borrowed until reset(). */
  void (*bind) (UoisGqlRows *rows, guint index, const UoisValue *value);
  void (*bind_uuid) (UoisGqlRows *rows, guint index, const UoisUuid *uuid);

  /* 1: a row is there; 0: no more; -1: error. */
  int (*step) (UoisGqlRows *rows, GError **error);
  void (*reset) (UoisGqlRows *rows);

  /* The output @index of the current row. Pointers hold until the next step() or reset(). */
  gboolean (*is_null) (UoisGqlRows *rows, guint index);
  gint64 (*get_integer) (UoisGqlRows *rows, guint index); /* integers, booleans, datetimes, dates */
  double (*get_real) (UoisGqlRows *rows, guint index);
  const char *(*get_text) (UoisGqlRows *rows, guint index, gsize *length); /* NULL for null */
  const UoisUuid *(*get_uuid) (UoisGqlRows *rows, guint index);            /* NULL for null */

  /* Runs a scalar SQL query of the declarations (a root field of kind VALUE); @names, zero-terminated, are its `:name`s. */
  gboolean (*get_value) (UoisGqlSource *source,
                         const char *sql,
                         UoisValueKind kind,
                         const char *const *names,
                         const UoisValue *values,
                         UoisValue *result,
                         GError **error);

  /* The person that `me` and `:me` mean; FALSE if nobody is signed in. */
  gboolean (*get_me) (UoisGqlSource *source, UoisUuid *me);
} UoisGqlSourceInterface;

struct _UoisGqlSource
{
  const UoisGqlSourceInterface *interface;
};

G_END_DECLS
