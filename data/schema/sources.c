/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/registry-private.h"

#include "language/printer.h"

#include <string.h>

/* ---- Arguments ---- */

static gboolean
is_input_type (const UoisRegistry *registry, const char *name)
{
  return uois_registry_get_scalar_kind (registry, name) != UOIS_VALUE_NULL ||
         g_hash_table_contains (registry->inputs_by_name, name);
}

/* A default that no client could write either. */
static void
check_default (UoisRegistry *registry, UoisPlace place, UoisNode type, UoisNode value)
{
  const UoisDocument *document = place.declaration->document;
  gboolean required = uois_node_get_kind (document, type) == UOIS_NODE_NON_NULL_TYPE;
  const char *scalar = uois_node_get_named_type (document, type);
  UoisNode inner = required ? uois_node_get_type (document, type) : type;

  if (value == 0 || uois_node_get_kind (document, inner) == UOIS_NODE_LIST_TYPE ||
      uois_registry_get_scalar_kind (registry, scalar) == UOIS_VALUE_NULL)
    return;
  if (!required && uois_node_get_kind (document, value) == UOIS_NODE_NULL_VALUE)
    return;

  if (!uois_registry_takes_literal (registry, scalar, document, value))
    {
      g_autofree char *text = uois_node_print (document, value);

      uois_problems_add (registry->problems, place, "the default %s of “%s” is no %s; write a literal of that type",
                         text, uois_place_get_text (place), scalar);
    }
}

UoisArgument *
uois_registry_read_argument (UoisRegistry *registry, UoisPlace place)
{
  const UoisDocument *document = place.declaration->document;
  UoisNode type = uois_node_get_type (document, place.node);
  UoisNode value = uois_node_get_value (document, place.node);
  const char *named_type = uois_node_get_named_type (document, type);
  const char *name = uois_place_get_text (place);
  g_autofree char *type_text = uois_node_print (document, type);
  g_autofree char *default_text = value != 0 ? uois_node_print (document, value) : NULL;

  if (!is_input_type (registry, named_type))
    uois_problems_add (registry->problems, place, "“%s” is no type for an argument; use a scalar, an enum or an input",
                       named_type);

  check_default (registry, place, type, value);

  /* The servers accept an argument that may be null without it, and say so by this default. */
  if (default_text == NULL && uois_node_get_kind (document, type) != UOIS_NODE_NON_NULL_TYPE)
    default_text = g_strdup ("null");

  return uois_registry_new_argument (registry, name, type_text, default_text);
}

const UoisArgument *
uois_field_find_argument (const UoisField *field, const char *name)
{
  for (guint i = 0; i < field->arguments.length; i++)
    if (strcmp (field->arguments.items[i]->name, name) == 0)
      return field->arguments.items[i];

  return NULL;
}

static void
add_argument (UoisRegistry *registry, UoisField *field, UoisPlace place, UoisArgument *argument)
{
  if (uois_field_find_argument (field, argument->name) != NULL)
    {
      uois_problems_add (registry->problems, place, "“%s” has an argument “%s” already; remove one of the two",
                         field->name, argument->name);
      return;
    }

  uois_arena_append (&registry->arena, &field->arguments, argument);
}

const UoisFilter *
uois_type_find_filter (const UoisType *type, const char *name)
{
  for (guint i = 0; i < type->filters.length; i++)
    if (strcmp (type->filters.items[i]->name, name) == 0)
      return type->filters.items[i];

  return NULL;
}

/* The filter of a list: the target's first, the one that `where:` names, or none for "". */
static const UoisFilter *
read_where (UoisRegistry *registry, const UoisField *field, UoisPlace directive)
{
  const char *name = uois_directive_get_text (directive, "where");
  const UoisFilter *filter;

  if (field->target == NULL || (name != NULL && *name == '\0'))
    return NULL;
  if (name == NULL)
    return field->target->filters.length > 0 ? field->target->filters.items[0] : NULL;

  filter = uois_type_find_filter (field->target, name);
  if (filter == NULL)
    uois_problems_add (registry->problems, directive, "“%s” has no filter “%s”; add @where(name: \"%s\", …) to it",
                       field->target->name, name, name);

  return filter;
}

