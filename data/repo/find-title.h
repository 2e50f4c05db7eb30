/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file-private.h"

G_BEGIN_DECLS

/**
 * UoisTitleFinder: finds records by what people call them, the same ones quickly again.
 */
typedef struct _UoisTitleFinder UoisTitleFinder;

/* Works as long as @reader stays in its snapshot. */
UoisTitleFinder *uois_title_finder_new (UoisFile *file, UoisStoreReader *reader, GCancellable *cancellable);
void uois_title_finder_free (UoisTitleFinder *finder);

/**
 * uois_title_finder_find:
 * @title: case and diacritics matter only where several would fit without
 * @id: (out): the record, if one is found
 * @n_found: (out): 0, 1, or more
 */
gboolean uois_title_finder_find (
    UoisTitleFinder *finder, const UoisType *type, const char *title, UoisUuid *id, guint *n_found, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisTitleFinder, uois_title_finder_free)

G_END_DECLS
