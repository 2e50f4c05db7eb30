/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is typed, drafts, and the rules that they must keep; each rule with what breaks it.
 */
#include "drafting.h"

/* The problems of a draft as "column: sentence cure" lines, warnings in brackets. */
static char *
list_problems (Fixture *fixture, UoisDraft *draft)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = uois_file_validate (fixture->file, &draft, 1, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    {
      const UoisProblem *problem = g_ptr_array_index (problems, i);

      g_assert_cmpstr (problem->cure, !=, "");
      g_string_append_printf (text, problem->severity == UOIS_SEVERITY_ERROR ? "%s%s: %s" : "%s[%s: %s]",
                              i > 0 ? "\n" : "", problem->column != NULL ? problem->column->name : "-",
                              problem->sentence);
    }
  return g_string_free (text, FALSE);
}

static void
assert_problems (Fixture *fixture, UoisDraft *draft, const char *expected)
{
  g_autofree char *problems = list_problems (fixture, draft);

  g_assert_cmpstr (problems, ==, expected);
}

/* ---- What is typed ---- */

typedef struct
{
  UoisValueKind kind;
  const char *text;
  const char *value; /* nullable: refused */
} Typed;

static const Typed typed[] = {
  { UOIS_VALUE_DATE, "1. 9. 2026", "2026-09-01" },
  { UOIS_VALUE_DATE, " 1.9.2026 ", "2026-09-01" },
  { UOIS_VALUE_DATE, "2026-09-01", "2026-09-01" },
  { UOIS_VALUE_DATE, "1 Sep 2026", "2026-09-01" },
  { UOIS_VALUE_DATE, "1\xc2\xa0September 2026", "2026-09-01" },
  { UOIS_VALUE_DATETIME, "1.9.2026 8:00", "2026-09-01T08:00:00" },
  { UOIS_VALUE_DATETIME, "1 Sep 2026, 08:00", "2026-09-01T08:00:00" },
  { UOIS_VALUE_DATETIME, "1. 9. 2026 8:05:09", "2026-09-01T08:05:09" },
  { UOIS_VALUE_DATETIME, "2026-09-01 08:00", "2026-09-01T08:00:00" },
  { UOIS_VALUE_DATETIME, "29.2.2024", "2024-02-29T00:00:00" },
  { UOIS_VALUE_DATE, "29.2.2026", NULL },
  { UOIS_VALUE_DATE, "31. 4. 2026", NULL },
  { UOIS_VALUE_DATE, "1.9.26", NULL },
  { UOIS_VALUE_DATE, "1.9.", NULL },
  { UOIS_VALUE_DATE, "9/1/2026", NULL },
  { UOIS_VALUE_DATE, "1.13.2026", NULL },
  { UOIS_VALUE_DATE, "0.1.2026", NULL },
  { UOIS_VALUE_DATE, "1.9.2026 x", NULL },
  { UOIS_VALUE_DATE, "tomorrow", NULL },
  { UOIS_VALUE_DATETIME, "1.9.2026 24:00", NULL },
  { UOIS_VALUE_DATETIME, "1.9.2026 8:60", NULL },
  { UOIS_VALUE_DATETIME, "1.9.2026 8", NULL },
  { UOIS_VALUE_DATETIME, "1.9.2026 8:00:", NULL },
  { UOIS_VALUE_REAL, "3,5", "3.5" },
  { UOIS_VALUE_REAL, "3.5", "3.5" },
  { UOIS_VALUE_REAL, "1 234,5", "1234.5" },
  { UOIS_VALUE_REAL,
    "1\xc2\xa0"
    "234,5",
    "1234.5" },
  { UOIS_VALUE_REAL, "1.234,5", "1234.5" },
  { UOIS_VALUE_REAL, "1,234.5", "1234.5" },
  { UOIS_VALUE_REAL,
    "\xe2\x88\x92"
    "2,5",
    "-2.5" },
  { UOIS_VALUE_REAL, "1.234.567", "1234567" },
  { UOIS_VALUE_REAL, "1.23.4", NULL },
  { UOIS_VALUE_REAL, "1,2,3", NULL },
  { UOIS_VALUE_REAL, "1e5", NULL },
  { UOIS_VALUE_REAL, "nan", NULL },
  { UOIS_VALUE_REAL, "3-5", NULL },
  { UOIS_VALUE_REAL, ",", NULL },
  { UOIS_VALUE_INTEGER, "42", "42" },
  { UOIS_VALUE_INTEGER, "+42", "42" },
  { UOIS_VALUE_INTEGER, "-1 000", "-1000" },
  { UOIS_VALUE_INTEGER, "4.5", NULL },
  { UOIS_VALUE_INTEGER, "9223372036854775808", NULL },
  { UOIS_VALUE_INTEGER, "forty", NULL },
  { UOIS_VALUE_BOOLEAN, "Yes", "true" },
  { UOIS_VALUE_BOOLEAN, "no", "false" },
  { UOIS_VALUE_BOOLEAN, "1", "true" },
  { UOIS_VALUE_BOOLEAN, "perhaps", NULL },
  { UOIS_VALUE_UUID, "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000001" },
  { UOIS_VALUE_UUID, "me", NULL },
  { UOIS_VALUE_TEXT, " as it stands ", " as it stands " },
  { UOIS_VALUE_TEXT, "\xff", NULL },
};

