/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "output.h"
#include "verb.h"

#include <glib/gi18n-lib.h>

/* More than anybody means. */
#define STEPS_MAX 1000000

static gboolean
parse_count (UoisInvocation *invocation, guint *count, UoisExit *exit)
{
  const char *text;
  guint64 number = 1;

  if (!uois_invocation_parse (invocation, NULL, 0, 1, exit))
    return FALSE;
  text = invocation->arguments[0];
  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, STEPS_MAX, &number, NULL))
    {
      *exit = uois_invocation_misuse (invocation, _ ("%s: “%s” is no number of steps; give 1 or more."),
                                      invocation->verb->name, text);
      return FALSE;
    }
  *count = (guint) number;
  return TRUE;
}

/* The steps that the verb just made, in the order in which it made them. */
static gboolean
print_made (UoisInvocation *invocation, UoisFile *file, guint count, GError **error)
{
  UoisStepsRequest request = { .limit = count };
  g_autoptr (GPtrArray) steps = uois_file_list_steps (file, &request, invocation->cancellable, error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (steps == NULL)
    return FALSE;
  for (guint i = steps->len; i > 0; i--)
    {
      const UoisStep *step = g_ptr_array_index (steps, i - 1);

      g_string_append_printf (text, "%s\n", step->step->label);
    }
  uois_output_text (text->str);
  return TRUE;
}

static gboolean
undo (UoisInvocation *invocation, UoisFile *file, guint count, GError **error)
{
  int done = uois_file_undo_steps (file, count, invocation->cancellable, error);

  return done >= 0 && print_made (invocation, file, (guint) done, error);
}

/* As many as there are; only the first may not be missing. */
static gboolean
redo (UoisInvocation *invocation, UoisFile *file, guint count, GError **error)
{
  g_autoptr (GError) failure = NULL;
  guint done = 0;

  while (done < count && uois_file_redo (file, invocation->cancellable, &failure))
    done++;
  if (done > 0 && !print_made (invocation, file, done, error))
    return FALSE;
  if (failure == NULL || (done > 0 && g_error_matches (failure, UOIS_ERROR, UOIS_ERROR_NOT_FOUND)))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static UoisExit
run (UoisInvocation *invocation, gboolean (*job) (UoisInvocation *, UoisFile *, guint, GError **))
{
  g_autoptr (UoisFile) file = NULL;
  g_autoptr (GError) error = NULL;
  guint count;
  gboolean done;
  UoisExit exit;

  if (!parse_count (invocation, &count, &exit))
    return exit;
  file = uois_invocation_open (invocation, UOIS_FILE_OPEN_NONE, &error);
  if (file == NULL)
    return uois_invocation_fail (invocation, error);
  done = job (invocation, file, count, &error);
  if (!uois_invocation_close (file, done, &error))
    return uois_invocation_fail (invocation, error);
  return UOIS_EXIT_OK;
}

UoisExit
uois_verb_undo (UoisInvocation *invocation)
{
  return run (invocation, undo);
}

UoisExit
uois_verb_redo (UoisInvocation *invocation)
{
  return run (invocation, redo);
}
