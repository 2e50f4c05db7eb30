/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What answers to writes mean. Numbers are those of the ways in which servers fail (the contract). */
#include "exchanges.h"

#include <string.h>

/* ---- Classic results ---- */

static void
test_applied (void)
{
  g_autoptr (UoisRequest) update = make_update (stack_classic ());
  g_autoptr (UoisRequest) removal = make_delete (stack_classic ());
  g_autoptr (UoisAnswer) answer = stack_answer (update, "{\"data\":{\"userUpdate\":{\"msg\":\"ok\",\"user\":%s}}}",
                                                USER (QUOTED (OTHER_TOKEN), ""));

  stack_assert_kind (answer, UOIS_ANSWER_APPLIED);
  g_assert_cmpstr (get_record (answer, 0)->token, ==, OTHER_TOKEN);
  check (removal, "{\"data\":{\"userDelete\":{\"msg\":\"ok\"}}}", UOIS_ANSWER_APPLIED);
}

static void
test_9_stale (void)
{
  g_autoptr (UoisRequest) update = make_update (stack_classic ());
  g_autoptr (UoisAnswer) answer = stack_answer (update, "{\"data\":{\"userUpdate\":{\"msg\":\"fail\",\"user\":%s}}}",
                                                USER (QUOTED (OTHER_TOKEN), ""));
  g_autoptr (UoisRequest) newer = make_update (stack_mixed ());
  g_autoptr (UoisAnswer) typed =
      stack_answer (newer,
                    "{\"data\":{\"userUpdate\":{\"__typename\":\"UserGQLModelUpdateError\",\"errorMessage\":\"update "
                    "failed\",\"errorCode\":\"0cabc1b2-f712-49bd-8823-1e2905eb4f45\",\"errorEntity\":%s}}}",
                    USER (QUOTED (OTHER_TOKEN), ""));

  stack_assert_kind (answer, UOIS_ANSWER_STALE);
  g_assert_cmpstr (get_record (answer, 0)->token, ==, OTHER_TOKEN);
  stack_assert_kind (typed, UOIS_ANSWER_STALE);
  g_assert_cmpstr (get_record (typed, 0)->token, ==, OTHER_TOKEN);
  g_assert_cmpstr (typed->words, ==, "update failed");
  check (update, "{\"data\":{\"userUpdate\":{\"msg\":\"fail\"}}}", UOIS_ANSWER_UNKNOWN);
  /* Some events services give null for a result that must not be null. */
  check (
      newer,
      "{\"errors\":[{\"message\":\"Cannot return null for non-nullable field Mutation.userUpdate.\"}],\"data\":null}",
      UOIS_ANSWER_UNKNOWN);
}

static void
test_10_gone (void)
{
  g_autoptr (UoisRequest) update = make_update (stack_classic ());
  g_autoptr (UoisRequest) newer = make_update (stack_mixed ());

  check (update, "{\"data\":{\"userUpdate\":{\"msg\":\"fail\",\"user\":null}}}", UOIS_ANSWER_GONE);
  check (update, "{\"data\":{\"userUpdate\":{\"msg\":\"fail, user not found\",\"user\":null}}}", UOIS_ANSWER_GONE);
  /* The user could not be read: that it is gone is not said. */
  check (update,
         "{\"errors\":[{\"message\":\"x\",\"path\":[\"userUpdate\",\"user\"]}],\"data\":{\"userUpdate\":{\"msg\":"
         "\"fail\",\"user\":null}}}",
         UOIS_ANSWER_UNKNOWN);
  check (newer,
         "{\"data\":{\"userUpdate\":{\"__typename\":\"UserGQLModelUpdateError\",\"errorMessage\":\"x\","
         "\"errorCode\":\"0cabc1b2-f712-49bd-8823-1e2905eb4f45\",\"errorEntity\":" STUB "}}}",
         UOIS_ANSWER_GONE);
  check (newer,
         "{\"data\":{\"userUpdate\":{\"__typename\":\"UserGQLModelUpdateError\",\"errorMessage\":\"not found\","
         "\"errorCode\":\"a8c2c427-681b-4d46-8d9f-4b833f0c0051\",\"errorEntity\":null}}}",
         UOIS_ANSWER_GONE);
}

static void
test_21_no_version (void)
{
  g_autoptr (UoisRequest) update = make_update (stack_classic ());
  g_autofree char *text =
      g_strdup_printf ("{\"data\":{\"userUpdate\":{\"msg\":\"fail\",\"user\":%s}}}", USER ("null", ""));

  check (update, text, UOIS_ANSWER_REFUSED);
}

