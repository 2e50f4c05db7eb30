/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "datetime.h"
#include "uuid.h"

G_BEGIN_DECLS

/**
 * UoisValueKind:
 * @UOIS_VALUE_NULL: no value. Every kind of column can hold it.
 * @UOIS_VALUE_BOOLEAN: true or false
 * @UOIS_VALUE_INTEGER: a 64-bit integer
 * @UOIS_VALUE_REAL: a finite double
 * @UOIS_VALUE_TEXT: valid UTF-8
 * @UOIS_VALUE_UUID: an id
 * @UOIS_VALUE_DATETIME: a naive local time with microseconds
 * @UOIS_VALUE_DATE: a datetime of which the API shows the date; midnight unless a time came with it
 *
 * What a column can hold; the kinds of values that cross the rooms.
 */
typedef enum
{
  UOIS_VALUE_NULL,
  UOIS_VALUE_BOOLEAN,
  UOIS_VALUE_INTEGER,
  UOIS_VALUE_REAL,
  UOIS_VALUE_TEXT,
  UOIS_VALUE_UUID,
  UOIS_VALUE_DATETIME,
  UOIS_VALUE_DATE,
} UoisValueKind;

/**
 * UoisValue:
 * @kind: which member of the union counts
 * @length: length of @text in bytes
 * @owned: whether uois_value_clear() frees @text
 *
 * One value. Text is either owned or borrowed; a function that keeps a
 * borrowed value beyond the call must copy it with uois_value_copy().
 */
typedef struct
{
  UoisValueKind kind;
  guint owned : 1;
  guint length;
  union
  {
    gint64 integer;
    double real;
    const char *text;
    UoisUuid uuid;
    UoisDateTime datetime;
  };
} UoisValue;

#define UOIS_VALUE_INIT                                                                                                \
  {                                                                                                                    \
    .kind = UOIS_VALUE_NULL                                                                                            \
  }

/* Back to null. Every setter below does this first: the value must have been initialised. */
void uois_value_clear (UoisValue *value);
/* @destination owns its text afterwards, whatever @source did. */
void uois_value_copy (UoisValue *destination, const UoisValue *source);
gboolean uois_value_equal (const UoisValue *a, const UoisValue *b);

void uois_value_set_boolean (UoisValue *value, gboolean boolean);
void uois_value_set_integer (UoisValue *value, gint64 integer);
void uois_value_set_real (UoisValue *value, double real);
void uois_value_set_uuid (UoisValue *value, const UoisUuid *uuid);
void uois_value_set_datetime (UoisValue *value, UoisDateTime datetime);
/* Copies @length bytes of @text (-1: to its zero); the value owns the copy. */
void uois_value_set_text (UoisValue *value, const char *text, gssize length);
void uois_value_take_text (UoisValue *value, char *text);
/* The value borrows @text, which must outlive it. */
void uois_value_borrow_text (UoisValue *value, const char *text, gsize length);

/**
 * uois_value_parse:
 * @kind: the kind wanted
 * @text: text in the form of the GraphQL API (UUID, ISO times, decimal point)
 * @length: length of @text in bytes
 * @value: (out): the result, owning its text; untouched on error, and what was in it is not freed
 * @error: return location for %UOIS_ERROR_INVALID, saying what was expected
 */
gboolean uois_value_parse (UoisValueKind kind, const char *text, gsize length, UoisValue *value, GError **error);

/**
 * uois_value_to_string:
 * @value: a value
 *
 * Returns: (transfer full) (nullable): the text form of the GraphQL API, without quotes; %NULL for null
 */
char *uois_value_to_string (const UoisValue *value);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisValue, uois_value_clear)

G_END_DECLS
