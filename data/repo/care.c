/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/care.h"

#include "repo/file-private.h"
#include "repo/progress-relay.h"

#include <glib/gi18n-lib.h>

/* ---- Whether it is sound ---- */

GPtrArray *
uois_file_check (UoisFile *file,
                 UoisCheckDepth depth,
                 UoisProgress progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GError **error)
{
  GPtrArray *findings;

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  if (!uois_file_enter (file, error))
    return NULL;
  findings = uois_store_check (file->store, depth, progress, progress_data, cancellable, error);
  uois_file_leave (file);
  return findings;
}

typedef struct
{
  UoisCheckDepth depth;
  UoisProgressRelay *relay;
} CheckRequest;

static void
check_request_free (gpointer data)
{
  CheckRequest *request = data;

  uois_progress_relay_unref (request->relay);
  g_free (request);
}

static void
check_run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CheckRequest *request = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *findings =
      uois_file_check (source, request->depth, uois_progress_relay_report, request->relay, cancellable, &error);

  if (findings != NULL)
    g_task_return_pointer (task, findings, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
uois_file_check_async (UoisFile *file,
                       UoisCheckDepth depth,
                       UoisProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);
  CheckRequest *request = g_new (CheckRequest, 1);

  g_return_if_fail (UOIS_IS_FILE (file));

  *request = (CheckRequest){ depth, uois_progress_relay_new (progress, progress_data) };
  g_task_set_source_tag (task, uois_file_check_async);
  g_task_set_task_data (task, request, check_request_free);
  g_task_run_in_thread (task, check_run);
}

GPtrArray *
uois_file_check_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, uois_file_check_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The file is named, its content is not. */
char *
uois_findings_to_text (UoisFile *file, GPtrArray *findings)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%x %H:%M");
  g_autofree char *name = g_filename_display_name (uois_file_get_path (file));

  /* Translators: a file, a date and time. */
  g_string_append_printf (text, _ ("Check of “%s”, %s"), name, when);
  g_string_append (text, "\n\n");
  if (findings->len == 0)
    g_string_append_printf (text, "%s\n", _ ("The file is sound."));
  for (guint i = 0; i < findings->len; i++)
    {
      const UoisFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (text, "%u. %s: %s\n   %s\n", i + 1,
                              finding->severity == UOIS_FINDING_DAMAGE ? _ ("Damage") : _ ("Problem"),
                              finding->sentence, finding->cure);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
