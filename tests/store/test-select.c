/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "campus.h"

#include "base/text.h"

/* Five people and three teams:
 *
 *   Nováková Šárka, Hora Eva, Chrudoš Jan, "Čáp" without a first name, and one without any name
 *   A (Jan, Eva), B (Eva, part of A), C (nobody)
 */
typedef struct
{
  Campus campus;
  Row *people[5];
  Row *teams[3];
} World;

static Row *
add_person (World *world, const char *name, const char *surname, const char *active)
{
  Row *person = row_new (world->campus.person);

  row_set (person, "name", name);
  row_set (person, "surname", surname);
  row_set (person, "active", active);
  campus_insert (&world->campus, person);
  return person;
}

static Row *
add_team (World *world, const char *name, const char *size, Row *parent)
{
  Row *team = row_new (world->campus.team);

  row_set (team, "name", name);
  row_set (team, "size", size);
  if (parent != NULL)
    row_set_uuid (team, "parent_id", row_get_id (parent));
  campus_insert (&world->campus, team);
  return team;
}

static void
add_member (World *world, Row *person, Row *team, const char *since, const char *order)
{
  g_autoptr (Row) member = row_new (world->campus.member);

  row_set_uuid (member, "person_id", row_get_id (person));
  row_set_uuid (member, "team_id", row_get_id (team));
  row_set (member, "since", since);
  row_set (member, "order", order);
  campus_insert (&world->campus, member);
}

static void
set_up (World *world, gconstpointer data)
{
  campus_set_up (&world->campus, NULL);
  world->people[0] = add_person (world, "Šárka", "Nováková", "true");
  world->people[1] = add_person (world, "Eva", "Hora", "true");
  world->people[2] = add_person (world, "Jan", "Chrudoš", "false");
  world->people[3] = add_person (world, NULL, "Čáp", NULL);
  world->people[4] = add_person (world, NULL, NULL, "true");
  row_set_uuid (world->people[0], "friend_id", row_get_id (world->people[1]));
  campus_run (&world->campus, UOIS_ORIGIN_LOAD, STEP_UPDATE, world->people[0], NULL);

  world->teams[0] = add_team (world, "A", "20", NULL);
  world->teams[1] = add_team (world, "B", NULL, world->teams[0]);
  world->teams[2] = add_team (world, "C", "3", NULL);
  add_member (world, world->people[2], world->teams[0], "2024-01-01", "2");
  add_member (world, world->people[1], world->teams[0], "2023-01-01", "1");
  add_member (world, world->people[1], world->teams[1], NULL, NULL);
}

static void
tear_down (World *world, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (world->people); i++)
    row_free (world->people[i]);
  for (guint i = 0; i < G_N_ELEMENTS (world->teams); i++)
    row_free (world->teams[i]);
  campus_tear_down (&world->campus, NULL);
}

static const UoisColumn *
column (const UoisType *type, const char *name)
{
  const UoisColumn *found = uois_type_find_column (type, name);

  g_assert_nonnull (found);
  return found;
}

static UoisSelect *
select_text (const UoisType *type, const char *name)
{
  UoisSelect *select = uois_select_new (type);

  uois_select_add_column (select, 0, column (type, name));
  return select;
}

static void
assert_rows (World *world, const UoisSelect *select, const UoisValue *bind, guint n_bind, const char *expected)
{
  g_autofree char *rows = campus_select (&world->campus, select, bind, n_bind);

  g_assert_cmpstr (rows, ==, expected);
}

static UoisValue
text (const char *value)
{
  UoisValue result = UOIS_VALUE_INIT;

  uois_value_borrow_text (&result, value, strlen (value));
  return result;
}

static UoisValue
uuid (Row *row)
{
  return (UoisValue){ .kind = UOIS_VALUE_UUID, .uuid = *row_get_id (row) };
}

static UoisValue
integer (gint64 value)
{
  return (UoisValue){ .kind = UOIS_VALUE_INTEGER, .integer = value };
}

/* ---- Comparisons ---- */

