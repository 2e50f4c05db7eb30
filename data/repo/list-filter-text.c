/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/list-filter.h"

#include "base/json-writer.h"
#include "base/text.h"

#include <glib/gi18n-lib.h>
#include <json-c/json.h>
#include <string.h>

/* ---- For people ---- */

static gboolean
is_time (UoisValueKind kind)
{
  return kind == UOIS_VALUE_DATETIME || kind == UOIS_VALUE_DATE;
}

const char *
uois_list_operator_get_label (UoisListOperator compare, UoisValueKind kind)
{
  switch (compare)
    {
    case UOIS_LIST_IS:
      return C_ ("filter", "is");
    case UOIS_LIST_IS_NOT:
      return C_ ("filter", "is not");
    case UOIS_LIST_CONTAINS:
      return C_ ("filter", "contains");
    case UOIS_LIST_BEGINS_WITH:
      return C_ ("filter", "begins with");
    case UOIS_LIST_IS_EMPTY:
      return C_ ("filter", "is empty");
    case UOIS_LIST_HAS_VALUE:
      return C_ ("filter", "has a value");
    case UOIS_LIST_LESS:
      return is_time (kind) ? C_ ("filter", "is before") : C_ ("filter", "is less than");
    case UOIS_LIST_GREATER:
      return is_time (kind) ? C_ ("filter", "is after") : C_ ("filter", "is greater than");
    case UOIS_LIST_BETWEEN:
      return C_ ("filter", "is between");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
uois_list_state_get_label (UoisListState state)
{
  switch (state)
    {
    case UOIS_LIST_STATE_UNSENT:
      return C_ ("filter", "Changed here and not sent yet");
    case UOIS_LIST_STATE_CREATED:
      return C_ ("filter", "Created here");
    case UOIS_LIST_STATE_PROBLEMS:
      return C_ ("filter", "With problems");
    case UOIS_LIST_STATE_CHANGED_BY:
      return C_ ("filter", "Changed in one step");
    default:
      return "";
    }
}

/* The sentence of a condition; {value} stands for all alternatives, {from} and {to} for a range. */
static const char *
get_sentence (const UoisListCondition *condition)
{
  gboolean time = is_time (uois_field_get_list_kind (condition->field));

  /* Translators: all of these are conditions of a list: {field} is the label of a field, {value} what it is compared
   * with. */
  switch (condition->compare)
    {
    case UOIS_LIST_IS:
      return _ ("{field} is {value}");
    case UOIS_LIST_IS_NOT:
      return _ ("{field} is not {value}");
    case UOIS_LIST_CONTAINS:
      return _ ("{field} contains “{value}”");
    case UOIS_LIST_BEGINS_WITH:
      return _ ("{field} begins with “{value}”");
    case UOIS_LIST_IS_EMPTY:
      return _ ("{field} is empty");
    case UOIS_LIST_HAS_VALUE:
      return _ ("{field} has a value");
    case UOIS_LIST_LESS:
      return time ? _ ("{field} is before {value}") : _ ("{field} is less than {value}");
    case UOIS_LIST_GREATER:
      return time ? _ ("{field} is after {value}") : _ ("{field} is greater than {value}");
    default:
      return _ ("{field}: {value}");
    }
}

static char *
describe_value (const UoisListCondition *condition, guint index)
{
  const UoisValue *value = &condition->values[index];

  if (condition->texts[index] != NULL)
    return g_strdup (condition->texts[index]);
  return value->kind != UOIS_VALUE_NULL ? uois_value_to_string (value) : g_strdup (_ ("nothing"));
}

static char *
describe_range (const UoisListCondition *condition, guint index)
{
  g_autofree char *from = describe_value (condition, index);
  g_autofree char *to = describe_value (condition, index + 1);

  if (condition->values[index + 1].kind == UOIS_VALUE_NULL)
    /* Translators: a condition of a list: from a value on. */
    return g_strdup_printf (_ ("from %s"), from);
  if (condition->values[index].kind == UOIS_VALUE_NULL)
    /* Translators: a condition of a list: up to a value. */
    return g_strdup_printf (_ ("to %s"), to);
  /* Translators: a condition of a list: from one value to another. */
  return g_strdup_printf (_ ("from %s to %s"), from, to);
}

static char *
describe_values (const UoisListCondition *condition)
{
  gboolean ranges = condition->compare == UOIS_LIST_BETWEEN;
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i + ranges < condition->n_values; i += 1 + ranges)
    {
      g_autofree char *word = ranges ? describe_range (condition, i) : describe_value (condition, i);

      g_strv_builder_add (words, word);
    }
  all = g_strv_builder_end (words);
  /* Translators: between alternatives: "Department or Institute". */
  return g_strjoinv (_ (" or "), all);
}

char *
uois_list_condition_describe (const UoisListCondition *condition)
{
  g_autoptr (GString) sentence = NULL;
  g_autofree char *values = NULL;

  if (condition->field == NULL)
    return g_strdup (uois_list_state_get_label (condition->state));

  sentence = g_string_new (get_sentence (condition));
  values = describe_values (condition);
  g_string_replace (sentence, "{field}", uois_label (condition->field->label), 1);
  g_string_replace (sentence, "{value}", values, 1);
  return g_string_free (g_steal_pointer (&sentence), FALSE);
}

/* ---- As JSON ---- */

/* A filter is an array of conditions: {"field": "name", "is": ["a", null]}, {"state": "changed-by", "unit": 7}. Values
 * are texts of the API. */
static const char *const compare_names[UOIS_LIST_N_OPERATORS] = {
  "is", "is-not", "contains", "begins-with", "is-empty", "has-value", "less", "greater", "between",
};
static const char *const state_names[] = { "none", "unsent", "created", "problems", "changed-by" };

static void
write_value (UoisJsonWriter *writer, const UoisValue *value)
{
  UoisValue written = *value;
  g_autofree char *text = NULL;

  /* A date keeps the time of day that came with it. */
  if (written.kind == UOIS_VALUE_DATE)
    written.kind = UOIS_VALUE_DATETIME;
  text = uois_value_to_string (&written);
  uois_json_writer_separate (writer);
  if (text != NULL)
    uois_json_writer_string (writer, text, -1);
  else
    uois_json_writer_literal (writer, "null");
}

static void
write_condition (UoisJsonWriter *writer, const UoisListCondition *condition)
{
  uois_json_writer_separate (writer);
  uois_json_writer_literal (writer, "{");
  if (condition->field == NULL)
    {
      uois_json_writer_name (writer, "state");
      uois_json_writer_string (writer, state_names[condition->state], -1);
      uois_json_writer_name (writer, "unit");
      uois_json_writer_integer (writer, condition->unit);
    }
  else
    {
      uois_json_writer_name (writer, "field");
      uois_json_writer_string (writer, condition->field->name, -1);
      uois_json_writer_name (writer, compare_names[condition->compare]);
      uois_json_writer_literal (writer, "[");
      for (guint i = 0; i < condition->n_values; i++)
        write_value (writer, &condition->values[i]);
      uois_json_writer_literal (writer, "]");
    }
  uois_json_writer_literal (writer, "}");
}

char *
uois_list_filter_to_string (const UoisListFilter *filter)
{
  g_auto (UoisJsonWriter) writer = { 0 };

  uois_json_writer_init (&writer);
  uois_json_writer_literal (&writer, "[");
  for (guint i = 0; i < filter->n_conditions; i++)
    write_condition (&writer, filter->conditions[i]);
  uois_json_writer_literal (&writer, "]");
  return g_strndup (writer.bytes, writer.length);
}

/* ---- Reading it ---- */

static UoisListCondition *
read_state (json_object *object, json_object *state, GPtrArray *gone)
{
  const char *name = json_object_get_string (state);

  for (guint i = 1; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (name, state_names[i]) == 0)
      return uois_list_condition_new_state (i, json_object_get_int64 (json_object_object_get (object, "unit")));
  g_ptr_array_add (gone, g_strdup_printf (_ ("This version does not know the condition “%s”."), name));
  return NULL;
}

static gboolean
read_value (const UoisField *field, json_object *item, UoisValue *value)
{
  UoisValueKind kind = uois_field_get_list_kind (field);
  const char *text = json_object_get_string (item);

  if (item == NULL)
    return TRUE;
  if (!uois_value_parse (kind == UOIS_VALUE_DATE ? UOIS_VALUE_DATETIME : kind, text, strlen (text), value, NULL))
    return FALSE;
  value->kind = kind;
  return TRUE;
}

static GArray *
read_values (const UoisField *field, json_object *list)
{
  g_autoptr (GArray) values = g_array_new (FALSE, TRUE, sizeof (UoisValue));
  gsize length = json_object_is_type (list, json_type_array) ? json_object_array_length (list) : 0;

  g_array_set_clear_func (values, (GDestroyNotify) uois_value_clear);
  for (gsize i = 0; i < length; i++)
    {
      g_array_set_size (values, i + 1);
      if (!read_value (field, json_object_array_get_idx (list, i), &g_array_index (values, UoisValue, i)))
        return NULL;
    }
  return g_steal_pointer (&values);
}

/* Whether so many values are enough, and of ranges both ends. */
static gboolean
fits (UoisListOperator compare, guint n_values)
{
  guint arity = uois_list_operator_get_arity (compare);

  return arity == 0 ? n_values == 0 : n_values >= arity && n_values % arity == 0;
}

static UoisListCondition *
read_comparison (const UoisField *field, json_object *object, GPtrArray *gone)
{
  guint n_offered;
  const UoisListOperator *offered = uois_field_list_operators (field, &n_offered);

  for (guint i = 0; i < n_offered; i++)
    {
      json_object *list;
      g_autoptr (GArray) values = NULL;

      if (!json_object_object_get_ex (object, compare_names[offered[i]], &list))
        continue;
      values = read_values (field, list);
      if (values != NULL && fits (offered[i], values->len))
        return uois_list_condition_new (field, offered[i], (const UoisValue *) values->data, values->len, NULL);
    }
  g_ptr_array_add (gone, g_strdup_printf (_ ("The condition of “%s” is none that this version understands."),
                                          uois_label (field->label)));
  return NULL;
}

static UoisListCondition *
read_condition (const UoisType *type, json_object *object, GPtrArray *gone)
{
  json_object *name;
  json_object *state;
  const UoisField *field;

  if (json_object_object_get_ex (object, "state", &state))
    return read_state (object, state, gone);
  if (!json_object_object_get_ex (object, "field", &name))
    {
      g_ptr_array_add (gone, g_strdup (_ ("A condition names no field.")));
      return NULL;
    }
  field = uois_type_find_field (type, json_object_get_string (name));
  if (field != NULL && uois_field_get_list_kind (field) != UOIS_VALUE_NULL)
    return read_comparison (field, object, gone);
  g_ptr_array_add (gone,
                   /* Translators: a kind of record, a field. */
                   g_strdup_printf (_ ("Records of the kind “%s” have no field “%s” any more."),
                                    uois_type_get_label (type), json_object_get_string (name)));
  return NULL;
}

UoisListFilter *
uois_list_filter_from_string (const UoisType *type, const char *text, GPtrArray *gone, GError **error)
{
  json_object *list = json_tokener_parse (text);
  g_autoptr (GPtrArray) unused = gone == NULL ? g_ptr_array_new_with_free_func (g_free) : NULL;
  g_autoptr (UoisListFilter) filter = uois_list_filter_new (type);

  if (!json_object_is_type (list, json_type_array))
    {
      json_object_put (list);
      g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_SYNTAX, _ ("This text is no filter of a list."));
      return NULL;
    }
  for (gsize i = 0; i < json_object_array_length (list); i++)
    {
      json_object *item = json_object_array_get_idx (list, i);
      g_autoptr (UoisListCondition) condition = read_condition (type, item, gone != NULL ? gone : unused);
      UoisListFilter *longer;

      if (condition == NULL)
        continue;
      longer = uois_list_filter_with (filter, condition);
      uois_list_filter_unref (filter);
      filter = longer;
    }
  json_object_put (list);
  return g_steal_pointer (&filter);
}
