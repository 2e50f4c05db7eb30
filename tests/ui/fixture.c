/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "domains/demo/demo.h"
#include "domains/domains.h"
#include "ui/lists/record-list.h"
#include "ui/records/record-page.h"
#include "ui/lists/table-page.h"
#include "ui/trees/machine-page.h"
#include "ui/trees/tree-page.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define DEADLINE (30 * G_USEC_PER_SEC)

/* ---- A file ---- */

static gboolean
take_row (const UoisType *type, const UoisValue *values, gpointer data, GError **error)
{
  return uois_file_bulk_insert (data, type, values, error);
}

typedef struct
{
  const UoisRegistry *registry;
  guint people;
  const char *surname; /* of people added */
} Institution;

static gboolean
generate (UoisFileBulk *bulk, gpointer data, GCancellable *cancellable, GError **error)
{
  const Institution *institution = data;
  UoisDemoOptions options = { .people = institution->people, .seed = 1 };

  return uois_demo_generate (institution->registry, &options, take_row, bulk, error);
}

gboolean
sample_fill (UoisFile *file, guint people, GError **error)
{
  Institution institution = { uois_file_get_registry (file), people };

  return uois_file_bulk (file, "Demo", generate, &institution, NULL, error);
}

static gboolean
add_people (UoisFileBulk *bulk, gpointer data, GCancellable *cancellable, GError **error)
{
  const Institution *institution = data;
  const UoisType *type = uois_registry_find_table (institution->registry, "users");
  g_autofree UoisValue *values = g_new0 (UoisValue, type->columns.length);

  for (guint i = 0; i < institution->people; i++)
    {
      UoisUuid id;

      uois_uuid_generate (&id);
      uois_value_set_uuid (&values[0], &id);
      uois_value_borrow_text (&values[uois_type_find_column (type, "surname")->index], institution->surname,
                              strlen (institution->surname));
      if (!uois_file_bulk_insert (bulk, type, values, error))
        return FALSE;
    }
  return TRUE;
}

void
sample_add_people (UoisFile *file, const char *surname, guint count)
{
  Institution institution = { uois_file_get_registry (file), count, surname };
  g_autoptr (GError) error = NULL;

  uois_file_bulk (file, "More people", add_people, &institution, NULL, &error);
  g_assert_no_error (error);
}

typedef struct
{
  const UoisRegistry *registry;
  UoisUuid id;
  UoisUuid user;
} Participation;

static gboolean
add_participation (UoisFileBulk *bulk, gpointer data, GCancellable *cancellable, GError **error)
{
  const Participation *participation = data;
  const UoisType *type = uois_registry_find_table (participation->registry, "events_users");
  g_autofree UoisValue *values = g_new0 (UoisValue, type->columns.length);

  uois_value_set_uuid (&values[0], &participation->id);
  uois_value_set_uuid (&values[uois_type_find_column (type, "user_id")->index], &participation->user);
  return uois_file_bulk_insert (bulk, type, values, error);
}

void
sample_add_participation (UoisFile *file, const UoisUuid *user, UoisUuid *id)
{
  Participation participation = { .registry = uois_file_get_registry (file), .user = *user };
  g_autoptr (GError) error = NULL;

  uois_uuid_generate (&participation.id);
  *id = participation.id;
  uois_file_bulk (file, "Participation", add_participation, &participation, NULL, &error);
  g_assert_no_error (error);
}

/* GTK 4.8 may ask where the pointer is over a popover that went with its window: a fault of its own, which harms nobody. */
static gboolean
is_fault_of_gtk (const char *message)
{
  return strstr (message, "gdk_surface_get_device_position") != NULL;
}

static gboolean
is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  return !is_fault_of_gtk (message);
}

/* Each case of a test forgets who decides what is fatal, so it is said here, right before it is asked. */
static void
gdk_log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_test_log_set_fatal_handler (is_fatal, NULL);
  if (is_fault_of_gtk (message))
    g_test_message ("%s", message);
  else
    g_log_default_handler (domain, level, message, data);
}

void
sample_init (Sample *sample, guint people)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisFile) file = NULL;

  g_log_set_handler ("Gdk", G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL | G_LOG_FLAG_RECURSION, gdk_log_cb, NULL);

  sample->registry = uois_domains_load (&error);
  g_assert_no_error (error);
  sample->folder = g_dir_make_tmp ("uois-ui-XXXXXX", &error);
  g_assert_no_error (error);
  sample->path = g_build_filename (sample->folder, "university.uois", NULL);

  file = uois_file_open (sample->path, sample->registry, UOIS_FILE_OPEN_CREATE, NULL, &error);
  g_assert_no_error (error);
  uois_file_load_seed (file, NULL, &error);
  g_assert_no_error (error);
  if (people > 0)
    sample_fill (file, people, &error);
  g_assert_no_error (error);
  uois_file_close (file, &error);
  g_assert_no_error (error);
}

/* With what is in it, such as the backups of the file. */
static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      /* The log of a file goes by itself when the file is closed. */
      else if (g_unlink (path) != 0)
        g_assert_cmpint (errno, ==, ENOENT);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

