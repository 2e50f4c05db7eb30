/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/error.h"
#include "base/value.h"

G_BEGIN_DECLS

/**
 * SECTION: The registry
 *
 * Everything the program knows of the university, read from the declarations
 * `domains/<name>/<name>.graphql` (language: `domains/README.md`), checked as
 * a whole and then frozen. Tables, the GraphQL API, lists, forms, search, load
 * and dump derive from it and from nothing else.
 *
 * All structures below belong to the registry, are immutable after
 * uois_registry_freeze() and may be read from any thread as long as the caller
 * holds a reference to the registry. Strings are UTF-8, zero-terminated.
 * Labels are msgids in English: show them through uois_label().
 */
typedef struct _UoisRegistry UoisRegistry;
typedef struct _UoisDomain UoisDomain;
typedef struct _UoisType UoisType;
typedef struct _UoisColumn UoisColumn;
typedef struct _UoisField UoisField;
typedef struct _UoisArgument UoisArgument;
typedef struct _UoisFilter UoisFilter;
typedef struct _UoisInput UoisInput;
typedef struct _UoisOperation UoisOperation;
typedef struct _UoisHooks UoisHooks;

/* An array of pointers of the registry. */
#define UOIS_ARRAY_OF(Element)                                                                                         \
  struct                                                                                                               \
  {                                                                                                                    \
    const Element **items;                                                                                             \
    guint length;                                                                                                      \
  }

/**
 * UoisDomain:
 * @name: the folder's name, "ug"
 * @label: "People and groups"
 * @description: one sentence for the sidebar and empty pages
 * @icon: a symbolic icon name
 * @place: which heading of the sidebar it stands under, "People"
 * @subgraph: (nullable): its name in the federation; %NULL for a domain that no deployed server has
 * @seed: (nullable): text of its `seed.json`
 */
struct _UoisDomain
{
  const char *name;
  const char *label;
  const char *description;
  const char *icon;
  const char *place;
  const char *subgraph;
  const char *seed;
  gsize seed_length;
  int order;                      /* position in the sidebar, smallest first */
  UOIS_ARRAY_OF (UoisType) types; /* declared here, in order */
  const UoisHooks *hooks;         /* nullable */
};

/**
 * UoisAudit: what a column tells of the history of its record.
 * @UOIS_AUDIT_NONE: nothing
 * @UOIS_AUDIT_CREATED: when it was made
 * @UOIS_AUDIT_LASTCHANGE: when it was written last; the token by which an update says which version it changes
 * @UOIS_AUDIT_CREATEDBY: who made it
 * @UOIS_AUDIT_CHANGEDBY: who wrote it last
 * @UOIS_AUDIT_RBACOBJECT: the person or group whose roles decide who may do what with it
 */
typedef enum
{
  UOIS_AUDIT_NONE,
  UOIS_AUDIT_CREATED,
  UOIS_AUDIT_LASTCHANGE,
  UOIS_AUDIT_CREATEDBY,
  UOIS_AUDIT_CHANGEDBY,
  UOIS_AUDIT_RBACOBJECT,
} UoisAudit;

/**
 * UoisColumn: a column of a table.
 * @name: its SQL name, also its key in systemdata.json
 * @kind: what it holds; never %UOIS_VALUE_NULL
 * @target: (nullable): the type that it refers to by id
 * @enforced: whether a missing target is an error (references inside one service)
 * @required: whether null is refused on entry (the file itself accepts null, as the servers do)
 * @sorted: (text only) whether a sort key is stored beside it, in `<name>__key`, and indexed
 * @searched: whether the type's full-text index has it
 * @local: the federation has the column but no way to read it, or has no such column
 * @audit: whether, and which, column of `@audit` it is
 * @null_reads_as: (nullable): text that the API gives for null ("" for name_en)
 * @default_text: (nullable): GraphQL literal that a new record starts with
 * @aliases: (array zero-terminated=1): other keys under which seed files carry it
 * @field: (nullable): the API field that shows it
 */
