/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/api.h"

#include "language/printer.h"
#include "schema/registry-private.h"

#include <string.h>

/* Makes it a schema of Federation 2, which `@key` is part of. Fields of a key are shareable by themselves, and no other
 * field stands in several subgraphs. */
#define FEDERATION_LINK "extend schema @link(url: \"https://specs.apollo.dev/federation/v2.3\", import: [\"@key\"])\n"

/* One definition of the SDL. A filter gives three: itself, its And and its Or form. */
typedef struct
{
  const char *name; /* owned by @names of the printer, or the registry */
  enum
  {
    DEFINITION_SCALAR,
    DEFINITION_ENUM,
    DEFINITION_TYPE,
    DEFINITION_INPUT,
    DEFINITION_FILTER,
    DEFINITION_FILTER_AND,
    DEFINITION_FILTER_OR,
    DEFINITION_QUERY,
    DEFINITION_MUTATION,
    DEFINITION_FEDERATION, /* its text is the element */
  } kind;
  gconstpointer element;
} Definition;

typedef struct
{
  const UoisRegistry *registry;
  const UoisDomain *domain;
  UoisApiForm form;
  GString *text;
  GHashTable *wanted;  /* names of types, filters, inputs, enums and scalars */
  GPtrArray *names;    /* names that are put together here */
  GArray *definitions; /* Definition */
} Printer;

char *
uois_api_describe (const char *label, const char *help)
{
  if (label == NULL || *label == '\0')
    return g_strdup (help);
  if (help == NULL || *help == '\0')
    return g_strdup (label);

  return g_strconcat (label, ": ", help, NULL);
}

/* ---- Which part of the API ---- */

gboolean
uois_type_is_entity (const UoisType *type)
{
  return type->exposed && !type->result && type->fields.length > 0 && strcmp (type->fields.items[0]->name, "id") == 0;
}

/* What the servers do not have is no part of their subgraphs. */
static gboolean
is_left_out (const Printer *printer, gboolean local)
{
  return local && printer->form != UOIS_API_CLIENT && printer->domain != NULL && printer->domain->subgraph != NULL;
}

static gboolean
shows_field (const Printer *printer, const UoisField *field)
{
  gboolean id = field->owner != NULL && field->index == 0;

  if (is_left_out (printer, field->local))
    return FALSE;
  return printer->domain == NULL || field->domain == printer->domain || id;
}

static gboolean
shows_type (const Printer *printer, const UoisType *type)
{
  return type->exposed && !is_left_out (printer, type->local);
}

static void want (Printer *printer, const char *name);

static void
want_field (Printer *printer, const UoisField *field)
{
  want (printer, field->named_type);
  for (guint i = 0; i < field->arguments.length; i++)
    {
      const char *type = field->arguments.items[i]->type;
      const char *start = type + strspn (type, "[");
      g_autofree char *name = g_strndup (start, strcspn (start, "!]"));

      want (printer, name);
    }
}

/* The name, and whatever it needs to be a schema. */
static void
want (Printer *printer, const char *name)
{
  const UoisType *type = uois_registry_find_type (printer->registry, name);
  const UoisFilter *filter = uois_registry_find_filter (printer->registry, name);
  const UoisInput *input = g_hash_table_lookup (printer->registry->inputs_by_name, name);

  if (g_hash_table_contains (printer->wanted, name))
    return;
  g_hash_table_add (printer->wanted, g_strdup (name));

  for (guint i = 0; type != NULL && i < type->fields.length; i++)
    if (shows_field (printer, type->fields.items[i]))
      want_field (printer, type->fields.items[i]);
  for (guint i = 0; filter != NULL && i < filter->entries.length; i++)
    want (printer, filter->entries.items[i]->type);
  for (guint i = 0; input != NULL && i < input->fields.length; i++)
    {
      const char *start = input->fields.items[i]->type + strspn (input->fields.items[i]->type, "[");
      g_autofree char *field_type = g_strndup (start, strcspn (start, "!]"));

      want (printer, field_type);
    }
}

