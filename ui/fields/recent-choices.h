/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

G_BEGIN_DECLS

/* How many records of a type are remembered. */
#define UOIS_RECENT_CHOICES_MAX 5

/* Which records a person chose last, for each type; kept among the settings of the program. */
void uois_recent_choices_add (const UoisType *type, const UoisUuid *id);

/* Returns: (transfer full) (element-type UoisUuid): the last one first; some may be of another file */
GArray *uois_recent_choices_list (const UoisType *type);

G_END_DECLS
