/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "care/trash-page.h"

#include "care/step-words.h"
#include "format.h"
#include "text-row.h"

#include <glib/gi18n-lib.h>

/* Records read at first, and with each "Show more". */
#define READ_AT_ONCE 50

#define OPEN_RESPONSE "open"

/* Pixels; what is more scrolls. */
#define LIST_HEIGHT 320

struct _UoisTrashPage
{
  UoisPage parent_instance;

  /* Template widgets */
  GtkStack *stack;
  AdwStatusPage *nothing_page;
  AdwPreferencesGroup *records;
  GtkWidget *more_button;

  /* Owned */
  UoisFile *file;
  GCancellable *cancellable;
  GPtrArray *rows; /* owned by their group */

  guint n_shown;
  gint64 oldest; /* number of the oldest deletion that is shown */
};

G_DEFINE_FINAL_TYPE (UoisTrashPage, uois_trash_page, UOIS_TYPE_PAGE)

/* ---- Restoring ---- */

static void
missing_response_cb (AdwMessageDialog *dialog, const char *response, UoisTrashPage *self)
{
  if (g_str_equal (response, OPEN_RESPONSE))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", g_object_get_data (G_OBJECT (dialog), "place"));
}

/* A record on its way back. */
typedef struct
{
  UoisTrashPage *page;
  const UoisType *type;
  UoisUuid id;
} Restoring;