static void
test_5_lost_in_batch (void)
{
  g_autoptr (UoisRequest) update = make_update (stack_classic ());

  check (update, "{\"data\":null}", UOIS_ANSWER_UNKNOWN);
  check (update, "{\"data\":{\"userUpdate\":null}}", UOIS_ANSWER_UNKNOWN);
  check (update, "{\"data\":{\"userUpdate\":{}}}", UOIS_ANSWER_UNKNOWN);
  check (update, "{\"data\":{\"userUpdate\":{\"msg\":\"done\"}}}", UOIS_ANSWER_UNKNOWN);
}

static void
test_16_null_cannot_clear (void)
{
  const UoisDialectType *users = stack_type (stack_classic (), "users");
  g_autoptr (UoisSyncRecord) base = stack_record_new (users, 1, "name", "Jan", "email", "jan@x.cz", NULL);
  g_autoptr (UoisSyncRecord) record = stack_record_new (users, 1, "name", "Jan", NULL);
  g_autoptr (UoisRequest) update = uois_request_new_update (users, record, base, TOKEN, NULL);
  g_autoptr (UoisAnswer) answer =
      stack_answer (update, "{\"data\":{\"userUpdate\":{\"msg\":\"ok\",\"user\":{\"id\":\"" ID
                            "\",\"name\":\"Jan\",\"email\":\"jan@x.cz\","
                            "\"lastchange\":\"" OTHER_TOKEN "\"}}}}");

  stack_assert_kind (answer, UOIS_ANSWER_APPLIED);
  g_assert_cmpuint (update->uncleared->len, ==, 1);
  g_assert_true (uois_sync_record_differs_in (get_record (answer, 0), record, stack_column (users, "email")));
}

static void
test_7_duplicate_id (void)
{
  g_autoptr (UoisRequest) insert = make_insert (stack_classic (), "users");
  g_autoptr (UoisRequest) newer = make_insert (stack_mixed (), "users");

  check (insert,
         "{\"errors\":[{\"message\":\"(sqlalchemy.dialects.postgresql.asyncpg.IntegrityError) <class "
         "'asyncpg.exceptions.UniqueViolationError'>: duplicate key value violates unique constraint "
         "\\\"users_pkey\\\"\\nDETAIL:  Key (id)=(x) already exists.\"}],\"data\":null}",
         UOIS_ANSWER_EXISTS);
  /* A newer service hides it behind a session that is broken by then. */
  check (
      newer,
      "{\"errors\":[{\"message\":\"This Session's transaction has been rolled back due to a previous exception during "
      "flush.\"}],\"data\":null}",
      UOIS_ANSWER_UNKNOWN);
}

static void
test_14_missing_parent (void)
{
  g_autoptr (UoisRequest) insert = make_insert (stack_classic (), "memberships");
  g_autoptr (UoisAnswer) answer = stack_answer (
      insert, "{\"errors\":[{\"message\":\"insert or update on table \\\"memberships\\\" violates foreign key "
              "constraint \\\"memberships_user_id_fkey\\\"\\nDETAIL:  Key (user_id)=(x) is not present in table "
              "\\\"users\\\".\",\"path\":[\"membershipInsert\"]}],\"data\":null}");

  stack_assert_kind (answer, UOIS_ANSWER_MISSING_PARENT);
  g_assert_nonnull (strstr (answer->words, "is not present"));
  g_assert_null (strchr (answer->words, '\n'));
  check (insert, "{\"errors\":[{\"message\":\"x is unknown part of form\"}],\"data\":null}",
         UOIS_ANSWER_MISSING_PARENT);
}

static void
test_15_has_children (void)
{
  g_autoptr (UoisRequest) removal = make_delete (stack_classic ());

  check (
      removal,
      "{\"errors\":[{\"message\":\"update or delete on table \\\"users\\\" violates foreign key constraint "
      "\\\"memberships_user_id_fkey\\\" on table \\\"memberships\\\"\\nDETAIL:  Key (id)=(x) is still referenced from "
      "table \\\"memberships\\\".\"}],\"data\":null}",
      UOIS_ANSWER_HAS_CHILDREN);
}

static void
test_13_null_violation_of_delete (void)
{
  g_autoptr (UoisRequest) removal = make_delete (stack_classic ());

  check (removal,
         "{\"errors\":[{\"message\":\"Cannot return null for non-nullable field "
         "UserResultGQLModel.id.\",\"path\":[\"userDelete\",\"id\"]}],"
         "\"data\":null}",
         UOIS_ANSWER_UNKNOWN);
}

