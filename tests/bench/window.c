/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"
#include "domains/domains.h"
#include "ui/lists/table-page.h"
#include "ui/ui.h"
#include "ui/window/window.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * The window on a million people against the window on a small file: how soon
 * it is there, how soon rows follow a keystroke and a jump, and how much memory it
 * takes. Each measurement is a process of its own (this program again, as
 * "window FILE"), which does what a person would and tells when
 * the window says that the result is on the screen (ui/timing.h).
 */

#define PEOPLE 1000000
#define SMALL_PEOPLE 300
#define JUMPS 40
/* More rows than a screen shows. */
#define ROWS_SEEN 100
#define STEP_TIMEOUT_SECONDS 120

#define FRAME_FACTOR 1.5
#define FRAME_EXTRA 0.3
#define SEARCH_GOAL 150e-3
#define JUMP_GOAL 50e-3
#define MEMORY_GOAL (200.0 * 1024 * 1024)

/* Typed letter by letter, and taken back. */
static const char *const words[] = { "n", "no", "nov", "novo", "novot", "", "k", "ka", "kat", "kat s", "kat sv", "" };

/* ---- In the window ---- */

typedef struct
{
  UoisApplication *application;
  const UoisRegistry *registry;
  UoisTablePage *page; /* NULL until the list is shown */
  const char *timing;
  const char *awaited; /* the moment that ends the step; NULL: none */
  gsize marks;         /* bytes of the timing file that were read */
  gint64 step_started;
  guint step;
  guint position; /* jumped to last */
  GRand *rand;
} Visit;

/* Microseconds at which @moment was noted since the last call; 0 if it was not. */
static gint64
take_mark (Visit *visit, const char *moment)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length = 0;
  gint64 time = 0;

  if (!g_file_get_contents (visit->timing, &text, &length, NULL) || length == visit->marks)
    return 0;
  lines = g_strsplit (text + visit->marks, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words_of_line = g_strsplit (lines[i], " ", 3);

      if (g_strv_length (words_of_line) == 3 && g_str_equal (words_of_line[1], moment))
        time = g_ascii_strtoll (words_of_line[0], NULL, 10);
    }
  if (time != 0)
    visit->marks = length;
  return time;
}

static void
begin_step (Visit *visit, const char *awaited)
{
  visit->awaited = awaited;
  visit->step_started = g_get_monotonic_time ();
}

static void
show_people (Visit *visit)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (visit->application));
  UoisLocation location = { .kind = UOIS_LOCATION_LIST, .type = uois_registry_find_table (visit->registry, "users") };

  begin_step (visit, "list");
  uois_window_go (UOIS_WINDOW (window), &location);
  visit->page = UOIS_TABLE_PAGE (uois_window_get_page (UOIS_WINDOW (window)));
}

static void
report (const char *name, double value)
{
  printf ("%s %.6f\n", name, value);
  fflush (stdout);
}

/* Anywhere but where the list is already: there would be nothing to paint. */
static guint
choose_position (Visit *visit, UoisRecordList *list)
{
  guint length = g_list_model_get_n_items (G_LIST_MODEL (uois_record_list_get_model (list)));
  guint position;

  do
    position = (guint) g_rand_int_range (visit->rand, 0, (gint32) length);
  while (ABS ((int) position - (int) visit->position) < (int) MIN (ROWS_SEEN, length / 4));
  visit->position = position;
  return position;
}

/* Letters first, then jumps. Returns FALSE when all is done. */
static gboolean
next_step (Visit *visit)
{
  guint step = visit->step++;
  UoisRecordList *list = uois_table_page_get_list (visit->page);

  if (step < G_N_ELEMENTS (words))
    {
      begin_step (visit, "search");
      uois_table_page_set_search (visit->page, words[step]);
      return TRUE;
    }
  if (step < G_N_ELEMENTS (words) + JUMPS)
    {
      begin_step (visit, "scroll");
      uois_record_list_scroll_to (list, choose_position (visit, list));
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_file_shown (Visit *visit)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (visit->application));

  return UOIS_IS_WINDOW (window) && uois_window_get_file (UOIS_WINDOW (window)) != NULL &&
         uois_window_get_page (UOIS_WINDOW (window)) != NULL;
}

static gboolean
look (gpointer data)
{
  Visit *visit = data;
  gint64 time;

  if (visit->page == NULL)
    {
      if (is_file_shown (visit) && (time = take_mark (visit, "frame")) != 0)
        {
          report ("frame", (double) time / 1e6);
          show_people (visit);
        }
      return G_SOURCE_CONTINUE;
    }

  time = take_mark (visit, visit->awaited);
  if (time == 0)
    {
      if (g_get_monotonic_time () - visit->step_started > STEP_TIMEOUT_SECONDS * G_USEC_PER_SEC)
        g_error ("“%s” never came (step %u)", visit->awaited, visit->step);
      return G_SOURCE_CONTINUE;
    }
  if (g_str_equal (visit->awaited, "list"))
    {
      report ("list", (double) time / 1e6);
      report ("resident", (double) bench_get_resident ());
    }
  else
    report (visit->awaited, (double) (time - visit->step_started) / 1e6);
  if (next_step (visit))
    return G_SOURCE_CONTINUE;

  report ("peak", (double) bench_get_peak ());
  g_application_quit (G_APPLICATION (visit->application));
  return G_SOURCE_REMOVE;
}

