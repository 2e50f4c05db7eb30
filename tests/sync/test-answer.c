/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What answers mean: rows, and what stands in the way. Numbers are those of the ways in which servers fail (the contract). */
#include "exchanges.h"

#include <string.h>

/* ---- Reading ---- */

static void
test_rows (void)
{
  g_autoptr (UoisRequest) page = make_page (stack_classic (), "users");
  g_autoptr (UoisAnswer) answer = stack_answer (page, "{\"data\":{\"userPage\":[%s]}}", USER (QUOTED (TOKEN), ""));
  g_autoptr (UoisAnswer) empty = stack_answer (page, "{\"data\":{\"userPage\":[]}}");
  g_autofree char *id = uois_uuid_to_string (&get_record (answer, 0)->id);

  stack_assert_kind (answer, UOIS_ANSWER_ROWS);
  g_assert_true (answer->complete);
  g_assert_cmpuint (answer->count, ==, 1);
  g_assert_cmpstr (id, ==, ID);
  g_assert_cmpstr (get_record (answer, 0)->token, ==, TOKEN);
  stack_assert_value (get_record (answer, 0), "surname", "Nový");
  stack_assert_value (get_record (answer, 0), "email", "null");
  stack_assert_value (get_record (answer, 0), "valid", "true");
  stack_assert_kind (empty, UOIS_ANSWER_ROWS);
  g_assert_true (empty->complete);
}

static void
test_references (void)
{
  g_autofree char *user = stack_id_text (2);
  g_autoptr (UoisRequest) page = make_page (stack_classic (), "memberships");
  g_autoptr (UoisAnswer) answer =
      stack_answer (page,
                    "{\"data\":{\"%s\":[{\"id\":\"" ID "\",\"user\":{\"id\":\"%s\"},\"group\":null,\"valid\":1,"
                    "\"startdate\":\"2026-02-31\",\"lastchange\":\"x\"}]}}",
                    page->root, user);
  const UoisSyncRecord *record = get_record (answer, 0);

  stack_assert_value (record, "user_id", user);
  stack_assert_value (record, "group_id", "null");
  /* Of a wrong kind, no date of the calendar, not there: unknown. */
  stack_assert_value (record, "valid", "?");
  stack_assert_value (record, "startdate", "?");
  stack_assert_value (record, "enddate", "?");
  g_assert_cmpstr (record->token, ==, "x");
  g_assert_false (answer->complete);
}

/* Fields that went wrong are null beside the error, and nobody knows what stands there. */
static void
test_27_null_beside_error (void)
{
  g_autoptr (UoisRequest) page = make_page (stack_classic (), "users");
  const char *row = USER (QUOTED (TOKEN), "");
  g_autoptr (UoisAnswer) field = stack_answer (
      page, "{\"errors\":[{\"message\":\"x\",\"path\":[\"userPage\",1,\"email\"]}],\"data\":{\"userPage\":[%s,%s]}}",
      row, row);
  g_autoptr (UoisAnswer) inside = stack_answer (page,
                                                "{\"errors\":[{\"message\":\"x\",\"path\":[\"userPage\",\"@\","
                                                "\"createdby\",\"id\"]}],\"data\":{\"userPage\":[%s]}}",
                                                row);
  g_autoptr (UoisAnswer) anywhere =
      stack_answer (page, "{\"errors\":[{\"message\":\"x\"}],\"data\":{\"userPage\":[%s]}}", row);

  stack_assert_kind (field, UOIS_ANSWER_ROWS);
  g_assert_false (field->complete);
  stack_assert_value (get_record (field, 0), "email", "null");
  stack_assert_value (get_record (field, 1), "email", "?");
  stack_assert_value (get_record (field, 1), "name", "Jan");
  stack_assert_value (get_record (inside, 0), "createdby", "?");
  stack_assert_value (get_record (inside, 0), "changedby", "null");
  stack_assert_value (get_record (anywhere, 0), "email", "?");
  stack_assert_value (get_record (anywhere, 0), "name", "Jan");
}

static void
test_23_bad_rows (void)
{
  g_autoptr (UoisRequest) page = make_page (stack_classic (), "users");
  g_autoptr (UoisAnswer) answer =
      stack_answer (page, "{\"data\":{\"userPage\":[null,{},{\"id\":\"x\"},{\"id\":7},[],%s,%s]}}",
                    USER (QUOTED (TOKEN), ""), USER (QUOTED (TOKEN), ""));

  stack_assert_kind (answer, UOIS_ANSWER_ROWS);
  g_assert_cmpuint (answer->count, ==, 7);
  g_assert_cmpuint (answer->records->len, ==, 2);
  g_assert_false (answer->complete);
}

