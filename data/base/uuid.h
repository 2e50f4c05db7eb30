/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Length of the text form without the terminating zero: 8-4-4-4-12. */
#define UOIS_UUID_TEXT_LENGTH 36

/**
 * UoisUuid:
 * @bytes: the 16 bytes in network order, as stored in the file.
 *
 * An id. Text exists only at the edges (GraphQL, JSON, command line).
 */
typedef struct
{
  guint8 bytes[16];
} UoisUuid;

/**
 * uois_uuid_parse:
 * @text: text of @length bytes; need not be zero-terminated
 * @length: length in bytes
 * @uuid: (out): the result
 *
 * Accepts what the servers' Python `uuid.UUID()` accepts from people: the
 * hyphenated form, 32 bare hexadecimal digits, braces and a `urn:uuid:`
 * prefix, in any case.
 *
 * Returns: %TRUE if @text is a UUID; @uuid is untouched otherwise.
 */
gboolean uois_uuid_parse (const char *text, gsize length, UoisUuid *uuid);

/**
 * uois_uuid_format:
 * @uuid: an id
 * @text: (out caller-allocates): room for %UOIS_UUID_TEXT_LENGTH bytes; no terminating zero is written
 *
 * Writes the lower-case hyphenated form. Safe in hot loops.
 */
void uois_uuid_format (const UoisUuid *uuid, char *text);

/**
 * uois_uuid_to_string:
 * @uuid: an id
 *
 * Returns: (transfer full): the lower-case hyphenated form
 */
char *uois_uuid_to_string (const UoisUuid *uuid);

/**
 * uois_uuid_generate:
 * @uuid: (out): a fresh UUIDv7 (RFC 9562 section 5.7)
 *
 * Time-ordered and strictly increasing within the process, so that new rows
 * go to the end of their index. Safe to call from any thread.
 */
void uois_uuid_generate (UoisUuid *uuid);

int uois_uuid_compare (const UoisUuid *a, const UoisUuid *b);
gboolean uois_uuid_is_nil (const UoisUuid *uuid);

/* GHashFunc and GEqualFunc over UoisUuid pointers. */
guint uois_uuid_hash (gconstpointer uuid);
gboolean uois_uuid_equal (gconstpointer a, gconstpointer b);

G_END_DECLS
