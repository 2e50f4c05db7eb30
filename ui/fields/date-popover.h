/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisDatePopover: a calendar to pick a day from, and a time of day if wanted.
 *
 * A day that is picked is told at once; looking through the months is not picking.
 */
#define UOIS_TYPE_DATE_POPOVER (uois_date_popover_get_type ())
G_DECLARE_FINAL_TYPE (UoisDatePopover, uois_date_popover, UOIS, DATE_POPOVER, GtkPopover)

/**
 * UoisDatePopover::picked:
 * @datetime: (type gint64): a #UoisDateTime
 */

GtkWidget *uois_date_popover_new (gboolean with_time);

/* What it shows when it opens; of a time without a day, today. */
void uois_date_popover_set_datetime (UoisDatePopover *popover, UoisDateTime datetime);

/* Today at midnight, or now to the minute. */
UoisDateTime uois_date_popover_get_now (gboolean with_time);

G_END_DECLS
