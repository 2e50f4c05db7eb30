/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is sent to servers. */
#include "stack.h"

#include "sync/json-tree.h"

#include <string.h>

static char *classic_sdl, *mixed_sdl;

/* The value of a variable as JSON text, by a path of names. */
static char *
get_variable (const UoisRequest *request, const char *first, const char *second)
{
  g_autoptr (json_object) variables = uois_sync_json_parse (request->variables, strlen (request->variables), NULL);
  json_object *value = NULL;

  g_assert_nonnull (variables);
  if (!json_object_object_get_ex (variables, first, &value))
    return g_strdup ("absent");
  if (second && !json_object_object_get_ex (value, second, &value))
    return g_strdup ("absent");
  return g_strdup (json_object_to_json_string_ext (value, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
}

#define assert_variable(request, first, second, expected)                                                              \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *variable = get_variable ((request), (first), (second));                                           \
    g_assert_cmpstr (variable, ==, (expected));                                                                        \
  }                                                                                                                    \
  G_STMT_END

/* Every request for every type is one that the server would execute. */
static void
check_all (UoisDialect *dialect, const char *sdl)
{
  const GPtrArray *types = uois_dialect_get_types (dialect);
  UoisUuid id = stack_id (7);
  guint writes = 0;

  for (guint i = 0; i < types->len; i++)
    {
      const UoisDialectType *type = g_ptr_array_index (types, i);
      g_autoptr (UoisSyncRecord) record = uois_sync_record_new (type->type, &id);
      g_autoptr (UoisRequest) page = NULL;
      g_autoptr (UoisRequest) one = NULL;
      g_autoptr (UoisRequest) list = NULL;
      g_autoptr (UoisRequest) insert = NULL;
      g_autoptr (UoisRequest) update = NULL;
      g_autoptr (UoisRequest) removal = NULL;

      if (type->access == UOIS_DIALECT_HIDDEN)
        continue;
      page = uois_request_new_page (type, &(UoisRequestWindow){ .skip = 10, .limit = 20, .newest_first = i % 2 });
      stack_assert_valid (sdl, page);
      one = uois_request_new_record (type, &id);
      if (one)
        stack_assert_valid (sdl, one);
      list = type->parent ? uois_request_new_list (type, &id) : NULL;
      if (list)
        stack_assert_valid (sdl, list);

      for (guint j = 1; j < type->type->columns.length; j++)
        {
          static const char *const texts[] = {
            "", "true", "1", "1.5", "x", "a0000000-0000-4000-8000-000000000000", "2026-01-02T03:04:05", "2026-01-02"
          };
          const UoisColumn *column = type->type->columns.items[j];
          g_auto (UoisValue) value = UOIS_VALUE_INIT;

          g_assert_true (
              uois_value_parse (column->kind, texts[column->kind], strlen (texts[column->kind]), &value, NULL));
          uois_sync_record_take (record, column, &value);
        }
      insert = uois_request_new_insert (type, record, NULL);
      update = uois_request_new_update (type, record, NULL, "2026-01-02T03:04:05", NULL);
      removal = uois_request_new_delete (type, record, "2026-01-02T03:04:05", NULL);
      g_assert_true ((insert != NULL) == (type->insert != NULL));
      g_assert_true ((update != NULL) == (type->update != NULL));
      g_assert_true ((removal != NULL) == (type->remove != NULL));
      for (guint j = 0; j < 3; j++)
        {
          const UoisRequest *write = (const UoisRequest *[]){ insert, update, removal }[j];

          if (write)
            stack_assert_valid (sdl, write), writes++;
        }
    }
  g_assert_cmpuint (writes, >, 100);
}

static void
test_classic_valid (void)
{
  check_all (stack_classic (), classic_sdl);
}

static void
test_mixed_valid (void)
{
  check_all (stack_mixed (), mixed_sdl);
}

static void
test_body (void)
{
  g_autoptr (UoisRequest) request = uois_request_new_introspection ();
  g_autoptr (GBytes) body = uois_request_to_body (request);
  g_autoptr (json_object) json = uois_sync_json_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL);

  g_assert_cmpstr (uois_sync_json_get_string (json, "operationName"), ==, "Introspection");
  g_assert_nonnull (uois_sync_json_get_string (json, "query"));
  g_assert_nonnull (uois_sync_json_get (json, "variables", json_type_object));
  g_assert_false (uois_request_is_write (request));
  stack_assert_valid (classic_sdl, request);
}

