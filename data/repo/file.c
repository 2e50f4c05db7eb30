/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/file-private.h"

#include <glib/gi18n-lib.h>

/* More readers than this gain nothing on a desktop; fewer than two would let a long question hold up the lists. */
#define WORKERS_MAX 4
#define WORKERS_MIN 2
#define LONG_WORKERS 2

G_DEFINE_FINAL_TYPE (UoisFile, uois_file, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SETTING_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

enum
{
  PROPERTY_READ_ONLY = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* Set on the threads of a file's own pool, which cannot wait for themselves. */
static GPrivate on_worker;

/* ---- Jobs ---- */

typedef struct
{
  UoisFileJob job;
  gpointer request;
  GDestroyNotify request_free;
  GDestroyNotify result_free;
  UoisReporter *reporter; /* nullable */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  /* A request may be somebody else's, such as a type. */
  if (work->request_free != NULL)
    g_clear_pointer (&work->request, work->request_free);
  g_clear_pointer (&work->reporter, uois_reporter_free);
  g_free (work);
}

gboolean
uois_file_enter (UoisFile *file, GError **error)
{
  g_rw_lock_reader_lock (&file->lifetime);
  if (!file->closed)
    return TRUE;

  g_rw_lock_reader_unlock (&file->lifetime);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The file “%s” is closed."), file->path);
  return FALSE;
}

void
uois_file_leave (UoisFile *file)
{
  g_rw_lock_reader_unlock (&file->lifetime);
}

static gpointer
run_in_snapshot (UoisFile *file, UoisFileJob job, gpointer request, GCancellable *cancellable, GError **error)
{
  gpointer result = NULL;
  UoisStoreReader *reader = uois_store_borrow_reader (file->store, cancellable, error);

  if (reader == NULL)
    return NULL;
  if (uois_store_reader_begin (reader, error))
    {
      result = job (file, reader, request, cancellable, error);
      uois_store_reader_end (reader);
    }
  uois_store_return_reader (file->store, reader);
  return result;
}

gpointer
uois_file_run (UoisFile *file, UoisFileJob job, gpointer request, GCancellable *cancellable, GError **error)
{
  gpointer result;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!uois_file_enter (file, error))
    return NULL;
  result = run_in_snapshot (file, job, request, cancellable, error);
  uois_file_leave (file);
  return result;
}

static void
worker_run (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  Work *work = g_task_get_task_data (task);
  gpointer result;

  g_private_set (&on_worker, GINT_TO_POINTER (TRUE));
  if (g_task_return_error_if_cancelled (task))
    return;

  result = run_in_snapshot (g_task_get_source_object (task), work->job, work->request, g_task_get_cancellable (task),
                            &error);
  /* From here on the callback may come. */
  g_clear_pointer (&work->reporter, uois_reporter_free);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result, work->result_free);
}

