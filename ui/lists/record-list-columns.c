/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/record-list-private.h"

#include "compat-column-view.h"
#include "lists/list-cell.h"
#include "settings.h"

#include <glib/gi18n-lib.h>

/* Milliseconds in which what is done to a width, pixel by pixel, is gathered before it is remembered. */
#define WIDTHS_GATHERED 500
#define LEAST_WIDTH 40
/* The number of the column that shows the title, of types that declare no column. */
#define TITLE_NUMBER (G_MAXUINT - 1)

/* ---- Columns of the view ---- */

/* NULL for the column of the title */
static const UoisField *
column_field (GtkColumnViewColumn *column)
{
  return g_object_get_data (G_OBJECT (column), "field");
}

static guint
find_column (UoisRecordList *self, const UoisField *field)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (column_field (column) == field)
        return i;
    }
  return G_MAXUINT;
}

static GtkColumnViewColumn *
get_column (UoisRecordList *self, guint position)
{
  return g_list_model_get_item (gtk_column_view_get_columns (self->view), position);
}

gboolean
uois_record_list_can_sort (const UoisField *field)
{
  return field == NULL || field->kind == UOIS_FIELD_COLUMN || field->kind == UOIS_FIELD_EXPRESSION ||
         field->kind == UOIS_FIELD_REFERENCE;
}

/* ---- What is remembered ---- */

static void
remember_columns (UoisRecordList *self)
{
  g_autoptr (GPtrArray) fields = uois_record_list_get_columns (self);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  if (self->forgets)
    return;
  for (guint i = 0; i < fields->len; i++)
    g_strv_builder_add (names, ((const UoisField *) g_ptr_array_index (fields, i))->name);
  strv = g_strv_builder_end (names);
  g_settings_set_strv (self->layout, UOIS_SETTING_LIST_COLUMNS, (const char *const *) strv);
}

static gboolean
remember_widths_cb (gpointer user_data)
{
  UoisRecordList *self = UOIS_RECORD_LIST (user_data);
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer field, width;

  self->widths_source = 0;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{si}"));
  g_hash_table_iter_init (&iter, self->widths);
  while (g_hash_table_iter_next (&iter, &field, &width))
    g_variant_builder_add (&builder, "{si}", ((const UoisField *) field)->name, GPOINTER_TO_INT (width));
  g_settings_set_value (self->layout, UOIS_SETTING_LIST_WIDTHS, g_variant_builder_end (&builder));
  return G_SOURCE_REMOVE;
}

void
_uois_record_list_remember_widths (UoisRecordList *self)
{
  if (self->widths_source == 0)
    return;
  g_source_remove (self->widths_source);
  remember_widths_cb (self);
}

static void
width_changed_cb (GtkColumnViewColumn *column, GParamSpec *pspec, UoisRecordList *self)
{
  int width = gtk_column_view_column_get_fixed_width (column);

  if (self->setting_up || width < 0)
    return;
  /* One that also took what is left over would be wider than it was made. */
  gtk_column_view_column_set_expand (column, FALSE);
  g_hash_table_insert (self->widths, (gpointer) column_field (column), GINT_TO_POINTER (width));
  if (self->widths_source == 0)
    self->widths_source = g_timeout_add (WIDTHS_GATHERED, remember_widths_cb, self);
}

static void
recall_widths (UoisRecordList *self)
{
  g_autoptr (GVariant) widths = g_settings_get_value (self->layout, UOIS_SETTING_LIST_WIDTHS);
  GVariantIter iter;
  const char *name;
  int width;

  g_variant_iter_init (&iter, widths);
  while (g_variant_iter_next (&iter, "{&si}", &name, &width))
    {
      const UoisField *field = uois_type_find_field (self->type, name);

      if (field != NULL && width >= LEAST_WIDTH)
        g_hash_table_insert (self->widths, (gpointer) field, GINT_TO_POINTER (width));
    }
}

