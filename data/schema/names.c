/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema/registry-private.h"

#include <string.h>

/* Tables of data/store and of SQLite; what ends with an underscore is the beginning of several. */
static const char *const reserved_tables[] = { "file_properties", "journal_", "outbox", "row_counters",
                                               "settings",        "sqlite_",  "sync_" };

static gboolean
is_snake_case (const char *name)
{
  if (!g_ascii_islower (name[0]))
    return FALSE;

  return strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen (name);
}

static void
check_required_label (UoisRegistry *registry, UoisPlace place, const char *directive, const char *example)
{
  if (!uois_place_has_directive (place, directive))
    uois_problems_add (registry->problems, place, "the domain lacks @%s; add %s", directive, example);
}

static UoisDomain *
new_domain (UoisRegistry *registry, UoisPlace place)
{
  UoisPlace directive = uois_place_find_directive (place, "domain");
  UoisDomain *domain = uois_arena_new (&registry->arena, UoisDomain);

  domain->name = uois_registry_read_text (registry, directive, "name");
  domain->icon = uois_registry_read_text (registry, directive, "icon");
  domain->order = uois_directive_get_integer (directive, "order");
  domain->subgraph = uois_registry_read_text (registry, directive, "subgraph");
  domain->label = uois_registry_read_text (registry, uois_place_find_directive (place, "label"), "en");
  domain->place = uois_registry_read_text (registry, uois_place_find_directive (place, "place"), "en");
  domain->description = uois_registry_read_text (registry, uois_place_find_directive (place, "help"), "en");

  check_required_label (registry, place, "label", "@label(en: \"What people call it\")");
  check_required_label (registry, place, "place", "@place(en: \"Its heading in the sidebar\")");
  check_required_label (registry, place, "help", "@help(en: \"What it is about, in one sentence.\")");
  if (!is_snake_case (domain->name))
    uois_problems_add (
        registry->problems, directive,
        "the domain's name “%s” is no name of a folder; write lower-case letters, digits and underscores",
        domain->name);
  if (g_hash_table_contains (registry->domains_by_name, domain->name))
    uois_problems_add (registry->problems, directive, "there is a domain “%s” already; rename this one", domain->name);

  return domain;
}

/* Domains stand in the order of the sidebar from the start: one is put before those with a larger number. */
static void
insert_domain (UoisRegistry *registry, UoisDomain *domain)
{
  guint position;

  uois_arena_append (&registry->arena, &registry->domains, domain);
  for (position = registry->domains.length - 1; position > 0; position--)
    {
      const UoisDomain *previous = registry->domains.items[position - 1];

      if (previous->order < domain->order ||
          (previous->order == domain->order && strcmp (previous->name, domain->name) < 0))
        break;
      registry->domains.items[position] = previous;
    }
  registry->domains.items[position] = domain;

  g_hash_table_insert (registry->domains_by_name, (gpointer) domain->name, domain);
}

static gboolean
is_reserved (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (reserved_tables); i++)
    if (g_str_has_suffix (reserved_tables[i], "_") ? g_str_has_prefix (table, reserved_tables[i]) :
                                                     strcmp (table, reserved_tables[i]) == 0)
      return TRUE;

  return FALSE;
}

static void
read_table_name (UoisRegistry *registry, UoisType *type, UoisPlace directive)
{
  const UoisType *other;

  type->table = uois_registry_read_text (registry, directive, "name");

  if (!is_snake_case (type->table) || strstr (type->table, "__") != NULL)
    uois_problems_add (registry->problems, directive,
                       "“%s” is no name of a table; write lower-case letters, digits and single underscores",
                       type->table);
  if (is_reserved (type->table))
    uois_problems_add (registry->problems, directive, "“%s” is a table of the program itself; rename it", type->table);

  other = uois_registry_find_table (registry, type->table);
  if (other != NULL)
    uois_problems_add (registry->problems, directive, "the table “%s” belongs to “%s” already; rename this one",
                       type->table, other->name);
  else
    g_hash_table_insert (registry->types_by_table, (gpointer) type->table, type);
}

/* Exactly one of them says what a type is; FALSE if none does. */
static gboolean
check_type_kind (UoisRegistry *registry, UoisPlace place)
{
  static const char *const kinds[] = { "table", "virtual", "payload" };
  guint count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    count += uois_place_has_directive (place, kinds[i]) ? 1 : 0;

  if (count == 0)
    uois_problems_add (
        registry->problems, place,
        "nothing says what “%s” is; add @table(name: …) for records, @virtual for a type without a table, "
        "or @payload for a mutation's result",
        uois_place_get_text (place));
  else if (count > 1)
    uois_problems_add (registry->problems, place, "“%s” has more than one of @table, @virtual and @payload; keep one",
                       uois_place_get_text (place));

  return count > 0;
}

/* What needs a table is refused without one. */
static void
check_table_directives (UoisRegistry *registry, const UoisType *type, UoisPlace place)
{
  static const char *const need_table[] = {
    "hidden", "system",  "link",  "title",  "columns", "sort",    "tree",     "period",
    "audit",  "index",   "where", "byId",   "page",    "result",  "insert",   "update",
    "delete", "section", "tabs",  "person", "machine", "follows", "together",
  };
  static const char *const need_api[] = { "where", "byId", "page", "result", "insert", "update", "delete" };

  for (guint i = 0; i < G_N_ELEMENTS (need_table) && type->table == NULL; i++)
    if (uois_place_has_directive (place, need_table[i]))
      uois_problems_add (registry->problems, uois_place_find_directive (place, need_table[i]),
                         "“%s” has no table, so @%s says nothing; remove it, or add @table(name: …)", type->name,
                         need_table[i]);

  for (guint i = 0; i < G_N_ELEMENTS (need_api) && type->table != NULL && !type->exposed; i++)
    if (uois_place_has_directive (place, need_api[i]))
      uois_problems_add (registry->problems, uois_place_find_directive (place, need_api[i]),
                         "“%s” is @hidden from the API, so @%s says nothing; remove one of the two", type->name,
                         need_api[i]);
}

