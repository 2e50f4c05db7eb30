/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Roles, names and states for those who do not see the window; run with GTK_A11Y=test. */

#include "fixture.h"

#include "ui/records/record-page.h"
#include "ui/sidebar-row.h"
#include "ui/lists/table-page.h"

#define PEOPLE 60

static Sample sample;
static UoisApplication *application;
static UoisWindow *window;

static gboolean
has_page (gpointer data)
{
  return uois_window_get_file (data) != NULL && window_is_settled (data);
}

static UoisPage *
go (const char *table)
{
  const UoisType *type = uois_registry_find_table (sample.registry, table);

  uois_window_go (window, &(UoisLocation){ .kind = UOIS_LOCATION_LIST, .type = type });
  wait_until (window_is_settled, window);
  return uois_window_get_page (window);
}

static void
for_each (GtkWidget *widget, GType type, void (*check) (GtkWidget *widget))
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    check (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    for_each (child, type, check);
}

/* A button without words, ours or those of its label, would be announced as "button". */
static void
check_button (GtkWidget *button)
{
  gboolean is_inner = gtk_widget_get_ancestor (gtk_widget_get_parent (button), GTK_TYPE_MENU_BUTTON) != NULL ||
                      gtk_widget_get_ancestor (button, GTK_TYPE_WINDOW_CONTROLS) != NULL ||
                      (gtk_widget_get_ancestor (button, GTK_TYPE_INFO_BAR) != NULL && !gtk_widget_get_visible (button));
  GtkWidget *label = find_widget (button, GTK_TYPE_LABEL);

  if (is_inner || (label != NULL && *gtk_label_get_text (GTK_LABEL (label)) != '\0'))
    return;
  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL))
    g_error ("a button in %s has no name", G_OBJECT_TYPE_NAME (gtk_widget_get_parent (button)));
}

static void
check_search (GtkWidget *entry)
{
  /* One that a menu of GTK has and does not show. */
  if (gtk_widget_get_ancestor (entry, GTK_TYPE_DROP_DOWN) != NULL)
    return;
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL));
  gtk_test_accessible_assert_role (entry, GTK_ACCESSIBLE_ROLE_SEARCH_BOX);
}

static void
test_buttons_have_names (void)
{
  go ("users");
  for_each (GTK_WIDGET (window), GTK_TYPE_BUTTON, check_button);
  for_each (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY, check_search);
}

static GtkWidget *row_found;
static const char *row_sought;

static void
look_at_row (GtkWidget *row)
{
  char *differs = gtk_test_accessible_check_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, row_sought);

  if (differs == NULL && row_found == NULL)
    row_found = row;
  g_free (differs);
}

static GtkWidget *
find_row (GType type, const char *name)
{
  row_found = NULL;
  row_sought = name;
  for_each (GTK_WIDGET (window), type, look_at_row);
  if (row_found == NULL)
    g_error ("no row is called “%s”", name);
  return row_found;
}

static void
test_sidebar (void)
{
  GtkWidget *row = find_row (UOIS_TYPE_SIDEBAR_ROW, "People");

  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "60 records");
}

static void
test_folding (void)
{
  GtkWidget *row = find_row (UOIS_TYPE_SIDEBAR_ROW, "Institution, People and groups");

  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  go ("grouptypes");
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
}

static void
test_table (void)
{
  UoisPage *page = go ("users");
  GtkWidget *view = find_widget (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW);

  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_TREE_GRID);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, "People");
}

static void
test_record (void)
{
  UoisTablePage *page = UOIS_TABLE_PAGE (go ("users"));
  g_autoptr (UoisListItem) item =
      g_list_model_get_item (G_LIST_MODEL (uois_record_list_get_model (uois_table_page_get_list (page))), 0);

  uois_record_list_open (uois_table_page_get_list (page), 0);
  wait_until (window_is_settled, window);
  find_row (GTK_TYPE_WIDGET, "Surname");
  find_row (GTK_TYPE_WIDGET, "To");
  find_row (UOIS_TYPE_SIDEBAR_ROW, "Memberships");
}

static void
start (void)
{
  g_autoptr (GError) error = NULL;

  sample_init (&sample, PEOPLE);
  application = uois_application_new (sample.registry, NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  window = uois_window_new (application);
  gtk_window_present (GTK_WINDOW (window));
  uois_window_open (window, sample.path);
  wait_until (has_page, window);
}

static gboolean
is_closed (gpointer data)
{
  return gtk_application_get_windows (GTK_APPLICATION (application)) == NULL && !g_main_context_pending (NULL);
}

static void
stop (void)
{
  gtk_window_close (GTK_WINDOW (window));
  wait_until (is_closed, NULL);
  g_object_unref (application);
  sample_clear (&sample);
}

int
main (int argc, char **argv)
{
  int result;

  gtk_disable_setlocale ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/accessible/buttons-have-names", test_buttons_have_names);
  g_test_add_func ("/accessible/sidebar", test_sidebar);
  g_test_add_func ("/accessible/folding", test_folding);
  g_test_add_func ("/accessible/table", test_table);
  g_test_add_func ("/accessible/record", test_record);

  start ();
  result = g_test_run ();
  stop ();
  return result;
}