void
uois_registry_add_page_arguments (UoisRegistry *registry, UoisField *field, UoisPlace directive)
{
  const char *integer = uois_directive_get_boolean (directive, "required") ? "Int!" : "Int";
  g_autofree char *limit = g_strdup_printf ("%d", uois_directive_get_integer (directive, "limit"));

  field->filter = read_where (registry, field, directive);
  field->sorted = uois_directive_get_boolean (directive, "sort");

  add_argument (registry, field, directive, uois_registry_new_argument (registry, "skip", integer, "0"));
  add_argument (registry, field, directive, uois_registry_new_argument (registry, "limit", integer, limit));
  if (field->filter != NULL)
    add_argument (registry, field, directive,
                  uois_registry_new_argument (registry, "where", field->filter->name, "null"));
  if (field->sorted)
    {
      add_argument (registry, field, directive, uois_registry_new_argument (registry, "orderby", "String", "null"));
      add_argument (registry, field, directive, uois_registry_new_argument (registry, "desc", "Boolean", "null"));
    }
}

/* ---- Names in SQL ---- */

/* Past a quoted text or name that begins at @c. */
static const char *
skip_quoted (const char *c)
{
  const char *end = strchr (c + 1, *c);

  return end != NULL ? end + 1 : c + strlen (c);
}

void
uois_registry_foreach_parameter (const char *sql, UoisParameterReader reader, gpointer data)
{
  const char *c = sql;

  while (*c != '\0')
    {
      if (*c == '\'' || *c == '"')
        {
          c = skip_quoted (c);
        }
      else if (*c == ':' && (g_ascii_isalpha (c[1]) || c[1] == '_'))
        {
          const char *end = ++c;
          g_autofree char *name = NULL;

          while (g_ascii_isalnum (*end) || *end == '_')
            end++;
          name = g_strndup (c, (gsize) (end - c));
          reader (name, data);
          c = end;
        }
      else
        {
          c++;
        }
    }
}

typedef struct
{
  UoisRegistry *registry;
  const UoisField *field;
  UoisPlace place;
} ParameterCheck;

static void
check_parameter (const char *name, gpointer data)
{
  const ParameterCheck *check = data;
  gboolean root = check->field->owner == NULL;

  if (strcmp (name, "me") == 0 || uois_field_find_argument (check->field, name) != NULL)
    return;
  if (strcmp (name, "parent") == 0 && !root)
    return;

  uois_problems_add (check->registry->problems, check->place,
                     "“:%s” is no argument of “%s”; add the argument, or use %s", name, check->field->name,
                     root ? ":me" : ":parent or :me");
}

static void
check_parameters (UoisRegistry *registry, const UoisField *field, UoisPlace place)
{
  ParameterCheck check = { registry, field, place };

  if (field->sql != NULL && field->kind != UOIS_FIELD_CONSTANT)
    uois_registry_foreach_parameter (field->sql, check_parameter, &check);
}

/* ---- Where lists come from ---- */

static UoisColumn *
find_id_column (UoisRegistry *registry, UoisPlace directive, const UoisType *type, const char *argument)
{
  const char *name = uois_directive_get_text (directive, argument);
  const UoisColumn *column = uois_type_find_column (type, name);

  if (column == NULL)
    uois_problems_add (registry->problems, directive, "the table “%s” has no column “%s”; %s", type->table, name,
                       uois_registry_advise (registry, uois_type_private (type)->columns_by_name, name));
  else if (column->kind != UOIS_VALUE_UUID)
    uois_problems_add (registry->problems, directive, "the column “%s” of the table “%s” holds no ids; it is %s", name,
                       type->table, uois_value_kind_get_scalar (column->kind));
  else
    return (UoisColumn *) column;

  return NULL;
}

