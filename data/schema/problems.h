/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/declaration.h"

G_BEGIN_DECLS

/**
 * UoisProblems: what is wrong with the declarations, collected so that a person hears of everything at once.
 *
 * A message says what is wrong and, after a semicolon, how to cure it. Like a
 * compiler's, messages are in English and for whoever writes declarations.
 */
typedef struct _UoisProblems UoisProblems;

UoisProblems *uois_problems_new (void);
void uois_problems_free (UoisProblems *problems);

void uois_problems_add (UoisProblems *problems, UoisPlace place, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* What to advise for an unknown @name: the most similar key of @names, or a look at the spelling. */
char *uois_problems_advise (GHashTable *names, const char *name);

/**
 * uois_problems_report:
 * @error: return location for %UOIS_ERROR_INVALID: a line "file:line:column: what; cure" for each, in the order of the declarations
 *
 * Returns: %TRUE if there is no problem
 */
gboolean uois_problems_report (UoisProblems *problems, GError **error);

G_END_DECLS
