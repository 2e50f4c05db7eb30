/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo.h"
#include "random.h"

G_BEGIN_DECLS

/**
 * SECTION: Making rows
 *
 * A UoisDemoOutput is one run of the generator on its way to the sink. A
 * UoisDemoTable is one table of it: the row that is being filled, whose columns
 * are addressed by small integers in the order in which the writer named them.
 * A table or column that the registry lacks swallows what is written to it, so
 * that writers need not ask.
 */
typedef struct _UoisDemoOutput UoisDemoOutput;
typedef struct _UoisDemoTable UoisDemoTable;

/**
 * UoisDemoStream: what is decided, so that decisions for different purposes are independent.
 * Those up to %UOIS_DEMO_STREAM_AUDIT are tables and number their ids; one of each per run.
 */
typedef enum
{
  UOIS_DEMO_STREAM_PERSON,
  UOIS_DEMO_STREAM_GROUP,
  UOIS_DEMO_STREAM_MEMBERSHIP,
  UOIS_DEMO_STREAM_ROLE,
  UOIS_DEMO_STREAM_EXTERNAL_ID,
  UOIS_DEMO_STREAM_EVENT,
  UOIS_DEMO_STREAM_EVENT_GROUP,
  UOIS_DEMO_STREAM_PRESENCE,
  UOIS_DEMO_STREAM_FACILITY,
  UOIS_DEMO_STREAM_RESERVATION,
  UOIS_DEMO_STREAM_PROGRAMME,
  UOIS_DEMO_STREAM_SUBJECT,
  UOIS_DEMO_STREAM_SEMESTER,
  UOIS_DEMO_STREAM_TOPIC,
  UOIS_DEMO_STREAM_TOPIC_LESSON,
  UOIS_DEMO_STREAM_STUDY,
  UOIS_DEMO_STREAM_CLASSIFICATION,
  UOIS_DEMO_STREAM_MESSAGE,
  UOIS_DEMO_STREAM_LESSON_PLAN,
  UOIS_DEMO_STREAM_PLANNED_LESSON,
  UOIS_DEMO_STREAM_PLANNED_USER,
  UOIS_DEMO_STREAM_PLANNED_GROUP,
  UOIS_DEMO_STREAM_PLANNED_FACILITY,
  UOIS_DEMO_STREAM_PUBLICATION,
  UOIS_DEMO_STREAM_AUTHOR,
  UOIS_DEMO_STREAM_PUBLICATION_SUBJECT,
  UOIS_DEMO_STREAM_PROJECT,
  UOIS_DEMO_STREAM_MILESTONE,
  UOIS_DEMO_STREAM_MILESTONE_LINK,
  UOIS_DEMO_STREAM_FINANCE,
  UOIS_DEMO_STREAM_WORK,
  UOIS_DEMO_STREAM_FORM,
  UOIS_DEMO_STREAM_FORM_SECTION,
  UOIS_DEMO_STREAM_FORM_PART,
  UOIS_DEMO_STREAM_FORM_ITEM,
  UOIS_DEMO_STREAM_REQUEST,
  UOIS_DEMO_STREAM_REQUEST_HISTORY,
  UOIS_DEMO_STREAM_SURVEY,
  UOIS_DEMO_STREAM_QUESTION,
  UOIS_DEMO_STREAM_QUESTION_VALUE,
  UOIS_DEMO_STREAM_ANSWER,
  UOIS_DEMO_STREAM_AUTHORIZATION,
  UOIS_DEMO_STREAM_AUTHORIZATION_USER,
  UOIS_DEMO_STREAM_AUTHORIZATION_GROUP,
  UOIS_DEMO_STREAM_AUTHORIZATION_ROLE,
  UOIS_DEMO_STREAM_WORKFLOW,
  UOIS_DEMO_STREAM_WORKFLOW_STATE,
  UOIS_DEMO_STREAM_WORKFLOW_TRANSITION,
  UOIS_DEMO_STREAM_WORKFLOW_ROLE,
  UOIS_DEMO_STREAM_WORKFLOW_USER,
  UOIS_DEMO_STREAM_TASK,
  UOIS_DEMO_STREAM_TASK_CONTENT,
  UOIS_DEMO_STREAM_RANK,
  UOIS_DEMO_STREAM_EARLIER_STUDY,
  UOIS_DEMO_STREAM_WORK_HISTORY,
  UOIS_DEMO_STREAM_CERTIFICATE,
  UOIS_DEMO_STREAM_MEDAL,
  UOIS_DEMO_STREAM_DOCUMENT,
  UOIS_DEMO_STREAM_TAG,
  UOIS_DEMO_STREAM_TAG_ENTITY,
  UOIS_DEMO_STREAM_SETTING,
  UOIS_DEMO_STREAM_ADMISSION,
  UOIS_DEMO_STREAM_DISCIPLINE,
  UOIS_DEMO_STREAM_DISCIPLINE_TYPE,
  UOIS_DEMO_STREAM_DISCIPLINE_RESULT,
  UOIS_DEMO_STREAM_PAYMENT_INFO,
  UOIS_DEMO_STREAM_PAYMENT,
  UOIS_DEMO_STREAM_THESIS,
  UOIS_DEMO_STREAM_THESIS_ROLE,
  UOIS_DEMO_STREAM_THESIS_REVIEW,
  UOIS_DEMO_STREAM_THESIS_FILE,
  UOIS_DEMO_STREAM_AUDIT = 1000,
  UOIS_DEMO_STREAM_NAME = 2000,
  UOIS_DEMO_STREAM_PLAN,
  UOIS_DEMO_STREAM_TIMETABLE,
  UOIS_DEMO_STREAM_CAREER,
  UOIS_DEMO_STREAM_LEFT,
  UOIS_DEMO_STREAM_MEMBERSHIP_CHOICE,
  UOIS_DEMO_STREAM_ATTENDANCE,
  UOIS_DEMO_STREAM_EXTERNAL_ID_CHOICE,
  UOIS_DEMO_STREAM_VALUE = 3000, /* plus a table's stream: its values */
} UoisDemoStream;

