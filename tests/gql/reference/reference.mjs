// SPDX-License-Identifier: GPL-3.0-or-later
// What the reference implementation says, in the form in which the adapter says it.

import {
  GraphQLError,
  buildASTSchema,
  executeSync,
  getIntrospectionQuery,
  parse,
  print,
  specifiedRules,
  validate,
  validateSchema,
} from "graphql";
import { validateSDL } from "graphql/validation/validate.js";
import { specifiedSDLRules } from "graphql/validation/specifiedRules.js";

/** A rule whose errors know it. */
function named(rule) {
  return (context) => {
    const naming = Object.create(context, {
      reportError: {
        value(error) {
          error.rule = rule.name;
          context.reportError(error);
        },
      },
    });
    return rule(naming);
  };
}

const rules = specifiedRules.map(named);
const sdlRules = specifiedSDLRules.map(named);

/** Of a token that is a long text we show the beginning only. */
function abridge(message) {
  return message.startsWith("Syntax Error:") ? message.slice(0, 150) : message;
}

export function describeError(error) {
  const description = { message: abridge(error.message) };
  if (error.rule) description.rule = error.rule;
  if (error.locations?.length) description.locations = error.locations;
  if (error.path) description.path = error.path;
  return description;
}

/** The adapter's error in the same order of members. */
export function orderError({ message, rule, locations, path }) {
  const description = { message: abridge(message) };
  if (rule) description.rule = rule;
  if (locations) description.locations = locations.map(({ line, column }) => ({ line, column }));
  if (path) description.path = path;
  return description;
}

function attempt(make) {
  try {
    return make();
  } catch (error) {
    if (error instanceof GraphQLError) return [describeError(error)];
    throw error;
  }
}

/** The errors of a document, or of a text that is none. */
export function checkDocument(schema, text) {
  return attempt(() => validate(schema, parse(text), rules).map(describeError));
}

export function printDocument(text) {
  return attempt(() => ({ text: print(parse(text)) }));
}

/** The errors of a type system, or its schema; null if the reference stumbles over it. */
export function checkSchema(text) {
  return attempt(() => {
    const document = parse(text);
    const errors = validateSDL(document, null, sdlRules);
    if (errors.length > 0) return errors.map(describeError);
    let schema;
    try {
      schema = buildASTSchema(document, { assumeValidSDL: true });
    } catch {
      return null;
    }
    const schemaErrors = validateSchema(schema);
    return schemaErrors.length > 0 ? schemaErrors.map(describeError) : schema;
  });
}

/** A response as it is sent. */
export function answer(result) {
  const response = {};
  if (result.errors) response.errors = result.errors.map(describeError);
  if ("data" in result) response.data = result.data;
  return JSON.parse(JSON.stringify(response));
}

/** All that tools ask of a schema. */
export const INTROSPECTION = getIntrospectionQuery({
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
});

/**
 * Makes the reference's introspection that of the specification of September 2025, which does not know deprecated
 * directives, and in which nobody can include deprecated things with null.
 */
export function withoutDrafts({ data }) {
  for (const type of data.__schema.types) {
    for (const field of (type.name.startsWith("__") && type.fields) || [])
      for (const arg of field.args)
        if (arg.type.kind === "SCALAR")
          arg.type = { kind: "NON_NULL", name: null, ofType: { name: arg.type.name, kind: "SCALAR", ofType: null } };
    if (type.name === "__Schema") for (const field of type.fields) if (field.name === "directives") field.args = [];
    if (type.name === "__Directive") type.fields = type.fields.filter(({ name }) => !/deprecat/i.test(name));
    if (type.name === "__DirectiveLocation")
      type.enumValues = type.enumValues.filter(({ name }) => name !== "DIRECTIVE_DEFINITION");
  }
  for (const directive of data.__schema.directives)
    directive.locations = directive.locations.filter((name) => name !== "DIRECTIVE_DEFINITION");
  return { data };
}

/** What stands in the data where a resolver raises an error. */
function raise(value) {
  if (Array.isArray(value)) return value.map(raise);
  if (value !== null && typeof value === "object" && typeof value.__error === "string") return new Error(value.__error);
  return value;
}

function resolveMember(source, args, context, info) {
  if (source === null || typeof source !== "object" || !Object.hasOwn(source, info.fieldName)) return undefined;
  return raise(source[info.fieldName]);
}

export function execute(schema, { query, variables, operationName, data }) {
  const errors = checkDocument(schema, query);
  if (errors.length > 0) return { errors };
  const result = executeSync({
    schema,
    document: parse(query),
    rootValue: data,
    variableValues: variables,
    operationName,
    fieldResolver: resolveMember,
  });
  return answer(result);
}
