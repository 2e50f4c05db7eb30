/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "records/record-page.h"

#include "lists/record-list.h"
#include "records/drafts.h"
#include "records/inherited-list.h"
#include "records/record-form.h"
#include "sidebar-row.h"

G_BEGIN_DECLS

typedef struct
{
  UoisSidebarRow *row;
  GtkWidget *part;                   /* nullable: the list with its buttons */
  GtkWidget *filter_bar;             /* nullable: as @list */
  UoisRecordList *list;              /* nullable: made when the tab is first shown */
  const UoisField *relation;         /* nullable: the tab of the fields, or of what is inherited */
  UoisInheritedList *inherited_list; /* nullable: as @list */
  const UoisField *inherited;        /* nullable: the list to which it comes */
  guint number;                      /* in type->tabs */
} UoisRecordTab;

struct _UoisRecordPage
{
  UoisPage parent_instance;

  /* Template widgets */
  GtkStack *stack;
  AdwFlap *flap;
  GtkListBox *tabs;
  GtkBox *notices;
  GtkStack *parts;
  AdwStatusPage *failed_page;
  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *type_label;
  GtkWidget *unsent_line;
  GtkLabel *unsent_label;
  GtkLabel *age_label;
  AdwBin *form_place;
  GtkRevealer *bar;
  GtkLabel *bar_label;
  GtkButton *problem_button;

  /* Child */
  UoisRecordForm *form;

  /* Owned */
  UoisFile *file;
  GArray *parts_of_record; /* UoisRecordTab, in the order of the rows */
  GCancellable *cancellable;
  GVariant *tab_state; /* nullable: what the tab shown next is to be restored to */
  UoisDraft *draft;    /* nullable: it is being opened, or there is none */
  char *title;         /* nullable: of the record as the file has it */
  char *failure;       /* nullable: why the last saving failed */

  /* Of the registry */
  const UoisType *type;
  UoisUuid id;

  gboolean saving;
  gboolean focus_wanted; /* the keyboard is to go to the form when it is there */
};

/* record-page.c */
void _uois_record_page_read (UoisRecordPage *self);
/* The record is not there, or could not be read. */
void _uois_record_page_show_failure (UoisRecordPage *self, const GError *error);

/* record-page-standing.c */
/* What of the record waits to be sent, and as of when it is. */
void _uois_record_page_read_standing (UoisRecordPage *self);

/* record-page-tabs.c */
void _uois_record_page_add_tabs (UoisRecordPage *self);
UoisRecordTab *_uois_record_page_get_tab (UoisRecordPage *self);
void _uois_record_page_tab_selected (UoisRecordPage *self);
void _uois_record_page_step_tab (GtkWidget *widget, const char *name, GVariant *parameter);
/* Whether there is anything to relate to: not before the record is in the file. */
void _uois_record_page_update_tabs (UoisRecordPage *self);
void _uois_record_page_read_counts (UoisRecordPage *self);
/* Makes a record that the tab's list will show; FALSE if the tab is none of that kind. */
gboolean _uois_record_page_add_related (UoisRecordPage *self, UoisRecordTab *tab);
gboolean _uois_record_page_can_add_related (UoisRecordPage *self, const UoisRecordTab *tab);

void _uois_record_page_add_several (GtkWidget *widget, const char *name, GVariant *parameter);
void _uois_record_page_edit_related (GtkWidget *widget, const char *name, GVariant *parameter);
void _uois_record_page_copy (GtkWidget *widget, const char *name, GVariant *parameter);
void _uois_record_page_paste (GtkWidget *widget, const char *name, GVariant *parameter);

/* record-page-editing.c */
void _uois_record_page_editing_init (UoisRecordPage *self);
void _uois_record_page_open_draft (UoisRecordPage *self);
void _uois_record_page_close_draft (UoisRecordPage *self);
/* Title, bar and actions from what the draft is now. */
void _uois_record_page_show_state (UoisRecordPage *self);
gboolean _uois_record_page_can_activate (UoisPage *page, const char *name);
void _uois_record_page_activate (UoisPage *page, const char *name, GVariant *parameter);

G_END_DECLS
