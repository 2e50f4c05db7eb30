// SPDX-License-Identifier: GPL-3.0-or-later
// Random questions over our whole schema, answered by us from a file and by graphql-js from the rows of the same file:
// equal data in equal order, errors at equal positions.
// Usage: node test-rows.mjs PROGRAM REFERENCE-DESK

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { executeSync, getNamedType, parse, validate } from "graphql";

import { Adapter } from "./adapter.mjs";
import { Differences } from "./differences.mjs";
import { DocumentGenerator } from "./documents.mjs";
import { Model } from "./model.mjs";
import { Random } from "./random.mjs";
import { answer } from "./reference.mjs";
import { diagnose, main, test } from "./tap.mjs";

const [program, desk] = process.argv.slice(2);
const QUESTIONS = Number(process.env.UOIS_DOCUMENTS ?? 2000);

const run = (...args) =>
  execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });

/** So many errors are told by the program, and then that there are more; the reference tells all of them. */
const MOST_ERRORS = 100;

/** Data, and where there are errors: what they say is ours. */
function outline({ errors, data }) {
  const response = {};
  if (errors) response.errors = errors.slice(0, MOST_ERRORS).map(({ path }) => path ?? null);
  if (data !== undefined) response.data = data;
  return response;
}

/** How many values an answer holds. */
function count(value) {
  if (value === null || typeof value !== "object") return value === null ? 0 : 1;
  return Object.values(value).reduce((sum, one) => sum + count(one), 0);
}

/** Values that find something: ids, texts and times of rows, columns to order by. */
class Values {
  /** @param pages rows that a page has at most */
  constructor(random, model, pages) {
    this.random = random;
    this.model = model;
    this.pages = pages;
  }

  /** Rows of the type that a field leads to, or of any. */
  rowsFor(field) {
    const rows = this.model.rows.get(getNamedType(field?.type)?.name);
    return rows?.length > 0 && this.random.chance(0.9)
      ? rows
      : this.random.pick([...this.model.rows.values()].filter((some) => some.length > 0));
  }

  /** @param place an argument or input field @returns a literal, or undefined for any */
  invent(place, type, field) {
    const random = this.random;
    switch (place.name) {
      case "limit":
        return random.chance(0.05) ? String(random.pick([-1, 1001, 0])) : String(1 + random.below(this.pages));
      case "skip":
        return random.chance(0.03) ? "-2" : String(random.below(4));
      case "orderby": {
        const target = this.model.types.get(getNamedType(field.type).name);
        return JSON.stringify(
          random.chance(0.1)
            ? random.pick(["fullname", "nothing", "name_en"])
            : random.pick(target?.columns ?? [{ name: "id" }]).name,
        );
      }
    }
    const row = random.pick(this.rowsFor(field));
    const texts = Object.values(row).filter(
      (value) => typeof value === "string" && value.length > 0 && !/^[0-9a-f]{8}-/.test(value),
    );
    switch (type.name) {
      case "UUID":
        return random.chance(0.02)
          ? '"no-id"'
          : JSON.stringify(
              random.chance(0.8) ? row.id : (Object.values(row).find((value) => /^[0-9a-f]{8}-/.test(value)) ?? row.id),
            );
      case "DateTime":
        return JSON.stringify(
          random.pick([
            "2026-09-01T00:00:00",
            "2020-01-01T12:30:00",
            "2026-11-09T15:51:09.723553",
            "2025-02-03T08:00:00.5",
          ]),
        );
      case "Date":
        return JSON.stringify(random.pick(["2026-09-01", "1990-05-17"]));
      case "timedelta":
        return random.pick(["30", "90.5", "0"]);
      case "String": {
        const text = texts.length > 0 ? random.pick(texts) : "a";
        const start = random.below(text.length);
        return JSON.stringify(
          random.pick([
            text,
            text.slice(0, 3),
            `${text.slice(0, 2)}%`,
            `%${text.slice(start, start + 3)}%`,
            `%${text.slice(start, start + 3).toUpperCase()}%`,
            `_${text.slice(1)}`,
            "\\%",
            "",
          ]),
        );
      }
    }
    return undefined;
  }
}

/**
 * @param pages rows that a page has at most
 * @param times how often each question is asked: plans learn from one execution for the next
 * @param root (field) => whether a field of Query may be asked
 * @param options of the questions
 */
async function compare(seed, { questions: length, pages, times, root = () => true, ...options }) {
  const folder = mkdtempSync(join(tmpdir(), "uois-reference-"));
  const path = join(folder, "demo.uois");
  let questions;
  try {
    run("new", "-f", path, "--demo", "--people", "50", "--seed", String((seed % 1000) + 1));
    const dump = JSON.parse(run("dump", "-f", path));
    questions = new Adapter(desk, path);
    const description = await questions.ask({ op: "describe" });
    const model = await Model.make(run("schema"), dump, description);
    const random = new Random(seed);
    const values = new Values(random, model, pages);
    const known = (type, field) =>
      type === model.schema.getQueryType()
        ? model.queries.has(field.name) && root(field)
        : Boolean(model.types.get(type.name)?.fields.some(({ name }) => name === field.name));
    const generator = new DocumentGenerator(random, model.schema, {
      mutations: false,
      field: known,
      literal: (place, type, field) => values.invent(place, type, field),
      ...options,
    });
    const differences = new Differences();
    let [refused, failed, found] = [0, 0, 0];
    const fields = new Set();
    for (let i = 0; i < length; i += 50) {
      const batch = Array.from({ length: Math.min(50, length - i) }, () => generator.generate());
      const ask = () => Promise.all(batch.map((question) => questions.ask({ op: "execute", ...question })));
      const answers = await ask();
      for (let again = 1; again < times; again++)
        for (const [index, answer] of (await ask()).entries())
          differences.compare(answer, answers[index], () => `asked ${again + 1} times: ${batch[index].query}`);
      for (const [index, question] of batch.entries()) {
        const document = parse(question.query);
        const invalid = validate(model.schema, document);
        const theirs =
          invalid.length > 0
            ? outline({ errors: invalid.map(() => ({})) })
            : outline(
                answer(
                  executeSync({
                    schema: model.schema,
                    document,
                    variableValues: question.variables,
                    operationName: question.operationName,
                  }),
                ),
              );
        if (theirs.data === undefined) refused++;
        else if (theirs.errors) failed++;
        found += count(theirs.data ?? null);
        for (const name of question.query.match(/\w+/g)) fields.add(name);
        differences.compare(
          outline(answers[index]),
          theirs,
          () => `${JSON.stringify(question)}\n${question.query}\n${JSON.stringify(answers[index].errors ?? null)}`,
        );
      }
    }
    diagnose(
      `${fields.size} different words in the questions; ${refused} refused, ${failed} with errors; ${found} values`,
    );
    differences.check("answers");
  } finally {
    if (questions && (await questions.close()) !== 0) diagnose("the program did not end well");
    rmSync(folder, { recursive: true });
  }
}

test("answers over a file", (seed) => compare(seed, { questions: QUESTIONS, depth: 4, pages: 6, times: 1 }));

// Pages so large that many rows refer to the same records.
test("answers with many repetitions", (seed) =>
  compare(seed, {
    questions: QUESTIONS / 10,
    pages: 500,
    times: 4,
    depth: 4,
    root: ({ args }) => args.some(({ name }) => name === "limit"),
    chance: ({ name }) => ({ limit: 0.9, orderby: 0.2 })[name] ?? 0.02,
  }));

await main();
