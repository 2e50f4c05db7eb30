/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "language/printer.h"

#include <string.h>

/* A field whose arguments make it longer than this gets a line for each of them. */
#define LINE_LENGTH 80

typedef struct
{
  const UoisDocument *document;
  GString *text;
  guint depth;
} Printer;

static void print_node (Printer *printer, UoisNode node);

static void
print (Printer *printer, const char *text)
{
  g_string_append (printer->text, text);
}

static void
print_line_break (Printer *printer)
{
  g_string_append_c (printer->text, '\n');
  for (guint i = 0; i < printer->depth; i++)
    g_string_append (printer->text, "  ");
}

static const char *
text_of (const Printer *printer, UoisNode node)
{
  return uois_node_get_text (printer->document, node);
}

/* ---- Strings ---- */

void
uois_print_string (GString *string, const char *text, gsize length)
{
  g_string_append_c (string, '"');
  for (gsize i = 0; i < length; i++)
    {
      guchar c = text[i];

      switch (c)
        {
        case '"':
          g_string_append (string, "\\\"");
          break;
        case '\\':
          g_string_append (string, "\\\\");
          break;
        case '\b':
          g_string_append (string, "\\b");
          break;
        case '\f':
          g_string_append (string, "\\f");
          break;
        case '\n':
          g_string_append (string, "\\n");
          break;
        case '\r':
          g_string_append (string, "\\r");
          break;
        case '\t':
          g_string_append (string, "\\t");
          break;
        default:
          if (c < 0x20 || c == 0x7F)
            g_string_append_printf (string, "\\u%04X", c);
          else if (c == 0xC2 && i + 1 < length && (guchar) text[i + 1] < 0xA0)
            /* The control characters U+0080 to U+009F. */
            g_string_append_printf (string, "\\u%04X", (guchar) text[++i]);
          else
            g_string_append_c (string, c);
        }
    }
  g_string_append_c (string, '"');
}

static gboolean
is_white_space (char c)
{
  return c == ' ' || c == '\t';
}

/* Whether every line but the first begins with white space, which parsing would take for indentation. */
static gboolean
has_common_indentation (const char *text, gsize length)
{
  gboolean several_lines = FALSE;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\n')
      {
        several_lines = TRUE;
        if (i + 1 < length && text[i + 1] != '\n' && !is_white_space (text[i + 1]))
          return FALSE;
      }
  return several_lines;
}

/* In UTF-16 units, as the reference measures lines; a character beyond the first plane has four bytes. */
static gsize
get_width (const char *text, gsize length)
{
  gsize width = 0;

  for (gsize i = 0; i < length; i++)
    width += ((guchar) text[i] & 0xC0) != 0x80 ? ((guchar) text[i] >= 0xF0 ? 2 : 1) : 0;
  return width;
}

static void
print_block_string (Printer *printer, const char *text, gsize length)
{
  gboolean single_line = memchr (text, '\n', length) == NULL;
  gboolean ends_with_quotes = length >= 3 && memcmp (text + length - 3, "\"\"\"", 3) == 0;
  gboolean ends_badly = length > 0 && ((text[length - 1] == '"' && !ends_with_quotes) || text[length - 1] == '\\');
  gboolean force_first = has_common_indentation (text, length);
  gboolean several_lines =
      !single_line || get_width (text, length) > 70 || ends_badly || force_first || ends_with_quotes;
  gboolean starts_with_space = single_line && length > 0 && is_white_space (text[0]);

  print (printer, "\"\"\"");
  if ((several_lines && !starts_with_space) || force_first)
    print_line_break (printer);
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\n')
      print_line_break (printer);
    else if (length - i >= 3 && memcmp (text + i, "\"\"\"", 3) == 0)
      {
        print (printer, "\\\"\"\"");
        i += 2;
      }
    else
      g_string_append_c (printer->text, text[i]);
  if (several_lines)
    print_line_break (printer);
  print (printer, "\"\"\"");
}

void
uois_print_block_string (GString *string, const char *text, gsize length)
{
  Printer printer = { .text = string };

  print_block_string (&printer, text, length);
}

