/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "repo/care.h"

#include <glib/gstdio.h>
#include <string.h>

static const char library[] =
    "extend schema"
    " @domain(name: \"library\", icon: \"folder-symbolic\", order: 1)"
    " @label(en: \"Library\") @place(en: \"Library\") @help(en: \"Books and who reads them.\")\n"
    "type ReaderGQLModel @table(name: \"readers\") @labels(one: \"Reader\", many: \"Readers\")"
    " @title(format: \"{surname} {name}\") @columns(of: [\"surname\", \"name\"]) @sort(by: \"surname\") @audit"
    " @person @where(name: \"ReaderFilter\", of: [\"id\", \"name\", \"surname\", \"loans\"])"
    " @byId(field: \"readerById\") @page(field: \"readerPage\") {\n"
    "  name: String @label(en: \"First name\") @search\n"
    "  surname: String @label(en: \"Surname\") @search @sorted\n"
    "  born: Date @label(en: \"Born\")\n"
    "  fullname: String @label(en: \"Full name\") @expression(sql: \"name || ' ' || surname\")\n"
    "  mine: Boolean @label(en: \"That is me\") @expression(sql: \"id = :me\")\n"
    "  loans: [LoanGQLModel!]! @label(en: \"Loans\") @many(column: \"reader_id\") @paged\n"
    "  books: [BookGQLModel!]! @label(en: \"Books\") @through(table: \"loans\", near: \"reader_id\", far: "
    "\"book_id\")\n"
    "}\n"
    "type ShelfGQLModel @table(name: \"shelves\") @labels(one: \"Shelf\", many: \"Shelves\")"
    " @title(format: \"{name}\") @columns(of: [\"name\", \"parent\"]) @tree(by: \"parent\", members: \"books\", "
    "inherited: [\"books\"])"
    " @byId(field: \"shelfById\") @page(field: \"shelfPage\") {\n"
    "  name: String @label(en: \"Name\") @search\n"
    "  parent: ShelfGQLModel @label(en: \"Stands in\")\n"
    "  parts: [ShelfGQLModel!]! @label(en: \"Parts\") @many(column: \"parent_id\", order: \"name\")\n"
    "  books: [BookGQLModel!]! @label(en: \"Books\") @many(column: \"shelf_id\")\n"
    "}\n"
    "type BookGQLModel @table(name: \"books\") @labels(one: \"Book\", many: \"Books\")"
    " @title(format: \"{name}\") @columns(of: [\"name\", \"shelf\", \"pages\"]) @sort(by: \"pages\", descending: true)"
    " @byId(field: \"bookById\") @page(field: \"bookPage\") {\n"
    "  name: String @label(en: \"Name\") @search @sorted @alias(keys: [\"title\", \"caption\"])\n"
    "  pages: Int @label(en: \"Pages\")\n"
    "  price: Float @label(en: \"Price\")\n"
    "  lent: Boolean @label(en: \"Lent\")\n"
    "  startdate: DateTime @label(en: \"Bought\")\n"
    "  printedAt: DateTime @label(en: \"Printed\")\n"
    "  shelf: ShelfGQLModel @label(en: \"Shelf\")\n"
    "  weight: Float @label(en: \"Weight\") @hook(name: \"weight\")\n"
    "  loans: [LoanGQLModel!]! @label(en: \"Loans\") @many(column: \"book_id\")\n"
    "  labels: [LabelGQLModel!]! @label(en: \"Labels\") @many(column: \"book_id\")\n"
    "  neighbours: [BookGQLModel!]! @label(en: \"Neighbours\")"
    " @rows(sql: \"shelf_id = (SELECT b.shelf_id FROM books AS b WHERE b.id = :parent) AND id <> :parent\")\n"
    "}\n"
    "type LoanGQLModel @table(name: \"loans\") @link @labels(one: \"Loan\", many: \"Loans\") @where(name: "
    "\"LoanFilter\", of: [\"id\"])"
    " @title(format: \"{book} – {reader}\") @columns(of: [\"reader\", \"book\"]) {\n"
    "  reader: ReaderGQLModel @label(en: \"Reader\")\n"
    "  book: BookGQLModel @label(en: \"Book\")\n"
    "}\n"
    "type LabelGQLModel @table(name: \"labels\") @labels(one: \"Label\", many: \"Labels\") @title(format: \"{text}\")"
    " @columns(of: [\"text\", \"outerId\"]) {\n"
    "  text: String @label(en: \"Text\")\n"
    "  outerId: String @label(en: \"Number elsewhere\")\n"
    "  oldIdentity: String @label(en: \"Old number\") @column(name: \"old_id\")\n"
    "  book: BookGQLModel @label(en: \"Book\")\n"
    "}\n"
    "extend type Query {\n"
    "  me: ReaderGQLModel @one(sql: \"id = :me\")\n"
    "  readerNumber(surname: String!): UUID @value(sql: \"SELECT id FROM readers WHERE surname = :surname\")\n"
    "}\n";

