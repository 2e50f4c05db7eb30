/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "base/json-writer.h"
#include "domains/domains.h"

#include <string.h>

#define ROWS_PER_TABLE 6

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);

  g_assert_no_error (error);
  fixture_set_up_with (fixture, registry);
}

/* ---- The type lists of the program ---- */

static void
test_seed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;

  uois_file_load_seed (fixture->file, NULL, &error);
  g_assert_no_error (error);
  once = fixture_dump (fixture, NULL);
  g_assert_cmpuint (strlen (once), >, 1000);
  uois_file_load_seed (fixture->file, NULL, &error);
  g_assert_no_error (error);
  twice = fixture_dump (fixture, NULL);
  g_assert_cmpstr (once, ==, twice);
}

/* ---- Every table of every domain, there and back ---- */

static UoisUuid
row_id (const UoisType *type, guint row)
{
  return fixture_id (type->index * 1000 + row);
}

static UoisUuid
random_target (const UoisColumn *column, guint row)
{
  /* Rows refer to rows before them, so that a table that refers to itself has no cycle; soft references may dangle. */
  if (column->target == column->type)
    return row_id (column->target, (guint) g_test_rand_int_range (0, (gint32) MAX (1, row)));
  return row_id (column->target, (guint) g_test_rand_int_range (0, column->enforced ? ROWS_PER_TABLE : 900));
}

static gboolean
refers_to_itself_first (const UoisColumn *column, guint row)
{
  return row == 0 && column->target == column->type;
}

static void
write_random_value (UoisJsonWriter *writer, const UoisColumn *column, guint row)
{
  g_autofree char *text = NULL;
  UoisUuid uuid;

  switch (column->kind)
    {
    case UOIS_VALUE_BOOLEAN:
      uois_json_writer_raw (writer, g_test_rand_bit () ? "true " : "false", 5);
      break;
    case UOIS_VALUE_INTEGER:
      uois_json_writer_integer (writer, g_test_rand_int ());
      break;
    case UOIS_VALUE_REAL:
      uois_json_writer_real (writer, g_test_rand_double_range (-1e6, 1e6));
      break;
    case UOIS_VALUE_UUID:
      uuid =
          column->target != NULL ? random_target (column, row) : fixture_id ((guint) g_test_rand_int_range (0, 9999));
      uois_json_writer_uuid (writer, &uuid);
      break;
    case UOIS_VALUE_DATETIME:
      uois_json_writer_datetime (
          writer, uois_datetime_from_parts (2000 + g_test_rand_int_range (0, 50), 1 + g_test_rand_int_range (0, 12),
                                            1 + g_test_rand_int_range (0, 28), g_test_rand_int_range (0, 24), 0, 0,
                                            g_test_rand_int_range (0, 3)));
      break;
    case UOIS_VALUE_DATE:
      uois_json_writer_date (writer, uois_datetime_from_parts (2000, 1 + g_test_rand_int_range (0, 12), 9, 0, 0, 0, 0));
      break;
    default:
      text = g_strdup_printf ("Řádek %u\n\"%s\"", row, column->name);
      uois_json_writer_string (writer, text, -1);
    }
}

static void
write_random_row (UoisJsonWriter *writer, const UoisType *type, guint row)
{
  UoisUuid id = row_id (type, row);

  uois_json_writer_separate (writer);
  uois_json_writer_literal (writer, "{\"id\":");
  uois_json_writer_uuid (writer, &id);
  for (guint i = 1; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];

      if (g_test_rand_int_range (0, 4) == 0 || refers_to_itself_first (column, row))
        continue;
      uois_json_writer_name (writer, column->name);
      write_random_value (writer, column, row);
    }
  uois_json_writer_literal (writer, "}");
}

/* Children stand before parents, as they may. */
static GBytes *
make_file (UoisRegistry *registry)
{
  g_auto (UoisJsonWriter) writer = { 0 };
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (registry, &n_tables);

  uois_json_writer_init (&writer);
  uois_json_writer_literal (&writer, "{");
  for (guint i = n_tables; i > 0; i--)
    {
      uois_json_writer_name (&writer, tables[i - 1]->table);
      uois_json_writer_literal (&writer, "[");
      for (guint row = 0; row < ROWS_PER_TABLE; row++)
        write_random_row (&writer, tables[i - 1], row);
      uois_json_writer_literal (&writer, "]");
    }
  uois_json_writer_literal (&writer, "}");
  return uois_json_writer_steal (&writer);
}

