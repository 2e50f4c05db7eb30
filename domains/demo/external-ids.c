/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

static const char *const external_id_columns[] = { "inner_id", "outer_id", "typeid_id", NULL };

enum
{
  EXTERNAL_INNER,
  EXTERNAL_OUTER,
  EXTERNAL_TYPE,
};

typedef struct
{
  UoisDemoRun *run;
  const UoisDemoPlan *plan;
  UoisDemoTable *table;
  guint64 offset; /* where the numbers of this institution begin */
} Writer;

typedef void (*Format) (guint64 number, char *text, gsize size);

/**
 * Kind: a type of external ids.
 * @per_mille: how many of those who may have one do
 * @modulus: numbers are below it; prime, so that the step below visits each of them once
 * @format: writes a number as the other system does
 */
typedef struct
{
  const char *type;
  guint per_mille;
  guint64 modulus;
  Format format;
} Kind;

static void
format_plain (guint64 number, char *text, gsize size)
{
  g_snprintf (text, size, "%" G_GUINT64_FORMAT, 100000 + number);
}

/* ISO 7064 MOD 11-2 over the first fifteen digits, as orcid.org describes it; its block is 0000-0001-5 to 0000-0003-5. */
static void
format_orcid (guint64 number, char *text, gsize size)
{
  char digits[16];
  guint total = 0;
  guint check;

  g_snprintf (digits, sizeof digits, "%015" G_GUINT64_FORMAT, G_GUINT64_CONSTANT (15000000) + number);
  for (guint i = 0; i < 15; i++)
    total = (total + (guint) (digits[i] - '0')) * 2;
  check = (12 - total % 11) % 11;
  g_snprintf (text, size, "%.4s-%.4s-%.4s-%.3s%c", digits, digits + 4, digits + 8, digits + 12,
              check == 10 ? 'X' : (char) ('0' + check));
}

static void
format_scopus (guint64 number, char *text, gsize size)
{
  g_snprintf (text, size, "57%09" G_GUINT64_FORMAT, number);
}

/* "ABC-1234-2021": letters, digits, the year of registration. */
static void
format_researcher_id (guint64 number, char *text, gsize size)
{
  guint64 letters = number / 10000;

  g_snprintf (text, size, "%c%c%c-%04u-%u", (char) ('A' + letters / 676 % 26), (char) ('A' + letters / 26 % 26),
              (char) ('A' + letters % 26), (guint) (number % 10000), 2019 + (guint) (number % 7));
}

static const Kind teacher_kinds[] = {
  { "MojeAP-Učitel", 1000, 999983, format_plain },
  { "VaV-User", 800, 999979, format_plain },
  { "ORCID", 700, 19999999, format_orcid },
  { "SCOPUS", 600, 999999937, format_scopus },
  { "ResearcheId", 400, 175759967, format_researcher_id },
};

static const Kind student_kind = { "MojeAP-Student", 1000, 99999989, format_plain };
static const Kind institution_kind = { "UIC", 1000, 999999929, format_plain };
static const Kind faculty_kind = { "MojeAP-Fakulta", 1000, 997, format_plain };
static const Kind department_kind = { "MojeAP-Katedra", 1000, 99991, format_plain };
static const Kind study_group_kind = { "MojeAP-Studijní skupina", 1000, 9999991, format_plain };

/* Numbers of one kind are all different for different @index, and look as if nobody had planned them. */
static guint64
scatter (const Writer *writer, const Kind *kind, guint64 index)
{
  const guint64 step = 104729;

  return (writer->offset % kind->modulus + index % kind->modulus * step) % kind->modulus;
}

static gboolean
write_id (Writer *writer,
          const Kind *kind,
          const UoisDemoItem *type,
          const UoisDemoTable *target,
          guint index,
          GError **error)
{
  char outer[32];

  kind->format (scatter (writer, kind, index), outer, sizeof outer);
  uois_demo_table_begin (writer->table);
  uois_demo_set_row (writer->table, EXTERNAL_INNER, target, index);
  uois_demo_set_text (writer->table, EXTERNAL_OUTER, outer);
  uois_demo_set_item (writer->table, EXTERNAL_TYPE, type);
  return uois_demo_table_end (writer->table, error);
}

