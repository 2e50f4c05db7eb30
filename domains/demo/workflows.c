/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "procedures.h"
#include "writers.h"

/* What a role or person may do with a request in a state: see it, or take it further. */
#define ACCESS_SEE 1
#define ACCESS_ACT 2

static const char *const authorization_columns[] = { NULL };
static const char *const authorization_user_columns[] = { "authorization_id", "user_id", "accesslevel", NULL };
static const char *const authorization_group_columns[] = { "authorization_id", "group_id", "accesslevel", NULL };
static const char *const authorization_role_columns[] = { "authorization_id", "group_id", "roletype_id", "accesslevel",
                                                          NULL };
static const char *const workflow_columns[] = { "name", "name_en", "valid", "authorization_id", NULL };
static const char *const state_columns[] = { "name", "name_en", "valid", "workflow_id", NULL };
static const char *const transition_columns[] = { "name",        "name_en",        "valid",
                                                  "workflow_id", "sourcestate_id", "destinationstate_id",
                                                  NULL };
static const char *const state_role_columns[] = { "name",        "accesslevel", "valid", "workflowstate_id",
                                                  "roletype_id", NULL };
static const char *const state_user_columns[] = { "name",    "accesslevel", "valid", "workflowstate_id",
                                                  "user_id", "group_id",    NULL };

typedef struct
{
  UoisDemoRun *run;
  UoisDemoTable *authorizations;
  UoisDemoTable *authorization_users;
  UoisDemoTable *authorization_groups;
  UoisDemoTable *authorization_roles;
  UoisDemoTable *workflows;
  UoisDemoTable *states;
  UoisDemoTable *transitions;
  UoisDemoTable *state_roles;
  UoisDemoTable *state_users;
} Writer;

/* The whole university may use it, its administrators may change it. */
static gboolean
write_authorization (Writer *writer, GError **error)
{
  UoisDemoItem administrator = uois_demo_output_find (writer->run->output, "roletypes", "name", "administrátor");

  uois_demo_table_begin (writer->authorizations);
  if (!uois_demo_table_end (writer->authorizations, error))
    return FALSE;

  uois_demo_table_begin (writer->authorization_users);
  uois_demo_set_row (writer->authorization_users, 0, writer->authorizations, writer->authorizations->rows - 1);
  uois_demo_set_row (writer->authorization_users, 1, writer->run->persons, 0);
  uois_demo_set_integer (writer->authorization_users, 2, ACCESS_ACT);
  if (!uois_demo_table_end (writer->authorization_users, error))
    return FALSE;

  uois_demo_table_begin (writer->authorization_groups);
  uois_demo_set_row (writer->authorization_groups, 0, writer->authorizations, writer->authorizations->rows - 1);
  uois_demo_set_row (writer->authorization_groups, 1, writer->run->groups, 0);
  uois_demo_set_integer (writer->authorization_groups, 2, ACCESS_SEE);
  if (!uois_demo_table_end (writer->authorization_groups, error))
    return FALSE;

  uois_demo_table_begin (writer->authorization_roles);
  uois_demo_set_row (writer->authorization_roles, 0, writer->authorizations, writer->authorizations->rows - 1);
  uois_demo_set_row (writer->authorization_roles, 1, writer->run->groups, 0);
  uois_demo_set_item (writer->authorization_roles, 2, &administrator);
  uois_demo_set_integer (writer->authorization_roles, 3, ACCESS_ACT);
  return uois_demo_table_end (writer->authorization_roles, error);
}

static gboolean
write_state (Writer *writer, const char *name, const char *name_en, const char *role, GError **error)
{
  UoisDemoItem role_type;

  uois_demo_table_begin (writer->states);
  uois_demo_set_text (writer->states, 0, name);
  uois_demo_set_text (writer->states, 1, name_en);
  uois_demo_set_boolean (writer->states, 2, TRUE);
  uois_demo_set_row (writer->states, 3, writer->workflows, writer->workflows->rows - 1);
  if (!uois_demo_table_end (writer->states, error) || role == NULL)
    return role == NULL;

  role_type = uois_demo_output_find (writer->run->output, "roletypes", "name", role);
  uois_demo_table_begin (writer->state_roles);
  uois_demo_set_text (writer->state_roles, 0, role);
  uois_demo_set_integer (writer->state_roles, 1, ACCESS_ACT);
  uois_demo_set_boolean (writer->state_roles, 2, TRUE);
  uois_demo_set_row (writer->state_roles, 3, writer->states, writer->states->rows - 1);
  uois_demo_set_item (writer->state_roles, 4, &role_type);
  return uois_demo_table_end (writer->state_roles, error);
}

