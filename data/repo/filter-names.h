/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file-private.h"

G_BEGIN_DECLS

/* Returns: (transfer full): what people call a value of a field: of a reference the title, or the id if that is gone */
char *uois_file_name_value (
    UoisFile *file, UoisStoreReader *reader, const UoisField *field, const UoisValue *value, GError **error);
/* Returns: (transfer full): the filter, whose conditions know what their references are called in this snapshot */
UoisListFilter *uois_file_name_filter (UoisFile *file, UoisStoreReader *reader, UoisListFilter *filter, GError **error);

G_END_DECLS
