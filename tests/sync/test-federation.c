/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dialect, requests, answers and the port over HTTP together, against a federation in memory (tests/federation): groups
 * are served by a classic service, people by a newer one. */
#include "../../app/http-transport.h"
#include "exchanges.h"

#include "sync/reader.h"

#include <stdio.h>
#include <string.h>

#define GROUP_TYPE 900

static const char *introspection;
static GSubprocess *federation;
static guint port;
static UoisHttpTransport *transport;
static UoisDialect *dialect;

/* ---- The federation ---- */

static void
start_federation (void)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "federation", "federation.py", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  federation = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "python3",
                                 script, introspection, "--newer", "UserGQLModel", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (federation));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  port = (guint) g_ascii_strtoull (line, NULL, 10);
}

static void
stop_federation (void)
{
  g_assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (federation), NULL, NULL));
  g_assert_true (g_subprocess_wait (federation, NULL, NULL));
  g_clear_object (&federation);
}

static UoisHttpTransport *
open_transport (const char *path)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u%s", port, path);
  g_autoptr (GError) error = NULL;
  UoisHttpTransport *opened = uois_http_transport_new (address, &error);

  g_assert_no_error (error);
  return opened;
}

static void
on_reply (GObject *source, GAsyncResult *result, gpointer data)
{
  UoisReply **reply = data;

  *reply = uois_transport_send_finish (UOIS_TRANSPORT (source), result);
}

static UoisReply *
exchange (UoisHttpTransport *to, GBytes *body)
{
  UoisReply *reply = NULL;

  uois_transport_send_async (UOIS_TRANSPORT (to), body, NULL, on_reply, &reply);
  while (reply == NULL)
    g_main_context_iteration (NULL, TRUE);
  return reply;
}

