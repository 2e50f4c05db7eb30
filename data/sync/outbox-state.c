/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/outbox-state.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIRST_DELAY 2000
#define LONGEST_DELAY (15 * 60 * 1000)
#define LONGEST_REQUEST (60 * 60)

/* What becomes of the counters. */
typedef enum
{
  KEEP,
  COUNT_ATTEMPT,
  COUNT_FALSE_REPORT,
  CLEAR,
} Counting;

typedef struct
{
  UoisOutboxState state;
  UoisOutboxEvent event;
  UoisOutboxState next;
  guint actions;
  Counting counting;
} Transition;

#define READ UOIS_OUTBOX_READ
#define PLAN UOIS_OUTBOX_PLAN
#define DELAY UOIS_OUTBOX_DELAY
#define SIGN_IN UOIS_OUTBOX_SIGN_IN
#define RELEASE UOIS_OUTBOX_RELEASE
#define BLOCK UOIS_OUTBOX_BLOCK
#define SHOW UOIS_OUTBOX_SHOW
#define RECORD UOIS_OUTBOX_RECORD

static const Transition transitions[] = {
  { UOIS_OUTBOX_PENDING, UOIS_OUTBOX_SEND, UOIS_OUTBOX_SENDING, 0, KEEP },
  { UOIS_OUTBOX_PENDING, UOIS_OUTBOX_NOT_SENT, UOIS_OUTBOX_PENDING, DELAY, COUNT_ATTEMPT },
  { UOIS_OUTBOX_PENDING, UOIS_OUTBOX_PARENT_STUCK, UOIS_OUTBOX_WAITING, BLOCK, KEEP },
  { UOIS_OUTBOX_PENDING, UOIS_OUTBOX_PARENT_DONE, UOIS_OUTBOX_PENDING, 0, KEEP },
  { UOIS_OUTBOX_PENDING, UOIS_OUTBOX_READ_CHANGED, UOIS_OUTBOX_PENDING, PLAN, KEEP },
  { UOIS_OUTBOX_PENDING, UOIS_OUTBOX_DISAGREE, UOIS_OUTBOX_CONFLICT, BLOCK | SHOW, CLEAR },
  { UOIS_OUTBOX_PENDING, UOIS_OUTBOX_DISCARD, UOIS_OUTBOX_DISCARDED, BLOCK | RECORD, CLEAR },
  { UOIS_OUTBOX_PENDING, UOIS_OUTBOX_RESTART, UOIS_OUTBOX_PENDING, 0, CLEAR },

  { UOIS_OUTBOX_SENDING, UOIS_OUTBOX_DONE, UOIS_OUTBOX_SENT, READ, KEEP },
  { UOIS_OUTBOX_SENDING, UOIS_OUTBOX_REFUSE, UOIS_OUTBOX_REFUSED, BLOCK | SHOW, CLEAR },
  { UOIS_OUTBOX_SENDING, UOIS_OUTBOX_STALE, UOIS_OUTBOX_UNKNOWN, READ, KEEP },
  { UOIS_OUTBOX_SENDING, UOIS_OUTBOX_DOUBT, UOIS_OUTBOX_UNKNOWN, READ, KEEP },
  { UOIS_OUTBOX_SENDING, UOIS_OUTBOX_LOST, UOIS_OUTBOX_UNKNOWN, READ | DELAY, COUNT_ATTEMPT },
  { UOIS_OUTBOX_SENDING, UOIS_OUTBOX_NOT_SENT, UOIS_OUTBOX_PENDING, DELAY, COUNT_ATTEMPT },
  { UOIS_OUTBOX_SENDING, UOIS_OUTBOX_BUSY, UOIS_OUTBOX_PENDING, DELAY, COUNT_ATTEMPT },
  { UOIS_OUTBOX_SENDING, UOIS_OUTBOX_SIGNED_OUT, UOIS_OUTBOX_PENDING, SIGN_IN, KEEP },
  { UOIS_OUTBOX_SENDING, UOIS_OUTBOX_RESTART, UOIS_OUTBOX_UNKNOWN, READ, CLEAR },

  { UOIS_OUTBOX_SENT, UOIS_OUTBOX_READ_SAME, UOIS_OUTBOX_CONFIRMED, RELEASE, CLEAR },
  { UOIS_OUTBOX_SENT, UOIS_OUTBOX_READ_OTHER, UOIS_OUTBOX_DIFFERENT, RELEASE | SHOW, CLEAR },
  { UOIS_OUTBOX_SENT, UOIS_OUTBOX_READ_BEFORE, UOIS_OUTBOX_PENDING, DELAY, COUNT_FALSE_REPORT },
  { UOIS_OUTBOX_SENT, UOIS_OUTBOX_READ_CHANGED, UOIS_OUTBOX_PENDING, PLAN, CLEAR },
  { UOIS_OUTBOX_SENT, UOIS_OUTBOX_LOST, UOIS_OUTBOX_SENT, READ | DELAY, COUNT_ATTEMPT },
  { UOIS_OUTBOX_SENT, UOIS_OUTBOX_NOT_SENT, UOIS_OUTBOX_SENT, READ | DELAY, COUNT_ATTEMPT },
  { UOIS_OUTBOX_SENT, UOIS_OUTBOX_BUSY, UOIS_OUTBOX_SENT, READ | DELAY, COUNT_ATTEMPT },
  { UOIS_OUTBOX_SENT, UOIS_OUTBOX_SIGNED_OUT, UOIS_OUTBOX_SENT, SIGN_IN, KEEP },
  { UOIS_OUTBOX_SENT, UOIS_OUTBOX_RESTART, UOIS_OUTBOX_SENT, READ, CLEAR },

  { UOIS_OUTBOX_UNKNOWN, UOIS_OUTBOX_READ_SAME, UOIS_OUTBOX_CONFIRMED, RELEASE, CLEAR },
  { UOIS_OUTBOX_UNKNOWN, UOIS_OUTBOX_READ_OTHER, UOIS_OUTBOX_DIFFERENT, RELEASE | SHOW, CLEAR },
  { UOIS_OUTBOX_UNKNOWN, UOIS_OUTBOX_READ_BEFORE, UOIS_OUTBOX_PENDING, 0, KEEP },
  { UOIS_OUTBOX_UNKNOWN, UOIS_OUTBOX_READ_CHANGED, UOIS_OUTBOX_PENDING, PLAN, CLEAR },
  { UOIS_OUTBOX_UNKNOWN, UOIS_OUTBOX_LOST, UOIS_OUTBOX_UNKNOWN, READ | DELAY, COUNT_ATTEMPT },
  { UOIS_OUTBOX_UNKNOWN, UOIS_OUTBOX_NOT_SENT, UOIS_OUTBOX_UNKNOWN, READ | DELAY, COUNT_ATTEMPT },
  { UOIS_OUTBOX_UNKNOWN, UOIS_OUTBOX_BUSY, UOIS_OUTBOX_UNKNOWN, READ | DELAY, COUNT_ATTEMPT },
  { UOIS_OUTBOX_UNKNOWN, UOIS_OUTBOX_SIGNED_OUT, UOIS_OUTBOX_UNKNOWN, SIGN_IN, KEEP },
  { UOIS_OUTBOX_UNKNOWN, UOIS_OUTBOX_RESTART, UOIS_OUTBOX_UNKNOWN, READ, CLEAR },

  { UOIS_OUTBOX_REFUSED, UOIS_OUTBOX_DECIDE, UOIS_OUTBOX_PENDING, PLAN | RECORD, CLEAR },
  { UOIS_OUTBOX_REFUSED, UOIS_OUTBOX_DISCARD, UOIS_OUTBOX_DISCARDED, BLOCK | RECORD, CLEAR },
  { UOIS_OUTBOX_REFUSED, UOIS_OUTBOX_READ_CHANGED, UOIS_OUTBOX_REFUSED, PLAN, KEEP },
  { UOIS_OUTBOX_REFUSED, UOIS_OUTBOX_DISAGREE, UOIS_OUTBOX_CONFLICT, BLOCK | SHOW, CLEAR },
  { UOIS_OUTBOX_REFUSED, UOIS_OUTBOX_RESTART, UOIS_OUTBOX_REFUSED, 0, KEEP },

  { UOIS_OUTBOX_WAITING, UOIS_OUTBOX_PARENT_STUCK, UOIS_OUTBOX_WAITING, 0, KEEP },
  { UOIS_OUTBOX_WAITING, UOIS_OUTBOX_PARENT_DONE, UOIS_OUTBOX_PENDING, 0, CLEAR },
  { UOIS_OUTBOX_WAITING, UOIS_OUTBOX_READ_CHANGED, UOIS_OUTBOX_WAITING, PLAN, KEEP },
  { UOIS_OUTBOX_WAITING, UOIS_OUTBOX_DISAGREE, UOIS_OUTBOX_CONFLICT, BLOCK | SHOW, CLEAR },
  { UOIS_OUTBOX_WAITING, UOIS_OUTBOX_DISCARD, UOIS_OUTBOX_DISCARDED, BLOCK | RECORD, CLEAR },
  { UOIS_OUTBOX_WAITING, UOIS_OUTBOX_RESTART, UOIS_OUTBOX_WAITING, 0, KEEP },

  { UOIS_OUTBOX_CONFLICT, UOIS_OUTBOX_DECIDE, UOIS_OUTBOX_PENDING, PLAN | RECORD, CLEAR },
  { UOIS_OUTBOX_CONFLICT, UOIS_OUTBOX_DISCARD, UOIS_OUTBOX_DISCARDED, BLOCK | RECORD, CLEAR },
  { UOIS_OUTBOX_CONFLICT, UOIS_OUTBOX_READ_CHANGED, UOIS_OUTBOX_CONFLICT, PLAN, KEEP },
  { UOIS_OUTBOX_CONFLICT, UOIS_OUTBOX_DISAGREE, UOIS_OUTBOX_CONFLICT, 0, KEEP },
  { UOIS_OUTBOX_CONFLICT, UOIS_OUTBOX_RESTART, UOIS_OUTBOX_CONFLICT, 0, KEEP },
};

