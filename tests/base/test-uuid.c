/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/uuid.h"

#include <string.h>

static const char text[] = "2d9dc5ca-a4a2-11ed-b9df-0242ac120003";

static void
test_parse_forms (void)
{
  static const char *const forms[] = {
    "2d9dc5ca-a4a2-11ed-b9df-0242ac120003",
    "2D9DC5CA-A4A2-11ED-B9DF-0242AC120003",
    "2d9dc5caa4a211edb9df0242ac120003",
    "{2d9dc5ca-a4a2-11ed-b9df-0242ac120003}",
    "urn:uuid:2d9dc5ca-a4a2-11ed-b9df-0242ac120003",
    "URN:UUID:{2d9dc5caa4a211edb9df0242ac120003}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      UoisUuid uuid;
      g_autofree char *string = NULL;

      g_assert_true (uois_uuid_parse (forms[i], strlen (forms[i]), &uuid));
      string = uois_uuid_to_string (&uuid);
      g_assert_cmpstr (string, ==, text);
    }
}

static void
test_refuse (void)
{
  static const char *const forms[] = {
    "",
    "-",
    "{}",
    "urn:uuid:",
    "2d9dc5ca-a4a2-11ed-b9df-0242ac12000",
    "2d9dc5ca-a4a2-11ed-b9df-0242ac1200031",
    "2d9dc5ca-a4a2-11ed-b9df-0242ac12000g",
    "2d9dc5caa-4a2-11ed-b9df-0242ac120003",
    "2d9dc5ca_a4a2-11ed-b9df-0242ac120003",
    "{2d9dc5ca-a4a2-11ed-b9df-0242ac120003",
    "2d9dc5ca-a4a2-11ed-b9df-0242ac120003}",
    " 2d9dc5ca-a4a2-11ed-b9df-0242ac12000",
    "2d9dc5ca-a4a2-11ed-b9df-0242ac12000\xc3",
  };
  UoisUuid untouched;

  memset (&untouched, 0x5a, sizeof untouched);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      UoisUuid uuid = untouched;

      g_assert_false (uois_uuid_parse (forms[i], strlen (forms[i]), &uuid));
      g_assert_cmpmem (&uuid, sizeof uuid, &untouched, sizeof untouched);
    }
}

static void
test_every_byte (void)
{
  for (guint byte = 0; byte < 256; byte++)
    {
      UoisUuid uuid, again;
      char formatted[UOIS_UUID_TEXT_LENGTH + 1] = "";
      char expected[3];

      memset (&uuid, (int) byte, sizeof uuid);
      uois_uuid_format (&uuid, formatted);
      g_snprintf (expected, sizeof expected, "%02x", byte);
      g_assert_cmpmem (formatted, 2, expected, 2);
      g_assert_cmpmem (formatted + 34, 2, expected, 2);
      g_assert_true (uois_uuid_parse (formatted, UOIS_UUID_TEXT_LENGTH, &again));
      g_assert_true (uois_uuid_equal (&uuid, &again));
    }
}

static void
test_generate (void)
{
  UoisUuid last = { { 0 } };
  guint64 milliseconds = 0;

  for (guint i = 0; i < 50000; i++)
    {
      UoisUuid uuid;

      uois_uuid_generate (&uuid);
      g_assert_cmpint (uuid.bytes[6] >> 4, ==, 7);
      g_assert_cmpint (uuid.bytes[8] >> 6, ==, 2);
      g_assert_cmpint (uois_uuid_compare (&last, &uuid), <, 0);
      last = uuid;
    }

  for (guint i = 0; i < 6; i++)
    milliseconds = milliseconds << 8 | last.bytes[i];
  g_assert_cmpuint (milliseconds + 1000, >=, (guint64) g_get_real_time () / 1000 - 3600 * 1000);
}

static gpointer
generate_many (gpointer data)
{
  GArray *uuids = g_array_sized_new (FALSE, FALSE, sizeof (UoisUuid), 10000);

  g_array_set_size (uuids, 10000);
  for (guint i = 0; i < uuids->len; i++)
    uois_uuid_generate (&g_array_index (uuids, UoisUuid, i));

  return uuids;
}

static void
test_threads (void)
{
  GThread *threads[4];
  g_autoptr (GHashTable) seen = g_hash_table_new (uois_uuid_hash, uois_uuid_equal);
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("generate", generate_many, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      GArray *uuids = g_thread_join (threads[i]);

      g_ptr_array_add (results, uuids);
      for (guint j = 0; j < uuids->len; j++)
        g_assert_true (g_hash_table_add (seen, &g_array_index (uuids, UoisUuid, j)));
    }
}

/* Seed files count ids up in the last digits, version 7 in the first: both must spread. */
static void
test_hash_spreads (void)
{
  for (guint place = 0; place < 16; place += 5)
    {
      guint buckets[64] = { 0 };

      for (guint i = 0; i < 64 * 64; i++)
        {
          UoisUuid uuid = { { 0 } };

          uuid.bytes[place] = (guint8) i;
          uuid.bytes[(place + 1) % 16] = (guint8) (i >> 8);
          buckets[uois_uuid_hash (&uuid) % G_N_ELEMENTS (buckets)]++;
        }
      for (guint i = 0; i < G_N_ELEMENTS (buckets); i++)
        g_assert_cmpuint (buckets[i], <, 64 * 3);
    }
}

static void
test_nil (void)
{
  UoisUuid uuid = { { 0 } };

  g_assert_true (uois_uuid_is_nil (&uuid));
  uuid.bytes[15] = 1;
  g_assert_false (uois_uuid_is_nil (&uuid));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uuid/parse-forms", test_parse_forms);
  g_test_add_func ("/uuid/refuse", test_refuse);
  g_test_add_func ("/uuid/every-byte", test_every_byte);
  g_test_add_func ("/uuid/generate", test_generate);
  g_test_add_func ("/uuid/threads", test_threads);
  g_test_add_func ("/uuid/hash-spreads", test_hash_spreads);
  g_test_add_func ("/uuid/nil", test_nil);
  return g_test_run ();
}