struct _UoisColumn
{
  const char *name;
  const UoisType *type;
  guint index; /* in type->columns; 0 is always `id` */
  UoisValueKind kind;
  const UoisType *target;
  gboolean enforced;
  gboolean required;
  gboolean sorted;
  gboolean searched;
  gboolean indexed;
  gboolean local;
  UoisAudit audit;
  const char *null_reads_as;
  const char *default_text;
  const char *const *aliases;
  const UoisField *field;
};

/**
 * UoisFieldKind: where a field's value comes from.
 * @UOIS_FIELD_COLUMN: scalar; @column
 * @UOIS_FIELD_EXPRESSION: scalar; @sql over the columns of the row; for the `id` of a type without table ":parent"
 * @UOIS_FIELD_HOOK: scalar; the function @hook of the domain's hooks.c, from the columns it names
 * @UOIS_FIELD_REFERENCE: one record of @target whose id is in @column; null if it is not in the file
 * @UOIS_FIELD_OBJECT: one object of @target, a type without table, whose id is @sql; null if that is null
 * @UOIS_FIELD_MANY: records of @target whose @column (a column of the target) holds this id
 * @UOIS_FIELD_THROUGH: records of @target reached by the link table @through: @column (of the link) holds this id, @far_column the target's
 * @UOIS_FIELD_LIST: records of @target for which @sql (a condition) holds
 * @UOIS_FIELD_PAYLOAD: a field of a mutation's result; filled by the operation
 * @UOIS_FIELD_CONSTANT: text in @sql, as it stands ("sayHello")
 * @UOIS_FIELD_BY_ID: (root) the record of @target whose id is the argument `id`
 * @UOIS_FIELD_ONE: the first record of @target for which @sql holds
 * @UOIS_FIELD_OBJECT_BY_ID: (root) the object of @target, a type without table, with the id of the first argument
 * @UOIS_FIELD_PAGE: (root) all records of @target
 * @UOIS_FIELD_VALUE: (root) the scalar that the SQL query @sql gives
 * @UOIS_FIELD_MUTATION: (root of Mutation) @operation
 *
 * In @sql, a bare name is a column of the target's (or row's) table, `:parent`
 * is the id of the object that the field belongs to, `:me` the id of the acting
 * person (null if none), `:name` an argument of the field (null if absent).
 */
typedef enum
{
  UOIS_FIELD_COLUMN,
  UOIS_FIELD_EXPRESSION,
  UOIS_FIELD_HOOK,
  UOIS_FIELD_REFERENCE,
  UOIS_FIELD_OBJECT,
  UOIS_FIELD_MANY,
  UOIS_FIELD_THROUGH,
  UOIS_FIELD_LIST,
  UOIS_FIELD_PAYLOAD,
  UOIS_FIELD_CONSTANT,
  UOIS_FIELD_BY_ID,
  UOIS_FIELD_ONE,
  UOIS_FIELD_OBJECT_BY_ID,
  UOIS_FIELD_PAGE,
  UOIS_FIELD_VALUE,
  UOIS_FIELD_MUTATION,
} UoisFieldKind;

/**
 * UoisPresentation: how a field's value is shown and entered, where its type alone does not say.
 */
typedef enum
{
  UOIS_PRESENT_PLAIN,
  UOIS_PRESENT_LONG_TEXT,
  UOIS_PRESENT_EMAIL,
  UOIS_PRESENT_URL,
  UOIS_PRESENT_PERSONAL_NUMBER,
  UOIS_PRESENT_MONEY,
  UOIS_PRESENT_PERCENT,
  UOIS_PRESENT_DATE,      /* a datetime whose time of day does not matter */
  UOIS_PRESENT_LIST_ITEM, /* order, accesslevel and the like: small integers */
} UoisPresentation;

/**
 * UoisGenerated: a default that is made when it is used, and that the API therefore does not show.
 * @UOIS_GENERATED_NOW: the current time, plus @generated_offset
 * @UOIS_GENERATED_FRESH: a fresh id
 */
typedef enum
{
  UOIS_GENERATED_NONE,
  UOIS_GENERATED_NOW,
  UOIS_GENERATED_FRESH,
} UoisGenerated;