/* A filter that a server ignores lets others through. */
static void
test_24_only_what_was_asked (void)
{
  g_autoptr (UoisRequest) request = make_record (stack_classic (), "users");
  g_autoptr (UoisAnswer) answer =
      stack_answer (request, "{\"data\":{\"userPage\":[{\"id\":\"aa000000-0000-4000-8000-000000000002\"},%s]}}",
                    USER (QUOTED (TOKEN), ""));

  g_assert_cmpuint (answer->records->len, ==, 1);
  g_assert_cmpstr (get_record (answer, 0)->token, ==, TOKEN);
}

static void
test_40_stub (void)
{
  g_autoptr (UoisRequest) newer = make_record (stack_mixed (), "users");
  g_autoptr (UoisRequest) classic = make_record (stack_classic (), "events");
  g_autoptr (UoisAnswer) stub = stack_answer (newer, "{\"data\":{\"userPage\":[" STUB "]}}");
  g_autoptr (UoisAnswer) there = stack_answer (newer, "{\"data\":{\"userPage\":[%s]}}", USER ("null", ""));
  g_autoptr (UoisAnswer) missing = stack_answer (classic, "{\"data\":{\"eventById\":null}}");
  g_autoptr (UoisAnswer) failed = stack_answer (
      classic, "{\"errors\":[{\"message\":\"x\",\"path\":[\"eventById\"]}],\"data\":{\"eventById\":null}}");

  stack_assert_kind (stub, UOIS_ANSWER_ROWS);
  g_assert_cmpuint (stub->records->len, ==, 0);
  g_assert_cmpuint (there->records->len, ==, 1);
  stack_assert_kind (missing, UOIS_ANSWER_ROWS);
  g_assert_cmpuint (missing->records->len, ==, 0);
  g_assert_true (missing->complete);
  stack_assert_kind (failed, UOIS_ANSWER_TRANSIENT);
}

static void
test_22_list_cut_off (void)
{
  g_autoptr (UoisRequest) page = make_page (stack_classic (), "events_groups");
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *event = stack_id_text (9);
  g_autoptr (UoisAnswer) few = NULL;
  g_autoptr (UoisAnswer) many = NULL;
  g_autoptr (UoisAnswer) none = NULL;
  const UoisDialectParent *way = page->type->parent;

  for (guint i = 0; i < UOIS_REQUEST_LIST_LIMIT; i++)
    {
      g_autofree char *id = stack_id_text (100 + i);

      g_string_append_printf (list, "%s{\"id\":\"%s\"}", i ? "," : "", id);
      if (i == 1)
        few = stack_answer (page, "{\"data\":{\"%s\":[{\"id\":\"%s\",\"%s\":[%s]}]}}", page->root, event, way->field,
                            list->str);
    }
  many = stack_answer (page, "{\"data\":{\"%s\":[{\"id\":\"%s\",\"%s\":[%s]}]}}", page->root, event, way->field,
                       list->str);
  none = stack_answer (page, "{\"data\":{\"%s\":[{\"id\":\"%s\",\"%s\":null}]}}", page->root, event, way->field);

  g_assert_true (few->complete);
  g_assert_cmpuint (few->count, ==, 1);
  g_assert_cmpuint (few->records->len, ==, 2);
  stack_assert_value (get_record (few, 0), way->near->name, event);
  g_assert_true (uois_uuid_is_nil (&get_record (few, 0)->id));
  g_assert_cmpuint (many->records->len, ==, UOIS_REQUEST_LIST_LIMIT);
  g_assert_true (many->complete == (way->limit == NULL));
  g_assert_false (none->complete);
}

static void
test_lists_in_lists (void)
{
  g_autoptr (UoisRequest) page = make_page (stack_classic (), "formparts");
  g_autofree char *section = stack_id_text (3);
  g_autofree char *part = stack_id_text (4);
  g_autoptr (UoisAnswer) answer = NULL;

  if (page->type->page != NULL)
    return;
  answer =
      stack_answer (page, "{\"data\":{\"%s\":[{\"id\":\"" ID "\",\"%s\":[{\"id\":\"%s\",\"%s\":[{\"id\":\"%s\"}]}]}]}}",
                    page->root, page->type->parent->type->parent->field, section, page->type->parent->field, part);
  g_assert_cmpuint (answer->records->len, ==, 1);
  stack_assert_value (get_record (answer, 0), "section_id", section);
}