static const Transition *
find_transition (UoisOutboxState state, UoisOutboxEvent event)
{
  for (guint i = 0; i < G_N_ELEMENTS (transitions); i++)
    if (transitions[i].state == state && transitions[i].event == event)
      return &transitions[i];
  return NULL;
}

static void
count (UoisOutboxStatus *status, Counting counting)
{
  if (counting == CLEAR)
    *status = (UoisOutboxStatus){ .state = status->state };
  else if (counting == COUNT_ATTEMPT)
    status->attempts++;
  else if (counting == COUNT_FALSE_REPORT)
    status->false_reports++;
}

gboolean
uois_outbox_step (UoisOutboxStatus *status, UoisOutboxEvent event, guint *actions)
{
  const Transition *transition = find_transition (status->state, event);
  guint todo = transition != NULL ? transition->actions : 0;

  if (transition != NULL)
    {
      status->state = transition->next;
      count (status, transition->counting);
      if (transition->counting == COUNT_ATTEMPT && status->attempts == UOIS_OUTBOX_PATIENCE)
        todo |= SHOW;
      if (status->false_reports >= UOIS_OUTBOX_FALSE_REPORTS)
        {
          *status = (UoisOutboxStatus){ .state = UOIS_OUTBOX_REFUSED };
          todo = BLOCK | SHOW;
        }
    }
  if (actions != NULL)
    *actions = todo;
  return transition != NULL;
}

