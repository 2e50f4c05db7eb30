/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file-private.h"

G_BEGIN_DECLS

/**
 * UoisChunks: in which round a row of a table that refers to itself can be
 * stored: after the rows that it refers to (contract/wire.md section 7.2, `_chunk`).
 */
typedef struct _UoisChunks UoisChunks;

/* Whether rows of the type refer to rows of the same type that must exist. */
gboolean uois_chunks_are_needed (const UoisType *type);

/* Reads the references of all rows of @type. */
UoisChunks *uois_chunks_new (UoisFile *file, UoisStoreReader *reader, const UoisType *type, GError **error);
void uois_chunks_free (UoisChunks *chunks);

/* Returns: 0 for a row that refers to none, more for those below it */
guint uois_chunks_get (const UoisChunks *chunks, const UoisUuid *id);
/* How many rows are below themselves, so that no order is right. */
guint uois_chunks_get_n_cyclic (const UoisChunks *chunks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisChunks, uois_chunks_free)

G_END_DECLS
