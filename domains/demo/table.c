/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

#include "calendar.h"

#include <gio/gio.h>
#include <json-c/json.h>
#include <string.h>

/* How many rows pass between two looks at progress and cancellation. */
#define ROWS_PER_LOOK 4096

struct _UoisDemoOutput
{
  const UoisRegistry *registry;   /* unowned */
  const UoisDemoOptions *options; /* unowned */
  UoisDemoSink sink;
  gpointer data;
  GPtrArray *tables;            /* owned UoisDemoTable */
  GHashTable *seeds;            /* owned: UoisDomain to json_object */
  const UoisDemoTable *persons; /* unowned; NULL until opened */
  guint64 rows;
  guint64 expected_rows;
};

static void
table_free (gpointer data)
{
  UoisDemoTable *table = data;

  g_free (table->values);
  g_free (table);
}

static void
seed_free (gpointer data)
{
  json_object_put (data);
}

UoisDemoOutput *
uois_demo_output_new (const UoisRegistry *registry,
                      const UoisDemoOptions *options,
                      UoisDemoSink sink,
                      gpointer data,
                      guint64 expected_rows)
{
  UoisDemoOutput *output = g_new0 (UoisDemoOutput, 1);

  output->registry = registry;
  output->options = options;
  output->sink = sink;
  output->data = data;
  output->expected_rows = MAX (expected_rows, 1);
  output->tables = g_ptr_array_new_with_free_func (table_free);
  output->seeds = g_hash_table_new_full (NULL, NULL, NULL, seed_free);
  return output;
}

void
uois_demo_output_free (UoisDemoOutput *output)
{
  g_ptr_array_unref (output->tables);
  g_hash_table_unref (output->seeds);
  g_free (output);
}

guint64
uois_demo_output_get_seed (const UoisDemoOutput *output)
{
  return output->options->seed;
}

/* People and groups are what every other domain refers to. */
static gboolean
is_wanted (const UoisDemoOutput *output, const UoisDomain *domain)
{
  const char *only = output->options->only;

  return only == NULL || strcmp (domain->name, only) == 0 || strcmp (domain->name, "ug") == 0;
}

static json_object *
seed_of_domain (UoisDemoOutput *output, const UoisDomain *domain)
{
  json_object *seed = g_hash_table_lookup (output->seeds, domain);
  json_tokener *tokener;

  if (seed != NULL || domain->seed == NULL)
    return seed;

  tokener = json_tokener_new ();
  seed = json_tokener_parse_ex (tokener, domain->seed, (int) domain->seed_length);
  json_tokener_free (tokener);
  if (seed != NULL)
    g_hash_table_insert (output->seeds, (gpointer) domain, seed);
  return seed;
}

static const char *
member_text (json_object *row, const char *name)
{
  json_object *member;

  return json_object_object_get_ex (row, name, &member) ? json_object_get_string (member) : NULL;
}

static gboolean
find_in_seed (json_object *seed, const char *table, const char *column, const char *text, UoisDemoItem *item)
{
  json_object *rows;

  if (!json_object_object_get_ex (seed, table, &rows))
    return FALSE;
  for (size_t i = 0; i < json_object_array_length (rows); i++)
    {
      json_object *row = json_object_array_get_idx (rows, i);
      const char *id = member_text (row, "id");

      if (id == NULL || g_strcmp0 (member_text (row, column), text) != 0)
        continue;
      item->is_known = uois_uuid_parse (id, strlen (id), &item->id);
      return item->is_known;
    }
  return FALSE;
}

UoisDemoItem
uois_demo_output_find (UoisDemoOutput *output, const char *table, const char *column, const char *text)
{
  const UoisType *type = uois_registry_find_table (output->registry, table);
  UoisDemoItem item = { .is_known = FALSE };
  const UoisDomain *const *domains;
  guint length;

  if (type == NULL || !is_wanted (output, type->domain) ||
      find_in_seed (seed_of_domain (output, type->domain), table, column, text, &item))
    return item;

  /* A domain may bring rows for the type lists of another. */
  domains = uois_registry_get_domains (output->registry, &length);
  for (guint i = 0; i < length; i++)
    if (is_wanted (output, domains[i]) &&
        find_in_seed (seed_of_domain (output, domains[i]), table, column, text, &item))
      break;
  return item;
}

