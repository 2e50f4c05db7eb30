/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

G_BEGIN_DECLS

/**
 * SECTION: Standard output
 *
 * Results leave here as UTF-8, whatever the locale, since other programs read
 * them. A failed write is kept until uois_output_finish().
 */
void uois_output_text (const char *text);
void uois_output_bytes (const char *bytes, gsize length);

/**
 * uois_output_json:
 * @json: valid JSON
 *
 * Writes @json as it stands and a line end; to a person at a terminal, indented.
 */
void uois_output_json (const char *json, gsize length);

/* Appends @json with a line per element and two spaces per level to @text. */
void uois_output_indent_json (GString *text, const char *json, gsize length);

/* Writes what answering a question cost on standard error: for a person, or as a line of JSON. */
void uois_output_profile (const UoisProfile *profile, gboolean json);

/**
 * uois_output_finish:
 *
 * Returns: %FALSE, after a message on standard error, if not all of the output could be written
 */
gboolean uois_output_finish (void);

/**
 * uois_output_progress:
 * @fraction: 0 to 1
 * @what: (nullable): what is being done
 *
 * A #UoisProgress that shows itself on standard error if that is a terminal. Any one thread.
 */
void uois_output_progress (double fraction, const char *what, gpointer data);
/* Takes the progress off the terminal. */
void uois_output_progress_end (void);

G_END_DECLS
