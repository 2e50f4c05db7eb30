/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* What a fuzz target does with an input; found by libFuzzer, or by run-corpus.c. Always 0. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