/* A stream is written a millisecond per row: the ids are in the order of the rows and never equal. */
static UoisDateTime
moment_of_row (guint64 index)
{
  return uois_demo_calendar_entered () + (UoisDateTime) index * 1000;
}

void
uois_demo_output_get_id (const UoisDemoOutput *output, guint stream, guint64 index, UoisUuid *id)
{
  uois_demo_id (output->options->seed, stream, index, moment_of_row (index), id);
}

static guint
find_audit_column (const UoisType *type, const char *name, const char *other_name)
{
  const UoisColumn *column = uois_type_find_column (type, name);

  if (column == NULL && other_name != NULL)
    column = uois_type_find_column (type, other_name);
  return column != NULL ? column->index : 0;
}

static void
find_columns (UoisDemoTable *table, const char *const *names)
{
  const UoisType *type = table->type;

  for (guint i = 0; names[i] != NULL; i++)
    {
      const UoisColumn *column = uois_type_find_column (type, names[i]);

      g_assert (i < UOIS_DEMO_COLUMNS_MAX);
      if (column == NULL)
        continue;
      table->columns[i] = column->index;
      table->kinds[i] = column->kind;
    }

  table->created = find_audit_column (type, "created", NULL);
  table->lastchange = find_audit_column (type, "lastchange", NULL);
  table->createdby = find_audit_column (type, "createdby", "createdby_id");
  table->changedby = find_audit_column (type, "changedby", "changedby_id");
  table->rbacobject = find_audit_column (type, "rbacobject", "rbacobject_id");
}

UoisDemoTable *
uois_demo_table_open (UoisDemoOutput *output, const char *name, guint stream, const char *const *columns)
{
  UoisDemoTable *table = g_new0 (UoisDemoTable, 1);
  const UoisType *type = uois_registry_find_table (output->registry, name);

  table->output = output;
  table->stream = stream;
  g_ptr_array_add (output->tables, table);
  if (type == NULL || !is_wanted (output, type->domain))
    return table;

  table->type = type;
  table->values = g_new0 (UoisValue, type->columns.length);
  find_columns (table, columns);
  if (stream == UOIS_DEMO_STREAM_PERSON)
    output->persons = table;
  return table;
}

static void
set_value_uuid (UoisValue *value, const UoisDemoTable *target, guint64 index)
{
  value->kind = UOIS_VALUE_UUID;
  uois_demo_output_get_id (target->output, target->stream, index, &value->uuid);
}

static void
set_value_datetime (UoisValue *value, UoisDateTime datetime)
{
  value->kind = UOIS_VALUE_DATETIME;
  value->datetime = datetime;
}

/* Who entered the row when, and for every fourth row who changed it later. */
static void
fill_audit (UoisDemoTable *table)
{
  const UoisDemoOutput *output = table->output;
  UoisDateTime created = moment_of_row (table->rows);
  UoisDateTime changed = created;
  UoisDemoRandom random =
      uois_demo_random_at (output->options->seed, UOIS_DEMO_STREAM_AUDIT + table->stream, table->rows);
  guint64 decision = uois_demo_random_next (&random);
  gboolean is_changed = (decision & 3) == 0;
  /* The first people entered themselves: nobody was there before them. */
  guint64 known = table == output->persons ? MIN (table->rows + 1, UOIS_DEMO_ADMINISTRATORS) : UOIS_DEMO_ADMINISTRATORS;

  if (is_changed)
    changed += (UoisDateTime) ((decision >> 2) % (guint64) (uois_demo_calendar_today () - created));
  if (table->created != 0)
    set_value_datetime (&table->values[table->created], created);
  if (table->lastchange != 0)
    set_value_datetime (&table->values[table->lastchange], changed);
  if (output->persons == NULL)
    return;
  if (table->createdby != 0)
    set_value_uuid (&table->values[table->createdby], output->persons, decision % known);
  if (table->changedby != 0 && is_changed)
    set_value_uuid (&table->values[table->changedby], output->persons, (decision >> 8) % known);
}