static const char notes[] =
    "extend schema"
    " @domain(name: \"notes\", icon: \"folder-symbolic\", order: 2)"
    " @label(en: \"Notes\") @place(en: \"Notes\") @help(en: \"What people write down.\")\n"
    "type NoteGQLModel @table(name: \"notes\") @labels(one: \"Note\", many: \"Notes\") @title(format: \"{text}\")"
    " @columns(of: [\"text\", \"book\"]) {\n"
    "  text: String @label(en: \"Text\") @present(as: LONG_TEXT) @search\n"
    "  book: BookGQLModel @label(en: \"Book\")\n"
    "}\n"
    "extend type BookGQLModel { notes: [NoteGQLModel!]! @label(en: \"Notes\") @many(column: \"book_id\") }\n";

/* Half a gram a page; a book of negative length is an error. */
static gboolean
compute_weight (const UoisValue *row, const UoisValue *arguments, UoisValue *result, GError **error)
{
  if (row[0].kind == UOIS_VALUE_NULL)
    return TRUE;
  if (row[0].integer < 0)
    {
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID, "too thin");
      return FALSE;
    }
  uois_value_set_real (result, (double) row[0].integer / 2);
  return TRUE;
}

static const char *const weight_columns[] = { "pages", NULL };
static const UoisHook library_hooks[] = { { "weight", weight_columns, compute_weight }, { NULL } };
static const UoisHooks hooks = { library_hooks };

UoisRegistry *
fixture_registry_new (void)
{
  g_autoptr (UoisRegistry) registry = uois_registry_new ();
  g_autoptr (GError) error = NULL;

  uois_registry_add (registry, "library.graphql", library, strlen (library), NULL, 0, &hooks, &error);
  g_assert_no_error (error);
  uois_registry_add (registry, "notes.graphql", notes, strlen (notes), NULL, 0, NULL, &error);
  g_assert_no_error (error);
  uois_registry_freeze (registry, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&registry);
}

static void
open_file (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->file = uois_file_open (fixture->path, fixture->registry, UOIS_FILE_OPEN_CREATE, NULL, &error);
  g_assert_no_error (error);
}

void
fixture_set_up_with (Fixture *fixture, UoisRegistry *registry)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("uois-repo-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "library.uois", NULL);
  fixture->registry = uois_registry_ref (registry);
  open_file (fixture);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisRegistry) registry = fixture_registry_new ();

  fixture_set_up_with (fixture, registry);
  fixture->reader = uois_registry_find_table (fixture->registry, "readers");
  fixture->shelf = uois_registry_find_table (fixture->registry, "shelves");
  fixture->book = uois_registry_find_table (fixture->registry, "books");
  fixture->loan = uois_registry_find_table (fixture->registry, "loans");
  fixture->label = uois_registry_find_table (fixture->registry, "labels");
  fixture->note = uois_registry_find_table (fixture->registry, "notes");
}

