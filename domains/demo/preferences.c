/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

/* Of a thousand people. */
#define SETTINGS_PER_MILLE 120
/* The administrators mark people and groups; each mark is on so many. */
#define TAGGED_PERSONS 6
#define TAGGED_GROUPS 3

static const char *const tag_columns[] = { "author_id", "name", "name_en", NULL };
static const char *const tag_entity_columns[] = { "author_id", "tag_id", "entity_id", "entity_type_id", NULL };
static const char *const setting_columns[] = { "user_id", "preference_settings_type_id", "preference_settings_id",
                                               NULL };

typedef struct
{
  UoisDemoRun *run;
  UoisDemoTable *tags;
  UoisDemoTable *tag_entities;
  UoisDemoTable *settings;
} Writer;

static gboolean
write_tag_entity (
    Writer *writer, guint author, const UoisDemoTable *target, guint index, const UoisDemoItem *kind, GError **error)
{
  UoisDemoTable *table = writer->tag_entities;

  uois_demo_table_begin (table);
  uois_demo_set_row (table, 0, writer->run->persons, author);
  uois_demo_set_row (table, 1, writer->tags, writer->tags->rows - 1);
  uois_demo_set_row (table, 2, target, index);
  uois_demo_set_item (table, 3, kind);
  return uois_demo_table_end (table, error);
}

static gboolean
write_tags (Writer *writer, guint author, GError **error)
{
  static const struct
  {
    const char *name;
    const char *name_en;
  } tags[] = { { "partneři", "partners" }, { "dořešit", "to be settled" }, { "sledovat", "to watch" } };
  const UoisDemoPlan *plan = writer->run->plan;
  UoisDemoItem person = uois_demo_output_find (writer->run->output, "preference_entity_types", "name", "osoba");
  UoisDemoItem group = uois_demo_output_find (writer->run->output, "preference_entity_types", "name", "skupina");

  for (guint t = 0; t < G_N_ELEMENTS (tags); t++)
    {
      UoisDemoRandom random = uois_demo_table_random (writer->tags, author * G_N_ELEMENTS (tags) + t);

      uois_demo_table_begin (writer->tags);
      uois_demo_set_row (writer->tags, 0, writer->run->persons, author);
      uois_demo_set_text (writer->tags, 1, tags[t].name);
      uois_demo_set_text (writer->tags, 2, tags[t].name_en);
      if (!uois_demo_table_end (writer->tags, error))
        return FALSE;
      for (guint i = 0; i < TAGGED_PERSONS; i++)
        if (!write_tag_entity (writer, author, writer->run->persons, uois_demo_random_below (&random, plan->n_people),
                               &person, error))
          return FALSE;
      for (guint i = 0; i < TAGGED_GROUPS; i++)
        if (!write_tag_entity (writer, author, writer->run->groups, uois_demo_random_below (&random, plan->n_units),
                               &group, error))
          return FALSE;
    }
  return TRUE;
}

/* Whoever changed a setting likes it dark, or reads English. */
static gboolean
write_settings (Writer *writer, GError **error)
{
  UoisDemoOutput *output = writer->run->output;
  UoisDemoItem types[] = { uois_demo_output_find (output, "preference_settings_types", "name_en", "theme"),
                           uois_demo_output_find (output, "preference_settings_types", "name_en", "language") };
  UoisDemoItem choices[] = { uois_demo_output_find (output, "preference_settings", "name_en", "Dark"),
                             uois_demo_output_find (output, "preference_settings", "name_en", "English") };
  UoisDemoTable *table = writer->settings;

  for (guint person = 0; person < writer->run->plan->n_people; person++)
    {
      UoisDemoRandom random = uois_demo_table_random (table, person);
      guint setting = uois_demo_random_below (&random, 4) == 0;

      if (!uois_demo_random_permille (&random, SETTINGS_PER_MILLE))
        continue;
      uois_demo_table_begin (table);
      uois_demo_set_row (table, 0, writer->run->persons, person);
      uois_demo_set_item (table, 1, &types[setting]);
      uois_demo_set_item (table, 2, &choices[setting]);
      if (!uois_demo_table_end (table, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
uois_demo_write_preferences (UoisDemoRun *run, GError **error)
{
  Writer writer = { .run = run };

  writer.tags = uois_demo_table_open (run->output, "preferedtags", UOIS_DEMO_STREAM_TAG, tag_columns);
  writer.tag_entities =
      uois_demo_table_open (run->output, "preferedtagentities", UOIS_DEMO_STREAM_TAG_ENTITY, tag_entity_columns);
  writer.settings = uois_demo_table_open (run->output, "user_settings", UOIS_DEMO_STREAM_SETTING, setting_columns);

  for (guint author = 0; author < UOIS_DEMO_ADMINISTRATORS; author++)
    if (!write_tags (&writer, author, error))
      return FALSE;
  return write_settings (&writer, error);
}
