/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "build-paths.h"
#include "config.h"
#include "installation.h"

#include <glib/gi18n-lib.h>

/* The folder that the program's file is in; %NULL if that cannot be told. */
static char *
find_program_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL ? g_path_get_dirname (program) : NULL;
}

void
uois_installation_prepare (void)
{
  g_autofree char *folder = find_program_folder ();
  gboolean is_installed = g_strcmp0 (folder, BUILD_PROGRAM_DIR) != 0;
  g_autofree char *prefix = folder != NULL ? g_path_get_dirname (folder) : g_strdup (PREFIX);
  g_autofree char *locales = g_canonicalize_filename (is_installed ? LOCALE_DIR : BUILD_LOCALE_DIR, prefix);
  g_autofree char *schemas = g_canonicalize_filename (is_installed ? SETTINGS_DIR : BUILD_SETTINGS_DIR, prefix);

  bindtextdomain (GETTEXT_PACKAGE, locales);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_setenv ("GSETTINGS_SCHEMA_DIR", schemas, FALSE);
}
