/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What servers offer, found out from what they say of themselves. */
#include "stack.h"

#include <string.h>

static gboolean
has_reason (const UoisDialectType *type, const char *part)
{
  for (guint i = 0; i < type->reasons->len; i++)
    if (strstr (g_ptr_array_index (type->reasons, i), part))
      return TRUE;
  return FALSE;
}

static const UoisDialectInput *
find_input (const UoisDialectMutation *mutation, const UoisDialectType *type, const char *column)
{
  return uois_dialect_mutation_find_input (mutation, stack_column (type, column));
}

static void
test_classic (void)
{
  const UoisDialectType *users = stack_type (stack_classic (), "users");

  g_assert_cmpint (users->access, ==, UOIS_DIALECT_READ_WRITE);
  g_assert_cmpint (users->changes, ==, UOIS_DIALECT_CHANGES_NEWEST_FIRST);
  g_assert_cmpstr (users->page->field, ==, "userPage");
  g_assert_cmpstr (users->page->where, ==, "UserInputWhereFilter");
  g_assert_cmpstr (users->page->desc, ==, "Boolean");
  g_assert_cmpstr (users->token, ==, "lastchange");
  g_assert_cmpstr (users->by_id, ==, "userById");
  g_assert_false (users->stubs);
  g_assert_nonnull (uois_dialect_type_find_filter (users, stack_column (users, "id"), "_eq"));
  g_assert_nonnull (uois_dialect_type_find_filter (users, stack_column (users, "name"), "_like"));
  g_assert_null (uois_dialect_type_find_filter (users, stack_column (users, "name"), "_ge_"));

  g_assert_cmpint (users->update->result, ==, UOIS_DIALECT_RESULT_CLASSIC);
  g_assert_cmpstr (users->update->argument, ==, "user");
  g_assert_cmpstr (users->update->entity, ==, "user");
  g_assert_false (users->update->clears);
  g_assert_true (find_input (users->update, users, "lastchange")->token);
  g_assert_false (find_input (users->update, users, "name")->omission_wipes);
  g_assert_cmpint (users->remove->kind, ==, UOIS_OPERATION_DELETE);
  g_assert_null (users->remove->argument);
  g_assert_cmpuint (users->remove->inputs->len, ==, 1);
}

static void
test_columns (void)
{
  const UoisDialectType *memberships = stack_type (stack_classic (), "memberships");
  const UoisDialectType *users = stack_type (stack_mixed (), "users");
  const UoisDialectColumn *column = uois_dialect_type_find_column (memberships, stack_column (memberships, "user_id"));

  g_assert_cmpstr (column->field, ==, "user");
  g_assert_true (column->object);

  column = uois_dialect_type_find_column (users, uois_type_find_audit_column (users->type, UOIS_AUDIT_CREATEDBY));
  g_assert_cmpstr (column->field, ==, "createdbyId");
  g_assert_false (column->object);
}

static void
test_mixed (void)
{
  const UoisDialectType *users = stack_type (stack_mixed (), "users");
  const UoisDialectType *groups = stack_type (stack_mixed (), "groups");

  g_assert_cmpint (users->changes, ==, UOIS_DIALECT_CHANGES_SCAN);
  g_assert_null (users->page->desc);
  g_assert_true (users->stubs);
  g_assert_cmpint (users->update->result, ==, UOIS_DIALECT_RESULT_UNION);
  g_assert_cmpstr (users->update->success_type, ==, "UserGQLModel");
  g_assert_cmpstr (users->update->error_type, ==, "UserGQLModelUpdateError");
  g_assert_cmpstr (users->update->error_entity, ==, "Entity");
  g_assert_true (users->update->error_code);
  g_assert_true (users->update->clears);
  g_assert_true (find_input (users->update, users, "name")->omission_wipes);
  g_assert_false (find_input (users->update, users, "email")->omission_wipes);
  g_assert_true (find_input (users->insert, users, "id")->baked);
  g_assert_cmpstr (find_input (users->insert, users, "rbacobject")->name, ==, "rbacobjectId");
  g_assert_cmpint (users->remove->result, ==, UOIS_DIALECT_RESULT_ERROR);
  g_assert_cmpstr (users->remove->argument, ==, "user");
  g_assert_true (find_input (users->remove, users, "lastchange")->token);

  g_assert_cmpint (groups->update->result, ==, UOIS_DIALECT_RESULT_CLASSIC);
}

