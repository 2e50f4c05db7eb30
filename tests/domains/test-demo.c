/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domains/demo/demo.h"
#include "domains/domains.h"

#include <gio/gio.h>
#include <json-c/json.h>
#include <string.h>

/**
 * World: everything that one generation made.
 * @ids: (owned) owned UoisUuid to UoisType: rows of seed.json and of the generator
 * @counts: rows per type, by index
 * @check: whether each row is checked as it comes
 * @complete: whether all domains are made, so that nothing required may be null
 */
typedef struct
{
  const UoisRegistry *registry;
  GHashTable *ids;
  GHashTable *emails;    /* owned texts */
  GHashTable *outer_ids; /* owned texts "type id" */
  guint64 *counts;
  UoisUuid *last_ids;
  GChecksum *checksum;
  gboolean check;
  gboolean complete;
} World;

static UoisRegistry *registry;

static void
add_seed_row (World *world, const UoisType *type, json_object *row)
{
  json_object *id;
  UoisUuid uuid;

  if (!json_object_object_get_ex (row, "id", &id))
    return;
  if (uois_uuid_parse (json_object_get_string (id), strlen (json_object_get_string (id)), &uuid))
    g_hash_table_insert (world->ids, g_memdup2 (&uuid, sizeof uuid), (gpointer) type);
}

static void
add_seed (World *world, const UoisDomain *domain)
{
  json_object *seed;

  if (domain->seed == NULL)
    return;
  seed = json_tokener_parse (domain->seed);
  g_assert_nonnull (seed);
  json_object_object_foreach (seed, name, rows)
  {
    const UoisType *type = uois_registry_find_table (registry, name);

    if (type == NULL)
      continue;
    for (size_t i = 0; i < json_object_array_length (rows); i++)
      add_seed_row (world, type, json_object_array_get_idx (rows, i));
  }
  json_object_put (seed);
}

static void
world_init (World *world, gboolean check)
{
  guint n_types, n_domains;
  const UoisDomain *const *domains = uois_registry_get_domains (registry, &n_domains);

  uois_registry_get_types (registry, &n_types);
  world->registry = registry;
  world->check = check;
  world->ids = g_hash_table_new_full (uois_uuid_hash, uois_uuid_equal, g_free, NULL);
  world->emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->outer_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->counts = g_new0 (guint64, n_types);
  world->last_ids = g_new0 (UoisUuid, n_types);
  world->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  for (guint i = 0; check && i < n_domains; i++)
    add_seed (world, domains[i]);
}

static void
world_clear (World *world)
{
  g_hash_table_unref (world->ids);
  g_hash_table_unref (world->emails);
  g_hash_table_unref (world->outer_ids);
  g_checksum_free (world->checksum);
  g_free (world->counts);
  g_free (world->last_ids);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static guint64
count_rows (const World *world, const char *table)
{
  const UoisType *type = uois_registry_find_table (registry, table);

  g_assert_nonnull (type);
  return world->counts[type->index];
}

static const UoisValue *
get_value (const UoisType *type, const UoisValue *values, const char *column)
{
  const UoisColumn *found = uois_type_find_column (type, column);

  g_assert_nonnull (found);
  return &values[found->index];
}

/* ---- What every row must fulfil ---- */

static void
check_id (World *world, const UoisType *type, const UoisUuid *id)
{
  g_assert_cmpuint (id->bytes[6] >> 4, ==, 7);
  g_assert_cmpuint (id->bytes[8] >> 6, ==, 2);
  g_assert_cmpint (uois_uuid_compare (&world->last_ids[type->index], id), <, 0);
  world->last_ids[type->index] = *id;
  if (!g_hash_table_insert (world->ids, g_memdup2 (id, sizeof *id), (gpointer) type))
    g_error ("an id of %s is not unique", type->table);
}

static void
check_reference (World *world, const UoisColumn *column, const UoisUuid *id)
{
  const UoisType *target = g_hash_table_lookup (world->ids, id);
  gboolean is_anything = column->target == NULL || column->target->table == NULL;

  if (target == NULL)
    g_error ("%s.%s refers to nothing that came before", column->type->table, column->name);
  if (!is_anything && target != column->target)
    g_error ("%s.%s refers to %s, not to %s", column->type->table, column->name, target->name, column->target->name);
}

static void
check_values (World *world, const UoisType *type, const UoisValue *values)
{
  for (guint i = 1; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];
      const UoisValue *value = &values[i];

      if (value->kind == UOIS_VALUE_NULL)
        {
          if (world->complete && column->required)
            g_error ("%s.%s is required and null", type->table, column->name);
          continue;
        }
      g_assert_cmpint (value->kind, ==, column->kind);
      if (value->kind == UOIS_VALUE_TEXT)
        {
          g_assert_cmpuint (value->length, >, 0);
          g_assert_true (g_utf8_validate (value->text, value->length, NULL));
        }
      if (value->kind == UOIS_VALUE_UUID)
        check_reference (world, column, &value->uuid);
    }
}

