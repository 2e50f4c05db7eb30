/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"
#include "domains/domains.h"

#include <malloc.h>
#include <stdio.h>

/*
 * What it costs to begin: the registry of all domains read, checked and
 * frozen; the API told about itself; the program started and ended. The
 * ratios are to the goal; for the program, to one that does nothing.
 */

#define REGISTRY_GOAL 15e-3
#define REGISTRY_MEMORY_GOAL (8.0 * 1024 * 1024)
#define INTROSPECTION_GOAL 20e-3
#define INTROSPECTION_PEOPLE 200

/* What GraphiQL and the like ask, to the depth at which all types of this API end. */
static const char introspection[] =
    "{ __schema { queryType { name } mutationType { name } types { kind name description"
    " fields(includeDeprecated: true) { name description args { ...Value } type { ...Type } isDeprecated "
    "deprecationReason }"
    " inputFields { ...Value } interfaces { ...Type } enumValues(includeDeprecated: true) { name description "
    "isDeprecated"
    " deprecationReason } possibleTypes { ...Type } }"
    " directives { name description locations args { ...Value } } } }"
    " fragment Value on __InputValue { name description type { ...Type } defaultValue }"
    " fragment Type on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

static void
print_seconds (const char *name, double seconds, double baseline, double goal)
{
  g_autofree char *text = bench_format_seconds (seconds);
  g_autofree char *baseline_text = bench_format_seconds (baseline);
  g_autofree char *verdict = bench_judge (seconds / baseline, goal, FALSE);

  bench_print_row (name, text, baseline_text, verdict, NULL);
}

static void
measure_registry (void)
{
  g_autofree double *times = g_new (double, bench_get_runs ());
  gsize before = mallinfo2 ().uordblks;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) kept = uois_domains_load (&error);
  double memory = (double) (mallinfo2 ().uordblks - before);
  g_autofree char *size = g_strdup_printf ("%.2f MB", memory / 1024 / 1024);
  g_autofree char *verdict = bench_judge (memory / REGISTRY_MEMORY_GOAL, 1, FALSE);

  bench_check (error);
  for (guint i = 0; i < bench_get_runs (); i++)
    {
      double start = bench_cpu ();
      g_autoptr (UoisRegistry) registry = uois_domains_load (&error);

      bench_check (error);
      times[i] = bench_cpu () - start;
    }
  print_seconds ("registry parsed and frozen (CPU)", bench_median (times, bench_get_runs ()), REGISTRY_GOAL, 1);
  bench_print_row ("registry, memory", size, "8.00 MB", verdict, NULL);
}

static void
measure_introspection (void)
{
  g_autofree double *times = g_new (double, bench_get_runs ());
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);
  g_autofree char *path = bench_get_file (registry, INTROSPECTION_PEOPLE, NULL);
  g_autoptr (UoisFile) file = uois_file_open (path, registry, UOIS_FILE_OPEN_READ_ONLY, NULL, &error);
  UoisQueryRequest request = { .document = introspection };

  bench_check (error);
  for (guint i = 0; i < bench_get_runs (); i++)
    {
      double start = bench_now ();
      gboolean has_errors = FALSE;
      g_autoptr (GBytes) answer = uois_file_query (file, &request, &has_errors, NULL, &error);

      bench_check (error);
      if (has_errors)
        g_error ("%.300s", (const char *) g_bytes_get_data (answer, NULL));
      times[i] = bench_now () - start;
    }
  print_seconds ("introspection", bench_median (times, bench_get_runs ()), INTROSPECTION_GOAL, 1);
  uois_file_close (file, &error);
  bench_check (error);
}

static double
spawn (const char *const *arguments)
{
  g_autofree double *times = g_new (double, bench_get_runs () * 4);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < bench_get_runs () * 4; i++)
    {
      double start = bench_now ();

      g_spawn_sync (NULL, (char **) arguments, NULL,
                    G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                    NULL, NULL, &error);
      bench_check (error);
      times[i] = bench_now () - start;
    }
  return bench_median (times, bench_get_runs () * 4);
}

/* The goal of a start is not in numbers anywhere: it is shown against a program that only ends. */
static void
measure_program (const char *program)
{
  const char *const nothing[] = { "true", NULL };
  const char *const version[] = { program, "--version", NULL };
  const char *const schema[] = { program, "schema", NULL };
  const char *const *commands[] = { version, schema };
  double baseline = spawn (nothing);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      double time = spawn (commands[i]);
      g_autofree char *name = g_strdup_printf ("uois-desk %s", commands[i][1]);
      g_autofree char *text = bench_format_seconds (time);
      g_autofree char *baseline_text = bench_format_seconds (baseline);
      g_autofree char *ratio = g_strdup_printf ("%.1f", time / baseline);

      bench_print_row (name, text, baseline_text, ratio, NULL);
    }
}

int
main (int argc, char **argv)
{
  static const char *const columns[] = { "ours", "goal/baseline", "ratio", NULL };

  bench_pin ();
  bench_print_heading ("start", columns);
  measure_registry ();
  measure_introspection ();
  if (argc > 1)
    measure_program (argv[1]);
  return 0;
}
