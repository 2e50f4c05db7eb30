// SPDX-License-Identifier: GPL-3.0-or-later
// The API over a file as one would write it by hand in JavaScript: graphql-js, better-sqlite3, dataloader. It answers
// the questions of the benchmark; statements are prepared once per shape, and every reference goes through a loader.

import Database from "better-sqlite3";
import DataLoader from "dataloader";
import { buildSchema } from "graphql";

const uuidText = (bytes) => {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

const uuidBytes = (text) => Buffer.from(text.replaceAll("-", ""), "hex");

// Microseconds since 1970, without a zone; the fraction is absent when it is zero.
const timeText = (time) => {
  const micro = ((time % 1e6) + 1e6) % 1e6;
  const text = new Date(Math.floor((time - micro) / 1000)).toISOString().slice(0, 19);
  return micro === 0 ? text : `${text}.${String(micro).padStart(6, "0")}`;
};

// A loader wants keys that are equal when they are the same; buffers are not.
const toKey = (bytes) => bytes.toString("latin1");
const fromKey = (key) => Buffer.from(key, "latin1");

const LARGEST_BATCH = 512;

/** Statements with so many parameters as are needed, rounded up to a power of two, so that there are few of them. */
class Batch {
  constructor(database, sql) {
    this.database = database;
    this.sql = sql;
    this.statements = new Map();
  }

  *rows(keys) {
    for (let start = 0; start < keys.length; start += LARGEST_BATCH) {
      const part = keys.slice(start, start + LARGEST_BATCH);
      let size = 1;
      while (size < part.length) size *= 2;
      while (part.length < size) part.push(part[0]);
      if (!this.statements.has(size))
        this.statements.set(size, this.database.prepare(this.sql.replace("(?)", `(${Array(size).fill("?")})`)));
      yield* this.statements.get(size).iterate(part.map(fromKey));
    }
  }
}

const COLUMNS = {
  users: "id, name, surname, email, valid, lastchange",
  groups: "id, name, createdby, changedby",
  events: "id, name, startdate",
};

const TABLES = { UserGQLModel: "users", GroupGQLModel: "groups", EventGQLModel: "events" };

const CHILDREN = {
  membershipsOfUser: ["user_id", "SELECT id, user_id, group_id FROM memberships WHERE user_id IN (?) ORDER BY user_id, id"],
  membershipsOfGroup: [
    "group_id",
    "SELECT id, user_id, group_id FROM memberships WHERE group_id IN (?) ORDER BY group_id, id",
  ],
  presencesOfUser: ["user_id", "SELECT id, user_id, event_id FROM events_users WHERE user_id IN (?) ORDER BY user_id, id"],
  groupsOfEvent: [
    "event_id",
    "SELECT l.event_id, g.id, g.name, g.createdby, g.changedby FROM events_groups AS l" +
      " JOIN groups AS g ON g.id = l.group_id WHERE l.event_id IN (?) ORDER BY l.event_id, l.group_id",
  ],
};

export class Peer {
  constructor(path, sdl) {
    this.database = new Database(path, { readonly: true });
    this.database.pragma("mmap_size = 2147418112");
    this.batches = {};
    for (const [table, columns] of Object.entries(COLUMNS))
      this.batches[table] = new Batch(this.database, `SELECT ${columns} FROM ${table} WHERE id IN (?)`);
    for (const [name, [, sql]] of Object.entries(CHILDREN)) this.batches[name] = new Batch(this.database, sql);
    this.statements = new Map();
    this.schema = buildSchema(sdl, { assumeValidSDL: true });
    this.resolve();
  }

  prepare(sql) {
    if (!this.statements.has(sql)) this.statements.set(sql, this.database.prepare(sql));
    return this.statements.get(sql);
  }

  /** What the resolvers of one request share. */
  context() {
    const loaders = {};
    for (const table of Object.keys(COLUMNS))
      loaders[table] = new DataLoader(async (keys) => {
        const found = new Map();
        for (const row of this.batches[table].rows(keys)) found.set(toKey(row.id), row);
        return keys.map((key) => found.get(key) ?? null);
      });
    for (const [name, [column]] of Object.entries(CHILDREN))
      loaders[name] = new DataLoader(async (keys) => {
        const found = new Map(keys.map((key) => [key, []]));
        for (const row of this.batches[name].rows(keys)) found.get(toKey(row[column])).push(row);
        return keys.map((key) => found.get(key));
      });
    return loaders;
  }

  /** SQL of a filter, as far as the questions need it. */
  filter(where, parameters) {
    const conditions = [];
    const add = (sql, ...values) => {
      conditions.push(sql);
      parameters.push(...values);
    };
    const start = where.surname?._startswith;
    if (start) add("substr(surname, 1, length(?)) = ?", start, start);
    if (where.surname?._ilike) add("surname LIKE ? ESCAPE '\\'", where.surname._ilike);
    if (where.memberships)
      add(
        "id IN (SELECT m.user_id FROM memberships AS m JOIN groups AS g ON g.id = m.group_id WHERE g.name = ?)",
        where.memberships.group.name._eq,
      );
    return conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
  }

  page(table, { where, orderby, skip = 0, limit = 10 }) {
    const parameters = [];
    const condition = where ? this.filter(where, parameters) : "";
    const order = orderby ? `${orderby}__key, id` : "id";
    return this.prepare(
      `SELECT ${COLUMNS[table]} FROM ${table}${condition} ORDER BY ${order} LIMIT ${limit} OFFSET ${skip}`,
    ).all(parameters);
  }

  resolve() {
    const set = (type, fields) => {
      for (const [name, resolver] of Object.entries(fields)) this.schema.getType(type).getFields()[name].resolve = resolver;
    };
    const id = (row) => uuidText(row.id);
    const reference = (column, table) => (row, _, loaders) =>
      row[column] === null ? null : loaders[table].load(toKey(row[column]));
    const children =
      (name) =>
      async (row, { limit = 10, skip = 0 }, loaders) =>
        (await loaders[name].load(toKey(row.id))).slice(skip, skip + limit);

    const entity = async ({ __typename, id }, loaders) => {
      const row = await loaders[TABLES[__typename]].load(toKey(uuidBytes(id)));
      return row && { __typename, ...row };
    };

    set("Query", {
      _entities: (_, { representations }, loaders) => representations.map((one) => entity(one, loaders)),
      userById: (_, args, loaders) => loaders.users.load(toKey(uuidBytes(args.id))),
      userPage: (_, args) => this.page("users", args),
      groupPage: (_, args) => this.page("groups", args),
    });
    set("UserGQLModel", {
      id,
      valid: (row) => (row.valid === null ? null : row.valid !== 0),
      lastchange: (row) => timeText(row.lastchange),
      memberships: children("membershipsOfUser"),
      presences: children("presencesOfUser"),
    });
    set("GroupGQLModel", {
      id,
      createdby: reference("createdby", "users"),
      changedby: reference("changedby", "users"),
      memberships: children("membershipsOfGroup"),
    });
    set("MembershipGQLModel", { id, group: reference("group_id", "groups"), user: reference("user_id", "users") });
    set("PresenceGQLModel", { id, event: reference("event_id", "events") });
    set("EventGQLModel", {
      id,
      startdate: (row) => (row.startdate === null ? null : timeText(row.startdate)),
      groups: (row, _, loaders) => loaders.groupsOfEvent.load(toKey(row.id)),
    });
  }
}
