/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Takes a picture of every state of a form and of its dialogs; tests/ui/screenshots runs it for each language and theme. */

#include "build-paths.h"
#include "config.h"

#include "editing-fixture.h"

#include "ui/settings.h"

#include <glib/gi18n.h>
#include <locale.h>

#define SETTLING_FRAMES 30

static const char *folder;
static guint number;

static void
take (GtkWidget *widget, const char *name)
{
  g_autofree char *file = g_strdup_printf ("editing-%02u-%s.png", ++number, name);
  g_autofree char *path = g_build_filename (folder, file, NULL);

  wait_for_frames (widget, SETTLING_FRAMES);
  save_picture (widget, path);
}

static void
take_window (Fixture *fixture, const char *name)
{
  wait_until (window_is_settled, fixture->window);
  take (GTK_WIDGET (fixture->window), name);
}

static void
take_dialog (Fixture *fixture, const char *name)
{
  GtkWindow *dialog = wait_for_dialog (fixture);

  take (GTK_WIDGET (dialog), name);
  /* As a person does: the window has to hear that the answer is no. */
  gtk_window_close (dialog);
}

static void
take_form (Fixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  go_record (fixture, fixture->user, &fixture->id);
  take_window (fixture, "clean");
  type_text (window, "surname", "Zelenková");
  type_text (window, "email", "zelenkova");
  type_text (window, "startdate", "31. 2. 2026");
  wait_for_frames (window, SETTLING_FRAMES);
  take_window (fixture, "changed");
  change_text (file_of (fixture), fixture->user, &fixture->id, "surname", "Černá");
  take_window (fixture, "conflict");
  uois_window_go (fixture->window, &(UoisLocation){ .kind = UOIS_LOCATION_HOME });
  take_window (fixture, "home");
  gtk_window_close (GTK_WINDOW (window));
  take_dialog (fixture, "close");
  act (fixture, "win.back");
  act (fixture, "win.discard");
  take_window (fixture, "discarded");
}

/* A step in whose way later ones stand. */
static void
take_undo_conflict (Fixture *fixture)
{
  g_autoptr (UoisUndoState) state = NULL;

  change_text (file_of (fixture), fixture->user, &fixture->id, "surname", "Bílá");
  state = uois_file_get_undo_state (file_of (fixture), NULL, NULL);
  change_text (file_of (fixture), fixture->user, &fixture->id, "surname", "Modrá");
  change_text (file_of (fixture), fixture->user, &fixture->id, "email", "modra@example.com");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo-step", "x", state->undo->number);
  take_dialog (fixture, "undo-conflict");
}

static void
take_new (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-record", "s", fixture->user->name);
  take_window (fixture, "new");
  act (fixture, "win.save");
  take_window (fixture, "new-refused");
  act (fixture, "win.discard");
}

static void
take_links (Fixture *fixture)
{
  go_record (fixture, fixture->user, &fixture->id);
  uois_record_page_show_tab (UOIS_RECORD_PAGE (uois_window_get_page (fixture->window)), 1);
  take_window (fixture, "tab");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-record", "s", "");
  take_dialog (fixture, "new-membership");
  gtk_widget_activate_action (GTK_WIDGET (uois_window_get_page (fixture->window)), "record.add-several", NULL);
  take_dialog (fixture, "add-several");
  uois_record_page_show_tab (UOIS_RECORD_PAGE (uois_window_get_page (fixture->window)), 0);
  act (fixture, "win.delete");
  take_dialog (fixture, "cannot-delete");
}

static void
set_text_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
}

/* LANGUAGE and LC_ALL in the environment say which language. */
int
main (int argc, char **argv)
{
  g_autoptr (GSettings) settings = NULL;
  Fixture fixture = { 0 };

  if (argc != 4)
    {
      g_printerr ("Usage: %s FOLDER light|dark TEXT-SCALE\n", argv[0]);
      return 2;
    }
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, BUILD_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("uois-desk");
  gtk_init ();

  settings = uois_settings_new ();
  g_settings_set_string (settings, UOIS_SETTING_THEME, argv[2]);
  folder = argv[1];
  set_text_scale (g_ascii_strtod (argv[3], NULL));
  editing_set_up (&fixture, NULL);
  take_form (&fixture);
  take_undo_conflict (&fixture);
  take_new (&fixture);
  take_links (&fixture);
  editing_tear_down (&fixture, NULL);
  return 0;
}