static void
close_file (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  uois_file_close (fixture->file, &error);
  g_assert_no_error (error);
  /* What is still under way in the main context holds the file; a leak would as well. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->file);
}

void
fixture_assert_sound (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = uois_file_check (fixture->file, UOIS_CHECK_FULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", ((const UoisFinding *) findings->pdata[i])->sentence);
  g_assert_cmpuint (findings->len, ==, 0);
}

void
fixture_reopen (Fixture *fixture)
{
  close_file (fixture);
  open_file (fixture);
}

/* Backups stand in a folder of their own. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        remove_folder (inner);
      else
        g_unlink (inner);
    }
  g_rmdir (path);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  close_file (fixture);
  uois_registry_unref (fixture->registry);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* ---- Loading and dumping ---- */

GPtrArray *
fixture_load (Fixture *fixture, const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  GPtrArray *tables = uois_file_load (fixture->file, json, strlen (json), "seed.json", NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return tables;
}

void
fixture_store (Fixture *fixture, const char *text)
{
  g_autoptr (GPtrArray) tables = fixture_load (fixture, text);

  for (guint i = 0; i < tables->len; i++)
    {
      const UoisLoadTable *table = g_ptr_array_index (tables, i);

      if (table->stored != table->rows)
        g_error ("%s: %s", table->name, (const char *) g_ptr_array_index (table->reasons, 0));
    }
}

const UoisLoadTable *
fixture_find_table (GPtrArray *tables, const char *name)
{
  for (guint i = 0; i < tables->len; i++)
    {
      const UoisLoadTable *table = g_ptr_array_index (tables, i);

      if (g_str_equal (table->name, name))
        return table;
    }
  g_error ("no key %s", name);
}

char *
fixture_dump (Fixture *fixture, GPtrArray **notes_out)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) left_out = uois_file_dump (fixture->file, NULL, stream, NULL, &error);

  g_assert_no_error (error);
  g_output_stream_write_all (stream, "", 1, NULL, NULL, &error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);
  if (notes_out != NULL)
    *notes_out = g_steal_pointer (&left_out);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

UoisUuid
fixture_id (guint number)
{
  g_autofree char *text = g_strdup_printf ("00000000-0000-4000-8000-%012u", number);
  UoisUuid uuid;

  g_assert_true (uois_uuid_parse (text, strlen (text), &uuid));
  return uuid;
}

/* ---- Reading ---- */

static GPtrArray *
fetch_list (Fixture *fixture, const UoisListRequest *request, const UoisField *const *fields, guint n_fields)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = uois_file_list (fixture->file, request, NULL, &error);
  GPtrArray *records;

  g_assert_no_error (error);
  records = uois_file_fetch (fixture->file, request->type, (const gint64 *) rows->data, rows->len, fields, n_fields,
                             NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, rows->len);
  return records;
}

char *
fixture_list (Fixture *fixture, const UoisListRequest *request)
{
  g_autoptr (GPtrArray) records = fetch_list (fixture, request, NULL, 0);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      const UoisRecord *record = g_ptr_array_index (records, i);

      g_assert_nonnull (record);
      g_string_append_printf (titles, "%s%s", i > 0 ? "; " : "", record->title);
    }
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

GPtrArray *
fixture_fetch_all (Fixture *fixture, const UoisType *type, const UoisField *const *fields, guint n_fields)
{
  return fetch_list (fixture, &(UoisListRequest){ .type = type }, fields, n_fields);
}

/* ---- Asynchronous calls ---- */

void
waiter_take (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiter *waiter = data;

  g_assert_null (waiter->result);
  waiter->result = g_object_ref (result);
}

GAsyncResult *
waiter_wait (Waiter *waiter)
{
  while (waiter->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return waiter->result;
}

void
waiter_clear (Waiter *waiter)
{
  g_clear_object (&waiter->result);
}
