/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/validate.h"

#include <string.h>

typedef struct
{
  const UoisDeclaration *declaration;
  const UoisDocument *document;
  const UoisDocument *prelude;
  UoisProblems *problems;
} Validation;

static UoisPlace
place (const Validation *validation, UoisNode node)
{
  return uois_place (validation->declaration, node);
}

/* Where a directive stands on @kind, in the words of the specification; NULL for a node that takes none of ours. */
static const char *
get_location (UoisNodeKind kind, UoisNodeKind parent)
{
  switch ((int) kind)
    {
    case UOIS_NODE_SCHEMA_EXTENSION:
      return "SCHEMA";
    case UOIS_NODE_OBJECT_TYPE_DEFINITION:
    case UOIS_NODE_OBJECT_TYPE_EXTENSION:
      return "OBJECT";
    case UOIS_NODE_FIELD_DEFINITION:
      return "FIELD_DEFINITION";
    case UOIS_NODE_INPUT_VALUE_DEFINITION:
      return parent == UOIS_NODE_FIELD_DEFINITION ? "ARGUMENT_DEFINITION" : "INPUT_FIELD_DEFINITION";
    case UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION:
      return "INPUT_OBJECT";
    case UOIS_NODE_ENUM_TYPE_DEFINITION:
      return "ENUM";
    case UOIS_NODE_ENUM_VALUE_DEFINITION:
      return "ENUM_VALUE";
    default:
      return NULL;
    }
}

static gboolean
enum_has_value (const Validation *validation, UoisNode definition, const char *name)
{
  UOIS_NODE_FOREACH_KIND (validation->prelude, definition, UOIS_NODE_ENUM_VALUE_DEFINITION, value)
  {
    if (strcmp (uois_node_get_text (validation->prelude, value), name) == 0)
      return TRUE;
  }

  return FALSE;
}

static gboolean
named_type_takes (const Validation *validation, const char *name, UoisNode value)
{
  UoisNodeKind kind = uois_node_get_kind (validation->document, value);
  UoisNode definition = uois_prelude_find_enum (validation->declaration->prelude, name);
  gint64 integer;

  if (definition != 0)
    return kind == UOIS_NODE_ENUM_VALUE &&
           enum_has_value (validation, definition, uois_node_get_text (validation->document, value));
  if (strcmp (name, "String") == 0)
    return kind == UOIS_NODE_STRING_VALUE;
  if (strcmp (name, "Boolean") == 0)
    return kind == UOIS_NODE_BOOLEAN_VALUE;
  if (strcmp (name, "Int") == 0)
    return uois_node_get_integer (validation->document, value, &integer) && integer >= G_MININT32 &&
           integer <= G_MAXINT32;

  g_return_val_if_reached (FALSE);
}

/* @type is the prelude's. */
static gboolean
type_takes (const Validation *validation, UoisNode type, UoisNode value)
{
  UoisNodeKind kind = uois_node_get_kind (validation->document, value);

  switch ((int) uois_node_get_kind (validation->prelude, type))
    {
    case UOIS_NODE_NON_NULL_TYPE:
      return kind != UOIS_NODE_NULL_VALUE &&
             type_takes (validation, uois_node_get_type (validation->prelude, type), value);
    case UOIS_NODE_LIST_TYPE:
      if (kind == UOIS_NODE_NULL_VALUE)
        return TRUE;
      type = uois_node_get_type (validation->prelude, type);
      if (kind != UOIS_NODE_LIST_VALUE)
        return type_takes (validation, type, value);
      UOIS_NODE_FOREACH (validation->document, value, item)
      {
        if (!type_takes (validation, type, item))
          return FALSE;
      }
      return TRUE;
    default:
      return kind == UOIS_NODE_NULL_VALUE ||
             named_type_takes (validation, uois_node_get_text (validation->prelude, type), value);
    }
}

static char *
describe_enum (const Validation *validation, UoisNode definition)
{
  GString *text = g_string_new (NULL);

  UOIS_NODE_FOREACH_KIND (validation->prelude, definition, UOIS_NODE_ENUM_VALUE_DEFINITION, value)
  {
    g_string_append_printf (text, "%s%s", text->len == 0 ? "one of " : ", ",
                            uois_node_get_text (validation->prelude, value));
  }

  return g_string_free (text, FALSE);
}

