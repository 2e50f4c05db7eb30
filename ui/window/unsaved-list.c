/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/unsaved-list.h"

#include "page.h"
#include "text-row.h"

#include <glib/gi18n-lib.h>

struct _UoisUnsavedList
{
  AdwBin parent_instance;

  /* Child */
  AdwPreferencesGroup *group;

  /* Owned */
  UoisDrafts *drafts;
  GPtrArray *rows;  /* AdwActionRow, owned by their group */
  GPtrArray *shown; /* UoisDraft: of the rows */
};

G_DEFINE_FINAL_TYPE (UoisUnsavedList, uois_unsaved_list, ADW_TYPE_BIN)

static void
row_activated_cb (UoisUnsavedList *self, AdwActionRow *row)
{
  guint index;
  UoisDraft *draft;

  if (!g_ptr_array_find (self->rows, row, &index))
    return;
  draft = g_ptr_array_index (self->shown, index);
  uois_go_record (GTK_WIDGET (self), uois_draft_get_record_type (draft), uois_draft_get_id (draft));
}

static char *
describe (UoisDrafts *drafts, UoisDraft *draft)
{
  const UoisDraftState *state = uois_drafts_get_state (drafts, draft);
  const char *label = uois_type_get_label (uois_draft_get_record_type (draft));
  g_autoptr (GPtrArray) changes = NULL;

  if (state->gone)
    /* Translators: %s is a kind of record, "Person". */
    return g_strdup_printf (_ ("%s, deleted meanwhile"), label);
  if (state->conflicts->len > 0)
    /* Translators: %s is a kind of record, "Person". */
    return g_strdup_printf (_ ("%s, changed by somebody else as well"), label);
  if (uois_draft_get_is_new (draft))
    /* Translators: %s is a kind of record, "Person". */
    return g_strdup_printf (_ ("%s, new"), label);
  changes = uois_draft_list_changes (draft);
  /* Translators: a kind of record, "Person", and how many of its fields are changed. */
  return g_strdup_printf (ngettext ("%s, %u change", "%s, %u changes", changes->len), label, changes->len);
}

static void
add_row (UoisUnsavedList *self, UoisDraft *draft)
{
  g_autofree char *title = uois_drafts_get_title (self->drafts, draft);
  g_autofree char *subtitle = describe (self->drafts, draft);
  GtkWidget *row = uois_link_row_new (uois_type_get_icon_name (uois_draft_get_record_type (draft)), title, subtitle);

  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->shown, g_object_ref (draft));
}

static void
show_drafts (UoisUnsavedList *self)
{
  g_autoptr (GPtrArray) unsaved = uois_drafts_list_unsaved (self->drafts);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < unsaved->len; i++)
    add_row (self, g_ptr_array_index (unsaved, i));
  gtk_widget_set_visible (GTK_WIDGET (self), unsaved->len > 0);
}

/* The counts of changes are looked at when somebody comes to see them. */
static void
uois_unsaved_list_map (GtkWidget *widget)
{
  UoisUnsavedList *self = UOIS_UNSAVED_LIST (widget);

  if (self->drafts != NULL)
    show_drafts (self);
  GTK_WIDGET_CLASS (uois_unsaved_list_parent_class)->map (widget);
}

static void
uois_unsaved_list_dispose (GObject *object)
{
  UoisUnsavedList *self = UOIS_UNSAVED_LIST (object);

  g_ptr_array_set_size (self->shown, 0);
  g_clear_object (&self->drafts);

  G_OBJECT_CLASS (uois_unsaved_list_parent_class)->dispose (object);
}

static void
uois_unsaved_list_finalize (GObject *object)
{
  UoisUnsavedList *self = UOIS_UNSAVED_LIST (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->shown);

  G_OBJECT_CLASS (uois_unsaved_list_parent_class)->finalize (object);
}

static void
uois_unsaved_list_class_init (UoisUnsavedListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = uois_unsaved_list_dispose;
  object_class->finalize = uois_unsaved_list_finalize;
  GTK_WIDGET_CLASS (klass)->map = uois_unsaved_list_map;
}

static void
uois_unsaved_list_init (UoisUnsavedList *self)
{
  self->rows = g_ptr_array_new ();
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Not saved"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
uois_unsaved_list_set_file (UoisUnsavedList *self, UoisFile *file)
{
  g_return_if_fail (UOIS_IS_UNSAVED_LIST (self) && self->drafts == NULL);

  self->drafts = g_object_ref (uois_drafts_get (file));
  g_signal_connect_object (self->drafts, "changed", G_CALLBACK (show_drafts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->drafts, "draft-changed", G_CALLBACK (show_drafts), self, G_CONNECT_SWAPPED);
  show_drafts (self);
}
