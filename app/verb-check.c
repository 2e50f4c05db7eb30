/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "output.h"
#include "verb.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
check (UoisInvocation *invocation, GError **error)
{
  g_autoptr (UoisFile) file = uois_invocation_open (invocation, UOIS_FILE_OPEN_READ_ONLY, error);
  g_autoptr (GPtrArray) findings = NULL;

  if (file == NULL)
    return NULL;
  findings = uois_file_check (file, UOIS_CHECK_FULL, uois_output_progress, NULL, invocation->cancellable, error);
  uois_output_progress_end ();
  if (!uois_invocation_close (file, findings != NULL, error))
    return NULL;
  return g_steal_pointer (&findings);
}

UoisExit
uois_verb_check (UoisInvocation *invocation)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  UoisExit exit;

  if (!uois_invocation_parse (invocation, NULL, 0, 0, &exit))
    return exit;
  findings = check (invocation, &error);
  if (findings == NULL)
    return uois_invocation_fail (invocation, error);
  for (guint i = 0; i < findings->len; i++)
    {
      const UoisFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (text, "%s %s\n", finding->sentence, finding->cure);
    }
  if (findings->len == 0)
    {
      g_autofree char *path = uois_invocation_get_path (invocation);

      g_string_append_printf (text, _ ("%s is sound.\n"), path);
    }
  uois_output_text (text->str);
  return findings->len == 0 ? UOIS_EXIT_OK : UOIS_EXIT_FAILED;
}
