/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"
#include "domains/demo/demo.h"
#include "domains/domains.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/*
 * How fast rows get into a file: by the generator, and by loading the dump of
 * what it made, against a bare loop that inserts the same rows into the same
 * tables and indexes through prepared statements, in one transaction. The
 * baseline gets its rows from memory and keeps no journal, no search index and no
 * sort order of its own: the sort keys are among the rows.
 */

#define PEOPLE 100000
#define GOAL 0.7
#define GENERATOR_GOAL 5e6
/* What the store gives itself during a bulk. */
#define CACHE_KIB 262144

/* ---- The rows ---- */

typedef struct
{
  char *name;
  char *insert;
  int n_columns;
  guint64 n_rows;
  GByteArray *cells; /* per cell: SQLite's type, then eight bytes, or four of length and the bytes */
} Table;

typedef struct
{
  GPtrArray *schema; /* owned texts: CREATE TABLE and CREATE INDEX */
  GPtrArray *tables; /* owned Table */
  guint64 n_rows;
} Content;

static void
table_free (gpointer data)
{
  Table *table = data;

  g_free (table->name);
  g_free (table->insert);
  g_byte_array_unref (table->cells);
  g_free (table);
}

static void
content_clear (Content *content)
{
  g_ptr_array_unref (content->schema);
  g_ptr_array_unref (content->tables);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Content, content_clear)

static void
check_sqlite (sqlite3 *db, int code)
{
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (db));
}

static sqlite3 *
open_database (const char *path)
{
  sqlite3 *db;

  check_sqlite (NULL,
                sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL));
  return db;
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement;

  check_sqlite (db, sqlite3_prepare_v2 (db, sql, -1, &statement, NULL));
  return statement;
}

static void
execute (sqlite3 *db, const char *sql)
{
  check_sqlite (db, sqlite3_exec (db, sql, NULL, NULL, NULL));
}

static void
append_cell (GByteArray *cells, sqlite3_stmt *statement, int column)
{
  guint8 type = (guint8) sqlite3_column_type (statement, column);
  guint32 length = (guint32) sqlite3_column_bytes (statement, column);
  gint64 integer = sqlite3_column_int64 (statement, column);
  double real = sqlite3_column_double (statement, column);

  g_byte_array_append (cells, &type, 1);
  if (type == SQLITE_INTEGER)
    g_byte_array_append (cells, (const guint8 *) &integer, sizeof integer);
  else if (type == SQLITE_FLOAT)
    g_byte_array_append (cells, (const guint8 *) &real, sizeof real);
  else if (type != SQLITE_NULL)
    {
      g_byte_array_append (cells, (const guint8 *) &length, sizeof length);
      g_byte_array_append (cells, sqlite3_column_blob (statement, column), length);
    }
}

/* Generated columns cannot be inserted: only those that the table itself keeps are read. */
static char *
list_columns (sqlite3 *db, const char *table, int *n_columns)
{
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM pragma_table_xinfo('%s') WHERE hidden = 0", table);
  sqlite3_stmt *statement = prepare (db, sql);
  GString *names = g_string_new (NULL);

  *n_columns = 0;
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_string_append_printf (names, "%s\"%s\"", names->len > 0 ? ", " : "",
                              (const char *) sqlite3_column_text (statement, 0));
      (*n_columns)++;
    }
  sqlite3_finalize (statement);
  return g_string_free (names, FALSE);
}

static char *
make_insert (const char *table, const char *columns, int n_columns)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO \"%s\" (%s) VALUES (", table, columns);
  for (int i = 0; i < n_columns; i++)
    g_string_append (sql, i == 0 ? "?" : ", ?");
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

static Table *
read_table (sqlite3 *db, const char *name)
{
  Table *table = g_new0 (Table, 1);
  g_autofree char *columns = list_columns (db, name, &table->n_columns);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" ORDER BY id", columns, name);
  sqlite3_stmt *statement = prepare (db, sql);

  table->name = g_strdup (name);
  table->insert = make_insert (name, columns, table->n_columns);
  table->cells = g_byte_array_new ();
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      for (int i = 0; i < table->n_columns; i++)
        append_cell (table->cells, statement, i);
      table->n_rows++;
    }
  sqlite3_finalize (statement);
  return table;
}

static void
read_schema (sqlite3 *db, const char *table, GPtrArray *schema)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT sql FROM sqlite_master WHERE tbl_name = '%s' AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY "
      "type DESC",
      table);
  sqlite3_stmt *statement = prepare (db, sql);

  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (schema, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  sqlite3_finalize (statement);
}

