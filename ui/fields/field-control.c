/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/field-control.h"

#include "fields/boolean-control.h"
#include "fields/long-text-control.h"
#include "fields/reference-control.h"
#include "fields/text-control.h"
#include "format.h"

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

  char *remark; /* nullable */

  /* Of the registry */
  const UoisField *field;

  gboolean writing;
  gboolean showing;
} UoisFieldControlPrivate;

enum
{
  PROP_REMARK = 1,
  N_PROPERTIES
};

enum
{
  SIGNAL_CREATE_TARGET,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
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

static void
uois_field_control_real_set_label (UoisFieldControl *self, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (get_private (self)->input), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
uois_field_control_real_set_editable (UoisFieldControl *self, gboolean editable)
{
  gtk_widget_set_sensitive (get_private (self)->child, editable);
}

static void
uois_field_control_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_REMARK:
      g_value_set_string (value, uois_field_control_get_remark (UOIS_FIELD_CONTROL (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* What GTK does would grab the focus again, which is the child's, when one goes back out of it. */
static gboolean
uois_field_control_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *child = get_private (UOIS_FIELD_CONTROL (widget))->child;

  return child != NULL && gtk_widget_child_focus (child, direction);
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
uois_field_control_finalize (GObject *object)
{
  g_free (get_private (UOIS_FIELD_CONTROL (object))->remark);

  G_OBJECT_CLASS (uois_field_control_parent_class)->finalize (object);
}

static void
uois_field_control_class_init (UoisFieldControlClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_field_control_dispose;
  object_class->finalize = uois_field_control_finalize;
  object_class->get_property = uois_field_control_get_property;
  widget_class->focus = uois_field_control_focus;
  widget_class->grab_focus = uois_field_control_grab_focus;
  klass->set_label = uois_field_control_real_set_label;
  klass->set_editable = uois_field_control_real_set_editable;

  properties[PROP_REMARK] = g_param_spec_string ("remark", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

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
  const UoisColumn *column = field->column;

  if (column->target != NULL && column->target->table != NULL)
    return UOIS_TYPE_REFERENCE_CONTROL;
  if (column->kind == UOIS_VALUE_BOOLEAN)
    return UOIS_TYPE_BOOLEAN_CONTROL;
  if (column->kind == UOIS_VALUE_TEXT && field->presentation == UOIS_PRESENT_LONG_TEXT)
    return UOIS_TYPE_LONG_TEXT_CONTROL;
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

void
uois_field_control_set_label (UoisFieldControl *self, const char *label)
{
  g_return_if_fail (UOIS_IS_FIELD_CONTROL (self));

  UOIS_FIELD_CONTROL_GET_CLASS (self)->set_label (self, label);
}

void
uois_field_control_set_editable (UoisFieldControl *self, gboolean editable)
{
  g_return_if_fail (UOIS_IS_FIELD_CONTROL (self));

  UOIS_FIELD_CONTROL_GET_CLASS (self)->set_editable (self, editable);
}

void
uois_field_control_set_menu (UoisFieldControl *self, GMenuModel *menu)
{
  g_return_if_fail (UOIS_IS_FIELD_CONTROL (self));

  if (UOIS_FIELD_CONTROL_GET_CLASS (self)->set_menu != NULL)
    UOIS_FIELD_CONTROL_GET_CLASS (self)->set_menu (self, menu);
}

void
uois_field_control_set_can_create (UoisFieldControl *self, gboolean can_create)
{
  g_return_if_fail (UOIS_IS_FIELD_CONTROL (self));

  if (UOIS_FIELD_CONTROL_GET_CLASS (self)->set_can_create != NULL)
    UOIS_FIELD_CONTROL_GET_CLASS (self)->set_can_create (self, can_create);
}

const char *
uois_field_control_get_remark (UoisFieldControl *self)
{
  g_return_val_if_fail (UOIS_IS_FIELD_CONTROL (self), NULL);

  return get_private (self)->remark;
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

static gboolean
show_diverted_cb (gpointer user_data)
{
  UoisFieldControl *self = UOIS_FIELD_CONTROL (user_data);

  if (get_private (self)->child != NULL)
    uois_field_control_show (self);
  return G_SOURCE_REMOVE;
}

void
uois_field_control_divert (UoisFieldControl *self, const char *text)
{
  uois_field_control_write_text (self, text);
  get_private (self)->showing = TRUE;
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_diverted_cb, g_object_ref (self), g_object_unref);
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

char *
uois_field_control_get_text (UoisFieldControl *self)
{
  UoisFieldControlPrivate *priv = get_private (self);
  const char *typed = uois_draft_get_text (priv->draft, priv->field->column);

  return typed != NULL ? g_strdup (typed) :
                         uois_typed_format (priv->field->column, uois_field_control_get_value (self));
}

void
uois_field_control_set_remark (UoisFieldControl *self, const char *remark)
{
  UoisFieldControlPrivate *priv = get_private (self);

  if (g_strcmp0 (priv->remark, remark) == 0)
    return;
  g_free (priv->remark);
  priv->remark = g_strdup (remark);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMARK]);
}

void
uois_field_control_remark_excerpt (UoisFieldControl *self, const char *text)
{
  glong length = text != NULL ? g_utf8_strlen (text, -1) : 0;
  g_autofree char *count = uois_format_count (length);
  g_autofree char *remark = NULL;

  if (text != NULL)
    remark = g_strdup_printf (ngettext ("The text has %s character, too many to be edited here. Only its beginning is "
                                        "shown. Take the change back, or choose another value in the field's menu.",
                                        "The text has %s characters, too many to be edited here. Only its beginning is "
                                        "shown. Take the change back, or choose another value in the field's menu.",
                                        (gulong) length),
                              count);
  uois_field_control_set_remark (self, remark);
}

char *
uois_excerpt (const char *text, gsize characters)
{
  const char *end = text;

  for (gsize i = 0; i < characters && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  return *end == '\0' ? g_strdup (text) : g_strdup_printf ("%.*s…", (int) (end - text), text);
}

const char *
uois_field_control_get_placeholder (UoisFieldControl *self)
{
  const UoisValue *value = uois_field_control_get_value (self);

  if (value->kind == UOIS_VALUE_NULL && uois_field_control_get_column (self)->required)
    /* Translators: stands in a field that has to be filled in. */
    return _ ("Required");
  if (value->kind == UOIS_VALUE_NULL)
    /* Translators: stands in a field about whose value nothing is known. */
    return _ ("Not known");
  if (value->kind == UOIS_VALUE_TEXT && value->length == 0)
    /* Translators: stands in a field that is known to hold nothing. */
    return _ ("Empty");
  return "";
}
