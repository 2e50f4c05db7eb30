/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any text: a type system that can be asked about itself, or errors. */
#include "fuzz.h"

#include "gql/type-system.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (UoisGqlErrors) errors;
  g_autoptr (UoisGqlSchema) schema = NULL;

  uois_gql_errors_init (&errors, 100);
  schema = uois_gql_schema_new_checked ((const char *) data, size, &errors);
  g_assert_true ((schema == NULL) == (uois_gql_errors_get_length (&errors) > 0));
  if (schema)
    g_bytes_unref (uois_gql_schema_introspect (schema));
  return 0;
}
