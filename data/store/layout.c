/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "layout.h"

#include "layout-sql.h"

/* Columns that a to-many field follows backwards: each gets an index that starts with it. The value is the column of a
 * link table that the field goes on with, or NULL. */
static GHashTable *
collect_followed (UoisRegistry *registry)
{
  GHashTable *followed = g_hash_table_new (NULL, NULL);
  guint n_types;
  const UoisType *const *types = uois_registry_get_types (registry, &n_types);

  for (guint i = 0; i < n_types; i++)
    for (guint j = 0; j < types[i]->fields.length; j++)
      {
        const UoisField *field = types[i]->fields.items[j];

        if (field->kind == UOIS_FIELD_MANY)
          g_hash_table_insert (followed, (gpointer) field->column, NULL);
        else if (field->kind == UOIS_FIELD_THROUGH)
          {
            g_hash_table_insert (followed, (gpointer) field->column, (gpointer) field->far_column);
            g_hash_table_insert (followed, (gpointer) field->far_column, (gpointer) field->column);
          }
      }

  return followed;
}

static void
free_index (gpointer data)
{
  UoisLayoutIndex *index = data;

  g_free (index->name);
  g_free (index->sql);
  g_free (index);
}

/* @columns: names as they stand in SQL, unquoted */
static void
add_index (UoisLayoutTable *table, gboolean unique, gboolean of_title, GPtrArray *columns)
{
  g_autoptr (GString) name = g_string_new (table->type->table);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      g_string_append_printf (name, "__%s", (const char *) columns->pdata[i]);
      if (i > 0)
        g_string_append (list, ", ");
      uois_layout_append_name (list, columns->pdata[i]);
    }

  for (guint i = 0; i < table->indexes->len; i++)
    if (strcmp (((UoisLayoutIndex *) table->indexes->pdata[i])->name, name->str) == 0)
      return;

  UoisLayoutIndex *index = g_new0 (UoisLayoutIndex, 1);
  GString *sql = g_string_new (unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
  uois_layout_append_name (sql, name->str);
  g_string_append (sql, " ON ");
  uois_layout_append_name (sql, table->type->table);
  g_string_append_printf (sql, " (%s)", list->str);

  index->name = g_strdup (name->str);
  index->of_title = of_title;
  index->sql = g_string_free (sql, FALSE);
  g_ptr_array_add (table->indexes, index);
}

static void
add_index_of (UoisLayoutTable *table, const char *first, ...)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  va_list rest;

  va_start (rest, first);
  for (const char *name = first; name != NULL; name = va_arg (rest, const char *))
    g_ptr_array_add (columns, (gpointer) name);
  va_end (rest);

  add_index (table, FALSE, FALSE, columns);
}

static void
add_declared_indexes (UoisLayoutTable *table)
{
  const UoisType *type = table->type;

  for (guint i = 0; i < type->indexes.length; i++)
    {
      const UoisIndex *declared = type->indexes.items[i];
      g_autoptr (GPtrArray) columns = g_ptr_array_new ();

      for (guint j = 0; j < declared->columns.length; j++)
        g_ptr_array_add (columns, (gpointer) declared->columns.items[j]->name);
      add_index (table, declared->unique, FALSE, columns);
    }
}

static gboolean
starts_declared_index (const UoisType *type, const UoisColumn *column)
{
  for (guint i = 0; i < type->indexes.length; i++)
    if (type->indexes.items[i]->columns.length > 0 && type->indexes.items[i]->columns.items[0] == column)
      return TRUE;

  return FALSE;
}

/* Every index ends in the id, so that rows come in the order that breaks ties without sorting. */
static void
add_indexes (UoisLayoutTable *table, GHashTable *followed)
{
  const UoisType *type = table->type;

  add_declared_indexes (table);

  for (guint i = 1; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];
      gpointer onward = NULL;
      gboolean is_followed = g_hash_table_lookup_extended (followed, column, NULL, &onward);

      if ((!is_followed && !column->indexed) || starts_declared_index (type, column))
        continue;
      if (onward != NULL)
        add_index_of (table, column->name, ((const UoisColumn *) onward)->name, NULL);
      else
        add_index_of (table, column->name, "id", NULL);
    }

  for (guint i = 0; i < table->sorted->len; i++)
    {
      g_autofree char *key = uois_layout_key_name (table->sorted->pdata[i]);

      add_index_of (table, key, "id", NULL);
    }

  if (uois_layout_title_is_sorted (type))
    {
      g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < type->title.length; i++)
        if (type->title.items[i]->column != NULL)
          g_ptr_array_add (keys, uois_layout_key_name (type->title.items[i]->column));
      g_ptr_array_add (keys, g_strdup ("id"));
      add_index (table, FALSE, TRUE, keys);
    }
}

gboolean
uois_layout_title_is_sorted (const UoisType *type)
{
  gboolean found = FALSE;

  for (guint i = 0; i < type->title.length; i++)
    {
      const UoisTitlePart *part = type->title.items[i];

      if (part->sql != NULL || part->path.length > 0)
        return FALSE;
      if (part->column != NULL && !part->column->sorted)
        return FALSE;
      found |= part->column != NULL;
    }

  return found;
}

