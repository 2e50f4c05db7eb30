/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history of a record in words: titles of what it referred to, of who changed it, and of what is gone.
 */
#include "drafting.h"

#include "repo/timeline.h"

static UoisTimeline *
read_timeline (Fixture *fixture, const UoisType *type, const UoisUuid *id)
{
  g_autoptr (GError) error = NULL;
  UoisTimeline *timeline = uois_file_read_timeline (fixture->file, type, id, NULL, &error);

  g_assert_no_error (error);
  return timeline;
}

static const UoisTimelineEntry *
entry_at (UoisTimeline *timeline, guint index)
{
  g_assert_cmpuint (index, <, timeline->entries->len);
  return g_ptr_array_index (timeline->entries, index);
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) top = draft_make_shelf (fixture, "Top", NULL);
  g_autoptr (UoisDraft) shelf = draft_make_shelf (fixture, "Žáby", uois_draft_get_id (top));
  const UoisColumn *name = draft_column (fixture->shelf, "name");
  const UoisColumn *parent = fixture->shelf->parent;
  g_autoptr (UoisTimeline) timeline = NULL;
  const UoisTimelineEntry *entry;

  draft_set_uuid (shelf, parent->name, NULL);
  draft_set_text (shelf, "name", "");
  draft_save (fixture, shelf);

  timeline = read_timeline (fixture, fixture->shelf, uois_draft_get_id (shelf));
  g_assert_nonnull (timeline->title);
  g_assert_cmpuint (timeline->entries->len, ==, 2);
  entry = entry_at (timeline, 0);
  g_assert_cmpint (entry->moment->event, ==, UOIS_STORE_UPDATED);
  g_assert_cmpstr (entry->before[name->index], ==, "Žáby");
  g_assert_cmpstr (entry->before[parent->index], ==, "Top");
  /* Known to be empty, and not known. */
  g_assert_cmpstr (entry->after[name->index], ==, "");
  g_assert_null (entry->after[parent->index]);
  entry = entry_at (timeline, 1);
  g_assert_null (entry->before[name->index]);
  g_assert_cmpstr (entry->after[name->index], ==, "Žáby");
}

static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) top = draft_make_shelf (fixture, "Top", NULL);
  g_autoptr (UoisDraft) shelf = draft_make_shelf (fixture, "A", uois_draft_get_id (top));
  const UoisColumn *parent = fixture->shelf->parent;
  g_autofree char *id = uois_uuid_to_string (uois_draft_get_id (top));
  const UoisUuid never = fixture_id (4711);
  const UoisUuid *const drafts[] = { uois_draft_get_id (shelf), uois_draft_get_id (top) };
  g_autoptr (UoisTimeline) timeline = NULL;
  g_autoptr (UoisTimeline) nothing = read_timeline (fixture, fixture->shelf, &never);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (drafts); i++)
    {
      uois_file_delete (fixture->file, fixture->shelf, drafts[i], 1, NULL, &error);
      g_assert_no_error (error);
    }

  timeline = read_timeline (fixture, fixture->shelf, uois_draft_get_id (shelf));
  g_assert_null (timeline->title);
  g_assert_cmpint (entry_at (timeline, 0)->moment->event, ==, UOIS_STORE_DELETED);
  /* What is not in the file any more has no title; the id tells more than nothing. */
  g_assert_cmpstr (entry_at (timeline, 0)->before[parent->index], ==, id);
  g_assert_null (entry_at (timeline, 0)->after[parent->index]);

  g_assert_null (nothing->title);
  g_assert_cmpuint (nothing->entries->len, ==, 0);
}

static void
test_person (Fixture *fixture, gconstpointer data)
{
  const UoisType *person_type = uois_registry_get_person_type (fixture->registry);
  const UoisUuid person = university_record (person_type);
  const UoisColumn *column = NULL;
  g_autoptr (UoisDraft) draft = draft_edit (fixture, person_type, &person);
  g_autoptr (UoisTimeline) timeline = NULL;
  UoisValue value = UOIS_VALUE_INIT;

  for (guint i = 1; i < person_type->columns.length && column == NULL; i++)
    if (person_type->columns.items[i]->searched)
      column = person_type->columns.items[i];
  uois_value_set_text (&value, "Šárka", -1);
  uois_draft_set_value (draft, column, &value);
  uois_value_clear (&value);
  draft_save (fixture, draft);

  timeline = read_timeline (fixture, person_type, &person);
  g_assert_cmpstr (entry_at (timeline, 0)->after[column->index], ==, "Šárka");
  g_assert_cmpstr (entry_at (timeline, 0)->person, ==, timeline->title);
  /* What was there from the start was not made by anybody here. */
  g_assert_null (entry_at (timeline, timeline->entries->len - 1)->person);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisDraft) shelf = draft_make_shelf (fixture, "A", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  uois_file_read_timeline_async (fixture->file, fixture->shelf, uois_draft_get_id (shelf), cancellable, finished_cb,
                                 &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (uois_file_read_timeline_finish (fixture->file, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/repo/timeline/words", test_words);
  fixture_add ("/repo/timeline/gone", test_gone);
  university_add ("/repo/timeline/person", test_person);
  fixture_add ("/repo/timeline/cancelled", test_cancelled);
  return g_test_run ();
}
