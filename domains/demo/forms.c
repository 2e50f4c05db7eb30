/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "procedures.h"
#include "writers.h"

/* Of a thousand employees, and of a thousand students. */
#define EMPLOYEE_REQUESTS_PER_MILLE 150
#define STUDENT_REQUESTS_PER_MILLE 15
#define REFUSED_PER_MILLE 80

static const char *const request_columns[] = { "name", "name_en", "form_id", "state_id", NULL };
static const char *const history_columns[] = { "name", "name_en", "request_id", "form_id", NULL };
static const char *const form_columns[] = { "name", "name_en", "status", "valid", "type_id", NULL };
static const char *const section_columns[] = { "name", "name_en", "form_id", "order", "status", NULL };
static const char *const part_columns[] = { "name", "name_en", "order", "section_id", NULL };
static const char *const item_columns[] = { "name", "name_en", "order", "value", "part_id", "type_id", NULL };

/* Every table of the domain begins with these two. */
enum
{
  NAME,
  NAME_EN,
};

enum
{
  REQUEST_FORM = 2,
  REQUEST_STATE,
};

enum
{
  HISTORY_REQUEST = 2,
  HISTORY_FORM,
};

enum
{
  FORM_STATUS = 2,
  FORM_VALID,
  FORM_TYPE,
};

enum
{
  SECTION_FORM = 2,
  SECTION_ORDER,
  SECTION_STATUS,
};

enum
{
  PART_ORDER = 2,
  PART_SECTION,
};

enum
{
  ITEM_ORDER = 2,
  ITEM_VALUE,
  ITEM_PART,
  ITEM_TYPE,
};

typedef struct
{
  UoisDemoRun *run;
  UoisDemoTable *requests;
  UoisDemoTable *histories;
  UoisDemoTable *forms;
  UoisDemoTable *sections;
  UoisDemoTable *parts;
  UoisDemoTable *items;
  UoisDemoItem request_type;
  UoisDemoItem content_type;
} Writer;

static void
begin (UoisDemoTable *table, const char *name, const char *name_en)
{
  uois_demo_table_begin (table);
  uois_demo_set_text (table, NAME, name);
  uois_demo_set_text (table, NAME_EN, name_en);
}

