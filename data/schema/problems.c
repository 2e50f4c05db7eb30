/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/problems.h"

#include "base/text.h"

#include <string.h>

/* More would not help anybody: one slip in a name can follow into every line. */
#define MOST_PROBLEMS 50

typedef struct
{
  const UoisDeclaration *declaration;
  gsize offset;
  char *text;
} Problem;

struct _UoisProblems
{
  GArray *problems; /* Problem */
};

static void
clear_problem (gpointer data)
{
  g_free (((Problem *) data)->text);
}

UoisProblems *
uois_problems_new (void)
{
  UoisProblems *problems = g_new0 (UoisProblems, 1);

  problems->problems = g_array_new (FALSE, FALSE, sizeof (Problem));
  g_array_set_clear_func (problems->problems, clear_problem);

  return problems;
}

void
uois_problems_free (UoisProblems *problems)
{
  g_array_unref (problems->problems);
  g_free (problems);
}

void
uois_problems_add (UoisProblems *problems, UoisPlace place, const char *format, ...)
{
  const UoisDocument *document = place.declaration->document;
  gboolean directive = uois_node_get_kind (document, place.node) == UOIS_NODE_DIRECTIVE;
  Problem problem = { .declaration = place.declaration };
  va_list arguments;

  /* A person looks for "@many", but for "name" rather than for what stands before it. */
  problem.offset =
      directive ? uois_node_get_start (document, place.node) : uois_node_get_name_start (document, place.node);

  va_start (arguments, format);
  problem.text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_array_append_val (problems->problems, problem);
}

/* Of two names that are equally near, the one that begins alike is meant; else the first, so that a message is always the same. */
static gboolean
is_better_guess (const char *name, const char *guess, const char *other)
{
  gboolean begins_alike = g_ascii_tolower (guess[0]) == g_ascii_tolower (name[0]);
  gboolean other_begins_alike = g_ascii_tolower (other[0]) == g_ascii_tolower (name[0]);

  return begins_alike != other_begins_alike ? begins_alike : strcmp (guess, other) < 0;
}

char *
uois_problems_advise (GHashTable *names, const char *name)
{
  guint nearest_distance = (guint) strlen (name) / 3 + 1;
  const char *nearest = NULL;
  GHashTableIter iterator;
  gpointer key;

  g_hash_table_iter_init (&iterator, names);
  while (g_hash_table_iter_next (&iterator, &key, NULL))
    {
      guint distance = uois_text_distance (name, key);

      if (distance < nearest_distance ||
          (distance == nearest_distance && nearest != NULL && is_better_guess (name, key, nearest)))
        {
          nearest_distance = distance;
          nearest = key;
        }
    }

  return nearest != NULL ? g_strdup_printf ("did you mean “%s”?", nearest) : g_strdup ("check the spelling");
}

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const Problem *first = a;
  const Problem *second = b;

  if (first->declaration->index != second->declaration->index)
    return first->declaration->index < second->declaration->index ? -1 : 1;
  if (first->offset != second->offset)
    return first->offset < second->offset ? -1 : 1;
  return strcmp (first->text, second->text);
}

/* Two steps may find the same fault. */
static void
remove_repetitions (GArray *problems)
{
  for (guint i = problems->len - 1; i > 0; i--)
    if (compare_problems (&g_array_index (problems, Problem, i - 1), &g_array_index (problems, Problem, i)) == 0)
      g_array_remove_index (problems, i);
}

gboolean
uois_problems_report (UoisProblems *problems, GError **error)
{
  g_autoptr (GString) message = g_string_new (NULL);
  guint length;

  if (problems->problems->len == 0)
    return TRUE;

  g_array_sort (problems->problems, compare_problems);
  remove_repetitions (problems->problems);
  length = problems->problems->len;
  for (guint i = 0; i < MIN (length, MOST_PROBLEMS); i++)
    {
      const Problem *problem = &g_array_index (problems->problems, Problem, i);
      UoisSourceLocation location = uois_document_locate (problem->declaration->document, problem->offset);

      g_string_append_printf (message, "%s%s:%u:%u: %s", i == 0 ? "" : "\n", problem->declaration->file_name,
                              location.line, location.column, problem->text);
    }
  if (length > MOST_PROBLEMS)
    g_string_append_printf (message, "\n… and %u more", length - MOST_PROBLEMS);

  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID, message->str);
  return FALSE;
}
