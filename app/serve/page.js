// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const INTROSPECTION = `{ __schema { types { name kind description
  fields { name description type { ...T } args { name defaultValue type { ...T } } }
  inputFields { name defaultValue type { ...T } }
  enumValues { name } possibleTypes { name } } } }
fragment T on __Type { name kind ofType { name kind ofType { name kind ofType { name kind } } } }`;
const EXAMPLE = "{\n  __schema {\n    queryType { fields { name description } }\n  }\n}\n";

const element = (id) => document.getElementById(id);
let texts = {};
let types = new Map();

const say = (text) => texts[text] ?? text;

/* Made of text alone, so that nothing that a server sends becomes markup. */
function make(name, content = [], properties = {}) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...[content].flat());
  return made;
}

async function ask(query, variables) {
  const headers = { "Content-Type": "application/json", Accept: "application/graphql-response+json" };
  const token = element("token").value.trim();
  if (token) headers.Authorization = `Bearer ${token}`;
  const response = await fetch("graphql", { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  return { status: response.status, text: await response.text() };
}

async function run() {
  let variables;
  try {
    variables = JSON.parse(element("variables").value.trim() || "{}");
  } catch {
    element("result").textContent = say("The variables are not valid JSON.");
    return;
  }
  element("run").disabled = true;
  const started = performance.now();
  try {
    const { status, text } = await ask(element("query").value, variables);
    element("status").textContent = `${status} · ${Math.round(performance.now() - started)} ms`;
    element("result").textContent = JSON.stringify(JSON.parse(text), null, 2);
    if (types.size === 0 && status === 200) await loadDocumentation();
  } catch {
    element("status").textContent = "";
    element("result").textContent = say("The server cannot be reached.");
  }
  element("run").disabled = false;
}

/* ---- Documentation ---- */

const named = (type) => (type.ofType ? named(type.ofType) : type.name);

function write(type) {
  if (type.kind === "NON_NULL") return `${write(type.ofType)}!`;
  if (type.kind === "LIST") return `[${write(type.ofType)}]`;
  return type.name;
}

const link = (text, name) => make("button", text, { className: "link", type: "button", onclick: () => showType(name) });

function list(title, items) {
  return items && items.length > 0 ? [make("h3", say(title)), make("ul", items.map((item) => make("li", item)))] : [];
}

const describeInput = (input) => [
  make("code", `${input.name}: `),
  link(make("code", write(input.type)), named(input.type)),
  input.defaultValue == null ? "" : make("code", ` = ${input.defaultValue}`),
];

const describeField = (field) => [
  make("code", field.name),
  field.args.length > 0 ? make("ul", field.args.map((argument) => make("li", describeInput(argument)))) : "",
  make("code", ": "),
  link(make("code", write(field.type)), named(field.type)),
  field.description ? make("p", field.description, { className: "description" }) : "",
];

function showType(name) {
  const type = types.get(name);
  if (!type) return;
  element("types").replaceChildren(
    make("button", say("Back"), { className: "link", type: "button", onclick: showTypes }),
    make("h2", make("code", type.name)),
    make("p", type.description ?? "", { className: "description" }),
    ...list("Fields", type.fields?.map(describeField)),
    ...list("Fields", type.inputFields?.map(describeInput)),
    ...list("Values", type.enumValues?.map((value) => make("code", value.name))),
    ...list("Possible types", type.possibleTypes?.map((possible) => link(possible.name, possible.name))),
  );
}

function showTypes() {
  const words = element("search").value.trim().toLowerCase();
  const has = (text) => text.toLowerCase().includes(words);
  const found = [...types.values()].filter(
    (type) => !type.name.startsWith("__") && (has(type.name) || (words && type.fields?.some((field) => has(field.name)))),
  );
  element("types").replaceChildren(
    found.length > 0
      ? make("ul", found.map((type) => make("li", link(type.name, type.name))))
      : make("p", say("Nothing of that name."), { className: "hint" }),
  );
}

async function loadDocumentation() {
  const { status, text } = await ask(INTROSPECTION);
  if (status !== 200) return;
  const roots = ["Query", "Mutation"];
  const rank = (type) => (roots.indexOf(type.name) + roots.length + 1) % (roots.length + 1);
  types = new Map(
    JSON.parse(text)
      .data.__schema.types.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
      .map((type) => [type.name, type]),
  );
  showTypes();
}

/* ---- The page ---- */

async function translate() {
  const response = await fetch("page.json");
  texts = await response.json();
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = say(node.textContent);
  element("search").placeholder = say("Find a type or field");
}

/* The server prints an address that ends with the token; it is taken out of sight and kept for this tab. */
function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem("token", given);
    history.replaceState(null, "", location.pathname);
  }
  element("token").value = sessionStorage.getItem("token") ?? "";
  element("token").addEventListener("change", () => sessionStorage.setItem("token", element("token").value));
}

takeToken();
element("query").value = sessionStorage.getItem("query") ?? EXAMPLE;
element("query").addEventListener("input", () => sessionStorage.setItem("query", element("query").value));
element("run").addEventListener("click", run);
element("search").addEventListener("input", showTypes);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});
translate().then(loadDocumentation).catch(() => {});
