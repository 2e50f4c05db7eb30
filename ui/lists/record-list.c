/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/record-list-private.h"

#include "compat-column-view.h"
#include "compat-tab.h"
#include "format.h"
#include "lists/column-chooser.h"
#include "timing.h"

#include <glib/gi18n-lib.h>

/* An answer that takes longer than this many milliseconds gets a spinner. */
#define PATIENCE 300

enum
{
  PROP_SUMMARY = 1,
  N_PROPERTIES
};

enum
{
  CLEAR_SEARCH,
  FILTER_CHANGED,
  LAYOUT_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisRecordList, uois_record_list, GTK_TYPE_WIDGET)

/* ---- What is shown ---- */

static void
set_summary (UoisRecordList *self, char *summary)
{
  g_free (self->summary);
  self->summary = summary;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
show_empty (UoisRecordList *self)
{
  g_autofree char *title = NULL;

  adw_status_page_set_icon_name (self->empty_page, uois_type_get_icon_name (self->type));
  if (self->relation != NULL)
    {
      adw_status_page_set_title (self->empty_page, _ ("Nothing here"));
      title = g_strdup_printf (_ ("“%s” leads to no record of this file."), uois_label (self->relation->label));
      adw_status_page_set_description (self->empty_page, title);
    }
  else
    {
      title = g_strdup_printf (_ ("%s: no records yet"), uois_type_get_label_many (self->type));
      adw_status_page_set_title (self->empty_page, title);
      adw_status_page_set_description (self->empty_page, uois_label (self->type->description));
    }
  gtk_widget_set_visible (self->start_button, self->relation == NULL);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

/* Whether what is shown may be less than all there is. */
static gboolean
is_narrowed (UoisRecordList *self)
{
  UoisListFilter *filter = uois_list_model_get_filter (self->model);

  return *uois_list_model_get_search (self->model) != '\0' || (filter != NULL && filter->n_conditions > 0);
}

static void
show_nothing_found (UoisRecordList *self)
{
  UoisListFilter *filter = uois_list_model_get_filter (self->model);
  gboolean filtered = filter != NULL && filter->n_conditions > 0;
  gboolean searched = *uois_list_model_get_search (self->model) != '\0';
  g_autofree char *words = g_markup_escape_text (uois_list_model_get_search (self->model), -1);
  g_autofree char *description = NULL;

  if (filtered && searched)
    description = g_strdup_printf (
        _ ("No record that passes the filters has words that begin with “%s”. Remove a filter or type fewer letters."),
        words);
  else if (filtered)
    description = g_strdup (_ ("No record passes these filters together. Remove one of them."));
  else
    description = g_strdup_printf (
        _ ("No record has words that begin with “%s”. Type fewer letters or check the spelling."), words);
  adw_status_page_set_description (self->nothing_page, description);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

static void
show_failure (UoisRecordList *self, const GError *error)
{
  g_autofree char *description = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->failed_page, description);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static char *
format_summary (UoisRecordList *self, guint n_items)
{
  g_autofree char *found = uois_format_count (n_items);
  g_autofree char *total = uois_format_count (self->total);

  if (!is_narrowed (self) || self->total < 0)
    return uois_format_records (n_items);
  /* Translators: how many records a search found, and of how many. */
  return g_strdup_printf (ngettext ("%s of %s record", "%s of %s records", self->total), found, total);
}

static void
total_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisRecordList) self = user_data;
  g_autoptr (GArray) rows = uois_file_list_finish (UOIS_FILE (source), result, NULL);

  if (rows == NULL || self->total >= 0)
    return;
  self->total = rows->len;
  if (uois_list_model_get_error (self->model) == NULL)
    set_summary (self, format_summary (self, g_list_model_get_n_items (G_LIST_MODEL (self->model))));
}

/* A list that was narrowed from the beginning has never seen the whole. */
static void
read_total (UoisRecordList *self)
{
  UoisListRequest request;

  uois_record_list_get_request (self, &request);
  request.search = NULL;
  request.filter = NULL;
  self->total_cancellable = g_cancellable_new ();
  uois_file_list_async (self->file, &request, self->total_cancellable, total_cb, g_object_ref (self));
}

static void
show_answer (UoisRecordList *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (uois_list_model_get_error (self->model) != NULL)
    {
      show_failure (self, uois_list_model_get_error (self->model));
      set_summary (self, g_strdup (""));
      return;
    }

  if (n_items > 0)
    gtk_stack_set_visible_child_name (self->stack, "rows");
  else if (is_narrowed (self))
    show_nothing_found (self);
  else
    show_empty (self);

  if (!is_narrowed (self))
    self->total = n_items;
  else if (self->total < 0 && self->total_cancellable == NULL)
    read_total (self);
  set_summary (self, format_summary (self, n_items));
}

static gboolean
waiting_cb (gpointer user_data)
{
  UoisRecordList *self = UOIS_RECORD_LIST (user_data);

  self->waiting_source = 0;
  /* What is there stays: the answer may be the same. */
  if (self->answered)
    set_summary (self, g_strdup (_ ("Reading…")));
  else
    gtk_stack_set_visible_child_name (self->stack, "waiting");
  return G_SOURCE_REMOVE;
}

/* ---- What the model tells ---- */

static void
note_painted (UoisRecordList *self)
{
  if (self->moment != NULL && uois_record_list_get_settled (self))
    uois_timing_after_paint (GTK_WIDGET (self->view), g_steal_pointer (&self->moment),
                             g_list_model_get_n_items (G_LIST_MODEL (self->model)));
}

static void
loading_cb (UoisRecordList *self)
{
  if (uois_list_model_get_loading (self->model))
    {
      if (self->waiting_source == 0)
        self->waiting_source = g_timeout_add (PATIENCE, waiting_cb, self);
      return;
    }

  g_clear_handle_id (&self->waiting_source, g_source_remove);
  self->moment = !self->answered ? "list" : self->searching ? "search" : self->moment;
  self->answered = TRUE;
  self->searching = FALSE;
  show_answer (self);
  if (self->state != NULL)
    _uois_record_list_restore_place (self);
  note_painted (self);
}

static void
scrolled_cb (UoisRecordList *self)
{
  if (self->answered && self->moment == NULL)
    self->moment = "scroll";
  note_painted (self);
}

static void
activate_cb (UoisRecordList *self, guint position)
{
  uois_record_list_open (self, position);
}

static void
clear_search_cb (UoisRecordList *self)
{
  uois_record_list_set_filter (self, NULL);
  g_signal_emit (self, signals[CLEAR_SEARCH], 0);
}

void
_uois_record_list_layout_changed (UoisRecordList *self)
{
  g_signal_emit (self, signals[LAYOUT_CHANGED], 0);
}

static void
choose_columns_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisRecordList *self = UOIS_RECORD_LIST (widget);

  if (self->chooser == NULL)
    {
      self->chooser = uois_column_chooser_new ();
      uois_column_chooser_set_list (UOIS_COLUMN_CHOOSER (self->chooser), self);
      gtk_widget_set_parent (self->chooser, widget);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->chooser), FALSE);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->chooser),
                               &(GdkRectangle){ gtk_widget_get_width (widget) / 2, 0, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->chooser));
}

