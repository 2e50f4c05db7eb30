/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "serve-server.h"
#include "verb.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <sys/stat.h>

#define DEFAULT_PORT 8080

/* What the command line says. */
typedef struct
{
  int port;
  char *address;
  char *token_file;
  gboolean no_token;
  char *domain;
  gboolean writable;
  gint64 body_limit;
  int time_limit;
  int waiting_limit;
  UoisServerOptions server;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->address);
  g_free (options->token_file);
  g_free (options->domain);
  uois_access_clear (&options->server.access);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (UoisInvocation *invocation, Options *options, UoisExit *exit)
{
  const GOptionEntry entries[] = {
    { "port", 'p', 0, G_OPTION_ARG_INT, &options->port, N_ ("Where to listen (8080; 0: any free one)"), N_ ("PORT") },
    { "address", 0, 0, G_OPTION_ARG_STRING, &options->address,
      N_ ("Listen at this address of the computer (127.0.0.1, which only it itself can reach)"), N_ ("ADDRESS") },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &options->token_file,
      N_ ("Ask for the token in this file (without it: one that is made and shown)"), N_ ("FILE") },
    { "no-token", 0, 0, G_OPTION_ARG_NONE, &options->no_token, N_ ("Ask for no token"), NULL },
    { "allow-origin", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->server.access.origins,
      N_ ("Let the pages of this site ask"), N_ ("URL") },
    { "allow-host", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->server.access.hosts,
      N_ ("Answer to this host name, too"), N_ ("NAME") },
    { "writable", 0, 0, G_OPTION_ARG_NONE, &options->writable, N_ ("Allow mutations"), NULL },
    { "domain", 0, 0, G_OPTION_ARG_STRING, &options->domain, N_ ("Be the federation's subgraph of this domain"),
      N_ ("NAME") },
    { "body-limit", 0, 0, G_OPTION_ARG_INT64, &options->body_limit, N_ ("Most bytes of a request (1048576)"),
      N_ ("BYTES") },
    { "time-limit", 0, 0, G_OPTION_ARG_INT, &options->time_limit, N_ ("Most seconds for an answer (10)"),
      N_ ("SECONDS") },
    { "queue-limit", 0, 0, G_OPTION_ARG_INT, &options->waiting_limit,
      N_ ("Most questions that wait for their turn (64)"), N_ ("NUMBER") },
    { "profile", 0, 0, G_OPTION_ARG_NONE, &options->server.profile,
      N_ ("Tell on standard error what each question costs, field by field"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  return uois_invocation_parse (invocation, entries, 0, 0, exit);
}

static gboolean
check_range (UoisInvocation *invocation, const char *option, gint64 number, gint64 least, gint64 most, UoisExit *exit)
{
  if (number >= least && number <= most)
    return TRUE;
  *exit = uois_invocation_misuse (invocation, _ ("serve: %s must be from %" PRId64 " to %" PRId64 "."), option, least,
                                  most);
  return FALSE;
}

static gboolean
check (UoisInvocation *invocation, Options *options, UoisExit *exit)
{
  if (!check_range (invocation, "--port", options->port, 0, G_MAXUINT16, exit) ||
      !check_range (invocation, "--body-limit", options->body_limit, 1, G_MAXINT32, exit) ||
      !check_range (invocation, "--time-limit", options->time_limit, 1, 3600, exit) ||
      !check_range (invocation, "--queue-limit", options->waiting_limit, 0, 10000, exit))
    return FALSE;
  if (options->no_token && options->token_file != NULL)
    {
      *exit = uois_invocation_misuse (invocation, _ ("serve: --no-token and --token-file contradict each other."));
      return FALSE;
    }
  options->server.body_limit = options->body_limit;
  options->server.time_limit = options->time_limit;
  options->server.waiting_limit = options->waiting_limit;
  return TRUE;
}

static GInetAddress *
parse_address (UoisInvocation *invocation, const Options *options, UoisExit *exit)
{
  GInetAddress *address;

  if (options->address == NULL || g_str_equal (options->address, "localhost"))
    return g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  address = g_inet_address_new_from_string (options->address);
  if (address == NULL)
    *exit =
        uois_invocation_misuse (invocation, _ ("serve: “%s” is no IP address; --address takes one."), options->address);
  return address;
}

/* A secret that others can read is none. */
static void
warn_of_readers (const char *path)
{
  struct stat status;

  if (stat (path, &status) == 0 && (status.st_mode & (S_IRGRP | S_IROTH)) != 0)
    uois_say (_ ("Other people can read the token in “%s”; hide it with: chmod 600 %s"), path, path);
}

static gboolean
prepare_token (Options *options, GError **error)
{
  UoisAccess *access = &options->server.access;

  if (options->no_token)
    return TRUE;
  if (options->token_file == NULL)
    {
      access->token = uois_access_make_token ();
      return TRUE;
    }
  access->token = uois_access_read_token (options->token_file, error);
  if (access->token == NULL)
    return FALSE;
  warn_of_readers (options->token_file);
  return TRUE;
}

/* Where to ask, and how. The token is shown if nobody can know it otherwise. */
static void
announce (UoisServer *server, const Options *options, GInetAddress *inet_address)
{
  g_autofree char *address = uois_server_get_address (server);
  const char *token = options->server.access.token;

  if (!g_inet_address_get_is_loopback (inet_address))
    uois_say (_ ("Other computers of the network can reach this server, and read along."));
  if (token == NULL)
    uois_say (_ ("Every program that reaches this server may ask, since no token is asked for."));
  else if (options->token_file == NULL)
    uois_say (_ ("Token: %s"), token);
  if (token != NULL && options->token_file == NULL)
    uois_say (_ ("A page to ask by hand: %s#token=%s"), address, token);
  uois_say (_ ("Listening at %sgraphql; Ctrl+C stops it."), address);
}

static gboolean
stop (GCancellable *cancellable, gpointer server)
{
  uois_server_stop (server);
  return G_SOURCE_REMOVE;
}

static void
run_loop (UoisServer *server, GCancellable *cancellable)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GSource) source = g_cancellable_source_new (cancellable);

  g_signal_connect_swapped (server, "stopped", G_CALLBACK (g_main_loop_quit), loop);
  g_source_set_callback (source, G_SOURCE_FUNC (stop), server, NULL);
  g_source_attach (source, NULL);
  g_main_loop_run (loop);
}