static void
print_string_node (Printer *printer, UoisNode node)
{
  const char *text = text_of (printer, node);
  gsize length = uois_node_get_text_length (printer->document, node);

  /* A zero byte can only be printed as an escape, which block strings do not have. */
  if (uois_node_get_block (printer->document, node) && memchr (text, '\0', length) == NULL)
    print_block_string (printer, text, length);
  else
    uois_print_string (printer->text, text, length);
}

/* ---- Lists of nodes ---- */

/* The children of @kind with @separator between them, a line break where that is %NULL; whether there are any. */
static gboolean
print_children (Printer *printer, UoisNode parent, UoisNodeKind kind, const char *separator)
{
  gboolean any = FALSE;

  UOIS_NODE_FOREACH_KIND (printer->document, parent, kind, child)
  {
    if (any && separator)
      print (printer, separator);
    else if (any)
      print_line_break (printer);
    print_node (printer, child);
    any = TRUE;
  }
  return any;
}

static gboolean
has_child (const Printer *printer, UoisNode parent, UoisNodeKind kind)
{
  return uois_node_get_child (printer->document, parent, kind) != 0;
}

/* A line each, further in. */
static void
print_indented_children (Printer *printer, UoisNode parent, UoisNodeKind kind)
{
  printer->depth++;
  print_line_break (printer);
  print_children (printer, parent, kind, NULL);
  printer->depth--;
  print_line_break (printer);
}

/* " {", the children, "}"; nothing if there are none. */
static void
print_block (Printer *printer, UoisNode parent, UoisNodeKind kind)
{
  if (!has_child (printer, parent, kind))
    return;
  print (printer, " {");
  print_indented_children (printer, parent, kind);
  print (printer, "}");
}

static void
print_directives (Printer *printer, UoisNode parent)
{
  UOIS_NODE_FOREACH_KIND (printer->document, parent, UOIS_NODE_DIRECTIVE, directive)
  {
    print (printer, " ");
    print_node (printer, directive);
  }
}

static void
print_description (Printer *printer, UoisNode parent)
{
  UoisNode description = uois_node_get_child (printer->document, parent, UOIS_NODE_DESCRIPTION);

  if (description == 0)
    return;
  print_string_node (printer, description);
  print_line_break (printer);
}

/* The children of @kind in parentheses, a line each if one of them takes several. */
static void
print_definitions_in_parentheses (Printer *printer, UoisNode parent, UoisNodeKind kind, gboolean indent)
{
  gsize start = printer->text->len;

  if (!has_child (printer, parent, kind))
    return;

  print (printer, "(");
  print_children (printer, parent, kind, ", ");
  if (memchr (printer->text->str + start, '\n', printer->text->len - start))
    {
      g_string_truncate (printer->text, start + 1);
      if (indent)
        print_indented_children (printer, parent, kind);
      else
        {
          print_line_break (printer);
          print_children (printer, parent, kind, NULL);
          print_line_break (printer);
        }
    }
  print (printer, ")");
}

/* ---- Executable definitions ---- */

static void
print_selection_set (Printer *printer, UoisNode node)
{
  print (printer, "{");
  printer->depth++;
  UOIS_NODE_FOREACH (printer->document, node, selection)
  {
    print_line_break (printer);
    print_node (printer, selection);
  }
  printer->depth--;
  print_line_break (printer);
  print (printer, "}");
}

/* With a blank before it. */
static void
print_optional_selection_set (Printer *printer, UoisNode parent)
{
  UoisNode selection_set = uois_node_get_selection_set (printer->document, parent);

  if (selection_set == 0)
    return;
  print (printer, " ");
  print_selection_set (printer, selection_set);
}

static void
print_operation (Printer *printer, UoisNode node)
{
  static const char *const keywords[] = { "query", "mutation", "subscription" };
  const UoisDocument *document = printer->document;
  UoisOperationType type = uois_node_get_operation_type (document, node);

  if (type == UOIS_OPERATION_TYPE_QUERY && text_of (printer, node)[0] == '\0' &&
      !has_child (printer, node, UOIS_NODE_DESCRIPTION) && !has_child (printer, node, UOIS_NODE_VARIABLE_DEFINITION) &&
      !has_child (printer, node, UOIS_NODE_DIRECTIVE))
    {
      print_selection_set (printer, uois_node_get_selection_set (document, node));
      return;
    }

  print_description (printer, node);
  print (printer, keywords[type]);
  if (text_of (printer, node)[0] != '\0' || has_child (printer, node, UOIS_NODE_VARIABLE_DEFINITION))
    print (printer, " ");
  print (printer, text_of (printer, node));
  print_definitions_in_parentheses (printer, node, UOIS_NODE_VARIABLE_DEFINITION, FALSE);
  print_directives (printer, node);
  print_optional_selection_set (printer, node);
}

