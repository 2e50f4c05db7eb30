/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UoisWordMatcher: the rule of search for text that no index holds: every word
 * that a person typed must begin a word of the text; case and diacritics do not
 * matter. A word is a run of letters and digits, as in the index.
 */
typedef struct _UoisWordMatcher UoisWordMatcher;

/* %NULL if @text holds no word: then nothing is searched for. */
UoisWordMatcher *uois_word_matcher_new (const char *text);
void uois_word_matcher_free (UoisWordMatcher *matcher);

gboolean uois_word_matcher_matches (UoisWordMatcher *matcher, const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisWordMatcher, uois_word_matcher_free)

G_END_DECLS
