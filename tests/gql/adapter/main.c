/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapter.h"

#include <stdio.h>
#include <stdlib.h>

int
main (void)
{
  g_autoptr (UoisAdapter) adapter = uois_adapter_new ();
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  while ((length = getline (&line, &size, stdin)) > 0)
    {
      g_autofree char *answer = uois_adapter_answer (adapter, line, length);

      puts (answer);
      fflush (stdout);
    }
  free (line);
  return 0;
}
