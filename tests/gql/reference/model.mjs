// SPDX-License-Identifier: GPL-3.0-or-later
// The meaning of our API, found a second time: a schema of graphql-js whose resolvers read plain arrays of rows.
// What a declaration says in SQL is asked of a plain database of the same rows.

import { GraphQLError, buildSchema, getNamedType } from "graphql";
import initSqlJs from "sql.js";

import { filterRows } from "./filters.mjs";
import { formatTime, parseScalar } from "./scalars.mjs";

const MOST_ROWS = 1000;
const collator = new Intl.Collator("cs");

const quote = (name) => `"${name}"`;
const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A value of the dump as the file keeps it. */
function keep(kind, value) {
  if (value === undefined || value === null) return null;
  if (kind === "date") return parseScalar("Date", value.slice(0, 10));
  if (kind === "datetime") return parseScalar("DateTime", value);
  if (kind === "uuid") return value.toLowerCase();
  if (kind === "boolean") return value ? 1 : 0;
  return value;
}

/** A value as the API gives it. */
function show(kind, value) {
  if (value === null || value === undefined) return null;
  if (kind === "datetime") return formatTime(value, false);
  if (kind === "date") return formatTime(value, true);
  return kind === "boolean" ? value !== 0 : value;
}

const nullReads = { text: (text) => text, integer: Number, real: Number, boolean: (text) => text === "true" };

/** What kind of value a scalar of the API is made of. */
const kindOfScalar = {
  UUID: "uuid",
  DateTime: "datetime",
  Date: "date",
  Boolean: "boolean",
  Int: "integer",
  Float: "real",
};

const hooks = {
  duration({ startdate, enddate }, { unit }) {
    const seconds = { SECONDS: 1, MINUTES: 60, HOURS: 3600, DAYS: 86400, WEEKS: 604800 };
    return startdate === null || enddate === null ? null : (enddate - startdate) / 1000000 / seconds[unit ?? "MINUTES"];
  },
};

export class Model {
  /** @param dump what `uois-desk dump` writes @param description what `reference-desk` says of the API */
  static async make(sdl, dump, description) {
    const model = new Model();
    model.types = new Map(description.types.map((type) => [type.name, type]));
    model.filters = new Map(description.filters.map((filter) => [filter.name, filter]));
    model.queries = new Map(description.queries.map((query) => [query.name, query]));
    const sql = await initSqlJs();
    model.database = new sql.Database();
    model.rows = new Map();
    model.statements = new Map();
    for (const type of description.types) if (type.table) model.load(type, dump[type.table] ?? []);
    model.schema = model.bind(buildSchema(sdl));
    return model;
  }

  load(type, rows) {
    const names = type.columns.map((column) => column.name);
    type.byName = new Map(type.columns.map((column) => [column.name, column]));
    this.database.run(
      `CREATE TABLE ${quote(type.table)} (${names.map((name) => (name === "id" ? '"id" PRIMARY KEY' : quote(name))).join(", ")})`,
    );
    const insert = this.database.prepare(
      `INSERT INTO ${quote(type.table)} VALUES (${names.map(() => "?").join(", ")})`,
    );
    // The servers' feeder ignores what begins with an underscore, so that is where dump puts what they cannot read.
    const kept = rows.map((row) =>
      Object.fromEntries(type.columns.map(({ name, kind }) => [name, keep(kind, row[name] ?? row[`_${name}`])])),
    );
    for (const row of kept) insert.run(names.map((name) => row[name]));
    insert.free();
    kept.sort((a, b) => (a.id < b.id ? -1 : 1));
    this.rows.set(type.name, kept);
    type.byId = new Map(kept.map((row) => [row.id, row]));
  }

  /** The first column of what a query gives. */
  ask(sql, parameters) {
    let statement = this.statements.get(sql);
    if (!statement) this.statements.set(sql, (statement = this.database.prepare(sql)));
    statement.bind(
      Object.fromEntries(
        Object.entries({ me: null, parent: null, ...parameters }).map(([name, value]) => [
          `:${name}`,
          typeof value === "boolean" ? Number(value) : (value ?? null),
        ]),
      ),
    );
    const values = [];
    while (statement.step()) values.push(statement.get()[0]);
    statement.reset();
    return values;
  }

  /** An expression over a row. */
  evaluate(type, row, sql, parameters = {}) {
    if (!type.table) return this.ask(`SELECT (${sql})`, { parent: row.id, ...parameters })[0];
    return this.ask(`SELECT (${sql}) FROM ${quote(type.table)} WHERE "id" = :row`, {
      parent: row.id,
      row: row.id,
      ...parameters,
    })[0];
  }

  select(type, condition, parameters) {
    return this.ask(`SELECT "id" FROM ${quote(type.table)} WHERE (${condition}) ORDER BY "id"`, parameters).map((id) =>
      type.byId.get(id),
    );
  }

