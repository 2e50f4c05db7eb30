/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/change-many.h"

#include "base/text.h"
#include "repo/delimited-text.h"
#include "repo/draft-private.h"
#include "repo/find-title.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
uois_pasted_free (UoisPasted *pasted)
{
  g_ptr_array_unref (pasted->drafts);
  g_ptr_array_unref (pasted->problems);
  g_ptr_array_unref (pasted->ignored);
  g_free (pasted->columns);
  g_free (pasted);
}

static UoisPasted *
pasted_new (void)
{
  UoisPasted *pasted = g_new0 (UoisPasted, 1);

  pasted->drafts = g_ptr_array_new_with_free_func (g_object_unref);
  pasted->problems = uois_problem_list_new ();
  pasted->ignored = g_ptr_array_new_with_free_func (g_free);
  return pasted;
}

/**
 * PasteRequest:
 * @fields: (owned)
 */
typedef struct
{
  const UoisType *type;
  const UoisField *relation; /* nullable */
  UoisUuid parent;
  const UoisField **fields;
  guint n_fields;
  char *text;
} PasteRequest;

/* ---- Which column is which ---- */

/* What can be typed into a new record of the list; the column of the relation is what the list is about. */
static gboolean
can_take (const PasteRequest *request, const UoisColumn *column)
{
  return column != NULL && column->type == request->type && column->index > 0 && column->audit == UOIS_AUDIT_NONE &&
         (request->relation == NULL || column != request->relation->column);
}

static gboolean
is_called (const UoisField *field, const char *name)
{
  g_autofree char *folded = uois_text_fold (name, -1);
  g_autofree char *label = uois_text_fold (uois_label (field->label), -1);

  return g_str_equal (field->name, name) || g_str_equal (g_strstrip (folded), label);
}

static const UoisField *
find_field (const UoisType *type, const char *name)
{
  for (guint i = 0; i < type->fields.length; i++)
    if (is_called (type->fields.items[i], name))
      return type->fields.items[i];
  return NULL;
}

/* A line that mostly has names of fields names the columns. */
static gboolean
is_header (const PasteRequest *request, const char *const *cells)
{
  guint n_filled = 0;
  guint n_names = 0;

  for (; *cells != NULL; cells++)
    {
      n_filled += **cells != '\0';
      n_names += **cells != '\0' && find_field (request->type, *cells) != NULL;
    }
  return n_names > 0 && 2 * n_names > n_filled;
}

static gboolean
is_taken (const UoisPasted *pasted, const UoisColumn *column)
{
  for (guint i = 0; i < pasted->n_columns; i++)
    if (pasted->columns[i] == column)
      return TRUE;
  return FALSE;
}

/* @name: what the column of the text is called; @field: (nullable): what that is */
static void
take_column (const PasteRequest *request, UoisPasted *pasted, guint index, const char *name, const UoisField *field)
{
  if (field == NULL)
    g_ptr_array_add (pasted->ignored,
                     g_strdup_printf (_ ("The column “%s” was not taken: no field is called so."), name));
  else if (!can_take (request, field->column))
    g_ptr_array_add (pasted->ignored,
                     g_strdup_printf (_ ("The column “%s” was not taken: this field cannot be filled in."), name));
  else if (is_taken (pasted, field->column))
    g_ptr_array_add (pasted->ignored, g_strdup_printf (_ ("The column “%s” was not taken: it is there twice."), name));
  else
    pasted->columns[index] = field->column;
}

static void
take_named_columns (const PasteRequest *request, UoisPasted *pasted, const char *const *cells)
{
  for (guint i = 0; i < pasted->n_columns; i++)
    if (cells[i] != NULL && *cells[i] != '\0')
      take_column (request, pasted, i, cells[i], find_field (request->type, cells[i]));
}

/* A list of records that a link leads to shows those; what is typed into the link itself is which one. */
static void
take_listed_columns (const PasteRequest *request, UoisPasted *pasted)
{
  const UoisField *relation = request->relation;
  const UoisField *far = relation != NULL && relation->kind == UOIS_FIELD_THROUGH ? relation->far_column->field : NULL;
  guint n_listed = far != NULL ? 1 : request->n_fields;

  for (guint i = 0; i < MIN (pasted->n_columns, n_listed); i++)
    {
      const UoisField *field = far != NULL ? far : request->fields[i];

      take_column (request, pasted, i, uois_label (field->label), field);
    }
  if (pasted->n_columns > n_listed)
    g_ptr_array_add (pasted->ignored,
                     g_strdup_printf (ngettext ("%u further column was not taken: the list does not show so many.",
                                                "%u further columns were not taken: the list does not show so many.",
                                                pasted->n_columns - n_listed),
                                      pasted->n_columns - n_listed));
}

