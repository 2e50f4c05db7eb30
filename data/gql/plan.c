/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gql/plan-private.h"

#include "base/error.h"
#include "gql/federation.h"
#include "gql/row-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* SQLite joins 64 tables at most; what is beyond this is asked for by a statement of its own. */
#define MOST_JOINS 32

/* Plans the fields of the rows of one request. */
typedef struct
{
  UoisGqlPlan *plan;
  UoisGqlRowRequest *request;
  UoisSelect *select;
  GError **error;
} Planner;

static UoisSelect *build_select (UoisGqlPlan *plan, UoisArena *arena, UoisGqlRowRequest *request, GError **error);
static gboolean plan_request_object (Planner *planner, UoisGqlPlanField *field);
static gboolean plan_object (Planner *planner, UoisGqlFieldSet *set, const UoisType *type, guint source);

/* ---- Values ---- */

/* The kind of value that a scalar of the API is made of. */
static UoisValueKind
get_value_kind (const UoisGqlType *type)
{
  if (type->kind == UOIS_GQL_TYPE_ENUM)
    return UOIS_VALUE_TEXT;
  switch (type->scalar)
    {
    case UOIS_GQL_SCALAR_INT:
      return UOIS_VALUE_INTEGER;
    case UOIS_GQL_SCALAR_FLOAT:
    case UOIS_GQL_SCALAR_TIMEDELTA:
      return UOIS_VALUE_REAL;
    case UOIS_GQL_SCALAR_BOOLEAN:
      return UOIS_VALUE_BOOLEAN;
    case UOIS_GQL_SCALAR_UUID:
      return UOIS_VALUE_UUID;
    case UOIS_GQL_SCALAR_DATETIME:
      return UOIS_VALUE_DATETIME;
    case UOIS_GQL_SCALAR_DATE:
      return UOIS_VALUE_DATE;
    case UOIS_GQL_SCALAR_STRING:
    case UOIS_GQL_SCALAR_ID:
    case UOIS_GQL_SCALAR_ANY:
    case UOIS_GQL_SCALAR_REPRESENTATION:
      return UOIS_VALUE_TEXT;
    }
  g_assert_not_reached ();
}

/* @text as a JSON string, in the plan. */
static const char *
quote_text (UoisGqlPlan *plan, const char *text)
{
  g_auto (UoisJsonWriter) writer;
  char *copy;

  uois_json_writer_init (&writer);
  uois_json_writer_string (&writer, text, -1);
  copy = uois_arena_allocate (&plan->arena, writer.length + 1);
  memcpy (copy, writer.bytes, writer.length);
  return copy;
}

void
uois_gql_plan_text (UoisGqlPlan *plan, UoisGqlPlanField *field, const char *text)
{
  field->step = UOIS_GQL_STEP_TEXT;
  if (field->text == NULL)
    field->text = quote_text (plan, text);
}

static void
plan_output (Planner *planner, UoisGqlPlanField *field, guint output, UoisValueKind kind)
{
  field->step = UOIS_GQL_STEP_OUTPUT;
  field->output = output;
  field->kind = kind;
  field->is_int = field->field->type->named->scalar == UOIS_GQL_SCALAR_INT;
}

static void
plan_hook (Planner *planner, UoisGqlPlanField *field, const UoisType *type, guint source)
{
  const UoisField *binding = field->field->binding;
  const UoisHook *hook = uois_domain_find_hook (binding->domain, binding->hook);
  guint length = g_strv_length ((char **) hook->columns);

  if (field->hook == NULL)
    {
      field->hook_outputs = uois_arena_allocate (&planner->plan->arena, MAX (length, 1) * sizeof (guint));
      field->hook_kinds = uois_arena_allocate (&planner->plan->arena, MAX (length, 1) * sizeof (UoisValueKind));
    }
  for (guint i = 0; i < length; i++)
    {
      const UoisColumn *column = uois_type_find_column (type, hook->columns[i]);

      field->hook_outputs[i] = uois_select_add_column (planner->select, source, column);
      field->hook_kinds[i] = column->kind;
    }
  field->step = UOIS_GQL_STEP_HOOK;
  field->kind = get_value_kind (field->field->type->named);
  field->is_int = field->field->type->named->scalar == UOIS_GQL_SCALAR_INT;
  field->hook = hook;
  field->n_hook_outputs = length;
}

