// SPDX-License-Identifier: GPL-3.0-or-later
// The where filters of our API over rows.

const given = (filter) => Object.entries(filter).filter(([, value]) => value !== null && value !== undefined);

/** LIKE of PostgreSQL: % and _, and a backslash that takes their meaning away. */
function matches(text, pattern, folded) {
  let expression = "";
  for (let i = 0; i < pattern.length; i++) {
    const escaped = pattern[i] === "\\" && i + 1 < pattern.length;
    if (escaped) i++;
    if (!escaped && pattern[i] === "%") expression += ".*";
    else if (!escaped && pattern[i] === "_") expression += ".";
    else expression += pattern[i].replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  }
  return new RegExp(`^${expression}$`, folded ? "isu" : "su").test(text);
}

const collator = new Intl.Collator("cs");

/** Texts as they are ordered in lists. */
function compare(a, b) {
  if (typeof a === "string") return collator.compare(a, b);
  return Number(a) - Number(b);
}

const same = (a, b) => (typeof a === "string" ? a === b : Number(a) === Number(b));

const operators = {
  _eq: same,
  _lt: (value, operand) => compare(value, operand) < 0,
  _le: (value, operand) => compare(value, operand) <= 0,
  _gt: (value, operand) => compare(value, operand) > 0,
  _ge: (value, operand) => compare(value, operand) >= 0,
  _like: (value, operand) => matches(value, operand, false),
  _ilike: (value, operand) => matches(value, operand, true),
  _startswith: (value, operand) => value.startsWith(operand),
  _endswith: (value, operand) => value.endsWith(operand),
  _in: (value, operand) => operand.some((one) => one !== null && same(value, one)),
};

/** Each row with whether it fulfils one key of a filter. */
function testKey(model, filter, rows, name, operand) {
  if (name === "_and") return (row) => operand.every((one) => one === null || test(model, filter, rows, one)(row));
  if (name === "_or") return (row) => operand.some((one) => one !== null && test(model, filter, rows, one)(row));
  const entry = filter.entries.find((one) => one.name === name);
  const type = model.types.get(filter.type);
  if (entry?.relation) {
    const field = type.fields.find((one) => one.name === entry.relation);
    const related = model.filters.get(entry.related);
    const fulfils = test(model, related, model.rows.get(field.target), operand);
    return (row) => model.related(field, row).some(fulfils);
  }
  if (!entry?.column && !entry?.sql) throw new Error(`nothing is stored that ${filter.name}.${name} could compare`);
  const getValue = entry.column ? (row) => row[entry.column] : (row) => model.evaluate(type, row, entry.sql);
  return (row) => {
    const value = getValue(row);
    return given(operand).every(([operator, other]) => value !== null && operators[operator](value, other));
  };
}

function test(model, filter, rows, where) {
  const keys = given(where).map(([name, operand]) => testKey(model, filter, rows, name, operand));
  return (row) => keys.every((key) => key(row));
}

/** Throws for a key that has nothing behind it, even if there are no rows. */
export function filterRows(model, filter, rows, where) {
  check(model, filter, where);
  return rows.filter(test(model, filter, rows, where));
}

function check(model, filter, where) {
  for (const [name, operand] of given(where)) {
    if (name === "_and" || name === "_or") {
      for (const one of operand) if (one !== null) check(model, filter, one);
      continue;
    }
    const entry = filter.entries.find((one) => one.name === name);
    if (entry?.relation) check(model, model.filters.get(entry.related), operand);
    else testKey(model, filter, [], name, operand);
  }
}