static int
visit_file (char *program, char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = uois_domains_load (&error);
  g_autoptr (UoisApplication) application = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  char *arguments[] = { program, path, NULL };
  Visit visit = { .registry = registry, .timing = g_getenv ("UOIS_DESK_TIMING"), .rand = rand };

  bench_check (error);
  application = visit.application = uois_application_new (registry, NULL);
  g_timeout_add (1, look, &visit);
  return g_application_run (G_APPLICATION (application), 2, arguments);
}

/* ---- Outside ---- */

/**
 * Numbers: of one visit, in seconds and bytes.
 */
typedef struct
{
  double frame;
  double list;
  double resident;
  double peak;
  GArray *searches; /* owned double */
  GArray *jumps;
} Numbers;

static void
numbers_clear (Numbers *numbers)
{
  g_clear_pointer (&numbers->searches, g_array_unref);
  g_clear_pointer (&numbers->jumps, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Numbers, numbers_clear)

static void
take_line (Numbers *numbers, const char *line, double started)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 2);
  double value;

  if (g_strv_length (parts) != 2)
    return;
  value = g_ascii_strtod (parts[1], NULL);
  if (g_str_equal (parts[0], "frame"))
    numbers->frame = value - started;
  else if (g_str_equal (parts[0], "list"))
    numbers->list = value - started;
  else if (g_str_equal (parts[0], "resident"))
    numbers->resident = value;
  else if (g_str_equal (parts[0], "peak"))
    numbers->peak = value;
  else if (g_str_equal (parts[0], "search"))
    g_array_append_val (numbers->searches, value);
  else if (g_str_equal (parts[0], "scroll"))
    g_array_append_val (numbers->jumps, value);
}

static void
run_visit (const char *program, const char *path, Numbers *numbers)
{
  const char *const arguments[] = { program, "window", path, NULL };
  g_autofree char *timing = bench_make_temporary_path ("window-timing");
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  double started;
  int status = 0;

  remove (timing);
  g_setenv ("UOIS_DESK_TIMING", timing, TRUE);
  started = (double) g_get_monotonic_time () / 1e6;
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  bench_check (error);
  g_spawn_check_wait_status (status, &error);
  bench_check (error);
  lines = g_strsplit (output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    take_line (numbers, lines[i], started);
  remove (timing);
}

/* The medians of several visits. */
static void
measure (const char *program, const char *path, Numbers *medians)
{
  guint runs = bench_get_runs ();
  g_autofree double *frames = g_new (double, runs);
  g_autofree double *lists = g_new (double, runs);
  g_autofree double *residents = g_new (double, runs);
  g_autofree double *peaks = g_new (double, runs);

  medians->searches = g_array_new (FALSE, FALSE, sizeof (double));
  medians->jumps = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < runs; i++)
    {
      run_visit (program, path, medians);
      frames[i] = medians->frame;
      lists[i] = medians->list;
      residents[i] = medians->resident;
      peaks[i] = medians->peak;
    }
  medians->frame = bench_median (frames, runs);
  medians->list = bench_median (lists, runs);
  medians->resident = bench_median (residents, runs);
  medians->peak = bench_median (peaks, runs);
}

static double
median_of (GArray *numbers)
{
  if (numbers->len == 0)
    g_error ("the window reported nothing");
  return bench_median ((double *) numbers->data, numbers->len);
}

static void
print_time (const char *name, double seconds, double small, double ratio)
{
  g_autofree char *text = bench_format_seconds (seconds);
  g_autofree char *small_text = bench_format_seconds (small);
  g_autofree char *verdict = bench_judge (ratio, 1, FALSE);

  bench_print_row (name, text, small_text, verdict, NULL);
}

static void
print_memory (const char *name, double size, double small)
{
  g_autofree char *text = g_strdup_printf ("%.0f MB", size / 1024 / 1024);
  g_autofree char *small_text = g_strdup_printf ("%.0f MB", small / 1024 / 1024);
  g_autofree char *verdict = bench_judge (size / MEMORY_GOAL, 1, FALSE);

  bench_print_row (name, text, small_text, verdict, NULL);
}

int
main (int argc, char **argv)
{
  static const char *const columns[] = { "ours", "small file", "ratio to goal", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRegistry) registry = NULL;
  guint people = bench_get_people (PEOPLE);
  g_autofree char *title = g_strdup_printf ("window, %u people", people);
  g_autofree char *large_path = NULL;
  g_autofree char *small_path = NULL;
  g_auto (Numbers) large = { 0 };
  g_auto (Numbers) small = { 0 };
  double search, jump;

  if (argc == 3)
    return visit_file (argv[0], argv[2]);

  registry = uois_domains_load (&error);
  bench_check (error);
  large_path = bench_get_file (registry, people, "ug");
  small_path = bench_get_file (registry, SMALL_PEOPLE, "ug");
  measure (argv[0], small_path, &small);
  measure (argv[0], large_path, &large);
  search = median_of (large.searches);
  jump = median_of (large.jumps);

  bench_print_heading (title, columns);
  print_time ("start to first frame", large.frame, small.frame,
              large.frame / (small.frame * FRAME_FACTOR + FRAME_EXTRA));
  print_time ("start to the list of people", large.list, small.list,
              large.list / (small.list * FRAME_FACTOR + FRAME_EXTRA));
  print_time ("keystroke to painted rows", search, median_of (small.searches), search / SEARCH_GOAL);
  print_time ("jump to painted rows", jump, median_of (small.jumps), jump / JUMP_GOAL);
  print_memory ("resident memory, list shown", large.resident, small.resident);
  print_memory ("resident memory, largest", large.peak, small.peak);
  return 0;
}