static void
test_page (void)
{
  const UoisDialectType *users = stack_type (stack_classic (), "users");
  const UoisDialectType *newer = stack_type (stack_mixed (), "users");
  g_autoptr (UoisRequest) page = uois_request_new_page (users, &(UoisRequestWindow){ .skip = 180, .limit = 200 });
  g_autoptr (UoisRequest) newest =
      uois_request_new_page (users, &(UoisRequestWindow){ .limit = 200, .newest_first = TRUE });
  g_autoptr (UoisRequest) other =
      uois_request_new_page (newer, &(UoisRequestWindow){ .limit = 200, .newest_first = TRUE });

  assert_variable (page, "skip", NULL, "180");
  assert_variable (page, "limit", NULL, "200");
  assert_variable (page, "orderby", NULL, "\"id\"");
  assert_variable (page, "desc", NULL, "absent");
  g_assert_nonnull (strstr (page->query, "createdby { id }"));
  assert_variable (newest, "orderby", NULL, "\"lastchange\"");
  assert_variable (newest, "desc", NULL, "true");
  assert_variable (other, "desc", NULL, "absent");
  g_assert_nonnull (strstr (other->query, " createdbyId"));
}

static void
test_windows (void)
{
  const UoisDialectType *memberships = stack_type (stack_classic (), "memberships");
  const UoisColumn *user = stack_column (memberships, "user_id");
  UoisUuid ids[] = { stack_id (1), stack_id (2) };
  g_autoptr (UoisRequest) one = NULL;
  g_autoptr (UoisRequest) many = NULL;

  one = uois_request_new_page (memberships, &(UoisRequestWindow){ .limit = 9, .column = user, .ids = ids, .n_ids = 1 });
  assert_variable (one, "where", NULL, "{\"user\":{\"id\":{\"_eq\":\"aa000000-0000-4000-8000-000000000001\"}}}");
  stack_assert_valid (classic_sdl, one);
  many =
      uois_request_new_page (memberships, &(UoisRequestWindow){ .limit = 9, .column = user, .ids = ids, .n_ids = 2 });
  assert_variable (
      many, "where", "user",
      "{\"id\":{\"_in\":[\"aa000000-0000-4000-8000-000000000001\",\"aa000000-0000-4000-8000-000000000002\"]}}");
  stack_assert_valid (classic_sdl, many);
  g_assert_null (uois_request_new_page (memberships, &(UoisRequestWindow){ .limit = 9, .since = "2026-01-01" }));
}

/* Lists in records are cut off after ten unless a limit is sent, and some pages are empty without one. */
static void
test_22_limit (void)
{
  const GPtrArray *types = uois_dialect_get_types (stack_classic ());

  for (guint i = 0; i < types->len; i++)
    {
      const UoisDialectType *type = g_ptr_array_index (types, i);
      g_autoptr (UoisRequest) page = NULL;

      if (type->access == UOIS_DIALECT_HIDDEN)
        continue;
      page = uois_request_new_page (type, &(UoisRequestWindow){ .limit = 321 });
      assert_variable (page, "limit", NULL, "321");
      for (const UoisDialectType *child = type; child->parent != NULL; child = child->parent->type)
        if (child->parent->limit)
          {
            g_autofree char *nested = g_strdup_printf ("%s(limit: 1000)", child->parent->field);

            g_assert_nonnull (strstr (page->query, nested));
          }
    }
}

/* A cache of 20 seconds stands before the field that gives one record, not before the page. */
static void
test_19_record_by_page (void)
{
  const UoisDialectType *users = stack_type (stack_classic (), "users");
  const UoisDialectType *events = stack_type (stack_classic (), "events");
  UoisUuid id = stack_id (5);
  g_autofree char *quoted = g_strdup_printf ("{\"_eq\":\"aa000000-0000-4000-8000-000000000005\"}");
  g_autoptr (UoisRequest) by_page = uois_request_new_record (users, &id);
  g_autoptr (UoisRequest) by_id = uois_request_new_record (events, &id);

  g_assert_cmpstr (by_page->root, ==, "userPage");
  assert_variable (by_page, "where", "id", quoted);
  g_assert_cmpstr (by_id->root, ==, "eventById");
  assert_variable (by_id, "id", NULL, "\"aa000000-0000-4000-8000-000000000005\"");
}

