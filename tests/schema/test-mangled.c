/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A declaration with slips at random places is read or refused with words, never anything else. */
#include "schema/api.h"

#include "library.h"

#include <string.h>

#define ROUNDS 300

static guint
random_below (gsize length)
{
  return (guint) g_test_rand_int_range (0, (gint32) length);
}

/* From @start to the end of the word there. */
static gsize
get_word_length (const char *text, gsize start)
{
  gsize length = 0;

  while (g_ascii_isalnum (text[start + length]))
    length++;
  return length;
}

/* As people slip: a bit is lost, said twice, put elsewhere, or another name is taken. */
static void
mangle (GString *text, const char *original)
{
  gsize place = random_below (text->len);
  gsize source = random_below (strlen (original));
  gsize length = 1 + random_below (12);
  const char *directive;

  switch (random_below (4))
    {
    case 0:
      g_string_erase (text, (gssize) place, (gssize) MIN (length, text->len - place));
      break;
    case 1:
      g_string_insert_len (text, (gssize) place, original + source,
                           (gssize) MIN (4 * length, strlen (original) - source));
      break;
    case 2:
      directive = strchr (text->str + place, '@');
      if (directive != NULL)
        g_string_erase (text, directive - text->str, (gssize) strcspn (directive, ")\n"));
      break;
    default:
      g_string_erase (text, (gssize) place, (gssize) get_word_length (text->str, place));
      g_string_insert_len (text, (gssize) place, original + source, (gssize) get_word_length (original, source));
      break;
    }
}

static void
read_mangled (const char *original, const char *other)
{
  g_autoptr (GString) text = g_string_new (original);
  g_autoptr (UoisRegistry) registry = uois_registry_new ();
  g_autoptr (GError) error = NULL;
  gboolean fine;

  for (guint i = 0; i <= random_below (3); i++)
    mangle (text, original);

  fine = uois_registry_add (registry, "mangled.graphql", text->str, text->len, NULL, 0, library_get_hooks (), &error) &&
         uois_registry_add (registry, "other.graphql", other, strlen (other), NULL, 0, NULL, &error) &&
         uois_registry_freeze (registry, &error);

  if (fine)
    {
      g_autofree char *api = uois_api_print (registry, NULL);

      g_assert_no_error (error);
      g_assert_nonnull (api);
    }
  else
    {
      g_assert_cmpint (error->domain, ==, UOIS_ERROR);
      g_assert_true (error->code == UOIS_ERROR_SYNTAX || error->code == UOIS_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "mangled.graphql:") ||
                     g_str_has_prefix (error->message, "other.graphql:"));
    }
}

static void
test_mangled (void)
{
  g_autofree char *library = library_read ("library.graphql");
  g_autofree char *cinema = library_read ("cinema.graphql");

  for (guint i = 0; i < ROUNDS; i++)
    read_mangled (library, cinema);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/mangled", test_mangled);
  return g_test_run ();
}