static UoisDemoItem
find_type (const Writer *writer, const Kind *kind)
{
  return uois_demo_output_find (writer->run->output, "externalidtypes", "name", kind->type);
}

static gboolean
write_group_ids (Writer *writer, GError **error)
{
  const UoisDemoPlan *plan = writer->plan;
  UoisDemoItem faculty = find_type (writer, &faculty_kind);
  UoisDemoItem department = find_type (writer, &department_kind);
  UoisDemoItem study_group = find_type (writer, &study_group_kind);

  for (guint i = 0; i < plan->n_units; i++)
    {
      UoisDemoUnitKind unit = plan->units[i].kind;

      if (unit == UOIS_DEMO_UNIT_FACULTY && !write_id (writer, &faculty_kind, &faculty, writer->run->groups, i, error))
        return FALSE;
      if (unit == UOIS_DEMO_UNIT_DEPARTMENT &&
          !write_id (writer, &department_kind, &department, writer->run->groups, i, error))
        return FALSE;
      if (unit == UOIS_DEMO_UNIT_STUDY_GROUP &&
          !write_id (writer, &study_group_kind, &study_group, writer->run->groups, i, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_teacher_ids (Writer *writer, const UoisDemoItem *types, guint person, GError **error)
{
  UoisDemoRandom random = uois_demo_random_at (writer->plan->seed, UOIS_DEMO_STREAM_EXTERNAL_ID_CHOICE, person);

  for (guint k = 0; k < G_N_ELEMENTS (teacher_kinds); k++)
    if (uois_demo_random_permille (&random, teacher_kinds[k].per_mille) &&
        !write_id (writer, &teacher_kinds[k], &types[k], writer->run->persons, person, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_person_ids (Writer *writer, GError **error)
{
  const UoisDemoPlan *plan = writer->plan;
  UoisDemoItem teacher_types[G_N_ELEMENTS (teacher_kinds)];
  UoisDemoItem student_type = find_type (writer, &student_kind);

  for (guint k = 0; k < G_N_ELEMENTS (teacher_kinds); k++)
    teacher_types[k] = find_type (writer, &teacher_kinds[k]);
  for (guint d = plan->first_department; d < plan->first_department + plan->n_departments; d++)
    for (guint i = 0; i < plan->units[d].n_teachers; i++)
      if (!write_teacher_ids (writer, teacher_types, plan->units[d].first_person + i, error))
        return FALSE;
  for (guint person = plan->n_employees; person < plan->n_people; person++)
    if (!write_id (writer, &student_kind, &student_type, writer->run->persons, person, error))
      return FALSE;
  return TRUE;
}

/* The rest of the number goes to the ids of the institution's own card system, evenly among all. */
static gboolean
write_institution_ids (Writer *writer, GError **error)
{
  const UoisDemoPlan *plan = writer->plan;
  UoisDemoItem type = find_type (writer, &institution_kind);
  guint64 written = writer->table->rows;
  guint64 rest = plan->n_external_ids > written ? plan->n_external_ids - written : 0;

  rest = MIN (rest, plan->n_people);
  for (guint person = 0; person < plan->n_people; person++)
    if (uois_demo_share (rest, person + 1, plan->n_people) > uois_demo_share (rest, person, plan->n_people) &&
        !write_id (writer, &institution_kind, &type, writer->run->persons, person, error))
      return FALSE;
  return TRUE;
}

gboolean
uois_demo_write_external_ids (UoisDemoRun *run, GError **error)
{
  Writer writer = { .run = run, .plan = run->plan };

  writer.table = uois_demo_table_open (run->output, "externalids", UOIS_DEMO_STREAM_EXTERNAL_ID, external_id_columns);
  writer.offset = uois_demo_mix (run->plan->seed);

  return write_group_ids (&writer, error) && write_person_ids (&writer, error) &&
         write_institution_ids (&writer, error);
}
