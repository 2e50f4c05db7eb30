/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"
#include "domains/domains.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/*
 * How long questions take, from the text of the question to the text of the
 * answer, against the same rows walked by hand: nested loops of prepared
 * statements over the same file that touch the same columns and write no text.
 * Both must meet the same number of objects.
 */

#define PEOPLE 100000
#define KEYS 512
/* Twice the document may take a little more than twice the time; the same one, the same. */
#define LINEAR 2.6
#define NOISE 0.2

/* ---- By hand ---- */

typedef struct _Node Node;

/**
 * Node: a prepared statement and what hangs on its rows.
 * @key: (not of the root) which column of the parent's row is the parameter
 * @limit: bound as ?2, or 0
 */
struct _Node
{
  const char *sql;
  int key;
  int limit;
  Node *children; /* ends with a node without sql */
  sqlite3_stmt *statement;
};

typedef struct
{
  sqlite3 *db;
  guint64 objects;
  guint64 touched;
} Walker;

static void
check_sqlite (sqlite3 *db, int code)
{
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (db));
}

static void
prepare_nodes (Walker *walker, Node *node)
{
  check_sqlite (walker->db,
                sqlite3_prepare_v3 (walker->db, node->sql, -1, SQLITE_PREPARE_PERSISTENT, &node->statement, NULL));
  for (Node *child = node->children; child != NULL && child->sql != NULL; child++)
    prepare_nodes (walker, child);
}

static void
finalize_nodes (Node *node)
{
  sqlite3_finalize (node->statement);
  node->statement = NULL;
  for (Node *child = node->children; child != NULL && child->sql != NULL; child++)
    finalize_nodes (child);
}

/* Reads every column of the row, as whoever writes it down would. */
static void
touch_row (Walker *walker, sqlite3_stmt *statement)
{
  int length = sqlite3_column_count (statement);

  for (int i = 0; i < length; i++)
    switch (sqlite3_column_type (statement, i))
      {
      case SQLITE_INTEGER:
        walker->touched += (guint64) sqlite3_column_int64 (statement, i);
        break;
      case SQLITE_TEXT:
        walker->touched += sqlite3_column_text (statement, i)[0];
        walker->touched += (guint64) sqlite3_column_bytes (statement, i);
        break;
      case SQLITE_BLOB:
        walker->touched += ((const guint8 *) sqlite3_column_blob (statement, i))[15];
        break;
      default:
        break;
      }
  walker->objects++;
}

static void
walk (Walker *walker, const Node *node)
{
  sqlite3_stmt *statement = node->statement;
  int code;

  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      touch_row (walker, statement);
      for (Node *child = node->children; child != NULL && child->sql != NULL; child++)
        {
          if (sqlite3_column_type (statement, child->key) == SQLITE_NULL)
            continue;
          sqlite3_bind_blob (child->statement, 1, sqlite3_column_blob (statement, child->key), 16, SQLITE_STATIC);
          if (child->limit > 0)
            sqlite3_bind_int (child->statement, 2, child->limit);
          walk (walker, child);
        }
    }
  check_sqlite (walker->db, code);
  sqlite3_reset (statement);
}

/* ---- The cases ---- */

/**
 * Case: a question, and the same by hand.
 * @document: has the variable $id or $skip
 * @by_key: whether the root's parameter is a person's id; otherwise an offset
 * @ceiling: the ratio to reach
 */
typedef struct
{
  const char *name;
  const char *document;
  gboolean by_key;
  guint iterations;
  double ceiling;
  Node root;
} Case;

#define GROUP_NODE(column)                                                                                             \
  {                                                                                                                    \
    .sql = "SELECT id, name FROM groups WHERE id = ?1", .key = column                                                  \
  }

static Node group_of_membership[] = { GROUP_NODE (1), { NULL } };
static Node event_of_presence[] = { { .sql = "SELECT id, name, startdate FROM events WHERE id = ?1", .key = 1 },
                                    { NULL } };

static Node of_person[] = {
  { .sql = "SELECT id, group_id FROM memberships WHERE user_id = ?1 ORDER BY id LIMIT ?2",
    .limit = 100,
    .children = group_of_membership },
  { .sql = "SELECT id, event_id FROM events_users WHERE user_id = ?1 ORDER BY id LIMIT ?2",
    .limit = 100,
    .children = event_of_presence },
  { NULL },
};

static Node memberships_of_person[] = {
  { .sql = "SELECT id, group_id FROM memberships WHERE user_id = ?1 ORDER BY id LIMIT ?2",
    .limit = 100,
    .children = group_of_membership },
  { NULL },
};

