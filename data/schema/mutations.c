/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/registry-private.h"

#include "language/printer.h"

#include <string.h>

/* ---- Results ---- */

static void
add_payload_field (UoisRegistry *registry, UoisType *result, UoisPlace place, const char *name, const char *type)
{
  UoisField *field = uois_registry_add_field (registry, result, place, name, type);

  if (field == NULL)
    return;

  field->kind = UOIS_FIELD_PAYLOAD;
  field->target = uois_registry_find_type (registry, field->named_type);
}

/* The result type that @result derives, unless a @payload type of that name stands for it. */
static void
read_result (UoisRegistry *registry, const UoisType *type, UoisPlace directive)
{
  const char *name = uois_directive_get_text (directive, "name");
  const UoisType *written = uois_registry_find_type (registry, name);
  g_autofree char *field_name = g_strdup (uois_directive_get_text (directive, "field"));
  g_autofree char *field_type = NULL;
  gboolean non_null = g_str_has_suffix (field_name, "!");
  UoisTypePrivate *result;

  if (written != NULL && written->result)
    return;

  if (non_null)
    field_name[strlen (field_name) - 1] = '\0';
  field_type = g_strconcat (type->name, non_null ? "!" : "", NULL);

  result = uois_registry_add_type (registry, directive, name, (UoisDomain *) type->domain);
  if (result == NULL)
    return;

  result->type.result = TRUE;
  result->type.local = type->local;
  add_payload_field (registry, &result->type, directive, "id", uois_directive_get_text (directive, "id"));
  add_payload_field (registry, &result->type, directive, "msg", "String!");
  add_payload_field (registry, &result->type, directive, field_name, field_type);
}

static const UoisField *
find_payload (UoisRegistry *registry, UoisPlace place, const char *result, const char *field_name)
{
  const UoisType *type = uois_registry_find_type (registry, result);
  g_autofree char *name = g_strdup (field_name);
  const UoisField *field;

  if (type == NULL || !type->result)
    {
      uois_problems_add (registry->problems, place, "“%s” is no result; name one that @result or @payload declares",
                         result);
      return NULL;
    }
  if (*name == '\0')
    return NULL;

  if (g_str_has_suffix (name, "!"))
    name[strlen (name) - 1] = '\0';
  field = uois_type_find_field (type, name);
  if (field == NULL)
    uois_problems_add (registry->problems, place, "the result “%s” has no field “%s”; %s", result, name,
                       uois_registry_advise (registry, uois_type_private (type)->fields_by_name, name));

  return field;
}

/* ---- Operations ---- */

/* Whether what is written says which version of the record it changes. */
static gboolean
has_lock (const UoisOperation *operation)
{
  for (guint i = 0; operation->input != NULL && i < operation->input->fields.length; i++)
    {
      const UoisColumn *column = operation->input->fields.items[i]->column;

      if (column != NULL && column->audit == UOIS_AUDIT_LASTCHANGE)
        return TRUE;
    }

  return FALSE;
}

static UoisOperation *
new_operation (UoisRegistry *registry, UoisField *field, const UoisType *type, UoisOperationKind kind)
{
  UoisOperation *operation = uois_arena_new (&registry->arena, UoisOperation);

  operation->field = field;
  operation->type = type;
  operation->kind = kind;
  operation->exists = "fail";
  field->kind = UOIS_FIELD_MUTATION;
  field->operation = operation;
  field->local |= type->local;
  if (field->label == NULL)
    field->label = type->label;

  return operation;
}

/* An input, or the id alone. */
static void
read_operation_argument (UoisRegistry *registry, UoisField *field, UoisOperation *operation, UoisPlace directive)
{
  gboolean has_input = uois_directive_has_argument (directive, "input");
  const char *name = uois_directive_get_text (directive, "argument");
  const UoisColumn *id = operation->type->columns.items[0];
  g_autofree char *type_text =
      g_strconcat (has_input ? uois_directive_get_text (directive, "input") : id->field->named_type, "!", NULL);
  UoisArgument *argument = uois_registry_new_argument (registry, name, type_text, NULL);

  if (has_input)
    operation->input = uois_registry_read_derived_input (registry, directive, operation->type);
  else
    argument->column = id;
  if (!has_input && uois_directive_has_argument (directive, "of"))
    uois_problems_add (registry->problems, directive, "“of” says the fields of an input; add input: …, or remove it");

  uois_arena_append (&registry->arena, &field->arguments, argument);
}

