/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/registry-private.h"

#include "base/text.h"
#include "language/parser.h"
#include "schema/entry.h"

#include <string.h>

/* "+30 minutes", the inside of now(); nothing is now itself. */
static gboolean
parse_offset (const char *text, gint64 *offset)
{
  static const struct
  {
    const char *name;
    gint64 seconds;
  } units[] = {
    { "second", 1 }, { "minute", 60 }, { "hour", 3600 }, { "day", 86400 }, { "week", 604800 },
  };
  char *end;
  gint64 count;
  gsize length;

  *offset = 0;
  if (*text == '\0')
    return TRUE;

  count = g_ascii_strtoll (text, &end, 10);
  if (end == text || *end != ' ' || ABS (count) > 100000)
    return FALSE;

  end++;
  length = strlen (end);
  if (length > 0 && end[length - 1] == 's')
    length--;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strlen (units[i].name) == length && strncmp (units[i].name, end, length) == 0)
      {
        *offset = count * units[i].seconds * G_USEC_PER_SEC;
        return TRUE;
      }

  return FALSE;
}

/* `fresh()`, `now()` and `now(+30 minutes)`; FALSE for anything else. */
static gboolean
parse_generated (const char *text, UoisArgument *argument)
{
  gsize length = strlen (text);

  if (strcmp (text, "fresh()") == 0)
    {
      argument->generated = UOIS_GENERATED_FRESH;
      return TRUE;
    }

  if (g_str_has_prefix (text, "now(") && text[length - 1] == ')')
    {
      g_autofree char *inside = g_strndup (text + 4, length - 5);

      if (parse_offset (inside, &argument->generated_offset))
        {
          argument->generated = UOIS_GENERATED_NOW;
          return TRUE;
        }
    }

  return FALSE;
}

static void
read_default (
    UoisRegistry *registry, UoisArgument *argument, UoisPlace place, const UoisEntry *entry, const char *scalar)
{
  g_autoptr (UoisDocument) literal = NULL;

  if (entry->rest == NULL || parse_generated (entry->rest, argument))
    {
      argument->default_text = entry->required ? NULL : "null";
      return;
    }

  literal = uois_value_literal_parse (entry->rest, strlen (entry->rest), NULL, NULL);
  if (literal == NULL || !uois_registry_takes_literal (registry, scalar, literal, uois_document_get_root (literal)))
    uois_problems_add (registry->problems, place,
                       "the default “%s” is no %s; write a literal of that type, or fresh(), now() or now(+30 minutes)",
                       entry->rest, scalar);
  argument->default_text = uois_registry_intern (registry, entry->rest);
}

static void
add_input_field (UoisRegistry *registry, UoisInput *input, UoisPlace place, UoisArgument *argument)
{
  for (guint i = 0; i < input->fields.length; i++)
    if (strcmp (input->fields.items[i]->name, argument->name) == 0)
      uois_problems_add (registry->problems, place, "the input “%s” has a field “%s” already; remove one of the two",
                         input->name, argument->name);

  uois_arena_append (&registry->arena, &input->fields, argument);
}

/* The column that an entry writes; FALSE after a problem. Nothing is written by what is ignored. */
static gboolean
find_written_column (
    UoisRegistry *registry, UoisPlace place, const UoisType *type, const UoisEntry *entry, const UoisColumn **column)
{
  g_autofree char *name = entry->other != NULL ? g_strdup (entry->other) : uois_text_snake_case (entry->name);

  *column = NULL;
  if (strcmp (name, "-") == 0)
    {
      if (entry->type == NULL)
        uois_problems_add (registry->problems, place,
                           "“%s” is ignored, so only you know its type; write “%s: Type -> -”", entry->name,
                           entry->name);
      return entry->type != NULL;
    }

  *column = uois_type_find_column (type, name);
  if (*column == NULL)
    uois_problems_add (registry->problems, place,
                       "“%s” has no column “%s” to write; correct the name, or say “%s -> column” or “%s: Type -> -”",
                       type->name, name, entry->name, entry->name);

  return *column != NULL;
}

/* Its GraphQL type: the one that is written, or the column's. */
static const char *
read_entry_scalar (UoisRegistry *registry, UoisPlace place, UoisEntry *entry, const UoisColumn *column)
{
  if (entry->type == NULL)
    return uois_value_kind_get_scalar (column->kind);

  if (g_str_has_suffix (entry->type, "!"))
    {
      entry->type[strlen (entry->type) - 1] = '\0';
      entry->required = TRUE;
    }
  if (uois_registry_get_scalar_kind (registry, entry->type) == UOIS_VALUE_NULL)
    uois_problems_add (registry->problems, place, "there is no scalar or enum “%s”; take another", entry->type);

  return entry->type;
}

