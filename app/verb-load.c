/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "input.h"
#include "output.h"
#include "text-table.h"
#include "verb.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  guint64 rows;
  guint64 stored;
  guint64 present;
  guint64 rejected;
} Totals;

static Totals
add_up (GPtrArray *tables)
{
  Totals totals = { 0 };

  for (guint i = 0; i < tables->len; i++)
    {
      const UoisLoadTable *table = g_ptr_array_index (tables, i);

      totals.rows += table->rows;
      totals.stored += table->stored;
      totals.present += table->present;
      totals.rejected += table->rejected;
    }
  return totals;
}

static void
add_numbers (UoisTextTable *text, guint64 rows, guint64 stored, guint64 present, guint64 rejected)
{
  uois_text_table_add_number (text, rows);
  uois_text_table_add_number (text, stored);
  uois_text_table_add_number (text, present);
  uois_text_table_add_number (text, rejected);
}

static void
print_for_people (GPtrArray *tables)
{
  g_autoptr (UoisTextTable) text = uois_text_table_new (5);
  g_autofree char *result = NULL;
  Totals totals = add_up (tables);

  uois_text_table_add (text, _ ("Table"));
  uois_text_table_add (text, _ ("Rows"));
  uois_text_table_add (text, _ ("Stored"));
  uois_text_table_add (text, _ ("Already there"));
  uois_text_table_add (text, _ ("Not stored"));
  for (guint i = 0; i < tables->len; i++)
    {
      const UoisLoadTable *table = g_ptr_array_index (tables, i);

      uois_text_table_add (text, table->name);
      add_numbers (text, table->rows, table->stored, table->present, table->rejected);
      for (guint j = 0; j < table->reasons->len; j++)
        uois_text_table_add_line (text, g_ptr_array_index (table->reasons, j));
      for (guint j = 0; j < table->notes->len; j++)
        uois_text_table_add_line (text, g_ptr_array_index (table->notes, j));
    }
  uois_text_table_add (text, _ ("Total"));
  add_numbers (text, totals.rows, totals.stored, totals.present, totals.rejected);
  result = uois_text_table_to_string (text);
  uois_output_text (result);
}

static void
write_number (UoisJsonWriter *json, const char *name, guint64 number)
{
  uois_json_writer_name (json, name);
  uois_json_writer_integer (json, number);
}

static void
write_numbers (UoisJsonWriter *json, guint64 rows, guint64 stored, guint64 present, guint64 rejected)
{
  write_number (json, "rows", rows);
  write_number (json, "stored", stored);
  write_number (json, "present", present);
  write_number (json, "rejected", rejected);
}

static void
write_sentences (UoisJsonWriter *json, const char *name, GPtrArray *sentences)
{
  uois_json_writer_name (json, name);
  uois_json_writer_literal (json, "[");
  for (guint i = 0; i < sentences->len; i++)
    {
      uois_json_writer_separate (json);
      uois_json_writer_string (json, g_ptr_array_index (sentences, i), -1);
    }
  uois_json_writer_literal (json, "]");
}

static void
print_for_machines (GPtrArray *tables)
{
  g_auto (UoisJsonWriter) json = { 0 };
  Totals totals = add_up (tables);

  uois_json_writer_init (&json);
  uois_json_writer_literal (&json, "{");
  uois_json_writer_name (&json, "tables");
  uois_json_writer_literal (&json, "[");
  for (guint i = 0; i < tables->len; i++)
    {
      const UoisLoadTable *table = g_ptr_array_index (tables, i);

      uois_json_writer_separate (&json);
      uois_json_writer_literal (&json, "{");
      uois_json_writer_name (&json, "name");
      uois_json_writer_string (&json, table->name, -1);
      write_numbers (&json, table->rows, table->stored, table->present, table->rejected);
      write_sentences (&json, "reasons", table->reasons);
      write_sentences (&json, "notes", table->notes);
      uois_json_writer_literal (&json, "}");
    }
  uois_json_writer_literal (&json, "]");
  write_numbers (&json, totals.rows, totals.stored, totals.present, totals.rejected);
  uois_json_writer_literal (&json, "}");
  uois_output_json (json.bytes, json.length);
}

static GPtrArray *
load_seed (UoisInvocation *invocation, GBytes *seed, const char *name, GError **error)
{
  g_autoptr (UoisFile) file = uois_invocation_open (invocation, UOIS_FILE_OPEN_CREATE, error);
  g_autoptr (GPtrArray) tables = NULL;

  if (file == NULL)
    return NULL;
  if (uois_file_back_up_before (file, UOIS_BACKUP_IMPORT, uois_output_progress, NULL, invocation->cancellable, error))
    tables = uois_file_load (file, g_bytes_get_data (seed, NULL), g_bytes_get_size (seed), name, uois_output_progress,
                             NULL, invocation->cancellable, error);
  uois_output_progress_end ();
  if (!uois_invocation_close (file, tables != NULL, error))
    return NULL;
  return g_steal_pointer (&tables);
}

static GPtrArray *
load (UoisInvocation *invocation, GError **error)
{
  const char *name = invocation->arguments[0];
  g_autofree char *path = uois_invocation_get_path (invocation);
  gboolean is_new = !g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr (GBytes) seed = uois_input_read (name, invocation->cancellable, error);
  g_autoptr (GPtrArray) tables = NULL;

  if (seed == NULL)
    {
      g_prefix_error (error, "%s", _ ("The seed file cannot be read: "));
      return NULL;
    }
  tables = load_seed (invocation, seed, g_str_equal (name, "-") ? _ ("standard input") : name, error);
  if (tables == NULL && is_new)
    uois_invocation_discard (invocation);
  return g_steal_pointer (&tables);
}

UoisExit
uois_verb_load (UoisInvocation *invocation)
{
  gboolean for_machines = FALSE;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &for_machines, N_ ("Report as JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (GError) error = NULL;
  UoisExit exit;

  if (!uois_invocation_parse (invocation, options, 1, 1, &exit))
    return exit;
  tables = load (invocation, &error);
  if (tables == NULL)
    return uois_invocation_fail (invocation, error);
  if (for_machines)
    print_for_machines (tables);
  else
    print_for_people (tables);
  return UOIS_EXIT_OK;
}
