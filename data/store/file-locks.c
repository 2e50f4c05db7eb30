/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For locks that belong to a descriptor and not to the process. */
#define _GNU_SOURCE
#include "config.h"

#include "file-locks.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef F_OFD_SETLK

/**
 * LockedFile: a file on which SQLite has set locks.
 * @owner: the descriptor that has all of them: to SQLite, locks are those of a process, whichever descriptor they are set on
 * @n_descriptors: SQLite's own descriptors of the file
 */
typedef struct
{
  dev_t device;
  ino_t inode;
  int owner;
  guint n_descriptors;
} LockedFile;

static GMutex mutex;
static GHashTable *files;       /* (owned) (element-type LockedFile LockedFile), a set; under @mutex */
static GHashTable *descriptors; /* (owned) (element-type int LockedFile); under @mutex */

/* What SQLite calls otherwise. */
static int (*system_fcntl) (int descriptor, int command, ...);
static int (*system_close) (int descriptor);

static guint
locked_file_hash (gconstpointer key)
{
  const LockedFile *file = key;

  return (guint) (file->inode ^ file->device);
}

static gboolean
locked_file_equal (gconstpointer a, gconstpointer b)
{
  const LockedFile *file_a = a;
  const LockedFile *file_b = b;

  return file_a->inode == file_b->inode && file_a->device == file_b->device;
}

/* Another opening of the same file; for writing if that is allowed, since the first of SQLite's descriptors may not be. */
static int
open_owner (int descriptor)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", descriptor);
  int owner = open (path, O_RDWR | O_CLOEXEC);

  return owner >= 0 ? owner : fcntl (descriptor, F_DUPFD_CLOEXEC, 3);
}

/* Returns: the descriptor that has the locks of the file; -1 if there can be none */
static int
get_owner (int descriptor)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  LockedFile *file = g_hash_table_lookup (descriptors, GINT_TO_POINTER (descriptor));
  LockedFile key = { 0 };
  struct stat status;

  if (file != NULL)
    return file->owner;
  if (fstat (descriptor, &status) != 0)
    return -1;
  key.device = status.st_dev;
  key.inode = status.st_ino;
  file = g_hash_table_lookup (files, &key);
  if (file == NULL)
    {
      key.owner = open_owner (descriptor);
      if (key.owner < 0)
        return -1;
      file = g_memdup2 (&key, sizeof key);
      g_hash_table_add (files, file);
    }
  file->n_descriptors++;
  g_hash_table_insert (descriptors, GINT_TO_POINTER (descriptor), file);
  return file->owner;
}

static int
lock_range (int descriptor, int command, struct flock *range)
{
  int owner = get_owner (descriptor);

  if (owner < 0)
    return system_fcntl (descriptor, command, range);
  /* These locks are of no process. */
  range->l_pid = 0;
  return system_fcntl (owner,
                       command == F_GETLK ? F_OFD_GETLK :
                       command == F_SETLK ? F_OFD_SETLK :
                                            F_OFD_SETLKW,
                       range);
}

static int
fcntl_cb (int descriptor, int command, ...)
{
  va_list arguments;
  int result;

  va_start (arguments, command);
  if (command == F_SETLK || command == F_SETLKW || command == F_GETLK)
    result = lock_range (descriptor, command, va_arg (arguments, struct flock *));
  else
    result = system_fcntl (descriptor, command, va_arg (arguments, int));
  va_end (arguments);
  return result;
}

/* SQLite closes a descriptor only when it has no locks on the file any more. */
static int
close_cb (int descriptor)
{
  g_mutex_lock (&mutex);
  {
    LockedFile *file = g_hash_table_lookup (descriptors, GINT_TO_POINTER (descriptor));

    if (file != NULL)
      {
        g_hash_table_remove (descriptors, GINT_TO_POINTER (descriptor));
        if (--file->n_descriptors == 0)
          {
            close (file->owner);
            g_hash_table_remove (files, file);
          }
      }
  }
  g_mutex_unlock (&mutex);
  return system_close (descriptor);
}

static gboolean
replace_calls (void)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find ("unix");

  if (vfs == NULL || vfs->iVersion < 3)
    return FALSE;
  files = g_hash_table_new_full (locked_file_hash, locked_file_equal, g_free, NULL);
  descriptors = g_hash_table_new (NULL, NULL);
  system_fcntl = (int (*) (int, int, ...)) vfs->xGetSystemCall (vfs, "fcntl");
  system_close = (int (*) (int)) vfs->xGetSystemCall (vfs, "close");
  return vfs->xSetSystemCall (vfs, "fcntl", (sqlite3_syscall_ptr) fcntl_cb) == SQLITE_OK &&
         vfs->xSetSystemCall (vfs, "close", (sqlite3_syscall_ptr) close_cb) == SQLITE_OK;
}

void
uois_file_locks_install (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      if (!replace_calls ())
        g_debug ("SQLite's locks are those of the process");
      g_once_init_leave (&done, 1);
    }
}

#else

void
uois_file_locks_install (void)
{
}

#endif
