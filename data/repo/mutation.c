/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/mutation.h"

#include "repo/bound-select.h"
#include "repo/draft-private.h"
#include "repo/filling.h"
#include "repo/literal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * Mutation: one mutation on its way.
 * @arguments: one per argument of the operation
 * @row: (element-type UoisValue): one per column: what the arguments say of it; of a new record, all of it
 * @given: which columns that is
 * @token: the `lastchange` that the caller knows
 * @now: one moment for all of it
 */
typedef struct
{
  UoisFile *file;
  const UoisOperation *operation;
  const UoisType *type;
  const UoisValue *arguments;
  gboolean has_person;
  UoisUuid person;
  UoisGqlMutationResult *result;

  UoisStoreUnit *unit;
  GArray *row;
  gboolean *given;
  UoisValue token;
  UoisDateTime now;
} Mutation;

#define VALUE(mutation, column) g_array_index ((mutation)->row, UoisValue, (column)->index)

/* ---- What the arguments say ---- */

static void
make_value (Mutation *mutation, const UoisArgument *argument, UoisValue *value)
{
  UoisUuid fresh;

  switch (argument->generated)
    {
    case UOIS_GENERATED_NOW:
      uois_value_set_datetime (value, mutation->now + argument->generated_offset);
      break;
    case UOIS_GENERATED_FRESH:
      uois_uuid_generate (&fresh);
      uois_value_set_uuid (value, &fresh);
      break;
    case UOIS_GENERATED_NONE:
      break;
    }
}

static gboolean
is_time (UoisValueKind kind)
{
  return kind == UOIS_VALUE_DATE || kind == UOIS_VALUE_DATETIME;
}

/* An input may say a time where the API shows a date, and the other way round: both are kept as times. What it says as a
 * text must be the text of a value. */
static gboolean
fit_value (const UoisArgument *argument, UoisValue *value, GError **error)
{
  const UoisColumn *column = argument->column;
  g_autofree char *text = NULL;

  if (value->kind == UOIS_VALUE_NULL || value->kind == column->kind)
    return TRUE;
  if (is_time (value->kind) && is_time (column->kind))
    {
      value->kind = column->kind;
      return TRUE;
    }

  text = uois_value_to_string (value);
  uois_value_clear (value);
  if (uois_value_parse (column->kind, text, strlen (text), value, error))
    return TRUE;
  g_prefix_error (error, "%s: ", argument->name);
  return FALSE;
}

static gboolean
read_arguments (Mutation *mutation, GError **error)
{
  guint length;
  const UoisArgument *const *arguments = uois_operation_get_arguments (mutation->operation, &length);

  for (guint i = 0; i < length; i++)
    {
      const UoisColumn *column = arguments[i]->column;
      UoisValue *value;

      if (column == NULL)
        continue;
      value = column->audit == UOIS_AUDIT_LASTCHANGE ? &mutation->token : &VALUE (mutation, column);
      uois_value_copy (value, &mutation->arguments[i]);
      if (value->kind == UOIS_VALUE_NULL)
        make_value (mutation, arguments[i], value);
      if (!fit_value (arguments[i], value, error))
        return FALSE;
      mutation->given[column->index] = value->kind != UOIS_VALUE_NULL && value != &mutation->token;
    }
  return TRUE;
}

/* The argument that sets a column, for messages. */
static const char *
get_argument_name (Mutation *mutation, const UoisColumn *column)
{
  guint length;
  const UoisArgument *const *arguments = uois_operation_get_arguments (mutation->operation, &length);

  for (guint i = 0; i < length; i++)
    if (arguments[i]->column == column)
      return arguments[i]->name;
  return NULL;
}

/* A link of nothing is none, and an operation that cannot name its record never finds it. */
static gboolean
check_key (Mutation *mutation, GError **error)
{
  const UoisOperation *operation = mutation->operation;

  for (guint i = 0; i < operation->key.length && operation->kind != UOIS_OPERATION_INSERT; i++)
    {
      const UoisColumn *column = operation->key.items[i];
      const char *name = get_argument_name (mutation, column);

      if (name == NULL)
        g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("“%s” cannot say which %s it means: it takes no “%s”."),
                     operation->field->name, uois_type_get_label (mutation->type), column->name);
      else if (column->index != 0 && !mutation->given[column->index])
        g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("“%s” is missing: without it there is no link."), name);
      else
        continue;
      return FALSE;
    }
  return TRUE;
}

