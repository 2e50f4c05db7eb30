/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "build-paths.h"
#include "config.h"
#include "installation.h"

#include <glib/gi18n-lib.h>

static gboolean
is_uninstalled (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program == NULL ? NULL : g_path_get_dirname (program);

  return g_strcmp0 (folder, BUILD_PROGRAM_DIR) == 0;
}

void
uois_installation_prepare (void)
{
  gboolean uninstalled = is_uninstalled ();

  bindtextdomain (GETTEXT_PACKAGE, uninstalled ? BUILD_LOCALE_DIR : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (uninstalled)
    g_setenv ("GSETTINGS_SCHEMA_DIR", BUILD_SETTINGS_DIR, FALSE);
}
