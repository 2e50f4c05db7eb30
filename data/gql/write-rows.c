/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gql/write-rows.h"

#include "base/error.h"
#include "gql/federation.h"
#include "gql/introspection.h"
#include "gql/write-mutation.h"

#include <math.h>
#include <string.h>

/* A failure of the source: time that ran out is the question's fault, everything else the file's. */
static UoisGqlOutcome
fail (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path, GError *error)
{
  if (g_error_matches (error, UOIS_ERROR, UOIS_ERROR_LIMIT))
    {
      uois_gql_execution_add_error (execution, field, path, g_strdup (error->message));
      g_error_free (error);
    }
  else
    execution->failure = error;
  return UOIS_GQL_FAILED;
}

/* ---- Leaf values ---- */

static UoisGqlOutcome
write_integer (UoisGqlExecution *execution, const UoisGqlPlanField *field, gint64 integer, const UoisGqlPath *path)
{
  if (G_UNLIKELY (field->is_int && (integer < G_MININT32 || integer > G_MAXINT32)))
    {
      uois_gql_execution_add_error (
          execution, field, path,
          g_strdup_printf ("Int cannot represent non 32-bit signed integer value: %" G_GINT64_FORMAT, integer));
      if (!field->nullable)
        return UOIS_GQL_NULLED;
      uois_json_writer_literal (&execution->writer, "null");
      return UOIS_GQL_WRITTEN;
    }
  uois_json_writer_integer (&execution->writer, integer);
  return UOIS_GQL_WRITTEN;
}

static UoisGqlOutcome
write_null_output (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *above)
{
  UoisGqlPath path = { .above = above, .name = field->response_name };

  if (field->text)
    {
      uois_json_writer_raw (&execution->writer, field->text, strlen (field->text));
      return UOIS_GQL_WRITTEN;
    }
  return uois_gql_execution_write_null (execution, field, field->nullable, &path);
}

static UoisGqlOutcome
write_text_output (UoisGqlExecution *execution,
                   UoisGqlRows *rows,
                   const UoisGqlPlanField *field,
                   const UoisGqlPath *above)
{
  gsize length;
  const char *text = execution->rows->get_text (rows, field->output, &length);

  if (text == NULL)
    return write_null_output (execution, field, above);
  uois_json_writer_string (&execution->writer, text, length);
  return UOIS_GQL_WRITTEN;
}

static UoisGqlOutcome
write_uuid_output (UoisGqlExecution *execution,
                   UoisGqlRows *rows,
                   const UoisGqlPlanField *field,
                   const UoisGqlPath *above)
{
  const UoisUuid *uuid = execution->rows->get_uuid (rows, field->output);

  if (uuid == NULL)
    return write_null_output (execution, field, above);
  uois_json_writer_uuid (&execution->writer, uuid);
  return UOIS_GQL_WRITTEN;
}

static UoisGqlOutcome
write_real_output (UoisGqlExecution *execution,
                   UoisGqlRows *rows,
                   const UoisGqlPlanField *field,
                   const UoisGqlPath *above)
{
  double real = execution->rows->get_real (rows, field->output);

  /* Null reads as zero. */
  if (real == 0 && execution->rows->is_null (rows, field->output))
    return write_null_output (execution, field, above);
  uois_json_writer_real (&execution->writer, real);
  return UOIS_GQL_WRITTEN;
}

static UoisGqlOutcome
write_integer_output (UoisGqlExecution *execution,
                      UoisGqlRows *rows,
                      const UoisGqlPlanField *field,
                      const UoisGqlPath *above)
{
  UoisJsonWriter *writer = &execution->writer;
  gint64 integer = execution->rows->get_integer (rows, field->output);

  /* Null reads as zero. */
  if (integer == 0 && execution->rows->is_null (rows, field->output))
    return write_null_output (execution, field, above);

  switch (field->kind)
    {
    case UOIS_VALUE_BOOLEAN:
      if (integer)
        uois_json_writer_literal (writer, "true");
      else
        uois_json_writer_literal (writer, "false");
      break;
    case UOIS_VALUE_DATETIME:
      uois_json_writer_datetime (writer, integer);
      break;
    case UOIS_VALUE_DATE:
      uois_json_writer_date (writer, integer);
      break;
    default:
      {
        UoisGqlPath path = { .above = above, .name = field->response_name };

        return write_integer (execution, field, integer, &path);
      }
    }
  return UOIS_GQL_WRITTEN;
}

