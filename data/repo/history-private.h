/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file-private.h"
#include "store/trash.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): the name of who made a step; %NULL if that is not known */
char *uois_file_read_person (UoisFile *file, UoisStoreReader *reader, const UoisStoreStep *step);

/* Takes back steps (element-type UoisStoreStep), newest first, all or none; each is a step of its own in the history. */
gboolean uois_file_take_back_steps (UoisFile *file, GPtrArray *steps, GCancellable *cancellable, GError **error);

/**
 * uois_file_compose_title:
 * @values: (element-type UoisValue): a record that need not be in the file
 *
 * The title that it would have; what it refers to may be deleted, too. Never empty.
 */
char *uois_file_compose_title (UoisFile *file, UoisStoreReader *reader, const UoisType *type, GArray *values);

G_END_DECLS
