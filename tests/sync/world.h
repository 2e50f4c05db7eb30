/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/plan.h"

/**
 * SECTION: A small world for the planner
 *
 * One college that a desktop and a server agreed on, then changed on both sides, preferably in the same places. The
 * server is strict: it counts versions, keeps references, and ends the test when it is asked for something that a real
 * one would refuse.
 */

typedef enum
{
  WORLD_HERE,
  WORLD_THERE,
  WORLD_N_SIDES,
} WorldSide;

/**
 * WorldItem: a record.
 * @sides: (nullable elements): what each side has; a tombstone is a record that it deleted
 * @was: (nullable elements): the same when the changes were made, before anything was planned
 * @is_unseen: nobody looked at the server's, which is as it was agreed
 * @touched: the run of sending that wrote it last
 */
typedef struct
{
  const UoisType *type;
  guint number;
  UoisSyncRecord *base;
  UoisSyncRecord *sides[WORLD_N_SIDES];
  UoisSyncRecord *was_base;
  UoisSyncRecord *was[WORLD_N_SIDES];
  gboolean is_unseen;
  guint touched;
} WorldItem;

/* How a server shows a column. */
typedef enum
{
  WORLD_SHOWN,
  WORLD_HIDDEN_NOW,
  WORLD_HIDDEN_ALWAYS,
} WorldSight;

/**
 * World:
 * @is_limited: the server cannot do everything
 * @hides: the server does not show everything
 * @fills: the server puts values of its own into new records
 * @hot: numbers of records that both sides like to change
 */
typedef struct
{
  const UoisRegistry *registry;
  const UoisSyncPolicies *policies;
  GRand *random;
  GPtrArray *items;
  GArray *hot;
  GPtrArray *capabilities;
  guint8 **sights;
  gboolean is_limited;
  gboolean hides;
  gboolean fills;
  guint next_number;
  guint clock;
  guint run;
} World;

World *world_new (const UoisRegistry *registry, const UoisSyncPolicies *policies, guint32 seed);
void world_free (World *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* Of all that the world has, in an order that @shuffle decides. */
UoisSyncPlan *world_plan (World *world, guint32 shuffle);
/* Carries out what is to be done here. */
void world_take (World *world, const UoisSyncPlan *plan);
/* @refusals: of a hundred operations so many are refused; Returns: how many were made */
guint world_send (World *world, const UoisSyncPlan *plan, guint refusals);

/* (transfer full) (nullable): what is seen of the server's copy. */
UoisSyncRecord *world_view (const World *world, const WorldItem *item);
WorldItem *world_find (const World *world, const UoisType *type, const UoisUuid *id);
/* Whether every enforced reference of that side leads to a record of it. */
gboolean world_is_whole (const World *world, WorldSide side);

/* The whole world as text. */
char *world_print (const World *world);
