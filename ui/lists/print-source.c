/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/print-source.h"

#include "format.h"

#include <glib/gi18n-lib.h>

/* Read at once, so that progress shows and a cancellation is heard. */
#define ROWS_PER_PIECE 1000

/* What is being read: a list, or a record and then its lists one after the other. */
typedef struct
{
  UoisFile *file;
  UoisPrintout *printout; /* nullable: until it is known what it is called */
  GArray *rows;           /* gint64: of the list that is read */
  GPtrArray *records;     /* UoisRecord: read of it */
  GPtrArray *fields;      /* UoisField */
  UoisProgress progress;
  gpointer progress_data;

  const UoisType *type;
  UoisUuid id;  /* of the record */
  guint tab;    /* number of the one that is read next */
  guint n_rest; /* related records that are not printed */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->file);
  g_clear_object (&reading->printout);
  g_clear_pointer (&reading->rows, g_array_unref);
  g_ptr_array_unref (reading->records);
  g_ptr_array_unref (reading->fields);
  g_free (reading);
}

static GTask *
reading_begin (UoisFile *file,
               UoisProgress progress,
               gpointer progress_data,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  GTask *task = g_task_new (file, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->file = g_object_ref (file);
  reading->records = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_record_unref);
  reading->fields = g_ptr_array_new ();
  reading->progress = progress;
  reading->progress_data = progress_data;
  g_task_set_task_data (task, reading, reading_free);
  return task;
}

static char *
file_name (UoisFile *file)
{
  return g_path_get_basename (uois_file_get_path (file));
}

/* ---- Rows ---- */

/* Takes over what was read. Returns FALSE if the task has ended. */
static gboolean
take_piece (GTask *task, GAsyncResult *result)
{
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = uois_file_fetch_finish (reading->file, result, &error);

  if (records == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return FALSE;
    }
  for (guint i = 0; i < records->len; i++)
    {
      if (g_ptr_array_index (records, i) != NULL)
        g_ptr_array_add (reading->records, uois_record_ref (g_ptr_array_index (records, i)));
    }
  g_array_remove_range (reading->rows, 0, MIN (ROWS_PER_PIECE, reading->rows->len));
  return TRUE;
}

static void
read_piece (GTask *task, GAsyncReadyCallback callback)
{
  Reading *reading = g_task_get_task_data (task);

  uois_file_fetch_async (reading->file, reading->type, (const gint64 *) (gpointer) reading->rows->data,
                         MIN (ROWS_PER_PIECE, reading->rows->len), (const UoisField *const *) reading->fields->pdata,
                         reading->fields->len, g_task_get_cancellable (task), callback, task);
}

static void
list_piece_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);

  if (!take_piece (task, result))
    return;
  if (reading->progress != NULL)
    reading->progress ((double) reading->records->len / (reading->records->len + reading->rows->len),
                       _ ("Reading records"), reading->progress_data);
  if (reading->rows->len > 0)
    {
      read_piece (g_steal_pointer (&task), list_piece_cb);
      return;
    }
  uois_printout_add_table (reading->printout, reading->type, (const UoisField *const *) reading->fields->pdata,
                           reading->fields->len, reading->records);
  g_task_return_pointer (task, g_steal_pointer (&reading->printout), g_object_unref);
}

/* "Type is department; words that begin with “inf”", and how many records that leaves. */
static char *
describe_request (const UoisListRequest *request, guint n_rows)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; request->filter != NULL && i < request->filter->n_conditions; i++)
    g_ptr_array_add (parts, uois_list_condition_describe (request->filter->conditions[i]));
  if (request->search != NULL && *request->search != '\0')
    /* Translators: on a printout: what was searched for. */
    g_ptr_array_add (parts, g_strdup_printf (_ ("searched for “%s”"), request->search));
  g_ptr_array_add (parts, uois_format_records (n_rows));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv ("; ", (char **) parts->pdata);
}

void
uois_print_list_async (UoisFile *file,
                       const UoisListRequest *request,
                       const gint64 *rows,
                       guint n_rows,
                       const UoisField *const *fields,
                       guint n_fields,
                       UoisProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = reading_begin (file, progress, progress_data, cancellable, callback, user_data);
  Reading *reading = g_task_get_task_data (task);
  g_autofree char *subtitle = describe_request (request, n_rows);
  g_autofree char *origin = file_name (file);

  g_task_set_source_tag (task, uois_print_list_async);
  if (n_rows > UOIS_PRINT_ROWS_MAX)
    {
      g_autofree char *limit = uois_format_count (UOIS_PRINT_ROWS_MAX);

      g_task_return_new_error (task, UOIS_ERROR, UOIS_ERROR_LIMIT,
                               _ ("No more than %s records are printed. Filter the list, or export it to a file."),
                               limit);
      g_object_unref (task);
      return;
    }
  reading->type = request->type;
  reading->printout = uois_printout_new (request->relation != NULL ? uois_label (request->relation->label) :
                                                                     uois_type_get_label_many (request->type),
                                         subtitle, origin);
  reading->rows = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_rows);
  g_array_append_vals (reading->rows, rows, n_rows);
  for (guint i = 0; i < n_fields; i++)
    g_ptr_array_add (reading->fields, (gpointer) fields[i]);
  read_piece (task, list_piece_cb);
}

/* ---- A record ---- */

static void read_next_tab (GTask *task);

