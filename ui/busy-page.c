/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "busy-page.h"

#include <glib/gi18n-lib.h>

struct _UoisBusyPage
{
  AdwBin parent_instance;

  /* Template widgets */
  AdwStatusPage *status_page;
  GtkProgressBar *progress_bar;
  GtkWidget *cancel_button;

  /* Owned */
  GCancellable *cancellable; /* nullable: of the work that is under way */
};

G_DEFINE_FINAL_TYPE (UoisBusyPage, uois_busy_page, ADW_TYPE_BIN)

enum
{
  PROP_TITLE = 1,
};

GCancellable *
uois_busy_page_begin (UoisBusyPage *self)
{
  g_return_val_if_fail (UOIS_IS_BUSY_PAGE (self), NULL);

  uois_busy_page_cancel (self);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress_bar, 0.0);
  gtk_progress_bar_set_text (self->progress_bar, " ");
  gtk_widget_set_sensitive (self->cancel_button, TRUE);
  gtk_widget_grab_focus (self->cancel_button);
  return self->cancellable;
}

void
uois_busy_page_progress (UoisBusyPage *self, double fraction, const char *what)
{
  g_return_if_fail (UOIS_IS_BUSY_PAGE (self));

  if (self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (fraction, 0.0, 1.0));
  if (what != NULL)
    gtk_progress_bar_set_text (self->progress_bar, what);
}

void
uois_busy_page_cancel (UoisBusyPage *self)
{
  g_return_if_fail (UOIS_IS_BUSY_PAGE (self));

  if (self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_progress_bar_set_text (self->progress_bar, _ ("Cancelling…"));
  gtk_widget_set_sensitive (self->cancel_button, FALSE);
  g_cancellable_cancel (self->cancellable);
}

gboolean
uois_busy_page_is_busy (UoisBusyPage *self)
{
  g_return_val_if_fail (UOIS_IS_BUSY_PAGE (self), FALSE);

  return self->cancellable != NULL;
}

void
uois_busy_page_end (UoisBusyPage *self)
{
  g_return_if_fail (UOIS_IS_BUSY_PAGE (self));

  g_clear_object (&self->cancellable);
}

static void
uois_busy_page_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  UoisBusyPage *self = UOIS_BUSY_PAGE (object);

  switch (property_id)
    {
    case PROP_TITLE:
      adw_status_page_set_title (self->status_page, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* Nobody is left to see what becomes of it. */
static void
uois_busy_page_dispose (GObject *object)
{
  UoisBusyPage *self = UOIS_BUSY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (uois_busy_page_parent_class)->dispose (object);
}

static void
uois_busy_page_class_init (UoisBusyPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = uois_busy_page_set_property;
  object_class->dispose = uois_busy_page_dispose;

  g_object_class_install_property (
      object_class, PROP_TITLE,
      g_param_spec_string ("title", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/busy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisBusyPage, status_page);
  gtk_widget_class_bind_template_child (widget_class, UoisBusyPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, UoisBusyPage, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, uois_busy_page_cancel);
}

static void
uois_busy_page_init (UoisBusyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
uois_busy_page_new (const char *title)
{
  return g_object_new (UOIS_TYPE_BUSY_PAGE, "title", title, NULL);
}