static void
want_domain (Printer *printer)
{
  for (guint i = 0; i < printer->registry->types.length; i++)
    {
      const UoisType *type = printer->registry->types.items[i];

      for (guint j = 0; shows_type (printer, type) && j < type->fields.length; j++)
        if (type->fields.items[j]->domain == printer->domain && shows_field (printer, type->fields.items[j]))
          {
            want (printer, type->name);
            break;
          }
    }
  for (guint i = 0; i < printer->registry->queries.length; i++)
    if (shows_field (printer, printer->registry->queries.items[i]))
      want_field (printer, printer->registry->queries.items[i]);
  for (guint i = 0; i < printer->registry->mutations.length; i++)
    if (shows_field (printer, printer->registry->mutations.items[i]))
      want_field (printer, printer->registry->mutations.items[i]);
}

static gboolean
is_wanted (const Printer *printer, const char *name)
{
  return printer->domain == NULL || g_hash_table_contains (printer->wanted, name);
}

/* ---- Collecting ---- */

static void
add_definition (Printer *printer, const char *name, int kind, gconstpointer element)
{
  Definition definition = { .name = name, .element = element };

  definition.kind = kind;
  g_array_append_val (printer->definitions, definition);
}

static const char *
derive_name (Printer *printer, const char *name, const char *suffix)
{
  char *derived = g_strconcat (name, suffix, NULL);

  g_ptr_array_add (printer->names, derived);
  return derived;
}

static void
add_root (Printer *printer, const char *name, int kind, const UoisField *const *fields, guint length)
{
  for (guint i = 0; i < length; i++)
    if (shows_field (printer, fields[i]))
      {
        add_definition (printer, name, kind, NULL);
        return;
      }
}

/* What a gateway asks by, https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec */
static void
collect_federation (Printer *printer)
{
  GString *entities = g_string_new ("union _Entity =");
  const UoisRegistry *registry = printer->registry;

  for (guint i = 0; i < registry->types.length; i++)
    {
      const UoisType *type = registry->types.items[i];

      if (uois_type_is_entity (type) && shows_type (printer, type) && is_wanted (printer, type->name))
        g_string_append_printf (entities, "\n  | %s", type->name);
    }
  g_string_append_c (entities, '\n');
  g_ptr_array_add (printer->names, entities->str);

  add_definition (printer, "_Any", DEFINITION_FEDERATION, "scalar _Any\n");
  add_definition (printer, "_Entity", DEFINITION_FEDERATION, g_string_free (entities, FALSE));
  add_definition (printer, "_Service", DEFINITION_FEDERATION, "type _Service {\n  sdl: String!\n}\n");
}

static void
collect (Printer *printer)
{
  const UoisRegistry *registry = printer->registry;

  for (guint i = 0; i < registry->scalars.length; i++)
    if (is_wanted (printer, registry->scalars.items[i]->name))
      add_definition (printer, registry->scalars.items[i]->name, DEFINITION_SCALAR, registry->scalars.items[i]);
  for (guint i = 0; i < registry->enums.length; i++)
    if (is_wanted (printer, registry->enums.items[i]->name))
      add_definition (printer, registry->enums.items[i]->name, DEFINITION_ENUM, registry->enums.items[i]);
  for (guint i = 0; i < registry->types.length; i++)
    if (shows_type (printer, registry->types.items[i]) && is_wanted (printer, registry->types.items[i]->name))
      add_definition (printer, registry->types.items[i]->name, DEFINITION_TYPE, registry->types.items[i]);
  for (guint i = 0; i < registry->inputs.length; i++)
    if (is_wanted (printer, registry->inputs.items[i]->name))
      add_definition (printer, registry->inputs.items[i]->name, DEFINITION_INPUT, registry->inputs.items[i]);

  for (guint i = 0; i < registry->filters.length; i++)
    {
      const UoisFilter *filter = registry->filters.items[i];

      /* Several types may have a filter of one name; the API prints the first. */
      if (!is_wanted (printer, filter->name) || uois_registry_find_filter (registry, filter->name) != filter)
        continue;
      add_definition (printer, filter->name, DEFINITION_FILTER, filter);
      add_definition (printer, derive_name (printer, filter->name, "And"), DEFINITION_FILTER_AND, filter);
      add_definition (printer, derive_name (printer, filter->name, "Or"), DEFINITION_FILTER_OR, filter);
    }

  if (printer->form == UOIS_API_SERVICE)
    {
      add_definition (printer, "Query", DEFINITION_QUERY, NULL);
      collect_federation (printer);
    }
  else
    add_root (printer, "Query", DEFINITION_QUERY, registry->queries.items, registry->queries.length);
  add_root (printer, "Mutation", DEFINITION_MUTATION, registry->mutations.items, registry->mutations.length);
}

