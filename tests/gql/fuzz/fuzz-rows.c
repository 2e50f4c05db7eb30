/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Any text asked of a file, with the variables that a comment in it gives: the plan that was made for it alone, the one
 * that is kept, and that again after it has learned how often records repeat, give the same answer.
 */
#include "fuzz.h"
#include "../school/school.h"

#include <stdlib.h>

static School school;

static void
close_school (void)
{
  school_close (&school);
}

static void
open_school (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  school_open (&school);
  /* From here on mutations are errors, so that no answer depends on what was asked before. */
  path = g_strdup (uois_file_get_path (school.file));
  uois_file_close (school.file, &error);
  g_assert_no_error (error);
  g_object_unref (school.file);
  school.file = uois_file_open (path, school.registry, UOIS_FILE_OPEN_READ_ONLY, NULL, &error);
  g_assert_no_error (error);
  atexit (close_school);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *document = g_strndup ((const char *) data, size);
  g_autoptr (UoisProfile) profile = uois_profile_new ();
  g_autoptr (GBytes) alone = NULL;

  if (school.file == NULL)
    open_school ();
  alone = school_ask (&school, document, profile);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) kept = school_ask (&school, document, NULL);

      g_assert_cmpmem (g_bytes_get_data (alone, NULL), g_bytes_get_size (alone), g_bytes_get_data (kept, NULL),
                       g_bytes_get_size (kept));
    }
  return 0;
}
