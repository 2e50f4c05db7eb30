/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * uois_text_row_new:
 * @title: (nullable): what stands there, letter by letter: no markup is read in it
 * @subtitle: (nullable): the same below, smaller
 *
 * Both wrap onto as many lines as they need.
 *
 * Returns: (transfer floating): an #AdwActionRow
 */
GtkWidget *uois_text_row_new (const char *title, const char *subtitle);

/**
 * uois_link_row_new:
 * @icon: (nullable): name of an icon
 *
 * A row with an arrow, which leads elsewhere: give it an action, or connect to ::activated.
 */
GtkWidget *uois_link_row_new (const char *icon, const char *title, const char *subtitle);

G_END_DECLS
