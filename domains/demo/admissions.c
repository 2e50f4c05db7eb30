/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

#define FEE 500.0
#define POINTS_MAX 100

static const char *const info_columns[] = {
  "account_number", "specific_symbol", "constant_symbol", "IBAN", "SWIFT", "amount", NULL
};

enum
{
  INFO_ACCOUNT,
  INFO_SPECIFIC_SYMBOL,
  INFO_CONSTANT_SYMBOL,
  INFO_IBAN,
  INFO_SWIFT,
  INFO_AMOUNT,
};

static const char *const admission_columns[] = {
  "name",
  "name_en",
  "program_id",
  "payment_info_id",
  "application_start_date",
  "application_last_date",
  "end_date",
  "condition_date",
  "payment_date",
  "condition_extended_date",
  "request_condition_extend_date",
  "request_extra_conditions_date",
  "request_extra_date_date",
  "exam_start_date",
  "exam_last_date",
  "student_entry_date",
  NULL,
};

enum
{
  ADMISSION_NAME,
  ADMISSION_NAME_EN,
  ADMISSION_PROGRAMME,
  ADMISSION_PAYMENT_INFO,
  ADMISSION_FIRST_DATE,
};

/* Days before this academic year, in the order of the columns: the procedure that brought the first-year students. */
static const int admission_days[] = { 304, 184, 20, 60, 170, 30, 66, 150, 95, 86, 75, 0 };

static const char *const type_columns[] = { "name",   "name_en",   "description", "description_en",
                                            "weight", "min_score", NULL };

enum
{
  TYPE_NAME,
  TYPE_NAME_EN,
  TYPE_DESCRIPTION,
  TYPE_DESCRIPTION_EN,
  TYPE_WEIGHT,
  TYPE_MIN_SCORE,
};

static const char *const discipline_columns[] = { "name",         "max_score", "min_score", "discipline_type_id",
                                                  "admission_id", NULL };

enum
{
  DISCIPLINE_NAME,
  DISCIPLINE_MAX_SCORE,
  DISCIPLINE_MIN_SCORE,
  DISCIPLINE_TYPE,
  DISCIPLINE_ADMISSION,
};

static const char *const result_columns[] = { "score",         "user_id",          "examiner_id",
                                              "discipline_id", "exam_planed_date", NULL };

enum
{
  RESULT_SCORE,
  RESULT_USER,
  RESULT_EXAMINER,
  RESULT_DISCIPLINE,
  RESULT_DATE,
};

static const char *const payment_columns[] = { "payment_info_id", "bank_unique_data", "variable_symbol",
                                               "student_id",      "amount",           NULL };

enum
{
  PAYMENT_INFO,
  PAYMENT_BANK_DATA,
  PAYMENT_VARIABLE_SYMBOL,
  PAYMENT_STUDENT,
  PAYMENT_AMOUNT,
};

static const struct
{
  const char *name;
  const char *name_en;
  const char *description;
  const char *description_en;
  double weight;
  guint min_score;
} types[] = {
  { "Test studijních předpokladů", "General study aptitude test", "Písemný test společný všem programům.",
    "A written test shared by all programmes.", 0.4, 40 },
  { "Odborný test", "Subject test", "Písemný test z oboru programu.", "A written test of the programme's field.", 0.6,
    50 },
};

typedef struct
{
  UoisDemoRun *run;
  UoisDemoTable *infos;
  UoisDemoTable *admissions;
  UoisDemoTable *types;
  UoisDemoTable *disciplines;
  UoisDemoTable *results;
  UoisDemoTable *payments;
} Writer;

static gboolean
write_types (Writer *writer, GError **error)
{
  UoisDemoTable *table = writer->types;

  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    {
      uois_demo_table_begin (table);
      uois_demo_set_text (table, TYPE_NAME, types[t].name);
      uois_demo_set_text (table, TYPE_NAME_EN, types[t].name_en);
      uois_demo_set_text (table, TYPE_DESCRIPTION, types[t].description);
      uois_demo_set_text (table, TYPE_DESCRIPTION_EN, types[t].description_en);
      uois_demo_set_real (table, TYPE_WEIGHT, types[t].weight);
      uois_demo_set_real (table, TYPE_MIN_SCORE, types[t].min_score);
      if (!uois_demo_table_end (table, error))
        return FALSE;
    }
  return TRUE;
}

/* An account that no bank has: its number is all zeros but for the programme, and so fails the check of accounts. */
static gboolean
write_payment_info (Writer *writer, guint programme, GError **error)
{
  UoisDemoTable *table = writer->infos;
  char symbol[16];

  g_snprintf (symbol, sizeof symbol, "%04u", programme + 1);
  uois_demo_table_begin (table);
  uois_demo_set_text (table, INFO_ACCOUNT, "000000-0000000001/0100");
  uois_demo_set_text (table, INFO_SPECIFIC_SYMBOL, symbol);
  uois_demo_set_text (table, INFO_CONSTANT_SYMBOL, "0308");
  uois_demo_set_text (table, INFO_IBAN, "CZ0001000000000000000001");
  uois_demo_set_text (table, INFO_SWIFT, "VELECZ00");
  uois_demo_set_real (table, INFO_AMOUNT, FEE);
  return uois_demo_table_end (table, error);
}

