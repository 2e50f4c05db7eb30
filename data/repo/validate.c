/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/bound-select.h"
#include "repo/draft-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What nobody types into one line; a server's column takes it all the same. */
#define LINE_CHARACTERS_EXPECTED 1000
/* A form that holds more than this was pasted into by mistake. */
#define LINE_CHARACTERS_MAX 100000
#define TEXT_CHARACTERS_MAX 10000000

/* ---- Problems ---- */

void
uois_problem_free (UoisProblem *problem)
{
  g_free (problem->sentence);
  g_free (problem->cure);
  g_free (problem);
}

GPtrArray *
uois_problem_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) uois_problem_free);
}

void
uois_problem_list_add (
    GPtrArray *problems, guint draft, const UoisColumn *column, UoisSeverity severity, char *sentence, const char *cure)
{
  UoisProblem *problem = g_new0 (UoisProblem, 1);

  problem->draft = draft;
  problem->column = column;
  problem->severity = severity;
  problem->sentence = sentence;
  problem->cure = g_strdup (cure);
  g_ptr_array_add (problems, problem);
}

gboolean
uois_problem_list_has_errors (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    if (((const UoisProblem *) g_ptr_array_index (problems, i))->severity == UOIS_SEVERITY_ERROR)
      return TRUE;
  return FALSE;
}

/* ---- A draft among others ---- */

/**
 * Check: the checking of one draft.
 * @drafts: (element-type UoisDraft): what is saved together with it
 * @index: which of them it is
 */
typedef struct
{
  UoisFile *file;
  UoisStoreReader *reader;
  GPtrArray *drafts;
  guint index;
  UoisDraft *draft;
  GPtrArray *problems;
} Check;

static void
report (Check *check, const UoisColumn *column, UoisSeverity severity, char *sentence, const char *cure)
{
  uois_problem_list_add (check->problems, check->index, column, severity, sentence, cure);
}

static gboolean
is_touched (Check *check, const UoisColumn *column)
{
  return check->draft->is_new || uois_draft_is_changed (check->draft, column);
}

static UoisDraft *
find_draft (Check *check, const UoisType *type, const UoisUuid *id)
{
  for (guint i = 0; i < check->drafts->len; i++)
    {
      UoisDraft *draft = g_ptr_array_index (check->drafts, i);

      if (draft->type == type && uois_uuid_equal (uois_draft_get_id (draft), id))
        return draft;
    }
  return NULL;
}

/* What people call a column. */
static const char *
get_label (const UoisColumn *column)
{
  return column->field != NULL ? uois_label (column->field->label) : column->name;
}

/* ---- One value ---- */

static void
check_text (Check *check, const UoisColumn *column, const UoisValue *value)
{
  gboolean is_long = column->field != NULL && column->field->presentation == UOIS_PRESENT_LONG_TEXT;
  glong length = g_utf8_strlen (value->text, value->length);

  for (guint i = 0; i < value->length; i++)
    {
      guchar c = (guchar) value->text[i];

      if ((c >= 0x20 && c != 0x7f) || c == '\t' || c == '\n' || c == '\r')
        continue;
      report (check, column, UOIS_SEVERITY_ERROR,
              g_strdup_printf (_ ("The text has a control character (U+%04X), which cannot be seen."), c),
              _ ("Type the text again instead of pasting it."));
      break;
    }

  if (!is_long && memchr (value->text, '\n', value->length) != NULL)
    report (check, column, UOIS_SEVERITY_WARNING, g_strdup (_ ("The text has more than one line.")),
            _ ("Put it on one line: lists show no more."));

  if (length > (is_long ? TEXT_CHARACTERS_MAX : LINE_CHARACTERS_MAX))
    report (check, column, UOIS_SEVERITY_ERROR, g_strdup_printf (_ ("The text has %ld characters."), length),
            _ ("Shorten it: this is more than anybody reads in a field."));
  else if (!is_long && length > LINE_CHARACTERS_EXPECTED)
    report (check, column, UOIS_SEVERITY_WARNING, g_strdup_printf (_ ("The text has %ld characters."), length),
            _ ("Check whether all of it belongs here."));
}

