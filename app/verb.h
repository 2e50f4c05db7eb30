/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SECTION: Verbs
 *
 * `uois-desk VERB` does one job on the command line and never initialises GTK.
 * Results go to standard output, everything else to standard error, both in
 * UTF-8 whatever the locale; the exit status is one of #UoisExit.
 */
typedef enum
{
  UOIS_EXIT_OK = 0,
  UOIS_EXIT_FAILED = 1, /* the job failed, or the answer holds errors */
  UOIS_EXIT_USAGE = 2,  /* the command line was wrong; nothing was tried */
} UoisExit;

typedef struct _UoisVerb UoisVerb;

/**
 * UoisInvocation: one run of a verb.
 * @verb: the verb
 * @path: (owned) (nullable): the file that `-f` named; %NULL for the person's own
 * @arguments: (owned): the words after the verb; once parsed, those that are no options. Valid UTF-8.
 * @cancellable: (owned): cancelled by Ctrl+C
 * @registry: (owned) (nullable): the program's domains, once somebody asked for them
 */
typedef struct
{
  const UoisVerb *verb;
  char *path;
  char **arguments;
  GCancellable *cancellable;
  UoisRegistry *registry;
} UoisInvocation;

/**
 * UoisVerb:
 * @name: what a person types
 * @parameters: (nullable): msgid of what follows it, for the first line of its help
 * @summary: msgid of one line for the list of verbs
 * @description: msgid of the end of its help: what to know, an example
 */
struct _UoisVerb
{
  const char *name;
  const char *parameters;
  const char *summary;
  const char *description;
  UoisExit (*run) (UoisInvocation *invocation);
};

/* All verbs in the order of the help; ends with a verb without name. */
extern const UoisVerb uois_verbs[];

const UoisVerb *uois_verb_find (const char *name);
/* Returns: (nullable): the verb whose name is most like @name, if one is like enough to be a slip of the fingers */
const UoisVerb *uois_verb_find_nearest (const char *name);

UoisExit uois_verb_new (UoisInvocation *invocation);
UoisExit uois_verb_load (UoisInvocation *invocation);
UoisExit uois_verb_dump (UoisInvocation *invocation);
UoisExit uois_verb_export (UoisInvocation *invocation);
UoisExit uois_verb_query (UoisInvocation *invocation);
UoisExit uois_verb_schema (UoisInvocation *invocation);
UoisExit uois_verb_serve (UoisInvocation *invocation);
UoisExit uois_verb_check (UoisInvocation *invocation);
UoisExit uois_verb_history (UoisInvocation *invocation);
UoisExit uois_verb_undo (UoisInvocation *invocation);
UoisExit uois_verb_redo (UoisInvocation *invocation);
UoisExit uois_verb_backup (UoisInvocation *invocation);
UoisExit uois_verb_help (UoisInvocation *invocation);

/**
 * uois_invocation_parse:
 * @options: (nullable): the verb's own options, ended by %G_OPTION_ENTRY_NULL
 * @minimum: how many other arguments there must be at least
 * @maximum: and at most
 * @exit: (out): how to end when %FALSE is returned
 *
 * Parses the arguments, `-f` and `--help` among them.
 *
 * Returns: whether the verb shall go on
 */
gboolean uois_invocation_parse (
    UoisInvocation *invocation, const GOptionEntry *options, guint minimum, guint maximum, UoisExit *exit);

/* Returns: (transfer none) (nullable): the domains that this program was built with */
UoisRegistry *uois_invocation_get_registry (UoisInvocation *invocation, GError **error);

/**
 * uois_invocation_find_domain:
 * @option: the option that named it, for the message
 * @name: (nullable): its name
 * @domain: (out) (nullable): the domain; %NULL for no name
 * @exit: (out): how to end when %FALSE is returned
 */
gboolean uois_invocation_find_domain (
    UoisInvocation *invocation, const char *option, const char *name, const UoisDomain **domain, UoisExit *exit);

void uois_invocation_clear (UoisInvocation *invocation);

/* The file that the verb works on: `-f`, or the person's own. */
char *uois_invocation_get_path (UoisInvocation *invocation);

/* Opens that file with the domains of this program. */
UoisFile *uois_invocation_open (UoisInvocation *invocation, UoisFileOpenFlags flags, GError **error);

/**
 * uois_invocation_close:
 *
 * Closes @file after the job. A failure to close counts as a failure of the
 * job, unless that failed already.
 */
gboolean uois_invocation_close (UoisFile *file, gboolean done, GError **error);

/* Removes the file, which this verb made and could not fill: it would stand in the way of the next try. */
void uois_invocation_discard (UoisInvocation *invocation);

/* Each says on standard error what went wrong, and returns how to end. */
UoisExit uois_invocation_fail (UoisInvocation *invocation, const GError *error);
UoisExit uois_invocation_misuse (UoisInvocation *invocation, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisInvocation, uois_invocation_clear)

/* One line on standard error: "uois-desk: …". */
void uois_say (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
