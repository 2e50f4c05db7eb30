/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/find-problems.h"

#include "repo/bound-select.h"
#include "repo/draft-private.h"
#include "repo/views.h"

/**
 * Pass: one pass over a table.
 * @draft: the record at hand
 * @targets: (element-type guint): one per column: the output that has the id of the record that is referred to; 0: none
 * @keys: (element-type GPtrArray of UoisColumn): sets of columns by which no two records may be alike
 * @prints: (element-type GArray of Print): one per key
 * @parents: (nullable) (element-type UoisUuid Place): of a tree: where each record stands
 */
typedef struct
{
  UoisStoreReader *reader;
  const UoisType *type;
  UoisRowSet *rows;
  UoisDraft *draft;
  GPtrArray *problems;
  GArray *targets;
  GPtrArray *keys;
  GPtrArray *prints;
  GHashTable *parents;
} Pass;

/* A number made of the values of a key: alike where they are alike, and mostly only there. */
typedef struct
{
  guint64 print;
  gint64 row;
} Print;

/**
 * Place: where a record of a tree stands.
 * @visit: 0: nobody was here yet; otherwise by which walk
 */
typedef struct
{
  UoisUuid id;
  UoisUuid parent;
  gint64 row;
  guint visit;
} Place;

static void
pass_init (Pass *pass, UoisFile *file, UoisStoreReader *reader, const UoisType *type, UoisRowSet *rows)
{
  pass->reader = reader;
  pass->type = type;
  pass->rows = rows;
  pass->draft = uois_draft_new_empty (file->registry, type);
  pass->problems = uois_problem_list_new ();
  pass->targets = g_array_new (FALSE, TRUE, sizeof (guint));
  pass->keys = uois_type_list_keys (file->registry, type);
  pass->prints = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < pass->keys->len; i++)
    g_ptr_array_add (pass->prints, g_array_new (FALSE, FALSE, sizeof (Print)));
  if (type->parent != NULL)
    pass->parents = g_hash_table_new_full (uois_uuid_hash, uois_uuid_equal, NULL, g_free);
}

static void
pass_clear (Pass *pass)
{
  g_clear_object (&pass->draft);
  g_clear_pointer (&pass->problems, g_ptr_array_unref);
  g_clear_pointer (&pass->targets, g_array_unref);
  g_clear_pointer (&pass->keys, g_ptr_array_unref);
  g_clear_pointer (&pass->prints, g_ptr_array_unref);
  g_clear_pointer (&pass->parents, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pass, pass_clear)

/* ---- One record ---- */

static gboolean
is_checked_reference (const UoisColumn *column)
{
  return column->audit == UOIS_AUDIT_NONE && column->target != NULL && column->target->table != NULL;
}

/* Output 0 is the row, output 1 + i the column i. */
static void
add_outputs (Pass *pass, UoisSelect *select)
{
  const UoisType *type = pass->type;

  uois_select_add_output (select, 0, UOIS_OUTPUT_ROW);
  for (guint i = 0; i < type->columns.length; i++)
    uois_select_add_column (select, 0, type->columns.items[i]);
  g_array_set_size (pass->targets, type->columns.length);
  for (guint i = 1; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];

      if (is_checked_reference (column))
        g_array_index (pass->targets, guint, i) = uois_select_add_column (
            select, 1 + uois_select_add_join (select, 0, column), column->target->columns.items[0]);
    }
}

static gboolean
has_dangling (Pass *pass, UoisStoreStatement *statement)
{
  for (guint i = 1; i < pass->type->columns.length; i++)
    {
      guint target = g_array_index (pass->targets, guint, i);

      if (target > 0 && g_array_index (pass->draft->values, UoisValue, i).kind != UOIS_VALUE_NULL &&
          uois_store_statement_is_null (statement, target))
        return TRUE;
    }
  return FALSE;
}

/* FNV-1a over the texts of the values; 0 if one of them is null, which is like nothing. */
static guint64
make_print (const UoisDraft *draft, const GPtrArray *key)
{
  guint64 print = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint i = 0; i < key->len; i++)
    {
      g_autofree char *text = uois_value_to_string (UOIS_ROW_VALUE (draft->values, (const UoisColumn *) key->pdata[i]));

      if (text == NULL)
        return 0;
      /* With the zero at its end, which keeps "a" and "bc" from "ab" and "c". */
      for (const char *c = text; c == text || c[-1] != '\0'; c++)
        print = (print ^ (guchar) *c) * G_GUINT64_CONSTANT (0x100000001b3);
    }
  return print;
}

