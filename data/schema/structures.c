/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/registry-private.h"

/*
 * What the records of a type are to each other: a tree, a period, a machine of states and transitions. And what its
 * columns are.
 */

/* A field that @place names; says what is wrong if @type has none of that name. */
static const UoisField *
find_field (UoisRegistry *registry, UoisPlace place, const UoisType *type, const char *name)
{
  const UoisField *field = uois_type_find_field (type, name);

  if (field == NULL)
    uois_problems_add (registry->problems, place, "“%s” has no field “%s”; %s", type->name, name,
                       uois_registry_advise (registry, uois_type_private (type)->fields_by_name, name));
  return field;
}

static gboolean
leads_to_many (const UoisField *field)
{
  return (field->kind == UOIS_FIELD_MANY || field->kind == UOIS_FIELD_THROUGH) && field->target != NULL &&
         field->target->table != NULL;
}

static const UoisField *
find_many (UoisRegistry *registry, UoisPlace place, const UoisType *type, const char *name)
{
  const UoisField *field = find_field (registry, place, type, name);

  if (field == NULL || leads_to_many (field))
    return field;
  uois_problems_add (registry->problems, place,
                     "“%s” of “%s” leads to no records of its own; name a field with @many or @through", name,
                     type->name);
  return NULL;
}

/* ---- Trees ---- */

static void
read_tree_order (UoisRegistry *registry, UoisType *type, UoisPlace directive)
{
  UOIS_DIRECTIVE_FOREACH_ITEM (directive, "order", item)
  {
    const UoisField *field = find_field (registry, item, type, uois_place_get_text (item));

    if (field != NULL && field->kind != UOIS_FIELD_COLUMN && field->kind != UOIS_FIELD_REFERENCE)
      uois_problems_add (registry->problems, item,
                         "a tree cannot be ordered by “%s”; name a field that is a column or a reference", field->name);
    else if (field != NULL)
      uois_arena_append (&registry->arena, &type->tree_order, field);
  }
}

static void
read_tree (UoisRegistry *registry, UoisType *type)
{
  UoisPlace directive = uois_place_find_directive (uois_type_place (type), "tree");
  const char *name = uois_directive_get_text (directive, "by");
  const UoisField *field;

  if (directive.node == 0)
    return;

  field = uois_type_find_field (type, name);
  if (field == NULL || field->kind != UOIS_FIELD_REFERENCE || field->target != type)
    uois_problems_add (registry->problems, directive,
                       "a tree needs a field that refers to “%s” itself, and “%s” is none; name such a field",
                       type->name, name);
  else
    type->parent = field->column;

  read_tree_order (registry, type, directive);
  if (uois_directive_get_text (directive, "members") != NULL)
    type->tree_members = find_many (registry, directive, type, uois_directive_get_text (directive, "members"));
  UOIS_DIRECTIVE_FOREACH_ITEM (directive, "inherited", item)
  {
    field = find_many (registry, item, type, uois_place_get_text (item));
    if (field != NULL)
      uois_arena_append (&registry->arena, &type->tree_inherited, field);
  }
}

/* ---- What belongs to a tree ---- */

static const UoisField *
find_reference_to_tree (const UoisType *link)
{
  for (guint i = 0; i < link->fields.length; i++)
    {
      const UoisField *field = link->fields.items[i];

      if (field->kind == UOIS_FIELD_REFERENCE && field->target->parent != NULL)
        return field;
    }
  return NULL;
}

static gboolean
inherits_type (const UoisType *tree, const UoisType *type)
{
  for (guint i = 0; i < tree->tree_inherited.length; i++)
    if (tree->tree_inherited.items[i]->target == type)
      return TRUE;
  return FALSE;
}

