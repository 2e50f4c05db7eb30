/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * uois_text_merge_lines:
 * @base: the text as it was
 * @mine: one side's text
 * @theirs: the other side's text
 *
 * Puts together what two sides did to different lines of a text. A proposal for a person, never a decision: lines that
 * fit together need not make sense together.
 *
 * Returns: (transfer full) (nullable): %NULL if both changed the same lines or lines side by side, or the texts are
 *   too long to compare
 */
char *uois_text_merge_lines (const char *base, const char *mine, const char *theirs);

G_END_DECLS
