/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/file-private.h"
#include "schema/select.h"

G_BEGIN_DECLS

/**
 * UoisBoundSelect: a row request together with the values of its parameters.
 * @select: the request
 * @values: (element-type UoisValue): one per parameter
 * @rows: (nullable): the set of a condition, whose parameter is @rows_parameter; not owned
 * @has_person: whether somebody works with the file
 * @person: who; `:me` in the SQL of declarations
 */
typedef struct
{
  UoisSelect *select;
  GArray *values;
  const UoisRowSet *rows;
  guint rows_parameter;
  gboolean has_person;
  UoisUuid person;
} UoisBoundSelect;

/* Whether the file has a full-text index of the type's records. */
gboolean uois_type_has_search_index (const UoisType *type);

void uois_bound_select_init (UoisBoundSelect *bound, UoisFile *file, const UoisType *type);
void uois_bound_select_clear (UoisBoundSelect *bound);

/* Each returns the parameter's number. Text is copied. */
guint uois_bound_select_add_text (UoisBoundSelect *bound, const char *text);
guint uois_bound_select_add_uuid (UoisBoundSelect *bound, const UoisUuid *uuid);
guint uois_bound_select_add_value (UoisBoundSelect *bound, const UoisValue *value);
guint uois_bound_select_add_integer (UoisBoundSelect *bound, gint64 integer);

/* Only the record with this id. */
void uois_bound_select_where_id (UoisBoundSelect *bound, const UoisUuid *id);
/* Only the given rows. */
void uois_bound_select_where_rows (UoisBoundSelect *bound, const gint64 *rows, guint n_rows);
/* Only the rows of @rows, which must live as long as @bound; once. */
void uois_bound_select_where_set (UoisBoundSelect *bound, const UoisRowSet *rows);
/* Only what the conditions of @filter on fields let through. @except: (nullable): whose conditions do not count */
void uois_bound_select_where_filter (UoisBoundSelect *bound, const UoisListFilter *filter, const UoisField *except);
/* Only what a person searches for. */
void uois_bound_select_where_match (UoisBoundSelect *bound, const char *text);
/* Only the records that the to-many field @relation of @parent leads to. */
void uois_bound_select_where_related (UoisBoundSelect *bound, const UoisField *relation, const UoisUuid *parent);

/* A statement before its first row; uois_store_statement_release() it. */
UoisStoreStatement *uois_bound_select_open (UoisBoundSelect *bound, UoisStoreReader *reader, GError **error);

/* An id of the current row; the nil id for null and for what is no id, which only a damaged file has. */
UoisUuid uois_bound_select_read_uuid (UoisStoreStatement *statement, guint index);

/* The result of a select whose only output is %UOIS_OUTPUT_COUNT; -1 on error. */
gint64 uois_bound_select_count (UoisBoundSelect *bound, UoisStoreReader *reader, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisBoundSelect, uois_bound_select_clear)

G_END_DECLS