/* Takes @work. */
static void
push_work (UoisFile *file,
           gpointer source_tag,
           Work *work,
           gboolean is_long,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, work, work_free);

  if (!uois_file_enter (file, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_thread_pool_push (is_long ? file->long_workers : file->workers, g_steal_pointer (&task), NULL);
  uois_file_leave (file);
}

void
uois_file_run_async (UoisFile *file,
                     gpointer source_tag,
                     UoisFileJob job,
                     gpointer request,
                     GDestroyNotify request_free,
                     GDestroyNotify result_free,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  Work work = { job, request, request_free, result_free, NULL };

  push_work (file, source_tag, g_memdup2 (&work, sizeof work), FALSE, cancellable, callback, user_data);
}

void
uois_file_run_long_async (UoisFile *file,
                          gpointer source_tag,
                          UoisFileJob job,
                          gpointer request,
                          GDestroyNotify request_free,
                          GDestroyNotify result_free,
                          UoisReporter *reporter,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Work work = { job, request, request_free, result_free, reporter };

  push_work (file, source_tag, g_memdup2 (&work, sizeof work), TRUE, cancellable, callback, user_data);
}

gpointer
uois_file_run_finish (UoisFile *file, gpointer source_tag, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Changes ---- */

typedef struct
{
  UoisFile *file;
  GPtrArray *types;
} Changed;

static void
changed_free (gpointer data)
{
  Changed *changed = data;

  g_object_unref (changed->file);
  g_ptr_array_unref (changed->types);
  g_free (changed);
}

static gboolean
emit_changed (gpointer data)
{
  Changed *changed = data;

  for (guint i = 0; i < changed->types->len; i++)
    g_signal_emit (changed->file, signals[SIGNAL_CHANGED], 0, g_ptr_array_index (changed->types, i));
  return G_SOURCE_REMOVE;
}

static void
on_store_changed (UoisStore *store, GPtrArray *changes, UoisFile *file)
{
  Changed *changed = g_new (Changed, 1);

  changed->file = g_object_ref (file);
  changed->types = g_ptr_array_new ();
  for (guint i = 0; i < changes->len; i++)
    {
      const UoisStoreChange *change = g_ptr_array_index (changes, i);

      if (!g_ptr_array_find (changed->types, change->type, NULL))
        g_ptr_array_add (changed->types, (gpointer) change->type);
    }
  g_main_context_invoke_full (file->context, G_PRIORITY_DEFAULT, emit_changed, changed, changed_free);
}

typedef struct
{
  UoisFile *file;
  char *key;
} SettingChanged;

static void
setting_changed_free (gpointer data)
{
  SettingChanged *changed = data;

  g_object_unref (changed->file);
  g_free (changed->key);
  g_free (changed);
}

static gboolean
emit_setting_changed (gpointer data)
{
  SettingChanged *changed = data;

  g_signal_emit (changed->file, signals[SIGNAL_SETTING_CHANGED], g_quark_from_string (changed->key), changed->key);
  return G_SOURCE_REMOVE;
}

void
uois_file_announce_setting (UoisFile *file, const char *key)
{
  SettingChanged *changed = g_new (SettingChanged, 1);

  changed->file = g_object_ref (file);
  changed->key = g_strdup (key);
  g_main_context_invoke_full (file->context, G_PRIORITY_DEFAULT, emit_setting_changed, changed, setting_changed_free);
}

static gboolean
notify_read_only (gpointer data)
{
  g_object_notify_by_pspec (data, properties[PROPERTY_READ_ONLY]);
  return G_SOURCE_REMOVE;
}

/* The other program let go. */
static void
on_store_writable (UoisStore *store, UoisFile *file)
{
  g_main_context_invoke_full (file->context, G_PRIORITY_DEFAULT, notify_read_only, g_object_ref (file), g_object_unref);
}

/* ---- Settings ---- */

static void
take_person (UoisFile *file, const char *text)
{
  UoisUuid person = { 0 };
  gboolean valid = text != NULL && uois_uuid_parse (text, strlen (text), &person);

  g_mutex_lock (&file->lock);
  file->has_person = valid;
  file->person = person;
  g_mutex_unlock (&file->lock);
}

void
uois_file_take_setting (UoisFile *file, const char *key, const char *value)
{
  if (g_str_equal (key, UOIS_FILE_SETTING_PERSON))
    take_person (file, value);
  else if (g_str_equal (key, UOIS_FILE_SETTING_BACKUPS))
    uois_file_take_policy (file, value);
}

void
uois_file_take_settings (UoisFile *file)
{
  const char *const keys[] = { UOIS_FILE_SETTING_PERSON, UOIS_FILE_SETTING_BACKUPS };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *value = uois_store_get_setting (file->store, keys[i]);

      uois_file_take_setting (file, keys[i], value);
    }
}

gboolean
uois_file_get_person (UoisFile *file, UoisUuid *person)
{
  gboolean has_person;

  g_mutex_lock (&file->lock);
  has_person = file->has_person;
  *person = file->person;
  g_mutex_unlock (&file->lock);
  return has_person;
}

char *
uois_file_get_setting (UoisFile *file, const char *key)
{
  char *value;

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  if (!uois_file_enter (file, NULL))
    return NULL;
  value = uois_store_get_setting (file->store, key);
  uois_file_leave (file);
  return value;
}

gboolean
uois_file_set_setting (UoisFile *file, const char *key, const char *value, GError **error)
{
  gboolean stored;

  g_return_val_if_fail (UOIS_IS_FILE (file), FALSE);

  if (!uois_file_enter (file, error))
    return FALSE;
  stored = uois_store_set_setting (file->store, key, value, error);
  if (stored)
    uois_file_take_setting (file, key, value);
  uois_file_leave (file);
  return stored;
}

/* ---- Opening and closing ---- */

char *
uois_file_get_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "uois-desk", "uois-desk.uois", NULL);
}

static UoisStoreOpenFlags
store_flags (UoisFileOpenFlags flags)
{
  UoisStoreOpenFlags result = UOIS_STORE_OPEN_NONE;

  if (flags & (UOIS_FILE_OPEN_CREATE | UOIS_FILE_OPEN_NEW))
    result |= UOIS_STORE_OPEN_CREATE;
  if (flags & UOIS_FILE_OPEN_NEW)
    result |= UOIS_STORE_OPEN_EXCLUSIVE_NEW;
  if (flags & UOIS_FILE_OPEN_READ_ONLY)
    result |= UOIS_STORE_OPEN_READ_ONLY;
  if (flags & UOIS_FILE_OPEN_MAP)
    result |= UOIS_STORE_OPEN_MAP;
  if (flags & UOIS_FILE_OPEN_SHARED)
    result |= UOIS_STORE_OPEN_SHARED;
  return result;
}

static UoisFile *
open_in_context (const char *path,
                 UoisRegistry *registry,
                 UoisFileOpenFlags flags,
                 GMainContext *context,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (UoisFile) file = g_object_new (UOIS_TYPE_FILE, NULL);

  file->registry = uois_registry_ref (registry);
  file->path = g_strdup (path);
  file->context = g_main_context_ref (context);
  file->store = uois_store_open (path, registry, store_flags (flags), cancellable, error);
  if (file->store == NULL)
    return NULL;

  file->closed = FALSE;
  file->workers = g_thread_pool_new (worker_run, NULL, CLAMP ((int) g_get_num_processors (), WORKERS_MIN, WORKERS_MAX),
                                     FALSE, NULL);
  file->long_workers = g_thread_pool_new (worker_run, NULL, LONG_WORKERS, FALSE, NULL);
  g_signal_connect (file->store, "changed", G_CALLBACK (on_store_changed), file);
  g_signal_connect (file->store, "writable", G_CALLBACK (on_store_writable), file);
  uois_file_take_settings (file);
  return g_steal_pointer (&file);
}

