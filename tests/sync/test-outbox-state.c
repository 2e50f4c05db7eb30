/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of an operation: every state with every event, long random lives, and the delays. */
#include "sync/outbox-state.h"

#include <string.h>

#define LIVES 20000
#define READ UOIS_OUTBOX_READ
#define PLAN UOIS_OUTBOX_PLAN
#define DELAY UOIS_OUTBOX_DELAY
#define SIGN_IN UOIS_OUTBOX_SIGN_IN
#define RELEASE UOIS_OUTBOX_RELEASE
#define BLOCK UOIS_OUTBOX_BLOCK
#define SHOW UOIS_OUTBOX_SHOW
#define RECORD UOIS_OUTBOX_RECORD

/*
 * What each event makes of each state, as "event>state+action+action": "tried" counts an attempt, "false" a false report,
 * "anew" forgets both. What is not written cannot happen. Kept apart from the table of the program on purpose: by what one sees at the desk.
 */
static const struct
{
  const char *state;
  const char *events;
} expected[] = {
  { "pending", "send>sending not-sent>pending+delay+tried parent-stuck>waiting+block parent-done>pending "
               "read-changed>pending+plan disagree>conflict+block+show+anew discard>discarded+block+record+anew "
               "restart>pending+anew" },
  { "sending", "done>sent+read refuse>refused+block+show+anew stale>unknown+read doubt>unknown+read "
               "lost>unknown+read+delay+tried not-sent>pending+delay+tried busy>pending+delay+tried "
               "signed-out>pending+sign-in restart>unknown+read+anew" },
  { "sent", "read-same>confirmed+release+anew read-other>different+release+show+anew "
            "read-before>pending+delay+false read-changed>pending+plan+anew lost>sent+read+delay+tried "
            "not-sent>sent+read+delay+tried busy>sent+read+delay+tried signed-out>sent+sign-in "
            "restart>sent+read+anew" },
  { "unknown", "read-same>confirmed+release+anew read-other>different+release+show+anew read-before>pending "
               "read-changed>pending+plan+anew lost>unknown+read+delay+tried not-sent>unknown+read+delay+tried "
               "busy>unknown+read+delay+tried signed-out>unknown+sign-in restart>unknown+read+anew" },
  { "refused", "decide>pending+plan+record+anew discard>discarded+block+record+anew read-changed>refused+plan "
               "disagree>conflict+block+show+anew restart>refused" },
  { "waiting", "parent-stuck>waiting parent-done>pending+anew read-changed>waiting+plan "
               "disagree>conflict+block+show+anew discard>discarded+block+record+anew restart>waiting" },
  { "conflict", "decide>pending+plan+record+anew discard>discarded+block+record+anew read-changed>conflict+plan "
                "disagree>conflict restart>conflict" },
  { "confirmed", "" },
  { "different", "" },
  { "discarded", "" },
};

static const char *const event_names[UOIS_OUTBOX_N_EVENTS] = {
  "send",        "done",       "refuse",    "stale",      "doubt",       "lost",         "not-sent",
  "busy",        "signed-out", "read-same", "read-other", "read-before", "read-changed", "parent-stuck",
  "parent-done", "disagree",   "decide",    "discard",    "restart",
};

static const char *const action_names[] = { "read", "plan", "delay", "sign-in", "release", "block", "show", "record" };

static UoisOutboxState
state_of (const char *name)
{
  UoisOutboxState state;

  g_assert_true (uois_outbox_state_from_name (name, &state));
  return state;
}

static guint
actions_of (char **words)
{
  guint actions = 0;

  for (guint i = 0; words[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (action_names); j++)
      if (strcmp (words[i], action_names[j]) == 0)
        actions |= 1u << j;
  return actions;
}

/* "event>state+action+action"; NULL if the event is not among the words */
static const char *
find_word (char **words, const char *event)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], event) && words[i][strlen (event)] == '>')
      return words[i] + strlen (event) + 1;
  return NULL;
}

