/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file-private.h"
#include "repo/machine.h"

G_BEGIN_DECLS

/* The work of uois_file_read_machine() for jobs that need it. */
UoisMachineModel *uois_machine_model_read (UoisFile *file,
                                           UoisStoreReader *reader,
                                           const UoisType *type,
                                           const UoisUuid *id,
                                           GCancellable *cancellable,
                                           GError **error);

G_END_DECLS
