/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "schema/registry-private.h"
#include "schema/validate.h"

#include "language/parser.h"

#include <libintl.h>
#include <string.h>

static void
free_declaration (gpointer declaration)
{
  uois_declaration_free (declaration);
}

UoisRegistry *
uois_registry_new (void)
{
  UoisRegistry *registry = g_new0 (UoisRegistry, 1);

  g_atomic_ref_count_init (&registry->reference_count);
  registry->strings = g_string_chunk_new (16 * 1024);
  registry->prelude = uois_prelude_new ();
  registry->declarations = g_ptr_array_new_with_free_func (free_declaration);
  registry->problems = uois_problems_new ();

  registry->domains_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  registry->types_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  registry->types_by_table = g_hash_table_new (g_str_hash, g_str_equal);
  registry->enums_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  registry->scalars_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  registry->leaf_filters_by_scalar = g_hash_table_new (g_str_hash, g_str_equal);
  registry->filters_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  registry->inputs_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  registry->queries_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  registry->mutations_by_name = g_hash_table_new (g_str_hash, g_str_equal);

  uois_registry_read_prelude (registry);

  return registry;
}

UoisRegistry *
uois_registry_ref (UoisRegistry *registry)
{
  g_atomic_ref_count_inc (&registry->reference_count);
  return registry;
}

/* What only the building needs: the syntax trees are larger than what comes of them. */
static void
free_declarations (UoisRegistry *registry)
{
  g_clear_pointer (&registry->problems, uois_problems_free);
  g_clear_pointer (&registry->declarations, g_ptr_array_unref);
  g_clear_pointer (&registry->prelude, uois_prelude_free);
}

void
uois_registry_unref (UoisRegistry *registry)
{
  if (registry == NULL || !g_atomic_ref_count_dec (&registry->reference_count))
    return;

  for (guint i = 0; i < registry->types.length; i++)
    {
      UoisTypePrivate *type = uois_type_private (registry->types.items[i]);

      g_hash_table_unref (type->fields_by_name);
      g_hash_table_unref (type->columns_by_name);
    }

  g_hash_table_unref (registry->domains_by_name);
  g_hash_table_unref (registry->types_by_name);
  g_hash_table_unref (registry->types_by_table);
  g_hash_table_unref (registry->enums_by_name);
  g_hash_table_unref (registry->scalars_by_name);
  g_hash_table_unref (registry->leaf_filters_by_scalar);
  g_hash_table_unref (registry->filters_by_name);
  g_hash_table_unref (registry->inputs_by_name);
  g_hash_table_unref (registry->queries_by_name);
  g_hash_table_unref (registry->mutations_by_name);

  free_declarations (registry);
  g_string_chunk_free (registry->strings);
  uois_arena_clear (&registry->arena);
  g_free (registry);
}

gboolean
uois_registry_add (UoisRegistry *registry,
                   const char *file_name,
                   const char *declaration,
                   gsize length,
                   const char *seed,
                   gsize seed_length,
                   const UoisHooks *hooks,
                   GError **error)
{
  static const UoisParseLimits no_limit = { 0 };
  g_autoptr (UoisDocument) document = NULL;
  g_autoptr (GError) syntax_error = NULL;
  g_autoptr (UoisProblems) problems = NULL;
  UoisSourceLocation location;
  UoisDeclaration *read;

  g_return_val_if_fail (!registry->frozen, FALSE);

  document = uois_document_parse (declaration, length, &no_limit, &location, &syntax_error);
  if (document == NULL)
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_SYNTAX, "%s:%u:%u: %s", file_name, location.line, location.column,
                   syntax_error->message);
      return FALSE;
    }

  read = uois_declaration_new (registry->prelude, file_name, document);
  read->index = registry->declarations->len;
  g_ptr_array_add (registry->declarations, read);

  problems = uois_problems_new ();
  uois_declaration_validate (read, problems);
  if (!uois_problems_report (problems, error))
    return FALSE;

  uois_registry_read_names (registry, read);
  if (read->domain != NULL)
    {
      read->domain->seed = seed;
      read->domain->seed_length = seed_length;
      read->domain->hooks = hooks;
    }

  return TRUE;
}

