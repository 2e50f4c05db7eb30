/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graphql.h"

#include <string.h>

/* What a gateway asks for at once: each record twice, and of twenty one that is not there. */
#define REPRESENTATIONS 1000
#define REPETITIONS 2
#define MISSING 20

/* Records of a table, from everywhere in it. */
typedef struct
{
  const char *type;
  const char *sql;
  GArray *ids; /* UoisUuid */
} Entities;

/* What tools ask a service for. */
const char bench_introspection[] =
    "query IntrospectionQuery { __schema { description"
    " queryType { name } mutationType { name } subscriptionType { name } types { ...FullType }"
    " directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } } } }"
    " fragment FullType on __Type { kind name description specifiedByURL"
    " fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue }"
    " type { ...TypeRef } isDeprecated deprecationReason }"
    " inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef }"
    " enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }"
    " possibleTypes { ...TypeRef } }"
    " fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated"
    " deprecationReason }"
    " fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType {"
    " kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }";

static void
read_ids (sqlite3 *db, Entities *entities)
{
  sqlite3_stmt *statement;

  entities->ids = g_array_new (FALSE, FALSE, sizeof (UoisUuid));
  raw_check (db, sqlite3_prepare_v2 (db, entities->sql, -1, &statement, NULL));
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_array_append_vals (entities->ids, sqlite3_column_blob (statement, 0), 1);
  sqlite3_finalize (statement);
}

char *
bench_entities_write_variables (const Bench *bench, guint variant)
{
  static Entities kinds[] = {
    { "UserGQLModel", "SELECT id FROM users WHERE row % 17 = 0", NULL },
    { "GroupGQLModel", "SELECT id FROM groups", NULL },
    { "EventGQLModel", "SELECT id FROM events WHERE row % 13 = 0", NULL },
  };
  GString *text = g_string_new ("{\"of\":[");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].ids == NULL)
      read_ids (bench->db, &kinds[i]);
  for (guint i = 0; i < REPRESENTATIONS; i++)
    {
      guint number = i % (REPRESENTATIONS / REPETITIONS);
      const Entities *kind = &kinds[number % G_N_ELEMENTS (kinds)];
      UoisUuid uuid = g_array_index (kind->ids, UoisUuid, (variant * REPRESENTATIONS + number) % kind->ids->len);
      char id[UOIS_UUID_TEXT_LENGTH + 1] = "";

      if (number % MISSING == 0)
        uuid.bytes[0] ^= 0xff;
      uois_uuid_format (&uuid, id);
      g_string_append_printf (text, "%s{\"__typename\":\"%s\",\"id\":\"%s\"}", i > 0 ? "," : "", kind->type, id);
    }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}
