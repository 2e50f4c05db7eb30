/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/registry.h"

G_BEGIN_DECLS

/**
 * SECTION: The demo generator
 *
 * Invents a Czech university: people, groups, timetable, attendance, and
 * whatever else the registry declares. Equal options give equal rows, byte for
 * byte, on every machine and at every time: it has a random generator of its
 * own and an academic year of its own, and knows neither clock nor file.
 *
 * Per 100,000 people it makes 2,000 groups, 500,000 memberships, 100,000
 * events, 1,000,000 presences and 150,000 external ids; smaller institutions
 * are scaled down and stay complete.
 *
 * Every reference leads to a row that was generated before or to a row of the
 * type lists in the domains' seed.json, which the caller loads first. What the
 * registry does not declare is left out without a word.
 */

/* From the smallest institution that has one of everything to what a test machine can hold. */
#define UOIS_DEMO_PEOPLE_MIN 50
#define UOIS_DEMO_PEOPLE_MAX 10000000

/**
 * UoisDemoSink:
 * @type: whose row it is
 * @values: one per column of @type, in order; borrowed until the sink returns, texts included
 * @data: what was given to uois_demo_generate()
 * @error: set on failure, which ends the generation
 *
 * Called for every row, parents before children.
 */
typedef gboolean (*UoisDemoSink) (const UoisType *type, const UoisValue *values, gpointer data, GError **error);

/**
 * UoisDemoProgress:
 * @fraction: 0 to 1, never falling
 * @type: what is being made
 *
 * Called every few thousand rows, on the calling thread.
 */
typedef void (*UoisDemoProgress) (double fraction, const UoisType *type, gpointer data);

/* Asked every few thousand rows; %TRUE ends the generation. */
typedef gboolean (*UoisDemoCancelled) (gpointer data);

/**
 * UoisDemoOptions:
 * @people: how many people, %UOIS_DEMO_PEOPLE_MIN to %UOIS_DEMO_PEOPLE_MAX
 * @seed: which of the possible institutions
 * @only: (nullable): a domain's name: only that domain, and the people and groups that all others refer to
 * @progress: (nullable): told how far it is
 * @cancelled: (nullable): asked whether to stop
 */
typedef struct
{
  guint people;
  guint64 seed;
  const char *only;
  UoisDemoProgress progress;
  UoisDemoCancelled cancelled;
} UoisDemoOptions;

/**
 * uois_demo_generate:
 * @registry: a frozen registry
 * @options: options
 * @sink: takes the rows
 * @data: for all callbacks
 * @error: %UOIS_ERROR_INVALID for a number of people out of bounds, %UOIS_ERROR_NOT_FOUND for an unknown domain,
 *   %G_IO_ERROR_CANCELLED, or what the sink set
 *
 * Returns: %TRUE when the whole institution went through @sink
 */
gboolean uois_demo_generate (
    const UoisRegistry *registry, const UoisDemoOptions *options, UoisDemoSink sink, gpointer data, GError **error);

G_END_DECLS