static void
free_table (gpointer data)
{
  UoisLayoutTable *table = data;

  g_ptr_array_unref (table->sorted);
  g_ptr_array_unref (table->searched);
  g_ptr_array_unref (table->references);
  g_ptr_array_unref (table->referrers);
  g_ptr_array_unref (table->indexes);
  g_free (table->table_sql);
  g_free (table->view_sql);
  g_free (table->search);
  g_free (table->search_sql);
  g_free (table->insert_sql);
  g_free (table->read_sql);
  g_free (table->delete_sql);
  g_free (table->row_sql);
  g_free (table->search_insert_sql);
  g_free (table->search_delete_sql);
  g_free (table);
}

static UoisLayoutTable *
new_table (const UoisType *type)
{
  UoisLayoutTable *table = g_new0 (UoisLayoutTable, 1);

  table->type = type;
  table->sorted = g_ptr_array_new ();
  table->searched = g_ptr_array_new ();
  table->references = g_ptr_array_new ();
  table->referrers = g_ptr_array_new ();
  table->indexes = g_ptr_array_new_with_free_func (free_index);

  for (guint i = 0; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];

      if (column->sorted)
        g_ptr_array_add (table->sorted, (gpointer) column);
      if (column->searched)
        g_ptr_array_add (table->searched, (gpointer) column);
      if (column->enforced && column->target != NULL)
        g_ptr_array_add (table->references, (gpointer) column);
    }

  return table;
}

static void
write_sql (UoisLayoutTable *table)
{
  table->table_sql = uois_layout_table_sql (table, table->type->table);
  table->view_sql = uois_layout_view_sql (table);
  table->insert_sql = uois_layout_insert_sql (table);
  table->read_sql = uois_layout_read_sql (table);
  table->delete_sql = uois_layout_delete_sql (table);
  table->row_sql = uois_layout_row_sql (table);

  if (table->searched->len == 0)
    return;
  table->search = g_strconcat (table->type->table, "__search", NULL);
  table->search_sql = uois_layout_search_sql (table);
  table->search_insert_sql = uois_layout_search_insert_sql (table);
  table->search_delete_sql = uois_layout_search_delete_sql (table);
}

static void
add_to_checksum (GChecksum *checksum, const char *sql)
{
  if (sql != NULL)
    g_checksum_update (checksum, (const guchar *) sql, strlen (sql) + 1);
}

static char *
make_fingerprint (const UoisLayout *layout)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < layout->tables->len; i++)
    {
      const UoisLayoutTable *table = layout->tables->pdata[i];

      add_to_checksum (checksum, table->table_sql);
      add_to_checksum (checksum, table->view_sql);
      add_to_checksum (checksum, table->search_sql);
      for (guint j = 0; j < table->indexes->len; j++)
        {
          const UoisLayoutIndex *index = table->indexes->pdata[j];

          if (!index->of_title)
            add_to_checksum (checksum, index->sql);
        }
    }

  return g_strdup (g_checksum_get_string (checksum));
}

UoisLayout *
uois_layout_new (UoisRegistry *registry)
{
  UoisLayout *layout = g_new0 (UoisLayout, 1);
  g_autoptr (GHashTable) followed = collect_followed (registry);
  guint n_types, n_tables;
  const UoisType *const *tables = uois_registry_get_tables (registry, &n_tables);

  uois_registry_get_types (registry, &n_types);
  layout->registry = uois_registry_ref (registry);
  layout->tables = g_ptr_array_new_with_free_func (free_table);
  layout->by_type = g_ptr_array_new ();
  g_ptr_array_set_size (layout->by_type, n_types);

  for (guint i = 0; i < n_tables; i++)
    {
      UoisLayoutTable *table = new_table (tables[i]);

      g_ptr_array_add (layout->tables, table);
      if (tables[i]->index >= layout->by_type->len)
        g_ptr_array_set_size (layout->by_type, tables[i]->index + 1);
      layout->by_type->pdata[tables[i]->index] = table;
      add_indexes (table, followed);
      write_sql (table);
    }

  for (guint i = 0; i < n_tables; i++)
    {
      UoisLayoutTable *table = layout->tables->pdata[i];

      for (guint j = 0; j < table->references->len; j++)
        {
          const UoisColumn *column = table->references->pdata[j];
          UoisLayoutTable *target = layout->by_type->pdata[column->target->index];

          g_ptr_array_add (target->referrers, (gpointer) column);
        }
    }

  layout->fingerprint = make_fingerprint (layout);
  return layout;
}

void
uois_layout_free (UoisLayout *layout)
{
  g_ptr_array_unref (layout->tables);
  g_ptr_array_unref (layout->by_type);
  uois_registry_unref (layout->registry);
  g_free (layout->fingerprint);
  g_free (layout);
}

const UoisLayoutTable *
uois_layout_get (const UoisLayout *layout, const UoisType *type)
{
  return layout->by_type->pdata[type->index];
}
