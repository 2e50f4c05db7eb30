/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/quick-search.h"

#include "guide/command.h"
#include "page.h"
#include "sidebar-row.h"

#include <glib/gi18n-lib.h>

#define RECORDS_PER_TYPE 5
#define PLACES_SHOWN 5
#define COMMANDS_SHOWN 4
/* A text that begins with it is sought among the commands alone, as in other programs. */
#define COMMANDS_ONLY '>'

typedef struct
{
  UoisLocation location;
  UoisCommand *command; /* owned; NULL: go to the location */
  const char *heading;  /* what stands above the first of its group */
} Result;

struct _UoisQuickSearch
{
  GtkPopover parent_instance;

  /* Template widgets */
  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkListBox *results;
  GtkLabel *message;

  /* Owned */
  UoisFile *file;
  GCancellable *cancellable;
  GArray *found;  /* Result, in the order of the rows */
  char *searched; /* nullable: what @found answers */
  char *wanted;   /* nullable: Enter was pressed for it before the answer came */
};

G_DEFINE_FINAL_TYPE (UoisQuickSearch, uois_quick_search, GTK_TYPE_POPOVER)

static void
show_message (UoisQuickSearch *self, const char *message)
{
  gtk_label_set_text (self->message, message);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

/* ---- Results ---- */

static void
clear_results (UoisQuickSearch *self)
{
  GtkWidget *row;

  gtk_list_box_set_header_func (self->results, NULL, NULL, NULL);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->results))) != NULL)
    gtk_list_box_remove (self->results, row);
  g_array_set_size (self->found, 0);
}

static void
clear_result (gpointer data)
{
  g_clear_pointer (&((Result *) data)->command, uois_command_free);
}

static void
add_result (UoisQuickSearch *self, const char *text, const char *heading, const UoisLocation *location)
{
  Result result = { .location = *location, .heading = heading };
  GtkWidget *row = uois_sidebar_row_new (uois_type_get_icon_name (location->type), text);

  g_array_append_val (self->found, result);
  gtk_list_box_append (self->results, row);
}

/* Takes @command. */
static void
add_command (UoisQuickSearch *self, UoisCommand *command)
{
  Result result = { .command = command, .heading = _ ("Commands") };
  GtkWidget *row = uois_sidebar_row_new (command->icon, command->label);

  uois_sidebar_row_set_keys (UOIS_SIDEBAR_ROW (row), command->keys);
  gtk_widget_set_sensitive (row, command->enabled);
  g_array_append_val (self->found, result);
  gtk_list_box_append (self->results, row);
}

/* @all: also those that cannot be done now */
static void
add_commands (UoisQuickSearch *self, const char *text, gboolean all)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GPtrArray) commands = NULL;

  if (!GTK_IS_APPLICATION_WINDOW (root))
    return;
  commands = uois_command_find (GTK_APPLICATION_WINDOW (root), uois_file_get_registry (self->file), text);
  for (guint shown = 0; commands->len > 0 && (all || shown < COMMANDS_SHOWN); shown++)
    {
      UoisCommand *command = g_ptr_array_steal_index (commands, 0);

      if (all || command->enabled)
        add_command (self, command);
      else
        uois_command_free (command);
    }
}

static gboolean
label_matches (const char *label, const char *folded)
{
  g_autofree char *name = uois_text_fold (label, -1);

  return strstr (name, folded) != NULL;
}

/* What people work with stands before type lists. */
static void
add_places (UoisQuickSearch *self, const char *text, gboolean system)
{
  g_autofree char *folded = uois_text_fold (text, -1);
  guint n_tables, shown = 0;
  const UoisType *const *tables = uois_registry_get_tables (uois_file_get_registry (self->file), &n_tables);

  for (guint i = 0; i < n_tables && shown < PLACES_SHOWN; i++)
    {
      const char *label = uois_type_get_label_many (tables[i]);

      if (!uois_type_is_place (tables[i]) || tables[i]->system != system || !label_matches (label, folded))
        continue;
      add_result (self, label, _ ("Lists"), &(UoisLocation){ .kind = UOIS_LOCATION_LIST, .type = tables[i] });
      shown++;
    }
}

/* What people work with stands before entries of type lists. */
static void
add_records (UoisQuickSearch *self, GPtrArray *records, gboolean system)
{
  for (guint i = 0; i < records->len; i++)
    {
      UoisRecord *record = g_ptr_array_index (records, i);

      if (record->type->system == system)
        add_result (self, record->title, uois_type_get_label_many (record->type),
                    &(UoisLocation){ .kind = UOIS_LOCATION_RECORD, .type = record->type, .id = record->id });
    }
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  UoisQuickSearch *self = UOIS_QUICK_SEARCH (user_data);
  const char *heading = g_array_index (self->found, Result, gtk_list_box_row_get_index (row)).heading;
  GtkWidget *label;

  if (before != NULL && heading == g_array_index (self->found, Result, gtk_list_box_row_get_index (before)).heading)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (heading);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "place");
  gtk_list_box_row_set_header (row, label);
}

static void
select_result (UoisQuickSearch *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->results, index);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;

  if (row == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (row)))
    return;

  gtk_list_box_select_row (self->results, row);
  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->results), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
}

