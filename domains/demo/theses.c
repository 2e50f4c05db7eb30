/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

static const char *const thesis_columns[] = {
  "name",
  "name_en",
  "annotation",
  "annotation_en",
  "keywords",
  "keywords_en",
  "academic_year",
  "assignment_date",
  "submission_date",
  "defence_date",
  "type_id",
  "language_id",
  "state_id",
  "grade_id",
  "program_id",
  "subject_id",
  "group_id",
  "defence_id",
  NULL,
};

enum
{
  THESIS_NAME,
  THESIS_NAME_EN,
  THESIS_ANNOTATION,
  THESIS_ANNOTATION_EN,
  THESIS_KEYWORDS,
  THESIS_KEYWORDS_EN,
  THESIS_ACADEMIC_YEAR,
  THESIS_ASSIGNMENT_DATE,
  THESIS_SUBMISSION_DATE,
  THESIS_DEFENCE_DATE,
  THESIS_TYPE,
  THESIS_LANGUAGE,
  THESIS_STATE,
  THESIS_GRADE,
  THESIS_PROGRAMME,
  THESIS_SUBJECT,
  THESIS_GROUP,
  THESIS_DEFENCE,
};

static const char *const role_columns[] = { "type_id", "user_id", "thesis_id", "valid", "startdate", "enddate", NULL };

enum
{
  ROLE_TYPE,
  ROLE_USER,
  ROLE_THESIS,
  ROLE_VALID,
  ROLE_STARTDATE,
};

static const char *const review_columns[] = {
  "thesis_id", "user_id", "type_id", "date", "description", "questions", "grade_id", "recommended", NULL,
};

enum
{
  REVIEW_THESIS,
  REVIEW_USER,
  REVIEW_TYPE,
  REVIEW_DATE,
  REVIEW_DESCRIPTION,
  REVIEW_QUESTIONS,
  REVIEW_GRADE,
  REVIEW_RECOMMENDED,
};

static const char *const file_columns[] = { "name", "type_id", "thesis_id", "reference", "mime_type", "size", NULL };

enum
{
  FILE_NAME,
  FILE_TYPE,
  FILE_THESIS,
  FILE_REFERENCE,
  FILE_MIME_TYPE,
  FILE_SIZE,
};

/* How far a thesis is: those of the last year are defended, those of this year assigned. */
typedef enum
{
  ASSIGNED,
  DEFENDED,
  N_STATES,
} State;

typedef struct
{
  UoisDemoRun *run;
  UoisDemoTable *theses;
  UoisDemoTable *roles;
  UoisDemoTable *reviews;
  UoisDemoTable *files;
  UoisDemoItem types[UOIS_DEMO_DOCTORAL + 1];
  UoisDemoItem states[N_STATES];
  UoisDemoItem grades[5];
  UoisDemoItem czech;
  UoisDemoItem student, supervisor, opponent;
  UoisDemoItem text, assignment;
} Writer;

typedef struct
{
  guint student;
  guint programme;
  guint subject;
  guint supervisor;
  guint opponent;
  State state;
  guint grade;
} Thesis;

static UoisDateTime
assigned_on (const Thesis *thesis)
{
  return uois_demo_september (thesis->state == DEFENDED ? 1 : 0) + 44 * UOIS_DEMO_DAY;
}

static void
fill_texts (Writer *writer, const Thesis *thesis, char *name, char *name_en, char *annotation, gsize size)
{
  static const struct
  {
    const char *name;
    const char *name_en;
  } endings[] = {
    { ": návrh a ověření", ": design and verification" },
    { " v malých organizacích", " in small organisations" },
    { ": rozbor současného stavu", ": state of the art" },
    { " očima studentů", " as students see it" },
    { ": případová studie", ": a case study" },
    { ": srovnání přístupů", ": a comparison of approaches" },
  };
  const UoisDemoTitle *topic = &writer->run->plan->subjects[thesis->subject].title->title;
  UoisDemoTable *table = writer->theses;
  guint ending = thesis->student % G_N_ELEMENTS (endings);

  g_snprintf (name, size, "%s%s", topic->name, endings[ending].name);
  g_snprintf (name_en, size, "%s%s", topic->name_en, endings[ending].name_en);
  g_snprintf (annotation, size, "Práce se zabývá tématem %s, shrnuje literaturu a přináší vlastní výsledky.",
              topic->name);
  uois_demo_set_text (table, THESIS_NAME, name);
  uois_demo_set_text (table, THESIS_NAME_EN, name_en);
  uois_demo_set_text (table, THESIS_ANNOTATION, annotation);
  uois_demo_set_text (table, THESIS_ANNOTATION_EN,
                      "The thesis reviews the literature and presents results of its own.");
  uois_demo_set_text (table, THESIS_KEYWORDS, topic->name);
  uois_demo_set_text (table, THESIS_KEYWORDS_EN, topic->name_en);
  uois_demo_set_text (table, THESIS_ACADEMIC_YEAR, thesis->state == DEFENDED ? "2025/2026" : "2026/2027");
}

