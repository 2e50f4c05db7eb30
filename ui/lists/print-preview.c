/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/print-preview.h"

#include "compat-dialogs.h"
#include "lists/print-source.h"

#include <glib/gi18n-lib.h>

/* Microseconds of a turn of the main loop that laying out may take. */
#define SLICE 8000
#define PAGE_GAP 12.0

struct _UoisPrintPreview
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkProgressBar *progress_bar;
  AdwStatusPage *failed_page;
  AdwToastOverlay *toasts;
  GtkDrawingArea *area;
  GtkLabel *page_label;
  GtkDropDown *orientation_menu;

  /* Owned */
  UoisPrintout *printout; /* nullable: while it is read */
  GCancellable *cancellable;

  guint layout_source;
  guint page;
  gboolean laid_out;
};

G_DEFINE_FINAL_TYPE (UoisPrintPreview, uois_print_preview, ADW_TYPE_WINDOW)

/* ---- The page ---- */

static UoisPaper
get_paper (UoisPrintPreview *self)
{
  return uois_paper_new (gtk_drop_down_get_selected (self->orientation_menu) == 1);
}

static void
update_actions (UoisPrintPreview *self)
{
  guint n_pages = self->laid_out ? uois_printout_get_n_pages (self->printout) : 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.print", self->laid_out);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.save", self->laid_out);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.previous", self->page > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.next", self->page + 1 < n_pages);
}

static void
show_page (UoisPrintPreview *self, guint page)
{
  g_autofree char *text = NULL;
  g_autofree char *content = NULL;

  self->page = page;
  text = g_strdup_printf (_ ("Page %u of %u"), page + 1, uois_printout_get_n_pages (self->printout));
  content = uois_printout_describe_page (self->printout, page);
  gtk_label_set_text (self->page_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, content, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
  update_actions (self);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  UoisPrintPreview *self = UOIS_PRINT_PREVIEW (user_data);
  UoisPaper paper = get_paper (self);
  double scale = MIN ((width - 2 * PAGE_GAP) / paper.width, (height - 2 * PAGE_GAP) / paper.height);

  if (!self->laid_out || scale <= 0.0)
    return;
  cairo_translate (cr, (width - scale * paper.width) / 2, (height - scale * paper.height) / 2);
  cairo_scale (cr, scale, scale);
  /* Paper is white in a dark window too. */
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_rectangle (cr, 0.0, 0.0, paper.width, paper.height);
  cairo_fill_preserve (cr);
  cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
  cairo_set_line_width (cr, 1.0 / scale);
  cairo_stroke (cr);
  uois_printout_draw_page (self->printout, cr, self->page);
}

static gboolean
layout_cb (gpointer user_data)
{
  UoisPrintPreview *self = UOIS_PRINT_PREVIEW (user_data);

  if (!uois_printout_lay_out (self->printout, SLICE))
    {
      gtk_progress_bar_set_fraction (self->progress_bar, 0.5 + uois_printout_get_progress (self->printout) / 2);
      return G_SOURCE_CONTINUE;
    }
  self->layout_source = 0;
  self->laid_out = TRUE;
  gtk_stack_set_visible_child_name (self->stack, "pages");
  show_page (self, MIN (self->page, uois_printout_get_n_pages (self->printout) - 1));
  gtk_widget_grab_focus (GTK_WIDGET (self->area));
  return G_SOURCE_REMOVE;
}

static void
lay_out (UoisPrintPreview *self)
{
  UoisPaper paper = get_paper (self);

  uois_printout_set_paper (self->printout, &paper);
  self->laid_out = FALSE;
  update_actions (self);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  g_clear_handle_id (&self->layout_source, g_source_remove);
  self->layout_source = g_idle_add (layout_cb, self);
}

static void
orientation_cb (UoisPrintPreview *self)
{
  if (self->printout != NULL)
    lay_out (self);
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_page (UOIS_PRINT_PREVIEW (widget), UOIS_PRINT_PREVIEW (widget)->page - 1);
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_page (UOIS_PRINT_PREVIEW (widget), UOIS_PRINT_PREVIEW (widget)->page + 1);
}

/* ---- On paper ---- */

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, UoisPrintout *printout)
{
  GtkPageSetup *setup = gtk_print_context_get_page_setup (context);
  UoisPaper paper = uois_paper_new (FALSE);

  paper.width = gtk_page_setup_get_paper_width (setup, GTK_UNIT_POINTS);
  paper.height = gtk_page_setup_get_paper_height (setup, GTK_UNIT_POINTS);
  uois_printout_set_paper (printout, &paper);
}

/* GTK asks again in the next turn of the main loop. */
static gboolean
paginate_cb (GtkPrintOperation *operation, GtkPrintContext *context, UoisPrintout *printout)
{
  if (!uois_printout_lay_out (printout, SLICE))
    return FALSE;
  gtk_print_operation_set_n_pages (operation, (int) uois_printout_get_n_pages (printout));
  return TRUE;
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, UoisPrintout *printout)
{
  uois_printout_draw_page (printout, gtk_print_context_get_cairo_context (context), (guint) page);
}

static void
show_toast (UoisPrintPreview *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

/* The paper of the printer may have been another. */
static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, UoisPrintPreview *self)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      show_toast (self, error->message);
    }
  if (self->cancellable != NULL)
    lay_out (self);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisPrintPreview *self = UOIS_PRINT_PREVIEW (widget);
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) size = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, size);
  gtk_page_setup_set_orientation (setup, gtk_drop_down_get_selected (self->orientation_menu) == 1 ?
                                             GTK_PAGE_ORIENTATION_LANDSCAPE :
                                             GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, uois_printout_get_title (self->printout));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, TRUE);
  g_signal_connect_object (operation, "begin-print", G_CALLBACK (begin_print_cb), self->printout, 0);
  g_signal_connect_object (operation, "paginate", G_CALLBACK (paginate_cb), self->printout, 0);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (draw_page_cb), self->printout, 0);
  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), NULL);
}