static void
test_typed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      const UoisColumn column = { .kind = typed[i].kind };
      g_auto (UoisValue) value = UOIS_VALUE_INIT;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      gboolean read = uois_typed_parse (&column, typed[i].text, &value, &error);

      g_test_message ("typed text %" G_GSIZE_FORMAT, i);
      if (typed[i].value == NULL)
        {
          g_assert_false (read);
          g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
          g_assert_cmpint (value.kind, ==, UOIS_VALUE_NULL);
          continue;
        }
      g_assert_no_error (error);
      text = uois_value_to_string (&value);
      g_assert_cmpstr (text, ==, typed[i].value);
    }
}

static void
assert_typed_back (const UoisColumn *column, const UoisValue *value)
{
  g_autofree char *text = uois_typed_format (column, value);
  g_auto (UoisValue) back = UOIS_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  uois_typed_parse (column, text, &back, &error);
  g_assert_no_error (error);
  if (!uois_value_equal (&back, value))
    g_error ("“%s” reads as something else", text);
}

/* What an editor shows of a value reads as that value. */
static void
test_typed_back (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      const UoisColumn integer = { .kind = UOIS_VALUE_INTEGER };
      const UoisColumn real = { .kind = UOIS_VALUE_REAL };
      const UoisColumn time = { .kind = UOIS_VALUE_DATETIME };
      const UoisColumn day = { .kind = UOIS_VALUE_DATE };
      int year = g_test_rand_int_range (1000, 10000);
      int month = g_test_rand_int_range (1, 13);
      int day_of_month = g_test_rand_int_range (1, 29);
      g_auto (UoisValue) value = UOIS_VALUE_INIT;

      uois_value_set_integer (&value, g_test_rand_int () * (gint64) g_test_rand_int ());
      assert_typed_back (&integer, &value);
      uois_value_set_real (&value, g_test_rand_double_range (-1e6, 1e6));
      assert_typed_back (&real, &value);
      uois_value_set_datetime (
          &value, uois_datetime_from_parts (year, month, day_of_month, g_test_rand_int_range (0, 24),
                                            g_test_rand_int_range (0, 60), g_test_rand_int_range (0, 60), 0));
      assert_typed_back (&time, &value);
      uois_value_set_datetime (&value, uois_datetime_from_parts (year, month, day_of_month, 0, 0, 0, 0));
      value.kind = UOIS_VALUE_DATE;
      assert_typed_back (&day, &value);
    }
}

/* ---- Drafts ---- */

