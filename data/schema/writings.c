/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/entry.h"
#include "schema/registry-private.h"

#include <string.h>

/* ---- What an insert fills in ---- */

typedef struct
{
  UoisRegistry *registry;
  const UoisType *type;
  UoisPlace place;
} ParameterCheck;

static void
check_parameter (const char *name, gpointer data)
{
  const ParameterCheck *check = data;

  if (strcmp (name, "me") != 0 && uois_type_find_column (check->type, name) == NULL)
    uois_problems_add (check->registry->problems, check->place,
                       "“:%s” is no column of the new record; name a column of “%s”, or :me", name, check->type->table);
}

/* "column = expression" */
static void
read_filling (UoisRegistry *registry, UoisOperation *operation, UoisPlace item)
{
  ParameterCheck check = { registry, operation->type, item };
  g_auto (UoisEntry) entry = { NULL };
  UoisFilling *filling;
  const UoisColumn *column;

  if (!uois_entry_parse (uois_place_get_text (item), &entry) || entry.rest == NULL || entry.other || entry.type ||
      entry.required)
    {
      uois_problems_add (registry->problems, item, "“%s” fills no column; write “column = SQL expression”",
                         uois_place_get_text (item));
      return;
    }

  column = uois_registry_find_column (registry, item, operation->type, entry.name);
  uois_registry_foreach_parameter (entry.rest, check_parameter, &check);
  if (column == NULL)
    return;

  filling = uois_arena_new (&registry->arena, UoisFilling);
  filling->column = column;
  filling->sql = uois_registry_intern (registry, entry.rest);
  uois_arena_append (&registry->arena, &operation->fillings, filling);
}

void
uois_registry_read_insert (UoisRegistry *registry, UoisOperation *operation, UoisPlace directive)
{
  UOIS_DIRECTIVE_FOREACH_ITEM (directive, "fills", item)
  {
    read_filling (registry, operation, item);
  }

  UOIS_DIRECTIVE_FOREACH_ITEM (directive, "same", item)
  {
    const UoisColumn *column = uois_registry_find_column (registry, item, operation->type, uois_place_get_text (item));

    if (column != NULL)
      uois_arena_append (&registry->arena, &operation->key, column);
  }
}

/* ---- What goes with a deleted record ---- */

/* "table.column" */
static void
read_cascade_item (UoisRegistry *registry, UoisOperation *operation, UoisPlace item)
{
  g_auto (GStrv) parts = g_strsplit (uois_place_get_text (item), ".", 2);
  const UoisType *type = parts[0] != NULL ? uois_registry_find_table (registry, parts[0]) : NULL;
  const UoisColumn *column;

  if (type == NULL || parts[1] == NULL)
    {
      uois_problems_add (registry->problems, item, "“%s” is no column of a table; write “table.column”",
                         uois_place_get_text (item));
      return;
    }

  column = uois_registry_find_column (registry, item, type, parts[1]);
  if (column == NULL)
    return;
  if (column->target != operation->type)
    uois_problems_add (registry->problems, item, "“%s” does not refer to “%s”, so it cannot go with it; remove it",
                       uois_place_get_text (item), operation->type->table);
  uois_arena_append (&registry->arena, &operation->cascade, column);
}

void
uois_registry_read_cascade (UoisRegistry *registry, UoisOperation *operation, UoisPlace directive)
{
  if (operation->kind != UOIS_OPERATION_DELETE && uois_directive_has_argument (directive, "cascade"))
    {
      uois_problems_add (registry->problems, directive, "only a DELETE takes other records with it; remove “cascade”");
      return;
    }

  UOIS_DIRECTIVE_FOREACH_ITEM (directive, "cascade", item)
  {
    read_cascade_item (registry, operation, item);
  }
}