static void
remember_keys (Pass *pass, gint64 row)
{
  for (guint i = 0; i < pass->keys->len; i++)
    {
      Print print = { make_print (pass->draft, pass->keys->pdata[i]), row };

      if (print.print != 0)
        g_array_append_val ((GArray *) pass->prints->pdata[i], print);
    }
}

static void
remember_place (Pass *pass, gint64 row)
{
  const UoisValue *parent;
  Place *place;

  if (pass->parents == NULL)
    return;
  parent = UOIS_ROW_VALUE (pass->draft->values, pass->type->parent);
  if (parent->kind != UOIS_VALUE_UUID)
    return;
  place = g_new0 (Place, 1);
  place->id = *uois_draft_get_id (pass->draft);
  place->parent = parent->uuid;
  place->row = row;
  g_hash_table_insert (pass->parents, &place->id, place);
}

static void
check_record (Pass *pass, UoisStoreStatement *statement)
{
  gint64 row = uois_store_statement_get_integer (statement, 0);

  for (guint i = 0; i < pass->type->columns.length; i++)
    uois_store_statement_get_value (statement, i + 1, pass->type->columns.items[i]->kind,
                                    &g_array_index (pass->draft->values, UoisValue, i));
  uois_draft_check_values (pass->draft, 0, pass->problems);
  if (pass->problems->len > 0 || has_dangling (pass, statement))
    uois_row_set_add (pass->rows, row);
  g_ptr_array_set_size (pass->problems, 0);
  remember_keys (pass, row);
  remember_place (pass, row);
}

/* ---- Among all records ---- */

/* From one place of a circle round to it again. */
static void
mark_circle (Pass *pass, const Place *place)
{
  const Place *member = place;

  do
    {
      uois_row_set_add (pass->rows, member->row);
      member = g_hash_table_lookup (pass->parents, &member->parent);
    }
  while (member != place);
}

/* Who walks upwards and meets the own traces has come into a circle. */
static void
find_circles (Pass *pass)
{
  GHashTableIter iter;
  Place *start;
  guint visit = 0;

  if (pass->parents == NULL)
    return;
  g_hash_table_iter_init (&iter, pass->parents);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &start))
    {
      Place *place = start;

      visit++;
      while (place != NULL && place->visit == 0)
        {
          place->visit = visit;
          place = g_hash_table_lookup (pass->parents, &place->parent);
        }
      if (place != NULL && place->visit == visit)
        mark_circle (pass, place);
    }
}

static int
compare_prints (gconstpointer a, gconstpointer b)
{
  const Print *first = a;
  const Print *second = b;

  return (first->print > second->print) - (first->print < second->print);
}

static void
find_twins (Pass *pass)
{
  for (guint i = 0; i < pass->prints->len; i++)
    {
      GArray *prints = pass->prints->pdata[i];

      g_array_sort (prints, compare_prints);
      for (guint j = 1; j < prints->len; j++)
        {
          const Print *print = &g_array_index (prints, Print, j);

          if (print->print != print[-1].print)
            continue;
          uois_row_set_add (pass->rows, print[-1].row);
          uois_row_set_add (pass->rows, print->row);
        }
    }
}

