/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <json-c/json.h>

G_BEGIN_DECLS

/* How messages show values: as the reference does. */

#define UOIS_GQL_NUMBER_SIZE 40

/* A number in the text that JavaScript gives it, with which the reference speaks of it. */
void uois_gql_format_number (double real, char text[UOIS_GQL_NUMBER_SIZE]);

/* Returns: (transfer full): a value for messages, abridged */
char *uois_gql_inspect_json (json_object *json);

G_END_DECLS
