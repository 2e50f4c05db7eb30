// SPDX-License-Identifier: GPL-3.0-or-later
// Tests that speak TAP, one after the other.

import { chooseSeed } from "./random.mjs";

const tests = [];

export function test(name, run) {
  tests.push({ name, run });
}

export function diagnose(text) {
  for (const line of String(text).split("\n")) console.log(`# ${line}`);
}

/** Runs what was registered; each test gets the seed. Exits. */
export async function main() {
  const seed = chooseSeed();
  let failed = 0;
  console.log(`1..${tests.length}`);
  diagnose(`seed ${seed}; repeat with UOIS_SEED=${seed}`);
  for (const [index, { name, run }] of tests.entries()) {
    try {
      await run(seed);
      console.log(`ok ${index + 1} - ${name}`);
    } catch (error) {
      failed++;
      diagnose(error.stack ?? error);
      console.log(`not ok ${index + 1} - ${name}`);
    }
  }
  process.exit(failed > 0 ? 1 : 0);
}