static gboolean
has_word (char **words, const char *word)
{
  return g_strv_contains ((const char *const *) words, word);
}

static void
check_event (UoisOutboxState state, char **words, UoisOutboxEvent event)
{
  UoisOutboxStatus status = { .state = state, .attempts = 1, .false_reports = 1 };
  const char *word = find_word (words, event_names[event]);
  guint actions = 99;
  gboolean possible = uois_outbox_step (&status, event, &actions);

  if ((word != NULL) != possible)
    g_error ("%s in state %s is %spossible", event_names[event], uois_outbox_state_get_name (state),
             possible ? "" : "im");
  if (word == NULL)
    {
      g_assert_cmpint (status.state, ==, state);
      g_assert_cmpuint (status.attempts, ==, 1);
      g_assert_cmpuint (status.false_reports, ==, 1);
      g_assert_cmpuint (actions, ==, 0);
    }
  else
    {
      g_auto (GStrv) parts = g_strsplit (word, "+", -1);

      if (status.state != state_of (parts[0]) || actions != actions_of (parts + 1))
        g_error ("%s in state %s leads to %s with %x", event_names[event], uois_outbox_state_get_name (state),
                 uois_outbox_state_get_name (status.state), actions);
      g_assert_cmpuint (status.attempts, ==, has_word (parts, "anew") ? 0 : 1 + has_word (parts, "tried"));
      g_assert_cmpuint (status.false_reports, ==, has_word (parts, "anew") ? 0 : 1 + has_word (parts, "false"));
    }
}

static void
test_table (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (expected), ==, UOIS_OUTBOX_N_STATES);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_auto (GStrv) words = g_strsplit (expected[i].events, " ", -1);
      UoisOutboxState state = state_of (expected[i].state);

      g_assert_cmpint (uois_outbox_state_is_final (state), ==, words[0] == NULL);
      for (guint event = 0; event < UOIS_OUTBOX_N_EVENTS; event++)
        check_event (state, words, event);
    }
}

static void
step (UoisOutboxStatus *status, UoisOutboxEvent event)
{
  g_assert_true (uois_outbox_step (status, event, NULL));
}

/* I15: what may pass by itself is tried for ever, and a person hears of it once. */
static void
test_transient (void)
{
  static const UoisOutboxEvent transient[] = { UOIS_OUTBOX_LOST, UOIS_OUTBOX_NOT_SENT, UOIS_OUTBOX_BUSY };
  UoisOutboxStatus status = { .state = UOIS_OUTBOX_PENDING };
  guint shown = 0;

  for (guint i = 0; i < 1000; i++)
    {
      guint actions;

      if (status.state == UOIS_OUTBOX_PENDING)
        step (&status, UOIS_OUTBOX_SEND);
      g_assert_true (uois_outbox_step (&status, transient[i % G_N_ELEMENTS (transient)], &actions));
      shown += (actions & SHOW) != 0;
      g_assert_true (status.state == UOIS_OUTBOX_PENDING || status.state == UOIS_OUTBOX_UNKNOWN);
      g_assert_cmpuint (status.attempts, ==, i + 1);
      g_assert_true (i + 1 != UOIS_OUTBOX_PATIENCE || shown == 1);
      g_assert_true ((actions & DELAY) != 0);
      if (i % 7 == 0)
        {
          g_assert_true (uois_outbox_step (&status, UOIS_OUTBOX_RESTART, NULL));
          g_assert_cmpuint (status.attempts, ==, 0);
          status.attempts = i + 1;
        }
    }
  g_assert_cmpuint (shown, ==, 1);
  g_assert_cmpuint (status.false_reports, ==, 0);
}

/* Losing the sign-in costs nothing. */
static void
test_signed_out (void)
{
  UoisOutboxStatus status = { .state = UOIS_OUTBOX_SENDING, .attempts = 2, .false_reports = 1 };

  step (&status, UOIS_OUTBOX_SIGNED_OUT);
  g_assert_cmpuint (status.attempts, ==, 2);
  g_assert_cmpuint (status.false_reports, ==, 1);
}

