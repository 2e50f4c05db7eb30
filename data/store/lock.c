/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For locks that belong to a descriptor and not to the process. */
#define _GNU_SOURCE
#include "config.h"

#include "lock-private.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_SUFFIX ".lock"
#define LOCK_GROUP "owner"
#define LOCK_BYTES_MAX 4096

/* Another program may remove the lock file between our opening and locking it; then we begin again. */
#define TRIES 20

/**
 * UoisStoreLock: the lock of a file, one per process.
 * @descriptor: of the lock file; -1: the file system knows no locks
 */
struct _UoisStoreLock
{
  char *path;
  int descriptor;
  guint n_holders;
};

static GMutex mutex;
static GHashTable *locks;      /* resolved path -> UoisStoreLock; under @mutex */
static GHashTable *open_files; /* resolved path -> how often; under @mutex */

char *
uois_store_resolve_path (const char *path)
{
  char *real = realpath (path, NULL);
  char *resolved = real != NULL ? g_strdup (real) : g_canonicalize_filename (path, NULL);

  free (real);
  return resolved;
}

/* ---- Owners ---- */

UoisStoreOwner *
uois_store_owner_copy (const UoisStoreOwner *owner)
{
  UoisStoreOwner *copy = g_memdup2 (owner, sizeof *owner);

  copy->user = g_strdup (owner->user);
  copy->host = g_strdup (owner->host);
  copy->program = g_strdup (owner->program);
  return copy;
}

void
uois_store_owner_free (UoisStoreOwner *owner)
{
  g_free (owner->user);
  g_free (owner->host);
  g_free (owner->program);
  g_free (owner);
}

char *
uois_store_owner_describe (const UoisStoreOwner *owner, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GDateTime) since = NULL;
  g_autofree char *when = NULL;
  int year, month, day, hour, minute, second, microsecond;

  if (owner->user == NULL || owner->since == 0)
    return g_strdup_printf (_ ("“%s” is being edited by another program."), shown);

  uois_datetime_to_parts (owner->since, &year, &month, &day, &hour, &minute, &second, &microsecond);
  since = g_date_time_new_local (year, month, day, hour, minute, second);
  when = g_date_time_format (since, "%x %H:%M");
  /* Translators: a file, a person, a computer, a program, a date and time. */
  return g_strdup_printf (_ ("“%s” is being edited by %s on %s (%s) since %s."), shown, owner->user, owner->host,
                          owner->program, when);
}

static char *
owner_to_text (void)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *program =
      g_path_get_basename (g_get_application_name () != NULL ? g_get_application_name () : "UOIS Desk");
  const char *user = g_get_real_name ();

  if (user == NULL || g_str_equal (user, "Unknown") || *user == '\0')
    user = g_get_user_name ();
  g_key_file_set_string (file, LOCK_GROUP, "user", user);
  g_key_file_set_string (file, LOCK_GROUP, "host", g_get_host_name ());
  g_key_file_set_string (file, LOCK_GROUP, "program", program);
  g_key_file_set_int64 (file, LOCK_GROUP, "process", getpid ());
  g_key_file_set_int64 (file, LOCK_GROUP, "since", uois_datetime_now ());
  return g_key_file_to_data (file, NULL, NULL);
}

static UoisStoreOwner *
read_owner (int descriptor)
{
  UoisStoreOwner *owner = g_new0 (UoisStoreOwner, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  char text[LOCK_BYTES_MAX];
  ssize_t length = pread (descriptor, text, sizeof text, 0);

  if (length <= 0 || !g_key_file_load_from_data (file, text, (gsize) length, G_KEY_FILE_NONE, NULL))
    return owner;
  owner->user = g_key_file_get_string (file, LOCK_GROUP, "user", NULL);
  owner->host = g_key_file_get_string (file, LOCK_GROUP, "host", NULL);
  owner->program = g_key_file_get_string (file, LOCK_GROUP, "program", NULL);
  owner->process = g_key_file_get_int64 (file, LOCK_GROUP, "process", NULL);
  owner->since = g_key_file_get_int64 (file, LOCK_GROUP, "since", NULL);
  return owner;
}

/* ---- The lock ---- */

static void
set_locked (const char *path, int descriptor, UoisStoreOwner **owner, GError **error)
{
  g_autoptr (UoisStoreOwner) holder = read_owner (descriptor);
  g_autofree char *sentence = uois_store_owner_describe (holder, path);

  /* Translators: a sentence that says who is editing the file. */
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_LOCKED, _ ("%s Close it there, or open it for reading."), sentence);
  *owner = g_steal_pointer (&holder);
}

static void
set_io (const char *path, int number, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, UOIS_ERROR, number == EACCES || number == EPERM ? UOIS_ERROR_READ_ONLY : UOIS_ERROR_IO,
               _ ("“%s” cannot be locked for writing: %s. Check the permissions of its folder."), name,
               g_strerror (number));
}

static int
lock_whole (int descriptor, int command, struct flock *range)
{
  int code;

  *range = (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET };
  do
    code = fcntl (descriptor, command, range);
  while (code != 0 && errno == EINTR);
  return code;
}

/* A lock file that somebody else left and that we may not write: if nobody holds it, it can go. */
static gboolean
clear_away (const char *lock_path, const char *path, UoisStoreOwner **owner, GError **error)
{
  struct flock range;
  int descriptor = g_open (lock_path, O_RDONLY | O_CLOEXEC, 0);

  if (descriptor < 0)
    {
      if (errno == ENOENT)
        return TRUE;
      set_io (path, errno, error);
      return FALSE;
    }
  if (lock_whole (descriptor, F_OFD_GETLK, &range) == 0 && range.l_type != F_UNLCK)
    set_locked (path, descriptor, owner, error);
  else if (g_unlink (lock_path) != 0 && errno != ENOENT)
    set_io (path, errno, error);
  else
    {
      g_close (descriptor, NULL);
      return TRUE;
    }
  g_close (descriptor, NULL);
  return FALSE;
}

