/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* The first bytes of every SQLite file: https://www.sqlite.org/fileformat.html section 1.3. */
#define HEADER_LENGTH 100
#define HEADER_MAGIC "SQLite format 3"
#define OFFSET_PAGES 28
#define OFFSET_USER_VERSION 60
#define OFFSET_APPLICATION_ID 68

/**
 * Identity: what a file says it is, read without SQLite, which would leave files beside it.
 */
typedef enum
{
  IDENTITY_MISSING,
  IDENTITY_EMPTY,
  IDENTITY_OURS,
  IDENTITY_UNSAID, /* SQLite without a name: perhaps ours, killed at birth or with everything still in its log */
  IDENTITY_FOREIGN,
} Identity;

static void
set_not_ours (const char *name, GError **error)
{
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_NOT_OURS, _ ("“%s” is not a UOIS Desk file. Choose another."), name);
}

static void
set_newer (const char *name, GError **error)
{
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_NEWER,
               _ ("“%s” was written by a newer version of UOIS Desk. Install the newer version to open it."), name);
}

static void
set_read_only (const char *name, GError **error)
{
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_READ_ONLY,
               _ ("“%s” or its folder cannot be written. Open it read-only, or work with a copy."), name);
}

static guint32
read_big_endian (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static gboolean
has_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf status;

  return g_stat (log, &status) == 0 && status.st_size > 0;
}

static Identity
identify_header (const UoisStore *store, const guint8 *header, gsize length, guint *version)
{
  if (length == 0)
    return IDENTITY_EMPTY;
  if (length < HEADER_LENGTH || memcmp (header, HEADER_MAGIC, sizeof HEADER_MAGIC) != 0)
    return IDENTITY_FOREIGN;

  guint32 application = read_big_endian (header + OFFSET_APPLICATION_ID);
  if (application == UOIS_LAYOUT_APPLICATION_ID)
    {
      *version = read_big_endian (header + OFFSET_USER_VERSION);
      return IDENTITY_OURS;
    }

  gboolean may_be_ours = read_big_endian (header + OFFSET_PAGES) <= 1 || has_log (store->path);
  return application == 0 && may_be_ours ? IDENTITY_UNSAID : IDENTITY_FOREIGN;
}

static gboolean
identify (const UoisStore *store, Identity *identity, guint *version, GError **error)
{
  g_autofree char *name = g_filename_display_name (store->path);
  guint8 header[HEADER_LENGTH];

  if (g_file_test (store->path, G_FILE_TEST_IS_DIR))
    {
      set_not_ours (name, error);
      return FALSE;
    }

  int descriptor = g_open (store->path, O_RDONLY | O_CLOEXEC, 0);
  if (descriptor < 0 && errno == ENOENT)
    {
      *identity = IDENTITY_MISSING;
      return TRUE;
    }

  gssize length = descriptor < 0 ? -1 : read (descriptor, header, sizeof header);
  if (length < 0)
    g_set_error (error, UOIS_ERROR, errno == EACCES ? UOIS_ERROR_READ_ONLY : UOIS_ERROR_IO,
                 _ ("“%s” cannot be read: %s. Check its permissions."), name, g_strerror (errno));
  else
    *identity = identify_header (store, header, length, version);

  if (descriptor >= 0)
    g_close (descriptor, NULL);
  return length >= 0;
}

/* ---- What may be done with it ---- */

static gboolean
check_folder (const UoisStore *store, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (store->path);
  g_autofree char *name = g_filename_display_name (folder);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;

  g_set_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND,
               _ ("The folder “%s” does not exist. Make it, or choose another place for the file."), name);
  return FALSE;
}

static gboolean
check_identity (const UoisStore *store, Identity identity, guint version, UoisStoreOpenFlags flags, GError **error)
{
  g_autofree char *name = g_filename_display_name (store->path);

  if (identity != IDENTITY_MISSING && (flags & UOIS_STORE_OPEN_EXCLUSIVE_NEW))
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_DUPLICATE,
                   _ ("“%s” exists already. Choose another name for the new file."), name);
      return FALSE;
    }

  switch (identity)
    {
    case IDENTITY_MISSING:
      if (flags & UOIS_STORE_OPEN_CREATE)
        return check_folder (store, error);
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND,
                   _ ("There is no file “%s”. Check the name, or make it first."), name);
      return FALSE;

    case IDENTITY_EMPTY:
      if (flags & UOIS_STORE_OPEN_CREATE)
        return TRUE;
      set_not_ours (name, error);
      return FALSE;

    case IDENTITY_OURS:
      if (version <= UOIS_LAYOUT_VERSION)
        return TRUE;
      set_newer (name, error);
      return FALSE;

    case IDENTITY_UNSAID:
      return TRUE;

    case IDENTITY_FOREIGN:
      set_not_ours (name, error);
      return FALSE;
    }

  g_assert_not_reached ();
}

