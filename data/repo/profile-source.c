/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/profile-source.h"

/* A compiled row request and the account of it. */
typedef struct
{
  UoisProfileSource *source;
  UoisGqlRows *inner;
  UoisProfileItem *item;
  gboolean is_running;
  gint64 started;
} ProfileRows;

#define ROWS(rows) ((ProfileRows *) (rows))
#define INNER(rows) (ROWS (rows)->source->inner->interface)

static UoisProfileItem *
add_item (UoisProfileSource *source)
{
  UoisProfileItem *item = g_new0 (UoisProfileItem, 1);

  g_ptr_array_add (source->profile->items, item);
  return item;
}

static void
start (UoisProfileSource *source, UoisProfileItem *item)
{
  item->runs++;
  g_ptr_array_add (source->running, item);
}

static void
stop (UoisProfileSource *source, UoisProfileItem *item, gint64 started)
{
  gint64 time = g_get_monotonic_time () - started;

  item->total += time;
  g_ptr_array_remove_index (source->running, source->running->len - 1);
  if (source->running->len > 0)
    ((UoisProfileItem *) source->running->pdata[source->running->len - 1])->below += time;
}

/* ---- Reading ---- */

static gboolean
profile_begin (UoisGqlSource *source, GError **error)
{
  UoisProfileSource *self = (UoisProfileSource *) source;

  if (!self->begun)
    self->profile->planning = g_get_monotonic_time () - self->started;
  self->begun = TRUE;
  return self->inner->interface->begin (self->inner, error);
}

static void
profile_end (UoisGqlSource *source)
{
  UoisProfileSource *self = (UoisProfileSource *) source;

  self->inner->interface->end (self->inner);
}

static UoisGqlRows *
profile_compile (UoisGqlSource *source, const UoisSelect *select, GError **error)
{
  UoisProfileSource *self = (UoisProfileSource *) source;
  UoisGqlRows *inner = self->inner->interface->compile (self->inner, select, error);
  ProfileRows *rows;

  if (inner == NULL)
    return NULL;
  rows = g_new0 (ProfileRows, 1);
  rows->source = self;
  rows->inner = inner;
  rows->item = add_item (self);
  g_ptr_array_add (self->rows, rows);
  return (UoisGqlRows *) rows;
}

static void
profile_note (UoisGqlRows *rows, const char *type, const char *field)
{
  g_free (ROWS (rows)->item->field);
  ROWS (rows)->item->field = g_strdup_printf ("%s.%s", type, field);
}

static void
profile_release (UoisGqlSource *source, UoisGqlRows *rows)
{
  UoisProfileSource *self = (UoisProfileSource *) source;

  self->inner->interface->release (self->inner, ROWS (rows)->inner);
  g_ptr_array_remove (self->rows, rows);
}

static void
profile_bind (UoisGqlRows *rows, guint index, const UoisValue *value)
{
  INNER (rows)->bind (ROWS (rows)->inner, index, value);
}

static void
profile_bind_uuid (UoisGqlRows *rows, guint index, const UoisUuid *uuid)
{
  INNER (rows)->bind_uuid (ROWS (rows)->inner, index, uuid);
}

static int
profile_step (UoisGqlRows *rows, GError **error)
{
  ProfileRows *self = ROWS (rows);
  int step;

  if (!self->is_running)
    {
      self->is_running = TRUE;
      self->started = g_get_monotonic_time ();
      start (self->source, self->item);
    }
  step = INNER (rows)->step (self->inner, error);
  if (step == 1)
    self->item->rows++;
  return step;
}

static void
profile_reset (UoisGqlRows *rows)
{
  ProfileRows *self = ROWS (rows);

  INNER (rows)->reset (self->inner);
  if (self->is_running)
    stop (self->source, self->item, self->started);
  self->is_running = FALSE;
}

static gboolean
profile_is_null (UoisGqlRows *rows, guint index)
{
  return INNER (rows)->is_null (ROWS (rows)->inner, index);
}

static gint64
profile_get_integer (UoisGqlRows *rows, guint index)
{
  return INNER (rows)->get_integer (ROWS (rows)->inner, index);
}

static double
profile_get_real (UoisGqlRows *rows, guint index)
{
  return INNER (rows)->get_real (ROWS (rows)->inner, index);
}

static const char *
profile_get_text (UoisGqlRows *rows, guint index, gsize *length)
{
  return INNER (rows)->get_text (ROWS (rows)->inner, index, length);
}