static gboolean
is_same_file (int descriptor, const char *path)
{
  struct stat opened, named;

  return fstat (descriptor, &opened) == 0 && stat (path, &named) == 0 && opened.st_dev == named.st_dev &&
         opened.st_ino == named.st_ino;
}

/* Returns: the locked descriptor; -1 on error; -2 to try again; -3 where there are no locks */
static int
try_lock (const char *lock_path, const char *path, UoisStoreOwner **owner, GError **error)
{
  struct flock range;
  int descriptor = g_open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

  if (descriptor < 0)
    {
      if ((errno == EACCES || errno == EPERM) && g_file_test (lock_path, G_FILE_TEST_EXISTS))
        return clear_away (lock_path, path, owner, error) ? -2 : -1;
      set_io (path, errno, error);
      return -1;
    }

  if (lock_whole (descriptor, F_OFD_SETLK, &range) == 0)
    {
      if (is_same_file (descriptor, lock_path))
        return descriptor;
      g_close (descriptor, NULL);
      return -2;
    }

  int number = errno;
  if (number == EAGAIN || number == EACCES)
    set_locked (path, descriptor, owner, error);
  g_close (descriptor, NULL);
  return number == EAGAIN || number == EACCES ? -1 : -3;
}

static void
write_owner (int descriptor)
{
  g_autofree char *text = owner_to_text ();

  /* Who reads it meanwhile learns less, not wrong things. */
  if (ftruncate (descriptor, 0) != 0 || pwrite (descriptor, text, strlen (text), 0) < 0)
    g_debug ("The lock file cannot be written: %s", g_strerror (errno));
}

static UoisStoreLock *
acquire (const char *path, UoisStoreOwner **owner, gboolean *interrupted, GError **error)
{
  g_autofree char *lock_path = g_strconcat (path, LOCK_SUFFIX, NULL);
  UoisStoreLock *lock;
  struct stat status;
  int descriptor = -2;

  for (guint i = 0; i < TRIES && descriptor == -2; i++)
    descriptor = try_lock (lock_path, path, owner, error);
  if (descriptor == -2)
    set_io (path, EAGAIN, error);
  if (descriptor == -1 || descriptor == -2)
    return NULL;

  *interrupted = descriptor >= 0 && fstat (descriptor, &status) == 0 && status.st_size > 0;
  if (descriptor >= 0)
    write_owner (descriptor);
  lock = g_new0 (UoisStoreLock, 1);
  lock->path = g_strdup (path);
  lock->descriptor = MAX (descriptor, -1);
  return lock;
}

UoisStoreLock *
uois_store_lock_acquire (const char *path, UoisStoreOwner **owner, gboolean *interrupted, GError **error)
{
  g_autofree char *resolved = uois_store_resolve_path (path);
  UoisStoreLock *lock;

  *owner = NULL;
  *interrupted = FALSE;
  g_mutex_lock (&mutex);
  if (locks == NULL)
    locks = g_hash_table_new (g_str_hash, g_str_equal);
  lock = g_hash_table_lookup (locks, resolved);
  if (lock == NULL)
    {
      lock = acquire (resolved, owner, interrupted, error);
      if (lock != NULL)
        g_hash_table_insert (locks, lock->path, lock);
    }
  if (lock != NULL)
    lock->n_holders++;
  g_mutex_unlock (&mutex);
  return lock;
}

void
uois_store_lock_release (UoisStoreLock *lock)
{
  g_mutex_lock (&mutex);
  if (--lock->n_holders == 0)
    {
      g_hash_table_remove (locks, lock->path);
      if (lock->descriptor >= 0)
        {
          g_autofree char *lock_path = g_strconcat (lock->path, LOCK_SUFFIX, NULL);

          /* An empty one, where it cannot be removed, says that all went well. */
          if (g_unlink (lock_path) != 0 && ftruncate (lock->descriptor, 0) != 0)
            g_debug ("The lock file cannot be removed: %s", g_strerror (errno));
          g_close (lock->descriptor, NULL);
        }
      g_free (lock->path);
      g_free (lock);
    }
  g_mutex_unlock (&mutex);
}

/* ---- Files that are open in this process ---- */

char *
uois_store_note_open (const char *path)
{
  char *noted = uois_store_resolve_path (path);

  g_mutex_lock (&mutex);
  if (open_files == NULL)
    open_files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (open_files, noted));
  g_hash_table_replace (open_files, g_strdup (noted), GUINT_TO_POINTER (count + 1));
  g_mutex_unlock (&mutex);
  return noted;
}

void
uois_store_note_closed (char *noted)
{
  g_mutex_lock (&mutex);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (open_files, noted));
  if (count > 1)
    g_hash_table_replace (open_files, g_strdup (noted), GUINT_TO_POINTER (count - 1));
  else
    g_hash_table_remove (open_files, noted);
  g_mutex_unlock (&mutex);
  g_free (noted);
}

gboolean
uois_store_is_open_here (const char *path)
{
  g_autofree char *resolved = uois_store_resolve_path (path);

  g_mutex_lock (&mutex);
  gboolean is_open = open_files != NULL && g_hash_table_contains (open_files, resolved);
  g_mutex_unlock (&mutex);
  return is_open;
}