/* ---- GObject ---- */

static void
uois_record_list_unrealize (GtkWidget *widget)
{
  UoisRecordList *self = UOIS_RECORD_LIST (widget);

  g_clear_signal_handler (&self->layout_handler, gtk_widget_get_frame_clock (widget));

  GTK_WIDGET_CLASS (uois_record_list_parent_class)->unrealize (widget);
}

static void
uois_record_list_dispose (GObject *object)
{
  UoisRecordList *self = UOIS_RECORD_LIST (object);

  g_clear_handle_id (&self->waiting_source, g_source_remove);
  _uois_record_list_remember_widths (self);
  g_cancellable_cancel (self->total_cancellable);
  g_clear_object (&self->total_cancellable);
  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->model, self);
      _uois_record_list_columns_dispose (self);
    }
  g_clear_pointer (&self->chooser, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->file);
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_RECORD_LIST);

  G_OBJECT_CLASS (uois_record_list_parent_class)->dispose (object);
}

static void
uois_record_list_finalize (GObject *object)
{
  UoisRecordList *self = UOIS_RECORD_LIST (object);

  g_ptr_array_unref (self->fields);
  g_hash_table_unref (self->widths);
  g_clear_object (&self->layout);
  g_clear_pointer (&self->kept_rows, g_hash_table_unref);
  g_clear_pointer (&self->state, g_variant_unref);
  g_clear_pointer (&self->filter, uois_list_filter_unref);
  g_free (self->search);
  g_free (self->summary);

  G_OBJECT_CLASS (uois_record_list_parent_class)->finalize (object);
}