/* The columns that were chosen and that are still fields of the type. */
static void
recall_columns (UoisRecordList *self, GPtrArray *fields)
{
  g_auto (GStrv) names = g_settings_get_strv (self->layout, UOIS_SETTING_LIST_COLUMNS);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const UoisField *field = uois_type_find_field (self->type, names[i]);

      if (field != NULL && uois_field_is_shown (field) && !g_ptr_array_find (fields, field, NULL))
        g_ptr_array_add (fields, (gpointer) field);
    }
}

/* ---- Making columns ---- */

/* The field's place among those that are read, made if need be. */
static guint
number_of_field (UoisRecordList *self, const UoisField *field)
{
  guint number;

  if (field == NULL)
    return TITLE_NUMBER;
  if (!g_ptr_array_find (self->fields, field, &number))
    {
      number = self->fields->len;
      g_ptr_array_add (self->fields, (gpointer) field);
    }
  return number;
}

static GMenuModel *
new_header_menu (const UoisField *field)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) sort = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();
  const char *name = field != NULL ? field->name : "";
  g_autoptr (GMenuItem) up = g_menu_item_new (_ ("Sort ascending"), NULL);
  g_autoptr (GMenuItem) down = g_menu_item_new (_ ("Sort descending"), NULL);
  g_autoptr (GMenuItem) hide = g_menu_item_new (_ ("Hide this column"), NULL);

  if (uois_record_list_can_sort (field))
    {
      g_menu_item_set_action_and_target (up, "records.sort", "(sb)", name, FALSE);
      g_menu_append_item (sort, up);
      g_menu_item_set_action_and_target (down, "records.sort", "(sb)", name, TRUE);
      g_menu_append_item (sort, down);
    }
  if (field != NULL)
    {
      g_menu_item_set_action_and_target (hide, "records.hide-column", "s", name);
      g_menu_append_item (others, hide);
    }
  g_menu_append (others, _ ("Choose columns…"), "records.choose-columns");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (sort));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  return G_MENU_MODEL (menu);
}

static GtkColumnViewColumn *
new_column (UoisRecordList *self, const UoisField *field)
{
  guint number = number_of_field (self, field);
  const char *title = field != NULL ? uois_label (field->label) : uois_type_get_label (self->type);
  g_autoptr (GMenuModel) menu = new_header_menu (field);
  int width = GPOINTER_TO_INT (g_hash_table_lookup (self->widths, field));
  GtkColumnViewColumn *column = gtk_column_view_column_new (title, uois_list_cell_factory_new (field, number));

  g_object_set_data (G_OBJECT (column), "field", (gpointer) field);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, width == 0 && uois_list_cell_expands (field));
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_column_set_header_menu (column, menu);
  if (uois_record_list_can_sort (field))
    {
      g_autoptr (GtkSorter) sorter = uois_compat_column_sorter_new (number);

      gtk_column_view_column_set_sorter (column, sorter);
    }
  g_signal_connect (column, "notify::fixed-width", G_CALLBACK (width_changed_cb), self);
  return column;
}

/* ---- Order of the rows ---- */

