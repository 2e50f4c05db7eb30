/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "value.h"

G_BEGIN_DECLS

/**
 * UoisJsonWriter:
 * @bytes: the text so far, not zero-terminated
 * @length: its length
 * @capacity: bytes allocated
 *
 * A growable buffer with the escaping of JSON (RFC 8259). The caller writes
 * punctuation itself, or lets the begin/end functions do it; both styles can be
 * mixed, since the writer keeps no state but the text.
 */
typedef struct
{
  char *bytes;
  gsize length;
  gsize capacity;
} UoisJsonWriter;

void uois_json_writer_init (UoisJsonWriter *writer);
void uois_json_writer_clear (UoisJsonWriter *writer);
GBytes *uois_json_writer_steal (UoisJsonWriter *writer);

/* Makes room for @more bytes beyond the length; hot paths then write directly. */
void uois_json_writer_reserve (UoisJsonWriter *writer, gsize more);

void uois_json_writer_raw (UoisJsonWriter *writer, const char *text, gsize length);
#define uois_json_writer_literal(writer, text) uois_json_writer_raw ((writer), (text), sizeof (text) - 1)

/* With quotes, escaped. @text must be valid UTF-8. */
void uois_json_writer_string (UoisJsonWriter *writer, const char *text, gssize length);
void uois_json_writer_integer (UoisJsonWriter *writer, gint64 integer);
/* The shortest decimal text that reads back as the same double; locale-independent. */
void uois_json_writer_real (UoisJsonWriter *writer, double real);
void uois_json_writer_uuid (UoisJsonWriter *writer, const UoisUuid *uuid);
void uois_json_writer_datetime (UoisJsonWriter *writer, UoisDateTime datetime);
void uois_json_writer_date (UoisJsonWriter *writer, UoisDateTime datetime);
void uois_json_writer_value (UoisJsonWriter *writer, const UoisValue *value);

/* A comma, if the last byte is neither an opening bracket nor a colon nor the start. */
void uois_json_writer_separate (UoisJsonWriter *writer);
/* Separator, quoted name, colon. */
void uois_json_writer_name (UoisJsonWriter *writer, const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisJsonWriter, uois_json_writer_clear)

G_END_DECLS
