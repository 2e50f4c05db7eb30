// SPDX-License-Identifier: GPL-3.0-or-later
// Questions in which the evaluator once differed from the reference. What a random seed finds is written here, made small.

const CHOICE = "input Choice { one: One other: String = \"x\" } input One @oneOf { a: Int b: String c: One } ";

export const CASES = [
  ...[
    { d: 1 },
    { a: 1, d: 1 },
    { a: 1, b: "x" },
    { a: null },
    { a: null, b: "x" },
    { a: 1, b: null },
    { b: { b: "x" }, d: 1 },
    { c: { a: "x" } },
    { c: { d: null, b: null } },
    { c: null },
    {},
    [],
    [{ a: 1 }],
  ].map((one) => ({
    about: "fields of a oneOf input object that is the value of a variable",
    sdl: `${CHOICE} type Query { choose(choice: Choice!, one: One, ones: [One!]): String }`,
    query: "query ($one: One, $choice: Choice!, $ones: [One!]) { choose(one: $one, choice: $choice, ones: $ones) }",
    variables: { one, choice: { one }, ones: one },
    data: { choose: "chosen" },
  })),
  ...["Ž", "😀", "ž😀", "aa", "B", ""].map((choice) => ({
    about: "what an unknown value of an enum may have meant, where characters are no letters of a name",
    sdl: "enum Letter { a b } type Query { choose(choice: Letter): String }",
    query: "query ($choice: Letter) { choose(choice: $choice) }",
    variables: { choice },
    data: { choose: "chosen" },
  })),
];