/* @insert, @update or @delete of a type. */
static const UoisOperation *
read_type_operation (UoisRegistry *registry, const UoisType *type, const char *directive_name, UoisOperationKind kind)
{
  UoisPlace directive = uois_place_find_directive (uois_type_place (type), directive_name);
  UoisPlace result = uois_place_find_directive (uois_type_place (type), "result");
  const char *name = uois_directive_get_text (directive, "field");
  g_autofree char *type_text = NULL;
  UoisField *field;
  UoisOperation *operation;

  if (directive.node == 0)
    return NULL;
  if (result.node == 0)
    {
      uois_problems_add (registry->problems, directive,
                         "“%s” can be written but says no result; add @result(name: …, field: …)", type->name);
      return NULL;
    }

  type_text = g_strconcat (uois_directive_get_text (result, "name"),
                           uois_directive_get_boolean (directive, "nullable") ? "" : "!", NULL);
  field = uois_registry_add_root_field (registry, TRUE, directive, name, type_text);
  if (field == NULL)
    return NULL;

  operation = new_operation (registry, field, type, kind);
  operation->result = field->named_type;
  operation->returns = type;
  operation->returns_column = type->columns.items[0];
  operation->payload = find_payload (registry, result, operation->result, uois_directive_get_text (result, "field"));
  field->target = uois_registry_find_type (registry, operation->result);
  read_operation_argument (registry, field, operation, directive);
  if (kind == UOIS_OPERATION_INSERT)
    uois_registry_read_insert (registry, operation, directive);
  if (operation->key.length == 0)
    uois_arena_append (&registry->arena, &operation->key, type->columns.items[0]);
  operation->locked = has_lock (operation);

  return operation;
}

static void
read_type_mutations (UoisRegistry *registry, UoisType *type)
{
  UoisPlace result = uois_place_find_directive (uois_type_place (type), "result");

  if (type->table == NULL)
    return;

  if (result.node != 0)
    read_result (registry, type, result);
  type->insert = read_type_operation (registry, type, "insert", UOIS_OPERATION_INSERT);
  type->update = read_type_operation (registry, type, "update", UOIS_OPERATION_UPDATE);
  type->remove = read_type_operation (registry, type, "delete", UOIS_OPERATION_DELETE);
}

/* ---- Mutations that are written out ---- */

static UoisOperationKind
read_writing (UoisPlace directive)
{
  static const struct
  {
    const char *name;
    UoisOperationKind kind;
  } writings[] = {
    { "LINK", UOIS_OPERATION_LINK },     { "UNLINK", UOIS_OPERATION_UNLINK }, { "RELINK", UOIS_OPERATION_RELINK },
    { "UPSERT", UOIS_OPERATION_UPSERT }, { "INSERT", UOIS_OPERATION_INSERT }, { "UPDATE", UOIS_OPERATION_UPDATE },
    { "DELETE", UOIS_OPERATION_DELETE },
  };
  const char *name = uois_directive_get_text (directive, "as");

  for (guint i = 0; i < G_N_ELEMENTS (writings); i++)
    if (strcmp (writings[i].name, name) == 0)
      return writings[i].kind;

  g_return_val_if_reached (UOIS_OPERATION_INSERT);
}