/* What a tree inherits is known once all are read. */
static void
read_belongs (UoisRegistry *registry, UoisType *type)
{
  UoisPlace directive = uois_place_find_directive (uois_type_place (type), "belongs");
  const char *name = uois_directive_get_text (directive, "by");
  const UoisField *by;

  if (directive.node == 0)
    return;

  by = find_field (registry, directive, type, name);
  if (by == NULL)
    return;
  if (by->kind != UOIS_FIELD_MANY || find_reference_to_tree (by->target) == NULL)
    {
      uois_problems_add (
          registry->problems, directive,
          "a record belongs to a tree by records that refer to both, and “%s” is no list of such; name a "
          "field with @many whose type refers to one with @tree",
          name);
      return;
    }
  type->belongs_by = by;
  type->belongs_to = find_reference_to_tree (by->target);
  UOIS_DIRECTIVE_FOREACH_ITEM (directive, "inherits", item)
  {
    const UoisField *field = find_many (registry, item, type, uois_place_get_text (item));
    const UoisType *tree = type->belongs_to->target;

    if (field != NULL && !inherits_type (tree, field->target))
      uois_problems_add (registry->problems, item,
                         "nothing of the type of “%s” is inherited in “%s”; name such a list in the inherited of its "
                         "@tree",
                         field->name, tree->name);
    else if (field != NULL)
      uois_arena_append (&registry->arena, &type->belongs_inherited, field);
  }
}

/* ---- Periods ---- */

static const UoisColumn *
read_period_end (UoisRegistry *registry, const UoisType *type, UoisPlace directive, const char *argument)
{
  const char *name = uois_directive_get_text (directive, argument);
  const UoisField *field = uois_type_find_field (type, name);
  const UoisColumn *column = field != NULL && field->kind == UOIS_FIELD_COLUMN ? field->column : NULL;

  if (column != NULL && (column->kind == UOIS_VALUE_DATE || column->kind == UOIS_VALUE_DATETIME))
    return column;
  uois_problems_add (registry->problems, directive,
                     "a period lasts from one time to another, and “%s” is no column field of “%s” that holds a time; "
                     "name a Date or DateTime field",
                     name, type->name);
  return NULL;
}

static void
read_period_key (UoisRegistry *registry, UoisType *type, UoisPlace directive)
{
  UOIS_DIRECTIVE_FOREACH_ITEM (directive, "key", item)
  {
    const UoisField *field = uois_type_find_field (type, uois_place_get_text (item));

    if (field != NULL && (field->kind == UOIS_FIELD_COLUMN || field->kind == UOIS_FIELD_REFERENCE))
      uois_arena_append (&registry->arena, &type->period_key, field->column);
    else
      uois_problems_add (registry->problems, item,
                         "periods are told apart by columns, and “%s” is no column field of “%s”; name one that is, or "
                         "a reference",
                         uois_place_get_text (item), type->name);
  }
}

static void
read_period_while (UoisRegistry *registry, UoisType *type, UoisPlace directive)
{
  const char *name = uois_directive_get_text (directive, "while");
  const UoisField *field = name != NULL ? uois_type_find_field (type, name) : NULL;

  if (name == NULL)
    return;
  if (field != NULL && field->kind == UOIS_FIELD_COLUMN && field->column->kind == UOIS_VALUE_BOOLEAN)
    type->period_while = field->column;
  else
    uois_problems_add (
        registry->problems, directive,
        "whether a period counts is told by a Boolean, and “%s” is no such field of “%s”; name one that is", name,
        type->name);
}

static void
read_period (UoisRegistry *registry, UoisType *type)
{
  UoisPlace directive = uois_place_find_directive (uois_type_place (type), "period");

  if (directive.node == 0)
    return;

  type->period_from = read_period_end (registry, type, directive, "from");
  type->period_to = read_period_end (registry, type, directive, "to");
  type->period_gap = uois_directive_get_integer (directive, "gap");
  read_period_key (registry, type, directive);
  read_period_while (registry, type, directive);
}

/* ---- What belongs together ---- */

