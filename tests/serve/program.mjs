// SPDX-License-Identifier: GPL-3.0-or-later
// Runs uois-desk: for its output, or as a server.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const PROGRAM = process.argv[2];
export const FEDERATION = [
  "events", "externalids", "facilities", "forms", "granting", "lessons", "projects", "publications", "surveys", "ug",
];

const environment = { ...process.env, LC_ALL: "C.UTF-8" };
process.setMaxListeners(0);
const folder = mkdtempSync(join(tmpdir(), "uois-serve-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

export function run(...args) {
  return execFileSync(PROGRAM, args, { encoding: "utf8", env: environment, maxBuffer: 1 << 28 });
}

/** A file with a small institution in it, always the same. */
export function newFile() {
  const path = join(folder, "file.uois");
  run("new", "-f", path, "--demo", "--people", "100", "--seed", "5");
  return path;
}

/** @returns {{ url, stop }} where it answers; stop() ends it and gives its exit status */
export async function serve(path, ...options) {
  const args = ["serve", "-f", path, "--port", "0", "--no-token", ...options];
  const child = spawn(PROGRAM, args, { env: environment, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(signal ?? code)));
  process.on("exit", () => child.kill("SIGKILL"));
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  for await (const line of createInterface({ input: child.stderr })) {
    const found = /Listening at (\S+)\/graphql;/.exec(line);
    if (found) {
      child.stderr.resume();
      return { url: found[1], stop };
    }
  }
  throw new Error(`the server ended with ${await ended}`);
}
