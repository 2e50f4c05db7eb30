/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "output.h"
#include "text-table.h"
#include "verb.h"

#include <glib/gi18n-lib.h>

/* ---- make ---- */

static UoisBackup *
make_backup (UoisInvocation *invocation, GError **error)
{
  g_autoptr (UoisFile) file = uois_invocation_open (invocation, UOIS_FILE_OPEN_READ_ONLY, error);
  g_autoptr (UoisBackup) backup = NULL;

  if (file == NULL)
    return NULL;
  backup = uois_file_back_up (file, UOIS_BACKUP_BY_HAND, uois_output_progress, NULL, invocation->cancellable, error);
  uois_output_progress_end ();
  if (!uois_invocation_close (file, backup != NULL, error))
    return NULL;
  return g_steal_pointer (&backup);
}

static UoisExit
run_make (UoisInvocation *invocation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisBackup) backup = make_backup (invocation, &error);
  g_autofree char *line = NULL;

  if (backup == NULL)
    return uois_invocation_fail (invocation, error);
  line = g_strdup_printf ("%s\n", backup->path);
  uois_output_text (line);
  return UOIS_EXIT_OK;
}

/* ---- list ---- */

static UoisExit
run_list (UoisInvocation *invocation)
{
  g_autofree char *path = uois_invocation_get_path (invocation);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = uois_backup_list (path, invocation->cancellable, &error);
  g_autoptr (UoisTextTable) table = uois_text_table_new (3);
  g_autofree char *text = NULL;

  if (backups == NULL)
    return uois_invocation_fail (invocation, error);
  if (backups->len == 0)
    {
      uois_say (_ ("There are no backups of “%s”; make one with: uois-desk backup make"), path);
      return UOIS_EXIT_OK;
    }

  uois_text_table_add (table, _ ("Backup"));
  uois_text_table_add (table, _ ("Size"));
  uois_text_table_add (table, _ ("Records"));
  for (guint i = 0; i < backups->len; i++)
    {
      const UoisBackup *backup = g_ptr_array_index (backups, i);
      g_autofree char *name = g_path_get_basename (backup->path);
      g_autofree char *size = g_format_size ((guint64) backup->size);

      uois_text_table_add (table, name);
      uois_text_table_add (table, size);
      if (backup->n_records >= 0)
        uois_text_table_add_number (table, (guint64) backup->n_records);
      else
        uois_text_table_add (table, "?");
    }
  text = uois_text_table_to_string (table);
  uois_output_text (text);
  return UOIS_EXIT_OK;
}

/* ---- restore ---- */

/* By its name in the list, or as a path. */
static const UoisBackup *
find_backup (GPtrArray *backups, const char *wanted)
{
  g_autofree char *wanted_name = g_path_get_basename (wanted);

  for (guint i = 0; i < backups->len; i++)
    {
      const UoisBackup *backup = g_ptr_array_index (backups, i);
      g_autofree char *name = g_path_get_basename (backup->path);

      if (g_str_equal (name, wanted_name))
        return backup;
    }
  return NULL;
}

static void
print_preview (const UoisRestorePreview *preview)
{
  g_autoptr (UoisTextTable) table = uois_text_table_new (4);
  g_autofree char *text = NULL;
  g_autoptr (GString) rest = g_string_new (NULL);

  uois_text_table_add (table, _ ("What would be lost"));
  uois_text_table_add (table, _ ("Made since"));
  uois_text_table_add (table, _ ("Changed since"));
  uois_text_table_add (table, _ ("Deleted since"));
  for (guint i = 0; i < preview->tables->len; i++)
    {
      const UoisRestoreTable *row = g_ptr_array_index (preview->tables, i);

      uois_text_table_add (table, uois_type_get_label_many (row->type));
      uois_text_table_add_number (table, row->made);
      uois_text_table_add_number (table, row->changed);
      uois_text_table_add_number (table, row->deleted);
    }
  text = uois_text_table_to_string (table);
  g_string_append (rest, text);
  for (guint i = 0; i < preview->steps->len; i++)
    {
      const UoisStoreStep *step = g_ptr_array_index (preview->steps, i);

      g_string_append_printf (rest, "  %s\n", step->label != NULL ? step->label : _ ("without a name"));
    }
  if (preview->n_steps > preview->steps->len)
    g_string_append_printf (rest, _ ("  and %u more steps\n"), (guint) (preview->n_steps - preview->steps->len));
  if (preview->n_unsent > 0)
    g_string_append_printf (rest,
                            ngettext ("%u change that waits to be sent would never be.\n",
                                      "%u changes that wait to be sent would never be.\n", (gulong) preview->n_unsent),
                            (guint) preview->n_unsent);
  uois_output_text (rest->str);
}