static void
test_28_service_down (void)
{
  g_autoptr (UoisRequest) page = make_page (stack_classic (), "users");
  g_autoptr (UoisRequest) update = make_update (stack_classic ());
  const char *down =
      "{\"errors\":[{\"message\":\"request to http://gql_ug:8000/gql failed, reason: connect ECONNREFUSED "
      "10.0.0.2:8000\",\"extensions\":{\"code\":\"INTERNAL_SERVER_ERROR\"}}],\"data\":null}";
  const char *cut = "{\"errors\":[{\"message\":\"request to http://gql_ug:8000/gql failed, reason: socket hang up\"}],"
                    "\"data\":null}";

  check (page, down, UOIS_ANSWER_TRANSIENT);
  check (page, "{\"data\":null}", UOIS_ANSWER_TRANSIENT);
  check (page, "{\"data\":{\"userPage\":null}}", UOIS_ANSWER_TRANSIENT);
  check (page, "{\"data\":{}}", UOIS_ANSWER_TRANSIENT);
  check (update, down, UOIS_ANSWER_TRANSIENT);
  check (update, cut, UOIS_ANSWER_UNKNOWN);
}

/* ---- Getting through ---- */

static void
test_1_signed_out (void)
{
  g_autoptr (UoisRequest) page = make_page (stack_classic (), "users");
  g_autoptr (UoisRequest) update = make_update (stack_classic ());
  const UoisRequest *const requests[] = { page, update };
  g_autoptr (UoisAnswer) proxy = answer_status (update, 500, "text/plain", "Internal Server Error");

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      check_status (requests[i], 401, "{\"data\":null,\"errors\":[\"Unauthenticated\"]}", UOIS_ANSWER_SIGNED_OUT);
      check_status (requests[i], 302, "<html>", UOIS_ANSWER_SIGNED_OUT);
      check_status (requests[i], 303, "", UOIS_ANSWER_SIGNED_OUT);
      check (requests[i], "{\"data\":null,\"errors\":[\"Unauthenticated\"]}", UOIS_ANSWER_SIGNED_OUT);
      check (requests[i],
             "{\"data\":null,\"errors\":[{\"message\":\"401: "
             "Unauthorized\",\"extensions\":{\"code\":\"UNAUTHENTICATED\"}}]}",
             UOIS_ANSWER_SIGNED_OUT);
    }
  /* The proxy fails like this without a cookie; a write may also have got through. */
  stack_assert_kind (proxy, UOIS_ANSWER_UNKNOWN);
  g_assert_true (proxy->sign_in);
}

static void
test_3_not_json (void)
{
  g_autoptr (UoisRequest) page = make_page (stack_classic (), "users");
  g_autoptr (UoisRequest) update = make_update (stack_classic ());
  g_autoptr (UoisReply) busy = uois_reply_new_json ("slow down");
  g_autoptr (UoisAnswer) answer = NULL;
  g_autoptr (UoisAnswer) html =
      answer_status (page, 200, "text/html", "<html>Please sign in to the wireless network</html>");

  busy->status = 429;
  busy->retry_after = 17;
  answer = uois_answer_new (update, busy);
  stack_assert_kind (answer, UOIS_ANSWER_TRANSIENT);
  g_assert_cmpuint (answer->retry_after, ==, 17);
  g_assert_false (answer->sign_in);

  stack_assert_kind (html, UOIS_ANSWER_TRANSIENT);
  g_assert_false (html->json);
  g_assert_true (html->sign_in);
  check_status (update, 200, "<html>", UOIS_ANSWER_UNKNOWN);
  check_status (update, 200, "", UOIS_ANSWER_UNKNOWN);
  check_status (update, 200, "{\"data\":{\"userUpdate\":{\"msg\":\"ok\"", UOIS_ANSWER_UNKNOWN);
  check_status (update, 200, "{\"key\":\"login\"}", UOIS_ANSWER_UNKNOWN);
  check_status (page, 413, "<html>", UOIS_ANSWER_TOO_LARGE);
  check_status (update, 413, "<html>", UOIS_ANSWER_TOO_LARGE);
  check_status (page, 502, "<html>", UOIS_ANSWER_TRANSIENT);
  check_status (update, 502, "<html>", UOIS_ANSWER_UNKNOWN);
  check_status (update, 503, "<html>", UOIS_ANSWER_UNKNOWN);
  check_status (update, 404, "<html>", UOIS_ANSWER_TRANSIENT);
}

