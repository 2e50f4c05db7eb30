/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as the variables of a question that has them of every kind. */
#include "fuzz.h"
#include "zoo.h"

static const char document[] =
    "query ($int: Int, $must: Int! = 3, $text: String, $flag: Boolean! = false, $command: Command, $float: Float,"
    " $id: ID, $list: [String], $full: [String!], $filter: Filter, $choice: Choice, $any: Anything) {"
    " arguments { int(a: $int) must(a: $must) text(a: $text) flag(a: $flag) command(a: $command) float(a: $float)"
    " id(a: $id) list(a: $list) full(a: $full) filter(a: $filter) choice(a: $choice) any(a: $any) }"
    " human(id: $id) @skip(if: $flag) { name } }";

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *variables = g_strndup ((const char *) data, size);

  zoo_execute (document, sizeof document - 1, variables);
  return 0;
}
