/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/table-page-private.h"

#include "settings.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (UoisTablePage, uois_table_page, UOIS_TYPE_PAGE)

static void
search_changed_cb (UoisTablePage *self)
{
  uois_record_list_set_search (self->list, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  _uois_table_page_view_update (self);
}

/* Enter in the search opens what can only be meant, or else goes to the rows. */
static void
search_activate_cb (UoisTablePage *self)
{
  UoisListModel *model = uois_record_list_get_model (self->list);

  if (g_list_model_get_n_items (G_LIST_MODEL (model)) == 1 && uois_record_list_get_settled (self->list))
    uois_record_list_open (self->list, 0);
  else
    uois_record_list_focus (self->list);
}

static void
stop_search_cb (UoisTablePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  uois_record_list_focus (self->list);
}

static gboolean
key_pressed_cb (UoisTablePage *self, guint key, guint code, GdkModifierType modifiers)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  uois_record_list_focus (self->list);
  return GDK_EVENT_STOP;
}

/* In a window without room for both, the pane comes and goes of itself; that is no choice to remember. */
static void
detail_toggled_cb (UoisTablePage *self)
{
  if (!adw_flap_get_folded (self->flap))
    g_settings_set_boolean (self->settings, UOIS_SETTING_DETAIL_PANE, adw_flap_get_reveal_flap (self->flap));
}

/* The window shows what was chosen last. */
static void
show_tree_cb (UoisTablePage *self)
{
  g_autoptr (GSettings) layout = uois_settings_new_for_list (self->type->name);

  g_settings_set_boolean (layout, UOIS_SETTING_LIST_TREE, TRUE);
  uois_go (GTK_WIDGET (self), &(UoisLocation){ .kind = UOIS_LOCATION_TREE, .type = self->type });
}

static void
summary_cb (UoisTablePage *self)
{
  uois_page_set_subtitle (UOIS_PAGE (self), uois_record_list_get_summary (self->list));
  uois_page_actions_changed (UOIS_PAGE (self));
}

/* ---- UoisPage ---- */

static void
uois_table_page_refresh (UoisPage *page, const UoisChanges *changes)
{
  UoisTablePage *self = UOIS_TABLE_PAGE (page);

  uois_record_list_refresh (self->list, changes);
  uois_detail_pane_refresh (self->pane);
}

static gboolean
uois_table_page_begin_search (UoisPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (UOIS_TABLE_PAGE (page)->entry));
  return TRUE;
}

static GVariant *
uois_table_page_save (UoisPage *page)
{
  UoisTablePage *self = UOIS_TABLE_PAGE (page);
  g_autoptr (GVariant) state = g_variant_ref_sink (uois_record_list_save (self->list));
  GVariantDict dict;

  g_variant_dict_init (&dict, state);
  g_variant_dict_insert (&dict, "search", "s", gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  return g_variant_dict_end (&dict);
}

static void
uois_table_page_restore (UoisPage *page, GVariant *state)
{
  UoisTablePage *self = UOIS_TABLE_PAGE (page);
  const char *search;

  /* A view that was not shown before fills the list when it has been read. */
  self->restored = g_variant_n_children (state) > 0;
  if (self->has_view && !self->restored)
    return;
  uois_record_list_restore (self->list, state);
  if (g_variant_lookup (state, "search", "&s", &search) && *search != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), search);
  else
    uois_record_list_request (self->list);
}

/* ---- GObject ---- */

static void
uois_table_page_dispose (GObject *object)
{
  UoisTablePage *self = UOIS_TABLE_PAGE (object);

  g_clear_pointer (&self->view, uois_saved_view_unref);
  g_clear_object (&self->settings);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_table_page_parent_class)->dispose (object);
}

