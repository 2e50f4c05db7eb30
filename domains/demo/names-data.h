/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *text;
  guint16 weight;
} UoisDemoGivenName;

/* Both forms are written out: the rules of Czech have too many exceptions (Němec, Němcová; Vaněk, Vaňková). */
typedef struct
{
  const char *male;
  const char *female;
  guint16 weight;
} UoisDemoSurname;

/**
 * UoisDemoCulture: names that go together.
 * @weight: people of a thousand
 */
typedef struct
{
  guint16 weight;
  const UoisDemoGivenName *male;
  guint n_male;
  const UoisDemoGivenName *female;
  guint n_female;
  const UoisDemoSurname *surnames;
  guint n_surnames;
} UoisDemoCulture;

extern const UoisDemoCulture uois_demo_cultures[];
extern const guint uois_demo_n_cultures;

G_END_DECLS
