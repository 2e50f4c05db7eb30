/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/preferences-window.h"

#include "settings.h"

#include <glib/gi18n-lib.h>

struct _UoisPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  /* Template widgets */
  AdwComboRow *language_row;
  AdwComboRow *theme_row;

  /* Owned */
  GSettings *settings;

  gboolean setting_up;
};

G_DEFINE_FINAL_TYPE (UoisPreferencesWindow, uois_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
language_selected_cb (UoisPreferencesWindow *self)
{
  if (!self->setting_up)
    g_settings_set_enum (self->settings, UOIS_SETTING_LANGUAGE, adw_combo_row_get_selected (self->language_row));
}

static void
theme_selected_cb (UoisPreferencesWindow *self)
{
  if (!self->setting_up)
    g_settings_set_enum (self->settings, UOIS_SETTING_THEME, adw_combo_row_get_selected (self->theme_row));
}

static void
fill (AdwComboRow *row, const char *const *names, guint selected)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, selected);
}

static void
uois_preferences_window_dispose (GObject *object)
{
  UoisPreferencesWindow *self = UOIS_PREFERENCES_WINDOW (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (uois_preferences_window_parent_class)->dispose (object);
}

static void
uois_preferences_window_class_init (UoisPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_preferences_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisPreferencesWindow, language_row);
  gtk_widget_class_bind_template_child (widget_class, UoisPreferencesWindow, theme_row);
  gtk_widget_class_bind_template_callback (widget_class, language_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, theme_selected_cb);
}

static void
uois_preferences_window_init (UoisPreferencesWindow *self)
{
  /* In the order of UoisLanguage and UoisTheme; each language is called as its speakers call it. */
  const char *languages[] = { _ ("As the system"), "Čeština", "English", NULL };
  const char *themes[] = { _ ("As the system"), _ ("Light"), _ ("Dark"), NULL };

  self->settings = uois_settings_new ();
  self->setting_up = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self->language_row, languages, g_settings_get_enum (self->settings, UOIS_SETTING_LANGUAGE));
  fill (self->theme_row, themes, g_settings_get_enum (self->settings, UOIS_SETTING_THEME));
  self->setting_up = FALSE;
}
