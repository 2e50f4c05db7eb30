/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisFieldEditor: one editable field of a draft: its label, the control for its kind, whether it changed, and what is
 * wrong with it.
 *
 * What is typed is in the draft at once. The editor shows the draft when somebody else changed it.
 */
#define UOIS_TYPE_FIELD_EDITOR (uois_field_editor_get_type ())
G_DECLARE_FINAL_TYPE (UoisFieldEditor, uois_field_editor, UOIS, FIELD_EDITOR, GtkListBoxRow)

/**
 * UoisFieldEditor::create-target:
 * @type: (type gpointer): a #UoisType
 * @text: what was searched for
 *
 * The person wants a new record for this reference. Who makes it sets the draft's value.
 */

/**
 * uois_field_editor_new:
 * @field: a field of kind COLUMN or REFERENCE of the draft's type
 * @labels: (nullable): the size group of the labels; %NULL puts the label above the control
 */
GtkWidget *uois_field_editor_new (UoisFile *file, UoisDraft *draft, const UoisField *field, GtkSizeGroup *labels);

const UoisField *uois_field_editor_get_field (UoisFieldEditor *editor);

/**
 * uois_field_editor_set_problems:
 * @problems: (nullable) (element-type UoisProblem): what is wrong; those of other columns are left out
 */
void uois_field_editor_set_problems (UoisFieldEditor *editor, GPtrArray *problems);

/* Whether the value can be changed; it can be read and copied in any case. */
void uois_field_editor_set_editable (UoisFieldEditor *editor, gboolean editable);

/* Whether the search for a record to refer to offers a new one, by "create-target"; it does at first. */
void uois_field_editor_set_can_create (UoisFieldEditor *editor, gboolean can_create);

G_END_DECLS
