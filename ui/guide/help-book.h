/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SECTION: Help pages
 *
 * The pages of ui/guide/help, which are part of the program: a folder for each
 * language, in it a Markdown file for each page, in the order of `contents`.
 * A page is named by what it is about; the page of a place has the word of
 * that kind of place (uois_location_to_string()): `list`, `record`.
 */

/**
 * UoisHelpPage:
 * @name: its file without `.md`
 * @title: its heading
 * @text: Markdown
 */
typedef struct
{
  char *name;
  char *title;
  char *text;
} UoisHelpPage;

/**
 * uois_help_book_get_pages:
 *
 * Returns: (transfer none) (element-type UoisHelpPage): all pages in the person's language, or in English if there are
 * none in it; the main thread only
 */
GPtrArray *uois_help_book_get_pages (void);

/* Returns: (nullable) */
const UoisHelpPage *uois_help_book_find (const char *name);

/**
 * uois_help_book_search:
 *
 * Returns: (transfer container) (element-type UoisHelpPage): the pages that hold each word of @text as the beginning of
 * a word, those first whose title does; all for the empty text
 */
GPtrArray *uois_help_book_search (const char *text);

G_END_DECLS
