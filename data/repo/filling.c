/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/filling.h"

gboolean
uois_filling_apply (const UoisFilling *filling,
                    UoisStoreReader *reader,
                    const UoisType *type,
                    UoisValue *row,
                    const UoisUuid *person,
                    GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT (%s)", filling->sql);
  g_auto (UoisValue) me = UOIS_VALUE_INIT;
  UoisStoreStatement *statement = uois_store_reader_prepare (reader, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  if (person != NULL)
    uois_value_set_uuid (&me, person);
  uois_store_statement_bind_name (statement, "me", &me);
  for (guint i = 0; i < type->columns.length; i++)
    uois_store_statement_bind_name (statement, type->columns.items[i]->name, &row[i]);
  step = uois_store_statement_step (statement, error);
  if (step == 1)
    uois_store_statement_get_value (statement, 0, filling->column->kind, &row[filling->column->index]);
  uois_store_statement_release (statement);
  return step >= 0;
}
