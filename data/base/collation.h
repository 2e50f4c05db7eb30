/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UoisCollator:
 *
 * Sort keys of one locale, by ICU, so that "ch" sorts after "h" on every
 * machine whether or not the system's locale is installed. Not thread-safe:
 * one per thread.
 */
typedef struct _UoisCollator UoisCollator;

/**
 * uois_collator_new:
 * @locale: an ICU locale, "cs"
 */
UoisCollator *uois_collator_new (const char *locale);
void uois_collator_free (UoisCollator *collator);

/**
 * uois_collator_version:
 *
 * Returns: (transfer full): locale and version of the rules, "cs/153.120"; keys of different versions must not be compared
 */
char *uois_collator_version (UoisCollator *collator);

/**
 * uois_collator_append_key:
 * @collator: a collator
 * @text: (nullable): valid UTF-8; %NULL gives the key that sorts after every other
 * @length: length in bytes, or -1
 * @key: the key's bytes are appended here; keys compare by memcmp()
 */
void uois_collator_append_key (UoisCollator *collator, const char *text, gssize length, GByteArray *key);

/**
 * uois_collator_append_prefix_bounds:
 * @prefix: valid UTF-8
 * @length: length in bytes, or -1
 * @lower: (out): the least key that a text beginning with @prefix can have is appended here
 * @upper: (out): a key that is greater than that of every such text is appended here
 *
 * The keys in between contain those of all texts that begin with @prefix in any
 * case, and some others. A last letter that may sort together with what follows
 * it ("c", since "ch" sorts after "h") is left out of the bounds.
 *
 * Returns: %FALSE if that leaves nothing; then nothing is appended
 */
gboolean uois_collator_append_prefix_bounds (
    UoisCollator *collator, const char *prefix, gssize length, GByteArray *lower, GByteArray *upper);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisCollator, uois_collator_free)

G_END_DECLS