/* The store checks references too, in the words of the file; here they are those of the API. */
static gboolean
check_targets (Mutation *mutation, GError **error)
{
  for (guint i = 1; i < mutation->type->columns.length; i++)
    {
      const UoisColumn *column = mutation->type->columns.items[i];
      const UoisValue *value = &VALUE (mutation, column);
      gboolean is_itself = column->target == mutation->type &&
                           uois_uuid_equal (&value->uuid, &VALUE (mutation, mutation->type->columns.items[0]).uuid);
      gboolean exists;

      if (!mutation->given[i] || column->target == NULL || !column->enforced || is_itself)
        continue;
      if (!uois_store_unit_exists (mutation->unit, column->target, &value->uuid, &exists, error))
        return FALSE;
      if (exists)
        continue;

      g_autofree char *id = uois_uuid_to_string (&value->uuid);
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_REFERENCE, _ ("“%s”: there is no %s with the id %s."),
                   get_argument_name (mutation, column), uois_type_get_label (column->target), id);
      return FALSE;
    }
  return TRUE;
}

/* ---- Records that are there ---- */

/**
 * Found: a record that the key of the operation finds.
 * @lastchange: null if the table keeps none
 * @returned: the id that the result is to have
 */
typedef struct
{
  UoisUuid id;
  UoisValue lastchange;
  UoisValue returned;
} Found;

static void
where_key (Mutation *mutation, UoisBoundSelect *bound)
{
  for (guint i = 0; i < mutation->operation->key.length; i++)
    {
      const UoisColumn *column = mutation->operation->key.items[i];
      const UoisValue *value = &VALUE (mutation, column);
      UoisCompare compare = value->kind == UOIS_VALUE_NULL ? UOIS_COMPARE_IS_NULL : UOIS_COMPARE_EQUAL;
      guint parameter = compare == UOIS_COMPARE_EQUAL ? uois_bound_select_add_value (bound, value) : 0;

      uois_select_take_condition (bound->select, uois_condition_new_compare (compare, column, parameter));
    }
}

/* Returns: (transfer full) (nullable) (element-type Found): oldest first, as ids are */
static GArray *
find_records (Mutation *mutation, GError **error)
{
  const UoisColumn *lastchange = uois_type_find_audit_column (mutation->type, UOIS_AUDIT_LASTCHANGE);
  const UoisColumn *returns = mutation->operation->returns_column;
  g_auto (UoisBoundSelect) bound = { NULL };
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (Found));
  UoisStoreStatement *statement;
  guint token = 0;
  guint returned;
  int step;

  uois_bound_select_init (&bound, mutation->file, mutation->type);
  uois_select_add_column (bound.select, 0, mutation->type->columns.items[0]);
  returned = uois_select_add_column (bound.select, 0, returns);
  if (lastchange != NULL)
    token = uois_select_add_column (bound.select, 0, lastchange);
  where_key (mutation, &bound);

  statement = uois_bound_select_open (&bound, uois_store_unit_get_reader (mutation->unit), error);
  if (statement == NULL)
    return NULL;
  while ((step = uois_store_statement_step (statement, error)) == 1)
    {
      Found found = { .id = uois_bound_select_read_uuid (statement, 0) };

      uois_store_statement_get_value (statement, returned, returns->kind, &found.returned);
      if (lastchange != NULL)
        uois_store_statement_get_value (statement, token, lastchange->kind, &found.lastchange);
      g_array_append_val (records, found);
    }
  uois_store_statement_release (statement);
  return step == 0 ? g_steal_pointer (&records) : NULL;
}

/* ---- What the result is about ---- */

static void
tell (Mutation *mutation, const char *message, const UoisValue *id)
{
  mutation->result->message = message;
  mutation->result->has_id = id->kind == UOIS_VALUE_UUID;
  if (mutation->result->has_id)
    mutation->result->id = id->uuid;
}

static char *
read_title (Mutation *mutation, const UoisUuid *id, GError **error)
{
  return uois_file_read_title (mutation->file, uois_store_unit_get_reader (mutation->unit), mutation->type, id, error);
}

/* "Insert Person: Nováková Šárka" */
static gboolean
set_label (Mutation *mutation, const char *format, const char *title, GError **error)
{
  g_autofree char *label = uois_edit_make_label (format, mutation->type, title);

  return uois_store_unit_set_label (mutation->unit, label, error);
}

/* ---- Inserting ---- */

static void
stamp (Mutation *mutation)
{
  const UoisColumn *created = uois_type_find_audit_column (mutation->type, UOIS_AUDIT_CREATED);
  const UoisColumn *lastchange = uois_type_find_audit_column (mutation->type, UOIS_AUDIT_LASTCHANGE);
  const UoisColumn *createdby = uois_type_find_audit_column (mutation->type, UOIS_AUDIT_CREATEDBY);

  if (created != NULL)
    uois_value_set_datetime (&VALUE (mutation, created), mutation->now);
  if (lastchange != NULL)
    uois_value_set_datetime (&VALUE (mutation, lastchange), mutation->now);
  if (createdby != NULL && mutation->has_person)
    uois_value_set_uuid (&VALUE (mutation, createdby), &mutation->person);
}

