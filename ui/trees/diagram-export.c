/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trees/diagram-export.h"

#include "trees/diagram-private.h"

#include <glib/gi18n-lib.h>
#include <graphviz/gvc.h>

static const char *const format_names[] = {
  [UOIS_DIAGRAM_SVG] = "svg",
  [UOIS_DIAGRAM_PDF] = "pdf",
  [UOIS_DIAGRAM_DOT] = "dot",
};

const char *
uois_diagram_format_get_name (UoisDiagramFormat format)
{
  return format_names[format];
}

/* ---- DOT ---- */

static void
append_quoted (GString *text, const char *word)
{
  g_autoptr (GString) plain = g_string_new (word);

  g_string_replace (plain, "\\", "\\\\", 0);
  g_string_replace (plain, "\"", "\\\"", 0);
  g_string_append_printf (text, "\"%s\"", plain->str);
}

/* Graphviz looks for names to fill in, such as \N, in a text with markup, too. */
static char *
escape_markup (const char *word)
{
  g_autofree char *escaped = g_markup_escape_text (word, -1);
  g_autoptr (GString) text = g_string_new (escaped);

  g_string_replace (text, "\\", "\\\\", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A text with markup: the name, and smaller below it who may lead on. */
static void
append_state_label (GString *text, const UoisState *state)
{
  g_autofree char *title = escape_markup (state->title);

  g_string_append_printf (text, "<%s", title);
  for (guint i = 0; i < state->actors->len; i++)
    {
      g_autofree char *actor = escape_markup (uois_state_get_actor (state, i)->title);

      g_string_append_printf (text, "<BR/><FONT POINT-SIZE=\"10\">%s</FONT>", actor);
    }
  g_string_append_c (text, '>');
}

char *
uois_machine_model_to_dot (const UoisMachineModel *model)
{
  GString *text = g_string_new ("digraph ");

  append_quoted (text, model->title);
  g_string_append (text, " {\n"
                         "  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n"
                         "  edge [fontname=\"sans-serif\", fontsize=12];\n");
  for (guint i = 0; i < model->states->len; i++)
    {
      const UoisState *state = uois_machine_model_get_state (model, i);

      g_string_append_printf (text, "  s%u [label=", i);
      append_state_label (text, state);
      g_string_append (text, state->n_exits == 0 ? ", peripheries=2];\n" : "];\n");
      if (state->initial)
        g_string_append_printf (text, "  begin%u [shape=point, width=0.15];\n  begin%u -> s%u;\n", i, i, i);
    }
  for (guint i = 0; i < model->transitions->len; i++)
    {
      const UoisTransition *transition = uois_machine_model_get_transition (model, i);

      if (transition->source == UOIS_STATE_ELSEWHERE || transition->target == UOIS_STATE_ELSEWHERE)
        continue;
      g_string_append_printf (text, "  s%u -> s%u [label=", transition->source, transition->target);
      append_quoted (text, transition->title);
      g_string_append (text, "];\n");
    }
  g_string_append (text, "}\n");
  return g_string_free (text, FALSE);
}

/* ---- Pictures ---- */

static GBytes *
render (const char *dot, const char *format)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&_uois_graphviz_mutex);
  GVC_t *context = _uois_graphviz_get_context ();
  Agraph_t *graph = agmemread (dot);
  GBytes *drawn = NULL;
  char *data = NULL;
  unsigned int length = 0;

  if (graph != NULL && gvLayout (context, graph, "dot") == 0)
    {
      if (gvRenderData (context, graph, format, &data, &length) == 0 && data != NULL)
        drawn = g_bytes_new (data, length);
      gvFreeRenderData (data);
      gvFreeLayout (context, graph);
    }
  if (graph != NULL)
    agclose (graph);
  return drawn;
}

GBytes *
uois_machine_model_draw (const UoisMachineModel *model, UoisDiagramFormat format, GError **error)
{
  g_autofree char *dot = uois_machine_model_to_dot (model);
  GBytes *drawn;

  if (format == UOIS_DIAGRAM_DOT)
    {
      gsize length = strlen (dot);

      return g_bytes_new_take (g_steal_pointer (&dot), length);
    }
  drawn = render (dot, format_names[format]);
  if (drawn == NULL)
    g_set_error_literal (error, UOIS_ERROR, UOIS_ERROR_INVALID, _ ("The diagram could not be drawn."));
  return drawn;
}

/* ---- Files ---- */

typedef struct
{
  UoisMachineModel *model;
  UoisDiagramFormat format;
  GFile *file;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  uois_machine_model_unref (export->model);
  g_object_unref (export->file);
  g_free (export);
}

static void
export_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Export *export = task_data;
  GError *error = NULL;
  g_autoptr (GBytes) drawn = uois_machine_model_draw (export->model, export->format, &error);

  if (drawn != NULL && g_file_replace_contents (export->file, g_bytes_get_data (drawn, NULL), g_bytes_get_size (drawn),
                                                NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
uois_diagram_export_async (UoisMachineModel *model,
                           UoisDiagramFormat format,
                           GFile *file,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);

  export->model = uois_machine_model_ref (model);
  export->format = format;
  export->file = g_object_ref (file);
  g_task_set_source_tag (task, uois_diagram_export_async);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, export_thread);
}

gboolean
uois_diagram_export_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, uois_diagram_export_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
