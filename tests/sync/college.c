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

UoisSyncRecord *
college_copy (const UoisType *type, guint number, const char *text)
{
  UoisUuid id = college_id (number);
  g_auto (GStrv) words = NULL;
  UoisSyncRecord *record;

  if (text == NULL)
    return NULL;
  if (strcmp (text, "gone") == 0)
    return uois_sync_record_new_deleted (type, &id);

  record = uois_sync_record_new (type, &id);
  for (guint i = 1; i < type->columns.length; i++)
    college_set (record, type->columns.items[i]->name, NULL);
  words = g_strsplit (text, " ", -1);
  for (guint i = 0; words[i] != NULL && words[i][0] != '\0'; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], "=", 2);

      if (strcmp (parts[1], "?") == 0)
        uois_sync_record_set_unknown (record, college_column (type, parts[0]));
      else if (parts[1][0] == '#')
        {
          UoisUuid target = college_id ((guint) g_ascii_strtoull (parts[1] + 1, NULL, 10));
          g_autofree char *target_text = uois_uuid_to_string (&target);

          college_set (record, parts[0], target_text);
        }
      else
        college_set (record, parts[0], strcmp (parts[1], "-") == 0 ? NULL : parts[1]);
    }
  return record;
}

void
college_assert_same (const UoisSyncRecord *record, const UoisSyncRecord *expected)
{
  g_assert_true (record->type == expected->type);
  g_assert_true (uois_uuid_equal (&record->id, &expected->id));
  g_assert_cmpint (record->deleted, ==, expected->deleted);
  for (guint i = 0; i < record->type->columns.length; i++)
    if (record->known[i] != expected->known[i] || !uois_value_equal (&record->values[i], &expected->values[i]))
      {
        g_autofree char *is = record->known[i] ? uois_value_to_string (&record->values[i]) : g_strdup ("unknown");
        g_autofree char *should =
            expected->known[i] ? uois_value_to_string (&expected->values[i]) : g_strdup ("unknown");

        g_error ("%s is %s, not %s", record->type->columns.items[i]->name, is, should);
      }
}