static void
uois_record_list_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SUMMARY:
      g_value_set_string (value, uois_record_list_get_summary (UOIS_RECORD_LIST (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* The only record that is selected, in a window of its own. */
static void
open_in_new_window_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisRecordList *self = UOIS_RECORD_LIST (widget);
  guint position = uois_bitset_selection_get_single (self->selection);
  g_autoptr (UoisListItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  UoisRecord *record = item != NULL ? uois_list_item_get_record (item) : NULL;
  g_autofree char *location = NULL;

  if (record == NULL)
    return;
  location =
      uois_location_to_string (&(UoisLocation){ .kind = UOIS_LOCATION_RECORD, .type = record->type, .id = record->id });
  gtk_widget_activate_action (widget, "win.go-in-new-window", "s", location);
}

static void
uois_record_list_class_init (UoisRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_record_list_dispose;
  object_class->finalize = uois_record_list_finalize;
  object_class->get_property = uois_record_list_get_property;
  widget_class->unrealize = uois_record_list_unrealize;

  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[CLEAR_SEARCH] =
      g_signal_new ("clear-search", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FILTER_CHANGED] = g_signal_new ("filter-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[LAYOUT_CHANGED] = g_signal_new ("layout-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);

  _uois_record_list_columns_class_init (widget_class);
  gtk_widget_class_install_action (widget_class, "records.open-in-new-window", NULL, open_in_new_window_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "records.open-in-new-window",
                                       NULL);
  gtk_widget_class_install_action (widget_class, "records.choose-columns", NULL, choose_columns_action);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/record-list.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisRecordList, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordList, scroller);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordList, view);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordList, empty_page);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordList, start_button);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordList, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, UoisRecordList, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, uois_record_list_request);
}

