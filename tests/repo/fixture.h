/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"

G_BEGIN_DECLS

/**
 * Fixture: a file of a small registry that exists only in the tests: a library
 * with readers, books in shelves that stand inside each other, loans between
 * both, labels on books, and notes of another domain that refer softly.
 */
typedef struct
{
  char *folder;
  char *path;
  UoisRegistry *registry;
  UoisFile *file;
  const UoisType *reader;
  const UoisType *shelf;
  const UoisType *book;
  const UoisType *loan;
  const UoisType *label;
  const UoisType *note;
} Fixture;

/* The registry alone. */
UoisRegistry *fixture_registry_new (void);

/* For g_test_add(): an open, empty file in a folder of its own. */
void fixture_set_up (Fixture *fixture, gconstpointer data);
/* The same with another registry; the types stay %NULL. */
void fixture_set_up_with (Fixture *fixture, UoisRegistry *registry);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
#define fixture_add(path, function) g_test_add ((path), Fixture, NULL, fixture_set_up, (function), fixture_tear_down)

/* Fails the test if uois_file_check() finds anything. */
void fixture_assert_sound (Fixture *fixture);

/* Closes the file and opens it again. */
void fixture_reopen (Fixture *fixture);

/* Loads seed text, in which ' stands for ". */
GPtrArray *fixture_load (Fixture *fixture, const char *text);
/* The same; every row must be stored. */
void fixture_store (Fixture *fixture, const char *text);
/* Returns: (transfer none): of a load, what became of a key */
const UoisLoadTable *fixture_find_table (GPtrArray *tables, const char *name);

/* An id that ends with @number: "00000000-0000-4000-8000-0000000000NN". */
UoisUuid fixture_id (guint number);

/* The titles of a list, joined by "; ". */
char *fixture_list (Fixture *fixture, const UoisListRequest *request);
/* The records of all rows of a type in its own order. */
GPtrArray *fixture_fetch_all (Fixture *fixture, const UoisType *type, const UoisField *const *fields, guint n_fields);

/* Dumps the whole file. */
char *fixture_dump (Fixture *fixture, GPtrArray **notes);

/* For asynchronous calls: waits in the default context until the result is there. */
typedef struct
{
  GAsyncResult *result;
} Waiter;

void waiter_take (GObject *source, GAsyncResult *result, gpointer waiter);
GAsyncResult *waiter_wait (Waiter *waiter);
void waiter_clear (Waiter *waiter);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Waiter, waiter_clear)

G_END_DECLS
