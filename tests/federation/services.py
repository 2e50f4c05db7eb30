# SPDX-License-Identifier: GPL-3.0-or-later
"""The services behind the gateway, in memory: rows by type, and what reading and writing them does, faults included.

Rows hold the values of their type's fields; a reference holds an id. Which mutation does what follows from the names
that the stack uses.
"""

import copy
import datetime
import json
import re
import threading

import document
import schema as schemas
import writing
from schema import innermost, is_list
from stack import AUDIT, FIELD_OF, LINKS, Refusal

OPERATORS = {
    "_eq": lambda a, b: a == b,
    "_lt": lambda a, b: a is not None and a < b,
    "_le": lambda a, b: a is not None and a <= b,
    "_gt": lambda a, b: a is not None and a > b,
    "_ge": lambda a, b: a is not None and a >= b,
    "_in": lambda a, b: a in b,
    "_like": lambda a, b: a is not None and re.fullmatch(re.escape(b).replace("%", ".*").replace("_", "."), a) is not None,
    "_ilike": lambda a, b: a is not None and re.fullmatch(re.escape(b).replace("%", ".*"), a, re.I) is not None,
    "_startswith": lambda a, b: a is not None and a.startswith(b),
    "_endswith": lambda a, b: a is not None and a.endswith(b),
}


class Null(Exception):
    """A null where none may be: takes the next thing around it that may be null with it."""


def camel_case(name):
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


class Services:
    def __init__(self, answer, newer=("FacilityGQLModel", "FacilityTypeGQLModel")):
        self.schema = schemas.Schema(answer, newer)
        self.lock = threading.RLock()
        self.user = "2d9dc5ca-a4a2-11ed-b9df-0242ac120003"
        self.clear()

    def clear(self):
        self.rows = {}
        self.links = {argument: [] for argument in LINKS}
        self.cache = {}
        self.cache_seconds = 0
        self.clock_offset = 0.0
        self.last_time = datetime.datetime.min
        self.hidden = set()

    # ---- Rows ----

    def table(self, name):
        return self.rows.setdefault(name, {})

    def now(self):
        """Never twice the same, and without a fraction if there is none, as isoformat() has it."""
        time = datetime.datetime.now() + datetime.timedelta(seconds=self.clock_offset)
        time = max(time, self.last_time + datetime.timedelta(microseconds=1)) if not self.clock_offset else time
        self.last_time = time
        return time.isoformat()

    def add(self, name, row):
        """Puts a row in as it is; what every row has is filled in."""
        moment = self.now()
        filled = {"created": moment, "lastchange": moment, "createdby": None, "changedby": None, **row}
        self.table(name)[filled["id"]] = filled
        return filled

    def get_cached(self, name, identity):
        """What a newer service remembers of a row, for so many seconds, whatever others wrote meanwhile."""
        seconds = datetime.datetime.now().timestamp()
        time, row = self.cache.get((name, identity), (0, None))
        if row is None or seconds - time >= self.cache_seconds:
            row = copy.copy(self.table(name).get(identity))
            self.cache[name, identity] = (seconds, row)
        return row

    def field_of(self, name, column):
        """The field of a type that an input, or a key of a filter, is about."""
        fields = self.schema.fields(name)
        for candidate in (FIELD_OF.get(column), column, column.removesuffix("Id")):
            if candidate in fields:
                return candidate
        return column

    # ---- Requests ----

    def execute(self, body):
        """The answer to `{"query": …, "variables": …}`, as (HTTP status, JSON value)."""
        try:
            (kind, variables, selection), fragments = document.parse(body["query"])
        except document.Fault as fault:
            return 400, {"errors": [{"message": str(fault), "extensions": {"code": "GRAPHQL_PARSE_FAILED"}}]}
        request = Request(self, fragments, {**variables, **(body.get("variables") or {})})
        roots = self.schema.mutations if kind == "mutation" else self.schema.queries
        unknown = [one.name for one in selection if one.name not in roots and not one.name.startswith("__")]
        if unknown:
            message = f'Cannot query field "{unknown[0]}" on type "{kind.capitalize()}".'
            return 400, {"errors": [{"message": message, "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"}}]}
        with self.lock:
            return 200, request.run(kind, roots, selection)


