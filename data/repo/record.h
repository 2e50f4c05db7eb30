/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/bound-select.h"

G_BEGIN_DECLS

/**
 * UoisRecordReader: the plan by which records are made from the rows of a statement.
 *
 * Adds to a select what the record needs (row, id, title, the fields' values and
 * the titles of their targets) and then makes a record of each row.
 */
typedef struct _UoisRecordReader UoisRecordReader;

/**
 * uois_record_reader_new:
 * @bound: outputs and joins are added here; must outlive the reader
 * @fields: fields of the select's type; to-many fields give ""
 */
UoisRecordReader *uois_record_reader_new (UoisBoundSelect *bound, const UoisField *const *fields, guint n_fields);
void uois_record_reader_free (UoisRecordReader *reader);

/* The row of the statement's current row. */
gint64 uois_record_reader_get_row (UoisRecordReader *reader, UoisStoreStatement *statement);
/* The record of the statement's current row. */
UoisRecord *uois_record_reader_read (UoisRecordReader *reader, UoisStoreStatement *statement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisRecordReader, uois_record_reader_free)

G_END_DECLS