static void
take_columns (const PasteRequest *request, UoisPasted *pasted, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    pasted->n_columns = MAX (pasted->n_columns, g_strv_length (lines->pdata[i]));
  pasted->columns = g_new0 (const UoisColumn *, pasted->n_columns);
  pasted->has_header = is_header (request, lines->pdata[0]);
  if (pasted->has_header)
    take_named_columns (request, pasted, lines->pdata[0]);
  else
    take_listed_columns (request, pasted);
}

/* ---- Cells ---- */

static void
report_title (UoisPasted *pasted, const UoisColumn *column, const char *text, guint n_found)
{
  const char *label = column->field != NULL ? uois_label (column->field->label) : column->name;
  const char *type = uois_type_get_label (column->target);
  char *sentence =
      n_found == 0 ?
          /* Translators: a field, a kind of record, a title. */
          g_strdup_printf (_ ("“%s”: there is no record (%s) that is called “%s”."), label, type, text) :
          g_strdup_printf (_ ("“%s”: there are several records (%s) that are called “%s”."), label, type, text);

  uois_problem_list_add (pasted->problems, pasted->drafts->len - 1, column, UOIS_SEVERITY_ERROR, sentence,
                         n_found == 0 ? _ ("Correct the name, or make that record first.") :
                                        _ ("Choose which one it is, or paste its id."));
}

static gboolean
take_reference (UoisTitleFinder *finder,
                UoisPasted *pasted,
                UoisDraft *draft,
                const UoisColumn *column,
                const char *text,
                GError **error)
{
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  UoisUuid id;
  guint n_found = 1;

  if (!uois_uuid_parse (text, strlen (text), &id) &&
      !uois_title_finder_find (finder, column->target, text, &id, &n_found, error))
    return FALSE;
  if (n_found == 1)
    {
      uois_value_set_uuid (&value, &id);
      uois_draft_set_value (draft, column, &value);
      return TRUE;
    }
  uois_draft_take_text (draft, column, text);
  report_title (pasted, column, text, n_found);
  return TRUE;
}

static gboolean
take_cell (UoisTitleFinder *finder,
           UoisPasted *pasted,
           UoisDraft *draft,
           const UoisColumn *column,
           const char *cell,
           GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (cell));

  /* An empty cell leaves what a new record starts with. */
  if (*text == '\0')
    return TRUE;
  if (column->target != NULL && column->target->table != NULL)
    return take_reference (finder, pasted, draft, column, text, error);
  /* What is no value stays as a text, which the rules will find. */
  uois_draft_set_text (draft, column, column->kind == UOIS_VALUE_TEXT ? cell : text, NULL);
  return TRUE;
}

static gboolean
take_line (const PasteRequest *request,
           UoisRegistry *registry,
           UoisTitleFinder *finder,
           UoisPasted *pasted,
           const char *const *cells,
           GError **error)
{
  UoisDraft *draft = request->relation != NULL ?
                         uois_draft_new_related (registry, request->relation, &request->parent) :
                         uois_draft_new (registry, request->type);

  g_ptr_array_add (pasted->drafts, draft);
  for (guint i = 0; i < pasted->n_columns && cells[i] != NULL; i++)
    if (pasted->columns[i] != NULL && !take_cell (finder, pasted, draft, pasted->columns[i], cells[i], error))
      return FALSE;
  return TRUE;
}

/* ---- Rules ---- */

static gboolean
is_reported (const GPtrArray *problems, guint n_problems, const UoisProblem *problem)
{
  for (guint i = 0; i < n_problems; i++)
    {
      const UoisProblem *other = problems->pdata[i];

      if (other->draft == problem->draft && other->column == problem->column)
        return TRUE;
    }
  return FALSE;
}

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const UoisProblem *first = *(UoisProblem *const *) a;
  const UoisProblem *second = *(UoisProblem *const *) b;
  guint first_column = first->column != NULL ? first->column->index : G_MAXUINT;
  guint second_column = second->column != NULL ? second->column->index : G_MAXUINT;

  if (first->draft != second->draft)
    return first->draft < second->draft ? -1 : 1;
  return (first_column > second_column) - (first_column < second_column);
}