static void
test_12_delete_of_missing (void)
{
  g_autoptr (UoisRequest) removal = make_delete (stack_classic ());
  g_autoptr (UoisRequest) newer = make_delete (stack_mixed ());

  check (removal, "{\"data\":{\"userDelete\":{\"msg\":\"ok\"}}}", UOIS_ANSWER_APPLIED);
  check (removal, "{\"data\":{\"userDelete\":{\"msg\":\"fail\"}}}", UOIS_ANSWER_UNKNOWN);
  check (newer, "{\"data\":{\"userDelete\":null}}", UOIS_ANSWER_APPLIED);
  check (newer, "{\"data\":{}}", UOIS_ANSWER_UNKNOWN);
}

static void
test_33_links (void)
{
  const UoisDialectType *links = stack_type (stack_classic (), "events_groups");
  g_autofree char *event = stack_id_text (2);
  g_autofree char *group = stack_id_text (3);
  g_autoptr (UoisSyncRecord) link = stack_record_new (links, 1, "event_id", event, "group_id", group, NULL);
  g_autoptr (UoisRequest) linking = uois_request_new_insert (links, link, NULL);
  g_autoptr (UoisRequest) unlinking = uois_request_new_delete (links, link, NULL, NULL);
  g_autoptr (UoisAnswer) answer =
      stack_answer (linking, "{\"data\":{\"eventGroupInsert\":{\"msg\":\"fail\",\"id\":\"%s\"}}}", event);

  stack_assert_kind (answer, UOIS_ANSWER_EXISTS);
  g_assert_false (answer->has_id);
  check (linking, "{\"data\":{\"eventGroupInsert\":{\"msg\":\"exists\"}}}", UOIS_ANSWER_EXISTS);
  check (linking, "{\"data\":{\"eventGroupInsert\":{\"msg\":\"ok\"}}}", UOIS_ANSWER_APPLIED);
  check (unlinking, "{\"data\":{\"eventGroupDelete\":{\"msg\":\"fail\"}}}", UOIS_ANSWER_GONE);
  check (unlinking, "{\"data\":{\"eventGroupDelete\":{\"msg\":\"ok\"}}}", UOIS_ANSWER_APPLIED);
}

static void
test_34_adopted_id (void)
{
  g_autoptr (UoisRequest) insert = make_insert (stack_classic (), "externalids");
  g_autofree char *existing = stack_id_text (77);
  g_autoptr (UoisAnswer) answer =
      stack_answer (insert, "{\"data\":{\"externalidInsert\":{\"msg\":\"fail\",\"id\":\"%s\"}}}", existing);
  g_autoptr (UoisAnswer) own =
      stack_answer (insert, "{\"data\":{\"externalidInsert\":{\"msg\":\"fail\",\"id\":\"" ID "\"}}}");
  g_autofree char *id = uois_uuid_to_string (&answer->id);

  stack_assert_kind (answer, UOIS_ANSWER_EXISTS);
  g_assert_true (answer->has_id);
  g_assert_cmpstr (id, ==, existing);
  stack_assert_kind (own, UOIS_ANSWER_EXISTS);
  g_assert_false (own->has_id);
}

static void
test_29_hidden_words (void)
{
  g_autoptr (UoisRequest) insert = make_insert (stack_classic (), "users");
  const struct
  {
    const char *error;
    const char *words;
    UoisAnswerKind kind;
  } cases[] = {
    { "{\"message\":\"Error while fetching subquery from service \\\"ug\\\"\",\"extensions\":{\"code\":"
      "\"DOWNSTREAM_SERVICE_ERROR\",\"exception\":{\"msg\":\"user must have one of roles\"}}}",
      "user must have one of roles", UOIS_ANSWER_FORBIDDEN },
    { "{\"message\":\"Error while fetching subquery from service \\\"forms\\\"\",\"extensions\":{\"code\":"
      "\"DOWNSTREAM_SERVICE_ERROR\",\"exception\":{\"0\":\"n\",\"1\":\"o\",\"2\":\"!\",\"stacktrace\":[\"secret\"]}}}",
      "no!", UOIS_ANSWER_REFUSED },
    { "{\"message\":\"Error while fetching subquery from service \\\"forms\\\"\",\"extensions\":{\"code\":"
      "\"DOWNSTREAM_SERVICE_ERROR\"}}",
      "Error while fetching subquery from service \"forms\"", UOIS_ANSWER_UNKNOWN },
    { "{}", NULL, UOIS_ANSWER_UNKNOWN },
    { "{\"ValueError\":\"too long\"}", "too long", UOIS_ANSWER_REFUSED },
    { "{\"msg\":\"too long\",\"x\":1}", "too long", UOIS_ANSWER_REFUSED },
    { "\"too long\"", "too long", UOIS_ANSWER_REFUSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UoisAnswer) answer = stack_answer (insert, "{\"data\":null,\"errors\":[%s]}", cases[i].error);

      stack_assert_kind (answer, cases[i].kind);
      g_assert_cmpstr (answer->words, ==, cases[i].words);
    }
}

