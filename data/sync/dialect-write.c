/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/dialect-private.h"

#include "base/text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  WRITING_INSERT,
  WRITING_UPDATE,
  WRITING_DELETE,
} Writing;

static void
input_free (gpointer data)
{
  UoisDialectInput *input = data;

  g_free (input->name);
  g_free (input->type);
  g_free (input);
}

void
uois_dialect_mutation_free (UoisDialectMutation *mutation)
{
  g_free (mutation->field);
  g_free (mutation->argument);
  g_free (mutation->argument_type);
  g_ptr_array_unref (mutation->inputs);
  g_free (mutation->entity);
  g_free (mutation->success_type);
  g_free (mutation->error_type);
  g_free (mutation->error_entity);
  g_free (mutation);
}

/* ---- What it takes ---- */

/* A literal that a server made when it started: a time, or an id. */
static gboolean
is_baked (const char *literal)
{
  gsize length = literal ? strlen (literal) : 0;
  UoisDateTime datetime;
  UoisUuid uuid;

  return length > 2 && literal[0] == '"' &&
         (uois_datetime_parse (literal + 1, length - 2, &datetime) || uois_uuid_parse (literal + 1, length - 2, &uuid));
}

/* The column that an input is for, in the declaration's words or by its name; newer services write `_id` behind those
 * of the audit. Sets @ignored for one that servers ignore. */
static const UoisColumn *
match_column (const UoisOperation *operation, const char *name, gboolean *ignored)
{
  g_autofree char *column_name = uois_text_snake_case (name);
  const UoisColumn *column;
  guint n_arguments;
  const UoisArgument *const *arguments = uois_operation_get_arguments (operation, &n_arguments);

  for (guint i = 0; i < n_arguments; i++)
    if (strcmp (arguments[i]->name, name) == 0)
      {
        *ignored = arguments[i]->column == NULL;
        return arguments[i]->column;
      }
  *ignored = FALSE;
  column = uois_type_find_column (operation->type, column_name);
  if (column == NULL && g_str_has_suffix (column_name, "_id"))
    {
      column_name[strlen (column_name) - strlen ("_id")] = '\0';
      column = uois_type_find_column (operation->type, column_name);
    }
  return column;
}

/* Whether the column is ours to send. */
static gboolean
is_sent (const UoisColumn *column, Writing writing)
{
  if (column->index == 0 || column->audit == UOIS_AUDIT_LASTCHANGE)
    return TRUE;
  if (column->audit != UOIS_AUDIT_NONE && column->audit != UOIS_AUDIT_RBACOBJECT)
    return FALSE;
  return writing != WRITING_UPDATE || !column->local;
}

/* FALSE if the mutation wants something that cannot be given. */
static gboolean
add_input (const UoisDialectFinder *finder,
           const UoisOperation *operation,
           Writing writing,
           const UoisServerField *field,
           UoisDialectMutation *mutation)
{
  gboolean ignored;
  const UoisColumn *column = match_column (operation, field->name, &ignored);
  UoisDialectInput *input;

  if (column == NULL || field->list || !is_sent (column, writing) ||
      !uois_dialect_fits (finder->schema, column, field->named_type) ||
      uois_dialect_mutation_find_input (mutation, column) != NULL)
    return !uois_server_field_is_required (field);

  input = g_new0 (UoisDialectInput, 1);
  input->column = column;
  input->name = g_strdup (field->name);
  input->type = g_strdup (field->type);
  input->token = column->audit == UOIS_AUDIT_LASTCHANGE;
  input->required = field->non_null;
  input->baked = is_baked (field->default_text);
  input->omission_wipes = g_strcmp0 (field->default_text, "null") == 0;
  g_ptr_array_add (mutation->inputs, input);
  return TRUE;
}

/* A delete by one id, whatever its argument is called. */
static void
add_only_id (const UoisDialectFinder *finder, const UoisServerField *argument, UoisDialectMutation *mutation)
{
  UoisDialectInput *input = g_new0 (UoisDialectInput, 1);

  input->column = finder->type->type->columns.items[0];
  input->name = g_strdup (argument->name);
  input->type = g_strdup (argument->type);
  input->required = TRUE;
  g_ptr_array_add (mutation->inputs, input);
}

static gboolean
find_inputs (UoisDialectFinder *finder,
             const UoisOperation *operation,
             Writing writing,
             const UoisServerField *field,
             UoisDialectMutation *mutation)
{
  const GPtrArray *fields = field->arguments;
  const UoisServerField *first = fields->len > 0 ? g_ptr_array_index (fields, 0) : NULL;
  const UoisServerType *object = first ? uois_server_schema_find_type (finder->schema, first->named_type) : NULL;

  if (fields->len == 1 && !first->list && object && object->kind == UOIS_SERVER_KIND_INPUT_OBJECT)
    {
      mutation->argument = g_strdup (first->name);
      mutation->argument_type = g_strdup (first->type);
      fields = object->fields;
    }
  else if (fields->len == 1 && !first->list && operation->kind == UOIS_OPERATION_DELETE &&
           uois_dialect_fits (finder->schema, finder->type->type->columns.items[0], first->named_type))
    {
      add_only_id (finder, first, mutation);
      return TRUE;
    }

  for (guint i = 0; i < fields->len; i++)
    if (!add_input (finder, operation, writing, g_ptr_array_index (fields, i), mutation))
      {
        const UoisServerField *unknown = g_ptr_array_index (fields, i);

        uois_dialect_add_reason (
            finder->type, g_strdup_printf (_ ("“%s” cannot be used: it wants “%s”, which this program cannot give."),
                                           field->name, unknown->name));
        return FALSE;
      }
  return TRUE;
}

