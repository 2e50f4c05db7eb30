/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/facet-list.h"

#include "format.h"

#include <glib/gi18n-lib.h>

struct _UoisFacetList
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkListBox *rows;
  GtkLabel *more;
  GtkLabel *failure;

  /* Owned */
  UoisFacets *facets; /* nullable */
  GPtrArray *checks;  /* GtkWidget of each facet, owned by the rows */
  UoisListCondition *ticked;
  GCancellable *cancellable;
  char *search; /* folded */

  /* Of the registry */
  const UoisField *field;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UoisFacetList, uois_facet_list, GTK_TYPE_WIDGET)

static const UoisFacet *
get_facet (UoisFacetList *self, guint index)
{
  return g_ptr_array_index (self->facets->facets, index);
}

static gboolean
is_active (UoisFacetList *self, guint index)
{
  return gtk_check_button_get_active (g_ptr_array_index (self->checks, index));
}

/* ---- Showing ---- */

static gboolean
row_is_sought (GtkListBoxRow *row, gpointer user_data)
{
  UoisFacetList *self = UOIS_FACET_LIST (user_data);
  const UoisFacet *facet = get_facet (self, gtk_list_box_row_get_index (row));
  g_autofree char *text = uois_text_fold (facet->text, strlen (facet->text));

  return self->search == NULL || strstr (text, self->search) != NULL;
}

/* Ranges and "no value" cannot be alternatives of one condition: ticking the one takes the other back. */
static void
untick_others (UoisFacetList *self, guint index)
{
  UoisListOperator compare = get_facet (self, index)->condition->compare;

  for (guint i = 0; i < self->checks->len; i++)
    {
      if ((compare == UOIS_LIST_BETWEEN && get_facet (self, i)->condition->compare == UOIS_LIST_IS_EMPTY) ||
          (compare == UOIS_LIST_IS_EMPTY && get_facet (self, i)->condition->compare == UOIS_LIST_BETWEEN))
        gtk_check_button_set_active (g_ptr_array_index (self->checks, i), FALSE);
    }
}

static void
toggled_cb (UoisFacetList *self, GtkCheckButton *check)
{
  guint index;

  if (gtk_check_button_get_active (check) && g_ptr_array_find (self->checks, check, &index))
    untick_others (self, index);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
condition_has (const UoisListCondition *condition, const UoisFacet *facet)
{
  if (condition == NULL)
    return FALSE;
  if (facet->value.kind == UOIS_VALUE_NULL && condition->compare == UOIS_LIST_IS_EMPTY)
    return TRUE;
  for (guint i = 0; i < condition->n_values; i++)
    {
      if (uois_value_equal (&condition->values[i], &facet->value))
        return TRUE;
    }
  return FALSE;
}

static void
add_facet (UoisFacetList *self, const UoisFacet *facet)
{
  g_autofree char *count = uois_format_count (facet->count);
  g_autofree char *records = uois_format_records (facet->count);
  const char *text = facet->value.kind == UOIS_VALUE_NULL ? _ ("no value") : facet->text;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *number = gtk_label_new (count);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), condition_has (self->ticked, facet));
  gtk_widget_set_hexpand (check, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, records, -1);
  gtk_widget_add_css_class (number, "dim-label");
  gtk_widget_add_css_class (number, "numeric");
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), number);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->rows, row);
  g_ptr_array_add (self->checks, check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
}

static void
show_facets (UoisFacetList *self)
{
  g_autofree char *count = uois_format_count (self->facets->n_more);
  g_autofree char *more =
      g_strdup_printf (ngettext ("and %s more value", "and %s more values", self->facets->n_more), count);

  for (guint i = 0; i < self->facets->facets->len; i++)
    add_facet (self, get_facet (self, i));
  gtk_label_set_text (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), self->facets->n_more > 0);
  gtk_stack_set_visible_child_name (self->stack, "values");
}

static void
clear (UoisFacetList *self)
{
  GtkListBoxRow *row;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_ptr_array_set_size (self->checks, 0);
  while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  g_clear_pointer (&self->facets, uois_facets_free);
  g_clear_pointer (&self->ticked, uois_list_condition_unref);
  g_clear_pointer (&self->search, g_free);
}

static void
facets_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisFacetList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisFacets) facets = uois_file_facets_finish (UOIS_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (facets == NULL)
    {
      gtk_label_set_text (self->failure, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  self->facets = g_steal_pointer (&facets);
  show_facets (self);
}

/* ---- GObject ---- */

static void
uois_facet_list_dispose (GObject *object)
{
  UoisFacetList *self = UOIS_FACET_LIST (object);

  if (self->rows != NULL)
    {
      clear (self);
      gtk_list_box_set_filter_func (self->rows, NULL, NULL, NULL);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_FACET_LIST);

  G_OBJECT_CLASS (uois_facet_list_parent_class)->dispose (object);
}

static void
uois_facet_list_finalize (GObject *object)
{
  g_ptr_array_unref (UOIS_FACET_LIST (object)->checks);

  G_OBJECT_CLASS (uois_facet_list_parent_class)->finalize (object);
}

static void
uois_facet_list_class_init (UoisFacetListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_facet_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = uois_facet_list_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/facet-list.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisFacetList, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisFacetList, rows);
  gtk_widget_class_bind_template_child (widget_class, UoisFacetList, more);
  gtk_widget_class_bind_template_child (widget_class, UoisFacetList, failure);
}

static void
uois_facet_list_init (UoisFacetList *self)
{
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->rows, row_is_sought, self, NULL);
}

void
uois_facet_list_load (UoisFacetList *self,
                      UoisFile *file,
                      const UoisListRequest *request,
                      const UoisField *field,
                      const UoisListCondition *ticked)
{
  g_return_if_fail (UOIS_IS_FACET_LIST (self));

  clear (self);
  self->field = field;
  if (ticked != NULL)
    self->ticked = uois_list_condition_ref ((UoisListCondition *) ticked);
  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  uois_file_facets_async (file, request, field, UOIS_FACETS_USUAL, self->cancellable, facets_cb, g_object_ref (self));
}

void
uois_facet_list_set_search (UoisFacetList *self, const char *text)
{
  g_return_if_fail (UOIS_IS_FACET_LIST (self));

  g_free (self->search);
  self->search = *text != '\0' ? uois_text_fold (text, strlen (text)) : NULL;
  gtk_list_box_invalidate_filter (self->rows);
}

UoisListCondition *
uois_facet_list_make_condition (UoisFacetList *self, UoisListOperator compare)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (UoisValue));
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  g_return_val_if_fail (UOIS_IS_FACET_LIST (self), NULL);

  for (guint i = 0; i < self->checks->len; i++)
    {
      const UoisFacet *facet = get_facet (self, i);

      if (!is_active (self, i))
        continue;
      if (facet->condition->compare == UOIS_LIST_IS_EMPTY && compare == UOIS_LIST_BETWEEN)
        return uois_list_condition_ref (facet->condition);
      if (facet->condition->compare == UOIS_LIST_BETWEEN)
        {
          g_array_append_vals (values, facet->condition->values, facet->condition->n_values);
          for (guint j = 0; j < facet->condition->n_values; j++)
            g_ptr_array_add (texts, facet->condition->texts[j]);
          continue;
        }
      /* Borrowed: the condition copies. */
      g_array_append_val (values, facet->value);
      g_ptr_array_add (texts, facet->value.kind == UOIS_VALUE_NULL ? NULL : facet->text);
    }
  if (values->len == 0)
    return NULL;
  return uois_list_condition_new (self->field, compare, (const UoisValue *) values->data, values->len,
                                  (const char *const *) texts->pdata);
}
