// SPDX-License-Identifier: GPL-3.0-or-later
// Counts what differs, and tells where the first few do.

import { diagnose } from "./tap.mjs";

const SHOWN = Number(process.env.UOIS_SHOW ?? 3);

const isObject = (value) => value !== null && typeof value === "object";

/** Where two values differ first, in their own order of members. */
function locate(ours, theirs, path = "") {
  if (isObject(ours) && isObject(theirs)) {
    const [names, others] = [Object.keys(ours), Object.keys(theirs)];
    for (const [index, name] of names.entries()) {
      if (name !== others[index]) break;
      const found = locate(ours[name], theirs[name], `${path}/${name}`);
      if (found) return found;
    }
    if (names.join() === others.join()) return null;
  } else if (ours === theirs) return null;
  return { path: path || "/", ours: JSON.stringify(ours), theirs: JSON.stringify(theirs) };
}

export class Differences {
  constructor() {
    this.compared = 0;
    this.found = 0;
  }

  /** @param describe called for what is shown */
  compare(ours, theirs, describe) {
    this.compared++;
    if (JSON.stringify(ours) === JSON.stringify(theirs)) return true;
    if (this.found++ < SHOWN) {
      const difference = locate(ours, theirs);
      diagnose(
        `${describe()}\nat ${difference.path}\nours:      ${difference.ours}\nreference: ${difference.theirs}\n`,
      );
    }
    return false;
  }

  check(what) {
    diagnose(`${this.compared} ${what} compared, ${this.found} differ`);
    if (this.found > 0) throw new Error(`${this.found} of ${this.compared} ${what} differ`);
  }
}
