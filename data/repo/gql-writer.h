/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/gql-writer.h"
#include "repo/file-private.h"

G_BEGIN_DECLS

/**
 * UoisFileWriter: the evaluator's changes made to the file.
 * @writer: the public part
 * @cancellable: (nullable): of the request that runs
 */
typedef struct
{
  UoisGqlWriter writer;
  UoisFile *file;
  GCancellable *cancellable;
} UoisFileWriter;

/* @file must outlive @writer. */
void uois_file_writer_init (UoisFileWriter *writer, UoisFile *file);

G_END_DECLS