static void
test_draft (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) draft = uois_draft_new (fixture->registry, fixture->book);
  const UoisColumn *name = draft_column (fixture->book, "name");
  const UoisColumn *pages = draft_column (fixture->book, "pages");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  UoisValue null = UOIS_VALUE_INIT;

  g_assert_true (uois_draft_get_is_new (draft));
  g_assert_false (uois_draft_has_changes (draft));
  /* Nothing known and nothing typed is nothing known. */
  draft_set_text (draft, "name", "");
  g_assert_cmpint (uois_draft_get_value (draft, name)->kind, ==, UOIS_VALUE_NULL);
  draft_set_text (draft, "name", "Babička");
  g_assert_false (uois_draft_set_text (draft, pages, "many", &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
  g_assert_cmpstr (uois_draft_get_text (draft, pages), ==, "many");
  changes = uois_draft_list_changes (draft);
  g_assert_cmpuint (changes->len, ==, 2);
  assert_problems (fixture, draft, "pages: This is no whole number. Write digits only, like 42.");
  uois_draft_revert (draft, pages);
  g_assert_null (uois_draft_get_text (draft, pages));
  g_assert_cmpint (draft_save (fixture, draft), >, 0);

  g_assert_false (uois_draft_get_is_new (draft));
  g_assert_false (uois_draft_has_changes (draft));
  g_assert_cmpint (draft_save (fixture, draft), ==, 0);
  /* Known to be empty is something else than unknown. */
  draft_set_text (draft, "name", "");
  g_assert_cmpint (uois_draft_get_value (draft, name)->kind, ==, UOIS_VALUE_TEXT);
  g_assert_true (uois_draft_is_changed (draft, name));
  uois_draft_set_value (draft, name, &null);
  g_assert_cmpint (uois_draft_get_value (draft, name)->kind, ==, UOIS_VALUE_NULL);
  uois_draft_revert_all (draft);
  g_assert_false (uois_draft_has_changes (draft));
}

static void
test_context (Fixture *fixture, gconstpointer data)
{
  UoisUuid parent = fixture_id (7);
  g_autoptr (UoisDraft) book = NULL;
  g_autoptr (UoisDraft) loan = NULL;

  book = uois_draft_new_related (fixture->registry, uois_type_find_field (fixture->shelf, "books"), &parent);
  g_assert_true (uois_draft_get_record_type (book) == fixture->book);
  g_assert_true (
      uois_uuid_equal (&uois_draft_get_value (book, draft_column (fixture->book, "shelf_id"))->uuid, &parent));
  g_assert_false (uois_draft_has_changes (book));
  loan = uois_draft_new_related (fixture->registry, uois_type_find_field (fixture->reader, "books"), &parent);
  g_assert_true (uois_draft_get_record_type (loan) == fixture->loan);
}

static void
test_duplicate (Fixture *fixture, gconstpointer data)
{
  const UoisType *type = uois_registry_find_table (fixture->registry, "externalids");
  UoisUuid id = university_record (type);
  g_autoptr (UoisDraft) draft = draft_edit (fixture, type, &id);
  g_autoptr (UoisDraft) duplicate = uois_draft_duplicate (draft);

  g_assert_false (uois_uuid_equal (&id, uois_draft_get_id (duplicate)));
  g_assert_true (uois_draft_get_is_new (duplicate));
  g_assert_cmpint (uois_draft_get_value (duplicate, draft_column (type, "inner_id"))->kind, ==, UOIS_VALUE_UUID);
  g_assert_cmpint (uois_draft_get_value (duplicate, draft_column (type, "outer_id"))->kind, ==, UOIS_VALUE_NULL);
  g_assert_cmpint (uois_draft_get_value (duplicate, draft_column (type, "lastchange"))->kind, ==, UOIS_VALUE_NULL);
}

/* ---- Rules ---- */

static void
test_rules (Fixture *fixture, gconstpointer data)
{
  UoisUuid missing = fixture_id (999);
  g_autofree char *long_text = g_strnfill (1001, 'x');
  g_autofree char *huge_text = g_strnfill (1024 * 1024, 'x');
  g_autoptr (UoisDraft) book = uois_draft_new (fixture->registry, fixture->book);
  g_autoptr (UoisDraft) note = uois_draft_new (fixture->registry, fixture->note);

  draft_set_uuid (book, "shelf_id", &missing);
  assert_problems (fixture, book, "shelf_id: “Shelf”: the chosen record (Shelf) is not in this file.");
  draft_set_uuid (book, "shelf_id", NULL);
  draft_set_text (book, "name",
                  "a\x07"
                  "b");
  assert_problems (fixture, book, "name: The text has a control character (U+0007), which cannot be seen.");
  draft_set_text (book, "name", "a\nb");
  assert_problems (fixture, book, "[name: The text has more than one line.]");
  draft_set_text (book, "name", long_text);
  assert_problems (fixture, book, "[name: The text has 1001 characters.]");
  draft_set_text (book, "name", huge_text);
  assert_problems (fixture, book, "name: The text has 1048576 characters.");

  /* What another domain keeps need not be here. */
  draft_set_uuid (note, "book_id", &missing);
  assert_problems (fixture, note, "[book_id: “Book”: the chosen record (Book) is not in this file.]");
  draft_set_text (note, "text", huge_text);
  assert_problems (fixture, note, "[book_id: “Book”: the chosen record (Book) is not in this file.]");
}

static void
test_tree (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) a = draft_make_shelf (fixture, "A", NULL);
  g_autoptr (UoisDraft) b = draft_make_shelf (fixture, "B", uois_draft_get_id (a));
  g_autoptr (UoisDraft) c = draft_make_shelf (fixture, "C", uois_draft_get_id (b));
  g_autoptr (UoisDraft) d = draft_make_shelf (fixture, "D", NULL);
  g_autoptr (GError) error = NULL;
  UoisDraft *both[] = { a, d };

  draft_set_uuid (a, "parent_id", uois_draft_get_id (a));
  assert_problems (fixture, a, "parent_id: “Stands in” would lead in a circle: A → A.");
  draft_set_uuid (a, "parent_id", uois_draft_get_id (c));
  assert_problems (fixture, a, "parent_id: “Stands in” would lead in a circle: A → C → B → A.");
  g_assert_cmpint (uois_file_save (fixture->file, &a, 1, NULL, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
  g_clear_error (&error);

  /* A circle that comes of two drafts together. */
  draft_set_uuid (a, "parent_id", uois_draft_get_id (d));
  assert_problems (fixture, a, "");
  draft_set_uuid (d, "parent_id", uois_draft_get_id (c));
  g_assert_cmpint (uois_file_save (fixture->file, both, 2, NULL, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  const UoisType *type = uois_registry_find_table (fixture->registry, "externalids");
  UoisUuid id = university_record (type);
  g_autoptr (UoisDraft) draft = draft_edit (fixture, type, &id);
  g_autoptr (UoisDraft) twin = NULL;
  g_autoptr (UoisDraft) another = NULL;
  g_autoptr (GError) error = NULL;
  UoisDraft *both[2];

  if (uois_draft_get_value (draft, draft_column (type, "outer_id"))->kind == UOIS_VALUE_NULL)
    draft_set_text (draft, "outer_id", "7");
  draft_save (fixture, draft);
  twin = uois_draft_duplicate (draft);
  draft_set_text (twin, "outer_id", "another number");
  g_assert_cmpint (draft_save (fixture, twin), >, 0);
  uois_draft_set_value (twin, draft_column (type, "outer_id"),
                        uois_draft_get_value (draft, draft_column (type, "outer_id")));
  g_assert_cmpint (uois_file_save (fixture->file, &twin, 1, NULL, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
  g_clear_error (&error);

  /* Neither is in the file yet. */
  draft_set_text (twin, "outer_id", "new number");
  another = uois_draft_duplicate (twin);
  draft_set_text (another, "outer_id", "new number");
  both[0] = twin;
  both[1] = another;
  g_assert_cmpint (uois_file_save (fixture->file, both, 2, NULL, NULL, &error), ==, -1);
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
}

static void
test_period (Fixture *fixture, gconstpointer data)
{
  const UoisType *type = uois_registry_find_table (fixture->registry, "memberships");
  UoisUuid id = university_record (type);
  g_autoptr (UoisDraft) draft = draft_edit (fixture, type, &id);

  draft_set_text (draft, "startdate", "1. 9. 2026");
  draft_set_text (draft, "enddate", "31. 8. 2026");
  assert_problems (fixture, draft, "enddate: “To” lies before “From”.");
  draft_set_text (draft, "enddate", "1. 9. 2026");
  assert_problems (fixture, draft, "");
  draft_set_text (draft, "enddate", "");
  assert_problems (fixture, draft, "");
}

static UoisDraft *
make_membership (Fixture *fixture, const UoisUuid *user, const UoisUuid *group, const char *from, const char *to)
{
  UoisDraft *draft = uois_draft_new (fixture->registry, uois_registry_find_table (fixture->registry, "memberships"));

  draft_set_uuid (draft, "user_id", user);
  draft_set_uuid (draft, "group_id", group);
  draft_set_text (draft, "startdate", from);
  draft_set_text (draft, "enddate", to);
  return draft;
}

/* Memberships of one person in one group follow each other. */
static void
test_neighbours (Fixture *fixture, gconstpointer data)
{
  UoisUuid user = university_record (uois_registry_find_table (fixture->registry, "users"));
  UoisUuid group = university_record (uois_registry_find_table (fixture->registry, "groups"));
  g_autoptr (UoisDraft) winter = make_membership (fixture, &user, &group, "1. 9. 2030", "31. 1. 2031");
  g_autoptr (UoisDraft) summer = make_membership (fixture, &user, &group, "1. 2. 2031", "30. 6. 2031");
  UoisDraft *both[] = { winter, summer };
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  /* The university has a membership of its own, which holds for ever; it is out of the way. */
  const UoisType *type = uois_registry_find_table (fixture->registry, "memberships");
  UoisUuid other = university_record (type);
  g_autoptr (UoisDraft) present = draft_edit (fixture, type, &other);
  draft_set_text (present, "valid", "no");
  draft_save (fixture, present);

  draft_save (fixture, winter);
  assert_problems (fixture, summer, "");
  draft_set_text (summer, "startdate", "31. 1. 2031");
  assert_problems (fixture, summer, "");
  draft_set_text (summer, "startdate", "30. 1. 2031");
  assert_problems (
      fixture, summer,
      "[startdate: At the same time there is another such record (Membership): 1 Sep 2030 – 31 Jan 2031.]");
  draft_set_text (summer, "startdate", "5. 2. 2031");
  assert_problems (fixture, summer, "[startdate: 4 days are missing between this and 1 Sep 2030 – 31 Jan 2031.]");
  draft_set_text (summer, "startdate", "5. 4. 2031");
  assert_problems (fixture, summer, "");
  draft_set_text (summer, "startdate", "");
  draft_set_text (summer, "enddate", "30. 8. 2030");
  assert_problems (fixture, summer, "[enddate: 1 day is missing between this and 1 Sep 2030 – 31 Jan 2031.]");
  draft_set_text (summer, "enddate", "");
  draft_set_text (summer, "valid", "no");
  assert_problems (fixture, summer, "");

  /* What is edited together counts as it is to be. */
  draft_set_text (summer, "valid", "yes");
  draft_set_text (summer, "startdate", "1. 1. 2040");
  draft_set_text (winter, "enddate", "");
  problems = uois_file_validate (fixture->file, both, 2, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpuint (((const UoisProblem *) g_ptr_array_index (problems, 0))->draft, ==, 1);
  /* A warning keeps nobody from saving. */
  g_assert_cmpint (uois_file_save (fixture->file, both, 2, NULL, NULL, &error), >, 0);
  g_assert_no_error (error);
}

static void
test_required (Fixture *fixture, gconstpointer data)
{
  const UoisType *type = uois_registry_find_table (fixture->registry, "projects");
  UoisUuid id = university_record (type);
  g_autoptr (UoisDraft) draft = draft_edit (fixture, type, &id);

  draft_set_text (draft, "name", "x");
  draft_save (fixture, draft);
  draft_set_text (draft, "name", "");
  draft_set_text (draft, "startdate", "");
  assert_problems (fixture, draft, "name: “Name” is missing.\nstartdate: “From” is missing.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repo/edit-rules/typed", test_typed);
  g_test_add_func ("/repo/edit-rules/typed-back", test_typed_back);
  fixture_add ("/repo/edit-rules/draft", test_draft);
  fixture_add ("/repo/edit-rules/context", test_context);
  university_add ("/repo/edit-rules/duplicate", test_duplicate);
  fixture_add ("/repo/edit-rules/rules", test_rules);
  fixture_add ("/repo/edit-rules/tree", test_tree);
  university_add ("/repo/edit-rules/keys", test_keys);
  university_add ("/repo/edit-rules/period", test_period);
  university_add ("/repo/edit-rules/neighbours", test_neighbours);
  university_add ("/repo/edit-rules/required", test_required);
  return g_test_run ();
}
