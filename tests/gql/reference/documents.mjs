// SPDX-License-Identifier: GPL-3.0-or-later
// Invents documents that suit a schema, with values for their variables.

import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from "graphql";

const TEXTS = ["", "a", "Ž", "a\\nb", '\\"', "\\u00e9", "\\u{1F600}", "%a_", "x y"];

export class DocumentGenerator {
  /**
   * @param options.scalars by name: (random) => a literal that is also JSON, for scalars that are not standard
   * @param options.depth of selection sets
   * @param options.argument (field, argument) => whether an optional argument may be given
   * @param options.chance (argument) => that of an optional argument of a field
   * @param options.field (parent, field) => whether a field may be asked
   * @param options.mutations whether there may be mutations
   * @param options.literal (place, type, field) => a literal that is also JSON, for a leaf that stands in an argument or
   *   input field somewhere in the arguments of a field; undefined for any
   */
  constructor(random, schema, options = {}) {
    this.random = random;
    this.schema = schema;
    this.options = {
      depth: 4,
      scalars: {},
      argument: () => true,
      chance: () => 0.3,
      field: () => true,
      mutations: true,
      literal: () => undefined,
      ...options,
    };
  }

  /** { query, variables, operationName } */
  generate() {
    const random = this.random;
    this.fragments = [];
    this.aliases = 0;
    const operations = [];
    const named = random.chance(0.15) ? 2 : 1;
    for (let i = 0; i < named; i++)
      operations.push(this.operation(named > 1 ? `Op${i}` : random.chance(0.5) ? "Op0" : ""));
    const text = [...operations.map((operation) => operation.text), ...this.fragments.map((fragment) => fragment.text)];
    const variables = Object.assign({}, ...operations.map((operation) => operation.variables));
    return {
      query: text.join("\n\n"),
      variables,
      operationName: named > 1 || random.chance(0.2) ? operations[0].name || null : null,
    };
  }

  operation(name) {
    this.variables = new Map();
    const mutation = this.options.mutations && this.schema.getMutationType();
    const kind = mutation && this.random.chance(0.15) ? "mutation" : "query";
    const type = kind === "mutation" ? mutation : this.schema.getQueryType();
    const selections = this.selectionSet(type, 1);
    const definitions = [...this.variables.values()];
    if (name === "" && kind === "query" && definitions.length === 0 && this.random.chance(0.5))
      return { name, text: selections, variables: {} };
    const list = definitions.length > 0 ? `(${definitions.map((variable) => variable.text).join(", ")})` : "";
    const variables = Object.fromEntries(
      definitions.filter((variable) => "value" in variable).map((variable) => [variable.name, variable.value]),
    );
    return { name, text: `${kind} ${name}${list} ${selections}`, variables };
  }

  selectionSet(type, depth) {
    const selections = [];
    const count = 1 + this.random.below(depth > 2 ? 2 : depth === 2 ? 3 : 4);
    for (let i = 0; i < count; i++) selections.push(this.selection(type, depth));
    return `{\n${"  ".repeat(depth)}${selections.join(`\n${"  ".repeat(depth)}`)}\n${"  ".repeat(depth - 1)}}`;
  }

  selection(type, depth) {
    if (this.random.chance(0.1)) return this.inlineFragment(type, depth);
    if (this.random.chance(0.08) && depth < this.options.depth) return this.spread(type, depth);
    if (isUnionType(type))
      return this.random.chance(0.7) ? this.inlineFragment(type, depth) : this.alias() + "__typename";
    const fields = Object.values(type.getFields()).filter(
      (field) => this.options.field(type, field) && this.fits(field, depth),
    );
    if (fields.length === 0 || this.random.chance(0.06)) return "__typename";
    return this.field(this.random.pick(fields), depth);
  }

  /** Deep down there are leaves only. */
  fits(field, depth) {
    return depth < this.options.depth || isLeafType(getNamedType(field.type));
  }

  alias() {
    return this.random.chance(0.5) ? `a${this.aliases++}: ` : "";
  }

  field(field, depth) {
    const args = field.args.filter(
      (arg) => isRequiredArgument(arg) || (this.options.argument(field, arg) && this.random.chance(this.options.chance(arg))),
    );
    this.currentField = field;
    // Two fields of one name and different arguments cannot be merged.
    const alias = args.length > 0 && this.random.chance(0.95) ? `a${this.aliases++}: ` : this.alias();
    const list =
      args.length > 0 ? `(${args.map((arg) => `${arg.name}: ${this.value(arg.type, arg)}`).join(", ")})` : "";
    const type = getNamedType(field.type);
    const selections = isCompositeType(type) ? " " + this.selectionSet(type, depth + 1) : "";
    return `${alias}${field.name}${list}${this.directives()}${selections}`;
  }

