/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/dialect-private.h"

#include "base/text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
uois_dialect_page_free (UoisDialectPage *page)
{
  g_free (page->field);
  g_free (page->skip);
  g_free (page->limit);
  g_free (page->where);
  g_free (page->orderby);
  g_free (page->desc);
  g_ptr_array_unref (page->filters);
  g_free (page);
}

void
uois_dialect_parent_free (UoisDialectParent *parent)
{
  g_free (parent->field);
  g_free (parent->limit);
  g_free (parent);
}

static void
column_free (gpointer data)
{
  UoisDialectColumn *column = data;

  g_free (column->field);
  g_free (column);
}

static void
filter_free (gpointer data)
{
  UoisDialectFilter *filter = data;

  g_free (filter->name);
  g_strfreev (filter->operators);
  g_free (filter);
}

gboolean
uois_dialect_fits (const UoisServerSchema *schema, const UoisColumn *column, const char *name)
{
  static const char *const names[][4] = {
    [UOIS_VALUE_BOOLEAN] = { "Boolean" },
    [UOIS_VALUE_INTEGER] = { "Int", "Float" },
    [UOIS_VALUE_REAL] = { "Float", "Int" },
    [UOIS_VALUE_UUID] = { "UUID", "ID", "String" },
    [UOIS_VALUE_DATETIME] = { "DateTime", "Date", "String" },
    [UOIS_VALUE_DATE] = { "Date", "DateTime", "String" },
  };
  const UoisServerType *type = uois_server_schema_find_type (schema, name);

  if (type == NULL || (type->kind != UOIS_SERVER_KIND_SCALAR && type->kind != UOIS_SERVER_KIND_ENUM))
    return FALSE;
  /* Texts travel as ids and as scalars of the servers' own, too; only what is another kind for certain is refused. */
  if (column->kind == UOIS_VALUE_TEXT)
    return !g_str_equal (name, "Boolean") && !g_str_equal (name, "Int") && !g_str_equal (name, "Float");
  for (guint i = 0; i < G_N_ELEMENTS (names[0]) && names[column->kind][i] != NULL; i++)
    if (strcmp (name, names[column->kind][i]) == 0)
      return TRUE;
  return FALSE;
}

/* ---- Columns ---- */

static gboolean
has_required_argument (const UoisServerField *field)
{
  for (guint i = 0; i < field->arguments->len; i++)
    if (uois_server_field_is_required (g_ptr_array_index (field->arguments, i)))
      return TRUE;
  return FALSE;
}

/* Whether the server's field of that name shows the column, by itself or by the id of an object. */
static gboolean
shows_column (const UoisDialectFinder *finder, const UoisColumn *column, const char *name, gboolean *object)
{
  const UoisServerField *field = uois_server_type_find_field (finder->object, name);
  const UoisServerType *target;

  if (field == NULL || field->list || has_required_argument (field))
    return FALSE;
  if (uois_dialect_fits (finder->schema, column, field->named_type))
    {
      *object = FALSE;
      return TRUE;
    }

  target = uois_server_schema_find_type (finder->schema, field->named_type);
  *object = TRUE;
  return column->kind == UOIS_VALUE_UUID && target && target->kind == UOIS_SERVER_KIND_OBJECT &&
         uois_server_type_find_field (target, "id") != NULL;
}

/* A scalar of a reference (`userId`) costs the server nothing and keeps ids whose record is gone: before its object. */
static void
find_column (UoisDialectFinder *finder, const UoisColumn *column)
{
  g_autofree char *plain = uois_text_camel_case (column->name);
  g_autofree char *with_id = g_strconcat (column->field->name, "Id", NULL);
  const char *const candidates[] = { plain, with_id, column->field->name };
  guint first = column->kind == UOIS_VALUE_UUID ? 0 : 2;

  for (guint i = first; i < G_N_ELEMENTS (candidates); i++)
    {
      gboolean object;

      if (!shows_column (finder, column, candidates[i], &object) || (object && i < 2))
        continue;
      UoisDialectColumn *found = g_new (UoisDialectColumn, 1);
      *found = (UoisDialectColumn){ .column = column, .field = g_strdup (candidates[i]), .object = object };
      g_ptr_array_add (finder->type->columns, found);
      return;
    }

  uois_dialect_add_reason (finder->type,
                           g_strdup_printf (_ ("The server does not show “%s”."), uois_label (column->field->label)));
}

static void
find_columns (UoisDialectFinder *finder)
{
  const UoisType *type = finder->type->type;
  const UoisColumn *lastchange = uois_type_find_audit_column (type, UOIS_AUDIT_LASTCHANGE);
  const UoisDialectColumn *token;

  g_ptr_array_set_free_func (finder->type->columns, column_free);
  for (guint i = 1; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];

      if (!column->local && column->field != NULL)
        find_column (finder, column);
    }

  token = lastchange ? uois_dialect_type_find_column (finder->type, lastchange) : NULL;
  finder->type->token = token ? g_strdup (token->field) : NULL;
}

