// SPDX-License-Identifier: GPL-3.0-or-later
// A gateway over a server for each domain answers as one server, or one query, over the whole file does.

import { ApolloGateway, IntrospectAndCompose, RemoteGraphQLDataSource } from "@apollo/gateway";
import { getNamedType, getNullableType, isListType, isObjectType, isRequiredArgument, parse, validate } from "graphql";
import { createHash } from "node:crypto";

import { diagnose, main, test } from "../gql/reference/tap.mjs";
import { Differences } from "../gql/reference/differences.mjs";
import { FEDERATION, newFile, serve } from "./program.mjs";

const file = newFile();
const whole = await serve(file);
const servers = await Promise.all(FEDERATION.map((domain) => serve(file, "--domain", domain)));

const gateway = new ApolloGateway({
  supergraphSdl: new IntrospectAndCompose({
    subgraphs: FEDERATION.map((name, index) => ({ name, url: `${servers[index].url}/graphql` })),
  }),
  buildService: ({ url }) => new RemoteGraphQLDataSource({ url }),
  logger: { debug() {}, info() {}, warn: diagnose, error: diagnose },
});
const { schema } = await gateway.load();

async function askGateway(query, variables = {}) {
  const { data, errors } = await gateway.executor({
    schema,
    document: parse(query),
    request: { query, variables },
    queryHash: createHash("sha256").update(query).digest("hex"),
    context: {},
    cache: new Map(),
    metrics: {},
    overallCachePolicy: { restrict() {} },
  });
  return { data, errors: errors?.map((error) => error.message) };
}

async function askFile(query, variables = {}) {
  const response = await fetch(`${whole.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  return { data, errors: errors?.map((error) => error.message) };
}

async function compare(differences, query, variables) {
  const invalid = validate(schema, parse(query));
  if (invalid.length > 0) throw new Error(`${query}\n${invalid.join("\n")}`);
  const [ours, theirs] = [await askFile(query, variables), await askGateway(query, variables)];
  differences.compare(ours, JSON.parse(JSON.stringify(theirs)), () => `${query}\n${JSON.stringify(variables ?? {})}`);
  return ours.data;
}

const isLeaf = (field) => !isObjectType(getNamedType(field.type)) && !field.args.some(isRequiredArgument);

/** Fields of a type as far as they lead in @param depth steps; of lists the first few records. */
function select(type, depth) {
  const selections = [];
  for (const field of Object.values(type.getFields())) {
    if (field.args.some(isRequiredArgument)) continue;
    if (isLeaf(field)) selections.push(field.name);
    else if (depth > 0) {
      const limit = field.args.some((argument) => argument.name === "limit") ? "(limit: 3)" : "";
      selections.push(`${field.name}${limit} { ${select(getNamedType(field.type), depth - 1)} }`);
    }
  }
  return selections.join(" ") || "__typename";
}

const pages = Object.values(schema.getQueryType().getFields()).filter(
  (field) => isListType(getNullableType(field.type)) && field.args.some((argument) => argument.name === "limit") && !field.args.some(isRequiredArgument),
);

test("pages with what their records refer to", async () => {
  const differences = new Differences();
  let records = 0;
  for (const page of pages) {
    const data = await compare(differences, `{ ${page.name}(limit: 3) { ${select(getNamedType(page.type), 1)} } }`);
    records += data?.[page.name]?.length ?? 0;
  }
  differences.check(`pages (${records} records)`);
  if (records < 100) throw new Error(`there are only ${records} records in ${pages.length} pages`);
});

const QUESTIONS = [
  `{ userPage(limit: 5, orderby: "surname") { fullname memberships { group { name grouptype { nameEn } } }
     studies { program { name } state { name } } authorPublications { publication { name } } externalIds { outerId } } }`,
  `{ groupPage(limit: 10, where: {grouptype: {name: {_eq: "fakulta"}}}) { name externalIds { outerId type { name } }
     memberships(limit: 4) { user { surname presences(limit: 3) { event { name } } } } } }`,
  `{ eventPage(limit: 8, orderby: "startdate", desc: true) { name duration(unit: HOURS) groups { name plannedLessons { name } }
     presences { user { email studies { semester } } presenceType { name } } externalIds { innerId } } }`,
  `{ plannedLessonPage(limit: 10) { name users { fullname roles { roletype { name } } } groups { abbreviation }
     facilities { name type { nameEn } } topic { name semester { order subject { name } } } event { startdate } } }`,
  `{ projectPage(limit: 5) { name group { name roles { user { surname } } } team { name } finances { amount } milestones { name } } }`,
  `query ($limit: Int!, $name: String) { a: userPage(limit: $limit, where: {surname: {_ilike: $name}}) { ...person }
     b: rolePage(limit: $limit) { user { ...person } group { name events(limit: 2) { name } } } }
   fragment person on UserGQLModel { id name surname memberships(limit: 2) { valid group { id name } } externalIds { type { name } } }`,
  `{ requestPage(limit: 5) { name creator { fullname memberships(limit: 1) { group { name } } } histories { form { name sections { name } } } } }`,
  `{ surveyPage(limit: 3) { name questions { name answers { value user { surname answers { question { name } } } } } } }`,
  `{ facilityPage(limit: 5) { name label group { name mastergroup { name } } masterFacility { name } plannedLessons { order } externalIds { outerId } } }`,
  `{ acSubjectPage(limit: 4) { name program { name } grants { name email } publication { name authors { user { fullname } } }
     semesters { order plans { lessons { users { surname } } } classifications(limit: 2) { student { fullname } level { name } } } } }`,
];

test("questions across domains", async () => {
  const differences = new Differences();
  const empty = [];
  for (const query of QUESTIONS) {
    const data = await compare(differences, query, query.startsWith("query") ? { limit: 6, name: "%a%" } : undefined);
    if (!data || JSON.stringify(data).length < 60) empty.push(query);
  }
  differences.check("questions");
  if (empty.length > 0) throw new Error(`hardly an answer to:\n${empty.join("\n")}`);
});

test("a record that is nowhere", async () => {
  const differences = new Differences();
  await compare(differences, `{ userById(id: "00000000-0000-4000-8000-000000000000") { surname externalIds { outerId } } }`);
  differences.check("questions");
});

test("every server ends well", async () => {
  await gateway.stop();
  for (const { stop } of [whole, ...servers]) {
    const status = await stop();
    if (status !== 0) throw new Error(`a server ended with ${status}`);
  }
});

await main();