/* Either one argument with an input, or scalars that each set a column. */
static void
read_written_arguments (UoisRegistry *registry, UoisField *field, UoisOperation *operation)
{
  UoisPlace place = uois_field_place (field);
  const UoisDocument *document = place.declaration->document;

  UOIS_NODE_FOREACH_KIND (document, place.node, UOIS_NODE_INPUT_VALUE_DEFINITION, node)
  {
    UoisPlace argument_place = uois_place (place.declaration, node);
    const char *named_type = uois_node_get_named_type (document, uois_node_get_type (document, node));
    UoisArgument *argument = uois_registry_read_argument (registry, argument_place);

    if (uois_registry_get_scalar_kind (registry, named_type) != UOIS_VALUE_NULL)
      argument->column = uois_registry_read_sets (registry, argument_place, operation->type);
    else if (operation->input == NULL && field->arguments.length == 0)
      operation->input = uois_registry_read_written_input (registry, argument_place, named_type, operation->type);
    else
      uois_problems_add (registry->problems, argument_place,
                         "“%s” takes more than one input; a mutation takes one input, or scalars", field->name);

    uois_arena_append (&registry->arena, &field->arguments, argument);
  }
}

static gboolean
sets_column (const UoisOperation *operation, const UoisColumn *column)
{
  for (guint i = 0; operation->input != NULL && i < operation->input->fields.length; i++)
    if (operation->input->fields.items[i]->column == column)
      return TRUE;
  for (guint i = 0; i < operation->field->arguments.length; i++)
    if (operation->field->arguments.items[i]->column == column)
      return TRUE;

  return FALSE;
}

static void
read_key (UoisRegistry *registry, UoisOperation *operation, UoisPlace directive)
{
  UOIS_DIRECTIVE_FOREACH_ITEM (directive, "key", item)
  {
    const UoisColumn *column = uois_registry_find_column (registry, item, operation->type, uois_place_get_text (item));

    if (column == NULL)
      continue;
    if (!sets_column (operation, column))
      uois_problems_add (registry->problems, item,
                         "“%s” is a key, and nothing in the arguments of “%s” sets it; add @sets(column: \"%s\")",
                         column->name, operation->field->name, column->name);
    uois_arena_append (&registry->arena, &operation->key, column);
  }
}

/* A field of `extend type Mutation`. */
static void
read_mutation (UoisRegistry *registry, UoisPlace place)
{
  const UoisDocument *document = place.declaration->document;
  UoisPlace directive = uois_place_find_directive (place, "writes");
  g_autofree char *type_text = uois_node_print (document, uois_node_get_type (document, place.node));
  UoisField *field = uois_registry_add_root_field (registry, TRUE, place, uois_place_get_text (place), type_text);
  UoisOperation *operation;
  const UoisType *type;
  const char *table;

  if (field == NULL)
    return;
  if (directive.node == 0)
    {
      uois_problems_add (registry->problems, place,
                         "nothing says what the mutation “%s” does; add @writes(table: …, as: …)", field->name);
      return;
    }

  table = uois_directive_get_text (directive, "table");
  type = uois_registry_find_table (registry, table);
  if (type == NULL)
    {
      uois_problems_add (registry->problems, directive, "there is no table “%s”; %s", table,
                         uois_registry_advise (registry, registry->types_by_table, table));
      return;
    }

  uois_registry_read_field_words (registry, field);
  operation = new_operation (registry, field, type, read_writing (directive));
  operation->exists = uois_registry_read_text (registry, directive, "exists");
  operation->result = field->named_type;
  operation->payload =
      find_payload (registry, directive, operation->result, uois_directive_get_text (directive, "result"));
  field->target = uois_registry_find_type (registry, operation->result);

  operation->returns_column =
      uois_registry_find_column (registry, directive, type, uois_directive_get_text (directive, "returns"));
  if (operation->returns_column != NULL)
    operation->returns = operation->returns_column->index == 0 ? type : operation->returns_column->target;

  read_written_arguments (registry, field, operation);
  read_key (registry, operation, directive);
  uois_registry_read_cascade (registry, operation, directive);
  operation->locked = has_lock (operation);
}

void
uois_registry_read_mutations (UoisRegistry *registry)
{
  /* Results are types too, and come behind those that are declared. */
  guint n_types = registry->types.length;

  for (guint i = 0; i < n_types; i++)
    read_type_mutations (registry, (UoisType *) registry->types.items[i]);

  uois_registry_foreach_root_field (registry, "Mutation", read_mutation);
  uois_registry_check_inputs (registry);
}
