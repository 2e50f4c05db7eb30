/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "random.h"

G_BEGIN_DECLS

/* Longest address that the e-mail rule gives, with its zero. */
#define UOIS_DEMO_EMAIL_LENGTH 128

/**
 * UoisDemoName: a given name or a surname, ready for use.
 * @ascii: without case, diacritics and blanks, for e-mail addresses
 * @ascii_class: equal for names with equal @ascii
 */
typedef struct
{
  const char *text;
  char *ascii;
  guint16 length;
  guint16 ascii_length;
  guint16 ascii_class;
} UoisDemoName;

/**
 * UoisDemoPerson: who somebody is called, and the rest follows from the place they have.
 */
typedef struct
{
  gboolean is_female;
  const UoisDemoName *given;
  const UoisDemoName *surname;
} UoisDemoPerson;

/**
 * UoisDemoNames: names as frequent as they are in Czechia, with a few per cent
 * of the neighbours that study and teach there.
 */
typedef struct _UoisDemoNames UoisDemoNames;

UoisDemoNames *uois_demo_names_new (void);
void uois_demo_names_free (UoisDemoNames *names);

void uois_demo_names_get_person (const UoisDemoNames *names, guint64 seed, guint64 index, UoisDemoPerson *person);

/**
 * uois_demo_names_make_email:
 * @person: somebody
 * @domain: what stands behind the at sign
 * @email: (out): room for %UOIS_DEMO_EMAIL_LENGTH bytes; gets a terminating zero
 *
 * The institution's rule: given name, dot, surname; the second person of that
 * name gets a 2, and so on. The names object counts them, so the order of calls matters.
 *
 * Returns: the length
 */
guint uois_demo_names_make_email (UoisDemoNames *names, const UoisDemoPerson *person, const char *domain, char *email);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisDemoNames, uois_demo_names_free)

G_END_DECLS
