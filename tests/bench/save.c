/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include "domains/domains.h"

#include <stdlib.h>

/*
 * How long a person waits for what is typed to be on disk, and for a step to be
 * taken back: in a file of many people, with every commit synced, before and
 * after a long history. The goal is for the slowest one of a hundred.
 */

#define PEOPLE 20000
#define SAVES 500
#define HISTORY 10000
#define GOAL_S 0.05

/* ---- What is measured ---- */

typedef struct
{
  UoisFile *file;
  const UoisType *type;
  GPtrArray *people; /* owned UoisRecord */
  guint next;
} Work;

static void
save_one (Work *work)
{
  const UoisRecord *record = g_ptr_array_index (work->people, work->next % work->people->len);
  const UoisColumn *column = uois_type_find_column (work->type, "name");
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDraft) draft = uois_file_edit_record (work->file, work->type, &record->id, NULL, &error);
  g_autofree char *name = g_strdup_printf ("Name %u", work->next++);

  bench_check (error);
  uois_draft_set_text (draft, column, name, &error);
  bench_check (error);
  uois_file_save (work->file, &draft, 1, NULL, NULL, &error);
  bench_check (error);
}

static void
undo_one (Work *work)
{
  g_autoptr (GError) error = NULL;

  uois_file_undo (work->file, NULL, &error);
  bench_check (error);
}

static void
find_state (Work *work)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisUndoState) state = uois_file_get_undo_state (work->file, NULL, &error);

  bench_check (error);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static void
measure (const char *name, void (*job) (Work *work), Work *work, guint times)
{
  g_autofree double *seconds = g_new (double, times);
  g_autofree char *median = NULL;
  g_autofree char *slow = NULL;
  g_autofree char *most = NULL;

  for (guint i = 0; i < times; i++)
    {
      double start = bench_now ();

      job (work);
      seconds[i] = bench_now () - start;
    }
  qsort (seconds, times, sizeof *seconds, compare_doubles);
  median = bench_format_seconds (seconds[times / 2]);
  slow = bench_format_seconds (seconds[times - 1 - times / 100]);
  most = bench_format_seconds (seconds[times - 1]);
  bench_print_row (name, median, slow, most, seconds[times - 1 - times / 100] <= GOAL_S ? "ok" : "MISSED", NULL);
}

int
main (void)
{
  static const char *const columns[] = { "median", "99 %", "slowest", "99 % <= 50 ms", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);
  g_autofree char *path = bench_make_temporary_path ("save.uois");
  guint people = bench_get_people (PEOPLE);
  g_autofree char *title = g_strdup_printf ("save, %u people", people);
  Work work = { NULL };

  bench_check (error);
  bench_pin ();
  bench_generate (registry, path, people, NULL, NULL);
  work.file = uois_file_open (path, registry, UOIS_FILE_OPEN_NONE, NULL, &error);
  bench_check (error);
  work.type = uois_registry_find_table (registry, "users");
  g_autoptr (GArray) rows = uois_file_list (work.file, &(UoisListRequest){ .type = work.type }, NULL, &error);
  bench_check (error);
  work.people =
      uois_file_fetch (work.file, work.type, (const gint64 *) rows->data, MIN (rows->len, 200), NULL, 0, NULL, &error);
  bench_check (error);

  bench_print_heading (title, columns);
  measure ("save", save_one, &work, SAVES);
  for (guint i = 0; i < HISTORY; i++)
    save_one (&work);
  measure ("save after 10,000 steps", save_one, &work, SAVES);
  measure ("find what is undone next", find_state, &work, SAVES);
  measure ("undo after 10,000 steps", undo_one, &work, SAVES);
  measure ("find it after 500 undos", find_state, &work, SAVES);

  g_ptr_array_unref (work.people);
  uois_file_close (work.file, &error);
  bench_check (error);
  g_object_unref (work.file);
  bench_remove (path);
  return 0;
}
