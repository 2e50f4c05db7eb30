/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "care/steps-page.h"

#include "care/step-words.h"
#include "care/undo-conflict-dialog.h"
#include "format.h"
#include "text-row.h"

#include <glib/gi18n-lib.h>

/* Steps read at first, and with each "Show more". */
#define READ_AT_ONCE 50

struct _UoisStepsPage
{
  UoisPage parent_instance;

  /* Template widgets */
  GtkWidget *last_steps;
  GtkSpinButton *count_button;
  AdwPreferencesGroup *steps;
  GtkDropDown *type_choice;
  GtkDropDown *origin_choice;
  GtkWidget *more_button;

  /* Owned */
  UoisFile *file;
  GCancellable *cancellable;
  GPtrArray *rows; /* owned by their group */
  GPtrArray *types;

  guint n_shown;
  gint64 oldest; /* number of the oldest step that is shown */
};

G_DEFINE_FINAL_TYPE (UoisStepsPage, uois_steps_page, UOIS_TYPE_PAGE)

/* The order in which a person looks for them. */
static const UoisStoreOrigin origins[] = {
  UOIS_ORIGIN_EDIT, UOIS_ORIGIN_IMPORT, UOIS_ORIGIN_QUERY, UOIS_ORIGIN_UNDO,
  UOIS_ORIGIN_PULL, UOIS_ORIGIN_LOAD,   UOIS_ORIGIN_DEMO,
};

/* ---- Taking back ---- */

static void
show_refusal (UoisStepsPage *self, const GError *error)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Nothing was taken back"), error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* One step on its way back. */
typedef struct
{
  UoisStepsPage *self;
  gint64 number;
} Step;

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Step *step = user_data;
  g_autoptr (UoisStepsPage) self = step->self;
  g_autoptr (GError) error = NULL;

  if (uois_file_undo_step_finish (UOIS_FILE (source), result, &error))
    uois_page_notify (GTK_WIDGET (self), _ ("The step was taken back."), _ ("Redo"), "win.redo", NULL);
  else if (g_error_matches (error, UOIS_ERROR, UOIS_ERROR_CONFLICT))
    uois_show_undo_conflict (GTK_WIDGET (self), UOIS_FILE (source), step->number);
  else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    show_refusal (self, error);
}

static void
take_back_clicked_cb (UoisStepsPage *self, GtkWidget *button)
{
  const gint64 *number = g_object_get_data (G_OBJECT (button), "number");
  Step *step = g_new (Step, 1);

  *step = (Step){ g_object_ref (self), *number };
  uois_file_undo_step_async (self->file, *number, NULL, taken_back_cb, step);
}

static void
last_taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisStepsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int count = uois_file_undo_steps_finish (UOIS_FILE (source), result, &error);

  if (count > 0)
    {
      text = g_strdup_printf (ngettext ("%d step was taken back.", "%d steps were taken back.", count), count);
      uois_page_notify (GTK_WIDGET (self), text, _ ("Redo"), "win.redo", NULL);
    }
  else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    show_refusal (self, error);
}

static void
take_back_last_cb (UoisStepsPage *self)
{
  gtk_spin_button_update (self->count_button);
  uois_file_undo_steps_async (self->file, gtk_spin_button_get_value_as_int (self->count_button), NULL,
                              last_taken_back_cb, g_object_ref (self));
}

/* ---- Rows ---- */

static gboolean
can_take_back (UoisStepsPage *self, const UoisStoreStep *step)
{
  return !uois_file_get_read_only (self->file) && !step->undone && step->undoes == 0 &&
         (step->origin == UOIS_ORIGIN_EDIT || step->origin == UOIS_ORIGIN_IMPORT || step->origin == UOIS_ORIGIN_QUERY);
}