static gboolean
check_writable (const UoisStore *store, gboolean exists, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (store->path);
  g_autofree char *name = g_filename_display_name (store->path);

  /* The log and the lock stand beside the file, so the folder must be writable too. */
  if (g_access (folder, W_OK) == 0 && (!exists || g_access (store->path, W_OK) == 0))
    return TRUE;

  set_read_only (name, error);
  return FALSE;
}

/* ---- What SQLite says ---- */

typedef struct
{
  gint64 application;
  gint64 version;
  gint64 n_objects;
} Stamps;

static gboolean
read_stamps (UoisConnection *connection, Stamps *stamps, GError **error)
{
  return uois_connection_get_integer (connection, "SELECT count (*) FROM sqlite_schema", &stamps->n_objects, error) &&
         uois_connection_get_integer (connection, "PRAGMA application_id", &stamps->application, error) &&
         uois_connection_get_integer (connection, "PRAGMA user_version", &stamps->version, error);
}

/* The header spoke of the file without its log; this is the whole truth. */
static gboolean
judge_stamps (UoisConnection *connection, const Stamps *stamps, GError **error)
{
  g_autofree char *name = g_filename_display_name (connection->path);

  if (stamps->application != UOIS_LAYOUT_APPLICATION_ID)
    set_not_ours (name, error);
  else if (stamps->version > UOIS_LAYOUT_VERSION)
    set_newer (name, error);
  else
    return TRUE;

  return FALSE;
}

gboolean
uois_store_check_stamps (UoisConnection *connection, GError **error)
{
  Stamps stamps = { 0 };

  return read_stamps (connection, &stamps, error) && judge_stamps (connection, &stamps, error);
}

/* Asked by a connection that cannot write, because closing another would tidy up a log that may be a stranger's. Without
 * a log there is a page at most, which has nothing to lose and may want a roll-back. */
static gboolean
check_unsaid (const UoisStore *store, gboolean create, GError **error)
{
  Stamps stamps = { 0 };

  if (!has_log (store->path))
    return TRUE;

  g_autoptr (UoisConnection) connection = uois_connection_open (store->path, UOIS_CONNECTION_READ, error);

  return connection != NULL && read_stamps (connection, &stamps, error) &&
         ((create && stamps.n_objects == 0) || judge_stamps (connection, &stamps, error));
}

/* ---- Opening ---- */

static gboolean
use_write_ahead_log (UoisConnection *connection, GError **error)
{
  g_autofree char *mode = uois_connection_get_text (connection, "PRAGMA journal_mode = WAL", error);
  if (mode == NULL)
    return FALSE;
  if (g_str_equal (mode, "wal"))
    return TRUE;

  g_autofree char *name = g_filename_display_name (connection->path);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_IO,
               _ ("“%s” lies on a disk that cannot keep a log of changes. Move it to a local disk."), name);
  return FALSE;
}

