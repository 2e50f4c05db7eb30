/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/coercion.h"
#include "gql/errors.h"
#include "gql/type-system.h"

G_BEGIN_DECLS

/**
 * SECTION: Plans
 *
 * What an operation comes to under one choice of `@skip` and `@include`: its
 * collected fields, each with the step that writes its value, and the row
 * requests that the steps read from. A plan is made once; an execution coerces
 * arguments that come from variables, binds and steps.
 */
typedef struct _UoisGqlFieldSet UoisGqlFieldSet;
typedef struct _UoisGqlPlanField UoisGqlPlanField;
typedef struct _UoisGqlRowRequest UoisGqlRowRequest;
typedef struct _UoisGqlPlan UoisGqlPlan;

/**
 * UoisGqlStep: how the value of a field is written.
 * @UOIS_GQL_STEP_NONE: by a resolver that the plan knows nothing of
 * @UOIS_GQL_STEP_TEXT: a text that is known already (`__typename`, a constant)
 * @UOIS_GQL_STEP_OUTPUT: an output of the row
 * @UOIS_GQL_STEP_ID: the id of the object (of a type without table)
 * @UOIS_GQL_STEP_HOOK: a function of outputs of the row
 * @UOIS_GQL_STEP_JOINED: an object that was read with the row
 * @UOIS_GQL_STEP_ID_OBJECT: an object of a type without table; its id is an output of the row, or the field's first argument
 * @UOIS_GQL_STEP_ROW: an object: the first row of a request
 * @UOIS_GQL_STEP_ROWS: a list: the rows of a request
 * @UOIS_GQL_STEP_SCALAR_QUERY: the value of a SQL query
 * @UOIS_GQL_STEP_MUTATION: a mutation is made, and its result written
 * @UOIS_GQL_STEP_RESULT_ID: in that result, the id
 * @UOIS_GQL_STEP_RESULT_MESSAGE: in that result, how it went
 * @UOIS_GQL_STEP_SCHEMA: `__schema`
 * @UOIS_GQL_STEP_TYPE: `__type`
 * @UOIS_GQL_STEP_SERVICE: `_service`
 * @UOIS_GQL_STEP_ENTITIES: `_entities`
 */
typedef enum
{
  UOIS_GQL_STEP_NONE,
  UOIS_GQL_STEP_TEXT,
  UOIS_GQL_STEP_OUTPUT,
  UOIS_GQL_STEP_ID,
  UOIS_GQL_STEP_HOOK,
  UOIS_GQL_STEP_JOINED,
  UOIS_GQL_STEP_ID_OBJECT,
  UOIS_GQL_STEP_ROW,
  UOIS_GQL_STEP_ROWS,
  UOIS_GQL_STEP_SCALAR_QUERY,
  UOIS_GQL_STEP_MUTATION,
  UOIS_GQL_STEP_RESULT_ID,
  UOIS_GQL_STEP_RESULT_MESSAGE,
  UOIS_GQL_STEP_SCHEMA,
  UOIS_GQL_STEP_TYPE,
  UOIS_GQL_STEP_SERVICE,
  UOIS_GQL_STEP_ENTITIES,
} UoisGqlStep;

/**
 * UoisGqlReference: how the records are read that the column of a row or a link refers to: with what refers to them
 * (a join), or each by a statement of its own. The latter pays when most of them are not read at all, because they
 * stand in the answer already.
 * @request: of the rows or links
 * @apart: whether by a statement of its own
 * @n_changes: how often that was decided anew
 * @n_met, @n_copied: in this execution, how many records were to be written, and how many of them stood there already
 */
typedef struct
{
  UoisGqlRowRequest *request;
  gboolean apart;
  guint n_changes;
  guint n_met;
  guint n_copied;
} UoisGqlReference;

/* Labels are copied by so many bytes at once, and have room for it. */
#define UOIS_GQL_LABEL_STEP 16

