/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/bound-select.h"
#include "repo/draft-private.h"
#include "repo/present.h"

#include <glib/gi18n-lib.h>

/* Records that hold for a time each, of which two of the same key should not hold at once, nor leave a short while
 * between them: a person is a member of a group once. Neither is impossible, so these are warnings. */

/* From when to when a record holds: G_MININT64 and G_MAXINT64 stand for a missing end. */
typedef struct
{
  gint64 from;
  gint64 to;
} Period;

static Period
make_period (const UoisValue *from, const UoisValue *to)
{
  return (Period){ from->kind == UOIS_VALUE_NULL ? G_MININT64 : from->datetime,
                   to->kind == UOIS_VALUE_NULL ? G_MAXINT64 : to->datetime };
}

static Period
get_period (UoisDraft *draft)
{
  return make_period (UOIS_ROW_VALUE (draft->values, draft->type->period_from),
                      UOIS_ROW_VALUE (draft->values, draft->type->period_to));
}

/* ---- Which count ---- */

/* Whether it is a record of which there may be another, and one that holds. */
static gboolean
counts (UoisDraft *draft)
{
  const UoisType *type = draft->type;

  for (guint i = 0; i < type->period_key.length; i++)
    if (UOIS_ROW_VALUE (draft->values, type->period_key.items[i])->kind == UOIS_VALUE_NULL)
      return FALSE;
  if (type->period_while == NULL)
    return TRUE;

  const UoisValue *holds = UOIS_ROW_VALUE (draft->values, type->period_while);
  return holds->kind == UOIS_VALUE_NULL || holds->integer != 0;
}

/* What a person does not touch is not held against them. */
static gboolean
is_touched (UoisDraft *draft)
{
  const UoisType *type = draft->type;
  gboolean touched = draft->is_new || uois_draft_is_changed (draft, type->period_from) ||
                     uois_draft_is_changed (draft, type->period_to) ||
                     (type->period_while != NULL && uois_draft_is_changed (draft, type->period_while));

  for (guint i = 0; i < type->period_key.length; i++)
    touched |= uois_draft_is_changed (draft, type->period_key.items[i]);
  return touched;
}

