/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file.h"

G_BEGIN_DECLS

/**
 * SECTION: Machines of states
 *
 * A record whose type is a machine (`@machine`) as a whole: its states, the
 * transitions between them and who may lead on from a state. Outline, diagram
 * and lint are views of this one model. Changing it is editing drafts of its
 * states and transitions.
 */

/* Stands for a state that a transition leads from or to and that is not one of the machine. */
#define UOIS_STATE_ELSEWHERE G_MAXUINT

/**
 * UoisActor: a role or a person who may lead on from a state.
 * @relation: which of the machine's actors it belongs to
 * @id: of the record that @relation leads to
 * @kind: what it is the name of: the type on the other side of a link
 * @title: what people see
 */
typedef struct
{
  const UoisField *relation;
  UoisUuid id;
  const UoisType *kind;
  char *title;
} UoisActor;

/**
 * UoisState:
 * @title: what people see
 * @marked_initial: somebody said that what is new begins here
 * @initial: it does: it is marked, or none is and no way leads here
 * @n_exits: how many transitions lead on
 * @actors: (element-type UoisActor): who may lead on, in the order of the machine's actors
 */
typedef struct
{
  UoisUuid id;
  char *title;
  gboolean marked_initial;
  gboolean initial;
  guint n_exits;
  GPtrArray *actors;
} UoisState;

/**
 * UoisTransition:
 * @source: index of a state, or %UOIS_STATE_ELSEWHERE
 * @target: likewise
 */
typedef struct
{
  UoisUuid id;
  char *title;
  guint source;
  guint target;
} UoisTransition;

/**
 * UoisMachineModel:
 * @type: the machine's
 * @states: (element-type UoisState): those that what is new begins in first, then in the order in which they are
 *   reached; at the end those that are not
 * @transitions: (element-type UoisTransition): by state, in the order of the file
 *
 * Immutable, reference-counted, any thread.
 */
typedef struct
{
  gatomicrefcount reference_count;
  const UoisType *type;
  UoisUuid id;
  char *title;
  GPtrArray *states;
  GPtrArray *transitions;
} UoisMachineModel;

UoisMachineModel *uois_machine_model_new (const UoisType *type);
UoisMachineModel *uois_machine_model_ref (UoisMachineModel *model);
void uois_machine_model_unref (UoisMachineModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisMachineModel, uois_machine_model_unref)

/* What a model is made of. @title is copied; a transition's states are given by their ids. */
UoisState *
uois_machine_model_add_state (UoisMachineModel *model, const UoisUuid *id, const char *title, gboolean marked_initial);
/* @kind: (nullable): the type of what the relation leads to */
void uois_state_add_actor (
    UoisState *state, const UoisField *relation, const UoisUuid *id, const UoisType *kind, const char *title);
UoisTransition *uois_machine_model_add_transition (
    UoisMachineModel *model, const UoisUuid *id, const char *title, const UoisUuid *source, const UoisUuid *target);
/* Once all is added: counts exits, finds where it begins, brings the states into order. */
void uois_machine_model_finish (UoisMachineModel *model);

static inline const UoisState *
uois_machine_model_get_state (const UoisMachineModel *model, guint index)
{
  return (const UoisState *) g_ptr_array_index (model->states, index);
}

static inline const UoisTransition *
uois_machine_model_get_transition (const UoisMachineModel *model, guint index)
{
  return (const UoisTransition *) g_ptr_array_index (model->transitions, index);
}

static inline const UoisActor *
uois_state_get_actor (const UoisState *state, guint index)
{
  return (const UoisActor *) g_ptr_array_index (state->actors, index);
}

/* The index of a state, or %UOIS_STATE_ELSEWHERE. */
guint uois_machine_model_find_state (const UoisMachineModel *model, const UoisUuid *id);

/**
 * uois_file_read_machine_async:
 * @type: a type that is a machine
 *
 * NOT_FOUND if the record is not in the file.
 */
void uois_file_read_machine_async (UoisFile *file,
                                   const UoisType *type,
                                   const UoisUuid *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
UoisMachineModel *uois_file_read_machine_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisMachineModel *uois_file_read_machine (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error);

/**
 * uois_file_delete_state_async:
 * @model: the machine
 * @state: index of a state
 *
 * Deletes a state together with its transitions and those who may lead on from it, as one step that can be taken back.
 */
void uois_file_delete_state_async (UoisFile *file,
                                   UoisMachineModel *model,
                                   guint state,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gint64 uois_file_delete_state_finish (UoisFile *file, GAsyncResult *result, GError **error);

/* ---- On the way ---- */

/**
 * UoisMachineProgress: how far a record has come whose type follows a machine (`@follows`).
 * @machine: the one that its state belongs to
 * @state: where it is: index of a state of @machine, or %UOIS_STATE_ELSEWHERE
 * @visited: (element-type guint): the states of the machine that it has been in, from its history, first to last
 */
typedef struct
{
  UoisMachineModel *machine;
  guint state;
  GArray *visited;
} UoisMachineProgress;

void uois_machine_progress_free (UoisMachineProgress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisMachineProgress, uois_machine_progress_free)

/**
 * uois_file_read_progress_async:
 * @type: a type that follows a machine
 *
 * NOT_FOUND if the record is not in the file, or is in no state of a machine.
 */
void uois_file_read_progress_async (UoisFile *file,
                                    const UoisType *type,
                                    const UoisUuid *id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
UoisMachineProgress *uois_file_read_progress_finish (UoisFile *file, GAsyncResult *result, GError **error);
UoisMachineProgress *uois_file_read_progress (
    UoisFile *file, const UoisType *type, const UoisUuid *id, GCancellable *cancellable, GError **error);

/* ---- Lint ---- */

/**
 * UoisMachineRule: what can be wrong with a machine.
 * @UOIS_RULE_NO_INITIAL: "no-initial": nothing says where what is new begins
 * @UOIS_RULE_UNREACHABLE: "unreachable": no way leads to a state from where what is new begins
 * @UOIS_RULE_DEAD_END: "dead-end": from a state that has exits, none ends: every way goes round for ever
 * @UOIS_RULE_DUPLICATE_STATE: "duplicate-state": two states have the same name
 * @UOIS_RULE_DUPLICATE_TRANSITION: "duplicate-transition": two transitions from one state have the same name
 * @UOIS_RULE_NO_ACTOR: "no-actor": nobody may take a transition
 * @UOIS_RULE_ELSEWHERE: "elsewhere": a transition leads from or to a state of another machine, or one that is missing
 */
typedef enum
{
  UOIS_RULE_NO_INITIAL,
  UOIS_RULE_UNREACHABLE,
  UOIS_RULE_DEAD_END,
  UOIS_RULE_DUPLICATE_STATE,
  UOIS_RULE_DUPLICATE_TRANSITION,
  UOIS_RULE_NO_ACTOR,
  UOIS_RULE_ELSEWHERE,
} UoisMachineRule;

/* The rule's name, which stays the same for good: "dead-end". */
const char *uois_machine_rule_get_name (UoisMachineRule rule);

/**
 * UoisMachineFinding:
 * @state: index of the state that it is about, or %UOIS_STATE_ELSEWHERE
 * @transition: index of the transition that it is about, or %G_MAXUINT
 * @sentence: what is wrong and what to do
 */
typedef struct
{
  UoisMachineRule rule;
  guint state;
  guint transition;
  char *sentence;
} UoisMachineFinding;

/* Returns: (transfer full) (element-type UoisMachineFinding): by rule, then in the order of the model; empty if all is well */
GPtrArray *uois_machine_model_lint (const UoisMachineModel *model);

G_END_DECLS
