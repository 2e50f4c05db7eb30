/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"

#include "bench.h"

#include <json-c/json.h>
#include <string.h>

struct _Peer
{
  GSubprocess *process;
  GDataInputStream *answers;
};

/* Sends an object, and returns the one that comes back. */
static json_object *
exchange (Peer *peer, json_object *request)
{
  GOutputStream *questions = g_subprocess_get_stdin_pipe (peer->process);
  const char *text = json_object_to_json_string_ext (request, JSON_C_TO_STRING_PLAIN);
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  g_autofree char *reply = NULL;
  g_autoptr (GError) error = NULL;
  json_object *answer;

  json_object_put (request);
  g_output_stream_write_all (questions, line, strlen (line), NULL, NULL, &error);
  bench_check (error);
  reply = g_data_input_stream_read_line (peer->answers, NULL, NULL, &error);
  bench_check (error);
  if (reply == NULL)
    g_error ("the peer has gone");

  answer = json_tokener_parse (reply);
  if (answer == NULL || json_object_object_get (answer, "error") != NULL)
    g_error ("the peer says: %.300s", reply);
  return answer;
}

static void
add_text (json_object *object, const char *name, const char *text)
{
  json_object_object_add (object, name, text != NULL ? json_object_new_string (text) : NULL);
}

Peer *
peer_new (const char *path, const char *sdl)
{
  const char *script = g_getenv ("UOIS_BENCH_PEER");
  g_autoptr (GError) error = NULL;
  GSubprocess *process = NULL;
  json_object *hello = json_object_new_object ();
  Peer *peer;

  if (script != NULL && *script != '\0')
    process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "node", script,
                                path, NULL);
  if (process == NULL)
    {
      g_printerr ("There is no graphql-js to compare with%s%s.\n", error != NULL ? ": " : "",
                  error != NULL ? error->message : "");
      json_object_put (hello);
      return NULL;
    }

  peer = g_new0 (Peer, 1);
  peer->process = process;
  peer->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  add_text (hello, "sdl", sdl);
  json_object_put (exchange (peer, hello));
  return peer;
}

/* It ends when nobody asks any more. */
void
peer_free (Peer *peer)
{
  if (peer == NULL)
    return;
  g_output_stream_close (g_subprocess_get_stdin_pipe (peer->process), NULL, NULL);
  g_subprocess_wait (peer->process, NULL, NULL);
  g_object_unref (peer->answers);
  g_object_unref (peer->process);
  g_free (peer);
}

GBytes *
peer_ask (Peer *peer, const char *document, const char *variables)
{
  json_object *request = json_object_new_object ();
  json_object *answer;
  const char *text;
  GBytes *bytes;

  add_text (request, "document", document);
  add_text (request, "variables", variables);
  answer = exchange (peer, request);
  text = json_object_get_string (json_object_object_get (answer, "answer"));
  bytes = g_bytes_new (text, strlen (text));
  json_object_put (answer);
  return bytes;
}

double
peer_time (Peer *peer, const char *what, const char *document, const char *const *variables, guint iterations)
{
  json_object *request = json_object_new_object ();
  json_object *all = json_object_new_array ();
  json_object *answer;
  double seconds;

  for (guint i = 0; variables != NULL && i < iterations; i++)
    json_object_array_add (all, json_object_new_string (variables[i]));
  add_text (request, "time", what);
  add_text (request, "document", document);
  json_object_object_add (request, "variables", all);
  json_object_object_add (request, "iterations", json_object_new_int ((int) iterations));
  answer = exchange (peer, request);
  seconds = json_object_get_double (json_object_object_get (answer, "seconds"));
  json_object_put (answer);
  return seconds;
}
