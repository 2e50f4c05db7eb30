/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "guide/help-window.h"

#include "guide/help-book.h"
#include "guide/markdown-view.h"
#include "sidebar-row.h"

#include <glib/gi18n-lib.h>

struct _UoisHelpWindow
{
  AdwWindow parent_instance;

  /* Template widgets */
  AdwFlap *flap;
  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkListBox *list;
  AdwWindowTitle *title;
  GtkScrolledWindow *scroller;
  UoisMarkdownView *view;

  /* Owned */
  GPtrArray *found; /* element-type UoisHelpPage, in the order of the rows */
  GPtrArray *past;  /* element-type UoisHelpPage: pages that were left by a link */

  const UoisHelpPage *page; /* nullable */
};

G_DEFINE_FINAL_TYPE (UoisHelpWindow, uois_help_window, ADW_TYPE_WINDOW)

/* ---- Pages ---- */

static void
select_page (UoisHelpWindow *self)
{
  guint index;

  if (self->page != NULL && g_ptr_array_find (self->found, self->page, &index))
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, index));
  else
    gtk_list_box_unselect_all (self->list);
}

static void
show_page (UoisHelpWindow *self, const UoisHelpPage *page)
{
  if (page == self->page)
    return;
  self->page = page;
  uois_markdown_view_set_text (self->view, page->text);
  adw_window_title_set_subtitle (self->title, page->title);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0.0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", self->past->len > 0);
  select_page (self);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

/* Also remembers the page that is left. */
static void
go (UoisHelpWindow *self, const UoisHelpPage *page)
{
  if (page == NULL || page == self->page)
    return;
  if (self->page != NULL)
    g_ptr_array_add (self->past, (gpointer) self->page);
  show_page (self, page);
}

static void
link_cb (UoisHelpWindow *self, const char *target)
{
  g_autofree char *name = g_strdup (target);

  if (g_str_has_suffix (name, ".md"))
    name[strlen (name) - strlen (".md")] = '\0';
  go (self, uois_help_book_find (name));
}

static void
back_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UoisHelpWindow *self = UOIS_HELP_WINDOW (widget);

  if (self->past->len > 0)
    show_page (self, g_ptr_array_steal_index (self->past, self->past->len - 1));
}

/* ---- The list ---- */

static void
search_changed_cb (UoisHelpWindow *self)
{
  GtkWidget *row;

  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = uois_help_book_search (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->found->len; i++)
    gtk_list_box_append (self->list,
                         uois_sidebar_row_new (NULL, ((UoisHelpPage *) g_ptr_array_index (self->found, i))->title));
  gtk_stack_set_visible_child_name (self->stack, self->found->len > 0 ? "pages" : "nothing");
  select_page (self);
}

static void
row_activated_cb (UoisHelpWindow *self, GtkListBoxRow *row)
{
  go (self, g_ptr_array_index (self->found, gtk_list_box_row_get_index (row)));
}

/* Enter in the search opens the first page that was found. */
static void
entry_activate_cb (UoisHelpWindow *self)
{
  if (self->found->len > 0)
    go (self, g_ptr_array_index (self->found, 0));
}

static void
find_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UoisHelpWindow *self = UOIS_HELP_WINDOW (widget);

  adw_flap_set_reveal_flap (self->flap, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* ---- GObject ---- */

static void
uois_help_window_finalize (GObject *object)
{
  UoisHelpWindow *self = UOIS_HELP_WINDOW (object);

  g_ptr_array_unref (self->found);
  g_ptr_array_unref (self->past);

  G_OBJECT_CLASS (uois_help_window_parent_class)->finalize (object);
}

static void
uois_help_window_class_init (UoisHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = uois_help_window_finalize;

  gtk_widget_class_install_action (widget_class, "help.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "help.find", NULL, find_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "help.find", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (UOIS_TYPE_MARKDOWN_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisHelpWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, UoisHelpWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, UoisHelpWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisHelpWindow, list);
  gtk_widget_class_bind_template_child (widget_class, UoisHelpWindow, title);
  gtk_widget_class_bind_template_child (widget_class, UoisHelpWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, UoisHelpWindow, view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
}

static void
uois_help_window_init (UoisHelpWindow *self)
{
  self->past = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->entry, GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", FALSE);
  search_changed_cb (self);
}

GtkWidget *
uois_help_window_new (void)
{
  return g_object_new (UOIS_TYPE_HELP_WINDOW, NULL);
}

void
uois_help_window_show_page (UoisHelpWindow *self, const char *name)
{
  const UoisHelpPage *page = uois_help_book_find (name);

  g_return_if_fail (UOIS_IS_HELP_WINDOW (self));

  if (page == NULL)
    page = g_ptr_array_index (uois_help_book_get_pages (), 0);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  go (self, page);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->scroller));
}

const char *
uois_help_window_get_page (UoisHelpWindow *self)
{
  g_return_val_if_fail (UOIS_IS_HELP_WINDOW (self), NULL);

  return self->page != NULL ? self->page->name : NULL;
}
