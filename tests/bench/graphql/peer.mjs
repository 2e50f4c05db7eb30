// SPDX-License-Identifier: GPL-3.0-or-later
// Answers, and measures how long it takes to answer: JSON lines in, JSON lines out (peer.c).

import { createInterface } from "node:readline";

import { buildSchema, execute, parse, validate } from "graphql";

import { Peer } from "./peer-schema.mjs";

let peer;

const answer = async (text, variables) => {
  const document = parse(text);
  const errors = validate(peer.schema, document);
  if (errors.length > 0) return JSON.stringify({ errors });
  const result = await execute({
    schema: peer.schema,
    document,
    contextValue: peer.context(),
    variableValues: variables ? JSON.parse(variables) : undefined,
  });
  return JSON.stringify(result);
};

const work = {
  answer,
  check: (text) => validate(peer.schema, parse(text)),
  build: (text) => buildSchema(text),
};

// What was asked so often that the compiler of node has done what it will do.
const WARM_UP_MS = 300;
const warm = new Set();

const warmUp = async ({ time, document, variables }) => {
  if (warm.has(document)) return;
  warm.add(document);
  const end = performance.now() + WARM_UP_MS;
  for (let i = 0; performance.now() < end; i++) await work[time](document, variables[i % variables.length]);
};

const measure = async (request) => {
  const { time, document, variables, iterations } = request;
  await warmUp(request);
  const before = process.cpuUsage();
  for (let i = 0; i < iterations; i++) await work[time](document, variables[i]);
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6 / iterations };
};

const reply = async (request) => {
  if (request.sdl) {
    peer = new Peer(process.argv[2], request.sdl);
    return {};
  }
  return request.time ? measure(request) : { answer: await answer(request.document, request.variables) };
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  let result;
  try {
    result = await reply(JSON.parse(line));
  } catch (error) {
    result = { error: error.message };
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
