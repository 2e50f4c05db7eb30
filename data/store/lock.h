/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/datetime.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SECTION: Who writes
 *
 * One program at a time writes to a file. It holds a lock of the operating
 * system on "<file>.lock", in which it says who it is. The lock ends with the
 * program, however that ends; what is left of the text then tells that it did not end well.
 */

/**
 * UoisStoreOwner: who writes to a file.
 * @user: the person's full name, or the login name
 * @host: the computer
 * @program: "UOIS Desk", or the verb of the command line
 * @process: its number on that computer
 * @since: when it opened the file
 */
typedef struct
{
  char *user;
  char *host;
  char *program;
  gint64 process;
  UoisDateTime since;
} UoisStoreOwner;

UoisStoreOwner *uois_store_owner_copy (const UoisStoreOwner *owner);
void uois_store_owner_free (UoisStoreOwner *owner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisStoreOwner, uois_store_owner_free)

/* "“plan.uois” is being edited by Jana Malá on pc-12 (UOIS Desk) since 24. 11. 2026 9:12." */
char *uois_store_owner_describe (const UoisStoreOwner *owner, const char *path);

G_END_DECLS
