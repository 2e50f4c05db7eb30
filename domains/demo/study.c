/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

#define INTERRUPTED_PER_MILLE 12
#define FAILED_PER_MILLE 90
#define MESSAGES_PER_MILLE 30

static const char *const programme_columns[] = { "name", "name_en", "type_id", "group_id", "licenced_group_id", NULL };

enum
{
  PROGRAMME_NAME,
  PROGRAMME_NAME_EN,
  PROGRAMME_TYPE,
  PROGRAMME_GROUP,
  PROGRAMME_LICENCED_GROUP,
};

static const char *const subject_columns[] = { "name", "name_en", "program_id", "group_id", NULL };

enum
{
  SUBJECT_NAME,
  SUBJECT_NAME_EN,
  SUBJECT_PROGRAMME,
  SUBJECT_GROUP,
};

static const char *const semester_columns[] = { "order", "credits", "subject_id", "classificationtype_id", NULL };

enum
{
  SEMESTER_ORDER,
  SEMESTER_CREDITS,
  SEMESTER_SUBJECT,
  SEMESTER_COMPLETION,
};

static const char *const topic_columns[] = { "name", "name_en", "order", "semester_id", NULL };

enum
{
  TOPIC_NAME,
  TOPIC_NAME_EN,
  TOPIC_ORDER,
  TOPIC_SEMESTER,
};

static const char *const topic_lesson_columns[] = { "topic_id", "type_id", "count", NULL };

static const char *const study_columns[] = { "student_id", "state_id", "program_id", "semester", "valid", NULL };

enum
{
  STUDY_STUDENT,
  STUDY_STATE,
  STUDY_PROGRAMME,
  STUDY_SEMESTER,
  STUDY_VALID,
};

static const char *const classification_columns[] = { "order", "semester_id", "student_id", "classificationlevel_id",
                                                      "date",  NULL };

enum
{
  CLASSIFICATION_ORDER,
  CLASSIFICATION_SEMESTER,
  CLASSIFICATION_STUDENT,
  CLASSIFICATION_LEVEL,
  CLASSIFICATION_DATE,
};

static const char *const message_columns[] = { "name", "description", "student_id", "program_id", "date", NULL };

enum
{
  MESSAGE_NAME,
  MESSAGE_DESCRIPTION,
  MESSAGE_STUDENT,
  MESSAGE_PROGRAMME,
  MESSAGE_DATE,
};

static const UoisDemoProgramme *
get_programme (const UoisDemoPlan *plan, const UoisDemoUnit *group)
{
  return &plan->programmes[group->programme];
}

/* ---- What is studied ---- */

