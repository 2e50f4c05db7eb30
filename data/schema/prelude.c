/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/prelude.h"

#include "language/parser.h"

extern const char uois_prelude_text[];
extern const unsigned long uois_prelude_text_length;

UoisPrelude *
uois_prelude_new (void)
{
  static const UoisParseLimits no_limit = { 0 };
  UoisPrelude *prelude = g_new0 (UoisPrelude, 1);
  UoisSourceLocation location;
  g_autoptr (GError) error = NULL;
  UoisNode root;

  prelude->document = uois_document_parse (uois_prelude_text, uois_prelude_text_length, &no_limit, &location, &error);
  if (prelude->document == NULL)
    g_error ("prelude.graphql:%u:%u: %s", location.line, location.column, error->message);

  prelude->directives = g_hash_table_new (g_str_hash, g_str_equal);
  prelude->enums = g_hash_table_new (g_str_hash, g_str_equal);
  root = uois_document_get_root (prelude->document);

  UOIS_NODE_FOREACH (prelude->document, root, node)
  {
    UoisNodeKind kind = uois_node_get_kind (prelude->document, node);
    gpointer name = (gpointer) uois_node_get_text (prelude->document, node);

    if (kind == UOIS_NODE_DIRECTIVE_DEFINITION)
      g_hash_table_insert (prelude->directives, name, GUINT_TO_POINTER (node));
    else if (kind == UOIS_NODE_ENUM_TYPE_DEFINITION)
      g_hash_table_insert (prelude->enums, name, GUINT_TO_POINTER (node));
  }

  return prelude;
}

void
uois_prelude_free (UoisPrelude *prelude)
{
  g_hash_table_unref (prelude->directives);
  g_hash_table_unref (prelude->enums);
  uois_document_unref (prelude->document);
  g_free (prelude);
}

UoisNode
uois_prelude_find_directive (const UoisPrelude *prelude, const char *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (prelude->directives, name));
}

UoisNode
uois_prelude_find_enum (const UoisPrelude *prelude, const char *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (prelude->enums, name));
}
