/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/gql-source.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * UoisReaderSource: the evaluator's rows from a reader of the file.
 * @source: the public part
 * @has_person: whether somebody works with the file
 * @person: who; the same for the life of the source, because compiled requests hold it
 */
typedef struct
{
  UoisGqlSource source;
  UoisStoreReader *reader;
  gboolean has_person;
  UoisUuid person;
} UoisReaderSource;

/* @reader must outlive @source. @person: (nullable) */
void uois_reader_source_init (UoisReaderSource *source, UoisStoreReader *reader, const UoisUuid *person);

G_END_DECLS
