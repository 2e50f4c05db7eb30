/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/window-private.h"

#include "lists/table-page.h"

#include <glib/gi18n-lib.h>

/* ---- What is pointed at ---- */

static void
show_sidebar (gpointer window)
{
  adw_flap_set_reveal_flap (UOIS_WINDOW (window)->flap, TRUE);
}

static GtkWidget *
find_sidebar (gpointer window)
{
  return GTK_WIDGET (UOIS_WINDOW (window)->sidebar);
}

static void
show_list (gpointer window)
{
  gtk_widget_activate_action (window, "win.go-nth", "i", 0);
}

/* Nothing while its rows are being read. */
static UoisRecordList *
get_list (gpointer window)
{
  UoisPage *page = uois_window_get_page (UOIS_WINDOW (window));
  UoisRecordList *list = UOIS_IS_TABLE_PAGE (page) ? uois_table_page_get_list (UOIS_TABLE_PAGE (page)) : NULL;

  return list != NULL && uois_record_list_get_settled (list) ? list : NULL;
}

static GtkWidget *
find_list (gpointer window)
{
  return get_list (window) != NULL ? GTK_WIDGET (uois_window_get_page (UOIS_WINDOW (window))) : NULL;
}

/* In a file without records the list stays, and the words are true of it all the same. */
static void
show_record (gpointer window)
{
  UoisRecordList *list = get_list (window);

  if (list != NULL)
    uois_record_list_open (list, 0);
}

static GtkWidget *
find_page (gpointer window)
{
  UoisPage *page = uois_window_get_page (UOIS_WINDOW (window));

  return page != NULL && *uois_page_get_title (page) != '\0' ? GTK_WIDGET (page) : NULL;
}

static GtkWidget *
find_search_button (gpointer window)
{
  return UOIS_WINDOW (window)->search_button;
}

static GtkWidget *
find_menu_button (gpointer window)
{
  return UOIS_WINDOW (window)->menu_button;
}

static const UoisTourStep steps[] = {
  { N_ ("Everything is in the sidebar"),
    N_ ("Each entry is a list of one kind of record, with how many there are. The first nine have the keys Ctrl+1 to "
        "Ctrl+9; F9 hides the sidebar and shows it again."),
    GTK_POS_RIGHT, show_sidebar, find_sidebar },
  { N_ ("A list finds as you type"),
    N_ ("Type the beginning of any word, with or without accents. The heading of a column sorts by it. The selected "
        "record is shown beside the list; Enter opens it."),
    GTK_POS_BOTTOM, show_list, find_list },
  { N_ ("A record has its fields, and all that belongs to it"),
    N_ ("The entries on the left are parts of the record, with counts. Whatever is named in it can be opened as well; "
        "Alt+Left leads back."),
    GTK_POS_BOTTOM, show_record, find_page },
  { N_ ("Find anything from anywhere"),
    N_ ("Ctrl+K finds every record, every list, and everything that the program can do. Type “>” to see all that can "
        "be done."),
    GTK_POS_BOTTOM, NULL, find_search_button },
  { N_ ("And when you do not know how"),
    N_ ("F1 opens the help for the page that you are on. This menu leads to all of the help, to the keyboard shortcuts "
        "and "
        "to this tour. Whatever you change can be taken back with Ctrl+Z."),
    GTK_POS_BOTTOM, NULL, find_menu_button },
};

void
_uois_window_begin_tour (UoisWindow *self)
{
  if (self->tour == NULL)
    {
      self->tour = UOIS_TOUR (uois_tour_new (steps, G_N_ELEMENTS (steps), self));
      gtk_widget_set_parent (GTK_WIDGET (self->tour), GTK_WIDGET (self->flap));
    }
  uois_tour_begin (self->tour);
}

void
_uois_window_end_tour (UoisWindow *self)
{
  if (self->tour == NULL)
    return;
  uois_tour_leave (self->tour);
  gtk_widget_unparent (GTK_WIDGET (self->tour));
  self->tour = NULL;
}
