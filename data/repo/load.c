/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/file-private.h"
#include "repo/load-report.h"
#include "repo/uuid-map.h"

#include <glib/gi18n-lib.h>

/* How many rows go by between two looks at progress and cancellation. */
#define ROWS_PER_LOOK 1024

/* ---- Sources: the lists of one or several seed files ---- */

typedef struct
{
  const UoisSeedFile *file;
  const UoisSeedTable *table;
  UoisLoadReport *report; /* owned by the load */
} Source;

/* What is known of a table's rows during the load. */
typedef struct
{
  const UoisType *type;
  UoisLoadReport *report;  /* of the list from which rows come */
  UoisUuidMap ids;         /* number of the row in the file, per id */
  UoisUuidMap *references; /* per column: how many stored rows refer to an id, for references that are not enforced */
} LoadTable;

typedef struct
{
  GPtrArray *files;   /* owned UoisSeedFile */
  GArray *sources;    /* Source, parents first */
  GPtrArray *reports; /* owned UoisLoadReport, in the order of the files */
  GHashTable *tables; /* UoisType -> owned LoadTable */
  UoisProgress progress;
  gpointer progress_data;
  UoisDateTime now;
  gboolean strict; /* every row must be stored */
  gsize length;    /* of all texts */
  gsize done;      /* of the lists before */
} Load;

static void
load_table_free (gpointer data)
{
  LoadTable *table = data;

  for (guint i = 0; i < table->type->columns.length; i++)
    uois_uuid_map_clear (&table->references[i]);
  g_free (table->references);
  uois_uuid_map_clear (&table->ids);
  g_free (table);
}

static void
load_init (Load *load)
{
  *load = (Load){ 0 };
  load->files = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_seed_file_free);
  load->sources = g_array_new (FALSE, FALSE, sizeof (Source));
  load->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_load_report_free);
  load->tables = g_hash_table_new_full (NULL, NULL, NULL, load_table_free);
  load->now = uois_datetime_now ();
}

