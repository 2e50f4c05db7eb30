/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repo/uuid-map.h"

/* Ids that differ only in the first or only in the last byte, and random ones: the worst cases of a bad hash. */
static UoisUuid
make_uuid (guint i)
{
  UoisUuid uuid = { 0 };

  if (i % 3 == 0)
    uuid.bytes[0] = (guint8) (i % 200);
  else if (i % 3 == 1)
    uuid.bytes[15] = (guint8) (i % 200);
  else
    for (guint j = 0; j < sizeof uuid.bytes; j++)
      uuid.bytes[j] = (guint8) g_test_rand_int_range (0, 4);
  return uuid;
}

/* The map against GLib's. */
static void
test_model (void)
{
  g_auto (UoisUuidMap) map = { 0 };
  g_autoptr (GHashTable) model = g_hash_table_new_full (uois_uuid_hash, uois_uuid_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < 20000; i++)
    {
      UoisUuid uuid = make_uuid (i);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (model, &uuid));

      g_assert_cmpuint (uois_uuid_map_get (&map, &uuid), ==, count);
      if (g_test_rand_bit ())
        {
          g_assert_cmpuint (uois_uuid_map_add (&map, &uuid), ==, count);
          count++;
        }
      else
        {
          count = (guint) g_test_rand_int_range (1, 1000);
          uois_uuid_map_set (&map, &uuid, count);
        }
      g_hash_table_insert (model, g_memdup2 (&uuid, sizeof uuid), GUINT_TO_POINTER (count));
    }

  g_assert_cmpuint (map.length, ==, g_hash_table_size (model));
  g_hash_table_iter_init (&iter, model);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_assert_cmpuint (uois_uuid_map_get (&map, key), ==, GPOINTER_TO_UINT (value));
}

static void
test_empty (void)
{
  g_auto (UoisUuidMap) map = { 0 };
  UoisUuid nil = { 0 };

  g_assert_cmpuint (uois_uuid_map_get (&map, &nil), ==, 0);
  g_assert_cmpuint (uois_uuid_map_add (&map, &nil), ==, 0);
  g_assert_cmpuint (uois_uuid_map_get (&map, &nil), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repo/uuid-map/model", test_model);
  g_test_add_func ("/repo/uuid-map/empty", test_empty);
  return g_test_run ();
}
