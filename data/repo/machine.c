/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repo/machine.h"

static void
actor_free (gpointer data)
{
  UoisActor *actor = data;

  g_free (actor->title);
  g_free (actor);
}

static void
state_free (gpointer data)
{
  UoisState *state = data;

  g_free (state->title);
  g_ptr_array_unref (state->actors);
  g_free (state);
}

static void
transition_free (gpointer data)
{
  UoisTransition *transition = data;

  g_free (transition->title);
  g_free (transition);
}

UoisMachineModel *
uois_machine_model_new (const UoisType *type)
{
  UoisMachineModel *self = g_new0 (UoisMachineModel, 1);

  g_atomic_ref_count_init (&self->reference_count);
  self->type = type;
  self->states = g_ptr_array_new_with_free_func (state_free);
  self->transitions = g_ptr_array_new_with_free_func (transition_free);
  return self;
}

UoisMachineModel *
uois_machine_model_ref (UoisMachineModel *self)
{
  g_atomic_ref_count_inc (&self->reference_count);
  return self;
}

void
uois_machine_model_unref (UoisMachineModel *self)
{
  if (!g_atomic_ref_count_dec (&self->reference_count))
    return;
  g_free (self->title);
  g_ptr_array_unref (self->states);
  g_ptr_array_unref (self->transitions);
  g_free (self);
}

UoisState *
uois_machine_model_add_state (UoisMachineModel *self, const UoisUuid *id, const char *title, gboolean marked_initial)
{
  UoisState *state = g_new0 (UoisState, 1);

  state->id = *id;
  state->title = g_strdup (title);
  state->marked_initial = marked_initial;
  state->actors = g_ptr_array_new_with_free_func (actor_free);
  g_ptr_array_add (self->states, state);
  return state;
}

void
uois_state_add_actor (
    UoisState *state, const UoisField *relation, const UoisUuid *id, const UoisType *kind, const char *title)
{
  UoisActor *actor = g_new0 (UoisActor, 1);

  actor->relation = relation;
  actor->id = *id;
  actor->kind = kind != NULL ? kind : relation->target;
  actor->title = g_strdup (title);
  g_ptr_array_add (state->actors, actor);
}

UoisTransition *
uois_machine_model_add_transition (
    UoisMachineModel *self, const UoisUuid *id, const char *title, const UoisUuid *source, const UoisUuid *target)
{
  UoisTransition *transition = g_new0 (UoisTransition, 1);

  transition->id = *id;
  transition->title = g_strdup (title);
  transition->source = uois_machine_model_find_state (self, source);
  transition->target = uois_machine_model_find_state (self, target);
  g_ptr_array_add (self->transitions, transition);
  return transition;
}

guint
uois_machine_model_find_state (const UoisMachineModel *self, const UoisUuid *id)
{
  for (guint i = 0; i < self->states->len; i++)
    if (uois_uuid_equal (&uois_machine_model_get_state (self, i)->id, id))
      return i;
  return UOIS_STATE_ELSEWHERE;
}

/* ---- Where it begins, and in which order it goes on ---- */

static void
find_initial (UoisMachineModel *self)
{
  gboolean is_marked = FALSE;

  for (guint i = 0; i < self->states->len; i++)
    is_marked |= uois_machine_model_get_state (self, i)->marked_initial;
  for (guint i = 0; i < self->states->len; i++)
    {
      UoisState *state = g_ptr_array_index (self->states, i);

      state->initial = !is_marked || state->marked_initial;
    }
  for (guint i = 0; i < self->transitions->len; i++)
    {
      const UoisTransition *transition = uois_machine_model_get_transition (self, i);

      if (transition->source != UOIS_STATE_ELSEWHERE)
        ((UoisState *) g_ptr_array_index (self->states, transition->source))->n_exits++;
      if (!is_marked && transition->source != UOIS_STATE_ELSEWHERE && transition->target != UOIS_STATE_ELSEWHERE &&
          transition->target != transition->source)
        ((UoisState *) g_ptr_array_index (self->states, transition->target))->initial = FALSE;
    }
}

static void
visit (GArray *order, gboolean *seen, guint state)
{
  if (state == UOIS_STATE_ELSEWHERE || seen[state])
    return;
  seen[state] = TRUE;
  g_array_append_val (order, state);
}

/* Breadth first from where it begins; what is not reached comes last. */
static GArray *
find_order (UoisMachineModel *self)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree gboolean *seen = g_new0 (gboolean, self->states->len + 1);

  for (guint i = 0; i < self->states->len; i++)
    if (uois_machine_model_get_state (self, i)->initial)
      visit (order, seen, i);
  for (guint next = 0; next < self->states->len; next++)
    {
      if (next == order->len)
        for (guint i = 0; next == order->len; i++)
          visit (order, seen, i);
      for (guint i = 0; i < self->transitions->len; i++)
        {
          const UoisTransition *transition = uois_machine_model_get_transition (self, i);

          if (transition->source == g_array_index (order, guint, next))
            visit (order, seen, transition->target);
        }
    }
  return order;
}

static int
compare_transitions (gconstpointer a, gconstpointer b)
{
  const UoisTransition *first = *(const UoisTransition *const *) a;
  const UoisTransition *second = *(const UoisTransition *const *) b;

  return (first->source > second->source) - (first->source < second->source);
}

void
uois_machine_model_finish (UoisMachineModel *self)
{
  g_autoptr (GArray) order = NULL;
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (state_free);
  g_autofree guint *positions = g_new0 (guint, self->states->len + 1);

  find_initial (self);
  order = find_order (self);
  for (guint i = 0; i < order->len; i++)
    {
      guint state = g_array_index (order, guint, i);

      positions[state] = i;
      g_ptr_array_add (states, g_steal_pointer (&self->states->pdata[state]));
    }
  g_ptr_array_set_free_func (self->states, NULL);
  g_ptr_array_unref (self->states);
  self->states = g_steal_pointer (&states);

  for (guint i = 0; i < self->transitions->len; i++)
    {
      UoisTransition *transition = g_ptr_array_index (self->transitions, i);

      if (transition->source != UOIS_STATE_ELSEWHERE)
        transition->source = positions[transition->source];
      if (transition->target != UOIS_STATE_ELSEWHERE)
        transition->target = positions[transition->target];
    }
  /* A stable sort: within a state the order stays. */
  g_ptr_array_sort (self->transitions, compare_transitions);
}