/* What is known of a title already is said better there than by the rule that a text is no id. */
static gboolean
add_problems (UoisFile *file, UoisStoreReader *reader, UoisPasted *pasted, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) found = uois_problem_list_new ();
  guint n_titles = pasted->problems->len;

  for (guint i = 0; i < pasted->drafts->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !uois_draft_validate (file, reader, pasted->drafts, i, found, error))
      return FALSE;
  while (found->len > 0)
    {
      UoisProblem *problem = g_ptr_array_steal_index (found, found->len - 1);

      if (is_reported (pasted->problems, n_titles, problem))
        uois_problem_free (problem);
      else
        g_ptr_array_add (pasted->problems, problem);
    }
  g_ptr_array_sort (pasted->problems, compare_problems);
  return TRUE;
}

/* ---- The whole ---- */

static GPtrArray *
read_lines (const char *text, GError **error)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("What was pasted is no text."));
      return NULL;
    }
  lines = uois_delimited_text_read (text, '\t');
  if (lines->len > UOIS_PASTED_ROWS_MAX + 1)
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_LIMIT,
                 ngettext ("%u row is too many to paste. Import it from a file.",
                           "%u rows are too many to paste. Import them from a file.", lines->len),
                 lines->len);
  else if (lines->len > 0)
    return g_steal_pointer (&lines);
  else
    g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                         _ ("There are no rows in what was copied. Copy cells of a spreadsheet."));
  return NULL;
}

static gboolean
check_columns (const UoisPasted *pasted, const GPtrArray *lines, GError **error)
{
  gboolean any = FALSE;

  for (guint i = 0; i < pasted->n_columns; i++)
    any |= pasted->columns[i] != NULL;
  if (any && lines->len > (pasted->has_header ? 1 : 0))
    return TRUE;
  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                       any ? _ ("There are no rows below the names of the columns. Copy them as well.") :
                             _ ("None of the columns is one of this list. Put the names of the fields in the first "
                                "row."));
  return FALSE;
}

static gpointer
paste_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const PasteRequest *request = data;
  g_autoptr (GPtrArray) lines = read_lines (request->text, error);
  g_autoptr (UoisTitleFinder) finder = NULL;
  g_autoptr (UoisPasted) pasted = NULL;

  if (lines == NULL)
    return NULL;
  pasted = pasted_new ();
  take_columns (request, pasted, lines);
  if (!check_columns (pasted, lines, error))
    return NULL;
  finder = uois_title_finder_new (file, reader, cancellable);
  for (guint i = pasted->has_header ? 1 : 0; i < lines->len; i++)
    if (!take_line (request, file->registry, finder, pasted, lines->pdata[i], error))
      return NULL;
  return add_problems (file, reader, pasted, cancellable, error) ? g_steal_pointer (&pasted) : NULL;
}

static PasteRequest *
paste_request_new (const UoisType *type,
                   const UoisField *relation,
                   const UoisUuid *parent,
                   const UoisField *const *fields,
                   guint n_fields,
                   const char *text)
{
  PasteRequest *request = g_new0 (PasteRequest, 1);

  request->type = type;
  request->relation = relation;
  if (relation != NULL)
    request->parent = *parent;
  request->fields = g_memdup2 (fields, n_fields * sizeof *fields);
  request->n_fields = n_fields;
  request->text = g_strdup (text);
  return request;
}

static void
paste_request_free (gpointer data)
{
  PasteRequest *request = data;

  g_free (request->fields);
  g_free (request->text);
  g_free (request);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasteRequest, paste_request_free)

void
uois_file_read_pasted_async (UoisFile *file,
                             const UoisType *type,
                             const UoisField *relation,
                             const UoisUuid *parent,
                             const UoisField *const *fields,
                             guint n_fields,
                             const char *text,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file) && text != NULL);
  g_return_if_fail (relation == NULL || (parent != NULL && relation->column->type == type));

  uois_file_run_long_async (file, uois_file_read_pasted_async, paste_run,
                            paste_request_new (type, relation, parent, fields, n_fields, text), paste_request_free,
                            (GDestroyNotify) uois_pasted_free, NULL, cancellable, callback, user_data);
}

UoisPasted *
uois_file_read_pasted_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_read_pasted_async, result, error);
}

UoisPasted *
uois_file_read_pasted (UoisFile *file,
                       const UoisType *type,
                       const UoisField *relation,
                       const UoisUuid *parent,
                       const UoisField *const *fields,
                       guint n_fields,
                       const char *text,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (PasteRequest) request = NULL;

  g_return_val_if_fail (UOIS_IS_FILE (file) && text != NULL, NULL);

  request = paste_request_new (type, relation, parent, fields, n_fields, text);
  return uois_file_run (file, paste_run, request, cancellable, error);
}
