/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window/sidebar.h"

#include "page.h"
#include "compat-tab.h"
#include "sidebar-row.h"

#include <glib/gi18n-lib.h>

/* What a row stands for. */
typedef struct
{
  UoisSidebarRow *row;
  UoisLocation location;
  const char *heading;       /* what stands above the first of its group */
  const UoisDomain *folding; /* a row that folds the type lists of this domain */
  guint table;               /* the type's place in uois_registry_get_tables() */
} Place;

struct _UoisSidebar
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *scroller;
  GtkListBox *list;

  /* Owned */
  UoisRegistry *registry;
  GArray *places; /* Place, in the order of the rows */
};

G_DEFINE_FINAL_TYPE (UoisSidebar, uois_sidebar, GTK_TYPE_WIDGET)

static Place *
place_of_row (UoisSidebar *self, GtkListBoxRow *row)
{
  return &g_array_index (self->places, Place, gtk_list_box_row_get_index (row));
}

static Place *
add_place (UoisSidebar *self, const char *icon, const char *name, const char *heading)
{
  Place place = { .heading = heading };

  place.row = UOIS_SIDEBAR_ROW (uois_sidebar_row_new (icon, name));
  g_array_append_val (self->places, place);
  gtk_list_box_append (self->list, GTK_WIDGET (place.row));
  return &g_array_index (self->places, Place, self->places->len - 1);
}

static guint
table_number (UoisSidebar *self, const UoisType *type)
{
  guint n_tables;
  const UoisType *const *tables = uois_registry_get_tables (self->registry, &n_tables);

  for (guint i = 0; i < n_tables; i++)
    {
      if (tables[i] == type)
        return i;
    }
  return G_MAXUINT;
}

static Place *
add_type (UoisSidebar *self, const UoisType *type, const char *icon, const char *heading)
{
  Place *place = add_place (self, icon, uois_type_get_label_many (type), heading);

  place->location = (UoisLocation){ .kind = UOIS_LOCATION_LIST, .type = type };
  place->table = table_number (self, type);
  return place;
}

static void
add_types (UoisSidebar *self, const UoisDomain *domain)
{
  for (guint i = 0; i < domain->types.length; i++)
    {
      const UoisType *type = domain->types.items[i];

      if (uois_type_is_place (type) && !type->system)
        add_type (self, type, uois_type_get_icon_name (type), uois_label (domain->place));
    }
}

static guint
first_of_place (const UoisDomain *const *domains, guint number)
{
  guint i = 0;

  while (g_strcmp0 (domains[i]->place, domains[number]->place) != 0)
    i++;
  return i;
}

static gboolean
has_type_lists (const UoisDomain *domain)
{
  for (guint i = 0; i < domain->types.length; i++)
    {
      if (uois_type_is_place (domain->types.items[i]) && domain->types.items[i]->system)
        return TRUE;
    }
  return FALSE;
}

static void
add_type_lists (UoisSidebar *self, const UoisDomain *domain)
{
  const char *heading = _ ("Institution");
  g_autofree char *name = NULL;
  Place *place;

  if (!has_type_lists (domain))
    return;

  place = add_place (self, domain->icon, uois_label (domain->label), heading);
  name = g_strdup_printf ("%s, %s", heading, uois_label (domain->label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (place->row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  place->folding = domain;
  place->table = G_MAXUINT;
  uois_sidebar_row_set_foldable (place->row, TRUE);

  for (guint i = 0; i < domain->types.length; i++)
    {
      const UoisType *type = domain->types.items[i];

      if (uois_type_is_place (type) && type->system)
        {
          place = add_type (self, type, NULL, heading);
          uois_sidebar_row_set_inner (place->row);
          gtk_widget_set_visible (GTK_WIDGET (place->row), FALSE);
        }
    }
}

static void
fold_type_lists (UoisSidebar *self, const UoisDomain *domain, gboolean folded)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = &g_array_index (self->places, Place, i);

      if (place->folding == domain)
        uois_sidebar_row_set_foldable (place->row, folded);
      else if (place->location.type != NULL && place->location.type->domain == domain && place->location.type->system)
        gtk_widget_set_visible (GTK_WIDGET (place->row), !folded);
    }
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  UoisSidebar *self = UOIS_SIDEBAR (user_data);
  const char *heading = place_of_row (self, row)->heading;
  const char *above = before != NULL ? place_of_row (self, before)->heading : NULL;
  GtkWidget *label;

  if (heading == NULL || g_strcmp0 (heading, above) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (heading);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 17);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "place");
  gtk_list_box_row_set_header (row, label);
}

static void
row_activated_cb (UoisSidebar *self, GtkListBoxRow *row)
{
  Place *place = place_of_row (self, row);

  if (place->folding != NULL)
    fold_type_lists (self, place->folding, !uois_sidebar_row_get_folded (place->row));
  else
    uois_go (GTK_WIDGET (self), &place->location);
}