/* ---- Requests ---- */

char *
uois_gql_plan_check_window (const UoisGqlPlan *plan, const UoisGqlPlanField *field)
{
  const UoisGqlInputValue *limit = uois_gql_field_find_argument (field->field, "limit");
  const UoisGqlInputValue *skip = uois_gql_field_find_argument (field->field, "skip");
  const UoisGqlValue *limit_value = limit ? field->arguments[limit->index] : NULL;
  const UoisGqlValue *skip_value = skip ? field->arguments[skip->index] : NULL;

  if (!uois_gql_value_is_null (skip_value) && skip_value->scalar.integer < 0)
    return g_strdup (_ ("“skip” must not be negative."));
  if (uois_gql_value_is_null (limit_value))
    return NULL;
  if (limit_value->scalar.integer < 0)
    return g_strdup (_ ("“limit” must not be negative."));
  if (limit_value->scalar.integer > plan->page_limit)
    return g_strdup_printf (_ ("“limit” can be at most %u. Ask for further records with “skip”."), plan->page_limit);
  return NULL;
}

/* What asks for more than the source can do is an error of the answer. */
static gboolean
compile_request (UoisGqlPlan *plan, UoisGqlRowRequest *request, const UoisSelect *select, GError **error)
{
  const UoisGqlSourceInterface *source = plan->source->interface;
  const UoisGqlField *field = request->field->field;
  GError *failure = NULL;

  request->rows = source->compile (plan->source, select, &failure);
  if (request->rows && source->note)
    source->note (request->rows, field->owner->name, field->name);
  if (g_error_matches (failure, UOIS_ERROR, UOIS_ERROR_LIMIT))
    {
      g_free (request->error);
      request->error = g_strdup (failure->message);
      g_clear_error (&failure);
      return TRUE;
    }
  if (failure)
    g_propagate_error (error, failure);
  return request->rows != NULL;
}

static gboolean
plan_request (UoisGqlPlan *plan, UoisGqlPlanField *field, UoisGqlStep step, GError **error)
{
  UoisGqlRowRequest *request = g_new0 (UoisGqlRowRequest, 1);
  g_autoptr (UoisSelect) select = NULL;

  field->step = step;
  field->request = request;
  request->field = field;
  request->type = field->selection->type->binding;
  request->parameters = g_array_new (FALSE, TRUE, sizeof (UoisGqlParameter));
  request->reshaped = uois_gql_field_is_reshaped (plan->document, field);
  g_ptr_array_add (plan->requests, request);

  select = build_select (plan, &plan->arena, request, error);
  if (select == NULL)
    return request->error != NULL;
  if (!field->dynamic)
    request->error = uois_gql_plan_check_window (plan, field);
  return request->reshaped || compile_request (plan, request, select, error);
}

/* Outputs and joins depend on the selection alone, so that a request that is built again has the same. */
static UoisSelect *
build_select (UoisGqlPlan *plan, UoisArena *arena, UoisGqlRowRequest *request, GError **error)
{
  g_autoptr (UoisSelect) select = uois_select_new (request->type);
  Planner planner = { .plan = plan, .request = request, .select = select, .error = error };
  UoisGqlRequestBuilder builder = { .arena = arena, .request = request, .select = select };

  if (!plan_request_object (&planner, request->field))
    return NULL;
  if (!uois_gql_builder_add_rows (&builder))
    {
      g_free (request->error);
      request->error = builder.error;
      return NULL;
    }
  return g_steal_pointer (&select);
}

