/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/request-private.h"

#include "base/json-writer.h"

#include <string.h>

UoisRequest *
uois_request_new (UoisRequestKind kind, const UoisDialectType *type, const char *root)
{
  UoisRequest *request = g_new0 (UoisRequest, 1);

  g_atomic_ref_count_init (&request->reference_count);
  request->kind = kind;
  request->type = type;
  request->dialect = type ? uois_dialect_ref (type->dialect) : NULL;
  request->root = g_strdup (root);
  request->uncleared = g_ptr_array_new ();
  return request;
}

UoisRequest *
uois_request_ref (const UoisRequest *request)
{
  UoisRequest *shared = (UoisRequest *) request;

  g_atomic_ref_count_inc (&shared->reference_count);
  return shared;
}

void
uois_request_unref (UoisRequest *request)
{
  if (!g_atomic_ref_count_dec (&request->reference_count))
    return;

  g_free (request->name);
  g_free (request->query);
  g_free (request->variables);
  g_free (request->root);
  g_clear_pointer (&request->record, uois_sync_record_unref);
  g_free (request->token);
  g_ptr_array_unref (request->uncleared);
  g_clear_pointer (&request->dialect, uois_dialect_unref);
  g_free (request);
}

gboolean
uois_request_is_write (const UoisRequest *request)
{
  return request->mutation != NULL;
}

GBytes *
uois_request_to_body (const UoisRequest *request)
{
  g_auto (UoisJsonWriter) writer;

  uois_json_writer_init (&writer);
  uois_json_writer_literal (&writer, "{");
  uois_json_writer_name (&writer, "operationName");
  uois_json_writer_string (&writer, request->name, -1);
  uois_json_writer_name (&writer, "query");
  uois_json_writer_string (&writer, request->query, -1);
  uois_json_writer_name (&writer, "variables");
  uois_json_writer_raw (&writer, request->variables, strlen (request->variables));
  uois_json_writer_literal (&writer, "}");
  return uois_json_writer_steal (&writer);
}

/* ---- Composing ---- */

void
uois_composer_init (UoisComposer *composer)
{
  composer->declarations = g_string_new (NULL);
  composer->arguments = g_string_new (NULL);
  uois_json_writer_init (&composer->variables);
  uois_json_writer_literal (&composer->variables, "{");
}

void
uois_composer_clear (UoisComposer *composer)
{
  g_string_free (composer->declarations, TRUE);
  g_string_free (composer->arguments, TRUE);
  uois_json_writer_clear (&composer->variables);
}

void
uois_composer_add (UoisComposer *composer, const char *name, const char *type)
{
  const char *separator = composer->arguments->len > 0 ? ", " : "";

  g_string_append_printf (composer->declarations, "%s$%s: %s", separator, name, type);
  g_string_append_printf (composer->arguments, "%s%s: $%s", separator, name, name);
  uois_json_writer_name (&composer->variables, name);
}

void
uois_composer_finish (
    UoisComposer *composer, UoisRequest *request, const char *operation, const char *name, const char *selection)
{
  const char *open = composer->arguments->len > 0 ? "(" : "";
  const char *close = composer->arguments->len > 0 ? ")" : "";

  uois_json_writer_literal (&composer->variables, "}");
  request->name = g_strdup (name);
  request->query =
      g_strdup_printf ("%s %s%s%s%s { %s%s%s%s { %s } }", operation, name, open, composer->declarations->str, close,
                       request->root, open, composer->arguments->str, close, selection);
  request->variables = g_strndup (composer->variables.bytes, composer->variables.length);
}

void
uois_composer_append_selection (GString *text, const UoisDialectType *type)
{
  g_string_append (text, "id");
  for (guint i = 0; i < type->columns->len; i++)
    {
      const UoisDialectColumn *column = g_ptr_array_index (type->columns, i);

      g_string_append_printf (text, column->object ? " %s { id }" : " %s", column->field);
    }
}

/* ---- Reading ---- */