/* ---- As a file ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisPrintPreview) self = user_data;
  g_autoptr (GError) error = NULL;

  if (uois_printout_save_finish (UOIS_PRINTOUT (source), result, &error))
    show_toast (self, _ ("Saved as PDF"));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_toast (self, error->message);
}

void
uois_print_preview_save (UoisPrintPreview *self, const char *path)
{
  g_return_if_fail (UOIS_IS_PRINT_PREVIEW (self) && self->laid_out);

  uois_printout_save_async (self->printout, path, self->cancellable, saved_cb, g_object_ref (self));
}

static void
path_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UoisPrintPreview *self = UOIS_PRINT_PREVIEW (source);
  g_autoptr (GFile) file = uois_compat_choose_file_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->laid_out)
    uois_print_preview_save (self, path);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  UoisPrintPreview *self = UOIS_PRINT_PREVIEW (widget);
  g_autofree char *file_name = g_strdup_printf ("%s.pdf", uois_printout_get_title (self->printout));

  g_strdelimit (file_name, "/", '-');
  uois_compat_choose_any_file_async (GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Save as PDF"), file_name,
                                     path_chosen_cb, NULL);
}

/* ---- Reading ---- */

static void
progress_cb (double fraction, const char *what, gpointer data)
{
  UoisPrintPreview *self = UOIS_PRINT_PREVIEW (data);

  if (self->cancellable != NULL)
    gtk_progress_bar_set_fraction (self->progress_bar, fraction / 2);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UoisPrintPreview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UoisPrintout) printout = uois_print_finish (result, &error);

  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (printout == NULL)
    {
      g_autofree char *description = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failed_page, description);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  gtk_drop_down_set_selected (self->orientation_menu, uois_printout_wants_landscape (printout) ? 1 : 0);
  self->printout = g_steal_pointer (&printout);
  lay_out (self);
}

/* ---- GObject ---- */

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return GDK_EVENT_STOP;
}

static void
uois_print_preview_dispose (GObject *object)
{
  UoisPrintPreview *self = UOIS_PRINT_PREVIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->layout_source, g_source_remove);
  if (self->area != NULL)
    gtk_drawing_area_set_draw_func (self->area, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_PRINT_PREVIEW);
  g_clear_object (&self->printout);

  G_OBJECT_CLASS (uois_print_preview_parent_class)->dispose (object);
}

static void
uois_print_preview_class_init (UoisPrintPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_print_preview_dispose;

  gtk_widget_class_install_action (widget_class, "preview.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "preview.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "preview.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "preview.next", NULL, next_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "preview.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "preview.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "preview.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "preview.save", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);

  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/print-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisPrintPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, UoisPrintPreview, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, UoisPrintPreview, failed_page);
  gtk_widget_class_bind_template_child (widget_class, UoisPrintPreview, toasts);
  gtk_widget_class_bind_template_child (widget_class, UoisPrintPreview, area);
  gtk_widget_class_bind_template_child (widget_class, UoisPrintPreview, page_label);
  gtk_widget_class_bind_template_child (widget_class, UoisPrintPreview, orientation_menu);
  gtk_widget_class_bind_template_callback (widget_class, orientation_cb);
}

static void
uois_print_preview_init (UoisPrintPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_drawing_area_set_draw_func (self->area, draw_cb, self, NULL);
  update_actions (self);
}

static UoisPrintPreview *
present_preview (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  UoisPrintPreview *self =
      g_object_new (UOIS_TYPE_PRINT_PREVIEW, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);

  gtk_window_present (GTK_WINDOW (self));
  return self;
}

void
uois_print_list (GtkWidget *widget, UoisRecordList *list)
{
  UoisPrintPreview *self = present_preview (widget);
  UoisListModel *model = uois_record_list_get_model (list);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_autoptr (GPtrArray) fields = uois_record_list_get_columns (list);
  UoisListRequest request;

  uois_record_list_get_request (list, &request);
  uois_print_list_async (uois_record_list_get_file (list), &request, uois_list_model_get_rows (model), n_rows,
                         (const UoisField *const *) fields->pdata, fields->len, progress_cb, self, self->cancellable,
                         read_cb, g_object_ref (self));
}

void
uois_print_record (GtkWidget *widget, UoisFile *file, const UoisType *type, const UoisUuid *id)
{
  UoisPrintPreview *self = present_preview (widget);

  uois_print_record_async (file, type, id, progress_cb, self, self->cancellable, read_cb, g_object_ref (self));
}

gboolean
uois_print_preview_get_settled (UoisPrintPreview *self)
{
  g_return_val_if_fail (UOIS_IS_PRINT_PREVIEW (self), FALSE);

  return self->laid_out;
}

guint
uois_print_preview_get_n_pages (UoisPrintPreview *self)
{
  g_return_val_if_fail (UOIS_IS_PRINT_PREVIEW (self), 0);

  return self->laid_out ? uois_printout_get_n_pages (self->printout) : 0;
}

char *
uois_print_preview_describe (UoisPrintPreview *self)
{
  g_return_val_if_fail (UOIS_IS_PRINT_PREVIEW (self) && self->laid_out, NULL);

  return uois_printout_describe_page (self->printout, self->page);
}
