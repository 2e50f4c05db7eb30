/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "verb-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- Names ---- */

/* @nearest keeps the name that is most like @name so far. */
static void
compare_name (const char *name, const char *other, const char **nearest, guint *distance)
{
  guint found = uois_text_distance (name, other);

  if (found >= *distance)
    return;
  *nearest = other;
  *distance = found;
}

const UoisType *
uois_export_find_type (const UoisRegistry *registry, const char *name, GError **error)
{
  const UoisType *type = uois_registry_find_type (registry, name);
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (registry, &n_tables);
  const char *nearest = NULL;
  guint distance = 4;

  if (type == NULL || type->table == NULL)
    type = uois_registry_find_table (registry, name);
  if (type != NULL)
    return type;
  for (guint i = 0; i < n_tables; i++)
    {
      compare_name (name, tables[i]->name, &nearest, &distance);
      compare_name (name, tables[i]->table, &nearest, &distance);
    }
  if (nearest != NULL)
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_USAGE, _ ("there is no type or table “%s”. Did you mean “%s”?"), name,
                 nearest);
  else
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_USAGE, _ ("there is no type or table “%s”."), name);
  return NULL;
}

static gboolean
can_be_exported (const UoisField *field)
{
  return field->kind == UOIS_FIELD_COLUMN || field->kind == UOIS_FIELD_EXPRESSION || field->kind == UOIS_FIELD_HOOK ||
         field->kind == UOIS_FIELD_REFERENCE;
}

const UoisField *
uois_export_find_field (const UoisType *type, const char *name, GError **error)
{
  const UoisField *field = uois_type_find_field (type, name);
  const char *nearest = NULL;
  guint distance = 4;

  if (field != NULL && can_be_exported (field))
    return field;
  for (guint i = 0; i < type->fields.length; i++)
    if (can_be_exported (type->fields.items[i]))
      compare_name (name, type->fields.items[i]->name, &nearest, &distance);
  if (nearest != NULL)
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_USAGE, _ ("“%s” has no field “%s”. Did you mean “%s”?"), type->name,
                 name, nearest);
  else
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_USAGE, _ ("“%s” has no field “%s”."), type->name, name);
  return NULL;
}

/* ---- Conditions ---- */

static const struct
{
  const char *sign;
  UoisListOperator compare;
} signs[] = {
  { "!=", UOIS_LIST_IS_NOT }, { "=", UOIS_LIST_IS },      { "~", UOIS_LIST_CONTAINS },
  { "<", UOIS_LIST_LESS },    { ">", UOIS_LIST_GREATER },
};

/**
 * Condition: a condition that the command line is putting together.
 * @values: (element-type UoisValue)
 */
typedef struct
{
  const UoisField *field;
  UoisListOperator compare;
  GArray *values;
} Condition;

static void
condition_free (gpointer data)
{
  Condition *condition = data;

  g_array_unref (condition->values);
  g_free (condition);
}

/* The condition for the field with that operator; made if there is none yet. */
static Condition *
get_condition (GPtrArray *conditions, const UoisField *field, UoisListOperator compare)
{
  Condition *condition;

  for (guint i = 0; i < conditions->len; i++)
    {
      condition = conditions->pdata[i];
      if (condition->field == field && condition->compare == compare)
        return condition;
    }
  condition = g_new (Condition, 1);
  condition->field = field;
  condition->compare = compare;
  condition->values = g_array_new (FALSE, TRUE, sizeof (UoisValue));
  g_array_set_clear_func (condition->values, (GDestroyNotify) uois_value_clear);
  g_ptr_array_add (conditions, condition);
  return condition;
}

/* By its name, where it is no id. */
static gboolean
find_reference (UoisFile *file,
                const UoisType *target,
                const char *text,
                UoisValue *value,
                GCancellable *cancellable,
                GError **error)
{
  UoisUuid id;
  guint n_found;

  if (!uois_file_find_by_title (file, target, text, &id, &n_found, cancellable, error))
    return FALSE;
  if (n_found == 1)
    uois_value_set_uuid (value, &id);
  else if (n_found == 0)
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND, _ ("No record of “%s” is called “%s”."), target->name, text);
  else
    g_set_error (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND, _ ("Several records of “%s” are called “%s”; give the id."),
                 target->name, text);
  return n_found == 1;
}

static gboolean
read_value (UoisFile *file,
            const UoisField *field,
            const char *text,
            UoisValue *value,
            GCancellable *cancellable,
            GError **error)
{
  const UoisType *target = uois_field_get_list_target (field);
  UoisValueKind kind = uois_field_get_list_kind (field);
  g_autoptr (GError) failure = NULL;

  if (*text == '\0' || uois_value_parse (kind, text, strlen (text), value, &failure))
    return TRUE;
  if (target != NULL)
    return find_reference (file, target, text, value, cancellable, error);
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_USAGE, _ ("--where %s: %s"), field->name, failure->message);
  return FALSE;
}

static gboolean
is_offered (const UoisField *field, UoisListOperator compare)
{
  guint length;
  const UoisListOperator *offered = uois_field_list_operators (field, &length);

  for (guint i = 0; i < length; i++)
    if (offered[i] == compare)
      return TRUE;
  return FALSE;
}

static gboolean
read_condition (UoisFile *file,
                const UoisType *type,
                const char *text,
                GPtrArray *conditions,
                GCancellable *cancellable,
                GError **error)
{
  gsize length = strcspn (text, "!=~<>");
  g_autofree char *name = g_strndup (text, length);
  const UoisField *field;
  guint sign = 0;
  GArray *values;

  while (sign < G_N_ELEMENTS (signs) && !g_str_has_prefix (text + length, signs[sign].sign))
    sign++;
  if (sign == G_N_ELEMENTS (signs))
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_USAGE,
                   _ ("“%s” is no condition. Write FIELD=VALUE, FIELD!=VALUE, FIELD~PART, FIELD<VALUE or FIELD>VALUE."),
                   text);
      return FALSE;
    }
  field = uois_export_find_field (type, name, error);
  if (field == NULL)
    return FALSE;
  if (!is_offered (field, signs[sign].compare))
    {
      g_set_error (error, UOIS_ERROR, UOIS_ERROR_USAGE, _ ("the field “%s” cannot be compared by “%s”."), name,
                   signs[sign].sign);
      return FALSE;
    }
  values = get_condition (conditions, field, signs[sign].compare)->values;
  g_array_set_size (values, values->len + 1);
  return read_value (file, field, text + length + strlen (signs[sign].sign),
                     &g_array_index (values, UoisValue, values->len - 1), cancellable, error);
}

UoisListFilter *
uois_export_read_filter (
    UoisFile *file, const UoisType *type, const char *const *texts, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) conditions = g_ptr_array_new_with_free_func (condition_free);
  UoisListFilter *filter;

  for (; texts != NULL && *texts != NULL; texts++)
    if (!read_condition (file, type, *texts, conditions, cancellable, error))
      return NULL;

  filter = uois_list_filter_new (type);
  for (guint i = 0; i < conditions->len; i++)
    {
      const Condition *read = conditions->pdata[i];
      g_autoptr (UoisListCondition) condition = uois_list_condition_new (
          read->field, read->compare, (const UoisValue *) read->values->data, read->values->len, NULL);
      UoisListFilter *longer = uois_list_filter_with (filter, condition);

      uois_list_filter_unref (filter);
      filter = longer;
    }
  return filter;
}
