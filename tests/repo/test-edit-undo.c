/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any sequence of edits: each step undone leaves every table as it was, to the
 * byte, and done again as it was after it; at the end all steps are taken back,
 * one after the other or several at once, and done again. UOIS_TEST_STEPS sets
 * how many (10,000; 1,000 under sanitizers).
 */
#include "university.h"

#include "repo/edit.h"
#include "repo/history.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#define STEPS 1000
#else
#define STEPS 10000
#endif
/* Tables that grow without end would make a long test longer, not better. */
#define ROWS_MAX 12

static guint
random_number (guint end)
{
  return (guint) g_test_rand_int_range (0, (gint32) end);
}

static const UoisType *
random_type (Fixture *fixture)
{
  guint length;
  const UoisType *const *types = uois_registry_get_tables (fixture->registry, &length);

  return types[random_number (length)];
}

static gboolean
random_id (Fixture *fixture, const UoisType *type, UoisUuid *id)
{
  g_autoptr (GArray) ids = university_list (fixture, type);

  if (ids->len == 0)
    return FALSE;
  *id = g_array_index (ids, UoisUuid, random_number (ids->len));
  return TRUE;
}

static void
random_value (Fixture *fixture, const UoisColumn *column, UoisValue *value)
{
  static const char *const texts[] = { "", "Žluťoučký kůň", "a \"b\"\n\tc", "čch", "x" };
  UoisUuid id;

  if (random_number (4) == 0)
    return;
  switch (column->kind)
    {
    case UOIS_VALUE_BOOLEAN:
      uois_value_set_boolean (value, random_number (2) == 0);
      break;
    case UOIS_VALUE_INTEGER:
      uois_value_set_integer (value, g_test_rand_int ());
      break;
    case UOIS_VALUE_REAL:
      uois_value_set_real (value, g_test_rand_double () * 1e6);
      break;
    case UOIS_VALUE_UUID:
      if (column->target != NULL && random_id (fixture, column->target, &id))
        uois_value_set_uuid (value, &id);
      break;
    case UOIS_VALUE_DATE:
    case UOIS_VALUE_DATETIME:
      uois_value_set_datetime (value, (gint64) g_test_rand_int () * 1000001);
      value->kind = column->kind;
      break;
    default:
      uois_value_set_text (value, texts[random_number (G_N_ELEMENTS (texts))], -1);
    }
}

static void
change_randomly (Fixture *fixture, UoisDraft *draft)
{
  const UoisType *type = uois_draft_get_record_type (draft);

  for (guint i = 1; i < type->columns.length; i++)
    {
      g_auto (UoisValue) value = UOIS_VALUE_INIT;

      if (type->columns.items[i]->audit != UOIS_AUDIT_NONE || random_number (2) == 0)
        continue;
      random_value (fixture, type->columns.items[i], &value);
      uois_draft_set_value (draft, type->columns.items[i], &value);
    }
}

/* ---- Steps ---- */

static UoisDraft *
random_draft (Fixture *fixture)
{
  const UoisType *type = random_type (fixture);
  g_autoptr (GError) error = NULL;
  UoisDraft *draft;
  UoisUuid id;

  if (random_number (2) == 0 || !random_id (fixture, type, &id))
    draft = uois_draft_new (fixture->registry, type);
  else
    draft = uois_file_edit_record (fixture->file, type, &id, NULL, &error);
  g_assert_no_error (error);
  change_randomly (fixture, draft);
  return draft;
}

static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, UOIS_ERROR, UOIS_ERROR_INVALID) ||
         g_error_matches (error, UOIS_ERROR, UOIS_ERROR_REFERENCE);
}

/* The journal knows what the record was and is. */
static void
check_moment (Fixture *fixture, const UoisType *type, const UoisUuid *id, GArray *before)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) moments = uois_file_list_moments (fixture->file, type, id, NULL, &error);
  g_autoptr (GArray) after = university_read (fixture, type, id);
  const UoisStoreMoment *moment;

  g_assert_no_error (error);
  g_assert_cmpuint (moments->len, >, 0);
  moment = g_ptr_array_index (moments, 0);
  g_assert_true ((moment->before == NULL) == (before == NULL));
  g_assert_true ((moment->after == NULL) == (after == NULL));
  for (guint i = 0; i < type->columns.length; i++)
    {
      if (before != NULL)
        g_assert_true (
            uois_value_equal (&g_array_index (before, UoisValue, i), &g_array_index (moment->before, UoisValue, i)));
      if (after != NULL)
        g_assert_true (
            uois_value_equal (&g_array_index (after, UoisValue, i), &g_array_index (moment->after, UoisValue, i)));
    }
}

/* Each returns: whether something was written */
static gboolean
save_one (Fixture *fixture)
{
  g_autoptr (UoisDraft) draft = random_draft (fixture);
  const UoisType *type = uois_draft_get_record_type (draft);
  g_autoptr (GArray) before = university_read (fixture, type, uois_draft_get_id (draft));
  g_autoptr (GError) error = NULL;
  gint64 number = uois_file_save (fixture->file, &draft, 1, NULL, NULL, &error);

  g_assert_true (number >= 0 || is_refusal (error));
  if (number > 0)
    check_moment (fixture, type, uois_draft_get_id (draft), before);
  return number > 0;
}

