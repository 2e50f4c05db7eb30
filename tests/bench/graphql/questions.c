/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graphql.h"

#include <stdio.h>
#include <string.h>

/* Pages that are asked for in turn. */
#define PAGES 10
/* graphql-js is so much slower that it need not answer as often for as good a number. */
#define PEER_SHARE 25
/* Answers that are compared byte for byte. */
#define COMPARED 10

/**
 * Question:
 * @skip_step: of a page: how much further each starts; 0 if the question is about one person or about nothing
 * @write_variables: (nullable): otherwise, what is asked for in one of %PAGES variants
 * @raw: the same by hand; no SQL if what counts is the time of the first case
 * @statements: the evaluator's own statements, run and read and nothing written: less cannot be done through SQLite
 * @raw_goal: how many times the time of @raw it may take
 * @first_goal: how many times the time of the first case
 * @time_goal: seconds
 */
typedef struct
{
  const char *name;
  const char *document;
  gboolean by_key;
  guint skip_step;
  char *(*write_variables) (const Bench *bench, guint variant);
  guint iterations;
  RawNode raw;
  RawNode statements;
  double raw_goal;
  LimitAnswer limit;
  double limit_goal;
  double first_goal;
  double time_goal;
} Question;

/* ---- By hand ---- */

static RawNode group_of_membership[] = { { .sql = "SELECT id, name FROM groups WHERE id = ?1", .key = 1 }, { NULL } };
static RawNode event_of_presence[] = { { .sql = "SELECT id, name, startdate FROM events WHERE id = ?1", .key = 1 },
                                       { NULL } };

#define MEMBERSHIPS_OF_PERSON "SELECT id, group_id FROM memberships WHERE user_id = ?1 ORDER BY id LIMIT ?2"
#define PRESENCES_OF_PERSON "SELECT id, event_id FROM events_users WHERE user_id = ?1 ORDER BY id LIMIT ?2"

static RawNode of_person[] = {
  { .sql = MEMBERSHIPS_OF_PERSON, .limit = 100, .children = group_of_membership },
  { .sql = PRESENCES_OF_PERSON, .limit = 100, .children = event_of_presence },
  { NULL },
};

static RawNode memberships_of_person[] = {
  { .sql = MEMBERSHIPS_OF_PERSON, .limit = 100, .children = group_of_membership },
  { NULL },
};

static RawNode person_of_membership[] = { { .sql = "SELECT id, name, surname FROM users WHERE id = ?1", .key = 1 },
                                          { NULL } };
static RawNode members_of_group[] = {
  { .sql = "SELECT id, user_id FROM memberships WHERE group_id = ?1 ORDER BY id LIMIT ?2",
    .limit = 250,
    .children = person_of_membership },
  { NULL },
};
static RawNode group_with_members[] = {
  { .sql = "SELECT id, name FROM groups WHERE id = ?1", .key = 1, .children = members_of_group },
  { NULL },
};
static RawNode circle_of_person[] = {
  { .sql = MEMBERSHIPS_OF_PERSON, .limit = 100, .children = group_with_members },
  { NULL },
};

static RawNode groups_of_event[] = {
  { .sql = "SELECT g.id, g.name FROM events_groups AS l JOIN groups AS g ON g.id = l.group_id WHERE l.event_id = ?1" },
  { NULL },
};
static RawNode event_with_groups[] = {
  { .sql = "SELECT id, name FROM events WHERE id = ?1", .key = 1, .children = groups_of_event },
  { NULL },
};
static RawNode presences_of_person[] = {
  { .sql = PRESENCES_OF_PERSON, .limit = 100, .children = event_with_groups },
  { NULL },
};

static RawNode authors_of_row[] = {
  { .sql = "SELECT id, name, surname FROM users WHERE id = ?1", .key = 1 },
  { .sql = "SELECT id, name, surname FROM users WHERE id = ?1", .key = 2 },
  { NULL },
};

