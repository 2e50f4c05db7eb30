/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/request-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What people call the column, or its name where they do not see it. */
static const char *
get_label (const UoisColumn *column)
{
  return column->field && column->field->label ? uois_label (column->field->label) : column->name;
}

static gboolean
is_named (const char *type, const char *name)
{
  gsize length = strlen (name);

  return strncmp (type, name, length) == 0 && (type[length] == '\0' || type[length] == '!');
}

/* In the form of the server's type: a date may be kept with a time, and the reverse. */
static void
write_value (UoisJsonWriter *writer, const UoisValue *value, const char *type)
{
  gboolean moment = value->kind == UOIS_VALUE_DATETIME || value->kind == UOIS_VALUE_DATE;

  if (moment && is_named (type, "Date"))
    uois_json_writer_date (writer, value->datetime);
  else if (moment)
    uois_json_writer_datetime (writer, value->datetime);
  else
    uois_json_writer_value (writer, value);
}

/* ---- The input ---- */

typedef struct
{
  UoisRequest *request;
  const UoisDialectMutation *mutation;
  const UoisSyncRecord *base;
  UoisComposer *composer;
} Writing;

/* An argument of its own, or a member of the one input object. */
static UoisJsonWriter *
begin_input (Writing *writing, const UoisDialectInput *input)
{
  if (writing->mutation->argument == NULL)
    uois_composer_add (writing->composer, input->name, input->type);
  else
    uois_json_writer_name (&writing->composer->variables, input->name);
  return &writing->composer->variables;
}

static gboolean
write_token (Writing *writing, const UoisDialectInput *input, GError **error)
{
  if (writing->request->token != NULL)
    uois_json_writer_string (begin_input (writing, input), writing->request->token, -1);
  else if (input->required)
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                   _ ("The server keeps no version of this record, and therefore takes no changes to it."));
      return FALSE;
    }
  return TRUE;
}

/* What is not known is left out; where that would empty it, or the server insists, nothing can be sent. */
static gboolean
write_unknown (Writing *writing, const UoisDialectInput *input, GError **error)
{
  if (input->required)
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                 _ ("The server wants “%s”, which is not known here. Get the record from the server again."),
                 get_label (input->column));
  else if (input->omission_wipes)
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID,
                 _ ("The server would empty “%s”, which it does not show to you. Nothing was sent."),
                 get_label (input->column));
  else
    return TRUE;
  return FALSE;
}

static gboolean
write_input (Writing *writing, const UoisDialectInput *input, GError **error)
{
  const UoisColumn *column = input->column;
  const UoisValue *value = uois_sync_record_get (writing->request->record, column);
  const UoisValue *before = writing->base ? uois_sync_record_get (writing->base, column) : NULL;

  if (input->token)
    return write_token (writing, input, error);
  if (value == NULL)
    return write_unknown (writing, input, error);
  if (value->kind == UOIS_VALUE_NULL && input->required)
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("“%s” is empty, but the server wants it."),
                   get_label (column));
      return FALSE;
    }

  if (value->kind == UOIS_VALUE_NULL && before != NULL && !uois_sync_value_equal (column, value, before) &&
      !writing->mutation->clears)
    g_ptr_array_add (writing->request->uncleared, (gpointer) column);
  write_value (begin_input (writing, input), value, input->type);
  return TRUE;
}

static gboolean
write_inputs (Writing *writing, GError **error)
{
  UoisJsonWriter *variables = &writing->composer->variables;

  if (writing->mutation->argument)
    {
      uois_composer_add (writing->composer, writing->mutation->argument, writing->mutation->argument_type);
      uois_json_writer_literal (variables, "{");
    }
  for (guint i = 0; i < writing->mutation->inputs->len; i++)
    if (!write_input (writing, g_ptr_array_index (writing->mutation->inputs, i), error))
      return FALSE;
  if (writing->mutation->argument)
    uois_json_writer_literal (variables, "}");
  return TRUE;
}

/* ---- The answer wanted ---- */

static void
append_error (GString *text, const UoisDialectMutation *mutation, const char *record)
{
  if (mutation->error_message)
    g_string_append (text, " " UOIS_REQUEST_ERROR_MESSAGE ": msg");
  if (mutation->error_code)
    g_string_append (text, " " UOIS_REQUEST_ERROR_CODE ": code");
  if (mutation->error_entity)
    g_string_append_printf (text, " " UOIS_REQUEST_ERROR_ENTITY ": %s { %s }", mutation->error_entity, record);
}

