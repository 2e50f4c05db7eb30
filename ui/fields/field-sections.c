/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/field-sections.h"

#include <glib/gi18n-lib.h>

static gboolean
is_of_record (const UoisField *field)
{
  return field->column != NULL && field->column->audit != UOIS_AUDIT_NONE;
}

static gboolean
is_id (const UoisField *field)
{
  return field->column != NULL && field->column->index == 0;
}

static gboolean
is_in_section (const UoisType *type, const UoisField *field)
{
  for (guint i = 0; i < type->sections.length; i++)
    {
      const UoisSection *section = type->sections.items[i];

      for (guint j = 0; j < section->fields.length; j++)
        {
          if (section->fields.items[j] == field)
            return TRUE;
        }
    }
  return FALSE;
}

static void
section_free (gpointer data)
{
  UoisFieldSection *section = data;

  g_ptr_array_unref (section->fields);
  g_free (section);
}

/* Takes @fields. */
static void
add_section (GPtrArray *sections, const char *title, GPtrArray *fields)
{
  UoisFieldSection *section;

  if (fields->len == 0)
    {
      g_ptr_array_unref (fields);
      return;
    }
  section = g_new0 (UoisFieldSection, 1);
  section->title = title;
  section->fields = fields;
  g_ptr_array_add (sections, section);
}

GPtrArray *
uois_type_list_field_sections (const UoisType *type)
{
  GPtrArray *sections = g_ptr_array_new_with_free_func (section_free);
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; i < type->sections.length; i++)
    {
      const UoisSection *declared = type->sections.items[i];
      GPtrArray *fields = g_ptr_array_new ();

      for (guint j = 0; j < declared->fields.length; j++)
        {
          if (uois_field_is_shown (declared->fields.items[j]))
            g_ptr_array_add (fields, (gpointer) declared->fields.items[j]);
        }
      add_section (sections, uois_label (declared->label), fields);
    }

  for (guint i = 0; i < type->fields.length; i++)
    {
      const UoisField *field = type->fields.items[i];

      if (uois_field_is_shown (field) && !is_of_record (field) && !is_id (field) && !is_in_section (type, field))
        g_ptr_array_add (others, (gpointer) field);
    }
  add_section (sections, type->sections.length > 0 ? _ ("Other") : _ ("Fields"), others);
  return sections;
}

GPtrArray *
uois_type_list_record_fields (const UoisType *type)
{
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; i < type->fields.length; i++)
    {
      const UoisField *field = type->fields.items[i];

      if (uois_field_is_shown (field) && is_of_record (field) && !is_in_section (type, field))
        g_ptr_array_add (fields, (gpointer) field);
    }
  return fields;
}

gboolean
uois_field_is_entered (const UoisField *field)
{
  gboolean is_single = field->kind == UOIS_FIELD_COLUMN || field->kind == UOIS_FIELD_REFERENCE;

  return is_single && field->column != NULL && !is_id (field) &&
         (field->column->audit == UOIS_AUDIT_NONE || field->column->audit == UOIS_AUDIT_RBACOBJECT);
}
