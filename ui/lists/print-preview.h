/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/record-list.h"

G_BEGIN_DECLS

/**
 * UoisPrintPreview: a window that shows the pages of a list or a record before they are printed or saved as PDF.
 *
 * It is drawn by the code that prints, so it needs no other program.
 */
#define UOIS_TYPE_PRINT_PREVIEW (uois_print_preview_get_type ())
G_DECLARE_FINAL_TYPE (UoisPrintPreview, uois_print_preview, UOIS, PRINT_PREVIEW, AdwWindow)

/* Shows the preview of what @list shows now, over the window of @widget. */
void uois_print_list (GtkWidget *widget, UoisRecordList *list);

/* The same of a record: its fields and its lists. */
void uois_print_record (GtkWidget *widget, UoisFile *file, const UoisType *type, const UoisUuid *id);

/* All pages are there. */
gboolean uois_print_preview_get_settled (UoisPrintPreview *preview);
guint uois_print_preview_get_n_pages (UoisPrintPreview *preview);

/* Returns: (transfer full): what is on the page that is shown, line by line */
char *uois_print_preview_describe (UoisPrintPreview *preview);

/* Saves the pages as a PDF file; a toast over the preview tells how it went. */
void uois_print_preview_save (UoisPrintPreview *preview, const char *path);

G_END_DECLS
