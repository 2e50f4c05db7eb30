/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

G_BEGIN_DECLS

/**
 * UoisFieldSection: fields of a type that stand together.
 * @title: in the current language
 * @fields: (element-type UoisField): those with one value that people see
 */
typedef struct
{
  const char *title;
  GPtrArray *fields;
} UoisFieldSection;

/**
 * uois_type_list_field_sections:
 *
 * The sections of the type's declaration, then *Other* with the fields that are in none. What only tells of the record
 * (its id, who changed it when) is left out, unless the declaration puts it into a section.
 *
 * Returns: (transfer full) (element-type UoisFieldSection): none is empty
 */
GPtrArray *uois_type_list_field_sections (const UoisType *type);

/* Returns: (transfer container) (element-type UoisField): who changed the record when, as far as no section has it */
GPtrArray *uois_type_list_record_fields (const UoisType *type);

/* Whether a person enters the field: it has a column, and the program does not keep it itself. */
gboolean uois_field_is_entered (const UoisField *field);

G_END_DECLS
