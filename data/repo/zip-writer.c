/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/zip-writer.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

/* APPNOTE sections 4.3.7, 4.3.9, 4.3.12, 4.3.16 */
#define LOCAL_HEADER 0x04034b50u
#define DATA_DESCRIPTOR 0x08074b50u
#define CENTRAL_HEADER 0x02014b50u
#define END_OF_CENTRAL_DIRECTORY 0x06054b50u

#define VERSION_DEFLATE 20
#define FLAG_SIZES_FOLLOW (1u << 3)
#define METHOD_STORED 0
#define METHOD_DEFLATED 8
#define FIRST_DAY_OF_DOS 0x0021

/**
 * Member:
 * @name: (owned)
 * @offset: of its local header
 */
typedef struct
{
  char *name;
  guint16 flags;
  guint16 method;
  guint32 checksum;
  guint64 compressed_size;
  guint64 size;
  guint64 offset;
} Member;

struct _UoisZipWriter
{
  /* Owned */
  GOutputStream *stream;
  GCancellable *cancellable; /* nullable */
  GArray *members;           /* Member */
  z_stream deflate;

  guint64 position;
  gboolean deflating;
};

static void
member_clear (gpointer data)
{
  Member *member = data;

  g_free (member->name);
}

UoisZipWriter *
uois_zip_writer_new (GOutputStream *stream, GCancellable *cancellable)
{
  UoisZipWriter *writer = g_new0 (UoisZipWriter, 1);

  writer->stream = g_object_ref (stream);
  g_set_object (&writer->cancellable, cancellable);
  writer->members = g_array_new (FALSE, TRUE, sizeof (Member));
  g_array_set_clear_func (writer->members, member_clear);
  return writer;
}

void
uois_zip_writer_free (UoisZipWriter *writer)
{
  if (writer->deflating)
    deflateEnd (&writer->deflate);
  g_object_unref (writer->stream);
  g_clear_object (&writer->cancellable);
  g_array_unref (writer->members);
  g_free (writer);
}

/* ---- Bytes ---- */

static void
append_16 (GByteArray *bytes, guint16 number)
{
  number = GUINT16_TO_LE (number);
  g_byte_array_append (bytes, (const guint8 *) &number, sizeof number);
}

static void
append_32 (GByteArray *bytes, guint32 number)
{
  number = GUINT32_TO_LE (number);
  g_byte_array_append (bytes, (const guint8 *) &number, sizeof number);
}

static void
append_sizes (GByteArray *bytes, const Member *member)
{
  append_32 (bytes, member->checksum);
  append_32 (bytes, (guint32) member->compressed_size);
  append_32 (bytes, (guint32) member->size);
}

/* Sizes and places are of 32 bits. */
static gboolean
check_size (guint64 size, GError **error)
{
  if (size <= G_MAXUINT32)
    return TRUE;
  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_LIMIT,
                       _ ("A spreadsheet file cannot be longer than 4 GB. Export fewer records, or as CSV."));
  return FALSE;
}

static gboolean
put (UoisZipWriter *writer, const void *bytes, gsize length, GError **error)
{
  if (!check_size (writer->position + length, error))
    return FALSE;
  writer->position += length;
  return g_output_stream_write_all (writer->stream, bytes, length, NULL, writer->cancellable, error);
}

/* What local and central headers share. */
static void
append_description (GByteArray *bytes, const Member *member)
{
  append_16 (bytes, VERSION_DEFLATE);
  append_16 (bytes, member->flags);
  append_16 (bytes, member->method);
  append_16 (bytes, 0);
  append_16 (bytes, FIRST_DAY_OF_DOS);
  append_sizes (bytes, member);
  append_16 (bytes, (guint16) strlen (member->name));
  append_16 (bytes, 0);
}

static gboolean
put_local_header (UoisZipWriter *writer, Member *member, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  member->offset = writer->position;
  append_32 (bytes, LOCAL_HEADER);
  append_description (bytes, member);
  g_byte_array_append (bytes, (const guint8 *) member->name, strlen (member->name));
  return put (writer, bytes->data, bytes->len, error);
}