static void
test_links (void)
{
  const UoisDialectType *links = stack_type (stack_classic (), "events_groups");

  g_assert_cmpint (links->changes, ==, UOIS_DIALECT_CHANGES_PARENT);
  g_assert_cmpint (links->insert->kind, ==, UOIS_OPERATION_LINK);
  g_assert_cmpint (links->remove->kind, ==, UOIS_OPERATION_UNLINK);
  g_assert_nonnull (links->parent->far);
  g_assert_null (links->update);
}

static void
test_parents (void)
{
  const UoisDialectType *parts = stack_type (stack_classic (), "formparts");
  const UoisDialectType *sections = stack_type (stack_classic (), "formsections");

  if (parts->page != NULL)
    return;
  g_assert_true (parts->parent->type == sections);
  g_assert_cmpstr (parts->parent->near->name, ==, "section_id");
  g_assert_null (parts->parent->far);
}

static UoisDialect *
make_changed (const char *from, const char *to)
{
  g_autofree char *classic = stack_classic_sdl ();
  g_autofree char *sdl = NULL;
  GString *text = g_string_new (classic);

  stack_replace (text, from, to);
  sdl = g_string_free (text, FALSE);
  return stack_dialect_new (sdl);
}

static void
test_increments (void)
{
  g_autoptr (UoisDialect) dialect = make_changed ("input UserInputWhereFilter {",
                                                  "input UserInputWhereFilter {\n  lastchange: DatetimeFilter = null");

  g_assert_cmpint (stack_type (dialect, "users")->changes, ==, UOIS_DIALECT_CHANGES_FILTER);
}

static void
test_missing_service (void)
{
  g_autofree char *classic = stack_classic_sdl ();
  g_autofree char *sdl = NULL;
  g_autoptr (UoisDialect) dialect = NULL;
  GString *text = g_string_new (classic);

  g_string_replace (text, "PublicationGQLModel", "PaperGQLModel", 0);
  sdl = g_string_free (text, FALSE);
  dialect = stack_dialect_new (sdl);
  g_assert_cmpint (stack_type (dialect, "publications")->access, ==, UOIS_DIALECT_HIDDEN);
  g_assert_true (has_reason (stack_type (dialect, "publications"), "does not list"));
  g_assert_cmpint (stack_type (dialect, "users")->access, ==, UOIS_DIALECT_READ_WRITE);
}

static void
test_unusable_update (void)
{
  g_autoptr (UoisDialect) no_version = make_changed ("input UserUpdateGQLModel {\n  id: UUID!\n  lastchange: DateTime!",
                                                     "input UserUpdateGQLModel {\n  id: UUID!");
  g_autoptr (UoisDialect) no_id =
      make_changed ("input UserUpdateGQLModel {\n  id: UUID!", "input UserUpdateGQLModel {");
  g_autoptr (UoisDialect) more = make_changed ("input UserUpdateGQLModel {\n  id: UUID!",
                                               "input UserUpdateGQLModel {\n  id: UUID!\n  shoeSize: Int!");

  g_assert_null (stack_type (no_version, "users")->update);
  g_assert_true (has_reason (stack_type (no_version, "users"), "which version"));
  g_assert_null (stack_type (no_id, "users")->update);
  g_assert_true (has_reason (stack_type (no_id, "users"), "take an id"));
  g_assert_null (stack_type (more, "users")->update);
  g_assert_true (has_reason (stack_type (more, "users"), "shoeSize"));
  g_assert_nonnull (stack_type (more, "users")->insert);
}

