/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/entry.h"

typedef struct
{
  const char *text;
  const char *name; /* NULL: refused */
  gboolean required;
  const char *type;
  const char *other;
  const char *rest;
} Case;

static const Case cases[] = {
  { "name", "name" },
  { " name ", "name" },
  { "name!", "name", TRUE },
  { "valid = true", "valid", FALSE, NULL, NULL, "true" },
  { "name=\"a = b -> c: d\"", "name", FALSE, NULL, NULL, "\"a = b -> c: d\"" },
  { "type -> eventType", "type", FALSE, NULL, "eventType" },
  { "name: StrFilter", "name", FALSE, "StrFilter" },
  { "a: B -> c", "a", FALSE, "B", "c" },
  { "a: B! -> -", "a", FALSE, "B!", "-" },
  { "a!: B -> c = 1", "a", TRUE, "B", "c", "1" },
  { "ids: [UUID!]!", "ids", FALSE, "[UUID!]!" },
  { "d: F = (enddate - startdate) / 60.0", "d", FALSE, "F", NULL, "(enddate - startdate) / 60.0" },
  { "", NULL },
  { "!", NULL },
  { "two words", NULL },
  { "a: ", NULL },
  { "a ->", NULL },
  { "a =", NULL },
  { ": B", NULL },
  { "a-b", NULL },
  { "a: B C", NULL },
  { "čas", NULL },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (UoisEntry) entry = { NULL };

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (uois_entry_parse (cases[i].text, &entry), ==, cases[i].name != NULL);
      g_assert_cmpstr (entry.name, ==, cases[i].name);
      g_assert_cmpint (entry.required, ==, cases[i].required);
      g_assert_cmpstr (entry.type, ==, cases[i].type);
      g_assert_cmpstr (entry.other, ==, cases[i].other);
      g_assert_cmpstr (entry.rest, ==, cases[i].rest);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entry/parse", test_parse);
  return g_test_run ();
}