/* Tables of the registry in its order: parents first. */
static void
read_content (UoisRegistry *registry, const char *path, Content *content)
{
  sqlite3 *db = open_database (path);
  guint length;
  const UoisType *const *types = uois_registry_get_tables (registry, &length);

  content->schema = g_ptr_array_new_with_free_func (g_free);
  content->tables = g_ptr_array_new_with_free_func (table_free);
  for (guint i = 0; i < length; i++)
    {
      Table *table = read_table (db, types[i]->table);

      read_schema (db, types[i]->table, content->schema);
      g_ptr_array_add (content->tables, table);
      content->n_rows += table->n_rows;
    }
  check_sqlite (db, sqlite3_close (db));
}

/* ---- The baseline ---- */

static const guint8 *
bind_cell (sqlite3_stmt *statement, int column, const guint8 *cell)
{
  guint8 type = *cell++;
  guint32 length;
  gint64 integer;
  double real;

  switch (type)
    {
    case SQLITE_NULL:
      sqlite3_bind_null (statement, column);
      return cell;
    case SQLITE_INTEGER:
      memcpy (&integer, cell, sizeof integer);
      sqlite3_bind_int64 (statement, column, integer);
      return cell + sizeof integer;
    case SQLITE_FLOAT:
      memcpy (&real, cell, sizeof real);
      sqlite3_bind_double (statement, column, real);
      return cell + sizeof real;
    default:
      memcpy (&length, cell, sizeof length);
      cell += sizeof length;
      if (type == SQLITE_TEXT)
        sqlite3_bind_text (statement, column, (const char *) cell, (int) length, SQLITE_STATIC);
      else
        sqlite3_bind_blob (statement, column, cell, (int) length, SQLITE_STATIC);
      return cell + length;
    }
}

static void
insert_table (sqlite3 *db, const Table *table)
{
  sqlite3_stmt *statement = prepare (db, table->insert);
  const guint8 *cell = table->cells->data;

  for (guint64 row = 0; row < table->n_rows; row++)
    {
      for (int i = 1; i <= table->n_columns; i++)
        cell = bind_cell (statement, i, cell);
      check_sqlite (db, sqlite3_step (statement));
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
}

static double
run_baseline (const Content *content, const char *path)
{
  double start = bench_now ();
  g_autofree char *cache = g_strdup_printf ("PRAGMA cache_size = -%d", CACHE_KIB);
  sqlite3 *db;

  bench_remove (path);
  db = open_database (path);
  execute (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY");
  execute (db, cache);
  execute (db, "BEGIN IMMEDIATE");
  for (guint i = 0; i < content->schema->len; i++)
    execute (db, content->schema->pdata[i]);
  for (guint i = 0; i < content->tables->len; i++)
    insert_table (db, content->tables->pdata[i]);
  execute (db, "COMMIT");
  check_sqlite (db, sqlite3_close (db));
  return bench_now () - start;
}

/* ---- Ours ---- */

static double
run_generation (UoisRegistry *registry, const char *path, guint people, BenchCount *count)
{
  double start = bench_now ();

  bench_generate (registry, path, people, NULL, count);
  return bench_now () - start;
}

static gboolean
count_row (const UoisType *type, const UoisValue *values, gpointer data, GError **error)
{
  BenchCount *count = data;

  count->rows++;
  count->values += type->columns.length;
  return TRUE;
}

/* Rows that go nowhere. */
static double
run_generator (UoisRegistry *registry, guint people, BenchCount *count)
{
  UoisDemoOptions options = { .people = people, .seed = 1 };
  double start = bench_now ();
  g_autoptr (GError) error = NULL;

  uois_demo_generate (registry, &options, count_row, count, &error);
  bench_check (error);
  return bench_now () - start;
}

/* What the servers would not read is in the dump nevertheless: we read it. */
static void
dump (UoisRegistry *registry, const char *path, const char *dump_path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisFile) file = uois_file_open (path, registry, UOIS_FILE_OPEN_READ_ONLY, NULL, &error);
  g_autoptr (GFile) target = g_file_new_for_path (dump_path);
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GPtrArray) left_out = NULL;

  bench_check (error);
  stream = g_file_replace (target, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error);
  bench_check (error);
  left_out = uois_file_dump (file, NULL, G_OUTPUT_STREAM (stream), NULL, &error);
  bench_check (error);
  g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &error);
  bench_check (error);
  uois_file_close (file, &error);
  bench_check (error);
}

