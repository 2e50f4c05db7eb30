/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/list-cell.h"

#include <glib/gi18n-lib.h>

/* Text may be cut down to this many characters; what is shorter by nature is never cut. */
#define LEAST_WIDTH 14
#define TEXT_WIDTH 20
#define ADDRESS_WIDTH 30

typedef struct
{
  const UoisField *field;
  guint index;
} Column;

static UoisValueKind
field_kind (const UoisField *field)
{
  if (field == NULL || field->column == NULL || field->kind != UOIS_FIELD_COLUMN)
    return UOIS_VALUE_TEXT;
  return field->column->kind;
}

static gboolean
is_number (const UoisField *field)
{
  UoisValueKind kind = field_kind (field);

  return kind == UOIS_VALUE_INTEGER || kind == UOIS_VALUE_REAL ||
         (field != NULL && (g_str_equal (field->named_type, "Int") || g_str_equal (field->named_type, "Float")));
}

static guint
cell_width (const UoisField *field)
{
  if (field != NULL && (field->presentation == UOIS_PRESENT_EMAIL || field->presentation == UOIS_PRESENT_URL))
    return ADDRESS_WIDTH;

  switch (field_kind (field))
    {
    case UOIS_VALUE_BOOLEAN:
      return 5;
    case UOIS_VALUE_DATE:
      return 11;
    case UOIS_VALUE_DATETIME:
      return field->presentation == UOIS_PRESENT_DATE ? 11 : 17;
    default:
      return is_number (field) ? 8 : TEXT_WIDTH;
    }
}

gboolean
uois_list_cell_expands (const UoisField *field)
{
  return cell_width (field) >= TEXT_WIDTH;
}

/* GTK 4.8 has no name for a row, and tells its class to a screen reader. Any cell may be the first to be filled. */
static void
name_row (GtkWidget *cell, const char *title)
{
  GtkWidget *row = gtk_widget_get_parent (gtk_widget_get_parent (cell));

  if (row == NULL || g_strcmp0 (g_object_get_data (G_OBJECT (row), "title"), title) == 0)
    return;
  g_object_set_data_full (G_OBJECT (row), "title", g_strdup (title), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
show_record (GtkInscription *cell, UoisRecord *record, const Column *column)
{
  const char *text = "";
  gboolean missing = FALSE;

  if (record != NULL && column->field == NULL)
    text = record->title;
  else if (record != NULL && column->index < record->n_fields)
    {
      missing = record->dangling[column->index];
      text = missing ? _ ("not in this file") : record->texts[column->index];
    }

  name_row (GTK_WIDGET (cell), record != NULL ? record->title : "");
  gtk_inscription_set_text (cell, text);
  if (missing)
    gtk_widget_add_css_class (GTK_WIDGET (cell), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (cell), "dim-label");
}

static void
record_changed_cb (UoisListItem *item, GParamSpec *pspec, GtkListItem *list_item)
{
  const Column *column = g_object_get_data (G_OBJECT (list_item), "column");

  show_record (GTK_INSCRIPTION (gtk_list_item_get_child (list_item)), uois_list_item_get_record (item), column);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  const Column *column = user_data;
  GtkWidget *cell = gtk_inscription_new (NULL);
  gboolean number = is_number (column->field);
  guint width = cell_width (column->field);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), width < TEXT_WIDTH ? width : LEAST_WIDTH);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), width);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), number ? 1.0 : 0.0);
  gtk_widget_add_css_class (cell, "numeric");
  gtk_list_item_set_child (list_item, cell);
  g_object_set_data (G_OBJECT (list_item), "column", user_data);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  UoisListItem *item = gtk_list_item_get_item (list_item);

  show_record (GTK_INSCRIPTION (gtk_list_item_get_child (list_item)), uois_list_item_get_record (item), user_data);
  g_signal_connect (item, "notify::record", G_CALLBACK (record_changed_cb), list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), record_changed_cb, list_item);
}

static void
column_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

GtkListItemFactory *
uois_list_cell_factory_new (const UoisField *field, guint index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Column *column = g_new0 (Column, 1);

  column->field = field;
  column->index = index;

  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), column, column_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), column);

  return factory;
}
