/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The member by which the servers order rows of a table that refers to itself (contract/wire.md section 7.2). */
#define UOIS_SEED_CHUNK_KEY "_chunk"

/**
 * UoisSeedTable: a list of rows in a seed file.
 * @name: its key
 * @rows: where the list begins, at "["
 * @n_rows: how many it has
 */
typedef struct
{
  char *name;
  const char *rows;
  guint64 n_rows;
} UoisSeedTable;

/**
 * UoisSeedFile: a seed file that was read once from end to end, so that it is
 * known to be JSON of the right shape before anything of it is stored.
 * @tables: (element-type UoisSeedTable): in the order of the file
 * @ignored: (element-type utf8): keys that hold no list and are no table
 */
typedef struct
{
  const char *name;
  const char *text;
  gsize length;
  GPtrArray *tables;
  GPtrArray *ignored;
} UoisSeedFile;

/**
 * uois_seed_file_new:
 * @text: the file, which must outlive the result
 * @name: for messages
 * @is_table: tells whether a key is a table, whose value must be a list
 * @error: SYNTAX (no UTF-8, no JSON, with line and column) or INVALID (no object, a table that is no list)
 */
UoisSeedFile *uois_seed_file_new (const char *text,
                                  gsize length,
                                  const char *name,
                                  gboolean (*is_table) (const char *key, gpointer data),
                                  gpointer data,
                                  GError **error);
void uois_seed_file_free (UoisSeedFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisSeedFile, uois_seed_file_free)

G_END_DECLS