gboolean
uois_gql_plan_compile_again (UoisGqlPlan *plan, UoisGqlRowRequest *request, UoisArena *arena, GError **error)
{
  g_autoptr (UoisSelect) select = NULL;

  if (request->rows)
    plan->source->interface->release (plan->source, g_steal_pointer (&request->rows));
  select = build_select (plan, arena, request, error);
  if (select == NULL)
    return request->error != NULL;
  return compile_request (plan, request, select, error);
}

/* A list, or a record that a statement of its own finds. */
static gboolean
plan_rows (Planner *planner, UoisGqlPlanField *field, UoisGqlStep step)
{
  field->step = step;
  /* Built again for another execution: what is below stays as it is. */
  return field->request != NULL || plan_request (planner->plan, field, step, planner->error);
}

static guint
add_id (Planner *planner, const UoisType *type, guint source)
{
  return uois_select_add_column (planner->select, source, type->columns.items[0]);
}

/* ---- Objects ---- */

/* The fields of an object of a type without table: everything follows from its id. */
static gboolean
plan_id_object (Planner *planner, UoisGqlPlanField *field)
{
  UoisGqlFieldSet *set = field->selection;

  field->step = UOIS_GQL_STEP_ID_OBJECT;
  for (guint i = 0; i < set->length; i++)
    {
      UoisGqlPlanField *member = &set->fields[i];
      const UoisField *binding = member->field->binding;

      if (binding == NULL)
        uois_gql_plan_text (planner->plan, member, set->type->name);
      else if (binding->target == NULL)
        member->step = UOIS_GQL_STEP_ID;
      else if (!plan_rows (planner, member, binding->list ? UOIS_GQL_STEP_ROWS : UOIS_GQL_STEP_ROW))
        return FALSE;
    }
  return TRUE;
}

/* ---- References ---- */

static void
add_reference (Planner *planner, UoisGqlPlanField *field)
{
  UoisGqlPlan *plan = planner->plan;

  if (field->reference == NULL)
    {
      field->reference = uois_arena_new (&plan->arena, UoisGqlReference);
      g_ptr_array_add (plan->references, field);
    }
  field->reference->request = planner->request;
}

/* The record by a statement of its own, which it may have had before. */
static gboolean
plan_apart (Planner *planner, UoisGqlPlanField *record)
{
  UoisGqlRowRequest *request = record->request;

  if (request == NULL || request->rows != NULL)
    return plan_rows (planner, record, UOIS_GQL_STEP_ROW);
  record->step = UOIS_GQL_STEP_ROW;
  return uois_gql_plan_compile_again (planner->plan, request, &planner->plan->arena, planner->error);
}

/* The record together with what refers to it; the statement of its own rests. */
static gboolean
plan_joined (Planner *planner, UoisGqlPlanField *record, const UoisType *type, guint source)
{
  UoisGqlSource *rows_source = planner->plan->source;

  record->step = UOIS_GQL_STEP_JOINED;
  if (record->request != NULL && record->request->rows != NULL)
    rows_source->interface->release (rows_source, g_steal_pointer (&record->request->rows));
  record->selection->id = add_id (planner, type, source);
  return plan_object (planner, record->selection, type, source);
}

static gboolean
plan_reference (Planner *planner, UoisGqlPlanField *field, guint source)
{
  const UoisField *binding = field->field->binding;

  add_reference (planner, field);
  if (planner->select->joins->len >= MOST_JOINS)
    field->reference->apart = TRUE;
  if (!field->reference->apart)
    return plan_joined (planner, field, binding->target,
                        1 + uois_select_add_join (planner->select, source, binding->column));
  field->output = uois_select_add_column (planner->select, source, binding->column);
  return plan_apart (planner, field);
}

/* Whether the links of a field can be read without the records that they refer to: nothing is asked of these first. */
static gboolean
has_plain_links (const UoisGqlPlanField *field)
{
  const UoisField *binding = field->field->binding;

  return field->step == UOIS_GQL_STEP_ROWS && !field->by_id && binding->kind == UOIS_FIELD_THROUGH &&
         field->field->arguments.length == 0 && binding->fixed_order == NULL;
}

