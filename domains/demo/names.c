/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "names.h"

#include "base/text.h"
#include "names-data.h"
#include "table.h"

#include <string.h>

/* Given name and surname take 64 bytes at most, the domain and the number the rest. */
#define EMAIL_PART_LENGTH 32

typedef struct
{
  UoisDemoName *names; /* owned */
  guint length;
  UoisDemoChoice choice;
} NameList;

typedef struct
{
  NameList given[2]; /* men, women */
  NameList surnames[2];
} Culture;

struct _UoisDemoNames
{
  Culture *cultures; /* owned */
  UoisDemoChoice culture_choice;
  GHashTable *classes; /* owned texts, to 1 + class */
  guint32 *namesakes;  /* owned; per given name's class and surname's class */
  guint n_classes;
};

static char *
make_ascii (const char *text)
{
  g_autofree char *folded = uois_text_fold (text, -1);
  GString *ascii = g_string_new (NULL);

  for (const char *c = folded; *c != '\0'; c++)
    if (g_ascii_isalnum (*c) && ascii->len < EMAIL_PART_LENGTH)
      g_string_append_c (ascii, *c);
  return g_string_free (ascii, FALSE);
}

static guint
find_class (UoisDemoNames *names, const char *ascii)
{
  guint class = GPOINTER_TO_UINT (g_hash_table_lookup (names->classes, ascii));

  if (class == 0)
    {
      class = ++names->n_classes;
      g_hash_table_insert (names->classes, g_strdup (ascii), GUINT_TO_POINTER (class));
    }
  return class - 1;
}

static void
init_name (UoisDemoNames *names, UoisDemoName *name, const char *text)
{
  name->text = text;
  name->length = strlen (text);
  name->ascii = make_ascii (text);
  name->ascii_length = strlen (name->ascii);
  name->ascii_class = find_class (names, name->ascii);
}

static void
init_given_names (UoisDemoNames *names, NameList *list, const UoisDemoGivenName *data, guint length)
{
  list->names = g_new0 (UoisDemoName, length);
  list->length = length;
  for (guint i = 0; i < length; i++)
    init_name (names, &list->names[i], data[i].text);
  uois_demo_choice_init (&list->choice, &data[0].weight, sizeof data[0], length);
}

static void
init_surnames (UoisDemoNames *names, NameList *list, const UoisDemoSurname *data, guint length, gboolean is_female)
{
  list->names = g_new0 (UoisDemoName, length);
  list->length = length;
  for (guint i = 0; i < length; i++)
    init_name (names, &list->names[i], is_female ? data[i].female : data[i].male);
  uois_demo_choice_init (&list->choice, &data[0].weight, sizeof data[0], length);
}

UoisDemoNames *
uois_demo_names_new (void)
{
  UoisDemoNames *names = g_new0 (UoisDemoNames, 1);

  names->cultures = g_new0 (Culture, uois_demo_n_cultures);
  names->classes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < uois_demo_n_cultures; i++)
    {
      const UoisDemoCulture *data = &uois_demo_cultures[i];
      Culture *culture = &names->cultures[i];

      init_given_names (names, &culture->given[0], data->male, data->n_male);
      init_given_names (names, &culture->given[1], data->female, data->n_female);
      init_surnames (names, &culture->surnames[0], data->surnames, data->n_surnames, FALSE);
      init_surnames (names, &culture->surnames[1], data->surnames, data->n_surnames, TRUE);
    }
  uois_demo_choice_init (&names->culture_choice, &uois_demo_cultures[0].weight, sizeof uois_demo_cultures[0],
                         uois_demo_n_cultures);
  names->namesakes = g_new0 (guint32, (gsize) names->n_classes * names->n_classes);
  return names;
}

static void
clear_list (NameList *list)
{
  for (guint i = 0; i < list->length; i++)
    g_free (list->names[i].ascii);
  g_free (list->names);
}

void
uois_demo_names_free (UoisDemoNames *names)
{
  for (guint i = 0; i < uois_demo_n_cultures; i++)
    for (guint sex = 0; sex < 2; sex++)
      {
        clear_list (&names->cultures[i].given[sex]);
        clear_list (&names->cultures[i].surnames[sex]);
      }
  g_hash_table_unref (names->classes);
  g_free (names->cultures);
  g_free (names->namesakes);
  g_free (names);
}

void
uois_demo_names_get_person (const UoisDemoNames *names, guint64 seed, guint64 index, UoisDemoPerson *person)
{
  UoisDemoRandom random = uois_demo_random_at (seed, UOIS_DEMO_STREAM_NAME, index);
  const Culture *culture = &names->cultures[uois_demo_choose (&names->culture_choice, &random)];
  guint sex = uois_demo_random_below (&random, 2);
  const NameList *given = &culture->given[sex];
  const NameList *surnames = &culture->surnames[sex];

  person->is_female = sex == 1;
  person->given = &given->names[uois_demo_choose (&given->choice, &random)];
  person->surname = &surnames->names[uois_demo_choose (&surnames->choice, &random)];
}

guint
uois_demo_names_make_email (UoisDemoNames *names, const UoisDemoPerson *person, const char *domain, char *email)
{
  const UoisDemoName *given = person->given;
  const UoisDemoName *surname = person->surname;
  guint32 *namesakes = &names->namesakes[given->ascii_class * names->n_classes + surname->ascii_class];
  gsize domain_length = strlen (domain);
  char *end = email;

  memcpy (end, given->ascii, given->ascii_length);
  end += given->ascii_length;
  *end++ = '.';
  memcpy (end, surname->ascii, surname->ascii_length);
  end += surname->ascii_length;
  if (++*namesakes > 1)
    end += g_snprintf (end, 12, "%u", *namesakes);
  *end++ = '@';
  memcpy (end, domain, domain_length + 1);
  return end + domain_length - email;
}