class Request:
    """One operation while it is executed."""

    def __init__(self, services, fragments, variables):
        self.services, self.schema = services, services.schema
        self.fragments, self.variables = fragments, variables
        self.errors = []

    def run(self, kind, roots, selection):
        data = {}
        for one in selection:
            if one.name == "__schema":
                data[one.alias] = self.schema.root
            elif one.name == "__typename":
                data[one.alias] = kind.capitalize()
            elif not self.run_root(kind, roots[one.name], one, data):
                data = None
                break
        return {"data": data, **({"errors": self.errors} if self.errors else {})}

    def run_root(self, kind, declared, one, data):
        """False if the whole answer is null."""
        defaults = {a["name"]: json.loads(a["defaultValue"]) for a in declared["args"] if a["defaultValue"]}
        arguments = {**defaults, **document.substitute(one.arguments, self.variables)}
        try:
            value = self.write(declared, arguments) if kind == "mutation" else self.read(declared, arguments)
            data[one.alias] = self.complete(declared["type"], value, one, [one.alias])
        except Refusal as refusal:
            self.errors.append({"message": str(refusal), "path": [one.alias]})
            data[one.alias] = None
        except Null:
            return False
        return data[one.alias] is not None or declared["type"]["kind"] != "NON_NULL"

    # ---- Completion ----

    def complete(self, reference, value, one, path):
        if reference["kind"] != "NON_NULL":
            try:
                return self.complete_value(reference, value, one, path)
            except Null:
                return None
        done = self.complete_value(reference["ofType"], value, one, path)
        if done is None:
            self.errors.append({"message": f"Cannot return null for non-nullable field {one.name}.", "path": path})
            raise Null
        return done

    def complete_value(self, reference, value, one, path):
        if value is None:
            return None
        if reference["kind"] == "LIST":
            return [self.complete(reference["ofType"], item, one, [*path, i]) for i, item in enumerate(value)]
        if reference["kind"] in ("OBJECT", "UNION"):
            return self.select(value.get("__typename", reference["name"]), value, one.selection, path)
        return value

    def select(self, name, value, selection, path):
        result = {}
        for one in selection:
            if isinstance(one, str):
                one = self.fragments[one]
            if isinstance(one, document.Fragment):
                if one.on in (None, name):
                    result.update(self.select(name, value, one.selection, path))
            elif one.name == "__typename":
                result[one.alias] = name
            else:
                result[one.alias] = self.resolve(name, value, one, [*path, one.alias])
        return result

    def resolve(self, name, value, one, path):
        declared = self.schema.fields(name)[one.name]
        target = innermost(declared["type"])
        if one.name in value and (target["kind"] in ("SCALAR", "ENUM") or isinstance(value[one.name], (dict, list))):
            found = value[one.name]
        elif is_list(declared["type"]):
            found = self.list_of(name, value, one, declared)
        elif target["kind"] == "OBJECT":
            found = self.reference_of(target["name"], value.get(one.name))
        else:
            found = value.get(one.name[:-2]) if one.name.endswith("byId") else None
        if found is None and target["kind"] == "SCALAR":
            found = self.empty(declared["type"])
        if (name, one.name) in self.services.hidden:
            found = [] if is_list(declared["type"]) else None
        return self.complete(declared["type"], found, one, path)

    @staticmethod
    def empty(reference):
        """What fields that nothing is known of give: the stack has no null in texts that must not be null."""
        if reference["kind"] != "NON_NULL":
            return None
        return {"String": "", "Int": 0, "Float": 0.0, "Boolean": False}.get(innermost(reference)["name"])

    def reference_of(self, name, identity):
        """An id is enough for an object: whether it is there is not looked up."""
        return None if identity is None else self.services.table(name).get(identity, {"id": identity})

    def list_of(self, name, value, one, declared):
        target = innermost(declared["type"])["name"]
        arguments = {a["name"]: json.loads(a["defaultValue"]) for a in declared["args"] if a["defaultValue"]}
        arguments.update(document.substitute(one.arguments, self.variables))
        for argument, (near, near_key, near_list, far_key, far, far_list) in LINKS.items():
            links = self.services.links[argument]
            if (name, one.name) == (near, near_list):
                found = [self.reference_of(target, link[far_key]) for link in links if link[near_key] == value["id"]]
                return self.window(found, arguments)
            if (name, one.name) == (far, far_list):
                found = [self.reference_of(target, link[near_key]) for link in links if link[far_key] == value["id"]]
                return self.window(found, arguments)
        back = [
            field["name"]
            for field in self.schema.types[target]["fields"] or ()
            if field["name"] not in AUDIT and not is_list(field["type"]) and innermost(field["type"])["name"] == name
        ]
        back += ["innerId"] if target == "ExternalIdGQLModel" else []
        rows = self.services.table(target).values()
        return self.window([row for row in rows if back and row.get(back[0]) == value["id"]], arguments)

    # ---- Reading ----

    def read(self, declared, arguments):
        target = innermost(declared["type"])["name"]
        if is_list(declared["type"]):
            return self.page(target, arguments)
        identity = arguments.get("id")
        if target in self.schema.newer:
            return self.services.get_cached(target, identity) or {"id": identity}
        return self.services.table(target).get(identity)

    def page(self, target, arguments):
        rows = list(self.services.table(target).values())
        if arguments.get("where") is not None:
            rows = [row for row in rows if self.matches(target, row, arguments["where"])]
        order = arguments.get("orderby")
        if order:
            key = camel_case(order)
            rows.sort(key=lambda row: (row.get(key) is not None, row.get(key)), reverse=bool(arguments.get("desc")))
        return self.window(rows, arguments)

    @staticmethod
    def window(rows, arguments):
        start, limit = arguments.get("skip") or 0, arguments.get("limit")
        return rows[start:] if limit is None else rows[start : start + limit]

    def matches(self, target, row, where):
        if len(where) != 1:
            raise Refusal("convertAny: only one attribute in where expected")
        ((key, value),) = where.items()
        if key in ("_and", "_or"):
            return (all if key == "_and" else any)(self.matches(target, row, item) for item in value)
        if len(value) != 1:
            raise Refusal("only one operator expected")
        ((operator, operand),) = value.items()
        return OPERATORS[operator](row.get(self.services.field_of(target, camel_case(key))), operand)

    # ---- Writing ----

    def write(self, declared, arguments):
        return writing.write(self, declared, arguments)