static gboolean
create_file (UoisStore *store, UoisConnection *connection, GError **error)
{
  if (!use_write_ahead_log (connection, error) || !uois_store_create_tables (connection, store->layout, error))
    return FALSE;

  /* From now on the file says whose it is without its log. */
  sqlite3_wal_checkpoint_v2 (connection->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  return TRUE;
}

static gboolean
bring_up_to_date (UoisStore *store, UoisConnection *connection, GError **error)
{
  return use_write_ahead_log (connection, error) && uois_store_upgrade (connection, store->layout, error) &&
         uois_store_refresh_sort_keys (connection, store->layout, error) &&
         uois_store_refresh_title_indexes (connection, store->layout, error);
}

static UoisConnection *
open_writer (UoisStore *store, UoisConnectionMode mode, GCancellable *cancellable, GError **error)
{
  Stamps stamps = { 0 };
  g_autoptr (UoisConnection) connection = uois_connection_open (store->path, mode, error);
  if (connection == NULL)
    return NULL;

  g_set_object (&connection->cancellable, cancellable);
  gboolean done = read_stamps (connection, &stamps, error);
  if (done && mode == UOIS_CONNECTION_CREATE && stamps.n_objects == 0)
    done = create_file (store, connection, error);
  else if (done)
    done = judge_stamps (connection, &stamps, error) && bring_up_to_date (store, connection, error);
  g_clear_object (&connection->cancellable);

  return done ? g_steal_pointer (&connection) : NULL;
}

UoisConnection *
uois_store_open_writer (UoisStore *store, GCancellable *cancellable, GError **error)
{
  return open_writer (store, UOIS_CONNECTION_WRITE, cancellable, error);
}

static gboolean
read_as (UoisStore *store, UoisConnectionMode mode, GError **error)
{
  Stamps stamps = { 0 };
  gboolean older = FALSE;
  g_autoptr (UoisConnection) connection = uois_connection_open (store->path, mode, error);

  if (connection == NULL || !read_stamps (connection, &stamps, error) || !judge_stamps (connection, &stamps, error) ||
      !uois_store_needs_upgrade (connection, store->layout, &older, error))
    return FALSE;

  if (older)
    {
      g_autofree char *name = g_filename_display_name (store->path);

      g_set_error (error, UOIS_ERROR, UOIS_ERROR_READ_ONLY,
                   _ ("“%s” was written by an older version and must be upgraded. Open it once for writing."), name);
      return FALSE;
    }

  store->read_mode = mode;
  return TRUE;
}

/* SQLite reads a file with a log only if it may make a lock file beside it. Where it may not, and there is no log,
 * nobody else can be writing either, and the file is read as it stands. */
static gboolean
open_for_reading (UoisStore *store, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (store->path);

  if (g_access (folder, W_OK) != 0 && !has_log (store->path))
    return read_as (store, UOIS_CONNECTION_IMMUTABLE, error);

  return read_as (store, UOIS_CONNECTION_READ, error);
}

/* An existing file must not be taken over between the look and the making. */
static gboolean
claim_new_file (const UoisStore *store, GError **error)
{
  int descriptor = g_open (store->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor >= 0)
    return g_close (descriptor, error);

  if (errno == EEXIST)
    return check_identity (store, IDENTITY_EMPTY, 0, UOIS_STORE_OPEN_CREATE | UOIS_STORE_OPEN_EXCLUSIVE_NEW, error);

  g_autofree char *name = g_filename_display_name (store->path);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_IO, _ ("“%s” cannot be made: %s. Choose another place."), name,
               g_strerror (errno));
  return FALSE;
}

static void
remove_file (const UoisStore *store)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (store->path, suffixes[i], NULL);

      g_unlink (path);
    }
}

static gboolean
open_for_writing (UoisStore *store, UoisStoreOpenFlags flags, GCancellable *cancellable, GError **error)
{
  UoisConnectionMode mode = flags & UOIS_STORE_OPEN_CREATE ? UOIS_CONNECTION_CREATE : UOIS_CONNECTION_WRITE;
  g_autoptr (UoisStoreOwner) owner = NULL;
  g_autoptr (GError) failure = NULL;

  store->read_mode = UOIS_CONNECTION_READ;
  store->lock = uois_store_lock_acquire (store->path, &owner, &store->interrupted, &failure);
  if (store->lock != NULL)
    {
      store->writer = open_writer (store, mode, cancellable, error);
      return store->writer != NULL;
    }

  if (owner != NULL && (flags & UOIS_STORE_OPEN_SHARED))
    {
      store->owner = g_steal_pointer (&owner);
      store->read_only = TRUE;
      return open_for_reading (store, error);
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Looks at the file without SQLite, unless SQLite has it open: then it is known to be ours. */
static gboolean
look_at (const UoisStore *store, UoisStoreOpenFlags flags, Identity *identity, GError **error)
{
  guint version = UOIS_LAYOUT_VERSION;

  *identity = IDENTITY_OURS;
  if (!uois_store_is_open_here (store->path) && !identify (store, identity, &version, error))
    return FALSE;
  if (!check_identity (store, *identity, version, flags, error))
    return FALSE;
  return *identity != IDENTITY_UNSAID || check_unsaid (store, (flags & UOIS_STORE_OPEN_CREATE) != 0, error);
}

static gboolean
open_file (UoisStore *store, UoisStoreOpenFlags flags, GCancellable *cancellable, GError **error)
{
  Identity identity = IDENTITY_MISSING;

  if (!look_at (store, flags, &identity, error))
    return FALSE;
  if (flags & UOIS_STORE_OPEN_READ_ONLY)
    return open_for_reading (store, error);
  if (!check_writable (store, identity != IDENTITY_MISSING, error))
    return FALSE;
  if (identity == IDENTITY_MISSING && !claim_new_file (store, error))
    return FALSE;
  if (open_for_writing (store, flags, cancellable, error))
    return TRUE;

  /* What could not be made is not left behind as an empty file. */
  if (identity == IDENTITY_MISSING)
    remove_file (store);
  g_clear_pointer (&store->lock, uois_store_lock_release);
  return FALSE;
}

gboolean
uois_store_open_file (UoisStore *store, UoisStoreOpenFlags flags, GCancellable *cancellable, GError **error)
{
  if (!open_file (store, flags, cancellable, error))
    return FALSE;
  store->noted = uois_store_note_open (store->path);
  return TRUE;
}
