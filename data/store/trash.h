/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/history.h"

G_BEGIN_DECLS

/**
 * SECTION: What was deleted
 *
 * The journal keeps every deleted record whole.
 */

/**
 * UoisStoreDeletion: a line of the journal that deleted a record.
 * @change: number of the line
 * @step: the unit
 * @row: where the record was
 * @values: (element-type UoisValue): one per column
 */
typedef struct
{
  gint64 change;
  UoisStoreStep *step;
  const UoisType *type;
  UoisUuid id;
  gint64 row;
  GArray *values;
} UoisStoreDeletion;

void uois_store_deletion_free (UoisStoreDeletion *deletion);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisStoreDeletion, uois_store_deletion_free)

/**
 * uois_store_reader_list_deletions:
 * @type: (nullable): only records of this type
 * @before: only lines with a smaller number; 0: all
 *
 * Records that a person deleted, that are not in the file, and whose deletion was not taken back; each once.
 *
 * Returns: (transfer full) (element-type UoisStoreDeletion): newest first
 */
GPtrArray *uois_store_reader_list_deletions (
    UoisStoreReader *reader, const UoisType *type, gint64 before, guint limit, GError **error);

/* NOT_FOUND if there is no such line. */
UoisStoreDeletion *uois_store_reader_get_deletion (UoisStoreReader *reader, gint64 change, GError **error);
/* Returns: (transfer full) (nullable): the last deletion of a record; %NULL without @error if it never was deleted */
UoisStoreDeletion *
uois_store_reader_find_deletion (UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, GError **error);
/* Returns: (transfer full) (element-type UoisStoreDeletion): all that a unit deleted, the last one first */
GPtrArray *uois_store_reader_list_deleted_by (UoisStoreReader *reader, gint64 unit, GError **error);

/* Whether the record is in the file. */
gboolean uois_store_reader_has_record (
    UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, gboolean *has, GError **error);

/* Puts it back where it was. DUPLICATE, REFERENCE as uois_store_unit_insert(). */
gboolean uois_store_unit_restore (UoisStoreUnit *unit, const UoisStoreDeletion *deletion, GError **error);

G_END_DECLS
