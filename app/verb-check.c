/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "output.h"
#include "verb.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
check (UoisInvocation *invocation, gboolean repairs, GError **error)
{
  g_autoptr (UoisFile) file =
      uois_invocation_open (invocation, repairs ? UOIS_FILE_OPEN_NONE : UOIS_FILE_OPEN_READ_ONLY, error);
  g_autoptr (GPtrArray) findings = NULL;

  if (file == NULL)
    return NULL;
  findings = uois_file_check (file, UOIS_CHECK_FULL, uois_output_progress, NULL, invocation->cancellable, error);
  if (repairs && findings != NULL && uois_findings_are_repairable (findings))
    {
      g_ptr_array_unref (findings);
      findings = uois_file_repair (file, uois_output_progress, NULL, invocation->cancellable, error);
    }
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
  gboolean repairs = FALSE;
  UoisExit exit;
  const GOptionEntry options[] = {
    { "repair", 0, 0, G_OPTION_ARG_NONE, &repairs, N_ ("Make a backup, then put right what can be"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!uois_invocation_parse (invocation, options, 0, 0, &exit))
    return exit;
  findings = check (invocation, repairs, &error);
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
