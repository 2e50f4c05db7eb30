/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/bound-select.h"
#include "repo/chunks.h"
#include "repo/seed-rows.h"

#include "base/json-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FLUSH_BYTES (64 * 1024)
/* How many rows go by between two looks at cancellation. */
#define ROWS_PER_LOOK 1024

/* The feeder parses these as times; a time under any other name breaks its import (contract/wire.md section 7.2). */
static const char *const feeder_times[] = { "startdate", "enddate",        "lastchange", "created",
                                            "date",      "published_date", NULL };

/* Any other key with "_id" in it is parsed as a UUID, whatever it holds. */
#define FEEDER_ID_PART "_id"
#define FEEDER_TEXT_ID "outer_id"

typedef struct
{
  UoisFile *file;
  UoisStoreReader *reader;
  UoisJsonWriter writer;
  GPtrArray *tables; /* UoisType: what is written, parents first */
  guint n_tables;    /* written, those without rows not counted */
  GPtrArray *notes;
  GOutputStream *stream;
  GCancellable *cancellable;
} Dump;

/* How one column of a table is written. */
typedef struct
{
  const UoisColumn *column;
  char *label; /* owned: `"name": `; %NULL if the column is left out */
  gsize label_length;
  gboolean hidden;
  guint64 n_values;
} DumpColumn;

/* ---- What is written ---- */

static gboolean
is_included (Dump *dump, const UoisType *type)
{
  return g_ptr_array_find (dump->tables, type, NULL);
}

static gboolean
select_tables (Dump *dump, const char *const *names, GError **error)
{
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (dump->file->registry, &n_tables);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (uois_registry_find_table (dump->file->registry, names[i]) == NULL)
      {
        g_set_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND,
                     _ ("“%s” has no table “%s”; table names are those of the seed files, in lower case."),
                     dump->file->path, names[i]);
        return FALSE;
      }
  for (guint i = 0; i < n_tables; i++)
    if (names == NULL || g_strv_contains (names, tables[i]->table))
      g_ptr_array_add (dump->tables, (gpointer) tables[i]);
  return TRUE;
}

static gboolean
is_time (const UoisColumn *column)
{
  return column->kind == UOIS_VALUE_DATETIME || column->kind == UOIS_VALUE_DATE;
}

static void
plan_column (DumpColumn *plan, const UoisColumn *column)
{
  g_autofree char *key = g_strdup (column->name);

  *plan = (DumpColumn){ .column = column };
  if (is_time (column) && !g_strv_contains (feeder_times, column->name))
    {
      g_free (key);
      key = uois_seed_hidden_key (column);
      plan->hidden = TRUE;
    }
  if (column->kind != UOIS_VALUE_UUID && strstr (key, FEEDER_ID_PART) != NULL && !g_str_equal (key, FEEDER_TEXT_ID))
    return;
  plan->label = g_strdup_printf ("\"%s\": ", key);
  plan->label_length = strlen (plan->label);
}

static void
column_clear (gpointer data)
{
  g_free (((DumpColumn *) data)->label);
}

static GArray *
plan_columns (UoisBoundSelect *bound, const UoisType *type)
{
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (DumpColumn));

  g_array_set_clear_func (columns, column_clear);
  g_array_set_size (columns, type->columns.length);
  for (guint i = 0; i < type->columns.length; i++)
    {
      uois_select_add_column (bound->select, 0, type->columns.items[i]);
      plan_column (&g_array_index (columns, DumpColumn, i), type->columns.items[i]);
    }
  return columns;
}

/* ---- Writing ---- */

static gboolean
flush (Dump *dump, GError **error)
{
  gsize length = dump->writer.length;

  dump->writer.length = 0;
  return g_output_stream_write_all (dump->stream, dump->writer.bytes, length, NULL, dump->cancellable, error);
}

static void
write_value (UoisJsonWriter *writer, UoisStoreStatement *statement, guint index, UoisValueKind kind)
{
  const char *text;
  gsize length;
  UoisUuid uuid;

  switch (kind)
    {
    case UOIS_VALUE_BOOLEAN:
      if (uois_store_statement_get_integer (statement, index))
        uois_json_writer_literal (writer, "true");
      else
        uois_json_writer_literal (writer, "false");
      break;
    case UOIS_VALUE_INTEGER:
      uois_json_writer_integer (writer, uois_store_statement_get_integer (statement, index));
      break;
    case UOIS_VALUE_REAL:
      uois_json_writer_real (writer, uois_store_statement_get_real (statement, index));
      break;
    case UOIS_VALUE_TEXT:
      text = uois_store_statement_get_text (statement, index, &length);
      uois_json_writer_string (writer, text, (gssize) length);
      break;
    case UOIS_VALUE_UUID:
      uuid = uois_bound_select_read_uuid (statement, index);
      uois_json_writer_uuid (writer, &uuid);
      break;
    case UOIS_VALUE_DATETIME:
    case UOIS_VALUE_DATE: /* the servers keep both as times */
      uois_json_writer_datetime (writer, uois_store_statement_get_integer (statement, index));
      break;
    default:
      g_return_if_reached ();
    }
}

static void
write_row (Dump *dump, UoisStoreStatement *statement, GArray *columns, const UoisChunks *chunks)
{
  UoisJsonWriter *writer = &dump->writer;
  const char *separator = "{";

  for (guint i = 0; i < columns->len; i++)
    {
      DumpColumn *plan = &g_array_index (columns, DumpColumn, i);

      if (uois_store_statement_is_null (statement, i))
        continue;
      plan->n_values++;
      if (plan->label == NULL)
        continue;
      uois_json_writer_raw (writer, separator, strlen (separator));
      uois_json_writer_raw (writer, plan->label, plan->label_length);
      write_value (writer, statement, i, plan->column->kind);
      separator = ", ";
    }
  if (chunks != NULL)
    {
      UoisUuid id = uois_bound_select_read_uuid (statement, 0);

      uois_json_writer_literal (writer, ", \"" UOIS_SEED_CHUNK_KEY "\": ");
      uois_json_writer_integer (writer, uois_chunks_get (chunks, &id));
    }
  uois_json_writer_literal (writer, "}");
}

