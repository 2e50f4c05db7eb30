/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/tree-move-dialog.h"

#include "trees/tree-finder.h"
#include "trees/tree-move.h"
#include "trees/tree-view.h"

#include <glib/gi18n-lib.h>

struct _UoisTreeMoveDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkSearchEntry *entry;
  GtkStack *stack;
  UoisTreeView *tree;
  UoisTreeFinder *finder;
  GtkBox *refusal;
  GtkLabel *reason;
  GtkButton *top_button;
  GtkButton *move_button;

  /* Owned */
  UoisFile *file;
  UoisRecord *record;
  UoisRecord *target; /* nullable: of the move under way */
};

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisTreeMoveDialog, uois_tree_move_dialog, ADW_TYPE_WINDOW)

/* ---- Moving ---- */

static void
set_busy (UoisTreeMoveDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->top_button), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->move_button), !busy);
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisTreeMoveDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 step;

  if (uois_tree_move_finish (UOIS_FILE (source), result, &step, &error))
    {
      g_signal_emit (self, signals[MOVED], 0, self->target, step);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (self->reason == NULL)
    return;
  set_busy (self, FALSE);
  gtk_label_set_text (self->reason, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
}

static void
move_to (UoisTreeMoveDialog *self, UoisRecord *target)
{
  g_clear_pointer (&self->target, uois_record_unref);
  self->target = target != NULL ? uois_record_ref (target) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  set_busy (self, TRUE);
  uois_tree_move_async (self->file, self->record, target != NULL ? &target->id : NULL, NULL, moved_cb,
                        g_object_ref (self));
}

static UoisRecord *
get_chosen (UoisTreeMoveDialog *self)
{
  return gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->finder) ?
             uois_tree_finder_get_selected (self->finder) :
             uois_tree_view_get_selected (self->tree);
}

static void
move_cb (UoisTreeMoveDialog *self)
{
  UoisRecord *chosen = get_chosen (self);

  if (chosen != NULL)
    move_to (self, chosen);
  else
    {
      gtk_label_set_text (self->reason, _ ("First choose where it is to stand."));
      gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
    }
}

static void
top_cb (UoisTreeMoveDialog *self)
{
  move_to (self, NULL);
}

static void
searching_cb (UoisTreeMoveDialog *self, gboolean active)
{
  gtk_stack_set_visible_child (self->stack, active ? GTK_WIDGET (self->finder) : GTK_WIDGET (self->tree));
}

/* ---- GObject ---- */

static void
uois_tree_move_dialog_dispose (GObject *object)
{
  UoisTreeMoveDialog *self = UOIS_TREE_MOVE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_TREE_MOVE_DIALOG);
  g_clear_object (&self->file);
  g_clear_pointer (&self->record, uois_record_unref);
  g_clear_pointer (&self->target, uois_record_unref);

  G_OBJECT_CLASS (uois_tree_move_dialog_parent_class)->dispose (object);
}

static void
uois_tree_move_dialog_class_init (UoisTreeMoveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_tree_move_dialog_dispose;

  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, UOIS_TYPE_RECORD, G_TYPE_INT64);

  g_type_ensure (UOIS_TYPE_TREE_VIEW);
  g_type_ensure (UOIS_TYPE_TREE_FINDER);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/tree-move-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisTreeMoveDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeMoveDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeMoveDialog, tree);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeMoveDialog, finder);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeMoveDialog, refusal);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeMoveDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeMoveDialog, top_button);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeMoveDialog, move_button);
  gtk_widget_class_bind_template_callback (widget_class, move_cb);
  gtk_widget_class_bind_template_callback (widget_class, top_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_to);
  gtk_widget_class_bind_template_callback (widget_class, searching_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
uois_tree_move_dialog_init (UoisTreeMoveDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

UoisTreeMoveDialog *
uois_tree_move_dialog_new (GtkWindow *parent, UoisFile *file, UoisRecord *record)
{
  UoisTreeMoveDialog *self = g_object_new (UOIS_TYPE_TREE_MOVE_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  /* Translators: %s is a record. */
  g_autofree char *title = g_strdup_printf (_ ("Move “%s”"), record->title);
  g_autofree char *search = g_strdup_printf (_ ("Search: %s"), uois_type_get_label_many (record->type));

  self->file = g_object_ref (file);
  self->record = uois_record_ref (record);
  gtk_window_set_title (GTK_WINDOW (self), title);
  g_object_set (self->entry, "placeholder-text", search, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, search, -1);
  uois_tree_view_show (self->tree, file, record->type, NULL);
  uois_tree_finder_follow (self->finder, file, record->type, self->entry);
  return self;
}