/* As the evaluator asks: references joined. */
static RawNode joined_of_person[] = {
  { .sql = "SELECT m.id, g.id, g.name FROM memberships AS m LEFT JOIN groups AS g ON g.id = m.group_id"
           " WHERE m.user_id = ?1 ORDER BY m.id LIMIT ?2",
    .limit = 100 },
  { .sql = "SELECT p.id, e.id, e.name, e.startdate FROM events_users AS p LEFT JOIN events AS e ON e.id = p.event_id"
           " WHERE p.user_id = ?1 ORDER BY p.id LIMIT ?2",
    .limit = 100 },
  { NULL },
};

/* ---- The questions ---- */

static Question questions[] = {
  { .name = "1 person, memberships, presences",
    .document = "query ($id: UUID!) { userById(id: $id) { id name surname email"
                " memberships(limit: 100) { id group { id name } }"
                " presences(limit: 100) { id event { id name startdate } } } }",
    .by_key = TRUE,
    .iterations = 2000,
    .raw = { .sql = "SELECT id, name, surname, email FROM users WHERE id = ?1", .children = of_person },
    .statements = { .sql = "SELECT id, name, surname, email FROM users WHERE id = ?1", .children = joined_of_person },
    .raw_goal = 1.0,
    .limit = limit_answer_person,
    .limit_goal = 2.5 },
  { .name = "2 page of 1000, memberships, groups",
    .document = "query ($skip: Int!) { userPage(skip: $skip, limit: 1000) { id name surname"
                " memberships(limit: 100) { id group { id name } } } }",
    .skip_step = 1000,
    .iterations = 20,
    .raw = { .sql = "SELECT id, name, surname FROM users ORDER BY id LIMIT 1000 OFFSET ?1",
             .children = memberships_of_person },
    .raw_goal = 1.0,
    .limit = limit_answer_memberships },
  { .name = "3 flat page of 1000",
    .document = "query ($skip: Int!) { userPage(skip: $skip, limit: 1000) { id name surname email valid lastchange } }",
    .skip_step = 1000,
    .iterations = 200,
    .raw = { .sql = "SELECT id, name, surname, email, valid, lastchange FROM users ORDER BY id LIMIT 1000 OFFSET ?1" },
    .raw_goal = 1.3,
    .limit = limit_answer_flat },
  { .name = "4 20 persons, groups, their members",
    .document = "query ($skip: Int!) { userPage(skip: $skip, limit: 20) { id"
                " memberships(limit: 100) { id group { id name"
                " memberships(limit: 250) { id user { id name surname } } } } } }",
    .skip_step = 1000,
    .iterations = 4,
    .raw = { .sql = "SELECT id FROM users ORDER BY id LIMIT 20 OFFSET ?1", .children = circle_of_person },
    .raw_goal = 1.0,
    .limit = limit_answer_members },
  { .name = "5 100 persons, events, their groups",
    .document = "query ($skip: Int!) { userPage(skip: $skip, limit: 100) { id"
                " presences(limit: 100) { id event { id name groups { id name } } } } }",
    .skip_step = 1000,
    .iterations = 40,
    .raw = { .sql = "SELECT id FROM users ORDER BY id LIMIT 100 OFFSET ?1", .children = presences_of_person },
    .raw_goal = 1.0,
    .limit = limit_answer_events },
  /* Pages overlap, or they would soon be at the end of the list. */
  { .name = "6 1000 rows by few authors",
    .document = "query ($skip: Int!) { groupPage(skip: $skip, limit: 1000) { id"
                " createdby { id name surname } changedby { id name surname } } }",
    .skip_step = 100,
    .iterations = 60,
    .raw = { .sql = "SELECT id, createdby, changedby FROM groups ORDER BY id LIMIT 1000 OFFSET ?1",
             .children = authors_of_row },
    .raw_goal = 0.8,
    .limit = limit_answer_authors },
  { .name = "7 surname begins with",
    .document = "{ userPage(where: {surname: {_startswith: \"Novot\"}}, limit: 20) { id name surname } }",
    .iterations = 200,
    .raw = { .sql = "SELECT id, name, surname FROM users WHERE surname GLOB 'Novot*' ORDER BY id LIMIT 20" },
    .first_goal = 3 },
  { .name = "7 surname contains, any case",
    .document = "{ userPage(where: {surname: {_ilike: \"%votn%\"}}, limit: 20) { id name surname } }",
    .iterations = 200,
    .raw = { .sql = "SELECT id, name, surname FROM users WHERE surname LIKE '%votn%' ORDER BY id LIMIT 20" },
    .first_goal = 3 },
  { .name = "7 members of a group by name",
    .document = "{ userPage(where: {memberships: {group: {name: {_eq: \"Informatika, 1. ročník, skupina 1\"}}}},"
                " limit: 20) { id name surname } }",
    .iterations = 200,
    .first_goal = 3 },
  { .name = "7 ordered, from 50,000 on",
    .document = "{ userPage(orderby: \"surname\", skip: 50000, limit: 20) { id name surname } }",
    .iterations = 50,
    .first_goal = 10 },
  { .name = "9 1000 entities of 3 types",
    .document = "query ($of: [_Any!]!) { _entities(representations: $of) { __typename"
                " ... on UserGQLModel { id name surname } ... on GroupGQLModel { id name }"
                " ... on EventGQLModel { id name startdate } } }",
    .write_variables = bench_entities_write_variables,
    .iterations = 100,
    .time_goal = 0.001 },
  { .name = "9 introspection", .document = bench_introspection, .iterations = 20 },
};