static void
check_user (World *world, const UoisType *type, const UoisValue *values)
{
  const UoisValue *email = get_value (type, values, "email");
  g_autofree char *text = g_strndup (email->text, email->length);

  g_assert_true (g_str_is_ascii (text));
  g_assert_true (g_str_has_suffix (text, ".example"));
  g_assert_true (g_regex_match_simple ("^[a-z]+\\.[a-z]+[0-9]*@[a-z.]+$", text, 0, 0));
  g_assert_true (g_hash_table_add (world->emails, g_steal_pointer (&text)));
}

/* ISO 7064 MOD 11-2 read from the other side: the whole, with X as ten, leaves 1. */
static void
check_orcid (const char *text)
{
  guint remainder = 0;

  g_assert_true (g_regex_match_simple ("^0000-000[1-3]-[0-9]{4}-[0-9]{3}[0-9X]$", text, 0, 0));
  for (const char *c = text; *c != '\0'; c++)
    if (*c != '-')
      remainder = (remainder * 2 + (*c == 'X' ? 10 : (guint) (*c - '0'))) % 11;
  g_assert_cmpuint (remainder, ==, 1);
}

static void
check_external_id (World *world, const UoisType *type, const UoisValue *values)
{
  const UoisValue *outer = get_value (type, values, "outer_id");
  const UoisValue *kind = get_value (type, values, "typeid_id");
  g_autofree char *kind_text = uois_value_to_string (kind);
  g_autofree char *text = g_strndup (outer->text, outer->length);

  g_assert_cmpint (kind->kind, ==, UOIS_VALUE_UUID);
  if (g_str_equal (kind_text, "cc6f17ad-ec8b-4cd3-ad6e-4a2c5016ab68"))
    check_orcid (text);
  g_assert_true (g_hash_table_add (world->outer_ids, g_strconcat (kind_text, " ", text, NULL)));
}

static void
check_row (World *world, const UoisType *type, const UoisValue *values)
{
  g_assert_cmpint (values[0].kind, ==, UOIS_VALUE_UUID);
  check_id (world, type, &values[0].uuid);
  check_values (world, type, values);
  if (g_str_equal (type->table, "users"))
    check_user (world, type, values);
  else if (g_str_equal (type->table, "externalids"))
    check_external_id (world, type, values);
  else if (g_str_equal (type->table, "events"))
    g_assert_cmpint (get_value (type, values, "startdate")->datetime, <, get_value (type, values, "enddate")->datetime);
}

