// SPDX-License-Identifier: GPL-3.0-or-later
// Invents type systems of all kinds of types, and data for them.

import { isEnumType, isLeafType, isListType, isNonNullType, isObjectType } from "graphql";

const STANDARD = ["Int", "Float", "String", "Boolean", "ID"];
const FIELD_NAMES = ["a", "b", "c", "id", "name", "items", "next", "value", "size", "kind", "nameEn", "owner"];
// The introspection query of tools sees nine wrappers of a type, and cannot read one that has more.
const MOST_LISTS = 4;

export class SchemaGenerator {
  constructor(random) {
    this.random = random;
  }

  generate() {
    const random = this.random;
    const names = (letter, least, most) =>
      Array.from({ length: least + random.below(most - least + 1) }, (_, i) => `${letter}${i}`);
    this.enums = names("E", 1, 2);
    this.scalars = names("S", 0, 2);
    this.inputs = names("I", 1, 3);
    this.interfaces = names("N", 1, 3);
    this.objects = names("O", 2, 5);
    this.unions = names("U", 0, 2);
    this.interfaceFields = new Map();
    this.above = new Map();
    const parts = [
      ...this.enums.map(
        (name) => `enum ${name} { ${random.some(["RED", "GREEN", "BLUE", "a", "b"], 0.5).concat("LAST").join(" ")} }`,
      ),
      ...this.scalars.map((name) => `scalar ${name}`),
      ...this.inputs.map((name, index) => this.input(name, index)),
      ...this.interfaces.map((name, index) => this.interface(name, index)),
      ...this.objects.map((name) => this.object(name)),
      ...this.unions.map(
        (name) =>
          `union ${name} = ${random
            .some(this.objects, 0.5)
            .concat(this.objects[0])
            .filter((one, i, all) => all.indexOf(one) === i)
            .join(" | ")}`,
      ),
      this.root("Query"),
    ];
    if (random.chance(0.5)) parts.push(this.root("Mutation"));
    if (random.chance(0.4))
      parts.push(
        'directive @tag(name: String = "x", of: [Int!]) repeatable on FIELD | QUERY | FRAGMENT_SPREAD | OBJECT | FIELD_DEFINITION',
      );
    for (let i = parts.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      [parts[i], parts[j]] = [parts[j], parts[i]];
    }
    return parts.map((part) => (random.chance(0.1) ? `"about"\n${part}` : part)).join("\n");
  }

  wrap(name, optional = false) {
    let type = name;
    if (this.random.chance(0.3)) type += "!";
    for (let lists = 0; lists < MOST_LISTS && this.random.chance(0.25); lists++)
      type = `[${type}]${this.random.chance(0.3) ? "!" : ""}`;
    return optional ? type.replace(/!$/, "") : type;
  }

  outputType() {
    const random = this.random;
    return this.wrap(
      random.chance(0.45)
        ? random.pick([...STANDARD, ...this.enums, ...this.scalars])
        : random.pick([...this.objects, ...this.interfaces, ...this.unions]),
    );
  }

  args() {
    const random = this.random;
    if (random.chance(0.7)) return "";
    const names = random.some(["x", "y", "z"], 0.5).concat("w");
    return `(${names.map((name) => this.inputValue(name)).join(" ")})`;
  }

  inputValue(name) {
    const random = this.random;
    const type = random.chance(0.6)
      ? random.pick([...STANDARD, ...this.enums, ...this.scalars])
      : random.pick(this.inputs);
    const defaults = { Int: "5", Float: "1.5", String: '"d"', Boolean: "true", ID: '"i"' };
    if (defaults[type] && random.chance(0.3))
      return `${name}: ${type}${random.chance(0.3) ? "!" : ""} = ${random.chance(0.1) ? "null" : defaults[type]}`.replace(
        "! = null",
        " = null",
      );
    return `${name}: ${this.wrap(type)}`;
  }