static void
assert_compare (World *world, UoisCompare compare, const char *value, const char *expected)
{
  const UoisType *type = world->campus.person;
  g_autoptr (UoisSelect) select = select_text (type, "surname");
  UoisValue bind = text (value);

  uois_select_take_condition (
      select, uois_condition_new_compare (compare, column (type, "surname"), uois_select_add_parameter (select)));
  uois_select_add_order (select, column (type, "surname"), FALSE);
  assert_rows (world, select, &bind, 1, expected);
}

static void
test_text (World *world, gconstpointer data)
{
  assert_compare (world, UOIS_COMPARE_EQUAL, "Hora", "Hora");
  assert_compare (world, UOIS_COMPARE_EQUAL, "hora", "");
  /* As people sort: ch after h. */
  assert_compare (world, UOIS_COMPARE_LESS, "Chrudoš", "Čáp|Hora");
  assert_compare (world, UOIS_COMPARE_LESS_OR_EQUAL, "Chrudoš", "Čáp|Hora|Chrudoš");
  assert_compare (world, UOIS_COMPARE_GREATER, "Hora", "Chrudoš|Nováková");
  assert_compare (world, UOIS_COMPARE_GREATER_OR_EQUAL, "Hora", "Hora|Chrudoš|Nováková");
  assert_compare (world, UOIS_COMPARE_LIKE, "%o%", "Hora|Chrudoš|Nováková");
  assert_compare (world, UOIS_COMPARE_LIKE, "hora", "");
  assert_compare (world, UOIS_COMPARE_ILIKE, "čÁ_", "Čáp");
  assert_compare (world, UOIS_COMPARE_ILIKE, "%VÁK%", "Nováková");
  assert_compare (world, UOIS_COMPARE_STARTS_WITH, "No", "Nováková");
  assert_compare (world, UOIS_COMPARE_STARTS_WITH, "N_", "");
  assert_compare (world, UOIS_COMPARE_STARTS_WITH, "Nováková a dále", "");
  assert_compare (world, UOIS_COMPARE_STARTS_WITH, "", "Čáp|Hora|Chrudoš|Nováková");
  assert_compare (world, UOIS_COMPARE_ENDS_WITH, "á", "Nováková");
  assert_compare (world, UOIS_COMPARE_ENDS_WITH, "", "Čáp|Hora|Chrudoš|Nováková");
  assert_compare (world, UOIS_COMPARE_IS_NULL, "", "∅");
}

static void
test_logic (World *world, gconstpointer data)
{
  const UoisType *type = world->campus.person;
  const UoisColumn *surname = column (type, "surname");
  g_autoptr (UoisSelect) select = select_text (type, "surname");
  UoisCondition *either = uois_condition_new (UOIS_CONDITION_OR);
  UoisCondition *not = uois_condition_new (UOIS_CONDITION_NOT);
  UoisCondition *nothing = uois_condition_new (UOIS_CONDITION_NOT);
  UoisValue bind[] = { text ("Hora"), text ("Čáp"), text ("Nováková") };

  for (guint i = 0; i < 2; i++)
    uois_condition_take_child (
        either, uois_condition_new_compare (UOIS_COMPARE_EQUAL, surname, uois_select_add_parameter (select)));
  uois_condition_take_child (
      not, uois_condition_new_compare (UOIS_COMPARE_EQUAL, surname, uois_select_add_parameter (select)));
  uois_condition_take_child (either, not );
  uois_condition_take_child (nothing, uois_condition_new (UOIS_CONDITION_OR));
  uois_select_take_condition (select, either);
  uois_select_take_condition (select, nothing);
  uois_select_add_order (select, surname, TRUE);
  assert_rows (world, select, bind, 3, "Chrudoš|Hora|Čáp");

  uois_select_take_condition (select, uois_condition_new (UOIS_CONDITION_OR));
  assert_rows (world, select, bind, 3, "");
}

