/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "location.h"

#include <string.h>

/* What stands behind the word of a kind: nothing, a type, or a type and an id. */
typedef enum
{
  NOTHING,
  TYPE,
  TYPE_AND_ID,
} Parameters;

static const struct
{
  const char *word;
  Parameters parameters;
} kinds[] = {
  [UOIS_LOCATION_HOME] = { "home", NOTHING },
  [UOIS_LOCATION_LIST] = { "list", TYPE },
  [UOIS_LOCATION_RECORD] = { "record", TYPE_AND_ID },
  [UOIS_LOCATION_HISTORY] = { "history", TYPE_AND_ID },
  [UOIS_LOCATION_STEPS] = { "steps", NOTHING },
  [UOIS_LOCATION_TRASH] = { "trash", NOTHING },
  [UOIS_LOCATION_VIEW] = { "view", TYPE_AND_ID },
  [UOIS_LOCATION_CARE] = { "care", NOTHING },
  [UOIS_LOCATION_TREE] = { "tree", TYPE },
  [UOIS_LOCATION_MACHINE] = { "machine", TYPE_AND_ID },
};

const char *
uois_location_kind_to_string (UoisLocationKind kind)
{
  return kinds[kind].word;
}

char *
uois_location_to_string (const UoisLocation *location)
{
  const char *word = uois_location_kind_to_string (location->kind);
  g_autofree char *id = NULL;

  switch (kinds[location->kind].parameters)
    {
    case TYPE:
      return g_strdup_printf ("%s %s", word, location->type->name);
    case TYPE_AND_ID:
      id = uois_uuid_to_string (&location->id);
      return g_strdup_printf ("%s %s %s", word, location->type->name, id);
    case NOTHING:
    default:
      return g_strdup (word);
    }
}

gboolean
uois_location_parse (UoisRegistry *registry, const char *text, UoisLocation *location)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint length = g_strv_length (words);
  guint kind = 0;

  *location = (UoisLocation){ .kind = UOIS_LOCATION_HOME };
  while (kind < G_N_ELEMENTS (kinds) && g_strcmp0 (kinds[kind].word, words[0]) != 0)
    kind++;
  if (kind == G_N_ELEMENTS (kinds) || length != 1 + (guint) kinds[kind].parameters)
    return FALSE;

  location->kind = kind;
  if (kinds[kind].parameters == NOTHING)
    return TRUE;
  location->type = uois_registry_find_type (registry, words[1]);
  if (location->type == NULL || location->type->table == NULL)
    return FALSE;
  if ((kind == UOIS_LOCATION_TREE && location->type->parent == NULL) ||
      (kind == UOIS_LOCATION_MACHINE && location->type->machine == NULL))
    return FALSE;
  return kinds[kind].parameters == TYPE || uois_uuid_parse (words[2], strlen (words[2]), &location->id);
}

gboolean
uois_location_equal (const UoisLocation *a, const UoisLocation *b)
{
  return a->kind == b->kind && a->type == b->type &&
         (kinds[a->kind].parameters != TYPE_AND_ID || uois_uuid_equal (&a->id, &b->id));
}
