/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "window.h"

#include "domains/domains.h"
#include "fill-demo.h"
#include "ui/ui.h"

#include <glib/gi18n-lib.h>

static gboolean
fill_demo (UoisFile *file, UoisProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  return uois_fill_demo (file, UOIS_FILL_DEMO_PEOPLE, UOIS_FILL_DEMO_SEED, NULL, progress, data, cancellable, error);
}

UoisExit
uois_window_run (char **files, gboolean service)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);
  g_autoptr (UoisApplication) application = NULL;
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;

  if (registry == NULL)
    {
      uois_say ("%s", error->message);
      return UOIS_EXIT_FAILED;
    }
  application = uois_application_new (registry, fill_demo);
  if (!gtk_init_check ())
    {
      uois_say (_ ("There is no display to show a window on; what can be done without one says: uois-desk --help"));
      return UOIS_EXIT_FAILED;
    }
  if (service)
    g_application_set_flags (G_APPLICATION (application),
                             g_application_get_flags (G_APPLICATION (application)) | G_APPLICATION_IS_SERVICE);
  g_strv_builder_add (words, g_get_prgname ());
  g_strv_builder_addv (words, (const char **) files);
  arguments = g_strv_builder_end (words);
  return g_application_run (G_APPLICATION (application), g_strv_length (arguments), arguments);
}