static void
append_central_header (GByteArray *bytes, const Member *member)
{
  append_32 (bytes, CENTRAL_HEADER);
  append_16 (bytes, VERSION_DEFLATE);
  append_description (bytes, member);
  append_16 (bytes, 0); /* comment */
  append_16 (bytes, 0); /* disk */
  append_16 (bytes, 0); /* attributes */
  append_32 (bytes, 0);
  append_32 (bytes, (guint32) member->offset);
  g_byte_array_append (bytes, (const guint8 *) member->name, strlen (member->name));
}

static gboolean
put_directory (UoisZipWriter *writer, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint32 start = (guint32) writer->position;
  guint32 length;

  for (guint i = 0; i < writer->members->len; i++)
    append_central_header (bytes, &g_array_index (writer->members, Member, i));
  length = bytes->len;
  append_32 (bytes, END_OF_CENTRAL_DIRECTORY);
  append_32 (bytes, 0); /* disks */
  append_16 (bytes, (guint16) writer->members->len);
  append_16 (bytes, (guint16) writer->members->len);
  append_32 (bytes, length);
  append_32 (bytes, start);
  append_16 (bytes, 0); /* comment */
  return put (writer, bytes->data, bytes->len, error);
}

/* ---- Members ---- */

static Member *
get_last (UoisZipWriter *writer)
{
  return &g_array_index (writer->members, Member, writer->members->len - 1);
}

gboolean
uois_zip_writer_add (UoisZipWriter *writer, const char *name, const char *text, GError **error)
{
  gsize length = strlen (text);
  Member member = {
    .name = g_strdup (name),
    .method = METHOD_STORED,
    .checksum = crc32 (0, (const Bytef *) text, (uInt) length),
    .compressed_size = length,
    .size = length,
  };

  g_array_append_val (writer->members, member);
  return put_local_header (writer, get_last (writer), error) && put (writer, text, length, error);
}

gboolean
uois_zip_writer_begin (UoisZipWriter *writer, const char *name, GError **error)
{
  Member member = {
    .name = g_strdup (name),
    .flags = FLAG_SIZES_FOLLOW,
    .method = METHOD_DEFLATED,
    .checksum = crc32 (0, NULL, 0),
  };

  g_array_append_val (writer->members, member);
  /* Raw: a ZIP archive has its own headers and checksums. */
  if (deflateInit2 (&writer->deflate, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL,
                    Z_DEFAULT_STRATEGY) != Z_OK)
    g_error ("Out of memory");
  writer->deflating = TRUE;
  return put_local_header (writer, get_last (writer), error);
}

/* Compresses what the stream was given. @flush: Z_FINISH with the last */
static gboolean
deflate_and_put (UoisZipWriter *writer, Member *member, int flush, GError **error)
{
  Bytef buffer[16384];

  do
    {
      gsize length;

      writer->deflate.next_out = buffer;
      writer->deflate.avail_out = sizeof buffer;
      deflate (&writer->deflate, flush);
      length = sizeof buffer - writer->deflate.avail_out;
      member->compressed_size += length;
      if (!put (writer, buffer, length, error))
        return FALSE;
    }
  while (writer->deflate.avail_out == 0);
  return TRUE;
}

gboolean
uois_zip_writer_write (UoisZipWriter *writer, const char *bytes, gsize length, GError **error)
{
  Member *member = get_last (writer);

  g_return_val_if_fail (writer->deflating && length <= G_MAXUINT32, FALSE);

  member->size += length;
  if (!check_size (member->size, error))
    return FALSE;
  member->checksum = crc32 (member->checksum, (const Bytef *) bytes, (uInt) length);
  writer->deflate.next_in = (Bytef *) bytes;
  writer->deflate.avail_in = (uInt) length;
  return deflate_and_put (writer, member, Z_NO_FLUSH, error);
}

gboolean
uois_zip_writer_finish (UoisZipWriter *writer, GError **error)
{
  Member *member = get_last (writer);
  g_autoptr (GByteArray) descriptor = g_byte_array_new ();

  g_return_val_if_fail (writer->deflating, FALSE);

  writer->deflate.avail_in = 0;
  if (!deflate_and_put (writer, member, Z_FINISH, error))
    return FALSE;
  append_32 (descriptor, DATA_DESCRIPTOR);
  append_sizes (descriptor, member);
  return put (writer, descriptor->data, descriptor->len, error) && put_directory (writer, error);
}
