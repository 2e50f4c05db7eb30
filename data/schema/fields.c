/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/registry-private.h"

#include "language/printer.h"

#include <string.h>

/* A directive that says where a field's value comes from, and what the field must be then. */
typedef struct
{
  const char *directive;
  UoisFieldKind kind;
  enum
  {
    VALUE_SCALAR,
    VALUE_OBJECT, /* one */
    VALUE_LIST,   /* of objects */
  } value;
  const char *text_argument; /* what becomes field->sql */
  gboolean root_only;
} Source;

static const Source sources[] = {
  { "many", UOIS_FIELD_MANY, VALUE_LIST, NULL, FALSE },
  { "through", UOIS_FIELD_THROUGH, VALUE_LIST, NULL, FALSE },
  { "rows", UOIS_FIELD_LIST, VALUE_LIST, "sql", FALSE },
  { "one", UOIS_FIELD_ONE, VALUE_OBJECT, "sql", FALSE },
  { "object", UOIS_FIELD_OBJECT, VALUE_OBJECT, "id", FALSE },
  { "expression", UOIS_FIELD_EXPRESSION, VALUE_SCALAR, "sql", FALSE },
  { "hook", UOIS_FIELD_HOOK, VALUE_SCALAR, NULL, FALSE },
  { "constant", UOIS_FIELD_CONSTANT, VALUE_SCALAR, "text", FALSE },
  { "value", UOIS_FIELD_VALUE, VALUE_SCALAR, "sql", TRUE },
};

static const Source *
find_source (UoisRegistry *registry, UoisPlace place, const char *name)
{
  const Source *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      UoisPlace directive = uois_place_find_directive (place, sources[i].directive);

      if (directive.node == 0)
        continue;
      if (found != NULL)
        uois_problems_add (registry->problems, directive, "“%s” has both @%s and @%s; a field has one source, keep one",
                           name, found->directive, sources[i].directive);
      else
        found = &sources[i];
    }

  return found;
}

static void
check_value (UoisRegistry *registry, const UoisField *field, UoisPlace place, const Source *source)
{
  gboolean scalar = field->target == NULL;

  if (source->value == VALUE_SCALAR && (!scalar || field->list))
    uois_problems_add (registry->problems, place, "@%s gives one value, and “%s” is %s; make it a scalar",
                       source->directive, field->name, field->type);
  if (source->value == VALUE_OBJECT && (scalar || field->list))
    uois_problems_add (registry->problems, place, "@%s gives one object, and “%s” is %s; make it an object type",
                       source->directive, field->name, field->type);
  if (source->value == VALUE_LIST && (scalar || !field->list))
    uois_problems_add (registry->problems, place, "@%s gives a list of records, and “%s” is %s; write [%s!]!",
                       source->directive, field->name, field->type, field->named_type);
}

/* Records come from tables; @object is for types without one. */
static void
check_target (UoisRegistry *registry, const UoisField *field, UoisPlace place, const Source *source)
{
  gboolean object = field->kind == UOIS_FIELD_OBJECT || field->kind == UOIS_FIELD_OBJECT_BY_ID;

  if (field->target == NULL)
    return;

  if (object && field->target->table != NULL)
    uois_problems_add (registry->problems, place, "@object is for types without a table, and “%s” has one; use @one",
                       field->target->name);
  if (!object && field->target->table == NULL)
    uois_problems_add (registry->problems, place, "“%s” has no table to find records in; use @object",
                       field->target->name);
}

UoisPlace
uois_registry_read_source (UoisRegistry *registry, UoisField *field, gboolean root)
{
  UoisPlace place = uois_field_place (field);
  const Source *source = find_source (registry, place, field->name);
  UoisPlace directive;

  if (source == NULL)
    return uois_place (place.declaration, 0);

  directive = uois_place_find_directive (place, source->directive);
  field->kind = source->kind;
  if (root && field->kind == UOIS_FIELD_OBJECT)
    field->kind = UOIS_FIELD_OBJECT_BY_ID;
  if (source->text_argument != NULL)
    field->sql = uois_registry_read_text (registry, directive, source->text_argument);
  if (field->kind == UOIS_FIELD_HOOK)
    field->hook = uois_registry_read_text (registry, directive, "name");
  if (source->value == VALUE_LIST)
    field->fixed_order = uois_registry_read_text (registry, directive, "order");

  if (source->root_only && !root)
    uois_problems_add (registry->problems, directive, "@%s is for fields of Query; use @expression here",
                       source->directive);
  check_value (registry, field, directive, source);
  check_target (registry, field, directive, source);

  return directive;
}

