/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels and titles in another language, from a catalogue that the test writes. */
#include "config.h"

#include "library.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

/* In the order of the originals, as a catalogue must have them. */
static const char *const messages[][2] = {
  { "", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n" },
  { "Born", "Narození" },
  { "{book} – {reader}", "{kniha} – {reader}" }, /* a slip: the field is called book */
  { "{surname} {name}", "{name} {surname}" },
};

/* The catalogue as `msgfmt` writes it; the GNU gettext manual, "The Format of GNU MO Files". */
static GByteArray *
make_catalogue (void)
{
  GByteArray *bytes = g_byte_array_new ();
  guint32 n = G_N_ELEMENTS (messages);
  guint32 header[7] = { 0x950412de, 0, n, sizeof header, (guint32) sizeof header + n * 8, 0, 0 };
  guint32 offset = (guint32) sizeof header + 2 * n * 8;

  g_byte_array_append (bytes, (const guint8 *) header, sizeof header);
  for (guint column = 0; column < 2; column++)
    for (guint i = 0; i < n; i++)
      {
        guint32 entry[2] = { (guint32) strlen (messages[i][column]), offset };

        g_byte_array_append (bytes, (const guint8 *) entry, sizeof entry);
        offset += entry[0] + 1;
      }
  for (guint column = 0; column < 2; column++)
    for (guint i = 0; i < n; i++)
      g_byte_array_append (bytes, (const guint8 *) messages[i][column], (guint) strlen (messages[i][column]) + 1);

  return bytes;
}

static gboolean
set_czech (void)
{
  static const char *const locales[] = { "cs_CZ.UTF-8", "en_US.UTF-8", "en_GB.UTF-8", "de_DE.UTF-8" };

  g_setenv ("LANGUAGE", "cs", TRUE);
  g_unsetenv ("LC_ALL");
  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    if (setlocale (LC_ALL, locales[i]) != NULL)
      return TRUE;

  return FALSE;
}

static void
test_translation (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *root = g_dir_make_tmp ("uois-translation-XXXXXX", &error);
  g_autofree char *language = g_build_filename (root, "cs", NULL);
  g_autofree char *folder = g_build_filename (language, "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (folder, GETTEXT_PACKAGE ".mo", NULL);
  g_autoptr (GByteArray) catalogue = make_catalogue ();
  g_autoptr (UoisRegistry) registry = NULL;
  const UoisType *reader;
  const UoisType *loan;

  g_assert_no_error (error);
  if (!set_czech ())
    {
      g_test_skip ("no locale but C is installed, and in that nothing is translated");
      g_rmdir (root);
      return;
    }

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, (const char *) catalogue->data, catalogue->len, &error);
  g_assert_no_error (error);
  bindtextdomain (GETTEXT_PACKAGE, root);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  registry = library_load ();
  reader = uois_registry_find_table (registry, "readers");
  loan = uois_registry_find_table (registry, "loans");

  g_assert_cmpstr (uois_label (uois_type_find_field (reader, "born")->label), ==, "Narození");
  g_assert_cmpstr (uois_label ("Not in the catalogue"), ==, "Not in the catalogue");
  g_assert_cmpstr (uois_label (""), ==, "");

  /* A language has its own order of names … */
  g_assert_cmpstr (reader->title.items[0]->column->name, ==, "name");
  g_assert_cmpstr (reader->title.items[2]->column->name, ==, "surname");
  /* … and a slip in a translation costs that title its translation, nothing else. */
  g_assert_cmpstr (loan->title.items[0]->path.items[0]->name, ==, "book_id");

  g_unlink (path);
  g_rmdir (folder);
  g_rmdir (language);
  g_rmdir (root);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/translation", test_translation);
  return g_test_run ();
}