/* Steers the federation; see federation.py. */
static void control (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
control (const char *format, ...)
{
  g_autoptr (UoisHttpTransport) to = open_transport ("/control");
  g_autoptr (UoisReply) reply = NULL;
  g_autoptr (GBytes) body = NULL;
  va_list arguments;
  char *text;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  body = g_bytes_new_take (text, strlen (text));
  reply = exchange (to, body);
  g_assert_cmpuint (reply->status, ==, 200);
}

/* Nothing but a type of groups, which groups must have. */
static void
clear (void)
{
  g_autofree char *kind = stack_id_text (GROUP_TYPE);

  control ("{\"clear\":true,\"add\":{\"GroupTypeGQLModel\":[{\"id\":\"%s\",\"name\":\"t\"}]}}", kind);
}

static UoisAnswer *
ask (const UoisRequest *request)
{
  g_autoptr (GBytes) body = uois_request_to_body (request);
  g_autoptr (UoisReply) reply = exchange (transport, body);

  return uois_answer_new (request, reply);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  gboolean *done = data;
  g_autoptr (GError) error = NULL;

  uois_transport_sign_in_finish (UOIS_TRANSPORT (source), result, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

static void
sign_in (void)
{
  gboolean done = FALSE;

  uois_transport_sign_in_async (UOIS_TRANSPORT (transport), NULL, on_signed_in, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* ---- Records ---- */

/* As it is at the server; %NULL if it is not there. */
static UoisSyncRecord *
read_back (const UoisDialectType *type, guint number)
{
  UoisUuid id = stack_id (number);
  g_autoptr (UoisRequest) request = uois_request_new_record (type, &id);
  g_autoptr (UoisAnswer) answer = ask (request);

  if (answer->kind != UOIS_ANSWER_ROWS)
    g_test_message ("%s %s: %u %s", request->query, request->variables, answer->status, answer->words);
  stack_assert_kind (answer, UOIS_ANSWER_ROWS);
  g_assert_true (answer->complete);
  return answer->records->len > 0 ? uois_sync_record_ref (g_ptr_array_index (answer->records, 0)) : NULL;
}

/* With a kind, if it must have one. */
static UoisSyncRecord *
make_named (const UoisDialectType *type, guint number, const char *name)
{
  g_autofree char *kind = stack_id_text (GROUP_TYPE);

  if (uois_type_find_column (type->type, "grouptype_id") != NULL)
    return stack_record_new (type, number, "name", name, "grouptype_id", kind, NULL);
  return stack_record_new (type, number, "name", name, NULL);
}

static UoisSyncRecord *
insert (const UoisDialectType *type, guint number, const char *name)
{
  g_autoptr (UoisSyncRecord) record = make_named (type, number, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRequest) request = uois_request_new_insert (type, record, &error);
  g_autoptr (UoisAnswer) answer = NULL;

  g_assert_no_error (error);
  answer = ask (request);
  stack_assert_kind (answer, UOIS_ANSWER_APPLIED);
  return read_back (type, number);
}

static UoisSyncRecord *
rename_record (const UoisSyncRecord *record, const char *name)
{
  UoisSyncRecord *renamed = uois_sync_record_copy (record);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  uois_value_set_text (&value, name, -1);
  uois_sync_record_set (renamed, uois_type_find_column (record->type, "name"), &value);
  return renamed;
}

static const char *const tables[] = { "groups", "users" };

/* ---- Tests ---- */

static void
test_offer (void)
{
  const UoisDialectType *groups = stack_type (dialect, "groups");
  const UoisDialectType *users = stack_type (dialect, "users");

  g_assert_cmpint (groups->update->result, ==, UOIS_DIALECT_RESULT_CLASSIC);
  g_assert_cmpint (users->update->result, ==, UOIS_DIALECT_RESULT_UNION);
  g_assert_cmpint (users->remove->result, ==, UOIS_DIALECT_RESULT_ERROR);
  g_assert_cmpint (stack_type (dialect, "events_groups")->changes, ==, UOIS_DIALECT_CHANGES_PARENT);
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      const UoisDialectType *type = stack_type (dialect, tables[i]);
      g_autoptr (UoisSyncRecord) first = NULL;
      g_autoptr (UoisSyncRecord) changed = NULL;
      g_autoptr (UoisSyncRecord) second = NULL;
      g_autoptr (UoisSyncRecord) gone = NULL;
      g_autoptr (UoisRequest) update = NULL;
      g_autoptr (UoisRequest) removal = NULL;
      g_autoptr (UoisAnswer) updated = NULL;
      g_autoptr (UoisAnswer) removed = NULL;

      clear ();
      first = insert (type, 1, "Příliš žluťoučký \"kůň\"\\");
      stack_assert_value (first, "name", "Příliš žluťoučký \"kůň\"\\");
      changed = rename_record (first, "b");
      update = uois_request_new_update (type, changed, first, first->token, NULL);
      updated = ask (update);
      stack_assert_kind (updated, UOIS_ANSWER_APPLIED);
      second = read_back (type, 1);
      g_assert_true (uois_sync_record_agrees (second, changed, NULL));
      g_assert_cmpstr (second->token, ==, get_record (updated, 0)->token);
      g_assert_cmpstr (second->token, !=, first->token);

      removal = uois_request_new_delete (type, second, second->token, NULL);
      removed = ask (removal);
      stack_assert_kind (removed, UOIS_ANSWER_APPLIED);
      gone = read_back (type, 1);
      g_assert_null (gone);
    }
}

static void
test_9_stale (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      const UoisDialectType *type = stack_type (dialect, tables[i]);
      g_autofree char *id = stack_id_text (1);
      g_autoptr (UoisSyncRecord) base = NULL;
      g_autoptr (UoisSyncRecord) changed = NULL;
      g_autoptr (UoisRequest) update = NULL;
      g_autoptr (UoisAnswer) stale = NULL;
      g_autoptr (UoisAnswer) gone = NULL;

      clear ();
      base = insert (type, 1, "a");
      changed = rename_record (base, "mine");
      control ("{\"change\":{\"%s\":{\"%s\":{\"name\":\"theirs\"}}}}", type->type->name, id);
      update = uois_request_new_update (type, changed, base, base->token, NULL);
      stale = ask (update);
      stack_assert_kind (stale, UOIS_ANSWER_STALE);
      stack_assert_value (get_record (stale, 0), "name", "theirs");
      control ("{\"remove\":{\"%s\":[\"%s\"]}}", type->type->name, id);
      gone = ask (update);
      stack_assert_kind (gone, UOIS_ANSWER_GONE);
    }
}

static void
test_16_clearing (void)
{
  const UoisDialectType *groups = stack_type (dialect, "groups");
  const UoisDialectType *users = stack_type (dialect, "users");
  g_autofree char *id = stack_id_text (1);
  g_autoptr (UoisSyncRecord) group = NULL;
  g_autoptr (UoisSyncRecord) user = NULL;
  g_autoptr (UoisSyncRecord) empty_group = NULL;
  g_autoptr (UoisSyncRecord) empty_user = NULL;
  g_autoptr (UoisRequest) keeping = NULL;
  g_autoptr (UoisRequest) clearing = NULL;
  g_autoptr (UoisAnswer) kept = NULL;
  g_autoptr (UoisAnswer) cleared = NULL;
  g_auto (UoisValue) null = UOIS_VALUE_INIT;

  control ("{\"clear\":true,\"add\":{\"GroupGQLModel\":[{\"id\":\"%s\",\"name\":\"a\",\"email\":\"a@x.cz\"}],"
           "\"UserGQLModel\":[{\"id\":\"%s\",\"name\":\"a\",\"email\":\"a@x.cz\",\"valid\":true}]}}",
           id, id);
  group = read_back (groups, 1);
  empty_group = uois_sync_record_copy (group);
  uois_sync_record_set (empty_group, stack_column (groups, "email"), &null);
  keeping = uois_request_new_update (groups, empty_group, group, group->token, NULL);
  kept = ask (keeping);
  stack_assert_kind (kept, UOIS_ANSWER_APPLIED);
  g_assert_cmpuint (keeping->uncleared->len, ==, 1);
  stack_assert_value (get_record (kept, 0), "email", "a@x.cz");

  user = read_back (users, 1);
  empty_user = uois_sync_record_copy (user);
  uois_sync_record_set (empty_user, stack_column (users, "valid"), &null);
  clearing = uois_request_new_update (users, empty_user, user, user->token, NULL);
  cleared = ask (clearing);
  stack_assert_kind (cleared, UOIS_ANSWER_APPLIED);
  stack_assert_value (get_record (cleared, 0), "valid", "null");
  stack_assert_value (get_record (cleared, 0), "name", "a");
}

static void
test_19_cache (void)
{
  const UoisDialectType *users = stack_type (dialect, "users");
  g_autofree char *id = stack_id_text (1);
  g_autoptr (UoisSyncRecord) base = NULL;
  g_autoptr (UoisSyncRecord) fresh = NULL;
  g_autoptr (UoisRequest) first = NULL;
  g_autoptr (UoisRequest) again = NULL;
  g_autoptr (UoisAnswer) stale = NULL;
  g_autoptr (UoisAnswer) refused = NULL;
  g_autoptr (UoisAnswer) done = NULL;

  clear ();
  control ("{\"cache_seconds\":1000}");
  base = insert (users, 1, "a");
  /* The service remembers the first version from here on, and somebody else writes. */
  first = uois_request_new_delete (users, base, "2000-01-01T00:00:00", NULL);
  stale = ask (first);
  stack_assert_kind (stale, UOIS_ANSWER_STALE);
  control ("{\"change\":{\"UserGQLModel\":{\"%s\":{\"name\":\"theirs\"}}}}", id);
  fresh = read_back (users, 1);
  g_assert_cmpstr (fresh->token, !=, base->token);
  again = uois_request_new_delete (users, fresh, fresh->token, NULL);
  refused = ask (again);
  stack_assert_kind (refused, UOIS_ANSWER_STALE);
  g_assert_cmpstr (get_record (refused, 0)->token, ==, base->token);
  control ("{\"cache_seconds\":0}");
  done = ask (again);
  stack_assert_kind (done, UOIS_ANSWER_APPLIED);
}

static void
test_20_token (void)
{
  const UoisDialectType *groups = stack_type (dialect, "groups");
  g_autoptr (UoisSyncRecord) base = NULL;
  g_autoptr (UoisSyncRecord) damaged = NULL;
  g_autoptr (UoisRequest) bad = NULL;
  g_autoptr (UoisRequest) good = NULL;
  g_autoptr (UoisAnswer) stale = NULL;
  g_autoptr (UoisAnswer) applied = NULL;

  clear ();
  base = insert (groups, 1, "a");
  control ("{\"faults\":[{\"root\":\"groupById\",\"do\":\"no-fractions\"}]}");
  damaged = read_back (groups, 1);
  bad = uois_request_new_update (groups, damaged, damaged, damaged->token, NULL);
  stale = ask (bad);
  stack_assert_kind (stale, UOIS_ANSWER_STALE);
  good = uois_request_new_update (groups, base, base, base->token, NULL);
  applied = ask (good);
  stack_assert_kind (applied, UOIS_ANSWER_APPLIED);
}

/* Reading all, while rows go and some answers fail: every row that stayed is there, and every one that went is missed. */
static void
test_23_pages (void)
{
  const UoisDialectType *users = stack_type (dialect, "users");
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_sync_record_unref);
  g_autoptr (UoisReader) reader = uois_reader_new (users, &(UoisReaderOrder){ .verify = TRUE });
  UoisRequest *request;
  guint gone = 0, failed = 0;

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *id = stack_id_text (1000 + i);

      g_string_append_printf (rows, "%s{\"id\":\"%s\",\"name\":\"n%u\"}", i ? "," : "", id, i);
    }
  control ("{\"clear\":true,\"add\":{\"UserGQLModel\":[%s]},\"faults\":["
           "{\"skip\":1,\"do\":\"truncate\"},{\"skip\":2,\"do\":\"down\"},{\"skip\":3,\"do\":\"html\"}]}",
           rows->str);

  while ((request = uois_reader_next (reader)))
    {
      g_autoptr (UoisAnswer) answer = ask (request);
      g_autofree char *removed = stack_id_text (1000 + gone);

      failed += !uois_reader_take (reader, answer, records);
      uois_request_unref (request);
      if (gone < 4)
        control ("{\"remove\":{\"UserGQLModel\":[\"%s\"]}}", removed), gone++;
    }

  g_assert_cmpuint (failed, ==, 3);
  g_assert_true (uois_reader_may_conclude (reader, 500));
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (UoisSyncRecord) record = make_named (users, 1000 + i, "n");

      g_assert_true (uois_reader_has (reader, record) == (i >= gone));
    }
}

