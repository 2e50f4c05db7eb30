/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graphql.h"

#include "load.h"
#include "schema/api.h"

#include <glib/gstdio.h>
#include <json-c/json.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CLIENTS 16
/* Each kind of request in as many variants. */
#define VARIANTS 64
#define REQUESTS 4000
/* graphql-js need not answer as often for as good a number. */
#define PEER_SHARE 10
#define SLOWEST_GOAL 5

/**
 * Service: a server in a process of its own, on the core that everything is measured on.
 * @requests: (element-type GBytes): of cases 1, 3, 7 and 8 in turn
 * @n_requests: sent in one run
 * @rude: (nullable) (element-type GBytes): what one client more sends
 * @load: of the last run
 */
typedef struct
{
  GSubprocess *process;
  guint16 port;
  GPtrArray *requests;
  guint n_requests;
  GPtrArray *rude;
  Load load;
} Service;

/* ---- Requests ---- */

static void
add_request (GPtrArray *requests, const char *document, const char *variables)
{
  json_object *body = json_object_new_object ();

  json_object_object_add (body, "query", json_object_new_string (document));
  json_object_object_add (body, "variables", json_tokener_parse (variables));
  g_ptr_array_add (requests, load_make_request (json_object_to_json_string_ext (body, JSON_C_TO_STRING_PLAIN)));
  json_object_put (body);
}

static void
add_variant (Bench *bench, GPtrArray *requests, guint variant)
{
  static const char *const patterns[] = { "{_startswith: \"Novot\"}", "{_ilike: \"%votn%\"}" };
  char id[UOIS_UUID_TEXT_LENGTH + 1] = "";
  g_autofree char *by_key = NULL;
  g_autofree char *by_page = g_strdup_printf ("{\"skip\":%u}", variant % 10 * 1000);
  g_autofree char *filtered = g_strdup_printf ("{ userPage(where: {surname: %s}, limit: 20) { id name surname } }",
                                               patterns[variant % G_N_ELEMENTS (patterns)]);
  /* Its name makes it another document each time. */
  g_autofree char *new_document =
      g_strdup_printf ("query Person%d_%u($id: UUID!) { userById(id: $id) { id name surname email"
                       " memberships(limit: 5) { id group { id name } } } }",
                       getpid (), variant);

  uois_uuid_format (&bench->keys[variant], id);
  by_key = g_strdup_printf ("{\"id\":\"%s\"}", id);
  add_request (requests,
               "query ($id: UUID!) { userById(id: $id) { id name surname email memberships(limit: 100) { id"
               " group { id name } } presences(limit: 100) { id event { id name startdate } } } }",
               by_key);
  add_request (requests,
               "query ($skip: Int!) { userPage(skip: $skip, limit: 1000) { id name surname email valid lastchange } }",
               by_page);
  add_request (requests, filtered, "{}");
  add_request (requests, new_document, by_key);
}

static GPtrArray *
make_requests (Bench *bench)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < VARIANTS; i++)
    add_variant (bench, requests, i);
  return requests;
}

/* Deeper than allowed, and more records than allowed. */
static GPtrArray *
make_rude_requests (void)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GString *deep = g_string_new ("{ me ");

  for (guint i = 0; i < 40; i++)
    g_string_append (deep, "{ memberships { user ");
  g_string_append (deep, "{ id }");
  for (guint i = 0; i < 80; i++)
    g_string_append (deep, " }");
  g_string_append (deep, " }");
  add_request (requests, deep->str, "{}");
  add_request (requests,
               "{ userPage(limit: 1000) { memberships(limit: 1000) { group { memberships(limit: 1000) {"
               " user { memberships(limit: 1000) { group { memberships(limit: 1000) { id } } } } } } } } }",
               "{}");
  g_string_free (deep, TRUE);
  return requests;
}

/* ---- Servers ---- */

/* Starts what tells on @flags' stream at which port it listens. */
static Service
start (const char *const *command, GSubprocessFlags flags, GPtrArray *requests, guint n_requests)
{
  static const char mark[] = "Listening at http://127.0.0.1:";
  Service service = { .requests = requests, .n_requests = n_requests };
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;
  GInputStream *stream;

  service.process = g_subprocess_newv (command, flags, &error);
  bench_check (error);
  stream = flags & G_SUBPROCESS_FLAGS_STDERR_PIPE ? g_subprocess_get_stderr_pipe (service.process) :
                                                    g_subprocess_get_stdout_pipe (service.process);
  lines = g_data_input_stream_new (stream);
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  while (service.port == 0)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
      const char *found = line != NULL ? strstr (line, mark) : NULL;

      bench_check (error);
      if (line == NULL)
        g_error ("%s does not listen", command[0]);
      if (found != NULL)
        service.port = (guint16) g_ascii_strtoull (found + strlen (mark), NULL, 10);
    }
  return service;
}

