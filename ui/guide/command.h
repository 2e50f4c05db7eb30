/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisCommand: something the program can be told to do, for the palette.
 * @action: (owned): the detailed name of the action that does it: `win.go::home`
 * @label: (owned): what a person calls it
 * @keys: (owned) (nullable): its shortcut, in the words of the person's keyboard: `Ctrl+S`
 * @icon: (nullable): name of its icon
 * @enabled: whether it can be done now
 */
typedef struct
{
  char *action;
  char *label;
  char *keys;
  const char *icon;
  gboolean enabled;
} UoisCommand;

void uois_command_free (UoisCommand *command);

/**
 * uois_command_find:
 * @window: whose actions, and those of its application
 * @registry: (nullable): of the file that it shows; %NULL for none
 * @text: what is sought; the empty text finds all
 *
 * Every word of @text must begin a word of the command: of its label or of what else people call it, in their language
 * or in English; accents do not matter.
 *
 * Returns: (transfer full) (element-type UoisCommand): in a fixed order, those first that can be done now
 */
GPtrArray *uois_command_find (GtkApplicationWindow *window, UoisRegistry *registry, const char *text);

/* Whether @action, a name with its prefix, stands in the table of commands. For tests. */
gboolean uois_command_is_known (const char *action);

void uois_command_activate (const UoisCommand *command, GtkWidget *widget);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisCommand, uois_command_free)

G_END_DECLS