static gboolean
serve (UoisInvocation *invocation, const Options *options, UoisFile *file, GInetAddress *address, GError **error)
{
  g_autoptr (UoisServer) server = uois_server_new (file, &options->server);

  if (!uois_server_listen (server, address, options->port, error))
    return FALSE;
  announce (server, options, address);
  run_loop (server, invocation->cancellable);
  uois_say (_ ("Stopped."));
  return TRUE;
}

UoisExit
uois_verb_serve (UoisInvocation *invocation)
{
  g_auto (Options) options = { .port = DEFAULT_PORT, .server = UOIS_SERVER_OPTIONS_INIT };
  g_autoptr (GInetAddress) address = NULL;
  g_autoptr (UoisFile) file = NULL;
  g_autoptr (GError) error = NULL;
  const UoisDomain *domain;
  gboolean done;
  UoisExit exit;

  options.body_limit = options.server.body_limit;
  options.time_limit = options.server.time_limit;
  options.waiting_limit = options.server.waiting_limit;
  if (!parse (invocation, &options, &exit) || !check (invocation, &options, &exit) ||
      !uois_invocation_find_domain (invocation, "--domain", options.domain, &domain, &exit))
    return exit;
  address = parse_address (invocation, &options, &exit);
  if (address == NULL)
    return exit;
  if (!prepare_token (&options, &error))
    return uois_invocation_fail (invocation, error);
  file = uois_invocation_open (invocation, options.writable ? UOIS_FILE_OPEN_NONE : UOIS_FILE_OPEN_READ_ONLY, &error);
  if (file == NULL)
    return uois_invocation_fail (invocation, error);
  uois_file_set_subgraph (file, domain);
  done = serve (invocation, &options, file, address, &error);
  if (!uois_invocation_close (file, done, &error))
    return uois_invocation_fail (invocation, error);
  return UOIS_EXIT_OK;
}