static double
run_load (UoisRegistry *registry, const char *path, GMappedFile *text, guint64 *n_rows)
{
  double start = bench_now ();
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisFile) file = NULL;
  g_autoptr (GPtrArray) tables = NULL;

  bench_remove (path);
  file = uois_file_open (path, registry, UOIS_FILE_OPEN_CREATE | UOIS_FILE_OPEN_NEW, NULL, &error);
  bench_check (error);
  tables = uois_file_load (file, g_mapped_file_get_contents (text), g_mapped_file_get_length (text), "dump", NULL, NULL,
                           NULL, &error);
  bench_check (error);
  *n_rows = 0;
  for (guint i = 0; i < tables->len; i++)
    *n_rows += ((const UoisLoadTable *) tables->pdata[i])->stored;
  uois_file_close (file, &error);
  bench_check (error);
  return bench_now () - start;
}

/* ---- The table ---- */

static void
print_result (const char *name, double seconds, guint64 rows, double baseline_rate)
{
  double rate = (double) rows / seconds;
  g_autofree char *time = bench_format_seconds (seconds);
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, rows);
  g_autofree char *speed = g_strdup_printf ("%.0f", rate);
  g_autofree char *ratio = bench_judge (rate / baseline_rate, GOAL, TRUE);

  bench_print_row (name, time, count, speed, rate == baseline_rate ? "1.00" : ratio, NULL);
}

/* Against the five million values a second that it should make at least. */
static void
print_generator (double seconds, const BenchCount *count)
{
  double rate = (double) count->values / seconds;
  g_autofree char *time = bench_format_seconds (seconds);
  g_autofree char *rows = g_strdup_printf ("%" G_GUINT64_FORMAT, count->rows);
  g_autofree char *speed = g_strdup_printf ("%.0f", (double) count->rows / seconds);
  g_autofree char *values = g_strdup_printf ("%.0f Mvalues/s %s", rate / 1e6, rate >= GENERATOR_GOAL ? "ok" : "MISSED");

  bench_print_row ("generator alone", time, rows, speed, values, NULL);
}

int
main (void)
{
  static const char *const columns[] = { "time", "rows", "rows/s", "ratio (>= 0.7)", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);
  g_autofree char *ours = bench_make_temporary_path ("store-ours.uois");
  g_autofree char *theirs = bench_make_temporary_path ("store-baseline.sqlite");
  g_autofree char *dump_path = bench_make_temporary_path ("store-dump.json");
  g_autofree double *generator = g_new (double, bench_get_runs ());
  g_autofree double *generation = g_new (double, bench_get_runs ());
  g_autofree double *load = g_new (double, bench_get_runs ());
  g_autofree double *baseline = g_new (double, bench_get_runs ());
  g_autoptr (GMappedFile) text = NULL;
  g_auto (Content) content = { NULL };
  guint people = bench_get_people (PEOPLE);
  BenchCount count = { 0, 0 };
  guint64 loaded = 0;
  g_autofree char *title = g_strdup_printf ("store, %u people", people);
  double rate;

  bench_check (error);
  bench_pin ();
  run_generation (registry, ours, people, &count);
  dump (registry, ours, dump_path);
  read_content (registry, ours, &content);
  text = g_mapped_file_new (dump_path, FALSE, &error);
  bench_check (error);

  for (guint i = 0; i < bench_get_runs (); i++)
    {
      count = (BenchCount){ 0, 0 };
      generator[i] = run_generator (registry, people, &count);
      count = (BenchCount){ 0, 0 };
      baseline[i] = run_baseline (&content, theirs);
      generation[i] = run_generation (registry, ours, people, &count);
      load[i] = run_load (registry, ours, text, &loaded);
    }

  rate = (double) content.n_rows / bench_median (baseline, bench_get_runs ());
  bench_print_heading (title, columns);
  print_result ("bare loop", bench_median (baseline, bench_get_runs ()), content.n_rows, rate);
  print_result ("generate", bench_median (generation, bench_get_runs ()), count.rows, rate);
  print_result ("load", bench_median (load, bench_get_runs ()), loaded, rate);
  print_generator (bench_median (generator, bench_get_runs ()), &count);
  bench_remove (ours);
  bench_remove (theirs);
  bench_remove (dump_path);
  return 0;
}
