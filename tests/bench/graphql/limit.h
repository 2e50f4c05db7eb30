/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * SECTION: The limit
 *
 * The same answers from arrays of C structures in memory that hold what the
 * rows hold, with a hash table per kind of id and the children of a record side
 * by side, by functions written for each question. What ours takes beyond it is
 * what SQLite, a file and an evaluator for any question cost.
 */
typedef struct _Limit Limit;

Limit *limit_new (sqlite3 *db);
void limit_free (Limit *limit);

/**
 * LimitAnswer: writes the answer to a question from the limit's arrays.
 * @id: the parameter of a question about one person
 * @skip: that of a page
 * @to: has room for any answer
 *
 * Returns: the end of what was written
 */
typedef char *(*LimitAnswer) (const Limit *limit, const UoisUuid *id, guint skip, char *to);

char *limit_answer_person (const Limit *limit, const UoisUuid *id, guint skip, char *to);
char *limit_answer_memberships (const Limit *limit, const UoisUuid *id, guint skip, char *to);
char *limit_answer_flat (const Limit *limit, const UoisUuid *id, guint skip, char *to);
char *limit_answer_members (const Limit *limit, const UoisUuid *id, guint skip, char *to);
char *limit_answer_events (const Limit *limit, const UoisUuid *id, guint skip, char *to);
char *limit_answer_authors (const Limit *limit, const UoisUuid *id, guint skip, char *to);

/* Bytes that any of these answers can take. */
#define LIMIT_ANSWER_SIZE (64 * 1024 * 1024)

G_END_DECLS