/* The arrow stands where the order comes from; nowhere if no column shows that field. */
static void
show_arrow (UoisRecordList *self)
{
  const UoisField *field = self->sort;
  gboolean descending = self->descending;
  g_autoptr (GtkColumnViewColumn) column = NULL;
  guint position;

  if (field == NULL && self->relation == NULL && self->type->default_sort != NULL)
    {
      field = self->type->default_sort->field;
      descending = self->type->default_descending;
    }
  position = field != NULL ? find_column (self, field) : G_MAXUINT;
  if (position != G_MAXUINT)
    column = get_column (self, position);

  self->setting_up++;
  gtk_column_view_sort_by_column (self->view, column, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->setting_up--;
}

static void
remember_sort (UoisRecordList *self)
{
  if (self->forgets)
    return;
  g_settings_set_string (self->layout, UOIS_SETTING_LIST_SORT, self->sort != NULL ? self->sort->name : "");
  g_settings_set_boolean (self->layout, UOIS_SETTING_LIST_DESCENDING, self->sort != NULL && self->descending);
}

static void
sorter_changed_cb (UoisRecordList *self)
{
  guint number;
  gboolean descending;
  const UoisField *field = NULL;

  if (self->setting_up > 0)
    return;
  if (uois_compat_column_view_get_sort (self->view, &number, &descending) && number < self->fields->len)
    field = g_ptr_array_index (self->fields, number);
  self->sort = field;
  self->descending = field != NULL && descending;
  remember_sort (self);
  uois_record_list_request (self);
  _uois_record_list_layout_changed (self);
}

void
_uois_record_list_show_sort (UoisRecordList *self, const UoisField *field, gboolean descending)
{
  self->sort = field;
  self->descending = field != NULL && descending;
  show_arrow (self);
}

void
uois_record_list_set_sort (UoisRecordList *self, const UoisField *field, gboolean descending)
{
  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  _uois_record_list_show_sort (self, field, descending);
  remember_sort (self);
  uois_record_list_request (self);
  _uois_record_list_layout_changed (self);
}

const UoisField *
uois_record_list_get_sort (UoisRecordList *self, gboolean *descending)
{
  g_return_val_if_fail (UOIS_IS_RECORD_LIST (self), NULL);

  *descending = self->descending;
  return self->sort;
}

/* ---- Choosing columns ---- */

/* In a tab, the reference to the record that the tab belongs to would say the same in every row. */
GPtrArray *
uois_record_list_get_declared_columns (UoisRecordList *self)
{
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; i < self->type->list_fields.length; i++)
    {
      const UoisField *field = self->type->list_fields.items[i];

      if (self->relation == NULL || self->relation->kind != UOIS_FIELD_MANY || field->column == NULL ||
          field->column != self->relation->column)
        g_ptr_array_add (fields, (gpointer) field);
    }
  return fields;
}

GPtrArray *
uois_record_list_get_columns (UoisRecordList *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (column_field (column) != NULL)
        g_ptr_array_add (fields, (gpointer) column_field (column));
    }
  return fields;
}

static void
remove_others (UoisRecordList *self, const UoisField *const *fields, guint n_fields)
{
  for (guint i = g_list_model_get_n_items (gtk_column_view_get_columns (self->view)); i-- > 0;)
    {
      g_autoptr (GtkColumnViewColumn) column = get_column (self, i);
      gboolean stays = FALSE;

      for (guint j = 0; j < n_fields; j++)
        stays |= fields[j] == column_field (column);
      if (!stays)
        {
          g_signal_handlers_disconnect_by_data (column, self);
          gtk_column_view_remove_column (self->view, column);
        }
    }
}

/* Changes as few columns as can be: GTK makes some two hundred cells for each. */
static void
show_columns (UoisRecordList *self, const UoisField *const *fields, guint n_fields)
{
  guint n_read = self->fields->len;

  self->setting_up++;
  remove_others (self, fields, n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      guint position = find_column (self, fields[i]);
      g_autoptr (GtkColumnViewColumn) column = NULL;

      if (position == i)
        continue;
      if (position != G_MAXUINT)
        column = get_column (self, position);
      else
        column = new_column (self, fields[i]);
      gtk_column_view_insert_column (self->view, i, column);
    }
  self->setting_up--;
  if (self->fields->len > n_read)
    uois_list_model_set_fields (self->model, (const UoisField *const *) self->fields->pdata, self->fields->len);
  show_arrow (self);
}

void
_uois_record_list_show_columns (UoisRecordList *self, const UoisField *const *fields, guint n_fields)
{
  static const UoisField *const title[] = { NULL };
  g_autoptr (GPtrArray) declared = uois_record_list_get_declared_columns (self);

  if (n_fields > 0)
    show_columns (self, fields, n_fields);
  else if (declared->len > 0)
    show_columns (self, (const UoisField *const *) declared->pdata, declared->len);
  else
    show_columns (self, title, 1);
}

void
uois_record_list_set_columns (UoisRecordList *self, const UoisField *const *fields, guint n_fields)
{
  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  _uois_record_list_show_columns (self, fields, n_fields);
  remember_columns (self);
  _uois_record_list_layout_changed (self);
}