/* Some servers have an id as the default of all new records. */
static void
test_8_own_id (void)
{
  const UoisDialectType *users = stack_type (stack_mixed (), "users");
  g_autoptr (UoisSyncRecord) record = stack_record_new (users, 9, "name", "Jan", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRequest) request = uois_request_new_insert (users, record, &error);

  g_assert_no_error (error);
  assert_variable (request, "user", "id", "\"aa000000-0000-4000-8000-000000000009\"");
  assert_variable (request, "user", "name", "\"Jan\"");
  assert_variable (request, "user", "surname", "null");
  assert_variable (request, "user", "created", "absent");
}

static void
test_16_full_rows (void)
{
  const UoisDialectType *classic = stack_type (stack_classic (), "users");
  const UoisDialectType *newer = stack_type (stack_mixed (), "users");
  const char *token = "2026-01-02T03:04:05.678901";
  g_autoptr (UoisSyncRecord) base = stack_record_new (classic, 1, "name", "Jan", "email", "jan@x.cz", NULL);
  g_autoptr (UoisSyncRecord) record = stack_record_new (classic, 1, "name", "Jan", "surname", "Nový", NULL);
  g_autoptr (UoisRequest) keeping = uois_request_new_update (classic, record, base, token, NULL);
  g_autoptr (UoisRequest) clearing = uois_request_new_update (newer, record, base, token, NULL);

  assert_variable (keeping, "user", "name", "\"Jan\"");
  assert_variable (keeping, "user", "surname", "\"Nový\"");
  assert_variable (keeping, "user", "email", "null");
  g_assert_cmpuint (keeping->uncleared->len, ==, 1);
  g_assert_true (g_ptr_array_index (keeping->uncleared, 0) == stack_column (classic, "email"));

  assert_variable (clearing, "user", "email", "null");
  assert_variable (clearing, "user", "valid", "null");
  g_assert_cmpuint (clearing->uncleared->len, ==, 0);
}

