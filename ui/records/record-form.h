/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisRecordForm: a draft to be edited: its fields by section, and what is wrong with them.
 *
 * The rules are asked a moment after the last change. Of a new record, what has
 * not been touched is not held against the person before the first attempt to save.
 */
#define UOIS_TYPE_RECORD_FORM (uois_record_form_get_type ())
G_DECLARE_FINAL_TYPE (UoisRecordForm, uois_record_form, UOIS, RECORD_FORM, GtkWidget)

/**
 * UoisRecordForm::problems-changed:
 *
 * What is wrong is known anew.
 */

GtkWidget *uois_record_form_new (UoisFile *file);

/* @draft: (nullable): %NULL shows nothing */
void uois_record_form_set_draft (UoisRecordForm *form, UoisDraft *draft);
UoisDraft *uois_record_form_get_draft (UoisRecordForm *form);

/* @record: (nullable): the record as it is in the file, for what is computed and who changed it when */
void uois_record_form_set_record (UoisRecordForm *form, UoisRecord *record);

void uois_record_form_set_editable (UoisRecordForm *form, gboolean editable);

/**
 * uois_record_form_set_problems:
 * @problems: (nullable) (element-type UoisProblem): what saving found, also of fields that nobody touched
 */
void uois_record_form_set_problems (UoisRecordForm *form, GPtrArray *problems);

/* How many errors and warnings are shown. */
guint uois_record_form_count_problems (UoisRecordForm *form, UoisSeverity severity);

/* Whether the rules allow saving, as far as they have been asked. */
gboolean uois_record_form_is_valid (UoisRecordForm *form);

/* Whether the problems are those of what is typed now. */
gboolean uois_record_form_is_checked (UoisRecordForm *form);

/**
 * uois_record_form_go_to_problem:
 *
 * Shows what is wrong also with fields that nobody touched, and moves the keyboard to the first error.
 *
 * Returns: (transfer full) (nullable): the sentence; %NULL if there is no error
 */
char *uois_record_form_go_to_problem (UoisRecordForm *form);

/* Moves the keyboard to the first field that is empty and has to be entered, or else to the first. */
void uois_record_form_focus (UoisRecordForm *form);

G_END_DECLS
