// SPDX-License-Identifier: GPL-3.0-or-later
// Chance that can be repeated: the same seed makes the same choices.

export class Random {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  /** A whole number from 0 to 2^32 - 1 (mulberry32). */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }

  below(limit) {
    return this.next() % limit;
  }

  chance(probability) {
    return this.next() / 2 ** 32 < probability;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** Some of the items, in their order. */
  some(list, probability) {
    return list.filter(() => this.chance(probability));
  }
}

/** The seed of this run: UOIS_SEED, or a new one. */
export function chooseSeed() {
  return process.env.UOIS_SEED ? Number(process.env.UOIS_SEED) : (Date.now() ^ (process.pid << 8)) >>> 0;
}
