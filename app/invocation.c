/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "output.h"
#include "verb.h"

#include "domains/domains.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>

static void
say (const char *format, va_list arguments)
{
  g_autofree char *message = g_strdup_vprintf (format, arguments);

  fprintf (stderr, "uois-desk: %s\n", message);
}

void
uois_say (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  say (format, arguments);
  va_end (arguments);
}

UoisExit
uois_invocation_misuse (UoisInvocation *invocation, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  say (format, arguments);
  va_end (arguments);
  fprintf (stderr, _ ("See: uois-desk help %s\n"), invocation->verb->name);
  return UOIS_EXIT_USAGE;
}

UoisExit
uois_invocation_fail (UoisInvocation *invocation, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    uois_say (_ ("Stopped before the end; no file was changed."));
  else
    uois_say ("%s", error->message);
  return UOIS_EXIT_FAILED;
}

static gboolean
check_count (UoisInvocation *invocation, guint minimum, guint maximum, UoisExit *exit)
{
  guint n_arguments = g_strv_length (invocation->arguments);

  if (n_arguments < minimum)
    *exit = uois_invocation_misuse (invocation, _ ("%s: %s is missing."), invocation->verb->name,
                                    _ (invocation->verb->parameters));
  else if (n_arguments > maximum)
    *exit = uois_invocation_misuse (invocation, _ ("%s: there is no use for “%s”."), invocation->verb->name,
                                    invocation->arguments[maximum]);
  else
    return TRUE;
  return FALSE;
}

gboolean
uois_invocation_parse (
    UoisInvocation *invocation, const GOptionEntry *options, guint minimum, guint maximum, UoisExit *exit)
{
  const UoisVerb *verb = invocation->verb;
  gboolean help = FALSE;
  g_autofree char *path = NULL;
  g_autofree char *parameters =
      g_strdup_printf ("%s %s", verb->name, verb->parameters == NULL ? "" : _ (verb->parameters));
  g_autoptr (GOptionContext) context = g_option_context_new (g_strchomp (parameters));
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) rest = NULL;
  guint first;
  g_autoptr (GError) error = NULL;
  const GOptionEntry common[] = {
    { "file", 'f', 0, G_OPTION_ARG_FILENAME, &path, N_ ("The file (without it: your own)"), N_ ("FILE") },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_ ("Show this help"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  /* GLib's own --help would exit from inside the parser. */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, verb->summary);
  g_option_context_set_description (context, verb->description);
  if (options != NULL)
    g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);

  /* The parser takes the first word for the program's name. */
  g_strv_builder_add (words, g_get_prgname ());
  g_strv_builder_addv (words, (const char **) invocation->arguments);
  rest = g_strv_builder_end (words);
  if (!g_option_context_parse_strv (context, &rest, &error))
    {
      *exit = uois_invocation_misuse (invocation, "%s: %s.", verb->name, error->message);
      return FALSE;
    }
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      uois_output_text (text);
      *exit = UOIS_EXIT_OK;
      return FALSE;
    }
  if (path != NULL)
    {
      g_free (invocation->path);
      invocation->path = g_steal_pointer (&path);
    }
  g_strfreev (invocation->arguments);
  /* The parser leaves "--" standing where a word that begins with a dash follows. */
  first = rest[1] != NULL && g_str_equal (rest[1], "--") ? 2 : 1;
  invocation->arguments = g_strdupv (rest + first);
  return check_count (invocation, minimum, maximum, exit);
}

UoisRegistry *
uois_invocation_get_registry (UoisInvocation *invocation, GError **error)
{
  if (invocation->registry == NULL)
    invocation->registry = uois_domains_load (error);
  return invocation->registry;
}

static char *
list_domains (const UoisRegistry *registry)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  guint n_domains;
  const UoisDomain *const *domains = uois_registry_get_domains (registry, &n_domains);

  for (guint i = 0; i < n_domains; i++)
    g_strv_builder_add (names, domains[i]->name);
  list = g_strv_builder_end (names);
  return g_strjoinv (", ", list);
}

gboolean
uois_invocation_find_domain (
    UoisInvocation *invocation, const char *option, const char *name, const UoisDomain **domain, UoisExit *exit)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *names = NULL;
  UoisRegistry *registry = uois_invocation_get_registry (invocation, &error);

  *domain = NULL;
  if (registry == NULL)
    {
      *exit = uois_invocation_fail (invocation, error);
      return FALSE;
    }
  if (name == NULL)
    return TRUE;
  *domain = uois_registry_find_domain (registry, name);
  if (*domain != NULL)
    return TRUE;
  names = list_domains (registry);
  *exit = uois_invocation_misuse (invocation, _ ("%s: %s: there is no domain “%s”; there are: %s."),
                                  invocation->verb->name, option, name, names);
  return FALSE;
}

void
uois_invocation_clear (UoisInvocation *invocation)
{
  g_clear_pointer (&invocation->path, g_free);
  g_clear_pointer (&invocation->arguments, g_strfreev);
  g_clear_object (&invocation->cancellable);
  g_clear_pointer (&invocation->registry, uois_registry_unref);
}

char *
uois_invocation_get_path (UoisInvocation *invocation)
{
  return invocation->path != NULL ? g_strdup (invocation->path) : uois_file_get_default_path ();
}

UoisFile *
uois_invocation_open (UoisInvocation *invocation, UoisFileOpenFlags flags, GError **error)
{
  g_autofree char *path = uois_invocation_get_path (invocation);
  UoisRegistry *registry = uois_invocation_get_registry (invocation, error);

  if (registry == NULL)
    return NULL;
  if ((flags & UOIS_FILE_OPEN_CREATE) == 0 && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND,
                   _ ("There is no file “%s”; make it with: uois-desk new -f %s"), path, path);
      return NULL;
    }
  if (invocation->path == NULL && (flags & UOIS_FILE_OPEN_CREATE) != 0)
    {
      g_autofree char *folder = g_path_get_dirname (path);

      g_mkdir_with_parents (folder, 0700);
    }
  return uois_file_open (path, registry, flags | UOIS_FILE_OPEN_MAP, invocation->cancellable, error);
}

gboolean
uois_invocation_close (UoisFile *file, gboolean done, GError **error)
{
  return uois_file_close (file, done ? error : NULL) && done;
}

void
uois_invocation_discard (UoisInvocation *invocation)
{
  g_autofree char *path = uois_invocation_get_path (invocation);

  g_unlink (path);
}
