/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

/* Of a thousand employees. */
#define WORKED_ELSEWHERE_PER_MILLE 600
#define CERTIFIED_PER_MILLE 350
#define RESERVISTS_PER_MILLE 40
#define DECORATED_PER_MILLE 15
#define DOCUMENTED_PER_MILLE 250

static const char *const rank_columns[] = { "startdate", "enddate", "user_id", "ranktype_id", NULL };
static const char *const study_columns[] = { "name", "name_en", "program", "startdate", "enddate", "user_id", NULL };
static const char *const work_columns[] = { "name", "ico", "startdate", "enddate", "user_id", NULL };
static const char *const certificate_columns[] = { "level",   "startdate",          "enddate",
                                                   "user_id", "certificateType_id", NULL };
static const char *const medal_columns[] = { "startdate", "user_id", "medalType_id", NULL };
static const char *const document_columns[] = { "name", "document_mime_type", "user_id", NULL };

/* Where one studies and works before coming here; all invented. */
static const struct
{
  const char *name;
  const char *name_en;
} schools[] = {
  { "Vysoké učení technické v Prostějově", "Prostějov University of Technology" },
  { "Slezská akademie v Bruntále", "Silesian Academy in Bruntál" },
  { "Univerzita Kutná Hora", "University of Kutná Hora" },
  { "Pošumavská univerzita", "Bohemian Forest University" },
};

static const char *const employers[] = {
  "Strojírny Haná, a. s.", "Datové služby Morava, s. r. o.", "Nemocnice Vysočina, p. o.",
  "Gymnázium Pod Lipami",  "Stavby a mosty, a. s.",          "Ústav aplikovaných měření, v. v. i.",
};

typedef struct
{
  UoisDemoRun *run;
  UoisDemoTable *ranks;
  UoisDemoTable *studies;
  UoisDemoTable *work;
  UoisDemoTable *certificates;
  UoisDemoTable *medals;
  UoisDemoTable *documents;
  UoisDemoItem rank_types[4];
  UoisDemoItem certificate_types[3];
  UoisDemoItem medal_types[2];
} Writer;

static gboolean
write_study (Writer *writer, guint person, guint came, UoisDemoRandom *random, GError **error)
{
  const UoisDemoPlan *plan = writer->run->plan;
  UoisDemoTable *table = writer->studies;
  guint school = uois_demo_random_below (random, G_N_ELEMENTS (schools));
  guint faculty = plan->units[uois_demo_plan_find_unit (plan, person)].faculty;
  const UoisDemoProgrammeTitle *programme =
      &uois_demo_faculty_titles[faculty]->programmes[uois_demo_random_below (random, UOIS_DEMO_PROGRAMME_TITLES)];

  uois_demo_table_begin (table);
  uois_demo_set_text (table, 0, schools[school].name);
  uois_demo_set_text (table, 1, schools[school].name_en);
  uois_demo_set_text (table, 2, programme->title.name);
  uois_demo_set_time (table, 3, uois_demo_september (came + 10));
  uois_demo_set_time (table, 4, uois_demo_september (came + 5) - 60 * UOIS_DEMO_DAY);
  uois_demo_set_row (table, 5, writer->run->persons, person);
  return uois_demo_table_end (table, error);
}

/* The eighth digit of a company id makes the weighted sum right: eleven divides it. */
static void
format_company_id (guint number, char *text, gsize size)
{
  guint digits = 1000000 + number % 8999999;
  guint sum = 0;

  for (guint weight = 2, rest = digits; weight <= 8; weight++, rest /= 10)
    sum += rest % 10 * weight;
  g_snprintf (text, size, "%07u%u", digits, (11 - sum % 11) % 10);
}

static gboolean
write_work (Writer *writer, guint person, guint came, UoisDemoRandom *random, GError **error)
{
  UoisDemoTable *table = writer->work;
  guint employer = uois_demo_random_below (random, G_N_ELEMENTS (employers));
  char company_id[16];

  format_company_id (employer * 123457, company_id, sizeof company_id);
  uois_demo_table_begin (table);
  uois_demo_set_text (table, 0, employers[employer]);
  uois_demo_set_text (table, 1, company_id);
  uois_demo_set_time (table, 2, uois_demo_september (came + 4));
  uois_demo_set_time (table, 3, uois_demo_september (came) - UOIS_DEMO_DAY);
  uois_demo_set_row (table, 4, writer->run->persons, person);
  return uois_demo_table_end (table, error);
}

static gboolean
write_certificate (Writer *writer, guint person, UoisDemoRandom *random, GError **error)
{
  static const char *const levels[] = { "B1", "B2", "C1", "C2" };
  UoisDemoTable *table = writer->certificates;
  guint years = 1 + uois_demo_random_below (random, 4);

  uois_demo_table_begin (table);
  uois_demo_set_text (table, 0, levels[uois_demo_random_below (random, G_N_ELEMENTS (levels))]);
  uois_demo_set_time (table, 1, uois_demo_september (years));
  uois_demo_set_time (table, 2, uois_demo_september (years) + 5 * 365 * UOIS_DEMO_DAY);
  uois_demo_set_row (table, 3, writer->run->persons, person);
  uois_demo_set_item (
      table, 4, &writer->certificate_types[uois_demo_random_below (random, G_N_ELEMENTS (writer->certificate_types))]);
  return uois_demo_table_end (table, error);
}

