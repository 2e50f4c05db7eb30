/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/tree-view.h"

#include "compat-tab.h"

#include "trees/tree-row.h"

struct _UoisTreeView
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *scroller;
  GtkListView *list;

  /* Children */
  GtkWidget *menu; /* nullable */

  /* Owned */
  UoisTreeBranchModel *root;
  GtkTreeListModel *rows;
  GtkSingleSelection *selection;
  GArray *path;       /* nullable: ids of what is to be expanded and, last, selected */
  UoisRecord *record; /* nullable: the selected one */

  gboolean begun; /* the first answer has come */
};

enum
{
  PROP_SELECTED = 1,
  N_PROPERTIES
};

enum
{
  OPEN,
  MOVE,
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisTreeView, uois_tree_view, GTK_TYPE_WIDGET)

/* %NULL for a row that has left the tree, which GTK may still hold. */
static UoisTreeItem *
get_row_item (GtkTreeListRow *row)
{
  g_autoptr (UoisTreeItem) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return item;
}

static UoisRecord *
get_row_record (GtkTreeListRow *row)
{
  UoisTreeItem *item = get_row_item (row);

  return item != NULL ? uois_tree_item_get_record (item) : NULL;
}

static GtkTreeListRow *
get_selected_row (UoisTreeView *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/* ---- Going to a row ---- */

/* The widget that shows a row; GTK keeps those near the screen. */
static GtkWidget *
find_row_widget (UoisTreeView *self, guint position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *expander = gtk_widget_get_first_child (child);
      GtkTreeListRow *row =
          GTK_IS_TREE_EXPANDER (expander) ? gtk_tree_expander_get_list_row (GTK_TREE_EXPANDER (expander)) : NULL;

      if (row != NULL && gtk_tree_list_row_get_position (row) == position)
        return child;
    }
  return NULL;
}

/* The keyboard goes along if it is in the tree. */
static void
select_position (UoisTreeView *self, guint position)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = window != NULL ? gtk_root_get_focus (window) : NULL;
  GtkWidget *row;

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  row = find_row_widget (self, position);
  if (row != NULL && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_widget_grab_focus (row);
}

/* What is shown below @parent, or at the top. */
static GtkTreeListRow *
get_child_row (UoisTreeView *self, GtkTreeListRow *parent, guint position)
{
  return parent != NULL ? gtk_tree_list_row_get_child_row (parent, position) :
                          gtk_tree_list_model_get_child_row (self->rows, position);
}

/* Goes down the path as far as is read; what comes later is answered by another call. */
static void
continue_reveal (UoisTreeView *self)
{
  g_autoptr (GtkTreeListRow) row = NULL;
  UoisTreeBranchModel *branch = self->root;

  for (guint depth = 0; self->path != NULL && depth < self->path->len; depth++)
    {
      guint position;

      if (!uois_tree_branch_model_find (branch, &g_array_index (self->path, UoisUuid, depth), &position))
        {
          if (!uois_tree_branch_model_get_busy (branch) && !uois_tree_branch_model_get_complete (branch) &&
              uois_tree_branch_model_get_error (branch) == NULL)
            uois_tree_branch_model_read_all (branch);
          else if (!uois_tree_branch_model_get_busy (branch))
            break;
          return;
        }

      g_autoptr (GtkTreeListRow) above = g_steal_pointer (&row);
      row = get_child_row (self, above, position);
      if (row == NULL)
        break;
      if (depth + 1 == self->path->len)
        {
          select_position (self, gtk_tree_list_row_get_position (row));
          break;
        }
      gtk_tree_list_row_set_expanded (row, TRUE);
      if (gtk_tree_list_row_get_children (row) == NULL)
        break;
      branch = UOIS_TREE_BRANCH_MODEL (gtk_tree_list_row_get_children (row));
    }
  g_clear_pointer (&self->path, g_array_unref);
}

/* A tree with one trunk begins with its branches. */
static void
expand_trunk (UoisTreeView *self)
{
  g_autoptr (GtkTreeListRow) trunk = NULL;

  if (self->begun || uois_tree_view_get_n_rows (self) == 0)
    return;
  self->begun = TRUE;
  if (uois_tree_view_get_n_rows (self) > 1)
    return;
  trunk = gtk_tree_list_model_get_row (self->rows, 0);
  gtk_tree_list_row_set_expanded (trunk, TRUE);
}

