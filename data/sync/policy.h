/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/sync-record.h"

G_BEGIN_DECLS

/**
 * UoisSyncKey: columns by which records of a type are the same one, or must not be.
 * @natural: two records with these values are the same one (what a mutation inserts only once); otherwise two are an error
 */
typedef struct
{
  gboolean natural;
  UOIS_ARRAY_OF (UoisColumn) columns;
} UoisSyncKey;

/**
 * UoisSyncPolicy: how the records of one type are merged, as the declaration says.
 * @units: (array): one per column: the number of the unit that it is merged in; columns of `@together` share one
 * @n_units: how many there are
 * @roles: (array): one per column: a #UoisSyncRole
 * @references: columns that refer to records of types with a table
 * @keys: (element-type UoisSyncKey): its keys, natural ones first
 */
typedef struct
{
  const UoisType *type;
  guint *units;
  guint n_units;
  guint8 *roles;
  UOIS_ARRAY_OF (UoisColumn) references;
  GPtrArray *keys;
} UoisSyncPolicy;

/**
 * UoisSyncPolicies:
 *
 * The policies of all types with a table. Constant once made: any thread.
 */
typedef struct _UoisSyncPolicies UoisSyncPolicies;

/* @registry: must outlive it */
UoisSyncPolicies *uois_sync_policies_new (const UoisRegistry *registry);
void uois_sync_policies_free (UoisSyncPolicies *policies);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisSyncPolicies, uois_sync_policies_free)

/* @type: one with a table */
const UoisSyncPolicy *uois_sync_policies_get (const UoisSyncPolicies *policies, const UoisType *type);
/* The place of the type in uois_registry_get_tables(): targets of enforced references first. */
guint uois_sync_policies_get_rank (const UoisSyncPolicies *policies, const UoisType *type);

G_END_DECLS