static gboolean
takes (const UoisDialectMutation *mutation, const UoisColumn *column)
{
  return uois_dialect_mutation_find_input (mutation, column) != NULL;
}

/* What finds the record must be among the inputs: id and version, or the natural key. */
static gboolean
check_inputs (UoisDialectFinder *finder,
              const UoisOperation *operation,
              Writing writing,
              const UoisDialectMutation *mutation)
{
  const UoisType *type = finder->type->type;
  const UoisColumn *lastchange = uois_type_find_audit_column (type, UOIS_AUDIT_LASTCHANGE);
  gboolean by_id = operation->kind == UOIS_OPERATION_INSERT || operation->kind == UOIS_OPERATION_UPDATE ||
                   operation->kind == UOIS_OPERATION_DELETE;

  if (by_id && !takes (mutation, type->columns.items[0]))
    {
      uois_dialect_add_reason (finder->type,
                               g_strdup_printf (_ ("“%s” cannot be used: it does not take an id."), mutation->field));
      return FALSE;
    }
  if (writing == WRITING_UPDATE && (lastchange == NULL || !takes (mutation, lastchange)))
    {
      uois_dialect_add_reason (
          finder->type,
          g_strdup_printf (_ ("“%s” cannot be used: it does not ask which version is changed."), mutation->field));
      return FALSE;
    }
  for (guint i = 0; !by_id && i < operation->key.length; i++)
    if (!takes (mutation, operation->key.items[i]))
      {
        uois_dialect_add_reason (finder->type, g_strdup_printf (_ ("“%s” cannot be used: it does not take “%s”."),
                                                                mutation->field, operation->key.items[i]->name));
        return FALSE;
      }
  return TRUE;
}

/* ---- What it answers ---- */

static void
find_error_fields (const UoisServerType *error, UoisDialectMutation *mutation)
{
  mutation->error_type = g_strdup (error->name);
  mutation->error_message = uois_server_type_find_field (error, "msg") != NULL;
  mutation->error_code = uois_server_type_find_field (error, "code") != NULL;
}

/* Where the current record stands in an error: its name begins with a capital in some versions. */
static void
find_error_entity (const UoisDialectFinder *finder, const UoisServerType *error, UoisDialectMutation *mutation)
{
  for (guint i = 0; i < error->fields->len; i++)
    {
      const UoisServerField *field = g_ptr_array_index (error->fields, i);

      if (!field->list && finder->object != NULL && g_ascii_strcasecmp (field->name, "entity") == 0 &&
          strcmp (field->named_type, finder->object->name) == 0)
        mutation->error_entity = g_strdup (field->name);
    }
}

static gboolean
find_union (const UoisDialectFinder *finder, const UoisServerType *result, UoisDialectMutation *mutation)
{
  const UoisServerType *error = NULL;

  mutation->result = UOIS_DIALECT_RESULT_UNION;
  for (guint i = 0; i < result->members->len; i++)
    {
      const char *name = g_ptr_array_index (result->members, i);
      const UoisServerType *member = uois_server_schema_find_type (finder->schema, name);

      if (member && g_str_has_suffix (name, "Error"))
        error = member;
      else if (member && member == finder->object && mutation->success_type == NULL)
        mutation->success_type = g_strdup (name);
      else
        return FALSE;
    }
  if (error == NULL || mutation->success_type == NULL)
    return FALSE;
  find_error_fields (error, mutation);
  find_error_entity (finder, error, mutation);
  mutation->clears = TRUE;
  return TRUE;
}

static void
find_entity (const UoisDialectFinder *finder, const UoisServerType *result, UoisDialectMutation *mutation)
{
  for (guint i = 0; i < result->fields->len; i++)
    {
      const UoisServerField *field = g_ptr_array_index (result->fields, i);

      if (!field->list && field->arguments->len == 0 && finder->object != NULL &&
          strcmp (field->named_type, finder->object->name) == 0)
        {
          mutation->entity = g_strdup (field->name);
          return;
        }
    }
}

