/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/markdown-view.h"

#include <md4c.h>
#include <string.h>

#define SPACING 12
#define LIST_SPACING 6

struct _UoisMarkdownView
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (UoisMarkdownView, uois_markdown_view, GTK_TYPE_BOX)

enum
{
  LINK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/**
 * Reader: what md4c's callbacks fill.
 * @boxes: (element-type GtkWidget): where blocks go: the view, and in it the contents of list items
 * @numbers: (element-type guint): the number of the next item of each list that is open; 0: it has none
 * @markup: of the block that is open
 */
typedef struct
{
  UoisMarkdownView *view;
  GPtrArray *boxes;
  GArray *numbers;
  GString *markup;
  GtkWidget *grid;
  int row, column;
} Reader;

/* ---- Blocks ---- */

static gboolean
activate_link_cb (UoisMarkdownView *self, const char *target)
{
  if (g_str_has_prefix (target, "https:"))
    return FALSE;
  g_signal_emit (self, signals[LINK], 0, target);
  return TRUE;
}

static GtkWidget *
make_label (Reader *reader, GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "wrap", TRUE, "xalign", 0.0, "yalign", 0.0,
                                   "selectable", FALSE, NULL);

  gtk_label_set_markup (GTK_LABEL (label), g_strchomp (reader->markup->str));
  g_string_truncate (reader->markup, 0);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (activate_link_cb), reader->view, G_CONNECT_SWAPPED);
  return label;
}

static void
append (Reader *reader, GtkWidget *widget)
{
  gtk_box_append (g_ptr_array_index (reader->boxes, reader->boxes->len - 1), widget);
}

/* The text of a list item that stands in no paragraph, and whatever is left over. */
static void
flush (Reader *reader)
{
  if (reader->markup->len > 0)
    append (reader, make_label (reader, GTK_ACCESSIBLE_ROLE_LABEL));
}

static void
add_heading (Reader *reader, guint level)
{
  const char *const classes[] = { "title-1", "title-3", "heading" };
  GtkWidget *label = make_label (reader, GTK_ACCESSIBLE_ROLE_HEADING);

  gtk_widget_add_css_class (label, classes[CLAMP (level, 1, 3) - 1]);
  gtk_widget_set_margin_top (label, level == 1 ? 0 : SPACING);
  append (reader, label);
}

static void
add_code (Reader *reader)
{
  GtkWidget *label = make_label (reader, GTK_ACCESSIBLE_ROLE_LABEL);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "card");
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "code");
  append (reader, label);
}

static void
begin_list (Reader *reader, guint first)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, LIST_SPACING);

  flush (reader);
  append (reader, box);
  g_ptr_array_add (reader->boxes, box);
  g_array_append_val (reader->numbers, first);
}

static void
end_list (Reader *reader)
{
  g_ptr_array_set_size (reader->boxes, reader->boxes->len - 1);
  g_array_set_size (reader->numbers, reader->numbers->len - 1);
}

static void
begin_item (Reader *reader)
{
  guint *number = &g_array_index (reader->numbers, guint, reader->numbers->len - 1);
  GtkWidget *item = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, LIST_SPACING);
  g_autofree char *mark = *number > 0 ? g_strdup_printf ("%u.", (*number)++) : g_strdup ("•");
  GtkWidget *label = gtk_label_new (mark);

  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_margin_start (label, SPACING);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (item), label);
  gtk_box_append (GTK_BOX (item), box);
  append (reader, item);
  g_ptr_array_add (reader->boxes, box);
}

static void
end_item (Reader *reader)
{
  flush (reader);
  g_ptr_array_set_size (reader->boxes, reader->boxes->len - 1);
}

static void
begin_table (Reader *reader)
{
  reader->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (reader->grid), 2 * SPACING);
  gtk_grid_set_row_spacing (GTK_GRID (reader->grid), LIST_SPACING);
  reader->row = -1;
  append (reader, reader->grid);
}

static void
add_cell (Reader *reader, gboolean is_heading)
{
  GtkWidget *label = make_label (reader, is_heading ? GTK_ACCESSIBLE_ROLE_HEADING : GTK_ACCESSIBLE_ROLE_LABEL);

  if (is_heading)
    gtk_widget_add_css_class (label, "heading");
  /* The last column takes what is left, so that long texts in it wrap. */
  gtk_widget_set_hexpand (label, reader->column > 0);
  gtk_grid_attach (GTK_GRID (reader->grid), label, reader->column++, reader->row, 1, 1);
}

