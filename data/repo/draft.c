/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "repo/draft-private.h"
#include "repo/literal.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (UoisDraft, uois_draft, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- Rows ---- */

GArray *
uois_row_new (const UoisType *type)
{
  GArray *row = g_array_sized_new (FALSE, TRUE, sizeof (UoisValue), type->columns.length);

  g_array_set_clear_func (row, (GDestroyNotify) uois_value_clear);
  g_array_set_size (row, type->columns.length);
  return row;
}

GArray *
uois_row_copy (const UoisType *type, GArray *row)
{
  GArray *copy = uois_row_new (type);

  for (guint i = 0; i < type->columns.length; i++)
    uois_value_copy (&g_array_index (copy, UoisValue, i), &g_array_index (row, UoisValue, i));
  return copy;
}

/* ---- Making ---- */

static void
uois_draft_finalize (GObject *object)
{
  UoisDraft *draft = UOIS_DRAFT (object);

  for (guint i = 0; i < draft->type->columns.length; i++)
    g_free (draft->texts[i]);
  g_free (draft->texts);
  g_array_unref (draft->baseline);
  g_array_unref (draft->values);
  uois_registry_unref (draft->registry);
  G_OBJECT_CLASS (uois_draft_parent_class)->finalize (object);
}

static void
uois_draft_class_init (UoisDraftClass *class)
{
  G_OBJECT_CLASS (class)->finalize = uois_draft_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", UOIS_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
uois_draft_init (UoisDraft *draft)
{
}

UoisDraft *
uois_draft_new_empty (UoisRegistry *registry, const UoisType *type)
{
  UoisDraft *draft = g_object_new (UOIS_TYPE_DRAFT, NULL);

  draft->registry = uois_registry_ref (registry);
  draft->type = type;
  draft->is_new = TRUE;
  draft->baseline = uois_row_new (type);
  draft->values = uois_row_new (type);
  draft->texts = g_new0 (char *, type->columns.length);
  return draft;
}

/* What a new record starts with is nothing that a person changed. */
static void
settle (UoisDraft *draft)
{
  g_array_unref (draft->baseline);
  draft->baseline = uois_row_copy (draft->type, draft->values);
}

static void
set_fresh_id (UoisDraft *draft)
{
  UoisUuid id;

  uois_uuid_generate (&id);
  uois_value_set_uuid (&g_array_index (draft->values, UoisValue, 0), &id);
}

static UoisDraft *
new_with_defaults (UoisRegistry *registry, const UoisType *type)
{
  UoisDraft *draft = uois_draft_new_empty (registry, type);

  set_fresh_id (draft);
  for (guint i = 1; i < type->columns.length; i++)
    uois_literal_parse_as (type->columns.items[i]->default_text, type->columns.items[i]->kind,
                           &g_array_index (draft->values, UoisValue, i));
  return draft;
}

UoisDraft *
uois_draft_new (UoisRegistry *registry, const UoisType *type)
{
  UoisDraft *draft;

  g_return_val_if_fail (registry != NULL && type != NULL && type->table != NULL, NULL);

  draft = new_with_defaults (registry, type);
  settle (draft);
  return draft;
}

UoisDraft *
uois_draft_new_related (UoisRegistry *registry, const UoisField *relation, const UoisUuid *parent)
{
  UoisDraft *draft;

  g_return_val_if_fail (relation->kind == UOIS_FIELD_MANY || relation->kind == UOIS_FIELD_THROUGH, NULL);

  draft = new_with_defaults (registry, relation->column->type);
  uois_value_set_uuid (UOIS_ROW_VALUE (draft->values, relation->column), parent);
  settle (draft);
  return draft;
}

UoisDraft *
uois_draft_new_of_row (UoisRegistry *registry, const UoisType *type, GArray *row)
{
  UoisDraft *draft = uois_draft_new_empty (registry, type);

  draft->is_new = FALSE;
  g_array_unref (draft->values);
  draft->values = uois_row_copy (type, row);
  settle (draft);
  return draft;
}

/* What tells records apart is not copied; of a key of several columns, one that differs makes all of it differ. */
static gboolean
tells_apart (const UoisColumn *column, GPtrArray *keys)
{
  UoisPresentation presentation = column->field != NULL ? column->field->presentation : UOIS_PRESENT_PLAIN;

  for (guint i = 0; i < keys->len; i++)
    {
      GPtrArray *key = g_ptr_array_index (keys, i);

      if (g_ptr_array_index (key, key->len - 1) == column)
        return TRUE;
    }
  return presentation == UOIS_PRESENT_EMAIL || presentation == UOIS_PRESENT_PERSONAL_NUMBER;
}

UoisDraft *
uois_draft_duplicate (UoisDraft *draft)
{
  UoisDraft *duplicate;
  g_autoptr (GPtrArray) keys = NULL;

  g_return_val_if_fail (UOIS_IS_DRAFT (draft), NULL);

  duplicate = uois_draft_new_empty (draft->registry, draft->type);
  keys = uois_type_list_keys (draft->registry, draft->type);
  set_fresh_id (duplicate);
  for (guint i = 1; i < draft->type->columns.length; i++)
    {
      const UoisColumn *column = draft->type->columns.items[i];
      gboolean of_history = column->audit != UOIS_AUDIT_NONE && column->audit != UOIS_AUDIT_RBACOBJECT;

      if (!of_history && !tells_apart (column, keys))
        uois_value_copy (UOIS_ROW_VALUE (duplicate->values, column), UOIS_ROW_VALUE (draft->values, column));
    }
  settle (duplicate);
  return duplicate;
}

UoisDraft *
uois_draft_copy (UoisDraft *draft)
{
  UoisDraft *copy = uois_draft_new_of_row (draft->registry, draft->type, draft->values);

  copy->is_new = draft->is_new;
  g_array_unref (copy->baseline);
  copy->baseline = uois_row_copy (draft->type, draft->baseline);
  for (guint i = 0; i < draft->type->columns.length; i++)
    copy->texts[i] = g_strdup (draft->texts[i]);
  return copy;
}

GPtrArray *
uois_drafts_copy (UoisDraft *const *drafts, guint n_drafts)
{
  GPtrArray *copies = g_ptr_array_new_full (n_drafts, g_object_unref);

  for (guint i = 0; i < n_drafts; i++)
    g_ptr_array_add (copies, uois_draft_copy (drafts[i]));
  return copies;
}

/* ---- Looking ---- */

UoisRegistry *
uois_draft_get_registry (UoisDraft *draft)
{
  g_return_val_if_fail (UOIS_IS_DRAFT (draft), NULL);
  return draft->registry;
}

const UoisType *
uois_draft_get_record_type (UoisDraft *draft)
{
  g_return_val_if_fail (UOIS_IS_DRAFT (draft), NULL);
  return draft->type;
}

const UoisUuid *
uois_draft_get_id (UoisDraft *draft)
{
  g_return_val_if_fail (UOIS_IS_DRAFT (draft), NULL);
  return &g_array_index (draft->values, UoisValue, 0).uuid;
}

gboolean
uois_draft_get_is_new (UoisDraft *draft)
{
  g_return_val_if_fail (UOIS_IS_DRAFT (draft), FALSE);
  return draft->is_new;
}

UoisDateTime
uois_draft_get_kept_at (UoisDraft *draft)
{
  g_return_val_if_fail (UOIS_IS_DRAFT (draft), 0);
  return draft->kept_at;
}

const UoisValue *
uois_draft_get_value (UoisDraft *draft, const UoisColumn *column)
{
  g_return_val_if_fail (UOIS_IS_DRAFT (draft) && column->type == draft->type, NULL);
  return UOIS_ROW_VALUE (draft->values, column);
}

const UoisValue *
uois_draft_get_baseline (UoisDraft *draft, const UoisColumn *column)
{
  g_return_val_if_fail (UOIS_IS_DRAFT (draft) && column->type == draft->type, NULL);
  return UOIS_ROW_VALUE (draft->baseline, column);
}

const char *
uois_draft_get_text (UoisDraft *draft, const UoisColumn *column)
{
  g_return_val_if_fail (UOIS_IS_DRAFT (draft) && column->type == draft->type, NULL);
  return draft->texts[column->index];
}

gboolean
uois_draft_is_changed (UoisDraft *draft, const UoisColumn *column)
{
  g_return_val_if_fail (UOIS_IS_DRAFT (draft) && column->type == draft->type, FALSE);

  return draft->texts[column->index] != NULL ||
         !uois_value_equal (UOIS_ROW_VALUE (draft->baseline, column), UOIS_ROW_VALUE (draft->values, column));
}

GPtrArray *
uois_draft_list_changes (UoisDraft *draft)
{
  GPtrArray *columns = g_ptr_array_new ();

  g_return_val_if_fail (UOIS_IS_DRAFT (draft), columns);

  for (guint i = 1; i < draft->type->columns.length; i++)
    if (uois_draft_is_changed (draft, draft->type->columns.items[i]))
      g_ptr_array_add (columns, (gpointer) draft->type->columns.items[i]);
  return columns;
}

gboolean
uois_draft_has_changes (UoisDraft *draft)
{
  g_autoptr (GPtrArray) columns = uois_draft_list_changes (draft);

  return columns->len > 0;
}

/* ---- Changing ---- */

void
uois_draft_take_text (UoisDraft *draft, const UoisColumn *column, const char *text)
{
  g_free (draft->texts[column->index]);
  draft->texts[column->index] = g_strdup (text);
}

void
uois_draft_set_value (UoisDraft *draft, const UoisColumn *column, const UoisValue *value)
{
  UoisValue *mine;
  UoisValue copy = UOIS_VALUE_INIT;

  g_return_if_fail (UOIS_IS_DRAFT (draft) && column->type == draft->type && column->index > 0);
  g_return_if_fail (value->kind == column->kind || value->kind == UOIS_VALUE_NULL);

  mine = UOIS_ROW_VALUE (draft->values, column);
  if (draft->texts[column->index] == NULL && uois_value_equal (mine, value))
    return;
  /* The value may be the draft's own. */
  uois_value_copy (&copy, value);
  uois_value_clear (mine);
  *mine = copy;
  g_clear_pointer (&draft->texts[column->index], g_free);
  g_signal_emit (draft, signals[SIGNAL_CHANGED], 0, column);
}

gboolean
uois_draft_set_text (UoisDraft *draft, const UoisColumn *column, const char *text, GError **error)
{
  g_auto (UoisValue) value = UOIS_VALUE_INIT;

  g_return_val_if_fail (UOIS_IS_DRAFT (draft) && column->type == draft->type && column->index > 0, FALSE);

  if (!uois_typed_parse (column, text, &value, error))
    {
      uois_draft_take_text (draft, column, text);
      g_signal_emit (draft, signals[SIGNAL_CHANGED], 0, column);
      return FALSE;
    }
  if (*text == '\0' && UOIS_ROW_VALUE (draft->baseline, column)->kind == UOIS_VALUE_NULL)
    uois_value_clear (&value);
  uois_draft_set_value (draft, column, &value);
  return TRUE;
}

void
uois_draft_revert (UoisDraft *draft, const UoisColumn *column)
{
  g_return_if_fail (UOIS_IS_DRAFT (draft) && column->type == draft->type && column->index > 0);

  uois_draft_set_value (draft, column, UOIS_ROW_VALUE (draft->baseline, column));
}

void
uois_draft_revert_all (UoisDraft *draft)
{
  g_return_if_fail (UOIS_IS_DRAFT (draft));

  for (guint i = 1; i < draft->type->columns.length; i++)
    uois_draft_revert (draft, draft->type->columns.items[i]);
}

void
uois_draft_rebase (UoisDraft *draft, GArray *row)
{
  g_return_if_fail (UOIS_IS_DRAFT (draft) && row->len == draft->type->columns.length);

  for (guint i = 1; i < row->len; i++)
    {
      const UoisColumn *column = draft->type->columns.items[i];

      if (!uois_draft_is_changed (draft, column))
        uois_value_copy (UOIS_ROW_VALUE (draft->values, column), UOIS_ROW_VALUE (row, column));
      uois_value_copy (UOIS_ROW_VALUE (draft->baseline, column), UOIS_ROW_VALUE (row, column));
    }
  g_signal_emit (draft, signals[SIGNAL_CHANGED], 0, NULL);
}

void
uois_draft_accept (UoisDraft *draft, UoisDraft *sent, UoisDraft *written)
{
  for (guint i = 1; i < draft->type->columns.length; i++)
    {
      const UoisColumn *column = draft->type->columns.items[i];

      if (uois_value_equal (UOIS_ROW_VALUE (draft->values, column), UOIS_ROW_VALUE (sent->values, column)))
        uois_value_copy (UOIS_ROW_VALUE (draft->values, column), UOIS_ROW_VALUE (written->values, column));
      uois_value_copy (UOIS_ROW_VALUE (draft->baseline, column), UOIS_ROW_VALUE (written->values, column));
    }
  draft->is_new = FALSE;
  g_signal_emit (draft, signals[SIGNAL_CHANGED], 0, NULL);
}

/* ---- Keys ---- */

static void
add_key (GPtrArray *keys, const UoisColumn *const *columns, guint length)
{
  GPtrArray *key;

  if (length == 0 || columns[0]->index == 0)
    return;
  key = g_ptr_array_sized_new (length);
  for (guint i = 0; i < length; i++)
    g_ptr_array_add (key, (gpointer) columns[i]);
  g_ptr_array_add (keys, key);
}

GPtrArray *
uois_type_list_keys (UoisRegistry *registry, const UoisType *type)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  guint length;
  const UoisField *const *mutations = uois_registry_get_mutations (registry, &length);

  for (guint i = 0; i < type->indexes.length; i++)
    if (type->indexes.items[i]->unique)
      add_key (keys, type->indexes.items[i]->columns.items, type->indexes.items[i]->columns.length);

  /* What is inserted by a natural key is inserted once. */
  for (guint i = 0; i < length; i++)
    {
      const UoisOperation *operation = mutations[i]->operation;
      gboolean inserts = operation->kind == UOIS_OPERATION_INSERT || operation->kind == UOIS_OPERATION_LINK ||
                         operation->kind == UOIS_OPERATION_UPSERT;

      if (operation->type == type && inserts)
        add_key (keys, operation->key.items, operation->key.length);
    }
  return keys;
}
