/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "output.h"
#include "verb.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_LIMIT 20

/* "2026-11-24 09:15  Nováková Šárka  Change Person: Malá Eva" */
static void
append_line (GString *text, gint64 number, UoisDateTime at, const char *person, const char *label)
{
  char moment[UOIS_DATETIME_TEXT_LENGTH];

  uois_datetime_format (at, moment);
  /* The minute is enough for people. */
  g_string_append_printf (text, "%" G_GINT64_FORMAT "  %.10s %.5s", number, moment, moment + 11);
  if (person != NULL)
    g_string_append_printf (text, "  %s", person);
  g_string_append_printf (text, "  %s\n", label);
}

/* ---- Of the file ---- */

static gboolean
print_steps (UoisInvocation *invocation, UoisFile *file, guint limit, GError **error)
{
  UoisStepsRequest request = { .limit = limit };
  g_autoptr (GPtrArray) steps = uois_file_list_steps (file, &request, invocation->cancellable, error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (steps == NULL)
    return FALSE;
  for (guint i = 0; i < steps->len; i++)
    {
      const UoisStep *step = g_ptr_array_index (steps, i);
      g_autoptr (GString) label = g_string_new (step->step->label != NULL ? step->step->label : _ ("without a name"));

      if (step->n_records != 1)
        g_string_append_printf (label, ngettext (" (%u record)", " (%u records)", (gulong) step->n_records),
                                (guint) step->n_records);
      if (step->step->undone)
        g_string_append (label, _ (", taken back"));
      append_line (text, step->step->number, step->step->at, step->person, label->str);
    }
  uois_output_text (text->str);
  return TRUE;
}

/* ---- Of a record ---- */

/* A record is found by its id alone: ids are unique all over. */
static UoisTimeline *
find_timeline (UoisInvocation *invocation, UoisFile *file, const UoisUuid *id, const UoisType **type, GError **error)
{
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (uois_file_get_registry (file), &n_tables);

  for (guint i = 0; i < n_tables; i++)
    {
      g_autoptr (UoisTimeline) timeline = uois_file_read_timeline (file, tables[i], id, invocation->cancellable, error);

      *type = tables[i];
      if (timeline == NULL || timeline->entries->len > 0)
        return g_steal_pointer (&timeline);
    }
  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND, _ ("This file never had a record with that id."));
  return NULL;
}

static void
append_changes (GString *text, const UoisType *type, const UoisTimelineEntry *entry)
{
  for (guint i = 1; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];

      if (!entry->moment->changed[i] || column->audit != UOIS_AUDIT_NONE)
        continue;
      g_string_append_printf (
          text, "    %s: %s → %s\n", column->field != NULL ? uois_label (column->field->label) : column->name,
          entry->before[i] != NULL ? entry->before[i] : "–", entry->after[i] != NULL ? entry->after[i] : "–");
    }
}

static gboolean
print_record (UoisInvocation *invocation, UoisFile *file, const UoisUuid *id, guint limit, GError **error)
{
  const UoisType *type = NULL;
  g_autoptr (UoisTimeline) timeline = find_timeline (invocation, file, id, &type, error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (timeline == NULL)
    return FALSE;
  for (guint i = 0; i < timeline->entries->len && i < limit; i++)
    {
      const UoisTimelineEntry *entry = g_ptr_array_index (timeline->entries, i);
      const UoisStoreStep *step = entry->moment->step;

      append_line (text, step->number, step->at, entry->person,
                   step->label != NULL ? step->label : _ ("without a name"));
      append_changes (text, type, entry);
    }
  uois_output_text (text->str);
  return TRUE;
}

UoisExit
uois_verb_history (UoisInvocation *invocation)
{
  g_autofree char *record = NULL;
  int limit = DEFAULT_LIMIT;
  const GOptionEntry options[] = {
    { "record", 0, 0, G_OPTION_ARG_STRING, &record, N_ ("Only what became of this record"), N_ ("ID") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("How many steps at most (20)"), N_ ("NUMBER") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (UoisFile) file = NULL;
  g_autoptr (GError) error = NULL;
  UoisUuid id;
  gboolean done;
  UoisExit exit;

  if (!uois_invocation_parse (invocation, options, 0, 0, &exit))
    return exit;
  if (limit < 1)
    return uois_invocation_misuse (invocation, _ ("history: --limit must be 1 or more."));
  if (record != NULL && !uois_uuid_parse (record, strlen (record), &id))
    return uois_invocation_misuse (invocation, _ ("history: “%s” is no id of a record."), record);

  file = uois_invocation_open (invocation, UOIS_FILE_OPEN_READ_ONLY, &error);
  if (file == NULL)
    return uois_invocation_fail (invocation, error);
  done = record != NULL ? print_record (invocation, file, &id, (guint) limit, &error) :
                          print_steps (invocation, file, (guint) limit, &error);
  if (!uois_invocation_close (file, done, &error))
    return uois_invocation_fail (invocation, error);
  return UOIS_EXIT_OK;
}
