/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/sync-record.h"

/* college.graphql, frozen. */
UoisRegistry *college_load (void);

/* An id that ends in @number. */
UoisUuid college_id (guint number);

/* Ends the test if the type has no such column. */
const UoisColumn *college_column (const UoisType *type, const char *name);

/* @text: (nullable): as in the API; %NULL for a null that is known */
void college_set (UoisSyncRecord *record, const char *column, const char *text);

/* @text: (nullable): "name=A seats=- note=? building_id=#5": null is "-", the id of record 5 "#5", "?" is unknown, and so null what is not named; "gone": a
 * tombstone. */
UoisSyncRecord *college_copy (const UoisType *type, guint number, const char *text);

/* Ends the test unless the same columns are known in both, with the very same values; the token does not count. */
void college_assert_same (const UoisSyncRecord *record, const UoisSyncRecord *expected);