static Node person_of_membership[] = { { .sql = "SELECT id, name, surname FROM users WHERE id = ?1", .key = 1 },
                                       { NULL } };
static Node members_of_group[] = {
  { .sql = "SELECT id, user_id FROM memberships WHERE group_id = ?1 ORDER BY id LIMIT ?2",
    .limit = 250,
    .children = person_of_membership },
  { NULL },
};
static Node group_with_members[] = {
  { .sql = "SELECT id, name FROM groups WHERE id = ?1", .key = 1, .children = members_of_group },
  { NULL },
};
static Node circle_of_person[] = {
  { .sql = "SELECT id, group_id FROM memberships WHERE user_id = ?1 ORDER BY id LIMIT ?2",
    .limit = 100,
    .children = group_with_members },
  { NULL },
};

static Node groups_of_event[] = {
  { .sql = "SELECT g.id, g.name FROM events_groups AS l JOIN groups AS g ON g.id = l.group_id WHERE l.event_id = ?1" },
  { NULL },
};
static Node event_with_groups[] = {
  { .sql = "SELECT id, name FROM events WHERE id = ?1", .key = 1, .children = groups_of_event },
  { NULL },
};
static Node presences_of_person[] = {
  { .sql = "SELECT id, event_id FROM events_users WHERE user_id = ?1 ORDER BY id LIMIT ?2",
    .limit = 100,
    .children = event_with_groups },
  { NULL },
};

static Node authors_of_row[] = {
  { .sql = "SELECT id, name, surname FROM users WHERE id = ?1", .key = 1 },
  { .sql = "SELECT id, name, surname FROM users WHERE id = ?1", .key = 2 },
  { NULL },
};

static Case cases[] = {
  { .name = "1 person, memberships, presences",
    .document = "query ($id: UUID!) { userById(id: $id) { id name surname email"
                " memberships(limit: 100) { id group { id name } }"
                " presences(limit: 100) { id event { id name startdate } } } }",
    .by_key = TRUE,
    .iterations = 2000,
    .ceiling = 1.5,
    .root = { .sql = "SELECT id, name, surname, email FROM users WHERE id = ?1", .children = of_person } },
  { .name = "2 page of 1000 with memberships",
    .document = "query ($skip: Int!) { userPage(skip: $skip, limit: 1000) { id name surname"
                " memberships(limit: 100) { id group { id name } } } }",
    .iterations = 20,
    .ceiling = 1.5,
    .root = { .sql = "SELECT id, name, surname FROM users ORDER BY id LIMIT 1000 OFFSET ?1",
              .children = memberships_of_person } },
  { .name = "3 flat page of 1000",
    .document = "query ($skip: Int!) { userPage(skip: $skip, limit: 1000) { id name surname email valid lastchange } }",
    .iterations = 200,
    .ceiling = 1.5,
    .root = { .sql =
                  "SELECT id, name, surname, email, valid, lastchange FROM users ORDER BY id LIMIT 1000 OFFSET ?1" } },
  { .name = "4 20 persons, groups, their members",
    .document = "query ($skip: Int!) { userPage(skip: $skip, limit: 20) { id"
                " memberships(limit: 100) { id group { id name"
                " memberships(limit: 250) { id user { id name surname } } } } } }",
    .iterations = 4,
    .ceiling = 1.0,
    .root = { .sql = "SELECT id FROM users ORDER BY id LIMIT 20 OFFSET ?1", .children = circle_of_person } },
  { .name = "5 100 persons, events, their groups",
    .document = "query ($skip: Int!) { userPage(skip: $skip, limit: 100) { id"
                " presences(limit: 100) { id event { id name groups { id name } } } } }",
    .iterations = 40,
    .ceiling = 1.0,
    .root = { .sql = "SELECT id FROM users ORDER BY id LIMIT 100 OFFSET ?1", .children = presences_of_person } },
  { .name = "6 1000 rows by few authors",
    .document = "query ($skip: Int!) { groupPage(skip: $skip, limit: 1000) { id"
                " createdby { id name surname } changedby { id name surname } } }",
    .iterations = 60,
    .ceiling = 0.8,
    .root = { .sql = "SELECT id, createdby, changedby FROM groups ORDER BY id LIMIT 1000 OFFSET ?1",
              .children = authors_of_row } },
};

