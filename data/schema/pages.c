/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "schema/registry-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How many fields a list shows that does not say which. */
#define DEFAULT_LIST_FIELDS 5

/* A field with one value that a list or form can show. */
static gboolean
is_showable (const UoisField *field)
{
  return field->kind == UOIS_FIELD_COLUMN || field->kind == UOIS_FIELD_EXPRESSION || field->kind == UOIS_FIELD_HOOK ||
         field->kind == UOIS_FIELD_REFERENCE;
}

/* A reference as an object and its bare id are one thing to people. */
static gboolean
is_shown_as_object (const UoisField *field)
{
  const UoisType *type = field->owner;

  if (field->kind != UOIS_FIELD_COLUMN || field->column->target == NULL)
    return FALSE;
  for (guint i = 0; i < type->fields.length; i++)
    {
      const UoisField *other = type->fields.items[i];

      if (other->kind == UOIS_FIELD_REFERENCE && other->column == field->column)
        return TRUE;
    }
  return FALSE;
}

gboolean
uois_field_is_shown (const UoisField *field)
{
  return is_showable (field) && field->deprecated == NULL && !field->hidden && !is_shown_as_object (field);
}

static gboolean
has_required_argument (const UoisField *field)
{
  for (guint i = 0; i < field->arguments.length; i++)
    if (field->arguments.items[i]->default_text == NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_tab (const UoisField *field)
{
  gboolean list = field->kind == UOIS_FIELD_MANY || field->kind == UOIS_FIELD_THROUGH || field->kind == UOIS_FIELD_LIST;

  return list && field->target != NULL && field->target->table != NULL && !has_required_argument (field);
}

static const UoisField *
find_field (UoisRegistry *registry, UoisPlace item, const UoisType *type)
{
  const char *name = uois_place_get_text (item);
  const UoisField *field = uois_type_find_field (type, name);

  if (field == NULL)
    uois_problems_add (registry->problems, item, "“%s” has no field “%s”; %s", type->name, name,
                       uois_registry_advise (registry, uois_type_private (type)->fields_by_name, name));

  return field;
}

static void
read_list (UoisRegistry *registry, UoisType *type)
{
  UoisPlace directive = uois_place_find_directive (uois_type_place (type), "columns");

  UOIS_DIRECTIVE_FOREACH_ITEM (directive, "of", item)
  {
    const UoisField *field = find_field (registry, item, type);

    if (field != NULL && !is_showable (field))
      uois_problems_add (registry->problems, item,
                         "“%s” cannot be a column of a list; a list shows columns, expressions, hooks and references",
                         field->name);
    else if (field != NULL)
      uois_arena_append (&registry->arena, &type->list_fields, field);
  }

  for (guint i = 0; directive.node == 0 && i < type->fields.length; i++)
    {
      const UoisField *field = type->fields.items[i];
      gboolean own = field->column != NULL && field->column->index != 0 && !field->column->audit;

      if (own && !field->hidden && is_showable (field) && type->list_fields.length < DEFAULT_LIST_FIELDS)
        uois_arena_append (&registry->arena, &type->list_fields, field);
    }
}

static void
read_sections (UoisRegistry *registry, UoisType *type)
{
  g_autoptr (GHashTable) shown = g_hash_table_new (NULL, NULL);

  for (UoisPlace directive = uois_place_find_directive (uois_type_place (type), "section"); directive.node != 0;
       directive = uois_place_next_directive (directive))
    {
      UoisSection *section = uois_arena_new (&registry->arena, UoisSection);

      section->label = uois_registry_read_text (registry, directive, "en");
      UOIS_DIRECTIVE_FOREACH_ITEM (directive, "of", item)
      {
        const UoisField *field = find_field (registry, item, type);

        if (field == NULL)
          continue;
        if (!is_showable (field))
          uois_problems_add (registry->problems, item,
                             "“%s” cannot stand in a section; lists of records are tabs, see @tabs", field->name);
        else if (!g_hash_table_add (shown, (gpointer) field))
          uois_problems_add (registry->problems, item, "“%s” stands in a section already; keep one", field->name);
        else
          uois_arena_append (&registry->arena, &section->fields, field);
      }
      uois_arena_append (&registry->arena, &type->sections, section);
    }
}

static void
read_tabs (UoisRegistry *registry, UoisType *type)
{
  g_autoptr (GHashTable) shown = g_hash_table_new (NULL, NULL);

  UOIS_DIRECTIVE_FOREACH_ITEM (uois_place_find_directive (uois_type_place (type), "tabs"), "of", item)
  {
    const UoisField *field = find_field (registry, item, type);

    if (field == NULL)
      continue;
    if (!is_tab (field))
      uois_problems_add (registry->problems, item, "“%s” cannot be a tab; a tab is a list of records", field->name);
    else if (!g_hash_table_add (shown, (gpointer) field))
      uois_problems_add (registry->problems, item, "“%s” is a tab already; keep one", field->name);
    else
      uois_arena_append (&registry->arena, &type->tabs, field);
  }

  for (guint i = 0; i < type->fields.length; i++)
    {
      const UoisField *field = type->fields.items[i];

      if (is_tab (field) && !field->hidden && field->deprecated == NULL && g_hash_table_add (shown, (gpointer) field))
        uois_arena_append (&registry->arena, &type->tabs, field);
    }
}

static void
read_sort (UoisRegistry *registry, UoisType *type)
{
  UoisPlace directive = uois_place_find_directive (uois_type_place (type), "sort");
  const char *name = uois_directive_get_text (directive, "by");
  const UoisField *field;

  if (directive.node == 0)
    return;

  field = uois_type_find_field (type, name);
  if (field == NULL || field->kind != UOIS_FIELD_COLUMN)
    uois_problems_add (registry->problems, directive,
                       "“%s” has no column field “%s” to sort by; name a field that is a column", type->name, name);
  else
    type->default_sort = field->column;
  type->default_descending = uois_directive_get_boolean (directive, "descending");
}

static void
read_indexes (UoisRegistry *registry, UoisType *type)
{
  for (UoisPlace directive = uois_place_find_directive (uois_type_place (type), "index"); directive.node != 0;
       directive = uois_place_next_directive (directive))
    {
      UoisIndex *index = uois_arena_new (&registry->arena, UoisIndex);
      g_autoptr (GString) name = g_string_new (NULL);

      g_string_printf (name, "index_%s", type->table);
      index->unique = uois_directive_get_boolean (directive, "unique");
      UOIS_DIRECTIVE_FOREACH_ITEM (directive, "of", item)
      {
        const UoisColumn *column = uois_type_find_column (type, uois_place_get_text (item));

        if (column == NULL)
          {
            uois_problems_add (
                registry->problems, item, "the table “%s” has no column “%s” to index; %s", type->table,
                uois_place_get_text (item),
                uois_registry_advise (registry, uois_type_private (type)->columns_by_name, uois_place_get_text (item)));
            continue;
          }
        g_string_append_printf (name, "_%s", column->name);
        uois_arena_append (&registry->arena, &index->columns, column);
      }
      index->name = uois_registry_intern (registry, name->str);
      uois_arena_append (&registry->arena, &type->indexes, index);
    }
}

/* ---- Ways back ---- */

/* The columns by which a list of some type finds its records. */
static GHashTable *
find_followed_columns (const UoisRegistry *registry)
{
  GHashTable *followed = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < registry->types.length; i++)
    for (guint j = 0; j < registry->types.items[i]->fields.length; j++)
      {
        const UoisField *field = registry->types.items[i]->fields.items[j];

        if ((field->kind == UOIS_FIELD_MANY || field->kind == UOIS_FIELD_THROUGH) && field->column != NULL)
          g_hash_table_add (followed, (gpointer) field->column);
      }

  return followed;
}

/* How many columns of a type refer to @target: one needs no word of explanation, two do. */
static guint
count_references (const UoisType *type, const UoisType *target)
{
  guint count = 0;

  for (guint i = 0; i < type->columns.length; i++)
    count += type->columns.items[i]->target == target ? 1 : 0;

  return count;
}

/* A tab on an entry of a type list, for the records that use it. */
static void
add_used_by (UoisRegistry *registry, UoisColumn *column)
{
  const UoisType *type = column->type;
  g_autofree char *name = g_strdup_printf ("usedBy_%s_%s", type->table, column->name);
  g_autofree char *list = g_strdup_printf ("[%s!]!", type->name);
  UoisField *field =
      uois_registry_new_tab (registry, (UoisType *) column->target, uois_column_place (column), name, list);

  field->kind = UOIS_FIELD_MANY;
  field->target = type;
  field->column = column;
  field->label = uois_registry_intern (registry, uois_type_get_label_many (type));
  field->help = N_ ("The records that use this entry.");
  if (count_references (type, column->target) > 1 && column->field != NULL)
    field->label =
        uois_registry_format (registry, "%s: %s", uois_type_get_label_many (type), uois_label (column->field->label));
  column->indexed = TRUE;

  uois_arena_append (&registry->arena, &((UoisType *) column->target)->tabs, field);
}

static void
check_way_back (UoisRegistry *registry, UoisColumn *column, GHashTable *followed)
{
  const UoisType *target = column->target;
  gboolean local = column->type->local || (column->field != NULL && column->field->local);

  if (target == NULL || column->audit || g_hash_table_contains (followed, column))
    return;

  if (target->system)
    add_used_by (registry, column);
  else if (!local)
    uois_problems_add (registry->problems, uois_column_place (column),
                       "“%s” refers to “%s”, from which no way leads back; add to that a field such as "
                       "“%s: [%s!]! @label(en: …) @many(column: \"%s\")”",
                       column->name, target->name, column->type->table, column->type->name, column->name);
}

void
uois_registry_read_pages (UoisRegistry *registry)
{
  g_autoptr (GHashTable) followed = find_followed_columns (registry);

  for (guint i = 0; i < registry->types.length; i++)
    {
      UoisType *type = (UoisType *) registry->types.items[i];

      if (type->table == NULL)
        continue;
      read_list (registry, type);
      read_sections (registry, type);
      read_tabs (registry, type);
      read_sort (registry, type);
      read_indexes (registry, type);
    }

  uois_registry_read_structures (registry);
  for (guint i = 0; i < registry->types.length; i++)
    for (guint j = 0; j < registry->types.items[i]->columns.length; j++)
      check_way_back (registry, (UoisColumn *) registry->types.items[i]->columns.items[j], followed);
}
