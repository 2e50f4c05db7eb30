/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/delete-records.h"

#include "busy-window.h"
#include "format.h"
#include "records/delete-dialog.h"
#include "records/find-links.h"

#include <glib/gi18n-lib.h>

/* ---- Records ---- */

/**
 * Deletion: records that are to go.
 * @widget: who asked
 * @title: (nullable): of the only one
 * @busy: (nullable): while they are being deleted
 */
typedef struct
{
  GtkWidget *widget;
  UoisFile *file;
  const UoisType *type;
  GArray *ids; /* UoisUuid */
  char *title;
  UoisBusyWindow *busy;
} Deletion;

static void
deletion_free (gpointer data)
{
  Deletion *deletion = data;

  g_object_unref (deletion->widget);
  g_object_unref (deletion->file);
  g_array_unref (deletion->ids);
  g_free (deletion->title);
  g_free (deletion);
}

/* Takes @task and @error. */
static void
fail (GTask *task, GError *error)
{
  Deletion *deletion = g_task_get_task_data (task);
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  uois_page_notify (deletion->widget, cancelled ? _ ("Nothing was deleted.") : error->message, NULL, NULL, NULL);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Deletion *deletion = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 unit = uois_file_delete_finish (UOIS_FILE (source), result, &error);
  g_autofree char *text = NULL;

  g_clear_pointer (&deletion->busy, uois_busy_window_end);
  if (unit < 0)
    {
      fail (g_steal_pointer (&task), error);
      return;
    }
  if (deletion->title != NULL)
    text = g_strdup_printf (_ ("“%s” was deleted."), deletion->title);
  else
    {
      g_autofree char *count = uois_format_count (deletion->ids->len);

      text =
          g_strdup_printf (ngettext ("%s record was deleted.", "%s records were deleted.", deletion->ids->len), count);
    }
  uois_page_notify (deletion->widget, text, _ ("Undo"), "win.undo-step", g_variant_new_int64 (unit));
  g_task_return_boolean (task, TRUE);
}

/* Takes @task. */
static void
delete_now (GTask *task)
{
  Deletion *deletion = g_task_get_task_data (task);
  GCancellable *cancellable;

  deletion->busy = uois_busy_window_begin (deletion->widget, _ ("Deleting records…"), &cancellable);
  uois_file_delete_async (deletion->file, deletion->type, (const UoisUuid *) deletion->ids->data, deletion->ids->len,
                          uois_busy_window_progress, deletion->busy, cancellable, deleted_cb, task);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, GTask *task)
{
  if (g_str_equal (response, UOIS_DELETE_RESPONSE))
    delete_now (task);
  else
    {
      g_task_return_boolean (task, FALSE);
      g_object_unref (task);
    }
}

static void
dependants_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Deletion *deletion = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) dependants = uois_file_list_dependants_finish (UOIS_FILE (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (deletion->widget);
  GtkWidget *dialog;

  if (dependants == NULL)
    {
      fail (task, error);
      return;
    }
  if (dependants->len == 0 && deletion->type->link)
    {
      delete_now (task);
      return;
    }
  if (root == NULL)
    {
      g_task_return_boolean (task, FALSE);
      g_object_unref (task);
      return;
    }
  dialog = uois_delete_dialog_new (GTK_WINDOW (root), deletion->type, deletion->ids->len, deletion->title, dependants,
                                   uois_file_backs_up_before (deletion->file, deletion->ids->len));
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
uois_delete_records_async (GtkWidget *widget,
                           UoisFile *file,
                           const UoisType *type,
                           const UoisUuid *ids,
                           guint n_ids,
                           const char *title,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Deletion *deletion = g_new0 (Deletion, 1);

  deletion->widget = g_object_ref (widget);
  deletion->file = g_object_ref (file);
  deletion->type = type;
  deletion->ids = g_array_new (FALSE, FALSE, sizeof (UoisUuid));
  g_array_append_vals (deletion->ids, ids, n_ids);
  deletion->title = g_strdup (title);
  g_task_set_source_tag (task, uois_delete_records_async);
  g_task_set_task_data (task, deletion, deletion_free);
  uois_file_list_dependants_async (file, type, ids, n_ids, NULL, dependants_cb, task);
}

gboolean
uois_delete_records_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- What is selected in a list ---- */

/**
 * Selected: the selection of a list on its way to its ids.
 * @relation: (nullable): of kind THROUGH: the links to the records go, not the records
 */
typedef struct
{
  GtkWidget *list;
  UoisFile *file;
  const UoisType *type;
  const UoisField *relation;
  UoisUuid parent;
} Selected;

static void
selected_free (Selected *selected)
{
  g_object_unref (selected->list);
  g_object_unref (selected->file);
  g_free (selected);
}

/* Takes @selected. */
static void
delete_fetched (Selected *selected, const UoisType *type, GPtrArray *records)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (UoisUuid));
  const char *title = NULL;

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const UoisRecord *record = g_ptr_array_index (records, i);

      if (record == NULL)
        continue;
      g_array_append_val (ids, record->id);
      title = record->title;
    }
  if (ids->len > 0)
    uois_delete_records_async (selected->list, selected->file, type, (const UoisUuid *) ids->data, ids->len,
                               ids->len == 1 ? title : NULL, NULL, NULL);
  selected_free (selected);
}

static void
links_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Selected *selected = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) links = uois_find_links_finish (result, &error);

  if (links == NULL)
    uois_page_notify (selected->list, error->message, NULL, NULL, NULL);
  delete_fetched (selected, selected->relation->through, links);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Selected *selected = user_data;
  g_autoptr (GPtrArray) records = uois_file_fetch_finish (UOIS_FILE (source), result, NULL);

  if (records == NULL)
    selected_free (selected);
  else if (selected->relation != NULL && selected->relation->kind == UOIS_FIELD_THROUGH)
    uois_find_links_async (selected->file, selected->relation, &selected->parent, records, links_cb, selected);
  else
    delete_fetched (selected, selected->type, records);
}

void
uois_delete_selected (
    UoisRecordList *list, UoisFile *file, const UoisType *type, const UoisField *relation, const UoisUuid *parent)
{
  g_autoptr (GArray) rows = uois_record_list_get_selected_rows (list);
  Selected *selected;

  if (rows->len == 0)
    return;
  selected = g_new0 (Selected, 1);
  selected->list = g_object_ref (GTK_WIDGET (list));
  selected->file = g_object_ref (file);
  selected->type = type;
  selected->relation = relation;
  if (parent != NULL)
    selected->parent = *parent;
  uois_file_fetch_async (file, type, (const gint64 *) rows->data, rows->len, NULL, 0, NULL, fetched_cb, selected);
}