static gboolean
find_result (UoisDialectFinder *finder, const UoisServerField *field, Writing writing, UoisDialectMutation *mutation)
{
  const UoisServerType *result = uois_server_schema_find_type (finder->schema, field->named_type);
  gboolean understood = FALSE;

  if (result && !field->list && result->kind == UOIS_SERVER_KIND_UNION)
    understood = find_union (finder, result, mutation);
  else if (result && !field->list && result->kind == UOIS_SERVER_KIND_OBJECT &&
           g_str_has_suffix (result->name, "Error") && !field->non_null && writing == WRITING_DELETE)
    {
      mutation->result = UOIS_DIALECT_RESULT_ERROR;
      find_error_fields (result, mutation);
      find_error_entity (finder, result, mutation);
      understood = TRUE;
    }
  else if (result && !field->list && result->kind == UOIS_SERVER_KIND_OBJECT &&
           uois_server_type_find_field (result, "msg") != NULL)
    {
      mutation->result = UOIS_DIALECT_RESULT_CLASSIC;
      mutation->has_id = uois_server_type_find_field (result, "id") != NULL;
      find_entity (finder, result, mutation);
      understood = TRUE;
    }

  if (!understood)
    uois_dialect_add_reason (finder->type,
                             g_strdup_printf (_ ("“%s” cannot be used: its answer is not understood."), field->name));
  return understood;
}

/* ---- All of it ---- */

static gboolean
does (const UoisOperation *operation, Writing writing)
{
  switch (operation->kind)
    {
    case UOIS_OPERATION_INSERT:
    case UOIS_OPERATION_LINK:
    case UOIS_OPERATION_UPSERT:
      return writing == WRITING_INSERT;
    case UOIS_OPERATION_UPDATE:
      return writing == WRITING_UPDATE;
    case UOIS_OPERATION_DELETE:
    case UOIS_OPERATION_UNLINK:
      return writing == WRITING_DELETE;
    case UOIS_OPERATION_RELINK: /* has no version, and never worked */
      return FALSE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* The services after 2025 show who wrote a record by an id, and empty what a change leaves out, whatever they answer. */
static gboolean
is_newer (const UoisDialectType *type)
{
  for (guint i = 0; i < type->columns->len; i++)
    {
      const UoisDialectColumn *column = g_ptr_array_index (type->columns, i);

      if (column->column->audit == UOIS_AUDIT_CREATEDBY && !column->object)
        return TRUE;
    }
  return FALSE;
}

static UoisDialectMutation *
try_operation (UoisDialectFinder *finder, const UoisOperation *operation, Writing writing, gboolean *exists)
{
  const UoisServerField *field = uois_server_schema_find_mutation (finder->schema, operation->field->name);
  g_autoptr (UoisDialectMutation) mutation = NULL;

  if (field == NULL)
    return NULL;

  *exists = TRUE;
  mutation = g_new0 (UoisDialectMutation, 1);
  mutation->kind = operation->kind;
  mutation->field = g_strdup (field->name);
  mutation->inputs = g_ptr_array_new_with_free_func (input_free);
  if (!find_inputs (finder, operation, writing, field, mutation) ||
      !check_inputs (finder, operation, writing, mutation) || !find_result (finder, field, writing, mutation))
    return NULL;

  for (guint i = 0; i < mutation->inputs->len; i++)
    {
      UoisDialectInput *input = g_ptr_array_index (mutation->inputs, i);

      input->omission_wipes &= writing == WRITING_UPDATE && (mutation->clears || is_newer (finder->type));
    }
  return g_steal_pointer (&mutation);
}

/* The operation by id, if there is one; else the first of the others that can be used. */
static UoisDialectMutation *
find_mutation (UoisDialectFinder *finder, const UoisOperation *declared, Writing writing, const char *missing)
{
  guint n_mutations;
  const UoisField *const *mutations = uois_registry_get_mutations (finder->registry, &n_mutations);
  gboolean exists = FALSE;
  UoisDialectMutation *mutation = declared ? try_operation (finder, declared, writing, &exists) : NULL;

  for (guint i = 0; i < n_mutations && mutation == NULL; i++)
    {
      const UoisOperation *operation = mutations[i]->operation;

      if (operation && operation != declared && operation->type == finder->type->type && does (operation, writing))
        mutation = try_operation (finder, operation, writing, &exists);
    }
  if (mutation == NULL && !exists)
    uois_dialect_add_reason (finder->type, g_strdup (missing));
  return mutation;
}

void
uois_dialect_find_writing (UoisDialectFinder *finder)
{
  UoisDialectType *type = finder->type;

  type->insert = find_mutation (finder, type->type->insert, WRITING_INSERT,
                                _ ("New records cannot be sent: the server has no way to add them."));
  if (type->type->exposed)
    type->update = find_mutation (finder, type->type->update, WRITING_UPDATE,
                                  _ ("Changes cannot be sent: the server has no way to change these records."));
  type->remove = find_mutation (finder, type->type->remove, WRITING_DELETE,
                                _ ("Deletions cannot be sent: the server has no way to delete these records."));
  type->stubs = is_newer (type) || (type->update && type->update->result == UOIS_DIALECT_RESULT_UNION) ||
                (type->insert && type->insert->result == UOIS_DIALECT_RESULT_UNION);
}
