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

/* The id of one record that refers to @id by @column, if there is any. A record that refers to itself goes with it. */
static gboolean
find_referrer (UoisStoreUnit *unit, const UoisColumn *column, const UoisUuid *id, gboolean *found, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT 1 FROM ");
  GError *failure = NULL;

  uois_layout_append_name (sql, column->type->table);
  g_string_append (sql, " WHERE ");
  uois_layout_append_column (sql, NULL, column);
  g_string_append (sql, " = ?1 AND id <> ?1 LIMIT 1");

  g_autoptr (UoisStoreStatement) statement = uois_connection_prepare (unit->connection, sql->str, NULL, &failure);
  int step = -1;
  if (statement != NULL)
    {
      uois_store_statement_bind_uuid (statement, 0, id);
      step = uois_store_statement_step (statement, &failure);
    }

  *found = step > 0;
  return step >= 0 || uois_unit_break (unit, failure, error);
}

gboolean
uois_unit_check_referrers (UoisStoreUnit *unit, UoisUnitTable *table, const UoisUuid *id, GError **error)
{
  const GPtrArray *referrers = table->layout->referrers;

  for (guint i = 0; i < referrers->len; i++)
    {
      const UoisColumn *column = referrers->pdata[i];
      gboolean found = FALSE;

      if (!find_referrer (unit, column, id, &found, error))
        return FALSE;
      if (!found)
        continue;

      g_autofree char *text = uois_uuid_to_string (id);
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_REFERENCE,
                   _ ("The %s %s cannot be deleted: “%s” refers to it. Delete or change that first."),
                   uois_type_get_label (table->layout->type), text, uois_type_get_label_many (column->type));
      return FALSE;
    }

  return TRUE;
}
