/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UoisZipWriter: writes a ZIP archive (APPNOTE 6.3) to a stream that need not
 * be seekable, in the same memory whatever its length: a few small members as
 * they are, and one long one, compressed, at the end.
 *
 * Equal members give equal bytes: every member has the first day of DOS as its
 * time. libarchive is not used here because it gives each member extra fields,
 * which OpenDocument forbids for the first (ODF 1.3 part 2, section 3.3), and
 * makes each of unknown length ZIP64, which spreadsheets refuse.
 */
typedef struct _UoisZipWriter UoisZipWriter;

/* @stream: not closed */
UoisZipWriter *uois_zip_writer_new (GOutputStream *stream, GCancellable *cancellable);
void uois_zip_writer_free (UoisZipWriter *writer);

/* Adds a member that is not compressed. */
gboolean uois_zip_writer_add (UoisZipWriter *writer, const char *name, const char *text, GError **error);

/* Begins the last member, which uois_zip_writer_write() fills. */
gboolean uois_zip_writer_begin (UoisZipWriter *writer, const char *name, GError **error);

/* @error: LIMIT: the archive would become longer than 4 GB */
gboolean uois_zip_writer_write (UoisZipWriter *writer, const char *bytes, gsize length, GError **error);

/* Ends the last member and the archive. */
gboolean uois_zip_writer_finish (UoisZipWriter *writer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisZipWriter, uois_zip_writer_free)

G_END_DECLS
