/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "output.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "verb.h"

/* Why the first write failed; stdio keeps only that one did. */
static int write_errno;

void
uois_output_bytes (const char *bytes, gsize length)
{
  errno = 0;
  if (fwrite (bytes, 1, length, stdout) < length && write_errno == 0)
    write_errno = errno;
}

void
uois_output_text (const char *text)
{
  uois_output_bytes (text, strlen (text));
}

static void
append_line (GString *text, guint level)
{
  g_string_append_c (text, '\n');
  for (guint i = 0; i < level; i++)
    g_string_append (text, "  ");
}

static const char *
find_string_end (const char *start, const char *end)
{
  const char *at;

  for (at = start + 1; at < end && *at != '"'; at++)
    if (*at == '\\')
      at++;
  return MIN (at + 1, end);
}

void
uois_output_indent_json (GString *text, const char *json, gsize length)
{
  const char *end = json + length;
  guint level = 0;

  for (const char *at = json; at < end; at++)
    switch (*at)
      {
      case '"':
        {
          const char *after = find_string_end (at, end);

          g_string_append_len (text, at, after - at);
          at = after - 1;
        }
        break;
      case '{':
      case '[':
        g_string_append_c (text, *at);
        if (at + 1 < end && (at[1] == '}' || at[1] == ']'))
          g_string_append_c (text, *++at);
        else
          append_line (text, ++level);
        break;
      case '}':
      case ']':
        append_line (text, --level);
        g_string_append_c (text, *at);
        break;
      case ',':
        g_string_append_c (text, ',');
        append_line (text, level);
        break;
      case ':':
        g_string_append (text, ": ");
        break;
      case ' ':
      case '\n':
      case '\r':
      case '\t':
        break;
      default:
        g_string_append_c (text, *at);
      }
}

void
uois_output_json (const char *json, gsize length)
{
  if (isatty (STDOUT_FILENO))
    {
      g_autoptr (GString) text = g_string_sized_new (length * 2);

      uois_output_indent_json (text, json, length);
      uois_output_bytes (text->str, text->len);
    }
  else
    uois_output_bytes (json, length);
  uois_output_text ("\n");
}

void
uois_output_profile (const UoisProfile *profile, gboolean json)
{
  if (json)
    {
      g_autoptr (GBytes) bytes = uois_profile_to_json (profile);

      fprintf (stderr, "%.*s\n", (int) g_bytes_get_size (bytes), (const char *) g_bytes_get_data (bytes, NULL));
    }
  else
    {
      g_autofree char *text = uois_profile_to_text (profile);

      fputs (text, stderr);
    }
}

gboolean
uois_output_finish (void)
{
  if (fflush (stdout) != 0 && write_errno == 0)
    write_errno = errno;
  if (write_errno == 0)
    return TRUE;
  uois_say (_ ("Not all of the output could be written (%s); write it to another place."), g_strerror (write_errno));
  return FALSE;
}

void
uois_output_progress (double fraction, const char *what, gpointer data)
{
  static gint64 shown_at;
  gint64 now = g_get_monotonic_time ();

  if (!isatty (STDERR_FILENO) || now - shown_at < G_TIME_SPAN_SECOND / 10)
    return;
  shown_at = now;
  fprintf (stderr, "\r\033[K%3d %%  %s", (int) (fraction * 100), what == NULL ? "" : what);
  fflush (stderr);
}

void
uois_output_progress_end (void)
{
  if (isatty (STDERR_FILENO))
    fputs ("\r\033[K", stderr);
}
