/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as the answer to any request: a meaning, and records of which every value is one of its column's kind.
 * The first byte says what was asked, the second the status. */
#include "../../gql/fuzz/fuzz.h"
#include "../exchanges.h"

static const guint16 statuses[] = { 200, 200, 200, 200, 400, 401, 403, 302, 413, 422, 429, 500, 503, 204 };

static UoisRequest *
make_request (guint8 choice)
{
  UoisDialect *dialect = choice & 0x80 ? stack_mixed () : stack_classic ();

  switch (choice & 7)
    {
    case 0:
      return uois_request_new_introspection ();
    case 1:
      return make_page (dialect, "users");
    case 2:
      return make_page (dialect, "events_groups");
    case 3:
      return make_page (dialect, "formparts");
    case 4:
      return make_record (dialect, choice & 8 ? "events" : "users");
    case 5:
      return make_insert (dialect, choice & 8 ? "externalids" : "users");
    case 6:
      return make_update (dialect);
    default:
      return make_delete (dialect);
    }
}

static void
check_record (const UoisSyncRecord *record)
{
  for (guint i = 0; i < record->type->columns.length; i++)
    {
      const UoisColumn *column = record->type->columns.items[i];
      const UoisValue *value = uois_sync_record_get (record, column);

      g_assert_true (value == NULL || value->kind == UOIS_VALUE_NULL || value->kind == column->kind);
      if (value && value->kind == UOIS_VALUE_TEXT)
        g_assert_true (g_utf8_validate (value->text, value->length, NULL));
    }
}

/* What takes time is made before the time of the first input counts. */
int LLVMFuzzerInitialize (int *argc, char ***argv);

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  stack_classic ();
  stack_mixed ();
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (UoisRequest) request = NULL;
  g_autoptr (UoisReply) reply = NULL;
  g_autoptr (UoisAnswer) answer = NULL;
  gboolean write;

  if (size < 2)
    return 0;
  request = make_request (data[0]);
  reply = uois_reply_new (UOIS_REPLY_ANSWERED);
  reply->sent = TRUE;
  reply->status = statuses[data[1] % G_N_ELEMENTS (statuses)];
  reply->body = g_bytes_new (data + 2, size - 2);
  answer = uois_answer_new (request, reply);
  write = uois_request_is_write (request);

  g_assert_nonnull (uois_answer_kind_to_string (answer->kind));
  g_assert_true (!write || (answer->kind != UOIS_ANSWER_ROWS && answer->kind != UOIS_ANSWER_SCHEMA));
  g_assert_true (write || (answer->kind != UOIS_ANSWER_APPLIED && answer->kind != UOIS_ANSWER_UNKNOWN));
  g_assert_true (answer->kind != UOIS_ANSWER_APPLIED || reply->status / 100 == 2);
  g_assert_true (answer->words == NULL || g_utf8_validate (answer->words, -1, NULL));
  for (guint i = 0; i < answer->records->len; i++)
    check_record (g_ptr_array_index (answer->records, i));
  return 0;
}
