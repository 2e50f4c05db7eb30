/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/dialect-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _UoisDialect
{
  gatomicrefcount reference_count;
  UoisServerSchema *schema;
  UoisRegistry *registry;
  GPtrArray *types;    /* UoisDialectType */
  GPtrArray *disabled; /* UoisDialectMutation, which requests may still hold */
  GHashTable *by_type; /* UoisType -> UoisDialectType of @types */
};

static void
type_free (gpointer data)
{
  UoisDialectType *type = data;

  g_ptr_array_unref (type->columns);
  g_free (type->token);
  g_clear_pointer (&type->page, uois_dialect_page_free);
  g_clear_pointer (&type->parent, uois_dialect_parent_free);
  g_free (type->by_id);
  g_free (type->by_id_argument);
  g_free (type->by_id_type);
  g_clear_pointer (&type->insert, uois_dialect_mutation_free);
  g_clear_pointer (&type->update, uois_dialect_mutation_free);
  g_clear_pointer (&type->remove, uois_dialect_mutation_free);
  g_ptr_array_unref (type->reasons);
  g_free (type);
}

void
uois_dialect_add_reason (UoisDialectType *type, char *reason)
{
  g_ptr_array_add (type->reasons, reason);
}

/* ---- Making ---- */

static gboolean
is_of_servers (const UoisType *type)
{
  return !type->local && type->domain->subgraph != NULL && (type->exposed || type->link);
}

static UoisDialectFinder
make_finder (UoisDialect *dialect, UoisDialectType *type)
{
  return (UoisDialectFinder){
    .schema = dialect->schema,
    .registry = dialect->registry,
    .object = uois_server_schema_find_type (dialect->schema, type->type->name),
    .type = type,
  };
}

static void
add_type (UoisDialect *dialect, const UoisType *type)
{
  UoisDialectType *found = g_new0 (UoisDialectType, 1);
  UoisDialectFinder finder;

  found->dialect = dialect;
  found->type = type;
  found->columns = g_ptr_array_new ();
  found->reasons = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (dialect->types, found);
  g_hash_table_insert (dialect->by_type, (gpointer) type, found);

  finder = make_finder (dialect, found);
  uois_dialect_find_reading (&finder);
}

/* What cannot be read is not written either: nothing could be verified. */
static void
decide_access (UoisDialectType *type)
{
  if (type->changes == UOIS_DIALECT_CHANGES_NONE)
    {
      type->access = UOIS_DIALECT_HIDDEN;
      uois_dialect_add_reason (type, g_strdup (_ ("The server does not list these records.")));
    }
  else if (type->insert || type->update || type->remove)
    type->access = UOIS_DIALECT_READ_WRITE;
  else
    type->access = UOIS_DIALECT_READ_ONLY;
}

/* Lists in lists: until no more are found. */
static void
find_parents (UoisDialect *dialect)
{
  gboolean found;

  do
    {
      found = FALSE;
      for (guint i = 0; i < dialect->types->len; i++)
        {
          UoisDialectFinder finder = make_finder (dialect, g_ptr_array_index (dialect->types, i));

          found |= uois_dialect_find_parent (&finder, dialect);
        }
    }
  while (found);
}

UoisDialect *
uois_dialect_new (UoisServerSchema *schema, UoisRegistry *registry)
{
  UoisDialect *dialect = g_new0 (UoisDialect, 1);
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (registry, &n_tables);

  g_atomic_ref_count_init (&dialect->reference_count);
  dialect->schema = uois_server_schema_ref (schema);
  dialect->registry = uois_registry_ref (registry);
  dialect->types = g_ptr_array_new_with_free_func (type_free);
  dialect->disabled = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_dialect_mutation_free);
  dialect->by_type = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < n_tables; i++)
    if (is_of_servers (tables[i]))
      add_type (dialect, tables[i]);

  find_parents (dialect);
  for (guint i = 0; i < dialect->types->len; i++)
    {
      UoisDialectType *type = g_ptr_array_index (dialect->types, i);
      UoisDialectFinder finder = make_finder (dialect, type);

      if (type->changes != UOIS_DIALECT_CHANGES_NONE)
        uois_dialect_find_writing (&finder);
      decide_access (type);
    }
  return dialect;
}

