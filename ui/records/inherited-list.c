/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/inherited-list.h"

#include "page.h"
#include "text-label.h"

#include <glib/gi18n-lib.h>

/* Who holds more roles than this above a group is found in the group above. */
#define SHOWN 200

struct _UoisInheritedList
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkLabel *message;
  GtkListBox *rows;

  /* Owned */
  GPtrArray *places; /* nullable: UoisTreePlace, in the order of the rows */
  GCancellable *cancellable;

  gboolean busy;
};

G_DEFINE_FINAL_TYPE (UoisInheritedList, uois_inherited_list, GTK_TYPE_WIDGET)

static void
append (GString *text, const char *separator, const char *word)
{
  if (*word != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", word);
}

/* Whom or what the record connects with the tree; and, in @details, whatever else is known. */
static char *
describe (const UoisTreePlace *place, char **details)
{
  const UoisRecord *record = place->record;
  const UoisType *type = record->type;
  g_autoptr (GString) what = g_string_new (NULL);
  g_autoptr (GString) more = g_string_new (NULL);

  for (guint i = 0; i < record->n_fields; i++)
    {
      const UoisField *field = type->list_fields.items[i];
      g_autofree char *detail = NULL;

      if (field->target == place->relation->owner || *record->texts[i] == '\0')
        continue;
      if (field->kind == UOIS_FIELD_REFERENCE)
        {
          append (what, " – ", record->texts[i]);
          continue;
        }
      detail = g_strdup_printf ("%s: %s", uois_label (field->label), record->texts[i]);
      append (more, " · ", detail);
    }
  if (what->len == 0)
    g_string_assign (what, record->title);
  *details = g_string_free (g_steal_pointer (&more), FALSE);
  return g_string_free (g_steal_pointer (&what), FALSE);
}

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = uois_text_label_new (text, NULL);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  return label;
}

static char *
format_origin (const UoisTreePlace *place)
{
  if (place->above != NULL)
    /* Translators: a group in which something holds, and a group below it that somebody belongs to. */
    return g_strdup_printf (_ ("From “%s”, above “%s”"), place->from->title, place->above->title);
  /* Translators: %s is a group in which something holds. */
  return place->from != NULL ? g_strdup_printf (_ ("From “%s”"), place->from->title) : g_strdup (_ ("Its own"));
}

static void
add_row (UoisInheritedList *self, const UoisTreePlace *place)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *details = NULL;
  g_autofree char *what = describe (place, &details);
  g_autofree char *origin = format_origin (place);
  g_autofree char *name = g_strdup_printf ("%s, %s. %s", what, details, origin);

  gtk_widget_add_css_class (box, "inherited");
  gtk_box_append (GTK_BOX (box), new_label (what));
  if (*details != '\0')
    {
      gtk_box_append (GTK_BOX (box), new_label (details));
      gtk_widget_add_css_class (gtk_widget_get_last_child (box), "dim-label");
      gtk_widget_add_css_class (gtk_widget_get_last_child (box), "caption");
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->rows, row);
}

static const UoisTreePlace *
get_place (UoisInheritedList *self, GtkListBoxRow *row)
{
  return g_ptr_array_index (self->places, gtk_list_box_row_get_index (row));
}

static gboolean
has_same_origin (const UoisTreePlace *a, const UoisTreePlace *b)
{
  if (a->from == NULL || b->from == NULL)
    return a->from == b->from;
  return uois_uuid_equal (&a->from->id, &b->from->id);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  UoisInheritedList *self = UOIS_INHERITED_LIST (user_data);
  const UoisTreePlace *place = get_place (self, row);
  g_autofree char *origin = NULL;
  GtkWidget *label;

  if (before != NULL && has_same_origin (get_place (self, before), place))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  origin = format_origin (place);
  label = new_label (origin);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "place");
  gtk_list_box_row_set_header (row, label);
}

static void
show_message (UoisInheritedList *self, const char *message)
{
  gtk_label_set_text (self->message, message);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisInheritedList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) places = uois_file_list_inherited_finish (UOIS_FILE (source), result, &error);
  GtkListBoxRow *row;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->rows == NULL)
    return;
  self->busy = FALSE;
  if (places == NULL)
    {
      show_message (self, error->message);
      return;
    }

  gtk_list_box_set_header_func (self->rows, NULL, NULL, NULL);
  while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  g_clear_pointer (&self->places, g_ptr_array_unref);
  self->places = g_steal_pointer (&places);
  for (guint i = 0; i < self->places->len; i++)
    add_row (self, g_ptr_array_index (self->places, i));
  gtk_list_box_set_header_func (self->rows, header_cb, self, NULL);
  if (self->places->len == 0)
    show_message (self, _ ("There is nothing here, and nothing comes from above."));
  else
    gtk_stack_set_visible_child_name (self->stack, "rows");
}

static void
row_activated_cb (UoisInheritedList *self, GtkListBoxRow *row)
{
  const UoisRecord *record = get_place (self, row)->record;

  uois_go_record (GTK_WIDGET (self), record->type, &record->id);
}

static void
uois_inherited_list_dispose (GObject *object)
{
  UoisInheritedList *self = UOIS_INHERITED_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_INHERITED_LIST);
  g_clear_pointer (&self->places, g_ptr_array_unref);

  G_OBJECT_CLASS (uois_inherited_list_parent_class)->dispose (object);
}

static void
uois_inherited_list_class_init (UoisInheritedListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_inherited_list_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/inherited-list.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisInheritedList, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisInheritedList, message);
  gtk_widget_class_bind_template_child (widget_class, UoisInheritedList, rows);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
uois_inherited_list_init (UoisInheritedList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
uois_inherited_list_show (UoisInheritedList *self, UoisFile *file, const UoisField *relation, const UoisUuid *id)
{
  g_return_if_fail (UOIS_IS_INHERITED_LIST (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->busy = TRUE;
  uois_file_list_inherited_async (file, relation, id, SHOWN, self->cancellable, listed_cb, g_object_ref (self));
}

gboolean
uois_inherited_list_get_settled (UoisInheritedList *self)
{
  g_return_val_if_fail (UOIS_IS_INHERITED_LIST (self), FALSE);

  return !self->busy;
}