static gboolean
plan_links (Planner *planner, UoisGqlPlanField *field)
{
  if (field->record == NULL)
    {
      field->record = uois_arena_new (&planner->plan->arena, UoisGqlPlanField);
      *field->record = *field;
      field->record->request = NULL;
      field->record->nullable = TRUE;
      field->record->by_id = TRUE;
    }
  add_reference (planner, field);
  field->record->reference = field->reference;
  if (!field->reference->apart)
    return plan_joined (planner, field->record, planner->request->type, 0);
  field->output = uois_select_add_output (planner->select, 0, UOIS_OUTPUT_LINK);
  return plan_apart (planner, field->record);
}

/* What the rows of a request hold. */
static gboolean
plan_request_object (Planner *planner, UoisGqlPlanField *field)
{
  if (has_plain_links (field))
    return plan_links (planner, field);
  return plan_object (planner, field->selection, planner->request->type, 0);
}

/* ---- Fields of rows ---- */

static gboolean
plan_field (Planner *planner, UoisGqlFieldSet *set, UoisGqlPlanField *field, const UoisType *type, guint source)
{
  const UoisField *binding = field->field->binding;

  /* The only field that no declaration has. */
  if (binding == NULL)
    {
      uois_gql_plan_text (planner->plan, field, set->type->name);
      return TRUE;
    }

  switch (binding->kind)
    {
    case UOIS_FIELD_COLUMN:
      plan_output (planner, field, uois_select_add_column (planner->select, source, binding->column),
                   binding->column->kind);
      if (binding->column->null_reads_as && field->text == NULL)
        field->text = binding->column->kind == UOIS_VALUE_TEXT ?
                          quote_text (planner->plan, binding->column->null_reads_as) :
                          binding->column->null_reads_as; /* as JSON has it */
      return TRUE;

    case UOIS_FIELD_EXPRESSION:
      {
        UoisValueKind kind = get_value_kind (field->field->type->named);

        plan_output (planner, field, uois_select_add_sql (planner->select, source, binding->sql, kind), kind);
        return TRUE;
      }

    case UOIS_FIELD_HOOK:
      plan_hook (planner, field, type, source);
      return TRUE;

    case UOIS_FIELD_CONSTANT:
      uois_gql_plan_text (planner->plan, field, binding->sql);
      return TRUE;

    case UOIS_FIELD_REFERENCE:
      return plan_reference (planner, field, source);

    case UOIS_FIELD_OBJECT:
      field->output = uois_select_add_sql (planner->select, source, binding->sql, UOIS_VALUE_UUID);
      return plan_id_object (planner, field);

    case UOIS_FIELD_MANY:
    case UOIS_FIELD_THROUGH:
    case UOIS_FIELD_LIST:
    case UOIS_FIELD_ONE:
      set->id = add_id (planner, type, source);
      return plan_rows (planner, field, binding->list ? UOIS_GQL_STEP_ROWS : UOIS_GQL_STEP_ROW);

    case UOIS_FIELD_PAYLOAD:
    case UOIS_FIELD_BY_ID:
    case UOIS_FIELD_OBJECT_BY_ID:
    case UOIS_FIELD_PAGE:
    case UOIS_FIELD_VALUE:
    case UOIS_FIELD_MUTATION:
      break;
    }
  g_set_error (planner->error, UOIS_ERROR, UOIS_ERROR_INTERNAL, "The field %s.%s cannot be read from a row.",
               set->type->name, field->field->name);
  return FALSE;
}

static gboolean
plan_object (Planner *planner, UoisGqlFieldSet *set, const UoisType *type, guint source)
{
  for (guint i = 0; i < set->length; i++)
    if (!plan_field (planner, set, &set->fields[i], type, source))
      return FALSE;
  return TRUE;
}