static void
load_clear (Load *load)
{
  g_clear_pointer (&load->tables, g_hash_table_unref);
  g_clear_pointer (&load->reports, g_ptr_array_unref);
  g_clear_pointer (&load->sources, g_array_unref);
  g_clear_pointer (&load->files, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Load, load_clear)

static LoadTable *
get_table (Load *load, const UoisType *type, UoisLoadReport *report)
{
  LoadTable *table = g_hash_table_lookup (load->tables, type);

  if (table == NULL)
    {
      table = g_new0 (LoadTable, 1);
      table->type = type;
      table->report = report;
      table->references = g_new0 (UoisUuidMap, type->columns.length);
      g_hash_table_insert (load->tables, (gpointer) type, table);
    }
  return table;
}

static gboolean
is_table (const char *key, gpointer registry)
{
  return uois_registry_find_table (registry, key) != NULL;
}

/* A key that a file has twice is one table of the report. */
static UoisLoadReport *
get_report (Load *load, const char *name, const UoisType *type)
{
  UoisLoadReport *report;

  for (guint i = 0; i < load->reports->len; i++)
    {
      report = g_ptr_array_index (load->reports, i);
      if (g_str_equal (report->table->name, name))
        return report;
    }
  report = uois_load_report_new (name, type);
  g_ptr_array_add (load->reports, report);
  return report;
}

static void
add_source (Load *load, UoisRegistry *registry, const UoisSeedFile *file, const UoisSeedTable *table)
{
  const UoisType *type = uois_registry_find_table (registry, table->name);
  Source source = { file, table, get_report (load, table->name, type) };

  source.report->table->rows += table->n_rows;
  if (type != NULL)
    g_array_append_val (load->sources, source);
  else if (table->n_rows > 0)
    uois_load_report_reject (source.report, &(UoisSeedFault){ .kind = UOIS_SEED_NO_TABLE }, 1, table->n_rows);
}

static gboolean
add_file (Load *load, UoisRegistry *registry, const char *text, gsize length, const char *name, GError **error)
{
  UoisSeedFile *file = uois_seed_file_new (text, length, name, is_table, registry, error);

  if (file == NULL)
    return FALSE;
  g_ptr_array_add (load->files, file);
  load->length += length;
  for (guint i = 0; i < file->tables->len; i++)
    add_source (load, registry, file, g_ptr_array_index (file->tables, i));
  for (guint i = 0; i < file->ignored->len; i++)
    {
      const char *key = g_ptr_array_index (file->ignored, i);
      UoisLoadReport *report = get_report (load, key, NULL);

      g_ptr_array_add (report->table->notes, g_strdup (_ ("This is no list of rows and was left out.")));
    }
  return TRUE;
}

/* Parents first, so that rows lie in the file as they are referred to. */
static void
sort_sources (Load *load, UoisRegistry *registry)
{
  g_autoptr (GArray) sorted = g_array_sized_new (FALSE, FALSE, sizeof (Source), load->sources->len);
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (registry, &n_tables);

  for (guint i = 0; i < n_tables; i++)
    for (guint j = 0; j < load->sources->len; j++)
      {
        const Source *source = &g_array_index (load->sources, Source, j);

        if (source->report->table->type == tables[i])
          g_array_append_vals (sorted, source, 1);
      }
  g_array_unref (load->sources);
  load->sources = g_steal_pointer (&sorted);
}

/* ---- Rows ---- */

static gboolean
look (Load *load, const Source *source, gsize position, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (load->progress != NULL)
    load->progress (load->length == 0 ? 1 : MIN (1, (double) (load->done + position) / (double) load->length),
                    uois_type_get_label_many (source->report->table->type), load->progress_data);
  return TRUE;
}

static gboolean
is_soft_reference (const UoisColumn *column)
{
  return column->target != NULL && column->target->table != NULL && !column->enforced;
}

static void
count_references (LoadTable *table, const UoisValue *values)
{
  for (guint i = 0; i < table->type->columns.length; i++)
    if (values[i].kind == UOIS_VALUE_UUID && is_soft_reference (table->type->columns.items[i]))
      uois_uuid_map_add (&table->references[i], &values[i].uuid);
}

static void
reject_twice (const Source *source, const UoisUuid *id, guint64 number)
{
  g_autofree char *text = uois_uuid_to_string (id);

  uois_load_report_reject (source->report, &(UoisSeedFault){ .kind = UOIS_SEED_TWICE, .value = text }, number, 1);
}

/* A row that does not say when it came gets the present, as from the servers' databases: without its last change a record
 * could never be changed. */
static void
stamp (const UoisType *type, UoisValue *values, UoisDateTime now)
{
  for (guint i = 0; i < type->columns.length; i++)
    {
      const UoisColumn *column = type->columns.items[i];

      if (column->audit && column->kind == UOIS_VALUE_DATETIME && values[i].kind == UOIS_VALUE_NULL)
        uois_value_set_datetime (&values[i], now);
    }
}

static gboolean
load_row (UoisStoreUnit *unit,
          const Source *source,
          LoadTable *table,
          UoisSeedRows *rows,
          guint64 number,
          UoisDateTime now,
          GError **error)
{
  const UoisUuid *id = &rows->values[0].uuid;
  g_autoptr (GError) failure = NULL;

  if (uois_uuid_map_get (&table->ids, id) != 0)
    {
      reject_twice (source, id, number);
      return TRUE;
    }
  uois_uuid_map_set (&table->ids, id, (guint) MIN (number, G_MAXUINT));
  stamp (table->type, rows->values, now);

  if (uois_store_unit_insert (unit, table->type, rows->values, &failure))
    {
      source->report->table->stored++;
      uois_seed_rows_keep (rows);
      count_references (table, rows->values);
    }
  else if (g_error_matches (failure, UOIS_ERROR, UOIS_ERROR_DUPLICATE))
    source->report->table->present++;
  else
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static gboolean
load_source (Load *load, UoisStoreUnit *unit, const Source *source, GCancellable *cancellable, GError **error)
{
  UoisLoadTable *result = source->report->table;
  LoadTable *table = get_table (load, result->type, source->report);
  /* The rows of the same key before this list. */
  guint64 before = result->stored + result->present + result->rejected;
  g_autoptr (UoisSeedRows) rows = uois_seed_rows_new (source->file, source->table, result->type);
  UoisSeedStep step;

  if (!look (load, source, 0, cancellable, error))
    return FALSE;
  while ((step = uois_seed_rows_next (rows)) != UOIS_SEED_END)
    {
      if (step == UOIS_SEED_FAULTY)
        uois_load_report_reject (source->report, &rows->fault, before + rows->number, 1);
      else if (!load_row (unit, source, table, rows, before + rows->number, load->now, error))
        return FALSE;
      if (rows->number % ROWS_PER_LOOK == 0 &&
          !look (load, source, (gsize) (rows->position - source->table->rows), cancellable, error))
        return FALSE;
    }
  if (rows->position != NULL)
    load->done += (gsize) (rows->position - source->table->rows);
  uois_seed_rows_describe (rows, result->notes);
  return TRUE;
}

/* ---- References ---- */

static void
on_rejected (const UoisType *type, const UoisUuid *id, const UoisColumn *column, const UoisUuid *target, gpointer data)
{
  Load *load = data;
  LoadTable *table = g_hash_table_lookup (load->tables, type);
  UoisSeedFault fault = { .kind = UOIS_SEED_BAD_REFERENCE, .key = column->name, .column = column };

  g_return_if_fail (table != NULL);

  fault.value = uois_uuid_to_string (target);
  uois_load_report_take_back (table->report, &fault, uois_uuid_map_get (&table->ids, id));
  g_free (fault.value);
}

static gboolean
note_dangling (UoisStoreUnit *unit, LoadTable *table, const UoisColumn *column, GError **error)
{
  const UoisUuidMap *map = &table->references[column->index];
  const UoisUuid *example = NULL;
  gulong n_rows = 0;
  g_autofree char *text = NULL;

  for (gsize i = 0; i < map->capacity; i++)
    {
      const UoisUuidEntry *entry = &map->entries[i];
      gboolean exists = TRUE;

      if (entry->count != 0 && !uois_store_unit_exists (unit, column->target, &entry->uuid, &exists, error))
        return FALSE;
      if (exists)
        continue;
      n_rows += entry->count;
      if (example == NULL || uois_uuid_compare (&entry->uuid, example) < 0)
        example = &entry->uuid;
    }
  if (example == NULL)
    return TRUE;

  text = uois_uuid_to_string (example);
  g_ptr_array_add (
      table->report->table->notes,
      g_strdup_printf (
          ngettext ("“%s” refers in %lu row to a record of “%s” that is not in this file (%s); it was kept as it is.",
                    "“%s” refers in %lu rows to records of “%s” that are not in this file (%s, for example); they were "
                    "kept as they are.",
                    n_rows),
          column->name, n_rows, column->target->table, text));
  return TRUE;
}

static gboolean
note_all_dangling (Load *load, UoisStoreUnit *unit, GError **error)
{
  GHashTableIter iter;
  LoadTable *table;

  g_hash_table_iter_init (&iter, load->tables);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &table))
    for (guint i = 0; i < table->type->columns.length; i++)
      if (!note_dangling (unit, table, table->type->columns.items[i], error))
        return FALSE;
  return TRUE;
}

