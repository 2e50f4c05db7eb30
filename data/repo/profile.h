/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UoisProfileItem: what a field cost that has a statement or changes the file.
 * @field: (nullable): type and name, "Query.page"; %NULL of a query for one value
 * @sql: (nullable): its statement; %NULL of a mutation
 * @plan: (nullable): how SQLite runs it, a step a line
 * @runs: how often it was run
 * @rows: how many rows it gave
 * @total: its time, all that lies below the field included, in microseconds
 * @below: that of the items that ran inside it
 */
typedef struct
{
  char *field;
  char *sql;
  char *plan;
  guint64 runs;
  guint64 rows;
  gint64 total;
  gint64 below;
} UoisProfileItem;

/**
 * UoisProfile: what answering a question cost.
 * @items: (element-type UoisProfileItem): what took longest first
 * @planning: time until the first row could be read: parsing, validation and planning, in microseconds
 * @duration: time until the answer was there
 * @bytes: size of the answer
 */
typedef struct
{
  GPtrArray *items;
  gint64 planning;
  gint64 duration;
  gsize bytes;
} UoisProfile;

UoisProfile *uois_profile_new (void);
void uois_profile_free (UoisProfile *profile);

guint64 uois_profile_get_runs (const UoisProfile *profile);
guint64 uois_profile_get_rows (const UoisProfile *profile);

/* Returns: (transfer full): the profile for a person, in the current language, each line ended */
char *uois_profile_to_text (const UoisProfile *profile);
/* Returns: (transfer full): the profile as a JSON object, times in milliseconds */
GBytes *uois_profile_to_json (const UoisProfile *profile);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisProfile, uois_profile_free)

G_END_DECLS
