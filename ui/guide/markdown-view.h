/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisMarkdownView: a text with headings, paragraphs, lists, tables, code and links.
 *
 * Of Markdown (CommonMark with tables) it shows what help pages need: headings
 * of levels 1 to 3, paragraphs, lists (nested ones, too), tables, code blocks;
 * emphasis, strong emphasis, code, links. The rest is shown as plain text.
 */
#define UOIS_TYPE_MARKDOWN_VIEW (uois_markdown_view_get_type ())
G_DECLARE_FINAL_TYPE (UoisMarkdownView, uois_markdown_view, UOIS, MARKDOWN_VIEW, GtkBox)

GtkWidget *uois_markdown_view_new (void);

/**
 * UoisMarkdownView::link:
 * @target: what the link leads to, as it stands in the text
 *
 * A link was followed. Those to the web (`https:`) open in the browser instead.
 */

void uois_markdown_view_set_text (UoisMarkdownView *view, const char *text);

G_END_DECLS
