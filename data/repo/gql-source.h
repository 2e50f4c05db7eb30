/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/gql-source.h"
#include "repo/file-private.h"

G_BEGIN_DECLS

/**
 * UoisReaderSource: the evaluator's rows from a reader of the file.
 * @source: the public part
 */
typedef struct
{
  UoisGqlSource source;
  UoisFile *file;
  UoisStoreReader *reader;
} UoisReaderSource;

/* @file and @reader must outlive @source. */
void uois_reader_source_init (UoisReaderSource *source, UoisFile *file, UoisStoreReader *reader);

G_END_DECLS