static GtkWidget *
new_take_back_button (UoisStepsPage *self, const UoisStoreStep *step)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  g_autofree char *label = NULL;

  /* Translators: %s is what was done, such as "Change Person: Nováková". */
  label = g_strdup_printf (_ ("Take back: %s"), uois_words_for_label (step));
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "number", g_memdup2 (&step->number, sizeof step->number), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (take_back_clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

/* "24 November 2026, 09:15 · form · 3 records · taken back" */
static char *
describe (const UoisStep *step)
{
  g_autofree char *words = uois_words_for_step (step->step, step->person);
  g_autofree char *records = uois_format_records ((gint64) step->n_records);

  if (step->step->undone)
    return g_strdup_printf ("%s · %s · %s", words, records, _ ("taken back"));
  return g_strdup_printf ("%s · %s", words, records);
}

static void
add_row (UoisStepsPage *self, const UoisStep *step)
{
  g_autofree char *subtitle = describe (step);
  GtkWidget *row = uois_text_row_new (uois_words_for_label (step->step), subtitle);
  const UoisType *type = step->types->len == 1 ? g_ptr_array_index (step->types, 0) : NULL;

  adw_action_row_set_icon_name (ADW_ACTION_ROW (row),
                                type != NULL ? uois_type_get_icon_name (type) : "document-open-recent-symbolic");
  if (can_take_back (self, step->step))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_take_back_button (self, step->step));
  adw_preferences_group_add (self->steps, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (UoisStepsPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->steps, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

/* ---- Reading ---- */

static void read_steps (UoisStepsPage *self, gint64 before, guint limit);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisStepsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) steps = uois_file_list_steps_finish (UOIS_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* An answer to "Show more" is added to what is there. */
  if (self->oldest == 0)
    clear_rows (self);
  for (guint i = 0; steps != NULL && i < steps->len; i++)
    {
      const UoisStep *step = g_ptr_array_index (steps, i);

      add_row (self, step);
      self->oldest = step->step->number;
    }
  self->n_shown = MAX (self->rows->len, READ_AT_ONCE);
  gtk_widget_set_visible (self->more_button, steps != NULL && steps->len >= READ_AT_ONCE);
  if (error != NULL)
    adw_preferences_group_set_description (self->steps, error->message);
  else
    adw_preferences_group_set_description (self->steps,
                                           self->rows->len == 0 ? _ ("No step of this kind is in the file.") : "");
}

static void
read_steps (UoisStepsPage *self, gint64 before, guint limit)
{
  guint type = gtk_drop_down_get_selected (self->type_choice);
  guint origin = gtk_drop_down_get_selected (self->origin_choice);
  UoisStepsRequest request = { .before = before, .limit = limit };

  if (type > 0 && type <= self->types->len)
    request.type = g_ptr_array_index (self->types, type - 1);
  if (origin > 0 && origin <= G_N_ELEMENTS (origins))
    request.origins = 1u << origins[origin - 1];

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->oldest = before;
  uois_file_list_steps_async (self->file, &request, self->cancellable, read_cb, g_object_ref (self));
}

static void
filter_cb (UoisStepsPage *self)
{
  if (self->file != NULL)
    read_steps (self, 0, READ_AT_ONCE);
}

static void
more_cb (UoisStepsPage *self)
{
  read_steps (self, self->oldest, READ_AT_ONCE);
}

/* ---- Choices ---- */

static void
fill_choices (UoisStepsPage *self)
{
  g_autoptr (GtkStringList) type_names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) origin_names = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  guint length;
  const UoisType *const *tables = uois_registry_get_tables (uois_file_get_registry (self->file), &length);

  gtk_string_list_append (type_names, _ ("All records"));
  for (guint i = 0; i < length; i++)
    {
      g_ptr_array_add (self->types, (gpointer) tables[i]);
      gtk_string_list_append (type_names, uois_type_get_label_many (tables[i]));
    }
  gtk_string_list_append (origin_names, _ ("From anywhere"));
  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    gtk_string_list_append (origin_names, uois_words_for_origin (origins[i]));
  gtk_drop_down_set_expression (self->type_choice, text);
  gtk_drop_down_set_model (self->type_choice, G_LIST_MODEL (type_names));
  gtk_drop_down_set_model (self->origin_choice, G_LIST_MODEL (origin_names));
}

/* ---- UoisPage ---- */

static void
uois_steps_page_refresh (UoisPage *page, const UoisChanges *changes)
{
  UoisStepsPage *self = UOIS_STEPS_PAGE (page);

  gtk_widget_set_visible (self->last_steps, !uois_file_get_read_only (self->file));
  read_steps (self, 0, MAX (self->n_shown, READ_AT_ONCE));
}

/* ---- GObject ---- */

static void
uois_steps_page_dispose (GObject *object)
{
  UoisStepsPage *self = UOIS_STEPS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_steps_page_parent_class)->dispose (object);
}

static void
uois_steps_page_finalize (GObject *object)
{
  UoisStepsPage *self = UOIS_STEPS_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->types);

  G_OBJECT_CLASS (uois_steps_page_parent_class)->finalize (object);
}

static void
uois_steps_page_class_init (UoisStepsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_steps_page_dispose;
  object_class->finalize = uois_steps_page_finalize;
  UOIS_PAGE_CLASS (klass)->refresh = uois_steps_page_refresh;

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/steps-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisStepsPage, last_steps);
  gtk_widget_class_bind_template_child (widget_class, UoisStepsPage, count_button);
  gtk_widget_class_bind_template_child (widget_class, UoisStepsPage, steps);
  gtk_widget_class_bind_template_child (widget_class, UoisStepsPage, type_choice);
  gtk_widget_class_bind_template_child (widget_class, UoisStepsPage, origin_choice);
  gtk_widget_class_bind_template_child (widget_class, UoisStepsPage, more_button);
  gtk_widget_class_bind_template_callback (widget_class, take_back_last_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
uois_steps_page_init (UoisStepsPage *self)
{
  self->rows = g_ptr_array_new ();
  self->types = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

UoisPage *
uois_steps_page_new (UoisFile *file)
{
  UoisStepsPage *self = g_object_new (UOIS_TYPE_STEPS_PAGE, NULL);

  self->file = g_object_ref (file);
  fill_choices (self);
  gtk_widget_set_visible (self->last_steps, !uois_file_get_read_only (file));
  uois_page_set_title (UOIS_PAGE (self), _ ("History"));
  read_steps (self, 0, READ_AT_ONCE);
  return UOIS_PAGE (self);
}