guint
bench_questions_get_length (void)
{
  return G_N_ELEMENTS (questions);
}

const char *
bench_questions_get_name (guint question)
{
  return questions[question].name;
}

/* ---- Running ---- */

/**
 * Job: who answers a question, and where in the list of its variants he is. Every run goes on where the last one
 * stopped, so that all answer the same and nobody is asked the same again soon.
 * @variables: of each variant, as JSON
 * @room: for an answer of the limit
 */
typedef struct
{
  Bench *bench;
  Question *question;
  char **variables;
  guint n_variants;
  guint next;
  char *room;
} Job;

static guint
count_variants (const Question *question)
{
  if (question->by_key)
    return BENCH_KEYS;
  return question->skip_step > 0 || question->write_variables != NULL ? PAGES : 1;
}

/* (transfer full) */
static char **
write_variables (const Bench *bench, const Question *question)
{
  guint length = count_variants (question);
  char **all = g_new0 (char *, length + 1);

  for (guint i = 0; i < length; i++)
    {
      char id[UOIS_UUID_TEXT_LENGTH + 1] = "";

      uois_uuid_format (&bench->keys[i], id);
      if (question->by_key)
        all[i] = g_strdup_printf ("{\"id\":\"%s\"}", id);
      else if (question->skip_step > 0)
        all[i] = g_strdup_printf ("{\"skip\":%u}", i * question->skip_step);
      else if (question->write_variables != NULL)
        all[i] = question->write_variables (bench, i);
      else
        all[i] = g_strdup ("{}");
    }
  return all;
}

static GBytes *
ask (Job *job, guint variant)
{
  return bench_ask (job->bench, job->question->document, job->variables[variant]);
}

static guint64
walk (Job *job, RawNode *root, guint variant)
{
  sqlite3 *db = job->bench->db;
  guint64 objects;

  sqlite3_exec (db, "BEGIN", NULL, NULL, NULL);
  if (job->question->by_key)
    sqlite3_bind_blob (root->statement, 1, job->bench->keys[variant].bytes, 16, SQLITE_STATIC);
  else
    sqlite3_bind_int (root->statement, 1, (int) (variant * job->question->skip_step));
  objects = raw_walk (db, root);
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  return objects;
}

static guint64
walk_by_hand (Job *job, guint variant)
{
  return walk (job, &job->question->raw, variant);
}

static gsize
answer_from_limit (Job *job, guint variant)
{
  const Question *question = job->question;
  char *end = question->limit (job->bench->limit, &job->bench->keys[variant], variant * question->skip_step, job->room);

  return (gsize) (end - job->room);
}

