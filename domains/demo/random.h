/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/uuid.h"
#include "base/datetime.h"

G_BEGIN_DECLS

/**
 * SECTION: Chance that can be repeated
 *
 * splitmix64 (Steele, Lea, Flood 2014), used as a function of (seed, stream,
 * index): what is decided about the thousandth person does not depend on how
 * much was asked about the first nine hundred and ninety-nine. Integers only,
 * so that every machine decides alike.
 */
typedef struct
{
  guint64 state;
} UoisDemoRandom;

static inline guint64
uois_demo_mix (guint64 x)
{
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static inline guint64
uois_demo_random_next (UoisDemoRandom *random)
{
  random->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return uois_demo_mix (random->state);
}

/* @stream keeps apart what is decided for different purposes. */
static inline UoisDemoRandom
uois_demo_random_at (guint64 seed, guint stream, guint64 index)
{
  UoisDemoRandom random;

  random.state = uois_demo_mix (seed + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) * (stream + 1)) + uois_demo_mix (index);
  return random;
}

/* An integer from 0 to @bound - 1; 0 if @bound is 0. */
static inline guint
uois_demo_random_below (UoisDemoRandom *random, guint bound)
{
  return (guint) (((uois_demo_random_next (random) >> 32) * bound) >> 32);
}

static inline gboolean
uois_demo_random_permille (UoisDemoRandom *random, guint permille)
{
  return uois_demo_random_below (random, 1000) < permille;
}

/**
 * UoisDemoChoice: a weighted choice in constant time, from one random number.
 * An item whose weight is below a thousandth of the whole may never be chosen.
 */
#define UOIS_DEMO_CHOICE_SLOTS 4096

typedef struct
{
  guint16 items[UOIS_DEMO_CHOICE_SLOTS];
} UoisDemoChoice;

/* @weights: @length weights, @stride bytes apart */
void uois_demo_choice_init (UoisDemoChoice *choice, const guint16 *weights, gsize stride, guint length);

static inline guint
uois_demo_choose (const UoisDemoChoice *choice, UoisDemoRandom *random)
{
  return choice->items[uois_demo_random_next (random) >> 52];
}

/**
 * uois_demo_id:
 * @created: the moment that the id tells
 * @uuid: (out): a UUIDv7 (RFC 9562 section 5.7) that belongs to (seed, stream, index) alone
 *
 * Ids of one stream with different @index differ if their @created differ by a millisecond.
 */
void uois_demo_id (guint64 seed, guint stream, guint64 index, UoisDateTime created, UoisUuid *uuid);

G_END_DECLS