static gboolean
show_preview (UoisInvocation *invocation, const UoisBackup *backup, GError **error)
{
  g_autoptr (UoisFile) file = uois_invocation_open (invocation, UOIS_FILE_OPEN_READ_ONLY, error);
  g_autoptr (UoisRestorePreview) preview = NULL;

  if (file == NULL)
    return FALSE;
  preview = uois_file_preview_restore (file, backup, invocation->cancellable, error);
  if (preview != NULL)
    print_preview (preview);
  return uois_invocation_close (file, preview != NULL, error);
}

/* For a file that cannot be opened there is another way. */
static gboolean
is_beyond_opening (const GError *error)
{
  return g_error_matches (error, UOIS_ERROR, UOIS_ERROR_DAMAGED) ||
         g_error_matches (error, UOIS_ERROR, UOIS_ERROR_NOT_OURS) ||
         g_error_matches (error, UOIS_ERROR, UOIS_ERROR_NOT_FOUND);
}

static gboolean
restore (UoisInvocation *invocation, const char *path, const UoisBackup *backup, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (UoisFile) file = uois_invocation_open (invocation, UOIS_FILE_OPEN_NONE, &failure);
  g_autoptr (UoisBackup) kept = NULL;
  g_autofree char *kept_name = NULL;

  if (file == NULL && is_beyond_opening (failure))
    return uois_backup_put_back (path, backup, invocation->cancellable, error);
  if (file == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  kept = uois_file_restore (file, backup, uois_output_progress, NULL, invocation->cancellable, error);
  uois_output_progress_end ();
  if (!uois_invocation_close (file, kept != NULL, error))
    return FALSE;
  kept_name = g_path_get_basename (kept->path);
  uois_say (_ ("What was there is kept as %s."), kept_name);
  return TRUE;
}

static UoisExit
run_restore (UoisInvocation *invocation, const char *name, gboolean dry_run)
{
  g_autofree char *path = uois_invocation_get_path (invocation);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = uois_backup_list (path, invocation->cancellable, &error);
  const UoisBackup *backup;

  if (backups == NULL)
    return uois_invocation_fail (invocation, error);
  backup = find_backup (backups, name);
  if (backup == NULL)
    {
      uois_say (_ ("There is no backup “%s”; the names are listed by: uois-desk backup list"), name);
      return UOIS_EXIT_FAILED;
    }
  if (dry_run ? !show_preview (invocation, backup, &error) : !restore (invocation, path, backup, &error))
    return uois_invocation_fail (invocation, error);
  if (!dry_run)
    {
      g_autofree char *line = g_strdup_printf (_ ("%s is what it was in that backup.\n"), path);

      uois_output_text (line);
    }
  return UOIS_EXIT_OK;
}

UoisExit
uois_verb_backup (UoisInvocation *invocation)
{
  gboolean dry_run = FALSE;
  const GOptionEntry options[] = {
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_ ("With restore: only tell what would be lost"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const char *what;
  const char *name;
  UoisExit exit;

  if (!uois_invocation_parse (invocation, options, 0, 2, &exit))
    return exit;
  what = invocation->arguments[0] != NULL ? invocation->arguments[0] : "list";
  name = invocation->arguments[0] != NULL ? invocation->arguments[1] : NULL;

  if (g_str_equal (what, "restore"))
    {
      if (name == NULL)
        return uois_invocation_misuse (invocation, _ ("backup restore: the name of a backup is missing."));
      return run_restore (invocation, name, dry_run);
    }
  if (dry_run)
    return uois_invocation_misuse (invocation, _ ("backup: --dry-run goes with restore only."));
  if (name != NULL)
    return uois_invocation_misuse (invocation, _ ("backup: there is no use for “%s”."), name);
  if (g_str_equal (what, "make"))
    return run_make (invocation);
  if (g_str_equal (what, "list"))
    return run_list (invocation);
  return uois_invocation_misuse (invocation, _ ("backup: “%s” is none of make, list, restore."), what);
}
