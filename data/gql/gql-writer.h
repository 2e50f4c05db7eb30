/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/registry.h"

G_BEGIN_DECLS

/**
 * UoisGqlMutationResult: what a mutation came to.
 * @message: "ok", "fail" or what the operation says of what exists; static
 * @has_id: whether the result is about a record
 * @id: which: the written record or, for a link, the one that @returns_column names
 */
typedef struct
{
  const char *message;
  gboolean has_id;
  UoisUuid id;
} UoisGqlMutationResult;

/**
 * UoisGqlWriter: how the evaluator changes rows; the counterpart of #UoisGqlSource.
 */
typedef struct _UoisGqlWriter UoisGqlWriter;

typedef struct
{
  /**
   * apply:
   * @values: one per argument of uois_operation_get_arguments(); null where absent; texts are borrowed
   * @error: why nothing was written; becomes the error of the field unless it is %G_IO_ERROR_CANCELLED
   *
   * Makes one mutation, as a unit of its own: when it returns, all of it is kept or nothing.
   */
  gboolean (*apply) (UoisGqlWriter *writer,
                     const UoisOperation *operation,
                     const UoisValue *values,
                     UoisGqlMutationResult *result,
                     GError **error);
} UoisGqlWriterInterface;

struct _UoisGqlWriter
{
  const UoisGqlWriterInterface *interface;
};

G_END_DECLS
