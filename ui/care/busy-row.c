/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "care/busy-row.h"

struct _UoisBusyRow
{
  AdwActionRow parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkButton *start_button;
  GtkProgressBar *progress_bar;
  GtkWidget *cancel_button;

  /* Owned */
  GCancellable *cancellable; /* nullable: of the work that is under way */
};

G_DEFINE_FINAL_TYPE (UoisBusyRow, uois_busy_row, ADW_TYPE_ACTION_ROW)

enum
{
  START,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
start_cb (UoisBusyRow *self)
{
  g_signal_emit (self, signals[START], 0);
}

static void
cancel_cb (UoisBusyRow *self)
{
  g_cancellable_cancel (self->cancellable);
}

GCancellable *
uois_busy_row_begin (UoisBusyRow *self)
{
  g_return_val_if_fail (UOIS_IS_BUSY_ROW (self), NULL);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  gtk_widget_grab_focus (self->cancel_button);
  return self->cancellable;
}

void
uois_busy_row_progress (UoisBusyRow *self, double fraction, const char *what)
{
  g_return_if_fail (UOIS_IS_BUSY_ROW (self));

  if (self->cancellable == NULL)
    return;
  gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (fraction, 0, 1));
  if (what != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->progress_bar), what);
}

void
uois_busy_row_end (UoisBusyRow *self)
{
  gboolean focused;

  g_return_if_fail (UOIS_IS_BUSY_ROW (self));

  focused = gtk_widget_has_focus (self->cancel_button);
  g_clear_object (&self->cancellable);
  gtk_stack_set_visible_child_name (self->stack, "idle");
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self->start_button));
}

static void
uois_busy_row_dispose (GObject *object)
{
  UoisBusyRow *self = UOIS_BUSY_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (uois_busy_row_parent_class)->dispose (object);
}

static void
uois_busy_row_class_init (UoisBusyRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_busy_row_dispose;

  signals[START] = g_signal_new ("start", UOIS_TYPE_BUSY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/busy-row.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisBusyRow, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisBusyRow, start_button);
  gtk_widget_class_bind_template_child (widget_class, UoisBusyRow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, UoisBusyRow, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
uois_busy_row_init (UoisBusyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
uois_busy_row_new (const char *title, const char *subtitle, const char *button)
{
  UoisBusyRow *self = g_object_new (UOIS_TYPE_BUSY_ROW, "title", title, "subtitle", subtitle, NULL);

  gtk_button_set_label (self->start_button, button);
  return GTK_WIDGET (self);
}
