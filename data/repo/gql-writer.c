/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/gql-writer.h"

#include "repo/mutation.h"

static gboolean
writer_apply (UoisGqlWriter *writer,
              const UoisOperation *operation,
              const UoisValue *values,
              UoisGqlMutationResult *result,
              GError **error)
{
  UoisFileWriter *self = (UoisFileWriter *) writer;

  return uois_file_mutate (self->file, operation, values, result, self->cancellable, error);
}

static const UoisGqlWriterInterface interface = {
  .apply = writer_apply,
};

void
uois_file_writer_init (UoisFileWriter *writer, UoisFile *file)
{
  *writer = (UoisFileWriter){ .writer = { &interface }, .file = file };
}
