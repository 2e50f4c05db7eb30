/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trees/machine-page.h"

#include "trees/machine-outline.h"

G_BEGIN_DECLS

struct _UoisMachinePage
{
  UoisPage parent_instance;

  /* Template widgets */
  GtkStack *stack;
  AdwStatusPage *failed_page;
  AdwLeaflet *views;
  GtkWidget *diagram_view;
  GtkWidget *switcher;
  GtkToggleButton *outline_toggle;
  GtkToggleButton *diagram_toggle;
  UoisMachineOutline *outline;
  GtkMenuButton *add_button;
  GtkWidget *findings_title;
  GtkListBox *findings;
  UoisMachineDiagram *diagram;

  /* Owned */
  UoisFile *file;
  UoisMachineModel *model; /* nullable */
  GPtrArray *found;        /* nullable: UoisMachineFinding, in the order of the rows */
  GCancellable *cancellable;

  const UoisType *type;
  UoisUuid id;
  UoisUuid wanted; /* made just now: to be chosen when it is there */
  gboolean has_wanted;
  gboolean busy;
  gboolean choosing;
};

/* machine-page.c */
void _uois_machine_page_read (UoisMachinePage *self);

/* machine-page-editing.c */
void _uois_machine_page_editing_class_init (GtkWidgetClass *widget_class);
void _uois_machine_page_fill_add_menu (UoisMachinePage *self);
void _uois_machine_page_update_actions (UoisMachinePage *self);

G_END_DECLS
