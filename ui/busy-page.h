/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisBusyPage: what a window shows while long work is under way: what is done, how far it is, and a way to cancel it.
 */
#define UOIS_TYPE_BUSY_PAGE (uois_busy_page_get_type ())
G_DECLARE_FINAL_TYPE (UoisBusyPage, uois_busy_page, UOIS, BUSY_PAGE, AdwBin)

/**
 * UoisBusyPage:title:
 *
 * What is done, "Exporting…".
 */
GtkWidget *uois_busy_page_new (const char *title);

/* Returns: (transfer none): cancelled when the person thinks better of it; valid until uois_busy_page_end() */
GCancellable *uois_busy_page_begin (UoisBusyPage *page);
/* @what: (nullable): what is being done now. Ignored when nothing is under way. */
void uois_busy_page_progress (UoisBusyPage *page, double fraction, const char *what);
void uois_busy_page_cancel (UoisBusyPage *page);
gboolean uois_busy_page_is_busy (UoisBusyPage *page);
void uois_busy_page_end (UoisBusyPage *page);

G_END_DECLS