static void
test_27_hidden (void)
{
  const UoisDialectType *users = stack_type (dialect, "users");
  g_autoptr (UoisRequest) page = make_page (dialect, "users");
  g_autoptr (UoisSyncRecord) base = NULL;
  g_autoptr (UoisAnswer) answer = NULL;

  clear ();
  base = insert (users, 1, "a");
  control ("{\"faults\":[{\"do\":\"nulls\"}]}");
  answer = ask (page);
  stack_assert_kind (answer, UOIS_ANSWER_ROWS);
  g_assert_false (answer->complete);
  stack_assert_value (get_record (answer, 0), "name", "?");
}

static void
test_33_links (void)
{
  const UoisDialectType *links = stack_type (dialect, "events_groups");
  g_autofree char *event = stack_id_text (1);
  g_autofree char *group = stack_id_text (2);
  g_autoptr (UoisSyncRecord) link = stack_record_new (links, 3, "event_id", event, "group_id", group, NULL);
  g_autoptr (UoisRequest) linking = uois_request_new_insert (links, link, NULL);
  g_autoptr (UoisRequest) unlinking = uois_request_new_delete (links, link, NULL, NULL);
  g_autoptr (UoisRequest) page = make_page (dialect, "events_groups");
  const UoisRequest *const steps[] = { linking, linking, page, unlinking, unlinking, page };
  const UoisAnswerKind kinds[] = { UOIS_ANSWER_APPLIED, UOIS_ANSWER_EXISTS, UOIS_ANSWER_ROWS,
                                   UOIS_ANSWER_APPLIED, UOIS_ANSWER_GONE,   UOIS_ANSWER_ROWS };

  control ("{\"clear\":true,\"add\":{\"EventGQLModel\":[{\"id\":\"%s\",\"name\":\"e\"}],"
           "\"GroupGQLModel\":[{\"id\":\"%s\",\"name\":\"g\"}]}}",
           event, group);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (UoisAnswer) answer = ask (steps[i]);

      stack_assert_kind (answer, kinds[i]);
      if (steps[i] == page)
        g_assert_cmpuint (answer->records->len, ==, i == 2);
      if (i == 2)
        stack_assert_value (get_record (answer, 0), "group_id", group);
    }
}

