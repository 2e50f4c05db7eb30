/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

typedef struct
{
  char *title;
  char *subtitle;
  GtkWidget *focus; /* nullable, weak: had the keyboard when the page was left */
  gboolean stale;   /* something changed while the page was hidden */
} UoisPagePrivate;

enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

enum
{
  SIGNAL_ACTIONS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (UoisPage, uois_page, ADW_TYPE_BIN)

gboolean
uois_changes_touch (const UoisChanges *changes, const UoisType *type)
{
  return changes->types == NULL || g_hash_table_contains (changes->types, type);
}

static void
uois_page_map (GtkWidget *widget)
{
  UoisPage *self = UOIS_PAGE (widget);
  UoisPagePrivate *priv = uois_page_get_instance_private (self);

  GTK_WIDGET_CLASS (uois_page_parent_class)->map (widget);
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN);

  if (priv->stale)
    {
      priv->stale = FALSE;
      uois_page_refresh (self, &(UoisChanges){ .types = NULL });
    }
}

/* GtkStack leaves what it does not show in the tree of a screen reader. */
static void
uois_page_unmap (GtkWidget *widget)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  GTK_WIDGET_CLASS (uois_page_parent_class)->unmap (widget);
}

static void
uois_page_dispose (GObject *object)
{
  UoisPagePrivate *priv = uois_page_get_instance_private (UOIS_PAGE (object));

  g_clear_weak_pointer (&priv->focus);

  G_OBJECT_CLASS (uois_page_parent_class)->dispose (object);
}

static void
uois_page_finalize (GObject *object)
{
  UoisPagePrivate *priv = uois_page_get_instance_private (UOIS_PAGE (object));

  g_free (priv->title);
  g_free (priv->subtitle);

  G_OBJECT_CLASS (uois_page_parent_class)->finalize (object);
}

static void
uois_page_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  UoisPagePrivate *priv = uois_page_get_instance_private (UOIS_PAGE (object));

  switch (property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, priv->subtitle);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
uois_page_class_init (UoisPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_page_dispose;
  object_class->finalize = uois_page_finalize;
  object_class->get_property = uois_page_get_property;
  widget_class->map = uois_page_map;
  widget_class->unmap = uois_page_unmap;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUBTITLE] =
      g_param_spec_string ("subtitle", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_ACTIONS_CHANGED] =
      g_signal_new ("actions-changed", UOIS_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
uois_page_init (UoisPage *self)
{
  UoisPagePrivate *priv = uois_page_get_instance_private (self);

  priv->title = g_strdup ("");
  priv->subtitle = g_strdup ("");
}

void
uois_page_refresh (UoisPage *self, const UoisChanges *changes)
{
  UoisPagePrivate *priv = uois_page_get_instance_private (self);

  g_return_if_fail (UOIS_IS_PAGE (self));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    priv->stale = TRUE;
  else if (UOIS_PAGE_GET_CLASS (self)->refresh != NULL)
    UOIS_PAGE_GET_CLASS (self)->refresh (self, changes);
}

gboolean
uois_page_begin_search (UoisPage *self)
{
  g_return_val_if_fail (UOIS_IS_PAGE (self), FALSE);

  return UOIS_PAGE_GET_CLASS (self)->begin_search != NULL && UOIS_PAGE_GET_CLASS (self)->begin_search (self);
}

GVariant *
uois_page_save (UoisPage *self)
{
  g_return_val_if_fail (UOIS_IS_PAGE (self), NULL);

  return UOIS_PAGE_GET_CLASS (self)->save != NULL ? UOIS_PAGE_GET_CLASS (self)->save (self) : NULL;
}

void
uois_page_restore (UoisPage *self, GVariant *state)
{
  g_return_if_fail (UOIS_IS_PAGE (self));

  if (UOIS_PAGE_GET_CLASS (self)->restore != NULL)
    UOIS_PAGE_GET_CLASS (self)->restore (self, state);
}

gboolean
uois_page_can_activate (UoisPage *self, const char *name)
{
  g_return_val_if_fail (UOIS_IS_PAGE (self), FALSE);

  return UOIS_PAGE_GET_CLASS (self)->can_activate != NULL && UOIS_PAGE_GET_CLASS (self)->can_activate (self, name);
}

void
uois_page_activate (UoisPage *self, const char *name, GVariant *parameter)
{
  g_return_if_fail (UOIS_IS_PAGE (self));

  if (uois_page_can_activate (self, name))
    UOIS_PAGE_GET_CLASS (self)->activate (self, name, parameter);
}

void
uois_page_actions_changed (UoisPage *self)
{
  g_return_if_fail (UOIS_IS_PAGE (self));

  g_signal_emit (self, signals[SIGNAL_ACTIONS_CHANGED], 0);
}

void
uois_page_add_banner (UoisPage *self, GtkWidget *banner)
{
  g_autoptr (GtkWidget) content = NULL;
  GtkWidget *box;

  g_return_if_fail (UOIS_IS_PAGE (self));

  content = g_object_ref (adw_bin_get_child (ADW_BIN (self)));
  adw_bin_set_child (ADW_BIN (self), NULL);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), banner);
  gtk_box_append (GTK_BOX (box), content);
  gtk_widget_set_vexpand (content, TRUE);
  adw_bin_set_child (ADW_BIN (self), box);
}

