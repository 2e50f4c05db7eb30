/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SECTION: The life of an operation of the outbox
 *
 * A state machine without clock, network or file: what happened to an operation
 * goes in, what is to be done next comes out. Every operation ends confirmed,
 * different or discarded; until then it is in the outbox for everybody to see.
 *
 * Two things are never mixed. What may pass by itself (no network, a busy
 * server, a lost sign-in) is tried again for ever, ever more slowly, and is
 * never a refusal. What the server has decided is never tried again by itself.
 * And what may or may not have arrived is read before anything else is done.
 */

/**
 * UoisOutboxState:
 * @UOIS_OUTBOX_PENDING: waits to be sent
 * @UOIS_OUTBOX_SENDING: a request is under way
 * @UOIS_OUTBOX_SENT: the server said that it is done; not read back yet
 * @UOIS_OUTBOX_CONFIRMED: (final) read back, and as it was sent
 * @UOIS_OUTBOX_DIFFERENT: (final) read back; the server made something else of it
 * @UOIS_OUTBOX_REFUSED: the server will not have it; a person must correct or discard it
 * @UOIS_OUTBOX_WAITING: waits for another operation that is not at the server
 * @UOIS_OUTBOX_UNKNOWN: nobody knows whether it arrived: to be read first
 * @UOIS_OUTBOX_CONFLICT: waits for a person's decision
 * @UOIS_OUTBOX_DISCARDED: (final) given up by a person
 */
typedef enum
{
  UOIS_OUTBOX_PENDING,
  UOIS_OUTBOX_SENDING,
  UOIS_OUTBOX_SENT,
  UOIS_OUTBOX_CONFIRMED,
  UOIS_OUTBOX_DIFFERENT,
  UOIS_OUTBOX_REFUSED,
  UOIS_OUTBOX_WAITING,
  UOIS_OUTBOX_UNKNOWN,
  UOIS_OUTBOX_CONFLICT,
  UOIS_OUTBOX_DISCARDED,
  UOIS_OUTBOX_N_STATES,
} UoisOutboxState;

/**
 * UoisOutboxEvent: what happened.
 * @UOIS_OUTBOX_SEND: its request is about to leave
 * @UOIS_OUTBOX_DONE: the answer says that it is done
 * @UOIS_OUTBOX_REFUSE: the answer says that it will never be: not valid, not allowed
 * @UOIS_OUTBOX_STALE: the answer says that the record has another version by now; nothing was written
 * @UOIS_OUTBOX_DOUBT: the answer says neither: to be read
 * @UOIS_OUTBOX_LOST: the request left and no answer that can be trusted came: timeout, 5xx, a page instead of JSON
 * @UOIS_OUTBOX_NOT_SENT: the request certainly did not arrive: no network, cancelled before it left
 * @UOIS_OUTBOX_BUSY: the server asks to come again later, and has done nothing
 * @UOIS_OUTBOX_SIGNED_OUT: the server asks who that is, and has done nothing
 * @UOIS_OUTBOX_READ_SAME: read: the record is as it was sent
 * @UOIS_OUTBOX_READ_OTHER: read: it was written by this operation, and the server made something else of it
 * @UOIS_OUTBOX_READ_BEFORE: read: the record is as it was before: nothing arrived
 * @UOIS_OUTBOX_READ_CHANGED: read: somebody else has changed it
 * @UOIS_OUTBOX_PARENT_STUCK: an operation that must succeed before does not
 * @UOIS_OUTBOX_PARENT_DONE: all of those have succeeded
 * @UOIS_OUTBOX_DISAGREE: the merge with what the server has ends in a conflict
 * @UOIS_OUTBOX_DECIDE: a person has decided a conflict, or corrected what was refused
 * @UOIS_OUTBOX_DISCARD: a person gives it up
 * @UOIS_OUTBOX_RESTART: the program has started anew
 */
