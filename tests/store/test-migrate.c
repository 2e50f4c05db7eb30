/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "campus.h"

#include "store/backup.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

static void
close_file (Campus *campus)
{
  g_autoptr (GError) error = NULL;

  uois_store_close (campus->store, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (campus->store);
  campus->store = NULL;
}

static void
open_file (Campus *campus, const char *path, UoisStoreOpenFlags flags)
{
  g_autoptr (GError) error = NULL;

  campus->store = uois_store_open (path, campus->registry, flags, NULL, &error);
  g_assert_no_error (error);
}

/* From here on the program knows the next version of the declarations. */
static void
use_next_registry (Campus *campus)
{
  uois_registry_unref (campus->registry);
  campus->registry = campus_read_registry ("campus-next.graphql");
  campus->kind = uois_registry_find_table (campus->registry, "kinds");
  campus->team = uois_registry_find_table (campus->registry, "teams");
  campus->person = uois_registry_find_table (campus->registry, "people");
  campus->member = uois_registry_find_table (campus->registry, "members");
}

static void
fill (Campus *campus)
{
  g_autoptr (Row) team = row_new (campus->team);
  g_autoptr (Row) part = row_new (campus->team);
  g_autoptr (Row) person = row_new (campus->person);
  g_autoptr (Row) member = row_new (campus->member);

  row_set (team, "name", "Žatec");
  row_set (team, "size", "7");
  row_set_uuid (part, "parent_id", row_get_id (team));
  row_set (person, "surname", "Chrudoš");
  row_set (person, "email", "ch@univ.example");
  row_set (person, "note", "tall");
  row_set_uuid (person, "friend_id", row_get_id (person));
  row_set_uuid (member, "person_id", row_get_id (person));
  row_set_uuid (member, "team_id", row_get_id (team));
  campus_insert (campus, team);
  campus_insert (campus, part);
  campus_insert (campus, person);
  campus_insert (campus, member);
}

static void
add_person_with_phone (Campus *campus)
{
  g_autoptr (Row) person = row_new (campus->person);

  row_set (person, "phone", "123");
  campus_insert (campus, person);
}

static void
add_friend_of_nobody (Campus *campus)
{
  UoisUuid nobody = { { 1 } };
  g_autoptr (Row) person = row_new (campus->person);

  row_set_uuid (person, "friend_id", &nobody);
  campus_insert (campus, person);
}

/* The backups that upgrades made: newest first. */
static GPtrArray *
list_backups (Campus *campus)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *backups = uois_backup_list (campus->path, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < backups->len; i++)
    g_assert_cmpint (((const UoisBackup *) backups->pdata[i])->reason, ==, UOIS_BACKUP_UPGRADE);
  return backups;
}

/* Names of what the file has: tables, indexes, views and the tables of the search indexes. */
static char *
list_objects (Campus *campus)
{
  return campus_text (campus, "SELECT group_concat (type || ' ' || name, ', ') FROM (SELECT type, name"
                              " FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name)");
}

static void
test_upgrade (Campus *campus, gconstpointer data)
{
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autofree char *fresh_path = g_build_filename (campus->folder, "fresh.uois", NULL);

  fill (campus);
  g_autofree char *before = campus_fingerprint (campus);
  close_file (campus);

  use_next_registry (campus);
  open_file (campus, campus->path, UOIS_STORE_OPEN_NONE);
  campus_assert_sound (campus);

  g_autofree char *row = campus_text (
      campus, "SELECT t.name || ' ' || t.size || ' ' || p.surname || ' ' || p.email || ' ' || p.note || ' ' ||"
              " coalesce (p.phone, '-') FROM members AS m JOIN teams AS t ON t.id = m.team_id"
              " JOIN people AS p ON p.id = m.person_id");
  g_assert_cmpstr (row, ==, "Žatec 7.0 Chrudoš ch@univ.example tall -");
  g_assert_cmpint (
      campus_count (campus, "SELECT count (*) FROM people__search WHERE people__search MATCH 'chru'||'dos'"), ==, 1);
  g_assert_cmpint (campus_count (campus, "SELECT email__key IS NOT NULL FROM people"), ==, 1);
  g_autofree char *objects = list_objects (campus);

  /* What was not there can be written now. */
  add_person_with_phone (campus);
  campus_assert_sound (campus);
  close_file (campus);

  /* As if it had been made by the new version. */
  open_file (campus, fresh_path, UOIS_STORE_OPEN_CREATE);
  g_autofree char *fresh = list_objects (campus);
  g_assert_cmpstr (objects, ==, fresh);
  close_file (campus);

  /* The second time there is nothing to do. */
  backups = list_backups (campus);
  g_assert_cmpuint (backups->len, ==, 1);
  open_file (campus, campus->path, UOIS_STORE_OPEN_READ_ONLY);
  close_file (campus);
  open_file (campus, campus->path, UOIS_STORE_OPEN_NONE);
  later = list_backups (campus);
  g_assert_cmpuint (later->len, ==, 1);
  close_file (campus);

  /* The backup is the old file, whole. */
  uois_registry_unref (campus->registry);
  campus->registry = campus_read_registry ("campus.graphql");
  open_file (campus, ((const UoisBackup *) backups->pdata[0])->path, UOIS_STORE_OPEN_READ_ONLY);
  g_autofree char *kept = campus_fingerprint (campus);
  g_assert_cmpstr (kept, ==, before);
  campus_assert_sound (campus);
}