static gboolean
has_same_key (UoisDraft *a, UoisDraft *b)
{
  for (guint i = 0; i < a->type->period_key.length; i++)
    {
      const UoisColumn *column = a->type->period_key.items[i];

      if (!uois_value_equal (UOIS_ROW_VALUE (a->values, column), UOIS_ROW_VALUE (b->values, column)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_edited (GPtrArray *drafts, const UoisType *type, const UoisUuid *id)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      UoisDraft *draft = g_ptr_array_index (drafts, i);

      if (draft->type == type && uois_uuid_equal (uois_draft_get_id (draft), id))
        return TRUE;
    }
  return FALSE;
}

/* ---- The others ---- */

static gboolean
list_in_file (
    UoisFile *file, UoisStoreReader *reader, GPtrArray *drafts, UoisDraft *draft, GArray *periods, GError **error)
{
  const UoisType *type = draft->type;
  g_auto (UoisBoundSelect) bound = { NULL };
  g_auto (UoisValue) from = UOIS_VALUE_INIT;
  g_auto (UoisValue) to = UOIS_VALUE_INIT;
  UoisStoreStatement *statement;
  int step;

  uois_bound_select_init (&bound, file, type);
  uois_select_add_column (bound.select, 0, type->columns.items[0]);
  uois_select_add_column (bound.select, 0, type->period_from);
  uois_select_add_column (bound.select, 0, type->period_to);
  if (type->period_while != NULL)
    uois_select_add_column (bound.select, 0, type->period_while);
  for (guint i = 0; i < type->period_key.length; i++)
    {
      const UoisColumn *column = type->period_key.items[i];
      guint parameter = uois_bound_select_add_value (&bound, UOIS_ROW_VALUE (draft->values, column));

      uois_select_take_condition (bound.select, uois_condition_new_compare (UOIS_COMPARE_EQUAL, column, parameter));
    }
  statement = uois_bound_select_open (&bound, reader, error);
  if (statement == NULL)
    return FALSE;

  while ((step = uois_store_statement_step (statement, error)) == 1)
    {
      UoisUuid id = uois_bound_select_read_uuid (statement, 0);
      Period period;

      if (is_edited (drafts, type, &id) ||
          (type->period_while != NULL && !uois_store_statement_is_null (statement, 3) &&
           uois_store_statement_get_integer (statement, 3) == 0))
        continue;
      uois_store_statement_get_value (statement, 1, type->period_from->kind, &from);
      uois_store_statement_get_value (statement, 2, type->period_to->kind, &to);
      period = make_period (&from, &to);
      g_array_append_val (periods, period);
    }
  uois_store_statement_release (statement);
  return step == 0;
}

/* Of two that are edited together the second is warned of. */
static void
list_edited (GPtrArray *drafts, guint index, GArray *periods)
{
  UoisDraft *draft = g_ptr_array_index (drafts, index);

  for (guint i = 0; i < index; i++)
    {
      UoisDraft *other = g_ptr_array_index (drafts, i);
      Period period;

      if (other->type != draft->type || !counts (other) || !has_same_key (draft, other))
        continue;
      period = get_period (other);
      g_array_append_val (periods, period);
    }
}

/* ---- In words ---- */

static char *
present_end (const UoisColumn *column, gint64 at)
{
  UoisValue value = UOIS_VALUE_INIT;

  uois_value_set_datetime (&value, at);
  return uois_present_value (&value, column->field != NULL ? column->field->presentation : UOIS_PRESENT_DATE);
}

static char *
describe (const UoisType *type, const Period *period)
{
  g_autofree char *from = period->from != G_MININT64 ? present_end (type->period_from, period->from) : NULL;
  g_autofree char *to = period->to != G_MAXINT64 ? present_end (type->period_to, period->to) : NULL;

  if (from != NULL && to != NULL)
    return g_strdup_printf ("%s – %s", from, to);
  if (from != NULL)
    /* Translators: a period without an end; a date. */
    return g_strdup_printf (_ ("since %s"), from);
  if (to != NULL)
    /* Translators: a period without a beginning; a date. */
    return g_strdup_printf (_ ("until %s"), to);
  return g_strdup (_ ("without beginning and end"));
}

static void
warn_overlap (UoisDraft *draft, guint index, const Period *other, GPtrArray *problems)
{
  g_autofree char *text = describe (draft->type, other);

  uois_problem_list_add (problems, index, draft->type->period_from, UOIS_SEVERITY_WARNING,
                         /* Translators: a kind of record, when that other one holds. */
                         g_strdup_printf (_ ("At the same time there is another such record (%s): %s."),
                                          uois_type_get_label (draft->type), text),
                         _ ("Let the one end before the other begins, or keep only one of them."));
}

/* Whole days between an end and a beginning; where people see dates, both days themselves are held. */
static gint64
count_days (const UoisColumn *column, gint64 end, gint64 beginning)
{
  gboolean dates =
      column->kind == UOIS_VALUE_DATE || (column->field != NULL && column->field->presentation == UOIS_PRESENT_DATE);

  return (beginning - end) / G_TIME_SPAN_DAY - (dates ? 1 : 0);
}

static void
warn_gap (
    UoisDraft *draft, guint index, const UoisColumn *column, gint64 days, const Period *other, GPtrArray *problems)
{
  g_autofree char *text = describe (draft->type, other);

  uois_problem_list_add (problems, index, column, UOIS_SEVERITY_WARNING,
                         /* Translators: when another record of the kind holds. */
                         g_strdup_printf (ngettext ("%d day is missing between this and %s.",
                                                    "%d days are missing between this and %s.", (gulong) days),
                                          (int) days, text),
                         _ ("Check the dates, or leave them if that is so."));
}

/* ---- The whole ---- */

/* The nearest ones before and after; of those that overlap, any is enough. */
static void
judge (UoisDraft *draft, guint index, GArray *periods, GPtrArray *problems)
{
  const UoisType *type = draft->type;
  Period own = get_period (draft);
  const Period *before = NULL;
  const Period *after = NULL;

  for (guint i = 0; i < periods->len; i++)
    {
      const Period *other = &g_array_index (periods, Period, i);

      if (other->from < own.to && own.from < other->to)
        {
          warn_overlap (draft, index, other, problems);
          return;
        }
      if (other->to <= own.from && (before == NULL || other->to > before->to))
        before = other;
      if (other->from >= own.to && (after == NULL || other->from < after->from))
        after = other;
    }

  gint64 days_before = before != NULL ? count_days (type->period_from, before->to, own.from) : 0;
  gint64 days_after = after != NULL ? count_days (type->period_to, own.to, after->from) : 0;
  if (days_before > 0 && days_before <= type->period_gap)
    warn_gap (draft, index, type->period_from, days_before, before, problems);
  if (days_after > 0 && days_after <= type->period_gap)
    warn_gap (draft, index, type->period_to, days_after, after, problems);
}

gboolean
uois_draft_check_neighbours (
    UoisFile *file, UoisStoreReader *reader, GPtrArray *drafts, guint index, GPtrArray *problems, GError **error)
{
  UoisDraft *draft = g_ptr_array_index (drafts, index);
  g_autoptr (GArray) periods = NULL;

  if (draft->type->period_key.length == 0 || !is_touched (draft) || !counts (draft))
    return TRUE;
  periods = g_array_new (FALSE, FALSE, sizeof (Period));
  if (!list_in_file (file, reader, drafts, draft, periods, error))
    return FALSE;
  list_edited (drafts, index, periods);
  judge (draft, index, periods, problems);
  return TRUE;
}
