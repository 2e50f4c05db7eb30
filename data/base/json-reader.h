/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Deeper nesting is refused; seed files have three levels. */
#define UOIS_JSON_READER_DEPTH_MAX 64

typedef enum
{
  UOIS_JSON_FAULT = -1, /* the text is no JSON; error set */
  UOIS_JSON_END,        /* the text is over */
  UOIS_JSON_BEGIN_OBJECT,
  UOIS_JSON_END_OBJECT,
  UOIS_JSON_BEGIN_ARRAY,
  UOIS_JSON_END_ARRAY,
  UOIS_JSON_NAME, /* of a member; the value follows */
  UOIS_JSON_STRING,
  UOIS_JSON_NUMBER,
  UOIS_JSON_TRUE,
  UOIS_JSON_FALSE,
  UOIS_JSON_NULL,
} UoisJsonToken;

/**
 * UoisJsonReader: JSON text (RFC 8259) token by token, in time linear in the text
 * and memory of the longest string with escapes.
 * @string: of a name or string: the characters, not zero-terminated; hold until the next token
 * @length: of @string in bytes
 * @token_start: where the current token stands in the text
 * @position: the end of the current token
 *
 * Strings without escapes are not copied: they point into the text.
 */
typedef struct
{
  const char *string;
  gsize length;
  const char *token_start;
  const char *position;

  /*< private >*/
  const char *text;
  const char *end;
  GString *unescaped;
  guint expected;
  guint depth;
  guint64 objects; /* bit n: whether level n is an object */
} UoisJsonReader;

/**
 * uois_json_reader_init:
 * @text: valid UTF-8 that outlives the reader
 * @start: where the value to read begins, inside @text
 */
void uois_json_reader_init (UoisJsonReader *reader, const char *text, gsize length, const char *start);
void uois_json_reader_clear (UoisJsonReader *reader);

/* @error: %UOIS_ERROR_SYNTAX, "line 3, column 7: what is wrong" */
UoisJsonToken uois_json_reader_next (UoisJsonReader *reader, GError **error);

/* After the first token of a value: goes to its last one. */
gboolean uois_json_reader_skip (UoisJsonReader *reader, UoisJsonToken token, GError **error);

/* The current number. %FALSE if it has a fraction or does not fit; 3.0 is 3. */
gboolean uois_json_reader_get_integer (const UoisJsonReader *reader, gint64 *integer);
/* %FALSE if it is too large for a double. */
gboolean uois_json_reader_get_real (const UoisJsonReader *reader, double *real);

/* Where in the text @position is; both count from 1, columns in characters. */
void uois_json_reader_locate (const char *text, const char *position, guint *line, guint *column);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisJsonReader, uois_json_reader_clear)

G_END_DECLS
