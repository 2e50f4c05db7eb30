/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * uois_text_fold:
 * @text: valid UTF-8
 * @length: length in bytes, or -1
 *
 * Returns: (transfer full): @text without case and diacritics ("Šárka" -> "sarka"), for comparing what people type
 */
char *uois_text_fold (const char *text, gssize length);

/**
 * uois_text_snake_case:
 * @name: a camelCase name of the API
 *
 * Returns: (transfer full): the snake_case name, one underscore before every capital ("nameEn" -> "name_en")
 */
char *uois_text_snake_case (const char *name);

/**
 * uois_text_camel_case:
 * @name: a snake_case name of a column
 *
 * Returns: (transfer full): the camelCase name ("grouptype_id" -> "grouptypeId")
 */
char *uois_text_camel_case (const char *name);

/**
 * uois_text_like:
 * @text: the text searched, of @length bytes
 * @length: length in bytes
 * @pattern: a PostgreSQL LIKE pattern: `%`, `_`, escape `\`
 * @fold_case: %TRUE for ILIKE over all of Unicode
 *
 * Linear in practice; never recursive.
 */
gboolean uois_text_like (const char *text, gsize length, const char *pattern, gboolean fold_case);

/**
 * uois_text_distance:
 * @a: a name
 * @b: another
 *
 * For telling people what they may have meant.
 *
 * Returns: how many letters must be inserted, deleted, changed or swapped with their neighbour to make @b of @a; case does not count
 */
guint uois_text_distance (const char *a, const char *b);

G_END_DECLS
