/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

G_BEGIN_DECLS

/* "12 November 2026, 14:02" in the current language. */
char *uois_words_for_moment (UoisDateTime at);

/* Where a step came from: "form", "import". */
const char *uois_words_for_origin (UoisStoreOrigin origin);

/**
 * uois_words_for_step:
 * @person: (nullable): who
 *
 * Returns: (transfer full): when, who and from where, as far as it is known: "12 November 2026, 14:02 · Nováková Jana · form"
 */
char *uois_words_for_step (const UoisStoreStep *step, const char *person);

/* What a step is called. */
const char *uois_words_for_label (const UoisStoreStep *step);

/* A value for people: @text, or a word that tells an empty text from nothing known (%NULL). */
const char *uois_words_for_value (const char *text);

G_END_DECLS