static void
read_type (UoisRegistry *registry, UoisDomain *domain, UoisPlace place)
{
  UoisTypePrivate *private = uois_registry_add_type (registry, place, uois_place_get_text (place), domain);
  UoisPlace labels = uois_place_find_directive (place, "labels");
  UoisPlace table = uois_place_find_directive (place, "table");
  gboolean known_kind = check_type_kind (registry, place);
  UoisType *type;

  if (private == NULL)
    return;

  type = &private->type;
  private->virtual = uois_place_has_directive (place, "virtual");
  /* Of a type of no kind, nothing more is worth saying. */
  type->result = uois_place_has_directive (place, "payload") || !known_kind;
  type->system = uois_place_has_directive (place, "system");
  type->link = uois_place_has_directive (place, "link");
  type->local = uois_place_has_directive (place, "local");
  type->exposed = !uois_place_has_directive (place, "hidden");
  type->label = uois_registry_read_text (registry, labels, "one");
  type->label_many = uois_registry_read_text (registry, labels, "many");
  type->description = uois_registry_read_text (registry, uois_place_find_directive (place, "help"), "en");
  type->icon = uois_registry_read_text (registry, uois_place_find_directive (place, "icon"), "name");
  if (type->icon == NULL)
    type->icon = domain->icon;

  if (table.node != 0)
    read_table_name (registry, type, table);
  check_table_directives (registry, type, place);

  if (labels.node == 0 && !type->result)
    uois_problems_add (registry->problems, place,
                       "“%s” lacks labels; add @labels(one: \"What people call one\", many: \"And many\")", type->name);

  if (uois_place_has_directive (place, "person"))
    {
      if (registry->person != NULL)
        uois_problems_add (registry->problems, uois_place_find_directive (place, "person"),
                           "“%s” is @person already; there can be one such type", registry->person->name);
      registry->person = type;
    }
}

static void
read_enum (UoisRegistry *registry, UoisPlace place)
{
  const UoisDocument *document = place.declaration->document;
  const char *name = uois_place_get_text (place);
  UoisEnum *new_enum = uois_arena_new (&registry->arena, UoisEnum);
  UOIS_ARRAY_OF (char) values = { NULL, 0 };

  if (g_hash_table_contains (registry->types_by_name, name) ||
      uois_registry_get_scalar_kind (registry, name) != UOIS_VALUE_NULL)
    {
      uois_problems_add (registry->problems, place, "the name “%s” is taken; rename one of the two", name);
      return;
    }

  UOIS_NODE_FOREACH_KIND (document, place.node, UOIS_NODE_ENUM_VALUE_DEFINITION, value)
  {
    uois_arena_append (&registry->arena, &values,
                       uois_registry_intern (registry, uois_node_get_text (document, value)));
  }
  uois_arena_append (&registry->arena, &values, NULL);

  new_enum->name = uois_registry_intern (registry, name);
  new_enum->values = values.items;
  uois_arena_append (&registry->arena, &registry->enums, new_enum);
  g_hash_table_insert (registry->enums_by_name, (gpointer) new_enum->name, new_enum);
}

void
uois_registry_read_names (UoisRegistry *registry, UoisDeclaration *declaration)
{
  const UoisDocument *document = declaration->document;
  UoisNode root = uois_document_get_root (document);

  UOIS_NODE_FOREACH_KIND (document, root, UOIS_NODE_SCHEMA_EXTENSION, node)
  {
    UoisPlace place = uois_place (declaration, node);

    if (declaration->domain != NULL)
      uois_problems_add (registry->problems, place, "a declaration has one “extend schema”; join this with the first");
    else if (!uois_place_has_directive (place, "domain"))
      uois_problems_add (registry->problems, place,
                         "“extend schema” lacks @domain; add @domain(name: …, icon: …, order: …)");
    else
      declaration->domain = new_domain (registry, place);
  }

  if (declaration->domain == NULL)
    {
      if (uois_node_get_child (document, root, UOIS_NODE_SCHEMA_EXTENSION) == 0)
        uois_problems_add (registry->problems, uois_place (declaration, root),
                           "the declaration does not say its domain; begin it with “extend schema @domain(name: …, "
                           "icon: …, order: …) @label(en: …) @place(en: …) @help(en: …)”");
      return;
    }
  insert_domain (registry, declaration->domain);

  UOIS_NODE_FOREACH (document, root, node)
  {
    UoisPlace place = uois_place (declaration, node);
    UoisNodeKind kind = uois_node_get_kind (document, node);

    if (kind == UOIS_NODE_OBJECT_TYPE_DEFINITION)
      read_type (registry, declaration->domain, place);
    else if (kind == UOIS_NODE_ENUM_TYPE_DEFINITION)
      read_enum (registry, place);
    else if (kind == UOIS_NODE_INPUT_OBJECT_TYPE_DEFINITION)
      uois_registry_add_input (registry, place, uois_place_get_text (place));
  }
}
