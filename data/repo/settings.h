/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/draft-private.h"
#include "repo/file-private.h"

G_BEGIN_DECLS

/**
 * UoisSettingEdit: makes a new value of a setting, inside a unit of work.
 * @old: (nullable): what it is
 * @new: (out): what it is to be; %NULL removes it
 */
typedef gboolean (*UoisSettingEdit) (const char *old, gpointer data, char **new, GError **error);

/**
 * uois_file_edit_setting_async:
 * @data: (transfer full)
 *
 * Reads a setting and writes it in one go, then announces it. The one path by which settings are written that others
 * follow.
 */
void uois_file_edit_setting_async (UoisFile *file,
                                   gpointer source_tag,
                                   const char *key,
                                   UoisSettingEdit edit,
                                   gpointer data,
                                   GDestroyNotify data_free,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean uois_file_edit_setting_finish (UoisFile *file, gpointer source_tag, GAsyncResult *result, GError **error);

G_END_DECLS
