/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchanges.h"

UoisRequest *
make_update (UoisDialect *dialect)
{
  const UoisDialectType *users = stack_type (dialect, "users");
  g_autoptr (UoisSyncRecord) record = stack_record_new (users, 1, "name", "Jan", NULL);

  return uois_request_new_update (users, record, NULL, TOKEN, NULL);
}

UoisRequest *
make_insert (UoisDialect *dialect, const char *table)
{
  const UoisDialectType *type = stack_type (dialect, table);
  g_autoptr (UoisSyncRecord) record = stack_record_new (type, 1, NULL);
  g_autoptr (GError) error = NULL;
  UoisRequest *request;

  for (guint i = 1; i < type->type->columns.length; i++)
    {
      const UoisColumn *column = type->type->columns.items[i];
      g_auto (UoisValue) value = UOIS_VALUE_INIT;
      UoisUuid id = stack_id (50);

      if (column->kind == UOIS_VALUE_UUID)
        uois_value_set_uuid (&value, &id);
      else if (column->kind == UOIS_VALUE_TEXT)
        uois_value_set_text (&value, "x", 1);
      uois_sync_record_take (record, column, &value);
    }
  request = uois_request_new_insert (type, record, &error);
  g_assert_no_error (error);
  return request;
}

UoisRequest *
make_delete (UoisDialect *dialect)
{
  const UoisDialectType *users = stack_type (dialect, "users");
  g_autoptr (UoisSyncRecord) record = stack_record_new (users, 1, NULL);

  return uois_request_new_delete (users, record, TOKEN, NULL);
}

UoisRequest *
make_page (UoisDialect *dialect, const char *table)
{
  return uois_request_new_page (stack_type (dialect, table), &(UoisRequestWindow){ .limit = 100 });
}

UoisRequest *
make_record (UoisDialect *dialect, const char *table)
{
  UoisUuid id = stack_id (1);

  return uois_request_new_record (stack_type (dialect, table), &id);
}

UoisAnswer *
answer_status (const UoisRequest *request, guint status, const char *content_type, const char *body)
{
  g_autoptr (UoisReply) reply = uois_reply_new_json (body);

  reply->status = status;
  g_free (reply->content_type);
  reply->content_type = g_strdup (content_type);
  return uois_answer_new (request, reply);
}

UoisAnswer *
answer_connection (const UoisRequest *request, UoisReplyState state, gboolean sent)
{
  g_autoptr (UoisReply) reply = uois_reply_new (state);

  reply->sent = sent;
  return uois_answer_new (request, reply);
}

const UoisSyncRecord *
get_record (const UoisAnswer *answer, guint index)
{
  g_assert_cmpuint (answer->records->len, >, index);
  return g_ptr_array_index (answer->records, index);
}

/* What an answer text means for a request; consumes neither. */
void
check (const UoisRequest *request, const char *json, UoisAnswerKind expected)
{
  g_autoptr (UoisAnswer) answer = stack_answer (request, "%s", json);

  if (answer->kind != expected)
    g_test_message ("%s", json);
  stack_assert_kind (answer, expected);
}

void
check_status (const UoisRequest *request, guint status, const char *body, UoisAnswerKind expected)
{
  g_autoptr (UoisAnswer) answer = answer_status (request, status, "text/html", body);

  if (answer->kind != expected)
    g_test_message ("%u %s", status, body);
  stack_assert_kind (answer, expected);
}
