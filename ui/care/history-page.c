/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "care/history-page.h"

#include "care/change-row.h"
#include "care/step-words.h"

#include <glib/gi18n-lib.h>

/* Moments shown at first, and with each "Show more". */
#define SHOWN_AT_ONCE 50

struct _UoisHistoryPage
{
  UoisPage parent_instance;

  /* Template widgets */
  GtkStack *stack;
  AdwStatusPage *nothing_page;
  GtkLabel *title_label;
  GtkWidget *open_button;
  AdwPreferencesGroup *entries;
  GtkDropDown *field_choice;
  GtkDropDown *origin_choice;
  GtkWidget *more_button;
  AdwPreferencesGroup *comparison;
  AdwComboRow *earlier_choice;
  AdwComboRow *later_choice;

  /* Owned */
  UoisFile *file;
  UoisTimeline *timeline;
  GCancellable *cancellable;
  GPtrArray *entry_rows;      /* AdwExpanderRow, owned by their group */
  GPtrArray *comparison_rows; /* owned by their group */
  GPtrArray *fields;          /* UoisColumn: the choices after "All fields" */
  GArray *origins;            /* UoisStoreOrigin: the choices after "From anywhere" */

  /* Of the registry */
  const UoisType *type;
  UoisUuid id;

  guint shown;
  gboolean filling; /* the choices are being set, not made by a person */
};

G_DEFINE_FINAL_TYPE (UoisHistoryPage, uois_history_page, UOIS_TYPE_PAGE)

static const UoisTimelineEntry *
get_entry (UoisHistoryPage *self, guint index)
{
  return g_ptr_array_index (self->timeline->entries, index);
}

static void
clear_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

/* ---- Putting back ---- */

typedef struct
{
  UoisHistoryPage *page;
  const UoisColumn *column;
} PutBack;

static void
put_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree PutBack *put_back = user_data;
  g_autoptr (UoisHistoryPage) self = put_back->page;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (uois_file_put_back_finish (UOIS_FILE (source), result, &error) < 0)
    {
      uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
      return;
    }
  /* Translators: %s is the name of a field. */
  text = g_strdup_printf (_ ("“%s” is as it was before."), uois_column_get_label (put_back->column));
  uois_page_notify (GTK_WIDGET (self), text, _ ("Undo"), "win.undo", NULL);
}

static void
put_back_clicked_cb (UoisHistoryPage *self, GtkWidget *button)
{
  const UoisTimelineEntry *entry = g_object_get_data (G_OBJECT (button), "entry");
  PutBack *put_back = g_new0 (PutBack, 1);

  put_back->page = g_object_ref (self);
  put_back->column = g_object_get_data (G_OBJECT (button), "column");
  uois_file_put_back_async (self->file, &self->id, put_back->column,
                            &g_array_index (entry->moment->before, UoisValue, put_back->column->index), NULL,
                            put_back_cb, put_back);
}

/* Whether the record has another value now than before the change of @entry. */
static gboolean
can_put_back (UoisHistoryPage *self, const UoisTimelineEntry *entry, const UoisColumn *column)
{
  const UoisTimelineEntry *newest = get_entry (self, 0);

  return self->timeline->title != NULL && !uois_file_get_read_only (self->file) && entry->moment->before != NULL &&
         newest->moment->after != NULL &&
         !uois_value_equal (&g_array_index (entry->moment->before, UoisValue, column->index),
                            &g_array_index (newest->moment->after, UoisValue, column->index));
}

