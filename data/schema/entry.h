/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UoisEntry: an entry of the lists of @where, @insert, @update and @delete:
 * `name[!][: Type][ -> other][ = rest]`.
 * @name: the name
 * @required: whether an exclamation mark follows it
 * @type: (nullable): GraphQL type
 * @other: (nullable): what stands behind the arrow
 * @rest: (nullable): everything behind the equals sign
 */
typedef struct
{
  char *name;
  gboolean required;
  char *type;
  char *other;
  char *rest;
} UoisEntry;

/* FALSE for a text of another form; @entry is then cleared. */
gboolean uois_entry_parse (const char *text, UoisEntry *entry);
void uois_entry_clear (UoisEntry *entry);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisEntry, uois_entry_clear)

G_END_DECLS