static gboolean
save_many (Fixture *fixture)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (uois_uuid_hash, uois_uuid_equal);
  g_autoptr (GError) error = NULL;
  gint64 number;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (UoisDraft) draft = random_draft (fixture);

      if (g_hash_table_contains (seen, uois_draft_get_id (draft)))
        continue;
      g_hash_table_add (seen, (gpointer) uois_draft_get_id (draft));
      g_ptr_array_add (drafts, g_steal_pointer (&draft));
    }
  number = uois_file_save (fixture->file, (UoisDraft *const *) drafts->pdata, drafts->len, NULL, NULL, &error);
  g_assert_true (number >= 0 || is_refusal (error));
  return number > 0;
}

static gboolean
delete_some (Fixture *fixture, const UoisType *type)
{
  g_autoptr (GArray) ids = university_list (fixture, type);
  guint length = ids->len > 0 ? 1 + random_number (MIN (ids->len, 6)) : 0;
  g_autoptr (GArray) before = NULL;
  g_autoptr (GError) error = NULL;
  gint64 number;

  if (length == 0)
    return FALSE;
  before = university_read (fixture, type, &g_array_index (ids, UoisUuid, 0));
  number = uois_file_delete (fixture->file, type, (const UoisUuid *) ids->data, length, NULL, &error);
  g_assert_true (number > 0 || is_refusal (error));
  if (number > 0)
    check_moment (fixture, type, &g_array_index (ids, UoisUuid, 0), before);
  return number > 0;
}

static gboolean
edit_randomly (Fixture *fixture)
{
  const UoisType *type = random_type (fixture);
  g_autoptr (GArray) ids = university_list (fixture, type);

  if (ids->len > ROWS_MAX || random_number (5) == 0)
    return delete_some (fixture, type);
  return random_number (4) == 0 ? save_many (fixture) : save_one (fixture);
}

/* ---- The whole ---- */

static char *
digest (Fixture *fixture)
{
  g_autofree char *text = university_describe (fixture);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, -1);
}

static void
assert_digest (Fixture *fixture, const char *expected)
{
  g_autofree char *found = digest (fixture);

  g_assert_cmpstr (found, ==, expected);
}

/* @expected: (nullable) */
static void
undo (Fixture *fixture, guint n_steps, const char *expected)
{
  g_autoptr (GError) error = NULL;

  if (n_steps == 1)
    uois_file_undo (fixture->file, NULL, &error);
  else
    g_assert_cmpint (uois_file_undo_steps (fixture->file, n_steps, NULL, &error), ==, n_steps);
  g_assert_no_error (error);
  if (expected != NULL)
    assert_digest (fixture, expected);
}

static void
redo (Fixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;

  uois_file_redo (fixture->file, NULL, &error);
  g_assert_no_error (error);
  if (expected != NULL)
    assert_digest (fixture, expected);
}

/* On long ways reading all tables after each step would take most of the time, and what goes wrong stays wrong. */
static const char *
expect (GPtrArray *states, guint i)
{
  gboolean looks = i == 0 || i == states->len - 1 || i % 8 == 0;

  return looks ? g_ptr_array_index (states, i) : NULL;
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  const char *wanted = g_getenv ("UOIS_TEST_STEPS");
  guint64 n_steps = wanted != NULL ? g_ascii_strtoull (wanted, NULL, 10) : STEPS;
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (states, digest (fixture));
  for (guint64 i = 0; i < n_steps; i++)
    {
      const char *before = g_ptr_array_index (states, states->len - 1);
      g_autofree char *after = NULL;

      if (!edit_randomly (fixture))
        {
          assert_digest (fixture, before);
          continue;
        }
      after = digest (fixture);
      if (random_number (4) == 0)
        {
          undo (fixture, 1, before);
          redo (fixture, after);
        }
      g_ptr_array_add (states, g_steal_pointer (&after));
    }

  g_test_message ("%u of %" G_GUINT64_FORMAT " edits wrote something", states->len - 1, n_steps);
  g_assert_cmpuint (states->len, >, n_steps / 3);
  for (guint i = states->len - 1; i > 0;)
    {
      guint n = random_number (4) == 0 ? 1 + random_number (30) : 1;

      n = MIN (n, i);
      i -= n;
      undo (fixture, n, expect (states, i));
    }
  g_assert_false (uois_file_undo (fixture->file, NULL, NULL));
  fixture_reopen (fixture);
  for (guint i = 1; i < states->len; i++)
    redo (fixture, expect (states, i));
  fixture_assert_sound (fixture);
}

int
main (int argc, char **argv)
{
  /* Tens of thousands of commits, and no power cut among them. */
  if (g_access ("/dev/shm", W_OK | X_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/repo/edit/undo", test_undo);
  return g_test_run ();
}
