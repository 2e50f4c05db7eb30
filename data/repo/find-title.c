/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/find-title.h"

#include "base/text.h"
#include "repo/list-find.h"
#include "repo/views.h"

/* Records whose titles are read in one go. */
#define CHUNK 500
/* Up to so many records all titles are looked at. */
#define FEW_RECORDS 5000

typedef struct
{
  UoisUuid id;
  guint n_found;
} Found;

/**
 * UoisTitleFinder:
 * @known: (element-type utf8 Found): by table and title
 */
struct _UoisTitleFinder
{
  UoisFile *file;
  UoisStoreReader *reader;
  GCancellable *cancellable;
  GHashTable *known;
};

UoisTitleFinder *
uois_title_finder_new (UoisFile *file, UoisStoreReader *reader, GCancellable *cancellable)
{
  UoisTitleFinder *finder = g_new0 (UoisTitleFinder, 1);

  finder->file = file;
  finder->reader = reader;
  finder->cancellable = cancellable;
  finder->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return finder;
}

void
uois_title_finder_free (UoisTitleFinder *finder)
{
  g_hash_table_unref (finder->known);
  g_free (finder);
}

/* Of the records that have the words those that have the title; exact ones put the others aside. */
typedef struct
{
  const char *title;
  char *folded;
  Found exact;
  Found alike;
} Comparison;

static void
compare_record (Comparison *comparison, const UoisRecord *record)
{
  g_autofree char *folded = uois_text_fold (record->title, -1);
  Found *found = g_str_equal (record->title, comparison->title) ? &comparison->exact : &comparison->alike;

  if (!g_str_equal (folded, comparison->folded))
    return;
  found->id = record->id;
  found->n_found++;
}

static gboolean
compare_rows (UoisTitleFinder *finder, const UoisType *type, GArray *rows, Comparison *comparison, GError **error)
{
  for (guint i = 0; i < rows->len; i += CHUNK)
    {
      g_autoptr (GPtrArray) records =
          uois_file_fetch_rows (finder->file, finder->reader, type, &g_array_index (rows, gint64, i),
                                MIN (CHUNK, rows->len - i), NULL, 0, error);

      if (records == NULL)
        return FALSE;
      for (guint j = 0; j < records->len; j++)
        if (records->pdata[j] != NULL)
          compare_record (comparison, records->pdata[j]);
    }
  return TRUE;
}

static gboolean
compare_list (UoisTitleFinder *finder, const UoisListRequest *request, Comparison *comparison, GError **error)
{
  g_autoptr (GArray) rows = uois_file_list_rows (finder->file, finder->reader, request, finder->cancellable, error);

  if (rows == NULL)
    return FALSE;
  return (request->search == NULL && rows->len > FEW_RECORDS) ||
         compare_rows (finder, request->type, rows, comparison, error);
}

/* Titles can have words that the search does not know: of what is referred to. */
static gboolean
look_up (UoisTitleFinder *finder, const UoisType *type, const char *title, Found *found, GError **error)
{
  g_autofree char *folded = uois_text_fold (title, -1);
  Comparison comparison = { .title = title, .folded = folded };

  if (uois_search_has_words (title) &&
      !compare_list (finder, &(UoisListRequest){ .type = type, .search = title }, &comparison, error))
    return FALSE;
  if (comparison.exact.n_found + comparison.alike.n_found == 0 &&
      !compare_list (finder, &(UoisListRequest){ .type = type }, &comparison, error))
    return FALSE;
  *found = comparison.exact.n_found > 0 ? comparison.exact : comparison.alike;
  return TRUE;
}

gboolean
uois_title_finder_find (
    UoisTitleFinder *finder, const UoisType *type, const char *title, UoisUuid *id, guint *n_found, GError **error)
{
  g_autofree char *key = g_strconcat (type->table, "\n", title, NULL);
  Found *found = g_hash_table_lookup (finder->known, key);

  if (found == NULL)
    {
      Found fresh = { 0 };

      if (!look_up (finder, type, title, &fresh, error))
        return FALSE;
      found = g_memdup2 (&fresh, sizeof fresh);
      g_hash_table_insert (finder->known, g_steal_pointer (&key), found);
    }
  *id = found->id;
  *n_found = found->n_found;
  return TRUE;
}

/* ---- One ---- */

typedef struct
{
  const UoisType *type;
  const char *title;
  UoisUuid *id;
  guint *n_found;
} FindRequest;

static gpointer
find_run (UoisFile *file, UoisStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const FindRequest *request = data;
  g_autoptr (UoisTitleFinder) finder = uois_title_finder_new (file, reader, cancellable);

  return GINT_TO_POINTER (
      uois_title_finder_find (finder, request->type, request->title, request->id, request->n_found, error));
}

gboolean
uois_file_find_by_title (UoisFile *file,
                         const UoisType *type,
                         const char *title,
                         UoisUuid *id,
                         guint *n_found,
                         GCancellable *cancellable,
                         GError **error)
{
  FindRequest request = { type, title, id, n_found };

  g_return_val_if_fail (UOIS_IS_FILE (file), FALSE);

  return uois_file_run (file, find_run, &request, cancellable, error) != NULL;
}