static void
test_in (World *world, gconstpointer data)
{
  const UoisType *type = world->campus.team;
  g_autoptr (UoisSelect) select = select_text (type, "name");
  g_autoptr (UoisSelect) none = select_text (type, "name");
  UoisCondition *in = uois_condition_new (UOIS_CONDITION_IN);
  UoisCondition *empty = uois_condition_new (UOIS_CONDITION_IN);
  UoisValue bind[] = { uuid (world->teams[2]), uuid (world->people[0]), uuid (world->teams[0]) };

  in->column = empty->column = column (type, "id");
  in->count = 3;
  for (guint i = 0; i < 3; i++)
    uois_select_add_parameter (select);
  uois_select_take_condition (select, in);
  assert_rows (world, select, bind, 3, "A|C");

  uois_select_take_condition (none, empty);
  assert_rows (world, none, NULL, 0, "");
}

static void
test_rows_and_match (World *world, gconstpointer data)
{
  const UoisType *type = world->campus.person;
  g_autoptr (UoisSelect) rows = select_text (type, "surname");
  g_autoptr (UoisSelect) match = select_text (type, "surname");
  static const char *const searches[][2] = {
    { "nov", "Nováková" },
    { "sar NOV", "Nováková" },
    { "jan nov", "" },
    { "", "" },
    { "\"*:(-^ OR", "" },
    { "hora AND", "" },
    { "EVA-hor", "Hora" },
    { "čáp", "Čáp" },
    { "sárka   nováková", "Nováková" },
  };

  rows->condition = uois_condition_new (UOIS_CONDITION_ROWS);
  uois_select_add_parameter (rows);
  UoisValue bind = text ("[3, 1, 77]");
  assert_rows (world, rows, &bind, 1, "Nováková|Chrudoš");

  match->condition = uois_condition_new (UOIS_CONDITION_MATCH);
  uois_select_add_parameter (match);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      bind = text (searches[i][0]);
      assert_rows (world, match, &bind, 1, searches[i][1]);
    }
}

/* ---- Order ---- */

static void
test_order (World *world, gconstpointer data)
{
  g_autoptr (UoisSelect) up = select_text (world->campus.person, "surname");
  g_autoptr (UoisSelect) down = select_text (world->campus.person, "surname");
  g_autoptr (UoisSelect) size_up = select_text (world->campus.team, "name");
  g_autoptr (UoisSelect) size_down = select_text (world->campus.team, "name");
  g_autoptr (UoisSelect) window = select_text (world->campus.person, "surname");

  uois_select_add_order (up, column (world->campus.person, "surname"), FALSE);
  assert_rows (world, up, NULL, 0, "Čáp|Hora|Chrudoš|Nováková|∅");
  uois_select_add_order (down, column (world->campus.person, "surname"), TRUE);
  assert_rows (world, down, NULL, 0, "∅|Nováková|Chrudoš|Hora|Čáp");
  uois_select_add_order (size_up, column (world->campus.team, "size"), FALSE);
  assert_rows (world, size_up, NULL, 0, "C|A|B");
  uois_select_add_order (size_down, column (world->campus.team, "size"), TRUE);
  assert_rows (world, size_down, NULL, 0, "B|A|C");

  uois_select_add_order (window, column (world->campus.person, "surname"), FALSE);
  window->skip = uois_select_add_parameter (window);
  window->limit = uois_select_add_parameter (window);
  assert_rows (world, window, (UoisValue[]){ integer (1), integer (2) }, 2, "Hora|Chrudoš");
  assert_rows (world, window, (UoisValue[]){ integer (3), UOIS_VALUE_INIT }, 2, "Nováková|∅");
  assert_rows (world, window, (UoisValue[]){ UOIS_VALUE_INIT, integer (1) }, 2, "Čáp");
}

static void
test_order_by_expression (World *world, gconstpointer data)
{
  g_autoptr (UoisSelect) select = select_text (world->campus.person, "surname");
  UoisOrder order = { .sql = "name || ' ' || surname" };

  g_array_append_val (select->order, order);
  /* Eva, Jan, Šárka, and the two whose expression is null by id. */
  assert_rows (world, select, NULL, 0, "Hora|Chrudoš|Nováková|Čáp|∅");
}

