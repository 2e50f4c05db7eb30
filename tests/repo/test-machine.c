/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Machines of states: what lint says of them, and that it says so of any. */

#include "domains/domains.h"
#include "repo/machine.h"

#include <string.h>

static UoisRegistry *registry;
static const UoisType *workflow;

static UoisUuid
get_id (guint number)
{
  UoisUuid id = { { 0 } };

  id.bytes[15] = (guint8) number;
  id.bytes[0] = 1;
  return id;
}

/*
 * "A B; A>B submit": states, those with ! marked as the beginning and those with @ having somebody who may lead on;
 * then transitions with their names.
 */
static UoisMachineModel *
parse (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "; ", -1);
  g_auto (GStrv) states = g_strsplit (parts[0] != NULL ? parts[0] : "", " ", -1);
  UoisMachineModel *model = uois_machine_model_new (workflow);

  for (guint i = 0; states[i] != NULL; i++)
    {
      UoisUuid id = get_id (states[i][0]);
      g_autofree char *name = g_strndup (states[i], 1);
      const char *name_end = strchr (states[i], '=');
      UoisState *state = uois_machine_model_add_state (model, &id, name_end != NULL ? name_end + 1 : name,
                                                       strchr (states[i], '!') != NULL);

      if (strchr (states[i], '@') != NULL)
        uois_state_add_actor (state, workflow->machine->actors.items[0], &id, NULL, "dean");
    }
  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    {
      UoisUuid id = get_id (200 + i);
      UoisUuid source = get_id (parts[i][0]);
      UoisUuid target = get_id (parts[i][2]);

      uois_machine_model_add_transition (model, &id, parts[i] + 4, &source, &target);
    }
  uois_machine_model_finish (model);
  return model;
}

static char *
lint (const char *text)
{
  g_autoptr (UoisMachineModel) model = parse (text);
  g_autoptr (GPtrArray) findings = uois_machine_model_lint (model);
  g_autoptr (GString) answer = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const UoisMachineFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (answer, "%s%s", i > 0 ? ", " : "", uois_machine_rule_get_name (finding->rule));
      if (finding->state != UOIS_STATE_ELSEWHERE)
        g_string_append_printf (answer, " %s", uois_machine_model_get_state (model, finding->state)->title);
      if (finding->transition != G_MAXUINT)
        g_string_append_printf (answer, ".%s", uois_machine_model_get_transition (model, finding->transition)->title);
      g_assert_cmpuint (strlen (finding->sentence), >, 0);
    }
  return g_string_free (g_steal_pointer (&answer), FALSE);
}

static void
assert_lint (const char *text, const char *expected)
{
  g_autofree char *found = lint (text);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_sound (void)
{
  assert_lint ("", "");
  assert_lint ("A@ B", ""); /* nothing leads to either: in both something begins, and ends */
}

static void
test_rules (void)
{
  assert_lint ("A@ B; A>B go", "");
  assert_lint ("A!@ B@; A>B go; B>A back", "dead-end A, dead-end B");
  assert_lint ("A@ B@ C; A>B go; B>A back; B>C end", "no-initial");
  assert_lint ("A!@ B@ C; A>B go; B>A back; B>C end", "");
  assert_lint ("A!@ B C@; A>B go; C>B other", "unreachable C");
  assert_lint ("A@ B; A>B go; A>B Go", "duplicate-transition A.Go");
  assert_lint ("A@=Šárka B=sarka; A>B go", "duplicate-state sarka");
  assert_lint ("A B; A>B go", "no-actor A.go");
  assert_lint ("A@; A>X go", "elsewhere A.go");
  assert_lint ("A@; X>A go", "elsewhere.go");
  assert_lint ("A!@; A>A again", "dead-end A");
}

/* From where it begins, in the order in which they are reached, whatever the order of the file. */
static void
test_order (void)
{
  g_autoptr (UoisMachineModel) model = parse ("D C B A!; A>B 1; B>D 2; A>C 3; C>D 4; D>A 5");

  g_assert_cmpstr (uois_machine_model_get_state (model, 0)->title, ==, "A");
  g_assert_cmpstr (uois_machine_model_get_state (model, 1)->title, ==, "B");
  g_assert_cmpstr (uois_machine_model_get_state (model, 2)->title, ==, "C");
  g_assert_cmpstr (uois_machine_model_get_state (model, 3)->title, ==, "D");
  g_assert_cmpuint (uois_machine_model_get_state (model, 0)->n_exits, ==, 2);
  g_assert_true (uois_machine_model_get_state (model, 0)->initial);
  g_assert_false (uois_machine_model_get_state (model, 3)->initial);
  g_assert_cmpstr (uois_machine_model_get_transition (model, 1)->title, ==, "3");
  g_assert_cmpuint (uois_machine_model_get_transition (model, 4)->target, ==, 0);
}

/* ---- Against the definition, for any machine ---- */

#define ROUNDS 2000
#define STATES_MAX 7

/* Whether a way of one transition or more leads from one to the other: all ways, tried out. */
static void
close_ways (gboolean ways[STATES_MAX][STATES_MAX], guint n)
{
  for (guint k = 0; k < n; k++)
    for (guint i = 0; i < n; i++)
      for (guint j = 0; j < n; j++)
        ways[i][j] |= ways[i][k] && ways[k][j];
}

static gboolean
has_finding (GPtrArray *findings, UoisMachineRule rule, guint state)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const UoisMachineFinding *finding = g_ptr_array_index (findings, i);

      if (finding->rule == rule && finding->state == state)
        return TRUE;
    }
  return FALSE;
}

