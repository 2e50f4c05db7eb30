/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading page by page from a server whose rows come and go meanwhile. */
#include "exchanges.h"

#include "sync/json-tree.h"
#include "sync/reader.h"

#include <string.h>

/* A server of people, in memory: ids by number, and when each was changed, in minutes. */
typedef struct
{
  GArray *numbers; /* guint, in order */
  guint changed[4000];
  gboolean unpaged;
  guint asked;
} Server;

static Server *
server_new (guint n_rows)
{
  Server *server = g_new0 (Server, 1);

  server->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n_rows; i++)
    {
      guint number = 1000 + i;

      g_array_append_val (server->numbers, number);
      server->changed[number] = i;
    }
  return server;
}

static void
server_free (Server *server)
{
  g_array_unref (server->numbers);
  g_free (server);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_free)

static void
server_remove (Server *server, guint number)
{
  for (guint i = 0; i < server->numbers->len; i++)
    if (g_array_index (server->numbers, guint, i) == number)
      {
        g_array_remove_index (server->numbers, i);
        return;
      }
}

static char *
make_token (guint minutes)
{
  return uois_datetime_to_string (uois_datetime_from_parts (2026, 1, 1, 0, 0, 0, 1) +
                                  (gint64) minutes * 60 * G_USEC_PER_SEC);
}

static int
compare_times (gconstpointer a, gconstpointer b, gpointer data)
{
  const Server *server = data;

  return (int) server->changed[*(const guint *) b] - (int) server->changed[*(const guint *) a];
}

static UoisAnswer *
server_ask (Server *server, const UoisRequest *request)
{
  g_autoptr (json_object) variables = uois_sync_json_parse (request->variables, strlen (request->variables), NULL);
  guint skip = (guint) json_object_get_int (uois_sync_json_get (variables, "skip", json_type_int));
  guint limit = (guint) json_object_get_int (uois_sync_json_get (variables, "limit", json_type_int));
  g_autoptr (GArray) rows = g_array_copy (server->numbers);
  g_autoptr (GString) text = g_string_new (NULL);

  server->asked++;
  if (uois_sync_json_get (variables, "desc", json_type_boolean))
    g_array_sort_with_data (rows, compare_times, server);
  if (server->unpaged)
    skip = 0, limit = G_MAXUINT;
  for (guint i = skip; i < rows->len && i - skip < limit; i++)
    {
      guint number = g_array_index (rows, guint, i);
      g_autofree char *id = stack_id_text (number);
      g_autofree char *token = make_token (server->changed[number]);

      g_string_append_printf (text,
                              "%s{\"id\":\"%s\",\"name\":\"n\",\"surname\":null,\"email\":null,\"valid\":true,"
                              "\"startdate\":null,\"enddate\":null,\"created\":null,\"lastchange\":\"%s\","
                              "\"createdby\":null,\"changedby\":null,\"createdbyId\":null,\"changedbyId\":null}",
                              text->len ? "," : "", id, token);
    }
  return stack_answer (request, "{\"data\":{\"userPage\":[%s]}}", text->str);
}

static UoisReader *
make_reader (UoisDialect *dialect, gboolean verify, const char *watermark)
{
  return uois_reader_new (stack_type (dialect, "users"),
                          &(UoisReaderOrder){ .verify = verify, .watermark = watermark });
}

/* Reads to the end; the number of records given. */
static guint
read_all (UoisReader *reader, Server *server)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_sync_record_unref);
  UoisRequest *request;

  while ((request = uois_reader_next (reader)))
    {
      g_autoptr (UoisAnswer) answer = server_ask (server, request);

      g_assert_true (uois_reader_take (reader, answer, records));
      uois_request_unref (request);
      g_assert_cmpuint (server->asked, <, 1000);
    }
  return records->len;
}

static gboolean
has (const UoisReader *reader, guint number)
{
  g_autoptr (UoisSyncRecord) record = stack_record_new (stack_type (stack_classic (), "users"), number, NULL);

  return uois_reader_has (reader, record);
}

