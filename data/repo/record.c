/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/record.h"

#include "repo/literal.h"
#include "repo/present.h"

/* ---- Records ---- */

G_DEFINE_BOXED_TYPE (UoisRecord, uois_record, uois_record_ref, uois_record_unref)

static UoisRecord *
record_new (const UoisType *type, guint n_fields)
{
  UoisRecord *record = g_new0 (UoisRecord, 1);

  g_atomic_ref_count_init (&record->reference_count);
  record->type = type;
  record->n_fields = n_fields;
  record->texts = g_new0 (char *, n_fields + 1);
  record->values = g_new0 (UoisValue, n_fields);
  record->dangling = g_new0 (gboolean, n_fields);
  return record;
}

UoisRecord *
uois_record_ref (UoisRecord *record)
{
  g_atomic_ref_count_inc (&record->reference_count);
  return record;
}

void
uois_record_unref (UoisRecord *record)
{
  if (!g_atomic_ref_count_dec (&record->reference_count))
    return;

  for (guint i = 0; i < record->n_fields; i++)
    uois_value_clear (&record->values[i]);
  g_free (record->values);
  g_free (record->dangling);
  g_strfreev (record->texts);
  g_free (record->title);
  g_free (record);
}

/* ---- Where the values of a field stand in the result ---- */

typedef struct
{
  const UoisField *field;
  guint output;       /* the value, or the first of a hook's */
  UoisValueKind kind; /* of the value */
  guint target_id;    /* of a reference: the id of the record that was found */
  guint target_title;
  const UoisHook *hook;
  const UoisColumn **hook_columns; /* owned */
  guint *hook_outputs;             /* owned */
  guint n_hook_outputs;
  UoisValue *hook_arguments; /* owned */
} FieldPlan;

struct _UoisRecordReader
{
  const UoisType *type;
  guint row;
  guint id;
  guint title;
  guint n_fields;
  FieldPlan *fields; /* owned */
};

/* Also an id whose object the API does not have: people read a title. */
static gboolean
is_reference (const UoisField *field)
{
  return field->kind == UOIS_FIELD_REFERENCE ||
         (field->kind == UOIS_FIELD_COLUMN && field->column->target != NULL && field->column->target->table != NULL);
}

static void
plan_reference (FieldPlan *plan, UoisBoundSelect *bound)
{
  guint source = 1 + uois_select_add_join (bound->select, 0, plan->field->column);

  plan->kind = UOIS_VALUE_UUID;
  plan->output = uois_select_add_column (bound->select, 0, plan->field->column);
  plan->target_id = uois_select_add_column (bound->select, source, plan->field->column->target->columns.items[0]);
  plan->target_title = uois_select_add_output (bound->select, source, UOIS_OUTPUT_TITLE);
}

static void
plan_hook (FieldPlan *plan, UoisBoundSelect *bound)
{
  const UoisField *field = plan->field;

  plan->hook = uois_domain_find_hook (field->domain, field->hook);
  plan->n_hook_outputs = g_strv_length ((char **) plan->hook->columns);
  plan->hook_columns = g_new (const UoisColumn *, plan->n_hook_outputs);
  plan->hook_outputs = g_new (guint, plan->n_hook_outputs);
  for (guint i = 0; i < plan->n_hook_outputs; i++)
    {
      plan->hook_columns[i] = uois_type_find_column (bound->select->type, plan->hook->columns[i]);
      plan->hook_outputs[i] = uois_select_add_column (bound->select, 0, plan->hook_columns[i]);
    }

  plan->hook_arguments = g_new0 (UoisValue, field->arguments.length);
  for (guint i = 0; i < field->arguments.length; i++)
    uois_literal_parse (field->arguments.items[i]->default_text, &plan->hook_arguments[i]);
}

static void
plan_field (FieldPlan *plan, UoisBoundSelect *bound, const UoisField *field)
{
  plan->field = field;
  if (is_reference (field))
    {
      plan_reference (plan, bound);
      return;
    }

  switch (field->kind)
    {
    case UOIS_FIELD_COLUMN:
      plan->kind = field->column->kind;
      plan->output = uois_select_add_column (bound->select, 0, field->column);
      break;
    case UOIS_FIELD_EXPRESSION:
      plan->kind = uois_literal_get_kind (field->named_type);
      plan->output = uois_select_add_sql (bound->select, 0, field->sql, plan->kind);
      break;
    case UOIS_FIELD_OBJECT:
      plan->kind = UOIS_VALUE_UUID;
      plan->output = uois_select_add_sql (bound->select, 0, field->sql, plan->kind);
      break;
    case UOIS_FIELD_HOOK:
      plan_hook (plan, bound);
      break;
    default:
      break;
    }
}

