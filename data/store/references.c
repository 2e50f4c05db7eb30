/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "unit.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse_target (const UoisType *type, const UoisColumn *column, const UoisUuid *target, GError **error)
{
  g_autofree char *text = uois_uuid_to_string (target);

  g_set_error (error, UOIS_ERROR, UOIS_ERROR_REFERENCE,
               _ ("“%s” of a %s refers to the %s %s, which is not in the file."), column->name,
               uois_type_get_label (type), uois_type_get_label (column->target), text);
  return FALSE;
}

gboolean
uois_unit_check_targets (
    UoisStoreUnit *unit, UoisUnitTable *table, const UoisValue *values, const gboolean *changed, GError **error)
{
  const GPtrArray *references = table->layout->references;

  for (guint i = 0; i < references->len; i++)
    {
      const UoisColumn *column = references->pdata[i];
      const UoisValue *value = &values[column->index];
      gboolean exists = FALSE;

      if ((changed != NULL && !changed[column->index]) || value->kind == UOIS_VALUE_NULL)
        continue;
      /* A record may refer to itself before it is there. */
      if (column->target == table->layout->type && uois_uuid_equal (&value->uuid, &values[0].uuid))
        continue;

      if (!uois_store_unit_exists (unit, column->target, &value->uuid, &exists, error))
        return FALSE;
      if (!exists)
        return refuse_target (table->layout->type, column, &value->uuid, error);
    }

  return TRUE;
}

/* How many records refer to @id by @column. A record that refers to itself goes with it. */
static gboolean
count_referrers (UoisStoreUnit *unit, const UoisColumn *column, const UoisUuid *id, gint64 *count, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT count (*) FROM ");
  GError *failure = NULL;

  uois_layout_append_name (sql, column->type->table);
  g_string_append (sql, " WHERE ");
  uois_layout_append_column (sql, NULL, column);
  g_string_append (sql, " = ?1 AND id <> ?1");

  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (unit->connection, sql->str, &failure);
  int step = -1;
  if (statement != NULL)
    {
      uois_store_statement_bind_uuid (statement, 0, id);
      step = uois_store_statement_step (statement, &failure);
    }

  *count = step > 0 ? uois_store_statement_get_integer (statement, 0) : 0;
  return step >= 0 || uois_unit_break (unit, failure, error);
}

gboolean
uois_unit_check_referrers (UoisStoreUnit *unit, UoisUnitTable *table, const UoisUuid *id, GError **error)
{
  const GPtrArray *referrers = table->layout->referrers;
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < referrers->len; i++)
    {
      const UoisColumn *column = referrers->pdata[i];
      gint64 count = 0;

      if (!count_referrers (unit, column, id, &count, error))
        return FALSE;
      if (count > 0)
        g_string_append_printf (found, "%s%s (%lld)", found->len > 0 ? ", " : "",
                                uois_type_get_label_many (column->type), (long long) count);
    }
  if (found->len == 0)
    return TRUE;

  g_autofree char *text = uois_uuid_to_string (id);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_REFERENCE,
               /* Translators: a type, an id, types with how many records of each. */
               _ ("The %s %s cannot be deleted because others refer to it: %s. Delete or change those first."),
               uois_type_get_label (table->layout->type), text, found->str);
  return FALSE;
}
