/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of a record waits to be sent, and as of when it is. */

#include "drafting.h"

#include "repo/edit.h"
#include "repo/standing.h"

static UoisStanding *
read_standing (Fixture *fixture, const UoisUuid *id)
{
  g_autoptr (GError) error = NULL;
  UoisStanding *standing = uois_file_read_standing (fixture->file, fixture->shelf, id, NULL, &error);

  g_assert_no_error (error);
  return standing;
}

/* @columns: joined by spaces */
static void
assert_standing (Fixture *fixture, const UoisUuid *id, gboolean unsent, gboolean is_new, const char *columns)
{
  g_autoptr (UoisStanding) standing = read_standing (fixture, id);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < standing->columns->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                            ((const UoisColumn *) g_ptr_array_index (standing->columns, i))->name);
  g_assert_cmpint (standing->unsent, ==, unsent);
  g_assert_cmpint (standing->is_new, ==, is_new);
  g_assert_cmpstr (found->str, ==, columns);
  g_assert_cmpint (standing->changed_at != 0, ==, unsent);
}

static void
change_name (Fixture *fixture, const UoisUuid *id, const char *name)
{
  g_autoptr (UoisDraft) draft = draft_edit (fixture, fixture->shelf, id);

  draft_set_text (draft, "name", name);
  draft_save (fixture, draft);
}

static void
undo (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  uois_file_undo (fixture->file, NULL, &error);
  g_assert_no_error (error);
}

static void
test_made_here (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) shelf = draft_make_shelf (fixture, "A", NULL);
  const UoisUuid *id = uois_draft_get_id (shelf);
  g_autoptr (UoisStanding) standing = NULL;

  assert_standing (fixture, id, TRUE, TRUE, "");
  change_name (fixture, id, "B");
  assert_standing (fixture, id, TRUE, TRUE, "");
  standing = read_standing (fixture, id);
  g_assert_cmpint (standing->received_at, ==, 0);
}

static void
test_loaded_and_changed (Fixture *fixture, gconstpointer data)
{
  UoisUuid id = fixture_id (1);
  g_autoptr (UoisStanding) before = NULL;
  g_autoptr (UoisStanding) after = NULL;
  g_autoptr (GError) error = NULL;

  fixture_store (fixture, "{'shelves': [{'id': '00000000-0000-4000-8000-000000000001', 'name': 'A'},"
                          " {'id': '00000000-0000-4000-8000-000000000002', 'name': 'Z'}]}");
  assert_standing (fixture, &id, FALSE, FALSE, "");
  before = read_standing (fixture, &id);
  g_assert_cmpint (before->received_at, >, 0);
  g_assert_cmpint (before->received_from, ==, UOIS_ORIGIN_LOAD);

  change_name (fixture, &id, "B");
  assert_standing (fixture, &id, TRUE, FALSE, "name");
  change_name (fixture, &id, "C");
  assert_standing (fixture, &id, TRUE, FALSE, "name");
  after = read_standing (fixture, &id);
  g_assert_cmpint (after->received_at, ==, before->received_at);

  /* It is as it was, but both changes are still on their way. */
  change_name (fixture, &id, "A");
  assert_standing (fixture, &id, TRUE, FALSE, "");
  undo (fixture);
  assert_standing (fixture, &id, TRUE, FALSE, "name");

  uois_file_delete (fixture->file, fixture->shelf, &id, 1, NULL, &error);
  g_assert_no_error (error);
  assert_standing (fixture, &id, FALSE, FALSE, "");
  undo (fixture);
  assert_standing (fixture, &id, TRUE, FALSE, "name");
}

static void
test_never_there (Fixture *fixture, gconstpointer data)
{
  UoisUuid id = fixture_id (4711);

  assert_standing (fixture, &id, FALSE, FALSE, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/standing/made-here", test_made_here);
  fixture_add ("/standing/loaded-and-changed", test_loaded_and_changed);
  fixture_add ("/standing/never-there", test_never_there);
  return g_test_run ();
}
