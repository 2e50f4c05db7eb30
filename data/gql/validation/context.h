/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/validation/type-info.h"
#include "gql/validation/validation.h"

G_BEGIN_DECLS

/**
 * UoisGqlVariableUsage: a place where a variable stands.
 * @type: (nullable): the input type that is expected there
 * @has_default: whether the place has a default of its own
 * @parent_type: (nullable): the input type that the place is in
 */
typedef struct
{
  UoisNode node;
  const UoisGqlType *type;
  gboolean has_default;
  const UoisGqlType *parent_type;
} UoisGqlVariableUsage;

/**
 * UoisGqlDefinition: what the rules ask of an operation or fragment.
 * @usages: (element-type UoisGqlVariableUsage): in the definition itself
 * @spreads: (element-type UoisNode): fragment spreads in the definition itself
 */
typedef struct
{
  UoisNode node;
  GArray *usages;
  GArray *spreads;
} UoisGqlDefinition;

/**
 * UoisGqlValidation: a document on its way through the rules.
 * @ancestors: (element-type UoisNode): of the visited node, outermost first
 * @definitions: (element-type UoisGqlDefinition): the operations and fragments
 * @definitions_by_node: (element-type UoisNode UoisGqlDefinition)
 * @fragments: (element-type utf8 UoisGqlDefinition): by name
 * @type_definitions: (element-type utf8 UoisNode): of the document itself, by name
 * @directives: (element-type utf8 UoisGqlDirective): that the document itself defines; the
 *   types of their arguments are known by their text alone
 * @field_types: by node: of a field, the composite type that it is selected on, or %NULL
 */
typedef struct
{
  const UoisGqlSchema *schema;
  const UoisDocument *document;
  const UoisGqlLimits *limits;
  UoisGqlErrors *errors;
  UoisArena arena;
  UoisGqlTypeInfo info;
  GArray *ancestors;
  GPtrArray *definitions;
  GHashTable *definitions_by_node;
  GHashTable *fragments;
  GHashTable *type_definitions;
  GHashTable *directives;
  const UoisGqlType **field_types;
} UoisGqlValidation;

/**
 * UoisGqlVisit: what a rule does at a node.
 *
 * Returns: whether the rule wants to see what is inside the node
 */
typedef gboolean (*UoisGqlVisit) (UoisGqlValidation *validation, UoisNode node, gpointer state);
typedef void (*UoisGqlLeave) (UoisGqlValidation *validation, UoisNode node, gpointer state);

typedef struct
{
  UoisNodeKind kind;
  UoisGqlVisit enter; /* nullable */
  UoisGqlLeave leave; /* nullable */
} UoisGqlVisitor;

/**
 * UoisGqlRule: a validation rule.
 * @name: as the reference calls it
 * @visitors: the kinds of nodes it looks at; ends with %UOIS_NODE_NONE
 * @new_state: (nullable): makes what the rule remembers of a document
 */
typedef struct
{
  const char *name;
  const UoisGqlVisitor *visitors;
  gpointer (*new_state) (UoisGqlValidation *validation);
  GDestroyNotify free_state;
} UoisGqlRule;

/* Reports an error at nodes; takes @message. */
void uois_gql_validation_report (UoisGqlValidation *validation, const UoisNode *nodes, guint n_nodes, char *message);
void uois_gql_validation_report_node (UoisGqlValidation *validation, UoisNode node, char *message);
/* Reports an error at the names of nodes. */
void
uois_gql_validation_report_names (UoisGqlValidation *validation, const UoisNode *nodes, guint n_nodes, char *message);

/* The node that the visited one is in. */
UoisNode uois_gql_validation_get_parent (const UoisGqlValidation *validation);
/* The operation or fragment of that name or node; NULL if there is none. */
const UoisGqlDefinition *uois_gql_validation_find_fragment (const UoisGqlValidation *validation, const char *name);
const UoisGqlDefinition *uois_gql_validation_find_definition (const UoisGqlValidation *validation, UoisNode node);

/* Returns: (transfer full) (element-type UoisGqlDefinition): the fragments that a definition reaches, each once */
GPtrArray *uois_gql_validation_list_reached_fragments (const UoisGqlValidation *validation,
                                                       const UoisGqlDefinition *definition);
/* Returns: (transfer full) (element-type UoisGqlVariableUsage pointer): of an operation and the fragments it reaches */
GPtrArray *uois_gql_validation_list_usages (const UoisGqlValidation *validation, UoisNode operation);

/* Reports that children of @kind share a name, once per name: @before, the name, @after. */
void uois_gql_validation_check_unique_names (
    UoisGqlValidation *validation, UoisNode parent, UoisNodeKind kind, const char *before, const char *after);

/* Reports children of @kind of a type or its extensions whose name another one had; @members is made by the function below. */
void uois_gql_validation_check_unique_members (
    UoisGqlValidation *validation, UoisNode type, UoisNodeKind kind, const char *what, GHashTable *members);
gpointer uois_gql_validation_new_members (UoisGqlValidation *validation);

/* The definition of a type in the document itself; 0 if there is none. */
UoisNode uois_gql_validation_find_type_definition (const UoisGqlValidation *validation, const char *name);
/* Returns: (transfer container) (element-type utf8): the names of the types that the document defines */
GPtrArray *uois_gql_validation_list_type_definitions (const UoisGqlValidation *validation);
/* A directive that the document or the schema defines; NULL if neither does. */
const UoisGqlDirective *uois_gql_validation_find_directive (const UoisGqlValidation *validation, const char *name);

/* Names of arguments or of a type's members, for suggestions. */
char *uois_gql_suggest_argument (const UoisGqlInputValue *const *arguments, guint length, const char *input);

G_END_DECLS