static gboolean
write_programmes (UoisDemoRun *run, GError **error)
{
  static const char *const type_names[] = {
    [UOIS_DEMO_BACHELOR] = "bakalářský prezenční 3 roky čeština",
    [UOIS_DEMO_MASTER] = "magisterský navazující na bakalářský prezenční 2 roky čeština",
    [UOIS_DEMO_DOCTORAL] = "doktorský prezenční 4 roky čeština",
  };
  const UoisDemoPlan *plan = run->plan;
  UoisDemoTable *table = run->programmes;

  for (guint p = 0; p < plan->n_programmes; p++)
    {
      const UoisDemoProgramme *programme = &plan->programmes[p];
      UoisDemoItem type =
          uois_demo_output_find (run->output, "acprogramtypes", "name", type_names[programme->title->level]);

      uois_demo_table_begin (table);
      uois_demo_set_text (table, PROGRAMME_NAME, programme->title->title.name);
      uois_demo_set_text (table, PROGRAMME_NAME_EN, programme->title->title.name_en);
      uois_demo_set_item (table, PROGRAMME_TYPE, &type);
      uois_demo_set_row (table, PROGRAMME_GROUP, run->groups, programme->board);
      uois_demo_set_row (table, PROGRAMME_LICENCED_GROUP, run->groups, 1 + programme->faculty);
      uois_demo_set_rbacobject (table, run->groups, programme->board);
      if (!uois_demo_table_end (table, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_subjects (UoisDemoRun *run, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  UoisDemoTable *table = run->subjects;
  char name[128], name_en[128];

  for (guint s = 0; s < plan->n_subjects; s++)
    {
      const UoisDemoSubject *subject = &plan->subjects[s];
      const char *round = subject->round == 0 ? "" : " II";
      guint board = plan->programmes[subject->programme].board;

      g_snprintf (name, sizeof name, "%s%s", subject->title->title.name, round);
      g_snprintf (name_en, sizeof name_en, "%s%s", subject->title->title.name_en, round);
      uois_demo_table_begin (table);
      uois_demo_set_text (table, SUBJECT_NAME, name);
      uois_demo_set_text (table, SUBJECT_NAME_EN, name_en);
      uois_demo_set_row (table, SUBJECT_PROGRAMME, run->programmes, subject->programme);
      uois_demo_set_row (table, SUBJECT_GROUP, run->groups, board);
      uois_demo_set_rbacobject (table, run->groups, board);
      if (!uois_demo_table_end (table, error))
        return FALSE;
    }
  return TRUE;
}

/* One per subject: the semester of the programme in which it is taught. */
static gboolean
write_semesters (UoisDemoRun *run, GError **error)
{
  static const char *const completion_names[] = { "Z+Zk", "Z+Zk", "Zk", "KZ", "Z" };
  const UoisDemoPlan *plan = run->plan;
  UoisDemoTable *table = run->semesters;
  UoisDemoItem completions[G_N_ELEMENTS (completion_names)];

  for (guint i = 0; i < G_N_ELEMENTS (completion_names); i++)
    completions[i] = uois_demo_output_find (run->output, "acclassificationtypes", "name", completion_names[i]);
  for (guint s = 0; s < plan->n_subjects; s++)
    {
      const UoisDemoSubject *subject = &plan->subjects[s];

      uois_demo_table_begin (table);
      uois_demo_set_integer (table, SEMESTER_ORDER, (subject->year - 1) * 2 + subject->term + 1);
      uois_demo_set_integer (table, SEMESTER_CREDITS, 3 + s * 5 % 6);
      uois_demo_set_row (table, SEMESTER_SUBJECT, run->subjects, s);
      uois_demo_set_item (table, SEMESTER_COMPLETION, &completions[s % G_N_ELEMENTS (completions)]);
      if (!uois_demo_table_end (table, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_topics (UoisDemoRun *run, GError **error)
{
  UoisDemoTable *table = run->topics;

  for (guint s = 0; s < run->plan->n_subjects; s++)
    for (guint t = 0; t < UOIS_DEMO_TOPICS; t++)
      {
        uois_demo_table_begin (table);
        uois_demo_set_text (table, TOPIC_NAME, uois_demo_topic_titles[t].name);
        uois_demo_set_text (table, TOPIC_NAME_EN, uois_demo_topic_titles[t].name_en);
        uois_demo_set_integer (table, TOPIC_ORDER, t + 1);
        uois_demo_set_row (table, TOPIC_SEMESTER, run->semesters, s);
        if (!uois_demo_table_end (table, error))
          return FALSE;
      }
  return TRUE;
}

/* Each topic takes two hours of lectures and four of seminars. */
static gboolean
write_topic_lessons (UoisDemoRun *run, GError **error)
{
  UoisDemoTable *table =
      uois_demo_table_open (run->output, "aclessons", UOIS_DEMO_STREAM_TOPIC_LESSON, topic_lesson_columns);
  UoisDemoItem types[] = { uois_demo_output_find (run->output, "aclessontypes", "name", "přednáška"),
                           uois_demo_output_find (run->output, "aclessontypes", "name", "cvičení") };

  for (guint t = 0; t < run->plan->n_subjects * UOIS_DEMO_TOPICS; t++)
    for (guint i = 0; i < G_N_ELEMENTS (types); i++)
      {
        uois_demo_table_begin (table);
        uois_demo_set_row (table, 0, run->topics, t);
        uois_demo_set_item (table, 1, &types[i]);
        uois_demo_set_integer (table, 2, 2 + 2 * i);
        if (!uois_demo_table_end (table, error))
          return FALSE;
      }
  return TRUE;
}

/* ---- Who studies it ---- */

static gboolean
write_studies (UoisDemoRun *run, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  UoisDemoTable *table = run->studies;
  UoisDemoItem studies = uois_demo_output_find (run->output, "acprograms_studentstates", "name", "Studuje");
  UoisDemoItem interrupted = uois_demo_output_find (run->output, "acprograms_studentstates", "name", "Přerušeno");
  UoisDemoItem finished = uois_demo_output_find (run->output, "acprograms_studentstates", "name", "Ukončeno řádně");

  for (guint g = plan->first_study_group; g < plan->n_units; g++)
    for (guint i = 0; i < plan->units[g].n_people; i++)
      {
        guint person = plan->units[g].first_person + i;
        UoisDemoRandom random = uois_demo_table_random (table, person);
        gboolean is_interrupted = uois_demo_random_permille (&random, INTERRUPTED_PER_MILLE);
        gboolean left = uois_demo_plan_has_left (plan, person);

        uois_demo_table_begin (table);
        uois_demo_set_row (table, STUDY_STUDENT, run->persons, person);
        uois_demo_set_item (table, STUDY_STATE, left ? &finished : is_interrupted ? &interrupted : &studies);
        uois_demo_set_row (table, STUDY_PROGRAMME, run->programmes, plan->units[g].programme);
        uois_demo_set_integer (table, STUDY_SEMESTER, (plan->units[g].year - 1) * 2 + 1);
        uois_demo_set_boolean (table, STUDY_VALID, !left);
        if (!uois_demo_table_end (table, error))
          return FALSE;
      }
  return TRUE;
}

/* ---- How they did ---- */

typedef struct
{
  UoisDemoRun *run;
  UoisDemoTable *table;
  UoisDemoItem levels[6]; /* A to F */
} Results;

static gboolean
write_attempt (Results *results, guint person, guint subject, guint attempt, guint level, guint day, GError **error)
{
  UoisDemoTable *table = results->table;

  uois_demo_table_begin (table);
  uois_demo_set_integer (table, CLASSIFICATION_ORDER, attempt);
  uois_demo_set_row (table, CLASSIFICATION_SEMESTER, results->run->semesters, subject);
  uois_demo_set_row (table, CLASSIFICATION_STUDENT, results->run->persons, person);
  uois_demo_set_item (table, CLASSIFICATION_LEVEL, &results->levels[level]);
  uois_demo_set_time (table, CLASSIFICATION_DATE, uois_demo_midnight ((int) day));
  return uois_demo_table_end (table, error);
}

/* Good students are good at most things: the grade is drawn around what the person is like. */
static gboolean
write_result (Results *results, guint person, guint subject, GError **error)
{
  const UoisDemoPlan *plan = results->run->plan;
  UoisDemoRandom talent = uois_demo_table_random (results->table, person);
  UoisDemoRandom random = uois_demo_table_random (results->table, ((guint64) person << 32) + subject);
  gboolean is_winter = plan->subjects[subject].term == UOIS_DEMO_WINTER;
  int first = (is_winter ? UOIS_DEMO_WINTER_EXAMS_FIRST : UOIS_DEMO_SUMMER_EXAMS_FIRST) - 364;
  guint day = (guint) first + uois_demo_random_below (&random, 4) * 7 + uois_demo_random_below (&random, 5);
  guint level = (uois_demo_random_below (&talent, 5) + uois_demo_random_below (&random, 5)) / 2;

  if (!uois_demo_random_permille (&random, FAILED_PER_MILLE))
    return write_attempt (results, person, subject, 1, level, day, error);
  return write_attempt (results, person, subject, 1, 5, day, error) &&
         write_attempt (results, person, subject, 2, MIN (level + 1, 4), day + 8, error);
}

/* Whoever is in the second year or later has the results of the year before. */
static gboolean
write_classifications (UoisDemoRun *run, GError **error)
{
  static const char *const level_names[] = { "A", "B", "C", "D", "E", "F" };
  const UoisDemoPlan *plan = run->plan;
  Results results = { .run = run };

  results.table =
      uois_demo_table_open (run->output, "acclassifications", UOIS_DEMO_STREAM_CLASSIFICATION, classification_columns);
  for (guint i = 0; i < G_N_ELEMENTS (level_names); i++)
    results.levels[i] = uois_demo_output_find (run->output, "acclassificationlevels", "name", level_names[i]);

  for (guint g = plan->first_study_group; g < plan->n_units; g++)
    {
      const UoisDemoUnit *group = &plan->units[g];
      const UoisDemoProgramme *programme = get_programme (plan, group);

      if (group->year == 1)
        continue;
      for (guint i = 0; i < group->n_people; i++)
        for (guint s = 0; s < programme->subjects_per_year; s++)
          if (!write_result (&results, group->first_person + i,
                             programme->first_subject + (group->year - 2) * programme->subjects_per_year + s, error))
            return FALSE;
    }
  return TRUE;
}

static gboolean
write_messages (UoisDemoRun *run, GError **error)
{
  static const struct
  {
    const char *name;
    const char *description;
  } messages[] = {
    { "Přiznání stipendia", "Na základě studijních výsledků Vám bylo přiznáno prospěchové stipendium." },
    { "Uznání předmětu", "Vaše žádost o uznání předmětu byla schválena." },
    { "Chybějící zápočet", "V evidenci chybí zápočet. Obraťte se prosím na vyučujícího." },
    { "Potvrzení o studiu", "Potvrzení o studiu je připraveno k vyzvednutí na studijním oddělení." },
  };
  const UoisDemoPlan *plan = run->plan;
  UoisDemoTable *table =
      uois_demo_table_open (run->output, "acprograms_studentmessages", UOIS_DEMO_STREAM_MESSAGE, message_columns);

  for (guint g = plan->first_study_group; g < plan->n_units; g++)
    for (guint i = 0; i < plan->units[g].n_people; i++)
      {
        guint person = plan->units[g].first_person + i;
        UoisDemoRandom random = uois_demo_table_random (table, person);
        guint message = uois_demo_random_below (&random, G_N_ELEMENTS (messages));

        if (!uois_demo_random_permille (&random, MESSAGES_PER_MILLE))
          continue;
        uois_demo_table_begin (table);
        uois_demo_set_text (table, MESSAGE_NAME, messages[message].name);
        uois_demo_set_text (table, MESSAGE_DESCRIPTION, messages[message].description);
        uois_demo_set_row (table, MESSAGE_STUDENT, run->persons, person);
        uois_demo_set_row (table, MESSAGE_PROGRAMME, run->programmes, plan->units[g].programme);
        uois_demo_set_time (table, MESSAGE_DATE,
                            uois_demo_calendar_slot (UOIS_DEMO_WINTER_FIRST, uois_demo_random_below (&random, 9),
                                                     uois_demo_random_below (&random, UOIS_DEMO_SLOTS)));
        if (!uois_demo_table_end (table, error))
          return FALSE;
      }
  return TRUE;
}

gboolean
uois_demo_write_study (UoisDemoRun *run, GError **error)
{
  UoisDemoOutput *output = run->output;

  run->programmes = uois_demo_table_open (output, "acprograms", UOIS_DEMO_STREAM_PROGRAMME, programme_columns);
  run->subjects = uois_demo_table_open (output, "acsubjects", UOIS_DEMO_STREAM_SUBJECT, subject_columns);
  run->semesters = uois_demo_table_open (output, "acsemesters", UOIS_DEMO_STREAM_SEMESTER, semester_columns);
  run->studies = uois_demo_table_open (output, "acprograms_students", UOIS_DEMO_STREAM_STUDY, study_columns);
  run->topics = uois_demo_table_open (output, "actopics", UOIS_DEMO_STREAM_TOPIC, topic_columns);

  return write_programmes (run, error) && write_subjects (run, error) && write_semesters (run, error) &&
         write_topics (run, error) && write_topic_lessons (run, error) && write_studies (run, error) &&
         write_classifications (run, error) && write_messages (run, error);
}
