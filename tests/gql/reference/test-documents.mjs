// SPDX-License-Identifier: GPL-3.0-or-later
// Valid and invalid documents: the same verdict, rules, messages and places, and the same printed text.
// Usage: node test-documents.mjs ADAPTER ZOO-SCHEMA ZOO-DOCUMENTS OUR-SCHEMA

import { readFileSync } from "node:fs";

import { Adapter } from "./adapter.mjs";
import { Differences } from "./differences.mjs";
import { DocumentGenerator } from "./documents.mjs";
import { mutate, namesIn } from "./mutations.mjs";
import { Random } from "./random.mjs";
import { checkDocument, checkSchema, orderError, printDocument } from "./reference.mjs";
import { SchemaGenerator } from "./schemas.mjs";
import { main, test } from "./tap.mjs";

const [program, zooPath, zooDocumentsPath, ourPath] = process.argv.slice(2);
const DOCUMENTS = Number(process.env.UOIS_DOCUMENTS ?? 1100);
const SCHEMAS = Number(process.env.UOIS_SCHEMAS ?? 30);

const adapter = new Adapter(program);
const zoo = readFileSync(zooPath, "utf8");
const handWritten = readFileSync(zooDocumentsPath, "utf8").split("\n---\n");

/** Documents, each right or wrong in what was done to it last. */
function* invent(random, schema, sdl, seeds, count) {
  const generator = new DocumentGenerator(random, schema, { depth: 4 });
  const names = namesIn(sdl).filter((name) => name.length > 1);
  for (let i = 0; i < count; i++) {
    const text = seeds.length > 0 && random.chance(0.4) ? random.pick(seeds) : generator.generate().query;
    const near = [...namesIn(text), ...namesIn(text), ...Array.from({ length: 20 }, () => random.pick(names))];
    yield random.chance(0.15) ? text : mutate(text, random, near);
  }
}

/**
 * The rule of the one root field of a subscription coerces the arguments of @skip and @include at the root of a document,
 * and passes on that this fails, for want of the values of variables, which nobody has given yet, or because they are
 * wrong: a fault of the reference, whose verdict then tells nothing of the rules.
 */
const fellOverDirectives = (errors) =>
  errors.some(({ rule, message }) => !rule && /^Argument "if" (of (required|non-null) type|has invalid value)/.test(message));

async function compareDocuments(sdl, schema, documents, differences, counts) {
  const answers = await Promise.all(documents.map((query) => adapter.ask({ op: "validate", schema: sdl, query })));
  for (const [index, query] of documents.entries()) {
    const theirs = checkDocument(schema, query);
    if (fellOverDirectives(theirs)) continue;
    counts.valid += theirs.length === 0;
    for (const { rule } of theirs) counts.rules.add(rule ?? "syntax");
    differences.compare(
      (answers[index].errors ?? []).map(orderError),
      theirs,
      () => `document ${JSON.stringify(query)}\n${query}`,
    );
  }
}

async function compareOver(sdl, seeds, random, count) {
  const schema = checkSchema(sdl);
  const differences = new Differences();
  const counts = { valid: 0, rules: new Set() };
  await compareDocuments(sdl, schema, seeds, differences, counts);
  const documents = [...invent(random, schema, sdl, seeds, count)];
  for (let i = 0; i < documents.length; i += 100)
    await compareDocuments(sdl, schema, documents.slice(i, i + 100), differences, counts);
  differences.check(`documents (${counts.valid} of them valid; ${counts.rules.size} rules broken)`);
}

test("documents over the zoo", (seed) => compareOver(zoo, handWritten, new Random(seed), DOCUMENTS));

test("documents over our own schema", (seed) =>
  compareOver(readFileSync(ourPath, "utf8"), [], new Random(seed), DOCUMENTS));

test("documents over invented schemas", async (seed) => {
  const random = new Random(seed);
  const differences = new Differences();
  const counts = { valid: 0, rules: new Set() };
  for (let i = 0; i < SCHEMAS; i++) {
    const sdl = new SchemaGenerator(random).generate();
    const schema = checkSchema(sdl);
    await compareDocuments(sdl, schema, [...invent(random, schema, sdl, [], DOCUMENTS / SCHEMAS)], differences, counts);
  }
  differences.check(`documents (${counts.valid} of them valid; ${counts.rules.size} rules broken)`);
});

test("printed documents", async (seed) => {
  const random = new Random(seed);
  const differences = new Differences();
  const schema = checkSchema(zoo);
  const documents = [zoo, ...handWritten, ...invent(random, schema, zoo, handWritten, DOCUMENTS)];
  const answers = await Promise.all(documents.map((query) => adapter.ask({ op: "print", query })));
  for (const [index, query] of documents.entries()) {
    const { text, errors } = answers[index];
    differences.compare(
      errors ? errors.map(orderError) : { text },
      printDocument(query),
      () => `document ${JSON.stringify(query)}`,
    );
  }
  differences.check("texts");
});

test("the adapter ends well", async () => {
  const status = await adapter.close();
  if (status !== 0) throw new Error(`it ended with ${status}`);
});

await main();