static void
uois_table_page_class_init (UoisTablePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  UoisPageClass *page_class = UOIS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_table_page_dispose;
  page_class->refresh = uois_table_page_refresh;
  page_class->begin_search = uois_table_page_begin_search;
  page_class->save = uois_table_page_save;
  page_class->restore = uois_table_page_restore;
  page_class->can_activate = _uois_table_page_can_activate;
  page_class->activate = _uois_table_page_activate;

  g_type_ensure (UOIS_TYPE_COLUMN_CHOOSER);
  g_type_ensure (UOIS_TYPE_FILTER_BAR);
  g_type_ensure (UOIS_TYPE_RECORD_LIST);
  g_type_ensure (UOIS_TYPE_DETAIL_PANE);
  g_type_ensure (UOIS_TYPE_SELECTION_BAR);
  g_type_ensure (UOIS_TYPE_VIEWS_POPOVER);
  _uois_table_page_actions_class_init (widget_class);
  _uois_table_page_view_class_init (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/table-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisTablePage, entry);
  gtk_widget_class_bind_template_child (widget_class, UoisTablePage, column_chooser);
  gtk_widget_class_bind_template_child (widget_class, UoisTablePage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, UoisTablePage, flap);
  gtk_widget_class_bind_template_child (widget_class, UoisTablePage, list);
  gtk_widget_class_bind_template_child (widget_class, UoisTablePage, pane);
  gtk_widget_class_bind_template_child (widget_class, UoisTablePage, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, UoisTablePage, views_popover);
  gtk_widget_class_bind_template_child (widget_class, UoisTablePage, view_bar);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_child (widget_class, UoisTablePage, tree_button);
  gtk_widget_class_bind_template_callback (widget_class, detail_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_tree_cb);
}

static void
uois_table_page_init (UoisTablePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = uois_settings_new ();
  adw_flap_set_reveal_flap (self->flap, g_settings_get_boolean (self->settings, UOIS_SETTING_DETAIL_PANE));
  gtk_search_entry_set_key_capture_widget (self->entry, GTK_WIDGET (self->list));
  g_signal_connect_object (self->list, "notify::summary", G_CALLBACK (summary_cb), self, G_CONNECT_SWAPPED);
}

UoisPage *
uois_table_page_new (UoisFile *file, const UoisType *type)
{
  UoisTablePage *self = g_object_new (UOIS_TYPE_TABLE_PAGE, NULL);
  g_autofree char *placeholder = g_strdup_printf (_ ("Search: %s"), uois_type_get_label_many (type));

  self->file = g_object_ref (file);
  self->type = type;
  uois_page_set_title (UOIS_PAGE (self), uois_type_get_label_many (type));
  g_object_set (self->entry, "placeholder-text", placeholder, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);
  gtk_widget_set_visible (self->tree_button, type->parent != NULL);
  uois_record_list_show (self->list, file, type, NULL, NULL);
  uois_column_chooser_set_list (self->column_chooser, self->list);
  uois_filter_bar_set_list (self->filter_bar, self->list);
  uois_views_popover_set_list (self->views_popover, self->list);
  uois_selection_bar_set_list (self->selection_bar, self->list);
  uois_detail_pane_set_list (self->pane, file, self->list);
  g_signal_connect_object (uois_record_list_get_selection (self->list), "selection-changed",
                           G_CALLBACK (uois_page_actions_changed), self, G_CONNECT_SWAPPED);
  return UOIS_PAGE (self);
}

UoisPage *
uois_table_page_new_for_view (UoisFile *file, const UoisType *type, const UoisUuid *view)
{
  UoisPage *page = uois_table_page_new (file, type);

  _uois_table_page_set_view (UOIS_TABLE_PAGE (page), view);
  return page;
}

UoisRecordList *
uois_table_page_get_list (UoisTablePage *self)
{
  g_return_val_if_fail (UOIS_IS_TABLE_PAGE (self), NULL);

  return self->list;
}

void
uois_table_page_set_search (UoisTablePage *self, const char *search)
{
  g_return_if_fail (UOIS_IS_TABLE_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), search);
}
