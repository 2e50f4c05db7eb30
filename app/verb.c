/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "verb.h"

#include "data.h"

#include <glib/gi18n-lib.h>

const UoisVerb uois_verbs[] = {
  { "new", NULL, N_ ("Make a new file"),
    N_ ("The new file holds the type lists of the deployed system. With --demo it also gets an invented institution;\n"
        "the same numbers always give the same institution.\n\n"
        "Example: uois-desk new -f demo.uois --demo --people 300 --seed 1"),
    uois_verb_new },
  { "load", N_ ("SEEDFILE"), N_ ("Load a seed file of the servers (systemdata.json)"),
    N_ ("Every row of SEEDFILE is stored, was there already and stays as it is, or is reported with the reason why it\n"
        "was not stored. Either all of this happens or nothing. SEEDFILE may be - for standard input. A file that "
        "does\n"
        "not exist yet is made.\n\n"
        "Example: uois-desk load systemdata.json"),
    uois_verb_load },
  { "dump", NULL, N_ ("Write the file's records as a seed file of the servers"),
    N_ ("Example: uois-desk dump -o systemdata.json"), uois_verb_dump },
  { "export", N_ ("TYPE"), N_ ("Write the records of a type as a table"),
    N_ ("TYPE is a type of the API or a table. The conditions of --where hold together; of several for one field one "
        "is\n"
        "enough: FIELD=VALUE, FIELD!=VALUE, FIELD~PART (contains), FIELD<VALUE, FIELD>VALUE; FIELD= is no value. A\n"
        "reference is an id or the name of its record, a time 2026-09-01 or 2026-09-01T08:00. With --spreadsheet "
        "values\n"
        "are written as people read them, and none can be taken for a formula.\n\n"
        "Example: uois-desk export users --where 'surname~nov' --columns surname,name,email -o people.csv"),
    uois_verb_export },
  { "query", N_ ("QUERY"), N_ ("Answer a GraphQL query, or make a mutation"),
    N_ ("The answer is JSON. QUERY may be - for standard input. A query only reads the file; each mutation is one step "
        "of\n"
        "its history.\n\n"
        "Example: uois-desk query '{ __schema { queryType { fields { name } } } }'"),
    uois_verb_query },
  { "schema", NULL, N_ ("Print the GraphQL API"), N_ ("Example: uois-desk schema --format json"), uois_verb_schema },
  { "serve", NULL, N_ ("Answer GraphQL over HTTP, for other programs of yours"),
    N_ ("Requests to /graphql need the token that is shown at the start. The file is only read unless --writable\n"
        "allows mutations.\n\n"
        "Example: uois-desk serve -f demo.uois --port 8080"),
    uois_verb_serve },
  { "check", NULL, N_ ("Check whether the file is sound"),
    N_ ("Each problem found is one line. The file is only read, unless --repair is given: then a backup is made, and\n"
        "search indexes, sort keys and counters are worked out anew; links whose end is missing go to the trash."),
    uois_verb_check },
  { "history", NULL, N_ ("List what was done to the file"),
    N_ ("Newest first, each step with its number. With --record all that became of one record, field by field.\n\n"
        "Example: uois-desk history --limit 5"),
    uois_verb_history },
  { "undo", N_ ("[NUMBER]"), N_ ("Take back the last step, or the last ones"),
    N_ ("Steps are edits, imports and mutations. All of them are taken back, or none if another change stands in the\n"
        "way. uois-desk redo does them again.\n\n"
        "Example: uois-desk undo 6"),
    uois_verb_undo },
  { "redo", N_ ("[NUMBER]"), N_ ("Do again what was taken back"), N_ ("Example: uois-desk redo 6"), uois_verb_redo },
  { "backup", N_ ("[make | list | restore BACKUP]"), N_ ("Make, list and restore backups of the file"),
    N_ ("Backups stand in a folder beside the file. Before one is restored, the file as it is becomes another backup;\n"
        "--dry-run only tells what would be lost. A file that is damaged or gone can be restored, too.\n\n"
        "Example: uois-desk backup make"),
    uois_verb_backup },
  { "help", N_ ("[VERB]"), N_ ("Show how a verb is used"), NULL, uois_verb_help },
  { NULL },
};

const UoisVerb *
uois_verb_find (const char *name)
{
  for (const UoisVerb *verb = uois_verbs; verb->name != NULL; verb++)
    if (g_str_equal (verb->name, name))
      return verb;
  return NULL;
}

const UoisVerb *
uois_verb_find_nearest (const char *name)
{
  const UoisVerb *nearest = NULL;
  guint nearest_distance = 3;

  for (const UoisVerb *verb = uois_verbs; verb->name != NULL; verb++)
    {
      guint distance = uois_text_distance (name, verb->name);

      if (distance < nearest_distance)
        {
          nearest = verb;
          nearest_distance = distance;
        }
    }
  return nearest;
}