static gboolean
write_transition (
    Writer *writer, const char *name, const char *name_en, guint64 source, guint64 destination, GError **error)
{
  uois_demo_table_begin (writer->transitions);
  uois_demo_set_text (writer->transitions, 0, name);
  uois_demo_set_text (writer->transitions, 1, name_en);
  uois_demo_set_boolean (writer->transitions, 2, TRUE);
  uois_demo_set_row (writer->transitions, 3, writer->workflows, writer->workflows->rows - 1);
  uois_demo_set_row (writer->transitions, 4, writer->states, source);
  uois_demo_set_row (writer->transitions, 5, writer->states, destination);
  return uois_demo_table_end (writer->transitions, error);
}

/* Whoever is away is stood in for by an administrator. */
static gboolean
write_substitute (Writer *writer, guint64 state, GError **error)
{
  uois_demo_table_begin (writer->state_users);
  uois_demo_set_text (writer->state_users, 0, "Zástup");
  uois_demo_set_integer (writer->state_users, 1, ACCESS_ACT);
  uois_demo_set_boolean (writer->state_users, 2, TRUE);
  uois_demo_set_row (writer->state_users, 3, writer->states, state);
  uois_demo_set_row (writer->state_users, 4, writer->run->persons, state % UOIS_DEMO_ADMINISTRATORS);
  uois_demo_set_row (writer->state_users, 5, writer->run->groups, 0);
  return uois_demo_table_end (writer->state_users, error);
}

static gboolean
write_procedure (Writer *writer, const UoisDemoProcedure *procedure, GError **error)
{
  guint64 first = writer->states->rows;
  guint64 refused = first + UOIS_DEMO_STEPS;

  if (!write_authorization (writer, error))
    return FALSE;
  uois_demo_table_begin (writer->workflows);
  uois_demo_set_text (writer->workflows, 0, procedure->name);
  uois_demo_set_text (writer->workflows, 1, procedure->name_en);
  uois_demo_set_boolean (writer->workflows, 2, TRUE);
  uois_demo_set_row (writer->workflows, 3, writer->authorizations, writer->authorizations->rows - 1);
  if (!uois_demo_table_end (writer->workflows, error))
    return FALSE;

  for (guint s = 0; s < UOIS_DEMO_STEPS; s++)
    if (!write_state (writer, procedure->steps[s].name, procedure->steps[s].name_en, procedure->steps[s].role, error))
      return FALSE;
  if (!write_state (writer, UOIS_DEMO_REFUSED, UOIS_DEMO_REFUSED_EN, NULL, error))
    return FALSE;
  for (guint s = 0; s + 1 < UOIS_DEMO_STEPS; s++)
    {
      const UoisDemoStep *next = &procedure->steps[s + 1];

      if (!write_transition (writer, next->action, next->action_en, first + s, first + s + 1, error) ||
          !write_transition (writer, "Zamítnout", "Refuse", first + s, refused, error))
        return FALSE;
    }
  return write_substitute (writer, first, error);
}

gboolean
uois_demo_write_workflows (UoisDemoRun *run, GError **error)
{
  UoisDemoOutput *output = run->output;
  Writer writer = { .run = run };

  writer.authorizations =
      uois_demo_table_open (output, "awauthorizations", UOIS_DEMO_STREAM_AUTHORIZATION, authorization_columns);
  writer.authorization_users = uois_demo_table_open (output, "awauthorizationusers",
                                                     UOIS_DEMO_STREAM_AUTHORIZATION_USER, authorization_user_columns);
  writer.authorization_groups = uois_demo_table_open (
      output, "awauthorizationgroups", UOIS_DEMO_STREAM_AUTHORIZATION_GROUP, authorization_group_columns);
  writer.authorization_roles = uois_demo_table_open (output, "awauthorizationroletypes",
                                                     UOIS_DEMO_STREAM_AUTHORIZATION_ROLE, authorization_role_columns);
  writer.workflows = uois_demo_table_open (output, "awworkflows", UOIS_DEMO_STREAM_WORKFLOW, workflow_columns);
  writer.states = uois_demo_table_open (output, "awworkflowstates", UOIS_DEMO_STREAM_WORKFLOW_STATE, state_columns);
  run->states = writer.states;
  writer.transitions =
      uois_demo_table_open (output, "awworkflowtransitions", UOIS_DEMO_STREAM_WORKFLOW_TRANSITION, transition_columns);
  writer.state_roles =
      uois_demo_table_open (output, "awworkflowstateroletypes", UOIS_DEMO_STREAM_WORKFLOW_ROLE, state_role_columns);
  writer.state_users =
      uois_demo_table_open (output, "awworkflowstateusers", UOIS_DEMO_STREAM_WORKFLOW_USER, state_user_columns);

  for (guint p = 0; p < UOIS_DEMO_PROCEDURES; p++)
    if (!write_procedure (&writer, &uois_demo_procedures[p], error))
      return FALSE;
  return TRUE;
}
