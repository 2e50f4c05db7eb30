/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include "domains/domains.h"

#include <gio/gunixoutputstream.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

/*
 * What a person does with the list of a million people: narrow it, count what it could be narrowed to, write it to a
 * table, change a field of many, paste rows. Each beside the least that SQLite can do for it: one statement over the same
 * file, or the same rows in one transaction, with no rules, no history and no search index.
 */

#define PEOPLE 1000000
/* People whose field is changed in one step. */
#define CHANGED 10000
#define PASTED 5000

typedef struct
{
  UoisFile *file;
  sqlite3 *db;
  const UoisType *type;
  gboolean flag; /* what the field is changed to next */
  guint n_asked; /* how often a list was narrowed, each time by another text, since some of what was found is kept */
  guint n_baselines; /* rows that the baseline of pasting has written */
} Lists;

static double
measure (double start)
{
  return bench_now () - start;
}

static void
check_code (const Lists *lists, int code)
{
  if (code != SQLITE_OK && code != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (lists->db));
}

static sqlite3_stmt *
prepare (const Lists *lists, const char *sql)
{
  sqlite3_stmt *statement;

  check_code (lists, sqlite3_prepare_v2 (lists->db, sql, -1, &statement, NULL));
  return statement;
}

/* All rows of a statement read, and written to @stream if there is one. */
static double
run_statement (const Lists *lists, const char *sql, FILE *stream)
{
  double start = bench_now ();
  sqlite3_stmt *statement = prepare (lists, sql);
  int n_columns = sqlite3_column_count (statement);

  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int i = 0; i < n_columns; i++)
      {
        const char *text = (const char *) sqlite3_column_text (statement, i);

        if (stream != NULL)
          fprintf (stream, i + 1 < n_columns ? "%s," : "%s\r\n", text != NULL ? text : "");
      }
  check_code (lists, sqlite3_finalize (statement));
  return measure (start);
}

static void
execute (const Lists *lists, const char *sql)
{
  check_code (lists, sqlite3_exec (lists->db, sql, NULL, NULL, NULL));
}

static UoisListFilter *
filter_by_text (const Lists *lists, const char *field, UoisListOperator compare, const char *text)
{
  g_autoptr (UoisListFilter) all = uois_list_filter_new (lists->type);
  UoisValue value = UOIS_VALUE_INIT;

  uois_value_borrow_text (&value, text, strlen (text));
  g_autoptr (UoisListCondition) condition =
      uois_list_condition_new (uois_type_find_field (lists->type, field), compare, &value, 1, NULL);
  return uois_list_filter_with (all, condition);
}

static double
list (const Lists *lists, UoisListFilter *filter)
{
  UoisListRequest request = { .type = lists->type, .filter = filter };
  double start = bench_now ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = uois_file_list (lists->file, &request, NULL, &error);
  double seconds = measure (start);

  bench_check (error);
  uois_list_filter_unref (filter);
  return seconds;
}

/* ---- Filters ---- */

static const char *
choose_text (Lists *lists, const char *const *texts, guint length)
{
  return texts[lists->n_asked++ % length];
}

static const char *
choose_name (Lists *lists)
{
  static const char *const names[] = { "Jana", "Petr", "Eva", "Martin", "Lucie", "Tomáš", "Anna", "Jakub", "Marie" };

  return choose_text (lists, names, G_N_ELEMENTS (names));
}

static const char *
choose_part (Lists *lists)
{
  static const char *const parts[] = {
    "novot", "svobo", "dvora", "proch", "kucer", "vesel", "horak", "nemec", "pokor"
  };

  return choose_text (lists, parts, G_N_ELEMENTS (parts));
}

static double
filter_equal (gpointer data)
{
  return list (data, filter_by_text (data, "name", UOIS_LIST_IS, choose_name (data)));
}

/* The plus keeps SQLite from following the order's index, which takes a hundred times as long. */
static double
filter_equal_by_hand (gpointer data)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT row FROM users WHERE name = '%s' ORDER BY +surname__key, name__key, id", choose_name (data));

  return run_statement (data, sql, NULL);
}

static double
filter_contains (gpointer data)
{
  return list (data, filter_by_text (data, "email", UOIS_LIST_CONTAINS, choose_part (data)));
}

static double
filter_contains_by_hand (gpointer data)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT row FROM users WHERE email LIKE '%%%s%%' ORDER BY +surname__key, name__key, id", choose_part (data));

  return run_statement (data, sql, NULL);
}

/* ---- Facets ---- */

static double
count_facets (gpointer data)
{
  Lists *lists = data;
  UoisListRequest request = { .type = lists->type };
  double start = bench_now ();
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisFacets) facets = uois_file_facets (lists->file, &request, uois_type_find_field (lists->type, "name"),
                                                    UOIS_FACETS_USUAL, NULL, &error);

  bench_check (error);
  return measure (start);
}

static double
count_facets_by_hand (gpointer data)
{
  return run_statement (data, "SELECT name, count (*) FROM users GROUP BY name ORDER BY 2 DESC LIMIT 50", NULL);
}

/* ---- Export ---- */

static double export(gpointer data)
{
  Lists *lists = data;
  UoisListRequest request = { .type = lists->type };
  UoisExportOptions options = { .format = UOIS_EXPORT_CSV };
  const UoisField *fields[] = {
    uois_type_find_field (lists->type, "surname"),
    uois_type_find_field (lists->type, "name"),
    uois_type_find_field (lists->type, "email"),
    uois_type_find_field (lists->type, "valid"),
  };
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (open ("/dev/null", O_WRONLY | O_CLOEXEC), TRUE);
  g_autoptr (GError) error = NULL;
  double start = bench_now ();

  uois_file_export (lists->file, &request, NULL, 0, fields, G_N_ELEMENTS (fields), &options, stream, NULL, NULL, NULL,
                    &error);
  bench_check (error);
  return measure (start);
}

