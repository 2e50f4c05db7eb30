/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "location.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisChanges: which types' records changed since a page was drawn.
 * @types: (nullable): a set of #UoisType; %NULL: any may have changed
 */
typedef struct
{
  GHashTable *types;
} UoisChanges;

gboolean uois_changes_touch (const UoisChanges *changes, const UoisType *type);

/**
 * UoisPage: what fills a window: the base of all pages.
 *
 * A page asks for another place with the action `win.go`. It is told of changes
 * while it is on the screen, and of all at once when it comes back to it.
 */
#define UOIS_TYPE_PAGE (uois_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (UoisPage, uois_page, UOIS, PAGE, AdwBin)

/**
 * UoisPageClass:
 * @refresh: records changed; what is shown must not jump
 * @begin_search: moves the keyboard to the page's search; %FALSE if it has none
 * @save: (transfer floating) (nullable): what @restore needs to make a new page of the same place look the same
 * @can_activate: whether the page does what the window's action @name asks for, and can do it now
 * @activate: does it
 */
struct _UoisPageClass
{
  AdwBinClass parent_class;

  void (*refresh) (UoisPage *page, const UoisChanges *changes);
  gboolean (*begin_search) (UoisPage *page);
  GVariant *(*save) (UoisPage *page);
  void (*restore) (UoisPage *page, GVariant *state);
  gboolean (*can_activate) (UoisPage *page, const char *name);
  void (*activate) (UoisPage *page, const char *name, GVariant *parameter);
};

/**
 * UoisPage::actions-changed:
 *
 * What uois_page_can_activate() answers may have changed.
 */

void uois_page_refresh (UoisPage *page, const UoisChanges *changes);
gboolean uois_page_begin_search (UoisPage *page);
GVariant *uois_page_save (UoisPage *page);
void uois_page_restore (UoisPage *page, GVariant *state);

/**
 * uois_page_can_activate:
 * @name: an action of the window without "win.": `save`, `discard`, `new-record`, `duplicate`, `delete`, `history`,
 *   `edit-many`, `export`, `print`
 *
 * The window hands these actions on to the page that it shows; they are enabled while the page takes them. Each has its
 * key and its place in the menu there, so that the same key does the same everywhere.
 */
gboolean uois_page_can_activate (UoisPage *page, const char *name);
/* @parameter: (nullable): the action's */
void uois_page_activate (UoisPage *page, const char *name, GVariant *parameter);
/* Emits ::actions-changed. */
void uois_page_actions_changed (UoisPage *page);

/* Puts @banner above what the page shows. */
void uois_page_add_banner (UoisPage *page, GtkWidget *banner);

/* Remembers which of its widgets has the keyboard; gives it back, or to the first one. */
void uois_page_keep_focus (UoisPage *page);
void uois_page_take_focus (UoisPage *page);
/* For a page whose content comes late: it is there. Until then the page itself has the keyboard; now @first (nullable:
 * whatever comes first) gets it. */
void uois_page_ready (UoisPage *page, GtkWidget *first);

const char *uois_page_get_title (UoisPage *page);
void uois_page_set_title (UoisPage *page, const char *title);
const char *uois_page_get_subtitle (UoisPage *page);
void uois_page_set_subtitle (UoisPage *page, const char *subtitle);

/* Shows @location in the window that @widget is in. */
void uois_go (GtkWidget *widget, const UoisLocation *location);
void uois_go_list (GtkWidget *widget, const UoisType *type);
void uois_go_record (GtkWidget *widget, const UoisType *type, const UoisUuid *id);

/**
 * uois_page_notify:
 * @widget: a page, or any widget in a window
 * @text: one sentence; what was done
 * @button: (nullable): what can be done about it, "Undo"
 * @action: (nullable): with @button: the action that does it
 * @target: (nullable) (transfer floating): its parameter
 *
 * Shows a toast for a while. Nothing happens if the window is gone.
 */
void uois_page_notify (GtkWidget *widget, const char *text, const char *button, const char *action, GVariant *target);

/* The icon of a type's records: its own, or else its domain's. */
const char *uois_type_get_icon_name (const UoisType *type);

/* Whether people see the type as a list of its own: it has a table and does not only connect others. */
gboolean uois_type_is_place (const UoisType *type);

G_END_DECLS