/* ---- Printing ---- */

static void
print_description (Printer *printer, const char *indent, const char *label, const char *help)
{
  g_autofree char *description = uois_api_describe (label, help);

  if (description == NULL)
    return;

  g_string_append (printer->text, indent);
  uois_print_string (printer->text, description, strlen (description));
  g_string_append_c (printer->text, '\n');
}

static void
print_argument (Printer *printer, const UoisArgument *argument)
{
  g_string_append_printf (printer->text, "%s: %s", argument->name, argument->type);
  if (argument->default_text != NULL)
    g_string_append_printf (printer->text, " = %s", argument->default_text);
}

static void
print_field (Printer *printer, const UoisField *field)
{
  print_description (printer, "  ", field->label, field->help);

  g_string_append_printf (printer->text, "  %s", field->name);
  for (guint i = 0; i < field->arguments.length; i++)
    {
      g_string_append (printer->text, i == 0 ? "(" : ", ");
      print_argument (printer, field->arguments.items[i]);
    }
  if (field->arguments.length > 0)
    g_string_append_c (printer->text, ')');
  g_string_append_printf (printer->text, ": %s", field->type);

  if (field->deprecated != NULL)
    {
      g_string_append (printer->text, " @deprecated(reason: ");
      uois_print_string (printer->text, field->deprecated, strlen (field->deprecated));
      g_string_append_c (printer->text, ')');
    }
  g_string_append_c (printer->text, '\n');
}

static int
compare_fields (gconstpointer a, gconstpointer b)
{
  const UoisField *const *first = a;
  const UoisField *const *second = b;

  return strcmp ((*first)->name, (*second)->name);
}

static void
print_root (Printer *printer, const UoisField *const *fields, guint length)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (length);

  for (guint i = 0; i < length; i++)
    if (shows_field (printer, fields[i]))
      g_ptr_array_add (sorted, (gpointer) fields[i]);
  g_ptr_array_sort (sorted, compare_fields);

  for (guint i = 0; i < sorted->len; i++)
    print_field (printer, g_ptr_array_index (sorted, i));
}

static void
print_filter (Printer *printer, const UoisFilter *filter, gboolean and_form, gboolean or_form)
{
  if (!or_form)
    g_string_append_printf (printer->text, "  _or: [%sOr!] = null\n", filter->name);
  if (!and_form)
    g_string_append_printf (printer->text, "  _and: [%sAnd!] = null\n", filter->name);
  for (guint i = 0; i < filter->entries.length; i++)
    g_string_append_printf (printer->text, "  %s: %s = null\n", filter->entries.items[i]->name,
                            filter->entries.items[i]->type);
}

static void
print_type (Printer *printer, const UoisType *type)
{
  print_description (printer, "", type->label, type->description);
  g_string_append_printf (printer->text, "type %s", type->name);
  if (printer->form == UOIS_API_SUBGRAPH && uois_type_is_entity (type))
    g_string_append (printer->text, " @key(fields: \"id\")");
  g_string_append (printer->text, " {\n");
  for (guint i = 0; i < type->fields.length; i++)
    if (shows_field (printer, type->fields.items[i]))
      print_field (printer, type->fields.items[i]);
}

