/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/registry-private.h"

#include "language/printer.h"

#include <string.h>

/* `@byId` and `@page` of a type. */
static void
read_type_queries (UoisRegistry *registry, UoisType *type)
{
  UoisPlace place = uois_type_place (type);
  UoisPlace by_id = uois_place_find_directive (place, "byId");
  UoisPlace page = uois_place_find_directive (place, "page");
  UoisField *field;

  if (type->table == NULL)
    return;

  if (by_id.node != 0)
    {
      field =
          uois_registry_add_root_field (registry, FALSE, by_id, uois_directive_get_text (by_id, "field"), type->name);
      if (field != NULL)
        {
          field->kind = UOIS_FIELD_BY_ID;
          field->target = type;
          field->label = type->label;
          field->help = type->description;
          field->local = type->local;
          uois_arena_append (&registry->arena, &field->arguments,
                             uois_registry_new_argument (registry, "id", "UUID!", NULL));
        }
      type->by_id = field;
    }

  if (page.node != 0)
    {
      g_autofree char *list = g_strdup_printf ("[%s!]!", type->name);

      field = uois_registry_add_root_field (registry, FALSE, page, uois_directive_get_text (page, "field"), list);
      if (field != NULL)
        {
          field->kind = UOIS_FIELD_PAGE;
          field->target = type;
          field->label = type->label_many;
          field->help = type->description;
          field->local = type->local;
          uois_registry_add_page_arguments (registry, field, page);
        }
      type->page = field;
    }
}

/* A field of `extend type Query`. */
static void
read_query (UoisRegistry *registry, UoisPlace place)
{
  const UoisDocument *document = place.declaration->document;
  g_autofree char *type_text = uois_node_print (document, uois_node_get_type (document, place.node));
  UoisField *field = uois_registry_add_root_field (registry, FALSE, place, uois_place_get_text (place), type_text);
  UoisPlace source;

  if (field == NULL)
    return;

  uois_registry_read_field_words (registry, field);
  if (!uois_registry_read_field_type (registry, field))
    return;

  source = uois_registry_read_source (registry, field, TRUE);
  switch (field->kind)
    {
    case UOIS_FIELD_LIST:
    case UOIS_FIELD_ONE:
    case UOIS_FIELD_OBJECT_BY_ID:
    case UOIS_FIELD_VALUE:
    case UOIS_FIELD_CONSTANT:
      if (source.node != 0)
        break;
      G_GNUC_FALLTHROUGH;
    default:
      uois_problems_add (registry->problems, place,
                         "nothing says what the query “%s” gives; add @rows, @one, @object, @value or @constant",
                         field->name);
      return;
    }

  uois_registry_read_field_source (registry, field);
}

void
uois_registry_foreach_root_field (UoisRegistry *registry, const char *root_name, UoisRootFieldReader reader)
{
  for (guint i = 0; i < registry->declarations->len; i++)
    {
      const UoisDeclaration *declaration = g_ptr_array_index (registry->declarations, i);
      const UoisDocument *document = declaration->document;

      if (declaration->domain == NULL)
        continue;

      UOIS_NODE_FOREACH_KIND (document, uois_document_get_root (document), UOIS_NODE_OBJECT_TYPE_EXTENSION, type)
      {
        if (strcmp (uois_node_get_text (document, type), root_name) != 0)
          continue;
        UOIS_NODE_FOREACH_KIND (document, type, UOIS_NODE_FIELD_DEFINITION, field)
        {
          reader (registry, uois_place (declaration, field));
        }
      }
    }
}

void
uois_registry_read_queries (UoisRegistry *registry)
{
  for (guint i = 0; i < registry->types.length; i++)
    read_type_queries (registry, (UoisType *) registry->types.items[i]);

  uois_registry_foreach_root_field (registry, "Query", read_query);
}
