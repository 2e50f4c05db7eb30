/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any text: parsed, validated, and executed if it is valid. */
#include "fuzz.h"
#include "zoo.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  zoo_execute ((const char *) data, size, NULL);
  return 0;
}
