/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql/gql-writer.h"
#include "repo/gql-source.h"
#include "repo/profile.h"

G_BEGIN_DECLS

typedef struct _UoisProfileSource UoisProfileSource;

typedef struct
{
  UoisGqlWriter writer;
  UoisProfileSource *source;
} UoisProfileWriter;

/**
 * UoisProfileSource: a reader source, and a writer, that keep account of what they are asked.
 * @source: the public part for reading
 * @changes: the public part for changing
 * @rows: (element-type ProfileRows): compiled and not released
 * @running: (element-type UoisProfileItem): what has begun and not ended, the innermost last
 * @started: when the clock started
 * @begun: whether rows have been asked for
 */
struct _UoisProfileSource
{
  UoisGqlSource source;
  UoisProfileWriter changes;
  UoisGqlSource *inner;
  UoisGqlWriter *inner_writer;
  UoisProfile *profile;
  GPtrArray *rows;
  GPtrArray *running;
  gint64 started;
  gboolean begun;
};

/**
 * uois_profile_source_init:
 * @inner: what is asked in the end; its compiled requests are statements of the store
 * @inner_writer: likewise for changes
 * @profile: gets the account
 *
 * The clock of @profile starts.
 */
void uois_profile_source_init (UoisProfileSource *source,
                               UoisReaderSource *inner,
                               UoisGqlWriter *inner_writer,
                               UoisProfile *profile);
/* Stops the clock and adds the statements to the profile, before they are released. */
void uois_profile_source_finish (UoisProfileSource *source);
void uois_profile_source_clear (UoisProfileSource *source);

G_END_DECLS