typedef enum
{
  UOIS_OUTBOX_SEND,
  UOIS_OUTBOX_DONE,
  UOIS_OUTBOX_REFUSE,
  UOIS_OUTBOX_STALE,
  UOIS_OUTBOX_DOUBT,
  UOIS_OUTBOX_LOST,
  UOIS_OUTBOX_NOT_SENT,
  UOIS_OUTBOX_BUSY,
  UOIS_OUTBOX_SIGNED_OUT,
  UOIS_OUTBOX_READ_SAME,
  UOIS_OUTBOX_READ_OTHER,
  UOIS_OUTBOX_READ_BEFORE,
  UOIS_OUTBOX_READ_CHANGED,
  UOIS_OUTBOX_PARENT_STUCK,
  UOIS_OUTBOX_PARENT_DONE,
  UOIS_OUTBOX_DISAGREE,
  UOIS_OUTBOX_DECIDE,
  UOIS_OUTBOX_DISCARD,
  UOIS_OUTBOX_RESTART,
  UOIS_OUTBOX_N_EVENTS,
} UoisOutboxEvent;

/**
 * UoisOutboxAction: what is to be done next; a bit each.
 * @UOIS_OUTBOX_READ: read the record
 * @UOIS_OUTBOX_PLAN: plan the record again with what was read
 * @UOIS_OUTBOX_DELAY: wait uois_outbox_get_delay() before the next request
 * @UOIS_OUTBOX_SIGN_IN: stop everything until somebody has signed in
 * @UOIS_OUTBOX_RELEASE: tell those that depend on it: PARENT_DONE
 * @UOIS_OUTBOX_BLOCK: tell those that depend on it: PARENT_STUCK
 * @UOIS_OUTBOX_SHOW: a person should hear of it
 * @UOIS_OUTBOX_RECORD: a line of the audit
 */
typedef enum
{
  UOIS_OUTBOX_READ = 1 << 0,
  UOIS_OUTBOX_PLAN = 1 << 1,
  UOIS_OUTBOX_DELAY = 1 << 2,
  UOIS_OUTBOX_SIGN_IN = 1 << 3,
  UOIS_OUTBOX_RELEASE = 1 << 4,
  UOIS_OUTBOX_BLOCK = 1 << 5,
  UOIS_OUTBOX_SHOW = 1 << 6,
  UOIS_OUTBOX_RECORD = 1 << 7,
} UoisOutboxAction;

/* So many requests without success are worth telling a person, who goes on waiting or does not. */
#define UOIS_OUTBOX_PATIENCE 5
/* So often may a server say that it is done and not have done it, before that counts as a refusal. */
#define UOIS_OUTBOX_FALSE_REPORTS 3

/**
 * UoisOutboxStatus: all that the outbox knows of an operation's fate.
 * @attempts: requests in a row that came to nothing for a reason that may pass
 * @false_reports: how often the server said that it was done, and it was not
 */
typedef struct
{
  UoisOutboxState state;
  guint attempts;
  guint false_reports;
} UoisOutboxStatus;

/**
 * uois_outbox_step:
 * @status: (inout): where the operation is; afterwards, where it is then
 * @event: what happened
 * @actions: (out) (optional): bits of #UoisOutboxAction
 *
 * Returns: %FALSE if that cannot happen to an operation in this state; @status is as it was and there is nothing to do.
 *   What may be at the server cannot be discarded before it was read.
 */
gboolean uois_outbox_step (UoisOutboxStatus *status, UoisOutboxEvent event, guint *actions);

/* Whether nothing can happen to it any more. */
gboolean uois_outbox_state_is_final (UoisOutboxState state);

/* The word in which the file keeps it; "pending". */
const char *uois_outbox_state_get_name (UoisOutboxState state);
/* Returns: %FALSE for a word that no state has */
gboolean uois_outbox_state_from_name (const char *name, UoisOutboxState *state);
/* Returns: what a person calls it, in the current language */
const char *uois_outbox_state_get_label (UoisOutboxState state);

/**
 * uois_outbox_get_delay:
 * @attempts: how many requests in a row came to nothing, 1 or more
 * @seed: what makes operations and computers differ, so that they do not all come at once
 * @retry_after: seconds that the server asked for; 0: it did not
 *
 * Two seconds, four, eight and so on up to a quarter of an hour, of which up to a half is left away by chance; never
 * less than the server asked for, but no more than an hour of that.
 *
 * Returns: milliseconds
 */
gint64 uois_outbox_get_delay (guint attempts, guint32 seed, guint retry_after);

G_END_DECLS
