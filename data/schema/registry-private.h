/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/arena.h"
#include "schema/problems.h"
#include "schema/registry.h"

G_BEGIN_DECLS

/*
 * What the registry keeps beyond its public structures. Each begins with its
 * public part, so that a pointer to that is a pointer to it. Places are valid
 * only while the registry is being built.
 */

typedef struct
{
  UoisType type;
  UoisPlace place; /* its definition; the @result that made it; no node for a type without either */
  GHashTable *fields_by_name;
  GHashTable *columns_by_name;
  gboolean virtual;    /* in the API without a table */
  gboolean payload;    /* result of a mutation, written out */
  gboolean title_open; /* its title is being expanded */
  gboolean title_done;
} UoisTypePrivate;

typedef struct
{
  UoisColumn column;
  UoisPlace place; /* the field that made it, or the @audit */
} UoisColumnPrivate;

typedef struct
{
  UoisField field;
  UoisPlace place; /* its definition, or the directive that made it */
} UoisFieldPrivate;

typedef struct
{
  UoisFilter filter;
  UoisPlace place; /* its @where */
} UoisFilterPrivate;

typedef struct
{
  UoisInput input;
  UoisPlace place;
  gboolean leaf;                /* a leaf filter of the prelude: no place */
  const UoisType *written_type; /* whose columns its fields set, once a mutation uses it */
} UoisInputPrivate;

struct _UoisRegistry
{
  gatomicrefcount reference_count;
  gboolean frozen;

  UoisArena arena;
  GStringChunk *strings;

  /* While the registry is being built */
  UoisPrelude *prelude;
  GPtrArray *declarations; /* UoisDeclaration */
  UoisProblems *problems;

  const UoisType *person; /* nullable: whose records act: @person */

  UOIS_ARRAY_OF (UoisDomain) domains;
  UOIS_ARRAY_OF (UoisType) types;
  UOIS_ARRAY_OF (UoisType) tables;
  UOIS_ARRAY_OF (UoisScalar) scalars;
  UOIS_ARRAY_OF (UoisEnum) enums;
  UOIS_ARRAY_OF (UoisFilter) filters;
  UOIS_ARRAY_OF (UoisInput) inputs;
  UOIS_ARRAY_OF (UoisField) queries;
  UOIS_ARRAY_OF (UoisField) mutations;

  GHashTable *domains_by_name;
  GHashTable *types_by_name;
  GHashTable *types_by_table;
  GHashTable *enums_by_name;
  GHashTable *scalars_by_name;
  GHashTable *leaf_filters_by_scalar; /* names of scalars to names of filters */
  GHashTable *filters_by_name;
  GHashTable *inputs_by_name;
  GHashTable *queries_by_name;
  GHashTable *mutations_by_name;

  const char *fingerprint;
};

static inline UoisTypePrivate *
uois_type_private (const UoisType *type)
{
  return (UoisTypePrivate *) type;
}

static inline UoisPlace
uois_type_place (const UoisType *type)
{
  return uois_type_private (type)->place;
}

static inline UoisPlace
uois_field_place (const UoisField *field)
{
  return ((const UoisFieldPrivate *) field)->place;
}

static inline UoisPlace
uois_column_place (const UoisColumn *column)
{
  return ((const UoisColumnPrivate *) column)->place;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisProblems, uois_problems_free)

/* ---- build.c: what all steps use ---- */

/* A copy of @text that lives as long as the registry; equal texts are kept once. NULL for NULL. */
const char *uois_registry_intern (UoisRegistry *registry, const char *text);
/* The same; frees @text. */
const char *uois_registry_take (UoisRegistry *registry, char *text);
#define uois_registry_format(registry, ...) uois_registry_take ((registry), g_strdup_printf (__VA_ARGS__))

/* The text of a directive's argument, interned; NULL if the directive or the argument is missing. */
const char *uois_registry_read_text (UoisRegistry *registry, UoisPlace directive, const char *argument);

/* What a message advises for an unknown @name: the most similar key of @names, or a look at the spelling. */
const char *uois_registry_advise (UoisRegistry *registry, GHashTable *names, const char *name);
/* A column by a name that stands at @place; NULL with a problem reported if @type has none of that name. */
const UoisColumn *
uois_registry_find_column (UoisRegistry *registry, UoisPlace place, const UoisType *type, const char *name);

/* Each of these reports a name that is taken already, and returns NULL then. */
UoisTypePrivate *uois_registry_add_type (UoisRegistry *registry, UoisPlace place, const char *name, UoisDomain *domain);
UoisField *uois_registry_add_field (
    UoisRegistry *registry, UoisType *type, UoisPlace place, const char *name, const char *type_text);
UoisField *uois_registry_add_root_field (
    UoisRegistry *registry, gboolean mutation, UoisPlace place, const char *name, const char *type_text);
UoisInput *uois_registry_add_input (UoisRegistry *registry, UoisPlace place, const char *name);

UoisColumn *uois_registry_add_column (
    UoisRegistry *registry, UoisType *type, UoisPlace place, const char *name, UoisValueKind kind);
/* A to-many field that is no part of the API: only a tab. */
UoisField *uois_registry_new_tab (
    UoisRegistry *registry, UoisType *type, UoisPlace place, const char *name, const char *type_text);

UoisArgument *
uois_registry_new_argument (UoisRegistry *registry, const char *name, const char *type, const char *default_text);
void uois_registry_add_argument (
    UoisRegistry *registry, UoisField *field, const char *name, const char *type, const char *default_text);

/* ---- scalars.c ---- */

