// SPDX-License-Identifier: GPL-3.0-or-later
// Makes documents wrong in ways in which people make them wrong.

const TOKENS = /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|\.\.\.|\w+|[^\s\w]|\s+/g;
const LITERALS = [
  "1",
  "-1",
  "1.5",
  "1e3",
  "2147483648",
  '"x"',
  '""',
  "true",
  "false",
  "null",
  "RED",
  "[]",
  "[1]",
  "[null]",
  "{}",
  "{a: 1}",
  '"""b\n  c"""',
  "$v0",
  "$nope",
  "[[1]]",
];
const PUNCTUATION = [
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  ":",
  "!",
  "$",
  "@",
  "...",
  "|",
  "&",
  "=",
  ",",
  "#",
  "\n",
  "\r\n",
  "\r",
  '"',
  '"""',
  "\\",
  ".",
  "?",
  "\u00e9",
  "\ud83d\ude00",
  "\u0007",
  "\ufeff",
  "-",
  "0",
  "01",
  "1.",
  "1e",
  "0x1",
  "1a",
];
const WORDS = [
  "query",
  "mutation",
  "subscription",
  "fragment",
  "on",
  "type",
  "input",
  "enum",
  "true",
  "null",
  "__typename",
  "__schema",
  "__type",
  "id",
  "extend",
  "schema",
  "repeatable",
  "implements",
  "scalar",
  "union",
  "interface",
  "directive",
];
const INSERTED = [
  " @skip(if: true)",
  " @include(if: false)",
  " @skip",
  " @nope",
  " @skip(if: $v0)",
  " @deprecated",
  " @skip(if: true) @skip(if: false)",
  " @include(unless: true)",
  " __typename",
  " x: __typename",
  " ...F0",
  " ...Nope",
  " ... on Nope { a }",
  " ... { __typename }",
  " ... @include(if: true) { __typename }",
  " query Extra { __typename }",
  " { __typename }",
  " fragment F0 on Query { __typename }",
  " fragment Unused on Query { __typename }",
  " fragment Loop on Query { ...Loop }",
  " type Extra { a: Int }",
  "(a: 1)",
  "(first: 1, first: 2)",
  " subscription S { __typename }",
  " __schema { types { fields { type { fields { name } } } } }",
  " a: b",
  " ($v9: Int)",
  " ($v0: [Nope!])",
  ' ($v0: Int = "x")',
];

export const INSERTED_IN_TYPE_SYSTEMS = [
  " @deprecated",
  " @deprecated(reason: 1)",
  " @skip(if: true)",
  " @oneOf",
  ' @specifiedBy(url: "x")',
  " @nope",
  " extend type Query { extra: Int }",
  " extend type O0 implements N0",
  " extend enum E0 { EXTRA }",
  " extend input I0 { extra: Int! }",
  " extend union U0 = O1",
  " extend schema { subscription: O0 }",
  " schema { query: Query }",
  " type O0 { a: Int }",
  " directive @tag on FIELD",
  " enum Empty",
  " input Loop { loop: Loop! }",
  " interface N9 implements N0 { a: Int }",
  " & N0",
  " implements N0 & N1",
  " | O1",
  "!",
  " a: Int",
  " __x: Int",
  "(x: Int! @deprecated)",
  "(x: O0)",
  "(x: Int, x: Int)",
];

export function tokenize(text) {
  return text.match(TOKENS) ?? [];
}

const isName = (token) => /^[A-Za-z_]/.test(token);
const isBlank = (token) => /^\s/.test(token);

/** Positions of tokens that are no blanks. */
function positions(tokens, wanted = () => true) {
  return tokens.flatMap((token, index) => (!isBlank(token) && wanted(token) ? [index] : []));
}

/** The position behind the bracket that closes the one at @start. */
function findEnd(tokens, start) {
  const closing = { "{": "}", "(": ")", "[": "]" };
  const open = tokens[start];
  let depth = 0;
  for (let i = start; i < tokens.length; i++) {
    if (tokens[i] === open) depth++;
    if (tokens[i] === closing[open] && --depth === 0) return i + 1;
  }
  return start + 1;
}

function changeToken(tokens, random) {
  const at = positions(tokens);
  if (at.length === 0) return;
  const index = random.pick(at);
  const choice = random.below(4);
  if (choice === 0) tokens.splice(index, 1);
  else if (choice === 1) tokens.splice(index, 0, tokens[index], " ");
  else if (choice === 2) tokens[index] = random.pick(PUNCTUATION);
  else tokens.splice(index, 0, random.pick(PUNCTUATION));
}

const KINDS = [
  function replaceName(tokens, random, names) {
    const at = positions(tokens, isName);
    if (at.length > 0) tokens[random.pick(at)] = random.pick(random.chance(0.1) ? WORDS : names);
  },
  function misspell(tokens, random) {
    const at = positions(tokens, (token) => isName(token) && token.length > 2);
    if (at.length === 0) return;
    const index = random.pick(at);
    const letter = 1 + random.below(tokens[index].length - 1);
    tokens[index] =
      tokens[index].slice(0, letter) + random.pick(["", "x", "_"]) + tokens[index].slice(letter + random.below(2));
  },
  function swapNames(tokens, random) {
    const at = positions(tokens, isName);
    if (at.length < 2) return;
    const [a, b] = [random.pick(at), random.pick(at)];
    [tokens[a], tokens[b]] = [tokens[b], tokens[a]];
  },
  function replaceValue(tokens, random) {
    const at = tokens.flatMap((token, index) =>
      token === ":" ? [index + (isBlank(tokens[index + 1] ?? "") ? 2 : 1)] : [],
    );
    if (at.length === 0) return;
    const index = random.pick(at);
    const length = "[{".includes(tokens[index] ?? "x") ? findEnd(tokens, index) - index : tokens[index] === "$" ? 2 : 1;
    tokens.splice(index, length, random.pick(LITERALS));
  },
  function deleteBlock(tokens, random) {
    const at = positions(tokens, (token) => token === "{" || token === "(" || token === "[");
    if (at.length === 0) return;
    const index = random.pick(at);
    tokens.splice(index, findEnd(tokens, index) - index);
  },
  function duplicateBlock(tokens, random) {
    const at = positions(tokens, (token) => token === "{" || token === "(");
    if (at.length === 0) return;
    const index = random.pick(at);
    const end = findEnd(tokens, index);
    const inside = tokens.slice(index + 1, end - 1);
    tokens.splice(end - 1, 0, " ", ...inside);
  },
  function insert(tokens, random, names, inserted) {
    const at = positions(tokens);
    tokens.splice(random.pick(at.length > 0 ? at : [0]) + 1, 0, random.pick(inserted));
  },
  function toggleNonNull(tokens, random) {
    const at = positions(tokens, (token) => token === "!" || token === "$");
    if (at.length === 0) return;
    const index = random.pick(at);
    if (tokens[index] === "!") tokens.splice(index, 1);
    else tokens[index + 1] = random.pick(["v0", "v1", "v2", "other"]);
  },
];

/**
 * @param names what may stand for another name
 * @param inserted what may be put anywhere
 */
export function mutate(text, random, names, inserted = INSERTED) {
  const tokens = tokenize(text);
  const count = random.chance(0.6) ? 1 : 1 + random.below(3);
  for (let i = 0; i < count; i++) {
    // Most changes leave a document that can be parsed.
    const kind = random.chance(0.1) ? changeToken : random.pick(KINDS);
    kind(tokens, random, names, inserted);
  }
  return tokens.join("");
}

/** The names in a text, each once. */
export function namesIn(text) {
  return [...new Set(tokenize(text).filter(isName))];
}
