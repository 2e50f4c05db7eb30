/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisPreferencesWindow: language and look of the program.
 */
#define UOIS_TYPE_PREFERENCES_WINDOW (uois_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (UoisPreferencesWindow, uois_preferences_window, UOIS, PREFERENCES_WINDOW, AdwPreferencesWindow)

G_END_DECLS