static void
answered_cb (UoisTreeView *self)
{
  expand_trunk (self);
  continue_reveal (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- Selection ---- */

static void
selected_cb (UoisTreeView *self)
{
  UoisRecord *record = get_row_record (get_selected_row (self));

  if (record == self->record)
    return;
  g_clear_pointer (&self->record, uois_record_unref);
  self->record = record != NULL ? uois_record_ref (record) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
activate_cb (UoisTreeView *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autoptr (GtkTreeListRow) parent = NULL;
  UoisRecord *record = get_row_record (row);
  GListModel *branch;

  if (row == NULL)
    return;
  if (record != NULL)
    {
      g_signal_emit (self, signals[OPEN], 0, record);
      return;
    }
  parent = gtk_tree_list_row_get_parent (row);
  branch = parent != NULL ? gtk_tree_list_row_get_children (parent) : G_LIST_MODEL (self->root);
  uois_tree_branch_model_read_more (UOIS_TREE_BRANCH_MODEL (branch));
}

/* ---- Keys ---- */

static void
go_to_row (UoisTreeView *self, GtkTreeListRow *row)
{
  if (row != NULL)
    select_position (self, gtk_tree_list_row_get_position (row));
}

static gboolean
step_in (UoisTreeView *self, GtkTreeListRow *row)
{
  g_autoptr (GtkTreeListRow) child = NULL;

  if (!gtk_tree_list_row_is_expandable (row))
    return GDK_EVENT_STOP;
  if (gtk_tree_list_row_get_expanded (row))
    child = gtk_tree_list_row_get_child_row (row, 0);
  gtk_tree_list_row_set_expanded (row, TRUE);
  go_to_row (self, child);
  return GDK_EVENT_STOP;
}

static gboolean
step_out (UoisTreeView *self, GtkTreeListRow *row)
{
  g_autoptr (GtkTreeListRow) parent = gtk_tree_list_row_get_parent (row);

  if (gtk_tree_list_row_get_expanded (row))
    gtk_tree_list_row_set_expanded (row, FALSE);
  else
    go_to_row (self, parent);
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (UoisTreeView *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkTreeListRow *row = get_selected_row (self);
  gboolean is_mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (row == NULL || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
    return is_mirrored ? step_out (self, row) : step_in (self, row);
  if (key == GDK_KEY_Left || key == GDK_KEY_KP_Left)
    return is_mirrored ? step_in (self, row) : step_out (self, row);
  return GDK_EVENT_PROPAGATE;
}

/* ---- The menu of a row ---- */

static void
show_menu (UoisTreeView *self, GtkWidget *row, double x, double y)
{
  graphene_point_t point;

  if (self->menu == NULL ||
      !gtk_widget_compute_point (row, GTK_WIDGET (self), &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) point.x, (int) point.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
row_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkListItem *list_item)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  UoisTreeView *self = UOIS_TREE_VIEW (gtk_widget_get_ancestor (row, UOIS_TYPE_TREE_VIEW));

  gtk_single_selection_set_selected (self->selection, gtk_list_item_get_position (list_item));
  show_menu (self, row, x, y);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus == NULL || !gtk_widget_is_ancestor (focus, widget))
    return FALSE;
  show_menu (UOIS_TREE_VIEW (widget), focus, gtk_widget_get_width (focus) / 4.0, gtk_widget_get_height (focus));
  return TRUE;
}

/* ---- Dragging ---- */

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, GtkListItem *list_item)
{
  UoisRecord *record = get_row_record (gtk_list_item_get_item (list_item));

  return record != NULL ? gdk_content_provider_new_typed (UOIS_TYPE_RECORD, record) : NULL;
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, GtkListItem *list_item)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (gtk_list_item_get_child (list_item));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

/* What is dragged may not come to stand in itself, nor where it stands. */
static gboolean
takes (GtkTreeListRow *target, const UoisRecord *record)
{
  g_autoptr (GtkTreeListRow) row = g_object_ref (target);

  if (get_row_record (target) == NULL)
    return FALSE;
  while (row != NULL)
    {
      const UoisRecord *above = get_row_record (row);
      GtkTreeListRow *parent = gtk_tree_list_row_get_parent (row);

      if (above == NULL || above->type != record->type || uois_uuid_equal (&above->id, &record->id))
        {
          g_clear_object (&parent);
          return FALSE;
        }
      g_object_unref (row);
      row = parent;
    }
  return TRUE;
}

static GdkDragAction
drop_motion_cb (GtkDropTarget *target, double x, double y, GtkListItem *list_item)
{
  const GValue *value = gtk_drop_target_get_value (target);

  return value == NULL || takes (gtk_list_item_get_item (list_item), g_value_get_boxed (value)) ? GDK_ACTION_MOVE : 0;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, GtkListItem *list_item)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  UoisTreeView *self = UOIS_TREE_VIEW (gtk_widget_get_ancestor (row, UOIS_TYPE_TREE_VIEW));
  UoisRecord *below = get_row_record (gtk_list_item_get_item (list_item));

  if (below == NULL)
    return FALSE;
  g_signal_emit (self, signals[MOVE], 0, g_value_get_boxed (value), below);
  return TRUE;
}

/* ---- Rows ---- */

static void
add_controllers (GtkWidget *expander, GtkListItem *list_item)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (UOIS_TYPE_RECORD, GDK_ACTION_MOVE);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (row_pressed_cb), list_item);
  gtk_widget_add_controller (expander, GTK_EVENT_CONTROLLER (click));

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), list_item);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), list_item);
  gtk_widget_add_controller (expander, GTK_EVENT_CONTROLLER (source));

  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "motion", G_CALLBACK (drop_motion_cb), list_item);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), list_item);
  gtk_widget_add_controller (expander, GTK_EVENT_CONTROLLER (target));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *expander = gtk_tree_expander_new ();

  gtk_widget_set_focusable (expander, FALSE);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), uois_tree_row_new ());
  gtk_list_item_set_child (list_item, expander);
  add_controllers (expander, list_item);
}

