/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-library.h"

#include "base/text.h"

#include <string.h>

static const char *const words[] = { "Šárka", "šumava", "Kniha",  "KNIHA", "kniharna", "Česko",
                                     "cesta", "ěra",    "Ostrov", "ostrý", "žluť",     "R.U.R.",
                                     "1984",  "100 %",  "a_b",    "=1+1",  "-5",       "" };
static const char *const field_names[] = { "name", "pages", "price", "lent", "startdate", "printedAt", "shelf" };

#define DAY (G_GINT64_CONSTANT (86400) * 1000 * 1000)
#define MINUTE (G_GINT64_CONSTANT (60) * 1000 * 1000)

/* ---- Values ---- */

static const char *
random_word (void)
{
  return words[g_test_rand_int_range (0, G_N_ELEMENTS (words))];
}

static UoisDateTime
random_time (void)
{
  UoisDateTime day = uois_datetime_from_parts (2023 + g_test_rand_int_range (0, 3), 1 + g_test_rand_int_range (0, 12),
                                               1 + g_test_rand_int_range (0, 3), 0, 0, 0, 0);

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return day;
    case 1:
      return day + DAY - 1;
    case 2:
      return day + g_test_rand_int_range (0, 3) * MINUTE;
    default:
      return day + g_test_rand_int_range (0, 3) * MINUTE + g_test_rand_int_range (0, 3) * (MINUTE / 3);
    }
}

UoisUuid
random_library_shelf (guint number)
{
  return fixture_id (1000 + number);
}

/* One of few, so that values meet. */
static void
set_random (const UoisColumn *column, UoisValue *value)
{
  g_autofree char *text = NULL;
  UoisUuid shelf;

  uois_value_clear (value);
  if (g_test_rand_int_range (0, 6) == 0)
    return;
  switch (column->kind)
    {
    case UOIS_VALUE_TEXT:
      text = g_strconcat (random_word (), g_test_rand_int_range (0, 2) ? " " : "", random_word (), NULL);
      uois_value_set_text (value, text, -1);
      break;
    case UOIS_VALUE_INTEGER:
      uois_value_set_integer (value, g_test_rand_int_range (-3, 12) * 100);
      break;
    case UOIS_VALUE_REAL:
      uois_value_set_real (value, g_test_rand_int_range (-3, 12) * 12.5);
      break;
    case UOIS_VALUE_BOOLEAN:
      uois_value_set_boolean (value, g_test_rand_int_range (0, 2));
      break;
    case UOIS_VALUE_DATETIME:
      uois_value_set_datetime (value, random_time ());
      break;
    default:
      shelf = random_library_shelf ((guint) g_test_rand_int_range (0, RANDOM_SHELVES));
      uois_value_set_uuid (value, &shelf);
    }
}

/* ---- Filling ---- */

typedef struct
{
  Fixture *fixture;
  guint n_books;
} Filling;

static gboolean
insert (UoisFileBulk *bulk, const UoisType *type, guint number, GError **error)
{
  g_autofree UoisValue *values = g_new0 (UoisValue, type->columns.length);
  UoisUuid id = fixture_id (number);
  gboolean done;

  uois_value_set_uuid (&values[0], &id);
  for (guint i = 1; i < type->columns.length; i++)
    if (type->columns.items[i]->target == NULL || !g_str_equal (type->columns.items[i]->name, "parent_id"))
      set_random (type->columns.items[i], &values[i]);
  done = uois_file_bulk_insert (bulk, type, values, error);
  for (guint i = 0; i < type->columns.length; i++)
    uois_value_clear (&values[i]);
  return done;
}

static gboolean
fill (UoisFileBulk *bulk, gpointer data, GCancellable *cancellable, GError **error)
{
  const Filling *filling = data;

  for (guint i = 0; i < RANDOM_SHELVES; i++)
    if (!insert (bulk, filling->fixture->shelf, 1000 + i, error))
      return FALSE;
  for (guint i = 0; i < filling->n_books; i++)
    if (!insert (bulk, filling->fixture->book, 10000 + i, error))
      return FALSE;
  return TRUE;
}