void
uois_record_list_reset_columns (UoisRecordList *self)
{
  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  g_hash_table_remove_all (self->widths);
  g_clear_handle_id (&self->widths_source, g_source_remove);
  self->setting_up++;
  remove_others (self, NULL, 0);
  self->setting_up--;
  _uois_record_list_show_columns (self, NULL, 0);
  if (!self->forgets)
    g_settings_reset (self->layout, UOIS_SETTING_LIST_COLUMNS);
  g_settings_reset (self->layout, UOIS_SETTING_LIST_WIDTHS);
  _uois_record_list_layout_changed (self);
}

void
uois_record_list_forget_layout (UoisRecordList *self)
{
  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  self->forgets = TRUE;
}

void
uois_record_list_widen_column (UoisRecordList *self, const UoisField *field, int pixels)
{
  g_autoptr (GtkColumnViewColumn) column = NULL;
  guint position;
  int width;

  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  position = find_column (self, field);
  if (position == G_MAXUINT)
    return;
  column = get_column (self, position);
  width = gtk_column_view_column_get_fixed_width (column);
  if (width < 0)
    width = uois_compat_column_view_get_column_width (self->view, position);
  gtk_column_view_column_set_fixed_width (column, MAX (width + pixels, LEAST_WIDTH));
}

/* A header was dragged to another place. */
static void
columns_changed_cb (UoisRecordList *self)
{
  if (self->setting_up > 0)
    return;
  remember_columns (self);
  _uois_record_list_layout_changed (self);
}

/* ---- Actions of the headers ---- */

static void
sort_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UoisRecordList *self = UOIS_RECORD_LIST (widget);
  const char *name;
  gboolean descending;

  g_variant_get (parameter, "(&sb)", &name, &descending);
  uois_record_list_set_sort (self, uois_type_find_field (self->type, name), descending);
}

static void
hide_column_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UoisRecordList *self = UOIS_RECORD_LIST (widget);
  g_autoptr (GPtrArray) fields = uois_record_list_get_columns (self);
  const UoisField *field = uois_type_find_field (self->type, g_variant_get_string (parameter, NULL));

  /* The last one stays: a list without columns shows nothing. */
  if (fields->len > 1 && g_ptr_array_remove (fields, (gpointer) field))
    uois_record_list_set_columns (self, (const UoisField *const *) fields->pdata, fields->len);
}

void
_uois_record_list_columns_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "records.sort", "(sb)", sort_action);
  gtk_widget_class_install_action (widget_class, "records.hide-column", "s", hide_column_action);
}

void
_uois_record_list_columns_dispose (UoisRecordList *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  g_signal_handlers_disconnect_by_data (columns, self);
  g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = get_column (self, i);

      g_signal_handlers_disconnect_by_data (column, self);
    }
}

void
_uois_record_list_columns_init (UoisRecordList *self)
{
  g_autofree char *name = NULL;
  g_autofree char *sort = NULL;
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  name = self->relation != NULL ? g_strconcat (self->relation->owner->name, "/", self->relation->name, NULL) :
                                  g_strdup (self->type->name);
  self->layout = uois_settings_new_for_list (name);
  recall_widths (self);
  recall_columns (self, fields);
  sort = g_settings_get_string (self->layout, UOIS_SETTING_LIST_SORT);
  self->sort = uois_type_find_field (self->type, sort);
  if (self->sort != NULL && !uois_record_list_can_sort (self->sort))
    self->sort = NULL;
  self->descending = self->sort != NULL && g_settings_get_boolean (self->layout, UOIS_SETTING_LIST_DESCENDING);

  _uois_record_list_show_columns (self, (const UoisField *const *) fields->pdata, fields->len);
  g_signal_connect_object (gtk_column_view_get_columns (self->view), "items-changed", G_CALLBACK (columns_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (sorter_changed_cb), self,
                           G_CONNECT_SWAPPED);
}
