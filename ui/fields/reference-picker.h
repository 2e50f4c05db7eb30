/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisReferencePicker: a button that shows one record of a type, and searches for another.
 *
 * Typing on it searches; Enter, Space, Down or Alt+Down open the search;
 * Delete or Backspace clears. A record that is not in the file is shown as
 * such and kept.
 */
#define UOIS_TYPE_REFERENCE_PICKER (uois_reference_picker_get_type ())
G_DECLARE_FINAL_TYPE (UoisReferencePicker, uois_reference_picker, UOIS, REFERENCE_PICKER, GtkWidget)

/**
 * UoisReferencePicker::chosen:
 *
 * The person chose a record, or cleared the choice: see uois_reference_picker_get_id().
 */

/**
 * UoisReferencePicker::create-target:
 * @text: what was searched for; may be empty
 *
 * The person wants a new record.
 */

/**
 * UoisReferencePicker:text: what the button says.
 */

/* @target: a type with a table */
GtkWidget *uois_reference_picker_new (UoisFile *file, const UoisType *target);

/* Returns: (nullable): the chosen record's id */
const UoisUuid *uois_reference_picker_get_id (UoisReferencePicker *picker);
/* @id: (nullable): its title is read from the file; nobody is told */
void uois_reference_picker_set_id (UoisReferencePicker *picker, const UoisUuid *id);

/* What the record is for, "Type of the event": for those who do not see the label beside it. */
void uois_reference_picker_set_label (UoisReferencePicker *picker, const char *label);

/* What stands where nothing is chosen; "" at first. */
void uois_reference_picker_set_placeholder (UoisReferencePicker *picker, const char *placeholder);
const char *uois_reference_picker_get_text (UoisReferencePicker *picker);
/* Whether the chosen record is known not to be in the file. */
gboolean uois_reference_picker_get_dangling (UoisReferencePicker *picker);

/* Whether the search offers to make a new record; it does not at first. */
void uois_reference_picker_set_can_create (UoisReferencePicker *picker, gboolean can_create);

/* Opens the search for @text. */
void uois_reference_picker_search (UoisReferencePicker *picker, const char *text);

/* The button: what has the keyboard and is announced. */
GtkWidget *uois_reference_picker_get_button (UoisReferencePicker *picker);

G_END_DECLS