/* ---- Results of mutations ---- */

static void
plan_scalar_query (UoisGqlPlan *plan, UoisGqlPlanField *field, const char *sql)
{
  field->step = UOIS_GQL_STEP_SCALAR_QUERY;
  field->kind = get_value_kind (field->field->type->named);
  field->is_int = field->field->type->named->scalar == UOIS_GQL_SCALAR_INT;
  field->sql = sql;
  field->parameter_names = uois_gql_collect_parameter_names (&plan->arena, sql);
}

/* An expression about the record that a result is about, as a query of its own. */
static void
plan_result_expression (UoisGqlPlan *plan, UoisGqlPlanField *field, const char *expression)
{
  gsize size = strlen (expression) + sizeof "SELECT ()";
  char *sql = uois_arena_allocate (&plan->arena, size);

  g_snprintf (sql, size, "SELECT (%s)", expression);
  plan_scalar_query (plan, field, sql);
}

static gboolean
plan_result_field (Planner *planner, UoisGqlFieldSet *set, UoisGqlPlanField *field)
{
  const UoisField *binding = field->field->binding;

  if (binding == NULL)
    uois_gql_plan_text (planner->plan, field, set->type->name);
  else if (binding->target != NULL)
    return plan_rows (planner, field, binding->list ? UOIS_GQL_STEP_ROWS : UOIS_GQL_STEP_ROW);
  else if (binding->kind == UOIS_FIELD_EXPRESSION)
    plan_result_expression (planner->plan, field, binding->sql);
  else if (field->field->type->named->scalar == UOIS_GQL_SCALAR_UUID)
    field->step = UOIS_GQL_STEP_RESULT_ID;
  else
    field->step = UOIS_GQL_STEP_RESULT_MESSAGE;
  return TRUE;
}

static gboolean
plan_mutation (Planner *planner, UoisGqlPlanField *field)
{
  UoisGqlFieldSet *set = field->selection;

  field->step = UOIS_GQL_STEP_MUTATION;
  for (guint i = 0; i < set->length; i++)
    if (!plan_result_field (planner, set, &set->fields[i]))
      return FALSE;
  return TRUE;
}

/* ---- The root ---- */

/* Which types are met is known only when they are. */
static void
plan_entities (UoisGqlPlan *plan, UoisGqlPlanField *field)
{
  field->step = UOIS_GQL_STEP_ENTITIES;
  field->entities =
      uois_arena_allocate (&plan->arena, (field->field->type->named->possible_types.length + 1) * sizeof (gpointer));
}

static gboolean
plan_root_field (UoisGqlPlan *plan, UoisGqlPlanField *field, GError **error)
{
  const UoisField *binding = field->field->binding;
  Planner planner = { .plan = plan, .error = error };

  if (field->field == plan->schema->typename_field)
    uois_gql_plan_text (plan, field, plan->root->type->name);
  else if (field->field == plan->schema->schema_field)
    field->step = UOIS_GQL_STEP_SCHEMA;
  else if (field->field == plan->schema->type_field)
    field->step = UOIS_GQL_STEP_TYPE;
  else if (field->field == plan->schema->service_field)
    uois_gql_federation_plan_service (plan, field);
  else if (binding == NULL || plan->source == NULL)
    field->step = UOIS_GQL_STEP_NONE;
  else if (field->field == plan->schema->entities_field)
    plan_entities (plan, field);
  else if (binding->kind == UOIS_FIELD_CONSTANT)
    uois_gql_plan_text (plan, field, binding->sql);
  else if (binding->kind == UOIS_FIELD_MUTATION)
    return plan_mutation (&planner, field);
  else if (binding->kind == UOIS_FIELD_VALUE)
    plan_scalar_query (plan, field, binding->sql);
  else if (binding->kind == UOIS_FIELD_OBJECT_BY_ID)
    return plan_id_object (&planner, field);
  else
    return plan_rows (&planner, field, binding->list ? UOIS_GQL_STEP_ROWS : UOIS_GQL_STEP_ROW);
  return TRUE;
}