void
random_library_fill (Fixture *fixture, guint n_books)
{
  Filling filling = { fixture, n_books };
  g_autoptr (GError) error = NULL;

  uois_file_bulk (fixture->file, "Fill", fill, &filling, NULL, &error);
  g_assert_no_error (error);
}

/* ---- Questions ---- */

static UoisListCondition *
random_condition (Fixture *fixture)
{
  const char *name = field_names[g_test_rand_int_range (0, G_N_ELEMENTS (field_names))];
  const UoisField *field = uois_type_find_field (fixture->book, name);
  guint n_offered;
  const UoisListOperator *offered = uois_field_list_operators (field, &n_offered);
  UoisListOperator compare = offered[g_test_rand_int_range (0, (gint32) n_offered)];
  guint n_values = uois_list_operator_get_arity (compare) * (guint) g_test_rand_int_range (1, 4);
  UoisValue values[6] = { 0 };
  UoisListCondition *condition;

  for (guint i = 0; i < n_values; i++)
    do
      set_random (field->column, &values[i]);
    while (values[i].kind == UOIS_VALUE_NULL && compare != UOIS_LIST_BETWEEN && compare != UOIS_LIST_IS &&
           compare != UOIS_LIST_IS_NOT);
  condition = uois_list_condition_new (field, compare, values, n_values, NULL);
  for (guint i = 0; i < n_values; i++)
    uois_value_clear (&values[i]);
  return condition;
}

UoisListFilter *
random_library_filter (Fixture *fixture)
{
  UoisListFilter *filter = uois_list_filter_new (fixture->book);

  for (int i = g_test_rand_int_range (0, 4); i > 0; i--)
    {
      g_autoptr (UoisListCondition) condition = random_condition (fixture);
      UoisListFilter *longer = uois_list_filter_with (filter, condition);

      uois_list_filter_unref (filter);
      filter = longer;
    }
  return filter;
}

const char *
random_library_search (void)
{
  static const char *const searches[] = { NULL, NULL, NULL, "kniha", "os", "sar kni" };

  return searches[g_test_rand_int_range (0, G_N_ELEMENTS (searches))];
}

/* ---- Answers ---- */

static gint64
duration (UoisDateTime time)
{
  return time % DAY == 0 ? DAY : time % MINUTE == 0 ? MINUTE : 1;
}

/* Below, inside or above what is meant by @other: -1, 0, 1. */
static int
compare_values (const UoisValue *value, const UoisValue *other)
{
  switch (value->kind)
    {
    case UOIS_VALUE_INTEGER:
    case UOIS_VALUE_BOOLEAN:
      return (value->integer > other->integer) - (value->integer < other->integer);
    case UOIS_VALUE_REAL:
      return (value->real > other->real) - (value->real < other->real);
    case UOIS_VALUE_DATETIME:
      return (value->datetime >= other->datetime + duration (other->datetime)) - (value->datetime < other->datetime);
    default:
      return uois_value_equal (value, other) ? 0 : 1;
    }
}

static gboolean
is_empty (const UoisValue *value)
{
  return value->kind == UOIS_VALUE_NULL || (value->kind == UOIS_VALUE_TEXT && value->length == 0);
}

static gboolean
has_part (const UoisValue *value, const UoisValue *part, gboolean at_start)
{
  g_autofree char *text = uois_text_fold (value->text, value->length);
  g_autofree char *wanted = uois_text_fold (part->text, part->length);

  return at_start ? g_str_has_prefix (text, wanted) : strstr (text, wanted) != NULL;
}