/* Compared with the first case, not with a baseline of their own. */
static const struct
{
  const char *name;
  const char *document;
  guint iterations;
  double ceiling;
} searches[] = {
  { "7 surname begins with", "{ userPage(where: {surname: {_startswith: \"Novot\"}}, limit: 20) { id name surname } }",
    500, 3 },
  { "7 surname contains, any case",
    "{ userPage(where: {surname: {_ilike: \"%votn%\"}}, limit: 20) { id name surname } }", 200, 3 },
  { "7 members of a group by name",
    "{ userPage(where: {memberships: {group: {name: {_eq: \"Informatika, 1. ročník, skupina 1\"}}}}, limit: 20) { id "
    "name surname } "
    "}",
    200, 3 },
  { "7 ordered, from 50,000 on", "{ userPage(orderby: \"surname\", skip: 50000, limit: 20) { id name surname } }", 20,
    10 },
};

/* ---- Running ---- */

typedef struct
{
  UoisFile *file;
  Walker walker;
  UoisUuid keys[KEYS];
  gboolean counts; /* whether answers are counted */
  gsize bytes;
  guint64 objects;
} Bench;

static void
count_objects (Bench *bench, GBytes *answer)
{
  gsize length;
  const char *text = g_bytes_get_data (answer, &length);

  bench->bytes += length;
  for (gsize i = 0; i < length; i++)
    bench->objects += text[i] == '{';
  bench->objects -= 2; /* the answer, and its data */
}

static void
ask (Bench *bench, const char *document, const char *variables)
{
  UoisQueryRequest request = { .document = document, .variables = variables };
  g_autoptr (GError) error = NULL;
  gboolean has_errors = FALSE;
  g_autoptr (GBytes) answer = uois_file_query (bench->file, &request, &has_errors, NULL, &error);

  bench_check (error);
  if (has_errors)
    g_error ("%.300s", (const char *) g_bytes_get_data (answer, NULL));
  if (bench->counts)
    count_objects (bench, answer);
}

static guint
get_skip (const Case *question, guint iteration)
{
  /* Pages of the list of groups overlap, or they would soon be at its end. */
  return iteration % 10 * (strstr (question->document, "groupPage") != NULL ? 100 : 1000);
}

/* What a run is given. */
typedef struct
{
  Bench *bench;
  Case *question;
  const char *document;
  guint iterations;
} Job;

static double
run_ours (gpointer data)
{
  Job *job = data;
  const Case *question = job->question;
  Bench *bench = job->bench;
  double start = bench_now ();

  for (guint i = 0; i < question->iterations; i++)
    {
      char variables[64];

      if (question->by_key)
        {
          memcpy (variables, "{\"id\":\"", 7);
          uois_uuid_format (&bench->keys[i % KEYS], variables + 7);
          memcpy (variables + 7 + UOIS_UUID_TEXT_LENGTH, "\"}", 3);
        }
      else
        g_snprintf (variables, sizeof variables, "{\"skip\":%u}", get_skip (question, i));
      ask (bench, question->document, variables);
    }
  return (bench_now () - start) / question->iterations;
}

static double
run_by_hand (gpointer data)
{
  Job *job = data;
  Case *question = job->question;
  Walker *walker = &job->bench->walker;
  double start = bench_now ();

  walker->objects = 0;
  for (guint i = 0; i < question->iterations; i++)
    {
      sqlite3_exec (walker->db, "BEGIN", NULL, NULL, NULL);
      if (question->by_key)
        sqlite3_bind_blob (question->root.statement, 1, job->bench->keys[i % KEYS].bytes, 16, SQLITE_STATIC);
      else
        sqlite3_bind_int (question->root.statement, 1, (int) get_skip (question, i));
      walk (walker, &question->root);
      sqlite3_exec (walker->db, "COMMIT", NULL, NULL, NULL);
    }
  return (bench_now () - start) / question->iterations;
}

static double
run_search (gpointer data)
{
  Job *job = data;
  double start = bench_now ();

  for (guint i = 0; i < job->iterations; i++)
    ask (job->bench, job->document, NULL);
  return (bench_now () - start) / job->iterations;
}

static void
print_comparison (const char *name, const BenchComparison *comparison, double ceiling, guint64 objects, double bytes)
{
  g_autofree char *ours = bench_format_seconds (comparison->ours);
  g_autofree char *baseline = bench_format_seconds (comparison->baseline);
  g_autofree char *verdict = bench_judge (comparison->ratio, ceiling, FALSE);
  g_autofree char *goal = g_strdup_printf ("%.1f", ceiling);
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, objects);
  g_autofree char *rate = g_strdup_printf ("%.0f", bytes / comparison->ours / 1e6);

  bench_print_row (name, ours, baseline, verdict, goal, count, rate, NULL);
}