static void
test_4_connection (void)
{
  g_autoptr (UoisRequest) page = make_page (stack_classic (), "users");
  g_autoptr (UoisRequest) update = make_update (stack_classic ());
  const struct
  {
    const UoisRequest *request;
    UoisReplyState state;
    gboolean sent;
    UoisAnswerKind expected;
  } cases[] = {
    { page, UOIS_REPLY_FAILED, TRUE, UOIS_ANSWER_TRANSIENT },
    { update, UOIS_REPLY_FAILED, FALSE, UOIS_ANSWER_TRANSIENT },
    { update, UOIS_REPLY_FAILED, TRUE, UOIS_ANSWER_UNKNOWN },
    { update, UOIS_REPLY_UNTRUSTED, FALSE, UOIS_ANSWER_UNTRUSTED },
    { update, UOIS_REPLY_CANCELLED, FALSE, UOIS_ANSWER_CANCELLED },
    { update, UOIS_REPLY_CANCELLED, TRUE, UOIS_ANSWER_UNKNOWN },
    { page, UOIS_REPLY_CANCELLED, TRUE, UOIS_ANSWER_CANCELLED },
    { page, UOIS_REPLY_TOO_LONG, TRUE, UOIS_ANSWER_TOO_LARGE },
    { update, UOIS_REPLY_TOO_LONG, TRUE, UOIS_ANSWER_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UoisAnswer) answer = answer_connection (cases[i].request, cases[i].state, cases[i].sent);

      stack_assert_kind (answer, cases[i].expected);
    }
}

static void
test_38_schema_changed (void)
{
  g_autoptr (UoisRequest) page = make_page (stack_classic (), "users");
  g_autoptr (UoisRequest) update = make_update (stack_classic ());
  const char *const bodies[] = {
    "{\"errors\":[{\"message\":\"Cannot query field \\\"x\\\" on type \\\"Query\\\".\","
    "\"extensions\":{\"code\":\"GRAPHQL_VALIDATION_FAILED\"}}]}",
    "{\"errors\":[{\"message\":\"Variable \\\"$user\\\" got invalid "
    "value\",\"extensions\":{\"code\":\"BAD_USER_INPUT\"}}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      check_status (page, 400, bodies[i], UOIS_ANSWER_SCHEMA_CHANGED);
      check_status (update, 400, bodies[i], UOIS_ANSWER_SCHEMA_CHANGED);
      check (update, bodies[i], UOIS_ANSWER_SCHEMA_CHANGED);
    }
  check_status (update, 422, "{\"detail\":[]}", UOIS_ANSWER_SCHEMA_CHANGED);
  check_status (update, 400, "<html>", UOIS_ANSWER_TRANSIENT);
}

static void
test_introspection (void)
{
  g_autoptr (UoisRequest) request = uois_request_new_introspection ();
  g_autoptr (UoisAnswer) answer = stack_answer (request, "{\"data\":{\"__schema\":{\"types\":[]}}}");
  g_autoptr (UoisAnswer) refused =
      stack_answer (request, "{\"errors\":[{\"message\":\"introspection is not allowed\"}]}");

  stack_assert_kind (answer, UOIS_ANSWER_SCHEMA);
  g_assert_nonnull (answer->schema);
  stack_assert_kind (refused, UOIS_ANSWER_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/answer/rows", test_rows);
  g_test_add_func ("/sync/answer/references", test_references);
  g_test_add_func ("/sync/answer/lists-in-lists", test_lists_in_lists);
  g_test_add_func ("/sync/answer/introspection", test_introspection);
  g_test_add_func ("/sync/answer/1-signed-out", test_1_signed_out);
  g_test_add_func ("/sync/answer/3-not-json", test_3_not_json);
  g_test_add_func ("/sync/answer/4-connection", test_4_connection);
  g_test_add_func ("/sync/answer/22-list-cut-off", test_22_list_cut_off);
  g_test_add_func ("/sync/answer/23-bad-rows", test_23_bad_rows);
  g_test_add_func ("/sync/answer/24-only-what-was-asked", test_24_only_what_was_asked);
  g_test_add_func ("/sync/answer/27-null-beside-error", test_27_null_beside_error);
  g_test_add_func ("/sync/answer/28-service-down", test_28_service_down);
  g_test_add_func ("/sync/answer/38-schema-changed", test_38_schema_changed);
  g_test_add_func ("/sync/answer/40-stub", test_40_stub);
  return g_test_run ();
}
