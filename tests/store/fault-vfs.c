/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-vfs.h"

#include <sqlite3.h>
#include <string.h>

/* The file of the system follows it in memory. */
typedef struct
{
  sqlite3_file base;
  sqlite3_file *real;
} FaultFile;

static sqlite3_vfs *system_vfs;
static sqlite3_vfs fault_vfs;

static struct
{
  GMutex mutex;
  guint countdown;
  gboolean for_ever;
  gboolean happened;
  int code;
} fault;

void
fault_vfs_arm (guint n, gboolean for_ever, int code)
{
  g_mutex_lock (&fault.mutex);
  fault.countdown = n;
  fault.for_ever = for_ever;
  fault.happened = FALSE;
  fault.code = code;
  g_mutex_unlock (&fault.mutex);
}

gboolean
fault_vfs_happened (void)
{
  g_mutex_lock (&fault.mutex);
  gboolean happened = fault.happened;
  g_mutex_unlock (&fault.mutex);
  return happened;
}

static int
count_change (void)
{
  int code = SQLITE_OK;

  g_mutex_lock (&fault.mutex);
  if (fault.countdown > 0 && --fault.countdown == 0)
    fault.happened = TRUE;
  if (fault.happened && fault.countdown == 0)
    {
      code = fault.code;
      if (!fault.for_ever)
        fault.countdown = G_MAXUINT;
    }
  g_mutex_unlock (&fault.mutex);

  return code;
}

static sqlite3_file *
get_real (sqlite3_file *file)
{
  return ((FaultFile *) file)->real;
}

/* ---- What may fail ---- */

static int
fault_write (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
  int code = count_change ();

  return code != SQLITE_OK ? code : get_real (file)->pMethods->xWrite (get_real (file), bytes, length, offset);
}

static int
fault_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  int code = count_change ();

  return code != SQLITE_OK ? code : get_real (file)->pMethods->xTruncate (get_real (file), size);
}

static int
fault_sync (sqlite3_file *file, int flags)
{
  int code = count_change ();

  return code != SQLITE_OK ? code : get_real (file)->pMethods->xSync (get_real (file), flags);
}

/* ---- What passes ---- */

static int
pass_close (sqlite3_file *file)
{
  return get_real (file)->pMethods->xClose (get_real (file));
}

static int
pass_read (sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset)
{
  return get_real (file)->pMethods->xRead (get_real (file), bytes, length, offset);
}

static int
pass_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return get_real (file)->pMethods->xFileSize (get_real (file), size);
}

static int
pass_lock (sqlite3_file *file, int lock)
{
  return get_real (file)->pMethods->xLock (get_real (file), lock);
}

static int
pass_unlock (sqlite3_file *file, int lock)
{
  return get_real (file)->pMethods->xUnlock (get_real (file), lock);
}

static int
pass_check_lock (sqlite3_file *file, int *locked)
{
  return get_real (file)->pMethods->xCheckReservedLock (get_real (file), locked);
}

static int
pass_control (sqlite3_file *file, int operation, void *argument)
{
  return get_real (file)->pMethods->xFileControl (get_real (file), operation, argument);
}

static int
pass_sector_size (sqlite3_file *file)
{
  return get_real (file)->pMethods->xSectorSize (get_real (file));
}

static int
pass_characteristics (sqlite3_file *file)
{
  return get_real (file)->pMethods->xDeviceCharacteristics (get_real (file));
}

static int
pass_shm_map (sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
  return get_real (file)->pMethods->xShmMap (get_real (file), region, size, extend, memory);
}

static int
pass_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return get_real (file)->pMethods->xShmLock (get_real (file), offset, n, flags);
}

static void
pass_shm_barrier (sqlite3_file *file)
{
  get_real (file)->pMethods->xShmBarrier (get_real (file));
}

static int
pass_shm_unmap (sqlite3_file *file, int remove)
{
  return get_real (file)->pMethods->xShmUnmap (get_real (file), remove);
}

/* Version 2: without memory mapping, which would write past us. */
static const sqlite3_io_methods fault_methods = {
  .iVersion = 2,
  .xClose = pass_close,
  .xRead = pass_read,
  .xWrite = fault_write,
  .xTruncate = fault_truncate,
  .xSync = fault_sync,
  .xFileSize = pass_size,
  .xLock = pass_lock,
  .xUnlock = pass_unlock,
  .xCheckReservedLock = pass_check_lock,
  .xFileControl = pass_control,
  .xSectorSize = pass_sector_size,
  .xDeviceCharacteristics = pass_characteristics,
  .xShmMap = pass_shm_map,
  .xShmLock = pass_shm_lock,
  .xShmBarrier = pass_shm_barrier,
  .xShmUnmap = pass_shm_unmap,
};

static int
fault_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *wrapped = (FaultFile *) file;

  wrapped->real = (sqlite3_file *) (wrapped + 1);
  int code = system_vfs->xOpen (system_vfs, name, wrapped->real, flags, out_flags);
  wrapped->base.pMethods = code == SQLITE_OK ? &fault_methods : NULL;
  return code;
}

void
fault_vfs_install (void)
{
  system_vfs = sqlite3_vfs_find (NULL);
  fault_vfs = *system_vfs;
  fault_vfs.zName = "fault";
  fault_vfs.szOsFile = sizeof (FaultFile) + system_vfs->szOsFile;
  fault_vfs.xOpen = fault_open;
  g_assert_cmpint (sqlite3_vfs_register (&fault_vfs, TRUE), ==, SQLITE_OK);
}
