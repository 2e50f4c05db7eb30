/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a session deals with its source, seen by a source that counts what is asked of it. */

#include "gql/gql.h"

#include "base/error.h"

#include <string.h>

typedef struct
{
  UoisGqlSource source;
  guint n_rows;      /* of every request */
  guint n_ids;       /* that they have; 0: each another */
  guint n_compiled;  /* so far */
  guint n_kept;      /* compiled and not released */
  guint n_open;      /* stepped and not reset */
  guint n_snapshots; /* begun and not ended */
  guint n_steps;
  guint fail_at_step; /* 0: never */
  GError *failure;
} FakeSource;

struct _UoisGqlRows
{
  FakeSource *fake;
  guint n_outputs;
  guint next;
  UoisUuid id;
};

static gboolean
fake_begin (UoisGqlSource *source, GError **error)
{
  ((FakeSource *) source)->n_snapshots++;
  return TRUE;
}

static void
fake_end (UoisGqlSource *source)
{
  ((FakeSource *) source)->n_snapshots--;
}

static UoisGqlRows *
fake_compile (UoisGqlSource *source, const UoisSelect *select, GError **error)
{
  FakeSource *fake = (FakeSource *) source;
  UoisGqlRows *rows = g_new0 (UoisGqlRows, 1);

  rows->fake = fake;
  rows->n_outputs = select->outputs->len;
  fake->n_compiled++;
  fake->n_kept++;
  return rows;
}

static void
fake_release (UoisGqlSource *source, UoisGqlRows *rows)
{
  ((FakeSource *) source)->n_kept--;
  g_free (rows);
}

static void
fake_bind (UoisGqlRows *rows, guint index, const UoisValue *value)
{
  g_assert_cmpuint (rows->next, ==, 0);
}

static void
fake_bind_uuid (UoisGqlRows *rows, guint index, const UoisUuid *uuid)
{
  g_assert_cmpuint (rows->next, ==, 0);
}

static int
fake_step (UoisGqlRows *rows, GError **error)
{
  FakeSource *fake = rows->fake;

  g_assert_cmpuint (fake->n_snapshots, ==, 1);
  if (rows->next == 0)
    fake->n_open++;
  rows->next++;
  fake->n_steps++;
  if (fake->n_steps == fake->fail_at_step)
    {
      g_propagate_error (error, g_error_copy (fake->failure));
      return -1;
    }
  return rows->next <= fake->n_rows;
}

static void
fake_reset (UoisGqlRows *rows)
{
  g_assert_cmpuint (rows->next, >, 0);
  rows->fake->n_open--;
  rows->next = 0;
}

static gboolean
fake_is_null (UoisGqlRows *rows, guint index)
{
  g_assert_cmpuint (index, <, rows->n_outputs);
  return FALSE;
}

static gint64
fake_get_integer (UoisGqlRows *rows, guint index)
{
  return rows->next;
}

static double
fake_get_real (UoisGqlRows *rows, guint index)
{
  return rows->next;
}

static const char *
fake_get_text (UoisGqlRows *rows, guint index, gsize *length)
{
  *length = 4;
  return "text";
}

static const UoisUuid *
fake_get_uuid (UoisGqlRows *rows, guint index)
{
  rows->id.bytes[15] = rows->fake->n_ids > 0 ? rows->next % rows->fake->n_ids : rows->next;
  return &rows->id;
}

static gboolean
fake_get_value (UoisGqlSource *source,
                const char *sql,
                UoisValueKind kind,
                const char *const *names,
                const UoisValue *values,
                UoisValue *result,
                GError **error)
{
  return TRUE;
}

static gboolean
fake_get_me (UoisGqlSource *source, UoisUuid *me)
{
  return FALSE;
}

static const UoisGqlSourceInterface interface = {
  .begin = fake_begin,
  .end = fake_end,
  .compile = fake_compile,
  .release = fake_release,
  .bind = fake_bind,
  .bind_uuid = fake_bind_uuid,
  .step = fake_step,
  .reset = fake_reset,
  .is_null = fake_is_null,
  .get_integer = fake_get_integer,
  .get_real = fake_get_real,
  .get_text = fake_get_text,
  .get_uuid = fake_get_uuid,
  .get_value = fake_get_value,
  .get_me = fake_get_me,
};

static const char declaration[] =
    "extend schema @domain(name: \"town\", icon: \"folder-symbolic\", order: 1)"
    " @label(en: \"Town\") @place(en: \"Town\") @help(en: \"Houses.\")\n"
    "type House @table(name: \"houses\") @labels(one: \"House\", many: \"Houses\") @title(format: \"{name}\")"
    " @columns(of: [\"name\"]) @where(name: \"HouseFilter\", of: [\"name\"]) @page(field: \"housePage\") {\n"
    "  name: String @label(en: \"Name\")\n"
    "  street: House @label(en: \"Street\")\n"
    "  houses: [House!]! @label(en: \"Houses\") @many(column: \"street_id\") @paged\n"
    "}\n"
    "extend type Query { first: House @one(sql: \"name IS NULL\") }\n";

