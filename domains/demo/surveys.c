/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

/* Of a thousand students asked, so many answer. */
#define ANSWERING_PER_MILLE 150

static const char *const survey_columns[] = { "name", "name_en", "type_id", NULL };
static const char *const question_columns[] = { "name", "name_en", "order", "survey_id", "type_id", NULL };
static const char *const value_columns[] = { "name", "name_en", "order", "question_id", NULL };
static const char *const answer_columns[] = { "value", "aswered", "expired", "user_id", "question_id", NULL };

typedef enum
{
  QUESTION_SCALE,
  QUESTION_CLOSED,
  QUESTION_OPEN,
  N_QUESTION_TYPES,
} QuestionType;

static const char *const type_names[N_QUESTION_TYPES] = {
  [QUESTION_SCALE] = "Škála",
  [QUESTION_CLOSED] = "Uzavřené",
  [QUESTION_OPEN] = "Otevřené",
};

static const struct
{
  const char *name;
  const char *name_en;
  QuestionType type;
} questions[] = {
  { "Jak jste spokojeni s výukou?", "How satisfied are you with the teaching?", QUESTION_SCALE },
  { "Jak hodnotíte studijní materiály?", "How do you rate the study materials?", QUESTION_SCALE },
  { "Doporučili byste fakultu ostatním?", "Would you recommend the faculty?", QUESTION_CLOSED },
  { "Co bychom měli zlepšit?", "What should we improve?", QUESTION_OPEN },
};

static const struct
{
  const char *name;
  const char *name_en;
} choices[] = { { "Ano", "Yes" }, { "Spíše ano", "Rather yes" }, { "Spíše ne", "Rather no" }, { "Ne", "No" } };

typedef struct
{
  UoisDemoRun *run;
  UoisDemoTable *surveys;
  UoisDemoTable *questions;
  UoisDemoTable *values;
  UoisDemoTable *answers;
} Writer;

static gboolean
write_survey (Writer *writer, guint faculty, GError **error)
{
  const char *abbreviation = uois_demo_plan_get_faculty (writer->run->plan, faculty)->abbreviation;
  UoisDemoItem type = uois_demo_output_find (writer->run->output, "surveytypes", "name", "Kvalita výuky");
  char name[96], name_en[96];

  g_snprintf (name, sizeof name, "Hodnocení výuky %s, zimní semestr 2026/2027", abbreviation);
  g_snprintf (name_en, sizeof name_en, "Evaluation of teaching at %s, winter term 2026/2027", abbreviation);
  uois_demo_table_begin (writer->surveys);
  uois_demo_set_text (writer->surveys, 0, name);
  uois_demo_set_text (writer->surveys, 1, name_en);
  uois_demo_set_item (writer->surveys, 2, &type);
  return uois_demo_table_end (writer->surveys, error);
}

static gboolean
write_choices (Writer *writer, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      uois_demo_table_begin (writer->values);
      uois_demo_set_text (writer->values, 0, choices[i].name);
      uois_demo_set_text (writer->values, 1, choices[i].name_en);
      uois_demo_set_integer (writer->values, 2, i + 1);
      uois_demo_set_row (writer->values, 3, writer->questions, writer->questions->rows - 1);
      if (!uois_demo_table_end (writer->values, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_questions (Writer *writer, GError **error)
{
  for (guint q = 0; q < G_N_ELEMENTS (questions); q++)
    {
      UoisDemoItem type =
          uois_demo_output_find (writer->run->output, "surveyquestiontypes", "name", type_names[questions[q].type]);

      uois_demo_table_begin (writer->questions);
      uois_demo_set_text (writer->questions, 0, questions[q].name);
      uois_demo_set_text (writer->questions, 1, questions[q].name_en);
      uois_demo_set_integer (writer->questions, 2, q + 1);
      uois_demo_set_row (writer->questions, 3, writer->surveys, writer->surveys->rows - 1);
      uois_demo_set_item (writer->questions, 4, &type);
      if (!uois_demo_table_end (writer->questions, error) ||
          (questions[q].type == QUESTION_CLOSED && !write_choices (writer, error)))
        return FALSE;
    }
  return TRUE;
}

static const char *
choose_answer (QuestionType type, UoisDemoRandom *random)
{
  static const char *const marks[] = { "10", "9", "9", "8", "8", "8", "7", "7", "6", "5", "4", "2" };
  static const char *const wishes[] = {
    "Víc příkladů z praxe.",
    "Dřívější zveřejnění rozvrhu.",
    "Delší otevírací dobu knihovny.",
    "Záznamy přednášek.",
    "Nic, všechno funguje.",
    "Méně souběžných zápočtových testů.",
    "Lepší vybavení počítačových učeben.",
  };

  switch (type)
    {
    case QUESTION_SCALE:
      return marks[uois_demo_random_below (random, G_N_ELEMENTS (marks))];
    case QUESTION_CLOSED:
      return choices[uois_demo_random_below (random, 10) * 4 / 13].name;
    case QUESTION_OPEN:
    case N_QUESTION_TYPES:
    default:
      return wishes[uois_demo_random_below (random, G_N_ELEMENTS (wishes))];
    }
}

static gboolean
write_answers (Writer *writer, guint faculty, GError **error)
{
  const UoisDemoPlan *plan = writer->run->plan;
  const UoisDemoUnit *students = &plan->units[1 + 2 * plan->n_faculties + faculty];
  guint64 first_question = writer->questions->rows - G_N_ELEMENTS (questions);

  for (guint person = students->first_person; person < students->first_person + students->n_people; person++)
    {
      UoisDemoRandom random = uois_demo_table_random (writer->answers, person);

      if (!uois_demo_random_permille (&random, ANSWERING_PER_MILLE))
        continue;
      for (guint q = 0; q < G_N_ELEMENTS (questions); q++)
        {
          uois_demo_table_begin (writer->answers);
          uois_demo_set_text (writer->answers, 0, choose_answer (questions[q].type, &random));
          uois_demo_set_boolean (writer->answers, 1, TRUE);
          uois_demo_set_boolean (writer->answers, 2, FALSE);
          uois_demo_set_row (writer->answers, 3, writer->run->persons, person);
          uois_demo_set_row (writer->answers, 4, writer->questions, first_question + q);
          if (!uois_demo_table_end (writer->answers, error))
            return FALSE;
        }
    }
  return TRUE;
}

gboolean
uois_demo_write_surveys (UoisDemoRun *run, GError **error)
{
  UoisDemoOutput *output = run->output;
  Writer writer = { .run = run };

  writer.surveys = uois_demo_table_open (output, "surveys", UOIS_DEMO_STREAM_SURVEY, survey_columns);
  writer.questions = uois_demo_table_open (output, "surveyquestions", UOIS_DEMO_STREAM_QUESTION, question_columns);
  writer.values = uois_demo_table_open (output, "surveyquestionvalues", UOIS_DEMO_STREAM_QUESTION_VALUE, value_columns);
  writer.answers = uois_demo_table_open (output, "surveyanswers", UOIS_DEMO_STREAM_ANSWER, answer_columns);

  for (guint f = 0; f < run->plan->n_faculties; f++)
    if (!write_survey (&writer, f, error) || !write_questions (&writer, error) || !write_answers (&writer, f, error))
      return FALSE;
  return TRUE;
}
