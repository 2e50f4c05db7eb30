/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-file.h"

struct _UoisFile
{
  GObject parent_instance;

  GArray *rows;       /* gint64 */
  GPtrArray *waiting; /* GTask */
  guint version;
  gboolean fails;
};

G_DEFINE_FINAL_TYPE (UoisFile, uois_file, G_TYPE_OBJECT)

/* What a question will be answered, fixed when it was asked. */
typedef struct
{
  GArray *rows;       /* of a list */
  GPtrArray *records; /* of a fetch */
  gboolean fails;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->rows, g_array_unref);
  g_clear_pointer (&answer->records, g_ptr_array_unref);
  g_free (answer);
}

/* ---- Records ---- */

G_DEFINE_BOXED_TYPE (UoisRecord, uois_record, uois_record_ref, uois_record_unref)

UoisRecord *
uois_record_ref (UoisRecord *record)
{
  g_atomic_ref_count_inc (&record->reference_count);
  return record;
}

void
uois_record_unref (UoisRecord *record)
{
  if (!g_atomic_ref_count_dec (&record->reference_count))
    return;
  g_free (record->title);
  g_free (record);
}

static UoisRecord *
record_new (gint64 row, guint version)
{
  UoisRecord *record = g_new0 (UoisRecord, 1);

  g_atomic_ref_count_init (&record->reference_count);
  record->row = row;
  record->title = g_strdup_printf ("%" G_GINT64_FORMAT ".%u", row, version);
  return record;
}

static void
clear_record (gpointer record)
{
  if (record != NULL)
    uois_record_unref (record);
}

/* ---- Questions ---- */

static void
ask (UoisFile *self,
     gpointer tag,
     Answer *answer,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, answer, answer_free);
  g_ptr_array_add (self->waiting, task);
}

void
uois_file_list_async (UoisFile *self,
                      const UoisListRequest *request,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->rows = g_array_copy (self->rows);
  answer->fails = self->fails;
  self->fails = FALSE;
  ask (self, uois_file_list_async, answer, cancellable, callback, data);
}

GArray *
uois_file_list_finish (UoisFile *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
has_row (UoisFile *self, gint64 row)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (g_array_index (self->rows, gint64, i) == row)
        return TRUE;
    }
  return FALSE;
}

void
uois_file_fetch_async (UoisFile *self,
                       const UoisType *type,
                       const gint64 *rows,
                       guint n_rows,
                       const UoisField *const *fields,
                       guint n_fields,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->records = g_ptr_array_new_with_free_func (clear_record);
  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (answer->records, has_row (self, rows[i]) ? record_new (rows[i], self->version) : NULL);
  ask (self, uois_file_fetch_async, answer, cancellable, callback, data);
}

GPtrArray *
uois_file_fetch_finish (UoisFile *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- For tests ---- */

static void
uois_file_finalize (GObject *object)
{
  UoisFile *self = UOIS_FILE (object);

  g_assert_cmpuint (self->waiting->len, ==, 0);
  g_ptr_array_unref (self->waiting);
  g_array_unref (self->rows);

  G_OBJECT_CLASS (uois_file_parent_class)->finalize (object);
}

static void
uois_file_class_init (UoisFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = uois_file_finalize;
}

static void
uois_file_init (UoisFile *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->waiting = g_ptr_array_new ();
  self->version = 1;
}

UoisFile *
fake_file_new (void)
{
  return g_object_new (UOIS_TYPE_FILE, NULL);
}

void
fake_file_set_rows (UoisFile *self, const gint64 *rows, guint n_rows)
{
  g_array_set_size (self->rows, 0);
  if (n_rows > 0)
    g_array_append_vals (self->rows, rows, n_rows);
}

void
fake_file_next_version (UoisFile *self)
{
  self->version++;
}

guint
fake_file_get_version (UoisFile *self)
{
  return self->version;
}

guint
fake_file_n_waiting (UoisFile *self)
{
  return self->waiting->len;
}

guint
fake_file_n_fetches (UoisFile *self)
{
  guint n_fetches = 0;

  for (guint i = 0; i < self->waiting->len; i++)
    {
      if (g_task_get_source_tag (g_ptr_array_index (self->waiting, i)) == uois_file_fetch_async)
        n_fetches++;
    }
  return n_fetches;
}

void
fake_file_answer (UoisFile *self, guint number)
{
  g_autoptr (GTask) task = g_ptr_array_steal_index (self->waiting, number);
  Answer *answer = g_task_get_task_data (task);

  if (answer->fails)
    g_task_return_new_error (task, UOIS_ERROR, UOIS_ERROR_DAMAGED, "damaged");
  else if (answer->rows != NULL)
    g_task_return_pointer (task, g_steal_pointer (&answer->rows), (GDestroyNotify) g_array_unref);
  else
    g_task_return_pointer (task, g_steal_pointer (&answer->records), (GDestroyNotify) g_ptr_array_unref);
  /* Asked and answered in different turns of the loop; what waits for an idle moment gets it. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
fake_file_answer_all (UoisFile *self)
{
  do
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      while (self->waiting->len > 0)
        fake_file_answer (self, 0);
    }
  while (g_main_context_pending (NULL));
}

void
fake_file_fail (UoisFile *self)
{
  self->fails = TRUE;
}

/* No list here is filtered. */
UoisListFilter *
uois_list_filter_ref (UoisListFilter *filter)
{
  g_assert_not_reached ();
}

void
uois_list_filter_unref (UoisListFilter *filter)
{
  g_assert_not_reached ();
}

gboolean
uois_list_filter_equal (const UoisListFilter *a, const UoisListFilter *b)
{
  g_assert_true (a == NULL && b == NULL);
  return TRUE;
}