/* The record is there, but not all that it refers to. @missing: (element-type utf8): sentences */
static void
tell_missing (UoisTrashPage *self, GPtrArray *missing, const char *place)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *dialog;

  dialog = adw_message_dialog_new (parent, _ ("The record is back, but something it refers to is missing"),
                                   _ ("Such a field leads nowhere until what it refers to is restored or received. Or "
                                      "choose another record there."));
  for (guint i = 0; i < missing->len; i++)
    {
      GtkWidget *row = uois_text_row_new (g_ptr_array_index (missing, i), NULL);

      adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "dialog-warning-symbolic");
      adw_preferences_group_add (group, row);
    }
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog),
                                      g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER,
                                                    "propagate-natural-height", TRUE, "max-content-height", LIST_HEIGHT,
                                                    "child", group, NULL));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), OPEN_RESPONSE, _ ("_Open the record"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_object_set_data_full (G_OBJECT (dialog), "place", g_strdup (place), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (missing_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Restoring *restoring = user_data;
  g_autoptr (UoisTrashPage) self = restoring->page;
  UoisLocation location = { .kind = UOIS_LOCATION_RECORD, .type = restoring->type, .id = restoring->id };
  g_autofree char *place = uois_location_to_string (&location);
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GError) error = NULL;
  gint64 unit = uois_file_restore_deleted_finish (UOIS_FILE (source), result, &missing, &error);

  if (unit >= 0 && missing->len > 0 && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    tell_missing (self, missing, place);
  else if (unit >= 0)
    uois_page_notify (GTK_WIDGET (self), _ ("The record is back."), _ ("Open"), "win.go", g_variant_new_string (place));
  else
    uois_page_notify (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
}

static void
restore_clicked_cb (UoisTrashPage *self, GtkWidget *button)
{
  const UoisDeleted *deleted = g_object_get_data (G_OBJECT (button), "deleted");
  Restoring *restoring = g_new0 (Restoring, 1);

  restoring->page = g_object_ref (self);
  restoring->type = deleted->type;
  restoring->id = deleted->id;
  uois_file_restore_deleted_async (self->file, deleted->number, NULL, restored_cb, restoring);
}

/* ---- Rows ---- */

/* "Person · 24 November 2026, 09:15 · form · and 3 records with it" */
static char *
describe (const UoisDeleted *deleted)
{
  g_autofree char *words = uois_words_for_step (deleted->step, deleted->person);
  g_autoptr (GString) text = g_string_new (uois_type_get_label (deleted->type));

  g_string_append_printf (text, " · %s", words);
  if (deleted->n_along > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("and %u record with it", "and %u records with it", deleted->n_along),
                              deleted->n_along);
    }
  return g_strdup (text->str);
}

/* Takes @deleted. */
static GtkWidget *
new_restore_button (UoisTrashPage *self, UoisDeleted *deleted)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Restore"));
  g_autofree char *label = NULL;

  /* Translators: %s is the title of a record. */
  label = g_strdup_printf (_ ("Restore “%s”"), deleted->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "deleted", deleted, (GDestroyNotify) uois_deleted_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

/* Takes @deleted. */
static void
add_row (UoisTrashPage *self, UoisDeleted *deleted)
{
  g_autofree char *subtitle = describe (deleted);
  GtkWidget *row = uois_text_row_new (deleted->title, subtitle);

  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), uois_type_get_icon_name (deleted->type));
  if (uois_file_get_read_only (self->file))
    uois_deleted_free (deleted);
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_restore_button (self, deleted));
  adw_preferences_group_add (self->records, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (UoisTrashPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->records, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_nothing (UoisTrashPage *self, const char *title, const char *description)
{
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_title (self->nothing_page, title);
  adw_status_page_set_description (self->nothing_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

/* ---- Reading ---- */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisTrashPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) deleted = uois_file_list_deleted_finish (UOIS_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (deleted == NULL)
    {
      show_nothing (self, _ ("The trash could not be read"), error->message);
      return;
    }

  /* An answer to "Show more" is added to what is there. */
  if (self->oldest == 0)
    clear_rows (self);
  gtk_widget_set_visible (self->more_button, deleted->len >= READ_AT_ONCE);
  g_ptr_array_set_free_func (deleted, NULL);
  for (guint i = 0; i < deleted->len; i++)
    {
      UoisDeleted *record = g_ptr_array_index (deleted, i);

      self->oldest = record->number;
      add_row (self, record);
    }
  self->n_shown = self->rows->len;
  if (self->rows->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "records");
  else
    show_nothing (self, _ ("The trash is empty"), _ ("Records that you delete can be restored from here."));
  uois_page_ready (UOIS_PAGE (self), NULL);
}

static void
read_deleted (UoisTrashPage *self, gint64 before, guint limit)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->oldest = before;
  uois_file_list_deleted_async (self->file, NULL, before, limit, self->cancellable, read_cb, g_object_ref (self));
}

static void
more_cb (UoisTrashPage *self)
{
  read_deleted (self, self->oldest, READ_AT_ONCE);
}

/* ---- UoisPage ---- */

static void
uois_trash_page_refresh (UoisPage *page, const UoisChanges *changes)
{
  UoisTrashPage *self = UOIS_TRASH_PAGE (page);

  read_deleted (self, 0, MAX (self->n_shown, READ_AT_ONCE));
}

/* ---- GObject ---- */

static void
uois_trash_page_dispose (GObject *object)
{
  UoisTrashPage *self = UOIS_TRASH_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (uois_trash_page_parent_class)->dispose (object);
}

static void
uois_trash_page_finalize (GObject *object)
{
  g_ptr_array_unref (UOIS_TRASH_PAGE (object)->rows);

  G_OBJECT_CLASS (uois_trash_page_parent_class)->finalize (object);
}

static void
uois_trash_page_class_init (UoisTrashPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_trash_page_dispose;
  object_class->finalize = uois_trash_page_finalize;
  UOIS_PAGE_CLASS (klass)->refresh = uois_trash_page_refresh;

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/trash-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisTrashPage, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisTrashPage, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, UoisTrashPage, records);
  gtk_widget_class_bind_template_child (widget_class, UoisTrashPage, more_button);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
uois_trash_page_init (UoisTrashPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

UoisPage *
uois_trash_page_new (UoisFile *file)
{
  UoisTrashPage *self = g_object_new (UOIS_TYPE_TRASH_PAGE, NULL);

  self->file = g_object_ref (file);
  uois_page_set_title (UOIS_PAGE (self), _ ("Trash"));
  read_deleted (self, 0, READ_AT_ONCE);
  return UOIS_PAGE (self);
}