gboolean
uois_registry_read_field_type (UoisRegistry *registry, UoisField *field)
{
  UoisPlace place = uois_field_place (field);

  field->target = uois_registry_find_type (registry, field->named_type);
  if (field->target == NULL && uois_registry_get_scalar_kind (registry, field->named_type) == UOIS_VALUE_NULL)
    {
      uois_problems_add (registry->problems, place, "there is no type “%s”; %s", field->named_type,
                         uois_registry_advise (registry, registry->types_by_name, field->named_type));
      return FALSE;
    }

  if (field->target != NULL && !field->target->exposed && (field->owner == NULL || field->owner->exposed))
    uois_problems_add (
        registry->problems, place,
        "“%s” is @hidden and cannot be the type of a field of the API; make it @local instead of @hidden, "
        "or use @through",
        field->named_type);

  return TRUE;
}

static UoisPresentation
read_presentation (UoisPlace place)
{
  static const struct
  {
    const char *name;
    UoisPresentation presentation;
  } presentations[] = {
    { "LONG_TEXT", UOIS_PRESENT_LONG_TEXT },
    { "EMAIL", UOIS_PRESENT_EMAIL },
    { "URL", UOIS_PRESENT_URL },
    { "PERSONAL_NUMBER", UOIS_PRESENT_PERSONAL_NUMBER },
    { "MONEY", UOIS_PRESENT_MONEY },
    { "PERCENT", UOIS_PRESENT_PERCENT },
    { "DATE", UOIS_PRESENT_DATE },
    { "LIST_ITEM", UOIS_PRESENT_LIST_ITEM },
  };
  const char *name = uois_directive_get_text (uois_place_find_directive (place, "present"), "as");

  for (guint i = 0; i < G_N_ELEMENTS (presentations); i++)
    if (g_strcmp0 (presentations[i].name, name) == 0)
      return presentations[i].presentation;

  return UOIS_PRESENT_PLAIN;
}

void
uois_registry_read_field_words (UoisRegistry *registry, UoisField *field)
{
  UoisPlace place = uois_field_place (field);

  field->label = uois_registry_read_text (registry, uois_place_find_directive (place, "label"), "en");
  field->help = uois_registry_read_text (registry, uois_place_find_directive (place, "help"), "en");
  field->deprecated = uois_registry_read_text (registry, uois_place_find_directive (place, "deprecated"), "reason");
  field->local = uois_place_has_directive (place, "local") || (field->owner != NULL && field->owner->local);
  field->hidden = uois_place_has_directive (place, "hidden");
  field->presentation = read_presentation (place);
}

/* A field without a source is a column of the type's own table. */
static void
read_own_value (UoisRegistry *registry, UoisType *type, UoisField *field)
{
  UoisPlace place = uois_field_place (field);

  if (type->result)
    {
      field->kind = UOIS_FIELD_PAYLOAD;
    }
  else if (type->table == NULL)
    {
      uois_problems_add (registry->problems, place,
                         "“%s” has no table, so its fields need a source; add @rows, @one, @object or @constant",
                         type->name);
    }
  else if (type->domain != field->domain)
    {
      uois_problems_add (
          registry->problems, place,
          "“%s” would be a column of another domain's table; declare it there, or give it a source such as "
          "@many",
          field->name);
    }
  else if (field->list)
    {
      uois_problems_add (registry->problems, place,
                         "the list “%s” lacks its source; add @many(column: …), @through(…) or @rows(sql: …)",
                         field->name);
    }
  else if (field->target != NULL)
    {
      field->kind = UOIS_FIELD_REFERENCE;
      uois_registry_read_reference_column (registry, type, field);
    }
  else
    {
      field->kind = UOIS_FIELD_COLUMN;
      uois_registry_read_scalar_column (registry, type, field,
                                        uois_registry_get_scalar_kind (registry, field->named_type));
    }
}

/* What only says something of a column. */
static void
check_column_directives (UoisRegistry *registry, const UoisField *field)
{
  static const char *const directives[] = {
    "column", "reference", "target", "required", "default", "alias", "search", "sorted", "indexed",
  };

  if (field->column != NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (directives); i++)
    {
      UoisPlace directive = uois_place_find_directive (uois_field_place (field), directives[i]);

      if (directive.node != 0)
        uois_problems_add (registry->problems, directive, "“%s” is no column, so @%s says nothing; remove it",
                           field->name, directives[i]);
    }
}

