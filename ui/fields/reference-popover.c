/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/reference-popover.h"

#include "fields/recent-choices.h"
#include "format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A list that people look through; of a longer one only the first rows are shown. */
#define SHORT_LIST 200
#define LONG_LIST_SHOWN 50
/* With so few records all are recent. */
#define RECENT_FROM 12
/* What tells records of one title apart. */
#define SUBTITLE_FIELDS 4

struct _UoisReferencePopover
{
  GtkPopover parent_instance;

  /* Template widgets */
  GtkSearchEntry *entry;
  GtkScrolledWindow *scroller;
  GtkListBox *results;
  GtkLabel *message;

  /* Owned */
  UoisFile *file;
  GCancellable *cancellable;
  char *searched;     /* nullable: the text of the last search */
  GArray *recent_ids; /* UoisUuid: those that are still to be read */
  GPtrArray *recent;  /* UoisRecord */
  GPtrArray *found;   /* UoisRecord */
  guint64 n_found;

  /* Of the registry */
  const UoisType *target;
  const UoisField *fields[SUBTITLE_FIELDS];
  guint n_fields;

  gboolean can_create;
  gboolean pending;
  gboolean take_first; /* Enter was pressed before the answer came */
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_CREATE_TARGET,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisReferencePopover, uois_reference_popover, GTK_TYPE_POPOVER)

/* ---- Rows ---- */

static const char *
get_text (UoisReferencePopover *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/* What the title does not say already. */
static char *
make_subtitle (const UoisRecord *record)
{
  g_autoptr (GString) subtitle = g_string_new (NULL);

  for (guint i = 0; i < record->n_fields; i++)
    {
      const char *text = record->texts[i];

      if (*text != '\0' && strstr (record->title, text) == NULL)
        g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", text);
    }
  return g_string_free (g_steal_pointer (&subtitle), FALSE);
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_record (UoisReferencePopover *self, UoisRecord *record)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *subtitle = make_subtitle (record);
  GtkWidget *label;

  gtk_box_append (GTK_BOX (box), new_label (record->title, NULL));
  if (*subtitle != '\0')
    {
      label = new_label (subtitle, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, record->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
  gtk_list_box_append (self->results, row);
}

static void
add_create_row (UoisReferencePopover *self)
{
  const char *text = get_text (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *label =
      *text != '\0' ? g_strdup_printf (_ ("New record “%s”…"), text) : g_strdup (_ ("New record…"));

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_box_append (GTK_BOX (box), new_label (label, NULL));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_list_box_append (self->results, row);
}

static guint
n_recent_shown (UoisReferencePopover *self)
{
  return *get_text (self) == '\0' && self->n_found > RECENT_FROM ? self->recent->len : 0;
}

/* NULL for the row that makes a new record. */
static UoisRecord *
get_record (UoisReferencePopover *self, guint index)
{
  guint n_recent = n_recent_shown (self);

  if (index < n_recent)
    return g_ptr_array_index (self->recent, index);
  index -= n_recent;
  return index < self->found->len ? g_ptr_array_index (self->found, index) : NULL;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  UoisReferencePopover *self = UOIS_REFERENCE_POPOVER (user_data);
  guint index = (guint) gtk_list_box_row_get_index (row);
  guint n_recent = n_recent_shown (self);
  GtkWidget *header = NULL;

  if (n_recent > 0 && (index == 0 || index == n_recent))
    {
      header = new_label (index == 0 ? _ ("Chosen last") : uois_type_get_label_many (self->target), "caption-heading");
      gtk_widget_add_css_class (header, "dim-label");
      gtk_widget_add_css_class (header, "place");
    }
  gtk_list_box_row_set_header (row, header);
}

static void
select_row (UoisReferencePopover *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->results, index);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->results, row);
  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->results), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
}

static void
show_message (UoisReferencePopover *self)
{
  guint64 hidden = self->n_found - self->found->len;
  g_autofree char *count = uois_format_count ((gint64) hidden);
  g_autofree char *text = NULL;

  if (self->n_found == 0 && *get_text (self) == '\0')
    text = g_strdup (_ ("There is nothing to choose from yet."));
  else if (self->n_found == 0)
    text = g_strdup (_ ("Nothing found. Every word must begin a word of the record."));
  else if (hidden > 0)
    text = g_strdup_printf (
        ngettext ("%s more. Type more letters to find it.", "%s more. Type more letters to find them.", hidden), count);
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
clear_rows (UoisReferencePopover *self)
{
  GtkWidget *row;

  gtk_list_box_set_header_func (self->results, NULL, NULL, NULL);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->results))) != NULL)
    gtk_list_box_remove (self->results, row);
}