static void
add_to_checksum (GChecksum *checksum, const UoisValue *value)
{
  g_checksum_update (checksum, (const guchar *) &value->kind, sizeof value->kind);
  switch (value->kind)
    {
    case UOIS_VALUE_NULL:
      break;
    case UOIS_VALUE_TEXT:
      g_checksum_update (checksum, (const guchar *) value->text, value->length);
      break;
    case UOIS_VALUE_UUID:
      g_checksum_update (checksum, value->uuid.bytes, sizeof value->uuid.bytes);
      break;
    case UOIS_VALUE_REAL:
      g_checksum_update (checksum, (const guchar *) &value->real, sizeof value->real);
      break;
    case UOIS_VALUE_BOOLEAN:
    case UOIS_VALUE_INTEGER:
    case UOIS_VALUE_DATETIME:
    case UOIS_VALUE_DATE:
    default:
      g_checksum_update (checksum, (const guchar *) &value->integer, sizeof value->integer);
      break;
    }
}

static gboolean
take_row (const UoisType *type, const UoisValue *values, gpointer data, GError **error)
{
  World *world = data;

  world->counts[type->index]++;
  if (world->check)
    check_row (world, type, values);
  else
    for (guint i = 0; i < type->columns.length; i++)
      add_to_checksum (world->checksum, &values[i]);
  return TRUE;
}

static void
generate (World *world, guint people, guint64 seed, const char *only)
{
  UoisDemoOptions options = { .people = people, .seed = seed, .only = only };
  g_autoptr (GError) error = NULL;

  world->complete = only == NULL;
  uois_demo_generate (registry, &options, take_row, world, &error);
  g_assert_no_error (error);
}

/* ---- Tests ---- */

/* Ids, references, texts, addresses and numbers of institutions of all sizes, odd ones included. */
static void
test_rows (void)
{
  static const guint sizes[] = { 50, 51, 99, 200, 777, 1499, 3500, 6300, 12000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_auto (World) world = { NULL };

      g_test_message ("%u people", sizes[i]);
      world_init (&world, TRUE);
      generate (&world, sizes[i], i, NULL);
      g_assert_cmpuint (count_rows (&world, "users"), ==, sizes[i]);
    }
}

static void
assert_about (guint64 count, guint64 expected)
{
  g_assert_cmpuint (count * 100, >=, expected * 98);
  g_assert_cmpuint (count * 100, <=, expected * 102);
}

static void
test_sizes (void)
{
  static const guint sizes[] = { 2000, 20000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      guint people = sizes[i];
      g_auto (World) world = { NULL };

      world_init (&world, FALSE);
      generate (&world, people, 1, NULL);
      g_assert_cmpuint (count_rows (&world, "users"), ==, people);
      assert_about (count_rows (&world, "groups"), people / 50);
      assert_about (count_rows (&world, "memberships"), people * 5);
      assert_about (count_rows (&world, "events"), people);
      assert_about (count_rows (&world, "events_users"), people * 10);
      assert_about (count_rows (&world, "externalids"), people * 3 / 2);
    }
}

static gboolean
domain_has_rows (const World *world, const UoisDomain *domain)
{
  for (guint i = 0; i < domain->types.length; i++)
    if (world->counts[domain->types.items[i]->index] > 0)
      return TRUE;
  return FALSE;
}

/* A tiny institution has one of everything that is not a type list. A domain of somebody else may be without. */
static void
test_completeness (void)
{
  static const char *const domains[] = {
    "ug",           "events",  "externalids", "facilities", "forms",         "granting",    "lessons",    "projects",
    "publications", "surveys", "workflows",   "tasks",      "personalities", "preferences", "admissions", "thesis",
  };
  /* Lists of role types have no name and no place of their own in the API: nobody would know what they are for. */
  static const char *const left_out[] = { "roletypelists", NULL };
  g_auto (World) world = { NULL };
  guint length;
  const UoisType *const *types;

  world_init (&world, FALSE);
  generate (&world, 200, 1, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    g_assert_true (domain_has_rows (&world, uois_registry_find_domain (registry, domains[i])));
  types = uois_registry_get_tables (registry, &length);
  for (guint i = 0; i < length; i++)
    if (!types[i]->system && domain_has_rows (&world, types[i]->domain) &&
        !g_strv_contains (left_out, types[i]->table) && world.counts[types[i]->index] == 0)
      g_error ("no row of %s is made", types[i]->table);
}

static char *
digest (guint people, guint64 seed)
{
  g_auto (World) world = { NULL };

  world_init (&world, FALSE);
  generate (&world, people, seed, NULL);
  return g_strdup (g_checksum_get_string (world.checksum));
}

static void
test_determinism (void)
{
  g_autofree char *first = digest (300, 7);
  g_autofree char *again = digest (300, 7);
  g_autofree char *other = digest (300, 8);

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other);
}