static void
read_field (UoisRegistry *registry, UoisType *type, UoisPlace place)
{
  const UoisDocument *document = place.declaration->document;
  g_autofree char *type_text = uois_node_print (document, uois_node_get_type (document, place.node));
  const char *name = uois_place_get_text (place);
  UoisField *field;

  if (type->table != NULL && strcmp (name, "id") == 0)
    {
      uois_problems_add (registry->problems, place, "every type with a table has “id”; remove it");
      return;
    }

  field = uois_registry_add_field (registry, type, place, name, type_text);
  if (field == NULL)
    return;

  uois_registry_read_field_words (registry, field);
  if (!uois_registry_read_field_type (registry, field))
    return;
  if (uois_registry_read_source (registry, field, FALSE).node == 0)
    read_own_value (registry, type, field);
  check_column_directives (registry, field);
}

static void
read_fields_of (UoisRegistry *registry, UoisType *type, UoisPlace place)
{
  UOIS_NODE_FOREACH_KIND (place.declaration->document, place.node, UOIS_NODE_FIELD_DEFINITION, node)
  {
    read_field (registry, type, uois_place (place.declaration, node));
  }
}

/* The only own field of a type without table: what it is asked by. */
static void
read_virtual_id (UoisRegistry *registry, UoisType *type, UoisPlace place)
{
  UoisField *field = uois_registry_add_field (registry, type, place, "id", "UUID!");

  field->kind = UOIS_FIELD_EXPRESSION;
  field->sql = ":parent";
  field->label = "ID";
}

static void
read_type (UoisRegistry *registry, UoisType *type)
{
  UoisPlace place = uois_type_place (type);
  UoisPlace audit = uois_place_find_directive (place, "audit");

  if (type->table != NULL)
    uois_registry_read_id (registry, type, place);
  else if (uois_type_private (type)->virtual)
    read_virtual_id (registry, type, place);

  read_fields_of (registry, type, place);

  if (audit.node != 0 && type->table != NULL)
    uois_registry_read_audit (registry, type, audit);
}

static void
read_extension (UoisRegistry *registry, UoisPlace place)
{
  const char *name = uois_place_get_text (place);
  UoisType *type;

  if (strcmp (name, "Query") == 0 || strcmp (name, "Mutation") == 0)
    return;

  type = (UoisType *) uois_registry_find_type (registry, name);
  if (type == NULL)
    {
      uois_problems_add (registry->problems, place, "there is no type “%s” to extend; %s", name,
                         uois_registry_advise (registry, registry->types_by_name, name));
      return;
    }
  if (uois_node_get_child (place.declaration->document, place.node, UOIS_NODE_DIRECTIVE) != 0)
    uois_problems_add (registry->problems, place,
                       "an extension only adds fields; move its directives to where “%s” is declared", name);

  read_fields_of (registry, type, place);
}

static int
compare_declarations (gconstpointer a, gconstpointer b)
{
  const UoisDeclaration *first = *(const UoisDeclaration *const *) a;
  const UoisDeclaration *second = *(const UoisDeclaration *const *) b;
  int first_order = first->domain != NULL ? first->domain->order : G_MAXINT;
  int second_order = second->domain != NULL ? second->domain->order : G_MAXINT;

  return first_order != second_order ? (first_order > second_order) - (first_order < second_order) :
                                       (first->index > second->index) - (first->index < second->index);
}

void
uois_registry_read_fields (UoisRegistry *registry)
{
  g_autoptr (GPtrArray) declarations = g_ptr_array_copy (registry->declarations, NULL, NULL);

  /* All own columns come before what others add, and that comes in the order of the sidebar, as the tabs do. */
  for (guint i = 0; i < registry->types.length; i++)
    read_type (registry, (UoisType *) registry->types.items[i]);

  g_ptr_array_set_free_func (declarations, NULL);
  g_ptr_array_sort (declarations, compare_declarations);
  for (guint i = 0; i < declarations->len; i++)
    {
      const UoisDeclaration *declaration = g_ptr_array_index (declarations, i);
      UoisNode root = uois_document_get_root (declaration->document);

      if (declaration->domain == NULL)
        continue;
      UOIS_NODE_FOREACH_KIND (declaration->document, root, UOIS_NODE_OBJECT_TYPE_EXTENSION, node)
      {
        read_extension (registry, uois_place (declaration, node));
      }
    }
}