static gboolean
is_together (const UoisType *type, const UoisColumn *column)
{
  for (guint i = 0; i < type->together.length; i++)
    for (guint j = 0; j < type->together.items[i]->columns.length; j++)
      if (type->together.items[i]->columns.items[j] == column)
        return TRUE;
  return FALSE;
}

static void
read_together_item (UoisRegistry *registry, UoisType *type, UoisTogether *together, UoisPlace item)
{
  const char *name = uois_place_get_text (item);
  const UoisField *field = find_field (registry, item, type, name);

  if (field == NULL)
    return;
  if (field->kind != UOIS_FIELD_COLUMN && field->kind != UOIS_FIELD_REFERENCE)
    uois_problems_add (registry->problems, item,
                       "“%s” has no value of its own that could belong to others; name a field that is a column or a "
                       "reference",
                       name);
  else if (is_together (type, field->column))
    uois_problems_add (registry->problems, item,
                       "“%s” belongs to other fields already; write all of them in one @together", name);
  else
    uois_arena_append (&registry->arena, &together->columns, field->column);
}

static void
read_together (UoisRegistry *registry, UoisType *type)
{
  for (UoisPlace directive = uois_place_find_directive (uois_type_place (type), "together"); directive.node != 0;
       directive = uois_place_next_directive (directive))
    {
      UoisTogether *together = uois_arena_new (&registry->arena, UoisTogether);
      guint n_items = 0;

      uois_arena_append (&registry->arena, &type->together, together);
      UOIS_DIRECTIVE_FOREACH_ITEM (directive, "of", item)
      {
        read_together_item (registry, type, together, item);
        n_items++;
      }
      if (n_items < 2)
        uois_problems_add (registry->problems, directive,
                           "one field alone belongs to nothing; name the others, or remove @together");
    }

  /* A period of which one end moved is another period. */
  if (type->period_from != NULL && type->period_to != NULL && !is_together (type, type->period_from) &&
      !is_together (type, type->period_to))
    {
      UoisTogether *together = uois_arena_new (&registry->arena, UoisTogether);

      uois_arena_append (&registry->arena, &together->columns, type->period_from);
      uois_arena_append (&registry->arena, &together->columns, type->period_to);
      uois_arena_append (&registry->arena, &type->together, together);
    }
}

/* ---- Machines ---- */

/* A text column by which people know a state or a transition. */
static const UoisColumn *
find_machine_name (UoisRegistry *registry, UoisPlace directive, const UoisType *type)
{
  const char *name = uois_directive_get_text (directive, "name");
  const UoisField *field = find_field (registry, directive, type, name);

  if (field == NULL || (field->kind == UOIS_FIELD_COLUMN && field->column->kind == UOIS_VALUE_TEXT))
    return field != NULL ? field->column : NULL;
  uois_problems_add (registry->problems, directive, "“%s” of “%s” cannot name it; name a String field", name,
                     type->name);
  return NULL;
}

/* A list of records that belong to the machine by a column of theirs. */
static const UoisField *
find_machine_part (UoisRegistry *registry, UoisPlace directive, const UoisType *type, const char *argument)
{
  const char *name = uois_directive_get_text (directive, argument);
  const UoisField *field = find_field (registry, directive, type, name);

  if (field == NULL || (field->kind == UOIS_FIELD_MANY && field->target->table != NULL))
    return field;
  uois_problems_add (
      registry->problems, directive,
      "the %s of a machine belong to it by a reference of theirs, and “%s” is no such list; name a field "
      "with @many",
      argument, name);
  return NULL;
}

/* Where a transition begins or ends. */
static const UoisColumn *
find_machine_end (UoisRegistry *registry, UoisPlace directive, const UoisMachine *machine, const char *argument)
{
  const UoisType *transition = machine->transitions->target;
  const char *name = uois_directive_get_text (directive, argument);
  const UoisField *field = find_field (registry, directive, transition, name);

  if (field == NULL || (field->kind == UOIS_FIELD_REFERENCE && field->target == machine->states->target))
    return field != NULL ? field->column : NULL;
  uois_problems_add (registry->problems, directive,
                     "a transition leads from one “%s” to another, and “%s” of “%s” refers to none; name such a field",
                     machine->states->target->name, name, transition->name);
  return NULL;
}

