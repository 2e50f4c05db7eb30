/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "verb-export.h"

#include "output-file.h"
#include "output.h"
#include "verb.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/**
 * Export: what the command line asks for.
 * @fields: (element-type UoisField)
 */
typedef struct
{
  const UoisType *type;
  char **conditions;
  char *search;
  char *columns;
  char *format;
  char *delimiter;
  char *output;
  UoisExportOptions options;
  GPtrArray *fields;
} Export;

static void
export_clear (Export *export)
{
  g_strfreev (export->conditions);
  g_free (export->search);
  g_free (export->columns);
  g_free (export->format);
  g_free (export->delimiter);
  g_free (export->output);
  g_clear_pointer (&export->fields, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

/* ---- The command line ---- */

static gboolean
read_fields (Export *export, GError **error)
{
  g_auto (GStrv) names = export->columns != NULL ? g_strsplit (export->columns, ",", -1) : NULL;

  export->fields = g_ptr_array_new ();
  for (guint i = 0; names == NULL && i < export->type->list_fields.length; i++)
    g_ptr_array_add (export->fields, (gpointer) export->type->list_fields.items[i]);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      const UoisField *field = uois_export_find_field (export->type, g_strstrip (names[i]), error);

      if (field == NULL)
        return FALSE;
      g_ptr_array_add (export->fields, (gpointer) field);
    }
  return TRUE;
}

static gboolean
read_format (Export *export, GError **error)
{
  for (guint i = 0; i < UOIS_EXPORT_N_FORMATS; i++)
    if (export->format == NULL || g_str_equal (export->format, uois_export_format_get_name (i)))
      {
        export->options.format = (UoisExportFormat) i;
        return TRUE;
      }
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_USAGE, _ ("--format is csv, tsv, json, xlsx or ods, not “%s”."),
               export->format);
  return FALSE;
}

static gboolean
read_delimiter (Export *export, GError **error)
{
  if (export->delimiter == NULL)
    return TRUE;
  if (strlen (export->delimiter) == 1 && export->options.format == UOIS_EXPORT_CSV)
    {
      export->options.delimiter = export->delimiter[0];
      return TRUE;
    }
  g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_USAGE,
                       _ ("--delimiter takes one character, and goes with --format csv."));
  return FALSE;
}

static gboolean
check_terminal (const Export *export, GError **error)
{
  if (!uois_export_format_is_sheet (export->options.format) || export->output != NULL || !isatty (STDOUT_FILENO))
    return TRUE;
  g_set_error (error, UOIS_ERROR, UOIS_ERROR_USAGE, _ ("A terminal cannot show %s. Name a file with --output."),
               export->format);
  return FALSE;
}

/* What needs no file. */
static gboolean
read_command_line (UoisInvocation *invocation, Export *export, GError **error)
{
  const UoisRegistry *registry = uois_invocation_get_registry (invocation, error);

  if (registry == NULL)
    return FALSE;
  export->type = uois_export_find_type (registry, invocation->arguments[0], error);
  if (export->type == NULL || !read_fields (export, error) || !read_format (export, error) ||
      !read_delimiter (export, error) || !check_terminal (export, error))
    return FALSE;
  /* Who wants a spreadsheet file is a person. */
  export->options.raw = !export->options.for_spreadsheet && !uois_export_format_is_sheet (export->options.format);
  return TRUE;
}

/* ---- The job ---- */

static gboolean
write_records (UoisFile *file, const Export *export, GCancellable *cancellable, GError **error)
{
  g_autoptr (UoisListFilter) filter =
      uois_export_read_filter (file, export->type, (const char *const *) export->conditions, cancellable, error);
  UoisListRequest request = { .type = export->type, .search = export->search, .filter = filter };
  g_autoptr (GOutputStream) output = NULL;
  gint64 count;

  if (filter == NULL)
    return FALSE;
  output = uois_output_file_open (export->output, cancellable, error);
  if (output == NULL)
    return FALSE;
  count =
      uois_file_export (file, &request, NULL, 0, (const UoisField *const *) export->fields->pdata, export->fields->len,
                        &export->options, output, uois_output_progress, NULL, cancellable, error);
  uois_output_progress_end ();
  return uois_output_file_close (output, count >= 0, cancellable, error);
}

static gboolean
run (UoisInvocation *invocation, Export *export, GError **error)
{
  g_autoptr (UoisFile) file = NULL;

  if (!read_command_line (invocation, export, error))
    return FALSE;
  file = uois_invocation_open (invocation, UOIS_FILE_OPEN_READ_ONLY, error);
  return file != NULL &&
         uois_invocation_close (file, write_records (file, export, invocation->cancellable, error), error);
}

UoisExit
uois_verb_export (UoisInvocation *invocation)
{
  g_auto (Export) export = { 0 };
  const GOptionEntry options[] = {
    { "where", 'w', 0, G_OPTION_ARG_STRING_ARRAY, &export.conditions, N_ ("Only records for which this holds"),
      N_ ("CONDITION") },
    { "search", 's', 0, G_OPTION_ARG_STRING, &export.search, N_ ("Only records that have these words"), N_ ("TEXT") },
    { "columns", 'c', 0, G_OPTION_ARG_STRING, &export.columns, N_ ("These fields (without it: those of the list)"),
      N_ ("NAME,NAME…") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &export.format, N_ ("csv, tsv, json, xlsx or ods (csv)"), N_ ("FORMAT") },
    { "delimiter", 0, 0, G_OPTION_ARG_STRING, &export.delimiter, N_ ("What separates the fields of csv (a comma)"),
      N_ ("CHARACTER") },
    { "spreadsheet", 0, 0, G_OPTION_ARG_NONE, &export.options.for_spreadsheet, N_ ("For a person, in a spreadsheet"),
      NULL },
    { "bom", 0, 0, G_OPTION_ARG_NONE, &export.options.byte_order_mark,
      N_ ("Begin with a byte order mark, as older spreadsheets want it"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &export.output, N_ ("Where to (without it: standard output)"),
      N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  UoisExit exit;

  if (!uois_invocation_parse (invocation, options, 1, 1, &exit))
    return exit;
  if (run (invocation, &export, &error))
    return UOIS_EXIT_OK;
  if (g_error_matches (error, UOIS_ERROR, UOIS_ERROR_USAGE))
    return uois_invocation_misuse (invocation, "%s: %s", invocation->verb->name, error->message);
  return uois_invocation_fail (invocation, error);
}
