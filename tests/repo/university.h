/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"

#include "base/json-writer.h"
#include "store/store.h"

#include <json-c/json.h>

G_BEGIN_DECLS

/*
 * The university: a file of all domains with one record in every table, which
 * the person of the profile works with. What the tests of mutations share.
 */
void university_set_up (Fixture *fixture, gconstpointer data);
#define university_add(path, function)                                                                                 \
  g_test_add ((path), Fixture, NULL, university_set_up, (function), fixture_tear_down)

/* The record that every table has from the start. */
UoisUuid university_record (const UoisType *type);
/* An id that no record has. */
UoisUuid university_missing (void);
void university_sign_in (Fixture *fixture, const UoisUuid *person);

/* The columns of a record, in order; %NULL if it is not there. */
GArray *university_read (Fixture *fixture, const UoisType *type, const UoisUuid *id);
/* The ids of all records of a table. */
GArray *university_list (Fixture *fixture, const UoisType *type);
/* Every value of every table, sort keys included. */
char *university_describe (Fixture *fixture);

/* Number of the newest unit of work. */
gint64 university_unit (Fixture *fixture);
/* The first column of the first row that SQL gives, as text; %NULL if there is none. */
char *university_text (Fixture *fixture, const char *sql);
void university_undo (Fixture *fixture, gint64 unit);
/* A unit of work that does not come from a person. */
void university_write (Fixture *fixture, UoisStoreOrigin origin, const char *label, UoisStoreJob job, gpointer data);

/**
 * university_document:
 *
 * Returns: (transfer full): a document that makes the mutation as `r` with all its arguments from variables, and asks
 * for all of its result, of records the id
 */
char *university_document (const UoisOperation *operation);

/**
 * Variables: the arguments of one mutation on their way to JSON.
 * @values: one per argument of the operation
 * @given: whether it is there at all
 */
typedef struct
{
  const UoisOperation *operation;
  const UoisArgument *const *arguments;
  guint length;
  UoisValue *values;
  gboolean *given;
} Variables;

void variables_init (Variables *variables, const UoisOperation *operation);
void variables_clear (Variables *variables);
/* A value of the argument's type; @number chooses which. A reference gets the record of its table. */
void variables_set (Variables *variables, guint index, guint number);
void variables_set_all (Variables *variables, guint number);
/* The value of the argument that sets a column; %NULL if none does. Marks it as given. */
UoisValue *variables_get (Variables *variables, const UoisColumn *column);
void variables_set_uuid (Variables *variables, const UoisColumn *column, const UoisUuid *uuid);
gboolean variables_is_required (const Variables *variables, guint index);
char *variables_to_json (const Variables *variables);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Variables, variables_clear)

/* The answer to a request, parsed. */
json_object *university_ask (Fixture *fixture, const char *document, const char *variables);
/* Makes the mutation: the answer. */
json_object *university_mutate (Fixture *fixture, const Variables *variables);
/* Its result, or the first of several; %NULL if it failed. */
json_object *answer_get_result (json_object *answer);
/* The message of the only error; "" if there is none. */
const char *answer_get_error (json_object *answer);
/* The member of a result as text; %NULL for null. */
const char *result_get (json_object *result, const char *name);

G_END_DECLS