typedef struct
{
  FakeSource fake;
  UoisGqlSchema *schema;
  UoisGqlSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisRegistry) registry = uois_registry_new ();
  g_autoptr (GError) error = NULL;

  uois_registry_add (registry, "town.graphql", declaration, strlen (declaration), NULL, 0, NULL, &error);
  g_assert_no_error (error);
  uois_registry_freeze (registry, &error);
  g_assert_no_error (error);
  fixture->schema = uois_gql_schema_new (registry, &error);
  g_assert_no_error (error);

  fixture->fake = (FakeSource){ .source = { &interface }, .n_rows = 2 };
  fixture->session = uois_gql_session_new (fixture->schema, &fixture->fake.source);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  uois_gql_session_free (fixture->session);
  g_assert_cmpuint (fixture->fake.n_kept, ==, 0);
  g_assert_cmpuint (fixture->fake.n_open, ==, 0);
  g_assert_cmpuint (fixture->fake.n_snapshots, ==, 0);
  g_clear_error (&fixture->fake.failure);
  uois_gql_schema_unref (fixture->schema);
}

static char *
ask (Fixture *fixture, const char *document, const char *variables, const UoisGqlLimits *limits, GError **error)
{
  UoisGqlRequest request = {
    .document = document, .length = strlen (document), .variables = variables, .limits = limits
  };
  g_autoptr (GBytes) answer = uois_gql_session_execute (fixture->session, &request, NULL, error);

  return answer ? g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer)) : NULL;
}

static void
assert_answer_has (Fixture *fixture, const char *document, const UoisGqlLimits *limits, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = ask (fixture, document, NULL, limits, &error);

  g_assert_no_error (error);
  g_test_message ("%s", answer);
  g_assert_nonnull (strstr (answer, part));
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = ask (fixture, "{ housePage { name street { name } houses { id } } }", NULL, NULL, NULL);

  g_assert_cmpstr (
      answer, ==,
      "{\"data\":{\"housePage\":["
      "{\"name\":\"text\",\"street\":{\"name\":\"text\"},\"houses\":["
      "{\"id\":\"00000000-0000-0000-0000-000000000001\"},{\"id\":\"00000000-0000-0000-0000-000000000002\"}]},"
      "{\"name\":\"text\",\"street\":{\"name\":\"text\"},\"houses\":["
      "{\"id\":\"00000000-0000-0000-0000-000000000001\"},{\"id\":\"00000000-0000-0000-0000-000000000002\"}"
      "]}]}}");
  /* A reference is read with the row; a list has a request of its own. */
  g_assert_cmpuint (fixture->fake.n_compiled, ==, 2);
}

/* The same question again compiles nothing, also with other values; another shape compiles what it shapes. */
static void
test_plans_are_kept (Fixture *fixture, gconstpointer data)
{
  static const char document[] =
      "query ($n: Int, $w: HouseFilter) { housePage(limit: $n, where: $w) { houses(limit: $n) { id } } }";

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *variables = g_strdup_printf ("{\"n\": %u}", i);

      g_free (ask (fixture, document, variables, NULL, NULL));
    }
  g_assert_cmpuint (fixture->fake.n_compiled, ==, 1 + 3);
  g_assert_cmpuint (fixture->fake.n_kept, ==, 2);
}

static void
test_choices (Fixture *fixture, gconstpointer data)
{
  static const char document[] = "query ($if: Boolean!) { housePage { houses @include(if: $if) { id } } }";

  for (guint i = 0; i < 4; i++)
    g_free (ask (fixture, document, i % 2 ? "{\"if\": true}" : "{\"if\": false}", NULL, NULL));
  g_assert_cmpuint (fixture->fake.n_compiled, ==, 3);
}

/* Old documents go, with what was compiled for them. */
static void
test_forgetting (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2 * UOIS_GQL_CACHED_DOCUMENTS; i++)
    {
      g_autofree char *document = g_strdup_printf ("{ h%u: housePage { id } }", i);

      g_free (ask (fixture, document, NULL, NULL, NULL));
    }
  g_assert_cmpuint (fixture->fake.n_kept, ==, UOIS_GQL_CACHED_DOCUMENTS);
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->fake.failure = g_error_new (UOIS_ERROR, UOIS_ERROR_DAMAGED, "The file is damaged.");
  fixture->fake.fail_at_step = 4;
  g_assert_null (ask (fixture, "{ housePage { houses { id } } }", NULL, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_DAMAGED);
}

