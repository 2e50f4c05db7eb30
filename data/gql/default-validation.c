/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/schema-validation.h"

#include "language/printer.h"

#include <string.h>

/* ---- Values ---- */

/* @type and @field as in uois_gql_name_input_value(). */
static void
check_default (const UoisGqlInputValue *value, const char *type, const char *field, UoisGqlErrors *errors)
{
  g_autofree char *literal = NULL;
  g_autofree char *name = NULL;

  if (value->default_node == 0 || value->default_value)
    return;
  literal = uois_node_print (value->document, value->default_node);
  name = uois_gql_name_input_value (type, field, value);
  uois_gql_errors_add (errors, value->document, &value->default_node, 1, NULL,
                       g_strdup_printf ("%s has invalid default value: Expected value of type \"%s\", found %s.", name,
                                        value->type->text, literal));
}

static void
check_type_defaults (const UoisGqlType *type, UoisGqlErrors *errors)
{
  for (guint i = 0; i < type->fields.length; i++)
    for (guint j = 0; j < type->fields.items[i]->arguments.length; j++)
      check_default (type->fields.items[i]->arguments.items[j], type->name, type->fields.items[i]->name, errors);
  for (guint i = 0; i < type->input_fields.length; i++)
    check_default (type->input_fields.items[i], type->name, NULL, errors);
}

gboolean
uois_gql_validate_defaults (const UoisGqlSchema *schema, UoisGqlErrors *errors)
{
  for (guint i = 0; i < schema->directives.length; i++)
    for (guint j = 0; j < schema->directives.items[i]->arguments.length; j++)
      check_default (schema->directives.items[i]->arguments.items[j], NULL, schema->directives.items[i]->name, errors);
  for (guint i = 0; i < schema->types.length; i++)
    check_type_defaults (schema->types.items[i], errors);
  return uois_gql_errors_get_length (errors) == 0;
}

/* ---- Cycles: section 3.10, InputObjectDefaultValueHasCycle() ---- */

/* The fields whose defaults are being followed. */
typedef struct
{
  const UoisDocument *document;
  UoisGqlErrors *errors;
  GHashTable *visited; /* UoisGqlInputValue */
  GPtrArray *path;     /* UoisGqlInputValue */
  GPtrArray *names;    /* utf8: of @path */
} Search;

static void
report_cycle (Search *search, const char *name, guint first)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (UoisNode));
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = first; i < search->path->len; i++)
    {
      const UoisGqlInputValue *field = search->path->pdata[i];

      g_array_append_val (nodes, field->default_node);
      if (i > first)
        g_string_append_printf (others, "%s%s", others->len > 0 ? ", " : " via the default values of: ",
                                (const char *) search->names->pdata[i]);
    }
  uois_gql_errors_add (search->errors, search->document, (const UoisNode *) nodes->data, nodes->len, NULL,
                       g_strdup_printf ("Invalid circular reference. The default value of Input Object field %s "
                                        "references itself%s.",
                                        name, others->str));
}

static void follow_literal (Search *search, const UoisGqlType *type, UoisNode node);

static void
follow_field (Search *search, const UoisGqlType *owner, const UoisGqlInputValue *field)
{
  g_autofree char *name = NULL;
  guint position;

  if (field->default_node == 0)
    return;
  name = uois_gql_name_input_value (owner->name, NULL, field);
  if (g_ptr_array_find (search->path, field, &position))
    {
      report_cycle (search, name, position);
      return;
    }
  if (!g_hash_table_add (search->visited, (gpointer) field))
    return;

  g_ptr_array_add (search->path, (gpointer) field);
  g_ptr_array_add (search->names, name);
  follow_literal (search, field->type->named, field->default_node);
  g_ptr_array_set_size (search->path, search->path->len - 1);
  g_ptr_array_set_size (search->names, search->names->len - 1);
}

/* An object literal takes the defaults of the fields that it leaves out; @node is 0 for `{}`. */
static void
follow_object (Search *search, const UoisGqlType *type, UoisNode node)
{
  for (guint i = 0; i < type->input_fields.length; i++)
    {
      const UoisGqlInputValue *field = type->input_fields.items[i];
      UoisNode given = node != 0 ? uois_node_find_argument (search->document, node, field->name) : 0;

      if (field->type->named->kind != UOIS_GQL_TYPE_INPUT_OBJECT)
        continue;
      if (given != 0)
        follow_literal (search, field->type->named, uois_node_get_value (search->document, given));
      else
        follow_field (search, type, field);
    }
}

static void
follow_literal (Search *search, const UoisGqlType *type, UoisNode node)
{
  UoisNodeKind kind = uois_node_get_kind (search->document, node);

  if (kind == UOIS_NODE_OBJECT_VALUE)
    follow_object (search, type, node);
  else if (kind == UOIS_NODE_LIST_VALUE)
    UOIS_NODE_FOREACH (search->document, node, item)
  follow_literal (search, type, item);
}

void
uois_gql_validate_default_cycles (const UoisGqlSchema *schema, UoisGqlErrors *errors)
{
  Search search = { .document = schema->document, .errors = errors };

  search.visited = g_hash_table_new (NULL, NULL);
  search.path = g_ptr_array_new ();
  search.names = g_ptr_array_new ();
  for (guint i = 0; i < schema->types.length; i++)
    if (schema->types.items[i]->kind == UOIS_GQL_TYPE_INPUT_OBJECT)
      follow_object (&search, schema->types.items[i], 0);
  g_hash_table_unref (search.visited);
  g_ptr_array_unref (search.path);
  g_ptr_array_unref (search.names);
}
