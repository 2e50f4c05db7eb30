/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window/application.h"

G_BEGIN_DECLS

UoisRegistry *_uois_application_get_registry (UoisApplication *self);
UoisFillDemo _uois_application_get_fill_demo (UoisApplication *self);

/*
 * Windows on one file share it: whoever opens a file that is open gets the same
 * object. Each open is paired with a release; the last one closes the file.
 */
void _uois_application_open_file_async (UoisApplication *self,
                                        const char *path,
                                        UoisFileOpenFlags flags,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
UoisFile *_uois_application_open_file_finish (UoisApplication *self, GAsyncResult *result, GError **error);
void _uois_application_release_file (UoisApplication *self, UoisFile *file);

/* How many windows have the file. */
guint _uois_application_count_uses (UoisApplication *self, UoisFile *file);

void _uois_application_add_recent_file (UoisApplication *self, const char *path);

G_END_DECLS
