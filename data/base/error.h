/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UOIS_ERROR:
 *
 * The one error domain of the data rooms. A code says what the caller can do
 * about it; the message is one sentence for a person: what was wrong, where,
 * and what to do.
 */
#define UOIS_ERROR (uois_error_quark ())

/**
 * UoisError:
 * @UOIS_ERROR_INTERNAL: a bug of ours; report it.
 * @UOIS_ERROR_SYNTAX: text (JSON, SDL, GraphQL) that cannot be parsed; the message has line and column.
 * @UOIS_ERROR_INVALID: parsed, but a value, name or type in it is wrong.
 * @UOIS_ERROR_NOT_FOUND: a file, record or name that does not exist.
 * @UOIS_ERROR_DUPLICATE: an id or key that exists already.
 * @UOIS_ERROR_REFERENCE: a reference inside one service whose target is missing, or a delete that would leave one.
 * @UOIS_ERROR_NOT_OURS: a file that is no UOIS Desk file.
 * @UOIS_ERROR_NEWER: a file written by a newer version of the program.
 * @UOIS_ERROR_LOCKED: somebody else is writing; try again later.
 * @UOIS_ERROR_READ_ONLY: the file or its folder cannot be written.
 * @UOIS_ERROR_DAMAGED: the file's content contradicts itself.
 * @UOIS_ERROR_DISK_FULL: no space left; nothing was written.
 * @UOIS_ERROR_IO: any other failure of the operating system.
 * @UOIS_ERROR_LIMIT: a bound of ours (time, size, depth) was reached.
 * @UOIS_ERROR_CONFLICT: the record changed since it was read.
 * @UOIS_ERROR_USAGE: wrong command line.
 *
 * Cancellation is reported as %G_IO_ERROR_CANCELLED of %G_IO_ERROR, as everywhere in GIO.
 */
typedef enum
{
  UOIS_ERROR_INTERNAL,
  UOIS_ERROR_SYNTAX,
  UOIS_ERROR_INVALID,
  UOIS_ERROR_NOT_FOUND,
  UOIS_ERROR_DUPLICATE,
  UOIS_ERROR_REFERENCE,
  UOIS_ERROR_NOT_OURS,
  UOIS_ERROR_NEWER,
  UOIS_ERROR_LOCKED,
  UOIS_ERROR_READ_ONLY,
  UOIS_ERROR_DAMAGED,
  UOIS_ERROR_DISK_FULL,
  UOIS_ERROR_IO,
  UOIS_ERROR_LIMIT,
  UOIS_ERROR_CONFLICT,
  UOIS_ERROR_USAGE,
} UoisError;

GQuark uois_error_quark (void);

G_END_DECLS