static void activate_cb (UoisQuickSearch *self);

/* The text that is sought. */
static char *
dup_text (UoisQuickSearch *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
show_results (UoisQuickSearch *self)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted);

  gtk_list_box_set_header_func (self->results, header_cb, self, NULL);
  if (self->found->len == 0)
    {
      show_message (self, _ ("Nothing found. Every word must begin a word of the record."));
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "results");
  select_result (self, 0);
  if (g_strcmp0 (wanted, self->searched) == 0)
    activate_cb (self);
}

static void
show_records (UoisQuickSearch *self, GPtrArray *records)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  clear_results (self);
  add_places (self, text, FALSE);
  add_places (self, text, TRUE);
  add_commands (self, text, FALSE);
  add_records (self, records, FALSE);
  add_records (self, records, TRUE);
  show_results (self);
}

static void
search_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisQuickSearch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = uois_file_search_finish (UOIS_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (records == NULL)
    show_message (self, error->message);
  else
    show_records (self, records);
}

static void
search_changed_cb (UoisQuickSearch *self)
{
  g_autofree char *text = dup_text (self);

  if (g_strcmp0 (text, self->searched) == 0)
    return;
  g_free (self->searched);
  self->searched = g_strdup (text);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  if (*text == '\0')
    {
      clear_results (self);
      show_message (self, _ ("Type the name of a person, a group, a list, … or what you want to do. "
                             "The sign > shows everything that can be done here."));
      return;
    }
  if (self->file == NULL)
    return;
  if (*text == COMMANDS_ONLY)
    {
      clear_results (self);
      add_commands (self, text + 1, TRUE);
      show_results (self);
      return;
    }

  self->cancellable = g_cancellable_new ();
  uois_file_search_async (self->file, text, RECORDS_PER_TYPE, self->cancellable, search_cb, g_object_ref (self));
}

/* Rows that change under the pointer while the box is not on the screen any more make GDK complain. */
static void
closed_cb (UoisQuickSearch *self)
{
  g_clear_pointer (&self->wanted, g_free);
  g_cancellable_cancel (self->cancellable);
}

/* ---- Choosing ---- */

static void
row_activated_cb (UoisQuickSearch *self, GtkListBoxRow *row)
{
  Result *result = &g_array_index (self->found, Result, gtk_list_box_row_get_index (row));
  UoisLocation location = result->location;
  g_autoptr (UoisCommand) command = g_steal_pointer (&result->command);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_popover_popdown (GTK_POPOVER (self));
  if (command != NULL)
    uois_command_activate (command, window);
  else
    uois_go (window, &location);
}

/* What is shown may still answer an earlier text: whoever types quickly means what was typed. */
static void
activate_cb (UoisQuickSearch *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->results);
  g_autofree char *text = dup_text (self);

  if (self->cancellable != NULL || g_strcmp0 (text, self->searched) != 0)
    {
      g_free (self->wanted);
      self->wanted = g_steal_pointer (&text);
      search_changed_cb (self);
    }
  else if (row != NULL)
    row_activated_cb (self, row);
}

static gboolean
key_pressed_cb (UoisQuickSearch *self, guint key, guint code, GdkModifierType modifiers)
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
    default:
      return GDK_EVENT_PROPAGATE;
    }
  select_result (self, index);
  return GDK_EVENT_STOP;
}

/* ---- GObject ---- */

static void
uois_quick_search_dispose (GObject *object)
{
  UoisQuickSearch *self = UOIS_QUICK_SEARCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  if (self->results != NULL)
    gtk_list_box_set_header_func (self->results, NULL, NULL, NULL);

  G_OBJECT_CLASS (uois_quick_search_parent_class)->dispose (object);
}

static void
uois_quick_search_finalize (GObject *object)
{
  UoisQuickSearch *self = UOIS_QUICK_SEARCH (object);

  g_array_unref (self->found);
  g_free (self->searched);
  g_free (self->wanted);

  G_OBJECT_CLASS (uois_quick_search_parent_class)->finalize (object);
}

static void
uois_quick_search_class_init (UoisQuickSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = uois_quick_search_dispose;
  object_class->finalize = uois_quick_search_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/quick-search.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisQuickSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, UoisQuickSearch, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisQuickSearch, scroller);
  gtk_widget_class_bind_template_child (widget_class, UoisQuickSearch, results);
  gtk_widget_class_bind_template_child (widget_class, UoisQuickSearch, message);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_popover_popdown);
}

static void
uois_quick_search_init (UoisQuickSearch *self)
{
  self->found = g_array_new (FALSE, FALSE, sizeof (Result));
  g_array_set_clear_func (self->found, clear_result);
  gtk_widget_init_template (GTK_WIDGET (self));
  search_changed_cb (self);
}

void
uois_quick_search_set_file (UoisQuickSearch *self, UoisFile *file)
{
  g_return_if_fail (UOIS_IS_QUICK_SEARCH (self));

  g_set_object (&self->file, file);
}

void
uois_quick_search_begin (UoisQuickSearch *self, const char *text)
{
  g_return_if_fail (UOIS_IS_QUICK_SEARCH (self));

  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  g_clear_pointer (&self->searched, g_free);
  search_changed_cb (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