/* So many people enter everything: the first ones, who hold the role of administrators. */
#define UOIS_DEMO_ADMINISTRATORS 5

/* A table has at most so many columns that writers set. */
#define UOIS_DEMO_COLUMNS_MAX 24

/**
 * UoisDemoTable:
 * @columns: where in @values each of the writer's columns is
 * @kinds: what each of them holds; %UOIS_VALUE_NULL if the table lacks it
 * @created: where the audit columns are; 0, the place of the id, if the table lacks them
 */
struct _UoisDemoTable
{
  UoisDemoOutput *output; /* unowned */
  const UoisType *type;   /* unowned; NULL: not declared, or left out */
  guint stream;
  guint64 rows; /* finished */
  guint created, lastchange, createdby, changedby, rbacobject;
  guint columns[UOIS_DEMO_COLUMNS_MAX];
  UoisValueKind kinds[UOIS_DEMO_COLUMNS_MAX];
  UoisValue *values; /* owned; one per column of the type */
};

UoisDemoOutput *uois_demo_output_new (const UoisRegistry *registry,
                                      const UoisDemoOptions *options,
                                      UoisDemoSink sink,
                                      gpointer data,
                                      guint64 expected_rows);
void uois_demo_output_free (UoisDemoOutput *output);
guint64 uois_demo_output_get_seed (const UoisDemoOutput *output);
guint64 uois_demo_output_get_rows (const UoisDemoOutput *output);

/**
 * UoisDemoItem: an item of a type list.
 * @is_known: whether the type list has it; if not, references to it are null
 */
typedef struct
{
  gboolean is_known;
  UoisUuid id;
} UoisDemoItem;

/**
 * uois_demo_output_find:
 * @table: a type list
 * @column: by which of its columns the item is known
 * @text: what it holds there
 *
 * Looks in the domains' seed.json; the first of several equal rows counts.
 */
UoisDemoItem uois_demo_output_find (UoisDemoOutput *output, const char *table, const char *column, const char *text);

/* The id of row @index of a stream, whether or not the row was written yet. */
void uois_demo_output_get_id (const UoisDemoOutput *output, guint stream, guint64 index, UoisUuid *id);

/**
 * uois_demo_table_open:
 * @name: its SQL name
 * @stream: stream of its ids
 * @columns: (array zero-terminated=1): columns that will be set, besides id and the audit columns
 *
 * Returns: (transfer none): the table; it lives as long as @output
 */
UoisDemoTable *
uois_demo_table_open (UoisDemoOutput *output, const char *name, guint stream, const char *const *columns);

/* Whether rows of it are made. */
static inline gboolean
uois_demo_table_is_open (const UoisDemoTable *table)
{
  return table != NULL && table->type != NULL;
}

/* What decides the values of row (or whatever else) @index of the table. */
UoisDemoRandom uois_demo_table_random (const UoisDemoTable *table, guint64 index);

/* Starts the next row: its id, the audit columns, and null in all others. */
void uois_demo_table_begin (UoisDemoTable *table);
/* Sends the row to the sink. */
gboolean uois_demo_table_end (UoisDemoTable *table, GError **error);

/* Setters of one row: @column counts in the names given to uois_demo_table_open(). Texts are borrowed until end(). */
static inline void
uois_demo_set_text_n (UoisDemoTable *table, guint column, const char *text, guint length)
{
  UoisValue *value;

  if (table->kinds[column] != UOIS_VALUE_TEXT)
    return;
  value = &table->values[table->columns[column]];
  value->kind = UOIS_VALUE_TEXT;
  value->text = text;
  value->length = length;
}

static inline void
uois_demo_set_item (UoisDemoTable *table, guint column, const UoisDemoItem *item)
{
  UoisValue *value;

  if (table->kinds[column] != UOIS_VALUE_UUID || !item->is_known)
    return;
  value = &table->values[table->columns[column]];
  value->kind = UOIS_VALUE_UUID;
  value->uuid = item->id;
}

static inline void
uois_demo_set_boolean (UoisDemoTable *table, guint column, gboolean boolean)
{
  UoisValue *value;

  if (table->kinds[column] != UOIS_VALUE_BOOLEAN)
    return;
  value = &table->values[table->columns[column]];
  value->kind = UOIS_VALUE_BOOLEAN;
  value->integer = boolean;
}

void uois_demo_set_text (UoisDemoTable *table, guint column, const char *text);
void uois_demo_set_integer (UoisDemoTable *table, guint column, gint64 integer);
void uois_demo_set_real (UoisDemoTable *table, guint column, double real);
void uois_demo_set_time (UoisDemoTable *table, guint column, UoisDateTime time);

/**
 * uois_demo_set_row:
 * @target: (nullable): the table referred to
 *
 * A reference to row @index of @target; null if @target is not declared or left out, so that no reference dangles.
 */
void uois_demo_set_row (UoisDemoTable *table, guint column, const UoisDemoTable *target, guint64 index);

/* Who made the row, where that tells more than which administrator entered it. */
void uois_demo_set_createdby (UoisDemoTable *table, const UoisDemoTable *target, guint64 index);

/* The object that permissions are derived from: a group or a person. */
void uois_demo_set_rbacobject (UoisDemoTable *table, const UoisDemoTable *target, guint64 index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UoisDemoOutput, uois_demo_output_free)

G_END_DECLS
