/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "language/ast.h"

G_BEGIN_DECLS

/* A node as it lies in the document's array; offsets are bytes. */
typedef struct
{
  guint8 kind;
  guint8 detail; /* an operation type, or whether it is block, repeatable, true */
  guint32 start;
  guint32 end;
  guint32 name_start;
  guint32 text; /* where its text begins in the document's texts */
  guint32 text_length;
  UoisNode first_child;
  UoisNode last_child;
  UoisNode next;
} UoisNodeData;

struct _UoisDocument
{
  gatomicrefcount reference_count;
  char *source;
  gsize length;
  UoisNode root;

  UoisNodeData *nodes;
  guint n_nodes;
  guint n_nodes_allocated;

  GString *texts;

  /* Byte offsets at which the lines after the first begin. */
  GArray *line_starts;
};

/* Takes @source. Node 0 is there; everything else is for the parser to add. */
UoisDocument *uois_document_new (char *source, gsize length);
UoisNode uois_document_add_node (UoisDocument *document, UoisNodeKind kind, gsize start);
void uois_document_append_child (UoisDocument *document, UoisNode parent, UoisNode child);
void uois_document_set_text (UoisDocument *document, UoisNode node, const char *text, gsize length, gsize name_start);
/* Once the tree is complete. */
void uois_document_seal (UoisDocument *document, UoisNode root);

/* The place of a byte, found by reading from the start. */
UoisSourceLocation uois_source_locate (const char *source, gsize length, gsize offset);

G_END_DECLS
