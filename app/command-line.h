/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "verb.h"

G_BEGIN_DECLS

/**
 * UoisCommandLine: what was asked for, before any work.
 * @verb: (nullable): %NULL asks for the window
 * @path: (owned) (nullable): the file that `-f` before the verb named
 * @rest: (owned): the words after the verb, or the files for the window
 * @service: whether the desktop started the program to be told over D-Bus what to do
 */
typedef struct
{
  const UoisVerb *verb;
  char *path;
  char **rest;
  gboolean service;
} UoisCommandLine;

/**
 * uois_command_line_parse:
 * @arguments: the program's arguments, its name first
 * @command_line: (out): the result, if %TRUE is returned
 * @exit: (out): how to end when %FALSE is returned: help or the version were printed, or a fault was told
 */
gboolean uois_command_line_parse (char **arguments, UoisCommandLine *command_line, UoisExit *exit);
void uois_command_line_clear (UoisCommandLine *command_line);

/* The help of the whole program, on standard output. */
void uois_command_line_print_help (void);

/* Says that there is no verb @word, and which one may have been meant. */
UoisExit uois_command_line_refuse (const char *word);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisCommandLine, uois_command_line_clear)

G_END_DECLS