UoisRequest *
uois_request_new_introspection (void)
{
  UoisRequest *request = uois_request_new (UOIS_REQUEST_INTROSPECTION, NULL, "__schema");

  request->name = g_strdup ("Introspection");
  request->query = g_strdup (UOIS_SERVER_SCHEMA_QUERY);
  request->variables = g_strdup ("{}");
  return request;
}

/* What is selected of one parent: the list, in the list of its own parent if it has none itself. */
static char *
compose_list (const UoisDialectType *type)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (type->parent->far)
    g_string_append (text, "id");
  else
    uois_composer_append_selection (text, type);

  for (const UoisDialectType *child = type; child->parent != NULL; child = child->parent->type)
    {
      g_autofree char *inner = g_strdup (text->str);

      if (child->parent->limit)
        g_string_printf (text, "id %s(limit: %d) { %s }", child->parent->field, UOIS_REQUEST_LIST_LIMIT, inner);
      else
        g_string_printf (text, "id %s { %s }", child->parent->field, inner);
    }
  return g_strdup (text->str);
}

static char *
compose_rows (const UoisDialectType *type)
{
  g_autoptr (GString) text = NULL;

  if (type->page == NULL && type->parent != NULL)
    return compose_list (type);
  text = g_string_new (NULL);
  uois_composer_append_selection (text, type);
  return g_strdup (text->str);
}

/* Whose page a type is read from. */
static const UoisDialectType *
find_pager (const UoisDialectType *type)
{
  while (type->page == NULL && type->parent != NULL)
    type = type->parent->type;
  return type;
}

/* `where: {key: {how: …}}`; the operand is to be written next, then end_where(). */
static UoisJsonWriter *
begin_where (UoisComposer *composer, const UoisDialectPage *page, const UoisDialectFilter *filter, const char *how)
{
  UoisJsonWriter *variables = &composer->variables;

  uois_composer_add (composer, "where", page->where);
  uois_json_writer_literal (variables, "{");
  uois_json_writer_name (variables, filter->name);
  if (filter->related)
    uois_json_writer_literal (variables, "{\"id\":");
  uois_json_writer_literal (variables, "{");
  uois_json_writer_name (variables, how);
  return variables;
}

static void
end_where (UoisComposer *composer, const UoisDialectFilter *filter)
{
  uois_json_writer_literal (&composer->variables, "}}");
  if (filter->related)
    uois_json_writer_literal (&composer->variables, "}");
}

static void
add_where_id (UoisComposer *composer, const UoisDialectPage *page, const UoisDialectFilter *filter, const UoisUuid *id)
{
  uois_json_writer_uuid (begin_where (composer, page, filter, "_eq"), id);
  end_where (composer, filter);
}

/* FALSE if the page has no filter for what the window wants. */
static gboolean
add_where (UoisComposer *composer, const UoisDialectType *pager, const UoisRequestWindow *window)
{
  const UoisColumn *lastchange = uois_type_find_audit_column (pager->type, UOIS_AUDIT_LASTCHANGE);
  const UoisColumn *column = window->since ? lastchange : window->column;
  const char *how = window->since ? "_ge" : window->n_ids == 1 ? "_eq" : "_in";
  const UoisDialectFilter *filter = column ? uois_dialect_type_find_filter (pager, column, how) : NULL;
  UoisJsonWriter *variables;

  if (window->since == NULL && window->column == NULL)
    return TRUE;
  if (filter == NULL)
    return FALSE;
  if (g_str_equal (how, "_eq"))
    {
      add_where_id (composer, pager->page, filter, window->ids);
      return TRUE;
    }

  variables = begin_where (composer, pager->page, filter, how);
  if (window->since)
    uois_json_writer_string (variables, window->since, -1);
  else
    {
      uois_json_writer_literal (variables, "[");
      for (guint i = 0; i < window->n_ids; i++)
        {
          uois_json_writer_separate (variables);
          uois_json_writer_uuid (variables, &window->ids[i]);
        }
      uois_json_writer_literal (variables, "]");
    }
  end_where (composer, filter);
  return TRUE;
}

