/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "language/ast-private.h"

#include <string.h>

UoisDocument *
uois_document_new (char *source, gsize length)
{
  UoisDocument *document = g_new0 (UoisDocument, 1);

  g_atomic_ref_count_init (&document->reference_count);
  document->source = source;
  document->length = length;
  document->n_nodes_allocated = 64;
  document->nodes = g_new (UoisNodeData, document->n_nodes_allocated);
  document->texts = g_string_sized_new (256);
  document->line_starts = g_array_new (FALSE, FALSE, sizeof (guint32));

  /* The empty text, which is every node's until it gets one. */
  g_string_append_c (document->texts, '\0');
  uois_document_add_node (document, UOIS_NODE_NONE, 0);

  return document;
}

UoisDocument *
uois_document_ref (UoisDocument *document)
{
  g_return_val_if_fail (document != NULL, NULL);

  g_atomic_ref_count_inc (&document->reference_count);
  return document;
}

void
uois_document_unref (UoisDocument *document)
{
  g_return_if_fail (document != NULL);

  if (!g_atomic_ref_count_dec (&document->reference_count))
    return;

  g_free (document->source);
  g_free (document->nodes);
  g_string_free (document->texts, TRUE);
  g_array_unref (document->line_starts);
  g_free (document);
}

UoisNode
uois_document_add_node (UoisDocument *document, UoisNodeKind kind, gsize start)
{
  if (document->n_nodes == document->n_nodes_allocated)
    {
      document->n_nodes_allocated *= 2;
      document->nodes = g_renew (UoisNodeData, document->nodes, document->n_nodes_allocated);
    }

  document->nodes[document->n_nodes] =
      (UoisNodeData){ .kind = kind, .start = start, .end = start, .name_start = start };
  return document->n_nodes++;
}

void
uois_document_append_child (UoisDocument *document, UoisNode parent, UoisNode child)
{
  UoisNodeData *data = &document->nodes[parent];

  if (data->last_child == 0)
    data->first_child = child;
  else
    document->nodes[data->last_child].next = child;
  data->last_child = child;
}

void
uois_document_set_text (UoisDocument *document, UoisNode node, const char *text, gsize length, gsize name_start)
{
  document->nodes[node].text = document->texts->len;
  document->nodes[node].text_length = length;
  document->nodes[node].name_start = name_start;
  g_string_append_len (document->texts, text, length);
  g_string_append_c (document->texts, '\0');
}

void
uois_document_seal (UoisDocument *document, UoisNode root)
{
  const char *source = document->source;

  document->root = root;
  for (gsize i = 0; i < document->length; i++)
    if (source[i] == '\n' || (source[i] == '\r' && source[i + 1] != '\n'))
      {
        guint32 line_start = i + 1;

        g_array_append_val (document->line_starts, line_start);
      }
}

UoisNode
uois_document_get_root (const UoisDocument *document)
{
  return document->root;
}

guint
uois_document_get_n_nodes (const UoisDocument *document)
{
  return document->n_nodes;
}

const char *
uois_document_get_source (const UoisDocument *document, gsize *length)
{
  if (length)
    *length = document->length;
  return document->source;
}

UoisNodeKind
uois_node_get_kind (const UoisDocument *document, UoisNode node)
{
  return document->nodes[node].kind;
}

const char *
uois_node_get_text (const UoisDocument *document, UoisNode node)
{
  return document->texts->str + document->nodes[node].text;
}

gsize
uois_node_get_text_length (const UoisDocument *document, UoisNode node)
{
  return document->nodes[node].text_length;
}

gsize
uois_node_get_start (const UoisDocument *document, UoisNode node)
{
  return document->nodes[node].start;
}

gsize
uois_node_get_end (const UoisDocument *document, UoisNode node)
{
  return document->nodes[node].end;
}

gsize
uois_node_get_name_start (const UoisDocument *document, UoisNode node)
{
  return document->nodes[node].name_start;
}

UoisNode
uois_node_get_first_child (const UoisDocument *document, UoisNode node)
{
  return document->nodes[node].first_child;
}

UoisNode
uois_node_get_next (const UoisDocument *document, UoisNode node)
{
  return document->nodes[node].next;
}

static UoisNode
find_kind (const UoisDocument *document, UoisNode node, UoisNodeKind kind)
{
  while (node != 0 && document->nodes[node].kind != kind)
    node = document->nodes[node].next;
  return node;
}

UoisNode
uois_node_get_child (const UoisDocument *document, UoisNode node, UoisNodeKind kind)
{
  return find_kind (document, document->nodes[node].first_child, kind);
}

UoisNode
uois_node_get_next_of_kind (const UoisDocument *document, UoisNode node, UoisNodeKind kind)
{
  return find_kind (document, document->nodes[node].next, kind);
}

gboolean
uois_node_kind_is_value (UoisNodeKind kind)
{
  return kind >= UOIS_NODE_VARIABLE && kind <= UOIS_NODE_OBJECT_VALUE;
}

gboolean
uois_node_kind_is_type (UoisNodeKind kind)
{
  return kind >= UOIS_NODE_NAMED_TYPE && kind <= UOIS_NODE_NON_NULL_TYPE;
}

