/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisNotice: something that a person should know of what is on the screen, with what can be done about it. It stands
 * above that and covers nothing.
 */
#define UOIS_TYPE_NOTICE (uois_notice_get_type ())
G_DECLARE_FINAL_TYPE (UoisNotice, uois_notice, UOIS, NOTICE, GtkWidget)

/* @icon: a symbolic icon; says with the text, not by colour, how serious it is */
GtkWidget *uois_notice_new (const char *icon, const char *text);

/* Returns: (transfer none): a button below the text; connect to its "clicked" */
GtkWidget *uois_notice_add_button (UoisNotice *notice, const char *label);

/* Puts a widget between the text and the buttons. */
void uois_notice_add (UoisNotice *notice, GtkWidget *widget);

G_END_DECLS
