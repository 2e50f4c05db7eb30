/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random.h"

#include <string.h>

void
uois_demo_choice_init (UoisDemoChoice *choice, const guint16 *weights, gsize stride, guint length)
{
  guint64 total = 0;
  guint64 reached = 0;
  guint slot = 0;

  for (guint i = 0; i < length; i++)
    total += *(const guint16 *) ((const char *) weights + i * stride);

  for (guint i = 0; i < length; i++)
    {
      reached += *(const guint16 *) ((const char *) weights + i * stride);
      while (slot < reached * UOIS_DEMO_CHOICE_SLOTS / total)
        choice->items[slot++] = i;
    }
}

void
uois_demo_id (guint64 seed, guint stream, guint64 index, UoisDateTime created, UoisUuid *uuid)
{
  UoisDemoRandom random = uois_demo_random_at (seed, stream, index);
  guint64 milliseconds = (guint64) created / 1000;
  guint64 high = milliseconds << 16 | 0x7000 | (uois_demo_random_next (&random) >> 52);
  guint64 low = G_GUINT64_CONSTANT (1) << 63 | (uois_demo_random_next (&random) >> 2);

  high = GUINT64_TO_BE (high);
  low = GUINT64_TO_BE (low);
  memcpy (uuid->bytes, &high, 8);
  memcpy (uuid->bytes + 8, &low, 8);
}
