/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file-private.h"

G_BEGIN_DECLS

/**
 * uois_file_find_rows:
 * @request: the order does not matter
 * @except: (nullable): a field whose conditions do not count
 *
 * Returns: (transfer full): the rows that a request asks for
 */
UoisRowSet *uois_file_find_rows (UoisFile *file,
                                 UoisStoreReader *reader,
                                 const UoisListRequest *request,
                                 const UoisField *except,
                                 GCancellable *cancellable,
                                 GError **error);

/* Whether @text has anything that could be searched for. */
gboolean uois_search_has_words (const char *text);

/* Copies for a job. */
UoisListRequest *uois_list_request_copy (const UoisListRequest *request);
void uois_list_request_free (gpointer request);

G_END_DECLS
