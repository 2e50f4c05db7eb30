/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/record-list.h"

G_BEGIN_DECLS

/**
 * UoisConditionEditor: a popover in which a person makes a condition of a list: field, comparison, values; or changes one.
 */
#define UOIS_TYPE_CONDITION_EDITOR (uois_condition_editor_get_type ())
G_DECLARE_FINAL_TYPE (UoisConditionEditor, uois_condition_editor, UOIS, CONDITION_EDITOR, GtkPopover)

/**
 * UoisConditionEditor::apply:
 * @condition: (type UoisListCondition): what was made
 */

GtkWidget *uois_condition_editor_new (void);

/* Call it once. The list must outlive the popover, as one that has it among its widgets does. */
void uois_condition_editor_set_list (UoisConditionEditor *editor, UoisRecordList *list);

/* @condition: (nullable): is changed, a comparison of a field; %NULL: a new one is made, beginning with the field */
void uois_condition_editor_edit (UoisConditionEditor *editor, UoisListCondition *condition);

G_END_DECLS
