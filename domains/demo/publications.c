/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

#define AUTHORS_MAX 4

static const char *const publication_columns[] = { "name",  "published_date",      "reference", "valid",
                                                   "place", "publication_type_id", NULL };

enum
{
  PUBLICATION_NAME,
  PUBLICATION_DATE,
  PUBLICATION_REFERENCE,
  PUBLICATION_VALID,
  PUBLICATION_PLACE,
  PUBLICATION_TYPE,
};

static const char *const author_columns[] = { "order", "share", "publication_id", "user_id", "valid", NULL };

enum
{
  AUTHOR_ORDER,
  AUTHOR_SHARE,
  AUTHOR_PUBLICATION,
  AUTHOR_USER,
  AUTHOR_VALID,
};

static const char *const subject_columns[] = { "publication_id", "subject_id", "valid", NULL };

typedef struct
{
  UoisDemoRun *run;
  UoisDemoTable *publications;
  UoisDemoTable *authors;
  UoisDemoTable *subjects;
  UoisDemoItem article;
} Writer;

/* @subject: what it is about */
static gboolean
write_publication (Writer *writer, const UoisDemoSubjectTitle *subject, UoisDemoRandom *random, GError **error)
{
  static const char *const endings[] = {
    ": přehled současných přístupů",
    " v praxi",
    ": nové metody a jejich ověření",
    " – srovnávací studie",
    ": výsledky dlouhodobého pozorování",
    " v českém a evropském kontextu",
    ": od teorie k aplikaci",
    " – současný stav a výhled",
  };
  static const char *const places[] = { "Praha", "Brno", "Olomouc", "Vídeň", "Bratislava", "Berlín", "Londýn" };
  UoisDemoTable *table = writer->publications;
  const char *ending = endings[uois_demo_random_below (random, G_N_ELEMENTS (endings))];
  char name[192], reference[64];
  int day = UOIS_DEMO_YEAR_FIRST - (int) uois_demo_random_below (random, 6 * 365);

  g_snprintf (name, sizeof name, "%s%s", subject->title.name, ending);
  /* 10.5555 is the prefix that Crossref keeps for examples. */
  g_snprintf (reference, sizeof reference, "https://doi.org/10.5555/vu.%06u", (guint) table->rows + 1);
  uois_demo_table_begin (table);
  uois_demo_set_text (table, PUBLICATION_NAME, name);
  uois_demo_set_time (table, PUBLICATION_DATE, uois_demo_midnight (day));
  uois_demo_set_text (table, PUBLICATION_REFERENCE, reference);
  uois_demo_set_boolean (table, PUBLICATION_VALID, TRUE);
  uois_demo_set_text (table, PUBLICATION_PLACE, places[uois_demo_random_below (random, G_N_ELEMENTS (places))]);
  uois_demo_set_item (table, PUBLICATION_TYPE, &writer->article);
  return uois_demo_table_end (table, error);
}

/* The first author wrote half of it, or all. */
static gboolean
write_authors (Writer *writer, const UoisDemoUnit *department, guint first, guint length, GError **error)
{
  UoisDemoTable *table = writer->authors;

  for (guint i = 0; i < length; i++)
    {
      double share = length == 1 ? 1.0 : i == 0 ? 0.5 : 0.5 / (length - 1);

      uois_demo_table_begin (table);
      uois_demo_set_integer (table, AUTHOR_ORDER, i + 1);
      uois_demo_set_real (table, AUTHOR_SHARE, share);
      uois_demo_set_row (table, AUTHOR_PUBLICATION, writer->publications, writer->publications->rows - 1);
      uois_demo_set_row (table, AUTHOR_USER, writer->run->persons,
                         department->first_person + (first + i) % department->n_teachers);
      uois_demo_set_boolean (table, AUTHOR_VALID, TRUE);
      if (!uois_demo_table_end (table, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_subject (Writer *writer, guint subject, GError **error)
{
  uois_demo_table_begin (writer->subjects);
  uois_demo_set_row (writer->subjects, 0, writer->publications, writer->publications->rows - 1);
  uois_demo_set_row (writer->subjects, 1, writer->run->subjects, subject);
  uois_demo_set_boolean (writer->subjects, 2, TRUE);
  return uois_demo_table_end (writer->subjects, error);
}

/* One that the department teaches, if a few tries find one. */
static guint
choose_subject (Writer *writer, const UoisDemoUnit *department, UoisDemoRandom *random)
{
  const UoisDemoPlan *plan = writer->run->plan;
  guint programmes_per_faculty = plan->n_programmes / plan->n_faculties;
  guint first_programme = department->faculty * programmes_per_faculty;
  guint subject = 0;

  for (guint tries = 0; tries < 32; tries++)
    {
      guint number = uois_demo_random_below (random, programmes_per_faculty);
      const UoisDemoProgramme *programme = &plan->programmes[first_programme + number];

      subject = programme->first_subject + uois_demo_random_below (random, programme->n_subjects);
      if (&plan->units[plan->subjects[subject].department] == department)
        break;
    }
  return subject;
}

/* Every teacher is the first author of none to two publications about a subject of the department. */
static gboolean
write_publications_of_teacher (Writer *writer, const UoisDemoUnit *department, guint number, GError **error)
{
  const UoisDemoPlan *plan = writer->run->plan;
  UoisDemoRandom random = uois_demo_table_random (writer->publications, department->first_person + number);
  guint length = uois_demo_random_below (&random, 3);

  for (guint i = 0; i < length; i++)
    {
      guint subject = choose_subject (writer, department, &random);
      guint n_authors = MIN (1 + uois_demo_random_below (&random, AUTHORS_MAX), department->n_teachers);

      if (!write_publication (writer, plan->subjects[subject].title, &random, error) ||
          !write_authors (writer, department, number, n_authors, error) || !write_subject (writer, subject, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
uois_demo_write_publications (UoisDemoRun *run, GError **error)
{
  const UoisDemoPlan *plan = run->plan;
  UoisDemoOutput *output = run->output;
  Writer writer = { .run = run };

  writer.publications =
      uois_demo_table_open (output, "publications", UOIS_DEMO_STREAM_PUBLICATION, publication_columns);
  writer.authors = uois_demo_table_open (output, "publication_authors", UOIS_DEMO_STREAM_AUTHOR, author_columns);
  writer.subjects =
      uois_demo_table_open (output, "publication_subjects", UOIS_DEMO_STREAM_PUBLICATION_SUBJECT, subject_columns);
  writer.article = uois_demo_output_find (output, "publicationtypes", "name", "Článek J");

  for (guint d = plan->first_department; d < plan->first_department + plan->n_departments; d++)
    for (guint i = 0; i < plan->units[d].n_teachers; i++)
      if (!write_publications_of_teacher (&writer, &plan->units[d], i, error))
        return FALSE;
  return TRUE;
}