UoisDialect *
uois_dialect_ref (UoisDialect *dialect)
{
  g_atomic_ref_count_inc (&dialect->reference_count);
  return dialect;
}

void
uois_dialect_unref (UoisDialect *dialect)
{
  if (!g_atomic_ref_count_dec (&dialect->reference_count))
    return;

  g_hash_table_unref (dialect->by_type);
  g_ptr_array_unref (dialect->types);
  g_ptr_array_unref (dialect->disabled);
  uois_registry_unref (dialect->registry);
  uois_server_schema_unref (dialect->schema);
  g_free (dialect);
}

static gboolean
disable (UoisDialect *dialect, UoisDialectMutation **mutation, const char *name)
{
  if (*mutation == NULL || strcmp ((*mutation)->field, name) != 0)
    return FALSE;
  g_ptr_array_add (dialect->disabled, g_steal_pointer (mutation));
  return TRUE;
}

void
uois_dialect_disable_mutation (UoisDialect *dialect, const char *mutation, const char *words)
{
  for (guint i = 0; i < dialect->types->len; i++)
    {
      UoisDialectType *type = g_ptr_array_index (dialect->types, i);

      if (!disable (dialect, &type->insert, mutation) && !disable (dialect, &type->update, mutation) &&
          !disable (dialect, &type->remove, mutation))
        continue;
      uois_dialect_add_reason (
          type, words ? g_strdup_printf (_ ("“%s” cannot be used: it failed with “%s”."), mutation, words) :
                        g_strdup_printf (_ ("“%s” cannot be used: it failed."), mutation));
      if (type->insert == NULL && type->update == NULL && type->remove == NULL)
        type->access = UOIS_DIALECT_READ_ONLY;
    }
}

void
uois_dialect_disable_input (UoisDialect *dialect, const char *mutation, const UoisColumn *column)
{
  UoisDialectType *type = g_hash_table_lookup (dialect->by_type, column->type);
  UoisDialectMutation *const mutations[] = { type->insert, type->update, type->remove };

  for (guint i = 0; i < G_N_ELEMENTS (mutations); i++)
    {
      const UoisDialectInput *input = uois_dialect_mutation_find_input (mutations[i], column);

      if (input == NULL || strcmp (mutations[i]->field, mutation) != 0)
        continue;
      uois_dialect_add_reason (type, g_strdup_printf (_ ("“%s” does not take “%s”."), mutation, input->name));
      g_ptr_array_remove (mutations[i]->inputs, (gpointer) input);
    }
}

/* ---- Looking up ---- */

UoisServerSchema *
uois_dialect_get_schema (const UoisDialect *dialect)
{
  return dialect->schema;
}

const GPtrArray *
uois_dialect_get_types (const UoisDialect *dialect)
{
  return dialect->types;
}

const UoisDialectType *
uois_dialect_find_type (const UoisDialect *dialect, const UoisType *type)
{
  return g_hash_table_lookup (dialect->by_type, type);
}

const UoisDialectColumn *
uois_dialect_type_find_column (const UoisDialectType *type, const UoisColumn *column)
{
  for (guint i = 0; i < type->columns->len; i++)
    {
      const UoisDialectColumn *found = g_ptr_array_index (type->columns, i);

      if (found->column == column)
        return found;
    }
  return NULL;
}

const UoisDialectFilter *
uois_dialect_type_find_filter (const UoisDialectType *type, const UoisColumn *column, const char *how)
{
  for (guint i = 0; type->page != NULL && i < type->page->filters->len; i++)
    {
      const UoisDialectFilter *filter = g_ptr_array_index (type->page->filters, i);

      if (filter->column == column && g_strv_contains ((const char *const *) filter->operators, how))
        return filter;
    }
  return NULL;
}

const UoisDialectInput *
uois_dialect_mutation_find_input (const UoisDialectMutation *mutation, const UoisColumn *column)
{
  for (guint i = 0; mutation != NULL && i < mutation->inputs->len; i++)
    {
      const UoisDialectInput *input = g_ptr_array_index (mutation->inputs, i);

      if (input->column == column)
        return input;
    }
  return NULL;
}

