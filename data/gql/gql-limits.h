/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UoisGqlLimits: bounds of one request. Each is checked where it costs nothing, and answered by an error that names it.
 * @tokens: lexical tokens of the document
 * @fields: fields after expanding fragments
 * @depth: selection sets inside each other after expanding fragments
 * @introspection_depth: the same below `__schema` and `__type`
 * @aliases: aliases in one selection set
 * @directives: directives of the document
 * @directives_per_location: directives at one place
 * @errors: errors reported; the rest is counted only
 * @list_items: items of one list literal or list in the variables
 * @variables_depth: nesting of the variables
 * @representations: entities that a gateway asks for by one field
 * @page: largest `limit` of a list; null as `limit` means this
 * @objects: objects of the answer
 * @response_bytes: size of the answer
 *
 * The running time is bounded by the source, the nesting of the text by the parser.
 */
typedef struct
{
  guint tokens;
  guint fields;
  guint depth;
  guint introspection_depth;
  guint aliases;
  guint directives;
  guint directives_per_location;
  guint errors;
  guint list_items;
  guint variables_depth;
  guint representations;
  guint page;
  guint64 objects;
  gsize response_bytes;
} UoisGqlLimits;

/* The defaults, and the only place where they stand. */
#define UOIS_GQL_LIMITS_INIT                                                                                           \
  {                                                                                                                    \
    .tokens = 15000, .fields = 20000, .depth = 32, .introspection_depth = 20, .aliases = 100, .directives = 500,       \
    .directives_per_location = 50, .errors = 100, .list_items = 10000, .variables_depth = 64, .representations = 1000, \
    .page = 1000, .objects = 1000000, .response_bytes = 64 * 1024 * 1024                                               \
  }

/* Documents kept with their plans, per session. */
#define UOIS_GQL_CACHED_DOCUMENTS 256
/* Plans kept per document: an operation under one choice of `@skip` and `@include`. */
#define UOIS_GQL_CACHED_PLANS 16

G_END_DECLS
