// SPDX-License-Identifier: GPL-3.0-or-later
// The subgraphs of the domains make one federation, whose API is the one that we promise.

import { composeServices } from "@apollo/composition";
import { isInputObjectType, isObjectType, parse, print, printType, valueFromASTUntyped } from "graphql";
import { existsSync, readFileSync } from "node:fs";

import { diagnose, main, test } from "../gql/reference/tap.mjs";
import { FEDERATION, run } from "./program.mjs";

// What the deployed stack is, where it is at hand.
const OWNERSHIP = process.env.UOIS_OWNERSHIP ?? new URL("../../../shared/contract/ownership.json", import.meta.url);
const PROMISE = new URL("../domains/promise.txt", import.meta.url);

const subgraphs = FEDERATION.map((name) => ({
  name,
  url: `http://${name}.invalid/`,
  typeDefs: parse(run("schema", "--federation", "--domain", name)),
}));

function fail(what, differences) {
  if (differences.length === 0) return;
  diagnose(differences.slice(0, 20).join("\n"));
  throw new Error(`${differences.length} ${what}`);
}

let composed;

function compose() {
  composed ??= composeServices(subgraphs);
  fail("errors of composition", (composed.errors ?? []).map((error) => error.message));
  return composed;
}

const describeInput = ({ type, astNode, defaultValue }) =>
  defaultValue == null ? String(type) : `${type} = ${print(astNode.defaultValue)}`;

/** As tests/domains/promise.txt has it. */
function describeField(field) {
  const args = field.args.map((argument) => `${argument.name}: ${describeInput(argument)}`).sort();
  return args.length > 0 ? `(${args.join(", ")}): ${field.type}` : String(field.type);
}

function* describe(schema) {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    if (isObjectType(type))
      for (const field of Object.values(type.getFields())) yield `${type.name}.${field.name} ${describeField(field)}`;
    else if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) yield `${type.name}.${field.name} ${describeInput(field)}`;
  }
}

const apiOf = (result) => result.schema.toAPISchema().toGraphQLJSSchema();

/** Which subgraphs have which field: "Type.field" to names, from the directives of the supergraph. */
function ownersOf(supergraph) {
  const owners = new Map();
  const graphs = (node, name) =>
    node.directives
      .filter((directive) => directive.name.value === name)
      .map((directive) => Object.fromEntries(directive.arguments.map((a) => [a.name.value, valueFromASTUntyped(a.value)])))
      .filter(({ external }) => !external)
      .map(({ graph }) => graph?.toLowerCase())
      .filter(Boolean);
  for (const type of parse(supergraph).definitions) {
    if (type.kind !== "ObjectTypeDefinition") continue;
    const typeGraphs = graphs(type, "join__type");
    for (const field of type.fields) {
      const fieldGraphs = graphs(field, "join__field");
      owners.set(`${type.name.value}.${field.name.value}`, (fieldGraphs.length ? fieldGraphs : typeGraphs).sort());
    }
  }
  return owners;
}

test("the ten subgraphs compose, without a remark", () => {
  const { hints } = compose();
  fail("remarks", hints.map((hint) => `${hint.definition.code}: ${hint.message}`));
});

test("the supergraph is what is promised", () => {
  const found = new Set(describe(apiOf(compose())));
  const promised = readFileSync(PROMISE, "utf8").split("\n").filter((line) => line && !line.endsWith(" value"));
  diagnose(`${promised.length} fields are promised, ${found.size} are there`);
  fail("promises are broken", promised.filter((line) => !found.has(line)));
  // The promise names the inputs of filters, but not what combines them.
  const names = new Set(promised.map((line) => line.split(" ")[0]));
  const combining = /Filter(And|Or)\./;
  fail("fields were not promised", [...found].filter((line) => !combining.test(line) && !names.has(line.split(" ")[0])));
});

test("nothing is lost between the subgraphs", () => {
  const found = new Set([...describe(apiOf(compose()))].map((line) => line.split(" ")[0]));
  const lost = [];
  for (const { name, typeDefs } of subgraphs)
    for (const type of typeDefs.definitions)
      for (const field of type.fields ?? [])
        if (!found.has(`${type.name.value}.${field.name.value}`)) lost.push(`${name}: ${type.name.value}.${field.name.value}`);
  fail("fields are lost", lost);
});

test("only what identifies a record stands in several subgraphs", () => {
  const shared = [...ownersOf(compose().supergraphSdl)].filter(([field, graphs]) => graphs.length > 1 && !field.endsWith(".id"));
  fail("fields are shared", shared.map(([field, graphs]) => `${field}: ${graphs}`));
});

test("every field is in the subgraphs in which the stack has it", () => {
  if (!existsSync(OWNERSHIP)) {
    diagnose("the list of the stack's owners is not here; nothing was compared");
    return;
  }
  const ownership = JSON.parse(readFileSync(OWNERSHIP, "utf8"));
  const ours = ownersOf(compose().supergraphSdl);
  const different = [];
  for (const [type, { kind, fields }] of Object.entries(ownership)) {
    if (kind !== "ObjectTypeDefinition") continue;
    for (const [field, graphs] of Object.entries(fields)) {
      const found = ours.get(`${type}.${field}`) ?? [];
      // A subgraph of the stack may know a record by its id and have no use for it.
      const others = found.filter((graph) => !graphs.includes(graph));
      if (others.length > 0 || (field !== "id" && found.length !== graphs.length)) different.push(`${type}.${field}: ${found}, not ${graphs}`);
    }
  }
  fail("fields are elsewhere", different);
});

test("the whole file is a subgraph, too", () => {
  const whole = composeServices([{ name: "file", url: "http://file.invalid/", typeDefs: parse(run("schema", "--federation")) }]);
  fail("errors of composition", (whole.errors ?? []).map((error) => error.message));
  const api = apiOf(whole);
  const plain = new Map(
    parse(run("schema")).definitions.map((definition) => [definition.name.value, definition.fields?.map((field) => field.name.value) ?? []]),
  );
  const different = [];
  for (const [name, fields] of plain) {
    const type = api.getType(name);
    if (!type) different.push(name);
    else if (type.getFields && Object.keys(type.getFields()).join() !== fields.join()) different.push(printType(type));
  }
  fail("types differ", different);
});

await main();