/**
 * UoisArgument: an argument of a field, or a field of an input object.
 * @type: GraphQL type text, "[UUID!]"
 * @default_text: (nullable): GraphQL literal, "null" included; %NULL for none
 * @column: (nullable): the column that it writes, for a field of an input and an argument of a mutation;
 *   %NULL for one that is accepted and ignored
 * @generated: what stands for an absent value
 * @generated_offset: microseconds
 */
struct _UoisArgument
{
  const char *name;
  const char *type;
  const char *default_text;
  const UoisColumn *column;
  UoisGenerated generated;
  gint64 generated_offset;
};

/**
 * UoisField: a field of an object type of the API.
 * @type: GraphQL type text, "[MembershipGQLModel!]!"
 * @named_type: the innermost name in @type
 * @domain: who declares it; differs from the owner's domain for a field added to another's type
 * @target: (nullable): the object type that it leads to
 * @filter: (nullable): the where filter of a list
 * @sorted: a list has `orderby` and `desc`
 * @fixed_order: (nullable): SQL order of a list whose caller gives none
 * @local: not in the federation's API
 * @hidden: in the API, but nowhere in the window
 */
struct _UoisField
{
  const char *name;
  const char *type;
  const char *named_type;
  UoisFieldKind kind;
  UoisPresentation presentation;
  const UoisType *owner;
  const UoisDomain *domain;
  guint index; /* in owner->fields */
  const char *label;
  const char *help;       /* nullable */
  const char *deprecated; /* nullable: the reason */
  gboolean local;
  gboolean hidden;
  gboolean list;   /* the value is a list */
  gboolean sorted; /* of a list */
  gboolean non_null;

  const UoisColumn *column;
  const UoisType *target;
  const UoisType *through;
  const UoisColumn *far_column;
  const char *sql;
  const char *hook;
  const UoisFilter *filter;
  const char *fixed_order;
  const UoisOperation *operation;
  UOIS_ARRAY_OF (UoisArgument) arguments;
};

/**
 * UoisFilterEntry: one key of a where filter.
 * @type: the filter type of its value, "StrFilter" or another where filter
 * @kind: of the compared value; %UOIS_VALUE_NULL for a related entity
 * @column: (nullable): what is compared
 * @sql: (nullable): the expression that is compared, instead of a column
 * @relation: (nullable): the field that leads to the related entity
 * @related: (nullable): its filter
 *
 * An entry with none of @column, @sql and @relation exists in the federation's
 * schema but has nothing behind it; using it is an error, as on the servers.
 */
typedef struct
{
  const char *name;
  const char *type;
  UoisValueKind kind;
  const UoisColumn *column;
  const char *sql;
  const UoisField *relation;
  const UoisFilter *related;
} UoisFilterEntry;

/**
 * UoisFilter: a where filter. `<name>And` and `<name>Or` derive from it.
 */
struct _UoisFilter
{
  const char *name;
  const UoisType *type; /* whose rows it filters */
  UOIS_ARRAY_OF (UoisFilterEntry) entries;
};

/**
 * UoisInput: an input object of a mutation.
 */
struct _UoisInput
{
  const char *name;
  UOIS_ARRAY_OF (UoisArgument) fields;
};

typedef enum
{
  UOIS_OPERATION_INSERT,
  UOIS_OPERATION_UPDATE,
  UOIS_OPERATION_DELETE,
  UOIS_OPERATION_LINK,   /* insert into a link table by its natural key */
  UOIS_OPERATION_UNLINK, /* delete from it by the same key */
  UOIS_OPERATION_RELINK, /* update of a link row found by its key */
  UOIS_OPERATION_UPSERT, /* insert into a link table, or update of the row that its key finds */
} UoisOperationKind;

/**
 * UoisFilling: what a column of a new record gets if the input leaves it empty.
 * @sql: an expression, in which `:column` is the value of a column of the new record and `:me` the acting person's id
 */
typedef struct
{
  const UoisColumn *column;
  const char *sql;
} UoisFilling;