/* ---- Joins and titles ---- */

static void
test_titles (World *world, gconstpointer data)
{
  g_autoptr (UoisSelect) people = uois_select_new (world->campus.person);
  g_autoptr (UoisSelect) friends = uois_select_new (world->campus.person);
  g_autoptr (UoisSelect) members = uois_select_new (world->campus.member);
  g_autofree char *nameless = NULL;
  g_autofree char *expected = NULL;
  UoisOrder by_title = { .title = TRUE };

  uois_select_add_output (people, 0, UOIS_OUTPUT_TITLE);
  g_array_append_val (people->order, by_title);
  nameless = uois_uuid_to_string (row_get_id (world->people[4]));
  nameless[8] = '\0';
  expected = g_strdup_printf ("Čáp|Hora Eva|Chrudoš Jan|Nováková Šárka|Person %s", nameless);
  assert_rows (world, people, NULL, 0, expected);

  guint friend = 1 + uois_select_add_join (friends, 0, column (world->campus.person, "friend_id"));
  uois_select_add_output (friends, friend, UOIS_OUTPUT_TITLE);
  by_title.source = friend;
  g_array_append_val (friends->order, by_title);
  assert_rows (world, friends, NULL, 0, "Hora Eva|∅|∅|∅|∅");

  uois_select_add_output (members, 0, UOIS_OUTPUT_TITLE);
  by_title.source = 0;
  g_array_append_val (members->order, by_title);
  assert_rows (world, members, NULL, 0, "Hora Eva in A|Hora Eva in B|Chrudoš Jan in A");
}

static void
test_expressions (World *world, gconstpointer data)
{
  g_autoptr (UoisSelect) select = uois_select_new (world->campus.person);
  g_autoptr (UoisSelect) count = uois_select_new (world->campus.person);

  /* The join has columns of the same names. */
  guint friend = 1 + uois_select_add_join (select, 0, column (world->campus.person, "friend_id"));
  uois_select_add_sql (select, friend, "name || ' ' || surname", UOIS_VALUE_TEXT);
  uois_select_add_sql (select, 0, "name || ' ' || surname", UOIS_VALUE_TEXT);
  assert_rows (world, select, NULL, 0, "Eva Hora|∅|∅|∅|∅");

  uois_select_add_sql (count, 0, "(SELECT count(*) FROM members WHERE person_id = :parent)", UOIS_VALUE_INTEGER);
  assert_rows (world, count, NULL, 0, "0|2|1|0|0");
}

/* ---- Relations ---- */

static void
test_many (World *world, gconstpointer data)
{
  const UoisType *type = world->campus.member;
  g_autoptr (UoisSelect) select = select_text (type, "order");
  g_autoptr (UoisSelect) count = uois_select_new (type);
  UoisValue bind = uuid (world->teams[0]);

  select->parent_column = count->parent_column = column (type, "team_id");
  select->parent = uois_select_add_parameter (select);
  count->parent = uois_select_add_parameter (count);
  assert_rows (world, select, &bind, 1, "2|1");
  uois_select_add_output (count, 0, UOIS_OUTPUT_COUNT);
  assert_rows (world, count, &bind, 1, "2");
}

static void
test_through (World *world, gconstpointer data)
{
  g_autoptr (UoisSelect) select = select_text (world->campus.team, "name");
  g_autoptr (UoisSelect) count = uois_select_new (world->campus.team);
  UoisValue bind = uuid (world->people[1]);

  add_member (world, world->people[1], world->teams[1], NULL, NULL);
  select->link = count->link = world->campus.member;
  select->link_near = count->link_near = column (world->campus.member, "person_id");
  select->link_far = count->link_far = column (world->campus.member, "team_id");
  select->parent = uois_select_add_parameter (select);
  count->parent = uois_select_add_parameter (count);
  assert_rows (world, select, &bind, 1, "A|B|B");
  uois_select_add_output (count, 0, UOIS_OUTPUT_COUNT);
  assert_rows (world, count, &bind, 1, "3");

  select->distinct = count->distinct = TRUE;
  assert_rows (world, select, &bind, 1, "A|B");
  assert_rows (world, count, &bind, 1, "2");
}

