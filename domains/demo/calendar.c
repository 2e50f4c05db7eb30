/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar.h"

/* Minutes after midnight. */
static const guint period_starts[UOIS_DEMO_PERIODS] = {
  8 * 60, 9 * 60 + 50, 11 * 60 + 40, 14 * 60, 15 * 60 + 50, 17 * 60 + 40,
};

/* Act 245/2000 Coll.: 28 September, 28 October and 17 November 2026, Good Friday and Easter Monday 2027. */
static const int holidays[] = { 20724, 20754, 20774, 20903, 20906 };

static gboolean
is_holiday (int day)
{
  for (guint i = 0; i < G_N_ELEMENTS (holidays); i++)
    if (holidays[i] == day)
      return TRUE;
  return FALSE;
}

static int
day_of_slot (int first, guint week, guint slot)
{
  return first + (int) (week * 7 + slot / UOIS_DEMO_PERIODS);
}

UoisDateTime
uois_demo_calendar_slot (int first, guint week, guint slot)
{
  return uois_demo_midnight (day_of_slot (first, week, slot)) +
         period_starts[slot % UOIS_DEMO_PERIODS] * UOIS_DEMO_MINUTE;
}

UoisDateTime
uois_demo_calendar_lesson (UoisDemoTerm term, guint slot, guint number)
{
  int first = term == UOIS_DEMO_WINTER ? UOIS_DEMO_WINTER_FIRST : UOIS_DEMO_SUMMER_FIRST;
  guint week = 0;

  for (guint held = 0;; week++)
    if (!is_holiday (day_of_slot (first, week, slot)) && held++ == number)
      return uois_demo_calendar_slot (first, week, slot);
}