void
sample_clear (Sample *sample)
{
  remove_folder (sample->folder);
  g_clear_pointer (&sample->registry, uois_registry_unref);
  g_clear_pointer (&sample->folder, g_free);
  g_clear_pointer (&sample->path, g_free);
}

/* ---- Waiting ---- */

static gboolean
wake_up_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
wait_until_at (Condition holds, gpointer data, const char *what, const char *where)
{
  gint64 end = g_get_monotonic_time () + DEADLINE;
  guint source = g_timeout_add (20, wake_up_cb, NULL);

  while (!holds (data) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  if (!holds (data))
    g_error ("%s: waited in vain for %s", where, what);
}

gboolean
window_is_settled (gpointer window)
{
  UoisPage *page = uois_window_get_page (window);
  GtkWidget *list;

  if (page == NULL || *uois_page_get_title (page) == '\0')
    return FALSE;
  if (UOIS_IS_MACHINE_PAGE (page))
    return uois_machine_page_get_settled (UOIS_MACHINE_PAGE (page));
  if (UOIS_IS_TREE_PAGE (page))
    return uois_tree_page_get_settled (UOIS_TREE_PAGE (page));
  list = find_widget (GTK_WIDGET (page), UOIS_TYPE_RECORD_LIST);
  return list == NULL || uois_record_list_get_settled (UOIS_RECORD_LIST (list));
}

static void
count_frame_cb (GdkFrameClock *clock, guint *frames)
{
  (*frames)--;
}

static gboolean
no_frames_left (gpointer frames)
{
  return *(guint *) frames == 0;
}

void
wait_for_frames (GtkWidget *window, guint frames)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint left = frames;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame_cb), &left);

  gdk_frame_clock_begin_updating (clock);
  wait_until (no_frames_left, &left);
  gdk_frame_clock_end_updating (clock);
  g_signal_handler_disconnect (clock, handler);
}

gboolean
window_has_page (gpointer window)
{
  return uois_window_get_file (window) != NULL && window_is_settled (window);
}

/* ---- A session ---- */

void
window_session_open_window (WindowSession *session)
{
  session->window = uois_window_new (session->application);
  gtk_window_set_default_size (GTK_WINDOW (session->window), 1200, 800);
  gtk_window_present (GTK_WINDOW (session->window));
}

void
window_session_open_sample (WindowSession *session)
{
  uois_window_open (session->window, session->sample.path);
  wait_until (window_has_page, session->window);
}

void
window_session_begin (WindowSession *session, guint people, UoisFillDemo fill_demo)
{
  g_autoptr (GError) error = NULL;

  sample_init (&session->sample, people);
  session->application = uois_application_new (session->sample.registry, fill_demo);
  g_application_register (G_APPLICATION (session->application), NULL, &error);
  g_assert_no_error (error);
  session->references = G_OBJECT (session->application)->ref_count;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  window_session_open_window (session);
}

gboolean
window_session_is_at_rest (gpointer data)
{
  WindowSession *session = data;

  return gtk_application_get_windows (GTK_APPLICATION (session->application)) == NULL &&
         G_OBJECT (session->application)->ref_count == session->references;
}

void
window_session_end (WindowSession *session)
{
  g_action_group_activate_action (G_ACTION_GROUP (session->application), "quit", NULL);
  wait_until (window_session_is_at_rest, session);
  g_object_unref (session->application);
  sample_clear (&session->sample);
}

void
window_session_settle (WindowSession *session)
{
  wait_until (window_is_settled, session->window);
  wait_for_frames (GTK_WIDGET (session->window), 2);
  wait_until (window_is_settled, session->window);
}

/* ---- Keys ---- */

gboolean
can_press_keys (void)
{
  g_autofree char *program = g_find_program_in_path ("xdotool");

  return program != NULL;
}

static void
process_ended_cb (GObject *source, GAsyncResult *result, gpointer ended)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) ended = TRUE;
}

static gboolean
is_true (gpointer boolean)
{
  return *(gboolean *) boolean;
}

void
press_keys (GtkWidget *window, const char *command, const char *keys)
{
  g_autofree char *x = g_strdup_printf ("%d", gtk_widget_get_width (window) / 2);
  g_autofree char *y = g_strdup_printf ("%d", gtk_widget_get_height (window) - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  gboolean ended = FALSE;

  /* Without a window manager the keyboard is where the pointer is. */
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "mousemove", x, y, command,
                              "--clearmodifiers", keys, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, process_ended_cb, &ended);
  wait_until (is_true, &ended);
  wait_for_frames (window, 2);
}

/* ---- Looking ---- */

GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static const char *
widget_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (GTK_IS_TEXT (widget))
    return gtk_editable_get_text (GTK_EDITABLE (widget));
  return NULL;
}

GtkWidget *
find_text (GtkWidget *widget, const char *text)
{
  if (gtk_widget_get_mapped (widget) && g_strcmp0 (widget_text (widget), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
text_is_shown (gpointer data)
{
  TextSought *sought = data;

  return find_text (sought->widget, sought->text) != NULL;
}

void
save_picture (GtkWidget *widget, const char *path)
{
  GtkNative *native = gtk_widget_get_native (widget);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (native));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (native), node, NULL);
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("%s could not be written", path);
}