gboolean
uois_registry_freeze (UoisRegistry *registry, GError **error)
{
  g_return_val_if_fail (!registry->frozen, FALSE);

  uois_registry_read_filter_names (registry);
  uois_registry_read_fields (registry);
  uois_registry_read_sources (registry);
  uois_registry_read_queries (registry);
  uois_registry_read_filters (registry);
  uois_registry_read_mutations (registry);
  uois_registry_read_titles (registry);
  uois_registry_read_pages (registry);
  uois_registry_check (registry);
  uois_registry_order_tables (registry);

  if (!uois_problems_report (registry->problems, error))
    return FALSE;

  uois_registry_make_fingerprint (registry);
  free_declarations (registry);
  registry->frozen = TRUE;

  return TRUE;
}

/* ---- Reading the registry ---- */

#define DEFINE_GETTER(Element, plural)                                                                                 \
  const Element *const *uois_registry_get_##plural (const UoisRegistry *registry, guint *length)                       \
  {                                                                                                                    \
    if (length)                                                                                                        \
      *length = registry->plural.length;                                                                               \
    return registry->plural.items;                                                                                     \
  }

#define DEFINE_LOOKUP(Element, singular, table)                                                                        \
  const Element *uois_registry_find_##singular (const UoisRegistry *registry, const char *name)                        \
  {                                                                                                                    \
    return g_hash_table_lookup (registry->table, name);                                                                \
  }

DEFINE_GETTER (UoisDomain, domains)
DEFINE_GETTER (UoisType, types)
DEFINE_GETTER (UoisType, tables)
DEFINE_GETTER (UoisScalar, scalars)
DEFINE_GETTER (UoisEnum, enums)
DEFINE_GETTER (UoisFilter, filters)
DEFINE_GETTER (UoisInput, inputs)
DEFINE_GETTER (UoisField, queries)
DEFINE_GETTER (UoisField, mutations)

DEFINE_LOOKUP (UoisDomain, domain, domains_by_name)
DEFINE_LOOKUP (UoisType, type, types_by_name)
DEFINE_LOOKUP (UoisType, table, types_by_table)
DEFINE_LOOKUP (UoisFilter, filter, filters_by_name)
DEFINE_LOOKUP (UoisField, query, queries_by_name)
DEFINE_LOOKUP (UoisField, mutation, mutations_by_name)

const UoisType *
uois_registry_get_person_type (const UoisRegistry *registry)
{
  return registry->person;
}

const UoisField *
uois_type_find_field (const UoisType *type, const char *name)
{
  return g_hash_table_lookup (uois_type_private (type)->fields_by_name, name);
}

const UoisColumn *
uois_type_find_column (const UoisType *type, const char *name)
{
  return g_hash_table_lookup (uois_type_private (type)->columns_by_name, name);
}

const UoisColumn *
uois_type_find_audit_column (const UoisType *type, UoisAudit audit)
{
  for (guint i = 0; i < type->columns.length; i++)
    if (type->columns.items[i]->audit == audit)
      return type->columns.items[i];

  return NULL;
}

const UoisArgument *const *
uois_operation_get_arguments (const UoisOperation *operation, guint *length)
{
  if (operation->input != NULL)
    {
      *length = operation->input->fields.length;
      return operation->input->fields.items;
    }

  *length = operation->field->arguments.length;
  return operation->field->arguments.items;
}

const UoisHook *
uois_domain_find_hook (const UoisDomain *domain, const char *name)
{
  if (domain->hooks == NULL)
    return NULL;

  for (const UoisHook *hook = domain->hooks->hooks; hook->name != NULL; hook++)
    if (strcmp (hook->name, name) == 0)
      return hook;

  return NULL;
}

const char *
uois_registry_get_fingerprint (const UoisRegistry *registry)
{
  return registry->fingerprint;
}

const char *
uois_label (const char *msgid)
{
  /* The empty msgid is the header of the catalogue. */
  return msgid != NULL && *msgid != '\0' ? dgettext (GETTEXT_PACKAGE, msgid) : "";
}

const char *
uois_type_get_label (const UoisType *type)
{
  return uois_label (type->label);
}

const char *
uois_type_get_label_many (const UoisType *type)
{
  if (type->label == NULL || type->label_many == NULL)
    return "";

  /* The catalogue has the two as one entry. The form for two is the one that names many in a heading: Czech has another
   * one from five on, which only stands behind a number. */
  return dngettext (GETTEXT_PACKAGE, type->label, type->label_many, 2);
}
