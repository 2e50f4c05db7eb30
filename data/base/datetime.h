/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longest text form, without the terminating zero: YYYY-MM-DDTHH:MM:SS.ffffff */
#define UOIS_DATETIME_TEXT_LENGTH 26
#define UOIS_DATE_TEXT_LENGTH 10

/**
 * UoisDateTime:
 *
 * A naive local time, as all servers of the stack keep it (contract/wire.md
 * section 3): microseconds since 1970-01-01T00:00:00 counted as if the local
 * calendar had no zone. Microseconds matter: `lastchange` is compared exactly.
 * Years 1 to 9999.
 */
typedef gint64 UoisDateTime;

/**
 * uois_datetime_parse:
 * @text: ISO 8601 text of @length bytes
 * @length: length in bytes
 * @datetime: (out): the result
 *
 * Accepts `YYYY-MM-DD`, with `T` or one blank before `HH:MM[:SS[.f{1,}]]`.
 * Digits beyond the sixth of the fraction are cut. A zone (`Z`, `+HH:MM`,
 * `+HHMM`, `+HH`) is accepted and dropped without conversion, as the
 * servers' feeder does.
 *
 * Returns: %TRUE if @text is such a time and exists in the calendar
 */
gboolean uois_datetime_parse (const char *text, gsize length, UoisDateTime *datetime);

/**
 * uois_datetime_format:
 * @datetime: a time
 * @text: (out caller-allocates): room for %UOIS_DATETIME_TEXT_LENGTH bytes; no terminating zero is written
 *
 * Writes `YYYY-MM-DDTHH:MM:SS`, and `.ffffff` only if the microseconds are not zero.
 *
 * Returns: the number of bytes written, 19 or 26
 */
gsize uois_datetime_format (UoisDateTime datetime, char *text);

/**
 * uois_date_format:
 * @datetime: a time; its date is taken
 * @text: (out caller-allocates): room for %UOIS_DATE_TEXT_LENGTH bytes; no terminating zero is written
 */
void uois_date_format (UoisDateTime datetime, char *text);

char *uois_datetime_to_string (UoisDateTime datetime);

/* The wall clock of this computer, without its zone. Strictly increasing within the process. */
UoisDateTime uois_datetime_now (void);

UoisDateTime uois_datetime_from_parts (int year, int month, int day, int hour, int minute, int second, int microsecond);
void uois_datetime_to_parts (
    UoisDateTime datetime, int *year, int *month, int *day, int *hour, int *minute, int *second, int *microsecond);

G_END_DECLS