/* A column that says whom it refers to must mean @type. */
static void
check_refers_to (UoisRegistry *registry, UoisPlace directive, const UoisColumn *column, const UoisType *type)
{
  if (column->target != NULL && column->target != type)
    uois_problems_add (registry->problems, directive,
                       "the column “%s” of the table “%s” refers to “%s”, not to “%s”; take another column",
                       column->name, column->type->table, column->target->name, type->name);
}

static void
read_many (UoisRegistry *registry, UoisField *field, UoisPlace directive)
{
  UoisColumn *column;

  if (field->target == NULL || field->target->table == NULL)
    return;

  column = find_id_column (registry, directive, field->target, "column");
  if (column == NULL)
    return;

  check_refers_to (registry, directive, column, field->owner);
  column->indexed = TRUE;
  field->column = column;
}

static void
read_through (UoisRegistry *registry, UoisField *field, UoisPlace directive)
{
  const char *table = uois_directive_get_text (directive, "table");
  const UoisType *link = uois_registry_find_table (registry, table);
  UoisColumn *near;
  UoisColumn *far;

  if (link == NULL)
    {
      uois_problems_add (registry->problems, directive, "there is no table “%s”; %s", table,
                         uois_registry_advise (registry, registry->types_by_table, table));
      return;
    }

  near = find_id_column (registry, directive, link, "near");
  far = find_id_column (registry, directive, link, "far");
  if (near == NULL || far == NULL || field->target == NULL)
    return;

  check_refers_to (registry, directive, near, field->owner);
  check_refers_to (registry, directive, far, field->target);
  near->indexed = TRUE;
  field->through = link;
  field->column = near;
  field->far_column = far;
}

static void
read_hook (UoisRegistry *registry, const UoisField *field, UoisPlace directive)
{
  const UoisHook *hook = uois_domain_find_hook (field->domain, field->hook);

  if (hook == NULL)
    {
      uois_problems_add (registry->problems, directive, "hooks.c of “%s” has no hook “%s”; add it there",
                         field->domain->name, field->hook);
      return;
    }

  for (guint i = 0; hook->columns[i] != NULL; i++)
    if (uois_type_find_column (field->owner, hook->columns[i]) == NULL)
      uois_problems_add (registry->problems, directive,
                         "the hook “%s” reads a column “%s”, which “%s” does not have; correct hooks.c", hook->name,
                         hook->columns[i], field->owner->name);
}

void
uois_registry_read_field_source (UoisRegistry *registry, UoisField *field)
{
  UoisPlace place = uois_field_place (field);
  UoisPlace paged = uois_place_find_directive (place, "paged");

  UOIS_NODE_FOREACH_KIND (place.declaration->document, place.node, UOIS_NODE_INPUT_VALUE_DEFINITION, node)
  {
    UoisPlace argument = uois_place (place.declaration, node);

    add_argument (registry, field, argument, uois_registry_read_argument (registry, argument));
  }

  if (paged.node != 0 && !field->list)
    uois_problems_add (registry->problems, paged, "“%s” is no list, so @paged says nothing; remove it", field->name);
  else if (paged.node != 0)
    uois_registry_add_page_arguments (registry, field, paged);

  if (field->kind == UOIS_FIELD_MANY)
    read_many (registry, field, uois_place_find_directive (place, "many"));
  else if (field->kind == UOIS_FIELD_THROUGH)
    read_through (registry, field, uois_place_find_directive (place, "through"));
  else if (field->kind == UOIS_FIELD_HOOK)
    read_hook (registry, field, uois_place_find_directive (place, "hook"));

  check_parameters (registry, field, place);
}

/* Fields that a rule made have nothing to read. */
static gboolean
is_written (const UoisField *field)
{
  UoisPlace place = uois_field_place (field);

  return uois_node_get_kind (place.declaration->document, place.node) == UOIS_NODE_FIELD_DEFINITION;
}

void
uois_registry_read_sources (UoisRegistry *registry)
{
  for (guint i = 0; i < registry->types.length; i++)
    {
      const UoisType *type = registry->types.items[i];

      for (guint j = 0; j < type->fields.length; j++)
        if (is_written (type->fields.items[j]))
          uois_registry_read_field_source (registry, (UoisField *) type->fields.items[j]);
    }
}
