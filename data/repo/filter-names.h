/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file-private.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the filter, whose conditions know what their references are called in this snapshot */
UoisListFilter *uois_file_name_filter (UoisFile *file, UoisStoreReader *reader, UoisListFilter *filter, GError **error);

G_END_DECLS