UoisDemoRandom
uois_demo_table_random (const UoisDemoTable *table, guint64 index)
{
  return uois_demo_random_at (table->output->options->seed, UOIS_DEMO_STREAM_VALUE + table->stream, index);
}

void
uois_demo_table_begin (UoisDemoTable *table)
{
  if (table->type == NULL)
    return;

  memset (table->values, 0, sizeof (UoisValue) * table->type->columns.length);
  set_value_uuid (&table->values[0], table, table->rows);
  fill_audit (table);
}

static gboolean
look_around (UoisDemoOutput *output, const UoisType *type, GError **error)
{
  const UoisDemoOptions *options = output->options;

  if (options->cancelled != NULL && options->cancelled (output->data))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Making the demo data was cancelled.");
      return FALSE;
    }
  if (options->progress != NULL)
    options->progress (MIN (1.0, (double) output->rows / (double) output->expected_rows), type, output->data);
  return TRUE;
}

gboolean
uois_demo_table_end (UoisDemoTable *table, GError **error)
{
  UoisDemoOutput *output = table->output;

  table->rows++;
  if (table->type == NULL)
    return TRUE;
  if (output->rows++ % ROWS_PER_LOOK == 0 && !look_around (output, table->type, error))
    return FALSE;
  return output->sink (table->type, table->values, output->data, error);
}

void
uois_demo_set_text (UoisDemoTable *table, guint column, const char *text)
{
  if (text != NULL)
    uois_demo_set_text_n (table, column, text, strlen (text));
}

void
uois_demo_set_integer (UoisDemoTable *table, guint column, gint64 integer)
{
  UoisValue *value;

  if (table->type == NULL)
    return;
  value = &table->values[table->columns[column]];
  switch (table->kinds[column])
    {
    case UOIS_VALUE_INTEGER:
      value->kind = UOIS_VALUE_INTEGER;
      value->integer = integer;
      break;
    case UOIS_VALUE_REAL:
      value->kind = UOIS_VALUE_REAL;
      value->real = (double) integer;
      break;
    default:
      break;
    }
}

void
uois_demo_set_real (UoisDemoTable *table, guint column, double real)
{
  UoisValue *value;

  if (table->kinds[column] != UOIS_VALUE_REAL)
    return;
  value = &table->values[table->columns[column]];
  value->kind = UOIS_VALUE_REAL;
  value->real = real;
}

void
uois_demo_set_time (UoisDemoTable *table, guint column, UoisDateTime time)
{
  UoisValueKind kind = table->kinds[column];
  UoisValue *value;

  if (kind != UOIS_VALUE_DATETIME && kind != UOIS_VALUE_DATE)
    return;
  value = &table->values[table->columns[column]];
  value->kind = kind;
  value->datetime = kind == UOIS_VALUE_DATE ? time - time % UOIS_DEMO_DAY : time;
}

void
uois_demo_set_row (UoisDemoTable *table, guint column, const UoisDemoTable *target, guint64 index)
{
  if (table->kinds[column] == UOIS_VALUE_UUID && uois_demo_table_is_open (target))
    set_value_uuid (&table->values[table->columns[column]], target, index);
}

void
uois_demo_set_rbacobject (UoisDemoTable *table, const UoisDemoTable *target, guint64 index)
{
  if (table->rbacobject != 0 && uois_demo_table_is_open (target))
    set_value_uuid (&table->values[table->rbacobject], target, index);
}

void
uois_demo_set_createdby (UoisDemoTable *table, const UoisDemoTable *target, guint64 index)
{
  if (table->createdby != 0 && uois_demo_table_is_open (target))
    set_value_uuid (&table->values[table->createdby], target, index);
}
