/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/machine.h"

#include "base/text.h"

#include <glib/gi18n-lib.h>

static const char *const rule_names[] = {
  [UOIS_RULE_NO_INITIAL] = "no-initial",
  [UOIS_RULE_UNREACHABLE] = "unreachable",
  [UOIS_RULE_DEAD_END] = "dead-end",
  [UOIS_RULE_DUPLICATE_STATE] = "duplicate-state",
  [UOIS_RULE_DUPLICATE_TRANSITION] = "duplicate-transition",
  [UOIS_RULE_NO_ACTOR] = "no-actor",
  [UOIS_RULE_ELSEWHERE] = "elsewhere",
};

const char *
uois_machine_rule_get_name (UoisMachineRule rule)
{
  return rule_names[rule];
}

static void
finding_free (gpointer data)
{
  UoisMachineFinding *finding = data;

  g_free (finding->sentence);
  g_free (finding);
}

/* Takes @sentence. */
static void
report (GPtrArray *findings, UoisMachineRule rule, guint state, guint transition, char *sentence)
{
  UoisMachineFinding *finding = g_new0 (UoisMachineFinding, 1);

  finding->rule = rule;
  finding->state = state;
  finding->transition = transition;
  finding->sentence = sentence;
  g_ptr_array_add (findings, finding);
}

/* ---- Ways ---- */

/* Marks what is reached from the marked states, along the transitions or, if @backwards, against them. */
static void
spread (const UoisMachineModel *model, gboolean *marked, gboolean backwards)
{
  gboolean grows = TRUE;

  while (grows)
    {
      grows = FALSE;
      for (guint i = 0; i < model->transitions->len; i++)
        {
          const UoisTransition *transition = uois_machine_model_get_transition (model, i);
          guint from = backwards ? transition->target : transition->source;
          guint to = backwards ? transition->source : transition->target;

          if (from == UOIS_STATE_ELSEWHERE || to == UOIS_STATE_ELSEWHERE || !marked[from] || marked[to])
            continue;
          marked[to] = TRUE;
          grows = TRUE;
        }
    }
}

static void
check_beginning (const UoisMachineModel *model, GPtrArray *findings)
{
  g_autofree gboolean *reached = g_new0 (gboolean, model->states->len + 1);
  gboolean begins = FALSE;

  for (guint i = 0; i < model->states->len; i++)
    {
      reached[i] = uois_machine_model_get_state (model, i)->initial;
      begins |= reached[i];
    }
  if (!begins)
    {
      report (findings, UOIS_RULE_NO_INITIAL, UOIS_STATE_ELSEWHERE, G_MAXUINT,
              g_strdup (_ ("No state says that what is new begins there. Mark one as the beginning.")));
      return;
    }
  spread (model, reached, FALSE);
  for (guint i = 0; i < model->states->len; i++)
    if (!reached[i])
      report (findings, UOIS_RULE_UNREACHABLE, i, G_MAXUINT,
              g_strdup_printf (_ ("No way leads from the beginning to “%s”. Add a transition to it, or delete it."),
                               uois_machine_model_get_state (model, i)->title));
}

/* A state without exits is an end, as it should be; one with exits of which none leads to an end is a trap. */
static void
check_ends (const UoisMachineModel *model, GPtrArray *findings)
{
  g_autofree gboolean *ends = g_new0 (gboolean, model->states->len + 1);

  for (guint i = 0; i < model->states->len; i++)
    ends[i] = uois_machine_model_get_state (model, i)->n_exits == 0;
  /* What goes on in another machine may end there. */
  for (guint i = 0; i < model->transitions->len; i++)
    {
      const UoisTransition *transition = uois_machine_model_get_transition (model, i);

      if (transition->source != UOIS_STATE_ELSEWHERE && transition->target == UOIS_STATE_ELSEWHERE)
        ends[transition->source] = TRUE;
    }
  spread (model, ends, TRUE);
  for (guint i = 0; i < model->states->len; i++)
    if (!ends[i])
      report (
          findings, UOIS_RULE_DEAD_END, i, G_MAXUINT,
          g_strdup_printf (_ ("From “%s” every way goes round for ever. Add a transition to a state where it ends."),
                           uois_machine_model_get_state (model, i)->title));
}

