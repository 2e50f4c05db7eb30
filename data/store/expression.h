/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/registry.h"

G_BEGIN_DECLS

/**
 * UoisExpressionParameter:
 * @name: name of a `:name` in the expression
 *
 * Appends what stands for it.
 */
typedef void (*UoisExpressionParameter) (GString *sql, const char *name, gpointer data);

/**
 * uois_expression_append:
 * @text: SQL of a declaration, in which a bare name is a column of @type
 * @alias: the name that @type's row has in the statement
 *
 * Declarations write `name || ' ' || surname`; in a statement with several
 * tables that would be ambiguous, so names are given their alias. Inside a
 * sub-select a name belongs, as in SQL, to the tables of its FROM first.
 */
void uois_expression_append (GString *sql,
                             const char *text,
                             const UoisRegistry *registry,
                             const UoisType *type,
                             const char *alias,
                             UoisExpressionParameter parameter,
                             gpointer data);

G_END_DECLS
