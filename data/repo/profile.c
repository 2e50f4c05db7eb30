/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/profile.h"

#include "base/json-writer.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static void
item_free (gpointer data)
{
  UoisProfileItem *item = data;

  g_free (item->field);
  g_free (item->sql);
  g_free (item->plan);
  g_free (item);
}

UoisProfile *
uois_profile_new (void)
{
  UoisProfile *profile = g_new0 (UoisProfile, 1);

  profile->items = g_ptr_array_new_with_free_func (item_free);
  return profile;
}

void
uois_profile_free (UoisProfile *profile)
{
  g_ptr_array_unref (profile->items);
  g_free (profile);
}

guint64
uois_profile_get_runs (const UoisProfile *profile)
{
  guint64 runs = 0;

  for (guint i = 0; i < profile->items->len; i++)
    runs += ((UoisProfileItem *) profile->items->pdata[i])->runs;
  return runs;
}

guint64
uois_profile_get_rows (const UoisProfile *profile)
{
  guint64 rows = 0;

  for (guint i = 0; i < profile->items->len; i++)
    rows += ((UoisProfileItem *) profile->items->pdata[i])->rows;
  return rows;
}

static double
to_milliseconds (gint64 microseconds)
{
  return microseconds / 1000.0;
}

/* ---- Text ---- */

static void
append_lines (GString *text, const char *lines)
{
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);

  for (guint i = 0; split[i] != NULL; i++)
    if (*split[i] != '\0')
      g_string_append_printf (text, "    %s\n", split[i]);
}

static void
append_item (GString *text, const UoisProfileItem *item)
{
  g_string_append_printf (text, _ ("  %s: %.3f ms, %.3f ms of it by itself; %" PRIu64 " runs, %" PRIu64 " rows\n"),
                          item->field != NULL ? item->field : _ ("a value"), to_milliseconds (item->total),
                          to_milliseconds (item->total - item->below), item->runs, item->rows);
  if (item->sql != NULL)
    append_lines (text, item->sql);
  if (item->plan != NULL)
    append_lines (text, item->plan);
}

char *
uois_profile_to_text (const UoisProfile *profile)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (
      text, _ ("Profile: %.3f ms, %.3f ms of it for understanding the question; %" PRIu64 " bytes\n"),
      to_milliseconds (profile->duration), to_milliseconds (profile->planning), (guint64) profile->bytes);
  for (guint i = 0; i < profile->items->len; i++)
    append_item (text, profile->items->pdata[i]);
  return g_string_free (text, FALSE);
}

/* ---- JSON ---- */

static void
write_text (UoisJsonWriter *writer, const char *name, const char *text)
{
  uois_json_writer_name (writer, name);
  if (text != NULL)
    uois_json_writer_string (writer, text, -1);
  else
    uois_json_writer_literal (writer, "null");
}

static void
write_number (UoisJsonWriter *writer, const char *name, guint64 number)
{
  uois_json_writer_name (writer, name);
  uois_json_writer_integer (writer, number);
}

static void
write_time (UoisJsonWriter *writer, const char *name, gint64 microseconds)
{
  uois_json_writer_name (writer, name);
  uois_json_writer_real (writer, to_milliseconds (microseconds));
}

static void
write_item (UoisJsonWriter *writer, const UoisProfileItem *item)
{
  uois_json_writer_separate (writer);
  uois_json_writer_literal (writer, "{");
  write_text (writer, "field", item->field);
  write_number (writer, "runs", item->runs);
  write_number (writer, "rows", item->rows);
  write_time (writer, "total", item->total);
  write_time (writer, "own", item->total - item->below);
  write_text (writer, "sql", item->sql);
  write_text (writer, "plan", item->plan);
  uois_json_writer_literal (writer, "}");
}

GBytes *
uois_profile_to_json (const UoisProfile *profile)
{
  g_auto (UoisJsonWriter) writer;

  uois_json_writer_init (&writer);
  uois_json_writer_literal (&writer, "{");
  write_time (&writer, "duration", profile->duration);
  write_time (&writer, "planning", profile->planning);
  write_number (&writer, "bytes", profile->bytes);
  uois_json_writer_name (&writer, "fields");
  uois_json_writer_literal (&writer, "[");
  for (guint i = 0; i < profile->items->len; i++)
    write_item (&writer, profile->items->pdata[i]);
  uois_json_writer_literal (&writer, "]}");
  return uois_json_writer_steal (&writer);
}