/* The widget of the page that has the keyboard; %NULL if it is elsewhere. */
static GtkWidget *
find_focus (UoisPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL;
}

void
uois_page_keep_focus (UoisPage *self)
{
  UoisPagePrivate *priv = uois_page_get_instance_private (self);

  g_return_if_fail (UOIS_IS_PAGE (self));

  g_set_weak_pointer (&priv->focus, find_focus (self));
}

void
uois_page_take_focus (UoisPage *self)
{
  UoisPagePrivate *priv = uois_page_get_instance_private (self);

  g_return_if_fail (UOIS_IS_PAGE (self));

  if (priv->focus != NULL && gtk_widget_grab_focus (priv->focus))
    return;
  /* GtkStack may have given it to the first widget; asked again, that would hand it on to the second. */
  if (find_focus (self) != NULL || gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD))
    return;
  /* Nothing can have it yet. Left alone, GTK would give it to what stands beside the page. */
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), GTK_WIDGET (self));
}

void
uois_page_ready (UoisPage *self, GtkWidget *first)
{
  g_return_if_fail (UOIS_IS_PAGE (self));

  if (!gtk_widget_get_focusable (GTK_WIDGET (self)))
    return;
  if (gtk_widget_is_focus (GTK_WIDGET (self)) && (first == NULL || !gtk_widget_grab_focus (first)))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

static void
set_text (UoisPage *self, char **field, const char *text, guint property)
{
  if (g_strcmp0 (*field, text) == 0)
    return;

  g_free (*field);
  *field = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

const char *
uois_page_get_title (UoisPage *self)
{
  UoisPagePrivate *priv = uois_page_get_instance_private (self);

  return priv->title;
}

void
uois_page_set_title (UoisPage *self, const char *title)
{
  UoisPagePrivate *priv = uois_page_get_instance_private (self);

  set_text (self, &priv->title, title, PROP_TITLE);
}

const char *
uois_page_get_subtitle (UoisPage *self)
{
  UoisPagePrivate *priv = uois_page_get_instance_private (self);

  return priv->subtitle;
}

void
uois_page_set_subtitle (UoisPage *self, const char *subtitle)
{
  UoisPagePrivate *priv = uois_page_get_instance_private (self);

  set_text (self, &priv->subtitle, subtitle, PROP_SUBTITLE);
}

void
uois_go (GtkWidget *widget, const UoisLocation *location)
{
  g_autofree char *text = uois_location_to_string (location);

  gtk_widget_activate_action (widget, "win.go", "s", text);
}

void
uois_go_list (GtkWidget *widget, const UoisType *type)
{
  uois_go (widget, &(UoisLocation){ .kind = UOIS_LOCATION_LIST, .type = type });
}

void
uois_go_record (GtkWidget *widget, const UoisType *type, const UoisUuid *id)
{
  uois_go (widget, &(UoisLocation){ .kind = UOIS_LOCATION_RECORD, .type = type, .id = *id });
}

void
uois_page_notify (GtkWidget *widget, const char *text, const char *button, const char *action, GVariant *target)
{
  g_autoptr (GVariant) taken = target != NULL ? g_variant_ref_sink (target) : NULL;

  gtk_widget_activate_action (widget, "win.notify", "(sssmv)", text, button != NULL ? button : "",
                              action != NULL ? action : "", taken);
}

const char *
uois_type_get_icon_name (const UoisType *type)
{
  if (type->icon != NULL)
    return type->icon;
  return type->domain->icon != NULL ? type->domain->icon : "x-office-document-symbolic";
}

gboolean
uois_type_is_place (const UoisType *type)
{
  return type->table != NULL && !type->link && !type->result;
}