static const UoisColumn *
find_machine_initial (UoisRegistry *registry, UoisPlace directive, const UoisType *state)
{
  const char *name = uois_directive_get_text (directive, "initial");
  const UoisField *field = name != NULL ? find_field (registry, directive, state, name) : NULL;

  if (field == NULL || (field->kind == UOIS_FIELD_COLUMN && field->column->kind == UOIS_VALUE_BOOLEAN))
    return field != NULL ? field->column : NULL;
  uois_problems_add (registry->problems, directive,
                     "“%s” of “%s” cannot say which state is the first; name a Boolean field", name, state->name);
  return NULL;
}

static void
read_machine (UoisRegistry *registry, UoisType *type)
{
  UoisPlace directive = uois_place_find_directive (uois_type_place (type), "machine");
  UoisMachine *machine;

  if (directive.node == 0)
    return;

  machine = uois_arena_new (&registry->arena, UoisMachine);
  machine->states = find_machine_part (registry, directive, type, "states");
  machine->transitions = find_machine_part (registry, directive, type, "transitions");
  if (machine->states == NULL || machine->transitions == NULL)
    return;

  machine->source = find_machine_end (registry, directive, machine, "source");
  machine->target = find_machine_end (registry, directive, machine, "target");
  machine->state_name = find_machine_name (registry, directive, machine->states->target);
  machine->transition_name = find_machine_name (registry, directive, machine->transitions->target);
  machine->initial = find_machine_initial (registry, directive, machine->states->target);
  UOIS_DIRECTIVE_FOREACH_ITEM (directive, "actors", item)
  {
    const UoisField *field = find_field (registry, item, machine->states->target, uois_place_get_text (item));

    if (field != NULL && (field->kind != UOIS_FIELD_MANY || field->target->table == NULL))
      uois_problems_add (
          registry->problems, item,
          "who may lead on from a state is told by records that refer to it, and “%s” is no list of such; "
          "name a field with @many",
          field->name);
    else if (field != NULL)
      uois_arena_append (&registry->arena, &machine->actors, field);
  }
  type->machine = machine;
}

/* Which machine a state belongs to is known once all are read. */
static void
read_state (UoisRegistry *registry, UoisType *type)
{
  UoisPlace directive = uois_place_find_directive (uois_type_place (type), "follows");
  const char *name = uois_directive_get_text (directive, "by");
  const UoisField *field;

  if (directive.node == 0)
    return;

  field = find_field (registry, directive, type, name);
  for (guint i = 0; field != NULL && i < registry->types.length; i++)
    {
      const UoisType *other = registry->types.items[i];

      if (field->kind == UOIS_FIELD_REFERENCE && other->machine != NULL &&
          other->machine->states->target == field->target)
        {
          type->state = field->column;
          type->followed = other;
        }
    }
  if (field != NULL && type->state == NULL)
    uois_problems_add (registry->problems, directive,
                       "“%s” refers to no state of a machine; name a field that does, or give the type of its states' "
                       "owner @machine",
                       name);
}

void
uois_registry_read_structures (UoisRegistry *registry)
{
  for (guint i = 0; i < registry->types.length; i++)
    {
      UoisType *type = (UoisType *) registry->types.items[i];

      if (type->table == NULL)
        continue;
      read_tree (registry, type);
      read_period (registry, type);
      read_together (registry, type);
      read_machine (registry, type);
    }
  for (guint i = 0; i < registry->types.length; i++)
    {
      UoisType *type = (UoisType *) registry->types.items[i];

      if (type->table == NULL)
        continue;
      read_state (registry, type);
      read_belongs (registry, type);
    }
}
