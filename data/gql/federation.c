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

/* Always %UOIS_GQL_NULLED; takes @message. */
static UoisGqlOutcome
refuse (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path, char *message)
{
  uois_gql_execution_add_error (execution, field, path, message);
  return UOIS_GQL_NULLED;
}

/* The type that a representation names; NULL if there is no such entity. */
static const UoisGqlType *
find_type (UoisGqlExecution *execution, const UoisGqlPlanField *field, const char *name)
{
  const UoisGqlType *abstract = field->field->type->named;
  const UoisGqlType *type;

  /* Most are of few types. */
  for (UoisGqlPlanField **entity = field->entities; *entity != NULL; entity++)
    if (strcmp ((*entity)->selection->type->name, name) == 0)
      return (*entity)->selection->type;
  type = uois_gql_schema_find_type (execution->schema, name);
  return type && uois_gql_type_is_possible (abstract, type) ? type : NULL;
}

static UoisGqlOutcome
write_record (UoisGqlExecution *execution,
              const UoisGqlPlanField *field,
              const UoisGqlType *type,
              const UoisUuid *id,
              const UoisGqlPath *path)
{
  UoisGqlPlanField *record =
      uois_gql_plan_entity (execution->plan, field, type, &execution->arena, &execution->variables, execution->limits,
                            &execution->errors, &execution->failure);

  return record ? uois_gql_write_record (execution, record, id, path) : UOIS_GQL_FAILED;
}

static UoisGqlOutcome
write_entity (UoisGqlExecution *execution,
              const UoisGqlPlanField *field,
              const UoisGqlValue *representation,
              const UoisGqlPath *path)
{
  const UoisGqlValue *name = representation->items[UOIS_GQL_REPRESENTATION_TYPENAME];
  const UoisGqlValue *id = representation->items[UOIS_GQL_REPRESENTATION_ID];
  const UoisGqlType *type;
  UoisUuid uuid;

  if (name == NULL)
    return refuse (execution, field, path, g_strdup (_ ("A representation needs “__typename”, the name of a type.")));
  type = find_type (execution, field, name->scalar.text);
  if (type == NULL)
    return refuse (execution, field, path,
                   g_strdup_printf (_ ("No type of this name can be asked for by its key: “%s”."), name->scalar.text));
  if (id == NULL)
    return refuse (execution, field, path,
                   g_strdup_printf (_ ("A representation of %s needs its key “id”, a text."), type->name));
  if (!uois_uuid_parse (id->scalar.text, id->scalar.length, &uuid))
    return refuse (execution, field, path,
                   g_strdup_printf (_ ("“%s” is not an id of %s; an id is a UUID."), id->scalar.text, type->name));

  return write_record (execution, field, type, &uuid, path);
}

static UoisGqlOutcome
write_list (UoisGqlExecution *execution,
            const UoisGqlPlanField *field,
            const UoisGqlValue *representations,
            const UoisGqlPath *path)
{
  UoisGqlPath item = { .above = path };

  uois_json_writer_literal (&execution->writer, "[");
  for (item.index = 0; item.index < representations->length; item.index++)
    {
      UoisGqlOutcome outcome;
      gsize start;

      uois_json_writer_raw (&execution->writer, ",", item.index > 0);
      start = execution->writer.length;
      outcome = write_entity (execution, field, representations->items[item.index], &item);
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
  const UoisGqlValue *representations = field->arguments[0];

  if (representations->length > execution->limits->representations)
    return refuse (execution, field, path,
                   g_strdup_printf (_ ("At most %u representations can be asked for at once, not %u. Divide them."),
                                    execution->limits->representations, representations->length));

  return write_list (execution, field, representations, path);
}