/* ---- Names ---- */

static gboolean
are_alike (const char *a, const char *b)
{
  g_autofree char *first = uois_text_fold (a, -1);
  g_autofree char *second = uois_text_fold (b, -1);

  return g_str_equal (first, second);
}

static void
check_state_names (const UoisMachineModel *model, GPtrArray *findings)
{
  for (guint i = 0; i < model->states->len; i++)
    for (guint earlier = 0; earlier < i; earlier++)
      {
        const char *title = uois_machine_model_get_state (model, i)->title;

        if (!are_alike (title, uois_machine_model_get_state (model, earlier)->title))
          continue;
        report (findings, UOIS_RULE_DUPLICATE_STATE, i, G_MAXUINT,
                g_strdup_printf (_ ("Two states are called “%s”. Rename one of them."), title));
        break;
      }
}

static void
check_transition_names (const UoisMachineModel *model, GPtrArray *findings)
{
  for (guint i = 0; i < model->transitions->len; i++)
    for (guint earlier = 0; earlier < i; earlier++)
      {
        const UoisTransition *a = uois_machine_model_get_transition (model, i);
        const UoisTransition *b = uois_machine_model_get_transition (model, earlier);

        if (a->source == UOIS_STATE_ELSEWHERE || a->source != b->source || !are_alike (a->title, b->title))
          continue;
        report (findings, UOIS_RULE_DUPLICATE_TRANSITION, a->source, i,
                g_strdup_printf (_ ("Two transitions from “%s” are called “%s”. Rename one of them."),
                                 uois_machine_model_get_state (model, a->source)->title, a->title));
        break;
      }
}

/* ---- Transitions ---- */

static void
check_actors (const UoisMachineModel *model, GPtrArray *findings)
{
  for (guint i = 0; model->type->machine->actors.length > 0 && i < model->transitions->len; i++)
    {
      const UoisTransition *transition = uois_machine_model_get_transition (model, i);

      if (transition->source != UOIS_STATE_ELSEWHERE &&
          uois_machine_model_get_state (model, transition->source)->actors->len == 0)
        report (findings, UOIS_RULE_NO_ACTOR, transition->source, i,
                g_strdup_printf (_ ("Nobody may take “%s”: the state “%s” has neither a role nor a person. Add one."),
                                 transition->title, uois_machine_model_get_state (model, transition->source)->title));
    }
}

static void
check_strangers (const UoisMachineModel *model, GPtrArray *findings)
{
  for (guint i = 0; i < model->transitions->len; i++)
    {
      const UoisTransition *transition = uois_machine_model_get_transition (model, i);

      if (transition->source == UOIS_STATE_ELSEWHERE || transition->target == UOIS_STATE_ELSEWHERE)
        report (findings, UOIS_RULE_ELSEWHERE, transition->source, i,
                g_strdup_printf (_ ("“%s” does not connect two states that belong here. Choose others."),
                                 transition->title));
    }
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const UoisMachineFinding *first = *(const UoisMachineFinding *const *) a;
  const UoisMachineFinding *second = *(const UoisMachineFinding *const *) b;

  return (first->rule > second->rule) - (first->rule < second->rule);
}

GPtrArray *
uois_machine_model_lint (const UoisMachineModel *model)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (finding_free);

  if (model->states->len > 0)
    check_beginning (model, findings);
  check_ends (model, findings);
  check_state_names (model, findings);
  check_transition_names (model, findings);
  check_actors (model, findings);
  check_strangers (model, findings);
  g_ptr_array_sort (findings, compare_findings);
  return findings;
}
