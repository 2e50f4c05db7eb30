/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/answer.h"
#include "sync/json-tree.h"

G_BEGIN_DECLS

/**
 * UoisServerErrors: the `errors` of an answer.
 * @present: there were some, understood or not
 * @pathless: one of them says nothing of where it happened
 * @paths: (element-type json_object): arrays; belong to the answer
 * @words: (nullable): what the first says that says something
 * @code: (nullable): `extensions.code` of the first
 */
typedef struct
{
  gboolean present;
  gboolean pathless;
  GPtrArray *paths;
  char *words;
  char *code;
} UoisServerErrors;

void uois_server_errors_init (UoisServerErrors *errors, json_object *answer);
void uois_server_errors_clear (UoisServerErrors *errors);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisServerErrors, uois_server_errors_clear)

/**
 * uois_server_words_classify:
 * @request: what was asked
 * @code: (nullable): of the error
 * @words: (nullable): of the error
 * @answer: gets kind and, if that says more, what belongs to it
 *
 * What an error means by its code, or by what it says.
 */
void uois_server_words_classify (const UoisRequest *request, const char *code, const char *words, UoisAnswer *answer);

/* Returns: (transfer full) (nullable): one line of bounded length in valid UTF-8; %NULL for nothing but blanks */
char *uois_server_words_clean (const char *words);

/* A step of the way to a value, as in the paths of errors: @name, or %NULL for an item of a list. */
typedef struct
{
  const char *name;
  guint index;
} UoisRowStep;

/**
 * UoisRowReader: where in an answer we are.
 * @path: (element-type UoisRowStep)
 */
typedef struct
{
  const UoisServerErrors *errors;
  const UoisDialectType *type;
  UoisAnswer *answer;
  GArray *path;
} UoisRowReader;

void uois_row_reader_init (UoisRowReader *reader,
                           const UoisServerErrors *errors,
                           const UoisDialectType *type,
                           UoisAnswer *answer);
void uois_row_reader_clear (UoisRowReader *reader);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisRowReader, uois_row_reader_clear)
/* @name must outlive the step. */
void uois_row_reader_push_name (UoisRowReader *reader, const char *name);
void uois_row_reader_push_index (UoisRowReader *reader, guint index);
void uois_row_reader_pop (UoisRowReader *reader);

/* A record that was asked for by uois_composer_append_selection(); %NULL if @object is none. */
UoisSyncRecord *uois_row_reader_read (UoisRowReader *reader, json_object *object);
/* Adds all records of @list, through lists in lists if the type is read from a parent. Marks the answer incomplete as needed. */
void uois_row_reader_read_list (UoisRowReader *reader, json_object *list);
/* Adds the records in the list of the parent @object. */
void uois_row_reader_read_parent (UoisRowReader *reader, json_object *object);

G_END_DECLS