static Service
start_ours (Bench *bench, GPtrArray *requests)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname (self);
  g_autofree char *program = g_build_filename (folder, "..", "..", "app", "uois-desk", NULL);
  const char *command[] = { program, "serve", "-f", bench->path, "--no-token", "--port", "0", NULL };

  return start (command, G_SUBPROCESS_FLAGS_STDERR_PIPE, requests, REQUESTS);
}

/* The script stands beside that of the peer. */
static Service
start_peer (Bench *bench, const char *sdl_path, GPtrArray *requests)
{
  g_autofree char *folder = g_path_get_dirname (g_getenv ("UOIS_BENCH_PEER"));
  g_autofree char *script = g_build_filename (folder, "peer-serve.mjs", NULL);
  const char *command[] = { "node", script, bench->path, sdl_path, NULL };

  return start (command, G_SUBPROCESS_FLAGS_STDOUT_PIPE, requests, REQUESTS / PEER_SHARE);
}

static void
stop (Service *service)
{
  g_subprocess_send_signal (service->process, SIGTERM);
  g_subprocess_wait (service->process, NULL, NULL);
  g_object_unref (service->process);
}

/* Seconds that all threads of the process have worked. */
static double
get_processor_time (Service *service)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/stat", g_subprocess_get_identifier (service->process));
  g_autofree char *text = NULL;
  unsigned long user, kernel;

  /* The name, in brackets, may hold anything. */
  if (!g_file_get_contents (path, &text, NULL, NULL) ||
      sscanf (strrchr (text, ')'), ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &kernel) != 2)
    g_error ("%s cannot be read", path);
  return (double) (user + kernel) / (double) sysconf (_SC_CLK_TCK);
}

/* Seconds of the server's work for one request. */
static double
run (gpointer data)
{
  Service *service = data;
  double start = get_processor_time (service);

  service->load = load_run (service->port, service->requests, service->n_requests, CLIENTS, service->rude);
  return (get_processor_time (service) - start) / service->n_requests;
}

/* ---- Measuring ---- */

static void
compare_answers (const char *name, const Service *ours, const Service *peer)
{
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (GBytes) our_answer = load_fetch (ours->port, ours->requests->pdata[i]);
      g_autoptr (GBytes) their_answer = load_fetch (peer->port, peer->requests->pdata[i]);

      bench_agree (name, "graphql-js", our_answer, their_answer);
    }
}

static void
print (const char *name, Service *ours, Service *peer, double seconds, double ratio)
{
  double slowest = ours->load.p99 / ours->load.median;
  g_autofree char *verdict = bench_judge (slowest, SLOWEST_GOAL, FALSE);
  g_autofree char *theirs = peer == NULL ?
                                g_strdup ("") :
                                g_strdup_printf (", of graphql-js %.0f", peer->load.n_answers / peer->load.seconds);
  Row row = { .name = name,
              .seconds = seconds,
              .peer = ratio > 0 ? 1 / ratio : 0,
              .peer_goal = BENCH_PEER_GOAL,
              .note = g_strdup_printf ("%s: p99 in medians, at most %d; %.0f requests/s%s", verdict, SLOWEST_GOAL,
                                       ours->load.n_answers / ours->load.seconds, theirs) };

  bench_graphql_print (&row);
}

static void
measure (const char *name, Service *ours, Service *peer)
{
  BenchRunner runners[] = { { run, ours }, { run, peer } };
  double times[2], ratios[2] = { 0 };

  if (peer != NULL)
    compare_answers (name, ours, peer);
  bench_take_turns (runners, peer != NULL ? 2 : 1, times, ratios);
  print (name, ours, peer, times[0], peer != NULL ? ratios[1] : 0);
}

void
bench_service_measure (Bench *bench, const char *wanted)
{
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GPtrArray) rude = NULL;
  g_autofree char *sdl_path = NULL;
  Service ours, peer;

  if (wanted != NULL && strcmp (wanted, "10") != 0)
    return;
  requests = make_requests (bench);
  rude = make_rude_requests ();
  ours = start_ours (bench, requests);
  if (bench->peer != NULL)
    {
      g_autofree char *sdl = uois_api_print_form (bench->registry, NULL, UOIS_API_SERVICE);

      sdl_path = bench_make_temporary_path ("api.graphql");
      g_file_set_contents (sdl_path, sdl, -1, NULL);
      peer = start_peer (bench, sdl_path, requests);
    }

  bench_pin_beside ();
  measure ("10 serve, 16 clients", &ours, bench->peer != NULL ? &peer : NULL);
  ours.rude = rude;
  measure ("10 the same and one over the limits", &ours, NULL);
  bench_pin ();

  stop (&ours);
  if (bench->peer != NULL)
    {
      stop (&peer);
      g_unlink (sdl_path);
    }
}
