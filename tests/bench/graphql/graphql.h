/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench.h"
#include "limit.h"
#include "peer.h"
#include "raw.h"

G_BEGIN_DECLS

/* How many people are asked for in turn: so many that none is still in the processor's cache when it is his turn. */
#define BENCH_KEYS 16384

/**
 * Bench: a file, and everybody who answers questions about it.
 * @keys: ids of people from everywhere in the table
 * @peer: (nullable): graphql-js; %NULL if there is no node
 * @case_one: seconds of the first case
 */
typedef struct
{
  UoisRegistry *registry;
  char *path;
  UoisFile *file;
  sqlite3 *db;
  UoisUuid keys[BENCH_KEYS];
  Limit *limit;
  Peer *peer;
  double case_one;
} Bench;

/**
 * Row: one line of the table; what is 0 or NULL was not measured.
 * @seconds: our time for one question
 * @raw, @limit: how many times that of the hand-written walk, and of C arrays
 * @peer: how many times faster than graphql-js
 * @bytes: of the answer, or of the document
 * @memory: the most that the process had beyond what it had before, in bytes
 * @note: (nullable): a goal that only this case has; freed
 */
typedef struct
{
  const char *name;
  double seconds;
  double raw, raw_goal;
  double limit, limit_goal;
  double peer, peer_goal;
  double bytes;
  gsize memory;
  char *note;
} Row;

void bench_graphql_print_heading (Bench *bench);
void bench_graphql_print (Row *row);

/* The answer of ours; the program ends if it is an error. */
GBytes *bench_ask (Bench *bench, const char *document, const char *variables);
/* Says so if two answers differ. */
void bench_agree (const char *name, const char *who, GBytes *ours, GBytes *theirs);

/* How many times as fast as graphql-js an answer is to be. */
#define BENCH_PEER_GOAL 20

/* Cases 1 to 7 and 9: questions about rows, about entities, and about the API. */
guint bench_questions_get_length (void);
const char *bench_questions_get_name (guint question);
void bench_question_measure (Bench *bench, guint question);
/* Prints how much memory the answers to a question take. */
void bench_question_print_memory (Bench *bench, guint question);

/* What case 9 asks. */
extern const char bench_introspection[];
char *bench_entities_write_variables (const Bench *bench, guint variant);

/* Case 8: documents. */
void bench_documents_measure (Bench *bench, const char *wanted);

/* Case 10: the HTTP server. */
void bench_service_measure (Bench *bench, const char *wanted);

G_END_DECLS