/* Reads scalars and leaf filters. */
void uois_registry_read_prelude (UoisRegistry *registry);
/* The kind of a scalar or enum by its name in the API; %UOIS_VALUE_NULL for anything else. */
UoisValueKind uois_registry_get_scalar_kind (const UoisRegistry *registry, const char *name);
const char *uois_value_kind_get_scalar (UoisValueKind kind);
/* Whether a literal, other than null, is a value of a scalar or enum. */
gboolean uois_registry_takes_literal (const UoisRegistry *registry,
                                      const char *scalar,
                                      const UoisDocument *document,
                                      UoisNode literal);
/* The leaf filter that compares values of a kind; NULL if there is none. */
const char *uois_registry_get_leaf_filter (const UoisRegistry *registry, UoisValueKind kind);
/* The kind of value that a leaf filter compares; %UOIS_VALUE_NULL for any other name. */
UoisValueKind uois_registry_get_leaf_filter_kind (const UoisRegistry *registry, const char *filter);

/* ---- names.c: the first step, for one declaration ---- */

/* Its domain, and its types, enums and inputs by name. Leaves @declaration->domain NULL if it does not say one. */
void uois_registry_read_names (UoisRegistry *registry, UoisDeclaration *declaration);

/* ---- The steps of uois_registry_freeze(), in this order. Each tolerates what earlier ones could not make. ---- */

void uois_registry_read_filter_names (UoisRegistry *registry); /* filters.c */
void uois_registry_read_fields (UoisRegistry *registry);       /* fields.c: fields and columns */
void uois_registry_read_sources (UoisRegistry *registry);      /* sources.c: arguments, and where lists come from */
void uois_registry_read_queries (UoisRegistry *registry);      /* queries.c */
void uois_registry_read_filters (UoisRegistry *registry);      /* filters.c */
void uois_registry_read_mutations (UoisRegistry *registry);    /* mutations.c */
void uois_registry_read_titles (UoisRegistry *registry);       /* titles.c */
void uois_registry_read_pages (UoisRegistry *registry);        /* pages.c: lists, sections, tabs, indexes, ways back */
void uois_registry_read_structures (UoisRegistry *registry);   /* structures.c: trees, periods, machines */
void uois_registry_check (UoisRegistry *registry);             /* tables.c: labels */
void uois_registry_order_tables (UoisRegistry *registry);      /* tables.c */
void uois_registry_make_fingerprint (UoisRegistry *registry);  /* tables.c */

/* ---- fields.c ---- */

/* Label, help and the like of a field that is written in a declaration. */
void uois_registry_read_field_words (UoisRegistry *registry, UoisField *field);
/* The target of its type; FALSE if there is no such type. */
gboolean uois_registry_read_field_type (UoisRegistry *registry, UoisField *field);
/* The kind of field that its directives say; the directive that does, no node for none. */
UoisPlace uois_registry_read_source (UoisRegistry *registry, UoisField *field, gboolean root);

/* ---- columns.c ---- */

void uois_registry_read_id (UoisRegistry *registry, UoisType *type, UoisPlace place);
void uois_registry_read_scalar_column (UoisRegistry *registry, UoisType *type, UoisField *field, UoisValueKind kind);
void uois_registry_read_reference_column (UoisRegistry *registry, UoisType *type, UoisField *field);
void uois_registry_read_audit (UoisRegistry *registry, UoisType *type, UoisPlace directive);

/* ---- sources.c ---- */

/* Arguments and source of one field, also of Query. */
void uois_registry_read_field_source (UoisRegistry *registry, UoisField *field);
/* An argument of a field or a field of an input, as written. */
UoisArgument *uois_registry_read_argument (UoisRegistry *registry, UoisPlace place);
/* Calls @reader for every `:name` of SQL of a declaration, outside quotes. */
typedef void (*UoisParameterReader) (const char *name, gpointer data);
void uois_registry_foreach_parameter (const char *sql, UoisParameterReader reader, gpointer data);
/* What @paged and @page add; sets the field's filter too. */
void uois_registry_add_page_arguments (UoisRegistry *registry, UoisField *field, UoisPlace directive);
const UoisArgument *uois_field_find_argument (const UoisField *field, const char *name);
const UoisFilter *uois_type_find_filter (const UoisType *type, const char *name);

/* ---- queries.c ---- */

/* Calls @reader for every field of `extend type Query` or `extend type Mutation`. */
typedef void (*UoisRootFieldReader) (UoisRegistry *registry, UoisPlace place);
void uois_registry_foreach_root_field (UoisRegistry *registry, const char *root_name, UoisRootFieldReader reader);

/* ---- writings.c: what a mutation does beyond writing its arguments ---- */

/* `fills` and `same` of @insert. */
void uois_registry_read_insert (UoisRegistry *registry, UoisOperation *operation, UoisPlace directive);
/* `cascade` of @writes. */
void uois_registry_read_cascade (UoisRegistry *registry, UoisOperation *operation, UoisPlace directive);

/* ---- inputs.c ---- */

/* The input of @insert, @update or @delete. */
const UoisInput *uois_registry_read_derived_input (UoisRegistry *registry, UoisPlace directive, const UoisType *type);
/* An input that is written out, for a mutation that writes @type. */
const UoisInput *
uois_registry_read_written_input (UoisRegistry *registry, UoisPlace place, const char *name, const UoisType *type);
/* The column that `@sets` names; NULL for "-" and after a problem. */
const UoisColumn *uois_registry_read_sets (UoisRegistry *registry, UoisPlace place, const UoisType *type);
/* Reports inputs that no mutation takes. */
void uois_registry_check_inputs (UoisRegistry *registry);

G_END_DECLS