/* The widget that has the keyboard is GTK's own row; a list item of 4.8 cannot name it. */
static void
describe_row (GtkTreeListRow *row, GParamSpec *pspec, GtkListItem *list_item)
{
  GtkWidget *focused = gtk_widget_get_parent (gtk_list_item_get_child (list_item));
  UoisTreeItem *item = get_row_item (row);
  g_autofree char *text = item != NULL ? uois_tree_item_describe (item) : NULL;

  if (item == NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (focused), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_LEVEL, (int) gtk_tree_list_row_get_depth (row) + 1, -1);
  if (gtk_tree_list_row_is_expandable (row))
    gtk_accessible_update_state (GTK_ACCESSIBLE (focused), GTK_ACCESSIBLE_STATE_EXPANDED,
                                 (int) gtk_tree_list_row_get_expanded (row), -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (focused), GTK_ACCESSIBLE_STATE_EXPANDED);
}

static void
item_changed_cb (UoisTreeItem *item, GParamSpec *pspec, GtkListItem *list_item)
{
  describe_row (gtk_list_item_get_item (list_item), NULL, list_item);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  UoisTreeItem *item = get_row_item (row);

  gtk_tree_expander_set_list_row (expander, row);
  uois_tree_row_set_item (UOIS_TREE_ROW (gtk_tree_expander_get_child (expander)), item);
  describe_row (row, NULL, list_item);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (describe_row), list_item);
  g_signal_connect (item, "notify::record", G_CALLBACK (item_changed_cb), list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  UoisTreeRow *row = UOIS_TREE_ROW (gtk_tree_expander_get_child (expander));

  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), describe_row, list_item);
  g_signal_handlers_disconnect_by_func (uois_tree_row_get_item (row), item_changed_cb, list_item);
  uois_tree_row_set_item (row, NULL);
  gtk_tree_expander_set_list_row (expander, NULL);
}

static GListModel *
create_branch (gpointer item, gpointer root)
{
  return uois_tree_item_get_n_children (item) > 0 ? G_LIST_MODEL (uois_tree_branch_model_new_below (root, item)) : NULL;
}

/* ---- GObject ---- */

static void
uois_tree_view_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_SELECTED)
    g_value_set_boxed (value, UOIS_TREE_VIEW (object)->record);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
