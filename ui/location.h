/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  UOIS_LOCATION_HOME,
  UOIS_LOCATION_LIST,
  UOIS_LOCATION_TREE,    /* the records of a type that is a tree */
  UOIS_LOCATION_MACHINE, /* a machine of states, as outline and diagram */
  UOIS_LOCATION_RECORD,
  UOIS_LOCATION_HISTORY, /* what became of a record */
  UOIS_LOCATION_STEPS,   /* what became of the file */
  UOIS_LOCATION_TRASH,
  UOIS_LOCATION_VIEW, /* a list as a saved view says */
  UOIS_LOCATION_CARE, /* backups and soundness of the file */
} UoisLocationKind;

/**
 * UoisLocation: a place in a file that a page shows.
 * @type: (nullable): of a place that has one: a list, a tree, a machine, a record and its history
 * @id: likewise: a machine, a record and its history, a saved view
 *
 * Its text form is the parameter of the action `win.go` and what is kept of recent records: the word of its kind, the
 * name of its type, and the id, as far as it has them: "home", "list NAME", "record NAME UUID".
 */
typedef struct
{
  UoisLocationKind kind;
  const UoisType *type;
  UoisUuid id;
} UoisLocation;

/* The word of a kind; it also names the help page of such places. */
const char *uois_location_kind_to_string (UoisLocationKind kind);
char *uois_location_to_string (const UoisLocation *location);
gboolean uois_location_parse (UoisRegistry *registry, const char *text, UoisLocation *location);
gboolean uois_location_equal (const UoisLocation *a, const UoisLocation *b);

G_END_DECLS
