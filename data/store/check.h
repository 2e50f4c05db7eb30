/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/progress.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef enum
{
  UOIS_CHECK_QUICK, /* the pages of the file and the references between records */
  UOIS_CHECK_FULL,  /* also indexes, sort keys, search, history and what waits to be sent */
} UoisCheckDepth;

typedef enum
{
  UOIS_FINDING_DAMAGE,  /* data may be lost: go back to a backup */
  UOIS_FINDING_PROBLEM, /* something works wrongly and can be put right */
} UoisFindingSeverity;

/**
 * UoisFinding: something that is wrong with a file.
 * @sentence: what
 * @cure: what to do
 * @repairable: uois_store_repair() puts it right
 */
typedef struct
{
  UoisFindingSeverity severity;
  char *sentence;
  char *cure;
  gboolean repairable;
} UoisFinding;

void uois_finding_free (UoisFinding *finding);

/**
 * uois_store_check:
 * @progress: (nullable): called on this thread
 *
 * Reads only, but for the search index, which is left out where the file is open for reading.
 *
 * Returns: (transfer full) (element-type UoisFinding): worst first; empty if there is none
 */
GPtrArray *uois_store_check (UoisStore *store,
                             UoisCheckDepth depth,
                             UoisProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GError **error);

/**
 * uois_store_repair:
 * @label: what the step is called in the history, if any record is changed
 *
 * Puts right what uois_store_check() finds and says is repairable, as one unit of work: what is worked out from the
 * records is worked out again (search indexes, sort keys, counters of rows), and links whose end is missing are deleted,
 * which the trash shows and an undo takes back. Records of people are not touched.
 */
gboolean uois_store_repair (
    UoisStore *store, const char *label, const UoisUuid *person, GCancellable *cancellable, GError **error);

G_END_DECLS