static guint
take_variant (Job *job)
{
  return job->next++ % job->n_variants;
}

static double
run_ours (gpointer data)
{
  Job *job = data;
  double start = bench_cpu ();

  for (guint i = 0; i < job->question->iterations; i++)
    g_bytes_unref (ask (job, take_variant (job)));
  return (bench_cpu () - start) / job->question->iterations;
}

static double
run_by_hand (gpointer data)
{
  Job *job = data;
  double start = bench_cpu ();

  for (guint i = 0; i < job->question->iterations; i++)
    walk_by_hand (job, take_variant (job));
  return (bench_cpu () - start) / job->question->iterations;
}

static double
run_statements (gpointer data)
{
  Job *job = data;
  double start = bench_cpu ();

  for (guint i = 0; i < job->question->iterations; i++)
    walk (job, &job->question->statements, take_variant (job));
  return (bench_cpu () - start) / job->question->iterations;
}

static double
run_limit (gpointer data)
{
  Job *job = data;
  double start = bench_cpu ();

  for (guint i = 0; i < job->question->iterations; i++)
    answer_from_limit (job, take_variant (job));
  return (bench_cpu () - start) / job->question->iterations;
}

static double
run_peer (gpointer data)
{
  Job *job = data;
  guint iterations = MAX (job->question->iterations / PEER_SHARE, 1);
  g_autofree const char **variables = g_new0 (const char *, iterations + 1);

  for (guint i = 0; i < iterations; i++)
    variables[i] = job->variables[take_variant (job)];
  return peer_time (job->bench->peer, "answer", job->question->document, variables, iterations);
}

static guint64
count_objects (GBytes *answer)
{
  gsize length;
  const char *text = g_bytes_get_data (answer, &length);
  guint64 braces = 0;

  for (gsize i = 0; i < length; i++)
    braces += text[i] == '{';
  return braces - 2; /* the answer, and its data */
}

/* Whether all give the same answers. Returns: how long they are */
static double
compare_answers (Job *job)
{
  const Question *question = job->question;
  guint n = MIN (job->n_variants, COMPARED);
  double bytes = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) ours = ask (job, i);

      bytes += (double) g_bytes_get_size (ours);
      if (question->raw.sql != NULL && walk_by_hand (job, i) != count_objects (ours))
        printf ("  the walk by hand meets %" G_GUINT64_FORMAT " objects, of %" G_GUINT64_FORMAT " in the answer\n",
                walk_by_hand (job, i), count_objects (ours));
      if (question->limit != NULL)
        {
          g_autoptr (GBytes) limit = g_bytes_new_static (job->room, answer_from_limit (job, i));

          bench_agree (question->name, "the limit", ours, limit);
        }
      if (job->bench->peer != NULL)
        {
          g_autoptr (GBytes) peer = peer_ask (job->bench->peer, question->document, job->variables[i]);

          bench_agree (question->name, "graphql-js", ours, peer);
        }
    }
  return bytes / n;
}

/* ---- Memory ---- */

/* In a process that has done nothing else; see measure_memory(). */
void
bench_question_print_memory (Bench *bench, guint index)
{
  Question *question = &questions[index];
  g_auto (GStrv) variables = write_variables (bench, question);
  Job job = { .bench = bench, .question = question, .variables = variables };
  gsize before, peak;

  g_bytes_unref (bench_ask (bench, "{ __typename }", NULL));
  before = bench_reset_peak ();
  for (guint i = 0; i < 10; i++)
    g_bytes_unref (ask (&job, i % count_variants (question)));
  peak = bench_get_private_peak ();
  printf ("%" G_GSIZE_FORMAT "\n", peak > before ? peak - before : 0);
}

static gsize
measure_memory (guint question)
{
  g_autofree char *number = g_strdup_printf ("%u", question);
  const char *const command[] = { "/proc/self/exe", "--memory", number, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL, &error);
  bench_check (error);
  return g_ascii_strtoull (output, NULL, 10);
}