/* A server that says that it is done and never does it is believed three times. */
static void
test_false_reports (void)
{
  UoisOutboxStatus status = { .state = UOIS_OUTBOX_PENDING };
  guint actions = 0;

  for (guint i = 1; i <= UOIS_OUTBOX_FALSE_REPORTS; i++)
    {
      g_assert_cmpint (status.state, ==, UOIS_OUTBOX_PENDING);
      step (&status, UOIS_OUTBOX_SEND);
      step (&status, UOIS_OUTBOX_DONE);
      g_assert_true (uois_outbox_step (&status, UOIS_OUTBOX_READ_BEFORE, &actions));
      g_assert_cmpuint (status.false_reports, ==, i < UOIS_OUTBOX_FALSE_REPORTS ? i : 0);
    }
  g_assert_cmpint (status.state, ==, UOIS_OUTBOX_REFUSED);
  g_assert_cmpuint (actions, ==, BLOCK | SHOW);

  /* Whoever corrects it begins anew; so does what arrived in the end. */
  status.false_reports = 2;
  step (&status, UOIS_OUTBOX_DECIDE);
  g_assert_cmpuint (status.false_reports, ==, 0);
  status = (UoisOutboxStatus){ .state = UOIS_OUTBOX_SENT, .attempts = 3, .false_reports = 2 };
  step (&status, UOIS_OUTBOX_READ_SAME);
  g_assert_cmpuint (status.false_reports, ==, 0);
  g_assert_cmpuint (status.attempts, ==, 0);
  /* What nobody had reported is no false report. */
  status = (UoisOutboxStatus){ .state = UOIS_OUTBOX_UNKNOWN, .attempts = 3, .false_reports = 2 };
  step (&status, UOIS_OUTBOX_READ_BEFORE);
  g_assert_cmpuint (status.false_reports, ==, 2);
  g_assert_cmpuint (status.attempts, ==, 3);
}

/* Random lives: it never is anywhere unseen, and what may be at the server is read before it is sent again. */
static void
test_lives (void)
{
  const char *text = g_getenv ("UOIS_SEED");
  guint32 seed = text != NULL ? (guint32) g_ascii_strtoull (text, NULL, 10) : g_random_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("UOIS_SEED=%u", seed);
  for (guint i = 0; i < LIVES; i++)
    {
      UoisOutboxStatus status = { .state = UOIS_OUTBOX_PENDING };
      gboolean may_be_there = FALSE;

      for (guint n = 0; n < 60 && !uois_outbox_state_is_final (status.state); n++)
        {
          UoisOutboxEvent event = (UoisOutboxEvent) g_rand_int_range (random, 0, UOIS_OUTBOX_N_EVENTS);
          guint actions;

          if (!uois_outbox_step (&status, event, &actions))
            continue;
          if (event == UOIS_OUTBOX_SEND)
            {
              g_assert_false (may_be_there);
              may_be_there = TRUE;
            }
          else if (event >= UOIS_OUTBOX_READ_SAME && event <= UOIS_OUTBOX_READ_CHANGED)
            may_be_there = FALSE;
          else if (event == UOIS_OUTBOX_REFUSE ||
                   (status.state == UOIS_OUTBOX_PENDING &&
                    (event == UOIS_OUTBOX_NOT_SENT || event == UOIS_OUTBOX_BUSY || event == UOIS_OUTBOX_SIGNED_OUT)))
            may_be_there = FALSE;
          g_assert_true (event != UOIS_OUTBOX_DISCARD || !may_be_there);
          g_assert_true (status.state != UOIS_OUTBOX_DISCARDED || (actions & RECORD) != 0);
          g_assert_cmpuint (status.false_reports, <, UOIS_OUTBOX_FALSE_REPORTS);
        }
    }
}

