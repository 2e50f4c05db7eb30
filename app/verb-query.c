/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "input.h"
#include "output.h"
#include "verb.h"

#include <glib/gi18n-lib.h>

/* The query itself, or "-" */
static char *
read_document (const char *word, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!g_str_equal (word, "-"))
    return g_strdup (word);
  bytes = uois_input_read (word, cancellable, error);
  if (bytes == NULL)
    {
      g_prefix_error (error, "%s", _ ("The query cannot be read from standard input: "));
      return NULL;
    }
  if (!g_utf8_validate_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL))
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                   _ ("The query from standard input is not valid UTF-8 text; convert it."));
      return NULL;
    }
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* A question leaves the file alone, whatever it is: it is opened for writing only for a mutation. */
static UoisFileOpenFlags
get_flags (const UoisQueryRequest *request, gboolean read_only)
{
  return !read_only && uois_query_request_writes (request) ? UOIS_FILE_OPEN_NONE : UOIS_FILE_OPEN_READ_ONLY;
}

static GBytes *
answer (UoisInvocation *invocation,
        const UoisQueryRequest *request,
        gboolean read_only,
        gboolean *has_errors,
        GError **error)
{
  g_autoptr (UoisFile) file = uois_invocation_open (invocation, get_flags (request, read_only), error);
  g_autoptr (GBytes) response = NULL;

  if (file == NULL)
    return NULL;
  response = uois_file_query (file, request, has_errors, invocation->cancellable, error);
  if (!uois_invocation_close (file, response != NULL, error))
    return NULL;
  return g_steal_pointer (&response);
}

UoisExit
uois_verb_query (UoisInvocation *invocation)
{
  g_autofree char *variables = NULL;
  g_autofree char *operation = NULL;
  gboolean read_only = FALSE;
  gboolean with_profile = FALSE;
  gboolean json = FALSE;
  const GOptionEntry options[] = {
    { "variables", 'v', 0, G_OPTION_ARG_STRING, &variables, N_ ("The query's variables, an object"), N_ ("JSON") },
    { "operation", 'o', 0, G_OPTION_ARG_STRING, &operation, N_ ("Which of several operations"), N_ ("NAME") },
    { "read-only", 0, 0, G_OPTION_ARG_NONE, &read_only, N_ ("Refuse mutations"), NULL },
    { "profile", 0, 0, G_OPTION_ARG_NONE, &with_profile,
      N_ ("Tell on standard error what each field cost, with its statement"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("With --profile: tell it as JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *document = NULL;
  g_autoptr (UoisProfile) profile = NULL;
  g_autoptr (GBytes) response = NULL;
  g_autoptr (GError) error = NULL;
  UoisQueryRequest request;
  gboolean has_errors = FALSE;
  UoisExit exit;

  if (!uois_invocation_parse (invocation, options, 1, 1, &exit))
    return exit;
  document = read_document (invocation->arguments[0], invocation->cancellable, &error);
  if (document == NULL)
    return uois_invocation_fail (invocation, error);
  if (with_profile)
    profile = uois_profile_new ();
  request = (UoisQueryRequest){
    .document = document,
    .variables = variables,
    .operation = operation,
    .profile = profile,
  };
  response = answer (invocation, &request, read_only, &has_errors, &error);
  if (response == NULL)
    return uois_invocation_fail (invocation, error);
  if (profile != NULL)
    uois_output_profile (profile, json);
  uois_output_json (g_bytes_get_data (response, NULL), g_bytes_get_size (response));
  return has_errors ? UOIS_EXIT_FAILED : UOIS_EXIT_OK;
}
