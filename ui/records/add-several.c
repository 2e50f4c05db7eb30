/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/add-several.h"

#include "busy-window.h"
#include "compat-dialogs.h"
#include "fields/reference-picker.h"
#include "format.h"
#include "lists/record-list.h"

#include <glib/gi18n-lib.h>

#define UOIS_TYPE_ADD_SEVERAL (uois_add_several_get_type ())
G_DECLARE_FINAL_TYPE (UoisAddSeveral, uois_add_several, UOIS, ADD_SEVERAL, AdwWindow)

/**
 * Source: where records are chosen from.
 * @relation: (nullable): the related records of one of its owner; %NULL: all there are
 * @reference: (nullable): the field of those that leads to what is chosen
 */
typedef struct
{
  const UoisField *relation;
  const UoisField *reference;
} Source;

struct _UoisAddSeveral
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkDropDown *source;
  AdwBin *picker_place;
  GtkSearchEntry *entry;
  AdwBin *list_place;
  GtkButton *add_button;
  GtkWidget *backup_note;

  /* Child; NULL until it is known whose records are chosen from */
  UoisRecordList *list;

  /* Owned */
  UoisFile *file;
  GArray *sources; /* Source */
  GtkWidget *widget;

  /* Of the registry */
  const UoisField *relation;
  const UoisColumn *column; /* of the link: what is chosen */
  UoisUuid parent;
};

G_DEFINE_FINAL_TYPE (UoisAddSeveral, uois_add_several, ADW_TYPE_WINDOW)

/* ---- What can be chosen ---- */

/* The only column of the link that a person has to choose; NULL if there are none or several. */
static const UoisColumn *
find_choice (const UoisField *relation)
{
  const UoisType *link;
  const UoisColumn *found[2] = { NULL, NULL }; /* optional, required */
  guint count[2] = { 0, 0 };

  if (relation->kind == UOIS_FIELD_THROUGH)
    return relation->far_column;
  if (relation->kind != UOIS_FIELD_MANY)
    return NULL;
  link = relation->column->type;
  for (guint i = 1; i < link->columns.length; i++)
    {
      const UoisColumn *column = link->columns.items[i];

      if (column == relation->column || column->audit != UOIS_AUDIT_NONE)
        continue;
      /* What else is required cannot be asked for each of many. */
      if (column->target == NULL && column->required && column->default_text == NULL)
        return NULL;
      if (column->target == NULL || column->target->system)
        continue;
      found[column->required] = column;
      count[column->required]++;
    }
  if (count[1] > 0)
    return count[1] == 1 ? found[1] : NULL;
  return count[0] == 1 && link->link ? found[0] : NULL;
}

static gboolean
needs_a_type (const UoisField *relation)
{
  const UoisType *link = relation->column->type;

  for (guint i = 1; relation->kind == UOIS_FIELD_MANY && i < link->columns.length; i++)
    {
      const UoisColumn *column = link->columns.items[i];

      if (column->required && column->target != NULL && column->target->system)
        return TRUE;
    }
  return FALSE;
}

gboolean
uois_relation_can_add_several (const UoisField *relation)
{
  return find_choice (relation) != NULL && !needs_a_type (relation);
}

static const UoisField *
find_reference (const UoisType *type, const UoisType *target)
{
  for (guint i = 0; i < type->fields.length; i++)
    {
      const UoisField *field = type->fields.items[i];

      if (field->kind == UOIS_FIELD_REFERENCE && field->target == target && uois_field_is_shown (field) &&
          field->column->audit == UOIS_AUDIT_NONE)
        return field;
    }
  return NULL;
}

/* Trees, whose members are chosen, and others of the kind that is added to: the same people as there. */
static void
list_sources (UoisAddSeveral *self)
{
  guint n_types;
  const UoisType *const *types = uois_registry_get_tables (uois_file_get_registry (self->file), &n_types);
  const Source all = { NULL, NULL };

  g_array_append_val (self->sources, all);
  for (guint i = 0; i < n_types; i++)
    {
      for (guint j = 0; j < types[i]->tabs.length; j++)
        {
          const UoisField *relation = types[i]->tabs.items[j];
          Source source = { relation, NULL };

          if (relation->kind != UOIS_FIELD_MANY || (types[i]->parent == NULL && relation != self->relation))
            continue;
          source.reference = find_reference (relation->target, self->column->target);
          if (source.reference != NULL)
            g_array_append_val (self->sources, source);
        }
    }
}

/* ---- The list ---- */

static void
selection_changed_cb (UoisAddSeveral *self)
{
  guint size = self->list != NULL ? uois_bitset_selection_get_size (uois_record_list_get_selection (self->list)) : 0;
  g_autofree char *count = uois_format_count (size);
  g_autofree char *label = size > 0 ? g_strdup_printf (_ ("Add %s"), count) : g_strdup (_ ("Add"));

  gtk_button_set_label (self->add_button, label);
  gtk_widget_set_visible (self->backup_note, uois_file_backs_up_before (self->file, size));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "several.add", size > 0);
}

