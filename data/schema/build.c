/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/registry-private.h"

#include <string.h>

const char *
uois_registry_intern (UoisRegistry *registry, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (registry->strings, text) : NULL;
}

const char *
uois_registry_take (UoisRegistry *registry, char *text)
{
  g_autofree char *owned = text;

  return uois_registry_intern (registry, owned);
}

const char *
uois_registry_read_text (UoisRegistry *registry, UoisPlace directive, const char *argument)
{
  return uois_registry_intern (registry, uois_directive_get_text (directive, argument));
}

const char *
uois_registry_advise (UoisRegistry *registry, GHashTable *names, const char *name)
{
  return uois_registry_take (registry, uois_problems_advise (names, name));
}

const UoisColumn *
uois_registry_find_column (UoisRegistry *registry, UoisPlace place, const UoisType *type, const char *name)
{
  const UoisColumn *column = uois_type_find_column (type, name);

  if (column == NULL)
    uois_problems_add (registry->problems, place, "the table “%s” has no column “%s”; %s", type->table, name,
                       uois_registry_advise (registry, uois_type_private (type)->columns_by_name, name));

  return column;
}

/* "__" is GraphQL's own in names of the API and ours in names of columns. */
static gboolean
check_name (UoisRegistry *registry, UoisPlace place, const char *what, const char *name)
{
  if (strstr (name, "__") == NULL)
    return TRUE;

  uois_problems_add (registry->problems, place,
                     "the %s “%s” has two underscores in a row, which are kept for the program's own names; rename it",
                     what, name);
  return FALSE;
}

UoisTypePrivate *
uois_registry_add_type (UoisRegistry *registry, UoisPlace place, const char *name, UoisDomain *domain)
{
  UoisTypePrivate *type;

  if (g_hash_table_contains (registry->types_by_name, name) || g_hash_table_contains (registry->enums_by_name, name) ||
      uois_registry_get_scalar_kind (registry, name) != UOIS_VALUE_NULL)
    {
      uois_problems_add (registry->problems, place, "the name “%s” is taken; rename one of the two", name);
      return NULL;
    }
  check_name (registry, place, "type", name);

  type = uois_arena_new (&registry->arena, UoisTypePrivate);
  type->place = place;
  type->fields_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  type->columns_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  type->type.name = uois_registry_intern (registry, name);
  type->type.domain = domain;
  type->type.exposed = TRUE;
  type->type.index = registry->types.length;

  uois_arena_append (&registry->arena, &registry->types, &type->type);
  uois_arena_append (&registry->arena, &domain->types, &type->type);
  g_hash_table_insert (registry->types_by_name, (gpointer) type->type.name, type);

  return type;
}

UoisColumn *
uois_registry_add_column (UoisRegistry *registry, UoisType *type, UoisPlace place, const char *name, UoisValueKind kind)
{
  UoisColumnPrivate *column = uois_arena_new (&registry->arena, UoisColumnPrivate);

  check_name (registry, place, "column", name);

  column->place = place;
  column->column.name = uois_registry_intern (registry, name);
  column->column.type = type;
  column->column.index = type->columns.length;
  column->column.kind = kind;

  uois_arena_append (&registry->arena, &type->columns, &column->column);
  g_hash_table_insert (uois_type_private (type)->columns_by_name, (gpointer) column->column.name, column);

  return &column->column;
}

/* The innermost name of a type's text: "[UUID!]!" -> "UUID". */
static const char *
get_named_type (UoisRegistry *registry, const char *type_text)
{
  const char *start = type_text + strspn (type_text, "[");
  g_autofree char *name = g_strndup (start, strcspn (start, "!]"));

  return uois_registry_intern (registry, name);
}