/* ---- Page ---- */

static gboolean
takes_int (const UoisServerField *field, const char *name)
{
  const UoisServerField *argument = uois_server_field_find_argument (field, name);

  return argument != NULL && !argument->list && strcmp (argument->named_type, "Int") == 0;
}

/* Whether a root field lists our records to whoever asks for nothing in particular. */
static gboolean
is_page (const UoisServerField *field, const UoisDialectFinder *finder)
{
  if (!field->list || strcmp (field->named_type, finder->object->name) != 0)
    return FALSE;
  if (!takes_int (field, "limit") || !takes_int (field, "skip"))
    return FALSE;
  for (guint i = 0; i < field->arguments->len; i++)
    {
      const UoisServerField *argument = g_ptr_array_index (field->arguments, i);

      if (uois_server_field_is_required (argument) && strcmp (argument->name, "limit") != 0 &&
          strcmp (argument->name, "skip") != 0)
        return FALSE;
    }
  return TRUE;
}

/* The declared name, or the only field that can be meant: names of pages follow no rule. */
static const UoisServerField *
choose_page (const UoisDialectFinder *finder)
{
  const GPtrArray *queries = uois_server_schema_get_queries (finder->schema);
  const UoisField *declared = finder->type->type->page;
  const UoisServerField *field = declared ? uois_server_schema_find_query (finder->schema, declared->name) : NULL;
  const UoisServerField *only = NULL;

  if (field != NULL && is_page (field, finder))
    return field;
  for (guint i = 0; i < queries->len; i++)
    {
      const UoisServerField *candidate = g_ptr_array_index (queries, i);

      if (!is_page (candidate, finder))
        continue;
      if (only != NULL)
        return NULL;
      only = candidate;
    }
  return only;
}

static char *
get_argument_type (const UoisServerField *field, const char *name, const char *scalar)
{
  const UoisServerField *argument = uois_server_field_find_argument (field, name);

  if (argument == NULL || argument->list || strcmp (argument->named_type, scalar) != 0)
    return NULL;
  return g_strdup (argument->type);
}

static char **
find_operators (const UoisDialectFinder *finder, const UoisColumn *column, const UoisServerType *comparison)
{
  g_autoptr (GStrvBuilder) operators = g_strv_builder_new ();

  for (guint i = 0; i < comparison->fields->len; i++)
    {
      const UoisServerField *comparison_operator = g_ptr_array_index (comparison->fields, i);

      if (uois_dialect_fits (finder->schema, column, comparison_operator->named_type))
        g_strv_builder_add (operators, comparison_operator->name);
    }
  return g_strv_builder_end (operators);
}

/* The input object of a key of a filter; %NULL if there is none. */
static const UoisServerType *
find_comparison (const UoisDialectFinder *finder, const UoisServerType *filter, const char *key)
{
  const UoisServerField *field = uois_server_type_find_field (filter, key);
  const UoisServerType *type = field ? uois_server_schema_find_type (finder->schema, field->named_type) : NULL;

  return type && !field->list && type->kind == UOIS_SERVER_KIND_INPUT_OBJECT ? type : NULL;
}

static void
add_filter (const UoisDialectFinder *finder,
            const UoisColumn *column,
            const char *key,
            gboolean related,
            const UoisServerType *comparison)
{
  UoisDialectFilter *found = g_new (UoisDialectFilter, 1);

  *found = (UoisDialectFilter){ .column = column,
                                .name = g_strdup (key),
                                .related = related,
                                .operators = find_operators (finder, column, comparison) };
  g_ptr_array_add (finder->type->page->filters, found);
}

/* By the id of what a column refers to, but for its own table, which servers do not join twice. */
static void
add_related_filter (const UoisDialectFinder *finder, const UoisColumn *column, const UoisServerType *filter)
{
  gboolean refers = column->field != NULL && column->field->kind == UOIS_FIELD_REFERENCE;
  g_autofree char *key = refers ? uois_text_snake_case (column->field->name) : NULL;
  const UoisServerType *related =
      refers && column->target != column->type ? find_comparison (finder, filter, key) : NULL;
  const UoisServerType *comparison = related ? find_comparison (finder, related, "id") : NULL;

  if (comparison)
    add_filter (finder, column, key, TRUE, comparison);
}

static void
find_filters (const UoisDialectFinder *finder, const UoisServerType *filter)
{
  const UoisType *type = finder->type->type;

  for (guint i = 0; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];
      const UoisServerType *comparison = find_comparison (finder, filter, column->name);

      if (comparison)
        add_filter (finder, column, column->name, FALSE, comparison);
      else
        add_related_filter (finder, column, filter);
    }
}

