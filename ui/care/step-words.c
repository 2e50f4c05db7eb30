/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "care/step-words.h"

#include <glib/gi18n-lib.h>

char *
uois_words_for_moment (UoisDateTime at)
{
  UoisValue value = UOIS_VALUE_INIT;
  char *text;

  uois_value_set_datetime (&value, at);
  text = uois_present_value (&value, UOIS_PRESENT_PLAIN);
  uois_value_clear (&value);
  return text;
}

const char *
uois_words_for_origin (UoisStoreOrigin origin)
{
  switch (origin)
    {
    case UOIS_ORIGIN_EDIT:
      return C_ ("where a change came from", "form");
    case UOIS_ORIGIN_IMPORT:
      return C_ ("where a change came from", "import");
    case UOIS_ORIGIN_QUERY:
      return C_ ("where a change came from", "query");
    case UOIS_ORIGIN_LOAD:
      return C_ ("where a change came from", "seed file");
    case UOIS_ORIGIN_DEMO:
      return C_ ("where a change came from", "demo data");
    case UOIS_ORIGIN_PULL:
      return C_ ("where a change came from", "server");
    case UOIS_ORIGIN_UNDO:
    default:
      return C_ ("where a change came from", "undo");
    }
}

char *
uois_words_for_step (const UoisStoreStep *step, const char *person)
{
  g_autofree char *moment = uois_words_for_moment (step->at);
  const char *origin = uois_words_for_origin (step->origin);

  if (person == NULL)
    return g_strdup_printf ("%s · %s", moment, origin);
  return g_strdup_printf ("%s · %s · %s", moment, person, origin);
}

const char *
uois_words_for_label (const UoisStoreStep *step)
{
  return step->label != NULL ? step->label : _ ("A change without a name");
}

const char *
uois_words_for_value (const char *text)
{
  if (text == NULL)
    return C_ ("value", "not known");
  return *text != '\0' ? text : C_ ("value", "empty");
}