static void
show_rows (UoisReferencePopover *self)
{
  clear_rows (self);
  for (guint i = 0; i < n_recent_shown (self); i++)
    add_record (self, g_ptr_array_index (self->recent, i));
  for (guint i = 0; i < self->found->len; i++)
    add_record (self, g_ptr_array_index (self->found, i));
  if (self->can_create)
    add_create_row (self);
  gtk_list_box_set_header_func (self->results, header_cb, self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), gtk_list_box_get_row_at_index (self->results, 0) != NULL);
  select_row (self, 0);
  show_message (self);
}

/* ---- Choosing ---- */

static void
row_activated_cb (UoisReferencePopover *self, GtkListBoxRow *row)
{
  UoisRecord *record = get_record (self, (guint) gtk_list_box_row_get_index (row));
  g_autofree char *text = g_strdup (get_text (self));

  gtk_popover_popdown (GTK_POPOVER (self));
  if (record == NULL)
    g_signal_emit (self, signals[SIGNAL_CREATE_TARGET], 0, text);
  else
    {
      uois_recent_choices_add (self->target, &record->id);
      g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, record);
    }
}

static gboolean
key_pressed_cb (UoisReferencePopover *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->results);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      index++;
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      index--;
      break;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      index += 8;
      break;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      index = MAX (index - 8, 0);
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  select_row (self, index);
  return GDK_EVENT_STOP;
}

/* ---- Searching ---- */

static void
show_found (UoisReferencePopover *self)
{
  gboolean take_first = self->take_first && self->found->len > 0;

  self->pending = FALSE;
  self->take_first = FALSE;
  show_rows (self);
  if (take_first)
    row_activated_cb (self, gtk_list_box_get_row_at_index (self->results, 0));
}

static void
fail (UoisReferencePopover *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->pending = FALSE;
  self->take_first = FALSE;
  clear_rows (self);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), FALSE);
  gtk_label_set_text (self->message, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisReferencePopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = uois_file_fetch_finish (UOIS_FILE (source), result, &error);

  if (records == NULL)
    {
      fail (self, error);
      return;
    }
  g_ptr_array_set_size (self->found, 0);
  for (guint i = 0; i < records->len; i++)
    if (g_ptr_array_index (records, i) != NULL)
      g_ptr_array_add (self->found, uois_record_ref (g_ptr_array_index (records, i)));
  show_found (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisReferencePopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = uois_file_list_finish (UOIS_FILE (source), result, &error);

  if (rows == NULL)
    {
      fail (self, error);
      return;
    }
  self->n_found = rows->len;
  uois_file_fetch_async (self->file, self->target, (const gint64 *) rows->data,
                         rows->len <= SHORT_LIST ? rows->len : LONG_LIST_SHOWN, self->fields, self->n_fields,
                         self->cancellable, fetched_cb, g_object_ref (self));
}

/* What was asked before is not wanted any more. */
static void
set_searched (UoisReferencePopover *self)
{
  g_free (self->searched);
  self->searched = g_strdup (get_text (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->pending = TRUE;
}

static void
search (UoisReferencePopover *self)
{
  g_autofree char *text = g_strstrip (g_strdup (get_text (self)));
  UoisListRequest request = { .type = self->target, .search = *text != '\0' ? text : NULL };

  set_searched (self);
  uois_file_list_async (self->file, &request, self->cancellable, listed_cb, g_object_ref (self));
}

static void
search_changed_cb (UoisReferencePopover *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)) && g_strcmp0 (self->searched, get_text (self)) != 0)
    search (self);
}

static void
activate_cb (UoisReferencePopover *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->results);

  search_changed_cb (self);
  if (self->pending)
    self->take_first = TRUE;
  else if (row != NULL)
    row_activated_cb (self, row);
}

/* ---- What was chosen last ---- */

static void load_recent (UoisReferencePopover *self);

static void
recent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisReferencePopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisRecord) record = uois_file_read_finish (UOIS_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* One of another file, or deleted since, is not offered. */
  if (record != NULL)
    g_ptr_array_add (self->recent, g_steal_pointer (&record));
  load_recent (self);
}

