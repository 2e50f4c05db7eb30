/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/registry.h"

#include <string.h>

#define MICROSECONDS_PER_SECOND 1000000.0

static double
seconds_in_unit (const UoisValue *unit)
{
  static const struct
  {
    const char *name;
    double seconds;
  } units[] = {
    { "SECONDS", 1 }, { "MINUTES", 60 }, { "HOURS", 3600 }, { "DAYS", 86400 }, { "WEEKS", 604800 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (unit->kind == UOIS_VALUE_TEXT && strlen (units[i].name) == unit->length &&
        strncmp (units[i].name, unit->text, unit->length) == 0)
      return units[i].seconds;

  return 60;
}

/* How long the event takes, in the unit of the only argument; null for an event without a start or an end. */
static gboolean
compute_duration (const UoisValue *row, const UoisValue *arguments, UoisValue *result, GError **error)
{
  const UoisValue *start = &row[0];
  const UoisValue *end = &row[1];

  if (start->kind == UOIS_VALUE_NULL || end->kind == UOIS_VALUE_NULL)
    return TRUE;

  uois_value_set_real (result,
                       (end->datetime - start->datetime) / MICROSECONDS_PER_SECOND / seconds_in_unit (&arguments[0]));
  return TRUE;
}

static const char *const duration_columns[] = { "startdate", "enddate", NULL };

static const UoisHook hooks[] = {
  { "duration", duration_columns, compute_duration },
  { NULL },
};

extern const UoisHooks uois_events_hooks;
const UoisHooks uois_events_hooks = { hooks };
