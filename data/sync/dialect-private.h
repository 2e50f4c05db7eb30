/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/dialect.h"

G_BEGIN_DECLS

/* What is at hand while one type is found out. */
typedef struct
{
  const UoisServerSchema *schema;
  const UoisRegistry *registry;
  const UoisServerType *object; /* nullable: the server's type of that name */
  UoisDialectType *type;
} UoisDialectFinder;

/* Whether values of @column can travel as the server's scalar @name. */
gboolean uois_dialect_fits (const UoisServerSchema *schema, const UoisColumn *column, const char *name);

/* Reading: columns, page, by_id. */
void uois_dialect_find_reading (UoisDialectFinder *finder);
/* Where a type without a page is read, of what is known of the others by now; whether that was found now. */
gboolean uois_dialect_find_parent (UoisDialectFinder *finder, const UoisDialect *dialect);
/* Writing: insert, update, remove. */
void uois_dialect_find_writing (UoisDialectFinder *finder);

void uois_dialect_page_free (UoisDialectPage *page);
void uois_dialect_parent_free (UoisDialectParent *parent);
void uois_dialect_mutation_free (UoisDialectMutation *mutation);

/* Adds a sentence to the reasons; takes it. */
void uois_dialect_add_reason (UoisDialectType *type, char *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisDialectPage, uois_dialect_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisDialectMutation, uois_dialect_mutation_free)

G_END_DECLS