static void
print_fragment_definition (Printer *printer, UoisNode node)
{
  print_description (printer, node);
  print (printer, "fragment ");
  print (printer, text_of (printer, node));
  print (printer, " on ");
  print_node (printer, uois_node_get_type (printer->document, node));
  print_directives (printer, node);
  print_optional_selection_set (printer, node);
}

static void
print_inline_fragment (Printer *printer, UoisNode node)
{
  UoisNode type = uois_node_get_type (printer->document, node);

  print (printer, "...");
  if (type != 0)
    {
      print (printer, " on ");
      print_node (printer, type);
    }
  print_directives (printer, node);
  print_optional_selection_set (printer, node);
}

static void
print_arguments (Printer *printer, UoisNode node)
{
  if (!has_child (printer, node, UOIS_NODE_ARGUMENT))
    return;
  print (printer, "(");
  print_children (printer, node, UOIS_NODE_ARGUMENT, ", ");
  print (printer, ")");
}

static void
print_field (Printer *printer, UoisNode node)
{
  UoisNode alias = uois_node_get_child (printer->document, node, UOIS_NODE_ALIAS);
  gsize start = printer->text->len;
  gsize before_arguments;

  if (alias != 0)
    {
      print (printer, text_of (printer, alias));
      print (printer, ": ");
    }
  print (printer, text_of (printer, node));
  before_arguments = printer->text->len;
  print_arguments (printer, node);
  if (g_utf8_strlen (printer->text->str + start, printer->text->len - start) > LINE_LENGTH &&
      printer->text->len > before_arguments)
    {
      g_string_truncate (printer->text, before_arguments);
      print (printer, "(");
      print_indented_children (printer, node, UOIS_NODE_ARGUMENT);
      print (printer, ")");
    }
  print_directives (printer, node);
  print_optional_selection_set (printer, node);
}

/* "name: value" of arguments and object fields. */
static void
print_named_value (Printer *printer, UoisNode node)
{
  print (printer, text_of (printer, node));
  print (printer, ": ");
  print_node (printer, uois_node_get_value (printer->document, node));
}

/* Variable and input value definitions. */
static void
print_value_definition (Printer *printer, UoisNode node)
{
  UoisNode default_value = uois_node_get_value (printer->document, node);

  print_description (printer, node);
  if (uois_node_get_kind (printer->document, node) == UOIS_NODE_VARIABLE_DEFINITION)
    print (printer, "$");
  print (printer, text_of (printer, node));
  print (printer, ": ");
  print_node (printer, uois_node_get_type (printer->document, node));
  if (default_value != 0)
    {
      print (printer, " = ");
      print_node (printer, default_value);
    }
  print_directives (printer, node);
}

/* ---- Type system definitions ---- */

static void
print_field_definition (Printer *printer, UoisNode node)
{
  print_description (printer, node);
  print (printer, text_of (printer, node));
  print_definitions_in_parentheses (printer, node, UOIS_NODE_INPUT_VALUE_DEFINITION, TRUE);
  print (printer, ": ");
  print_node (printer, uois_node_get_type (printer->document, node));
  print_directives (printer, node);
}

static void
print_directive_definition (Printer *printer, UoisNode node)
{
  print_description (printer, node);
  print (printer, "directive @");
  print (printer, text_of (printer, node));
  print_definitions_in_parentheses (printer, node, UOIS_NODE_INPUT_VALUE_DEFINITION, TRUE);
  if (uois_node_get_repeatable (printer->document, node))
    print (printer, " repeatable");
  print (printer, " on ");
  print_children (printer, node, UOIS_NODE_DIRECTIVE_LOCATION, " | ");
}

