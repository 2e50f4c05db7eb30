/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/reference-picker.h"

#include "fields/reference-popover.h"

#include <glib/gi18n-lib.h>

struct _UoisReferencePicker
{
  GtkWidget parent_instance;

  /* Children; the popover is NULL until it is wanted: a form has many pickers */
  GtkWidget *button;
  GtkLabel *label;
  GtkWidget *popover;

  /* Owned */
  UoisFile *file;
  GCancellable *cancellable; /* nullable: of reading the title */
  char *accessible_label;    /* nullable */
  char *placeholder;
  char *title; /* nullable: until it is known */

  /* Of the registry */
  const UoisType *target;

  gboolean has_id;
  UoisUuid id;
  gboolean dangling;
  gboolean can_create;
};

enum
{
  PROP_TEXT = 1,
  N_PROPERTIES
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_CREATE_TARGET,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisReferencePicker, uois_reference_picker, GTK_TYPE_WIDGET)

/* ---- What is chosen ---- */

static void
show (UoisReferencePicker *self)
{
  gboolean is_shown = self->has_id && self->title != NULL && !self->dangling;
  const char *text = uois_reference_picker_get_text (self);
  g_autofree char *name = NULL;

  gtk_label_set_text (self->label, text);
  if (is_shown)
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  gtk_widget_set_tooltip_text (self->button, self->has_id ? self->title : NULL);
  name = self->accessible_label != NULL ? g_strdup_printf ("%s: %s", self->accessible_label, text) : g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
take_title (UoisReferencePicker *self, char *title, gboolean dangling)
{
  g_free (self->title);
  self->title = title;
  self->dangling = dangling;
  show (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisReferencePicker) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRecord) record = uois_file_read_finish (UOIS_FILE (source), result, &error);

  if (record != NULL)
    take_title (self, g_strdup (record->title), FALSE);
  else if (g_error_matches (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND))
    /* Translators: %s is the kind of record that a link leads to, "Person". */
    take_title (self, g_strdup_printf (_ ("%s not in this file"), uois_type_get_label (self->target)), TRUE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_title (self, g_strdup (error->message), FALSE);
}

static void
read_title (UoisReferencePicker *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!self->has_id)
    return;
  self->cancellable = g_cancellable_new ();
  uois_file_read_async (self->file, self->target, &self->id, self->cancellable, read_cb, g_object_ref (self));
}

/* It may have been renamed, deleted, or have come back. */
static void
file_changed_cb (UoisReferencePicker *self, const UoisType *type)
{
  if (type == NULL || type == self->target)
    read_title (self);
}

static void
chosen_cb (UoisReferencePicker *self, UoisRecord *record)
{
  g_cancellable_cancel (self->cancellable);
  self->has_id = TRUE;
  self->id = record->id;
  take_title (self, g_strdup (record->title), FALSE);
  gtk_widget_grab_focus (self->button);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
clear (UoisReferencePicker *self)
{
  if (!self->has_id)
    return;
  uois_reference_picker_set_id (self, NULL);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
create_target_cb (UoisReferencePicker *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_CREATE_TARGET], 0, text);
}

/* ---- The search ---- */

static void
visible_cb (UoisReferencePicker *self)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED,
                               gtk_widget_get_visible (self->popover), -1);
}

static void
clicked_cb (UoisReferencePicker *self)
{
  uois_reference_picker_search (self, "");
}

static gboolean
key_pressed_cb (UoisReferencePicker *self, guint key, guint code, GdkModifierType modifiers)
{
  gunichar letter = gdk_keyval_to_unicode (key);
  char text[7] = "";

  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      uois_reference_picker_search (self, "");
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
        return GDK_EVENT_PROPAGATE;
      clear (self);
      return GDK_EVENT_STOP;
    default:
      if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || letter == ' ' ||
          !g_unichar_isprint (letter))
        return GDK_EVENT_PROPAGATE;
      g_unichar_to_utf8 (letter, text);
      uois_reference_picker_search (self, text);
      return GDK_EVENT_STOP;
    }
}

/* ---- GObject ---- */

static void
uois_reference_picker_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, uois_reference_picker_get_text (UOIS_REFERENCE_PICKER (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static gboolean
uois_reference_picker_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (UOIS_REFERENCE_PICKER (widget)->button, direction);
}

static gboolean
uois_reference_picker_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (UOIS_REFERENCE_PICKER (widget)->button);
}

