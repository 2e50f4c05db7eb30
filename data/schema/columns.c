/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "schema/registry-private.h"

#include "base/text.h"
#include "language/parser.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The names that SQLite itself gives to the integer key of a row. */
static const char *const reserved_columns[] = { "rowid", "oid", "_rowid_" };

static UoisColumn *
ensure_column (UoisRegistry *registry, UoisType *type, UoisPlace place, const char *name, UoisValueKind kind)
{
  UoisColumn *column = (UoisColumn *) uois_type_find_column (type, name);

  if (column == NULL)
    {
      for (guint i = 0; i < G_N_ELEMENTS (reserved_columns); i++)
        if (g_ascii_strcasecmp (name, reserved_columns[i]) == 0)
          uois_problems_add (registry->problems, place,
                             "a column cannot be named “%s”, which is SQLite's own; rename it", name);
      return uois_registry_add_column (registry, type, place, name, kind);
    }

  if (column->kind != kind)
    uois_problems_add (registry->problems, place, "the column “%s” is %s in another field and %s here; make them agree",
                       name, uois_value_kind_get_scalar (column->kind), uois_value_kind_get_scalar (kind));

  return column;
}

static void
set_target (UoisRegistry *registry, UoisColumn *column, UoisPlace place, const UoisType *target, gboolean enforced)
{
  if (target->table == NULL)
    {
      uois_problems_add (registry->problems, place,
                         "“%s” has no table and cannot be referred to by a column; say @object(id: \"…\")",
                         target->name);
      return;
    }

  if (column->target == NULL)
    {
      column->target = target;
      column->enforced = enforced;
      return;
    }

  if (column->target != target)
    uois_problems_add (registry->problems, place,
                       "the column “%s” refers to “%s” in another field and to “%s” here; make them agree",
                       column->name, column->target->name, target->name);
  column->enforced &= enforced;
}

/* @default(value:) holds a literal of the column's kind. */
static void
read_default (UoisRegistry *registry, UoisColumn *column, const UoisField *field, UoisPlace directive)
{
  const char *text = uois_directive_get_text (directive, "value");
  g_autoptr (UoisDocument) document = uois_value_literal_parse (text, strlen (text), NULL, NULL);

  if (document == NULL ||
      !uois_registry_takes_literal (registry, field->named_type, document, uois_document_get_root (document)))
    uois_problems_add (registry->problems, directive,
                       "“%s” is no %s; write the value as it stands in GraphQL, a text with quotes of its own: "
                       "@default(value: \"\\\"text\\\"\")",
                       text, field->named_type);
  else
    column->default_text = uois_registry_intern (registry, text);
}

static void
read_aliases (UoisRegistry *registry, UoisColumn *column, UoisPlace directive)
{
  UOIS_ARRAY_OF (char) aliases = { NULL, 0 };

  UOIS_DIRECTIVE_FOREACH_ITEM (directive, "keys", item)
  {
    uois_arena_append (&registry->arena, &aliases, uois_registry_intern (registry, uois_place_get_text (item)));
  }
  uois_arena_append (&registry->arena, &aliases, NULL);
  column->aliases = aliases.items;
}

/* Only a text has words to search and a key to sort by. */
static gboolean
read_text_flag (UoisRegistry *registry, const UoisColumn *column, UoisPlace place, const char *name)
{
  UoisPlace directive = uois_place_find_directive (place, name);

  if (directive.node != 0 && column->kind != UOIS_VALUE_TEXT)
    {
      uois_problems_add (registry->problems, directive, "@%s is for texts, and “%s” is %s; remove it", name,
                         column->name, uois_value_kind_get_scalar (column->kind));
      return FALSE;
    }

  return directive.node != 0;
}