static void
test_34_adopted (void)
{
  const UoisDialectType *externalids = stack_type (dialect, "externalids");
  g_autofree char *type = stack_id_text (9);
  g_autofree char *user = stack_id_text (1);
  g_autofree char *existing = stack_id_text (77);
  g_autofree char *adopted = NULL;
  g_autoptr (UoisSyncRecord) record =
      stack_record_new (externalids, 5, "inner_id", user, "typeid_id", type, "outer_id", "UCO1", NULL);
  g_autoptr (UoisRequest) request = uois_request_new_insert (externalids, record, NULL);
  g_autoptr (UoisAnswer) answer = NULL;

  control ("{\"clear\":true,\"add\":{\"ExternalIdTypeGQLModel\":[{\"id\":\"%s\",\"name\":\"t\"}],"
           "\"ExternalIdGQLModel\":[{\"id\":\"%s\",\"innerId\":\"%s\",\"type\":\"%s\",\"outerId\":\"UCO1\"}]}}",
           type, existing, user, type);
  answer = ask (request);
  stack_assert_kind (answer, UOIS_ANSWER_EXISTS);
  g_assert_true (answer->has_id);
  adopted = uois_uuid_to_string (&answer->id);
  g_assert_cmpstr (adopted, ==, existing);
}

static void
test_14_15_references (void)
{
  const UoisDialectType *memberships = stack_type (dialect, "memberships");
  const UoisDialectType *groups = stack_type (dialect, "groups");
  g_autofree char *user_id = stack_id_text (1);
  g_autofree char *kind = stack_id_text (GROUP_TYPE);
  g_autofree char *group_id = stack_id_text (2);
  g_autoptr (UoisSyncRecord) membership =
      stack_record_new (memberships, 3, "user_id", user_id, "group_id", group_id, NULL);
  g_autoptr (UoisRequest) request = uois_request_new_insert (memberships, membership, NULL);
  g_autoptr (UoisAnswer) orphan = NULL;
  g_autoptr (UoisAnswer) done = NULL;
  g_autoptr (UoisAnswer) parent = NULL;
  g_autoptr (UoisSyncRecord) group = NULL;
  g_autoptr (UoisRequest) removal = NULL;

  control ("{\"clear\":true,\"add\":{\"UserGQLModel\":[{\"id\":\"%s\",\"name\":\"u\"}],\"GroupTypeGQLModel\":[{\"id\":"
           "\"%s\",\"name\":\"t\"}]}}",
           user_id, kind);
  orphan = ask (request);
  stack_assert_kind (orphan, UOIS_ANSWER_MISSING_PARENT);
  group = insert (groups, 2, "a");
  done = ask (request);
  stack_assert_kind (done, UOIS_ANSWER_APPLIED);
  removal = uois_request_new_delete (groups, group, group->token, NULL);
  parent = ask (removal);
  stack_assert_kind (parent, UOIS_ANSWER_HAS_CHILDREN);
}