static gboolean
write_items (Writer *writer, const UoisDemoProcedure *procedure, guint filling, GError **error)
{
  for (guint i = 0; i < UOIS_DEMO_FORM_ITEMS_MAX && procedure->items[i].name != NULL; i++)
    {
      const UoisDemoFormItem *item = &procedure->items[i];

      begin (writer->items, item->name, item->name_en);
      uois_demo_set_integer (writer->items, ITEM_ORDER, i + 1);
      uois_demo_set_text (writer->items, ITEM_VALUE, item->values[filling]);
      uois_demo_set_row (writer->items, ITEM_PART, writer->parts, writer->parts->rows - 1);
      uois_demo_set_item (writer->items, ITEM_TYPE, &writer->content_type);
      if (!uois_demo_table_end (writer->items, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_form (Writer *writer, const UoisDemoProcedure *procedure, const char *status, guint applicant, GError **error)
{
  begin (writer->forms, procedure->name, procedure->name_en);
  uois_demo_set_text (writer->forms, FORM_STATUS, status);
  uois_demo_set_boolean (writer->forms, FORM_VALID, TRUE);
  uois_demo_set_item (writer->forms, FORM_TYPE, &writer->request_type);
  uois_demo_set_createdby (writer->forms, writer->run->persons, applicant);
  if (!uois_demo_table_end (writer->forms, error))
    return FALSE;

  begin (writer->sections, "Žádost", "Request");
  uois_demo_set_row (writer->sections, SECTION_FORM, writer->forms, writer->forms->rows - 1);
  uois_demo_set_integer (writer->sections, SECTION_ORDER, 1);
  uois_demo_set_text (writer->sections, SECTION_STATUS, status);
  if (!uois_demo_table_end (writer->sections, error))
    return FALSE;

  begin (writer->parts, "Údaje", "Details");
  uois_demo_set_integer (writer->parts, PART_ORDER, 1);
  uois_demo_set_row (writer->parts, PART_SECTION, writer->sections, writer->sections->rows - 1);
  return uois_demo_table_end (writer->parts, error) &&
         write_items (writer, procedure, applicant % UOIS_DEMO_FILLINGS, error);
}

static gboolean
write_history (Writer *writer, const char *name, const char *name_en, GError **error)
{
  begin (writer->histories, name, name_en);
  uois_demo_set_row (writer->histories, HISTORY_REQUEST, writer->requests, writer->requests->rows - 1);
  uois_demo_set_row (writer->histories, HISTORY_FORM, writer->forms, writer->forms->rows - 1);
  return uois_demo_table_end (writer->histories, error);
}

/* A request gets as far as it gets: its history has every state of the workflow that it passed. */
static gboolean
write_request (
    Writer *writer, const UoisDemoProcedure *procedure, guint applicant, UoisDemoRandom *random, GError **error)
{
  guint reached = uois_demo_random_below (random, UOIS_DEMO_STEPS);
  gboolean is_refused = reached + 1 < UOIS_DEMO_STEPS && uois_demo_random_permille (random, REFUSED_PER_MILLE);
  const char *status = is_refused ? UOIS_DEMO_REFUSED : procedure->steps[reached].name;
  guint64 first_state = (guint64) (procedure - uois_demo_procedures) * (UOIS_DEMO_STEPS + 1);

  if (!write_form (writer, procedure, status, applicant, error))
    return FALSE;
  begin (writer->requests, procedure->name, procedure->name_en);
  uois_demo_set_row (writer->requests, REQUEST_FORM, writer->forms, writer->forms->rows - 1);
  if (writer->run->states != NULL)
    uois_demo_set_row (writer->requests, REQUEST_STATE, writer->run->states,
                       first_state + (is_refused ? UOIS_DEMO_STEPS : reached));
  uois_demo_set_createdby (writer->requests, writer->run->persons, applicant);
  uois_demo_set_rbacobject (writer->requests, writer->run->persons, applicant);
  if (!uois_demo_table_end (writer->requests, error))
    return FALSE;

  for (guint s = 0; s <= reached; s++)
    if (!write_history (writer, procedure->steps[s].name, procedure->steps[s].name_en, error))
      return FALSE;
  return !is_refused || write_history (writer, UOIS_DEMO_REFUSED, UOIS_DEMO_REFUSED_EN, error);
}

gboolean
uois_demo_write_forms (UoisDemoRun *run, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  UoisDemoOutput *output = run->output;
  Writer writer = { .run = run };

  writer.forms = uois_demo_table_open (output, "forms", UOIS_DEMO_STREAM_FORM, form_columns);
  writer.sections = uois_demo_table_open (output, "formsections", UOIS_DEMO_STREAM_FORM_SECTION, section_columns);
  writer.parts = uois_demo_table_open (output, "formparts", UOIS_DEMO_STREAM_FORM_PART, part_columns);
  writer.items = uois_demo_table_open (output, "formitems", UOIS_DEMO_STREAM_FORM_ITEM, item_columns);
  writer.requests = uois_demo_table_open (output, "formrequests", UOIS_DEMO_STREAM_REQUEST, request_columns);
  writer.histories = uois_demo_table_open (output, "formhistories", UOIS_DEMO_STREAM_REQUEST_HISTORY, history_columns);
  writer.request_type = uois_demo_output_find (output, "formtypes", "name", "Žádost");
  writer.content_type = uois_demo_output_find (output, "formitemtypes", "name", "obsah");

  for (guint person = 0; person < plan->n_people; person++)
    {
      gboolean is_student = person >= plan->n_employees;
      UoisDemoRandom random = uois_demo_table_random (writer.requests, person);
      guint procedure = is_student ? 1 + uois_demo_random_below (&random, UOIS_DEMO_PROCEDURES - 1) : 0;

      if (uois_demo_random_permille (&random, is_student ? STUDENT_REQUESTS_PER_MILLE : EMPLOYEE_REQUESTS_PER_MILLE) &&
          !write_request (&writer, &uois_demo_procedures[procedure], person, &random, error))
        return FALSE;
    }
  return TRUE;
}
