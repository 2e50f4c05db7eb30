/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/record-view.h"

#include "fields/field-row.h"
#include "fields/field-sections.h"

#include <glib/gi18n-lib.h>

struct _UoisRecordView
{
  GtkWidget parent_instance;

  /* Owned */
  GtkSizeGroup *labels;
  GPtrArray *rows; /* UoisFieldRow, owned by their lists */

  /* Of the registry: what the rows are made for */
  const UoisType *type;

  gboolean narrow;
};

enum
{
  PROP_NARROW = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (UoisRecordView, uois_record_view, GTK_TYPE_WIDGET)

/* ---- Lists of rows ---- */

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  uois_field_row_follow (UOIS_FIELD_ROW (row));
}

static GtkWidget *
new_list (const char *title)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), NULL);
  return list;
}

static void
add_row (UoisRecordView *self, GtkWidget *list, const UoisField *field)
{
  GtkWidget *row = uois_field_row_new (field, self->narrow ? NULL : self->labels);

  g_ptr_array_add (self->rows, row);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
add_section (UoisRecordView *self, const UoisFieldSection *section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (section->title);
  GtkWidget *list = new_list (section->title);

  for (guint i = 0; i < section->fields->len; i++)
    add_row (self, list, g_ptr_array_index (section->fields, i));
  gtk_label_set_xalign (GTK_LABEL (heading), 0.0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), list);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

static void
add_sections (UoisRecordView *self)
{
  g_autoptr (GPtrArray) sections = uois_type_list_field_sections (self->type);

  for (guint i = 0; i < sections->len; i++)
    add_section (self, g_ptr_array_index (sections, i));
}

static void
add_record_section (UoisRecordView *self)
{
  g_autoptr (GPtrArray) fields = uois_type_list_record_fields (self->type);
  GtkWidget *expander = gtk_expander_new (_ ("About this record"));
  GtkWidget *list = new_list (_ ("About this record"));

  for (guint i = 0; i < fields->len; i++)
    add_row (self, list, g_ptr_array_index (fields, i));
  add_row (self, list, NULL);

  gtk_widget_add_css_class (gtk_expander_get_label_widget (GTK_EXPANDER (expander)), "heading");
  gtk_expander_set_child (GTK_EXPANDER (expander), list);
  gtk_widget_add_css_class (expander, "record");
  gtk_widget_set_parent (expander, GTK_WIDGET (self));
}

static void
remove_children (UoisRecordView *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->type = NULL;
}

/* ---- GObject ---- */

static void
uois_record_view_dispose (GObject *object)
{
  UoisRecordView *self = UOIS_RECORD_VIEW (object);

  remove_children (self);

  G_OBJECT_CLASS (uois_record_view_parent_class)->dispose (object);
}

static void
uois_record_view_finalize (GObject *object)
{
  UoisRecordView *self = UOIS_RECORD_VIEW (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->labels);

  G_OBJECT_CLASS (uois_record_view_parent_class)->finalize (object);
}

static void
uois_record_view_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  UoisRecordView *self = UOIS_RECORD_VIEW (object);

  switch (property_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
uois_record_view_class_init (UoisRecordViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = uois_record_view_dispose;
  object_class->finalize = uois_record_view_finalize;
  object_class->set_property = uois_record_view_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
uois_record_view_init (UoisRecordView *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 24);
  self->labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->rows = g_ptr_array_new ();
}

void
uois_record_view_set_record (UoisRecordView *self, UoisRecord *record)
{
  g_return_if_fail (UOIS_IS_RECORD_VIEW (self));

  if (record == NULL)
    {
      remove_children (self);
      return;
    }

  if (self->type != record->type)
    {
      remove_children (self);
      self->type = record->type;
      add_sections (self);
      add_record_section (self);
    }
  for (guint i = 0; i < self->rows->len; i++)
    uois_field_row_set_record (g_ptr_array_index (self->rows, i), record);
}
