/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  UOIS_LOCATION_HOME,
  UOIS_LOCATION_LIST,
  UOIS_LOCATION_RECORD,
} UoisLocationKind;

/**
 * UoisLocation: a place in a file that a page shows.
 * @type: (nullable): of the list or record
 * @id: of the record
 *
 * Its text form is the parameter of the action `win.go` and what is kept of
 * recent records: "home", "list NAME" or "record NAME UUID", where NAME is the type's.
 */
typedef struct
{
  UoisLocationKind kind;
  const UoisType *type;
  UoisUuid id;
} UoisLocation;

char *uois_location_to_string (const UoisLocation *location);
gboolean uois_location_parse (UoisRegistry *registry, const char *text, UoisLocation *location);
gboolean uois_location_equal (const UoisLocation *a, const UoisLocation *b);

G_END_DECLS
