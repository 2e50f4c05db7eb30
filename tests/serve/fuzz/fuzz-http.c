/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as what a client sends: in one piece or in many, the same becomes of them. */
#include "tests/gql/fuzz/fuzz.h"
#include "tests/serve/http-description.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *whole = NULL;
  g_autofree char *parts = NULL;

  if (size < 2)
    return 0;
  /* The first byte says how large the pieces are. */
  whole = describe_http (data + 1, size - 1, size - 1);
  parts = describe_http (data + 1, size - 1, 1 + data[0] % 32);
  g_assert_cmpstr (whole, ==, parts);
  return 0;
}
