/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connection.h"

G_BEGIN_DECLS

/**
 * UoisWordings: the other ways to say a select, and what they are chosen by.
 *
 * SQLite plans a statement without knowing its parameters. Where the fast plan depends on them, we word the select more
 * than once, and choose when they are bound: whether a pattern fits few rows, and how many rows are skipped.
 */
typedef struct _UoisWordings UoisWordings;

/* Returns: (nullable): %NULL with @error, or without if @sql has only one wording */
UoisWordings *uois_wordings_new (UoisConnection *connection, const UoisSql *sql, GError **error);
void uois_wordings_free (UoisWordings *wordings);

/* Parameter @index was bound to @value: so is that of the other wordings. */
void uois_wordings_bind (UoisWordings *wordings, guint index, const UoisValue *value);

/* Returns: the statement that is the fastest for what is bound; @usual, or one that is bound alike */
sqlite3_stmt *uois_wordings_choose (UoisWordings *wordings, sqlite3_stmt *usual);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisWordings, uois_wordings_free)

G_END_DECLS