/* One after the other, and then the list: nothing moves under a hand that is quick. */
static void
load_recent (UoisReferencePopover *self)
{
  UoisUuid id;

  if (self->recent_ids->len == 0)
    {
      search (self);
      return;
    }
  id = g_array_index (self->recent_ids, UoisUuid, 0);
  g_array_remove_index (self->recent_ids, 0);
  uois_file_read_async (self->file, self->target, &id, self->cancellable, recent_cb, g_object_ref (self));
}

static void
begin_search (UoisReferencePopover *self)
{
  g_ptr_array_set_size (self->recent, 0);
  g_clear_pointer (&self->recent_ids, g_array_unref);
  self->recent_ids = uois_recent_choices_list (self->target);
  set_searched (self);
  load_recent (self);
}

/* ---- GObject ---- */

static void
uois_reference_popover_closed (GtkPopover *popover)
{
  UoisReferencePopover *self = UOIS_REFERENCE_POPOVER (popover);

  g_cancellable_cancel (self->cancellable);
  self->pending = FALSE;
  self->take_first = FALSE;
}

static void
uois_reference_popover_dispose (GObject *object)
{
  UoisReferencePopover *self = UOIS_REFERENCE_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  if (self->results != NULL)
    gtk_list_box_set_header_func (self->results, NULL, NULL, NULL);

  G_OBJECT_CLASS (uois_reference_popover_parent_class)->dispose (object);
}

static void
uois_reference_popover_finalize (GObject *object)
{
  UoisReferencePopover *self = UOIS_REFERENCE_POPOVER (object);

  g_free (self->searched);
  g_array_unref (self->recent_ids);
  g_ptr_array_unref (self->recent);
  g_ptr_array_unref (self->found);

  G_OBJECT_CLASS (uois_reference_popover_parent_class)->finalize (object);
}

static void
uois_reference_popover_class_init (UoisReferencePopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_reference_popover_dispose;
  object_class->finalize = uois_reference_popover_finalize;
  GTK_POPOVER_CLASS (klass)->closed = uois_reference_popover_closed;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", UOIS_TYPE_REFERENCE_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_CREATE_TARGET] = g_signal_new ("create-target", UOIS_TYPE_REFERENCE_POPOVER, G_SIGNAL_RUN_LAST, 0,
                                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/reference-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisReferencePopover, entry);
  gtk_widget_class_bind_template_child (widget_class, UoisReferencePopover, scroller);
  gtk_widget_class_bind_template_child (widget_class, UoisReferencePopover, results);
  gtk_widget_class_bind_template_child (widget_class, UoisReferencePopover, message);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_popover_popdown);
}

static void
uois_reference_popover_init (UoisReferencePopover *self)
{
  self->recent_ids = g_array_new (FALSE, FALSE, sizeof (UoisUuid));
  self->recent = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_record_unref);
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_record_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* "Yes" or "3" without what it means tells nothing. */
static gboolean
tells_apart (const UoisField *field)
{
  return field->column == NULL || field->column->target != NULL || field->column->kind == UOIS_VALUE_TEXT ||
         field->column->kind == UOIS_VALUE_DATE || field->column->kind == UOIS_VALUE_DATETIME;
}

static void
choose_fields (UoisReferencePopover *self)
{
  for (guint i = 0; i < self->target->list_fields.length && self->n_fields < SUBTITLE_FIELDS; i++)
    if (tells_apart (self->target->list_fields.items[i]))
      self->fields[self->n_fields++] = self->target->list_fields.items[i];
}

GtkWidget *
uois_reference_popover_new (UoisFile *file, const UoisType *target)
{
  UoisReferencePopover *self;
  const char *label;

  g_return_val_if_fail (UOIS_IS_FILE (file) && target->table != NULL, NULL);

  self = g_object_new (UOIS_TYPE_REFERENCE_POPOVER, NULL);
  self->file = g_object_ref (file);
  self->target = target;
  choose_fields (self);
  label = uois_type_get_label_many (target);
  g_object_set (self->entry, "placeholder-text", label, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}

void
uois_reference_popover_begin (UoisReferencePopover *self, const char *text, gboolean can_create)
{
  g_return_if_fail (UOIS_IS_REFERENCE_POPOVER (self));

  self->can_create = can_create;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  begin_search (self);
}

gboolean
uois_reference_popover_get_settled (UoisReferencePopover *self)
{
  g_return_val_if_fail (UOIS_IS_REFERENCE_POPOVER (self), FALSE);

  return !self->pending && g_strcmp0 (self->searched, get_text (self)) == 0;
}