/* Whatever goes wrong with whichever write: reading, and sending again if it was not done, gets there, once. */
static void
test_faults (void)
{
  static const char *const faults[] = {
    "drop-before", "drop-after", "twice",        "truncate",        "drip",     "html",        "redirect",
    "too-large",   "busy",       "denied",       "unauthenticated", "internal", "bad-gateway", "bad-gateway-after",
    "unavailable", "down",       "hidden-words", "changed-schema"
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables) * G_N_ELEMENTS (faults); i++)
    {
      const UoisDialectType *type = stack_type (dialect, tables[i % G_N_ELEMENTS (tables)]);
      const char *fault = faults[i / G_N_ELEMENTS (tables)];
      g_autoptr (UoisSyncRecord) wanted = make_named (type, 1, "wanted");
      g_autoptr (UoisRequest) request = uois_request_new_insert (type, wanted, NULL);
      g_autoptr (UoisAnswer) answer = NULL;
      g_autoptr (UoisSyncRecord) found = NULL;
      g_autoptr (UoisRequest) page = make_page (dialect, tables[i % G_N_ELEMENTS (tables)]);
      g_autoptr (UoisAnswer) all = NULL;

      clear ();
      control ("{\"faults\":[{\"root\":\"%s\",\"do\":\"%s\"}]}", request->root, fault);
      answer = ask (request);
      g_test_message ("%s of %s: %s", fault, tables[i % G_N_ELEMENTS (tables)],
                      uois_answer_kind_to_string (answer->kind));
      g_assert_true (answer->kind != UOIS_ANSWER_REFUSED && answer->kind != UOIS_ANSWER_FORBIDDEN &&
                     answer->kind != UOIS_ANSWER_BROKEN && answer->kind != UOIS_ANSWER_GONE);
      found = read_back (type, 1);
      /* What is said to be certainly not done is not. */
      if (answer->kind >= UOIS_ANSWER_SIGNED_OUT)
        g_assert_null (found);
      if (answer->kind == UOIS_ANSWER_APPLIED)
        g_assert_nonnull (found);
      if (found == NULL)
        found = insert (type, 1, "wanted");
      stack_assert_value (found, "name", "wanted");
      all = ask (page);
      g_assert_cmpuint (all->records->len, ==, 1);
    }
}

