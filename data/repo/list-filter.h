/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/registry.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SECTION: Filters of lists
 *
 * What a person asks of the records of a list: conditions that all hold
 * together. They are immutable and reference-counted, so that a request, a
 * saved view and a chip of the window share them; any thread.
 */

/**
 * UoisListOperator: how a field is compared.
 * @UOIS_LIST_IS: equals one of the values
 * @UOIS_LIST_IS_NOT: equals none of them; a record without a value counts
 * @UOIS_LIST_CONTAINS: the text has one of the values in it; case and diacritics do not matter
 * @UOIS_LIST_BEGINS_WITH: the text begins with one of the values; case and diacritics do not matter
 * @UOIS_LIST_IS_EMPTY: no value, or an empty text
 * @UOIS_LIST_HAS_VALUE: neither
 * @UOIS_LIST_LESS: less than the value; a time before it
 * @UOIS_LIST_GREATER: greater than the value; a time after it
 * @UOIS_LIST_BETWEEN: from the first value to the second, both included; null: no bound on that side
 *
 * A time at midnight stands for its whole day, one without seconds for its
 * minute: "is 1 September" is any time of that day, "after" it the next day.
 */
typedef enum
{
  UOIS_LIST_IS,
  UOIS_LIST_IS_NOT,
  UOIS_LIST_CONTAINS,
  UOIS_LIST_BEGINS_WITH,
  UOIS_LIST_IS_EMPTY,
  UOIS_LIST_HAS_VALUE,
  UOIS_LIST_LESS,
  UOIS_LIST_GREATER,
  UOIS_LIST_BETWEEN,
  UOIS_LIST_N_OPERATORS,
} UoisListOperator;

/**
 * UoisListState: what became of a record here.
 * @UOIS_LIST_STATE_NONE: nothing is asked
 * @UOIS_LIST_STATE_UNSENT: changed here, and no server knows yet
 * @UOIS_LIST_STATE_CREATED: made here by a person
 * @UOIS_LIST_STATE_PROBLEMS: the rules of uois_file_validate() find something in it, be it a warning
 * @UOIS_LIST_STATE_CHANGED_BY: one unit of work made or changed it
 */
typedef enum
{
  UOIS_LIST_STATE_NONE,
  UOIS_LIST_STATE_UNSENT,
  UOIS_LIST_STATE_CREATED,
  UOIS_LIST_STATE_PROBLEMS,
  UOIS_LIST_STATE_CHANGED_BY,
} UoisListState;

/**
 * UoisListCondition: one condition.
 * @field: (nullable): what is compared; %NULL: the state of the record is
 * @values: what with, of the field's kind (a reference: an id); several are alternatives, of BETWEEN each two
 * @texts: (nullable elements): one per value: what people call it; %NULL where that is not known
 * @state: if there is no @field
 * @unit: of CHANGED_BY: the number of the unit of work
 */
typedef struct
{
  gatomicrefcount reference_count;
  const UoisField *field;
  UoisListOperator compare;
  guint n_values;
  UoisValue *values;
  char **texts;
  UoisListState state;
  gint64 unit;
} UoisListCondition;

#define UOIS_TYPE_LIST_CONDITION (uois_list_condition_get_type ())
GType uois_list_condition_get_type (void);

/**
 * uois_list_condition_new:
 * @values: (nullable) (array length=n_values): copied
 * @texts: (nullable): one per value, for references their titles; copied. %NULL: made from the values, but for references
 */
UoisListCondition *uois_list_condition_new (const UoisField *field,
                                            UoisListOperator compare,
                                            const UoisValue *values,
                                            guint n_values,
                                            const char *const *texts);
/* @unit: of CHANGED_BY, otherwise 0 */
UoisListCondition *uois_list_condition_new_state (UoisListState state, gint64 unit);
UoisListCondition *uois_list_condition_ref (UoisListCondition *condition);
void uois_list_condition_unref (UoisListCondition *condition);
/* What people call the values does not count. */
gboolean uois_list_condition_equal (const UoisListCondition *a, const UoisListCondition *b);

/**
 * uois_list_condition_describe:
 *
 * Returns: (transfer full): the condition for people, in the current language: "Group type is Department"
 */
char *uois_list_condition_describe (const UoisListCondition *condition);

/**
 * UoisListFilter: conditions of one type that hold together; none: all records.
 */
typedef struct
{
  gatomicrefcount reference_count;
  const UoisType *type;
  guint n_conditions;
  UoisListCondition **conditions;
} UoisListFilter;

#define UOIS_TYPE_LIST_FILTER (uois_list_filter_get_type ())
GType uois_list_filter_get_type (void);

UoisListFilter *uois_list_filter_new (const UoisType *type);
UoisListFilter *uois_list_filter_ref (UoisListFilter *filter);
void uois_list_filter_unref (UoisListFilter *filter);
/* Returns: (transfer full): @filter and one more condition; it takes nothing */
UoisListFilter *uois_list_filter_with (UoisListFilter *filter, UoisListCondition *condition);
/* Returns: (transfer full): the same without the condition at @index */
UoisListFilter *uois_list_filter_without (UoisListFilter *filter, guint index);
/* Returns: (transfer full): the same with another condition at @index */
UoisListFilter *uois_list_filter_replace (UoisListFilter *filter, guint index, UoisListCondition *condition);
/* @a, @b: (nullable): %NULL is as good as one without conditions */
gboolean uois_list_filter_equal (const UoisListFilter *a, const UoisListFilter *b);

/**
 * uois_list_filter_to_string:
 *
 * Returns: (transfer full): the filter as JSON text, stable over versions of the program and of the declarations
 */
char *uois_list_filter_to_string (const UoisListFilter *filter);

/**
 * uois_list_filter_from_string:
 * @gone: (nullable) (element-type utf8): gets a sentence for each condition that this version does not understand
 *   (a field that is gone, a value that is none); the filter is without it
 * @error: SYNTAX: @text is no filter at all
 *
 * What references are called is not known afterwards: see uois_file_name_filter_async().
 */
UoisListFilter *uois_list_filter_from_string (const UoisType *type, const char *text, GPtrArray *gone, GError **error);

/* ---- What can be asked of a field ---- */

/* Of what kind the values are that the field is compared with; %UOIS_VALUE_NULL if lists cannot be filtered by it. */
UoisValueKind uois_field_get_list_kind (const UoisField *field);
/* (nullable): the type whose records are chosen from, if the values are references. */
const UoisType *uois_field_get_list_target (const UoisField *field);

/**
 * uois_field_list_operators:
 * @length: (out): how many; 0 if lists cannot be filtered by it
 *
 * Returns: (transfer none): the operators to offer, the one most used first
 */
const UoisListOperator *uois_field_list_operators (const UoisField *field, guint *length);

/* The operator for people, between field and value: "is", "contains", of a time "before". Empty and has a value stand alone. */
const char *uois_list_operator_get_label (UoisListOperator compare, UoisValueKind kind);
/* How many values it takes at least: 0, 1, or 2 (BETWEEN). */
guint uois_list_operator_get_arity (UoisListOperator compare);
/* "Not sent yet", "With problems"; of CHANGED_BY: "Changed in one step" */
const char *uois_list_state_get_label (UoisListState state);

/* Whether uois_file_facets_async() has something to say about the field. */
gboolean uois_field_has_facets (const UoisField *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisListCondition, uois_list_condition_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisListFilter, uois_list_filter_unref)

G_END_DECLS
