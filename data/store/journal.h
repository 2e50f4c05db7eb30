/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/json-writer.h"
#include "connection.h"
#include "store.h"

G_BEGIN_DECLS

/* The word of the journal. */
const char *uois_origin_get_name (UoisStoreOrigin origin);
/* The other way; a word that only a newer program knows counts as something that is not taken back. */
UoisStoreOrigin uois_origin_from_name (const char *name);

/* The columns of a record after its id as a JSON object. @which: (nullable): only these */
void uois_journal_write_values (const UoisType *type,
                                const UoisValue *values,
                                const gboolean *which,
                                UoisJsonWriter *writer);
/* What a line of the journal kept of a record: the columns that it names, which @changed tells. */
gboolean
uois_journal_read_before (const UoisType *type, const char *text, GArray *values, gboolean *changed, GError **error);

G_END_DECLS
