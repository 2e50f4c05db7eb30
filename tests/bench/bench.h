/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SECTION: What the benchmarks share
 *
 * Every benchmark is a program that prints a table: what was measured, how
 * long it took, how long the baseline of the same run took, and the ratio. A
 * number is the median of five runs (or UOIS_BENCH_RUNS) on one core.
 */

/* How many runs a median is taken of. */
guint bench_get_runs (void);

/* How many people: UOIS_BENCH_PEOPLE, or @usual. */
guint bench_get_people (guint usual);

/* Keeps the process, and all threads that it will have, on one core. */
void bench_pin (void);

/* Moves the process to the other cores, if there are any, for work that must not count. */
void bench_pin_beside (void);

/* Seconds since an arbitrary moment; of the wall, and of this process's work. */
double bench_now (void);
double bench_cpu (void);

/* Sorts @numbers. */
double bench_median (double *numbers, guint length);

/**
 * BenchComparison: medians of runs that took turns, and the median of their ratios: what disturbs one run
 * disturbs its neighbour.
 */
typedef struct
{
  double ours;
  double baseline;
  double ratio;
} BenchComparison;

/* Returns: how many seconds one of what it measures took */
typedef double (*BenchRun) (gpointer data);

BenchComparison bench_compare (BenchRun ours, gpointer our_data, BenchRun baseline, gpointer baseline_data);

typedef struct
{
  BenchRun run;
  gpointer data;
} BenchRunner;

/**
 * bench_take_turns:
 * @runners: (array length=length): the first is ours
 * @times: (out caller-allocates) (array length=length): median seconds of each
 * @ratios: (out caller-allocates) (array length=length): how many times the time of each ours took
 */
void bench_take_turns (const BenchRunner *runners, guint length, double *times, double *ratios);

/* Resident memory of this process and the largest it was, in bytes. */
gsize bench_get_resident (void);
gsize bench_get_peak (void);

/* Memory of this process alone, mapped files not counted: what it has now, from where its peak is measured again, and
 * the largest since then, in bytes. */
gsize bench_reset_peak (void);
gsize bench_get_private_peak (void);

/* Ends the program with a message if @error is set. */
void bench_check (const GError *error);

/* ---- Files ---- */

/* Removes a database and what stands beside it. */
void bench_remove (const char *path);

/* A new file name in the cache directory; free it. */
char *bench_make_path (const char *name);
/* The same, of a file that no other process uses. */
char *bench_make_temporary_path (const char *name);

typedef struct
{
  guint64 rows;
  guint64 values;
} BenchCount;

/* Makes an institution in a new file at @path through the facade, closed when it returns. */
void bench_generate (UoisRegistry *registry, const char *path, guint people, const char *only, BenchCount *count);

/**
 * bench_get_file:
 *
 * Returns: (transfer full): a demo file, made at the first call and kept in the cache directory for the next ones
 */
char *bench_get_file (UoisRegistry *registry, guint people, const char *only);

/* ---- The table ---- */

/* @columns: headings, zero-terminated */
void bench_print_heading (const char *title, const char *const *columns);
void bench_print_row (const char *name, ...) G_GNUC_NULL_TERMINATED;

/* "0.83 ok" or "0.61 MISSED": @ratio against a goal that is a floor or a ceiling; free it. */
char *bench_judge (double ratio, double goal, gboolean is_floor);

/* "123 us", "4.56 ms", "7.89 s"; free it. */
char *bench_format_seconds (double seconds);

G_END_DECLS