/* ---- Measuring ---- */

/* Whose times a row of the table holds. */
typedef enum
{
  OURS,
  RAW,
  LIMIT,
  PEER,
  STATEMENTS,
  FIRST, /* ours, of the first question */
  EVERYBODY,
} Who;

/* Lets those take turns that can answer; @times and @ratios of the others are 0. */
static void
take_turns (Job *job, Job *first, double *times, double *ratios)
{
  static const BenchRun runs[] = { run_ours, run_by_hand, run_limit, run_peer, run_statements, run_ours };
  const Question *question = job->question;
  const gboolean present[] = { TRUE,
                               question->raw.sql != NULL,
                               question->limit != NULL,
                               job->bench->peer != NULL,
                               question->statements.sql != NULL,
                               question->first_goal > 0 };
  Job jobs[EVERYBODY];
  BenchRunner runners[EVERYBODY];
  double found_times[EVERYBODY], found[EVERYBODY];
  guint n = 0;

  for (guint who = 0; who < EVERYBODY; who++)
    {
      jobs[who] = who == FIRST ? *first : *job;
      if (present[who])
        runners[n++] = (BenchRunner){ runs[who], &jobs[who] };
    }
  bench_take_turns (runners, n, found_times, found);
  for (guint who = EVERYBODY; who-- > 0;)
    {
      n -= present[who];
      times[who] = present[who] ? found_times[n] : 0;
      ratios[who] = present[who] ? found[n] : 0;
    }
}

/* A row of its own below that of the question. */
static void
print_statements (const double *times, const double *ratios)
{
  Row row = { .name = "  its statements alone",
              .seconds = times[STATEMENTS],
              .raw = ratios[RAW] / ratios[STATEMENTS],
              .limit = ratios[LIMIT] / ratios[STATEMENTS] };

  bench_graphql_print (&row);
}

void
bench_question_measure (Bench *bench, guint index)
{
  Question *question = &questions[index];
  g_auto (GStrv) variables = write_variables (bench, question);
  g_auto (GStrv) first_variables = write_variables (bench, &questions[0]);
  g_autofree char *room = g_malloc (LIMIT_ANSWER_SIZE);
  Job job = { bench, question, variables, count_variants (question), 0, room };
  Job first = { bench, &questions[0], first_variables, count_variants (&questions[0]), 0, room };
  double times[EVERYBODY], ratios[EVERYBODY];
  Row row = { .name = question->name,
              .raw_goal = question->raw_goal,
              .limit_goal = question->limit_goal,
              .peer_goal = BENCH_PEER_GOAL };

  if (question->raw.sql != NULL)
    raw_prepare (bench->db, &question->raw);
  if (question->statements.sql != NULL)
    raw_prepare (bench->db, &question->statements);
  row.bytes = compare_answers (&job);
  take_turns (&job, &first, times, ratios);
  row.seconds = times[OURS];
  if (question->raw.sql != NULL)
    raw_finalize (&question->raw);
  if (question->statements.sql != NULL)
    raw_finalize (&question->statements);

  row.raw = ratios[RAW];
  row.limit = ratios[LIMIT];
  row.peer = ratios[PEER] > 0 ? 1 / ratios[PEER] : 0;
  row.memory = measure_memory (index);
  if (question->first_goal > 0)
    {
      g_autofree char *verdict = bench_judge (ratios[FIRST], question->first_goal, FALSE);

      row.note = g_strdup_printf ("%s: times case 1, at most %.0f", verdict, question->first_goal);
    }
  if (question->time_goal > 0)
    {
      g_autofree char *verdict = bench_judge (row.seconds * 1000, question->time_goal * 1000, FALSE);

      row.note = g_strdup_printf ("%s: milliseconds, at most %.0f", verdict, question->time_goal * 1000);
    }
  bench_graphql_print (&row);
  if (question->statements.sql != NULL)
    print_statements (times, ratios);
}