static void
check_against_definition (const UoisMachineModel *model)
{
  g_autoptr (GPtrArray) findings = uois_machine_model_lint (model);
  gboolean ways[STATES_MAX][STATES_MAX] = { { FALSE } };
  guint n = model->states->len;
  gboolean begins = FALSE;

  for (guint i = 0; i < model->transitions->len; i++)
    ways[uois_machine_model_get_transition (model, i)->source][uois_machine_model_get_transition (model, i)->target] =
        TRUE;
  close_ways (ways, n);
  for (guint i = 0; i < n; i++)
    begins |= uois_machine_model_get_state (model, i)->initial;
  g_assert_cmpint (has_finding (findings, UOIS_RULE_NO_INITIAL, UOIS_STATE_ELSEWHERE), ==, n > 0 && !begins);

  for (guint i = 0; i < n; i++)
    {
      gboolean reached = uois_machine_model_get_state (model, i)->initial;
      gboolean ends = uois_machine_model_get_state (model, i)->n_exits == 0;

      for (guint j = 0; j < n; j++)
        {
          reached |= uois_machine_model_get_state (model, j)->initial && ways[j][i];
          ends |= ways[i][j] && uois_machine_model_get_state (model, j)->n_exits == 0;
        }
      g_assert_cmpint (has_finding (findings, UOIS_RULE_UNREACHABLE, i), ==, begins && !reached);
      g_assert_cmpint (has_finding (findings, UOIS_RULE_DEAD_END, i), ==, !ends);
    }
}

static void
test_any_machine (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (UoisMachineModel) model = uois_machine_model_new (workflow);
      guint n_states = (guint) g_test_rand_int_range (0, STATES_MAX + 1);
      guint n_transitions = n_states > 0 ? (guint) g_test_rand_int_range (0, 12) : 0;

      for (guint i = 0; i < n_states; i++)
        {
          UoisUuid id = get_id (i);

          uois_machine_model_add_state (model, &id, "S", g_test_rand_int_range (0, 8) == 0);
        }
      for (guint i = 0; i < n_transitions; i++)
        {
          UoisUuid id = get_id (100 + i);
          UoisUuid source = get_id ((guint) g_test_rand_int_range (0, (int) n_states));
          UoisUuid target = get_id ((guint) g_test_rand_int_range (0, (int) n_states));

          uois_machine_model_add_transition (model, &id, "T", &source, &target);
        }
      uois_machine_model_finish (model);
      g_assert_cmpuint (model->states->len, ==, n_states);
      check_against_definition (model);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  registry = uois_domains_load (&error);
  g_assert_no_error (error);
  workflow = uois_registry_find_table (registry, "awworkflows");

  g_test_add_func ("/machine/sound", test_sound);
  g_test_add_func ("/machine/rules", test_rules);
  g_test_add_func ("/machine/order", test_order);
  g_test_add_func ("/machine/any", test_any_machine);
  result = g_test_run ();
  uois_registry_unref (registry);
  return result;
}