/**
 * UoisOperation: a mutation.
 * @field: the field of Mutation
 * @type: whose table it writes
 * @input: (nullable): the input object of its only argument; %NULL if it takes scalars
 * @result: name of its result type
 * @returns: (nullable): the type that the result's entity belongs to (differs from @type for links)
 * @returns_column: the column of the written row that holds the id of the result and of its entity; `id` except for links
 * @payload: (nullable): the field of the result that is the entity
 * @key: the columns that find the row: id, or a natural key. What is inserted by a natural key is inserted once.
 * @locked: whether `lastchange` must match
 * @exists: what the result says if there is already what was to be inserted by a natural key: "fail", "exists"
 * @fillings: of an insert
 * @cascade: of a delete: reference columns by which other records go with the deleted one
 */
struct _UoisOperation
{
  const UoisField *field;
  const UoisType *type;
  UoisOperationKind kind;
  const UoisInput *input;
  const char *result;
  const UoisType *returns;
  const UoisColumn *returns_column;
  const UoisField *payload;
  gboolean locked;
  const char *exists;
  UOIS_ARRAY_OF (UoisColumn) key;
  UOIS_ARRAY_OF (UoisFilling) fillings;
  UOIS_ARRAY_OF (UoisColumn) cascade;
};

/**
 * UoisTitlePart: a piece of a type's title: literal text, or the column at the end of a path of references.
 * @text: (nullable): literal text, a msgid if @translated
 * @path: reference columns to follow, outermost first
 * @column: (nullable): the column shown
 * @sql: (nullable): shown instead of a column
 */
typedef struct
{
  const char *text;
  gboolean translated;
  const UoisColumn *column;
  const char *sql;
  UOIS_ARRAY_OF (UoisColumn) path;
} UoisTitlePart;

/**
 * UoisIndex: an index on a table beyond those that follow from its columns.
 */
typedef struct
{
  const char *name;
  gboolean unique;
  UOIS_ARRAY_OF (UoisColumn) columns;
} UoisIndex;

typedef struct
{
  const char *label; /* a msgid */
  UOIS_ARRAY_OF (UoisField) fields;
} UoisSection;

/**
 * UoisTogether: columns whose values make sense only together, so that they are changed together or not at all.
 */
typedef struct
{
  UOIS_ARRAY_OF (UoisColumn) columns;
} UoisTogether;

/**
 * UoisMachine: how the records of some types make a machine of states and transitions.
 * @states: the machine's field (MANY) with its states
 * @transitions: the machine's field (MANY) with its transitions
 * @source: the column of a transition with the state that it leads from
 * @target: the column of a transition with the state that it leads to
 * @state_name: the text column that names a state
 * @transition_name: the text column that names a transition
 * @initial: (nullable): the Boolean column of a state that says whether what is new begins there
 * @actors: fields (MANY) of a state with those who may lead on from it
 */
typedef struct
{
  const UoisField *states;
  const UoisField *transitions;
  const UoisColumn *source;
  const UoisColumn *target;
  const UoisColumn *state_name;
  const UoisColumn *transition_name;
  const UoisColumn *initial;
  UOIS_ARRAY_OF (UoisField) actors;
} UoisMachine;

/**
 * UoisType: an object type of the API, with or without a table.
 * @name: its name in the API, "UserGQLModel"; for a link table without a type in the API a name of our own
 * @table: (nullable): its SQL table
 * @system: a type list: filled by the institution, rarely changed
 * @exposed: whether the API has the type
 * @link: a row that only connects others (shown in the tabs of those, not in the sidebar)
 * @result: the result type of a mutation
 * @parent: (nullable): the column of a self-reference that makes a tree
 * @tree_order: of a tree: what its branches are ordered by, before the title
 * @tree_members: (nullable): of a tree: the to-many field with those who belong to a record
 * @tree_inherited: of a tree: to-many fields whose records hold for what stands below, too
 * @belongs_by: (nullable): the to-many field (MANY) with the links by which a record belongs to records of a tree
 * @belongs_to: (nullable): with @belongs_by, the reference of such a link to the tree
 * @belongs_inherited: with @belongs_by: to-many fields to which comes what of the same type is inherited in the tree
 * @machine: (nullable): what a record is made of, if it is a machine of states and transitions
 * @state: (nullable): the column that tells which state of a machine the record is in
 * @followed: (nullable): with @state, the type of that machine
 * @period_from: (nullable): when what the record tells begins
 * @period_to: (nullable): when it ends; must not lie before @period_from
 * @period_key: columns of which no two records should have the same values at the same time; may be empty
 * @period_while: (nullable): a Boolean column; a record in which it is false does not count
 * @period_gap: so many days between two records of the same key are taken for a mistake
 * @together: columns that are merged as one; none is in two of these. The two ends of a period are always in one.
 */