static void
uois_record_list_init (UoisRecordList *self)
{
  self->fields = g_ptr_array_new ();
  self->widths = g_hash_table_new (NULL, NULL);
  self->total = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  uois_compat_set_tab_leaves (GTK_WIDGET (self->view));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

/* ---- For pages ---- */

void
uois_record_list_show (
    UoisRecordList *self, UoisFile *file, const UoisType *type, const UoisField *relation, const UoisUuid *parent)
{
  g_return_if_fail (UOIS_IS_RECORD_LIST (self));
  g_return_if_fail (self->model == NULL);

  self->file = g_object_ref (file);
  self->type = type;
  self->relation = relation;
  if (parent != NULL)
    self->parent = *parent;
  self->model = uois_list_model_new (file, type, NULL, 0);
  if (relation != NULL)
    uois_list_model_set_relation (self->model, relation, parent);
  self->selection = uois_bitset_selection_new (G_LIST_MODEL (self->model));

  g_signal_connect_swapped (self->model, "notify::loading", G_CALLBACK (loading_cb), self);
  g_signal_connect_swapped (self->model, "notify::filling", G_CALLBACK (note_painted), self);
  g_signal_connect_swapped (self->model, "before-replace", G_CALLBACK (_uois_record_list_before_replace_cb), self);
  g_signal_connect_swapped (self->model, "after-replace", G_CALLBACK (_uois_record_list_after_replace_cb), self);

  _uois_record_list_columns_init (self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  relation != NULL ? uois_label (relation->label) : uois_type_get_label_many (type),
                                  -1);
}

void
uois_record_list_set_search (UoisRecordList *self, const char *search)
{
  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  if (g_strcmp0 (self->search, search) == 0)
    return;

  g_free (self->search);
  self->search = g_strdup (search);
  self->searching = TRUE;
  uois_record_list_request (self);
}

void
_uois_record_list_take_filter (UoisRecordList *self, UoisListFilter *filter)
{
  g_clear_pointer (&self->filter, uois_list_filter_unref);
  self->filter = filter;
  uois_list_model_set_filter (self->model, filter);
  g_signal_emit (self, signals[FILTER_CHANGED], 0);
}

void
uois_record_list_set_filter (UoisRecordList *self, UoisListFilter *filter)
{
  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  if (uois_list_filter_equal (self->filter, filter))
    return;

  _uois_record_list_take_filter (self, filter != NULL ? uois_list_filter_ref (filter) : NULL);
  self->searching = TRUE;
  uois_record_list_request (self);
}

void
uois_record_list_show_view (UoisRecordList *self, const UoisSavedView *view)
{
  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  _uois_record_list_show_columns (self, view->columns, view->n_columns);
  _uois_record_list_show_sort (self, view->sort, view->descending);
  g_free (self->search);
  self->search = g_strdup (view->search);
  self->searching = TRUE;
  _uois_record_list_take_filter (self, view->filter != NULL ? uois_list_filter_ref (view->filter) : NULL);
  uois_record_list_request (self);
  _uois_record_list_layout_changed (self);
}

UoisListFilter *
uois_record_list_get_filter (UoisRecordList *self)
{
  g_return_val_if_fail (UOIS_IS_RECORD_LIST (self), NULL);

  return self->filter;
}

void
uois_record_list_get_request (UoisRecordList *self, UoisListRequest *request)
{
  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  *request = (UoisListRequest){
    .type = self->type,
    .search = self->search,
    .sort = self->sort,
    .descending = self->descending,
    .relation = self->relation,
    .parent = self->parent,
    .filter = self->filter,
  };
}

gboolean
uois_record_list_get_narrowed (UoisRecordList *self)
{
  g_return_val_if_fail (UOIS_IS_RECORD_LIST (self), FALSE);

  return (self->search != NULL && *self->search != '\0') || (self->filter != NULL && self->filter->n_conditions > 0);
}

UoisFile *
uois_record_list_get_file (UoisRecordList *self)
{
  g_return_val_if_fail (UOIS_IS_RECORD_LIST (self), NULL);

  return self->file;
}

void
uois_record_list_request (UoisRecordList *self)
{
  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  uois_list_model_request (self->model, self->search, self->sort, self->descending);
}

void
uois_record_list_refresh (UoisRecordList *self, const UoisChanges *changes)
{
  gboolean order;

  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  order = uois_changes_touch (changes, self->type) ||
          (self->relation != NULL && self->relation->through != NULL &&
           uois_changes_touch (changes, self->relation->through)) ||
          (self->relation != NULL && self->relation->kind == UOIS_FIELD_LIST) ||
          (self->sort != NULL && self->sort->target != NULL && uois_changes_touch (changes, self->sort->target));
  uois_list_model_refresh (self->model, order);
}

UoisListModel *
uois_record_list_get_model (UoisRecordList *self)
{
  g_return_val_if_fail (UOIS_IS_RECORD_LIST (self), NULL);

  return self->model;
}

UoisBitsetSelection *
uois_record_list_get_selection (UoisRecordList *self)
{
  g_return_val_if_fail (UOIS_IS_RECORD_LIST (self), NULL);

  return self->selection;
}

const char *
uois_record_list_get_summary (UoisRecordList *self)
{
  g_return_val_if_fail (UOIS_IS_RECORD_LIST (self), NULL);

  return self->summary != NULL ? self->summary : "";
}

gboolean
uois_record_list_get_settled (UoisRecordList *self)
{
  g_return_val_if_fail (UOIS_IS_RECORD_LIST (self), FALSE);

  return self->answered && !uois_list_model_get_loading (self->model) && !uois_list_model_get_filling (self->model);
}

void
uois_record_list_scroll_to (UoisRecordList *self, guint position)
{
  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  uois_compat_column_view_scroll_to (self->view, position);
}

void
uois_record_list_open (UoisRecordList *self, guint position)
{
  g_autoptr (UoisListItem) item = NULL;
  UoisRecord *record;

  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  record = item != NULL ? uois_list_item_get_record (item) : NULL;
  if (record != NULL)
    uois_go_record (GTK_WIDGET (self), self->type, &record->id);
}

void
uois_record_list_focus (UoisRecordList *self)
{
  g_return_if_fail (UOIS_IS_RECORD_LIST (self));

  gtk_widget_grab_focus (uois_compat_column_view_get_list (self->view));
}
