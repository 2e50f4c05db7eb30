/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/file-private.h"

/* Stands in until data/gql builds, so that the other rooms can link. */
void
uois_file_clear_sessions (UoisFile *file)
{
}

GBytes *
uois_file_query (
    UoisFile *file, const UoisQueryRequest *request, gboolean *has_errors, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INTERNAL, "The evaluator is not built in.");
  return NULL;
}