static gboolean
write_rows (Dump *dump,
            UoisStoreStatement *statement,
            const UoisType *type,
            GArray *columns,
            const UoisChunks *chunks,
            GError **error)
{
  UoisJsonWriter *writer = &dump->writer;
  guint64 n_rows = 0;
  int step;

  while ((step = uois_store_statement_step (statement, error)) == 1)
    {
      if (n_rows == 0)
        {
          uois_json_writer_raw (writer, dump->n_tables == 0 ? "\n" : ",\n", dump->n_tables == 0 ? 1 : 2);
          uois_json_writer_string (writer, type->table, -1);
          uois_json_writer_literal (writer, ": [\n");
          dump->n_tables++;
        }
      else
        uois_json_writer_literal (writer, ",\n");
      write_row (dump, statement, columns, chunks);
      n_rows++;
      if (writer->length >= FLUSH_BYTES && !flush (dump, error))
        return FALSE;
      if (n_rows % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (dump->cancellable, error))
        return FALSE;
    }
  if (n_rows > 0)
    uois_json_writer_literal (writer, "\n]");
  return step == 0;
}

/* ---- What is left out ---- */

static void
note_column (Dump *dump, const UoisType *type, const DumpColumn *plan)
{
  const UoisColumn *column = plan->column;
  gulong n = (gulong) plan->n_values;

  if (n == 0)
    return;
  if (plan->label == NULL)
    g_ptr_array_add (dump->notes,
                     g_strdup_printf (ngettext ("%s: “%s” was left out of %lu row, because the servers would take it "
                                                "for a UUID.",
                                                "%s: “%s” was left out of %lu rows, because the servers would take it "
                                                "for a UUID.",
                                                n),
                                      type->table, column->name, n));
  else if (plan->hidden)
    g_ptr_array_add (dump->notes,
                     g_strdup_printf (ngettext ("%s: “%s” is written as “_%s” in %lu row, where the servers ignore it, "
                                                "because they could not read the time.",
                                                "%s: “%s” is written as “_%s” in %lu rows, where the servers ignore "
                                                "it, because they could not read the time.",
                                                n),
                                      type->table, column->name, column->name, n));
  if (column->enforced && !is_included (dump, column->target))
    g_ptr_array_add (dump->notes,
                     g_strdup_printf (ngettext ("%s: “%s” refers in %lu row to “%s”, which was left out; who reads "
                                                "this must have it already.",
                                                "%s: “%s” refers in %lu rows to “%s”, which was left out; who reads "
                                                "this must have it already.",
                                                n),
                                      type->table, column->name, n, column->target->table));
}

static void
note_cycles (Dump *dump, const UoisType *type, const UoisChunks *chunks)
{
  gulong n = (gulong) uois_chunks_get_n_cyclic (chunks);

  if (n > 0)
    g_ptr_array_add (
        dump->notes,
        g_strdup_printf (ngettext ("%s: %lu row is its own ancestor; the servers may refuse it.",
                                   "%s: %lu rows are their own ancestors; the servers may refuse them.", n),
                         type->table, n));
}

/* ---- Tables ---- */

static gboolean
dump_table (Dump *dump, const UoisType *type, GError **error)
{
  g_auto (UoisBoundSelect) bound = { 0 };
  g_autoptr (UoisChunks) chunks = NULL;
  g_autoptr (GArray) columns = NULL;
  UoisStoreStatement *statement;
  gboolean written;

  if (uois_chunks_are_needed (type))
    {
      chunks = uois_chunks_new (dump->file, dump->reader, type, error);
      if (chunks == NULL)
        return FALSE;
    }
  uois_bound_select_init (&bound, dump->file, type);
  columns = plan_columns (&bound, type);
  statement = uois_bound_select_open (&bound, dump->reader, error);
  if (statement == NULL)
    return FALSE;
  written = write_rows (dump, statement, type, columns, chunks, error);
  uois_store_statement_release (statement);
  if (!written)
    return FALSE;

  for (guint i = 0; i < columns->len; i++)
    note_column (dump, type, &g_array_index (columns, DumpColumn, i));
  if (chunks != NULL)
    note_cycles (dump, type, chunks);
  return TRUE;
}

static gpointer
dump_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  Dump *dump = data;

  dump->reader = reader;
  uois_json_writer_literal (&dump->writer, "{");
  for (guint i = 0; i < dump->tables->len; i++)
    if (!dump_table (dump, g_ptr_array_index (dump->tables, i), error))
      return NULL;
  uois_json_writer_literal (&dump->writer, "\n}\n");
  return flush (dump, error) ? g_ptr_array_ref (dump->notes) : NULL;
}

GPtrArray *
uois_file_dump (
    UoisFile *file, const char *const *tables, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  Dump dump = { .file = file, .stream = stream, .cancellable = cancellable };
  GPtrArray *notes = NULL;

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  dump.tables = g_ptr_array_new ();
  dump.notes = g_ptr_array_new_with_free_func (g_free);
  uois_json_writer_init (&dump.writer);
  if (select_tables (&dump, tables, error))
    notes = uois_file_run (file, dump_run, &dump, cancellable, error);
  uois_json_writer_clear (&dump.writer);
  g_ptr_array_unref (dump.notes);
  g_ptr_array_unref (dump.tables);
  return notes;
}
