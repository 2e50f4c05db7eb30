/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graphql.h"

#include "gql/type-system.h"
#include "gql/validation/validation.h"
#include "language/parser.h"
#include "schema/api.h"

#include <string.h>

/* Twice the document may take a little more than twice the time. */
#define LINEAR_GOAL 2.6
#define DOCUMENT_PEER_GOAL 5
#define PEER_SHARE 5

/* ---- Documents of any size ---- */

static char *
write_small (guint size)
{
  return g_strdup (
      "query Person($id: UUID!) { userById(id: $id) { id name surname email"
      " memberships(limit: 5) { id valid group { id name abbreviation grouptype { id name nameEn } } } } }");
}

/* Each fragment spreads the next, and all ask for the same fields. */
static char *
write_fragments (guint size)
{
  GString *text = g_string_new ("query ($id: UUID!) { userById(id: $id) { ...F0 } }\n");

  for (guint i = 0; i < size; i++)
    {
      g_string_append_printf (text, "fragment F%u on UserGQLModel { id name surname email valid lastchange fullname",
                              i);
      g_string_append (text, " memberships(limit: 5, where: {valid: {_eq: true}}) { id group { id name } }");
      if (i + 1 < size)
        g_string_append_printf (text, " ...F%u", i + 1);
      g_string_append (text, " }\n");
    }
  return g_string_free (text, FALSE);
}

static char *
write_repeated_fields (guint size)
{
  GString *text = g_string_new ("query ($id: UUID!) { userById(id: $id) { ");

  for (guint i = 0; i < size; i++)
    g_string_append (text, "email ");
  g_string_append (text, "} }");
  return g_string_free (text, FALSE);
}

/* ---- Running ---- */

typedef struct
{
  Bench *bench;
  const UoisGqlSchema *schema;
  const char *what;
  const char *text;
  guint iterations;
} Job;

static double
run_check (gpointer data)
{
  static const UoisGqlLimits limits = UOIS_GQL_LIMITS_INIT;
  const UoisParseLimits parse_limits = { .tokens = limits.tokens };
  Job *job = data;
  double start = bench_cpu ();

  for (guint i = 0; i < job->iterations; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (UoisDocument) document =
          uois_document_parse (job->text, strlen (job->text), &parse_limits, NULL, &error);
      UoisGqlErrors errors;

      bench_check (error);
      uois_gql_errors_init (&errors, limits.errors);
      if (!uois_gql_validate (job->schema, document, &limits, &errors))
        g_error ("a document of the benchmark is not valid");
      uois_gql_errors_clear (&errors);
    }
  return (bench_cpu () - start) / job->iterations;
}

static double
run_build (gpointer data)
{
  Job *job = data;
  double start = bench_cpu ();

  for (guint i = 0; i < job->iterations; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (UoisGqlSchema) schema = uois_gql_schema_new_from_sdl (job->text, strlen (job->text), &error);

      bench_check (error);
    }
  return (bench_cpu () - start) / job->iterations;
}

static double
run_peer (gpointer data)
{
  Job *job = data;

  return peer_time (job->bench->peer, job->what, job->text, NULL, MAX (job->iterations / PEER_SHARE, 2));
}

/* ---- Measuring ---- */

/* @half: (nullable): the same of half the size: what grows faster than the document shows there */
static void
measure (Job *job, const char *name, BenchRun run, const char *half)
{
  Job half_job = *job;
  BenchRunner runners[3] = { { run, job } };
  double times[G_N_ELEMENTS (runners)], ratios[G_N_ELEMENTS (runners)];
  guint n = 1, of_half = 0, peer = 0;
  Row row = { .name = name, .bytes = (double) strlen (job->text), .peer_goal = DOCUMENT_PEER_GOAL };

  half_job.text = half;
  if (half != NULL)
    runners[of_half = n++] = (BenchRunner){ run, &half_job };
  if (job->bench->peer != NULL)
    runners[peer = n++] = (BenchRunner){ run_peer, job };
  bench_take_turns (runners, n, times, ratios);

  row.seconds = times[0];
  row.peer = peer > 0 ? 1 / ratios[peer] : 0;
  if (half != NULL)
    {
      g_autofree char *verdict = bench_judge (ratios[of_half], LINEAR_GOAL, FALSE);

      row.note = g_strdup_printf ("%s: times half of it, at most %.1f", verdict, LINEAR_GOAL);
    }
  bench_graphql_print (&row);
}

static void
measure_document (
    Bench *bench, UoisGqlSchema *schema, const char *name, char *(*write) (guint size), guint size, guint iterations)
{
  g_autofree char *whole = write (size);
  g_autofree char *half = size > 0 ? write (size / 2) : NULL;
  Job job = { .bench = bench, .schema = schema, .what = "check", .text = whole, .iterations = iterations };

  measure (&job, name, run_check, half);
}

void
bench_documents_measure (Bench *bench, const char *wanted)
{
  g_autofree char *sdl = uois_api_print (bench->registry, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisGqlSchema) schema = uois_gql_schema_new (bench->registry, &error);
  Job build = { .bench = bench, .what = "build", .text = sdl, .iterations = 10 };

  bench_check (error);
  if (wanted != NULL && !g_str_has_prefix ("8", wanted))
    return;
  measure_document (bench, schema, "8 a document of 190 bytes", write_small, 0, 2000);
  measure_document (bench, schema, "8 50 fragments", write_fragments, 50, 50);
  measure_document (bench, schema, "8 1000 repeated fields", write_repeated_fields, 1000, 50);
  measure (&build, "8 the whole API's definitions", run_build, NULL);
}