static gboolean
write_rank (Writer *writer, guint person, UoisDemoRandom *random, GError **error)
{
  UoisDemoTable *table = writer->ranks;
  guint rank = uois_demo_random_below (random, G_N_ELEMENTS (writer->rank_types));

  uois_demo_table_begin (table);
  uois_demo_set_time (table, 0, uois_demo_september (1 + uois_demo_random_below (random, 8)));
  uois_demo_set_row (table, 2, writer->run->persons, person);
  uois_demo_set_item (table, 3, &writer->rank_types[rank]);
  return uois_demo_table_end (table, error);
}

static gboolean
write_medal (Writer *writer, guint person, UoisDemoRandom *random, GError **error)
{
  UoisDemoTable *table = writer->medals;
  guint medal = uois_demo_random_below (random, G_N_ELEMENTS (writer->medal_types));

  uois_demo_table_begin (table);
  /* The state gives them on 28 October. */
  uois_demo_set_time (table, 0, uois_demo_september (1 + uois_demo_random_below (random, 8)) + 57 * UOIS_DEMO_DAY);
  uois_demo_set_row (table, 1, writer->run->persons, person);
  uois_demo_set_item (table, 2, &writer->medal_types[medal]);
  return uois_demo_table_end (table, error);
}

static gboolean
write_document (Writer *writer, guint person, UoisDemoRandom *random, GError **error)
{
  static const char *const names[] = { "Pracovní smlouva", "Diplom", "Výpis z rejstříku trestů",
                                       "Potvrzení o školení" };
  UoisDemoTable *table = writer->documents;

  uois_demo_table_begin (table);
  uois_demo_set_text (table, 0, names[uois_demo_random_below (random, G_N_ELEMENTS (names))]);
  uois_demo_set_text (table, 1, "application/pdf");
  uois_demo_set_row (table, 2, writer->run->persons, person);
  return uois_demo_table_end (table, error);
}

/* The file of the first employee is full, so that the smallest institution shows everything. */
static gboolean
is_chosen (guint person, UoisDemoRandom *random, guint per_mille)
{
  return uois_demo_random_permille (random, per_mille) || person == 0;
}

static gboolean
write_file_of_person (Writer *writer, guint person, GError **error)
{
  UoisDemoRandom random = uois_demo_table_random (writer->studies, person);
  guint came = uois_demo_plan_get_years (writer->run->plan, person);

  if (!write_study (writer, person, came, &random, error))
    return FALSE;
  if (is_chosen (person, &random, WORKED_ELSEWHERE_PER_MILLE) && !write_work (writer, person, came, &random, error))
    return FALSE;
  if (is_chosen (person, &random, CERTIFIED_PER_MILLE) && !write_certificate (writer, person, &random, error))
    return FALSE;
  if (is_chosen (person, &random, RESERVISTS_PER_MILLE) && !write_rank (writer, person, &random, error))
    return FALSE;
  if (is_chosen (person, &random, DECORATED_PER_MILLE) && !write_medal (writer, person, &random, error))
    return FALSE;
  return !is_chosen (person, &random, DOCUMENTED_PER_MILLE) || write_document (writer, person, &random, error);
}

static void
find_types (Writer *writer)
{
  static const char *const ranks[] = { "poručík (por.)", "nadporučík (npor.)", "kapitán (ktp.)", "major (mjr.)" };
  static const char *const certificates[] = { "bakalářský", "magisterský", "doktorský" };
  static const char *const medals[] = { "Medaile za zásluhy", "Medaile za hrdinství" };

  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    writer->rank_types[i] = uois_demo_output_find (writer->run->output, "personalitiesranktypes", "name", ranks[i]);
  for (guint i = 0; i < G_N_ELEMENTS (certificates); i++)
    writer->certificate_types[i] =
        uois_demo_output_find (writer->run->output, "personalitiescertificatetypes", "name", certificates[i]);
  for (guint i = 0; i < G_N_ELEMENTS (medals); i++)
    writer->medal_types[i] = uois_demo_output_find (writer->run->output, "personalitiesmedaltypes", "name", medals[i]);
}

gboolean
uois_demo_write_personal_files (UoisDemoRun *run, GError **error)
{
  UoisDemoOutput *output = run->output;
  Writer writer = { .run = run };

  writer.ranks = uois_demo_table_open (output, "personalitiesranks", UOIS_DEMO_STREAM_RANK, rank_columns);
  writer.studies = uois_demo_table_open (output, "personalitiesstudies", UOIS_DEMO_STREAM_EARLIER_STUDY, study_columns);
  writer.work =
      uois_demo_table_open (output, "personalitiesworkhistories", UOIS_DEMO_STREAM_WORK_HISTORY, work_columns);
  writer.certificates =
      uois_demo_table_open (output, "personalitiescertificates", UOIS_DEMO_STREAM_CERTIFICATE, certificate_columns);
  writer.medals = uois_demo_table_open (output, "personalitiesmedals", UOIS_DEMO_STREAM_MEDAL, medal_columns);
  writer.documents =
      uois_demo_table_open (output, "personalitiesrelateddocs", UOIS_DEMO_STREAM_DOCUMENT, document_columns);
  find_types (&writer);

  for (guint person = 0; person < run->plan->n_employees; person++)
    if (!write_file_of_person (&writer, person, error))
      return FALSE;
  return TRUE;
}