static void
uois_sidebar_dispose (GObject *object)
{
  UoisSidebar *self = UOIS_SIDEBAR (object);

  if (self->list != NULL)
    gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), UOIS_TYPE_SIDEBAR);
  g_clear_pointer (&self->registry, uois_registry_unref);
  g_clear_pointer (&self->places, g_array_unref);

  G_OBJECT_CLASS (uois_sidebar_parent_class)->dispose (object);
}

static void
uois_sidebar_class_init (UoisSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = uois_sidebar_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/cz/uois/Desk/ui/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, UoisSidebar, scroller);
  gtk_widget_class_bind_template_child (widget_class, UoisSidebar, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
uois_sidebar_init (UoisSidebar *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  gtk_widget_init_template (GTK_WIDGET (self));
  uois_compat_set_tab_leaves (GTK_WIDGET (self->list));
}

void
uois_sidebar_set_registry (UoisSidebar *self, UoisRegistry *registry)
{
  const UoisDomain *const *domains;
  guint n_domains;
  Place *home;

  g_return_if_fail (UOIS_IS_SIDEBAR (self));
  g_return_if_fail (self->registry == NULL);

  self->registry = uois_registry_ref (registry);
  domains = uois_registry_get_domains (registry, &n_domains);

  home = add_place (self, "go-home-symbolic", _ ("Home"), NULL);
  home->location.kind = UOIS_LOCATION_HOME;
  home->table = G_MAXUINT;
  for (guint i = 0; i < n_domains; i++)
    {
      /* Domains of one place stand together, where the first of them stands. */
      if (first_of_place (domains, i) != i)
        continue;
      for (guint j = i; j < n_domains; j++)
        {
          if (first_of_place (domains, j) == i)
            add_types (self, domains[j]);
        }
    }
  for (guint i = 0; i < n_domains; i++)
    add_type_lists (self, domains[i]);
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
}

void
uois_sidebar_set_totals (UoisSidebar *self, GArray *totals)
{
  g_return_if_fail (UOIS_IS_SIDEBAR (self));

  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = &g_array_index (self->places, Place, i);

      uois_sidebar_row_set_count (place->row,
                                  place->table < totals->len ? g_array_index (totals, gint64, place->table) : -1);
    }
}

static gboolean
is_view (const Place *place)
{
  return place->folding == NULL && place->location.kind == UOIS_LOCATION_VIEW;
}

static void
remove_views (UoisSidebar *self)
{
  for (guint i = self->places->len; i-- > 0;)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) i);

      if (!is_view (&g_array_index (self->places, Place, i)))
        continue;
      /* The header function asks for the places of the rows that are left. */
      g_array_remove_index (self->places, i);
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
}

static void
insert_view (UoisSidebar *self, const UoisSavedView *view)
{
  Place place = { .table = G_MAXUINT };
  guint position = 0;
  GtkWidget *above;

  while (position < self->places->len && (g_array_index (self->places, Place, position).folding != NULL ||
                                          g_array_index (self->places, Place, position).location.type != view->type))
    position++;
  if (position == self->places->len || !uois_uuid_parse (view->id, strlen (view->id), &place.location.id))
    return;
  place.heading = g_array_index (self->places, Place, position).heading;
  above = GTK_WIDGET (g_array_index (self->places, Place, position).row);
  while (position + 1 < self->places->len && is_view (&g_array_index (self->places, Place, position + 1)))
    position++;
  place.location.kind = UOIS_LOCATION_VIEW;
  place.location.type = view->type;
  place.row = UOIS_SIDEBAR_ROW (uois_sidebar_row_new (NULL, view->name));
  uois_sidebar_row_set_inner (place.row);
  gtk_widget_set_visible (GTK_WIDGET (place.row), gtk_widget_get_visible (above));
  g_array_insert_val (self->places, position + 1, place);
  gtk_list_box_insert (self->list, GTK_WIDGET (place.row), (int) position + 1);
}

void
uois_sidebar_set_views (UoisSidebar *self, GPtrArray *views)
{
  g_return_if_fail (UOIS_IS_SIDEBAR (self));

  gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
  remove_views (self);
  for (guint i = 0; i < views->len; i++)
    insert_view (self, g_ptr_array_index (views, i));
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
}

void
uois_sidebar_select (UoisSidebar *self, const UoisLocation *location)
{
  g_return_if_fail (UOIS_IS_SIDEBAR (self));

  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = &g_array_index (self->places, Place, i);

      if (place->folding != NULL || place->location.type != location->type ||
          is_view (place) != (location->kind == UOIS_LOCATION_VIEW) ||
          (is_view (place) && !uois_uuid_equal (&place->location.id, &location->id)))
        continue;
      if (location->type != NULL && location->type->system)
        fold_type_lists (self, location->type->domain, FALSE);
      gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (place->row));
      return;
    }
  gtk_list_box_unselect_all (self->list);
}

gboolean
uois_sidebar_get_place (UoisSidebar *self, guint number, UoisLocation *location)
{
  guint left = number + 1;

  g_return_val_if_fail (UOIS_IS_SIDEBAR (self), FALSE);

  /* The numbers do not depend on what was saved. */
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);

      if (is_view (place) || left-- > 0)
        continue;
      *location = place->location;
      return place->folding == NULL;
    }
  return FALSE;
}
