/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/tree-private.h"

/* What holds for a record of a tree because it holds for something above; and for one that belongs to such records. */

typedef struct
{
  const UoisField *relation;
  UoisUuid id;
  guint limit;
} InheritedRequest;

/**
 * Gathering: what was found so far.
 * @seen: (element-type UoisUuid): the records in @places: one that holds for several reasons holds for the nearest
 */
typedef struct
{
  UoisFile *file;
  UoisStoreReader *reader;
  GCancellable *cancellable;
  guint limit;
  GPtrArray *places;
  GHashTable *seen;
} Gathering;

static void
append_place (Gathering *gathering, UoisRecord *record, const UoisField *relation, UoisRecord *from, UoisRecord *above)
{
  UoisTreePlace *place;

  if (gathering->places->len >= gathering->limit ||
      !g_hash_table_add (gathering->seen, g_memdup2 (&record->id, sizeof record->id)))
    return;
  place = g_new0 (UoisTreePlace, 1);
  place->record = uois_record_ref (record);
  place->path = g_strdup (from != NULL ? from->title : "");
  place->from = from != NULL ? uois_record_ref (from) : NULL;
  place->above = above != NULL ? uois_record_ref (above) : NULL;
  place->relation = relation;
  g_ptr_array_add (gathering->places, place);
}

/* Of @id, which is @from or the record itself. */
static gboolean
gather_related (Gathering *gathering,
                const UoisField *relation,
                const UoisUuid *id,
                UoisRecord *from,
                UoisRecord *above,
                GError **error)
{
  UoisListRequest list = { .type = relation->target, .relation = relation, .parent = *id };
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (gathering->places->len >= gathering->limit)
    return TRUE;
  rows = uois_file_list_rows (gathering->file, gathering->reader, &list, gathering->cancellable, error);
  if (rows == NULL)
    return FALSE;
  /* What is left out because it is there already does not fill the limit. */
  records = uois_file_fetch_rows (gathering->file, gathering->reader, relation->target, (const gint64 *) rows->data,
                                  MIN (rows->len, gathering->limit), relation->target->list_fields.items,
                                  relation->target->list_fields.length, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    append_place (gathering, g_ptr_array_index (records, i), relation, from, above);
  return records != NULL;
}

/* ---- In a tree ---- */

static gboolean
gather_from_above (
    Gathering *gathering, const UoisField *relation, const UoisUuid *id, UoisRecord *belongs_to, GError **error)
{
  g_autoptr (GPtrArray) ancestors =
      uois_tree_read_ancestors (gathering->file, gathering->reader, relation->owner, id, error);

  for (guint i = ancestors != NULL ? ancestors->len : 0; i > 0; i--)
    {
      UoisRecord *from = g_ptr_array_index (ancestors, i - 1);

      if (!gather_related (gathering, relation, &from->id, from, belongs_to, error))
        return FALSE;
    }
  return ancestors != NULL;
}

/* ---- Of what belongs to a tree ---- */

/* The fields of a link that tell what it leads to, and when. (element-type UoisField) */
static GPtrArray *
list_link_fields (const UoisType *type)
{
  const UoisType *link = type->belongs_by->target;
  const UoisColumn *const columns[] = { link->period_from, link->period_to, link->period_while };
  GPtrArray *fields = g_ptr_array_new ();

  g_ptr_array_add (fields, (gpointer) type->belongs_to);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (columns[i] != NULL && columns[i]->field != NULL)
      g_ptr_array_add (fields, (gpointer) columns[i]->field);
  return fields;
}

static gboolean
holds_now (const UoisRecord *link, GPtrArray *fields, UoisDateTime now)
{
  for (guint i = 1; i < link->n_fields; i++)
    {
      const UoisColumn *column = ((const UoisField *) g_ptr_array_index (fields, i))->column;
      const UoisValue *value = &link->values[i];

      if (value->kind == UOIS_VALUE_NULL)
        continue;
      if ((column == link->type->period_from && value->datetime > now) ||
          (column == link->type->period_to && value->datetime < now) ||
          (column == link->type->period_while && value->integer == 0))
        return FALSE;
    }
  return TRUE;
}

/* The records of the tree that @id belongs to now, without fields; those that are not in the file are left out. */
static GPtrArray *
read_belongings (Gathering *gathering, const UoisType *type, const UoisUuid *id, GError **error)
{
  UoisListRequest list = { .type = type->belongs_by->target, .relation = type->belongs_by, .parent = *id };
  g_autoptr (GArray) rows =
      uois_file_list_rows (gathering->file, gathering->reader, &list, gathering->cancellable, error);
  g_autoptr (GPtrArray) fields = list_link_fields (type);
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GPtrArray) belongings = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_record_unref);
  UoisDateTime now = uois_datetime_now ();

  if (rows == NULL)
    return NULL;
  links = uois_file_fetch_rows (gathering->file, gathering->reader, list.type, (const gint64 *) rows->data, rows->len,
                                (const UoisField *const *) fields->pdata, fields->len, error);
  if (links == NULL)
    return NULL;
  for (guint i = 0; i < links->len; i++)
    {
      const UoisRecord *link = g_ptr_array_index (links, i);
      UoisRecord *belonging;

      if (link->values[0].kind != UOIS_VALUE_UUID || link->dangling[0] || !holds_now (link, fields, now))
        continue;
      belonging = uois_tree_read_record (gathering->file, gathering->reader, type->belongs_to->target,
                                         &link->values[0].uuid, error);
      if (belonging == NULL)
        return NULL;
      g_ptr_array_add (belongings, belonging);
    }
  return g_steal_pointer (&belongings);
}

