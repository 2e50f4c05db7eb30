/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/registry-private.h"

#include <string.h>

/* What the API can show of a column, and what the federation can. */
static void
mark_local_columns (const UoisType *type)
{
  for (guint i = 0; i < type->columns.length; i++)
    {
      UoisColumn *column = (UoisColumn *) type->columns.items[i];

      column->local = TRUE;
    }

  for (guint i = 0; i < type->fields.length; i++)
    {
      const UoisField *field = type->fields.items[i];
      gboolean own = field->kind == UOIS_FIELD_COLUMN || field->kind == UOIS_FIELD_REFERENCE;

      if (own && field->column != NULL && !field->local && type->exposed && !type->local)
        ((UoisColumn *) field->column)->local = FALSE;
    }
}

/* Every field and type that people see has words. */
static void
check_labels (UoisRegistry *registry, const UoisType *type)
{
  for (guint i = 0; i < type->fields.length && !type->result; i++)
    {
      const UoisField *field = type->fields.items[i];

      if (field->label == NULL)
        uois_problems_add (registry->problems, uois_field_place (field),
                           "“%s” lacks a label; add @label(en: \"What people call it\")", field->name);
    }
}

void
uois_registry_check (UoisRegistry *registry)
{
  for (guint i = 0; i < registry->types.length; i++)
    {
      mark_local_columns (registry->types.items[i]);
      check_labels (registry, registry->types.items[i]);
    }
}

/* ---- Order ---- */

typedef enum
{
  NOT_VISITED,
  OPEN,
  DONE,
} Visit;

static void
visit_table (UoisRegistry *registry, const UoisType *type, guint8 *visits)
{
  if (visits[type->index] == DONE)
    return;

  visits[type->index] = OPEN;
  for (guint i = 0; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];

      if (column->target == NULL || !column->enforced || column->target == type)
        continue;
      if (visits[column->target->index] == OPEN)
        uois_problems_add (
            registry->problems, uois_column_place (column),
            "the tables “%s” and “%s” refer to each other, so that neither can be filled first; make one of "
            "the references soft: @reference(soft: true)",
            type->table, column->target->table);
      else
        visit_table (registry, column->target, visits);
    }

  visits[type->index] = DONE;
  uois_arena_append (&registry->arena, &registry->tables, type);
}

void
uois_registry_order_tables (UoisRegistry *registry)
{
  g_autofree guint8 *visits = g_new0 (guint8, registry->types.length);

  for (guint i = 0; i < registry->domains.length; i++)
    for (guint j = 0; j < registry->domains.items[i]->types.length; j++)
      if (registry->domains.items[i]->types.items[j]->table != NULL)
        visit_table (registry, registry->domains.items[i]->types.items[j], visits);
}

/* ---- Fingerprint ---- */

static int
compare_tables (gconstpointer a, gconstpointer b)
{
  const UoisType *const *first = a;
  const UoisType *const *second = b;

  return strcmp ((*first)->table, (*second)->table);
}

static void G_GNUC_PRINTF (2, 3) add (GChecksum *checksum, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_checksum_update (checksum, (const guchar *) text, -1);
}

static void
add_table (GChecksum *checksum, const UoisType *type)
{
  add (checksum, "table %s\n", type->table);

  for (guint i = 0; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];

      add (checksum, "column %s %s %s enforced:%d sorted:%d searched:%d indexed:%d\n", column->name,
           uois_value_kind_get_scalar (column->kind), column->target != NULL ? column->target->table : "-",
           column->enforced, column->sorted, column->searched, column->indexed);
    }

  for (guint i = 0; i < type->indexes.length; i++)
    add (checksum, "index %s unique:%d\n", type->indexes.items[i]->name, type->indexes.items[i]->unique);
}

void
uois_registry_make_fingerprint (UoisRegistry *registry)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) tables = g_ptr_array_sized_new (registry->tables.length);

  /* The order of declarations says nothing about the tables. */
  for (guint i = 0; i < registry->tables.length; i++)
    g_ptr_array_add (tables, (gpointer) registry->tables.items[i]);
  g_ptr_array_sort (tables, compare_tables);

  for (guint i = 0; i < tables->len; i++)
    add_table (checksum, g_ptr_array_index (tables, i));

  registry->fingerprint = uois_registry_intern (registry, g_checksum_get_string (checksum));
}