static inline UoisGqlOutcome
write_output (UoisGqlExecution *execution, UoisGqlRows *rows, const UoisGqlPlanField *field, const UoisGqlPath *above)
{
  switch (field->kind)
    {
    case UOIS_VALUE_TEXT:
      return write_text_output (execution, rows, field, above);
    case UOIS_VALUE_UUID:
      return write_uuid_output (execution, rows, field, above);
    case UOIS_VALUE_REAL:
      return write_real_output (execution, rows, field, above);
    default:
      return write_integer_output (execution, rows, field, above);
    }
}

/* The value of a hook or scalar query. */
static UoisGqlOutcome
write_value (UoisGqlExecution *execution,
             const UoisGqlPlanField *field,
             const UoisValue *value,
             const UoisGqlPath *path)
{
  if (value->kind == UOIS_VALUE_NULL || (value->kind == UOIS_VALUE_REAL && !isfinite (value->real)))
    return uois_gql_execution_write_null (execution, field, field->nullable, path);
  if (value->kind == UOIS_VALUE_INTEGER)
    return write_integer (execution, field, value->integer, path);
  uois_json_writer_value (&execution->writer, value);
  return UOIS_GQL_WRITTEN;
}

static void
get_output (UoisGqlExecution *execution, UoisGqlRows *rows, guint output, UoisValueKind kind, UoisValue *value)
{
  const UoisGqlSourceInterface *source = execution->rows;

  *value = (UoisValue) UOIS_VALUE_INIT;
  if (source->is_null (rows, output))
    return;
  switch (kind)
    {
    case UOIS_VALUE_NULL:
      return;
    case UOIS_VALUE_TEXT:
      {
        gsize length;
        const char *text = source->get_text (rows, output, &length);

        uois_value_borrow_text (value, text, length);
        return;
      }
    case UOIS_VALUE_UUID:
      uois_value_set_uuid (value, source->get_uuid (rows, output));
      return;
    case UOIS_VALUE_REAL:
      uois_value_set_real (value, source->get_real (rows, output));
      return;
    case UOIS_VALUE_BOOLEAN:
    case UOIS_VALUE_INTEGER:
      value->integer = source->get_integer (rows, output);
      break;
    case UOIS_VALUE_DATETIME:
    case UOIS_VALUE_DATE:
      value->datetime = source->get_integer (rows, output);
      break;
    }
  value->kind = kind;
}

/* The field's arguments as the declarations take them; null where absent. */
static UoisValue *
get_arguments (const UoisGqlPlanField *field)
{
  guint length = field->field->arguments.length;
  UoisValue *values = g_new0 (UoisValue, MAX (length, 1));

  for (guint i = 0; i < length; i++)
    if (!uois_gql_value_is_null (field->arguments[i]))
      values[i] = field->arguments[i]->scalar;
  return values;
}

static UoisGqlOutcome
write_hook (UoisGqlExecution *execution, UoisGqlRows *rows, const UoisGqlPlanField *field, const UoisGqlPath *path)
{
  g_autofree UoisValue *row = g_new (UoisValue, MAX (field->n_hook_outputs, 1));
  g_autofree UoisValue *arguments = get_arguments (field);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < field->n_hook_outputs; i++)
    get_output (execution, rows, field->hook_outputs[i], field->hook_kinds[i], &row[i]);
  if (field->hook->function (row, arguments, &value, &error))
    return write_value (execution, field, &value, path);

  uois_gql_execution_add_error (execution, field, path, g_strdup (error->message));
  if (!field->nullable)
    return UOIS_GQL_NULLED;
  uois_json_writer_literal (&execution->writer, "null");
  return UOIS_GQL_WRITTEN;
}

static UoisGqlOutcome
write_scalar_query (UoisGqlExecution *execution,
                    const UoisGqlPlanField *field,
                    const UoisUuid *parent,
                    const UoisGqlPath *path)
{
  guint length = g_strv_length ((char **) field->parameter_names);
  g_autofree UoisValue *values = g_new0 (UoisValue, MAX (length, 1));
  g_auto (UoisValue) value = UOIS_VALUE_INIT;
  GError *error = NULL;
  UoisUuid me;

  for (guint i = 0; i < length; i++)
    {
      const UoisGqlInputValue *argument = uois_gql_field_find_argument (field->field, field->parameter_names[i]);

      if (argument && !uois_gql_value_is_null (field->arguments[argument->index]))
        values[i] = field->arguments[argument->index]->scalar;
      else if (strcmp (field->parameter_names[i], "me") == 0 && execution->rows->get_me (execution->source, &me))
        uois_value_set_uuid (&values[i], &me);
      else if (strcmp (field->parameter_names[i], "parent") == 0 && parent)
        uois_value_set_uuid (&values[i], parent);
    }
  if (!execution->rows->get_value (execution->source, field->sql, field->kind, field->parameter_names, values, &value,
                                   &error))
    return fail (execution, field, path, error);
  return write_value (execution, field, &value, path);
}