/* Deletes say null for an id that may not be null, and then everything is lost: of them only `msg` is asked for. */
static void
append_classic (GString *text, const UoisDialectMutation *mutation, const char *record)
{
  gboolean removes = mutation->kind == UOIS_OPERATION_DELETE || mutation->kind == UOIS_OPERATION_UNLINK;

  g_string_append (text, "msg");
  if (mutation->kind == UOIS_OPERATION_INSERT && mutation->has_id)
    g_string_append (text, " id");
  if (!removes && mutation->entity)
    g_string_append_printf (text, " %s { %s }", mutation->entity, record);
}

static char *
compose_selection (const UoisDialectType *type, const UoisDialectMutation *mutation)
{
  g_autoptr (GString) record = g_string_new (NULL);
  GString *text = g_string_new (NULL);

  uois_composer_append_selection (record, type);
  switch (mutation->result)
    {
    case UOIS_DIALECT_RESULT_CLASSIC:
      append_classic (text, mutation, record->str);
      break;
    case UOIS_DIALECT_RESULT_UNION:
      g_string_append_printf (text, "__typename ... on %s { %s } ... on %s { __typename", mutation->success_type,
                              record->str, mutation->error_type);
      append_error (text, mutation, record->str);
      g_string_append (text, " }");
      break;
    case UOIS_DIALECT_RESULT_ERROR:
      g_string_append (text, "__typename");
      append_error (text, mutation, record->str);
      break;
    default:
      g_return_val_if_reached (g_string_free (text, FALSE));
    }
  return g_string_free (text, FALSE);
}

/* ---- The request ---- */

static const char *
get_missing (UoisRequestKind kind)
{
  switch (kind)
    {
    case UOIS_REQUEST_INSERT:
      return _ ("The server has no way to add these records.");
    case UOIS_REQUEST_UPDATE:
      return _ ("The server has no way to change these records.");
    default:
      return _ ("The server has no way to delete these records.");
    }
}

static UoisRequest *
compose_write (UoisRequestKind kind,
               const UoisDialectType *type,
               const UoisDialectMutation *mutation,
               const UoisSyncRecord *record,
               const UoisSyncRecord *base,
               const char *token,
               GError **error)
{
  static const char *const names[] = {
    [UOIS_REQUEST_INSERT] = "Insert", [UOIS_REQUEST_UPDATE] = "Update", [UOIS_REQUEST_DELETE] = "Delete"
  };
  g_autoptr (UoisRequest) request = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *selection = NULL;
  g_auto (UoisComposer) composer;

  uois_composer_init (&composer);
  if (mutation == NULL)
    {
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID, get_missing (kind));
      return NULL;
    }

  request = uois_request_new (kind, type, mutation->field);
  request->mutation = mutation;
  request->id = record->id;
  request->token = g_strdup (token);
  request->record = uois_sync_record_ref ((UoisSyncRecord *) record);
  if (!write_inputs (&(Writing){ .request = request, .mutation = mutation, .base = base, .composer = &composer },
                     error))
    return NULL;

  selection = compose_selection (type, mutation);
  uois_composer_finish (&composer, request, "mutation", names[kind], selection);
  body = uois_request_to_body (request);
  if (g_bytes_get_size (body) > UOIS_REQUEST_SIZE_MAX)
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_LIMIT,
                   _ ("The record is too long for the server. Shorten its texts."));
      return NULL;
    }
  return g_steal_pointer (&request);
}

UoisRequest *
uois_request_new_insert (const UoisDialectType *type, const UoisSyncRecord *record, GError **error)
{
  return compose_write (UOIS_REQUEST_INSERT, type, type->insert, record, NULL, NULL, error);
}

UoisRequest *
uois_request_new_update (const UoisDialectType *type,
                         const UoisSyncRecord *record,
                         const UoisSyncRecord *base,
                         const char *token,
                         GError **error)
{
  return compose_write (UOIS_REQUEST_UPDATE, type, type->update, record, base, token, error);
}

UoisRequest *
uois_request_new_delete (const UoisDialectType *type, const UoisSyncRecord *record, const char *token, GError **error)
{
  return compose_write (UOIS_REQUEST_DELETE, type, type->remove, record, NULL, token, error);
}
