/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs during the build, so that a fault in a declaration stops it with its place and its cure. */
#include "domains/domains.h"

#include <stdio.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);

  if (registry == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }

  /* The build system wants a file that says when this was. */
  if (argc > 1 && !g_file_set_contents (argv[1], uois_registry_get_fingerprint (registry), -1, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }

  return 0;
}