static void
test_unknown_result (void)
{
  g_autoptr (UoisDialect) dialect = make_changed ("userUpdate(user: UserUpdateGQLModel!): UserResultGQLModel!",
                                                  "userUpdate(user: UserUpdateGQLModel!): UserGQLModel!");

  g_assert_null (stack_type (dialect, "users")->update);
  g_assert_true (has_reason (stack_type (dialect, "users"), "not understood"));
}

/* Names of pages follow no rule: the only field that lists the type is it. */
static void
test_renamed_page (void)
{
  g_autoptr (UoisDialect) dialect = make_changed ("  userPage(skip", "  peoplePage(skip");

  g_assert_cmpstr (stack_type (dialect, "users")->page->field, ==, "peoplePage");
}

static void
test_17_baked_dates (void)
{
  g_autoptr (UoisDialect) dialect =
      make_changed ("input ProjectUpdateGQLModel {", "input ProjectUpdateGQLModel {\n  enddate2: Int = 0\n");
  const UoisDialectType *projects;
  g_autofree char *classic = stack_classic_sdl ();
  g_autofree char *sdl = NULL;
  g_autoptr (UoisDialect) baked = NULL;
  GString *text = g_string_new (classic);
  char *input = strstr (text->str, "input ProjectUpdateGQLModel {");
  char *start = strstr (input, "startdate: DateTime");

  g_string_insert (text, start - text->str + (gssize) strlen ("startdate: DateTime"),
                   " = \"2025-08-26T06:20:54.456987\" #");
  sdl = g_string_free (text, FALSE);
  baked = stack_dialect_new (sdl);
  projects = stack_type (baked, "projects");
  g_assert_true (find_input (projects->update, projects, "startdate")->baked);
  g_assert_false (find_input (projects->update, projects, "enddate")->baked);
  g_assert_nonnull (stack_type (dialect, "projects")->update);
}

static void
test_32_disabled (void)
{
  g_autofree char *sdl = stack_classic_sdl ();
  g_autoptr (UoisDialect) dialect = stack_dialect_new (sdl);
  const UoisDialectType *users = stack_type (dialect, "users");

  uois_dialect_disable_mutation (dialect, "userUpdate", "'Input' object has no attribute 'lastchange'");
  g_assert_null (users->update);
  g_assert_nonnull (users->insert);
  g_assert_true (has_reason (users, "no attribute"));
  g_assert_cmpint (users->access, ==, UOIS_DIALECT_READ_WRITE);
  uois_dialect_disable_mutation (dialect, "userInsert", NULL);
  uois_dialect_disable_mutation (dialect, "userDelete", NULL);
  g_assert_cmpint (users->access, ==, UOIS_DIALECT_READ_ONLY);
}

static void
test_35_unsettable (void)
{
  g_autofree char *sdl = stack_classic_sdl ();
  g_autoptr (UoisDialect) dialect = stack_dialect_new (sdl);
  const UoisDialectType *users = stack_type (dialect, "users");

  g_assert_nonnull (find_input (users->update, users, "valid"));
  uois_dialect_disable_input (dialect, "userUpdate", stack_column (users, "valid"));
  g_assert_null (find_input (users->update, users, "valid"));
  g_assert_nonnull (find_input (users->insert, users, "valid"));
}