/* What a person should write for @type. */
static char *
describe_type (const Validation *validation, UoisNode type)
{
  const char *name = uois_node_get_named_type (validation->prelude, type);
  UoisNode definition = uois_prelude_find_enum (validation->declaration->prelude, name);
  gboolean list = FALSE;

  for (; type != 0; type = uois_node_get_type (validation->prelude, type))
    list |= uois_node_get_kind (validation->prelude, type) == UOIS_NODE_LIST_TYPE;

  if (definition != 0)
    return describe_enum (validation, definition);
  if (list)
    return g_strdup ("a list of texts such as [\"one\", \"two\"]");
  if (strcmp (name, "String") == 0)
    return g_strdup ("a text in quotes");
  if (strcmp (name, "Boolean") == 0)
    return g_strdup ("true or false");
  return g_strdup ("a whole number");
}

static UoisNode
find_input (const Validation *validation, UoisNode definition, const char *name)
{
  UOIS_NODE_FOREACH_KIND (validation->prelude, definition, UOIS_NODE_INPUT_VALUE_DEFINITION, input)
  {
    if (strcmp (uois_node_get_text (validation->prelude, input), name) == 0)
      return input;
  }

  return 0;
}

static char *
list_arguments (const Validation *validation, UoisNode definition)
{
  GString *text = g_string_new (NULL);

  UOIS_NODE_FOREACH_KIND (validation->prelude, definition, UOIS_NODE_INPUT_VALUE_DEFINITION, input)
  {
    g_string_append_printf (text, "%s“%s”", text->len == 0 ? "it takes " : ", ",
                            uois_node_get_text (validation->prelude, input));
  }

  return text->len > 0 ? g_string_free (text, FALSE) : (g_string_free (text, TRUE), g_strdup ("it takes none"));
}

static void
validate_argument (const Validation *validation, UoisNode definition, UoisNode argument)
{
  const char *directive = uois_node_get_text (validation->prelude, definition);
  const char *name = uois_node_get_text (validation->document, argument);
  UoisNode input = find_input (validation, definition, name);
  UoisNode type;

  if (input == 0)
    {
      g_autofree char *arguments = list_arguments (validation, definition);

      uois_problems_add (validation->problems, place (validation, argument), "@%s has no argument “%s”; %s", directive,
                         name, arguments);
      return;
    }

  type = uois_node_get_type (validation->prelude, input);
  if (!type_takes (validation, type, uois_node_get_value (validation->document, argument)))
    {
      g_autofree char *expected = describe_type (validation, type);

      uois_problems_add (validation->problems, place (validation, argument),
                         "the argument “%s” of @%s has a value of the wrong type; write %s", name, directive, expected);
    }
}

static void
validate_required_arguments (const Validation *validation, UoisNode definition, UoisNode directive)
{
  UOIS_NODE_FOREACH_KIND (validation->prelude, definition, UOIS_NODE_INPUT_VALUE_DEFINITION, input)
  {
    const char *name = uois_node_get_text (validation->prelude, input);
    UoisNode type = uois_node_get_type (validation->prelude, input);

    if (uois_node_get_kind (validation->prelude, type) == UOIS_NODE_NON_NULL_TYPE &&
        uois_node_get_value (validation->prelude, input) == 0 &&
        uois_node_find_argument (validation->document, directive, name) == 0)
      {
        g_autofree char *expected = describe_type (validation, type);

        uois_problems_add (validation->problems, place (validation, directive),
                           "@%s lacks its argument “%s”; add it: %s",
                           uois_node_get_text (validation->prelude, definition), name, expected);
      }
  }
}

static gboolean
directive_stands_on (const Validation *validation, UoisNode definition, const char *location)
{
  UOIS_NODE_FOREACH_KIND (validation->prelude, definition, UOIS_NODE_DIRECTIVE_LOCATION, allowed)
  {
    if (g_strcmp0 (uois_node_get_text (validation->prelude, allowed), location) == 0)
      return TRUE;
  }

  return FALSE;
}

/* "FIELD_DEFINITION" as people say it. */
static const char *
describe_location (const char *location)
{
  static const char *const words[][2] = {
    { "SCHEMA", "“extend schema”" },
    { "OBJECT", "a type" },
    { "FIELD_DEFINITION", "a field" },
    { "ARGUMENT_DEFINITION", "an argument" },
    { "INPUT_FIELD_DEFINITION", "a field of an input" },
    { "INPUT_OBJECT", "an input" },
    { "ENUM", "an enum" },
    { "ENUM_VALUE", "a value of an enum" },
    { "SCALAR", "a scalar" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i][0], location) == 0)
      return words[i][1];

  return location;
}