static gboolean
write_thesis (Writer *writer, const Thesis *thesis, GError **error)
{
  UoisDemoRun *run = writer->run;
  const UoisDemoProgramme *programme = &run->plan->programmes[thesis->programme];
  UoisDemoTable *table = writer->theses;
  char name[192], name_en[192], annotation[192];

  uois_demo_table_begin (table);
  fill_texts (writer, thesis, name, name_en, annotation, sizeof name);
  uois_demo_set_time (table, THESIS_ASSIGNMENT_DATE, assigned_on (thesis));
  if (thesis->state == DEFENDED)
    {
      uois_demo_set_time (table, THESIS_SUBMISSION_DATE, uois_demo_midnight (UOIS_DEMO_YEAR_FIRST - 105));
      uois_demo_set_time (table, THESIS_DEFENCE_DATE, uois_demo_midnight (UOIS_DEMO_YEAR_FIRST - 78));
      uois_demo_set_item (table, THESIS_GRADE, &writer->grades[thesis->grade]);
    }
  uois_demo_set_item (table, THESIS_TYPE, &writer->types[programme->title->level]);
  uois_demo_set_item (table, THESIS_LANGUAGE, &writer->czech);
  uois_demo_set_item (table, THESIS_STATE, &writer->states[thesis->state]);
  uois_demo_set_row (table, THESIS_PROGRAMME, run->programmes, thesis->programme);
  uois_demo_set_row (table, THESIS_SUBJECT, run->subjects, thesis->subject);
  uois_demo_set_row (table, THESIS_GROUP, run->groups, run->plan->subjects[thesis->subject].department);
  if (thesis->state == ASSIGNED)
    uois_demo_set_row (table, THESIS_DEFENCE, run->events, UOIS_DEMO_EVENT_SUMMER_EXAMS);
  uois_demo_set_rbacobject (table, run->persons, thesis->student);
  return uois_demo_table_end (table, error);
}

static gboolean
write_role (Writer *writer, const Thesis *thesis, const UoisDemoItem *type, guint person, GError **error)
{
  UoisDemoTable *table = writer->roles;

  uois_demo_table_begin (table);
  uois_demo_set_item (table, ROLE_TYPE, type);
  uois_demo_set_row (table, ROLE_USER, writer->run->persons, person);
  uois_demo_set_row (table, ROLE_THESIS, writer->theses, writer->theses->rows - 1);
  uois_demo_set_boolean (table, ROLE_VALID, TRUE);
  uois_demo_set_time (table, ROLE_STARTDATE, assigned_on (thesis));
  return uois_demo_table_end (table, error);
}

static gboolean
write_review (
    Writer *writer, const UoisDemoItem *type, guint person, guint grade, const char *questions, GError **error)
{
  UoisDemoTable *table = writer->reviews;

  uois_demo_table_begin (table);
  uois_demo_set_row (table, REVIEW_THESIS, writer->theses, writer->theses->rows - 1);
  uois_demo_set_row (table, REVIEW_USER, writer->run->persons, person);
  uois_demo_set_item (table, REVIEW_TYPE, type);
  uois_demo_set_time (table, REVIEW_DATE, uois_demo_midnight (UOIS_DEMO_YEAR_FIRST - 88));
  uois_demo_set_text (table, REVIEW_DESCRIPTION,
                      "Práce splnila zadání, je dobře členěná a opírá se o aktuální literaturu.");
  uois_demo_set_text (table, REVIEW_QUESTIONS, questions);
  uois_demo_set_item (table, REVIEW_GRADE, &writer->grades[grade]);
  uois_demo_set_boolean (table, REVIEW_RECOMMENDED, TRUE);
  return uois_demo_table_end (table, error);
}

static gboolean
write_file (Writer *writer, const char *name, const UoisDemoItem *type, guint size, GError **error)
{
  UoisDemoTable *table = writer->files;
  char reference[96];

  g_snprintf (reference, sizeof reference, "https://theses.%s/%06u/%s", UOIS_DEMO_EMAIL_DOMAIN,
              (guint) writer->theses->rows, name);
  uois_demo_table_begin (table);
  uois_demo_set_text (table, FILE_NAME, name);
  uois_demo_set_item (table, FILE_TYPE, type);
  uois_demo_set_row (table, FILE_THESIS, writer->theses, writer->theses->rows - 1);
  uois_demo_set_text (table, FILE_REFERENCE, reference);
  uois_demo_set_text (table, FILE_MIME_TYPE, "application/pdf");
  uois_demo_set_integer (table, FILE_SIZE, size);
  return uois_demo_table_end (table, error);
}