static void
uois_reference_picker_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UoisReferencePicker *self = UOIS_REFERENCE_PICKER (widget);

  gtk_widget_size_allocate (self->button, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
uois_reference_picker_measure (GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  gtk_widget_measure (UOIS_REFERENCE_PICKER (widget)->button, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
uois_reference_picker_dispose (GObject *object)
{
  UoisReferencePicker *self = UOIS_REFERENCE_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_reference_picker_parent_class)->dispose (object);
}

static void
uois_reference_picker_finalize (GObject *object)
{
  UoisReferencePicker *self = UOIS_REFERENCE_PICKER (object);

  g_free (self->accessible_label);
  g_free (self->placeholder);
  g_free (self->title);

  G_OBJECT_CLASS (uois_reference_picker_parent_class)->finalize (object);
}

static void
uois_reference_picker_class_init (UoisReferencePickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_reference_picker_dispose;
  object_class->finalize = uois_reference_picker_finalize;
  object_class->get_property = uois_reference_picker_get_property;
  widget_class->focus = uois_reference_picker_focus;
  widget_class->grab_focus = uois_reference_picker_grab_focus;
  widget_class->size_allocate = uois_reference_picker_size_allocate;
  widget_class->measure = uois_reference_picker_measure;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_CHOSEN] =
      g_signal_new ("chosen", UOIS_TYPE_REFERENCE_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CREATE_TARGET] = g_signal_new ("create-target", UOIS_TYPE_REFERENCE_PICKER, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "picker");
}

static void
uois_reference_picker_init (UoisReferencePicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->placeholder = g_strdup ("");
  self->label = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->label, 0.0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));

  self->button = g_object_new (GTK_TYPE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_COMBO_BOX, NULL);
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->button, keys);
}

GtkWidget *
uois_reference_picker_new (UoisFile *file, const UoisType *target)
{
  UoisReferencePicker *self;

  g_return_val_if_fail (UOIS_IS_FILE (file) && target != NULL && target->table != NULL, NULL);

  self = g_object_new (UOIS_TYPE_REFERENCE_PICKER, NULL);
  self->file = g_object_ref (file);
  self->target = target;
  g_signal_connect_object (file, "changed", G_CALLBACK (file_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

const UoisUuid *
uois_reference_picker_get_id (UoisReferencePicker *self)
{
  g_return_val_if_fail (UOIS_IS_REFERENCE_PICKER (self), NULL);

  return self->has_id ? &self->id : NULL;
}

void
uois_reference_picker_set_id (UoisReferencePicker *self, const UoisUuid *id)
{
  g_return_if_fail (UOIS_IS_REFERENCE_PICKER (self));

  if (id == NULL ? !self->has_id : self->has_id && uois_uuid_equal (id, &self->id))
    return;
  self->has_id = id != NULL;
  if (id != NULL)
    self->id = *id;
  take_title (self, NULL, FALSE);
  read_title (self);
}

void
uois_reference_picker_set_label (UoisReferencePicker *self, const char *label)
{
  g_return_if_fail (UOIS_IS_REFERENCE_PICKER (self));

  g_free (self->accessible_label);
  self->accessible_label = g_strdup (label);
  show (self);
}

void
uois_reference_picker_set_placeholder (UoisReferencePicker *self, const char *placeholder)
{
  g_return_if_fail (UOIS_IS_REFERENCE_PICKER (self));

  g_free (self->placeholder);
  self->placeholder = g_strdup (placeholder);
  show (self);
}

const char *
uois_reference_picker_get_text (UoisReferencePicker *self)
{
  g_return_val_if_fail (UOIS_IS_REFERENCE_PICKER (self), NULL);

  if (!self->has_id)
    return self->placeholder;
  return self->title != NULL ? self->title : "…";
}

gboolean
uois_reference_picker_get_dangling (UoisReferencePicker *self)
{
  g_return_val_if_fail (UOIS_IS_REFERENCE_PICKER (self), FALSE);

  return self->has_id && self->dangling;
}

void
uois_reference_picker_set_can_create (UoisReferencePicker *self, gboolean can_create)
{
  g_return_if_fail (UOIS_IS_REFERENCE_PICKER (self));

  self->can_create = can_create;
}

void
uois_reference_picker_search (UoisReferencePicker *self, const char *text)
{
  g_return_if_fail (UOIS_IS_REFERENCE_PICKER (self));

  if (self->popover == NULL)
    {
      self->popover = uois_reference_popover_new (self->file, self->target);
      gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      g_signal_connect_swapped (self->popover, "chosen", G_CALLBACK (chosen_cb), self);
      g_signal_connect_swapped (self->popover, "create-target", G_CALLBACK (create_target_cb), self);
      g_signal_connect_swapped (self->popover, "notify::visible", G_CALLBACK (visible_cb), self);
    }
  uois_reference_popover_begin (UOIS_REFERENCE_POPOVER (self->popover), text, self->can_create);
}

GtkWidget *
uois_reference_picker_get_button (UoisReferencePicker *self)
{
  g_return_val_if_fail (UOIS_IS_REFERENCE_PICKER (self), NULL);

  return self->button;
}
