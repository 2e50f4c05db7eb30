/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/recent-choices.h"

#include "settings.h"

#include <string.h>

GArray *
uois_recent_choices_list (const UoisType *type)
{
  g_autoptr (GSettings) settings = uois_settings_new ();
  g_autoptr (GVariant) all = g_settings_get_value (settings, UOIS_SETTING_RECENT_CHOICES);
  g_autoptr (GVariant) texts = g_variant_lookup_value (all, type->name, G_VARIANT_TYPE_STRING_ARRAY);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (UoisUuid));
  gsize length = texts != NULL ? g_variant_n_children (texts) : 0;

  for (gsize i = 0; i < length && ids->len < UOIS_RECENT_CHOICES_MAX; i++)
    {
      const char *text;
      UoisUuid id;

      g_variant_get_child (texts, i, "&s", &text);
      if (uois_uuid_parse (text, strlen (text), &id))
        g_array_append_val (ids, id);
    }
  return ids;
}

static GVariant *
with_first (const UoisType *type, const UoisUuid *id)
{
  g_autoptr (GArray) ids = uois_recent_choices_list (type);
  g_autofree char *first = uois_uuid_to_string (id);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  g_variant_builder_add (&builder, "s", first);
  for (guint i = 0; i < ids->len; i++)
    {
      const UoisUuid *other = &g_array_index (ids, UoisUuid, i);
      g_autofree char *text = uois_uuid_to_string (other);

      if (!uois_uuid_equal (other, id))
        g_variant_builder_add (&builder, "s", text);
    }
  return g_variant_builder_end (&builder);
}

void
uois_recent_choices_add (const UoisType *type, const UoisUuid *id)
{
  g_autoptr (GSettings) settings = uois_settings_new ();
  g_autoptr (GVariant) all = g_settings_get_value (settings, UOIS_SETTING_RECENT_CHOICES);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  GVariant *texts;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sas}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s@as}", &name, &texts))
    {
      if (!g_str_equal (name, type->name))
        g_variant_builder_add (&builder, "{s@as}", name, texts);
      g_variant_unref (texts);
    }
  g_variant_builder_add (&builder, "{s@as}", type->name, with_first (type, id));
  g_settings_set_value (settings, UOIS_SETTING_RECENT_CHOICES, g_variant_builder_end (&builder));
}
