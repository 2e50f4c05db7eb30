/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/registry-private.h"

#include "base/text.h"
#include "schema/entry.h"

#include <string.h>

void
uois_registry_read_filter_names (UoisRegistry *registry)
{
  for (guint i = 0; i < registry->types.length; i++)
    {
      UoisType *type = (UoisType *) registry->types.items[i];

      for (UoisPlace place = uois_place_find_directive (uois_type_place (type), "where"); place.node != 0;
           place = uois_place_next_directive (place))
        {
          UoisFilterPrivate *filter = uois_arena_new (&registry->arena, UoisFilterPrivate);

          filter->place = place;
          filter->filter.name = uois_registry_read_text (registry, place, "name");
          filter->filter.type = type;
          if (uois_type_find_filter (type, filter->filter.name) != NULL)
            uois_problems_add (registry->problems, place, "“%s” has a filter “%s” already; join the two", type->name,
                               filter->filter.name);

          uois_arena_append (&registry->arena, &type->filters, &filter->filter);
          uois_arena_append (&registry->arena, &registry->filters, &filter->filter);
          if (!g_hash_table_contains (registry->filters_by_name, filter->filter.name))
            g_hash_table_insert (registry->filters_by_name, (gpointer) filter->filter.name, filter);
        }
    }
}

/* The fields by the names that filters know them by. */
static GHashTable *
index_fields (const UoisType *type)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < type->fields.length; i++)
    g_hash_table_insert (index, uois_text_snake_case (type->fields.items[i]->name), (gpointer) type->fields.items[i]);

  return index;
}

static gboolean
leads_to_records (const UoisField *field)
{
  return field->target != NULL && field->target->table != NULL;
}

static void
set_leaf (UoisRegistry *registry, UoisFilterEntry *entry, UoisPlace place, UoisValueKind kind)
{
  entry->kind = kind;
  entry->type = uois_registry_get_leaf_filter (registry, kind);
  if (entry->type == NULL)
    uois_problems_add (registry->problems, place,
                       "nothing compares %s; name a filter and an expression: “%s: IntFilter = …”",
                       uois_value_kind_get_scalar (kind), entry->name);
}

static void
set_relation (
    UoisRegistry *registry, UoisFilterEntry *entry, UoisPlace place, const UoisField *field, const char *filter)
{
  if (!leads_to_records (field))
    {
      uois_problems_add (registry->problems, place, "“%s” does not lead to records of a table; name another field",
                         field->name);
      return;
    }

  if (filter != NULL)
    entry->related = uois_type_find_filter (field->target, filter);
  else if (field->target->filters.length > 0)
    entry->related = field->target->filters.items[0];

  if (entry->related == NULL && filter != NULL)
    uois_problems_add (registry->problems, place, "“%s” has no filter “%s”; add @where(name: \"%s\", …) to it",
                       field->target->name, filter, filter);
  else if (entry->related == NULL)
    uois_problems_add (registry->problems, place, "“%s” has no filter; add @where to it", field->target->name);
  else
    entry->type = entry->related->name;
  entry->relation = field;
}

/* `name` alone: a column, an expression or a relation of that name. */
static void
read_bare_entry (
    UoisRegistry *registry, UoisFilterEntry *entry, UoisPlace place, const UoisType *type, const UoisField *field)
{
  const UoisColumn *column = uois_type_find_column (type, entry->name);

  if (column != NULL)
    {
      entry->column = column;
      set_leaf (registry, entry, place, column->kind);
    }
  else if (field != NULL && field->kind == UOIS_FIELD_EXPRESSION)
    {
      entry->sql = field->sql;
      set_leaf (registry, entry, place, uois_registry_get_scalar_kind (registry, field->named_type));
    }
  else if (field != NULL)
    {
      set_relation (registry, entry, place, field, NULL);
    }
  else
    {
      uois_problems_add (
          registry->problems, place,
          "“%s” has neither a column nor a field “%s” to filter by; correct the name, or write “%s: StrFilter” "
          "for a key with nothing behind it",
          type->name, entry->name, entry->name);
    }
}

