/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The roles that hold for a person because of the groups that the person belongs to, and where they come from. */

#include "drafting.h"

#include "repo/tree.h"

static const UoisType *
find_type (Fixture *fixture, const char *table)
{
  return uois_registry_find_table (fixture->registry, table);
}

static UoisUuid
save (Fixture *fixture, UoisDraft *draft)
{
  draft_save (fixture, draft);
  return *uois_draft_get_id (draft);
}

static UoisUuid
make_person (Fixture *fixture, const char *name)
{
  g_autoptr (UoisDraft) draft = uois_draft_new (fixture->registry, find_type (fixture, "users"));

  draft_set_text (draft, "name", name);
  draft_set_text (draft, "surname", "Nováková");
  return save (fixture, draft);
}

static UoisUuid
make_group (Fixture *fixture, const char *name, const UoisUuid *parent)
{
  g_autoptr (UoisDraft) draft = uois_draft_new (fixture->registry, find_type (fixture, "groups"));
  const UoisUuid kind = university_record (find_type (fixture, "grouptypes"));

  draft_set_text (draft, "name", name);
  draft_set_text (draft, "name_en", name);
  draft_set_uuid (draft, "grouptype_id", &kind);
  draft_set_uuid (draft, "mastergroup_id", parent);
  return save (fixture, draft);
}

static UoisUuid
make_role (Fixture *fixture, const UoisUuid *person, const UoisUuid *group)
{
  g_autoptr (UoisDraft) draft = uois_draft_new (fixture->registry, find_type (fixture, "roles"));
  const UoisUuid kind = university_record (find_type (fixture, "roletypes"));

  draft_set_uuid (draft, "user_id", person);
  draft_set_uuid (draft, "group_id", group);
  draft_set_uuid (draft, "roletype_id", &kind);
  return save (fixture, draft);
}

static UoisUuid
make_member (Fixture *fixture, const UoisUuid *person, const UoisUuid *group)
{
  g_autoptr (UoisDraft) draft = uois_draft_new (fixture->registry, find_type (fixture, "memberships"));

  draft_set_uuid (draft, "user_id", person);
  draft_set_uuid (draft, "group_id", group);
  return save (fixture, draft);
}

/* Of a membership. */
static void
set_text (Fixture *fixture, const UoisUuid *id, const char *column, const char *text)
{
  g_autoptr (UoisDraft) draft = draft_edit (fixture, find_type (fixture, "memberships"), id);

  draft_set_text (draft, column, text);
  draft_save (fixture, draft);
}

/* "own", "Department", "Faculty above Department": where each role comes from */
static char *
describe (Fixture *fixture, const UoisUuid *person)
{
  const UoisType *people = find_type (fixture, "users");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) places =
      uois_file_list_inherited (fixture->file, people->belongs_inherited.items[0], person, 100, NULL, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < places->len; i++)
    {
      const UoisTreePlace *place = g_ptr_array_index (places, i);

      g_assert_true (place->relation->owner == (place->from != NULL ? place->from->type : people));
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", place->from != NULL ? place->from->title : "own");
      if (place->above != NULL)
        g_string_append_printf (text, " above %s", place->above->title);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_roles (Fixture *fixture, const UoisUuid *person, const char *expected)
{
  g_autofree char *described = describe (fixture, person);

  g_assert_cmpstr (described, ==, expected);
}

/* Own roles first, then those of the groups, then those of what the groups stand in; each role once. */
static void
test_of_a_person (Fixture *fixture, gconstpointer data)
{
  UoisUuid university = make_group (fixture, "University", NULL);
  UoisUuid faculty = make_group (fixture, "Faculty", &university);
  UoisUuid department = make_group (fixture, "Department", &faculty);
  UoisUuid elsewhere = make_group (fixture, "Elsewhere", &university);
  UoisUuid person = make_person (fixture, "Jana");
  UoisUuid other = make_person (fixture, "Petr");
  UoisUuid membership;

  make_role (fixture, &other, &university);
  make_role (fixture, &other, &faculty);
  make_role (fixture, &other, &elsewhere);
  make_role (fixture, &other, &department);
  assert_roles (fixture, &person, "");

  membership = make_member (fixture, &person, &department);
  assert_roles (fixture, &person, "Department, Faculty above Department, University above Department");
  make_role (fixture, &person, &department);
  assert_roles (fixture, &person, "own, Department, Faculty above Department, University above Department");
  /* Who is a member of both has it from the nearer one. */
  make_member (fixture, &person, &faculty);
  assert_roles (fixture, &person, "own, Department, Faculty, University above Department");

  /* What one does not belong to any more gives nothing; nor what one does not belong to yet. */
  set_text (fixture, &membership, "enddate", "2001-01-01");
  assert_roles (fixture, &person, "own, Faculty, University above Faculty");
  set_text (fixture, &membership, "enddate", "");
  set_text (fixture, &membership, "startdate", "2999-01-01");
  assert_roles (fixture, &person, "own, Faculty, University above Faculty");
  set_text (fixture, &membership, "startdate", "2001-01-01");
  assert_roles (fixture, &person, "own, Department, Faculty, University above Department");
  set_text (fixture, &membership, "valid", "no");
  assert_roles (fixture, &person, "own, Faculty, University above Faculty");
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  const UoisType *people = find_type (fixture, "users");
  UoisUuid group = make_group (fixture, "Group", NULL);
  UoisUuid person = make_person (fixture, "Jana");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) places = NULL;

  make_member (fixture, &person, &group);
  for (guint i = 0; i < 5; i++)
    make_role (fixture, &person, &group);
  places = uois_file_list_inherited (fixture->file, people->belongs_inherited.items[0], &person, 3, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (places->len, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  university_add ("/inherited/of-a-person", test_of_a_person);
  university_add ("/inherited/limit", test_limit);
  return g_test_run ();
}