static void
add_fields (UoisPrintout *printout, const UoisRecord *record, GHashTable *printed, const UoisField *field)
{
  const char *text = record->texts[field->index];

  if (!uois_field_is_shown (field) || !g_hash_table_add (printed, (gpointer) field))
    return;
  if (record->dangling[field->index])
    text = _ ("not in this file");
  uois_printout_add_field (printout, uois_label (field->label), text);
}

static void
add_record (UoisPrintout *printout, const UoisRecord *record)
{
  const UoisType *type = record->type;
  g_autoptr (GHashTable) printed = g_hash_table_new (NULL, NULL);
  gboolean has_heading = FALSE;

  for (guint i = 0; i < type->sections.length; i++)
    {
      uois_printout_add_heading (printout, uois_label (type->sections.items[i]->label));
      for (guint j = 0; j < type->sections.items[i]->fields.length; j++)
        add_fields (printout, record, printed, type->sections.items[i]->fields.items[j]);
    }
  for (guint i = 0; i < type->fields.length; i++)
    {
      const UoisField *field = type->fields.items[i];

      if (!uois_field_is_shown (field) || g_hash_table_contains (printed, field))
        continue;
      if (!has_heading)
        uois_printout_add_heading (printout, type->sections.length > 0 ? _ ("Other") : _ ("Fields"));
      has_heading = TRUE;
      add_fields (printout, record, printed, field);
    }
}

static const UoisField *
current_relation (Reading *reading)
{
  return reading->type->tabs.items[reading->tab];
}

static void
add_tab (Reading *reading)
{
  const UoisField *relation = current_relation (reading);

  uois_printout_add_heading (reading->printout, uois_label (relation->label));
  uois_printout_add_table (reading->printout, relation->target, (const UoisField *const *) reading->fields->pdata,
                           reading->fields->len, reading->records);
  if (reading->n_rest > 0)
    {
      g_autofree char *count = uois_format_count (reading->n_rest);
      g_autofree char *note =
          g_strdup_printf (ngettext ("and %s more record", "and %s more records", reading->n_rest), count);

      uois_printout_add_note (reading->printout, note);
    }
}

static void
tab_records_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);

  if (!take_piece (task, result))
    return;
  add_tab (reading);
  reading->tab++;
  read_next_tab (g_steal_pointer (&task));
}

static void
tab_rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  const UoisField *relation = current_relation (reading);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&reading->rows, g_array_unref);
  reading->rows = uois_file_list_finish (reading->file, result, &error);
  if (reading->rows == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (reading->rows->len == 0)
    {
      reading->tab++;
      read_next_tab (g_steal_pointer (&task));
      return;
    }
  reading->n_rest = reading->rows->len - MIN (reading->rows->len, UOIS_PRINT_RELATED_MAX);
  g_array_set_size (reading->rows, reading->rows->len - reading->n_rest);
  uois_file_fetch_async (reading->file, relation->target, (const gint64 *) (gpointer) reading->rows->data,
                         reading->rows->len, (const UoisField *const *) reading->fields->pdata, reading->fields->len,
                         g_task_get_cancellable (task), tab_records_cb, task);
  g_steal_pointer (&task);
}

static gboolean
is_printed (const UoisField *relation)
{
  return relation->deprecated == NULL && relation->target != NULL && relation->target->table != NULL;
}

/* Takes @task. */
static void
read_next_tab (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  UoisListRequest request = { 0 };

  while (reading->tab < reading->type->tabs.length && !is_printed (current_relation (reading)))
    reading->tab++;
  if (reading->progress != NULL)
    reading->progress ((double) reading->tab / MAX (reading->type->tabs.length, 1), _ ("Reading records"),
                       reading->progress_data);
  if (reading->tab == reading->type->tabs.length)
    {
      g_task_return_pointer (task, g_steal_pointer (&reading->printout), g_object_unref);
      g_object_unref (task);
      return;
    }
  request.relation = current_relation (reading);
  request.type = request.relation->target;
  request.parent = reading->id;
  g_ptr_array_unref (reading->records);
  reading->records = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_record_unref);
  g_ptr_array_set_size (reading->fields, 0);
  for (guint i = 0; i < request.type->list_fields.length; i++)
    {
      const UoisField *field = request.type->list_fields.items[i];

      if (request.relation->kind != UOIS_FIELD_MANY || field->column == NULL ||
          field->column != request.relation->column)
        g_ptr_array_add (reading->fields, (gpointer) field);
    }
  uois_file_list_async (reading->file, &request, g_task_get_cancellable (task), tab_rows_cb, task);
}

static void
record_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRecord) record = uois_file_read_finish (reading->file, result, &error);
  g_autofree char *origin = file_name (reading->file);

  if (record == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  reading->printout = uois_printout_new (record->title, uois_type_get_label (reading->type), origin);
  add_record (reading->printout, record);
  read_next_tab (g_steal_pointer (&task));
}

void
uois_print_record_async (UoisFile *file,
                         const UoisType *type,
                         const UoisUuid *id,
                         UoisProgress progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = reading_begin (file, progress, progress_data, cancellable, callback, user_data);
  Reading *reading = g_task_get_task_data (task);

  g_task_set_source_tag (task, uois_print_record_async);
  reading->type = type;
  reading->id = *id;
  uois_file_read_async (file, type, id, cancellable, record_cb, task);
}

UoisPrintout *
uois_print_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
