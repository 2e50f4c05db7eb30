/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SECTION: The diagram for other programs
 *
 * A machine as a file: states with those who may lead on, transitions with
 * their names. Text stays text. The same machine gives the same SVG and DOT.
 */

typedef enum
{
  UOIS_DIAGRAM_SVG, /* a picture */
  UOIS_DIAGRAM_PDF, /* a document of one page as large as the diagram */
  UOIS_DIAGRAM_DOT, /* the language of Graphviz */
} UoisDiagramFormat;

#define UOIS_N_DIAGRAM_FORMATS 3

/* Which is also what the file's name ends with: "svg". */
const char *uois_diagram_format_get_name (UoisDiagramFormat format);

/* The machine in the language of Graphviz. */
char *uois_machine_model_to_dot (const UoisMachineModel *model);

/* Takes a while; any thread. */
GBytes *uois_machine_model_draw (const UoisMachineModel *model, UoisDiagramFormat format, GError **error);

/**
 * uois_diagram_export_async:
 * @model: the machine
 * @file: where to; what was there is replaced, and stays if it cannot be
 */
void uois_diagram_export_async (UoisMachineModel *model,
                                UoisDiagramFormat format,
                                GFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean uois_diagram_export_finish (GAsyncResult *result, GError **error);

G_END_DECLS