/* ---- Rows ---- */

static void
bind_parameter (UoisGqlExecution *execution,
                const UoisGqlPlanField *field,
                guint index,
                const UoisGqlParameter *parameter,
                const UoisUuid *parent)
{
  const UoisGqlSourceInterface *source = execution->rows;
  UoisGqlRows *rows = field->request->rows;
  const UoisGqlValue *argument;
  UoisValue value = UOIS_VALUE_INIT;
  UoisUuid me;

  switch (parameter->kind)
    {
    case UOIS_GQL_PARAMETER_VALUE:
      source->bind (rows, index, parameter->value);
      return;

    case UOIS_GQL_PARAMETER_PARENT:
      if (parent)
        source->bind_uuid (rows, index, parent);
      else
        source->bind (rows, index, &value);
      return;

    case UOIS_GQL_PARAMETER_ME:
      if (source->get_me (execution->source, &me))
        source->bind_uuid (rows, index, &me);
      else
        source->bind (rows, index, &value);
      return;

    case UOIS_GQL_PARAMETER_ARGUMENT:
      argument = field->arguments[parameter->argument];
      source->bind (rows, index, uois_gql_value_is_null (argument) ? &value : &argument->scalar);
      return;

    case UOIS_GQL_PARAMETER_LIMIT:
      argument = field->arguments[parameter->argument];
      uois_value_set_integer (&value, execution->plan->page_limit);
      source->bind (rows, index, uois_gql_value_is_null (argument) ? &value : &argument->scalar);
      return;
    }
}

static void
open_request (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisUuid *parent)
{
  const GArray *parameters = field->request->parameters;

  for (guint i = 0; i < parameters->len; i++)
    bind_parameter (execution, field, i, &g_array_index (parameters, UoisGqlParameter, i), parent);
}

/* What keeps a request from being made in this execution. */
static gboolean
check_request (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path)
{
  if (G_LIKELY (field->request->error == NULL))
    return TRUE;
  uois_gql_execution_add_error (execution, field, path, g_strdup (field->request->error));
  return FALSE;
}

static UoisGqlOutcome
write_row (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path)
{
  UoisGqlObject object = { .rows = field->request->rows };

  if (field->selection->id >= 0)
    object.id = execution->rows->get_uuid (object.rows, field->selection->id);
  if (!uois_gql_execution_count_object (execution, field, path))
    return UOIS_GQL_FAILED;
  return uois_gql_write_object (execution, &object, field->selection, path);
}

static UoisGqlOutcome
write_first_row (UoisGqlExecution *execution,
                 const UoisGqlPlanField *field,
                 const UoisUuid *parent,
                 const UoisGqlPath *path)
{
  UoisGqlOutcome outcome;
  GError *error = NULL;
  int step;

  if (!check_request (execution, field, path))
    return UOIS_GQL_NULLED;

  open_request (execution, field, parent);
  step = execution->rows->step (field->request->rows, &error);
  if (step < 0)
    outcome = fail (execution, field, path, error);
  else if (step == 0)
    outcome = uois_gql_execution_write_null (execution, field, field->nullable, path);
  else
    outcome = write_row (execution, field, path);
  execution->rows->reset (field->request->rows);
  return outcome;
}

/* ---- Objects ---- */

/* A record or another object with an id. */
static UoisGqlOutcome
write_identified (UoisGqlExecution *execution,
                  const UoisGqlPlanField *field,
                  UoisGqlRows *rows,
                  const UoisUuid *id,
                  const UoisGqlPath *path)
{
  UoisGqlObject object = { .rows = rows, .id = id };

  if (field->step == UOIS_GQL_STEP_ROW)
    return write_first_row (execution, field, id, path);
  if (!uois_gql_execution_count_object (execution, field, path))
    return UOIS_GQL_FAILED;
  return uois_gql_write_object (execution, &object, field->selection, path);
}

/* Copies what the same field led to before. FALSE: it is not there, or to copy it would exceed the limits somewhere. */
static gboolean
copy_written (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisUuid *id)
{
  const UoisGqlWritten *written = uois_gql_memo_find (execution->memo, field, id);
  const UoisGqlLimits *limits = execution->limits;
  UoisJsonWriter *writer = &execution->writer;

  if (written == NULL || execution->n_objects + written->n_objects > limits->objects ||
      writer->length + written->length > limits->response_bytes)
    return FALSE;
  uois_json_writer_reserve (writer, written->length);
  memcpy (writer->bytes + writer->length, writer->bytes + written->start, written->length);
  writer->length += written->length;
  execution->n_objects += written->n_objects;
  return TRUE;
}

