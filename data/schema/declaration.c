/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/declaration.h"

#include <string.h>

UoisDeclaration *
uois_declaration_new (const UoisPrelude *prelude, const char *file_name, UoisDocument *document)
{
  UoisDeclaration *declaration = g_new0 (UoisDeclaration, 1);

  declaration->prelude = prelude;
  declaration->file_name = g_strdup (file_name);
  declaration->document = uois_document_ref (document);

  return declaration;
}

void
uois_declaration_free (UoisDeclaration *declaration)
{
  g_free (declaration->file_name);
  uois_document_unref (declaration->document);
  g_free (declaration);
}

UoisPlace
uois_place (const UoisDeclaration *declaration, UoisNode node)
{
  return (UoisPlace){ declaration, node };
}

const char *
uois_place_get_text (UoisPlace place)
{
  return uois_node_get_text (place.declaration->document, place.node);
}

UoisPlace
uois_place_get_next (UoisPlace item)
{
  return uois_place (item.declaration, uois_node_get_next (item.declaration->document, item.node));
}

UoisPlace
uois_place_find_directive (UoisPlace place, const char *name)
{
  return uois_place (place.declaration, uois_node_find_directive (place.declaration->document, place.node, name));
}

UoisPlace
uois_place_next_directive (UoisPlace directive)
{
  const UoisDocument *document = directive.declaration->document;
  const char *name = uois_place_get_text (directive);
  UoisNode node = directive.node;

  do
    node = uois_node_get_next_of_kind (document, node, UOIS_NODE_DIRECTIVE);
  while (node != 0 && strcmp (uois_node_get_text (document, node), name) != 0);

  return uois_place (directive.declaration, node);
}

gboolean
uois_place_has_directive (UoisPlace place, const char *name)
{
  return uois_place_find_directive (place, name).node != 0;
}

/* The value as written or, without one, the prelude's default; @document says which text it belongs to. */
static UoisNode
find_value (UoisPlace directive, const char *argument, const UoisDocument **document)
{
  const UoisPrelude *prelude = directive.declaration->prelude;
  UoisNode node;
  UoisNode definition;

  *document = directive.declaration->document;
  node = uois_node_find_argument (*document, directive.node, argument);
  if (node != 0)
    return uois_node_get_value (*document, node);

  *document = prelude->document;
  definition = uois_prelude_find_directive (prelude, uois_place_get_text (directive));
  UOIS_NODE_FOREACH_KIND (*document, definition, UOIS_NODE_INPUT_VALUE_DEFINITION, input)
  {
    if (strcmp (uois_node_get_text (*document, input), argument) == 0)
      return uois_node_get_value (*document, input);
  }

  return 0;
}

const char *
uois_directive_get_text (UoisPlace directive, const char *argument)
{
  const UoisDocument *document;
  UoisNode value;

  if (directive.node == 0)
    return NULL;

  value = find_value (directive, argument, &document);
  if (value == 0 || uois_node_get_kind (document, value) == UOIS_NODE_NULL_VALUE)
    return NULL;

  return uois_node_get_text (document, value);
}

gboolean
uois_directive_get_boolean (UoisPlace directive, const char *argument)
{
  const UoisDocument *document;
  UoisNode value;

  if (directive.node == 0)
    return FALSE;

  value = find_value (directive, argument, &document);
  return value != 0 && uois_node_get_kind (document, value) == UOIS_NODE_BOOLEAN_VALUE &&
         uois_node_get_boolean (document, value);
}

int
uois_directive_get_integer (UoisPlace directive, const char *argument)
{
  const UoisDocument *document;
  gint64 integer = 0;
  UoisNode value;

  if (directive.node == 0)
    return 0;

  value = find_value (directive, argument, &document);
  uois_node_get_integer (document, value, &integer);

  return (int) CLAMP (integer, G_MININT, G_MAXINT);
}

gboolean
uois_directive_has_argument (UoisPlace directive, const char *argument)
{
  const UoisDocument *document;
  UoisNode value = directive.node != 0 ? find_value (directive, argument, &document) : 0;

  return value != 0 && uois_node_get_kind (document, value) != UOIS_NODE_NULL_VALUE;
}

UoisPlace
uois_directive_get_items (UoisPlace directive, const char *argument)
{
  const UoisDocument *document;
  UoisNode value = directive.node != 0 ? find_value (directive, argument, &document) : 0;

  /* No list of the prelude has a default: what is found is in the declaration itself. */
  if (value == 0 || document != directive.declaration->document ||
      uois_node_get_kind (document, value) == UOIS_NODE_NULL_VALUE)
    return uois_place (directive.declaration, 0);

  /* A value that is no list stands for a list of one, as everywhere in GraphQL. */
  if (uois_node_get_kind (document, value) != UOIS_NODE_LIST_VALUE)
    return uois_place (directive.declaration, value);

  return uois_place (directive.declaration, uois_node_get_first_child (document, value));
}