gboolean
uois_node_kind_is_type_definition (UoisNodeKind kind)
{
  return kind >= UOIS_NODE_SCALAR_TYPE_DEFINITION && kind <= UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION;
}

gboolean
uois_node_kind_is_executable (UoisNodeKind kind)
{
  return kind == UOIS_NODE_OPERATION_DEFINITION || kind == UOIS_NODE_FRAGMENT_DEFINITION;
}

UoisNode
uois_node_get_value (const UoisDocument *document, UoisNode node)
{
  UOIS_NODE_FOREACH (document, node, child)
  if (uois_node_kind_is_value (document->nodes[child].kind))
    return child;
  return 0;
}

UoisNode
uois_node_get_type (const UoisDocument *document, UoisNode node)
{
  UOIS_NODE_FOREACH (document, node, child)
  if (uois_node_kind_is_type (document->nodes[child].kind))
    return child;
  return 0;
}

const char *
uois_node_get_named_type (const UoisDocument *document, UoisNode type)
{
  while (type != 0 && document->nodes[type].kind != UOIS_NODE_NAMED_TYPE)
    type = document->nodes[type].first_child;
  return uois_node_get_text (document, type);
}

UoisNode
uois_node_get_selection_set (const UoisDocument *document, UoisNode node)
{
  /* Nothing follows a selection set. */
  UoisNode last = document->nodes[node].last_child;

  return document->nodes[last].kind == UOIS_NODE_SELECTION_SET ? last : 0;
}

const char *
uois_node_get_response_name (const UoisDocument *document, UoisNode field)
{
  /* Nothing stands before an alias. */
  UoisNode first = document->nodes[field].first_child;

  return uois_node_get_text (document, document->nodes[first].kind == UOIS_NODE_ALIAS ? first : field);
}

static UoisNode
find_named (const UoisDocument *document, UoisNode node, UoisNodeKind kind, const char *name)
{
  UOIS_NODE_FOREACH_KIND (document, node, kind, child)
  if (strcmp (uois_node_get_text (document, child), name) == 0)
    return child;
  return 0;
}

UoisNode
uois_node_find_argument (const UoisDocument *document, UoisNode node, const char *name)
{
  UoisNodeKind kind =
      document->nodes[node].kind == UOIS_NODE_OBJECT_VALUE ? UOIS_NODE_OBJECT_FIELD : UOIS_NODE_ARGUMENT;

  return find_named (document, node, kind, name);
}

UoisNode
uois_node_find_directive (const UoisDocument *document, UoisNode node, const char *name)
{
  return find_named (document, node, UOIS_NODE_DIRECTIVE, name);
}

const char *
uois_node_get_description (const UoisDocument *document, UoisNode node)
{
  UoisNode description = uois_node_get_child (document, node, UOIS_NODE_DESCRIPTION);

  return description ? uois_node_get_text (document, description) : NULL;
}

UoisOperationType
uois_node_get_operation_type (const UoisDocument *document, UoisNode node)
{
  return document->nodes[node].detail;
}

gboolean
uois_node_get_repeatable (const UoisDocument *document, UoisNode node)
{
  return document->nodes[node].detail;
}

gboolean
uois_node_get_block (const UoisDocument *document, UoisNode node)
{
  return document->nodes[node].detail;
}

gboolean
uois_node_get_boolean (const UoisDocument *document, UoisNode node)
{
  return document->nodes[node].detail;
}

gboolean
uois_node_get_integer (const UoisDocument *document, UoisNode node, gint64 *integer)
{
  if (document->nodes[node].kind != UOIS_NODE_INT_VALUE)
    return FALSE;

  return g_ascii_string_to_signed (uois_node_get_text (document, node), 10, G_MININT64, G_MAXINT64, integer, NULL);
}

/* UTF-16 code units of UTF-8 text. */
static guint
count_code_units (const char *text, gsize length)
{
  guint units = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar byte = text[i];

      if ((byte & 0xC0) != 0x80)
        units += byte >= 0xF0 ? 2 : 1;
    }
  return units;
}

UoisSourceLocation
uois_source_locate (const char *source, gsize length, gsize offset)
{
  UoisSourceLocation location = { .line = 1, .column = 1 };
  gsize line_start = 0;

  for (gsize i = 0; i < MIN (offset, length); i++)
    if (source[i] == '\n' || (source[i] == '\r' && !(i + 1 < length && source[i + 1] == '\n')))
      {
        location.line++;
        line_start = i + 1;
      }
  location.column += count_code_units (source + line_start, offset - line_start);

  return location;
}

UoisSourceLocation
uois_document_locate (const UoisDocument *document, gsize offset)
{
  const guint32 *starts = (const guint32 *) document->line_starts->data;
  guint before = 0;
  guint after = document->line_starts->len;
  gsize line_start;

  while (before < after)
    {
      guint middle = before + (after - before) / 2;

      if (starts[middle] <= offset)
        before = middle + 1;
      else
        after = middle;
    }
  line_start = before == 0 ? 0 : starts[before - 1];

  return (UoisSourceLocation){ .line = before + 1,
                               .column = 1 + count_code_units (document->source + line_start, offset - line_start) };
}

UoisSourceLocation
uois_node_locate (const UoisDocument *document, UoisNode node)
{
  return uois_document_locate (document, document->nodes[node].start);
}
