/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stack.h"

#include "domains/domains.h"
#include "schema/api.h"

#include <string.h>

UoisRegistry *
stack_registry (void)
{
  static UoisRegistry *registry;
  g_autoptr (GError) error = NULL;

  if (registry == NULL)
    registry = uois_domains_load (&error);
  g_assert_no_error (error);
  return registry;
}

char *
stack_classic_sdl (void)
{
  return uois_api_print (stack_registry (), NULL);
}

void
stack_replace (GString *sdl, const char *from, const char *to)
{
  g_assert_cmpuint (g_string_replace (sdl, from, to, 1), ==, 1);
}

char *
stack_mixed_sdl (void)
{
  g_autofree char *classic = stack_classic_sdl ();
  GString *sdl = g_string_new (classic);

  stack_replace (sdl, "userInsert(user: UserInsertGQLModel!): UserResultGQLModel!",
                 "userInsert(user: UserInsertGQLModel!): UserGQLModelUserGQLModelInsertError!");
  stack_replace (sdl, "userUpdate(user: UserUpdateGQLModel!): UserResultGQLModel!",
                 "userUpdate(user: UserUpdateGQLModel!): UserGQLModelUserGQLModelUpdateError!");
  stack_replace (sdl, "userDelete(id: UUID!): UserResultGQLModel!",
                 "userDelete(user: UserDeleteGQLModel!): UserGQLModelDeleteError");
  stack_replace (sdl,
                 "userPage(skip: Int = 0, limit: Int = 10, where: UserInputWhereFilter = null, orderby: String = null, "
                 "desc: Boolean = null)",
                 "userPage(skip: Int = 0, limit: Int = 10, where: UserInputWhereFilter, orderby: String)");
  stack_replace (
      sdl, "input UserInsertGQLModel {\n  id: UUID = null",
      "input UserInsertGQLModel {\n  rbacobjectId: UUID\n  id: UUID = \"d249c308-8244-11f0-9f79-82572fcac335\"");
  stack_replace (sdl,
                 "  lastchange: DateTime!\n  name: String = null\n  surname: String = null\n  email: String = null",
                 "  lastchange: DateTime!\n  name: String = null\n  surname: String\n  email: String");
  stack_replace (sdl, "type UserGQLModel {", "type UserGQLModel {\n  createdbyId: UUID\n  changedbyId: UUID");
  g_string_append (
      sdl,
      "\ninput UserDeleteGQLModel {\n  id: UUID!\n  lastchange: DateTime!\n}\n"
      "union UserGQLModelUserGQLModelInsertError = UserGQLModel | UserGQLModelInsertError\n"
      "union UserGQLModelUserGQLModelUpdateError = UserGQLModel | UserGQLModelUpdateError\n"
      "scalar JSON\n"
      "type UserGQLModelInsertError { Entity: UserGQLModel msg: String! failed: Boolean! input: JSON code: UUID }\n"
      "type UserGQLModelUpdateError { Entity: UserGQLModel msg: String! failed: Boolean! input: JSON code: UUID }\n"
      "type UserGQLModelDeleteError { Entity: UserGQLModel msg: String! failed: Boolean! input: JSON code: UUID }\n");
  return g_string_free (sdl, FALSE);
}

UoisServerSchema *
stack_schema_new (const char *sdl)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisGqlSchema) gql = uois_gql_schema_new_from_sdl (sdl, strlen (sdl), &error);
  g_autoptr (GBytes) text = NULL;
  UoisServerSchema *schema;
  gsize length;

  g_assert_no_error (error);
  text = uois_gql_schema_introspect (gql);
  schema = uois_server_schema_new (g_bytes_get_data (text, &length), g_bytes_get_size (text), &error);
  g_assert_no_error (error);
  return schema;
}

UoisDialect *
stack_dialect_new (const char *sdl)
{
  g_autoptr (UoisServerSchema) schema = stack_schema_new (sdl);

  return uois_dialect_new (schema, stack_registry ());
}

UoisDialect *
stack_classic (void)
{
  static UoisDialect *dialect;

  if (dialect == NULL)
    {
      g_autofree char *sdl = stack_classic_sdl ();

      dialect = stack_dialect_new (sdl);
    }
  return dialect;
}

UoisDialect *
stack_mixed (void)
{
  static UoisDialect *dialect;

  if (dialect == NULL)
    {
      g_autofree char *sdl = stack_mixed_sdl ();

      dialect = stack_dialect_new (sdl);
    }
  return dialect;
}

