/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends a cell of CSV (RFC 4180) or of its kin with another delimiter: in quotes where it could be misread. */
void uois_delimited_text_append (GString *line, const char *cell, char delimiter);

/**
 * uois_delimited_text_read:
 * @text: lines that end with CR LF, LF or CR; the last line need not
 *
 * A quote that does not enclose a cell, as in an inch or a text that was typed, is a character like others.
 *
 * Returns: (transfer full) (element-type GStrv): the cells of each line; lines without a character are left out
 */
GPtrArray *uois_delimited_text_read (const char *text, char delimiter);

G_END_DECLS