/**
 * UoisGqlPlanField: a collected field (section 6.3.2): one response name of a selection set.
 * @label: `"name":`, with a comma before it unless it is the first
 * @label_size: bytes that may be copied of it, a multiple of %UOIS_GQL_LABEL_STEP
 * @kind: of the value of an OUTPUT, HOOK or SCALAR_QUERY
 * @output: of OUTPUT; of ID_OBJECT, -1 if the id is an argument; of ROWS read apart, what the links refer to
 * @text: of TEXT, as JSON; of OUTPUT, what is written for null, as JSON, or %NULL
 * @introspection: in an introspection type, which field it is
 * @nodes: the field nodes that were merged into it
 * @dynamic: a bit for each argument that holds variables
 * @arguments: (nullable): coerced, by index; the dynamic ones are those of this execution
 * @argument_error: (nullable): why they could not be
 * @selection: (nullable): the fields of an object type; %NULL of a leaf or abstract type
 * @possible_selections: (nullable): of an abstract type, the fields by the possible type; %NULL
 *   where uois_gql_plan_select() was not asked yet
 * @depth: of the selection set that the field is in, from 1
 */
struct _UoisGqlPlanField
{
  /* What writing a row touches comes first. */
  const char *label;
  guint label_length;
  guint label_size;
  guint8 step;
  guint8 kind;
  gint16 output;
  gboolean nullable : 1;
  gboolean item_nullable : 1;
  gboolean is_int : 1; /* whether the type is Int, which has 32 bits */
  gboolean by_id : 1;  /* of ROW: whether the id of the record is known, whatever the field is */
  const char *text;
  UoisGqlFieldSet *selection;
  UoisGqlRowRequest *request;

  const char *response_name;
  const UoisGqlField *field;
  const UoisNode *nodes;
  guint n_nodes;
  guint introspection;
  guint depth;
  UoisGqlFieldSet **possible_selections;

  guint64 dynamic;
  const UoisGqlValue **arguments;
  char *argument_error;
  UoisNode argument_error_node;

  UoisGqlReference *reference; /* nullable */
  UoisGqlPlanField *record;    /* of ROWS, nullable: how what a link refers to is read apart */
  const UoisHook *hook;
  guint *hook_outputs;
  UoisValueKind *hook_kinds;
  guint n_hook_outputs;
  const char *sql;                    /* of a SCALAR_QUERY */
  const char *const *parameter_names; /* its names, zero-terminated */
  UoisGqlPlanField **entities;        /* of ENTITIES, zero-terminated: what uois_gql_plan_entity() made */
};

/* An argument beyond this many counts as dynamic together with the last of them. */
#define UOIS_GQL_DYNAMIC_BIT(index) (G_GUINT64_CONSTANT (1) << MIN ((index), 63))

/**
 * UoisGqlFieldSet: the collected fields of an object type.
 * @id: output of the row that holds the object's id; -1 if nobody needs it
 */
struct _UoisGqlFieldSet
{
  const UoisGqlType *type;
  UoisGqlPlanField *fields;
  guint length;
  int id;
};

/**
 * UoisGqlParameterKind: where the value of a parameter comes from.
 * @UOIS_GQL_PARAMETER_LIMIT: an argument; null means as many as there can be
 */
typedef enum
{
  UOIS_GQL_PARAMETER_VALUE,
  UOIS_GQL_PARAMETER_ARGUMENT,
  UOIS_GQL_PARAMETER_LIMIT,
  UOIS_GQL_PARAMETER_PARENT,
  UOIS_GQL_PARAMETER_ME,
} UoisGqlParameterKind;

typedef struct
{
  UoisGqlParameterKind kind;
  guint argument;
  const UoisValue *value;
} UoisGqlParameter;

/**
 * UoisGqlRowRequest: the rows of a field.
 * @type: whose
 * @reshaped: whether its shape depends on variables, so that it is compiled in each execution
 * @rows: (nullable): compiled
 * @parameters: (element-type UoisGqlParameter): by their number
 * @revised: whether it has to be compiled anew, because of how a reference is read
 * @error: (nullable): why there are no rows in this execution
 */
struct _UoisGqlRowRequest
{
  UoisGqlPlanField *field;
  const UoisType *type;
  gboolean reshaped;
  gboolean revised;
  UoisGqlRows *rows;
  GArray *parameters;
  char *error;
};

