// SPDX-License-Identifier: GPL-3.0-or-later
// Valid and invalid type systems: the same verdict, rules, messages and places.
// Usage: node test-schemas.mjs ADAPTER TYPE-SYSTEMS ZOO-SCHEMA OUR-SCHEMA

import { readFileSync } from "node:fs";

import { Adapter } from "./adapter.mjs";
import { Differences } from "./differences.mjs";
import { INSERTED_IN_TYPE_SYSTEMS, mutate, namesIn } from "./mutations.mjs";
import { Random } from "./random.mjs";
import { checkSchema, orderError } from "./reference.mjs";
import { SchemaGenerator } from "./schemas.mjs";
import { main, test } from "./tap.mjs";

const [program, typeSystemsPath, zooPath, ourPath] = process.argv.slice(2);
const SCHEMAS = Number(process.env.UOIS_SCHEMAS ?? 600);

const adapter = new Adapter(program);
const handWritten = readFileSync(typeSystemsPath, "utf8").split("\n---\n");
const zoo = readFileSync(zooPath, "utf8");

/** The specification of September 2025 asks more of default values than this version of the reference. */
const STRICTER = /has invalid default value|^Invalid circular reference\. The default value/;

/** The reference overlooks operations among definitions. */
const NO_DEFINITION = "A schema cannot hold operations or fragments.";

async function compare(schemas, differences, counts) {
  const answers = await Promise.all(schemas.map((schema) => adapter.ask({ op: "validateSchema", schema })));
  for (const [index, sdl] of schemas.entries()) {
    const ours = (answers[index].errors ?? []).map(orderError).filter(({ message }) => !STRICTER.test(message));
    const theirs = checkSchema(sdl);
    if (theirs === null || ours.some(({ message }) => message === NO_DEFINITION)) continue;
    counts.valid += !Array.isArray(theirs);
    differences.compare(ours, Array.isArray(theirs) ? theirs : [], () => `schema ${JSON.stringify(sdl)}\n${sdl}`);
  }
}

test("our own schema, and written ones", async () => {
  const differences = new Differences();
  const counts = { valid: 0 };
  await compare([readFileSync(ourPath, "utf8"), zoo, ...handWritten], differences, counts);
  differences.check(`type systems (${counts.valid} of them valid)`);
});

test("type systems made wrong", async (seed) => {
  const random = new Random(seed);
  const differences = new Differences();
  const counts = { valid: 0 };
  const words = [
    "Int",
    "String",
    "Query",
    "Nope",
    "type",
    "input",
    "interface",
    "union",
    "enum",
    "scalar",
    "OBJECT",
    "FIELD_DEFINITION",
  ];
  for (let i = 0; i < SCHEMAS; i += 50) {
    const schemas = Array.from({ length: Math.min(50, SCHEMAS - i) }, () => {
      const text = random.chance(0.3) ? random.pick([zoo, ...handWritten]) : new SchemaGenerator(random).generate();
      return mutate(text, random, [...namesIn(text), ...words], INSERTED_IN_TYPE_SYSTEMS);
    });
    await compare(schemas, differences, counts);
  }
  differences.check(`type systems (${counts.valid} of them valid)`);
});

test("the adapter ends well", async () => {
  const status = await adapter.close();
  if (status !== 0) throw new Error(`it ended with ${status}`);
});

await main();
