/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * uois_value_link:
 * @text: the value of a field that may be an address
 *
 * A file may come from somebody else, so only what cannot run anything here is a link: a web address with a host, and a
 * message to one e-mail address.
 *
 * Returns: (transfer full) (nullable): what opens; %NULL if @text is no such address
 */
char *uois_value_link (UoisPresentation presentation, const char *text);

/* The icon of the program that opens it. */
const char *uois_value_link_get_icon_name (UoisPresentation presentation);

void uois_value_link_open (GtkWidget *widget, const char *link);

G_END_DECLS