static void
test_read_only (Campus *campus, gconstpointer data)
{
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GError) error = NULL;

  fill (campus);
  close_file (campus);
  use_next_registry (campus);
  g_assert_null (uois_store_open (campus->path, campus->registry, UOIS_STORE_OPEN_READ_ONLY, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_READ_ONLY);
  backups = list_backups (campus);
  g_assert_cmpuint (backups->len, ==, 0);
}

/* A reference that is enforced from now on and has no target: the file stays as it was. */
static void
test_refused (Campus *campus, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_friend_of_nobody (campus);
  g_autofree char *before = campus_fingerprint (campus);
  g_autofree char *objects = list_objects (campus);
  close_file (campus);

  use_next_registry (campus);
  g_assert_null (uois_store_open (campus->path, campus->registry, UOIS_STORE_OPEN_NONE, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_REFERENCE);

  uois_registry_unref (campus->registry);
  campus->registry = campus_read_registry ("campus.graphql");
  open_file (campus, campus->path, UOIS_STORE_OPEN_NONE);
  g_autofree char *after = campus_fingerprint (campus);
  g_autofree char *objects_after = list_objects (campus);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (objects, ==, objects_after);
  campus_assert_sound (campus);
}

/* An older program meets tables and columns that it does not know: it leaves them alone. */
static void
test_older_program (Campus *campus, gconstpointer data)
{
  UoisRegistry *old = uois_registry_ref (campus->registry);

  close_file (campus);
  g_unlink (campus->path);
  use_next_registry (campus);
  open_file (campus, campus->path, UOIS_STORE_OPEN_CREATE);
  add_person_with_phone (campus);
  close_file (campus);

  uois_registry_unref (campus->registry);
  campus->registry = old;
  open_file (campus, campus->path, UOIS_STORE_OPEN_NONE);
  g_autofree char *phone = campus_text (campus, "SELECT phone FROM people");
  g_assert_cmpstr (phone, ==, "123");
  g_assert_cmpint (campus_count (campus, "SELECT count (*) FROM rooms"), ==, 0);
  campus_assert_sound (campus);
}

static void
execute (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  sqlite3_open (path, &db);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Another version of ICU sorts by other keys. */
static void
test_sort_keys (Campus *campus, gconstpointer data)
{
  fill (campus);
  close_file (campus);
  execute (campus->path, "UPDATE file_properties SET value = 'cs/1.0' WHERE name = 'collator';"
                         "UPDATE teams SET name__key = x'00'; UPDATE people SET surname__key = x'ff'");
  open_file (campus, campus->path, UOIS_STORE_OPEN_NONE);
  campus_assert_sound (campus);
}

#define ADD(name, function) g_test_add ("/store/migrate/" name, Campus, NULL, campus_set_up, function, campus_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("upgrade", test_upgrade);
  ADD ("read-only", test_read_only);
  ADD ("refused", test_refused);
  ADD ("older-program", test_older_program);
  ADD ("sort-keys", test_sort_keys);
  return g_test_run ();
}