static GtkWidget *
new_put_back_button (UoisHistoryPage *self, const UoisTimelineEntry *entry, const UoisColumn *column)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  g_autofree char *label = NULL;

  /* Translators: the name of a field, then its earlier value. */
  label = g_strdup_printf (_ ("Put “%s” back to “%s”"), uois_column_get_label (column),
                           uois_words_for_value (entry->before[column->index]));
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "entry", (gpointer) entry);
  g_object_set_data (G_OBJECT (button), "column", (gpointer) column);
  g_signal_connect_object (button, "clicked", G_CALLBACK (put_back_clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

/* ---- What happened ---- */

/* A column that a person reads: not those that say when and by whom the record was written. */
static gboolean
is_told (const UoisColumn *column)
{
  return column->index != 0 && column->audit == UOIS_AUDIT_NONE;
}

static gboolean
has_changed (const UoisTimelineEntry *entry, const UoisColumn *column)
{
  /* Of a record that was made or deleted, the fields that hold anything. */
  if (entry->moment->before == NULL)
    return entry->after[column->index] != NULL;
  if (entry->moment->after == NULL)
    return entry->before[column->index] != NULL;
  return entry->moment->changed[column->index];
}

static void
add_changes (UoisHistoryPage *self, GtkWidget *row, const UoisTimelineEntry *entry)
{
  for (guint i = 0; i < self->type->columns.length; i++)
    {
      const UoisColumn *column = self->type->columns.items[i];
      GtkWidget *button = NULL;

      if (!is_told (column) || !has_changed (entry, column))
        continue;
      if (can_put_back (self, entry, column))
        button = new_put_back_button (self, entry, column);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                                uois_change_row_new (column, entry->before[i], entry->after[i], button));
    }
}

/* The rows inside are made when they are first shown. */
static void
expanded_cb (UoisHistoryPage *self, GParamSpec *pspec, GtkWidget *row)
{
  const UoisTimelineEntry *entry = g_object_steal_data (G_OBJECT (row), "entry");

  if (entry != NULL)
    add_changes (self, row, entry);
}

static const char *
event_icon (UoisStoreEvent event)
{
  switch (event)
    {
    case UOIS_STORE_INSERTED:
      return "list-add-symbolic";
    case UOIS_STORE_DELETED:
      return "user-trash-symbolic";
    case UOIS_STORE_UPDATED:
    default:
      return "document-edit-symbolic";
    }
}

/* "Surname, E-mail": which fields a change touched, if it is not all of them. */
static char *
list_changed (UoisHistoryPage *self, const UoisTimelineEntry *entry)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (entry->moment->event != UOIS_STORE_UPDATED)
    return g_strdup ("");
  for (guint i = 0; i < self->type->columns.length; i++)
    {
      const UoisColumn *column = self->type->columns.items[i];

      if (is_told (column) && has_changed (entry, column))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", uois_column_get_label (column));
    }
  return g_strdup (names->str);
}

static GtkWidget *
new_entry_row (UoisHistoryPage *self, const UoisTimelineEntry *entry)
{
  GtkWidget *row = adw_expander_row_new ();
  const UoisStoreStep *step = entry->moment->step;
  g_autofree char *words = uois_words_for_step (step, entry->person);
  g_autofree char *changed = list_changed (self, entry);
  g_autoptr (GString) subtitle = g_string_new (words);

  if (step->undone)
    g_string_append_printf (subtitle, " · %s", _ ("taken back"));
  if (*changed != '\0')
    g_string_append_printf (subtitle, "\n%s", changed);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), uois_words_for_label (step));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle->str);
  adw_expander_row_set_icon_name (ADW_EXPANDER_ROW (row), event_icon (entry->moment->event));
  g_object_set_data (G_OBJECT (row), "entry", (gpointer) entry);
  g_object_set_data_full (G_OBJECT (row), "step", g_memdup2 (&step->number, sizeof step->number), g_free);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static gboolean
passes_filter (UoisHistoryPage *self, const UoisTimelineEntry *entry)
{
  guint field = gtk_drop_down_get_selected (self->field_choice);
  guint origin = gtk_drop_down_get_selected (self->origin_choice);

  if (field > 0 && field <= self->fields->len && !has_changed (entry, g_ptr_array_index (self->fields, field - 1)))
    return FALSE;
  return origin == 0 || origin > self->origins->len ||
         g_array_index (self->origins, UoisStoreOrigin, origin - 1) == entry->moment->step->origin;
}

/* The steps whose rows are open; they stay so when the rows are made anew. */
static GHashTable *
collect_expanded (UoisHistoryPage *self)
{
  GHashTable *steps = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < self->entry_rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->entry_rows, i);

      if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
        g_hash_table_add (steps, g_memdup2 (g_object_get_data (G_OBJECT (row), "step"), sizeof (gint64)));
    }
  return steps;
}

static void
show_entries (UoisHistoryPage *self)
{
  g_autoptr (GHashTable) expanded = collect_expanded (self);
  guint passed = 0;

  clear_rows (self->entries, self->entry_rows);
  for (guint i = 0; i < self->timeline->entries->len; i++)
    {
      const UoisTimelineEntry *entry = get_entry (self, i);
      GtkWidget *row;

      if (!passes_filter (self, entry))
        continue;
      if (++passed > self->shown)
        break;
      row = new_entry_row (self, entry);
      adw_preferences_group_add (self->entries, row);
      g_ptr_array_add (self->entry_rows, row);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row),
                                     g_hash_table_contains (expanded, &entry->moment->step->number));
    }
  gtk_widget_set_visible (self->more_button, passed > self->shown);
  adw_preferences_group_set_description (self->entries,
                                         passed == 0 ? _ ("No change of this kind. Choose all fields again.") : "");
}