/* ---- md4c ---- */

static int
enter_block_cb (MD_BLOCKTYPE type, void *detail, void *user_data)
{
  Reader *reader = user_data;

  switch (type)
    {
    case MD_BLOCK_UL:
      begin_list (reader, 0);
      break;
    case MD_BLOCK_OL:
      begin_list (reader, ((MD_BLOCK_OL_DETAIL *) detail)->start);
      break;
    case MD_BLOCK_LI:
      begin_item (reader);
      break;
    case MD_BLOCK_TABLE:
      begin_table (reader);
      break;
    case MD_BLOCK_TR:
      reader->row++;
      reader->column = 0;
      break;
    default:
      break;
    }
  return 0;
}

static int
leave_block_cb (MD_BLOCKTYPE type, void *detail, void *user_data)
{
  Reader *reader = user_data;

  switch (type)
    {
    case MD_BLOCK_H:
      add_heading (reader, ((MD_BLOCK_H_DETAIL *) detail)->level);
      break;
    case MD_BLOCK_P:
      flush (reader);
      break;
    case MD_BLOCK_CODE:
      add_code (reader);
      break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      end_list (reader);
      break;
    case MD_BLOCK_LI:
      end_item (reader);
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      add_cell (reader, type == MD_BLOCK_TH);
      break;
    default:
      break;
    }
  return 0;
}

static void
append_escaped (GString *markup, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, length);

  g_string_append (markup, escaped);
}

static const char *
get_tag (MD_SPANTYPE type)
{
  switch (type)
    {
    case MD_SPAN_EM:
      return "i";
    case MD_SPAN_STRONG:
      return "b";
    case MD_SPAN_CODE:
      return "tt";
    case MD_SPAN_A:
      return "a";
    default:
      return NULL;
    }
}

static int
enter_span_cb (MD_SPANTYPE type, void *detail, void *user_data)
{
  Reader *reader = user_data;
  const char *tag = get_tag (type);

  if (type == MD_SPAN_A)
    {
      const MD_ATTRIBUTE *target = &((MD_SPAN_A_DETAIL *) detail)->href;

      g_string_append (reader->markup, "<a href=\"");
      append_escaped (reader->markup, target->text, target->size);
      g_string_append (reader->markup, "\">");
    }
  else if (tag != NULL)
    g_string_append_printf (reader->markup, "<%s>", tag);
  return 0;
}

static int
leave_span_cb (MD_SPANTYPE type, void *detail, void *user_data)
{
  Reader *reader = user_data;
  const char *tag = get_tag (type);

  if (tag != NULL)
    g_string_append_printf (reader->markup, "</%s>", tag);
  return 0;
}

static int
text_cb (MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user_data)
{
  Reader *reader = user_data;

  switch (type)
    {
    case MD_TEXT_SOFTBR:
      g_string_append_c (reader->markup, ' ');
      break;
    case MD_TEXT_BR:
      g_string_append_c (reader->markup, '\n');
      break;
    case MD_TEXT_ENTITY:
      /* Those of HTML that Pango does not know are not for help pages. */
      g_string_append_len (reader->markup, text, size);
      break;
    default:
      append_escaped (reader->markup, text, size);
      break;
    }
  return 0;
}

/* ---- Public ---- */

void
uois_markdown_view_set_text (UoisMarkdownView *self, const char *text)
{
  const MD_PARSER parser = {
    .flags = MD_FLAG_TABLES | MD_FLAG_NOHTML,
    .enter_block = enter_block_cb,
    .leave_block = leave_block_cb,
    .enter_span = enter_span_cb,
    .leave_span = leave_span_cb,
    .text = text_cb,
  };
  g_autoptr (GPtrArray) boxes = g_ptr_array_new ();
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GString) markup = g_string_new (NULL);
  Reader reader = { .view = self, .boxes = boxes, .numbers = numbers, .markup = markup };
  GtkWidget *child;

  g_return_if_fail (UOIS_IS_MARKDOWN_VIEW (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  g_ptr_array_add (boxes, self);
  md_parse (text, strlen (text), &parser, &reader);
}

static void
uois_markdown_view_class_init (UoisMarkdownViewClass *klass)
{
  signals[LINK] = g_signal_new ("link", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_STRING);
}

static void
uois_markdown_view_init (UoisMarkdownView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), SPACING);
}

GtkWidget *
uois_markdown_view_new (void)
{
  return g_object_new (UOIS_TYPE_MARKDOWN_VIEW, NULL);
}
