/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "command-line.h"

#include "output.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *path;
  gboolean help;
  gboolean version;
  gboolean service;
} Options;

static char *
describe_verbs (void)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (
      text, "%s\n\n%s", _ ("The university's information in one file: a window, and a verb for each job without one."),
      _ ("Verbs:"));
  for (const UoisVerb *verb = uois_verbs; verb->name != NULL; verb++)
    g_string_append_printf (text, "\n  %-8s  %s", verb->name, _ (verb->summary));
  return g_string_free (text, FALSE);
}

static GOptionContext *
make_context (Options *options)
{
  GOptionContext *context = g_option_context_new (_ ("[FILE | VERB …]"));
  g_autofree char *verbs = describe_verbs ();
  const GOptionEntry entries[] = {
    { "file", 'f', 0, G_OPTION_ARG_FILENAME, &options->path, N_ ("The file (without it: your own)"), N_ ("FILE") },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &options->help, N_ ("Show this help"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_ ("Show the version"), NULL },
    { "gapplication-service", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options->service, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_set_help_enabled (context, FALSE);
  /* The words after the verb are the verb's. */
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_summary (context, verbs);
  g_option_context_set_description (context, _ ("Help for a verb: uois-desk help VERB"));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return context;
}

void
uois_command_line_print_help (void)
{
  Options options = { 0 };
  g_autoptr (GOptionContext) context = make_context (&options);
  g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

  uois_output_text (text);
}

UoisExit
uois_command_line_refuse (const char *word)
{
  const UoisVerb *nearest = uois_verb_find_nearest (word);

  if (nearest != NULL)
    uois_say (_ ("There is no verb “%s”; did you mean “%s”?"), word, nearest->name);
  else
    uois_say (_ ("There is no verb and no file “%s”; see: uois-desk --help"), word);
  return UOIS_EXIT_USAGE;
}

/* A word that is no verb is a file for the window if it exists or looks like one. */
static gboolean
is_file (const char *word)
{
  return strchr (word, G_DIR_SEPARATOR) != NULL || g_str_has_suffix (word, ".uois") ||
         g_file_test (word, G_FILE_TEST_EXISTS);
}

static gboolean
parse_words (char **words, UoisCommandLine *command_line, UoisExit *exit)
{
  guint n_words = g_strv_length (words);
  g_autoptr (GStrvBuilder) files = g_strv_builder_new ();

  command_line->verb = n_words == 0 ? NULL : uois_verb_find (words[0]);
  if (command_line->verb != NULL)
    {
      command_line->rest = g_strdupv (words + 1);
      return TRUE;
    }
  for (guint i = 0; i < n_words; i++)
    if (!is_file (words[i]))
      {
        *exit = uois_command_line_refuse (words[i]);
        return FALSE;
      }
  if (command_line->path != NULL)
    g_strv_builder_add (files, command_line->path);
  g_strv_builder_addv (files, (const char **) words);
  command_line->rest = g_strv_builder_end (files);
  return TRUE;
}

gboolean
uois_command_line_parse (char **arguments, UoisCommandLine *command_line, UoisExit *exit)
{
  Options options = { 0 };
  g_autoptr (GOptionContext) context = make_context (&options);
  g_auto (GStrv) words = g_strdupv (arguments);
  g_autoptr (GError) error = NULL;

  *command_line = (UoisCommandLine){ 0 };
  if (!g_option_context_parse_strv (context, &words, &error))
    {
      uois_say (_ ("%s; see: uois-desk --help"), error->message);
      *exit = UOIS_EXIT_USAGE;
      return FALSE;
    }
  command_line->path = options.path;
  command_line->service = options.service;
  *exit = UOIS_EXIT_OK;
  if (options.help)
    uois_command_line_print_help ();
  else if (options.version)
    uois_output_text ("uois-desk " PACKAGE_VERSION "\n");
  else if (parse_words (words + 1, command_line, exit))
    return TRUE;
  uois_command_line_clear (command_line);
  return FALSE;
}

void
uois_command_line_clear (UoisCommandLine *command_line)
{
  g_clear_pointer (&command_line->path, g_free);
  g_clear_pointer (&command_line->rest, g_strfreev);
}