/* A dialect is kept as text: the same comes out of it, and the same hash for the same services in another order. */
static void
test_38_kept (void)
{
  g_autofree char *sdl = stack_mixed_sdl ();
  g_autofree char *changed = NULL;
  g_autofree char *reordered = NULL;
  g_autoptr (UoisServerSchema) schema = stack_schema_new (sdl);
  g_autoptr (UoisServerSchema) other = NULL;
  g_autoptr (UoisServerSchema) kept = NULL;
  g_autoptr (UoisServerSchema) moved = NULL;
  g_autoptr (UoisDialect) dialect = uois_dialect_new (schema, stack_registry ());
  g_autoptr (UoisDialect) again = NULL;
  g_autofree char *text = uois_server_schema_serialize (schema);
  g_autofree char *described = uois_dialect_describe (dialect);
  g_autofree char *described_again = NULL;
  GString *edited = g_string_new (sdl);

  kept = uois_server_schema_new (text, strlen (text), NULL);
  g_assert_nonnull (kept);
  g_assert_cmpstr (uois_server_schema_get_hash (kept), ==, uois_server_schema_get_hash (schema));
  again = uois_dialect_new (kept, stack_registry ());
  described_again = uois_dialect_describe (again);
  g_assert_cmpstr (described, ==, described_again);

  stack_replace (edited, "  surname: String\n  email: String\n", "  email: String\n  surname: String\n");
  reordered = g_strdup (edited->str);
  moved = stack_schema_new (reordered);
  g_assert_cmpstr (uois_server_schema_get_hash (moved), ==, uois_server_schema_get_hash (schema));

  stack_replace (edited, "  email: String\n  surname: String\n", "  email: String!\n  surname: String\n");
  changed = g_string_free (edited, FALSE);
  other = stack_schema_new (changed);
  g_assert_cmpstr (uois_server_schema_get_hash (other), !=, uois_server_schema_get_hash (schema));
}

static void
test_no_schema (void)
{
  const char *const texts[] = { "", "{}", "[]", "<html>", "{\"data\":null}", "{\"__schema\":{\"types\":[]}}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (uois_server_schema_new (texts[i], strlen (texts[i]), &error));
      g_assert_true (error->domain == UOIS_ERROR);
    }
}

static void
test_capability (void)
{
  const UoisDialectType *newer = stack_type (stack_mixed (), "users");
  const UoisDialectType *classic = stack_type (stack_classic (), "users");
  const UoisDialectType *kinds = stack_type (stack_classic (), "eventtypes");
  guint email = stack_column (newer, "email")->index;
  g_autofree UoisSyncCapability *clearing = uois_dialect_type_make_capability (newer);
  g_autofree UoisSyncCapability *keeping = uois_dialect_type_make_capability (classic);
  g_autofree UoisSyncCapability *partial = uois_dialect_type_make_capability (kinds);

  g_assert_true (clearing->can_clear[email] && clearing->on_update[email] && clearing->needs_whole);
  g_assert_true (!keeping->can_clear[email] && keeping->on_update[email] && !keeping->needs_whole);
  g_assert_true (keeping->can_insert && keeping->can_delete && keeping->on_insert[0]);
  g_assert_true (partial->can_insert && !partial->can_update && partial->can_delete);
}

static void
test_describe (void)
{
  g_autofree char *text = uois_dialect_describe (stack_mixed ());
  g_autofree char *people = uois_dialect_type_describe (stack_type (stack_mixed (), "users"));

  g_assert_nonnull (strstr (text, "People and groups\n"));
  g_assert_nonnull (strstr (people, "New records, changes and deletions can be sent."));
  g_assert_nonnull (strstr (people, "newer"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/dialect/classic", test_classic);
  g_test_add_func ("/sync/dialect/columns", test_columns);
  g_test_add_func ("/sync/dialect/mixed", test_mixed);
  g_test_add_func ("/sync/dialect/links", test_links);
  g_test_add_func ("/sync/dialect/parents", test_parents);
  g_test_add_func ("/sync/dialect/increments", test_increments);
  g_test_add_func ("/sync/dialect/missing-service", test_missing_service);
  g_test_add_func ("/sync/dialect/unusable-update", test_unusable_update);
  g_test_add_func ("/sync/dialect/unknown-result", test_unknown_result);
  g_test_add_func ("/sync/dialect/renamed-page", test_renamed_page);
  g_test_add_func ("/sync/dialect/17-baked-dates", test_17_baked_dates);
  g_test_add_func ("/sync/dialect/32-disabled", test_32_disabled);
  g_test_add_func ("/sync/dialect/35-unsettable", test_35_unsettable);
  g_test_add_func ("/sync/dialect/38-kept", test_38_kept);
  g_test_add_func ("/sync/dialect/no-schema", test_no_schema);
  g_test_add_func ("/sync/dialect/capability", test_capability);
  g_test_add_func ("/sync/dialect/describe", test_describe);
  return g_test_run ();
}
