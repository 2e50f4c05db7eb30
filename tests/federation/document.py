# SPDX-License-Identifier: GPL-3.0-or-later
"""Executable documents of GraphQL, as far as clients of the stack send them: one operation, fragments, no directives."""

import json
import re
from dataclasses import dataclass, field

TOKEN = re.compile(
    r'[\s,\ufeff]*(?:#[^\n]*[\s,]*)*(?:(?P<name>[_A-Za-z]\w*)|(?P<punctuator>\.\.\.|[!$&()\[\]{}:=@|])'
    r'|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<string>"(?:[^"\\\n]|\\.)*")|(?P<end>\Z))'
)


class Fault(Exception):
    """What is wrong with a document, in the words of graphql-core."""


@dataclass
class Field:
    name: str
    alias: str
    arguments: dict = field(default_factory=dict)
    selection: list = field(default_factory=list)


@dataclass
class Fragment:
    """A part of a selection that counts for one type only; None: for all."""

    on: str | None
    selection: list


class Variable(str):
    """The name of a variable, in the place of a value."""


class Parser:
    def __init__(self, text):
        self.text, self.position = text, 0
        self.fragments = {}
        self.advance()

    def advance(self):
        match = TOKEN.match(self.text, self.position)
        if match is None:
            raise Fault(f"Syntax Error: Unexpected character at {self.position}.")
        self.kind, self.value, self.position = match.lastgroup, match.group(match.lastgroup), match.end()

    def accept(self, value):
        found = self.value == value and self.kind in ("punctuator", "name")
        if found:
            self.advance()
        return found

    def expect(self, value):
        if not self.accept(value):
            raise Fault(f'Syntax Error: Expected "{value}", found "{self.value}".')

    def name(self):
        if self.kind != "name":
            raise Fault(f'Syntax Error: Expected Name, found "{self.value}".')
        value = self.value
        self.advance()
        return value

    def document(self):
        operation = None
        while self.kind != "end":
            if self.value == "fragment":
                self.advance()
                name = self.name()
                self.expect("on")
                self.fragments[name] = Fragment(self.name(), self.selection())
            else:
                operation = self.operation()
        if operation is None:
            raise Fault("Must provide an operation.")
        return operation, self.fragments

    def operation(self):
        kind = self.name() if self.kind == "name" else "query"
        if self.kind == "name":
            self.advance()
        defaults = {}
        if self.accept("("):
            while not self.accept(")"):
                self.expect("$")
                name = self.name()
                self.expect(":")
                self.type()
                if self.accept("="):
                    defaults[name] = self.literal()
        return kind, defaults, self.selection()

    def type(self):
        if self.accept("["):
            self.type()
            self.expect("]")
        else:
            self.name()
        self.accept("!")

    def selection(self):
        self.expect("{")
        parts = []
        while not self.accept("}"):
            parts.append(self.fragment() if self.accept("...") else self.field())
        return parts

    def fragment(self):
        if self.value == "{":
            return Fragment(None, self.selection())
        if self.accept("on"):
            return Fragment(self.name(), self.selection())
        return self.name()

    def field(self):
        alias = name = self.name()
        if self.accept(":"):
            name = self.name()
        parsed = Field(name, alias)
        if self.accept("("):
            while not self.accept(")"):
                argument = self.name()
                self.expect(":")
                parsed.arguments[argument] = self.literal()
        if self.value == "{":
            parsed.selection = self.selection()
        return parsed

    def literal(self):
        if self.accept("$"):
            return Variable(self.name())
        if self.accept("["):
            values = []
            while not self.accept("]"):
                values.append(self.literal())
            return values
        if self.accept("{"):
            members = {}
            while not self.accept("}"):
                name = self.name()
                self.expect(":")
                members[name] = self.literal()
            return members
        kind, value = self.kind, self.value
        self.advance()
        if kind in ("number", "string"):
            return json.loads(value)
        return {"true": True, "false": False, "null": None}.get(value, value)


def parse(text):
    """((kind, defaults of variables, selection), fragments by name)"""
    return Parser(text).document()


def substitute(value, variables):
    """A literal with the values of its variables; members of which the variable is absent are left out."""
    if isinstance(value, Variable):
        return variables.get(str(value))
    if isinstance(value, list):
        return [substitute(item, variables) for item in value]
    if isinstance(value, dict):
        return {
            name: substitute(item, variables)
            for name, item in value.items()
            if not isinstance(item, Variable) or str(item) in variables
        }
    return value