static void
read_column (UoisRegistry *registry, UoisColumn *column, UoisField *field)
{
  UoisPlace place = uois_field_place (field);
  UoisPlace reads = uois_place_find_directive (place, "column");
  UoisPlace default_value = uois_place_find_directive (place, "default");
  UoisPlace aliases = uois_place_find_directive (place, "alias");

  column->required |= uois_place_has_directive (place, "required");
  column->indexed |= uois_place_has_directive (place, "indexed");
  column->sorted |= read_text_flag (registry, column, place, "sorted");
  column->searched |= read_text_flag (registry, column, place, "search");

  if (uois_directive_has_argument (reads, "reads"))
    column->null_reads_as = uois_registry_read_text (registry, reads, "reads");
  if (default_value.node != 0)
    read_default (registry, column, field, default_value);
  if (aliases.node != 0)
    read_aliases (registry, column, aliases);

  /* A reference says more of a column than its bare id. */
  if (column->field == NULL || (field->kind == UOIS_FIELD_REFERENCE && column->field->kind != UOIS_FIELD_REFERENCE))
    column->field = field;
  field->column = column;
}

void
uois_registry_read_scalar_column (UoisRegistry *registry, UoisType *type, UoisField *field, UoisValueKind kind)
{
  UoisPlace place = uois_field_place (field);
  UoisPlace target = uois_place_find_directive (place, "target");
  const char *name = uois_registry_read_text (registry, uois_place_find_directive (place, "column"), "name");
  UoisColumn *column;

  if (name == NULL)
    name = uois_registry_take (registry, uois_text_snake_case (field->name));
  column = ensure_column (registry, type, place, name, kind);

  if (target.node != 0)
    {
      const char *target_name = uois_directive_get_text (target, "type");
      const UoisType *target_type = uois_registry_find_type (registry, target_name);

      if (kind != UOIS_VALUE_UUID)
        uois_problems_add (registry->problems, target, "@target is for ids, and “%s” is %s; make it a UUID",
                           field->name, field->named_type);
      else if (target_type == NULL)
        uois_problems_add (registry->problems, target, "there is no type “%s”; %s", target_name,
                           uois_registry_advise (registry, registry->types_by_name, target_name));
      else
        set_target (registry, column, target, target_type, FALSE);
    }

  read_column (registry, column, field);
}

void
uois_registry_read_reference_column (UoisRegistry *registry, UoisType *type, UoisField *field)
{
  UoisPlace place = uois_field_place (field);
  UoisPlace reference = uois_place_find_directive (place, "reference");
  const char *name = uois_registry_read_text (registry, reference, "column");
  gboolean enforced = field->target->domain == type->domain && !uois_directive_get_boolean (reference, "soft");
  UoisColumn *column;

  if (name == NULL)
    {
      g_autofree char *snake_case = uois_text_snake_case (field->name);

      name = uois_registry_format (registry, "%s_id", snake_case);
    }

  column = ensure_column (registry, type, place, name, UOIS_VALUE_UUID);
  set_target (registry, column, place, field->target, enforced);
  read_column (registry, column, field);
}

void
uois_registry_read_id (UoisRegistry *registry, UoisType *type, UoisPlace place)
{
  UoisColumn *column = uois_registry_add_column (registry, type, place, "id", UOIS_VALUE_UUID);
  UoisField *field = uois_registry_add_field (registry, type, place, "id", "UUID!");

  field->kind = UOIS_FIELD_COLUMN;
  field->label = N_ ("ID");
  field->column = column;
  column->field = field;
}

/* The columns of @audit and what people call them. */
typedef struct
{
  const char *name;
  const char *field_argument; /* which argument of @audit names the field; NULL: the column's own name */
  const char *type;           /* NULL: the type whose records act */
  const char *label;          /* NULL: no field */
  const char *aliases[2];     /* what exports of old servers call the column */
  UoisAudit audit;
} AuditColumn;