UoisRecordReader *
uois_record_reader_new (UoisBoundSelect *bound, const UoisField *const *fields, guint n_fields)
{
  UoisRecordReader *reader = g_new0 (UoisRecordReader, 1);

  reader->type = bound->select->type;
  reader->row = uois_select_add_output (bound->select, 0, UOIS_OUTPUT_ROW);
  reader->id = uois_select_add_column (bound->select, 0, reader->type->columns.items[0]);
  reader->title = uois_select_add_output (bound->select, 0, UOIS_OUTPUT_TITLE);
  reader->n_fields = n_fields;
  reader->fields = g_new0 (FieldPlan, n_fields);
  for (guint i = 0; i < n_fields; i++)
    plan_field (&reader->fields[i], bound, fields[i]);
  return reader;
}

void
uois_record_reader_free (UoisRecordReader *reader)
{
  for (guint i = 0; i < reader->n_fields; i++)
    {
      FieldPlan *plan = &reader->fields[i];

      for (guint j = 0; plan->hook_arguments != NULL && j < plan->field->arguments.length; j++)
        uois_value_clear (&plan->hook_arguments[j]);
      g_free (plan->hook_arguments);
      g_free (plan->hook_columns);
      g_free (plan->hook_outputs);
    }
  g_free (reader->fields);
  g_free (reader);
}

/* ---- Reading ---- */

/* The store gives every record a title, if need be of its type and id. */
static char *
read_title (UoisStoreStatement *statement, guint output)
{
  gsize length;
  const char *title = uois_store_statement_get_text (statement, output, &length);

  return g_strndup (title, length);
}

static void
read_reference (FieldPlan *plan, UoisStoreStatement *statement, UoisRecord *record, guint index)
{
  UoisValue *value = &record->values[index];

  if (value->kind == UOIS_VALUE_NULL)
    record->texts[index] = g_strdup ("");
  else if (uois_store_statement_is_null (statement, plan->target_id))
    {
      record->dangling[index] = TRUE;
      record->texts[index] = uois_uuid_to_string (&value->uuid);
    }
  else
    record->texts[index] = read_title (statement, plan->target_title);
}

/* What a hook cannot compute is no reason to hide the record: the field says why. */
static void
read_hook (FieldPlan *plan, UoisStoreStatement *statement, UoisRecord *record, guint index)
{
  g_autofree UoisValue *row = g_new0 (UoisValue, plan->n_hook_outputs);
  g_auto (UoisValue) computed = UOIS_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < plan->n_hook_outputs; i++)
    uois_store_statement_get_value (statement, plan->hook_outputs[i], plan->hook_columns[i]->kind, &row[i]);

  if (plan->hook->function (row, plan->hook_arguments, &computed, &error))
    {
      uois_value_copy (&record->values[index], &computed);
      record->texts[index] = uois_present_value (&computed, plan->field->presentation);
    }
  else
    record->texts[index] = g_strdup (error->message);

  for (guint i = 0; i < plan->n_hook_outputs; i++)
    uois_value_clear (&row[i]);
}

static void
read_field (FieldPlan *plan, UoisStoreStatement *statement, UoisRecord *record, guint index)
{
  UoisValue *value = &record->values[index];

  if (is_reference (plan->field))
    {
      uois_store_statement_get_value (statement, plan->output, plan->kind, value);
      read_reference (plan, statement, record, index);
      return;
    }

  switch (plan->field->kind)
    {
    case UOIS_FIELD_COLUMN:
    case UOIS_FIELD_EXPRESSION:
    case UOIS_FIELD_OBJECT:
      uois_store_statement_get_value (statement, plan->output, plan->kind, value);
      break;
    case UOIS_FIELD_CONSTANT:
      uois_value_set_text (value, plan->field->sql, -1);
      break;
    case UOIS_FIELD_HOOK:
      read_hook (plan, statement, record, index);
      return;
    default:
      break;
    }
  record->texts[index] = uois_present_value (value, plan->field->presentation);
}

gint64
uois_record_reader_get_row (UoisRecordReader *reader, UoisStoreStatement *statement)
{
  return uois_store_statement_get_integer (statement, reader->row);
}

UoisRecord *
uois_record_reader_read (UoisRecordReader *reader, UoisStoreStatement *statement)
{
  UoisRecord *record = record_new (reader->type, reader->n_fields);

  record->row = uois_record_reader_get_row (reader, statement);
  record->id = uois_bound_select_read_uuid (statement, reader->id);
  record->title = read_title (statement, reader->title);
  for (guint i = 0; i < reader->n_fields; i++)
    read_field (&reader->fields[i], statement, record, i);
  return record;
}
