/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <json-c/json.h>

G_BEGIN_DECLS

/* Deeper nesting in what a server says is refused. */
#define UOIS_SYNC_JSON_DEPTH_MAX 64

/**
 * uois_sync_json_parse:
 * @text: what a server sent, of @length bytes; need not be zero-terminated
 * @error: return location for %UOIS_ERROR_SYNTAX
 *
 * Strict JSON (RFC 8259) in valid UTF-8, one value and nothing behind it.
 *
 * Returns: (transfer full): an object or array; release with json_object_put()
 */
json_object *uois_sync_json_parse (const char *text, gsize length, GError **error);

/* A member of @type; %NULL if @object is no object, has none of that name, or it is of another type. */
json_object *uois_sync_json_get (json_object *object, const char *name, json_type type);
/* A member that is a text without a zero character in it; %NULL if there is no such member. */
const char *uois_sync_json_get_string (json_object *object, const char *name);
/* Whether a text has a zero character in it, which no text of ours may have. */
gboolean uois_sync_json_has_zero (json_object *string);

/* An array's length; 0 for everything else. */
guint uois_sync_json_get_length (json_object *array);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_object, json_object_put)

G_END_DECLS
