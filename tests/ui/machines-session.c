/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machines-session.h"

#define PEOPLE 60

void
set_up (Fixture *fixture, gconstpointer data)
{
  window_session_begin (&fixture->session, PEOPLE, NULL);
  fixture->workflows = uois_registry_find_table (fixture->session.sample.registry, "awworkflows");
  fixture->requests = uois_registry_find_table (fixture->session.sample.registry, "formrequests");
  window_session_open_sample (&fixture->session);
}

void
tear_down (Fixture *fixture, gconstpointer data)
{
  window_session_end (&fixture->session);
}

/* ---- Going around ---- */

UoisUuid
find_first (Fixture *fixture, const UoisType *type)
{
  UoisFile *file = uois_window_get_file (fixture->session.window);
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
  uois_window_go (fixture->session.window, &(UoisLocation){ .kind = UOIS_LOCATION_MACHINE,
                                                            .type = fixture->workflows,
                                                            .id = find_first (fixture, fixture->workflows) });
  window_session_settle (&fixture->session);
  g_assert_true (UOIS_IS_MACHINE_PAGE (uois_window_get_page (fixture->session.window)));
  return UOIS_MACHINE_PAGE (uois_window_get_page (fixture->session.window));
}

UoisMachineOutline *
get_outline (UoisMachinePage *page)
{
  return UOIS_MACHINE_OUTLINE (find_widget (GTK_WIDGET (page), UOIS_TYPE_MACHINE_OUTLINE));
}