static void
test_only (void)
{
  guint length;
  const UoisType *const *types = uois_registry_get_tables (registry, &length);
  g_auto (World) people = { NULL };
  g_auto (World) lessons = { NULL };

  world_init (&people, FALSE);
  generate (&people, 300, 1, "ug");
  for (guint i = 0; i < length; i++)
    if (!g_str_equal (types[i]->domain->name, "ug"))
      g_assert_cmpuint (people.counts[types[i]->index], ==, 0);
  g_assert_cmpuint (count_rows (&people, "memberships"), >, 0);

  /* What is left out is not referred to. */
  world_init (&lessons, TRUE);
  generate (&lessons, 300, 1, "lessons");
  g_assert_cmpuint (count_rows (&lessons, "plan_lessons"), >, 0);
  g_assert_cmpuint (count_rows (&lessons, "events"), ==, 0);
}

static gboolean
refuse_row (const UoisType *type, const UoisValue *values, gpointer data, GError **error)
{
  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_DISK_FULL, "full");
  return FALSE;
}

static gboolean
always (gpointer data)
{
  return TRUE;
}

static void
test_errors (void)
{
  UoisDemoOptions options = { .people = UOIS_DEMO_PEOPLE_MIN - 1 };
  g_autoptr (GError) error = NULL;

  g_assert_false (uois_demo_generate (registry, &options, refuse_row, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_INVALID);
  g_clear_error (&error);

  options.people = 100;
  options.only = "astrology";
  g_assert_false (uois_demo_generate (registry, &options, refuse_row, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
  g_clear_error (&error);

  options.only = NULL;
  g_assert_false (uois_demo_generate (registry, &options, refuse_row, NULL, &error));
  g_assert_error (error, UOIS_ERROR, UOIS_ERROR_DISK_FULL);
  g_clear_error (&error);

  options.cancelled = always;
  g_assert_false (uois_demo_generate (registry, &options, refuse_row, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct
{
  World world;
  double fraction;
  guint calls;
} ProgressWorld;

static void
check_progress (double fraction, const UoisType *type, gpointer data)
{
  ProgressWorld *progress = data;

  g_assert_nonnull (type);
  g_assert_cmpfloat (fraction, >=, progress->fraction);
  g_assert_cmpfloat (fraction, <=, 1.0);
  progress->fraction = fraction;
  progress->calls++;
}

static void
test_progress (void)
{
  ProgressWorld progress = { .world = { NULL } };
  UoisDemoOptions options = { .people = 3000, .progress = check_progress };
  g_autoptr (GError) error = NULL;

  world_init (&progress.world, FALSE);
  uois_demo_generate (registry, &options, take_row, &progress, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (progress.calls, >, 5);
  /* The estimate need not be exact, but a bar that stops half way would lie. */
  g_assert_cmpfloat (progress.fraction, >, 0.8);
  world_clear (&progress.world);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  registry = uois_domains_load (&error);
  g_assert_no_error (error);
  g_test_add_func ("/demo/rows", test_rows);
  g_test_add_func ("/demo/sizes", test_sizes);
  g_test_add_func ("/demo/completeness", test_completeness);
  g_test_add_func ("/demo/determinism", test_determinism);
  g_test_add_func ("/demo/only", test_only);
  g_test_add_func ("/demo/errors", test_errors);
  g_test_add_func ("/demo/progress", test_progress);
  result = g_test_run ();
  uois_registry_unref (registry);
  return result;
}