  input(name, index) {
    const random = this.random;
    if (random.chance(0.2)) return `input ${name} @oneOf { a: Int b: String c: ${random.pick([...this.enums, name])} }`;
    const fields = random.some(["a", "b", "c", "d"], 0.5).map((field) => {
      const later = this.inputs.slice(index + 1);
      if (later.length > 0 && random.chance(0.3)) return `${field}: ${this.wrap(random.pick(later))}`;
      return random.chance(0.2) ? `${field}: ${name}` : this.inputValue(field).replace(/: (\[*)I\d+/, ": $1Int");
    });
    return `input ${name} { ${fields.concat("last: Int").join(" ")} }`;
  }

  fields(taken = []) {
    return this.random
      .some(FIELD_NAMES, 0.35)
      .concat("last")
      .filter((name) => !taken.includes(name))
      .map((name) => ({ name, args: this.args(), type: this.outputType() }));
  }

  print(fields) {
    return fields
      .map(({ name, args, type }) => `  ${name}${args}: ${type}${this.random.chance(0.05) ? " @deprecated" : ""}`)
      .join("\n");
  }

  /** What a type has that implements interfaces, and which those are. */
  implement(interfaces) {
    const all = [...new Set(interfaces.flatMap((one) => [one, ...this.above.get(one)]))];
    const fields = new Map();
    const fitting = all.filter((one) =>
      this.interfaceFields.get(one).every((field) => !fields.has(field.name) && fields.set(field.name, field)),
    );
    return fitting.length === all.length ? { all, fields: [...fields.values()] } : { all: [], fields: [] };
  }

  interface(name, index) {
    const { all, fields } = this.implement(index > 0 && this.random.chance(0.4) ? [this.interfaces[index - 1]] : []);
    // Names of their own keep interfaces from being at odds with each other.
    const own = this.fields().map((field) => ({ ...field, name: `${field.name}${index}` }));
    this.above.set(name, all);
    this.interfaceFields.set(name, own);
    return `interface ${name}${all.length > 0 ? ` implements ${all.join(" & ")}` : ""} {\n${this.print([...fields, ...own])}\n}`;
  }

  object(name) {
    const { all, fields } = this.implement(this.random.some(this.interfaces, 0.5));
    const own = this.fields(fields.map((field) => field.name));
    return `type ${name}${all.length > 0 ? ` implements ${all.join(" & ")}` : ""} {\n${this.print([...fields, ...own])}\n}`;
  }

  root(name) {
    const links = [...this.objects, ...this.interfaces, ...this.unions].map((type) => ({
      name: `get${type}`,
      args: this.args(),
      type: this.wrap(type),
    }));
    return `type ${name} {\n${this.print([...this.fields(), ...links])}\n}`;
  }
}

export class DataGenerator {
  constructor(random, schema) {
    this.random = random;
    this.schema = schema;
  }

  root(type) {
    return this.object(type, 0);
  }

  object(type, depth) {
    const data = {};
    for (const field of Object.values(type.getFields()))
      if (this.random.chance(0.97)) data[field.name] = this.value(field.type, depth + 1);
    return data;
  }

  value(type, depth) {
    const random = this.random;
    if (random.chance(0.02)) return { __error: random.pick(["no", 'Kaputt: "x"', "čau"]) };
    if (isNonNullType(type)) return random.chance(0.02) ? null : this.value(type.ofType, depth);
    if (random.chance(0.08)) return null;
    if (isListType(type))
      return random.chance(0.03)
        ? random.pick(["x", 1, { a: 1 }])
        : Array.from({ length: random.below(3) }, () => this.value(type.ofType, depth));
    if (isLeafType(type)) return this.leaf(type);
    if (random.chance(0.02)) return random.pick([5, "text", [], true]);
    if (depth > 3) return isObjectType(type) ? {} : null;
    if (isObjectType(type)) return this.object(type, depth);
    const possible = this.schema.getPossibleTypes(type);
    if (possible.length === 0) return { last: 1 };
    const runtime = random.pick(possible);
    const name = random.chance(0.05) ? random.pick(["Nope", "Int", "E0", "Query", "N0", 5, undefined]) : runtime.name;
    return { __typename: name, ...this.object(runtime, depth) };
  }

  leaf(type) {
    const random = this.random;
    const any = [
      0,
      1,
      -5,
      1.5,
      "",
      "text",
      "12",
      " 7 ",
      "RED",
      true,
      false,
      2147483648,
      -2147483649,
      1e21,
      0.1,
      {},
      [],
      { a: { b: { c: { d: 1 } } } },
      [1, [2, [3, [4]]]],
      'a"b\n\u0001é',
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    ];
    if (random.chance(0.12)) return random.pick(any);
    if (isEnumType(type)) return random.pick(type.getValues()).name;
    switch (type.name) {
      case "Int":
        return random.pick([0, 1, 42, -7, 2147483647]);
      case "Float":
        return random.pick([0, 1.25, -3.5, 1e10, 2.5e-7]);
      case "Boolean":
        return random.chance(0.5);
      case "ID":
        return random.pick(["i1", 17, "17"]);
      case "String":
        return random.pick(["one", "dvě", "", "a\nb", "\u2028"]);
      default:
        return random.pick(any);
    }
  }
}
