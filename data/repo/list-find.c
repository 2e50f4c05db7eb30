/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/list-find.h"

#include "repo/bound-select.h"
#include "repo/find-problems.h"
#include "repo/word-match.h"
#include "store/history.h"

/* ---- Requests ---- */

UoisListRequest *
uois_list_request_copy (const UoisListRequest *request)
{
  UoisListRequest *copy = g_memdup2 (request, sizeof *request);

  copy->search = g_strdup (request->search);
  if (copy->filter != NULL)
    uois_list_filter_ref (copy->filter);
  return copy;
}

void
uois_list_request_free (gpointer data)
{
  UoisListRequest *request = data;

  g_free ((char *) request->search);
  g_clear_pointer (&request->filter, uois_list_filter_unref);
  g_free (request);
}

gboolean
uois_search_has_words (const char *text)
{
  g_autoptr (UoisWordMatcher) matcher = text != NULL ? uois_word_matcher_new (text) : NULL;

  return matcher != NULL;
}

/* ---- By what SQL is not asked ---- */

/**
 * Finding:
 * @rows: (nullable): what is left so far; %NULL: all
 * @matcher: (nullable): decides by the titles
 */
typedef struct
{
  UoisFile *file;
  UoisStoreReader *reader;
  const UoisListRequest *request;
  GCancellable *cancellable;
  UoisRowSet *rows;
  UoisWordMatcher *matcher;
} Finding;

static void
finding_clear (Finding *finding)
{
  g_clear_pointer (&finding->rows, uois_row_set_free);
  g_clear_pointer (&finding->matcher, uois_word_matcher_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Finding, finding_clear)

static void
narrow (Finding *finding, UoisRowSet *rows)
{
  if (finding->rows == NULL)
    {
      finding->rows = rows;
      return;
    }
  uois_row_set_intersect (finding->rows, rows);
  uois_row_set_free (rows);
}

static gboolean
find_words (Finding *finding, GError **error)
{
  const UoisListRequest *request = finding->request;
  g_autoptr (GArray) found = NULL;
  UoisRowSet *rows;

  if (!uois_search_has_words (request->search))
    return TRUE;
  if (!uois_type_has_search_index (request->type))
    {
      finding->matcher = uois_word_matcher_new (request->search);
      return TRUE;
    }
  found = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!uois_store_reader_match (finding->reader, request->type, request->search, found, error))
    return FALSE;
  rows = uois_row_set_new ();
  for (guint i = 0; i < found->len; i++)
    uois_row_set_add (rows, g_array_index (found, gint64, i));
  narrow (finding, rows);
  return TRUE;
}

static gboolean
find_state (Finding *finding, const UoisListCondition *condition, GError **error)
{
  const UoisType *type = finding->request->type;
  g_autoptr (UoisRowSet) rows = uois_row_set_new ();
  gboolean found = TRUE;

  switch (condition->state)
    {
    case UOIS_LIST_STATE_UNSENT:
      found = uois_store_reader_find_unsent (finding->reader, type, rows, error);
      break;
    case UOIS_LIST_STATE_CREATED:
      found = uois_store_reader_find_created (finding->reader, type, rows, error);
      break;
    case UOIS_LIST_STATE_CHANGED_BY:
      found = uois_store_reader_find_changed (finding->reader, type, condition->unit, rows, error);
      break;
    case UOIS_LIST_STATE_PROBLEMS:
      found = uois_file_find_problems (finding->file, finding->reader, type, rows, NULL, finding->cancellable, error);
      break;
    default:
      return TRUE;
    }
  if (found)
    narrow (finding, g_steal_pointer (&rows));
  return found;
}

static gboolean
find_states (Finding *finding, GError **error)
{
  const UoisListFilter *filter = finding->request->filter;

  for (guint i = 0; filter != NULL && i < filter->n_conditions; i++)
    if (filter->conditions[i]->field == NULL && !find_state (finding, filter->conditions[i], error))
      return FALSE;
  return TRUE;
}

/* ---- By SQL ---- */

static gboolean
collect (Finding *finding, UoisStoreStatement *statement, UoisRowSet *rows, GError **error)
{
  int step;

  while ((step = uois_store_statement_step (statement, error)) == 1)
    {
      gsize length;
      const char *title = finding->matcher != NULL ? uois_store_statement_get_text (statement, 1, &length) : NULL;

      if (finding->matcher == NULL || (title != NULL && uois_word_matcher_matches (finding->matcher, title, length)))
        uois_row_set_add (rows, uois_store_statement_get_integer (statement, 0));
    }
  return step == 0;
}

static UoisRowSet *
select_rows (Finding *finding, const UoisField *except, GError **error)
{
  const UoisListRequest *request = finding->request;
  g_auto (UoisBoundSelect) bound = { 0 };
  g_autoptr (UoisRowSet) rows = uois_row_set_new ();
  UoisStoreStatement *statement;
  gboolean complete;

  uois_bound_select_init (&bound, finding->file, request->type);
  bound.select->unordered = TRUE;
  uois_select_add_output (bound.select, 0, UOIS_OUTPUT_ROW);
  if (finding->matcher != NULL)
    uois_select_add_output (bound.select, 0, UOIS_OUTPUT_TITLE);
  if (request->relation != NULL)
    uois_bound_select_where_related (&bound, request->relation, &request->parent);
  if (finding->rows != NULL)
    uois_bound_select_where_set (&bound, finding->rows);
  uois_bound_select_where_filter (&bound, request->filter, except);

  statement = uois_bound_select_open (&bound, finding->reader, error);
  if (statement == NULL)
    return NULL;
  complete = collect (finding, statement, rows, error);
  uois_store_statement_release (statement);
  return complete ? g_steal_pointer (&rows) : NULL;
}

UoisRowSet *
uois_file_find_rows (UoisFile *file,
                     UoisStoreReader *reader,
                     const UoisListRequest *request,
                     const UoisField *except,
                     GCancellable *cancellable,
                     GError **error)
{
  g_auto (Finding) finding = { file, reader, request, cancellable, NULL, NULL };

  if (!find_words (&finding, error) || !find_states (&finding, error))
    return NULL;
  return select_rows (&finding, except, error);
}
