/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/filter-names.h"

#include "repo/draft-private.h"
#include "repo/present.h"
#include "repo/views.h"

char *
uois_file_name_value (
    UoisFile *file, UoisStoreReader *reader, const UoisField *field, const UoisValue *value, GError **error)
{
  const UoisType *target = uois_field_get_list_target (field);
  g_autoptr (GError) failure = NULL;
  char *title;

  if (target == NULL || value->kind != UOIS_VALUE_UUID)
    return uois_present_value (value, field->presentation);
  title = uois_file_read_title (file, reader, target, &value->uuid, &failure);
  if (title != NULL)
    return title;
  if (failure == NULL)
    return uois_uuid_to_string (&value->uuid);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static UoisListCondition *
name_condition (UoisFile *file, UoisStoreReader *reader, const UoisListCondition *condition, GError **error)
{
  g_auto (GStrv) texts = g_new0 (char *, condition->n_values + 1);

  for (guint i = 0; i < condition->n_values; i++)
    {
      texts[i] = uois_file_name_value (file, reader, condition->field, &condition->values[i], error);
      if (texts[i] == NULL)
        return NULL;
    }
  return uois_list_condition_new (condition->field, condition->compare, condition->values, condition->n_values,
                                  (const char *const *) texts);
}

UoisListFilter *
uois_file_name_filter (UoisFile *file, UoisStoreReader *reader, UoisListFilter *filter, GError **error)
{
  g_autoptr (UoisListFilter) named = uois_list_filter_ref (filter);

  for (guint i = 0; i < filter->n_conditions; i++)
    {
      const UoisListCondition *condition = filter->conditions[i];
      g_autoptr (UoisListCondition) better = NULL;
      UoisListFilter *next;

      if (condition->field == NULL || uois_field_get_list_target (condition->field) == NULL)
        continue;
      better = name_condition (file, reader, condition, error);
      if (better == NULL)
        return NULL;
      next = uois_list_filter_replace (named, i, better);
      uois_list_filter_unref (named);
      named = next;
    }
  return g_steal_pointer (&named);
}

static gpointer
name_run (UoisFile *file, UoisStoreReader *reader, gpointer filter, GCancellable *cancellable, GError **error)
{
  return uois_file_name_filter (file, reader, filter, error);
}

void
uois_file_name_filter_async (
    UoisFile *file, UoisListFilter *filter, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (UOIS_IS_FILE (file) && filter != NULL);

  uois_file_run_async (file, uois_file_name_filter_async, name_run, uois_list_filter_ref (filter),
                       (GDestroyNotify) uois_list_filter_unref, (GDestroyNotify) uois_list_filter_unref, cancellable,
                       callback, user_data);
}

UoisListFilter *
uois_file_name_filter_finish (UoisFile *file, GAsyncResult *result, GError **error)
{
  return uois_file_run_finish (file, uois_file_name_filter_async, result, error);
}