static void
test_cancellation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->fake.failure = g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled.");
  fixture->fake.fail_at_step = 1;
  g_assert_null (ask (fixture, "{ housePage { houses { id } } }", NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Time that ran out is an error of the answer. */
static void
test_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  fixture->fake.failure = g_error_new (UOIS_ERROR, UOIS_ERROR_LIMIT, "It took too long.");
  fixture->fake.fail_at_step = 3;
  answer = ask (fixture, "{ housePage { houses { id } } }", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer, ==,
                   "{\"errors\":[{\"message\":\"It took too long.\",\"locations\":[{\"line\":1,\"column\":15}],"
                   "\"path\":[\"housePage\",0,\"houses\"]}],\"data\":null}");
}

static void
test_limits (Fixture *fixture, gconstpointer data)
{
  UoisGqlLimits limits = UOIS_GQL_LIMITS_INIT;

  fixture->fake.n_rows = 100;
  limits.objects = 50;
  assert_answer_has (fixture, "{ housePage { id } }", &limits, "more than 50 records");
  limits = (UoisGqlLimits) UOIS_GQL_LIMITS_INIT;
  limits.response_bytes = 500;
  assert_answer_has (fixture, "{ housePage { id } }", &limits, "larger than 500 bytes");
  limits = (UoisGqlLimits) UOIS_GQL_LIMITS_INIT;
  limits.depth = 3;
  assert_answer_has (fixture, "{ housePage { street { street { id } } } }", &limits, "deeper than 3");
  limits = (UoisGqlLimits) UOIS_GQL_LIMITS_INIT;
  limits.fields = 3;
  assert_answer_has (fixture, "{ housePage { id name street { id } } }", &limits, "more than 3 fields");
  limits = (UoisGqlLimits) UOIS_GQL_LIMITS_INIT;
  limits.tokens = 3;
  assert_answer_has (fixture, "{ housePage { id } }", &limits, "more than 3 tokens");
  limits = (UoisGqlLimits) UOIS_GQL_LIMITS_INIT;
  limits.page = 5;
  assert_answer_has (fixture, "{ housePage(limit: 6) { id } }", &limits, "at most 5");
  assert_answer_has (fixture, "{ housePage(limit: 5) { __typename } }", &limits, "{\"data\":{\"housePage\":[");
}

/* ---- References ---- */

static guint
count_steps (Fixture *fixture, const char *document)
{
  guint n_steps = fixture->fake.n_steps;
  g_autofree char *answer = ask (fixture, document, NULL, NULL, NULL);

  g_assert_nonnull (answer);
  return fixture->fake.n_steps - n_steps;
}

/* What is asked of a record is read once in an answer. */
static void
test_repetitions (Fixture *fixture, gconstpointer data)
{
  fixture->fake.n_rows = 10;
  fixture->fake.n_ids = 3;
  g_assert_cmpuint (count_steps (fixture, "{ housePage { street { houses { id } } } }"), ==, 11 + 3 * 11);
}

/* Whether records are joined to the rows that refer to them is decided by how many were repeated the last time. */
static void
test_ways_of_reading (Fixture *fixture, gconstpointer data)
{
  static const char document[] = "{ housePage { name street { name street { name } } } }";
  g_autofree char *first = NULL;

  fixture->fake.n_rows = 100;
  fixture->fake.n_ids = 3;
  first = ask (fixture, document, NULL, NULL, NULL);
  g_assert_cmpuint (fixture->fake.n_kept, ==, 1);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *again = ask (fixture, document, NULL, NULL, NULL);

      g_assert_cmpstr (again, ==, first);
      g_assert_cmpuint (fixture->fake.n_kept, ==, 2);
    }
  g_assert_cmpuint (count_steps (fixture, document), ==, 101 + 3);

  fixture->fake.n_ids = 0;
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *again = ask (fixture, document, NULL, NULL, NULL);

      g_assert_cmpstr (again, ==, first);
    }
  g_assert_cmpuint (fixture->fake.n_kept, ==, 1);
  g_assert_cmpuint (count_steps (fixture, document), ==, 101);
}

/* Changing one's mind is not for free, so it ends. */
static void
test_ways_of_reading_settle (Fixture *fixture, gconstpointer data)
{
  guint n_compiled;

  fixture->fake.n_rows = 100;
  for (guint i = 0; i < 100; i++)
    {
      fixture->fake.n_ids = i % 2 == 0 ? 3 : 100;
      g_free (ask (fixture, "{ housePage { street { name } } }", NULL, NULL, NULL));
    }
  n_compiled = fixture->fake.n_compiled;
  for (guint i = 0; i < 10; i++)
    {
      fixture->fake.n_ids = i % 2 == 0 ? 3 : 100;
      g_free (ask (fixture, "{ housePage { street { name } } }", NULL, NULL, NULL));
    }
  g_assert_cmpuint (fixture->fake.n_compiled, ==, n_compiled);
}