/* An entry of `of:` in @insert, @update and @delete. */
static void
read_input_entry (UoisRegistry *registry, UoisInput *input, UoisPlace place, const UoisType *type)
{
  g_auto (UoisEntry) entry = { NULL };
  g_autofree char *type_text = NULL;
  const char *scalar;
  const UoisColumn *column;
  UoisArgument *argument;

  if (!uois_entry_parse (uois_place_get_text (place), &entry))
    {
      uois_problems_add (registry->problems, place,
                         "“%s” is no field of an input; write “name”, “name!”, “name = literal”, “name -> column” or "
                         "“name: Type -> -”",
                         uois_place_get_text (place));
      return;
    }
  if (!find_written_column (registry, place, type, &entry, &column))
    return;

  scalar = read_entry_scalar (registry, place, &entry, column);
  type_text = g_strconcat (scalar, entry.required ? "!" : "", NULL);
  argument = uois_registry_new_argument (registry, entry.name, type_text, NULL);
  argument->column = column;
  read_default (registry, argument, place, &entry, scalar);
  add_input_field (registry, input, place, argument);
}

const UoisInput *
uois_registry_read_derived_input (UoisRegistry *registry, UoisPlace directive, const UoisType *type)
{
  UoisInput *input = uois_registry_add_input (registry, directive, uois_directive_get_text (directive, "input"));

  if (input == NULL)
    return NULL;

  ((UoisInputPrivate *) input)->written_type = type;
  UOIS_DIRECTIVE_FOREACH_ITEM (directive, "of", item)
  {
    read_input_entry (registry, input, item, type);
  }

  return input;
}

const UoisColumn *
uois_registry_read_sets (UoisRegistry *registry, UoisPlace place, const UoisType *type)
{
  UoisPlace directive = uois_place_find_directive (place, "sets");
  const char *name = uois_directive_get_text (directive, "column");
  const UoisColumn *column;

  if (directive.node == 0)
    {
      uois_problems_add (registry->problems, place,
                         "nothing says where “%s” goes; add @sets(column: …), or @sets(column: \"-\") to ignore it",
                         uois_place_get_text (place));
      return NULL;
    }
  if (strcmp (name, "-") == 0)
    return NULL;

  column = uois_type_find_column (type, name);
  if (column == NULL)
    uois_problems_add (registry->problems, directive, "the table “%s” has no column “%s”; %s", type->table, name,
                       uois_registry_advise (registry, uois_type_private (type)->columns_by_name, name));

  return column;
}

const UoisInput *
uois_registry_read_written_input (UoisRegistry *registry, UoisPlace place, const char *name, const UoisType *type)
{
  UoisInputPrivate *input = g_hash_table_lookup (registry->inputs_by_name, name);
  const UoisDocument *document;

  if (input != NULL && input->leaf)
    {
      uois_problems_add (registry->problems, place, "“%s” is a filter, and nothing can be written by it; name an input",
                         name);
      return NULL;
    }
  if (input == NULL)
    {
      uois_problems_add (registry->problems, place, "there is no input “%s”; %s", name,
                         uois_registry_advise (registry, registry->inputs_by_name, name));
      return NULL;
    }
  if (input->written_type != NULL)
    {
      if (input->written_type != type)
        uois_problems_add (registry->problems, place,
                           "the input “%s” writes the table “%s” in another mutation and “%s” here; give each its own",
                           name, input->written_type->table, type->table);
      return &input->input;
    }

  input->written_type = type;
  document = input->place.declaration->document;
  UOIS_NODE_FOREACH_KIND (document, input->place.node, UOIS_NODE_INPUT_VALUE_DEFINITION, node)
  {
    UoisPlace field = uois_place (input->place.declaration, node);
    UoisArgument *argument = uois_registry_read_argument (registry, field);

    argument->column = uois_registry_read_sets (registry, field, type);
    add_input_field (registry, &input->input, field, argument);
  }

  return &input->input;
}

void
uois_registry_check_inputs (UoisRegistry *registry)
{
  for (guint i = 0; i < registry->inputs.length; i++)
    {
      const UoisInputPrivate *input = (const UoisInputPrivate *) registry->inputs.items[i];

      if (!input->leaf && input->written_type == NULL)
        uois_problems_add (registry->problems, input->place, "no mutation takes the input “%s”; use it or remove it",
                           input->input.name);
    }
}
