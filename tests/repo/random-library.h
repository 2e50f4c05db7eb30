/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"

G_BEGIN_DECLS

/*
 * The library of the fixture filled at random (by the seed that g_test prints),
 * random questions about it, and their answers as plain C gives them.
 */
#define RANDOM_SHELVES 12

void random_library_fill (Fixture *fixture, guint n_books);
UoisUuid random_library_shelf (guint number);

/* Returns: (transfer full): a filter of books with up to three conditions */
UoisListFilter *random_library_filter (Fixture *fixture);
/* (nullable): words to search for */
const char *random_library_search (void);

/* Returns: (transfer full) (element-type UoisRecord): all books in the request's order that it asks for */
GPtrArray *random_library_expect (Fixture *fixture, const UoisListRequest *request);
/* The fields that the records above have. */
const UoisField *const *random_library_fields (Fixture *fixture, guint *length);
/* Of a record above. */
const UoisValue *random_library_value (const UoisRecord *record, const UoisField *field);

G_END_DECLS