static void
test_everything (void)
{
  const guint sizes[] = { 0, 1, 199, 200, 201, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (Server) server = server_new (sizes[i]);
      g_autoptr (UoisReader) reader = make_reader (stack_classic (), FALSE, NULL);
      g_autofree char *newest = make_token (sizes[i] - 1);

      g_assert_cmpuint (read_all (reader, server), ==, sizes[i]);
      g_assert_true (uois_reader_is_complete (reader));
      g_assert_cmpstr (uois_reader_get_watermark (reader), ==, sizes[i] ? newest : NULL);
      g_assert_false (uois_reader_may_conclude (reader, sizes[i]));
    }
}

static void
test_25_two_scans (void)
{
  g_autoptr (Server) server = server_new (450);
  g_autoptr (UoisReader) reader = make_reader (stack_classic (), TRUE, NULL);
  g_autoptr (UoisReader) loss = make_reader (stack_classic (), TRUE, NULL);

  server_remove (server, 1007);
  /* What the second scan brings again is not given again. */
  g_assert_cmpuint (read_all (reader, server), ==, 449);
  g_assert_true (uois_reader_may_conclude (reader, 450));
  g_assert_false (has (reader, 1007));
  g_assert_true (has (reader, 1008));

  for (guint i = 0; i < 200; i++)
    server_remove (server, 1100 + i);
  read_all (loss, server);
  g_assert_true (uois_reader_is_complete (loss));
  g_assert_false (uois_reader_may_conclude (loss, 450));
}

/* While rows go, none that stays is missed; nothing is concluded before two scans agree. */
static void
test_23_rows_go (void)
{
  g_autoptr (Server) server = server_new (900);
  g_autoptr (UoisReader) reader = make_reader (stack_classic (), TRUE, NULL);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_sync_record_unref);
  UoisRequest *request;
  guint gone = 0;

  while ((request = uois_reader_next (reader)))
    {
      g_autoptr (UoisAnswer) answer = server_ask (server, request);

      g_assert_true (uois_reader_take (reader, answer, records));
      uois_request_unref (request);
      for (guint i = 0; i < 15 && gone < 60; i++)
        server_remove (server, 1000 + gone++);
    }
  for (guint i = 60; i < 900; i++)
    g_assert_true (has (reader, 1000 + i));
  g_assert_true (uois_reader_may_conclude (reader, 900));
  g_assert_false (has (reader, 1003));
}

static void
test_24_unpaged (void)
{
  g_autoptr (Server) server = server_new (700);
  g_autoptr (UoisReader) reader = make_reader (stack_classic (), FALSE, NULL);
  g_autoptr (UoisReader) again = make_reader (stack_classic (), FALSE, NULL);

  server->unpaged = TRUE;
  g_assert_cmpuint (read_all (reader, server), ==, 700);
  g_assert_cmpuint (server->asked, ==, 1);
  /* As many as were asked for, again and again. */
  g_array_set_size (server->numbers, UOIS_READER_PAGE);
  g_assert_cmpuint (read_all (again, server), ==, UOIS_READER_PAGE);
}

static void
test_37_changes (void)
{
  g_autoptr (Server) server = server_new (1000);
  g_autofree char *watermark = make_token (999);
  g_autoptr (UoisReader) reader = make_reader (stack_classic (), FALSE, watermark);
  g_autoptr (UoisReader) scanning = make_reader (stack_mixed (), FALSE, watermark);
  g_autofree char *newest = make_token (1500);
  guint given;

  server->changed[1005] = 1500;
  given = read_all (reader, server);
  g_assert_cmpuint (server->asked, ==, 1);
  /* Ten minutes before the watermark, and one since. */
  g_assert_cmpuint (given, ==, 12);
  g_assert_cmpstr (uois_reader_get_watermark (reader), ==, newest);
  g_assert_false (uois_reader_went_back (reader));
  /* Where the server cannot order by that: everything. */
  g_assert_cmpuint (read_all (scanning, server), ==, 1000);
}

static void
test_26_set_back (void)
{
  g_autoptr (Server) server = server_new (50);
  g_autofree char *watermark = make_token (3000);
  g_autoptr (UoisReader) reader = make_reader (stack_classic (), TRUE, watermark);

  read_all (reader, server);
  g_assert_true (uois_reader_went_back (reader));
  g_assert_false (uois_reader_may_conclude (reader, 50));
}