static gboolean
run_pass (UoisFile *file,
          UoisStoreReader *reader,
          const UoisType *type,
          UoisRowSet *rows,
          UoisReporter *reporter,
          GCancellable *cancellable,
          GError **error)
{
  g_auto (Pass) pass = { 0 };
  g_auto (UoisBoundSelect) count = { 0 };
  g_auto (UoisBoundSelect) bound = { 0 };
  UoisStoreStatement *statement;
  gint64 total;
  guint64 done = 0;
  int step;

  uois_bound_select_init (&count, file, type);
  uois_select_add_output (count.select, 0, UOIS_OUTPUT_COUNT);
  total = uois_bound_select_count (&count, reader, error);
  if (total < 0)
    return FALSE;

  pass_init (&pass, file, reader, type, rows);
  uois_bound_select_init (&bound, file, type);
  bound.select->unordered = TRUE;
  add_outputs (&pass, bound.select);
  statement = uois_bound_select_open (&bound, reader, error);
  if (statement == NULL)
    return FALSE;
  while ((step = uois_store_statement_step (statement, error)) == 1)
    {
      check_record (&pass, statement);
      if (++done % 256 == 0)
        uois_reporter_report (reporter, done, (guint64) total);
    }
  uois_store_statement_release (statement);
  if (step != 0 || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  find_circles (&pass);
  find_twins (&pass);
  return TRUE;
}

/* ---- What is known already ---- */

/**
 * Known: the answer for a type.
 * @version: of the file
 */
typedef struct
{
  gint64 version;
  UoisRowSet *rows;
} Known;

static void
known_free (gpointer data)
{
  Known *known = data;

  uois_row_set_free (known->rows);
  g_free (known);
}

static void
add_all (UoisRowSet *rows, const UoisRowSet *more)
{
  g_autoptr (GArray) list = uois_row_set_list (more);

  for (guint i = 0; i < list->len; i++)
    uois_row_set_add (rows, g_array_index (list, gint64, i));
}

static gboolean
recall (UoisFile *file, const UoisType *type, gint64 version, UoisRowSet *rows)
{
  const Known *known;
  gboolean found;

  g_mutex_lock (&file->lock);
  known = file->problems != NULL ? g_hash_table_lookup (file->problems, type) : NULL;
  found = known != NULL && known->version == version;
  if (found)
    add_all (rows, known->rows);
  g_mutex_unlock (&file->lock);
  return found;
}

static void
remember (UoisFile *file, const UoisType *type, gint64 version, const UoisRowSet *rows)
{
  Known *known = g_new (Known, 1);

  known->version = version;
  known->rows = uois_row_set_new ();
  add_all (known->rows, rows);
  g_mutex_lock (&file->lock);
  if (file->problems == NULL)
    file->problems = g_hash_table_new_full (NULL, NULL, NULL, known_free);
  g_hash_table_replace (file->problems, (gpointer) type, known);
  g_mutex_unlock (&file->lock);
}

gboolean
uois_file_find_problems (UoisFile *file,
                         UoisStoreReader *reader,
                         const UoisType *type,
                         UoisRowSet *rows,
                         UoisReporter *reporter,
                         GCancellable *cancellable,
                         GError **error)
{
  gint64 version = uois_store_reader_get_version (reader, error);
  g_autoptr (UoisRowSet) found = NULL;

  if (version < 0)
    return FALSE;
  if (recall (file, type, version, rows))
    return TRUE;
  found = uois_row_set_new ();
  if (!run_pass (file, reader, type, found, reporter, cancellable, error))
    return FALSE;
  remember (file, type, version, found);
  add_all (rows, found);
  return TRUE;
}

/* ---- For the window ---- */

typedef struct
{
  const UoisType *type;
  UoisReporter *reporter;
} CountRequest;

static gpointer
count_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const CountRequest *request = data;
  g_autoptr (UoisRowSet) rows = uois_row_set_new ();
  gint64 count;

  if (!uois_file_find_problems (file, reader, request->type, rows, request->reporter, cancellable, error))
    return NULL;
  count = (gint64) uois_row_set_count (rows);
  return g_memdup2 (&count, sizeof count);
}

void
uois_file_count_problems_async (UoisFile *file,
                                const UoisType *type,
                                UoisProgress progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  UoisReporter *reporter;
  CountRequest *request;

  g_return_if_fail (UOIS_IS_FILE (file));

  reporter = uois_reporter_new (progress, progress_data, FALSE);
  request = g_new (CountRequest, 1);
  *request = (CountRequest){ type, reporter };
  uois_file_run_long_async (file, uois_file_count_problems_async, count_run, request, g_free, g_free, reporter,
                            cancellable, callback, user_data);
}

gint64
uois_file_count_problems_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *count = uois_file_run_finish (file, uois_file_count_problems_async, result, error);

  return count != NULL ? *count : -1;
}