  /** The rows that a field of an object leads to, before filters; in the order of their ids. */
  related(field, row, args = {}) {
    const target = this.types.get(field.target);
    const rows = this.rows.get(target.name);
    switch (field.kind) {
      case "many":
        return rows.filter((one) => one[field.column] === row.id);
      case "through": {
        const links = this.rows.get([...this.types.values()].find((type) => type.table === field.through).name);
        const ids = links.filter((link) => link[field.column] === row.id).map((link) => link[field.far]);
        // Whom a link table names twice is there twice.
        return rows.flatMap((one) => ids.filter((id) => id === one.id).map(() => one));
      }
      case "reference":
        return rows.filter((one) => one.id === row[field.column]);
      case "list":
      case "one":
        return this.select(target, field.sql, { ...args, parent: row?.id ?? null });
      case "page":
        return rows;
      case "byId":
        return rows.filter((one) => one.id === Object.values(args)[0]);
      default:
        throw new Error(`a field of kind ${field.kind} leads to no rows`);
    }
  }

  /** Null is last, or first of all from the end; equal rows stand in the order of their ids. */
  order(type, rows, name, descending, asSql) {
    const column = type.byName.get(name);
    const expression =
      column || asSql
        ? null
        : type.fields.find((field) => field.kind === "expression" && snakeCase(field.name) === name);
    if (!column && !expression && !asSql) return null;
    const keys = new Map(
      rows.map((row) => [row, column ? row[name] : this.evaluate(type, row, expression ? expression.sql : name)]),
    );
    const compare = (a, b) => {
      if (typeof a === "string" && (!column || column.kind === "text")) return collator.compare(a, b);
      return a < b ? -1 : a > b ? 1 : 0;
    };
    const sign = descending ? -1 : 1;
    return [...rows].sort((a, b) => {
      const [x, y] = [keys.get(a), keys.get(b)];
      if (x === null || y === null) return sign * ((x === null) - (y === null));
      return sign * compare(x, y);
    });
  }

  /** The rows of a list: filtered, ordered, the window of them that is asked for. */
  list(field, row, args) {
    const target = this.types.get(field.target);
    if (args.skip < 0 || args.limit < 0 || args.limit > MOST_ROWS) throw new GraphQLError("the page is out of bounds");
    let rows = this.related(field, row, args);
    if (field.filter && args.where) rows = filterRows(this, this.filters.get(field.filter), rows, args.where);
    const ordered = field.sorted && args.orderby ? this.order(target, rows, args.orderby, args.desc) : null;
    rows =
      ordered ??
      (field.order
        ? (this.order(target, rows, field.order, false) ?? this.order(target, rows, field.order, false, true))
        : rows);
    const skip = args.skip ?? 0;
    return "limit" in args ? rows.slice(skip, skip + (args.limit ?? MOST_ROWS)) : rows.slice(skip);
  }

  resolve(type, field, row, args, returned) {
    const kind = kindOfScalar[getNamedType(returned).name] ?? "text";
    switch (field.kind) {
      case "column": {
        if (!type.table) return row.id;
        const column = type.byName.get(field.column);
        if (row[field.column] === null && column.nullReadsAs !== undefined)
          return nullReads[column.kind](column.nullReadsAs);
        return show(column.kind, row[field.column]);
      }
      case "expression":
        return show(kind, this.evaluate(type, row, field.sql));
      case "hook":
        return hooks[field.hook](row, args);
      case "object": {
        const id = this.evaluate(type, row, field.sql);
        return id === null ? null : { id };
      }
      case "objectById":
        return Object.values(args)[0] ? { id: Object.values(args)[0] } : null;
      case "constant":
        return field.sql;
      case "value":
        return show(kind, this.ask(field.sql, args)[0] ?? null);
      default:
        return field.list ? this.list(field, row, args) : (this.related(field, row, args)[0] ?? null);
    }
  }

  bind(schema) {
    for (const name of ["UUID", "DateTime", "Date", "timedelta"]) {
      const scalar = schema.getType(name);
      if (!scalar) continue;
      scalar.parseValue = (value) => parseScalar(name, value);
      scalar.parseLiteral = (node) =>
        parseScalar(
          name,
          node.kind === "StringValue"
            ? node.value
            : node.kind === "IntValue" || node.kind === "FloatValue"
              ? Number(node.value)
              : undefined,
        );
    }
    for (const type of Object.values(schema.getTypeMap())) {
      const described = this.types.get(type.name);
      if (!type.getFields) continue;
      for (const field of Object.values(type.getFields())) {
        const one =
          type === schema.getQueryType()
            ? this.queries.get(field.name)
            : described?.fields?.find(({ name }) => name === field.name);
        if (one) field.resolve = (row, args) => this.resolve(described, one, row, args, field.type);
      }
    }
    return schema;
  }
}
