/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "fill-demo.h"
#include "output.h"
#include "verb.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  gboolean wanted;
  guint64 people;
  guint64 seed;
  const char *only;
} Demo;

static gboolean
fill (UoisFile *file, const Demo *demo, GCancellable *cancellable, GError **error)
{
  gboolean done;

  if (!uois_file_load_seed (file, cancellable, error))
    return FALSE;
  if (!demo->wanted)
    return TRUE;
  done = uois_fill_demo (file, demo->people, demo->seed, demo->only, uois_output_progress, NULL, cancellable, error);
  uois_output_progress_end ();
  return done;
}

static gboolean
make (UoisInvocation *invocation, const Demo *demo, GError **error)
{
  g_autoptr (UoisFile) file = uois_invocation_open (invocation, UOIS_FILE_OPEN_CREATE | UOIS_FILE_OPEN_NEW, error);
  gboolean done;

  if (file == NULL)
    return FALSE;
  done = fill (file, demo, invocation->cancellable, error);
  done = uois_invocation_close (file, done, error);
  if (!done)
    uois_invocation_discard (invocation);
  return done;
}

static gboolean
parse_number (const char *text, guint64 minimum, guint64 maximum, guint64 otherwise, guint64 *number)
{
  *number = otherwise;
  return text == NULL || g_ascii_string_to_unsigned (text, 10, minimum, maximum, number, NULL);
}

/* Reads the numbers and names that go with --demo. */
static gboolean
parse_demo (UoisInvocation *invocation, const char *people, const char *seed, Demo *demo, UoisExit *exit)
{
  const UoisDomain *domain;

  if (!demo->wanted && (people != NULL || seed != NULL || demo->only != NULL))
    *exit = uois_invocation_misuse (invocation, _ ("new: --people, --seed and --only go with --demo."));
  else if (!parse_number (people, UOIS_DEMO_PEOPLE_MIN, UOIS_DEMO_PEOPLE_MAX, UOIS_FILL_DEMO_PEOPLE, &demo->people))
    *exit = uois_invocation_misuse (invocation, _ ("new: --people takes a number from %d to %d, not “%s”."),
                                    UOIS_DEMO_PEOPLE_MIN, UOIS_DEMO_PEOPLE_MAX, people);
  else if (!parse_number (seed, 0, G_MAXUINT64, UOIS_FILL_DEMO_SEED, &demo->seed))
    *exit = uois_invocation_misuse (invocation, _ ("new: --seed takes a whole number, not “%s”."), seed);
  else
    return uois_invocation_find_domain (invocation, "--only", demo->only, &domain, exit);
  return FALSE;
}

UoisExit
uois_verb_new (UoisInvocation *invocation)
{
  Demo demo = { 0 };
  g_autofree char *people = NULL;
  g_autofree char *seed = NULL;
  g_autofree char *only = NULL;
  const GOptionEntry options[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, &demo.wanted, N_ ("Invent an institution"), NULL },
    { "people", 0, 0, G_OPTION_ARG_STRING, &people, N_ ("How many people it has (300)"), N_ ("NUMBER") },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &seed, N_ ("Which of the possible institutions (1)"), N_ ("NUMBER") },
    { "only", 0, 0, G_OPTION_ARG_STRING, &only, N_ ("Only this domain and what it refers to"), N_ ("DOMAIN") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *message = NULL;
  UoisExit exit;

  if (!uois_invocation_parse (invocation, options, 0, 0, &exit))
    return exit;
  demo.only = only;
  if (!parse_demo (invocation, people, seed, &demo, &exit))
    return exit;
  if (!make (invocation, &demo, &error))
    return uois_invocation_fail (invocation, error);
  path = uois_invocation_get_path (invocation);
  message = g_strdup_printf (_ ("%s is ready.\n"), path);
  uois_output_text (message);
  return UOIS_EXIT_OK;
}