/* Makes the arguments a whole record. */
static gboolean
complete_record (Mutation *mutation, GError **error)
{
  UoisValue *id = &g_array_index (mutation->row, UoisValue, 0);
  UoisUuid fresh;

  if (id->kind == UOIS_VALUE_NULL)
    {
      uois_uuid_generate (&fresh);
      uois_value_set_uuid (id, &fresh);
    }

  for (guint i = 0; i < mutation->operation->fillings.length; i++)
    {
      const UoisFilling *filling = mutation->operation->fillings.items[i];

      if (VALUE (mutation, filling->column).kind == UOIS_VALUE_NULL &&
          !uois_filling_apply (filling, uois_store_unit_get_reader (mutation->unit), mutation->type,
                               (UoisValue *) mutation->row->data, mutation->has_person ? &mutation->person : NULL,
                               error))
        return FALSE;
    }

  for (guint i = 1; i < mutation->type->columns.length; i++)
    if (g_array_index (mutation->row, UoisValue, i).kind == UOIS_VALUE_NULL)
      uois_literal_parse_as (mutation->type->columns.items[i]->default_text, mutation->type->columns.items[i]->kind,
                             &g_array_index (mutation->row, UoisValue, i));
  stamp (mutation);
  return TRUE;
}

static gboolean
insert (Mutation *mutation, GError **error)
{
  const UoisValue *values = (const UoisValue *) mutation->row->data;
  g_autofree char *title = NULL;

  if (!uois_store_unit_insert (mutation->unit, mutation->type, values, error))
    return FALSE;
  tell (mutation, "ok", &VALUE (mutation, mutation->operation->returns_column));
  title = read_title (mutation, &values[0].uuid, error);
  /* Translators: {type} is what kind of record, {title} which. */
  return title != NULL && set_label (mutation, _ ("Insert {type}: {title}"), title, error);
}

/* ---- Changing ---- */

/* Its time of change moves on, even if the clock was put back. */
static void
stamp_change (Mutation *mutation, const Found *found, gboolean *changed)
{
  const UoisColumn *lastchange = uois_type_find_audit_column (mutation->type, UOIS_AUDIT_LASTCHANGE);
  const UoisColumn *changedby = uois_type_find_audit_column (mutation->type, UOIS_AUDIT_CHANGEDBY);
  UoisDateTime now = mutation->now;

  if (lastchange != NULL)
    {
      if (found->lastchange.kind != UOIS_VALUE_NULL)
        now = MAX (now, found->lastchange.datetime + 1);
      uois_value_set_datetime (&VALUE (mutation, lastchange), now);
      changed[lastchange->index] = TRUE;
    }
  if (changedby == NULL)
    return;
  uois_value_clear (&VALUE (mutation, changedby));
  if (mutation->has_person)
    uois_value_set_uuid (&VALUE (mutation, changedby), &mutation->person);
  changed[changedby->index] = TRUE;
}

static gboolean
update (Mutation *mutation, const Found *found, GError **error)
{
  gsize size = mutation->type->columns.length * sizeof (gboolean);
  g_autofree gboolean *changed = g_memdup2 (mutation->given, size);
  g_autofree char *title = NULL;

  stamp_change (mutation, found, changed);
  changed[0] = FALSE;
  uois_value_set_uuid (&g_array_index (mutation->row, UoisValue, 0), &found->id);
  if (!check_targets (mutation, error) ||
      !uois_store_unit_update (mutation->unit, mutation->type, &found->id, (const UoisValue *) mutation->row->data,
                               changed, error))
    return FALSE;
  tell (mutation, "ok", &found->returned);
  title = read_title (mutation, &found->id, error);
  return title != NULL && set_label (mutation, _ ("Change {type}: {title}"), title, error);
}

/* ---- Deleting ---- */

/* The records that refer to one that is about to go. */
static GArray *
find_referring (Mutation *mutation, const UoisColumn *column, const UoisUuid *id, GError **error)
{
  g_auto (UoisBoundSelect) bound = { NULL };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (UoisUuid));
  UoisStoreStatement *statement;
  guint parameter;
  int step;

  uois_bound_select_init (&bound, mutation->file, column->type);
  uois_select_add_column (bound.select, 0, column->type->columns.items[0]);
  parameter = uois_bound_select_add_uuid (&bound, id);
  uois_select_take_condition (bound.select, uois_condition_new_compare (UOIS_COMPARE_EQUAL, column, parameter));
  statement = uois_bound_select_open (&bound, uois_store_unit_get_reader (mutation->unit), error);
  if (statement == NULL)
    return NULL;
  while ((step = uois_store_statement_step (statement, error)) == 1)
    {
      UoisUuid found = uois_bound_select_read_uuid (statement, 0);

      g_array_append_val (ids, found);
    }
  uois_store_statement_release (statement);
  return step == 0 ? g_steal_pointer (&ids) : NULL;
}