static void
test_1_signed_out (void)
{
  g_autoptr (UoisRequest) page = make_page (dialect, "users");
  g_autoptr (UoisAnswer) out = NULL;
  g_autoptr (UoisAnswer) in = NULL;

  control ("{\"clear\":true,\"sign_out\":true}");
  out = ask (page);
  stack_assert_kind (out, UOIS_ANSWER_SIGNED_OUT);
  sign_in ();
  in = ask (page);
  stack_assert_kind (in, UOIS_ANSWER_ROWS);
}

static void
find_dialect (void)
{
  g_autoptr (UoisRequest) request = uois_request_new_introspection ();
  g_autoptr (UoisAnswer) answer = ask (request);
  g_autoptr (UoisServerSchema) schema = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text;

  stack_assert_kind (answer, UOIS_ANSWER_SCHEMA);
  text = g_bytes_get_data (answer->schema, &length);
  schema = uois_server_schema_new (text, length, &error);
  g_assert_no_error (error);
  dialect = uois_dialect_new (schema, stack_registry ());
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  introspection = argv[1];
  start_federation ();
  transport = open_transport ("");
  uois_http_transport_set_credentials (transport, "jana", "heslo");
  sign_in ();
  find_dialect ();
  g_test_add_func ("/sync/federation/offer", test_offer);
  g_test_add_func ("/sync/federation/round-trip", test_round_trip);
  g_test_add_func ("/sync/federation/1-signed-out", test_1_signed_out);
  g_test_add_func ("/sync/federation/9-stale", test_9_stale);
  g_test_add_func ("/sync/federation/14-15-references", test_14_15_references);
  g_test_add_func ("/sync/federation/16-clearing", test_16_clearing);
  g_test_add_func ("/sync/federation/19-cache", test_19_cache);
  g_test_add_func ("/sync/federation/20-token", test_20_token);
  g_test_add_func ("/sync/federation/23-pages", test_23_pages);
  g_test_add_func ("/sync/federation/27-hidden", test_27_hidden);
  g_test_add_func ("/sync/federation/33-links", test_33_links);
  g_test_add_func ("/sync/federation/34-adopted", test_34_adopted);
  g_test_add_func ("/sync/federation/faults", test_faults);
  result = g_test_run ();
  g_clear_pointer (&dialect, uois_dialect_unref);
  g_clear_object (&transport);
  stop_federation ();
  return result;
}