static UoisCondition *
related (const UoisType *type, const char *field, UoisCondition *child)
{
  UoisCondition *condition = uois_condition_new (UOIS_CONDITION_RELATED);

  condition->relation = uois_type_find_field (type, field);
  g_assert_nonnull (condition->relation);
  uois_condition_take_child (condition, child);
  return condition;
}

static void
assert_related (World *world,
                const UoisType *type,
                const char *shown,
                const char *relation,
                const char *compared,
                UoisValue value,
                gboolean not,
                const char *expected)
{
  g_autoptr (UoisSelect) select = select_text (type, shown);
  const UoisType *target = uois_type_find_field (type, relation)->target;
  UoisCondition *condition = related (
      type, relation,
      uois_condition_new_compare (UOIS_COMPARE_EQUAL, column (target, compared), uois_select_add_parameter (select)));

  if (not )
    {
      UoisCondition *negation = uois_condition_new (UOIS_CONDITION_NOT);

      uois_condition_take_child (negation, condition);
      condition = negation;
    }
  uois_select_take_condition (select, condition);
  assert_rows (world, select, &value, 1, expected);
}

static void
test_related (World *world, gconstpointer data)
{
  const UoisType *person = world->campus.person;
  const UoisType *team = world->campus.team;
  UoisValue yes = { .kind = UOIS_VALUE_BOOLEAN, .integer = TRUE };

  assert_related (world, person, "surname", "teams", "name", text ("A"), FALSE, "Hora|Chrudoš");
  assert_related (world, person, "surname", "members", "order", integer (1), FALSE, "Hora");
  assert_related (world, person, "surname", "friend", "surname", text ("Hora"), FALSE, "Nováková");
  assert_related (world, team, "name", "parent", "name", text ("A"), FALSE, "B");
  /* Not selective, so the other form; a parent appears once however many children match. */
  assert_related (world, team, "name", "people", "active", yes, FALSE, "A|B");

  /* "No child is such" holds for those without children, and nulls among the keys do not spoil it. */
  assert_related (world, team, "name", "children", "name", text ("B"), TRUE, "B|C");
  assert_related (world, team, "name", "people", "active", yes, TRUE, "C");
}

static void
test_nested_related (World *world, gconstpointer data)
{
  const UoisType *team = world->campus.team;
  const UoisType *member = world->campus.member;
  g_autoptr (UoisSelect) select = select_text (team, "name");
  UoisValue bind = text ("Chru%");
  UoisCondition *leaf = uois_condition_new_compare (UOIS_COMPARE_LIKE, column (world->campus.person, "surname"),
                                                    uois_select_add_parameter (select));

  uois_select_take_condition (select, related (team, "members", related (member, "person", leaf)));
  assert_rows (world, select, &bind, 1, "A");
}

static void
test_sql_condition (World *world, gconstpointer data)
{
  static const char *const names[] = { "who", "least", NULL };
  const UoisType *team = world->campus.team;
  g_autoptr (UoisSelect) select = select_text (team, "name");
  UoisCondition *condition = uois_condition_new (UOIS_CONDITION_SQL);
  UoisValue bind[] = { uuid (world->people[1]), UOIS_VALUE_INIT };

  condition->sql = "id IN (SELECT team_id FROM members WHERE person_id = :who)"
                   " AND (:least IS NULL OR size >= :least) AND :absent IS NULL";
  condition->names = names;
  condition->count = 2;
  uois_select_add_parameter (select);
  uois_select_add_parameter (select);
  uois_select_take_condition (select, condition);
  assert_rows (world, select, bind, 2, "A|B");
  bind[1] = integer (5);
  assert_rows (world, select, bind, 2, "A");
}

