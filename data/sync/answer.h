/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/request.h"
#include "sync/transport.h"

G_BEGIN_DECLS

/**
 * UoisAnswerKind: what an answer means for what was asked. That a server says
 * 200 means nothing; that it says `ok` is believed only after reading back.
 *
 * Reads:
 * @UOIS_ANSWER_ROWS: rows came; none for a record that is not there
 * @UOIS_ANSWER_SCHEMA: the text of what the server offers
 *
 * Writes:
 * @UOIS_ANSWER_APPLIED: the server says that it is done. Read it back.
 * @UOIS_ANSWER_EXISTS: there is such a record or link already: read it; if it is equal this was done before
 * @UOIS_ANSWER_STALE: another version is there; in the rows, if the server told it
 * @UOIS_ANSWER_GONE: the record is not there any more. For a delete that is what was wanted.
 * @UOIS_ANSWER_MISSING_PARENT: the record refers to one that is not there
 * @UOIS_ANSWER_HAS_CHILDREN: others refer to the record that was to be deleted
 * @UOIS_ANSWER_REFUSED: the server does not take it, for reasons that another try does not change. So counts every error
 *   whose words are not known here: read once more before telling the person that nothing was done.
 * @UOIS_ANSWER_UNSETTABLE: one column cannot be written at this server: uois_dialect_disable_input()
 * @UOIS_ANSWER_BROKEN: the mutation fails whatever is sent: uois_dialect_disable_mutation()
 * @UOIS_ANSWER_UNKNOWN: whether it was done is not known: read before anything else
 *
 * Both; a write was certainly not done:
 * @UOIS_ANSWER_SIGNED_OUT: sign in again, then send again
 * @UOIS_ANSWER_FORBIDDEN: the person may not do this
 * @UOIS_ANSWER_TRANSIENT: send again later
 * @UOIS_ANSWER_TOO_LARGE: the request is too long for what stands before the server
 * @UOIS_ANSWER_SCHEMA_CHANGED: the server does not understand the request: find out the dialect again. If that is the
 *   same as before, this is a refusal.
 * @UOIS_ANSWER_UNTRUSTED: the server could not prove who it is: ask the person
 * @UOIS_ANSWER_CANCELLED: before anything was sent
 */
typedef enum
{
  UOIS_ANSWER_ROWS,
  UOIS_ANSWER_SCHEMA,

  UOIS_ANSWER_APPLIED,
  UOIS_ANSWER_EXISTS,
  UOIS_ANSWER_STALE,
  UOIS_ANSWER_GONE,
  UOIS_ANSWER_MISSING_PARENT,
  UOIS_ANSWER_HAS_CHILDREN,
  UOIS_ANSWER_REFUSED,
  UOIS_ANSWER_UNSETTABLE,
  UOIS_ANSWER_BROKEN,
  UOIS_ANSWER_UNKNOWN,

  UOIS_ANSWER_SIGNED_OUT,
  UOIS_ANSWER_FORBIDDEN,
  UOIS_ANSWER_TRANSIENT,
  UOIS_ANSWER_TOO_LARGE,
  UOIS_ANSWER_SCHEMA_CHANGED,
  UOIS_ANSWER_UNTRUSTED,
  UOIS_ANSWER_CANCELLED,
} UoisAnswerKind;

/**
 * UoisAnswer:
 * @sign_in: with %UOIS_ANSWER_TRANSIENT and %UOIS_ANSWER_UNKNOWN: may also come of a lost sign-in, which some servers do not tell
 * @json: whether JSON came at all, and not a page of some other machine
 * @status: of HTTP; 0 if none came
 * @retry_after: seconds to wait at least; 0: as you like
 * @words: (nullable): the server's words, or what was wrong with the connection; one line, for a person
 * @code: (nullable): the server's code for what was wrong
 * @column: (nullable): the one that cannot be written
 * @records: (element-type UoisSyncRecord): rows read; of a write the record as the server has it now. Those of a table
 *   of links have a nil id, which servers do not show: they are known by their key.
 * @count: of a page: how many rows came, understood or not: what to skip next
 * @complete: every row was understood, no list was cut off and nothing was wrong: only of such answers may be concluded
 *   that what is missing is not there
 * @has_id: with %UOIS_ANSWER_EXISTS: @id is that of the record that is there, if it has another one than the one sent
 * @schema: (nullable): of an introspection: text for uois_server_schema_new()
 */
typedef struct
{
  UoisAnswerKind kind;
  gboolean sign_in;
  gboolean json;
  guint status;
  guint retry_after;
  char *words;
  char *code;
  const UoisColumn *column;
  GPtrArray *records;
  guint count;
  gboolean complete;
  gboolean has_id;
  UoisUuid id;
  GBytes *schema;
} UoisAnswer;

/**
 * uois_answer_new:
 * @request: what was sent
 * @reply: what came back
 *
 * Pure. In the rows, what came as null together with an error on its way, and
 * what is missing or of a wrong kind, is unknown.
 *
 * Returns: (transfer full): what it means
 */
UoisAnswer *uois_answer_new (const UoisRequest *request, const UoisReply *reply);
void uois_answer_free (UoisAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisAnswer, uois_answer_free)

/* A name of the kind for logs and reports, "missing-parent". */
const char *uois_answer_kind_to_string (UoisAnswerKind kind);

G_END_DECLS
