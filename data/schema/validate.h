/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/problems.h"

G_BEGIN_DECLS

/**
 * uois_declaration_validate:
 *
 * Checks every definition and every use of a directive of @declaration against
 * the prelude: what stands where, names and types of arguments. What the names
 * in them mean is not looked at.
 */
void uois_declaration_validate (const UoisDeclaration *declaration, UoisProblems *problems);

G_END_DECLS
