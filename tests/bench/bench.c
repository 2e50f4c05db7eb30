/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "bench.h"

#include "domains/demo/demo.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define RUNS 5
#define SEED 1
#define COLUMN_WIDTH 16
#define NAME_WIDTH 44

static guint
get_number (const char *variable, guint usual)
{
  const char *text = g_getenv (variable);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : usual;
}

guint
bench_get_runs (void)
{
  return MAX (get_number ("UOIS_BENCH_RUNS", RUNS), 1);
}

guint
bench_get_people (guint usual)
{
  return get_number ("UOIS_BENCH_PEOPLE", usual);
}

void
bench_pin (void)
{
  cpu_set_t set;

  CPU_ZERO (&set);
  CPU_SET (get_number ("UOIS_BENCH_CORE", 0), &set);
  if (sched_setaffinity (0, sizeof set, &set) != 0)
    g_printerr ("This process cannot be kept on one core; the numbers will differ more.\n");
}

void
bench_pin_beside (void)
{
  cpu_set_t set;

  CPU_ZERO (&set);
  for (guint i = 0; i < (guint) sysconf (_SC_NPROCESSORS_ONLN); i++)
    CPU_SET (i, &set);
  CPU_CLR (get_number ("UOIS_BENCH_CORE", 0), &set);
  sched_setaffinity (0, sizeof set, &set);
}

static double
read_clock (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

double
bench_now (void)
{
  return read_clock (CLOCK_MONOTONIC);
}

double
bench_cpu (void)
{
  return read_clock (CLOCK_PROCESS_CPUTIME_ID);
}

static int
compare_numbers (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bench_median (double *numbers, guint length)
{
  qsort (numbers, length, sizeof *numbers, compare_numbers);
  return length % 2 == 1 ? numbers[length / 2] : (numbers[length / 2 - 1] + numbers[length / 2]) / 2;
}

void
bench_take_turns (const BenchRunner *runners, guint length, double *times, double *ratios)
{
  guint runs = bench_get_runs ();
  g_autofree double *all = g_new (double, length *runs);
  g_autofree double *all_ratios = g_new (double, length *runs);

  for (guint i = 0; i < length; i++)
    runners[i].run (runners[i].data);
  for (guint run = 0; run < runs; run++)
    for (guint i = 0; i < length; i++)
      {
        all[i * runs + run] = runners[i].run (runners[i].data);
        all_ratios[i * runs + run] = all[run] / all[i * runs + run];
      }
  for (guint i = 0; i < length; i++)
    {
      times[i] = bench_median (all + i * runs, runs);
      ratios[i] = bench_median (all_ratios + i * runs, runs);
    }
}

BenchComparison
bench_compare (BenchRun ours, gpointer our_data, BenchRun baseline, gpointer baseline_data)
{
  const BenchRunner runners[] = { { ours, our_data }, { baseline, baseline_data } };
  double times[2], ratios[2];

  bench_take_turns (runners, 2, times, ratios);
  return (BenchComparison){ times[0], times[1], ratios[1] };
}

/* A line of /proc/self/status, in kilobytes. getrusage() would count what the parent had before exec. */
static gsize
read_status (const char *name)
{
  g_autofree char *text = NULL;
  char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = strstr (text, name);
  return line != NULL ? g_ascii_strtoull (line + strlen (name), NULL, 10) * 1024 : 0;
}

gsize
bench_get_resident (void)
{
  return read_status ("VmRSS:");
}

gsize
bench_get_peak (void)
{
  return read_status ("VmHWM:");
}

/* proc(5): a 5 that is written there resets the peak. */
gsize
bench_reset_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL || fputs ("5", file) < 0 || fclose (file) != 0)
    g_printerr ("The peak of memory cannot be reset here; it counts from the start.\n");
  return read_status ("RssAnon:");
}

/* The kernel keeps the peak of all memory; what is mapped of files only grows. */
gsize
bench_get_private_peak (void)
{
  return bench_get_peak () - read_status ("RssFile:") - read_status ("RssShmem:");
}

void
bench_check (const GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("%s\n", error->message);
  exit (1);
}

/* ---- Files ---- */

void
bench_remove (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      unlink (name);
    }
}

char *
bench_make_temporary_path (const char *name)
{
  g_autofree char *unique = g_strdup_printf ("%d-%s", (int) getpid (), name);

  return bench_make_path (unique);
}