static void
print_scalar (Printer *printer, const UoisScalar *scalar)
{
  g_string_append_printf (printer->text, "scalar %s", scalar->name);
  if (scalar->specified_by != NULL)
    {
      g_string_append (printer->text, " @specifiedBy(url: ");
      uois_print_string (printer->text, scalar->specified_by, strlen (scalar->specified_by));
      g_string_append_c (printer->text, ')');
    }
  g_string_append_c (printer->text, '\n');
}

static void
print_definition (Printer *printer, const Definition *definition)
{
  const UoisRegistry *registry = printer->registry;

  if (printer->text->len > 0)
    g_string_append_c (printer->text, '\n');

  switch (definition->kind)
    {
    case DEFINITION_SCALAR:
      print_scalar (printer, definition->element);
      return;
    case DEFINITION_ENUM:
      g_string_append_printf (printer->text, "enum %s {\n", definition->name);
      for (const char *const *value = ((const UoisEnum *) definition->element)->values; *value != NULL; value++)
        g_string_append_printf (printer->text, "  %s\n", *value);
      break;
    case DEFINITION_TYPE:
      print_type (printer, definition->element);
      break;
    case DEFINITION_INPUT:
      g_string_append_printf (printer->text, "input %s {\n", definition->name);
      for (guint i = 0; i < ((const UoisInput *) definition->element)->fields.length; i++)
        {
          g_string_append (printer->text, "  ");
          print_argument (printer, ((const UoisInput *) definition->element)->fields.items[i]);
          g_string_append_c (printer->text, '\n');
        }
      break;
    case DEFINITION_FILTER:
    case DEFINITION_FILTER_AND:
    case DEFINITION_FILTER_OR:
      g_string_append_printf (printer->text, "input %s {\n", definition->name);
      print_filter (printer, definition->element, definition->kind == DEFINITION_FILTER_AND,
                    definition->kind == DEFINITION_FILTER_OR);
      break;
    case DEFINITION_QUERY:
      g_string_append (printer->text, "type Query {\n");
      if (printer->form == UOIS_API_SERVICE)
        g_string_append (printer->text, "  _entities(representations: [_Any!]!): [_Entity]!\n  _service: _Service!\n");
      print_root (printer, registry->queries.items, registry->queries.length);
      break;
    case DEFINITION_MUTATION:
      g_string_append (printer->text, "type Mutation {\n");
      print_root (printer, registry->mutations.items, registry->mutations.length);
      break;
    case DEFINITION_FEDERATION:
      g_string_append (printer->text, definition->element);
      return;
    default:
      g_return_if_reached ();
    }

  g_string_append (printer->text, "}\n");
}

static int
compare_definitions (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Definition *) a)->name, ((const Definition *) b)->name);
}

char *
uois_api_print (const UoisRegistry *registry, const UoisDomain *domain)
{
  return uois_api_print_form (registry, domain, UOIS_API_CLIENT);
}

char *
uois_api_print_form (const UoisRegistry *registry, const UoisDomain *domain, UoisApiForm form)
{
  Printer printer = { registry, domain, form };

  g_return_val_if_fail (registry->frozen, NULL);

  printer.text = g_string_sized_new (128 * 1024);
  printer.wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  printer.names = g_ptr_array_new_with_free_func (g_free);
  printer.definitions = g_array_new (FALSE, FALSE, sizeof (Definition));

  if (domain != NULL)
    want_domain (&printer);
  collect (&printer);
  g_array_sort (printer.definitions, compare_definitions);
  if (form == UOIS_API_SUBGRAPH)
    g_string_append (printer.text, FEDERATION_LINK);
  for (guint i = 0; i < printer.definitions->len; i++)
    print_definition (&printer, &g_array_index (printer.definitions, Definition, i));

  g_array_unref (printer.definitions);
  g_ptr_array_unref (printer.names);
  g_hash_table_unref (printer.wanted);

  return g_string_free (printer.text, FALSE);
}
