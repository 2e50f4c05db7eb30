/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drafting.h"

const UoisColumn *
draft_column (const UoisType *type, const char *name)
{
  const UoisColumn *column = uois_type_find_column (type, name);

  g_assert_nonnull (column);
  return column;
}

void
draft_set_text (UoisDraft *draft, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;

  uois_draft_set_text (draft, draft_column (uois_draft_get_record_type (draft), name), text, &error);
  g_assert_no_error (error);
}

void
draft_set_uuid (UoisDraft *draft, const char *name, const UoisUuid *uuid)
{
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  if (uuid != NULL)
    uois_value_set_uuid (&value, uuid);
  uois_draft_set_value (draft, draft_column (uois_draft_get_record_type (draft), name), &value);
}

char *
draft_get_text (UoisDraft *draft, const char *name)
{
  return uois_value_to_string (uois_draft_get_value (draft, draft_column (uois_draft_get_record_type (draft), name)));
}

gint64
draft_save (Fixture *fixture, UoisDraft *draft)
{
  g_autoptr (GError) error = NULL;
  gint64 number = uois_file_save (fixture->file, &draft, 1, NULL, NULL, &error);

  g_assert_no_error (error);
  return number;
}

UoisDraft *
draft_edit (Fixture *fixture, const UoisType *type, const UoisUuid *id)
{
  g_autoptr (GError) error = NULL;
  UoisDraft *draft = uois_file_edit_record (fixture->file, type, id, NULL, &error);

  g_assert_no_error (error);
  return draft;
}

UoisDraft *
draft_make_shelf (Fixture *fixture, const char *name, const UoisUuid *parent)
{
  UoisDraft *draft = uois_draft_new (fixture->registry, fixture->shelf);

  draft_set_text (draft, "name", name);
  draft_set_uuid (draft, "parent_id", parent);
  draft_save (fixture, draft);
  return draft;
}
