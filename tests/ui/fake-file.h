/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"

G_BEGIN_DECLS

/*
 * A UoisFile over an array, whose answers come when the test says so and in
 * the order that it says: what a slow disk and a quick person can do to a list.
 * It stands for the few functions of repo/file.h that UoisListModel calls.
 */

UoisFile *fake_file_new (void);

/* What the file holds from now on; @rows is copied. */
void fake_file_set_rows (UoisFile *file, const gint64 *rows, guint n_rows);

/* Every record read from now on has another title: "ROW.VERSION". */
void fake_file_next_version (UoisFile *file);
guint fake_file_get_version (UoisFile *file);

/* Questions that wait for their answer. */
guint fake_file_n_waiting (UoisFile *file);
/* How many of them ask for records rather than for the list. */
guint fake_file_n_fetches (UoisFile *file);

/* Answers the @number-th of them with what the file held when it was asked. */
void fake_file_answer (UoisFile *file, guint number);
void fake_file_answer_all (UoisFile *file);

/* The next list is an error. */
void fake_file_fail (UoisFile *file);

G_END_DECLS