const UoisDialectType *
stack_type (UoisDialect *dialect, const char *table)
{
  const UoisType *type = uois_registry_find_table (stack_registry (), table);
  const UoisDialectType *found;

  g_assert_nonnull (type);
  found = uois_dialect_find_type (dialect, type);
  g_assert_nonnull (found);
  return found;
}

const UoisColumn *
stack_column (const UoisDialectType *type, const char *name)
{
  const UoisColumn *column = uois_type_find_column (type->type, name);

  g_assert_nonnull (column);
  return column;
}

UoisUuid
stack_id (guint number)
{
  UoisUuid id = { .bytes = { 0xaa, [6] = 0x40, [8] = 0x80 } };

  id.bytes[14] = (guint8) (number >> 8);
  id.bytes[15] = (guint8) number;
  return id;
}

char *
stack_id_text (guint number)
{
  UoisUuid id = stack_id (number);

  return uois_uuid_to_string (&id);
}

static void
set_value (UoisSyncRecord *record, const UoisColumn *column, const char *text)
{
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  if (text != NULL && column->kind == UOIS_VALUE_DATE && strlen (text) > UOIS_DATE_TEXT_LENGTH)
    {
      uois_value_parse (UOIS_VALUE_DATETIME, text, strlen (text), &value, &error);
      value.kind = UOIS_VALUE_DATE;
    }
  else if (text != NULL)
    uois_value_parse (column->kind, text, strlen (text), &value, &error);
  g_assert_no_error (error);
  uois_sync_record_take (record, column, &value);
}

UoisSyncRecord *
stack_record_new (const UoisDialectType *type, guint number, ...)
{
  UoisUuid id = stack_id (number);
  UoisSyncRecord *record = uois_sync_record_new (type->type, &id);
  const char *name;
  va_list pairs;

  for (guint i = 1; i < type->type->columns.length; i++)
    set_value (record, type->type->columns.items[i], NULL);

  va_start (pairs, number);
  while ((name = va_arg (pairs, const char *)))
    {
      const char *text = va_arg (pairs, const char *);
      const UoisColumn *column = stack_column (type, name);

      if (g_strcmp0 (text, "?") == 0)
        uois_sync_record_set_unknown (record, column);
      else
        set_value (record, column, text);
    }
  va_end (pairs);
  return record;
}

char *
stack_get (const UoisSyncRecord *record, const char *name)
{
  const UoisColumn *column = uois_type_find_column (record->type, name);
  const UoisValue *value;
  char *text;

  g_assert_nonnull (column);
  value = uois_sync_record_get (record, column);
  if (value == NULL)
    return g_strdup ("?");
  text = uois_value_to_string (value);
  return text ? text : g_strdup ("null");
}

UoisAnswer *
stack_answer (const UoisRequest *request, const char *format, ...)
{
  g_autoptr (UoisReply) reply = NULL;
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  reply = uois_reply_new_json (text);
  return uois_answer_new (request, reply);
}

/* Kept for the last text asked for: making one takes time. */
static UoisGqlSession *
get_session (const char *sdl)
{
  static const char *last;
  static UoisGqlSchema *schema;
  static UoisGqlSession *session;
  g_autoptr (GError) error = NULL;

  if (sdl == last)
    return session;
  g_clear_pointer (&session, uois_gql_session_free);
  g_clear_pointer (&schema, uois_gql_schema_unref);
  last = sdl;
  schema = uois_gql_schema_new_from_sdl (sdl, strlen (sdl), &error);
  g_assert_no_error (error);
  session = uois_gql_session_new (schema, NULL);
  return session;
}

void
stack_assert_valid (const char *sdl, const UoisRequest *request)
{
  g_autoptr (GError) error = NULL;
  UoisGqlSession *session = get_session (sdl);
  json_object *root = json_object_new_object ();
  UoisGqlRequest gql = { .document = request->query,
                         .length = strlen (request->query),
                         .variables = request->variables,
                         .operation = request->name,
                         .root = root };
  g_autoptr (GBytes) answer = uois_gql_session_execute (session, &gql, NULL, &error);

  g_assert_no_error (error);
  if (!uois_gql_answer_has_data (answer))
    g_error ("%s\n%s\n%.*s", request->query, request->variables, (int) g_bytes_get_size (answer),
             (const char *) g_bytes_get_data (answer, NULL));
  json_object_put (root);
}
