/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/uuid.h"

G_BEGIN_DECLS

/**
 * UoisGqlMemo: where in the answer a record stands already.
 *
 * Many rows refer to few records, and what is asked of a record is the same
 * each time that the same field leads to it; so it is written once and copied
 * from then on. The memo has a fixed size and forgets what collides.
 */
typedef struct _UoisGqlMemo UoisGqlMemo;

/**
 * UoisGqlWritten: a part of the answer.
 * @start: bytes before it
 * @length: its bytes
 * @n_objects: objects in it
 */
typedef struct
{
  gsize start;
  gsize length;
  guint64 n_objects;
} UoisGqlWritten;

UoisGqlMemo *uois_gql_memo_new (void);
void uois_gql_memo_free (UoisGqlMemo *memo);

/* Another answer begins. */
void uois_gql_memo_forget (UoisGqlMemo *memo);

/**
 * uois_gql_memo_find:
 * @field: what leads to the record; compared by its address
 * @id: the record's
 *
 * Returns: (nullable): where it stands; valid until the next call
 */
const UoisGqlWritten *uois_gql_memo_find (const UoisGqlMemo *memo, gconstpointer field, const UoisUuid *id);
void uois_gql_memo_add (UoisGqlMemo *memo, gconstpointer field, const UoisUuid *id, const UoisGqlWritten *written);

G_END_DECLS