static void
test_32_always_failing (void)
{
  g_autoptr (UoisRequest) update = make_update (stack_classic ());

  check (
      update,
      "{\"errors\":[{\"message\":\"'EventTypeUpdateGQLModel' object has no attribute 'lastchange'\"}],\"data\":null}",
      UOIS_ANSWER_BROKEN);
  check (update,
         "{\"errors\":[{\"message\":\"__init__() missing 1 required keyword-only argument: 'order'\"}],\"data\":null}",
         UOIS_ANSWER_BROKEN);
}

static void
test_35_unsettable (void)
{
  g_autoptr (UoisRequest) update = make_update (stack_classic ());
  const char *const texts[] = { "can't set attribute 'valid'", "property 'valid' of 'UserModel' object has no setter" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (UoisAnswer) answer =
          stack_answer (update, "{\"errors\":[{\"message\":\"%s\"}],\"data\":null}", texts[i]);

      stack_assert_kind (answer, UOIS_ANSWER_UNSETTABLE);
      g_assert_true (answer->column == stack_column (update->type, "valid"));
    }
  check (update, "{\"errors\":[{\"message\":\"can't set attribute\"}],\"data\":null}", UOIS_ANSWER_BROKEN);
}

/* ---- Newer results ---- */

#define ERROR(kind, code, message, entity)                                                                             \
  "{\"data\":{\"user" kind "\":{\"__typename\":\"UserGQLModel" kind "Error\",\"errorMessage\":\"" message              \
  "\",\"errorCode\":" code ",\"errorEntity\":" entity "}}}"

static void
test_newer_applied (void)
{
  g_autoptr (UoisRequest) insert = make_insert (stack_mixed (), "users");
  g_autoptr (UoisAnswer) answer = stack_answer (insert, "{\"data\":{\"userInsert\":%s}}",
                                                USER (QUOTED (TOKEN), ",\"__typename\":\"UserGQLModel\""));

  stack_assert_kind (answer, UOIS_ANSWER_APPLIED);
  g_assert_cmpstr (get_record (answer, 0)->token, ==, TOKEN);
  check (insert, "{\"data\":{\"userInsert\":{\"__typename\":\"UserGQLModel\"}}}", UOIS_ANSWER_UNKNOWN);
  check (insert, "{\"data\":{\"userInsert\":{}}}", UOIS_ANSWER_UNKNOWN);
}

/* One transaction for the whole request: an error anywhere may have undone what is said to be done. */
static void
test_6_rolled_back (void)
{
  g_autoptr (UoisRequest) insert = make_insert (stack_mixed (), "users");
  g_autoptr (UoisRequest) removal = make_delete (stack_mixed ());
  g_autofree char *text = g_strdup_printf ("{\"errors\":[{\"message\":\"x\"}],\"data\":{\"userInsert\":%s}}",
                                           USER (QUOTED (TOKEN), ",\"__typename\":\"UserGQLModel\""));

  check (insert, text, UOIS_ANSWER_UNKNOWN);
  check (removal, "{\"errors\":[{}],\"data\":{\"userDelete\":null}}", UOIS_ANSWER_UNKNOWN);
}

static void
test_11_masked_delete (void)
{
  g_autoptr (UoisRequest) removal = make_delete (stack_mixed ());
  const char *code = "\"7163dd9c-752c-4d1d-a89e-0bdbc7988a8e\"";
  const char *message = "cannot access local variable '_entity' where it is not associated with a value";
  const struct
  {
    const char *entity;
    UoisAnswerKind kind;
  } cases[] = {
    { USER (QUOTED (OTHER_TOKEN), ""), UOIS_ANSWER_STALE },
    { STUB, UOIS_ANSWER_GONE },
    { "null", UOIS_ANSWER_GONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UoisAnswer) answer =
          stack_answer (removal,
                        "{\"data\":{\"userDelete\":{\"__typename\":\"UserGQLModelDeleteError\",\"errorMessage\":\"%s\","
                        "\"errorCode\":%s,\"errorEntity\":%s}}}",
                        message, code, cases[i].entity);

      stack_assert_kind (answer, cases[i].kind);
    }
}