static void
test_28_errors (void)
{
  g_autoptr (Server) server = server_new (300);
  g_autoptr (UoisReader) reader = make_reader (stack_classic (), TRUE, NULL);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_sync_record_unref);
  g_autoptr (UoisRequest) first = uois_reader_next (reader);
  g_autoptr (UoisRequest) again = NULL;
  g_autoptr (UoisRequest) smaller = NULL;
  g_autoptr (UoisAnswer) down = stack_answer (first, "{\"data\":null}");
  g_autoptr (UoisAnswer) large = answer_status (first, 413, "text/html", "");
  g_autoptr (UoisAnswer) errors = stack_answer (
      first, "{\"errors\":[{\"message\":\"x\",\"path\":[\"userPage\",0]}],\"data\":{\"userPage\":[null]}}");

  g_assert_false (uois_reader_take (reader, down, records));
  again = uois_reader_next (reader);
  g_assert_cmpstr (again->variables, ==, first->variables);
  g_assert_false (uois_reader_take (reader, large, records));
  smaller = uois_reader_next (reader);
  g_assert_cmpuint (smaller->limit, ==, first->limit / 2);

  g_assert_true (uois_reader_take (reader, errors, records));
  read_all (reader, server);
  g_assert_false (uois_reader_is_complete (reader));
  g_assert_false (uois_reader_may_conclude (reader, 300));
}

static void
test_resume (void)
{
  g_autoptr (Server) server = server_new (600);
  g_autoptr (UoisReader) reader = make_reader (stack_classic (), FALSE, NULL);
  g_autoptr (UoisReader) resumed = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_sync_record_unref);
  g_autoptr (UoisRequest) request = uois_reader_next (reader);
  g_autoptr (UoisAnswer) answer = server_ask (server, request);

  g_assert_true (uois_reader_take (reader, answer, records));
  resumed = uois_reader_new (stack_type (stack_classic (), "users"),
                             &(UoisReaderOrder){ .skip = uois_reader_get_position (reader) });
  g_assert_cmpuint (records->len + read_all (resumed, server), ==, 600 + UOIS_READER_OVERLAP);
}

/* Links have no ids that could be seen: they are told apart by what they connect. */
static void
test_links (void)
{
  const UoisDialectType *links = stack_type (stack_classic (), "events_groups");
  g_autoptr (UoisReader) reader = uois_reader_new (links, &(UoisReaderOrder){ .verify = TRUE });
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_sync_record_unref);
  g_autofree char *event = stack_id_text (1);
  g_autofree char *first = stack_id_text (2);
  g_autofree char *second = stack_id_text (3);
  g_autofree char *third = stack_id_text (4);
  g_autoptr (UoisSyncRecord) here = stack_record_new (links, 9, "event_id", event, "group_id", first, NULL);
  g_autoptr (UoisSyncRecord) gone = stack_record_new (links, 8, "event_id", event, "group_id", third, NULL);
  UoisRequest *request;

  while ((request = uois_reader_next (reader)))
    {
      g_autoptr (UoisAnswer) answer =
          stack_answer (request, "{\"data\":{\"%s\":[{\"id\":\"%s\",\"%s\":[{\"id\":\"%s\"},{\"id\":\"%s\"}]}]}}",
                        request->root, event, links->parent->field, first, second);

      g_assert_true (uois_reader_take (reader, answer, records));
      uois_request_unref (request);
    }
  g_assert_cmpuint (records->len, ==, 2);
  if (links->parent->near == stack_column (links, "event_id"))
    {
      g_assert_true (uois_reader_has (reader, here));
      g_assert_false (uois_reader_has (reader, gone));
    }
  g_assert_true (uois_reader_may_conclude (reader, 3));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/reader/everything", test_everything);
  g_test_add_func ("/sync/reader/resume", test_resume);
  g_test_add_func ("/sync/reader/links", test_links);
  g_test_add_func ("/sync/reader/23-rows-go", test_23_rows_go);
  g_test_add_func ("/sync/reader/24-unpaged", test_24_unpaged);
  g_test_add_func ("/sync/reader/25-two-scans", test_25_two_scans);
  g_test_add_func ("/sync/reader/26-set-back", test_26_set_back);
  g_test_add_func ("/sync/reader/28-errors", test_28_errors);
  g_test_add_func ("/sync/reader/37-changes", test_37_changes);
  return g_test_run ();
}
