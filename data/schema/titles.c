/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/registry-private.h"

#include <string.h>

/* How many references deep a title may look: each is a join in every list. */
#define DEEPEST_PATH 3

typedef struct
{
  UoisRegistry *registry;
  UoisPlace place; /* of the title being read; no node to keep silent */
  gboolean failed;
} TitleReader;

static void G_GNUC_PRINTF (2, 3) fail (TitleReader *reader, const char *format, ...)
{
  va_list arguments;

  if (reader->place.node != 0 && !reader->failed)
    {
      g_autofree char *text = NULL;

      va_start (arguments, format);
      text = g_strdup_vprintf (format, arguments);
      va_end (arguments);
      uois_problems_add (reader->registry->problems, reader->place, "%s", text);
    }
  reader->failed = TRUE;
}

static UoisTitlePart *
add_part (TitleReader *reader, UoisType *type)
{
  UoisTitlePart *part = uois_arena_new (&reader->registry->arena, UoisTitlePart);

  uois_arena_append (&reader->registry->arena, &type->title, part);
  return part;
}

static void
append_path (UoisRegistry *registry, UoisTitlePart *part, const UoisColumn *const *path, guint length)
{
  for (guint i = 0; i < length; i++)
    uois_arena_append (&registry->arena, &part->path, path[i]);
}

static void read_title (UoisRegistry *registry, UoisType *type);

/* The title of another type, seen through @path. */
static void
add_title_of (
    TitleReader *reader, UoisType *type, const UoisType *target, const UoisColumn *const *path, guint path_length)
{
  UoisTypePrivate *private = uois_type_private (target);

  if (private->title_open)
    {
      fail (reader, "the title of “%s” contains itself by way of “%s”; name a field of that, as in {field.name}",
            type->name, target->name);
      return;
    }

  read_title (reader->registry, &private->type);
  for (guint i = 0; i < target->title.length && !reader->failed; i++)
    {
      const UoisTitlePart *source = target->title.items[i];
      UoisTitlePart *part = add_part (reader, type);

      if (path_length + source->path.length > DEEPEST_PATH)
        fail (reader, "the title of “%s” follows more than %d references; name a field nearer by", type->name,
              DEEPEST_PATH);
      part->text = source->text;
      part->column = source->column;
      part->sql = source->sql;
      append_path (reader->registry, part, path, path_length);
      append_path (reader->registry, part, source->path.items, source->path.length);
    }
}

/* The inside of braces: "field" or "reference.field". */
static void
add_field (TitleReader *reader, UoisType *type, const char *names)
{
  g_auto (GStrv) steps = g_strsplit (names, ".", DEEPEST_PATH + 1);
  const UoisColumn *path[DEEPEST_PATH + 1];
  guint path_length = 0;
  const UoisType *at = type;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      const UoisField *field = uois_type_find_field (at, steps[i]);
      gboolean last = steps[i + 1] == NULL;
      UoisTitlePart *part;

      if (field == NULL)
        {
          fail (reader, "“%s” has no field “%s” for a title; %s", at->name, steps[i],
                uois_registry_advise (reader->registry, uois_type_private (at)->fields_by_name, steps[i]));
          return;
        }

      if (field->kind == UOIS_FIELD_REFERENCE && field->column != NULL && path_length < DEEPEST_PATH)
        {
          path[path_length++] = field->column;
          if (last)
            add_title_of (reader, type, field->target, path, path_length);
          at = field->target;
        }
      else if (last && (field->kind == UOIS_FIELD_COLUMN || field->kind == UOIS_FIELD_EXPRESSION))
        {
          part = add_part (reader, type);
          part->column = field->kind == UOIS_FIELD_COLUMN ? field->column : NULL;
          part->sql = field->kind == UOIS_FIELD_EXPRESSION ? field->sql : NULL;
          append_path (reader->registry, part, path, path_length);
        }
      else
        {
          fail (reader, "“%s” of “%s” cannot stand in a title; a title is made of columns, expressions and references",
                field->name, at->name);
          return;
        }
    }
}

/* "nameEn|name": the first of two texts that is there, so that a language may prefer the names in it. */
static void
add_first_of (TitleReader *reader, UoisType *type, const char *names)
{
  g_auto (GStrv) alternatives = g_strsplit (names, "|", 3);
  const UoisColumn *columns[2] = { NULL, NULL };

  for (guint i = 0; i < 2; i++)
    {
      const UoisField *field = uois_type_find_field (type, alternatives[i]);

      if (field != NULL && field->kind == UOIS_FIELD_COLUMN && field->column->kind == UOIS_VALUE_TEXT)
        columns[i] = field->column;
    }

  if (columns[0] == NULL || columns[1] == NULL || alternatives[2] != NULL)
    {
      fail (reader, "“{%s}” does not choose between two texts of “%s”; name two fields that are columns: {nameEn|name}",
            names, type->name);
      return;
    }

  add_part (reader, type)->sql = uois_registry_format (reader->registry, "coalesce (nullif (\"%s\", ''), \"%s\")",
                                                       columns[0]->name, columns[1]->name);
}

static void
add_text (TitleReader *reader, UoisType *type, const char *start, const char *end)
{
  g_autofree char *text = g_strndup (start, (gsize) (end - start));

  if (*text != '\0')
    add_part (reader, type)->text = uois_registry_intern (reader->registry, text);
}

static gboolean
parse_format (TitleReader *reader, UoisType *type, const char *format)
{
  const char *c = format;

  type->title.length = 0;
  while (*c != '\0' && !reader->failed)
    {
      const char *open = strchr (c, '{');
      const char *close = open != NULL ? strchr (open, '}') : NULL;
      g_autofree char *names = NULL;

      if (open != NULL && close == NULL)
        {
          fail (reader, "the title “%s” opens a brace and does not close it; write {field}", format);
          break;
        }

      add_text (reader, type, c, open != NULL ? open : c + strlen (c));
      if (open == NULL)
        break;

      names = g_strndup (open + 1, (gsize) (close - open - 1));
      if (strchr (names, '|') != NULL)
        add_first_of (reader, type, names);
      else
        add_field (reader, type, names);
      c = close + 1;
    }

  if (*format == '\0')
    fail (reader, "the title is empty; name a field: {name}");

  return !reader->failed;
}

static void
read_title (UoisRegistry *registry, UoisType *type)
{
  UoisTypePrivate *private = uois_type_private (type);
  UoisPlace directive = uois_place_find_directive (private->place, "title");
  TitleReader translated = { registry, uois_place (directive.declaration, 0), FALSE };
  TitleReader reader = { registry, directive, FALSE };
  const char *format;

  if (private->title_done || type->table == NULL)
    return;
  private->title_done = TRUE;

  if (directive.node == 0)
    {
      uois_problems_add (registry->problems, private->place,
                         "“%s” has no title; add @title(format: \"{name}\") with what makes a record recognisable",
                         type->name);
      return;
    }

  /* A fault in a translation must not stop the program: then the declared title stands. */
  format = uois_directive_get_text (directive, "format");
  private->title_open = TRUE;
  if (!parse_format (&translated, type, uois_label (format)))
    parse_format (&reader, type, format);
  private->title_open = FALSE;
}

void
uois_registry_read_titles (UoisRegistry *registry)
{
  for (guint i = 0; i < registry->types.length; i++)
    read_title (registry, (UoisType *) registry->types.items[i]);
}