static void
test_names (void)
{
  UoisOutboxState state = UOIS_OUTBOX_SENT;

  for (guint i = 0; i < UOIS_OUTBOX_N_STATES; i++)
    {
      g_assert_true (uois_outbox_state_from_name (uois_outbox_state_get_name (i), &state));
      g_assert_cmpint (state, ==, i);
      g_assert_cmpuint (strlen (uois_outbox_state_get_label (i)), >, 5);
    }
  state = UOIS_OUTBOX_SENT;
  g_assert_false (uois_outbox_state_from_name ("nothing", &state));
  g_assert_cmpint (state, ==, UOIS_OUTBOX_SENT);
  g_assert_cmpstr (uois_outbox_state_get_label (UOIS_OUTBOX_PENDING), ==, "Waiting to be sent");
  g_assert_cmpstr (uois_outbox_state_get_label (UOIS_OUTBOX_DISCARDED), ==, "Discarded");
}

static void
test_delay (void)
{
  gint64 smallest = G_MAXINT64, largest = 0;

  for (guint attempts = 1; attempts < 40; attempts++)
    {
      gint64 longest = attempts < 10 ? MIN (2000 << (attempts - 1), 900000) : 900000;

      for (guint32 seed = 0; seed < 200; seed++)
        {
          gint64 delay = uois_outbox_get_delay (attempts, seed, 0);

          g_assert_cmpint (delay, <=, longest);
          g_assert_cmpint (delay, >, longest / 2);
          g_assert_cmpint (delay, ==, uois_outbox_get_delay (attempts, seed, 0));
        }
    }
  /* Spread over the whole of the half that chance decides. */
  for (guint32 seed = 0; seed < 1000; seed++)
    {
      gint64 delay = uois_outbox_get_delay (3, seed, 0);

      smallest = MIN (smallest, delay);
      largest = MAX (largest, delay);
    }
  g_assert_cmpint (smallest, <, 4200);
  g_assert_cmpint (largest, >, 7800);
  g_assert_cmpint (uois_outbox_get_delay (G_MAXUINT, 1, 0), <=, 900000);
  g_assert_cmpint (uois_outbox_get_delay (0, 1, 0), <=, 2000);

  g_assert_cmpint (uois_outbox_get_delay (1, 1, 60), ==, 60000);
  g_assert_cmpint (uois_outbox_get_delay (1, 1, 1), <=, 2000);
  g_assert_cmpint (uois_outbox_get_delay (1, 1, 1), >=, 1000);
  g_assert_cmpint (uois_outbox_get_delay (1, 1, G_MAXUINT), ==, 3600000);
  g_assert_cmpint (uois_outbox_get_delay (20, 1, 60), >, 60000);
}

/* The numbers themselves: a change of them is a change of how the program behaves towards servers. */
static void
test_known_delays (void)
{
  static const gint64 known[][3] = { { 1, 0, 1822 },    { 1, 1, 1245 },     { 2, 0, 2489 },         { 3, 12345, 6907 },
                                     { 9, 77, 353500 }, { 10, 77, 899122 }, { 30, 1000000, 788819 } };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_cmpint (uois_outbox_get_delay ((guint) known[i][0], (guint32) known[i][1], 0), ==, known[i][2]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/outbox-state/table", test_table);
  g_test_add_func ("/sync/outbox-state/transient", test_transient);
  g_test_add_func ("/sync/outbox-state/signed-out", test_signed_out);
  g_test_add_func ("/sync/outbox-state/false-reports", test_false_reports);
  g_test_add_func ("/sync/outbox-state/lives", test_lives);
  g_test_add_func ("/sync/outbox-state/names", test_names);
  g_test_add_func ("/sync/outbox-state/delay", test_delay);
  g_test_add_func ("/sync/outbox-state/known-delays", test_known_delays);
  return g_test_run ();
}