static void
measure_case (Bench *bench, Case *question)
{
  Job job = { .bench = bench, .question = question };
  BenchComparison comparison;
  guint64 objects;
  gsize bytes;

  prepare_nodes (&bench->walker, &question->root);
  bench->counts = TRUE;
  bench->bytes = bench->objects = 0;
  run_ours (&job);
  bench->counts = FALSE;
  objects = bench->objects;
  bytes = bench->bytes;
  comparison = bench_compare (run_ours, &job, run_by_hand, &job);
  finalize_nodes (&question->root);

  print_comparison (question->name, &comparison, question->ceiling, objects / question->iterations,
                    (double) bytes / question->iterations);
  if (bench->walker.objects != objects)
    printf ("  but by hand %" G_GUINT64_FORMAT " objects were met, and %" G_GUINT64_FORMAT " in the answers\n",
            bench->walker.objects, objects);
}

static void
measure_search (Bench *bench, guint index)
{
  Job job = { .bench = bench, .document = searches[index].document, .iterations = searches[index].iterations };
  Job first = { .bench = bench, .question = &cases[0] };
  BenchComparison comparison;

  bench->counts = TRUE;
  bench->bytes = bench->objects = 0;
  ask (bench, job.document, NULL);
  bench->counts = FALSE;
  comparison = bench_compare (run_search, &job, run_ours, &first);
  print_comparison (searches[index].name, &comparison, searches[index].ceiling, bench->objects, (double) bench->bytes);
}

/* ---- Documents ---- */

typedef char *(*WriteDocument) (guint size);

static char *
write_small (guint size)
{
  return g_strdup ("query Person($id: UUID!) { userById(id: $id) { id name surname email"
                   " memberships(limit: 5) { id group { id name grouptype { id name } } } } }");
}

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

/* Parsed, validated, planned and found to concern nobody. A comment makes each document a new one. */
static double
run_document (gpointer data)
{
  static guint number;
  Job *job = data;
  double start = bench_now ();

  for (guint i = 0; i < job->iterations; i++)
    {
      g_autofree char *fresh = g_strdup_printf ("%s\n# %u", job->document, number++);

      ask (job->bench, fresh, "{\"id\":\"00000000-0000-0000-0000-000000000000\"}");
    }
  return (bench_now () - start) / job->iterations;
}

/* Against one of half the size: what grows faster than the document shows here. */
static void
measure_document (Bench *bench, const char *name, WriteDocument write, guint size, guint iterations)
{
  g_autofree char *whole = write (size);
  g_autofree char *half = write (size / 2);
  Job job = { .bench = bench, .document = whole, .iterations = iterations };
  Job half_job = { .bench = bench, .document = half, .iterations = iterations };
  BenchComparison comparison = bench_compare (run_document, &job, run_document, &half_job);

  print_comparison (name, &comparison, size > 0 ? LINEAR : 1.0 + NOISE, 0, (double) strlen (whole));
}

/* People from everywhere in the table. */
static void
choose_keys (Bench *bench, guint people)
{
  sqlite3_stmt *statement;

  check_sqlite (bench->walker.db,
                sqlite3_prepare_v2 (bench->walker.db, "SELECT id FROM users ORDER BY id LIMIT 1 OFFSET ?1", -1,
                                    &statement, NULL));
  for (guint i = 0; i < KEYS; i++)
    {
      sqlite3_bind_int64 (statement, 1, (gint64) i * 7919 * 13 % people);
      if (sqlite3_step (statement) != SQLITE_ROW)
        g_error ("the file has fewer than %u people; remove it from the cache", people);
      memcpy (bench->keys[i].bytes, sqlite3_column_blob (statement, 0), 16);
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
}

int
main (int argc, char **argv)
{
  static const char *const columns[] = { "ours", "baseline", "ratio", "goal", "objects", "MB/s", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);
  guint people = bench_get_people (PEOPLE);
  g_autofree char *title = g_strdup_printf ("graphql, %u people", people);
  g_autofree char *path = NULL;
  Bench bench = { NULL };

  bench_check (error);
  bench_pin ();
  path = bench_get_file (registry, people, NULL);
  bench.file = uois_file_open (path, registry, UOIS_FILE_OPEN_READ_ONLY, NULL, &error);
  bench_check (error);
  check_sqlite (NULL, sqlite3_open_v2 (path, &bench.walker.db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL));
  choose_keys (&bench, people);

  bench_print_heading (title, columns);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    measure_case (&bench, &cases[i]);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    measure_search (&bench, i);
  measure_document (&bench, "8 a document of 190 bytes", write_small, 0, 500);
  measure_document (&bench, "8 50 fragments", write_fragments, 50, 50);
  measure_document (&bench, "8 1000 repeated fields", write_repeated_fields, 1000, 50);

  sqlite3_close (bench.walker.db);
  uois_file_close (bench.file, &error);
  bench_check (error);
  g_object_unref (bench.file);
  return 0;
}
