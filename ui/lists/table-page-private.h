/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/table-page.h"

#include "lists/column-chooser.h"
#include "lists/detail-pane.h"
#include "lists/filter-bar.h"
#include "lists/selection-bar.h"
#include "lists/views-popover.h"

G_BEGIN_DECLS

struct _UoisTablePage
{
  UoisPage parent_instance;

  /* Template widgets */
  GtkSearchEntry *entry;
  UoisColumnChooser *column_chooser;
  UoisFilterBar *filter_bar;
  AdwFlap *flap;
  GtkWidget *tree_button;
  UoisRecordList *list;
  UoisDetailPane *pane;
  UoisSelectionBar *selection_bar;
  UoisViewsPopover *views_popover;
  GtkWidget *view_bar;

  /* Owned */
  UoisFile *file;
  GSettings *settings;
  UoisSavedView *view; /* nullable: not read yet, or gone */

  /* Of the registry */
  const UoisType *type;

  UoisUuid view_id;  /* with @has_view */
  gboolean has_view; /* the page shows a saved view */
  gboolean restored; /* it was shown before, and changed perhaps */
  gboolean applying;
};

/* table-page-actions.c: what the window's actions and those of the table do here. */

void _uois_table_page_actions_class_init (GtkWidgetClass *widget_class);
gboolean _uois_table_page_can_activate (UoisPage *page, const char *name);
void _uois_table_page_activate (UoisPage *page, const char *name, GVariant *parameter);

/* table-page-view.c: a table that shows a saved view. */

void _uois_table_page_view_class_init (GtkWidgetClass *widget_class);
void _uois_table_page_set_view (UoisTablePage *self, const UoisUuid *id);
/* Something that a view keeps may have changed. */
void _uois_table_page_view_update (UoisTablePage *self);

G_END_DECLS
