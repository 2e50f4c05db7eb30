/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"
#include "repo/seed-rows.h"

G_BEGIN_DECLS

/**
 * UoisLoadReport: what became of the rows of one key, while it is being found out.
 * @table: owned until uois_load_report_finish()
 */
typedef struct
{
  UoisLoadTable *table;
  GHashTable *reasons;    /* what is wrong -> owned reason */
  GPtrArray *reason_list; /* the same in the order in which they came up */
} UoisLoadReport;

UoisLoadReport *uois_load_report_new (const char *name, const UoisType *type);
void uois_load_report_free (UoisLoadReport *report);

/* Counts @n_rows as not stored. @number is the (first) row, from 1; 0 if that is not known. */
void uois_load_report_reject (UoisLoadReport *report, const UoisSeedFault *fault, guint64 number, guint64 n_rows);
/* The same for a row that was stored at first. */
void uois_load_report_take_back (UoisLoadReport *report, const UoisSeedFault *fault, guint64 number);

/* Writes the sentences. Returns: (transfer full): free with uois_load_table_free() */
UoisLoadTable *uois_load_report_finish (UoisLoadReport *report);
void uois_load_table_free (UoisLoadTable *table);

G_END_DECLS
