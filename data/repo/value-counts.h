/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"

G_BEGIN_DECLS

/**
 * UoisValueCounts: how often each value was seen.
 */
typedef struct _UoisValueCounts UoisValueCounts;

typedef struct
{
  UoisValue value;
  guint64 count;
} UoisValueCount;

UoisValueCounts *uois_value_counts_new (void);
void uois_value_counts_free (UoisValueCounts *counts);
void uois_value_counts_add (UoisValueCounts *counts, const UoisValue *value);
/* Of all values together. */
guint64 uois_value_counts_get_total (const UoisValueCounts *counts);

/**
 * uois_value_counts_list:
 *
 * Returns: (transfer container) (element-type UoisValueCount): the values: times from the latest to the earliest, others
 * from the most frequent on; null after times. They belong to @counts.
 */
GPtrArray *uois_value_counts_list (const UoisValueCounts *counts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisValueCounts, uois_value_counts_free)

G_END_DECLS