/* `name: Type`, with or without an expression or a field. */
static void
read_typed_entry (UoisRegistry *registry,
                  UoisFilterEntry *entry,
                  UoisPlace place,
                  const UoisType *type,
                  const UoisField *field,
                  const UoisEntry *text)
{
  entry->kind = uois_registry_get_leaf_filter_kind (registry, text->type);

  if (entry->kind != UOIS_VALUE_NULL)
    {
      entry->type = uois_registry_intern (registry, text->type);
      entry->sql = uois_registry_intern (registry, text->rest);
      if (text->rest == NULL && uois_type_find_column (type, entry->name) != NULL)
        uois_problems_add (registry->problems, place,
                           "“%s” is a column, but with a type the key has nothing behind it; write “%s” alone",
                           entry->name, entry->name);
    }
  else if (field != NULL)
    {
      set_relation (registry, entry, place, field, text->type);
    }
  else
    {
      uois_problems_add (registry->problems, place,
                         "“%s” has no field “%s” for the filter “%s” of related records; write “%s: %s -> field”",
                         type->name, entry->name, text->type, entry->name, text->type);
    }
}

static void
read_entry (UoisRegistry *registry, UoisFilter *filter, UoisPlace place, GHashTable *fields)
{
  g_auto (UoisEntry) text = { NULL };
  const UoisField *field;
  UoisFilterEntry *entry;

  if (!uois_entry_parse (uois_place_get_text (place), &text) || text.required ||
      (text.rest != NULL && text.type == NULL))
    {
      uois_problems_add (
          registry->problems, place,
          "“%s” is no key of a filter; write “name”, “name -> field”, “name: Filter” or “name: Filter = SQL”",
          uois_place_get_text (place));
      return;
    }

  entry = uois_arena_new (&registry->arena, UoisFilterEntry);
  entry->name = uois_registry_intern (registry, text.name);
  field =
      text.other != NULL ? uois_type_find_field (filter->type, text.other) : g_hash_table_lookup (fields, text.name);

  if (text.other != NULL && field == NULL)
    uois_problems_add (registry->problems, place, "“%s” has no field “%s”; %s", filter->type->name, text.other,
                       uois_registry_advise (registry, uois_type_private (filter->type)->fields_by_name, text.other));
  else if (text.type != NULL)
    read_typed_entry (registry, entry, place, filter->type, field, &text);
  else if (text.other != NULL)
    set_relation (registry, entry, place, field, NULL);
  else
    read_bare_entry (registry, entry, place, filter->type, field);

  for (guint i = 0; i < filter->entries.length; i++)
    if (strcmp (filter->entries.items[i]->name, entry->name) == 0)
      uois_problems_add (registry->problems, place, "the filter “%s” has a key “%s” already; remove one of the two",
                         filter->name, entry->name);
  uois_arena_append (&registry->arena, &filter->entries, entry);
}

/* The API prints a name once, so all filters of that name must look the same. */
static void
check_same_filters (UoisRegistry *registry, const UoisFilterPrivate *filter)
{
  const UoisFilter *first = uois_registry_find_filter (registry, filter->filter.name);
  gboolean same = first->entries.length == filter->filter.entries.length;

  if (first->type == filter->filter.type)
    return;

  for (guint i = 0; same && i < first->entries.length; i++)
    same = strcmp (first->entries.items[i]->name, filter->filter.entries.items[i]->name) == 0 &&
           g_strcmp0 (first->entries.items[i]->type, filter->filter.entries.items[i]->type) == 0;

  if (!same)
    uois_problems_add (registry->problems, filter->place,
                       "the filter “%s” of “%s” has other keys; rename this one, or give it the same keys", first->name,
                       first->type->name);
}

/* And and Or forms, other inputs and types share one space of names. */
static void
check_filter_name (UoisRegistry *registry, const UoisFilterPrivate *filter)
{
  static const char *const suffixes[] = { "", "And", "Or" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (filter->filter.name, suffixes[i], NULL);

      if (g_hash_table_contains (registry->types_by_name, name) ||
          g_hash_table_contains (registry->inputs_by_name, name) ||
          (*suffixes[i] != '\0' && g_hash_table_contains (registry->filters_by_name, name)))
        uois_problems_add (registry->problems, filter->place, "the name “%s” is taken; rename the filter", name);
    }
}

void
uois_registry_read_filters (UoisRegistry *registry)
{
  for (guint i = 0; i < registry->types.length; i++)
    {
      const UoisType *type = registry->types.items[i];
      g_autoptr (GHashTable) fields = NULL;

      if (type->filters.length > 0)
        fields = index_fields (type);

      for (guint j = 0; j < type->filters.length; j++)
        {
          UoisFilterPrivate *filter = (UoisFilterPrivate *) type->filters.items[j];

          UOIS_DIRECTIVE_FOREACH_ITEM (filter->place, "of", item)
          {
            read_entry (registry, &filter->filter, item, fields);
          }
          check_same_filters (registry, filter);
          check_filter_name (registry, filter);
        }
    }
}
