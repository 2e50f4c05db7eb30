/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file-private.h"
#include "repo/tree.h"

G_BEGIN_DECLS

/* The work of uois_file_read_ancestors() for jobs that need it. */
GPtrArray *uois_tree_read_ancestors (
    UoisFile *file, UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, GError **error);

/* Without fields; %NULL without @error if it is not in the file. */
UoisRecord *uois_tree_read_record (
    UoisFile *file, UoisStoreReader *reader, const UoisType *type, const UoisUuid *id, GError **error);

G_END_DECLS
