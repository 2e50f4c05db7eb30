/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

G_BEGIN_DECLS

/* (nullable): the type that @name is in the API, or the table of; with @error a sentence that says what it may be. */
const UoisType *uois_export_find_type (const UoisRegistry *registry, const char *name, GError **error);
const UoisField *uois_export_find_field (const UoisType *type, const char *name, GError **error);

/**
 * uois_export_read_filter:
 * @conditions: (nullable) (array zero-terminated=1): "name=Jana", "born<2000-01-01"; of those for one field with one
 *   operator one is enough
 * @file: where references are looked up
 * @error: USAGE: what is wrong with a condition
 */
UoisListFilter *uois_export_read_filter (
    UoisFile *file, const UoisType *type, const char *const *conditions, GCancellable *cancellable, GError **error);

G_END_DECLS
