/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graphql.h"

#include "domains/domains.h"
#include "schema/api.h"

#include <stdio.h>
#include <string.h>

/*
 * How long questions take, from the text of the question to the text of the
 * answer, against the same rows walked by hand (raw.h), against what no store
 * can be faster than (limit.h), and against graphql-js (peer.h). All must give
 * the same answers.
 *
 * Times are processor time, so that whoever else uses the machine does not count.
 */

#define PEOPLE 100000
/* What an answer may take beyond itself. */
#define MEMORY_GOAL (8.0 * 1024 * 1024)
/* As the evaluator maps it. */
#define MAP_SIZE "2147418112"

GBytes *
bench_ask (Bench *bench, const char *document, const char *variables)
{
  UoisQueryRequest request = { .document = document, .variables = variables };
  g_autoptr (GError) error = NULL;
  gboolean has_errors = FALSE;
  GBytes *answer = uois_file_query (bench->file, &request, &has_errors, NULL, &error);

  bench_check (error);
  if (has_errors)
    g_error ("%.300s", (const char *) g_bytes_get_data (answer, NULL));
  return answer;
}

void
bench_agree (const char *name, const char *who, GBytes *ours, GBytes *theirs)
{
  gsize our_length, their_length, i = 0;
  const char *our_text = g_bytes_get_data (ours, &our_length);
  const char *their_text = g_bytes_get_data (theirs, &their_length);

  if (g_bytes_equal (ours, theirs))
    return;
  while (i < MIN (our_length, their_length) && our_text[i] == their_text[i])
    i++;
  i = i > 40 ? i - 40 : 0;
  printf ("  %s: the answer differs from that of %s:\n  …%.*s\n  …%.*s\n", name, who, (int) MIN (our_length - i, 80),
          our_text + i, (int) MIN (their_length - i, 80), their_text + i);
}

/* ---- The table ---- */

void
bench_graphql_print_heading (Bench *bench)
{
  static const char *const columns[] = { "time", "of raw", "of limit", "x graphql-js", "MB/s", "memory", "", NULL };
  g_autofree char *title = g_strdup_printf ("graphql, %u people", bench_get_people (PEOPLE));

  bench_print_heading (title, columns);
}

/* The ratio and, where there is a goal, whether it is met. */
static char *
judge (double ratio, double goal, gboolean is_floor)
{
  if (ratio == 0)
    return g_strdup ("-");
  return goal > 0 ? bench_judge (ratio, goal, is_floor) : g_strdup_printf ("%.2f", ratio);
}

static char *
judge_memory (const Row *row)
{
  if (row->memory == 0)
    return g_strdup ("-");
  return g_strdup_printf ("%.1f MB %s", (double) row->memory / 1e6,
                          (double) row->memory <= row->bytes + MEMORY_GOAL ? "ok" : "MISSED");
}

void
bench_graphql_print (Row *row)
{
  g_autofree char *time = bench_format_seconds (row->seconds);
  g_autofree char *raw = judge (row->raw, row->raw_goal, FALSE);
  g_autofree char *limit = judge (row->limit, row->limit_goal, FALSE);
  g_autofree char *peer = judge (row->peer, row->peer_goal, TRUE);
  g_autofree char *rate = g_strdup_printf ("%.0f", row->bytes / row->seconds / 1e6);
  g_autofree char *memory = judge_memory (row);

  bench_print_row (row->name, time, raw, limit, peer, rate, memory, row->note != NULL ? row->note : "", NULL);
  g_clear_pointer (&row->note, g_free);
}

/* ---- All cases ---- */

/* People from everywhere in the table, neighbours far apart. */
static void
choose_keys (Bench *bench, guint people)
{
  g_autofree UoisUuid *ids = g_new (UoisUuid, people);
  sqlite3_stmt *statement;
  guint n = 0;

  raw_check (bench->db, sqlite3_prepare_v2 (bench->db, "SELECT id FROM users ORDER BY id", -1, &statement, NULL));
  while (n < people && sqlite3_step (statement) == SQLITE_ROW)
    memcpy (ids[n++].bytes, sqlite3_column_blob (statement, 0), sizeof ids->bytes);
  sqlite3_finalize (statement);
  if (n < people)
    g_error ("the file has fewer than %u people; remove it from the cache", people);
  for (guint i = 0; i < BENCH_KEYS; i++)
    bench->keys[i] = ids[(guint64) i * 102953 % people];
}

static void
open_bench (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  guint people = bench_get_people (PEOPLE);

  bench->registry = uois_domains_load (&error);
  bench_check (error);
  bench->path = bench_get_file (bench->registry, people, NULL);
  bench->file =
      uois_file_open (bench->path, bench->registry, UOIS_FILE_OPEN_READ_ONLY | UOIS_FILE_OPEN_MAP, NULL, &error);
  bench_check (error);
  raw_check (NULL, sqlite3_open_v2 (bench->path, &bench->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL));
  sqlite3_exec (bench->db, "PRAGMA mmap_size = " MAP_SIZE, NULL, NULL, NULL);
  choose_keys (bench, people);
}

static void
close_bench (Bench *bench)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&bench->limit, limit_free);
  g_clear_pointer (&bench->peer, peer_free);
  sqlite3_close (bench->db);
  uois_file_close (bench->file, &error);
  bench_check (error);
  g_object_unref (bench->file);
  uois_registry_unref (bench->registry);
  g_free (bench->path);
}

static void
measure_all (Bench *bench, const char *wanted)
{
  g_autofree char *sdl = uois_api_print_form (bench->registry, NULL, UOIS_API_SERVICE);

  bench->limit = limit_new (bench->db);
  bench->peer = peer_new (bench->path, sdl);

  bench_graphql_print_heading (bench);
  for (guint i = 0; i < bench_questions_get_length (); i++)
    if (wanted == NULL || g_str_has_prefix (bench_questions_get_name (i), wanted))
      bench_question_measure (bench, i);
  bench_documents_measure (bench, wanted);
  bench_service_measure (bench, wanted);
}

/* bench-graphql [CASE]: all cases, or those whose name begins so. */
int
main (int argc, char **argv)
{
  Bench bench = { NULL };

  bench_pin ();
  open_bench (&bench);
  if (argc == 3 && strcmp (argv[1], "--memory") == 0)
    bench_question_print_memory (&bench, (guint) g_ascii_strtoull (argv[2], NULL, 10));
  else
    measure_all (&bench, argc > 1 ? argv[1] : NULL);
  close_bench (&bench);
  return 0;
}
