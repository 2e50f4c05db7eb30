/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Also the name on the session bus, of the settings schema, the icon and the desktop entry. */
#define UOIS_APPLICATION_ID "cz.uois.Desk"

/* Keys of cz.uois.Desk.gschema.xml, which says what they hold. */
#define UOIS_SETTING_LANGUAGE "language"
#define UOIS_SETTING_THEME "theme"
#define UOIS_SETTING_RECENT_FILES "recent-files"
#define UOIS_SETTING_RECENT_CHOICES "recent-choices"
#define UOIS_SETTING_DETAIL_PANE "detail-pane"
#define UOIS_SETTING_WINDOW_WIDTH "window-width"
#define UOIS_SETTING_WINDOW_HEIGHT "window-height"
#define UOIS_SETTING_WINDOW_MAXIMIZED "window-maximized"

/* Of uois_settings_new_for_list(). */
#define UOIS_SETTING_LIST_COLUMNS "columns"
#define UOIS_SETTING_LIST_WIDTHS "widths"
#define UOIS_SETTING_LIST_SORT "sort"
#define UOIS_SETTING_LIST_DESCENDING "descending"
#define UOIS_SETTING_LIST_TREE "tree"

typedef enum
{
  UOIS_LANGUAGE_SYSTEM,
  UOIS_LANGUAGE_CZECH,
  UOIS_LANGUAGE_ENGLISH,
} UoisLanguage;

typedef enum
{
  UOIS_THEME_SYSTEM,
  UOIS_THEME_LIGHT,
  UOIS_THEME_DARK,
} UoisTheme;

/* Returns: (transfer full): the person's choices; works installed and from the build directory */
GSettings *uois_settings_new (void);

/**
 * uois_settings_new_for_list:
 * @name: which list; letters, digits and "/"
 *
 * Returns: (transfer full): how the person wants that list to look
 */
GSettings *uois_settings_new_for_list (const char *name);

/**
 * uois_settings_apply_language:
 *
 * Makes gettext speak the language chosen, at the start of the process or later. What was translated before stays as it
 * is.
 */
void uois_settings_apply_language (GSettings *settings);

/* The language that the process speaks, whatever was chosen since. */
UoisLanguage uois_settings_get_applied_language (void);

G_END_DECLS