static void
check_form (Check *check, const UoisColumn *column, const UoisValue *value)
{
  UoisPresentation presentation = column->field != NULL ? column->field->presentation : UOIS_PRESENT_PLAIN;
  const char *text = value->kind == UOIS_VALUE_TEXT ? value->text : NULL;
  gsize length = text != NULL ? value->length : 0;
  const char *at = text != NULL ? memchr (text, '@', length) : NULL;
  double number = value->kind == UOIS_VALUE_REAL ? value->real : (double) value->integer;

  if (presentation == UOIS_PRESENT_EMAIL && length > 0 &&
      (at == NULL || at == text || at == text + length - 1 || memchr (text, ' ', length) != NULL))
    report (check, column, UOIS_SEVERITY_WARNING, g_strdup (_ ("This does not look like an e-mail address.")),
            _ ("Write it like name@example.org."));
  if (presentation == UOIS_PRESENT_URL && length > 0 && g_strstr_len (text, (gssize) length, "://") == NULL)
    report (check, column, UOIS_SEVERITY_WARNING, g_strdup (_ ("This does not look like a web address.")),
            _ ("Write it like https://example.org."));
  if (presentation == UOIS_PRESENT_PERCENT && (value->kind == UOIS_VALUE_REAL || value->kind == UOIS_VALUE_INTEGER) &&
      (number < 0 || number > 100))
    report (check, column, UOIS_SEVERITY_WARNING, g_strdup (_ ("A share usually lies between 0 and 100 percent.")),
            _ ("Check the number."));
}

static void
check_value (Check *check, const UoisColumn *column)
{
  const UoisValue *value = UOIS_ROW_VALUE (check->draft->values, column);
  const char *text = check->draft->texts[column->index];
  gboolean is_empty = value->kind == UOIS_VALUE_NULL || (value->kind == UOIS_VALUE_TEXT && value->length == 0);

  if (text != NULL)
    {
      g_auto (UoisValue) unused = UOIS_VALUE_INIT;
      g_autoptr (GError) error = NULL;

      if (!uois_typed_parse (column, text, &unused, &error))
        report (check, column, UOIS_SEVERITY_ERROR, g_strdup (error->message), _ ("Correct it, or take it back."));
      return;
    }
  if (column->required && is_empty)
    report (check, column, UOIS_SEVERITY_ERROR, g_strdup_printf (_ ("“%s” is missing."), get_label (column)),
            _ ("Fill it in: the record cannot be without it."));
  if (value->kind == UOIS_VALUE_TEXT)
    check_text (check, column, value);
  check_form (check, column, value);
}

/* ---- References ---- */

