/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/gql-writer.h"
#include "repo/file-private.h"

G_BEGIN_DECLS

/**
 * uois_file_mutate:
 * @values: one per argument of uois_operation_get_arguments(); null where absent
 * @result: (out): what it came to
 * @error: why nothing was written: DUPLICATE, REFERENCE, INVALID or a failure of the file
 *
 * Makes one mutation of the declarations as a unit of work: journaled, queued
 * for the servers, to be undone in one step. The rules are the servers'
 * (contract/wire.md sections 2 to 4), their faults apart:
 *
 * - an insert takes the given id or makes one; an id that exists is an error;
 * - an update whose `lastchange` is not that of the record, or that finds no
 *   record, writes nothing and says "fail"; null leaves a value as it is;
 * - a delete of what is not there says "fail" (the servers say "ok"), one of
 *   what others of the service refer to is an error that counts them;
 * - links are sets: what is there is not inserted again, what is not there
 *   cannot be deleted, and either is said in the result;
 * - a reference inside a service must have its target.
 */
gboolean uois_file_mutate (UoisFile *file,
                           const UoisOperation *operation,
                           const UoisValue *values,
                           UoisGqlMutationResult *result,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