static gboolean
plan_root (UoisGqlPlan *plan, GError **error)
{
  for (guint i = 0; i < plan->root->length; i++)
    if (!plan_root_field (plan, &plan->root->fields[i], error))
      return FALSE;
  return TRUE;
}

gboolean
uois_gql_plan_record (UoisGqlPlan *plan, UoisGqlPlanField *record, GError **error)
{
  Planner planner = { .plan = plan, .error = error };

  if (record->selection->type->binding->table == NULL)
    return plan_id_object (&planner, record);
  return plan_rows (&planner, record, UOIS_GQL_STEP_ROW);
}

static void
row_request_free (gpointer data)
{
  UoisGqlRowRequest *request = data;

  g_array_unref (request->parameters);
  g_free (request->error);
  g_free (request);
}

UoisGqlCollector
uois_gql_plan_get_collector (UoisGqlPlan *plan,
                             const UoisGqlVariables *variables,
                             const UoisGqlLimits *limits,
                             UoisGqlErrors *errors)
{
  return (UoisGqlCollector){
    .schema = plan->schema,
    .document = plan->document,
    .fragments = plan->fragments,
    .variables = variables,
    .limits = limits,
    .arena = &plan->arena,
    .dynamic_fields = plan->dynamic_fields,
    .errors = errors,
    .n_fields = plan->n_fields,
  };
}

UoisGqlPlan *
uois_gql_plan_new (const UoisGqlSchema *schema,
                   const UoisDocument *document,
                   GHashTable *fragments,
                   UoisNode operation,
                   const UoisGqlVariables *variables,
                   const UoisGqlLimits *limits,
                   UoisGqlSource *source,
                   UoisGqlErrors *errors,
                   GError **error)
{
  g_autoptr (UoisGqlPlan) plan = g_new0 (UoisGqlPlan, 1);
  UoisGqlCollector collector;

  plan->schema = schema;
  plan->document = document;
  plan->fragments = fragments;
  plan->operation = operation;
  plan->type = uois_node_get_operation_type (document, operation);
  plan->source = source;
  plan->page_limit = limits->page;
  plan->dynamic_fields = g_ptr_array_new ();
  plan->requests = g_ptr_array_new_with_free_func (row_request_free);
  plan->references = g_ptr_array_new ();

  collector = uois_gql_plan_get_collector (plan, variables, limits, errors);
  plan->root = uois_gql_collect_fields (&collector, uois_gql_schema_get_root (schema, plan->type), &operation, 1, 1);
  plan->n_fields = collector.n_fields;
  if (plan->root == NULL || !plan_root (plan, error))
    return NULL;
  return g_steal_pointer (&plan);
}

static void
clear_argument_errors (UoisGqlFieldSet *set)
{
  for (guint i = 0; i < set->length; i++)
    {
      UoisGqlPlanField *field = &set->fields[i];

      g_free (field->argument_error);
      if (field->selection)
        clear_argument_errors (field->selection);
      for (guint j = 0; field->possible_selections && j < field->field->type->named->possible_types.length; j++)
        if (field->possible_selections[j])
          clear_argument_errors (field->possible_selections[j]);
    }
}

void
uois_gql_plan_free (UoisGqlPlan *plan)
{
  for (guint i = 0; i < plan->requests->len; i++)
    {
      UoisGqlRowRequest *request = plan->requests->pdata[i];

      if (request->rows)
        plan->source->interface->release (plan->source, request->rows);
    }
  if (plan->root)
    clear_argument_errors (plan->root);
  g_ptr_array_unref (plan->requests);
  g_ptr_array_unref (plan->references);
  g_ptr_array_unref (plan->dynamic_fields);
  uois_arena_clear (&plan->arena);
  g_free (plan->choices);
  g_free (plan);
}