/* The last error of an answer. */
static char *
ask_for_error (Fixture *fixture, const char *document, const UoisGqlLimits *limits)
{
  g_autofree char *answer = ask (fixture, document, NULL, limits, NULL);
  const char *path = g_strrstr (answer, "\"path\":");

  return g_strdup (path != NULL ? path : "none");
}

/* Limits are met at the same place whether records are copied or written again, as they are after an error. */
static void
test_limits_of_repetitions (Fixture *fixture, gconstpointer data)
{
  static const char copied[] = "{ housePage { id street { name houses { id street { name } } } } }";
  static const char written[] =
      "{ first { houses(limit: -1) { id } } housePage { id street { name houses { id street { name } } } } }";

  fixture->fake.n_rows = 5;
  fixture->fake.n_ids = 2;
  for (guint i = 1; i < 80; i++)
    {
      UoisGqlLimits limits = UOIS_GQL_LIMITS_INIT;
      g_autofree char *one = NULL;
      g_autofree char *other = NULL;

      limits.objects = i;
      one = ask_for_error (fixture, copied, &limits);
      limits.objects++;
      other = ask_for_error (fixture, written, &limits);
      if (strcmp (one, "none") == 0)
        g_assert_nonnull (strstr (other, "\"first\""));
      else
        g_assert_cmpstr (one, ==, other);
    }
  for (guint i = 20; i < 4000; i += 7)
    {
      UoisGqlLimits limits = UOIS_GQL_LIMITS_INIT;
      g_autofree char *one = NULL;
      g_autofree char *other = NULL;

      limits.response_bytes = i;
      one = ask_for_error (fixture, copied, &limits);
      limits.response_bytes += strlen ("\"first\":null,");
      other = ask_for_error (fixture, written, &limits);
      if (strcmp (one, "none") == 0)
        g_assert_nonnull (strstr (other, "\"first\""));
      else
        g_assert_cmpstr (one, ==, other);
    }
}

/* Fragments cannot make a small text a large question. */
static void
test_expansion (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("{ housePage { ...F0 } }");

  for (guint i = 0; i < 25; i++)
    g_string_append_printf (text, " fragment F%u on House { a: street { ...F%u } b: street { ...F%u } }", i, i + 1,
                            i + 1);
  g_string_append (text, " fragment F25 on House { id }");
  assert_answer_has (fixture, text->str, NULL, "more than 20000 fields");
}

static void
test_variables (Fixture *fixture, gconstpointer data)
{
  static const char document[] = "query ($w: HouseFilter) { housePage(where: $w) { __typename } }";
  static const struct
  {
    const char *variables;
    const char *part;
  } cases[] = {
    { "null", "{\"data\":{" },
    { "{}", "{\"data\":{" },
    { "{\"w\": null}", "{\"data\":{" },
    { "", "not valid JSON" },
    { "{\"w\": }", "not valid JSON" },
    { "{} {}", "not valid JSON" },
    { "[1]", "must be a JSON object" },
    { "{\"w\": 1}", "Expected type \\\"HouseFilter\\\" to be an object." },
    { "{\"w\": {\"_or\": [{\"_and\": [{\"_or\": [{\"name\": 1}]}]}]}}", "at \\\"w._or[0]._and[0]._or[0].name\\\"" },
    { "{\"w\": {\"_or\": {\"name\": {\"_eq\": \"x\"}}}}", "{\"data\":{" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *answer = ask (fixture, document, cases[i].variables, NULL, &error);

      g_assert_no_error (error);
      g_test_message ("%s: %s", cases[i].variables, answer);
      g_assert_nonnull (strstr (answer, cases[i].part));
    }
}

#define add(path, function) g_test_add ((path), Fixture, NULL, set_up, (function), tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/gql/session/rows", test_rows);
  add ("/gql/session/plans-are-kept", test_plans_are_kept);
  add ("/gql/session/choices", test_choices);
  add ("/gql/session/forgetting", test_forgetting);
  add ("/gql/session/failure", test_failure);
  add ("/gql/session/cancellation", test_cancellation);
  add ("/gql/session/time", test_time);
  add ("/gql/session/limits", test_limits);
  add ("/gql/session/repetitions", test_repetitions);
  add ("/gql/session/ways-of-reading", test_ways_of_reading);
  add ("/gql/session/ways-of-reading-settle", test_ways_of_reading_settle);
  add ("/gql/session/limits-of-repetitions", test_limits_of_repetitions);
  add ("/gql/session/expansion", test_expansion);
  add ("/gql/session/variables", test_variables);
  return g_test_run ();
}