  directives() {
    if (!this.random.chance(0.07)) return "";
    const name = this.random.pick(["skip", "include"]);
    const value = this.random.chance(0.5)
      ? String(this.random.chance(0.5))
      : this.variable("Boolean!", this.random.chance(0.5));
    return ` @${name}(if: ${value})`;
  }

  /** A type that a value of this type can have, or one around it. */
  condition(type) {
    if (isAbstractType(type)) return this.random.pick([type, ...this.schema.getPossibleTypes(type)]);
    const around = type.getInterfaces?.() ?? [];
    return this.random.chance(0.7) || around.length === 0 ? type : this.random.pick(around);
  }

  inlineFragment(type, depth) {
    const condition = this.condition(type);
    const on = condition === type && this.random.chance(0.3) ? "" : ` on ${condition.name}`;
    return `...${on}${this.directives()} ${this.selectionSet(condition, depth + 1)}`;
  }

  spread(type, depth) {
    const condition = this.condition(type);
    let fragment = this.random.pick([null, ...this.fragments.filter((one) => one.type === condition && one.text)]);
    if (!fragment) {
      fragment = { name: `F${this.fragments.length}`, type: condition };
      this.fragments.push(fragment);
      // A fragment is used by any operation, so it has no variables of one.
      const variables = this.variables;
      this.variables = null;
      fragment.text = `fragment ${fragment.name} on ${condition.name} ${this.selectionSet(condition, depth + 1)}`;
      this.variables = variables;
    }
    return `...${fragment.name}${this.directives()}`;
  }

  variable(type, json) {
    if (this.variables === null) return JSON.stringify(json);
    const name = `v${this.variables.size}`;
    const definition = { name, text: `$${name}: ${type}`, value: json };
    if (!type.endsWith("!") && this.random.chance(0.2)) delete definition.value;
    this.variables.set(name, definition);
    return `$${name}`;
  }

  /** A literal, or a variable; @param place the argument or input field, which may have a default */
  value(type, place) {
    if (this.variables !== null && this.random.chance(0.25)) {
      const text = String(isNonNullType(type) || this.random.chance(0.8) ? type : `${type}!`);
      const nullable = !text.endsWith("!");
      return this.variable(text, nullable && this.random.chance(0.1) ? null : this.json(getNullableType(type), place));
    }
    if (!isNonNullType(type) && this.random.chance(0.07)) return "null";
    return this.literal(getNullableType(type), place);
  }

  literal(type, place) {
    if (isListType(type)) {
      if (this.random.chance(0.15)) return this.value(type.ofType, place);
      return `[${Array.from({ length: this.random.below(4) }, () => this.value(type.ofType, place)).join(", ")}]`;
    }
    if (isInputObjectType(type)) {
      const fields = this.inputFields(type);
      return `{${fields.map((field) => `${field.name}: ${type.isOneOf ? this.literal(getNullableType(field.type), field) : this.value(field.type, field)}`).join(", ")}}`;
    }
    if (isEnumType(type)) return this.random.pick(type.getValues()).name;
    return this.options.literal(place, type, this.currentField) ?? this.scalar(type.name);
  }

  inputFields(type) {
    const fields = Object.values(type.getFields());
    if (type.isOneOf) return [this.random.pick(fields)];
    const depth = (this.inputDepth ?? 0) + 1;
    this.inputDepth = depth;
    const chosen = fields.filter(
      (field) =>
        isRequiredInputField(field) ||
        (this.options.argument(type, field) && this.random.chance(depth > 2 ? 0.05 : 1.5 / fields.length)),
    );
    queueMicrotask(() => (this.inputDepth = 0));
    return chosen;
  }

  json(type, place) {
    if (isNonNullType(type)) return this.json(type.ofType, place);
    if (isListType(type)) {
      if (this.random.chance(0.15)) return this.json(type.ofType, place);
      return Array.from({ length: this.random.below(4) }, () => this.json(type.ofType, place));
    }
    if (isInputObjectType(type))
      return Object.fromEntries(this.inputFields(type).map((field) => [field.name, this.json(field.type, field)]));
    if (isEnumType(type)) return this.random.pick(type.getValues()).name;
    return JSON.parse(this.options.literal(place, type, this.currentField) ?? this.scalar(type.name));
  }

  scalar(name) {
    switch (name) {
      case "Int":
        return String(this.random.pick([0, 1, 2, 3, 5, 10, -1, 100, 2147483647, -2147483648]));
      case "Float":
        return this.random.pick(["0", "1.5", "-2", "1e3", "0.1", "123456789.25"]);
      case "Boolean":
        return String(this.random.chance(0.5));
      case "ID":
        return this.random.pick(['"a"', "7", '"7"']);
      case "String":
        return `"${this.random.pick(TEXTS).replace(/\\u\{1F600\}/, "\\ud83d\\ude00")}"`;
      default:
        return this.options.scalars[name]?.(this.random) ?? this.random.pick(['"any"', "4", "true", "1.5"]);
    }
  }
}