static UoisFieldPrivate *
new_field (UoisRegistry *registry, UoisPlace place, const UoisDomain *domain, const char *name, const char *type_text)
{
  UoisFieldPrivate *field = uois_arena_new (&registry->arena, UoisFieldPrivate);
  gsize length = strlen (type_text);

  check_name (registry, place, "field", name);

  field->place = place;
  field->field.name = uois_registry_intern (registry, name);
  field->field.type = uois_registry_intern (registry, type_text);
  field->field.named_type = get_named_type (registry, type_text);
  field->field.list = type_text[0] == '[';
  field->field.non_null = type_text[length - 1] == '!';
  field->field.domain = domain;

  return field;
}

UoisField *
uois_registry_add_field (
    UoisRegistry *registry, UoisType *type, UoisPlace place, const char *name, const char *type_text)
{
  UoisFieldPrivate *field;

  if (uois_type_find_field (type, name) != NULL)
    {
      uois_problems_add (registry->problems, place, "“%s” has a field “%s” already; remove one of the two", type->name,
                         name);
      return NULL;
    }

  field = new_field (registry, place, place.declaration->domain, name, type_text);
  field->field.owner = type;
  field->field.index = type->fields.length;

  uois_arena_append (&registry->arena, &type->fields, &field->field);
  g_hash_table_insert (uois_type_private (type)->fields_by_name, (gpointer) field->field.name, field);

  return &field->field;
}

UoisField *
uois_registry_add_root_field (
    UoisRegistry *registry, gboolean mutation, UoisPlace place, const char *name, const char *type_text)
{
  GHashTable *by_name = mutation ? registry->mutations_by_name : registry->queries_by_name;
  UoisFieldPrivate *field;

  if (g_hash_table_contains (by_name, name))
    {
      uois_problems_add (registry->problems, place, "there is a %s “%s” already; rename one of the two",
                         mutation ? "mutation" : "query", name);
      return NULL;
    }

  field = new_field (registry, place, place.declaration->domain, name, type_text);
  if (mutation)
    {
      field->field.index = registry->mutations.length;
      uois_arena_append (&registry->arena, &registry->mutations, &field->field);
    }
  else
    {
      field->field.index = registry->queries.length;
      uois_arena_append (&registry->arena, &registry->queries, &field->field);
    }
  g_hash_table_insert (by_name, (gpointer) field->field.name, field);

  return &field->field;
}

UoisField *
uois_registry_new_tab (UoisRegistry *registry, UoisType *type, UoisPlace place, const char *name, const char *type_text)
{
  UoisFieldPrivate *field = new_field (registry, place, place.declaration->domain, name, type_text);

  field->field.owner = type;
  field->field.index = G_MAXUINT;
  field->field.local = TRUE;

  return &field->field;
}

UoisInput *
uois_registry_add_input (UoisRegistry *registry, UoisPlace place, const char *name)
{
  UoisInputPrivate *input;

  if (g_hash_table_contains (registry->inputs_by_name, name))
    {
      uois_problems_add (registry->problems, place, "there is an input “%s” already; rename one of the two", name);
      return NULL;
    }

  input = uois_arena_new (&registry->arena, UoisInputPrivate);
  input->place = place;
  input->input.name = uois_registry_intern (registry, name);

  uois_arena_append (&registry->arena, &registry->inputs, &input->input);
  g_hash_table_insert (registry->inputs_by_name, (gpointer) input->input.name, input);

  return &input->input;
}

UoisArgument *
uois_registry_new_argument (UoisRegistry *registry, const char *name, const char *type, const char *default_text)
{
  UoisArgument *argument = uois_arena_new (&registry->arena, UoisArgument);

  argument->name = uois_registry_intern (registry, name);
  argument->type = uois_registry_intern (registry, type);
  argument->default_text = uois_registry_intern (registry, default_text);

  return argument;
}

void
uois_registry_add_argument (
    UoisRegistry *registry, UoisField *field, const char *name, const char *type, const char *default_text)
{
  uois_arena_append (&registry->arena, &field->arguments,
                     uois_registry_new_argument (registry, name, type, default_text));
}
