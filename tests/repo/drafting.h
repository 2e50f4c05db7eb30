/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "university.h"

#include "repo/edit.h"

G_BEGIN_DECLS

/* What the tests of editing do with drafts; each fails the test if it does not succeed. */
const UoisColumn *draft_column (const UoisType *type, const char *name);
void draft_set_text (UoisDraft *draft, const char *column, const char *text);
/* %NULL: nothing known */
void draft_set_uuid (UoisDraft *draft, const char *column, const UoisUuid *uuid);
char *draft_get_text (UoisDraft *draft, const char *column);
/* The number of the unit of work. */
gint64 draft_save (Fixture *fixture, UoisDraft *draft);
UoisDraft *draft_edit (Fixture *fixture, const UoisType *type, const UoisUuid *id);
/* Saves a shelf; @parent is %NULL at the top. */
UoisDraft *draft_make_shelf (Fixture *fixture, const char *name, const UoisUuid *parent);

G_END_DECLS
