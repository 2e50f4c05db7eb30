/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/column-chooser.h"

#include <glib/gi18n-lib.h>

#define PIXELS_WIDER 24

struct _UoisColumnChooser
{
  GtkPopover parent_instance;

  /* Template widgets */
  GtkSearchEntry *entry;
  GtkListBox *rows;
  GtkWidget *reset_button;

  /* Not owned */
  UoisRecordList *list;

  /* Of the registry */
  const UoisField *dragged;
};

G_DEFINE_FINAL_TYPE (UoisColumnChooser, uois_column_chooser, GTK_TYPE_POPOVER)

/* ---- Rows ---- */

static const UoisField *
row_field (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "field");
}

static GtkWidget *
row_check (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "check");
}

static GtkWidget *
find_row (UoisColumnChooser *self, const UoisField *field)
{
  for (int i = 0;; i++)
    {
      GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->rows, i));

      if (row == NULL || row_field (row) == field)
        return row;
    }
}

static GtkWidget *
focused_row (UoisColumnChooser *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->rows)) ?
             gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) :
             NULL;
}

static gboolean
row_is_sought (UoisColumnChooser *self, const UoisField *field)
{
  g_autofree char *sought = uois_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  g_autofree char *label = uois_text_fold (uois_label (field->label), -1);

  return strstr (label, sought) != NULL;
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const UoisField *const *fields[] = { a, b };

  return g_utf8_collate (uois_label ((*fields[0])->label), uois_label ((*fields[1])->label));
}

/* What the list shows, in its order, then the rest. */
static GPtrArray *
order_fields (UoisColumnChooser *self, guint *n_shown)
{
  const UoisType *type = uois_list_model_get_record_type (uois_record_list_get_model (self->list));
  GPtrArray *fields = uois_record_list_get_columns (self->list);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();

  *n_shown = fields->len;
  for (guint i = 0; i < type->fields.length; i++)
    {
      const UoisField *field = type->fields.items[i];

      if (uois_field_is_shown (field) && !g_ptr_array_find (fields, field, NULL))
        g_ptr_array_add (others, (gpointer) field);
    }
  g_ptr_array_sort (others, compare_labels);
  g_ptr_array_extend (fields, others, NULL, NULL);
  return fields;
}

static void
move_column (UoisColumnChooser *self, const UoisField *field, int places)
{
  g_autoptr (GPtrArray) fields = uois_record_list_get_columns (self->list);
  guint position;

  if (!g_ptr_array_find (fields, field, &position) || (int) position + places < 0 || position + places >= fields->len)
    return;
  g_ptr_array_remove_index (fields, position);
  g_ptr_array_insert (fields, position + places, (gpointer) field);
  uois_record_list_set_columns (self->list, (const UoisField *const *) fields->pdata, fields->len);
}

static void
toggled_cb (GtkCheckButton *check, UoisColumnChooser *self)
{
  const UoisField *field = row_field (gtk_widget_get_ancestor (GTK_WIDGET (check), GTK_TYPE_LIST_BOX_ROW));
  g_autoptr (GPtrArray) fields = uois_record_list_get_columns (self->list);

  if (gtk_check_button_get_active (check))
    g_ptr_array_add (fields, (gpointer) field);
  else
    g_ptr_array_remove (fields, (gpointer) field);
  uois_record_list_set_columns (self->list, (const UoisField *const *) fields->pdata, fields->len);
}

static void
move_up_cb (GtkWidget *button, UoisColumnChooser *self)
{
  move_column (self, row_field (gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW)), -1);
}

static void
move_down_cb (GtkWidget *button, UoisColumnChooser *self)
{
  move_column (self, row_field (gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW)), 1);
}

/* ---- Dragging ---- */

static GdkContentProvider *
drag_cb (GtkDragSource *source, double x, double y, UoisColumnChooser *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (row);

  self->dragged = row_field (row);
  gtk_drag_source_set_icon (source, paintable, (int) x, (int) y);
  return gdk_content_provider_new_typed (UOIS_TYPE_COLUMN_CHOOSER, self);
}

/* Only rows of this popover, onto columns that are shown. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, UoisColumnChooser *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  g_autoptr (GPtrArray) fields = uois_record_list_get_columns (self->list);
  const UoisField *dragged = self->dragged;
  guint position;

  if (g_value_get_object (value) != self || dragged == NULL || row_field (row) == dragged ||
      !g_ptr_array_find (fields, row_field (row), &position))
    return FALSE;
  g_ptr_array_remove (fields, (gpointer) dragged);
  g_ptr_array_insert (fields, MIN (position, fields->len), (gpointer) dragged);
  self->dragged = NULL;
  uois_record_list_set_columns (self->list, (const UoisField *const *) fields->pdata, fields->len);
  return TRUE;
}

static void
make_draggable (UoisColumnChooser *self, GtkWidget *row, gboolean shown)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target;

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  if (!shown)
    return;
  target = gtk_drop_target_new (UOIS_TYPE_COLUMN_CHOOSER, GDK_ACTION_MOVE);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

/* ---- Making rows ---- */

