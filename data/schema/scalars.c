/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/registry-private.h"

#include "language/printer.h"

#include <string.h>

/* The scalars that a column can have. */
static const struct
{
  const char *name;
  UoisValueKind kind;
} scalars[] = {
  { "Boolean", UOIS_VALUE_BOOLEAN }, { "Int", UOIS_VALUE_INTEGER },    { "Float", UOIS_VALUE_REAL },
  { "String", UOIS_VALUE_TEXT },     { "UUID", UOIS_VALUE_UUID },      { "DateTime", UOIS_VALUE_DATETIME },
  { "Date", UOIS_VALUE_DATE },       { "timedelta", UOIS_VALUE_REAL }, /* minutes; contract/wire.md section 1.4 */
};

UoisValueKind
uois_registry_get_scalar_kind (const UoisRegistry *registry, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (scalars); i++)
    if (strcmp (scalars[i].name, name) == 0)
      return scalars[i].kind;

  return g_hash_table_contains (registry->enums_by_name, name) ? UOIS_VALUE_TEXT : UOIS_VALUE_NULL;
}

const char *
uois_value_kind_get_scalar (UoisValueKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (scalars); i++)
    if (scalars[i].kind == kind)
      return scalars[i].name;

  g_return_val_if_reached (NULL);
}

static gboolean
enum_has_value (const UoisEnum *enumeration, const char *name)
{
  return g_strv_contains (enumeration->values, name);
}

gboolean
uois_registry_takes_literal (const UoisRegistry *registry,
                             const char *scalar,
                             const UoisDocument *document,
                             UoisNode literal)
{
  UoisNodeKind node_kind = uois_node_get_kind (document, literal);
  UoisValueKind kind = uois_registry_get_scalar_kind (registry, scalar);
  const UoisEnum *enumeration = g_hash_table_lookup (registry->enums_by_name, scalar);
  const char *text = uois_node_get_text (document, literal);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  if (enumeration != NULL)
    return node_kind == UOIS_NODE_ENUM_VALUE && enum_has_value (enumeration, text);

  switch (kind)
    {
    case UOIS_VALUE_BOOLEAN:
      return node_kind == UOIS_NODE_BOOLEAN_VALUE;
    case UOIS_VALUE_INTEGER:
      return node_kind == UOIS_NODE_INT_VALUE;
    case UOIS_VALUE_REAL:
      return node_kind == UOIS_NODE_INT_VALUE || node_kind == UOIS_NODE_FLOAT_VALUE;
    case UOIS_VALUE_TEXT:
    case UOIS_VALUE_UUID:
    case UOIS_VALUE_DATETIME:
    case UOIS_VALUE_DATE:
      return node_kind == UOIS_NODE_STRING_VALUE &&
             uois_value_parse (kind, text, uois_node_get_text_length (document, literal), &value, NULL);
    case UOIS_VALUE_NULL:
    default:
      return FALSE;
    }
}

const char *
uois_registry_get_leaf_filter (const UoisRegistry *registry, UoisValueKind kind)
{
  /* A date is compared as the time of its midnight. */
  if (kind == UOIS_VALUE_DATE)
    kind = UOIS_VALUE_DATETIME;

  return g_hash_table_lookup (registry->leaf_filters_by_scalar, uois_value_kind_get_scalar (kind));
}

UoisValueKind
uois_registry_get_leaf_filter_kind (const UoisRegistry *registry, const char *filter)
{
  GHashTableIter iterator;
  gpointer scalar, name;

  g_hash_table_iter_init (&iterator, registry->leaf_filters_by_scalar);
  while (g_hash_table_iter_next (&iterator, &scalar, &name))
    if (strcmp (name, filter) == 0)
      return uois_registry_get_scalar_kind (registry, scalar);

  return UOIS_VALUE_NULL;
}

static void
read_scalar (UoisRegistry *registry, const UoisDocument *document, UoisNode node)
{
  UoisScalar *scalar = uois_arena_new (&registry->arena, UoisScalar);
  UoisNode directive = uois_node_find_directive (document, node, "specifiedBy");
  UoisNode url = uois_node_find_argument (document, directive, "url");

  scalar->name = uois_registry_intern (registry, uois_node_get_text (document, node));
  if (url != 0)
    scalar->specified_by =
        uois_registry_intern (registry, uois_node_get_text (document, uois_node_get_value (document, url)));

  uois_arena_append (&registry->arena, &registry->scalars, scalar);
  g_hash_table_insert (registry->scalars_by_name, (gpointer) scalar->name, scalar);
}

/* The scalar that a leaf filter compares is the type of its `_eq`. */
static void
read_leaf_filter (UoisRegistry *registry, const UoisDocument *document, UoisNode node)
{
  UoisInputPrivate *input = uois_arena_new (&registry->arena, UoisInputPrivate);

  input->leaf = TRUE;
  input->input.name = uois_registry_intern (registry, uois_node_get_text (document, node));

  UOIS_NODE_FOREACH_KIND (document, node, UOIS_NODE_INPUT_VALUE_DEFINITION, field)
  {
    UoisNode type_node = uois_node_get_type (document, field);
    UoisNode default_node = uois_node_get_value (document, field);
    const char *name = uois_node_get_text (document, field);
    const char *type = uois_registry_take (registry, uois_node_print (document, type_node));
    const char *default_text = uois_registry_take (registry, uois_node_print (document, default_node));

    uois_arena_append (&registry->arena, &input->input.fields,
                       uois_registry_new_argument (registry, name, type, default_text));
    if (strcmp (name, "_eq") == 0)
      g_hash_table_insert (registry->leaf_filters_by_scalar, (gpointer) type, (gpointer) input->input.name);
  }

  uois_arena_append (&registry->arena, &registry->inputs, &input->input);
  g_hash_table_insert (registry->inputs_by_name, (gpointer) input->input.name, input);
}

void
uois_registry_read_prelude (UoisRegistry *registry)
{
  const UoisDocument *document = registry->prelude->document;

  UOIS_NODE_FOREACH (document, uois_document_get_root (document), node)
  {
    UoisNodeKind kind = uois_node_get_kind (document, node);

    if (kind == UOIS_NODE_SCALAR_TYPE_DEFINITION)
      read_scalar (registry, document, node);
    else if (kind == UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION)
      read_leaf_filter (registry, document, node);
  }
}