static void
load_all (Fixture *fixture, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tables =
      uois_file_load (fixture->file, text, length, "generated.json", NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < tables->len; i++)
    {
      const UoisLoadTable *table = g_ptr_array_index (tables, i);

      if (table->stored != table->rows)
        g_error ("%s: %s", table->name, (const char *) g_ptr_array_index (table->reasons, 0));
      g_assert_cmpuint (table->rows, ==, ROWS_PER_TABLE);
    }
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) generated = make_file (fixture->registry);
  g_autofree char *dump = NULL;
  g_autofree char *again = NULL;
  Fixture second = { 0 };
  gsize length;
  const char *text = g_bytes_get_data (generated, &length);

  load_all (fixture, text, length);
  dump = fixture_dump (fixture, NULL);
  fixture_set_up_with (&second, fixture->registry);
  load_all (&second, dump, strlen (dump));
  again = fixture_dump (&second, NULL);
  g_assert_cmpstr (dump, ==, again);
  fixture_tear_down (&second, NULL);
}

/* ---- Every type can be shown ---- */

static void
check_sorting (Fixture *fixture, const UoisType *type, guint n_rows)
{
  for (guint i = 0; i < type->fields.length; i++)
    {
      const UoisField *field = type->fields.items[i];
      UoisListRequest request = { .type = type, .sort = field, .descending = i % 2 };
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) rows = NULL;

      if (field->kind != UOIS_FIELD_COLUMN && field->kind != UOIS_FIELD_EXPRESSION &&
          field->kind != UOIS_FIELD_REFERENCE)
        continue;
      rows = uois_file_list (fixture->file, &request, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, n_rows);
    }
}

static void
check_record (Fixture *fixture, const UoisRecord *listed)
{
  g_auto (Waiter) read = { 0 };
  g_auto (Waiter) count = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRecord) record = NULL;
  g_autoptr (GArray) counts = NULL;

  uois_file_read_async (fixture->file, listed->type, &listed->id, NULL, waiter_take, &read);
  record = uois_file_read_finish (fixture->file, waiter_wait (&read), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (record->title, ==, listed->title);
  for (guint i = 0; i < record->n_fields; i++)
    g_assert_nonnull (record->texts[i]);

  uois_file_count_async (fixture->file, listed->type, &listed->id, NULL, waiter_take, &count);
  counts = uois_file_count_finish (fixture->file, waiter_wait (&count), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < counts->len; i++)
    {
      const UoisField *tab = listed->type->tabs.items[i];
      UoisListRequest request = { .type = tab->target, .relation = tab, .parent = listed->id };
      g_autoptr (GArray) rows = uois_file_list (fixture->file, &request, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (g_array_index (counts, gint64, i), ==, rows->len);
    }
}

static void
test_every_type (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) generated = make_file (fixture->registry);
  gsize length;
  const char *text = g_bytes_get_data (generated, &length);
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (fixture->registry, &n_tables);

  load_all (fixture, text, length);
  for (guint i = 0; i < n_tables; i++)
    {
      const UoisType *type = tables[i];
      g_autoptr (GPtrArray) records =
          fixture_fetch_all (fixture, type, type->list_fields.items, type->list_fields.length);

      g_assert_cmpuint (records->len, ==, ROWS_PER_TABLE);
      for (guint j = 0; j < records->len; j++)
        {
          const UoisRecord *record = g_ptr_array_index (records, j);

          g_assert_cmpstr (record->title, !=, "");
          check_record (fixture, record);
        }
      check_sorting (fixture, type, ROWS_PER_TABLE);
    }
}

#define add(path, function) g_test_add ((path), Fixture, NULL, set_up, (function), fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/repo/domains/seed", test_seed);
  add ("/repo/domains/round-trip", test_round_trip);
  add ("/repo/domains/every-type", test_every_type);
  return g_test_run ();
}