/* The service compares with what it remembers for 20 seconds: the right version is refused meanwhile. */
static void
test_19_stale_cache (void)
{
  g_autoptr (UoisRequest) removal = make_delete (stack_mixed ());
  g_autoptr (UoisAnswer) answer = stack_answer (removal, "%s",
                                                ERROR ("Delete", "\"7163dd9c-752c-4d1d-a89e-0bdbc7988a8e\"",
                                                       "local variable '_entity'", USER (QUOTED (TOKEN), "")));

  stack_assert_kind (answer, UOIS_ANSWER_TRANSIENT);
  g_assert_cmpuint (answer->retry_after, >, 20);
}

static void
test_30_forbidden (void)
{
  g_autoptr (UoisRequest) insert = make_insert (stack_mixed (), "users");
  g_autoptr (UoisRequest) classic = make_insert (stack_classic (), "users");

  check (insert, ERROR ("Insert", "\"468e8391-06a7-468e-a659-3d07bb83c977\"", "x", "null"), UOIS_ANSWER_FORBIDDEN);
  check (insert, ERROR ("Insert", "\"e12dd4fe-0000-0000-0000-000000000000\"", "x", "null"), UOIS_ANSWER_FORBIDDEN);
  check (insert, ERROR ("Insert", "null", "user must have one of roles administrátor", "null"), UOIS_ANSWER_FORBIDDEN);
  check (classic, "{\"errors\":[{\"message\":\"User has not appropriate permission\"}],\"data\":null}",
         UOIS_ANSWER_FORBIDDEN);
  check_status (classic, 403, "{\"errors\":[{\"message\":\"no\"}]}", UOIS_ANSWER_FORBIDDEN);
}

static void
test_31_nobody_asks (void)
{
  g_autoptr (UoisRequest) insert = make_insert (stack_mixed (), "users");

  check (insert, ERROR ("Insert", "\"7163dd9c-752c-4d1d-a89e-0bdbc7988a8e\"", "'id'", "null"), UOIS_ANSWER_TRANSIENT);
  check (insert, ERROR ("Insert", "null", "User is wanted but not present in context", "null"), UOIS_ANSWER_TRANSIENT);
}

static void
test_newer_refused (void)
{
  g_autoptr (UoisRequest) insert = make_insert (stack_mixed (), "users");
  g_autoptr (UoisRequest) update = make_update (stack_mixed ());
  g_autoptr (UoisAnswer) answer = stack_answer (
      insert, "%s", ERROR ("Insert", "\"7163dd9c-752c-4d1d-a89e-0bdbc7988a8e\"", "value too long for type", "null"));

  stack_assert_kind (answer, UOIS_ANSWER_REFUSED);
  g_assert_cmpstr (answer->words, ==, "value too long for type");
  g_assert_cmpstr (answer->code, ==, "7163dd9c-752c-4d1d-a89e-0bdbc7988a8e");
  check (insert,
         ERROR ("Insert", "\"7163dd9c-752c-4d1d-a89e-0bdbc7988a8e\"", "violates foreign key constraint", "null"),
         UOIS_ANSWER_MISSING_PARENT);
  check (insert, ERROR ("Insert", "\"ca8b4531-9419-4b87-badd-823d364f6c9b\"", "x", "null"), UOIS_ANSWER_UNKNOWN);
  check (update, ERROR ("Update", "\"5804ee6a-bd15-40e6-9b0b-879c595fec3b\"", "x", "null"), UOIS_ANSWER_REFUSED);
  /* Whatever it says, another version is there. */
  check (update, ERROR ("Update", "\"5804ee6a-bd15-40e6-9b0b-879c595fec3b\"", "x", USER (QUOTED (OTHER_TOKEN), "")),
         UOIS_ANSWER_STALE);
  check (update, ERROR ("Update", "\"5804ee6a-bd15-40e6-9b0b-879c595fec3b\"", "x", USER (QUOTED (TOKEN), "")),
         UOIS_ANSWER_REFUSED);
}

