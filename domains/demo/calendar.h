/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/datetime.h"

G_BEGIN_DECLS

/**
 * SECTION: The academic year 2026/2027
 *
 * The demo knows no clock: it lives on a Friday at the end of November of this
 * year. Lessons before that day have taken place, those after it are planned.
 */
#define UOIS_DEMO_MINUTE ((UoisDateTime) 60 * 1000000)
#define UOIS_DEMO_HOUR (60 * UOIS_DEMO_MINUTE)
#define UOIS_DEMO_DAY (24 * UOIS_DEMO_HOUR)

/* Midnights, in days since 1970-01-01. */
typedef enum
{
  UOIS_DEMO_ENTERED_ON = 20647,         /* 2026-07-13: the file was filled */
  UOIS_DEMO_YEAR_FIRST = 20697,         /* 2026-09-01 */
  UOIS_DEMO_YEAR_LAST = 21061,          /* 2027-08-31 */
  UOIS_DEMO_WINTER_FIRST = 20717,       /* 2026-09-21, a Monday */
  UOIS_DEMO_WINTER_LAST = 20805,        /* 2026-12-18 */
  UOIS_DEMO_WINTER_EXAMS_FIRST = 20822, /* 2027-01-04, a Monday */
  UOIS_DEMO_WINTER_EXAMS_LAST = 20854,  /* 2027-02-05 */
  UOIS_DEMO_SUMMER_FIRST = 20857,       /* 2027-02-08, a Monday */
  UOIS_DEMO_SUMMER_LAST = 20945,        /* 2027-05-07 */
  UOIS_DEMO_SUMMER_EXAMS_FIRST = 20948, /* 2027-05-10, a Monday */
  UOIS_DEMO_SUMMER_EXAMS_LAST = 21001,  /* 2027-07-02 */
  UOIS_DEMO_TODAY_ON = 20784,           /* 2026-11-27, a Friday */
} UoisDemoDay;

typedef enum
{
  UOIS_DEMO_WINTER,
  UOIS_DEMO_SUMMER,
} UoisDemoTerm;

#define UOIS_DEMO_EXAM_WEEKS 5
#define UOIS_DEMO_WEEKDAYS 5
#define UOIS_DEMO_PERIODS 6 /* double lessons of a day */
#define UOIS_DEMO_SLOTS (UOIS_DEMO_WEEKDAYS * UOIS_DEMO_PERIODS)
#define UOIS_DEMO_LESSON_LENGTH (90 * UOIS_DEMO_MINUTE)

static inline UoisDateTime
uois_demo_midnight (int day)
{
  return day * UOIS_DEMO_DAY;
}

/* The first of September @years before this academic year; the last leap day was in February 2024. */
static inline UoisDateTime
uois_demo_september (guint years)
{
  return uois_demo_midnight (UOIS_DEMO_YEAR_FIRST - (int) (years * 365 + (years + 1) / 4));
}

static inline UoisDateTime
uois_demo_calendar_entered (void)
{
  return uois_demo_midnight (UOIS_DEMO_ENTERED_ON) + 4 * UOIS_DEMO_HOUR;
}

static inline UoisDateTime
uois_demo_calendar_today (void)
{
  return uois_demo_midnight (UOIS_DEMO_TODAY_ON) + 7 * UOIS_DEMO_HOUR;
}

/**
 * uois_demo_calendar_lesson:
 * @slot: which double lesson of the week, below %UOIS_DEMO_SLOTS
 * @number: which meeting of the course, from 0
 *
 * Returns: the start of that meeting; weeks in which the day is a public holiday are skipped
 */
UoisDateTime uois_demo_calendar_lesson (UoisDemoTerm term, guint slot, guint number);

/* The start of the double lesson @slot in week @week counted from the Monday @first, whether it is a holiday or not. */
UoisDateTime uois_demo_calendar_slot (int first, guint week, guint slot);

G_END_DECLS