static const AuditColumn audit_columns[] = {
  { "created", NULL, "DateTime", N_ ("Created"), { NULL }, UOIS_AUDIT_CREATED },
  { "lastchange", NULL, "DateTime!", N_ ("Last change"), { NULL }, UOIS_AUDIT_LASTCHANGE },
  { "createdby", "createdby", NULL, N_ ("Created by"), { "created_by" }, UOIS_AUDIT_CREATEDBY },
  { "changedby", "changedby", NULL, N_ ("Changed by"), { "changed_by" }, UOIS_AUDIT_CHANGEDBY },
  { "rbacobject", NULL, NULL, NULL, { NULL }, UOIS_AUDIT_RBACOBJECT },
};

static gboolean
lists_text (UoisPlace directive, const char *argument, const char *text)
{
  UOIS_DIRECTIVE_FOREACH_ITEM (directive, argument, item)
  {
    if (strcmp (uois_place_get_text (item), text) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
add_audit_field (UoisRegistry *registry,
                 UoisType *type,
                 UoisPlace directive,
                 UoisColumn *column,
                 const AuditColumn *audit,
                 const char *name)
{
  const UoisType *person = audit->type == NULL ? registry->person : NULL;
  const char *type_text = person != NULL ? person->name : audit->type != NULL ? audit->type : "UUID";
  UoisField *field = (UoisField *) uois_type_find_field (type, name);

  /* A field of the type's own takes the place of ours, but need not repeat the label. */
  if (field != NULL)
    {
      if (field->label == NULL && field->column == column)
        field->label = audit->label;
      return;
    }

  field = uois_registry_add_field (registry, type, directive, name, type_text);
  field->kind = person != NULL ? UOIS_FIELD_REFERENCE : UOIS_FIELD_COLUMN;
  field->target = person;
  field->label = audit->label;
  field->column = column;
  field->local = type->local || lists_text (directive, "local", name);
  if (column->field == NULL)
    column->field = field;
}

static void
read_audit_column (UoisRegistry *registry, UoisType *type, UoisPlace directive, const AuditColumn *audit)
{
  const char *suffix = audit->type == NULL ? uois_directive_get_text (directive, "suffix") : NULL;
  const char *column_name = uois_registry_format (registry, "%s%s", audit->name, suffix != NULL ? suffix : "");
  const char *field_name =
      audit->field_argument != NULL ? uois_directive_get_text (directive, audit->field_argument) : audit->name;
  UoisValueKind kind = audit->type != NULL ? UOIS_VALUE_DATETIME : UOIS_VALUE_UUID;
  UoisColumn *column = ensure_column (registry, type, directive, column_name, kind);

  column->audit = audit->audit;
  if (column->aliases == NULL && audit->aliases[0] != NULL)
    column->aliases = audit->aliases;
  /* Who acted may be unknown to this file. */
  column->enforced = FALSE;
  if (kind == UOIS_VALUE_UUID && audit->label != NULL)
    column->target = registry->person;

  if (audit->label != NULL && field_name != NULL && *field_name != '\0')
    add_audit_field (registry, type, directive, column, audit, field_name);
}

/* What is local must be a field that @audit makes. */
static void
check_local_audit (UoisRegistry *registry, const UoisType *type, UoisPlace directive)
{
  UOIS_DIRECTIVE_FOREACH_ITEM (directive, "local", item)
  {
    const char *name = uois_place_get_text (item);
    const UoisField *field = uois_type_find_field (type, name);

    if (field == NULL || field->column == NULL || !field->column->audit || !field->local)
      uois_problems_add (registry->problems, item, "“%s” is no field that @audit makes here; name one of those", name);
  }
}

void
uois_registry_read_audit (UoisRegistry *registry, UoisType *type, UoisPlace directive)
{
  for (guint i = 0; i < G_N_ELEMENTS (audit_columns); i++)
    if (audit_columns[i].label != NULL || uois_directive_get_boolean (directive, "rbacobject"))
      read_audit_column (registry, type, directive, &audit_columns[i]);
  check_local_audit (registry, type, directive);
}