static double
export_by_hand (gpointer data)
{
  FILE *stream = fopen ("/dev/null", "w");
  double seconds = run_statement (
      data, "SELECT surname, name, email, valid FROM users ORDER BY surname__key, name__key, id", stream);

  fclose (stream);
  return seconds;
}

/* ---- Many records changed ---- */

static GArray *
choose_rows (const Lists *lists)
{
  g_autoptr (GError) error = NULL;
  GArray *rows = uois_file_list (lists->file, &(UoisListRequest){ .type = lists->type }, NULL, &error);

  bench_check (error);
  g_array_set_size (rows, MIN (rows->len, CHANGED));
  return rows;
}

/* The preview is part of it: nobody changes many records without having seen it. */
static double
change_many (gpointer data)
{
  Lists *lists = data;
  g_autoptr (GArray) rows = choose_rows (lists);
  UoisListRequest request = { .type = lists->type };
  UoisValue value = UOIS_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  double start;

  uois_value_set_boolean (&value, lists->flag);
  lists->flag = !lists->flag;
  start = bench_now ();
  g_autoptr (UoisChangePreview) preview =
      uois_file_preview_change (lists->file, &request, (const gint64 *) rows->data, rows->len,
                                uois_type_find_column (lists->type, "valid"), &value, NULL, &error);
  bench_check (error);
  uois_file_change_many (lists->file, preview, NULL, &error);
  bench_check (error);
  return measure (start);
}

static double
change_many_by_hand (gpointer data)
{
  double start = bench_now ();

  execute (data, "BEGIN IMMEDIATE");
  execute (data, "UPDATE users SET valid = NOT valid WHERE row IN"
                 " (SELECT row FROM users ORDER BY surname__key, name__key, id LIMIT " G_STRINGIFY (CHANGED) ")");
  execute (data, "COMMIT");
  return measure (start);
}

/* ---- Pasted rows ---- */

static double
paste (gpointer data)
{
  Lists *lists = data;
  const UoisField *fields[] = {
    uois_type_find_field (lists->type, "surname"),
    uois_type_find_field (lists->type, "name"),
    uois_type_find_field (lists->type, "email"),
  };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  double start;

  for (guint i = 0; i < PASTED; i++)
    g_string_append_printf (text, "Vložená%u\tJana\tvlozena%u@example.org\n", i, i);
  start = bench_now ();
  g_autoptr (UoisPasted) pasted = uois_file_read_pasted (lists->file, lists->type, NULL, NULL, fields,
                                                         G_N_ELEMENTS (fields), text->str, NULL, &error);
  bench_check (error);
  uois_file_save (lists->file, (UoisDraft *const *) pasted->drafts->pdata, pasted->drafts->len, NULL, NULL, &error);
  bench_check (error);
  return measure (start);
}

static double
paste_by_hand (gpointer data)
{
  Lists *lists = data;
  double start = bench_now ();
  sqlite3_stmt *statement;

  execute (lists, "BEGIN IMMEDIATE");
  statement = prepare (lists, "INSERT INTO users (row, id, surname, name, email, valid)"
                              " VALUES (?1, randomblob (16), 'Vložená' || ?1, 'Jana', 'vlozena@example.org', 1)");
  for (guint i = 0; i < PASTED; i++)
    {
      sqlite3_bind_int64 (statement, 1, (gint64) 1 << 40 | lists->n_baselines++);
      check_code (lists, sqlite3_step (statement));
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
  execute (lists, "COMMIT");
  return measure (start);
}

/* ---- The table ---- */

static void
compare (Lists *lists, const char *name, BenchRun ours, BenchRun by_hand)
{
  BenchComparison comparison = bench_compare (ours, lists, by_hand, lists);
  g_autofree char *time = bench_format_seconds (comparison.ours);
  g_autofree char *baseline = bench_format_seconds (comparison.baseline);
  g_autofree char *ratio = g_strdup_printf ("%.2f", comparison.ours / comparison.baseline);

  bench_print_row (name, time, baseline, ratio, NULL);
}

int
main (void)
{
  static const char *const columns[] = { "time", "by hand", "ratio", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);
  g_autofree char *path = bench_make_temporary_path ("lists.uois");
  guint people = bench_get_people (PEOPLE);
  g_autofree char *title = g_strdup_printf ("lists, %u people", people);
  Lists lists = { NULL };

  bench_check (error);
  bench_pin ();
  bench_generate (registry, path, people, "ug", NULL);
  lists.file = uois_file_open (path, registry, UOIS_FILE_OPEN_NONE, NULL, &error);
  bench_check (error);
  lists.type = uois_registry_find_table (registry, "users");
  check_code (&lists, sqlite3_open_v2 (path, &lists.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));

  execute (&lists, "PRAGMA mmap_size = 2147418112");

  bench_print_heading (title, columns);
  compare (&lists, "first name is one", filter_equal, filter_equal_by_hand);
  compare (&lists, "e-mail contains", filter_contains, filter_contains_by_hand);
  compare (&lists, "facets of the first name", count_facets, count_facets_by_hand);
  compare (&lists, "export of all, CSV", export, export_by_hand);
  compare (&lists, "10,000 changed, previewed", change_many, change_many_by_hand);
  compare (&lists, "5,000 pasted and saved", paste, paste_by_hand);

  sqlite3_close (lists.db);
  uois_file_close (lists.file, &error);
  bench_check (error);
  g_object_unref (lists.file);
  bench_remove (path);
  return 0;
}