/* Writes a record the first time, and copies it from then on; until there is an error, which belongs to one path. */
static UoisGqlOutcome
write_once (UoisGqlExecution *execution,
            const UoisGqlPlanField *field,
            UoisGqlRows *rows,
            const UoisUuid *id,
            const UoisGqlPath *path)
{
  UoisGqlWritten written = { .start = execution->writer.length, .n_objects = execution->n_objects };
  UoisGqlOutcome outcome;

  if (execution->memo == NULL || uois_gql_errors_get_length (&execution->errors) > 0)
    return write_identified (execution, field, rows, id, path);

  if (field->reference)
    field->reference->n_met++;
  if (copy_written (execution, field, id))
    {
      if (field->reference)
        field->reference->n_copied++;
      return UOIS_GQL_WRITTEN;
    }
  outcome = write_identified (execution, field, rows, id, path);
  /* What is missing may leave nothing behind. */
  if (outcome == UOIS_GQL_WRITTEN && execution->writer.bytes[written.start] == '{' &&
      uois_gql_errors_get_length (&execution->errors) == 0)
    {
      written.length = execution->writer.length - written.start;
      written.n_objects = execution->n_objects - written.n_objects;
      uois_gql_memo_add (execution->memo, field, id, &written);
    }
  return outcome;
}

/* An object whose id stands in the row. */
static UoisGqlOutcome
write_reference (UoisGqlExecution *execution, UoisGqlRows *rows, const UoisGqlPlanField *field, const UoisGqlPath *path)
{
  int output = field->step == UOIS_GQL_STEP_JOINED ? field->selection->id : field->output;
  const UoisUuid *id = execution->rows->get_uuid (rows, output);

  if (id == NULL)
    return uois_gql_execution_write_null (execution, field, field->nullable, path);
  return write_once (execution, field, rows, id, path);
}

/* An object whose id is the field's argument. */
static UoisGqlOutcome
write_argument_object (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path)
{
  const UoisGqlValue *id = field->arguments[0];

  if (uois_gql_value_is_null (id))
    return uois_gql_execution_write_null (execution, field, field->nullable, path);
  return write_identified (execution, field, NULL, &id->scalar.uuid, path);
}

/* ---- Lists ---- */

/* A record that the link in the row refers to; nothing, if it is missing. */
static UoisGqlOutcome
write_linked (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisGqlPath *path)
{
  const UoisGqlPlanField *record = field->record;
  UoisGqlRows *rows = field->request->rows;
  int output = field->reference->apart ? field->output : field->selection->id;
  const UoisUuid *id = execution->rows->get_uuid (rows, output);
  UoisJsonWriter *writer = &execution->writer;
  gsize start = writer->length;
  UoisGqlOutcome outcome;

  if (id == NULL)
    return UOIS_GQL_WRITTEN;
  outcome = write_once (execution, record, rows, id, path);
  if (outcome == UOIS_GQL_WRITTEN && writer->bytes[start] != '{')
    writer->length = start;
  return outcome;
}

static UoisGqlOutcome
write_rows (UoisGqlExecution *execution, const UoisGqlPlanField *field, const UoisUuid *parent, const UoisGqlPath *path)
{
  const UoisGqlSourceInterface *source = execution->rows;
  UoisGqlRows *rows = field->request->rows;
  UoisJsonWriter *writer = &execution->writer;
  UoisGqlOutcome outcome = UOIS_GQL_WRITTEN;
  UoisGqlPath item = { .above = path };
  GError *error = NULL;
  int step;

  if (!check_request (execution, field, path))
    return UOIS_GQL_NULLED;

  open_request (execution, field, parent);
  uois_json_writer_literal (writer, "[");
  while (outcome == UOIS_GQL_WRITTEN && (step = source->step (rows, &error)) == 1)
    {
      gsize end = writer->length;
      gsize start;

      if (item.index > 0)
        uois_json_writer_literal (writer, ",");
      start = writer->length;
      outcome = field->reference ? write_linked (execution, field, &item) : write_row (execution, field, &item);
      if (outcome == UOIS_GQL_WRITTEN && writer->length == start)
        {
          writer->length = end;
          continue;
        }
      outcome = uois_gql_execution_settle (execution, outcome, start, field->item_nullable);
      item.index++;
    }
  source->reset (rows);
  if (error)
    return fail (execution, field, path, error);
  if (outcome == UOIS_GQL_WRITTEN)
    uois_json_writer_literal (writer, "]");
  return outcome;
}