static void
test_36_dates (void)
{
  g_autoptr (UoisRequest) page = make_page (stack_classic (), "projects");
  g_autoptr (UoisAnswer) answer = stack_answer (
      page,
      "{\"data\":{\"%s\":[{\"id\":\"" ID "\",\"startdate\":\"2026-01-02\",\"enddate\":\"2026-03-04T05:06:07.000089\","
      "\"lastchange\":\"2026-01-02T03:04:05\"}]}}",
      page->root);
  const UoisSyncRecord *record = get_record (answer, 0);
  g_autoptr (UoisSyncRecord) full = stack_record_new (page->type, 1, "name", "A", NULL);
  g_autoptr (UoisRequest) update = NULL;

  uois_sync_record_overlay (full, record);
  update = uois_request_new_update (page->type, full, NULL, record->token, NULL);
  g_assert_nonnull (strstr (update->variables, "\"startdate\":\"2026-01-02T00:00:00\""));
  g_assert_nonnull (strstr (update->variables, "\"enddate\":\"2026-03-04T05:06:07.000089\""));
  g_assert_nonnull (strstr (update->variables, "\"lastchange\":\"2026-01-02T03:04:05\""));
}

/* A reference into another service whose record is gone is an id all the same. */
static void
test_39_dangling (void)
{
  g_autoptr (UoisRequest) page = make_page (stack_classic (), "events");
  g_autofree char *place = stack_id_text (404);
  g_autoptr (UoisAnswer) answer =
      stack_answer (page, "{\"data\":{\"%s\":[{\"id\":\"" ID "\",\"placeId\":\"%s\"}]}}", page->root, place);

  stack_assert_value (get_record (answer, 0), "place_id", place);
}

/* Every beginning of an answer is an answer that was cut off: never applied, never rows, never refused. */
static void
test_cuts (void)
{
  g_autoptr (UoisRequest) update = make_update (stack_classic ());
  g_autofree char *text =
      g_strdup_printf ("{\"data\":{\"userUpdate\":{\"msg\":\"ok\",\"user\":%s}}}", USER (QUOTED (TOKEN), ""));

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      g_autofree char *cut = g_strndup (text, i);

      check (update, cut, UOIS_ANSWER_UNKNOWN);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/answer/applied", test_applied);
  g_test_add_func ("/sync/answer/newer-applied", test_newer_applied);
  g_test_add_func ("/sync/answer/newer-refused", test_newer_refused);
  g_test_add_func ("/sync/answer/cuts", test_cuts);
  g_test_add_func ("/sync/answer/5-lost-in-batch", test_5_lost_in_batch);
  g_test_add_func ("/sync/answer/6-rolled-back", test_6_rolled_back);
  g_test_add_func ("/sync/answer/7-duplicate-id", test_7_duplicate_id);
  g_test_add_func ("/sync/answer/9-stale", test_9_stale);
  g_test_add_func ("/sync/answer/10-gone", test_10_gone);
  g_test_add_func ("/sync/answer/11-masked-delete", test_11_masked_delete);
  g_test_add_func ("/sync/answer/12-delete-of-missing", test_12_delete_of_missing);
  g_test_add_func ("/sync/answer/13-null-violation-of-delete", test_13_null_violation_of_delete);
  g_test_add_func ("/sync/answer/14-missing-parent", test_14_missing_parent);
  g_test_add_func ("/sync/answer/15-has-children", test_15_has_children);
  g_test_add_func ("/sync/answer/16-null-cannot-clear", test_16_null_cannot_clear);
  g_test_add_func ("/sync/answer/19-stale-cache", test_19_stale_cache);
  g_test_add_func ("/sync/answer/21-no-version", test_21_no_version);
  g_test_add_func ("/sync/answer/29-hidden-words", test_29_hidden_words);
  g_test_add_func ("/sync/answer/30-forbidden", test_30_forbidden);
  g_test_add_func ("/sync/answer/31-nobody-asks", test_31_nobody_asks);
  g_test_add_func ("/sync/answer/32-always-failing", test_32_always_failing);
  g_test_add_func ("/sync/answer/33-links", test_33_links);
  g_test_add_func ("/sync/answer/34-adopted-id", test_34_adopted_id);
  g_test_add_func ("/sync/answer/35-unsettable", test_35_unsettable);
  g_test_add_func ("/sync/answer/36-dates", test_36_dates);
  g_test_add_func ("/sync/answer/39-dangling", test_39_dangling);
  return g_test_run ();
}