/* ---- The unit of work ---- */

/* The type lists are part of the program: what cannot be stored of them is its fault, not the person's. */
static gboolean
check_complete (Load *load, GError **error)
{
  for (guint i = 0; i < load->reports->len; i++)
    {
      UoisLoadReport *report = g_ptr_array_index (load->reports, i);

      if (report->table->rejected > 0)
        {
          UoisLoadTable *table = uois_load_report_finish (report);

          g_set_error (error, UOIS_ERROR, UOIS_ERROR_INTERNAL,
                       /* Translators: a table, then a sentence that says why. */
                       _ ("The type list “%s” of this program is faulty; please report it. %s"), table->name,
                       (const char *) g_ptr_array_index (table->reasons, 0));
          uois_load_table_free (table);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
load_job (UoisStoreUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Load *load = data;

  uois_store_unit_begin_bulk (unit, on_rejected, load);
  for (guint i = 0; i < load->sources->len; i++)
    if (!load_source (load, unit, &g_array_index (load->sources, Source, i), cancellable, error))
      return FALSE;
  if (!uois_store_unit_end_bulk (unit, error))
    return FALSE;
  return load->strict ? check_complete (load, error) : note_all_dangling (load, unit, error);
}

static gboolean
load_write (Load *load, UoisFile *file, const char *label, GCancellable *cancellable, GError **error)
{
  UoisUuid person;
  gboolean has_person = uois_file_get_person (file, &person);

  sort_sources (load, file->registry);
  return uois_store_write (file->store, UOIS_ORIGIN_LOAD, label, has_person ? &person : NULL, load_job, load,
                           cancellable, error);
}

GPtrArray *
uois_file_load (UoisFile *file,
                const char *text,
                gsize length,
                const char *name,
                UoisProgress progress,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  g_auto (Load) load = { 0 };
  g_autofree char *label = NULL;
  GPtrArray *tables;
  gboolean stored;

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  load_init (&load);
  load.progress = progress;
  load.progress_data = data;
  if (!add_file (&load, file->registry, text, length, name, error) || !uois_file_enter (file, error))
    return NULL;

  /* Translators: the name of a step that can be undone; a file name. */
  label = g_strdup_printf (_ ("Load “%s”"), name);
  stored = load_write (&load, file, label, cancellable, error);
  uois_file_leave (file);
  if (!stored)
    return NULL;

  tables = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_load_table_free);
  for (guint i = 0; i < load.reports->len; i++)
    g_ptr_array_add (tables, uois_load_report_finish (g_ptr_array_index (load.reports, i)));
  return tables;
}

gboolean
uois_file_load_seed (UoisFile *file, GCancellable *cancellable, GError **error)
{
  g_auto (Load) load = { 0 };
  guint n_domains;
  const UoisDomain *const *domains;
  gboolean stored;

  g_return_val_if_fail (UOIS_IS_FILE (file), FALSE);

  load_init (&load);
  load.strict = TRUE;
  domains = uois_registry_get_domains (file->registry, &n_domains);
  for (guint i = 0; i < n_domains; i++)
    if (domains[i]->seed != NULL &&
        !add_file (&load, file->registry, domains[i]->seed, domains[i]->seed_length, domains[i]->name, error))
      return FALSE;

  if (!uois_file_enter (file, error))
    return FALSE;
  stored = load_write (&load, file, _ ("Load type lists"), cancellable, error);
  uois_file_leave (file);
  return stored;
}