static void
find_page (UoisDialectFinder *finder)
{
  const UoisServerField *field = choose_page (finder);
  const UoisServerField *where;
  const UoisServerType *filter;
  UoisDialectPage *page;

  if (field == NULL)
    return;

  finder->type->page = page = g_new0 (UoisDialectPage, 1);
  page->field = g_strdup (field->name);
  page->skip = get_argument_type (field, "skip", "Int");
  page->limit = get_argument_type (field, "limit", "Int");
  page->orderby = get_argument_type (field, "orderby", "String");
  page->desc = get_argument_type (field, "desc", "Boolean");
  page->filters = g_ptr_array_new_with_free_func (filter_free);
  where = uois_server_field_find_argument (field, "where");
  filter = where && !where->list ? uois_server_schema_find_type (finder->schema, where->named_type) : NULL;
  if (filter == NULL || filter->kind != UOIS_SERVER_KIND_INPUT_OBJECT)
    return;
  page->where = g_strdup (where->type);
  find_filters (finder, filter);
}

static UoisDialectChanges
find_changes (const UoisDialectType *type)
{
  const UoisColumn *lastchange = uois_type_find_audit_column (type->type, UOIS_AUDIT_LASTCHANGE);

  if (type->page == NULL)
    return UOIS_DIALECT_CHANGES_NONE;
  if (type->token == NULL)
    return UOIS_DIALECT_CHANGES_SCAN;
  if (uois_dialect_type_find_filter (type, lastchange, "_ge"))
    return UOIS_DIALECT_CHANGES_FILTER;
  return type->page->orderby && type->page->desc ? UOIS_DIALECT_CHANGES_NEWEST_FIRST : UOIS_DIALECT_CHANGES_SCAN;
}

/* ---- One record ---- */

static void
find_by_id (UoisDialectFinder *finder)
{
  const UoisField *declared = finder->type->type->by_id;
  const UoisServerField *field = declared ? uois_server_schema_find_query (finder->schema, declared->name) : NULL;
  const UoisServerField *argument = field ? uois_server_field_find_argument (field, "id") : NULL;

  if (argument == NULL || argument->list || field->list || strcmp (field->named_type, finder->object->name) != 0 ||
      !uois_dialect_fits (finder->schema, finder->type->type->columns.items[0], argument->named_type))
    return;
  for (guint i = 0; i < field->arguments->len; i++)
    {
      const UoisServerField *other = g_ptr_array_index (field->arguments, i);

      if (other != argument && uois_server_field_is_required (other))
        return;
    }
  finder->type->by_id = g_strdup (field->name);
  finder->type->by_id_argument = g_strdup (argument->name);
  finder->type->by_id_type = g_strdup (argument->type);
}

void
uois_dialect_find_reading (UoisDialectFinder *finder)
{
  if (finder->object == NULL || finder->object->kind != UOIS_SERVER_KIND_OBJECT ||
      uois_server_type_find_field (finder->object, "id") == NULL)
    return;

  find_columns (finder);
  find_page (finder);
  find_by_id (finder);
  finder->type->changes = find_changes (finder->type);
}

/* ---- Lists of others ---- */

static gboolean
is_way (const UoisField *field, const UoisType *type)
{
  if (field->kind == UOIS_FIELD_THROUGH)
    return field->through == type;
  return field->kind == UOIS_FIELD_MANY && field->target == type && !field->column->local;
}

static gboolean
try_parent (UoisDialectFinder *finder, const UoisDialectType *parent, const UoisField *way)
{
  const UoisServerType *object = uois_server_schema_find_type (finder->schema, parent->type->name);
  const UoisServerField *list = object ? uois_server_type_find_field (object, way->name) : NULL;
  const UoisServerType *listed = list ? uois_server_schema_find_type (finder->schema, list->named_type) : NULL;
  const UoisServerField *limit;
  UoisDialectParent *found;

  if (listed == NULL || !list->list || has_required_argument (list) ||
      uois_server_type_find_field (listed, "id") == NULL || (way->through == NULL && listed != finder->object))
    return FALSE;

  limit = uois_server_field_find_argument (list, "limit");
  found = g_new0 (UoisDialectParent, 1);
  found->type = parent;
  found->field = g_strdup (list->name);
  found->limit = limit ? g_strdup (limit->type) : NULL;
  found->near = way->column;
  found->far = way->far_column;
  finder->type->parent = found;
  finder->type->changes = UOIS_DIALECT_CHANGES_PARENT;
  return TRUE;
}

gboolean
uois_dialect_find_parent (UoisDialectFinder *finder, const UoisDialect *dialect)
{
  const GPtrArray *types = uois_dialect_get_types (dialect);

  if (finder->type->changes != UOIS_DIALECT_CHANGES_NONE)
    return FALSE;
  for (guint i = 0; i < types->len; i++)
    {
      const UoisDialectType *parent = g_ptr_array_index (types, i);

      if (parent->changes == UOIS_DIALECT_CHANGES_NONE || (parent->parent != NULL && parent->parent->far != NULL))
        continue;
      for (guint j = 0; j < parent->type->fields.length; j++)
        if (is_way (parent->type->fields.items[j], finder->type->type) &&
            try_parent (finder, parent, parent->type->fields.items[j]))
          return TRUE;
    }
  return FALSE;
}
