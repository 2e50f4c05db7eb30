// SPDX-License-Identifier: GPL-3.0-or-later
// Asks a program that answers JSON lines with JSON lines, in order.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export class Adapter {
  constructor(program, ...args) {
    this.waiting = [];
    this.child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.child.stdin.on("error", () => {});
    this.exited = new Promise((resolve) => this.child.on("exit", (code, signal) => resolve(signal ?? code)));
    this.exited.then((status) => {
      this.failure = new Error(`${program} ended with ${status}`);
      for (const { reject } of this.waiting) reject(this.failure);
    });
    createInterface({ input: this.child.stdout, crlfDelay: Infinity }).on("line", (line) => {
      this.waiting.shift().resolve(JSON.parse(line));
    });
  }

  ask(request) {
    return new Promise((resolve, reject) => {
      if (this.failure) reject(this.failure);
      this.waiting.push({ resolve, reject });
      this.child.stdin.write(JSON.stringify(request) + "\n");
    });
  }

  /** Ends the program; its exit status. */
  close() {
    this.child.stdin.end();
    return this.exited;
  }
}