gboolean
uois_outbox_state_is_final (UoisOutboxState state)
{
  return state == UOIS_OUTBOX_CONFIRMED || state == UOIS_OUTBOX_DIFFERENT || state == UOIS_OUTBOX_DISCARDED;
}

/* ---- Words ---- */

static const char *const names[UOIS_OUTBOX_N_STATES] = {
  "pending", "sending", "sent", "confirmed", "different", "refused", "waiting", "unknown", "conflict", "discarded",
};

const char *
uois_outbox_state_get_name (UoisOutboxState state)
{
  return names[state];
}

gboolean
uois_outbox_state_from_name (const char *name, UoisOutboxState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      {
        *state = i;
        return TRUE;
      }
  return FALSE;
}

const char *
uois_outbox_state_get_label (UoisOutboxState state)
{
  static const char *const labels[UOIS_OUTBOX_N_STATES] = {
    N_ ("Waiting to be sent"),
    N_ ("Being sent"),
    N_ ("Sent, not checked yet"),
    N_ ("At the server"),
    N_ ("At the server, but changed by it"),
    N_ ("Refused by the server"),
    N_ ("Waiting for another record"),
    N_ ("Perhaps at the server; will be checked first"),
    N_ ("Waiting for your decision"),
    N_ ("Discarded"),
  };

  return _ (labels[state]);
}

/* ---- When to try again ---- */

/* Evenly spread bits of a number (the finalizer of MurmurHash3). */
static guint32
scatter (guint32 number)
{
  number ^= number >> 16;
  number *= 0x85ebca6bu;
  number ^= number >> 13;
  number *= 0xc2b2ae35u;
  return number ^ (number >> 16);
}

gint64
uois_outbox_get_delay (guint attempts, guint32 seed, guint retry_after)
{
  gint64 longest = FIRST_DELAY;
  gint64 delay;

  for (guint i = 1; i < attempts && longest < LONGEST_DELAY; i++)
    longest *= 2;
  longest = MIN (longest, LONGEST_DELAY);
  delay = longest - longest / 2 * (scatter (seed + attempts) % 1024) / 1024;
  return MAX (delay, (gint64) MIN (retry_after, LONGEST_REQUEST) * 1000);
}
