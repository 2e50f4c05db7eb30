/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "college.h"

#include <string.h>

UoisRegistry *
college_load (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "sync", "college.graphql", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  UoisRegistry *registry = uois_registry_new ();
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  uois_registry_add (registry, "college.graphql", text, length, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  uois_registry_freeze (registry, &error);
  g_assert_no_error (error);
  return registry;
}

UoisUuid
college_id (guint number)
{
  UoisUuid id = { { 0 } };

  for (guint i = 0; i < 4; i++)
    id.bytes[15 - i] = (guint8) (number >> (8 * i));
  return id;
}

const UoisColumn *
college_column (const UoisType *type, const char *name)
{
  const UoisColumn *column = uois_type_find_column (type, name);

  if (column == NULL)
    g_error ("%s has no column %s", type->name, name);
  return column;
}

void
college_set (UoisSyncRecord *record, const char *name, const char *text)
{
  const UoisColumn *column = college_column (record->type, name);
  g_autoptr (GError) error = NULL;
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  if (text != NULL)
    uois_value_parse (column->kind, text, strlen (text), &value, &error);
  g_assert_no_error (error);
  uois_sync_record_take (record, column, &value);
}
