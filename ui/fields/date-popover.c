/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/date-popover.h"

#include <glib/gi18n-lib.h>

struct _UoisDatePopover
{
  GtkPopover parent_instance;

  /* Template widgets */
  GtkCalendar *calendar;
  GtkBox *time;
  GtkSpinButton *hour;
  GtkSpinButton *minute;
  GtkButton *now;

  gboolean with_time;
  gboolean showing;
  UoisDateTime datetime;
  int year, month, day; /* what the calendar showed last */
};

enum
{
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisDatePopover, uois_date_popover, GTK_TYPE_POPOVER)

static void
pick (UoisDatePopover *self)
{
  int hour = self->with_time ? gtk_spin_button_get_value_as_int (self->hour) : 0;
  int minute = self->with_time ? gtk_spin_button_get_value_as_int (self->minute) : 0;

  self->datetime = uois_datetime_from_parts (self->year, self->month, self->day, hour, minute, 0, 0);
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, self->datetime);
}

static int
last_day (int year, int month)
{
  return g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
}

/* The arrows beside month and year keep the day, or take the last one of a shorter month. */
static gboolean
is_browsing (UoisDatePopover *self, int year, int month, int day)
{
  gboolean other_month = year != self->year || month != self->month;

  return other_month && (day == self->day || (day == last_day (year, month) && day < self->day));
}

static void
day_selected_cb (UoisDatePopover *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  int year, month, day;
  gboolean browsing;

  g_date_time_get_ymd (date, &year, &month, &day);
  browsing = is_browsing (self, year, month, day);
  self->year = year;
  self->month = month;
  self->day = day;
  if (self->showing || browsing)
    return;
  pick (self);
  if (!self->with_time)
    gtk_popover_popdown (GTK_POPOVER (self));
}

static void
time_changed_cb (UoisDatePopover *self)
{
  if (!self->showing)
    pick (self);
}

static gboolean
two_digits_cb (GtkSpinButton *button)
{
  g_autofree char *text =
      g_strdup_printf ("%02d", (int) gtk_adjustment_get_value (gtk_spin_button_get_adjustment (button)));

  gtk_editable_set_text (GTK_EDITABLE (button), text);
  return TRUE;
}

static void
now_clicked_cb (UoisDatePopover *self)
{
  uois_date_popover_set_datetime (self, uois_date_popover_get_now (self->with_time));
  pick (self);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
uois_date_popover_class_init (UoisDatePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_PICKED] = g_signal_new ("picked", UOIS_TYPE_DATE_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/date-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisDatePopover, calendar);
  gtk_widget_class_bind_template_child (widget_class, UoisDatePopover, time);
  gtk_widget_class_bind_template_child (widget_class, UoisDatePopover, hour);
  gtk_widget_class_bind_template_child (widget_class, UoisDatePopover, minute);
  gtk_widget_class_bind_template_child (widget_class, UoisDatePopover, now);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, two_digits_cb);
  gtk_widget_class_bind_template_callback (widget_class, now_clicked_cb);
}

static void
uois_date_popover_init (UoisDatePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
uois_date_popover_new (gboolean with_time)
{
  UoisDatePopover *self = g_object_new (UOIS_TYPE_DATE_POPOVER, NULL);

  self->with_time = with_time;
  gtk_widget_set_visible (GTK_WIDGET (self->time), with_time);
  gtk_button_set_label (self->now, with_time ? _ ("Now") : _ ("Today"));
  uois_date_popover_set_datetime (self, uois_date_popover_get_now (with_time));
  return GTK_WIDGET (self);
}

void
uois_date_popover_set_datetime (UoisDatePopover *self, UoisDateTime datetime)
{
  g_autoptr (GDateTime) date = NULL;
  int hour, minute;

  g_return_if_fail (UOIS_IS_DATE_POPOVER (self));

  uois_datetime_to_parts (datetime, &self->year, &self->month, &self->day, &hour, &minute, NULL, NULL);
  date = g_date_time_new_local (self->year, self->month, self->day, 12, 0, 0);
  self->showing = TRUE;
  self->datetime = datetime;
  if (date != NULL)
    gtk_calendar_select_day (self->calendar, date);
  gtk_spin_button_set_value (self->hour, hour);
  gtk_spin_button_set_value (self->minute, minute);
  self->showing = FALSE;
}

UoisDateTime
uois_date_popover_get_now (gboolean with_time)
{
  int year, month, day, hour, minute;

  uois_datetime_to_parts (uois_datetime_now (), &year, &month, &day, &hour, &minute, NULL, NULL);
  return uois_datetime_from_parts (year, month, day, with_time ? hour : 0, with_time ? minute : 0, 0, 0);
}