struct _UoisType
{
  const char *name;
  const char *table;
  const UoisDomain *domain;
  guint index;             /* in the registry; stable only within one run */
  const char *label;       /* one: "Person" */
  const char *label_many;  /* "People" */
  const char *description; /* nullable */
  const char *icon;
  gboolean system;
  gboolean exposed;
  gboolean link;
  gboolean result;
  gboolean local;

  UOIS_ARRAY_OF (UoisColumn) columns;
  UOIS_ARRAY_OF (UoisField) fields;
  UOIS_ARRAY_OF (UoisIndex) indexes;
  UOIS_ARRAY_OF (UoisFilter) filters; /* the first is the main one */
  UOIS_ARRAY_OF (UoisTitlePart) title;
  UOIS_ARRAY_OF (UoisField) list_fields; /* columns of its table page, in order */
  UOIS_ARRAY_OF (UoisSection) sections;  /* of its record page */
  UOIS_ARRAY_OF (UoisField) tabs;        /* to-many fields of its record page, in order */
  const UoisColumn *parent;
  UOIS_ARRAY_OF (UoisField) tree_order;
  const UoisField *tree_members;
  UOIS_ARRAY_OF (UoisField) tree_inherited;
  const UoisField *belongs_by;
  const UoisField *belongs_to;
  UOIS_ARRAY_OF (UoisField) belongs_inherited;
  const UoisMachine *machine;
  const UoisColumn *state;
  const UoisType *followed;
  const UoisColumn *period_from;
  const UoisColumn *period_to;
  UOIS_ARRAY_OF (UoisColumn) period_key;
  const UoisColumn *period_while;
  int period_gap;
  UOIS_ARRAY_OF (UoisTogether) together;
  const UoisColumn *default_sort; /* nullable: by title */
  gboolean default_descending;

  const UoisField *by_id; /* nullable: root fields */
  const UoisField *page;
  const UoisOperation *insert;
  const UoisOperation *update;
  const UoisOperation *remove;
};

/**
 * UoisHookFunction:
 * @row: values of the columns that the hook names, in that order
 * @arguments: the field's arguments, coerced, in declared order
 * @result: (out): the result, initialised to null
 * @error: return location for an error that becomes the field's error
 *
 * A computed field in C. Pure: no I/O, no globals, no clock.
 */
typedef gboolean (*UoisHookFunction) (const UoisValue *row,
                                      const UoisValue *arguments,
                                      UoisValue *result,
                                      GError **error);

typedef struct
{
  const char *name;           /* as in `@hook(name:)` */
  const char *const *columns; /* zero-terminated */
  UoisHookFunction function;
} UoisHook;

/**
 * UoisHooks: the one exported table of a domain's hooks.c; @hooks ends with a hook without name.
 */
struct _UoisHooks
{
  const UoisHook *hooks;
};

/**
 * UoisScalar: a scalar of the API beyond those of the GraphQL specification.
 * @specified_by: (nullable): address of its specification
 */
typedef struct
{
  const char *name;
  const char *specified_by;
} UoisScalar;

/**
 * UoisEnum: an enum of the API.
 */
typedef struct
{
  const char *name;
  const char *const *values; /* zero-terminated */
} UoisEnum;

/**
 * uois_registry_new:
 *
 * Returns: (transfer full): an empty registry with the built-in scalars, enums and leaf filters
 */
UoisRegistry *uois_registry_new (void);
UoisRegistry *uois_registry_ref (UoisRegistry *registry);
void uois_registry_unref (UoisRegistry *registry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisRegistry, uois_registry_unref)

