/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "language/ast.h"
#include "schema/prelude.h"
#include "schema/registry.h"

G_BEGIN_DECLS

/**
 * UoisDeclaration: one `<name>.graphql` while the registry is being built.
 * @index: in the order in which the declarations were added
 */
typedef struct
{
  const UoisPrelude *prelude; /* borrowed */
  char *file_name;
  UoisDocument *document;
  UoisDomain *domain; /* in the registry's arena */
  guint index;
} UoisDeclaration;

UoisDeclaration *uois_declaration_new (const UoisPrelude *prelude, const char *file_name, UoisDocument *document);
void uois_declaration_free (UoisDeclaration *declaration);

/**
 * UoisPlace: a node of a declaration: what is read, and where a problem with it is reported.
 * The node is 0 for something that is not there.
 */
typedef struct
{
  const UoisDeclaration *declaration;
  UoisNode node;
} UoisPlace;

UoisPlace uois_place (const UoisDeclaration *declaration, UoisNode node);
const char *uois_place_get_text (UoisPlace place);

/* The first directive of that name, and the next one of the same name. */
UoisPlace uois_place_find_directive (UoisPlace place, const char *name);
UoisPlace uois_place_next_directive (UoisPlace directive);
gboolean uois_place_has_directive (UoisPlace place, const char *name);

/*
 * Arguments of a directive that the prelude has let pass: their types are as
 * declared there, and an argument that is not written has the prelude's default.
 */
const char *uois_directive_get_text (UoisPlace directive, const char *argument); /* NULL if null */
gboolean uois_directive_get_boolean (UoisPlace directive, const char *argument);
int uois_directive_get_integer (UoisPlace directive, const char *argument);
gboolean uois_directive_has_argument (UoisPlace directive, const char *argument);

/* The items of a list of texts, each with its own place: start with uois_directive_get_items(). */
UoisPlace uois_directive_get_items (UoisPlace directive, const char *argument);
UoisPlace uois_place_get_next (UoisPlace item);

#define UOIS_DIRECTIVE_FOREACH_ITEM(directive, argument, item)                                                         \
  for (UoisPlace item = uois_directive_get_items ((directive), (argument)); item.node != 0;                            \
       item = uois_place_get_next (item))

G_END_DECLS