static void
filter_cb (UoisHistoryPage *self)
{
  if (!self->filling)
    show_entries (self);
}

static void
more_cb (UoisHistoryPage *self)
{
  self->shown += SHOWN_AT_ONCE;
  show_entries (self);
}

/* ---- Choices ---- */

static void
fill_fields (UoisHistoryPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->fields, 0);
  gtk_string_list_append (names, _ ("All fields"));
  for (guint i = 0; i < self->type->columns.length; i++)
    {
      const UoisColumn *column = self->type->columns.items[i];
      gboolean changed = FALSE;

      for (guint j = 0; is_told (column) && !changed && j < self->timeline->entries->len; j++)
        changed = get_entry (self, j)->moment->event == UOIS_STORE_UPDATED && has_changed (get_entry (self, j), column);
      if (!changed)
        continue;
      g_ptr_array_add (self->fields, (gpointer) column);
      gtk_string_list_append (names, uois_column_get_label (column));
    }
  gtk_drop_down_set_model (self->field_choice, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->field_choice), self->fields->len > 1);
}

static void
fill_origins (UoisHistoryPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint seen = 0;

  g_array_set_size (self->origins, 0);
  gtk_string_list_append (names, _ ("From anywhere"));
  for (guint i = 0; i < self->timeline->entries->len; i++)
    {
      UoisStoreOrigin origin = get_entry (self, i)->moment->step->origin;

      if ((seen & 1u << origin) != 0)
        continue;
      seen |= 1u << origin;
      g_array_append_val (self->origins, origin);
      gtk_string_list_append (names, uois_words_for_origin (origin));
    }
  gtk_drop_down_set_model (self->origin_choice, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->origin_choice), self->origins->len > 1);
}

/* ---- Comparing ---- */

static void
compare_cb (UoisHistoryPage *self)
{
  guint earlier = adw_combo_row_get_selected (self->earlier_choice);
  guint later = adw_combo_row_get_selected (self->later_choice);
  guint length = self->timeline != NULL ? self->timeline->entries->len : 0;
  g_autoptr (GPtrArray) columns = NULL;

  if (self->filling || earlier >= length || later >= length)
    return;

  clear_rows (self->comparison, self->comparison_rows);
  columns = uois_moments_compare (self->type, get_entry (self, earlier)->moment, get_entry (self, later)->moment);
  for (guint i = 0; i < columns->len; i++)
    {
      const UoisColumn *column = g_ptr_array_index (columns, i);
      GtkWidget *row;

      if (!is_told (column))
        continue;
      row = uois_change_row_new (column, get_entry (self, earlier)->after[column->index],
                                 get_entry (self, later)->after[column->index], NULL);
      adw_preferences_group_add (self->comparison, row);
      g_ptr_array_add (self->comparison_rows, row);
    }
  adw_preferences_group_set_description (
      self->comparison, self->comparison_rows->len == 0 ? _ ("The record was the same after both.") : "");
}

static void
fill_moments (UoisHistoryPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint length = self->timeline->entries->len;

  for (guint i = 0; i < length; i++)
    {
      const UoisStoreStep *step = get_entry (self, i)->moment->step;
      g_autofree char *at = uois_words_for_moment (step->at);
      g_autofree char *name = g_strdup_printf ("%s – %s", at, uois_words_for_label (step));

      gtk_string_list_append (names, name);
    }
  adw_combo_row_set_model (self->earlier_choice, G_LIST_MODEL (names));
  adw_combo_row_set_model (self->later_choice, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->earlier_choice, length - 1);
  adw_combo_row_set_selected (self->later_choice, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->comparison), length > 1);
}

/* ---- Reading ---- */