static GtkWidget *
new_move_button (UoisColumnChooser *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
new_row (UoisColumnChooser *self, const UoisField *field, guint position, guint n_shown)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *check = gtk_check_button_new_with_label (uois_label (field->label));
  gboolean shown = position < n_shown;

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), shown);
  gtk_widget_set_hexpand (check, TRUE);
  /* A list without columns shows nothing. */
  gtk_widget_set_sensitive (check, !shown || n_shown > 1);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (GTK_BOX (box), check);
  if (shown)
    {
      g_autofree char *up_name = g_strdup_printf (_ ("Move “%s” up"), uois_label (field->label));
      g_autofree char *down_name = g_strdup_printf (_ ("Move “%s” down"), uois_label (field->label));
      GtkWidget *up = new_move_button (self, "go-up-symbolic", up_name, G_CALLBACK (move_up_cb));
      GtkWidget *down = new_move_button (self, "go-down-symbolic", down_name, G_CALLBACK (move_down_cb));

      gtk_widget_set_sensitive (up, position > 0);
      gtk_widget_set_sensitive (down, position + 1 < n_shown);
      gtk_box_append (GTK_BOX (box), up);
      gtk_box_append (GTK_BOX (box), down);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data (G_OBJECT (row), "field", (gpointer) field);
  g_object_set_data (G_OBJECT (row), "check", check);
  make_draggable (self, row, shown);
  return row;
}

static void
show_columns (UoisColumnChooser *self)
{
  GtkWidget *focused = focused_row (self);
  const UoisField *field = focused != NULL ? row_field (focused) : NULL;
  g_autoptr (GPtrArray) declared = uois_record_list_get_declared_columns (self->list);
  g_autoptr (GPtrArray) fields = NULL;
  GtkWidget *row;
  guint n_shown;

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->rows, 0))) != NULL)
    gtk_list_box_remove (self->rows, row);
  fields = order_fields (self, &n_shown);
  for (guint i = 0; i < fields->len; i++)
    {
      if (row_is_sought (self, g_ptr_array_index (fields, i)))
        gtk_list_box_append (self->rows, new_row (self, g_ptr_array_index (fields, i), i, n_shown));
    }
  row = field != NULL ? find_row (self, field) : NULL;
  if (row != NULL)
    gtk_widget_grab_focus (row_check (row));
}

/* ---- What the person does ---- */

static void
layout_changed_cb (UoisColumnChooser *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    show_columns (self);
}

static gboolean
key_pressed_cb (UoisColumnChooser *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkWidget *row = focused_row (self);
  gboolean moves = (modifiers & gtk_accelerator_get_default_mod_mask ()) == GDK_ALT_MASK;
  GtkWidget *other;

  if (row == NULL || (!moves && (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0))
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      other = gtk_widget_get_prev_sibling (row);
      if (moves)
        move_column (self, row_field (row), -1);
      else
        gtk_widget_grab_focus (other != NULL ? row_check (other) : GTK_WIDGET (self->entry));
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      other = gtk_widget_get_next_sibling (row);
      if (moves)
        move_column (self, row_field (row), 1);
      else if (other != NULL && GTK_IS_LIST_BOX_ROW (other))
        gtk_widget_grab_focus (row_check (other));
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      if (!moves)
        return GDK_EVENT_PROPAGATE;
      uois_record_list_widen_column (self->list, row_field (row), key == GDK_KEY_Left ? -PIXELS_WIDER : PIXELS_WIDER);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
entry_key_pressed_cb (UoisColumnChooser *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->rows, 0));

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (row_check (row));
  return GDK_EVENT_STOP;
}

static void
reset_cb (UoisColumnChooser *self)
{
  uois_record_list_reset_columns (self->list);
}

static void
uois_column_chooser_map (GtkWidget *widget)
{
  UoisColumnChooser *self = UOIS_COLUMN_CHOOSER (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  show_columns (self);

  GTK_WIDGET_CLASS (uois_column_chooser_parent_class)->map (widget);
}

static void
uois_column_chooser_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), UOIS_TYPE_COLUMN_CHOOSER);

  G_OBJECT_CLASS (uois_column_chooser_parent_class)->dispose (object);
}

static void
uois_column_chooser_class_init (UoisColumnChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_column_chooser_dispose;
  widget_class->map = uois_column_chooser_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/column-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisColumnChooser, entry);
  gtk_widget_class_bind_template_child (widget_class, UoisColumnChooser, rows);
  gtk_widget_class_bind_template_child (widget_class, UoisColumnChooser, reset_button);
  gtk_widget_class_bind_template_callback (widget_class, show_columns);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
uois_column_chooser_init (UoisColumnChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
uois_column_chooser_new (void)
{
  return g_object_new (UOIS_TYPE_COLUMN_CHOOSER, NULL);
}

void
uois_column_chooser_set_list (UoisColumnChooser *self, UoisRecordList *list)
{
  g_return_if_fail (UOIS_IS_COLUMN_CHOOSER (self));
  g_return_if_fail (self->list == NULL);

  self->list = list;
  g_signal_connect_object (list, "layout-changed", G_CALLBACK (layout_changed_cb), self, G_CONNECT_SWAPPED);
}