/**
 * UoisGqlPlan:
 * @fragments: (element-type utf8 UoisNode): of @document, by name; outlives the plan
 * @n_fields: collected so far
 * @choices: what the variables of `@skip` and `@include` were
 * @dynamic_fields: (element-type UoisGqlPlanField): their arguments come from variables
 * @requests: (element-type UoisGqlRowRequest)
 * @references: (element-type UoisGqlPlanField): those that have a reference
 * @revised: whether requests have to be compiled anew
 */
struct _UoisGqlPlan
{
  const UoisGqlSchema *schema;
  const UoisDocument *document;
  GHashTable *fragments;
  guint n_fields;
  UoisNode operation;
  UoisOperationType type;
  char *choices;
  UoisArena arena;
  UoisGqlFieldSet *root;
  GPtrArray *dynamic_fields;
  GPtrArray *requests;
  GPtrArray *references;
  gboolean revised;
  UoisGqlSource *source;
  guint page_limit;
  gsize answer_length; /* of the last execution: a guess for the next */
};

/**
 * uois_gql_plan_new:
 * @fragments: (element-type utf8 UoisNode): of @document, by name; must outlive the plan
 * @variables: those of `@skip` and `@include` must be there
 * @source: (nullable): where requests are compiled
 * @errors: gets what exceeds the limits
 * @error: a failure of @source
 *
 * Returns: (transfer full) (nullable): %NULL if @errors or @error got one
 */
UoisGqlPlan *uois_gql_plan_new (const UoisGqlSchema *schema,
                                const UoisDocument *document,
                                GHashTable *fragments,
                                UoisNode operation,
                                const UoisGqlVariables *variables,
                                const UoisGqlLimits *limits,
                                UoisGqlSource *source,
                                UoisGqlErrors *errors,
                                GError **error);
void uois_gql_plan_free (UoisGqlPlan *plan);

/**
 * uois_gql_plan_prepare:
 * @arena: holds what is made for this execution
 *
 * Coerces the arguments that come from variables and compiles what they shape, and what the last execution taught.
 */
gboolean uois_gql_plan_prepare (UoisGqlPlan *plan, UoisArena *arena, const UoisGqlVariables *variables, GError **error);

/**
 * uois_gql_plan_select:
 * @field: a field of an abstract type
 * @type: one of its possible types, which a value of this execution has
 * @arena: holds what is made for this execution
 * @errors: gets what exceeds the limits
 *
 * Collects the fields that are asked of @type when it is met first: an abstract
 * type can have many possible types, of which an answer has few.
 *
 * Returns: (nullable): %NULL if @errors got one
 */
UoisGqlFieldSet *uois_gql_plan_select (UoisGqlPlan *plan,
                                       const UoisGqlPlanField *field,
                                       const UoisGqlType *type,
                                       UoisArena *arena,
                                       const UoisGqlVariables *variables,
                                       const UoisGqlLimits *limits,
                                       UoisGqlErrors *errors);

/**
 * uois_gql_plan_entity:
 * @field: of the step ENTITIES
 * @type: one of its possible types
 * @arena: holds what is made for this execution
 * @errors: gets what exceeds the limits
 * @error: a failure of the source
 *
 * Plans how a record of @type is read by its id when it is met first.
 *
 * Returns: (nullable): what uois_gql_write_record() writes; %NULL if @errors or @error got one
 */
UoisGqlPlanField *uois_gql_plan_entity (UoisGqlPlan *plan,
                                        const UoisGqlPlanField *field,
                                        const UoisGqlType *type,
                                        UoisArena *arena,
                                        const UoisGqlVariables *variables,
                                        const UoisGqlLimits *limits,
                                        UoisGqlErrors *errors,
                                        GError **error);

/* Makes @text the value of a field that has the same in every execution. */
void uois_gql_plan_text (UoisGqlPlan *plan, UoisGqlPlanField *field, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisGqlPlan, uois_gql_plan_free)

G_END_DECLS
