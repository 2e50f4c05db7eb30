/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/registry.h"

G_BEGIN_DECLS

/**
 * UoisDomainSource: what the build put into the program of one folder.
 * @file_name: of the declaration, from the root of the source tree
 * @seed: (nullable): text of `seed.json`
 * @hooks: (nullable): the table of `hooks.c`
 */
typedef struct
{
  const char *file_name;
  const char *declaration;
  gsize declaration_length;
  const char *seed;
  gsize seed_length;
  const UoisHooks *hooks;
} UoisDomainSource;

/* Ends with a source without file name. Written by embed.py. */
extern const UoisDomainSource uois_domain_sources[];

G_END_DECLS
