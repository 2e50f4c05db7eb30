/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/load-report.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  UoisSeedFaultKind kind;
  char *key;   /* nullable */
  char *value; /* nullable: of the first row */
  const UoisColumn *column;
  guint64 first;
  guint64 count;
} Reason;

static void
reason_free (gpointer data)
{
  Reason *reason = data;

  g_free (reason->key);
  g_free (reason->value);
  g_free (reason);
}

UoisLoadReport *
uois_load_report_new (const char *name, const UoisType *type)
{
  UoisLoadReport *report = g_new0 (UoisLoadReport, 1);

  report->table = g_new0 (UoisLoadTable, 1);
  report->table->name = g_strdup (name);
  report->table->type = type;
  report->table->reasons = g_ptr_array_new_with_free_func (g_free);
  report->table->notes = g_ptr_array_new_with_free_func (g_free);
  report->reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, reason_free);
  report->reason_list = g_ptr_array_new ();
  return report;
}

void
uois_load_table_free (UoisLoadTable *table)
{
  g_free (table->name);
  g_ptr_array_unref (table->reasons);
  g_ptr_array_unref (table->notes);
  g_free (table);
}

void
uois_load_report_free (UoisLoadReport *report)
{
  g_clear_pointer (&report->table, uois_load_table_free);
  g_ptr_array_unref (report->reason_list);
  g_hash_table_unref (report->reasons);
  g_free (report);
}

void
uois_load_report_reject (UoisLoadReport *report, const UoisSeedFault *fault, guint64 number, guint64 n_rows)
{
  g_autofree char *what = g_strdup_printf ("%d %s", fault->kind, fault->key != NULL ? fault->key : "");
  Reason *reason = g_hash_table_lookup (report->reasons, what);

  report->table->rejected += n_rows;
  if (reason == NULL)
    {
      reason = g_new0 (Reason, 1);
      reason->kind = fault->kind;
      reason->key = g_strdup (fault->key);
      reason->value = g_strdup (fault->value);
      reason->column = fault->column;
      reason->first = number;
      g_hash_table_insert (report->reasons, g_steal_pointer (&what), reason);
      g_ptr_array_add (report->reason_list, reason);
    }
  reason->count += n_rows;
}

void
uois_load_report_take_back (UoisLoadReport *report, const UoisSeedFault *fault, guint64 number)
{
  report->table->stored--;
  uois_load_report_reject (report, fault, number, 1);
}

/* ---- Sentences ---- */

static const char *
describe_expectation (const UoisColumn *column)
{
  switch (column->kind)
    {
    case UOIS_VALUE_BOOLEAN:
      return _ ("true or false");
    case UOIS_VALUE_INTEGER:
      return _ ("a whole number");
    case UOIS_VALUE_REAL:
      return _ ("a number");
    case UOIS_VALUE_TEXT:
      return _ ("a text");
    case UOIS_VALUE_UUID:
      return _ ("a UUID in quotes");
    case UOIS_VALUE_DATETIME:
    case UOIS_VALUE_DATE:
      return _ ("a time in quotes");
    default:
      g_return_val_if_reached ("");
    }
}

/* What is wrong, without where. */
static char *
describe_fault (const Reason *reason)
{
  switch (reason->kind)
    {
    case UOIS_SEED_NO_TABLE:
      return g_strdup (_ ("no table has that name"));
    case UOIS_SEED_NO_OBJECT:
      return g_strdup_printf (_ ("a row must be an object, not %s"), reason->value);
    case UOIS_SEED_NO_ID:
      return g_strdup (_ ("the row has no id"));
    case UOIS_SEED_BAD_UUID:
      return g_strdup_printf (_ ("“%s” is %s, which is no UUID"), reason->key, reason->value);
    case UOIS_SEED_BAD_TIME:
      return g_strdup_printf (_ ("“%s” is %s, which is no time like 2026-11-24T14:05:00"), reason->key, reason->value);
    case UOIS_SEED_BAD_TYPE:
      return g_strdup_printf (_ ("“%s” is %s instead of %s"), reason->key, reason->value,
                              describe_expectation (reason->column));
    case UOIS_SEED_BAD_TEXT:
      return g_strdup_printf (_ ("“%s” holds a zero character"), reason->key);
    case UOIS_SEED_TWICE:
      return g_strdup_printf (_ ("a row before it has the same id %s"), reason->value);
    case UOIS_SEED_BAD_REFERENCE:
      return g_strdup_printf (_ ("“%s” is %s, which is neither in the table “%s” nor among the rows stored now"),
                              reason->key, reason->value, reason->column->target->table);
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
describe_reason (const Reason *reason, const UoisLoadTable *table)
{
  g_autofree char *fault = describe_fault (reason);
  gulong n = (gulong) reason->count;

  if (reason->kind == UOIS_SEED_NO_TABLE || reason->first == 0)
    /* Translators: a number of rows, then why they were not stored. */
    return g_strdup_printf (ngettext ("%lu row was not stored: %s.", "%lu rows were not stored: %s.", n), n, fault);

  if (n == 1)
    /* Translators: a table, the number of the row in it, why it was not stored. */
    return g_strdup_printf (_ ("%s, row %lu was not stored: %s."), table->name, (gulong) reason->first, fault);

  /* Translators: a number of rows, a table, the first of the rows, why it was not stored. */
  return g_strdup_printf (ngettext ("%lu row was not stored; %s, row %lu, for example: %s.",
                                    "%lu rows were not stored; %s, row %lu, for example: %s.", n),
                          n, table->name, (gulong) reason->first, fault);
}

UoisLoadTable *
uois_load_report_finish (UoisLoadReport *report)
{
  for (guint i = 0; i < report->reason_list->len; i++)
    g_ptr_array_add (report->table->reasons,
                     describe_reason (g_ptr_array_index (report->reason_list, i), report->table));
  return g_steal_pointer (&report->table);
}
