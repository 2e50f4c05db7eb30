/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/answer.h"

G_BEGIN_DECLS

/**
 * UoisReader:
 *
 * Reads all records of a type, or those that changed, page by page. Servers
 * have no cursors and rows move between requests: pages overlap, what was seen
 * already is dropped, and before anything is concluded from what is missing,
 * the whole is read until two scans agree. Pure: the caller sends the requests
 * and waits. One at a time:
 *
 *     while ((request = uois_reader_next (reader)))
 *       if (!uois_reader_take (reader, answer of request, records))
 *         wait, sign in, or give up: the next request is the same again, or a smaller one
 */
typedef struct _UoisReader UoisReader;

/* Rows of one page; two pages have so many in common. */
#define UOIS_READER_PAGE 200
#define UOIS_READER_OVERLAP 20
/* What was changed so long before the watermark is read again: two clocks stamp the rows, and transactions take time. */
#define UOIS_READER_OVERLAP_SECONDS 600
/* How often everything is read until two scans agree. */
#define UOIS_READER_SCANS_MAX 4

/**
 * UoisReaderOrder:
 * @verify: read everything, and again until it agrees, so that deletions may be concluded; else only what changed, if
 *   the server can tell
 * @watermark: (nullable): what uois_reader_get_watermark() gave the last time; %NULL to read everything
 * @skip: where to go on with a first scan that was interrupted; what uois_reader_get_position() gave
 */
typedef struct
{
  gboolean verify;
  const char *watermark;
  guint skip;
} UoisReaderOrder;

/* @type: one that can be read; its dialect is kept alive */
UoisReader *uois_reader_new (const UoisDialectType *type, const UoisReaderOrder *order);
void uois_reader_free (UoisReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisReader, uois_reader_free)

/* Returns: (transfer full) (nullable): what to ask next; %NULL when all is read */
UoisRequest *uois_reader_next (UoisReader *reader);

/**
 * uois_reader_take:
 * @answer: to the last request
 * @records: (element-type UoisSyncRecord): gets the records that were not there yet, or in another version
 *
 * Returns: %FALSE if the answer brings no rows; the reader is as before, but asks for less if that was too much
 */
gboolean uois_reader_take (UoisReader *reader, const UoisAnswer *answer, GPtrArray *records);

/* Where a first scan stands: all before has been given. */
guint uois_reader_get_position (const UoisReader *reader);

/* The latest version seen, in the server's words; the last watermark if there was none. %NULL if the server shows none. */
const char *uois_reader_get_watermark (const UoisReader *reader);

/* Whether all that was read was understood, without errors. Only then the watermark may be moved. */
gboolean uois_reader_is_complete (const UoisReader *reader);

/* Whether everything the server has is older than what was there before: it was set back. Ask the person. */
gboolean uois_reader_went_back (const UoisReader *reader);

/* Whether the server has the record; by the last scan. For links by near and far. */
gboolean uois_reader_has (const UoisReader *reader, const UoisSyncRecord *record);

/**
 * uois_reader_may_conclude:
 * @known: how many records were there the last time
 *
 * Whether what uois_reader_has() does not have may be taken for deleted: two complete scans agreed, and not so many
 * are missing that something else must have happened.
 */
gboolean uois_reader_may_conclude (const UoisReader *reader, guint known);

G_END_DECLS