/* What stands before the body of each definition, and what the body is made of. */
static const struct
{
  UoisNodeKind definition;
  UoisNodeKind extension;
  const char *keyword;
  UoisNodeKind body;
} definition_forms[] = {
  { UOIS_NODE_SCHEMA_DEFINITION, UOIS_NODE_SCHEMA_EXTENSION, "schema", UOIS_NODE_ROOT_OPERATION_TYPE_DEFINITION },
  { UOIS_NODE_SCALAR_TYPE_DEFINITION, UOIS_NODE_SCALAR_TYPE_EXTENSION, "scalar", UOIS_NODE_NONE },
  { UOIS_NODE_OBJECT_TYPE_DEFINITION, UOIS_NODE_OBJECT_TYPE_EXTENSION, "type", UOIS_NODE_FIELD_DEFINITION },
  { UOIS_NODE_INTERFACE_TYPE_DEFINITION, UOIS_NODE_INTERFACE_TYPE_EXTENSION, "interface", UOIS_NODE_FIELD_DEFINITION },
  { UOIS_NODE_UNION_TYPE_DEFINITION, UOIS_NODE_UNION_TYPE_EXTENSION, "union", UOIS_NODE_NONE },
  { UOIS_NODE_ENUM_TYPE_DEFINITION, UOIS_NODE_ENUM_TYPE_EXTENSION, "enum", UOIS_NODE_ENUM_VALUE_DEFINITION },
  { UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION, UOIS_NODE_INPUT_OBJECT_TYPE_EXTENSION, "input",
    UOIS_NODE_INPUT_VALUE_DEFINITION },
};

static void
print_type_system_definition (Printer *printer, UoisNode node)
{
  UoisNodeKind kind = uois_node_get_kind (printer->document, node);
  gboolean is_union = kind == UOIS_NODE_UNION_TYPE_DEFINITION || kind == UOIS_NODE_UNION_TYPE_EXTENSION;
  guint form = 0;

  while (definition_forms[form].definition != kind && definition_forms[form].extension != kind)
    form++;

  print_description (printer, node);
  if (definition_forms[form].extension == kind)
    print (printer, "extend ");
  print (printer, definition_forms[form].keyword);
  if (text_of (printer, node)[0] != '\0')
    {
      print (printer, " ");
      print (printer, text_of (printer, node));
    }
  if (!is_union && has_child (printer, node, UOIS_NODE_NAMED_TYPE))
    {
      print (printer, " implements ");
      print_children (printer, node, UOIS_NODE_NAMED_TYPE, " & ");
    }
  print_directives (printer, node);
  if (is_union && has_child (printer, node, UOIS_NODE_NAMED_TYPE))
    {
      print (printer, " = ");
      print_children (printer, node, UOIS_NODE_NAMED_TYPE, " | ");
    }
  print_block (printer, node, definition_forms[form].body);
}

/* ---- All nodes ---- */

static void
print_document (Printer *printer, UoisNode node)
{
  gboolean first = TRUE;

  UOIS_NODE_FOREACH (printer->document, node, definition)
  {
    if (!first)
      print (printer, "\n\n");
    print_node (printer, definition);
    first = FALSE;
  }
}

static void
print_between (Printer *printer, const char *before, UoisNode node, UoisNodeKind kind, const char *after)
{
  print (printer, before);
  print_children (printer, node, kind, ", ");
  print (printer, after);
}

static void
print_list_value (Printer *printer, UoisNode node)
{
  print (printer, "[");
  UOIS_NODE_FOREACH (printer->document, node, item)
  {
    if (item != uois_node_get_first_child (printer->document, node))
      print (printer, ", ");
    print_node (printer, item);
  }
  print (printer, "]");
}

