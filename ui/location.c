/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "location.h"

#include <string.h>

char *
uois_location_to_string (const UoisLocation *location)
{
  g_autofree char *id = NULL;

  switch (location->kind)
    {
    case UOIS_LOCATION_LIST:
      return g_strdup_printf ("list %s", location->type->name);
    case UOIS_LOCATION_RECORD:
      id = uois_uuid_to_string (&location->id);
      return g_strdup_printf ("record %s %s", location->type->name, id);
    case UOIS_LOCATION_HOME:
    default:
      return g_strdup ("home");
    }
}

gboolean
uois_location_parse (UoisRegistry *registry, const char *text, UoisLocation *location)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint length = g_strv_length (words);

  *location = (UoisLocation){ .kind = UOIS_LOCATION_HOME };
  if (length == 1)
    return strcmp (words[0], "home") == 0;
  if (length < 2)
    return FALSE;

  location->type = uois_registry_find_type (registry, words[1]);
  if (location->type == NULL || location->type->table == NULL)
    return FALSE;

  if (length == 2 && strcmp (words[0], "list") == 0)
    {
      location->kind = UOIS_LOCATION_LIST;
      return TRUE;
    }
  if (length == 3 && strcmp (words[0], "record") == 0)
    {
      location->kind = UOIS_LOCATION_RECORD;
      return uois_uuid_parse (words[2], strlen (words[2]), &location->id);
    }
  return FALSE;
}

gboolean
uois_location_equal (const UoisLocation *a, const UoisLocation *b)
{
  return a->kind == b->kind && a->type == b->type &&
         (a->kind != UOIS_LOCATION_RECORD || uois_uuid_equal (&a->id, &b->id));
}
