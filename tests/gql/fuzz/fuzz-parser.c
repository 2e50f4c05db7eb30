/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes: a document or an error with a place; and what is printed is the same document. */
#include "fuzz.h"

#include "language/parser.h"
#include "language/printer.h"

#include <string.h>

static char *
print (const UoisDocument *document)
{
  return uois_node_print (document, uois_document_get_root (document));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  UoisSourceLocation location = { 0, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisDocument) document = uois_document_parse ((const char *) data, size, NULL, &location, &error);
  g_autoptr (UoisDocument) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *same = NULL;

  g_assert_true ((document == NULL) == (error != NULL));
  if (document == NULL)
    {
      g_assert_cmpuint (location.line, >=, 1);
      g_assert_cmpuint (location.column, >=, 1);
      return 0;
    }

  text = print (document);
  again = uois_document_parse (text, strlen (text), NULL, NULL, NULL);
  g_assert_nonnull (again);
  same = print (again);
  g_assert_cmpstr (text, ==, same);
  return 0;
}