/* First what holds where it belongs, then what comes from above that. */
static gboolean
gather_from_tree (Gathering *gathering, const UoisField *own, const UoisUuid *id, GError **error)
{
  const UoisType *tree = own->owner->belongs_to->target;
  g_autoptr (GPtrArray) belongings = read_belongings (gathering, own->owner, id, error);

  if (belongings == NULL)
    return FALSE;
  for (guint above = 0; above < 2; above++)
    for (guint i = 0; i < belongings->len; i++)
      for (guint j = 0; j < tree->tree_inherited.length; j++)
        {
          const UoisField *relation = tree->tree_inherited.items[j];
          UoisRecord *belonging = g_ptr_array_index (belongings, i);

          if (relation->target != own->target)
            continue;
          if (!(above ? gather_from_above (gathering, relation, &belonging->id, belonging, error) :
                        gather_related (gathering, relation, &belonging->id, belonging, NULL, error)))
            return FALSE;
        }
  return TRUE;
}

/* ---- The job ---- */

static gpointer
inherited_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const InheritedRequest *request = data;
  const UoisField *relation = request->relation;
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func ((GDestroyNotify) uois_tree_place_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (uois_uuid_hash, uois_uuid_equal, g_free, NULL);
  Gathering gathering = { file, reader, cancellable, request->limit, places, seen };
  gboolean gathered = gather_related (&gathering, relation, &request->id, NULL, NULL, error);

  if (gathered && relation->owner->parent != NULL)
    gathered = gather_from_above (&gathering, relation, &request->id, NULL, error);
  if (gathered && relation->owner->belongs_to != NULL)
    gathered = gather_from_tree (&gathering, relation, &request->id, error);
  return gathered ? g_steal_pointer (&places) : NULL;
}

void
uois_file_list_inherited_async (UoisFile *file,
                                const UoisField *relation,
                                const UoisUuid *id,
                                guint limit,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  InheritedRequest request = { relation, *id, limit };

  g_return_if_fail (UOIS_IS_FILE (file));

  uois_file_run_async (file, uois_file_list_inherited_async, inherited_run, g_memdup2 (&request, sizeof request),
                       g_free, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
uois_file_list_inherited_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_list_inherited_async, result, error);
}

GPtrArray *
uois_file_list_inherited (UoisFile *file,
                          const UoisField *relation,
                          const UoisUuid *id,
                          guint limit,
                          GCancellable *cancellable,
                          GError **error)
{
  InheritedRequest request = { relation, *id, limit };

  g_return_val_if_fail (UOIS_IS_FILE (file), NULL);

  return uois_file_run (file, inherited_run, &request, cancellable, error);
}
