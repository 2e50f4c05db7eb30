/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"

G_BEGIN_DECLS

/**
 * School: a file of the school that `school.graphql` declares and `school.json` fills.
 * @folder: where it lies, and nothing else
 */
typedef struct
{
  char *folder;
  UoisRegistry *registry;
  UoisFile *file;
} School;

void school_open (School *school);
/* Also removes the file. */
void school_close (School *school);

/**
 * school_ask:
 * @document: `# variables: {…}` and `# operation: name` in lines of it belong to the request
 * @profile: (nullable): gets what it cost; then nothing is taken from earlier questions
 *
 * Returns: (transfer full): the answer
 */
GBytes *school_ask (School *school, const char *document, UoisProfile *profile);

G_END_DECLS