static UoisGqlOutcome
write_complex (UoisGqlExecution *execution,
               const UoisGqlObject *object,
               const UoisGqlPlanField *field,
               const UoisGqlPath *path)
{
  if (G_UNLIKELY (field->argument_error != NULL))
    {
      uois_gql_errors_add (&execution->errors, execution->document, &field->argument_error_node, 1, path,
                           g_strdup (field->argument_error));
      return UOIS_GQL_NULLED;
    }

  switch ((UoisGqlStep) field->step)
    {
    case UOIS_GQL_STEP_JOINED:
      return write_reference (execution, object->rows, field, path);
    case UOIS_GQL_STEP_ID_OBJECT:
      return field->output < 0 ? write_argument_object (execution, field, path) :
                                 write_reference (execution, object->rows, field, path);
    case UOIS_GQL_STEP_ROW:
      return field->output < 0 ? write_first_row (execution, field, object->id, path) :
                                 write_reference (execution, object->rows, field, path);
    case UOIS_GQL_STEP_ROWS:
      return write_rows (execution, field, object->id, path);
    case UOIS_GQL_STEP_HOOK:
      return write_hook (execution, object->rows, field, path);
    case UOIS_GQL_STEP_SCALAR_QUERY:
      return write_scalar_query (execution, field, object->id, path);
    case UOIS_GQL_STEP_MUTATION:
      return uois_gql_write_mutation (execution, field, path);
    case UOIS_GQL_STEP_RESULT_ID:
      if (object->id == NULL)
        break;
      uois_json_writer_uuid (&execution->writer, object->id);
      return UOIS_GQL_WRITTEN;
    case UOIS_GQL_STEP_RESULT_MESSAGE:
      uois_json_writer_string (&execution->writer, object->result->message, -1);
      return UOIS_GQL_WRITTEN;
    case UOIS_GQL_STEP_SCHEMA:
    case UOIS_GQL_STEP_TYPE:
      return uois_gql_write_introspection (execution, field, path);
    case UOIS_GQL_STEP_SERVICE:
      return uois_gql_write_object (execution, object, field->selection, path);
    case UOIS_GQL_STEP_ENTITIES:
      return uois_gql_federation_write_entities (execution, field, path);
    case UOIS_GQL_STEP_NONE:
    case UOIS_GQL_STEP_TEXT:
    case UOIS_GQL_STEP_OUTPUT:
    case UOIS_GQL_STEP_ID:
      break;
    }
  return uois_gql_execution_write_null (execution, field, field->nullable, path);
}

static UoisGqlOutcome
write_position (UoisGqlExecution *execution,
                const UoisGqlObject *object,
                const UoisGqlPlanField *field,
                const UoisGqlPath *above)
{
  UoisGqlPath path = { .above = above, .name = field->response_name };
  gsize start = execution->writer.length;

  return uois_gql_execution_settle (execution, write_complex (execution, object, field, &path), start, field->nullable);
}

UoisGqlOutcome
uois_gql_write_object (UoisGqlExecution *execution,
                       const UoisGqlObject *object,
                       const UoisGqlFieldSet *set,
                       const UoisGqlPath *path)
{
  UoisJsonWriter *writer = &execution->writer;
  const UoisGqlPlanField *end = set->fields + set->length;

  uois_json_writer_literal (writer, "{");
  for (const UoisGqlPlanField *field = set->fields; field < end; field++)
    {
      UoisGqlOutcome outcome = UOIS_GQL_WRITTEN;

      uois_gql_execution_write_label (execution, field);
      switch (field->step)
        {
        case UOIS_GQL_STEP_OUTPUT:
          outcome = write_output (execution, object->rows, field, path);
          break;
        case UOIS_GQL_STEP_TEXT:
          uois_json_writer_raw (writer, field->text, strlen (field->text));
          break;
        case UOIS_GQL_STEP_ID:
          uois_json_writer_uuid (writer, object->id);
          break;
        default:
          outcome = write_position (execution, object, field, path);
        }
      if (G_UNLIKELY (outcome != UOIS_GQL_WRITTEN))
        return outcome;
    }
  uois_json_writer_literal (writer, "}");
  return UOIS_GQL_WRITTEN;
}

UoisGqlOutcome
uois_gql_write_record (UoisGqlExecution *execution,
                       const UoisGqlPlanField *field,
                       const UoisUuid *id,
                       const UoisGqlPath *path)
{
  return write_once (execution, field, NULL, id, path);
}
