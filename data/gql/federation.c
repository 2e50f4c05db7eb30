/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gql/federation.h"

#include "gql/representation.h"
#include "gql/write-rows.h"
#include "schema/api.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An entity is read as a reference to it would be: by its id. */
static const UoisField entity_binding = { .name = "_entities", .kind = UOIS_FIELD_REFERENCE };

/* What was written of an entity, for its next representation: a place in the answer. */
typedef struct
{
  const UoisGqlType *type;
  UoisUuid id;
  gsize start;
  gsize length;
} Written;

typedef struct
{
  UoisGqlExecution *execution;
  const UoisGqlPlanField *field;
  GHashTable *written; /* set of Written */
} Entities;

void
uois_gql_federation_bind (UoisGqlSchema *schema)
{
  schema->service_field = g_hash_table_lookup (schema->query->members, "_service");
  schema->entities_field = g_hash_table_lookup (schema->query->members, "_entities");
  if (schema->entities_field)
    ((UoisGqlField *) schema->entities_field)->binding = &entity_binding;
}

void
uois_gql_federation_plan_service (UoisGqlPlan *plan, UoisGqlPlanField *field)
{
  UoisGqlFieldSet *set = field->selection;
  const UoisGqlSchema *schema = plan->schema;

  field->step = UOIS_GQL_STEP_SERVICE;
  for (guint i = 0; i < set->length; i++)
    if (set->fields[i].field == schema->typename_field)
      uois_gql_plan_text (plan, &set->fields[i], set->type->name);
    else
      {
        g_autofree char *sdl = uois_api_print_form (schema->registry, schema->domain, UOIS_API_SUBGRAPH);

        uois_gql_plan_text (plan, &set->fields[i], sdl);
      }
}

/* ---- Entities ---- */

static guint
written_hash (gconstpointer data)
{
  const Written *written = data;

  return g_direct_hash (written->type) ^ uois_uuid_hash (&written->id);
}

static gboolean
written_equal (gconstpointer a, gconstpointer b)
{
  const Written *first = a;
  const Written *second = b;

  return first->type == second->type && uois_uuid_equal (&first->id, &second->id);
}

/* Always %UOIS_GQL_NULLED; takes @message. */
static UoisGqlOutcome
refuse (Entities *entities, const UoisGqlPath *path, char *message)
{
  uois_gql_execution_add_error (entities->execution, entities->field, path, message);
  return UOIS_GQL_NULLED;
}

/* The type that a representation names; NULL if there is no such entity. */
static const UoisGqlType *
find_type (Entities *entities, const char *name)
{
  const UoisGqlType *type = uois_gql_schema_find_type (entities->execution->schema, name);
  const UoisGqlType *abstract = entities->field->field->type->named;

  return type && uois_gql_type_is_possible (abstract, type) ? type : NULL;
}

/* Writes what is not in the answer yet. */
static UoisGqlOutcome
write_new (Entities *entities, const Written *key, const UoisGqlPath *path)
{
  UoisGqlExecution *execution = entities->execution;
  guint n_errors = uois_gql_errors_get_length (&execution->errors);
  Written *written = g_memdup2 (key, sizeof (Written));
  UoisGqlPlanField *record =
      uois_gql_plan_entity (execution->plan, entities->field, key->type, &execution->arena, &execution->variables,
                            execution->limits, &execution->errors, &execution->failure);
  UoisGqlOutcome outcome = UOIS_GQL_FAILED;

  written->start = execution->writer.length;
  if (record)
    outcome = uois_gql_write_record (execution, record, &written->id, path);
  written->length = execution->writer.length - written->start;

  /* What was written with errors is not copied without them. */
  if (outcome == UOIS_GQL_WRITTEN && uois_gql_errors_get_length (&execution->errors) == n_errors)
    g_hash_table_add (entities->written, written);
  else
    g_free (written);
  return outcome;
}

static UoisGqlOutcome
write_again (Entities *entities, const Written *written, const UoisGqlPath *path)
{
  UoisGqlExecution *execution = entities->execution;
  UoisJsonWriter *writer = &execution->writer;

  if (!uois_gql_execution_count_object (execution, entities->field, path))
    return UOIS_GQL_FAILED;
  uois_json_writer_reserve (writer, written->length);
  memcpy (writer->bytes + writer->length, writer->bytes + written->start, written->length);
  writer->length += written->length;
  return UOIS_GQL_WRITTEN;
}

static UoisGqlOutcome
write_entity (Entities *entities, const UoisGqlValue *representation, const UoisGqlPath *path)
{
  const UoisGqlValue *name = representation->items[UOIS_GQL_REPRESENTATION_TYPENAME];
  const UoisGqlValue *id = representation->items[UOIS_GQL_REPRESENTATION_ID];
  const Written *written;
  Written key = { 0 };

  if (name == NULL)
    return refuse (entities, path, g_strdup (_ ("A representation needs “__typename”, the name of a type.")));
  key.type = find_type (entities, name->scalar.text);
  if (key.type == NULL)
    return refuse (entities, path,
                   g_strdup_printf (_ ("No type of this name can be asked for by its key: “%s”."), name->scalar.text));
  if (id == NULL)
    return refuse (entities, path,
                   g_strdup_printf (_ ("A representation of %s needs its key “id”, a text."), key.type->name));
  if (!uois_uuid_parse (id->scalar.text, id->scalar.length, &key.id))
    return refuse (entities, path,
                   g_strdup_printf (_ ("“%s” is not an id of %s; an id is a UUID."), id->scalar.text, key.type->name));

  written = g_hash_table_lookup (entities->written, &key);
  return written ? write_again (entities, written, path) : write_new (entities, &key, path);
}

static UoisGqlOutcome
write_list (Entities *entities, const UoisGqlValue *representations, const UoisGqlPath *path)
{
  UoisGqlExecution *execution = entities->execution;
  UoisGqlPath item = { .above = path };

  uois_json_writer_literal (&execution->writer, "[");
  for (item.index = 0; item.index < representations->length; item.index++)
    {
      UoisGqlOutcome outcome;
      gsize start;

      uois_json_writer_raw (&execution->writer, ",", item.index > 0);
      start = execution->writer.length;
      outcome = write_entity (entities, representations->items[item.index], &item);
      outcome = uois_gql_execution_settle (execution, outcome, start, TRUE);
      if (outcome != UOIS_GQL_WRITTEN)
        return outcome;
    }
  uois_json_writer_literal (&execution->writer, "]");
  return UOIS_GQL_WRITTEN;
}

UoisGqlOutcome
uois_gql_federation_write_entities (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path)
{
  Entities entities = { .execution = execution, .field = field };
  const UoisGqlValue *representations = field->arguments[0];
  UoisGqlOutcome outcome;

  if (representations->length > execution->limits->representations)
    return refuse (&entities, path,
                   g_strdup_printf (_ ("At most %u representations can be asked for at once, not %u. Divide them."),
                                    execution->limits->representations, representations->length));

  entities.written = g_hash_table_new_full (written_hash, written_equal, g_free, NULL);
  outcome = write_list (&entities, representations, path);
  g_hash_table_unref (entities.written);
  return outcome;
}