static char *
list_locations (const Validation *validation, UoisNode definition)
{
  GString *text = g_string_new (NULL);

  UOIS_NODE_FOREACH_KIND (validation->prelude, definition, UOIS_NODE_DIRECTIVE_LOCATION, allowed)
  {
    g_string_append_printf (text, "%s%s", text->len == 0 ? "" : " or ",
                            describe_location (uois_node_get_text (validation->prelude, allowed)));
  }

  return g_string_free (text, FALSE);
}

static void
validate_directive (const Validation *validation, UoisNode directive, const char *location)
{
  const char *name = uois_node_get_text (validation->document, directive);
  UoisNode definition = uois_prelude_find_directive (validation->declaration->prelude, name);

  if (definition == 0)
    {
      g_autofree char *advice = uois_problems_advise (validation->declaration->prelude->directives, name);

      uois_problems_add (validation->problems, place (validation, directive),
                         "there is no directive @%s, see data/schema/prelude.graphql; %s", name, advice);
      return;
    }

  if (!directive_stands_on (validation, definition, location))
    {
      g_autofree char *locations = list_locations (validation, definition);

      uois_problems_add (validation->problems, place (validation, directive),
                         "@%s cannot stand on %s; it belongs on %s", name, describe_location (location), locations);
      return;
    }

  if (!uois_node_get_repeatable (validation->prelude, definition) &&
      uois_place_next_directive (place (validation, directive)).node != 0)
    uois_problems_add (validation->problems, uois_place_next_directive (place (validation, directive)),
                       "@%s stands here twice; keep one", name);

  UOIS_NODE_FOREACH_KIND (validation->document, directive, UOIS_NODE_ARGUMENT, argument)
  {
    validate_argument (validation, definition, argument);
    if (uois_node_find_argument (validation->document, directive,
                                 uois_node_get_text (validation->document, argument)) != argument)
      uois_problems_add (validation->problems, place (validation, argument),
                         "the argument “%s” of @%s stands here twice; keep one",
                         uois_node_get_text (validation->document, argument), name);
  }
  validate_required_arguments (validation, definition, directive);
}

/* The nesting is that of definitions: a document, a type, a field, an argument. */
static void
validate_node (const Validation *validation, UoisNode node, UoisNodeKind parent)
{
  UoisNodeKind kind = uois_node_get_kind (validation->document, node);
  const char *location = get_location (kind, parent);

  if (location == NULL)
    return;

  UOIS_NODE_FOREACH (validation->document, node, child)
  {
    if (uois_node_get_kind (validation->document, child) == UOIS_NODE_DIRECTIVE)
      validate_directive (validation, child, location);
    else
      validate_node (validation, child, kind);
  }
}

static void
validate_definition (const Validation *validation, UoisNode node)
{
  const char *name = uois_node_get_text (validation->document, node);
  gboolean root = strcmp (name, "Query") == 0 || strcmp (name, "Mutation") == 0;

  switch ((int) uois_node_get_kind (validation->document, node))
    {
    case UOIS_NODE_OBJECT_TYPE_DEFINITION:
      if (root)
        uois_problems_add (validation->problems, place (validation, node),
                           "“%s” belongs to all domains; write “extend type %s”", name, name);
      break;
    case UOIS_NODE_SCHEMA_EXTENSION:
    case UOIS_NODE_OBJECT_TYPE_EXTENSION:
    case UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION:
    case UOIS_NODE_ENUM_TYPE_DEFINITION:
      break;
    default:
      uois_problems_add (validation->problems, place (validation, node),
                         "this has no place in a declaration; it consists of “extend schema”, “type”, “extend type”, "
                         "“input” and “enum”");
      return;
    }

  if (uois_node_get_child (validation->document, node, UOIS_NODE_NAMED_TYPE) != 0)
    uois_problems_add (validation->problems, place (validation, node),
                       "the type “%s” implements an interface, and there are none; remove “implements”", name);
  validate_node (validation, node, UOIS_NODE_DOCUMENT);
}

void
uois_declaration_validate (const UoisDeclaration *declaration, UoisProblems *problems)
{
  Validation validation = { declaration, declaration->document, declaration->prelude->document, problems };

  UOIS_NODE_FOREACH (validation.document, uois_document_get_root (validation.document), node)
  {
    validate_definition (&validation, node);
  }
}
