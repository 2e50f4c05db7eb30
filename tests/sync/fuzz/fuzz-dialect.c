/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as what a server says of itself: a dialect whose requests can be composed, or an error. What is kept of it
 * reads back as the same. */
#include "../../gql/fuzz/fuzz.h"
#include "../stack.h"

#include <string.h>

static void
compose (const UoisDialectType *type)
{
  UoisUuid id = stack_id (1);
  g_autoptr (UoisSyncRecord) record = uois_sync_record_new (type->type, &id);
  g_autoptr (UoisRequest) page = NULL;
  g_autoptr (UoisRequest) one = uois_request_new_record (type, &id);
  g_autoptr (UoisRequest) insert = uois_request_new_insert (type, record, NULL);
  g_autoptr (UoisRequest) update = uois_request_new_update (type, record, NULL, "x", NULL);
  g_autoptr (UoisRequest) removal = uois_request_new_delete (type, record, "x", NULL);
  g_autofree char *words = uois_dialect_type_describe (type);

  if (type->access != UOIS_DIALECT_HIDDEN)
    page = uois_request_new_page (type, &(UoisRequestWindow){ .limit = 1 });
}

/* What takes time is made before the time of the first input counts. */
int LLVMFuzzerInitialize (int *argc, char ***argv);

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  stack_registry ();
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisServerSchema) schema = uois_server_schema_new ((const char *) data, size, &error);
  g_autoptr (UoisServerSchema) kept = NULL;
  g_autoptr (UoisDialect) dialect = NULL;
  g_autofree char *text = NULL;
  const GPtrArray *types;

  g_assert_true ((schema == NULL) == (error != NULL));
  if (schema == NULL)
    return 0;

  text = uois_server_schema_serialize (schema);
  kept = uois_server_schema_new (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (uois_server_schema_get_hash (kept), ==, uois_server_schema_get_hash (schema));

  dialect = uois_dialect_new (schema, stack_registry ());
  types = uois_dialect_get_types (dialect);
  for (guint i = 0; i < types->len; i++)
    compose (g_ptr_array_index (types, i));
  return 0;
}
