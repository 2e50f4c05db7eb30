/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/help-book.h"

#include "data.h"
#include "uois-help.h"

#include <string.h>

#define FOLDER "/cz/uois/Desk/help/"
#define FALLBACK "en"

static void
page_free (gpointer data)
{
  UoisHelpPage *page = data;

  g_free (page->name);
  g_free (page->title);
  g_free (page->text);
  g_free (page);
}

/* ---- Reading ---- */

static char *
read_text (const char *path)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

static char *
read_page_text (const char *language, const char *name)
{
  g_autofree char *path = g_strdup_printf (FOLDER "%s/%s.md", language, name);

  return read_text (path);
}

/* Of "# Title" in the first line. */
static char *
read_title (const char *text)
{
  const char *end = strchr (text, '\n');

  g_return_val_if_fail (g_str_has_prefix (text, "# ") && end != NULL, g_strdup (""));

  return g_strndup (text + strlen ("# "), end - text - strlen ("# "));
}

static GPtrArray *
read_pages (const char *language)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func (page_free);
  g_autofree char *contents = read_text (FOLDER "contents");
  g_auto (GStrv) names = g_strsplit (g_strchomp (contents), "\n", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      UoisHelpPage *page = g_new0 (UoisHelpPage, 1);

      page->name = g_strdup (names[i]);
      page->text = read_page_text (language, names[i]);
      page->title = read_title (page->text);
      g_ptr_array_add (pages, page);
    }
  return pages;
}

static const char *
choose_language (void)
{
  const char *const *languages = g_get_language_names ();

  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf (FOLDER "%s/", languages[i]);
      g_auto (GStrv) pages = g_resources_enumerate_children (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      if (pages != NULL)
        return languages[i];
    }
  return FALLBACK;
}

GPtrArray *
uois_help_book_get_pages (void)
{
  static GHashTable *books; /* language -> pages */
  const char *language;
  GPtrArray *pages;

  if (books == NULL)
    {
      uois_help_register_resource ();
      books = g_hash_table_new (g_str_hash, g_str_equal);
    }
  language = g_intern_string (choose_language ());
  pages = g_hash_table_lookup (books, language);
  if (pages == NULL)
    {
      pages = read_pages (language);
      g_hash_table_insert (books, (gpointer) language, pages);
    }
  return pages;
}

/* ---- Finding ---- */

const UoisHelpPage *
uois_help_book_find (const char *name)
{
  GPtrArray *pages = uois_help_book_get_pages ();

  for (guint i = 0; i < pages->len; i++)
    {
      const UoisHelpPage *page = g_ptr_array_index (pages, i);

      if (g_str_equal (page->name, name))
        return page;
    }
  return NULL;
}

/* Words of @text are what stands between characters that belong to no word. */
static gboolean
has_words (const char *text, char **words)
{
  g_autofree char *folded = uois_text_fold (text, -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *at = folded;

      if (*words[i] == '\0')
        continue;
      while ((at = strstr (at, words[i])) != NULL && at != folded &&
             g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at))))
        at = g_utf8_next_char (at);
      if (at == NULL)
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
uois_help_book_search (const char *text)
{
  GPtrArray *pages = uois_help_book_get_pages ();
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *folded = uois_text_fold (text, -1);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; i < pages->len; i++)
    {
      UoisHelpPage *page = g_ptr_array_index (pages, i);

      if (has_words (page->title, words))
        g_ptr_array_add (found, page);
    }
  for (guint i = 0; i < pages->len; i++)
    {
      UoisHelpPage *page = g_ptr_array_index (pages, i);

      if (!has_words (page->title, words) && has_words (page->text, words))
        g_ptr_array_add (found, page);
    }
  return found;
}