static void
print_node (Printer *printer, UoisNode node)
{
  UoisNodeKind kind = uois_node_get_kind (printer->document, node);

  switch (kind)
    {
    case UOIS_NODE_DOCUMENT:
      print_document (printer, node);
      break;
    case UOIS_NODE_OPERATION_DEFINITION:
      print_operation (printer, node);
      break;
    case UOIS_NODE_FRAGMENT_DEFINITION:
      print_fragment_definition (printer, node);
      break;
    case UOIS_NODE_SELECTION_SET:
      print_selection_set (printer, node);
      break;
    case UOIS_NODE_FIELD:
      print_field (printer, node);
      break;
    case UOIS_NODE_FRAGMENT_SPREAD:
      print (printer, "...");
      print (printer, text_of (printer, node));
      print_directives (printer, node);
      break;
    case UOIS_NODE_INLINE_FRAGMENT:
      print_inline_fragment (printer, node);
      break;
    case UOIS_NODE_DIRECTIVE:
      print (printer, "@");
      print (printer, text_of (printer, node));
      print_arguments (printer, node);
      break;
    case UOIS_NODE_ARGUMENT:
    case UOIS_NODE_OBJECT_FIELD:
      print_named_value (printer, node);
      break;
    case UOIS_NODE_VARIABLE:
      print (printer, "$");
      print (printer, text_of (printer, node));
      break;
    case UOIS_NODE_STRING_VALUE:
    case UOIS_NODE_DESCRIPTION:
      print_string_node (printer, node);
      break;
    case UOIS_NODE_LIST_VALUE:
      print_list_value (printer, node);
      break;
    case UOIS_NODE_OBJECT_VALUE:
      print_between (printer, "{", node, UOIS_NODE_OBJECT_FIELD, "}");
      break;
    case UOIS_NODE_LIST_TYPE:
      print (printer, "[");
      print_node (printer, uois_node_get_type (printer->document, node));
      print (printer, "]");
      break;
    case UOIS_NODE_NON_NULL_TYPE:
      print_node (printer, uois_node_get_type (printer->document, node));
      print (printer, "!");
      break;
    case UOIS_NODE_VARIABLE_DEFINITION:
    case UOIS_NODE_INPUT_VALUE_DEFINITION:
      print_value_definition (printer, node);
      break;
    case UOIS_NODE_FIELD_DEFINITION:
      print_field_definition (printer, node);
      break;
    case UOIS_NODE_DIRECTIVE_DEFINITION:
      print_directive_definition (printer, node);
      break;
    case UOIS_NODE_ENUM_VALUE_DEFINITION:
      print_description (printer, node);
      print (printer, text_of (printer, node));
      print_directives (printer, node);
      break;
    case UOIS_NODE_ROOT_OPERATION_TYPE_DEFINITION:
      print (printer, text_of (printer, node));
      print (printer, ": ");
      print_node (printer, uois_node_get_type (printer->document, node));
      break;
    case UOIS_NODE_SCHEMA_DEFINITION:
    case UOIS_NODE_SCALAR_TYPE_DEFINITION:
    case UOIS_NODE_OBJECT_TYPE_DEFINITION:
    case UOIS_NODE_INTERFACE_TYPE_DEFINITION:
    case UOIS_NODE_UNION_TYPE_DEFINITION:
    case UOIS_NODE_ENUM_TYPE_DEFINITION:
    case UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION:
    case UOIS_NODE_SCHEMA_EXTENSION:
    case UOIS_NODE_SCALAR_TYPE_EXTENSION:
    case UOIS_NODE_OBJECT_TYPE_EXTENSION:
    case UOIS_NODE_INTERFACE_TYPE_EXTENSION:
    case UOIS_NODE_UNION_TYPE_EXTENSION:
    case UOIS_NODE_ENUM_TYPE_EXTENSION:
    case UOIS_NODE_INPUT_OBJECT_TYPE_EXTENSION:
      print_type_system_definition (printer, node);
      break;
    case UOIS_NODE_NONE:
    case UOIS_NODE_ALIAS:
    case UOIS_NODE_INT_VALUE:
    case UOIS_NODE_FLOAT_VALUE:
    case UOIS_NODE_BOOLEAN_VALUE:
    case UOIS_NODE_NULL_VALUE:
    case UOIS_NODE_ENUM_VALUE:
    case UOIS_NODE_NAMED_TYPE:
    case UOIS_NODE_DIRECTIVE_LOCATION:
      print (printer, text_of (printer, node));
      break;
    }
}

char *
uois_node_print (const UoisDocument *document, UoisNode node)
{
  Printer printer = { .document = document, .text = g_string_new (NULL) };

  g_return_val_if_fail (node != 0, NULL);

  print_node (&printer, node);
  return g_string_free (printer.text, FALSE);
}
