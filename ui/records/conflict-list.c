/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/conflict-list.h"

#include "text-label.h"

#include <glib/gi18n-lib.h>

/* What a button of a row decides. */
typedef struct
{
  UoisFile *file;
  UoisDraft *draft;
  const UoisColumn *column;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_object_unref (choice->file);
  g_object_unref (choice->draft);
  g_free (choice);
}

/* ---- Values as text ---- */

static void
title_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkLabel) label = user_data;
  g_autoptr (UoisRecord) record = uois_file_read_finish (UOIS_FILE (source), result, NULL);

  if (record != NULL)
    gtk_label_set_text (label, record->title);
}

/* @text: (nullable): typed, and no value */
static GtkWidget *
new_value (UoisFile *file, const UoisColumn *column, const UoisValue *value, const char *text)
{
  UoisPresentation presentation = column->field != NULL ? column->field->presentation : UOIS_PRESENT_PLAIN;
  g_autofree char *presented = text != NULL ? g_strdup (text) : uois_present_value (value, presentation);
  GtkWidget *label = uois_text_label_new (presented, NULL);

  gtk_label_set_lines (GTK_LABEL (label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  if (*presented == '\0')
    {
      gtk_label_set_text (GTK_LABEL (label), value->kind == UOIS_VALUE_NULL ? _ ("not known") : _ ("empty"));
      gtk_widget_add_css_class (label, "dim-label");
    }
  else if (text == NULL && value->kind == UOIS_VALUE_UUID && column->target != NULL)
    uois_file_read_async (file, column->target, &value->uuid, NULL, title_read_cb, g_object_ref (label));
  return label;
}

/* ---- Rows ---- */

static void
take_mine_cb (GtkButton *button, Choice *choice)
{
  uois_drafts_settle_conflict (uois_drafts_get (choice->file), choice->draft, choice->column);
}

static void
take_theirs_cb (GtkButton *button, Choice *choice)
{
  uois_draft_revert (choice->draft, choice->column);
}

static void
add_value (GtkWidget *grid, int line, const char *name, GtkWidget *value)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (GTK_GRID (grid), label, 0, line, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), value, 1, line, 1, 1);
}

static GtkWidget *
new_choice (UoisFile *file, UoisDraft *draft, const UoisColumn *column, const char *label, GCallback chosen)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice){ g_object_ref (file), g_object_ref (draft), column };
  g_signal_connect_data (button, "clicked", chosen, choice, choice_free, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  column->field != NULL ? uois_label (column->field->label) : column->name, -1);
  return button;
}

static GtkWidget *
new_row (UoisFile *file, UoisDraft *draft, const UoisDraftConflict *conflict)
{
  const UoisColumn *column = conflict->column;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (column->field != NULL ? uois_label (column->field->label) : column->name);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_label_set_xalign (GTK_LABEL (heading), 0.0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  add_value (grid, 0, _ ("It was:"), new_value (file, column, &conflict->was, NULL));
  add_value (grid, 1, _ ("Yours:"),
             new_value (file, column, uois_draft_get_value (draft, column), uois_draft_get_text (draft, column)));
  add_value (grid, 2, _ ("Theirs:"), new_value (file, column, uois_draft_get_baseline (draft, column), NULL));
  gtk_box_append (GTK_BOX (buttons), new_choice (file, draft, column, _ ("Keep yours"), G_CALLBACK (take_mine_cb)));
  gtk_box_append (GTK_BOX (buttons), new_choice (file, draft, column, _ ("Take theirs"), G_CALLBACK (take_theirs_cb)));
  gtk_box_append (GTK_BOX (row), heading);
  gtk_box_append (GTK_BOX (row), grid);
  gtk_box_append (GTK_BOX (row), buttons);
  return row;
}

GtkWidget *
uois_conflict_list_new (UoisFile *file, UoisDraft *draft)
{
  const UoisDraftState *state = uois_drafts_get_state (uois_drafts_get (file), draft);
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (guint i = 0; state->conflicts != NULL && i < state->conflicts->len; i++)
    gtk_box_append (GTK_BOX (list), new_row (file, draft, g_ptr_array_index (state->conflicts, i)));
  return list;
}
