/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gql/errors.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *name; /* nullable: then @index */
  guint index;
} PathSegment;

typedef struct
{
  char *message;
  const char *rule;
  GArray *locations; /* UoisSourceLocation */
  GArray *path;      /* PathSegment, outermost first; nullable */
} Error;

static void
path_segment_clear (gpointer data)
{
  g_free (((PathSegment *) data)->name);
}

static void
error_free (gpointer data)
{
  Error *error = data;

  g_free (error->message);
  g_array_unref (error->locations);
  g_clear_pointer (&error->path, g_array_unref);
  g_free (error);
}

void
uois_gql_errors_init (UoisGqlErrors *errors, guint limit)
{
  *errors = (UoisGqlErrors){ .errors = g_ptr_array_new_with_free_func (error_free), .limit = limit };
}

void
uois_gql_errors_clear (UoisGqlErrors *errors)
{
  g_clear_pointer (&errors->errors, g_ptr_array_unref);
}

guint
uois_gql_errors_get_length (const UoisGqlErrors *errors)
{
  return errors->errors->len;
}

gboolean
uois_gql_errors_is_full (const UoisGqlErrors *errors)
{
  return errors->errors->len > errors->limit;
}

/* NULL if there are enough of them; the last one then says so. */
static Error *
add (UoisGqlErrors *errors, char *message)
{
  Error *error;

  if (uois_gql_errors_is_full (errors))
    {
      g_free (message);
      return NULL;
    }

  error = g_new0 (Error, 1);
  error->locations = g_array_new (FALSE, FALSE, sizeof (UoisSourceLocation));
  g_ptr_array_add (errors->errors, error);
  if (errors->errors->len > errors->limit)
    {
      g_free (message);
      error->message = g_strdup_printf (_ ("Too many errors: only the first %u are reported."), errors->limit);
      return NULL;
    }
  error->message = message;
  error->rule = errors->rule;
  return error;
}

static GArray *
copy_path (const UoisGqlPath *path)
{
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (PathSegment));
  guint length = 0;

  for (const UoisGqlPath *position = path; position; position = position->above)
    length++;
  g_array_set_clear_func (segments, path_segment_clear);
  g_array_set_size (segments, length);
  for (const UoisGqlPath *position = path; position; position = position->above)
    g_array_index (segments, PathSegment, --length) =
        (PathSegment){ .name = g_strdup (position->name), .index = position->index };
  return segments;
}

void
uois_gql_errors_add (UoisGqlErrors *errors,
                     const UoisDocument *document,
                     const UoisNode *nodes,
                     guint n_nodes,
                     const UoisGqlPath *path,
                     char *message)
{
  Error *error = add (errors, message);

  if (error == NULL)
    return;
  for (guint i = 0; i < n_nodes; i++)
    {
      UoisSourceLocation location = uois_node_locate (document, nodes[i]);

      g_array_append_val (error->locations, location);
    }
  if (path)
    error->path = copy_path (path);
}

void
uois_gql_errors_add_at (UoisGqlErrors *errors, const UoisSourceLocation *locations, guint n_locations, char *message)
{
  Error *error = add (errors, message);

  if (error)
    g_array_append_vals (error->locations, locations, n_locations);
}

void
uois_gql_errors_add_request (UoisGqlErrors *errors, char *message)
{
  add (errors, message);
}

const char *
uois_gql_errors_get_message (const UoisGqlErrors *errors, guint index)
{
  return ((const Error *) errors->errors->pdata[index])->message;
}

const char *
uois_gql_errors_get_rule (const UoisGqlErrors *errors, guint index)
{
  return ((const Error *) errors->errors->pdata[index])->rule;
}

gboolean
uois_gql_errors_get_location (const UoisGqlErrors *errors, guint index, UoisSourceLocation *location)
{
  const Error *error = errors->errors->pdata[index];

  if (error->locations->len > 0)
    *location = g_array_index (error->locations, UoisSourceLocation, 0);
  return error->locations->len > 0;
}

static void
write_locations (const GArray *locations, UoisJsonWriter *writer)
{
  uois_json_writer_literal (writer, ",\"locations\":[");
  for (guint i = 0; i < locations->len; i++)
    {
      const UoisSourceLocation *location = &g_array_index (locations, UoisSourceLocation, i);

      uois_json_writer_raw (writer, ",", i > 0);
      uois_json_writer_literal (writer, "{\"line\":");
      uois_json_writer_integer (writer, location->line);
      uois_json_writer_literal (writer, ",\"column\":");
      uois_json_writer_integer (writer, location->column);
      uois_json_writer_literal (writer, "}");
    }
  uois_json_writer_literal (writer, "]");
}

static void
write_path (const GArray *path, UoisJsonWriter *writer)
{
  uois_json_writer_literal (writer, ",\"path\":[");
  for (guint i = 0; i < path->len; i++)
    {
      const PathSegment *segment = &g_array_index (path, PathSegment, i);

      uois_json_writer_raw (writer, ",", i > 0);
      if (segment->name)
        uois_json_writer_string (writer, segment->name, -1);
      else
        uois_json_writer_integer (writer, segment->index);
    }
  uois_json_writer_literal (writer, "]");
}

void
uois_gql_errors_write (const UoisGqlErrors *errors, UoisJsonWriter *writer)
{
  uois_json_writer_literal (writer, "[");
  for (guint i = 0; i < errors->errors->len; i++)
    {
      const Error *error = errors->errors->pdata[i];

      uois_json_writer_raw (writer, ",", i > 0);
      uois_json_writer_literal (writer, "{\"message\":");
      uois_json_writer_string (writer, error->message, -1);
      if (error->locations->len > 0)
        write_locations (error->locations, writer);
      if (error->path)
        write_path (error->path, writer);
      uois_json_writer_literal (writer, "}");
    }
  uois_json_writer_literal (writer, "]");
}
