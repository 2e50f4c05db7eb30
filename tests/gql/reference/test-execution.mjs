// SPDX-License-Identifier: GPL-3.0-or-later
// Random documents over random type systems and data, with errors and nulls: the same response.
// Usage: node test-execution.mjs ADAPTER

import { buildClientSchema, printSchema } from "graphql";

import { Adapter } from "./adapter.mjs";
import { CASES } from "./cases.mjs";
import { Differences } from "./differences.mjs";
import { DocumentGenerator } from "./documents.mjs";
import { Random } from "./random.mjs";
import { INTROSPECTION, checkSchema, execute, orderError, withoutDrafts } from "./reference.mjs";
import { DataGenerator, SchemaGenerator } from "./schemas.mjs";
import { main, test } from "./tap.mjs";

const SCHEMAS = Number(process.env.UOIS_SCHEMAS ?? 60);
const DOCUMENTS = Number(process.env.UOIS_DOCUMENTS ?? 12);

const adapter = new Adapter(process.argv[2]);

function ordered({ errors, data }) {
  const response = {};
  if (errors) response.errors = errors.map(orderError);
  if (data !== undefined) response.data = data;
  return response;
}

/** A value of a variable in which something is wrong, somewhere. */
function spoil(value, random) {
  if (value === null || typeof value !== "object" || random.chance(0.4))
    return random.pick([null, 1, "x", [], {}, [null], 1.5, true, "12", -1e10, 2147483648, { a: null }, [value]]);
  if (Array.isArray(value)) return value.map((item) => (random.chance(0.5) ? spoil(item, random) : item));
  const members = Object.entries(value)
    .filter(() => random.chance(0.8))
    .map(([name, member]) => [name, random.chance(0.4) ? spoil(member, random) : member]);
  if (random.chance(0.3)) members.push([random.pick(["a", "b", "c", "d", "bb", "last", "no"]), random.pick([null, 1, "x"])]);
  return Object.fromEntries(members);
}

test("what once differed", async () => {
  const differences = new Differences();
  for (const { about, sdl, ...question } of CASES)
    differences.compare(
      ordered(await adapter.ask({ op: "execute", schema: sdl, ...question })),
      execute(checkSchema(sdl), question),
      () => `${about}\n${sdl}\n${JSON.stringify(question)}`,
    );
  differences.check("cases");
});

test("responses", async (seed) => {
  const random = new Random(seed);
  const differences = new Differences();
  let executed = 0;
  for (let i = 0; i < SCHEMAS; i++) {
    const sdl = new SchemaGenerator(random).generate();
    const schema = checkSchema(sdl);
    if (Array.isArray(schema)) throw new Error(`invented an invalid schema: ${JSON.stringify(schema)}\n${sdl}`);
    const introspection = { query: INTROSPECTION, variables: {}, operationName: null, data: {} };
    const introspected = await adapter.ask({ op: "execute", schema: sdl, ...introspection });
    differences.compare(
      ordered(introspected),
      withoutDrafts(execute(schema, introspection)),
      () => `introspection of\n${sdl}`,
    );
    const documents = new DocumentGenerator(random, schema, { depth: 5 });
    const data = new DataGenerator(random, schema);
    const questions = Array.from({ length: DOCUMENTS }, () => {
      const question = documents.generate();
      if (random.chance(0.2))
        for (const name of Object.keys(question.variables))
          question.variables[name] = spoil(question.variables[name], random);
      const root = question.query.includes("mutation")
        ? (schema.getMutationType() ?? schema.getQueryType())
        : schema.getQueryType();
      return { ...question, data: { ...data.root(schema.getQueryType()), ...data.root(root) } };
    });
    const answers = await Promise.all(
      questions.map((question) => adapter.ask({ op: "execute", schema: sdl, ...question })),
    );
    for (const [index, question] of questions.entries()) {
      const theirs = execute(schema, question);
      if ("data" in theirs) executed++;
      differences.compare(
        ordered(answers[index]),
        theirs,
        () => `${sdl}\n${JSON.stringify(question)}\n${question.query}`,
      );
    }
  }
  differences.check(`responses (${executed} of them with data)`);
});

test("introspection is a schema again", async (seed) => {
  const differences = new Differences();
  const random = new Random(seed);
  for (let i = 0; i < SCHEMAS / 10; i++) {
    const sdl = new SchemaGenerator(random).generate();
    const { data } = await adapter.ask({ op: "introspect", schema: sdl });
    differences.compare(printSchema(buildClientSchema(data)), printSchema(checkSchema(sdl)), () => sdl);
  }
  differences.check("schemas");
});

test("the adapter ends well", async () => {
  const status = await adapter.close();
  if (status !== 0) throw new Error(`it ended with ${status}`);
});

await main();