static void
add_order (UoisComposer *composer, const UoisDialectPage *page, const char *column, gboolean descending)
{
  if (page->orderby == NULL)
    return;
  uois_composer_add (composer, "orderby", page->orderby);
  uois_json_writer_string (&composer->variables, column, -1);
  if (!descending || page->desc == NULL)
    return;
  uois_composer_add (composer, "desc", page->desc);
  uois_json_writer_literal (&composer->variables, "true");
}

UoisRequest *
uois_request_new_page (const UoisDialectType *type, const UoisRequestWindow *window)
{
  const UoisDialectType *pager = find_pager (type);
  const UoisDialectPage *page = pager->page;
  const UoisColumn *lastchange = uois_type_find_audit_column (pager->type, UOIS_AUDIT_LASTCHANGE);
  gboolean newest_first = window->newest_first && lastchange != NULL;
  g_autofree char *selection = compose_rows (type);
  g_autoptr (UoisRequest) request = NULL;
  g_auto (UoisComposer) composer;

  uois_composer_init (&composer);
  g_return_val_if_fail (page != NULL, NULL);

  request = uois_request_new (UOIS_REQUEST_PAGE, type, page->field);
  request->limit = window->limit;
  uois_composer_add (&composer, "skip", page->skip);
  uois_json_writer_integer (&composer.variables, window->skip);
  uois_composer_add (&composer, "limit", page->limit);
  uois_json_writer_integer (&composer.variables, window->limit);
  add_order (&composer, page, newest_first ? lastchange->name : "id", newest_first);
  if (!add_where (&composer, pager, window))
    return NULL;
  uois_composer_finish (&composer, request, "query", "Page", selection);
  return g_steal_pointer (&request);
}

/* One record of a type that has a page: caches of the servers stand before the field that gives one, not before the page. */
static UoisRequest *
compose_record (UoisRequestKind kind,
                const UoisDialectType *asked,
                const UoisDialectType *type,
                const UoisUuid *id,
                const char *selection)
{
  const UoisDialectFilter *filter = uois_dialect_type_find_filter (asked, asked->type->columns.items[0], "_eq");
  g_auto (UoisComposer) composer;
  UoisRequest *request;

  uois_composer_init (&composer);
  if (filter == NULL && asked->by_id == NULL)
    return NULL;

  request = uois_request_new (kind, type, filter ? asked->page->field : asked->by_id);
  request->id = *id;
  request->limit = filter ? 2 : 0;
  if (filter)
    {
      uois_composer_add (&composer, "limit", asked->page->limit);
      uois_json_writer_integer (&composer.variables, request->limit);
      if (g_str_has_suffix (asked->page->skip, "!"))
        {
          uois_composer_add (&composer, "skip", asked->page->skip);
          uois_json_writer_integer (&composer.variables, 0);
        }
      add_where_id (&composer, asked->page, filter, id);
    }
  else
    {
      uois_composer_add (&composer, asked->by_id_argument, asked->by_id_type);
      uois_json_writer_uuid (&composer.variables, id);
    }
  uois_composer_finish (&composer, request, "query", kind == UOIS_REQUEST_LIST ? "List" : "Record", selection);
  return request;
}

UoisRequest *
uois_request_new_record (const UoisDialectType *type, const UoisUuid *id)
{
  g_autoptr (GString) selection = g_string_new (NULL);

  uois_composer_append_selection (selection, type);
  return compose_record (UOIS_REQUEST_RECORD, type, type, id, selection->str);
}

UoisRequest *
uois_request_new_list (const UoisDialectType *type, const UoisUuid *parent)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *selection = NULL;

  g_return_val_if_fail (type->parent != NULL, NULL);

  if (type->parent->far)
    g_string_append (rows, "id");
  else
    uois_composer_append_selection (rows, type);
  if (type->parent->limit)
    selection = g_strdup_printf ("id %s(limit: %d) { %s }", type->parent->field, UOIS_REQUEST_LIST_LIMIT, rows->str);
  else
    selection = g_strdup_printf ("id %s { %s }", type->parent->field, rows->str);
  return compose_record (UOIS_REQUEST_LIST, type->parent->type, type, parent, selection);
}