static void
show_nothing (UoisHistoryPage *self, const char *title, const char *description)
{
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_title (self->nothing_page, title);
  adw_status_page_set_description (self->nothing_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
  uois_page_ready (UOIS_PAGE (self), NULL);
}

/* Takes @timeline. */
static void
show_timeline (UoisHistoryPage *self, UoisTimeline *timeline)
{
  gboolean more = self->timeline == NULL || self->timeline->entries->len != timeline->entries->len;
  g_autoptr (UoisTimeline) replaced = self->timeline;
  const char *title = timeline->title;

  self->timeline = timeline;
  if (title == NULL && timeline->entries->len > 0)
    title = uois_words_for_label (get_entry (self, 0)->moment->step);
  gtk_label_set_text (self->title_label, title != NULL ? title : uois_type_get_label (self->type));
  gtk_widget_set_visible (self->open_button, timeline->title != NULL);
  if (timeline->entries->len == 0)
    {
      clear_rows (self->entries, self->entry_rows);
      show_nothing (self, _ ("No history"), _ ("Nothing was ever written about this record in this file."));
      return;
    }

  self->filling = TRUE;
  if (more)
    {
      fill_fields (self);
      fill_origins (self);
      fill_moments (self);
    }
  self->filling = FALSE;
  show_entries (self);
  compare_cb (self);
  gtk_stack_set_visible_child_name (self->stack, "timeline");
  uois_page_ready (UOIS_PAGE (self), NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  UoisTimeline *timeline = uois_file_read_timeline_finish (UOIS_FILE (source), result, &error);

  if (timeline != NULL)
    show_timeline (self, timeline);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_nothing (self, _ ("The history could not be read"), error->message);
}

static void
read_timeline (UoisHistoryPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  uois_file_read_timeline_async (self->file, self->type, &self->id, self->cancellable, read_cb, g_object_ref (self));
}

static void
open_cb (UoisHistoryPage *self)
{
  uois_go_record (GTK_WIDGET (self), self->type, &self->id);
}

/* ---- UoisPage ---- */

static void
uois_history_page_refresh (UoisPage *page, const UoisChanges *changes)
{
  read_timeline (UOIS_HISTORY_PAGE (page));
}

/* ---- GObject ---- */

static void
uois_history_page_dispose (GObject *object)
{
  UoisHistoryPage *self = UOIS_HISTORY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_history_page_parent_class)->dispose (object);
}

static void
uois_history_page_finalize (GObject *object)
{
  UoisHistoryPage *self = UOIS_HISTORY_PAGE (object);

  g_clear_pointer (&self->timeline, uois_timeline_free);
  g_ptr_array_unref (self->entry_rows);
  g_ptr_array_unref (self->comparison_rows);
  g_ptr_array_unref (self->fields);
  g_array_unref (self->origins);

  G_OBJECT_CLASS (uois_history_page_parent_class)->finalize (object);
}

static void
uois_history_page_class_init (UoisHistoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_history_page_dispose;
  object_class->finalize = uois_history_page_finalize;
  UOIS_PAGE_CLASS (klass)->refresh = uois_history_page_refresh;

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisHistoryPage, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, UoisHistoryPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, UoisHistoryPage, open_button);
  gtk_widget_class_bind_template_child (widget_class, UoisHistoryPage, entries);
  gtk_widget_class_bind_template_child (widget_class, UoisHistoryPage, field_choice);
  gtk_widget_class_bind_template_child (widget_class, UoisHistoryPage, origin_choice);
  gtk_widget_class_bind_template_child (widget_class, UoisHistoryPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, UoisHistoryPage, comparison);
  gtk_widget_class_bind_template_child (widget_class, UoisHistoryPage, earlier_choice);
  gtk_widget_class_bind_template_child (widget_class, UoisHistoryPage, later_choice);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, compare_cb);
}

static void
uois_history_page_init (UoisHistoryPage *self)
{
  self->entry_rows = g_ptr_array_new ();
  self->comparison_rows = g_ptr_array_new ();
  self->fields = g_ptr_array_new ();
  self->origins = g_array_new (FALSE, FALSE, sizeof (UoisStoreOrigin));
  self->shown = SHOWN_AT_ONCE;
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

UoisPage *
uois_history_page_new (UoisFile *file, const UoisType *type, const UoisUuid *id)
{
  UoisHistoryPage *self = g_object_new (UOIS_TYPE_HISTORY_PAGE, NULL);

  self->file = g_object_ref (file);
  self->type = type;
  self->id = *id;
  uois_page_set_title (UOIS_PAGE (self), _ ("History"));
  uois_page_set_subtitle (UOIS_PAGE (self), uois_type_get_label (type));
  read_timeline (self);
  return UOIS_PAGE (self);
}