/* ---- Patterns: the part of an index that is read must hold all that match ---- */

static const char *const pieces[] = { "c", "h", "C", "ch", "Č",  "c\xcc\x8c", "n", "o", "v", "á",
                                      "A", "ř", "%", "_",  "\\", " ",         "l", "·", "ß", "1" };

static char *
make_text (GRand *random, gint32 longest)
{
  GString *made = g_string_new (NULL);

  for (gint32 n = g_rand_int_range (random, 0, longest); n > 0; n--)
    g_string_append (made, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (made, FALSE);
}

static gboolean
matches (UoisCompare compare, const char *name, const char *pattern)
{
  switch (compare)
    {
    case UOIS_COMPARE_EQUAL:
      return g_str_equal (name, pattern);
    case UOIS_COMPARE_LIKE:
      return uois_text_like (name, strlen (name), pattern, FALSE);
    case UOIS_COMPARE_ILIKE:
      return uois_text_like (name, strlen (name), pattern, TRUE);
    case UOIS_COMPARE_STARTS_WITH:
      return g_str_has_prefix (name, pattern);
    default:
      g_assert_not_reached ();
    }
}

static gint64
count_matches (World *world, UoisCompare compare, const char *pattern, gboolean not )
{
  const UoisType *team = world->campus.team;
  g_autoptr (UoisSelect) select = uois_select_new (team);
  UoisCondition *condition =
      uois_condition_new_compare (compare, column (team, "name"), uois_select_add_parameter (select));
  UoisValue bind = text (pattern);

  if (not )
    {
      UoisCondition *negation = uois_condition_new (UOIS_CONDITION_NOT);

      uois_condition_take_child (negation, condition);
      condition = negation;
    }
  uois_select_take_condition (select, condition);
  uois_select_add_output (select, 0, UOIS_OUTPUT_COUNT);
  g_autofree char *count = campus_select (&world->campus, select, &bind, 1);
  return g_ascii_strtoll (count, NULL, 10);
}

static void
test_patterns (World *world, gconstpointer data)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const UoisCompare compares[] = { UOIS_COMPARE_EQUAL, UOIS_COMPARE_LIKE, UOIS_COMPARE_ILIKE,
                                   UOIS_COMPARE_STARTS_WITH };

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < G_N_ELEMENTS (world->teams); i++)
    g_ptr_array_add (names, g_strdup (i == 0 ? "A" : i == 1 ? "B" : "C"));
  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *name = make_text (random, 6);

      row_free (add_team (world, name, NULL, NULL));
      g_ptr_array_add (names, g_steal_pointer (&name));
    }
  /* Null matches nothing, nor its negation. */
  row_free (add_team (world, NULL, NULL, NULL));

  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *pattern = make_text (random, 4);
      UoisCompare compare = compares[g_rand_int_range (random, 0, G_N_ELEMENTS (compares))];
      gint64 expected = 0;

      for (guint j = 0; j < names->len; j++)
        expected += matches (compare, names->pdata[j], pattern);
      g_assert_cmpint (count_matches (world, compare, pattern, FALSE), ==, expected);
      g_assert_cmpint (count_matches (world, compare, pattern, TRUE), ==, names->len - expected);
    }
}

/* ---- Plans: what must never become a scan ---- */

static void
assert_plan_of (World *world, const UoisSelect *select, const UoisValue *bind, const char *wanted, const char *unwanted)
{
  g_autoptr (GError) error = NULL;
  UoisStoreReader *reader = uois_store_borrow_reader (world->campus.store, NULL, &error);
  UoisStoreStatement *statement = uois_store_reader_compile (reader, select, &error);
  g_assert_no_error (error);
  if (bind != NULL)
    uois_store_statement_bind (statement, 0, bind);
  g_autofree char *plan = uois_store_statement_explain (statement);

  g_test_message ("%s\n%s", uois_store_statement_get_sql (statement), plan);
  g_assert_nonnull (strstr (plan, wanted));
  g_assert_null (strstr (plan, unwanted));
  uois_store_statement_release (statement);
  uois_store_return_reader (world->campus.store, reader);
}