/* What the server hides must not be emptied by a change of something else. */
static void
test_27_hidden (void)
{
  const UoisDialectType *classic = stack_type (stack_classic (), "users");
  const UoisDialectType *newer = stack_type (stack_mixed (), "users");
  const char *token = "2026-01-02T03:04:05";
  g_autoptr (UoisSyncRecord) wiped = stack_record_new (newer, 1, "valid", "?", NULL);
  g_autoptr (UoisSyncRecord) kept = stack_record_new (newer, 1, "email", "?", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRequest) request = NULL;
  g_autoptr (UoisRequest) other = NULL;

  g_assert_null (uois_request_new_update (newer, wiped, NULL, token, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Active"));
  request = uois_request_new_update (newer, kept, NULL, token, NULL);
  assert_variable (request, "user", "email", "absent");
  other = uois_request_new_update (classic, wiped, NULL, token, NULL);
  assert_variable (other, "user", "valid", "absent");
}

static void
test_17_dates_always (void)
{
  const UoisDialectType *projects = stack_type (stack_classic (), "projects");
  g_autoptr (UoisSyncRecord) record = stack_record_new (projects, 1, "name", "A", "startdate", "2026-01-02", "enddate",
                                                        "2026-03-04T05:06:07.000089", NULL);
  g_autoptr (UoisRequest) request = uois_request_new_update (projects, record, record, "2026-01-02T03:04:05", NULL);

  assert_variable (request, "project", "startdate", "\"2026-01-02T00:00:00\"");
  assert_variable (request, "project", "enddate", "\"2026-03-04T05:06:07.000089\"");
}

/* Versions are compared letter by letter: whatever it is, it goes back as it came. */
static void
test_20_token_untouched (void)
{
  const char *const tokens[] = { "2026-01-02T03:04:05",          "2026-01-02T03:04:05.100000",
                                 "2026-01-02T03:04:05.1234567Z", "2026-01-02 03:04:05+02:00",
                                 "W/\"7\"\\\n\tříjen",           "" };
  const UoisDialectType *classic = stack_type (stack_classic (), "users");
  const UoisDialectType *newer = stack_type (stack_mixed (), "users");

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (UoisSyncRecord) record = stack_record_new (classic, 1, NULL);
      g_autoptr (UoisRequest) update = uois_request_new_update (classic, record, NULL, tokens[i], NULL);
      g_autoptr (UoisRequest) removal = uois_request_new_delete (newer, record, tokens[i], NULL);
      g_autoptr (json_object) json = uois_sync_json_parse (update->variables, strlen (update->variables), NULL);
      json_object *user = uois_sync_json_get (json, "user", json_type_object);

      g_assert_cmpstr (uois_sync_json_get_string (user, "lastchange"), ==, tokens[i]);
      g_clear_pointer (&json, json_object_put);
      json = uois_sync_json_parse (removal->variables, strlen (removal->variables), NULL);
      user = uois_sync_json_get (json, "user", json_type_object);
      g_assert_cmpstr (uois_sync_json_get_string (user, "lastchange"), ==, tokens[i]);
    }
}

static void
test_21_no_version (void)
{
  const UoisDialectType *users = stack_type (stack_classic (), "users");
  g_autoptr (UoisSyncRecord) record = stack_record_new (users, 1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (uois_request_new_update (users, record, NULL, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
}

/* The id of a deleted record is null there where it must not be, and that would look like a failure. */
static void
test_13_delete_asks_for_message_only (void)
{
  const UoisDialectType *users = stack_type (stack_classic (), "users");
  const UoisDialectType *links = stack_type (stack_classic (), "events_groups");
  g_autoptr (UoisSyncRecord) user = stack_record_new (users, 1, NULL);
  g_autofree char *event = stack_id_text (2);
  g_autofree char *group = stack_id_text (3);
  g_autoptr (UoisSyncRecord) link = stack_record_new (links, 1, "event_id", event, "group_id", group, NULL);
  g_autoptr (UoisRequest) removal = uois_request_new_delete (users, user, "2026-01-02T03:04:05", NULL);
  g_autoptr (UoisRequest) unlinking = uois_request_new_delete (links, link, NULL, NULL);

  g_assert_nonnull (strstr (removal->query, "{ msg }"));
  g_assert_nonnull (strstr (unlinking->query, "{ msg }"));
  assert_variable (unlinking, "eventGroup", "eventId", "\"aa000000-0000-4000-8000-000000000002\"");
  assert_variable (unlinking, "eventGroup", "groupId", "\"aa000000-0000-4000-8000-000000000003\"");
}

static void
test_required (void)
{
  const UoisDialectType *memberships = stack_type (stack_classic (), "memberships");
  g_autoptr (UoisSyncRecord) empty = stack_record_new (memberships, 1, NULL);
  g_autoptr (UoisSyncRecord) unknown = stack_record_new (memberships, 1, "user_id", "?", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  g_assert_null (uois_request_new_insert (memberships, empty, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
  g_assert_null (uois_request_new_insert (memberships, unknown, &other));
  g_assert_error (other, UOIS_ERROR, UOIS_ERROR_INVALID);
}

static void
test_not_offered (void)
{
  const UoisDialectType *facilities = stack_type (stack_classic (), "facilities");
  g_autoptr (UoisSyncRecord) record = stack_record_new (facilities, 1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (uois_request_new_delete (facilities, record, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "The server has no way to delete these records.");
}

/* Gateways refuse bodies of more than 100 KiB. */
static void
test_3_too_long (void)
{
  const UoisDialectType *users = stack_type (stack_classic (), "users");
  g_autofree char *text = g_strnfill (UOIS_REQUEST_SIZE_MAX, 'x');
  g_autoptr (UoisSyncRecord) record = stack_record_new (users, 1, "name", text, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (uois_request_new_insert (users, record, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  classic_sdl = stack_classic_sdl ();
  mixed_sdl = stack_mixed_sdl ();
  g_test_add_func ("/sync/request/classic-valid", test_classic_valid);
  g_test_add_func ("/sync/request/mixed-valid", test_mixed_valid);
  g_test_add_func ("/sync/request/body", test_body);
  g_test_add_func ("/sync/request/page", test_page);
  g_test_add_func ("/sync/request/windows", test_windows);
  g_test_add_func ("/sync/request/required", test_required);
  g_test_add_func ("/sync/request/not-offered", test_not_offered);
  g_test_add_func ("/sync/request/3-too-long", test_3_too_long);
  g_test_add_func ("/sync/request/8-own-id", test_8_own_id);
  g_test_add_func ("/sync/request/13-delete-asks-for-message-only", test_13_delete_asks_for_message_only);
  g_test_add_func ("/sync/request/16-full-rows", test_16_full_rows);
  g_test_add_func ("/sync/request/17-dates-always", test_17_dates_always);
  g_test_add_func ("/sync/request/19-record-by-page", test_19_record_by_page);
  g_test_add_func ("/sync/request/20-token-untouched", test_20_token_untouched);
  g_test_add_func ("/sync/request/21-no-version", test_21_no_version);
  g_test_add_func ("/sync/request/22-limit", test_22_limit);
  g_test_add_func ("/sync/request/27-hidden", test_27_hidden);
  return g_test_run ();
}