UoisFile *
uois_file_open (
    const char *path, UoisRegistry *registry, UoisFileOpenFlags flags, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  g_return_val_if_fail (path != NULL && registry != NULL, NULL);

  return open_in_context (path, registry, flags, context, cancellable, error);
}

typedef struct
{
  char *path;
  UoisRegistry *registry;
  UoisFileOpenFlags flags;
  GMainContext *context;
} OpenRequest;

static void
open_request_free (gpointer data)
{
  OpenRequest *request = data;

  g_free (request->path);
  uois_registry_unref (request->registry);
  g_main_context_unref (request->context);
  g_free (request);
}

static void
open_run (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  OpenRequest *request = task_data;
  g_autoptr (GError) error = NULL;
  UoisFile *file =
      open_in_context (request->path, request->registry, request->flags, request->context, cancellable, &error);

  if (file == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, file, g_object_unref);
}

void
uois_file_open_async (const char *path,
                      UoisRegistry *registry,
                      UoisFileOpenFlags flags,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenRequest *request = g_new (OpenRequest, 1);

  *request =
      (OpenRequest){ g_strdup (path), uois_registry_ref (registry), flags, g_main_context_ref_thread_default () };
  g_task_set_source_tag (task, uois_file_open_async);
  g_task_set_task_data (task, request, open_request_free);
  g_task_run_in_thread (task, open_run);
}

UoisFile *
uois_file_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, uois_file_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Workers hold no lock while they wait in the queue, so the pools are drained before the lifetime is taken. */
static gboolean
begin_close (UoisFile *file)
{
  GThreadPool *workers = NULL;
  GThreadPool *long_workers = NULL;
  gboolean wait = g_private_get (&on_worker) == NULL;

  g_cancellable_cancel (file->closing);
  g_rw_lock_writer_lock (&file->lifetime);
  if (!file->closed)
    {
      workers = g_steal_pointer (&file->workers);
      long_workers = g_steal_pointer (&file->long_workers);
    }
  file->closed = TRUE;
  g_rw_lock_writer_unlock (&file->lifetime);

  if (workers == NULL)
    return FALSE;
  g_thread_pool_free (workers, FALSE, wait);
  g_thread_pool_free (long_workers, FALSE, wait);
  return TRUE;
}

gboolean
uois_file_close (UoisFile *file, GError **error)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), FALSE);

  if (!begin_close (file))
    return TRUE;

  uois_file_clear_sessions (file);
  g_signal_handlers_disconnect_by_data (file->store, file);
  return uois_store_close (file->store, error);
}

UoisRegistry *
uois_file_get_registry (UoisFile *file)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);
  return file->registry;
}

const char *
uois_file_get_path (UoisFile *file)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);
  return file->path;
}

gboolean
uois_file_get_read_only (UoisFile *file)
{
  g_return_val_if_fail (UOIS_IS_FILE (file), TRUE);
  return uois_store_get_read_only (file->store);
}

static void
uois_file_dispose (GObject *object)
{
  UoisFile *file = UOIS_FILE (object);
  g_autoptr (GError) error = NULL;

  if (!uois_file_close (file, &error))
    g_warning ("%s: %s", file->path, error->message);
  G_OBJECT_CLASS (uois_file_parent_class)->dispose (object);
}

static void
uois_file_finalize (GObject *object)
{
  UoisFile *file = UOIS_FILE (object);

  g_clear_object (&file->store);
  g_clear_object (&file->closing);
  g_clear_pointer (&file->orders, uois_order_cache_free);
  g_clear_pointer (&file->problems, g_hash_table_unref);
  g_clear_pointer (&file->registry, uois_registry_unref);
  g_clear_pointer (&file->context, g_main_context_unref);
  g_free (file->path);
  g_mutex_clear (&file->lock);
  g_rw_lock_clear (&file->lifetime);
  G_OBJECT_CLASS (uois_file_parent_class)->finalize (object);
}

static void
uois_file_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROPERTY_READ_ONLY)
    g_value_set_boolean (value, uois_file_get_read_only (UOIS_FILE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
uois_file_class_init (UoisFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = uois_file_dispose;
  object_class->finalize = uois_file_finalize;
  object_class->get_property = uois_file_get_property;

  properties[PROPERTY_READ_ONLY] =
      g_param_spec_boolean ("read-only", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_SETTING_CHANGED] =
      g_signal_new ("setting-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
uois_file_init (UoisFile *file)
{
  file->closed = TRUE;
  file->closing = g_cancellable_new ();
  file->orders = uois_order_cache_new ();
  g_rw_lock_init (&file->lifetime);
  g_mutex_init (&file->lock);
}