static const UoisUuid *
profile_get_uuid (UoisGqlRows *rows, guint index)
{
  return INNER (rows)->get_uuid (ROWS (rows)->inner, index);
}

/* The account of a scalar query. */
static UoisProfileItem *
find_value (UoisProfileSource *source, const char *sql)
{
  UoisProfileItem *item;

  for (guint i = 0; i < source->profile->items->len; i++)
    {
      item = source->profile->items->pdata[i];
      if (g_strcmp0 (item->sql, sql) == 0)
        return item;
    }
  item = add_item (source);
  item->sql = g_strdup (sql);
  return item;
}

static gboolean
profile_get_value (UoisGqlSource *source,
                   const char *sql,
                   UoisValueKind kind,
                   const char *const *names,
                   const UoisValue *values,
                   UoisValue *result,
                   GError **error)
{
  UoisProfileSource *self = (UoisProfileSource *) source;
  UoisProfileItem *item = find_value (self, sql);
  gint64 started = g_get_monotonic_time ();
  gboolean done;

  start (self, item);
  done = self->inner->interface->get_value (self->inner, sql, kind, names, values, result, error);
  stop (self, item, started);
  item->rows += done && result->kind != UOIS_VALUE_NULL;
  return done;
}

static gboolean
profile_get_me (UoisGqlSource *source, UoisUuid *me)
{
  UoisProfileSource *self = (UoisProfileSource *) source;

  return self->inner->interface->get_me (self->inner, me);
}

static const UoisGqlSourceInterface source_interface = {
  .begin = profile_begin,
  .end = profile_end,
  .compile = profile_compile,
  .note = profile_note,
  .release = profile_release,
  .bind = profile_bind,
  .bind_uuid = profile_bind_uuid,
  .step = profile_step,
  .reset = profile_reset,
  .is_null = profile_is_null,
  .get_integer = profile_get_integer,
  .get_real = profile_get_real,
  .get_text = profile_get_text,
  .get_uuid = profile_get_uuid,
  .get_value = profile_get_value,
  .get_me = profile_get_me,
};

/* ---- Changing ---- */

static gboolean
profile_apply (UoisGqlWriter *writer,
               const UoisOperation *operation,
               const UoisValue *values,
               UoisGqlMutationResult *result,
               GError **error)
{
  UoisProfileSource *source = ((UoisProfileWriter *) writer)->source;
  UoisProfileItem *item = add_item (source);
  gint64 started = g_get_monotonic_time ();
  gboolean done;

  item->field = g_strconcat ("Mutation.", operation->field->name, NULL);
  start (source, item);
  done = source->inner_writer->interface->apply (source->inner_writer, operation, values, result, error);
  stop (source, item, started);
  return done;
}

static const UoisGqlWriterInterface writer_interface = {
  .apply = profile_apply,
};

void
uois_profile_source_init (UoisProfileSource *source,
                          UoisReaderSource *inner,
                          UoisGqlWriter *inner_writer,
                          UoisProfile *profile)
{
  *source = (UoisProfileSource){
    .source = { &source_interface },
    .changes = { { &writer_interface }, source },
    .inner = &inner->source,
    .inner_writer = inner_writer,
    .profile = profile,
    .rows = g_ptr_array_new_with_free_func (g_free),
    .running = g_ptr_array_new (),
    .started = g_get_monotonic_time (),
  };
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const UoisProfileItem *first = *(UoisProfileItem *const *) a;
  const UoisProfileItem *second = *(UoisProfileItem *const *) b;

  return (first->total < second->total) - (first->total > second->total);
}

void
uois_profile_source_finish (UoisProfileSource *source)
{
  UoisProfile *profile = source->profile;

  profile->duration = g_get_monotonic_time () - source->started;
  if (!source->begun)
    profile->planning = profile->duration;
  for (guint i = 0; i < source->rows->len; i++)
    {
      ProfileRows *rows = source->rows->pdata[i];
      UoisStoreStatement *statement = (UoisStoreStatement *) rows->inner;

      rows->item->sql = g_strdup (uois_store_statement_get_sql (statement));
      rows->item->plan = uois_store_statement_explain (statement);
    }
  g_ptr_array_sort (profile->items, compare_items);
}

void
uois_profile_source_clear (UoisProfileSource *source)
{
  g_ptr_array_unref (source->rows);
  g_ptr_array_unref (source->running);
}