static gboolean
write_all_about_thesis (Writer *writer, const Thesis *thesis, GError **error)
{
  if (!write_thesis (writer, thesis, error) || !write_role (writer, thesis, &writer->student, thesis->student, error) ||
      !write_role (writer, thesis, &writer->supervisor, thesis->supervisor, error) ||
      !write_file (writer, "zadani.pdf", &writer->assignment, 90000 + thesis->student % 40000, error))
    return FALSE;
  if (thesis->state != DEFENDED)
    return TRUE;
  return write_role (writer, thesis, &writer->opponent, thesis->opponent, error) &&
         write_review (writer, &writer->supervisor, thesis->supervisor, thesis->grade, NULL, error) &&
         write_review (writer, &writer->opponent, thesis->opponent,
                       MIN (thesis->grade + 1, G_N_ELEMENTS (writer->grades) - 1),
                       "Jak byste výsledky ověřil na větším vzorku?", error) &&
         write_file (writer, "prace.pdf", &writer->text, 1200000 + thesis->student * 7919 % 3000000, error);
}

/* Who is in the last year writes a thesis; who has a bachelor's degree, as the first-year masters, defended one. */
static gboolean
write_theses_of_group (Writer *writer, const UoisDemoUnit *group, GError **error)
{
  const UoisDemoPlan *plan = writer->run->plan;
  guint programmes_per_faculty = plan->n_programmes / plan->n_faculties;
  UoisDemoLevel level = plan->programmes[group->programme].title->level;
  gboolean is_last_year = group->year == uois_demo_level_get_years (level);
  gboolean is_first_master = level == UOIS_DEMO_MASTER && group->year == 1;

  for (guint i = 0; (is_last_year || is_first_master) && i < group->n_people; i++)
    {
      guint student = group->first_person + i;
      UoisDemoRandom random = uois_demo_table_random (writer->theses, student);
      /* The first programme of a faculty is a bachelor's. */
      guint programme = is_first_master ? group->faculty * programmes_per_faculty : group->programme;
      const UoisDemoProgramme *studied = &plan->programmes[programme];
      Thesis thesis = { .student = student, .programme = programme, .state = is_first_master ? DEFENDED : ASSIGNED };
      guint department;
      guint teacher;

      thesis.subject = studied->first_subject + uois_demo_random_below (&random, studied->n_subjects);
      department = plan->subjects[thesis.subject].department;
      teacher = uois_demo_random_below (&random, MAX (plan->units[department].n_teachers, 1));
      thesis.supervisor = uois_demo_plan_get_teacher (plan, department, teacher);
      thesis.opponent = uois_demo_plan_get_teacher (plan, department, teacher + 1);
      thesis.grade = uois_demo_random_below (&random, G_N_ELEMENTS (writer->grades));
      if (!write_all_about_thesis (writer, &thesis, error))
        return FALSE;
    }
  return TRUE;
}

static void
find_types (Writer *writer)
{
  static const char *const types[] = { "bakalářská práce", "diplomová práce", "disertační práce" };
  static const char *const grades[] = { "A", "B", "C", "D", "E" };
  UoisDemoOutput *output = writer->run->output;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    writer->types[i] = uois_demo_output_find (output, "thesistypes", "name", types[i]);
  for (guint i = 0; i < G_N_ELEMENTS (grades); i++)
    writer->grades[i] = uois_demo_output_find (output, "acclassificationlevels", "name", grades[i]);
  writer->states[ASSIGNED] = uois_demo_output_find (output, "awworkflowstates", "name", "zadáno");
  writer->states[DEFENDED] = uois_demo_output_find (output, "awworkflowstates", "name", "obhájeno");
  writer->czech = uois_demo_output_find (output, "acprogramlanguages", "name", "čeština");
  writer->student = uois_demo_output_find (output, "thesisroletypes", "name", "student");
  writer->supervisor = uois_demo_output_find (output, "thesisroletypes", "name", "vedoucí práce");
  writer->opponent = uois_demo_output_find (output, "thesisroletypes", "name", "oponent");
  writer->text = uois_demo_output_find (output, "thesisfiletypes", "name", "text práce");
  writer->assignment = uois_demo_output_find (output, "thesisfiletypes", "name", "zadání");
}

gboolean
uois_demo_write_theses (UoisDemoRun *run, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  UoisDemoOutput *output = run->output;
  Writer writer = { .run = run };

  writer.theses = uois_demo_table_open (output, "theses", UOIS_DEMO_STREAM_THESIS, thesis_columns);
  writer.roles = uois_demo_table_open (output, "thesisroles", UOIS_DEMO_STREAM_THESIS_ROLE, role_columns);
  writer.reviews = uois_demo_table_open (output, "thesisreviews", UOIS_DEMO_STREAM_THESIS_REVIEW, review_columns);
  writer.files = uois_demo_table_open (output, "thesisfiles", UOIS_DEMO_STREAM_THESIS_FILE, file_columns);
  find_types (&writer);

  for (guint g = plan->first_study_group; g < plan->n_units; g++)
    if (!write_theses_of_group (&writer, &plan->units[g], error))
      return FALSE;
  return TRUE;
}