static gboolean
check_reference (Check *check, const UoisColumn *column, GError **error)
{
  const UoisValue *value = UOIS_ROW_VALUE (check->draft->values, column);
  g_autoptr (GError) failure = NULL;
  g_autofree char *title = NULL;

  if (column->target == NULL || column->target->table == NULL || value->kind != UOIS_VALUE_UUID ||
      find_draft (check, column->target, &value->uuid) != NULL)
    return TRUE;
  title = uois_file_read_title (check->file, check->reader, column->target, &value->uuid, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (title == NULL)
    report (check, column, column->enforced ? UOIS_SEVERITY_ERROR : UOIS_SEVERITY_WARNING,
            /* Translators: a field, a kind of record. */
            g_strdup_printf (_ ("“%s”: the chosen record (%s) is not in this file."), get_label (column),
                             uois_type_get_label (column->target)),
            _ ("Choose another one."));
  return TRUE;
}

/* ---- Trees ---- */

/* The parent of a record; null at the top. */
static gboolean
read_parent (Check *check, const UoisUuid *id, UoisValue *parent, GError **error)
{
  const UoisColumn *column = check->draft->type->parent;
  UoisDraft *draft = find_draft (check, check->draft->type, id);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GArray) row = NULL;

  uois_value_clear (parent);
  if (draft != NULL)
    {
      uois_value_copy (parent, UOIS_ROW_VALUE (draft->values, column));
      return TRUE;
    }
  row = uois_store_reader_read_row (check->reader, check->draft->type, id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (row != NULL)
    uois_value_copy (parent, UOIS_ROW_VALUE (row, column));
  return TRUE;
}

static gboolean
append_title (Check *check, GString *path, const UoisUuid *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *title = uois_file_read_title (check->file, check->reader, check->draft->type, id, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (path->len > 0)
    g_string_append (path, " → ");
  g_string_append (path, title != NULL ? title : _ ("This record"));
  return TRUE;
}

/* From the new parent upwards nobody may meet the record itself. */
static gboolean
check_tree (Check *check, GError **error)
{
  const UoisColumn *column = check->draft->type->parent;
  const UoisUuid *own = uois_draft_get_id (check->draft);
  g_autoptr (GHashTable) visited = g_hash_table_new_full (uois_uuid_hash, uois_uuid_equal, g_free, NULL);
  g_autoptr (GString) path = g_string_new (NULL);
  g_auto (UoisValue) parent = UOIS_VALUE_INIT;
  gboolean is_circle = FALSE;

  if (column == NULL || !is_touched (check, column))
    return TRUE;
  if (!append_title (check, path, own, error))
    return FALSE;
  uois_value_copy (&parent, UOIS_ROW_VALUE (check->draft->values, column));
  /* A circle that others are in is theirs: it ends where it began. */
  while (!is_circle && parent.kind == UOIS_VALUE_UUID &&
         g_hash_table_add (visited, g_memdup2 (&parent.uuid, sizeof parent.uuid)))
    {
      UoisUuid id = parent.uuid;

      is_circle = uois_uuid_equal (&id, own);
      if (!append_title (check, path, &id, error) || !read_parent (check, &id, &parent, error))
        return FALSE;
    }

  if (is_circle)
    report (check, column, UOIS_SEVERITY_ERROR,
            /* Translators: a field, then the path of records that leads back to the first. */
            g_strdup_printf (_ ("“%s” would lead in a circle: %s."), get_label (column), path->str),
            _ ("Choose a record that does not stand below this one."));
  return TRUE;
}

/* ---- Keys ---- */

static gboolean
is_key_touched (Check *check, GPtrArray *key)
{
  gboolean touched = FALSE;

  for (guint i = 0; i < key->len; i++)
    {
      const UoisColumn *column = g_ptr_array_index (key, i);

      if (UOIS_ROW_VALUE (check->draft->values, column)->kind == UOIS_VALUE_NULL)
        return FALSE;
      touched |= is_touched (check, column);
    }
  return touched;
}

static gboolean
has_same_key (UoisDraft *a, UoisDraft *b, GPtrArray *key)
{
  for (guint i = 0; i < key->len; i++)
    {
      const UoisColumn *column = g_ptr_array_index (key, i);

      if (!uois_value_equal (UOIS_ROW_VALUE (a->values, column), UOIS_ROW_VALUE (b->values, column)))
        return FALSE;
    }
  return TRUE;
}

/* @twin: (out): the title of another record of the file with the same key; %NULL if there is none */
static gboolean
find_twin (Check *check, GPtrArray *key, char **twin, GError **error)
{
  g_auto (UoisBoundSelect) bound = { NULL };
  UoisStoreStatement *statement;
  int step = 0;

  uois_bound_select_init (&bound, check->file, check->draft->type);
  uois_select_add_column (bound.select, 0, check->draft->type->columns.items[0]);
  uois_select_add_output (bound.select, 0, UOIS_OUTPUT_TITLE);
  for (guint i = 0; i < key->len; i++)
    {
      const UoisColumn *column = g_ptr_array_index (key, i);
      guint parameter = uois_bound_select_add_value (&bound, UOIS_ROW_VALUE (check->draft->values, column));

      uois_select_take_condition (bound.select, uois_condition_new_compare (UOIS_COMPARE_EQUAL, column, parameter));
    }
  statement = uois_bound_select_open (&bound, check->reader, error);
  if (statement == NULL)
    return FALSE;
  while (*twin == NULL && (step = uois_store_statement_step (statement, error)) == 1)
    {
      UoisUuid id = uois_bound_select_read_uuid (statement, 0);

      /* What is edited together with it counts as it is to be. */
      if (find_draft (check, check->draft->type, &id) == NULL)
        *twin = g_strdup (uois_store_statement_get_text (statement, 1, NULL));
    }
  uois_store_statement_release (statement);
  return *twin != NULL || step == 0;
}

static gboolean
check_key (Check *check, GPtrArray *key, GError **error)
{
  const UoisColumn *last = g_ptr_array_index (key, key->len - 1);
  g_autofree char *twin = NULL;

  if (!is_key_touched (check, key))
    return TRUE;
  if (!find_twin (check, key, &twin, error))
    return FALSE;
  for (guint i = 0; twin == NULL && i < check->index; i++)
    {
      UoisDraft *other = g_ptr_array_index (check->drafts, i);

      if (other->type == check->draft->type && has_same_key (check->draft, other, key))
        twin = g_strdup (_ ("another one that is being edited"));
    }
  if (twin != NULL)
    report (check, last, UOIS_SEVERITY_ERROR,
            /* Translators: a kind of record, which one. */
            g_strdup_printf (_ ("There is such a record (%s) already: %s."), uois_type_get_label (check->draft->type),
                             twin),
            _ ("Change that one, or choose something else here."));
  return TRUE;
}

static gboolean
check_keys (Check *check, GError **error)
{
  g_autoptr (GPtrArray) keys = uois_type_list_keys (check->file->registry, check->draft->type);

  for (guint i = 0; i < keys->len; i++)
    if (!check_key (check, g_ptr_array_index (keys, i), error))
      return FALSE;
  return TRUE;
}

/* ---- Periods ---- */

static void
check_period (Check *check)
{
  const UoisColumn *from = check->draft->type->period_from;
  const UoisColumn *to = check->draft->type->period_to;
  const UoisValue *start;
  const UoisValue *end;

  if (from == NULL || to == NULL)
    return;
  start = UOIS_ROW_VALUE (check->draft->values, from);
  end = UOIS_ROW_VALUE (check->draft->values, to);
  if (start->kind == UOIS_VALUE_NULL || end->kind == UOIS_VALUE_NULL || start->datetime <= end->datetime)
    return;
  /* What came so from a server must not keep a person from changing something else. */
  report (check, to, is_touched (check, from) || is_touched (check, to) ? UOIS_SEVERITY_ERROR : UOIS_SEVERITY_WARNING,
          g_strdup_printf (_ ("“%s” lies before “%s”."), get_label (to), get_label (from)),
          _ ("Change one of the two dates."));
}

/* ---- Machines ---- */

/* Whether a transition leads from one state to another. */
static gboolean
find_transition (Check *check, const UoisValue *from, const UoisValue *to, gboolean *found, GError **error)
{
  const UoisMachine *machine = check->draft->type->followed->machine;
  g_auto (UoisBoundSelect) bound = { NULL };
  gint64 count;

  uois_bound_select_init (&bound, check->file, machine->transitions->target);
  uois_select_add_output (bound.select, 0, UOIS_OUTPUT_COUNT);
  uois_select_take_condition (bound.select, uois_condition_new_compare (UOIS_COMPARE_EQUAL, machine->source,
                                                                        uois_bound_select_add_value (&bound, from)));
  uois_select_take_condition (bound.select, uois_condition_new_compare (UOIS_COMPARE_EQUAL, machine->target,
                                                                        uois_bound_select_add_value (&bound, to)));
  count = uois_bound_select_count (&bound, check->reader, error);
  *found = count > 0;
  return count >= 0;
}

/* No server keeps anybody from it, and what went wrong must be put right: so it is only warned of. */
static gboolean
check_state (Check *check, GError **error)
{
  const UoisColumn *column = check->draft->type->state;
  const UoisValue *from = column != NULL ? UOIS_ROW_VALUE (check->draft->baseline, column) : NULL;
  const UoisValue *to = column != NULL ? UOIS_ROW_VALUE (check->draft->values, column) : NULL;
  gboolean found;

  if (column == NULL || check->draft->is_new || !is_touched (check, column) || from->kind != UOIS_VALUE_UUID ||
      to->kind != UOIS_VALUE_UUID)
    return TRUE;
  if (!find_transition (check, from, to, &found, error))
    return FALSE;
  if (!found)
    report (check, column, UOIS_SEVERITY_WARNING,
            g_strdup_printf (_ ("“%s”: no transition leads from the state before to this one."), get_label (column)),
            _ ("Choose a state that follows, or leave it if something is being put right."));
  return TRUE;
}

/* ---- The whole ---- */

void
uois_draft_check_values (UoisDraft *draft, guint index, GPtrArray *problems)
{
  Check check = { .index = index, .draft = draft, .problems = problems };

  for (guint i = 1; i < draft->type->columns.length; i++)
    if (draft->type->columns.items[i]->audit == UOIS_AUDIT_NONE)
      check_value (&check, draft->type->columns.items[i]);
  check_period (&check);
}

gboolean
uois_draft_validate (
    UoisFile *file, UoisStoreReader *reader, GPtrArray *drafts, guint index, GPtrArray *problems, GError **error)
{
  UoisDraft *draft = g_ptr_array_index (drafts, index);
  Check check = { file, reader, drafts, index, draft, problems };

  for (guint i = 1; i < draft->type->columns.length; i++)
    {
      const UoisColumn *column = draft->type->columns.items[i];

      if (column->audit != UOIS_AUDIT_NONE || !is_touched (&check, column))
        continue;
      check_value (&check, column);
      if (!check_reference (&check, column, error))
        return FALSE;
    }
  check_period (&check);
  return check_tree (&check, error) && check_keys (&check, error) && check_state (&check, error) &&
         uois_draft_check_neighbours (file, reader, drafts, index, problems, error);
}

static gpointer
validate_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *drafts = data;
  g_autoptr (GPtrArray) problems = uois_problem_list_new ();

  for (guint i = 0; i < drafts->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !uois_draft_validate (file, reader, drafts, i, problems, error))
      return NULL;
  return g_steal_pointer (&problems);
}

void
uois_file_validate_async (UoisFile *file,
                          UoisDraft *const *drafts,
                          guint n_drafts,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_validate_async, validate_run, uois_drafts_copy (drafts, n_drafts),
                       (GDestroyNotify) g_ptr_array_unref, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
                       user_data);
}

GPtrArray *
uois_file_validate_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_validate_async, result, error);
}

GPtrArray *
uois_file_validate (UoisFile *file, UoisDraft *const *drafts, guint n_drafts, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) copies = uois_drafts_copy (drafts, n_drafts);

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, validate_run, copies, cancellable, error);
}
