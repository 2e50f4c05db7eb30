/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "build-paths.h"
#include "config.h"

#include "settings.h"

#include <locale.h>
#include <string.h>

/* Of the C library's gettext: when it changes, catalogues are looked for anew. */
extern int _nl_msg_cat_cntr;

static UoisLanguage applied_language = UOIS_LANGUAGE_SYSTEM;
static char *system_language; /* LANGUAGE as the process found it */

/* Works installed and from the build directory. */
static GSettingsSchema *
find_schema (const char *id)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) built = NULL;
  g_autoptr (GError) error = NULL;
  GSettingsSchema *schema = NULL;

  if (installed != NULL)
    schema = g_settings_schema_source_lookup (installed, id, TRUE);
  if (schema == NULL)
    {
      built = g_settings_schema_source_new_from_directory (BUILD_SETTINGS_DIR, installed, FALSE, &error);
      if (built == NULL)
        g_error ("The settings schema %s is not installed: %s", id, error->message);
      schema = g_settings_schema_source_lookup (built, id, FALSE);
    }
  return schema;
}

GSettings *
uois_settings_new (void)
{
  g_autoptr (GSettingsSchema) schema = find_schema (UOIS_APPLICATION_ID);

  return g_settings_new_full (schema, NULL, NULL);
}

GSettings *
uois_settings_new_for_list (const char *name)
{
  g_autoptr (GSettingsSchema) schema = find_schema (UOIS_APPLICATION_ID ".List");
  g_autofree char *path = g_strdup_printf ("/cz/uois/Desk/lists/%s/", name);

  return g_settings_new_full (schema, NULL, path);
}

/* gettext ignores LANGUAGE in the C locale. */
static void
leave_c_locale (void)
{
  const char *messages = setlocale (LC_MESSAGES, NULL);

  if (messages == NULL || strcmp (messages, "C") == 0 || strcmp (messages, "POSIX") == 0)
    setlocale (LC_MESSAGES, "C.UTF-8");
}

void
uois_settings_apply_language (GSettings *settings)
{
  applied_language = g_settings_get_enum (settings, UOIS_SETTING_LANGUAGE);

  /* Once: other threads read the locale later. */
  if (system_language == NULL)
    {
      system_language = g_strdup (g_getenv ("LANGUAGE") != NULL ? g_getenv ("LANGUAGE") : "");
      setlocale (LC_ALL, "");
    }
  if (applied_language != UOIS_LANGUAGE_SYSTEM)
    leave_c_locale ();
  /* There from the start, so that a later change moves nothing that another thread may be looking at. */
  g_setenv ("LANGUAGE",
            applied_language == UOIS_LANGUAGE_CZECH   ? "cs" :
            applied_language == UOIS_LANGUAGE_ENGLISH ? "en" :
                                                        system_language,
            TRUE);
  _nl_msg_cat_cntr++;
}

UoisLanguage
uois_settings_get_applied_language (void)
{
  return applied_language;
}