static gboolean
write_admission (Writer *writer, guint programme, GError **error)
{
  const UoisDemoTitle *title = &writer->run->plan->programmes[programme].title->title;
  UoisDemoTable *table = writer->admissions;
  char name[160], name_en[160];

  g_snprintf (name, sizeof name, "%s, přijímací řízení 2026/2027", title->name);
  g_snprintf (name_en, sizeof name_en, "%s, admission 2026/2027", title->name_en);
  uois_demo_table_begin (table);
  uois_demo_set_text (table, ADMISSION_NAME, name);
  uois_demo_set_text (table, ADMISSION_NAME_EN, name_en);
  uois_demo_set_row (table, ADMISSION_PROGRAMME, writer->run->programmes, programme);
  uois_demo_set_row (table, ADMISSION_PAYMENT_INFO, writer->infos, programme);
  for (guint i = 0; i < G_N_ELEMENTS (admission_days); i++)
    uois_demo_set_time (table, ADMISSION_FIRST_DATE + i, uois_demo_midnight (UOIS_DEMO_YEAR_FIRST - admission_days[i]));
  return uois_demo_table_end (table, error);
}

static gboolean
write_disciplines (Writer *writer, guint programme, GError **error)
{
  UoisDemoTable *table = writer->disciplines;

  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    {
      uois_demo_table_begin (table);
      uois_demo_set_text (table, DISCIPLINE_NAME, types[t].name);
      uois_demo_set_real (table, DISCIPLINE_MAX_SCORE, POINTS_MAX);
      uois_demo_set_real (table, DISCIPLINE_MIN_SCORE, types[t].min_score);
      uois_demo_set_row (table, DISCIPLINE_TYPE, writer->types, t);
      uois_demo_set_row (table, DISCIPLINE_ADMISSION, writer->admissions, programme);
      if (!uois_demo_table_end (table, error))
        return FALSE;
    }
  return TRUE;
}

/* Who studies was admitted: the points were enough, and the fee was paid. */
static gboolean
write_applicant (Writer *writer, guint programme, guint person, GError **error)
{
  const UoisDemoPlan *plan = writer->run->plan;
  UoisDemoRandom random = uois_demo_table_random (writer->results, person);
  guint department = plan->programmes[programme].department;
  char symbol[16], bank_data[24];

  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    {
      UoisDemoTable *table = writer->results;
      guint examiner = uois_demo_plan_get_teacher (plan, department, uois_demo_random_below (&random, 8));
      guint points = types[t].min_score + uois_demo_random_below (&random, POINTS_MAX - types[t].min_score + 1);

      uois_demo_table_begin (table);
      uois_demo_set_real (table, RESULT_SCORE, points);
      uois_demo_set_row (table, RESULT_USER, writer->run->persons, person);
      uois_demo_set_row (table, RESULT_EXAMINER, writer->run->persons, examiner);
      uois_demo_set_row (table, RESULT_DISCIPLINE, writer->disciplines, programme * G_N_ELEMENTS (types) + t);
      uois_demo_set_time (table, RESULT_DATE,
                          uois_demo_midnight (UOIS_DEMO_YEAR_FIRST - 84 + (int) t) + 9 * UOIS_DEMO_HOUR);
      if (!uois_demo_table_end (table, error))
        return FALSE;
    }

  g_snprintf (symbol, sizeof symbol, "26%08u", person);
  g_snprintf (bank_data, sizeof bank_data, "VU-2026-%08u", (guint) writer->payments->rows + 1);
  uois_demo_table_begin (writer->payments);
  uois_demo_set_row (writer->payments, PAYMENT_INFO, writer->infos, programme);
  uois_demo_set_text (writer->payments, PAYMENT_BANK_DATA, bank_data);
  uois_demo_set_text (writer->payments, PAYMENT_VARIABLE_SYMBOL, symbol);
  uois_demo_set_row (writer->payments, PAYMENT_STUDENT, writer->run->studies, person - plan->n_employees);
  uois_demo_set_real (writer->payments, PAYMENT_AMOUNT, FEE);
  return uois_demo_table_end (writer->payments, error);
}

gboolean
uois_demo_write_admissions (UoisDemoRun *run, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  UoisDemoOutput *output = run->output;
  Writer writer = { .run = run };

  writer.infos = uois_demo_table_open (output, "admission_payment_infos", UOIS_DEMO_STREAM_PAYMENT_INFO, info_columns);
  writer.admissions = uois_demo_table_open (output, "admissions", UOIS_DEMO_STREAM_ADMISSION, admission_columns);
  writer.types =
      uois_demo_table_open (output, "admission_discipline_types", UOIS_DEMO_STREAM_DISCIPLINE_TYPE, type_columns);
  writer.disciplines =
      uois_demo_table_open (output, "admission_disciplines", UOIS_DEMO_STREAM_DISCIPLINE, discipline_columns);
  writer.results =
      uois_demo_table_open (output, "admission_discipline_results", UOIS_DEMO_STREAM_DISCIPLINE_RESULT, result_columns);
  writer.payments = uois_demo_table_open (output, "admission_payments", UOIS_DEMO_STREAM_PAYMENT, payment_columns);

  if (!write_types (&writer, error))
    return FALSE;
  for (guint p = 0; p < plan->n_programmes; p++)
    if (!write_payment_info (&writer, p, error) || !write_admission (&writer, p, error) ||
        !write_disciplines (&writer, p, error))
      return FALSE;
  for (guint g = plan->first_study_group; g < plan->n_units; g++)
    for (guint i = 0; plan->units[g].year == 1 && i < plan->units[g].n_people; i++)
      if (!write_applicant (&writer, plan->units[g].programme, plan->units[g].first_person + i, error))
        return FALSE;
  return TRUE;
}