uois_tree_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UoisTreeView *self = UOIS_TREE_VIEW (widget);

  gtk_widget_allocate (self->scroller, width, height, baseline, NULL);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
uois_tree_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  gtk_widget_measure (UOIS_TREE_VIEW (widget)->scroller, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
uois_tree_view_dispose (GObject *object)
{
  UoisTreeView *self = UOIS_TREE_VIEW (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_TREE_VIEW);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->root);
  g_clear_pointer (&self->path, g_array_unref);
  g_clear_pointer (&self->record, uois_record_unref);

  G_OBJECT_CLASS (uois_tree_view_parent_class)->dispose (object);
}

static void
uois_tree_view_class_init (UoisTreeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = uois_tree_view_get_property;
  object_class->dispose = uois_tree_view_dispose;
  widget_class->measure = uois_tree_view_measure;
  widget_class->size_allocate = uois_tree_view_size_allocate;

  properties[PROP_SELECTED] =
      g_param_spec_boxed ("selected", NULL, NULL, UOIS_TYPE_RECORD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, UOIS_TYPE_RECORD);
  signals[MOVE] = g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                2, UOIS_TYPE_RECORD, UOIS_TYPE_RECORD);
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/tree-view.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisTreeView, scroller);
  gtk_widget_class_bind_template_child (widget_class, UoisTreeView, list);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
}

static void
uois_tree_view_init (UoisTreeView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  uois_compat_set_tab_leaves (GTK_WIDGET (self->list));
}

void
uois_tree_view_show (UoisTreeView *self, UoisFile *file, const UoisType *type, GMenuModel *menu)
{
  g_return_if_fail (UOIS_IS_TREE_VIEW (self));
  g_return_if_fail (self->root == NULL);

  self->root = uois_tree_branch_model_new (file, type);
  g_signal_connect_object (self->root, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  self->rows = gtk_tree_list_model_new (G_LIST_MODEL (g_object_ref (self->root)), FALSE, FALSE, create_branch,
                                        g_object_ref (self->root), g_object_unref);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  uois_type_get_label_many (type), -1);

  if (menu == NULL)
    return;
  self->menu = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
}

void
uois_tree_view_refresh (UoisTreeView *self)
{
  g_return_if_fail (UOIS_IS_TREE_VIEW (self));

  uois_tree_branch_model_refresh (self->root);
}

UoisRecord *
uois_tree_view_get_selected (UoisTreeView *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_VIEW (self), NULL);

  return self->record;
}

void
uois_tree_view_reveal (UoisTreeView *self, GPtrArray *path, const UoisUuid *id)
{
  g_return_if_fail (UOIS_IS_TREE_VIEW (self));

  g_clear_pointer (&self->path, g_array_unref);
  self->path = g_array_new (FALSE, FALSE, sizeof (UoisUuid));
  for (guint i = 0; i < path->len; i++)
    g_array_append_val (self->path, ((UoisRecord *) g_ptr_array_index (path, i))->id);
  g_array_append_val (self->path, *id);
  continue_reveal (self);
}

static gboolean
is_branch_busy (UoisTreeView *self)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      GListModel *branch = gtk_tree_list_row_get_children (row);

      if (branch != NULL && uois_tree_branch_model_get_busy (UOIS_TREE_BRANCH_MODEL (branch)))
        return TRUE;
    }
  return FALSE;
}

gboolean
uois_tree_view_get_settled (UoisTreeView *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_VIEW (self), FALSE);

  return self->path == NULL && !uois_tree_branch_model_get_busy (self->root) && !is_branch_busy (self);
}

guint
uois_tree_view_get_n_rows (UoisTreeView *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_VIEW (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

const GError *
uois_tree_view_get_error (UoisTreeView *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_VIEW (self), NULL);

  return uois_tree_branch_model_get_error (self->root);
}

void
uois_tree_view_focus (UoisTreeView *self)
{
  g_return_if_fail (UOIS_IS_TREE_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  if (uois_tree_view_get_n_rows (self) > 0)
    select_position (self, get_selected_row (self) != NULL ? gtk_single_selection_get_selected (self->selection) : 0);
}

GtkSingleSelection *
uois_tree_view_get_rows (UoisTreeView *self)
{
  g_return_val_if_fail (UOIS_IS_TREE_VIEW (self), NULL);

  return self->selection;
}