static gboolean
delete_referring (Mutation *mutation, const UoisUuid *id, GError **error)
{
  for (guint i = 0; i < mutation->operation->cascade.length; i++)
    {
      const UoisColumn *column = mutation->operation->cascade.items[i];
      g_autoptr (GArray) ids = find_referring (mutation, column, id, error);

      if (ids == NULL)
        return FALSE;
      for (guint j = 0; j < ids->len; j++)
        if (!uois_store_unit_delete (mutation->unit, column->type, &g_array_index (ids, UoisUuid, j), error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
delete_records (Mutation *mutation, GArray *records, GError **error)
{
  const Found *first = &g_array_index (records, Found, 0);
  g_autofree char *title = read_title (mutation, &first->id, error);

  if (title == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      const Found *found = &g_array_index (records, Found, i);

      if (!delete_referring (mutation, &found->id, error) ||
          !uois_store_unit_delete (mutation->unit, mutation->type, &found->id, error))
        return FALSE;
    }
  tell (mutation, "ok", &first->returned);
  return set_label (mutation, _ ("Delete {type}: {title}"), title, error);
}

/* ---- The job ---- */

static gboolean
mutate_new (Mutation *mutation, GError **error)
{
  const UoisOperation *operation = mutation->operation;
  g_autoptr (GArray) records = NULL;

  if (!check_targets (mutation, error) || !complete_record (mutation, error))
    return FALSE;
  /* By id alone there is nothing to find: the store refuses an id that exists. */
  if (operation->key.items[0]->index == 0)
    return insert (mutation, error);

  records = find_records (mutation, error);
  if (records == NULL)
    return FALSE;
  if (records->len == 0)
    return insert (mutation, error);
  if (operation->kind == UOIS_OPERATION_UPSERT)
    return update (mutation, &g_array_index (records, Found, 0), error);
  tell (mutation, operation->exists, &g_array_index (records, Found, 0).returned);
  return TRUE;
}

static gboolean
mutate_existing (Mutation *mutation, GError **error)
{
  const UoisOperation *operation = mutation->operation;
  g_autoptr (GArray) records = find_records (mutation, error);
  const Found *found;

  if (records == NULL)
    return FALSE;
  if (records->len == 0)
    {
      tell (mutation, "fail", &VALUE (mutation, operation->returns_column));
      return TRUE;
    }

  found = &g_array_index (records, Found, 0);
  if (operation->locked && !uois_value_equal (&mutation->token, &found->lastchange))
    {
      tell (mutation, "fail", &found->returned);
      return TRUE;
    }
  if (operation->kind == UOIS_OPERATION_DELETE || operation->kind == UOIS_OPERATION_UNLINK)
    return delete_records (mutation, records, error);
  return update (mutation, found, error);
}

static gboolean
mutate (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Mutation *mutation = data;

  mutation->unit = unit;
  if (!read_arguments (mutation, error) || !check_key (mutation, error))
    return FALSE;

  switch (mutation->operation->kind)
    {
    case UOIS_OPERATION_INSERT:
    case UOIS_OPERATION_LINK:
    case UOIS_OPERATION_UPSERT:
      return mutate_new (mutation, error);
    case UOIS_OPERATION_UPDATE:
    case UOIS_OPERATION_RELINK:
    case UOIS_OPERATION_DELETE:
    case UOIS_OPERATION_UNLINK:
      return mutate_existing (mutation, error);
    }
  g_return_val_if_reached (FALSE);
}

static void
clear_value (gpointer value)
{
  uois_value_clear (value);
}

gboolean
uois_file_mutate (UoisFile *file,
                  const UoisOperation *operation,
                  const UoisValue *values,
                  UoisGqlMutationResult *result,
                  GCancellable *cancellable,
                  GError **error)
{
  const UoisType *type = operation->type;
  g_autoptr (GArray) row = g_array_sized_new (FALSE, TRUE, sizeof (UoisValue), type->columns.length);
  g_autofree gboolean *given = g_new0 (gboolean, type->columns.length);
  gboolean done;
  Mutation mutation = {
    .file = file,
    .operation = operation,
    .type = type,
    .arguments = values,
    .result = result,
    .row = row,
    .given = given,
    .now = uois_datetime_now (),
  };

  g_array_set_clear_func (row, clear_value);
  g_array_set_size (row, type->columns.length);
  mutation.has_person = uois_file_get_person (file, &mutation.person);
  done = uois_store_write (file->store, UOIS_ORIGIN_QUERY, uois_type_get_label (type),
                           mutation.has_person ? &mutation.person : NULL, mutate, &mutation, cancellable, error);
  uois_value_clear (&mutation.token);
  return done;
}