UoisSyncCapability *
uois_dialect_type_make_capability (const UoisDialectType *type)
{
  UoisSyncCapability *capability = uois_sync_capability_new (type->type);

  capability->can_insert = type->insert != NULL;
  capability->can_update = type->update != NULL;
  capability->can_delete = type->remove != NULL;
  for (guint i = 0; i < type->type->columns.length; i++)
    {
      const UoisColumn *column = type->type->columns.items[i];
      const UoisDialectInput *update = uois_dialect_mutation_find_input (type->update, column);

      capability->on_insert[i] = uois_dialect_mutation_find_input (type->insert, column) != NULL;
      capability->on_update[i] = update != NULL;
      capability->can_clear[i] = update != NULL && type->update->clears && !update->required;
      capability->needs_whole |= update != NULL && update->omission_wipes;
    }
  return capability;
}

/* ---- In words ---- */

static const char *
describe_changes (UoisDialectChanges changes)
{
  switch (changes)
    {
    case UOIS_DIALECT_CHANGES_NONE:
      return _ ("They cannot be read.");
    case UOIS_DIALECT_CHANGES_PARENT:
      return _ ("They are read with the records that they belong to.");
    case UOIS_DIALECT_CHANGES_SCAN:
      return _ ("They are read as a whole each time.");
    case UOIS_DIALECT_CHANGES_NEWEST_FIRST:
    case UOIS_DIALECT_CHANGES_FILTER:
      return _ ("Only what is new is read.");
    default:
      g_return_val_if_reached ("");
    }
}

/* Every combination is a sentence of its own, so that it can be said well in any language. */
static const char *
describe_writing (const UoisDialectType *type)
{
  guint can = (type->insert ? 1 : 0) | (type->update ? 2 : 0) | (type->remove ? 4 : 0);
  const char *const sentences[] = {
    _ ("Nothing can be sent."),
    _ ("New records can be sent."),
    _ ("Changes can be sent."),
    _ ("New records and changes can be sent."),
    _ ("Deletions can be sent."),
    _ ("New records and deletions can be sent."),
    _ ("Changes and deletions can be sent."),
    _ ("New records, changes and deletions can be sent."),
  };

  return sentences[can];
}

static gboolean
is_union (const UoisDialectMutation *mutation)
{
  return mutation != NULL && mutation->result != UOIS_DIALECT_RESULT_CLASSIC;
}

char *
uois_dialect_type_describe (const UoisDialectType *type)
{
  gboolean newer = is_union (type->insert) || is_union (type->update) || is_union (type->remove);
  const char *reading = describe_changes (type->changes);

  if (type->access == UOIS_DIALECT_HIDDEN)
    return g_strdup (reading);
  return g_strjoin (" ", reading, describe_writing (type),
                    type->access == UOIS_DIALECT_READ_ONLY ? NULL :
                    newer                                  ? _ ("It is a newer service.") :
                                                             _ ("It is a classic service."),
                    NULL);
}

char *
uois_dialect_describe (const UoisDialect *dialect)
{
  GString *text = g_string_new (NULL);
  guint n_domains;
  const UoisDomain *const *domains = uois_registry_get_domains (dialect->registry, &n_domains);

  for (guint i = 0; i < n_domains; i++)
    {
      if (domains[i]->subgraph == NULL)
        continue;
      g_string_append_printf (text, "%s\n", uois_label (domains[i]->label));
      for (guint j = 0; j < dialect->types->len; j++)
        {
          const UoisDialectType *type = g_ptr_array_index (dialect->types, j);
          g_autofree char *sentence = NULL;

          if (type->type->domain != domains[i])
            continue;
          sentence = uois_dialect_type_describe (type);
          g_string_append_printf (text, "  %s: %s\n", uois_type_get_label_many (type->type), sentence);
          for (guint k = 0; k < type->reasons->len; k++)
            g_string_append_printf (text, "    %s\n", (const char *) g_ptr_array_index (type->reasons, k));
        }
    }
  return g_string_free (text, FALSE);
}
