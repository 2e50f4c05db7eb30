/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machines-session.h"

#define PEOPLE 60

static gboolean
has_page (gpointer window)
{
  return uois_window_get_file (window) != NULL && window_is_settled (window);
}

void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sample_init (&fixture->sample, PEOPLE);
  fixture->workflows = uois_registry_find_table (fixture->sample.registry, "awworkflows");
  fixture->requests = uois_registry_find_table (fixture->sample.registry, "formrequests");
  fixture->application = uois_application_new (fixture->sample.registry, NULL);
  g_application_register (G_APPLICATION (fixture->application), NULL, &error);
  g_assert_no_error (error);
  fixture->references = G_OBJECT (fixture->application)->ref_count;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  fixture->window = uois_window_new (fixture->application);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  uois_window_open (fixture->window, fixture->sample.path);
  wait_until (has_page, fixture->window);
}

static gboolean
is_at_rest (gpointer data)
{
  Fixture *fixture = data;

  return gtk_application_get_windows (GTK_APPLICATION (fixture->application)) == NULL &&
         G_OBJECT (fixture->application)->ref_count == fixture->references;
}

void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "quit", NULL);
  wait_until (is_at_rest, fixture);
  g_object_unref (fixture->application);
  sample_clear (&fixture->sample);
}

/* ---- Going around ---- */

void
settle (Fixture *fixture)
{
  wait_until (window_is_settled, fixture->window);
  wait_for_frames (GTK_WIDGET (fixture->window), 2);
  wait_until (window_is_settled, fixture->window);
}

UoisUuid
find_first (Fixture *fixture, const UoisType *type)
{
  UoisFile *file = uois_window_get_file (fixture->window);
  UoisListRequest request = { .type = type };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = uois_file_list (file, &request, NULL, &error);
  g_autoptr (GPtrArray) records = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, >, 0);
  records = uois_file_fetch (file, type, (const gint64 *) rows->data, 1, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  return ((UoisRecord *) g_ptr_array_index (records, 0))->id;
}

UoisMachinePage *
go_machine (Fixture *fixture)
{
  uois_window_go (fixture->window, &(UoisLocation){ .kind = UOIS_LOCATION_MACHINE,
                                                    .type = fixture->workflows,
                                                    .id = find_first (fixture, fixture->workflows) });
  settle (fixture);
  g_assert_true (UOIS_IS_MACHINE_PAGE (uois_window_get_page (fixture->window)));
  return UOIS_MACHINE_PAGE (uois_window_get_page (fixture->window));
}

UoisMachineOutline *
get_outline (UoisMachinePage *page)
{
  return UOIS_MACHINE_OUTLINE (find_widget (GTK_WIDGET (page), UOIS_TYPE_MACHINE_OUTLINE));
}