/**
 * uois_registry_add:
 * @registry: a registry that is not frozen
 * @file_name: for messages
 * @declaration: text of the declaration, SDL with our directives
 * @length: its length in bytes
 * @seed: (nullable): text of seed.json, which must outlive the registry
 * @hooks: (nullable): the domain's hooks
 * @error: return location for %UOIS_ERROR_SYNTAX or %UOIS_ERROR_INVALID, as "file:line:column: what; cure"
 *
 * Reads one declaration. Names of other domains are resolved by uois_registry_freeze().
 */
gboolean uois_registry_add (UoisRegistry *registry,
                            const char *file_name,
                            const char *declaration,
                            gsize length,
                            const char *seed,
                            gsize seed_length,
                            const UoisHooks *hooks,
                            GError **error);

/**
 * uois_registry_freeze:
 *
 * Resolves names across domains, derives what follows from rules and checks the
 * whole: unknown targets, duplicate tables and names, relations without a way
 * back, reserved names, missing labels, filters on absent columns. All
 * problems are reported, one a line, as "file:line:column: what; cure".
 */
gboolean uois_registry_freeze (UoisRegistry *registry, GError **error);

const UoisDomain *const *uois_registry_get_domains (const UoisRegistry *registry, guint *length); /* in sidebar order */
const UoisType *const *uois_registry_get_types (const UoisRegistry *registry,
                                                guint *length); /* with and without tables */
const UoisScalar *const *uois_registry_get_scalars (const UoisRegistry *registry, guint *length);
const UoisEnum *const *uois_registry_get_enums (const UoisRegistry *registry, guint *length);
const UoisFilter *const *uois_registry_get_filters (const UoisRegistry *registry, guint *length);
const UoisInput *const *uois_registry_get_inputs (const UoisRegistry *registry, guint *length);
const UoisField *const *uois_registry_get_queries (const UoisRegistry *registry, guint *length);
const UoisField *const *uois_registry_get_mutations (const UoisRegistry *registry, guint *length);

/* All look-ups return %NULL for an unknown name. */
const UoisDomain *uois_registry_find_domain (const UoisRegistry *registry, const char *name);
const UoisType *uois_registry_find_type (const UoisRegistry *registry, const char *name);
/* The type whose records act: whose ids stand in the columns of who made and changed a record. */
const UoisType *uois_registry_get_person_type (const UoisRegistry *registry);
const UoisType *uois_registry_find_table (const UoisRegistry *registry, const char *table);
const UoisFilter *uois_registry_find_filter (const UoisRegistry *registry, const char *name);
const UoisField *uois_registry_find_query (const UoisRegistry *registry, const char *name);
const UoisField *uois_registry_find_mutation (const UoisRegistry *registry, const char *name);
const UoisField *uois_type_find_field (const UoisType *type, const char *name);
const UoisColumn *uois_type_find_column (const UoisType *type, const char *name);
/* Whether people see the field, in lists, in forms and as something to choose: one value, not another form of a reference. */
gboolean uois_field_is_shown (const UoisField *field);
/* The column of `@audit` of that meaning; %NULL if the table has none. */
const UoisColumn *uois_type_find_audit_column (const UoisType *type, UoisAudit audit);
/* The arguments of a mutation that can write columns: the fields of its input, or its own. */
const UoisArgument *const *uois_operation_get_arguments (const UoisOperation *operation, guint *length);
const UoisHook *uois_domain_find_hook (const UoisDomain *domain, const char *name);

/**
 * uois_registry_get_tables:
 * @length: (out): number of tables
 *
 * Returns: (transfer none): the types that have a table, every target of an enforced reference before the types that refer to it (self-references apart)
 */
const UoisType *const *uois_registry_get_tables (const UoisRegistry *registry, guint *length);

/**
 * uois_registry_get_fingerprint:
 *
 * Returns: a hexadecimal SHA-256 over everything that shapes the tables; equal fingerprints mean equal tables
 */
const char *uois_registry_get_fingerprint (const UoisRegistry *registry);

/**
 * uois_label:
 * @msgid: (nullable): a label or description of the registry
 *
 * Returns: it in the current language; "" for %NULL
 */
const char *uois_label (const char *msgid);

/* The label of one or many of a type's records in the current language. */
const char *uois_type_get_label (const UoisType *type);
const char *uois_type_get_label_many (const UoisType *type);

G_END_DECLS