static gboolean
fits (const UoisListCondition *condition, guint index, const UoisValue *value)
{
  const UoisValue *wanted = &condition->values[index];

  if (condition->compare == UOIS_LIST_IS || condition->compare == UOIS_LIST_IS_NOT)
    {
      if (wanted->kind == UOIS_VALUE_NULL)
        return is_empty (value);
      return value->kind != UOIS_VALUE_NULL && compare_values (value, wanted) == 0;
    }
  if (value->kind == UOIS_VALUE_NULL)
    return FALSE;
  switch (condition->compare)
    {
    case UOIS_LIST_CONTAINS:
      return has_part (value, wanted, FALSE);
    case UOIS_LIST_BEGINS_WITH:
      return has_part (value, wanted, TRUE);
    case UOIS_LIST_LESS:
      return compare_values (value, wanted) < 0;
    case UOIS_LIST_GREATER:
      return compare_values (value, wanted) > 0;
    default:
      return (wanted[0].kind == UOIS_VALUE_NULL || compare_values (value, &wanted[0]) >= 0) &&
             (wanted[1].kind == UOIS_VALUE_NULL || compare_values (value, &wanted[1]) <= 0);
    }
}

static gboolean
holds (const UoisListCondition *condition, const UoisValue *value)
{
  guint step = uois_list_operator_get_arity (condition->compare);
  gboolean any = FALSE;

  if (step == 0)
    return is_empty (value) == (condition->compare == UOIS_LIST_IS_EMPTY);
  for (guint i = 0; i < condition->n_values; i += step)
    any |= fits (condition, i, value);
  return any != (condition->compare == UOIS_LIST_IS_NOT);
}

/* Every word of @search begins a word of @text. */
static gboolean
has_words (const char *text, const char *search)
{
  g_autofree char *folded = uois_text_fold (text, -1);
  g_auto (GStrv) wanted = g_strsplit (search, " ", -1);
  g_auto (GStrv) there = NULL;

  for (char *c = folded; *c != '\0'; c++)
    if ((guchar) *c < 128 && !g_ascii_isalnum (*c))
      *c = ' ';
  there = g_strsplit (folded, " ", -1);
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; there[j] != NULL; j++)
        found |= g_str_has_prefix (there[j], wanted[i]);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

const UoisField *const *
random_library_fields (Fixture *fixture, guint *length)
{
  static const UoisField *fields[G_N_ELEMENTS (field_names)];

  for (guint i = 0; i < G_N_ELEMENTS (field_names); i++)
    fields[i] = uois_type_find_field (fixture->book, field_names[i]);
  *length = G_N_ELEMENTS (field_names);
  return fields;
}

const UoisValue *
random_library_value (const UoisRecord *record, const UoisField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_names); i++)
    if (g_str_equal (field_names[i], field->name))
      return &record->values[i];
  g_assert_not_reached ();
}

static gboolean
is_expected (const UoisRecord *record, const UoisListRequest *request)
{
  const UoisField *shelf = uois_type_find_field (request->type, "shelf");
  const UoisField *name = uois_type_find_field (request->type, "name");
  const UoisValue *stands = random_library_value (record, shelf);
  const UoisValue *text = random_library_value (record, name);

  if (request->relation != NULL &&
      (stands->kind == UOIS_VALUE_NULL || !uois_uuid_equal (&stands->uuid, &request->parent)))
    return FALSE;
  if (request->search != NULL && (text->kind == UOIS_VALUE_NULL || !has_words (text->text, request->search)))
    return FALSE;
  for (guint i = 0; request->filter != NULL && i < request->filter->n_conditions; i++)
    {
      const UoisListCondition *condition = request->filter->conditions[i];

      if (!holds (condition, random_library_value (record, condition->field)))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
random_library_expect (Fixture *fixture, const UoisListRequest *request)
{
  guint n_fields;
  const UoisField *const *fields = random_library_fields (fixture, &n_fields);
  UoisListRequest all = { .type = request->type, .sort = request->sort, .descending = request->descending };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = uois_file_list (fixture->file, &all, NULL, &error);
  g_autoptr (GPtrArray) records = NULL;
  GPtrArray *expected = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_record_unref);

  g_assert_no_error (error);
  records = uois_file_fetch (fixture->file, request->type, (const gint64 *) rows->data, rows->len, fields, n_fields,
                             NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    if (is_expected (records->pdata[i], request))
      g_ptr_array_add (expected, uois_record_ref (records->pdata[i]));
  return expected;
}