static const Source *
current_source (UoisAddSeveral *self)
{
  return &g_array_index (self->sources, Source, gtk_drop_down_get_selected (self->source));
}

/* @parent: (nullable): whose records; %NULL: all */
static void
show_list (UoisAddSeveral *self, const UoisUuid *parent)
{
  const Source *source = current_source (self);
  const UoisType *type = source->relation != NULL ? source->relation->target : self->column->target;

  self->list = g_object_new (UOIS_TYPE_RECORD_LIST, NULL);
  uois_record_list_show (self->list, self->file, type, source->relation, parent);
  adw_bin_set_child (self->list_place, GTK_WIDGET (self->list));
  g_signal_connect_object (uois_record_list_get_selection (self->list), "selection-changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  uois_record_list_request (self->list);
  selection_changed_cb (self);
}

static void
chosen_cb (UoisAddSeveral *self, UoisReferencePicker *picker)
{
  const UoisUuid *id = uois_reference_picker_get_id (picker);

  if (id == NULL)
    return;
  show_list (self, id);
}

static void
source_changed_cb (UoisAddSeveral *self)
{
  const Source *source = current_source (self);
  GtkWidget *picker;

  self->list = NULL;
  adw_bin_set_child (self->list_place, NULL);
  adw_bin_set_child (self->picker_place, NULL);
  selection_changed_cb (self);
  if (source->relation == NULL)
    {
      show_list (self, NULL);
      return;
    }
  picker = uois_reference_picker_new (self->file, source->relation->owner);
  uois_reference_picker_set_label (UOIS_REFERENCE_PICKER (picker), uois_type_get_label (source->relation->owner));
  uois_reference_picker_set_placeholder (UOIS_REFERENCE_PICKER (picker), uois_type_get_label (source->relation->owner));
  g_signal_connect_object (picker, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->picker_place, picker);
}

static void
search_changed_cb (UoisAddSeveral *self)
{
  if (self->list != NULL)
    uois_record_list_set_search (self->list, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

/* ---- Adding ---- */

/**
 * Adding: links on their way to the file.
 * @n_left_out: those that could not be made
 * @reason: (nullable): why the first of them could not
 */
typedef struct
{
  GtkWidget *widget;
  GPtrArray *drafts;
  guint n_left_out;
  char *reason;
  UoisBusyWindow *busy;
  GCancellable *cancellable;
} Adding;

static void
adding_free (Adding *adding)
{
  g_object_unref (adding->widget);
  g_ptr_array_unref (adding->drafts);
  g_free (adding->reason);
  g_free (adding);
}

static void
tell (Adding *adding, gint64 unit)
{
  guint n_added = unit > 0 ? adding->drafts->len : 0;
  g_autofree char *added = uois_format_count (n_added);
  g_autofree char *left_out = uois_format_count (adding->n_left_out);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%s record was added.", "%s records were added.", n_added), added);
  if (adding->n_left_out > 0)
    {
      g_string_append_c (text, ' ');
      /* Translators: how many, and why the first of them. */
      g_string_append_printf (text, ngettext ("%s was left out: %s", "%s were left out: %s", adding->n_left_out),
                              left_out, adding->reason);
    }
  uois_page_notify (adding->widget, text->str, unit > 0 ? _ ("Undo") : NULL, "win.undo-step",
                    g_variant_new_int64 (unit));
}

/* Those that are there already, and the like. */
static void
leave_out (Adding *adding, GPtrArray *problems)
{
  g_autofree gboolean *wrong = g_new0 (gboolean, adding->drafts->len + 1);
  guint before = adding->drafts->len;

  for (guint i = 0; i < problems->len; i++)
    {
      const UoisProblem *problem = g_ptr_array_index (problems, i);

      if (problem->severity != UOIS_SEVERITY_ERROR)
        continue;
      wrong[problem->draft] = TRUE;
      if (adding->reason == NULL)
        adding->reason = g_strdup (problem->sentence);
    }
  for (guint i = before; i-- > 0;)
    {
      if (wrong[i])
        g_ptr_array_remove_index (adding->drafts, i);
    }
  adding->n_left_out = before - adding->drafts->len;
}

/* Takes @adding. @unit: 0: nothing was written; @error: (nullable) */
static void
finish (Adding *adding, gint64 unit, const GError *error)
{
  g_clear_pointer (&adding->busy, uois_busy_window_end);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    uois_page_notify (adding->widget, _ ("Nothing was added."), NULL, NULL, NULL);
  else if (error != NULL)
    uois_page_notify (adding->widget, error->message, NULL, NULL, NULL);
  else
    tell (adding, unit);
  adding_free (adding);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 unit = uois_file_save_finish (UOIS_FILE (source), result, NULL, &error);

  finish (user_data, unit, error);
}

static void
validated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Adding *adding = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = uois_file_validate_finish (UOIS_FILE (source), result, &error);

  if (problems != NULL)
    leave_out (adding, problems);
  if (problems == NULL || adding->drafts->len == 0)
    finish (adding, 0, error);
  else
    uois_file_save_many_async (UOIS_FILE (source), (UoisDraft *const *) adding->drafts->pdata, adding->drafts->len,
                               uois_busy_window_progress, adding->busy, adding->cancellable, saved_cb, adding);
}

static void
add_link (UoisAddSeveral *self, Adding *adding, const UoisUuid *id)
{
  UoisDraft *draft = uois_draft_new_related (uois_file_get_registry (self->file), self->relation, &self->parent);
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  uois_value_set_uuid (&value, id);
  uois_draft_set_value (draft, self->column, &value);
  g_ptr_array_add (adding->drafts, draft);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisAddSeveral) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = uois_file_fetch_finish (UOIS_FILE (source), result, &error);
  Adding *adding;

  if (self->file == NULL)
    return;
  if (records == NULL)
    {
      uois_page_notify (self->widget, error->message, NULL, NULL, NULL);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  adding = g_new0 (Adding, 1);
  adding->widget = g_object_ref (self->widget);
  adding->drafts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < records->len; i++)
    {
      const UoisRecord *record = g_ptr_array_index (records, i);

      if (record != NULL && record->n_fields == 0)
        add_link (self, adding, &record->id);
      else if (record != NULL && record->values[0].kind == UOIS_VALUE_UUID)
        add_link (self, adding, &record->values[0].uuid);
    }
  gtk_window_close (GTK_WINDOW (self));
  if (adding->drafts->len == 0)
    {
      adding_free (adding);
      return;
    }
  adding->busy = uois_busy_window_begin (adding->widget, _ ("Adding records…"), &adding->cancellable);
  uois_file_validate_async (UOIS_FILE (source), (UoisDraft *const *) adding->drafts->pdata, adding->drafts->len,
                            adding->cancellable, validated_cb, adding);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisAddSeveral *self = UOIS_ADD_SEVERAL (widget);
  const Source *source = current_source (self);
  const UoisType *type = uois_list_model_get_record_type (uois_record_list_get_model (self->list));
  g_autoptr (GArray) rows = uois_record_list_get_selected_rows (self->list);

  gtk_widget_action_set_enabled (widget, "several.add", FALSE);
  uois_file_fetch_async (self->file, type, (const gint64 *) rows->data, rows->len, &source->reference,
                         source->reference != NULL ? 1 : 0, NULL, fetched_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* ---- GObject ---- */

static void
uois_add_several_dispose (GObject *object)
{
  UoisAddSeveral *self = UOIS_ADD_SEVERAL (object);

  uois_compat_leave_parent (GTK_WINDOW (self));
  g_clear_object (&self->file);
  g_clear_object (&self->widget);

  G_OBJECT_CLASS (uois_add_several_parent_class)->dispose (object);
}

static void
uois_add_several_finalize (GObject *object)
{
  g_array_unref (UOIS_ADD_SEVERAL (object)->sources);

  G_OBJECT_CLASS (uois_add_several_parent_class)->finalize (object);
}

static void
uois_add_several_class_init (UoisAddSeveralClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_add_several_dispose;
  G_OBJECT_CLASS (klass)->finalize = uois_add_several_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/add-several.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisAddSeveral, source);
  gtk_widget_class_bind_template_child (widget_class, UoisAddSeveral, picker_place);
  gtk_widget_class_bind_template_child (widget_class, UoisAddSeveral, entry);
  gtk_widget_class_bind_template_child (widget_class, UoisAddSeveral, list_place);
  gtk_widget_class_bind_template_child (widget_class, UoisAddSeveral, add_button);
  gtk_widget_class_bind_template_child (widget_class, UoisAddSeveral, backup_note);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);

  gtk_widget_class_install_action (widget_class, "several.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "several.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "several.cancel", NULL);
}

static void
uois_add_several_init (UoisAddSeveral *self)
{
  self->sources = g_array_new (FALSE, FALSE, sizeof (Source));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_sources (UoisAddSeveral *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  list_sources (self);
  gtk_string_list_append (names, uois_type_get_label_many (self->column->target));
  for (guint i = 1; i < self->sources->len; i++)
    {
      const UoisField *relation = g_array_index (self->sources, Source, i).relation;
      /* Translators: a kind of record, and what of one is chosen from: "Group: Members". */
      g_autofree char *name =
          g_strdup_printf (_ ("%s: %s"), uois_type_get_label (relation->owner), uois_label (relation->label));

      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (self->source, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->source), self->sources->len > 1);
  g_signal_connect_object (self->source, "notify::selected", G_CALLBACK (source_changed_cb), self, G_CONNECT_SWAPPED);
}

void
uois_add_several (GtkWidget *widget, UoisFile *file, const UoisField *relation, const UoisUuid *parent)
{
  UoisAddSeveral *self;

  g_return_if_fail (uois_relation_can_add_several (relation));

  self = g_object_new (UOIS_TYPE_ADD_SEVERAL, "transient-for", gtk_widget_get_root (widget), "title",
                       uois_label (relation->label), NULL);
  self->widget = g_object_ref (widget);
  self->file = g_object_ref (file);
  self->relation = relation;
  self->column = find_choice (relation);
  self->parent = *parent;
  fill_sources (self);
  source_changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