char *
bench_make_path (const char *name)
{
  g_autofree char *directory = g_build_filename (g_get_user_cache_dir (), "uois-desk-bench", NULL);

  g_mkdir_with_parents (directory, 0700);
  return g_build_filename (directory, name, NULL);
}

typedef struct
{
  const UoisRegistry *registry;
  UoisDemoOptions options;
  UoisFileBulk *bulk;
  BenchCount *count;
} Generation;

static gboolean
take_row (const UoisType *type, const UoisValue *values, gpointer data, GError **error)
{
  Generation *generation = data;

  generation->count->rows++;
  generation->count->values += type->columns.length;
  return uois_file_bulk_insert (generation->bulk, type, values, error);
}

static gboolean
generate (UoisFileBulk *bulk, gpointer data, GCancellable *cancellable, GError **error)
{
  Generation *generation = data;

  generation->bulk = bulk;
  return uois_demo_generate (generation->registry, &generation->options, take_row, generation, error);
}

void
bench_generate (UoisRegistry *registry, const char *path, guint people, const char *only, BenchCount *count)
{
  BenchCount ignored = { 0, 0 };
  Generation generation = { .registry = registry,
                            .options = { .people = people, .seed = SEED, .only = only },
                            .count = count != NULL ? count : &ignored };
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisFile) file = NULL;

  bench_remove (path);
  file = uois_file_open (path, registry, UOIS_FILE_OPEN_CREATE | UOIS_FILE_OPEN_NEW, NULL, &error);
  if (file != NULL && uois_file_load_seed (file, NULL, &error) &&
      uois_file_bulk (file, "Benchmark", generate, &generation, NULL, &error))
    uois_file_close (file, &error);
  bench_check (error);
}

/* A file of an older version is upgraded when it is opened for writing. */
static void
upgrade (UoisRegistry *registry, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisFile) file = uois_file_open (path, registry, UOIS_FILE_OPEN_NONE, NULL, &error);

  bench_check (error);
  uois_file_close (file, &error);
  bench_check (error);
}

char *
bench_get_file (UoisRegistry *registry, guint people, const char *only)
{
  g_autofree char *name = g_strdup_printf ("%u-%s-%.12s.uois", people, only != NULL ? only : "all",
                                           uois_registry_get_fingerprint (registry));
  char *path = bench_make_path (name);
  /* Two benchmarks may make the same file at once; the last one to finish wins. */
  g_autofree char *fresh = g_strdup_printf ("%s.%d", path, (int) getpid ());

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      upgrade (registry, path);
      return path;
    }
  g_printerr ("Making %s\n", path);
  bench_generate (registry, fresh, people, only, NULL);
  if (rename (fresh, path) != 0)
    g_error ("%s cannot be renamed", fresh);
  return path;
}

/* ---- The table ---- */

static void
print_cell (const char *text, int width)
{
  printf ("%s%*s", text, MAX (width - (int) g_utf8_strlen (text, -1), 1), "");
}

void
bench_print_heading (const char *title, const char *const *columns)
{
  printf ("\n");
  print_cell (title, NAME_WIDTH);
  for (guint i = 0; columns[i] != NULL; i++)
    print_cell (columns[i], COLUMN_WIDTH);
  printf ("\n");
  fflush (stdout);
}

void
bench_print_row (const char *name, ...)
{
  va_list cells;

  va_start (cells, name);
  print_cell (name, NAME_WIDTH);
  for (const char *cell = va_arg (cells, const char *); cell != NULL; cell = va_arg (cells, const char *))
    print_cell (cell, COLUMN_WIDTH);
  va_end (cells);
  printf ("\n");
  fflush (stdout);
}

char *
bench_judge (double ratio, double goal, gboolean is_floor)
{
  gboolean is_met = is_floor ? ratio >= goal : ratio <= goal;

  return g_strdup_printf ("%.2f %s", ratio, is_met ? "ok" : "MISSED");
}

char *
bench_format_seconds (double seconds)
{
  if (seconds < 1e-3)
    return g_strdup_printf ("%.1f us", seconds * 1e6);
  if (seconds < 1)
    return g_strdup_printf ("%.2f ms", seconds * 1e3);
  return g_strdup_printf ("%.2f s", seconds);
}