static void
assert_plan (World *world, const UoisSelect *select, const char *wanted, const char *unwanted)
{
  assert_plan_of (world, select, NULL, wanted, unwanted);
}

static void
test_pattern_plans (World *world, gconstpointer data)
{
  const UoisType *person = world->campus.person;
  const UoisColumn *surname = column (person, "surname");
  const UoisCompare compares[] = { UOIS_COMPARE_LIKE, UOIS_COMPARE_ILIKE, UOIS_COMPARE_STARTS_WITH,
                                   UOIS_COMPARE_EQUAL };
  UoisValue narrow = text ("Nov%"), broad = text ("%ov%");

  for (guint i = 0; i < G_N_ELEMENTS (compares); i++)
    {
      g_autoptr (UoisSelect) select = select_text (person, "email");

      uois_select_take_condition (
          select, uois_condition_new_compare (compares[i], surname, uois_select_add_parameter (select)));
      uois_select_add_order (select, surname, FALSE);
      assert_plan_of (world, select, &narrow, "SEARCH t0 USING INDEX people__surname__key__id", "TEMP B-TREE");
      if (i < 2)
        assert_plan_of (world, select, &broad, "SCAN t0", "SEARCH");
    }
}

static void
test_plans (World *world, gconstpointer data)
{
  const UoisType *person = world->campus.person;
  const UoisType *member = world->campus.member;
  g_autoptr (UoisSelect) by_id = select_text (person, "surname");
  g_autoptr (UoisSelect) sorted = select_text (person, "surname");
  g_autoptr (UoisSelect) titles = uois_select_new (person);
  g_autoptr (UoisSelect) many = select_text (member, "order");
  g_autoptr (UoisSelect) through = select_text (world->campus.team, "name");
  UoisOrder by_title = { .title = TRUE };

  uois_select_take_condition (
      by_id, uois_condition_new_compare (UOIS_COMPARE_EQUAL, column (person, "id"), uois_select_add_parameter (by_id)));
  assert_plan (world, by_id, "SEARCH t0 USING INDEX sqlite_autoindex_people_1", "TEMP B-TREE");

  uois_select_add_order (sorted, column (person, "surname"), FALSE);
  sorted->limit = uois_select_add_parameter (sorted);
  assert_plan (world, sorted, "USING INDEX people__surname__key__id", "TEMP B-TREE");

  uois_select_add_output (titles, 0, UOIS_OUTPUT_ROW);
  g_array_append_val (titles->order, by_title);
  assert_plan (world, titles, "USING COVERING INDEX people__surname__key__name__key__id", "TEMP B-TREE");

  many->parent_column = column (member, "team_id");
  many->parent = uois_select_add_parameter (many);
  assert_plan (world, many, "SEARCH t0 USING INDEX members__team_id__id__person_id", "TEMP B-TREE");

  through->link = member;
  through->link_near = column (member, "person_id");
  through->link_far = column (member, "team_id");
  through->parent = uois_select_add_parameter (through);
  assert_plan (world, through, "SEARCH l USING COVERING INDEX members__person_id__team_id", "TEMP B-TREE");
}

#define ADD(name, function) g_test_add ("/store/select/" name, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("text", test_text);
  ADD ("logic", test_logic);
  ADD ("in", test_in);
  ADD ("rows-and-match", test_rows_and_match);
  ADD ("order", test_order);
  ADD ("order-by-expression", test_order_by_expression);
  ADD ("titles", test_titles);
  ADD ("expressions", test_expressions);
  ADD ("many", test_many);
  ADD ("through", test_through);
  ADD ("related", test_related);
  ADD ("nested-related", test_nested_related);
  ADD ("sql-condition", test_sql_condition);
  ADD ("patterns", test_patterns);
  ADD ("pattern-plans", test_pattern_plans);
  ADD ("plans", test_plans);
  return g_test_run ();
}
