/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lists/printout-private.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#define FONT "Sans 9"
#define FONT_BOLD "Sans Bold 9"
#define FONT_TITLE "Sans Bold 14"
#define FONT_HEADING "Sans Bold 11"
#define FONT_SMALL "Sans 8"

#define CELL_PADDING 3.0
#define HEADING_SPACE 12.0
#define FOOTER_HEIGHT 24.0
#define HEADER_HEIGHT 22.0
/* A cell of a table takes no more lines than this. */
#define CELL_LINES 3
/* A column takes no more of the width than this as long as others want it. */
#define COLUMN_SHARE 0.4
/* So many rows tell how wide a column is. */
#define ROWS_SAMPLED 200
#define FIELD_LABEL_SHARE 0.3

/* Pango has none of its own before 1.51. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PangoContext, g_object_unref)

/* ---- Texts ---- */

/* The same measures for every surface: in points, without fitting letters to pixels. */
static PangoContext *
new_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72.0);
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

static PangoLayout *
new_layout (PangoContext *context, const char *font)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

/* @lines: after which the rest is left out; 0: never */
static double
set_text (PangoLayout *layout, const char *text, double width, int lines)
{
  int height;

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_height (layout, lines > 0 ? -lines : -1);
  pango_layout_set_ellipsize (layout, lines > 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static double
natural_width (PangoLayout *layout, const char *text)
{
  int width;

  pango_layout_set_width (layout, -1);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

/* ---- Widths of columns ---- */

static double
body_width (const UoisPaper *paper)
{
  return paper->width - 2 * paper->margin;
}

static void
measure_columns (UoisPrintTable *table, PangoLayout *plain, PangoLayout *bold, double *natural)
{
  for (guint i = 0; i < table->n_columns; i++)
    {
      natural[i] = natural_width (bold, _uois_print_table_get_label (table, i));
      for (guint row = 0; row < MIN (table->records->len, ROWS_SAMPLED); row++)
        {
          if (g_ptr_array_index (table->records, row) != NULL)
            natural[i] = MAX (natural[i], natural_width (plain, _uois_print_table_get_text (table, row, i)));
        }
      natural[i] += 2 * CELL_PADDING;
    }
}

static double
sum (const double *values, guint length)
{
  double total = 0.0;

  for (guint i = 0; i < length; i++)
    total += values[i];
  return total;
}

/* The narrow columns get what they want; the wide ones share the rest. */
static void
fit_columns (UoisPrintTable *table, const double *natural, double width)
{
  guint n = table->n_columns;
  double left = width;
  guint n_wide = n;
  gboolean settled = FALSE;

  for (guint i = 0; i < n; i++)
    table->widths[i] = 0.0;
  while (!settled && n_wide > 0)
    {
      double share = left / n_wide;

      settled = TRUE;
      for (guint i = 0; i < n; i++)
        {
          if (table->widths[i] > 0.0 || natural[i] > share)
            continue;
          table->widths[i] = natural[i];
          left -= natural[i];
          n_wide--;
          settled = FALSE;
        }
    }
  for (guint i = 0; i < n; i++)
    {
      if (table->widths[i] <= 0.0)
        table->widths[i] = left / n_wide;
      else if (n_wide == 0)
        table->widths[i] += left / n;
    }
}

gboolean
uois_printout_wants_landscape (UoisPrintout *self)
{
  UoisPaper paper = uois_paper_new (FALSE);
  g_autoptr (PangoContext) context = new_context ();
  g_autoptr (PangoLayout) plain = new_layout (context, FONT);
  g_autoptr (PangoLayout) bold = new_layout (context, FONT_BOLD);
  gboolean wants = FALSE;

  for (guint i = 0; i < self->tables->len && !wants; i++)
    {
      UoisPrintTable *table = g_ptr_array_index (self->tables, i);
      g_autofree double *natural = g_new0 (double, table->n_columns);

      measure_columns (table, plain, bold, natural);
      for (guint column = 0; column < table->n_columns; column++)
        natural[column] = MIN (natural[column], COLUMN_SHARE * body_width (&paper));
      wants = sum (natural, table->n_columns) > body_width (&paper);
    }
  return wants;
}

/* ---- Laying out ---- */

void
uois_printout_set_paper (UoisPrintout *self, const UoisPaper *paper)
{
  self->paper = *paper;
  self->has_widths = FALSE;
  self->n_laid_out = 0;
  g_array_set_size (self->pages, 0);
}

static void
find_widths (UoisPrintout *self, PangoLayout *plain, PangoLayout *bold)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      UoisPrintTable *table = g_ptr_array_index (self->tables, i);
      g_autofree double *natural = g_new0 (double, table->n_columns);

      measure_columns (table, plain, bold, natural);
      fit_columns (table, natural, body_width (&self->paper));
      table->header_height = 0.0;
      for (guint column = 0; column < table->n_columns; column++)
        table->header_height =
            MAX (table->header_height, set_text (bold, _uois_print_table_get_label (table, column),
                                                 table->widths[column] - 2 * CELL_PADDING, CELL_LINES));
      table->header_height += 2 * CELL_PADDING;
    }
  self->has_widths = TRUE;
}

static double
measure_row (const UoisPrintTable *table, guint row, PangoLayout *plain)
{
  double height = 0.0;

  for (guint i = 0; i < table->n_columns; i++)
    height = MAX (height, set_text (plain, _uois_print_table_get_text (table, row, i),
                                    table->widths[i] - 2 * CELL_PADDING, CELL_LINES));
  return height + 2 * CELL_PADDING;
}

static double
measure_line (UoisPrintout *self, const UoisPrintLine *line, PangoLayout *plain, PangoLayout *heading)
{
  double width = body_width (&self->paper);

  switch (line->kind)
    {
    case UOIS_PRINT_HEADING:
      return set_text (heading, line->text, width, 2) + HEADING_SPACE + CELL_PADDING;
    case UOIS_PRINT_FIELD:
      return MAX (set_text (plain, line->label, FIELD_LABEL_SHARE * width - CELL_PADDING, 0),
                  set_text (plain, *line->text != '\0' ? line->text : " ", (1.0 - FIELD_LABEL_SHARE) * width, 0)) +
             2 * CELL_PADDING;
    case UOIS_PRINT_ROW:
      return measure_row (line->table, line->row, plain);
    case UOIS_PRINT_NOTE:
    default:
      return set_text (plain, line->text, width, 0) + 2 * CELL_PADDING;
    }
}

static double
top_of_page (UoisPrintout *self, guint page, PangoContext *context)
{
  double y = self->paper.margin;

  if (page > 0)
    return y + HEADER_HEIGHT;
  {
    g_autoptr (PangoLayout) title = new_layout (context, FONT_TITLE);
    g_autoptr (PangoLayout) plain = new_layout (context, FONT);

    y += set_text (title, self->title, body_width (&self->paper), 3);
    if (self->subtitle != NULL)
      y += CELL_PADDING + set_text (plain, self->subtitle, body_width (&self->paper), 6);
  }
  return y + HEADING_SPACE;
}

static void
begin_page (UoisPrintout *self, guint line, PangoContext *context)
{
  self->y = top_of_page (self, self->pages->len, context);
  g_array_append_val (self->pages, line);
}

/* A heading goes with what it stands over. */
static double
height_needed (UoisPrintout *self, guint index, PangoLayout *plain, PangoLayout *heading)
{
  UoisPrintLine *line = &g_array_index (self->lines, UoisPrintLine, index);
  guint first = self->pages->len > 0 ? g_array_index (self->pages, guint, self->pages->len - 1) : 0;
  double height = line->height;

  if (_uois_printout_begins_table (self, index, first))
    height += line->table->header_height;
  if (line->kind == UOIS_PRINT_HEADING && index + 1 < self->lines->len)
    {
      UoisPrintLine *next = line + 1;

      height += measure_line (self, next, plain, heading) + (next->table != NULL ? next->table->header_height : 0.0);
    }
  return height;
}

static void
lay_out_line (UoisPrintout *self, PangoContext *context, PangoLayout *plain, PangoLayout *heading)
{
  guint index = self->n_laid_out++;
  UoisPrintLine *line = &g_array_index (self->lines, UoisPrintLine, index);
  double bottom = self->paper.height - self->paper.margin - FOOTER_HEIGHT;
  guint first;

  line->height = measure_line (self, line, plain, heading);
  first = g_array_index (self->pages, guint, self->pages->len - 1);
  if (index > first && self->y + height_needed (self, index, plain, heading) > bottom)
    {
      begin_page (self, index, context);
      first = index;
    }
  if (_uois_printout_begins_table (self, index, first))
    self->y += line->table->header_height;
  self->y += line->height;
}

gboolean
uois_printout_lay_out (UoisPrintout *self, gint64 microseconds)
{
  gint64 end = g_get_monotonic_time () + microseconds;
  g_autoptr (PangoContext) context = new_context ();
  g_autoptr (PangoLayout) plain = new_layout (context, FONT);
  g_autoptr (PangoLayout) bold = new_layout (context, FONT_BOLD);
  g_autoptr (PangoLayout) heading = new_layout (context, FONT_HEADING);

  g_return_val_if_fail (UOIS_IS_PRINTOUT (self), TRUE);

  if (!self->has_widths)
    {
      find_widths (self, plain, bold);
      begin_page (self, 0, context);
    }
  while (self->n_laid_out < self->lines->len && g_get_monotonic_time () < end)
    lay_out_line (self, context, plain, heading);
  return self->n_laid_out == self->lines->len;
}

/* ---- Drawing ---- */

static void
show (cairo_t *cr, PangoLayout *layout, double x, double y)
{
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

/* Black on any printer, but for hairlines between rows. */
static void
draw_rule (UoisPrintout *self, cairo_t *cr, double y, double width, double grey)
{
  cairo_save (cr);
  cairo_set_line_width (cr, width);
  cairo_set_source_rgb (cr, grey, grey, grey);
  cairo_move_to (cr, self->paper.margin, y);
  cairo_line_to (cr, self->paper.width - self->paper.margin, y);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static double
draw_header (UoisPrintout *self, cairo_t *cr, const UoisPrintTable *table, PangoLayout *bold, double y)
{
  double x = self->paper.margin;

  for (guint i = 0; i < table->n_columns; i++)
    {
      set_text (bold, _uois_print_table_get_label (table, i), table->widths[i] - 2 * CELL_PADDING, CELL_LINES);
      show (cr, bold, x + CELL_PADDING, y + CELL_PADDING);
      x += table->widths[i];
    }
  draw_rule (self, cr, y + table->header_height, 0.75, 0.0);
  return y + table->header_height;
}

static void
draw_row (UoisPrintout *self, cairo_t *cr, const UoisPrintLine *line, PangoLayout *plain, double y)
{
  double x = self->paper.margin;

  for (guint i = 0; i < line->table->n_columns; i++)
    {
      set_text (plain, _uois_print_table_get_text (line->table, line->row, i),
                line->table->widths[i] - 2 * CELL_PADDING, CELL_LINES);
      show (cr, plain, x + CELL_PADDING, y + CELL_PADDING);
      x += line->table->widths[i];
    }
  draw_rule (self, cr, y + line->height, 0.25, 0.6);
}

static void
draw_field (UoisPrintout *self, cairo_t *cr, const UoisPrintLine *line, PangoLayout *plain, PangoLayout *bold, double y)
{
  double width = body_width (&self->paper);
  double label_width = FIELD_LABEL_SHARE * width;

  set_text (bold, line->label, label_width - CELL_PADDING, 0);
  show (cr, bold, self->paper.margin, y + CELL_PADDING);
  set_text (plain, line->text, width - label_width, 0);
  show (cr, plain, self->paper.margin + label_width, y + CELL_PADDING);
  draw_rule (self, cr, y + line->height, 0.25, 0.6);
}

static void
draw_top (UoisPrintout *self, cairo_t *cr, guint page, PangoContext *context)
{
  double y = self->paper.margin;
  g_autoptr (PangoLayout) title = new_layout (context, page > 0 ? FONT_SMALL : FONT_TITLE);
  g_autoptr (PangoLayout) plain = new_layout (context, FONT);

  y += set_text (title, self->title, body_width (&self->paper), page > 0 ? 1 : 3);
  show (cr, title, self->paper.margin, self->paper.margin);
  if (page > 0 || self->subtitle == NULL)
    return;
  set_text (plain, self->subtitle, body_width (&self->paper), 6);
  show (cr, plain, self->paper.margin, y + CELL_PADDING);
}

static void
draw_footer (UoisPrintout *self, cairo_t *cr, guint page, PangoContext *context)
{
  double y = self->paper.height - self->paper.margin - FOOTER_HEIGHT / 2;
  double width = body_width (&self->paper);
  g_autofree char *left = g_strdup_printf ("%s, %s", self->origin, self->date);
  g_autofree char *right = _uois_printout_format_page_number (self, page);
  g_autoptr (PangoLayout) layout = new_layout (context, FONT_SMALL);

  set_text (layout, left, width * 0.7, 1);
  show (cr, layout, self->paper.margin, y);
  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  set_text (layout, right, width, 1);
  show (cr, layout, self->paper.margin, y);
}

void
uois_printout_draw_page (UoisPrintout *self, cairo_t *cr, guint page)
{
  g_autoptr (PangoContext) context = new_context ();
  g_autoptr (PangoLayout) plain = new_layout (context, FONT);
  g_autoptr (PangoLayout) bold = new_layout (context, FONT_BOLD);
  g_autoptr (PangoLayout) heading = new_layout (context, FONT_HEADING);
  double y = top_of_page (self, page, context);
  guint first, end;

  g_return_if_fail (UOIS_IS_PRINTOUT (self) && page < self->pages->len);

  cairo_set_source_rgb (cr, 0.0, 0.0, 0.0);
  draw_top (self, cr, page, context);
  _uois_printout_get_page (self, page, &first, &end);
  for (guint i = first; i < end; i++)
    {
      const UoisPrintLine *line = &g_array_index (self->lines, UoisPrintLine, i);

      if (_uois_printout_begins_table (self, i, first))
        y = draw_header (self, cr, line->table, bold, y);
      switch (line->kind)
        {
        case UOIS_PRINT_ROW:
          draw_row (self, cr, line, plain, y);
          break;
        case UOIS_PRINT_FIELD:
          draw_field (self, cr, line, plain, bold, y);
          break;
        case UOIS_PRINT_HEADING:
          set_text (heading, line->text, body_width (&self->paper), 2);
          show (cr, heading, self->paper.margin, y + HEADING_SPACE);
          break;
        case UOIS_PRINT_NOTE:
        default:
          set_text (plain, line->text, body_width (&self->paper), 0);
          show (cr, plain, self->paper.margin, y + CELL_PADDING);
        }
      y += line->height;
    }
  draw_footer (self, cr, page, context);
}

/* ---- A PDF file ---- */

static cairo_status_t
write_cb (void *stream, const unsigned char *data, unsigned int length)
{
  return g_output_stream_write_all (stream, data, length, NULL, NULL, NULL) ? CAIRO_STATUS_SUCCESS :
                                                                              CAIRO_STATUS_WRITE_ERROR;
}

static cairo_status_t
draw_pages (UoisPrintout *self, GOutputStream *stream, GCancellable *cancellable)
{
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (write_cb, stream, self->paper.width, self->paper.height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  for (guint i = 0; i < self->pages->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      uois_printout_draw_page (self, cr, i);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GFile) file = g_file_new_for_path (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, &error);
  g_autoptr (GCancellable) given_up = g_cancellable_new ();
  cairo_status_t status;

  if (stream == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  status = draw_pages (UOIS_PRINTOUT (source), G_OUTPUT_STREAM (stream), cancellable);
  /* Closed so, the file that was there stays. */
  if (status != CAIRO_STATUS_SUCCESS || g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (given_up);
  g_output_stream_close (G_OUTPUT_STREAM (stream), given_up, &error);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (status != CAIRO_STATUS_SUCCESS)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", cairo_status_to_string (status));
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

void
uois_printout_save_async (
    UoisPrintout *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, uois_printout_save_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, save_thread);
}

gboolean
uois_printout_save_finish (UoisPrintout *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
