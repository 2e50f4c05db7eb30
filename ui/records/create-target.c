/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/create-target.h"

#include "records/record-dialog.h"

/* ---- What it is to be called ---- */

static GPtrArray *
list_title_columns (const UoisType *type)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < type->title.length; i++)
    {
      const UoisTitlePart *part = type->title.items[i];

      if (part->column != NULL && part->path.length == 0 && part->column->kind == UOIS_VALUE_TEXT)
        g_ptr_array_add (columns, (gpointer) part->column);
    }
  /* A title that is chosen among languages: what a record cannot be without is its name. */
  for (guint i = 1; columns->len == 0 && i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];

      if (column->kind == UOIS_VALUE_TEXT && column->required)
        g_ptr_array_add (columns, (gpointer) column);
    }
  return columns;
}

void
uois_draft_set_title (UoisDraft *draft, const char *text)
{
  g_autoptr (GPtrArray) columns = list_title_columns (uois_draft_get_record_type (draft));
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_auto (GStrv) words = NULL;

  if (columns->len == 0 || *stripped == '\0')
    return;
  /* One word for each, the rest for the last. */
  words = g_strsplit (stripped, " ", columns->len);
  for (guint i = 0; words[i] != NULL; i++)
    uois_draft_set_text (draft, g_ptr_array_index (columns, i), g_strstrip (words[i]), NULL);
}

/* ---- The dialog ---- */

typedef struct
{
  UoisDraft *draft;
  const UoisColumn *column;
} Reference;

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reference *reference = user_data;
  g_autoptr (UoisDraft) draft = reference->draft;
  g_autoptr (UoisDraft) created = uois_record_dialog_run_finish (result, NULL);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  if (created == NULL)
    return;
  uois_value_set_uuid (&value, uois_draft_get_id (created));
  uois_draft_set_value (draft, reference->column, &value);
}

void
uois_create_target (GtkWidget *widget,
                    UoisFile *file,
                    UoisDraft *draft,
                    const UoisColumn *column,
                    const UoisType *type,
                    const char *text)
{
  g_autoptr (UoisDraft) created = uois_draft_new (uois_file_get_registry (file), type);
  Reference *reference = g_new (Reference, 1);

  if (text != NULL)
    uois_draft_set_title (created, text);
  *reference = (Reference){ g_object_ref (draft), column };
  uois_record_dialog_run_async (GTK_WINDOW (gtk_widget_get_root (widget)), file, created, NULL, created_cb, reference);
}
