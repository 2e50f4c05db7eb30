/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/field-control.h"

#include "fields/text-control.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  /* Owned */
  UoisFile *file;
  UoisDraft *draft;
  gulong draft_changed;

  /* Child, and the part of it that has the keyboard */
  GtkWidget *child;
  GtkWidget *input;

  /* Of the registry */
  const UoisField *field;

  gboolean writing;
  gboolean showing;
} UoisFieldControlPrivate;

enum
{
  SIGNAL_CREATE_TARGET,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (UoisFieldControl, uois_field_control, GTK_TYPE_WIDGET)

static UoisFieldControlPrivate *
get_private (UoisFieldControl *self)
{
  return uois_field_control_get_instance_private (self);
}

static void
draft_changed_cb (UoisFieldControl *self, const UoisColumn *column)
{
  UoisFieldControlPrivate *priv = get_private (self);

  if (!priv->writing && (column == NULL || column == priv->field->column))
    uois_field_control_show (self);
}

static gboolean
uois_field_control_grab_focus (GtkWidget *widget)
{
  UoisFieldControlPrivate *priv = get_private (UOIS_FIELD_CONTROL (widget));

  return priv->input != NULL && gtk_widget_grab_focus (priv->input);
}

static void
uois_field_control_dispose (GObject *object)
{
  UoisFieldControlPrivate *priv = get_private (UOIS_FIELD_CONTROL (object));

  if (priv->draft != NULL)
    g_clear_signal_handler (&priv->draft_changed, priv->draft);
  priv->input = NULL;
  g_clear_pointer (&priv->child, gtk_widget_unparent);
  g_clear_object (&priv->draft);
  g_clear_object (&priv->file);

  G_OBJECT_CLASS (uois_field_control_parent_class)->dispose (object);
}

static void
uois_field_control_class_init (UoisFieldControlClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_field_control_dispose;
  widget_class->grab_focus = uois_field_control_grab_focus;

  signals[SIGNAL_CREATE_TARGET] = g_signal_new ("create-target", UOIS_TYPE_FIELD_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
uois_field_control_init (UoisFieldControl *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

static GType
choose_class (const UoisField *field)
{
  return UOIS_TYPE_TEXT_CONTROL;
}

GtkWidget *
uois_field_control_new (UoisFile *file, UoisDraft *draft, const UoisField *field)
{
  UoisFieldControl *self;
  UoisFieldControlPrivate *priv;

  g_return_val_if_fail (UOIS_IS_FILE (file) && UOIS_IS_DRAFT (draft), NULL);
  g_return_val_if_fail (field->column != NULL && field->column->type == uois_draft_get_record_type (draft), NULL);

  self = g_object_new (choose_class (field), NULL);
  priv = get_private (self);
  priv->file = g_object_ref (file);
  priv->draft = g_object_ref (draft);
  priv->field = field;
  priv->draft_changed =
      g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  if (UOIS_FIELD_CONTROL_GET_CLASS (self)->setup != NULL)
    UOIS_FIELD_CONTROL_GET_CLASS (self)->setup (self);
  uois_field_control_show (self);
  return GTK_WIDGET (self);
}

UoisFile *
uois_field_control_get_file (UoisFieldControl *self)
{
  return get_private (self)->file;
}

UoisDraft *
uois_field_control_get_draft (UoisFieldControl *self)
{
  return get_private (self)->draft;
}

const UoisField *
uois_field_control_get_field (UoisFieldControl *self)
{
  return get_private (self)->field;
}

const UoisColumn *
uois_field_control_get_column (UoisFieldControl *self)
{
  return get_private (self)->field->column;
}

const UoisValue *
uois_field_control_get_value (UoisFieldControl *self)
{
  return uois_draft_get_value (get_private (self)->draft, get_private (self)->field->column);
}

GtkWidget *
uois_field_control_get_input (UoisFieldControl *self)
{
  g_return_val_if_fail (UOIS_IS_FIELD_CONTROL (self), NULL);

  return get_private (self)->input;
}

/* ---- For the classes of controls ---- */

void
uois_field_control_set_child (UoisFieldControl *self, GtkWidget *child, GtkWidget *input)
{
  UoisFieldControlPrivate *priv = get_private (self);

  g_clear_pointer (&priv->child, gtk_widget_unparent);
  priv->child = child;
  priv->input = input;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

void
uois_field_control_write_text (UoisFieldControl *self, const char *text)
{
  UoisFieldControlPrivate *priv = get_private (self);

  if (priv->showing)
    return;
  priv->writing = TRUE;
  uois_draft_set_text (priv->draft, priv->field->column, text, NULL);
  priv->writing = FALSE;
}

void
uois_field_control_write_value (UoisFieldControl *self, const UoisValue *value)
{
  UoisFieldControlPrivate *priv = get_private (self);

  if (priv->showing)
    return;
  priv->writing = TRUE;
  uois_draft_set_value (priv->draft, priv->field->column, value);
  priv->writing = FALSE;
}

void
uois_field_control_show (UoisFieldControl *self)
{
  UoisFieldControlPrivate *priv = get_private (self);

  priv->showing = TRUE;
  UOIS_FIELD_CONTROL_GET_CLASS (self)->show (self);
  priv->showing = FALSE;
}

gboolean
uois_field_control_is_showing (UoisFieldControl *self)
{
  return get_private (self)->showing;
}

const char *
uois_field_control_get_placeholder (UoisFieldControl *self)
{
  const UoisValue *value = uois_field_control_get_value (self);

  if (value->kind == UOIS_VALUE_NULL)
    /* Translators: stands in a field about whose value nothing is known. */
    return _ ("Not known");
  if (value->kind == UOIS_VALUE_TEXT && value->length == 0)
    /* Translators: stands in a field that is known to hold nothing. */
    return _ ("Empty");
  return "";
}
