/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisFieldControl: what a person enters the value of one column with.
 *
 * The base of a control for each kind of column. It writes into the draft as
 * one types, and shows the draft when somebody else changed it. Labels, marks
 * and problems are the business of UoisFieldEditor.
 */
#define UOIS_TYPE_FIELD_CONTROL (uois_field_control_get_type ())
G_DECLARE_DERIVABLE_TYPE (UoisFieldControl, uois_field_control, UOIS, FIELD_CONTROL, GtkWidget)

/**
 * UoisFieldControlClass:
 * @setup: (nullable): the file, draft and field are known
 * @show: draws the draft's value, or its text that is no value
 * @set_label: what the input is called for those who do not see the label beside it
 * @set_editable: whether the value can be changed
 * @set_menu: (nullable): what the input's own context menu has beyond its own
 * @set_can_create: (nullable): whether new records to refer to are offered
 */
struct _UoisFieldControlClass
{
  GtkWidgetClass parent_class;

  void (*setup) (UoisFieldControl *control);
  void (*show) (UoisFieldControl *control);
  void (*set_label) (UoisFieldControl *control, const char *label);
  void (*set_editable) (UoisFieldControl *control, gboolean editable);
  void (*set_menu) (UoisFieldControl *control, GMenuModel *menu);
  void (*set_can_create) (UoisFieldControl *control, gboolean can_create);
};

/**
 * UoisFieldControl:remark: (nullable): what else a person has to know of what is shown: that it is not all.
 */

/**
 * UoisFieldControl::create-target:
 * @type: (type gpointer): a #UoisType
 * @text: what was searched for
 *
 * The person wants a new record to refer to.
 */

/**
 * uois_field_control_new:
 * @field: a field of kind COLUMN or REFERENCE of the draft's type
 *
 * Returns: (transfer floating): the control for the kind of the field
 */
GtkWidget *uois_field_control_new (UoisFile *file, UoisDraft *draft, const UoisField *field);

UoisFile *uois_field_control_get_file (UoisFieldControl *control);
UoisDraft *uois_field_control_get_draft (UoisFieldControl *control);
const UoisField *uois_field_control_get_field (UoisFieldControl *control);
const UoisColumn *uois_field_control_get_column (UoisFieldControl *control);
const UoisValue *uois_field_control_get_value (UoisFieldControl *control);

/* The widget that is announced: it or a part of it has the keyboard. */
GtkWidget *uois_field_control_get_input (UoisFieldControl *control);

void uois_field_control_set_label (UoisFieldControl *control, const char *label);
void uois_field_control_set_editable (UoisFieldControl *control, gboolean editable);
void uois_field_control_set_menu (UoisFieldControl *control, GMenuModel *menu);
void uois_field_control_set_can_create (UoisFieldControl *control, gboolean can_create);
const char *uois_field_control_get_remark (UoisFieldControl *control);

/* ---- For the classes of controls ---- */

/* @child: (transfer floating): all of the control; @input: @child or a part of it */
void uois_field_control_set_child (UoisFieldControl *control, GtkWidget *child, GtkWidget *input);

/* Writes into the draft without being shown it again: the cursor stays where it is. */
void uois_field_control_write_text (UoisFieldControl *control, const char *text);
void uois_field_control_write_value (UoisFieldControl *control, const UoisValue *value);

/**
 * uois_field_control_divert:
 * @text: the whole text
 *
 * Writes a text that the control's widget cannot hold, while the widget is being changed; it is shown again afterwards.
 */
void uois_field_control_divert (UoisFieldControl *control, const char *text);

/* Draws the draft again: after the keyboard left, in the form in which values are shown. */
void uois_field_control_show (UoisFieldControl *control);

/* Whether the control is drawing the draft: what its widgets tell meanwhile was not typed. */
gboolean uois_field_control_is_showing (UoisFieldControl *control);

/* Returns: (transfer full): the draft's value, or its text that is no value, as text */
char *uois_field_control_get_text (UoisFieldControl *control);

void uois_field_control_set_remark (UoisFieldControl *control, const char *remark);
/* The remark on a text of which only an excerpt is shown; %NULL takes it back. */
void uois_field_control_remark_excerpt (UoisFieldControl *control, const char *text);

/* What stands where nothing is: that it is not known, or known to be empty. */
const char *uois_field_control_get_placeholder (UoisFieldControl *control);

/* Returns: (transfer full): the beginning of @text, with "…" if that is not all */
char *uois_excerpt (const char *text, gsize characters);

G_END_DECLS
