# SPDX-License-Identifier: GPL-3.0-or-later
"""Mutations: classic ones, and those of the newer services."""

import json

from schema import innermost
from stack import AUDIT, LINKS, SERVICE_OF, UNIQUE, Refusal

STALE_UPDATE = "0cabc1b2-f712-49bd-8823-1e2905eb4f45"
FAILED = "7163dd9c-752c-4d1d-a89e-0bdbc7988a8e"
NOT_FOUND = "a8c2c427-681b-4d46-8d9f-4b833f0c0051"


def write(request, declared, arguments):
    kind = next((kind for kind in ("Insert", "Update", "Delete") if declared["name"].endswith(kind)), None)
    (argument,) = [one["name"] for one in declared["args"]] if len(declared["args"]) == 1 else [None]
    if argument in LINKS:
        return write_link(request, argument, kind, arguments[argument])
    target, field = target_of(request.schema, declared)
    if kind is None or target is None:
        raise Refusal(f"{declared['name']} is not implemented")
    writer = (Newer if target in request.schema.newer else Classic)(request, declared, target, field)
    return getattr(writer, kind.lower())(input_of(request.schema, declared, argument, arguments))


def target_of(schema, declared):
    result = innermost(declared["type"])
    if result["kind"] == "UNION":
        return schema.types[result["name"]]["possibleTypes"][0]["name"], None
    if result["name"].endswith("DeleteError"):
        return result["name"].removesuffix("DeleteError"), None
    return schema.entity_of(result["name"])


def input_of(schema, declared, argument, arguments):
    """The members of the input object, its defaults filled in; or the arguments themselves."""
    reference = innermost(declared["args"][0]["type"])
    if reference["kind"] != "INPUT_OBJECT":
        return arguments
    given = dict(arguments[argument])
    for name, one in schema.inputs(reference["name"]).items():
        if name not in given and one["defaultValue"]:
            given[name] = json.loads(one["defaultValue"])
        if name not in given and one["type"]["kind"] == "NON_NULL":
            raise Refusal(f"Field '{name}' of required type was not provided.")
    return given


def write_link(request, argument, kind, given):
    near, near_key, _, far_key, _, _ = LINKS[argument]
    links = request.services.links[argument]
    same = [link for link in links if (link[near_key], link[far_key]) == (given[near_key], given[far_key])]
    event = request.reference_of(near, given[near_key])
    if bool(same) == (kind == "Insert"):
        return {"id": given[near_key], "msg": "fail", "event": event}
    if kind == "Insert":
        links.append({near_key: given[near_key], far_key: given[far_key]})
    else:
        links.remove(same[0])
    return {"id": given[near_key], "msg": "ok", "event": event}


class Classic:
    def __init__(self, request, declared, target, field):
        self.request, self.services, self.schema = request, request.services, request.schema
        self.target, self.field = target, field
        self.table = self.services.table(target)

    def values(self, given, keep_null):
        return {
            self.services.field_of(self.target, name): value
            for name, value in given.items()
            if name not in ("id", "lastchange") and (keep_null or value is not None)
        }

    def check_references(self, row):
        for one in self.schema.types[self.target]["fields"]:
            parent = innermost(one["type"])["name"]
            value = row.get(one["name"])
            inside = SERVICE_OF.get(parent) == SERVICE_OF.get(self.target, self.target)
            if one["name"] in AUDIT or not inside or not isinstance(value, str) or innermost(one["type"])["kind"] != "OBJECT":
                continue
            if value not in self.services.table(parent):
                raise Refusal(
                    f'insert or update on table "{self.target}" violates foreign key constraint '
                    f'DETAIL: Key ({one["name"]})=({value}) is not present in table "{parent}".'
                )

    def check_children(self, identity):
        for name, service in SERVICE_OF.items():
            if service != SERVICE_OF.get(self.target):
                continue
            names = [
                one["name"]
                for one in self.schema.types[name]["fields"]
                if one["name"] not in AUDIT
                and innermost(one["type"])["kind"] == "OBJECT"
                and innermost(one["type"])["name"] == self.target
            ]
            for row in self.services.table(name).values():
                if any(row.get(field) == identity for field in names):
                    raise Refusal(
                        f'update or delete on table "{self.target}" violates foreign key constraint '
                        f'DETAIL: Key (id)=({identity}) is still referenced from table "{name}".'
                    )

    def make(self, given):
        row = self.values(given, True)
        self.check_references(row)
        return self.services.add(self.target, {**row, "id": given["id"], "createdby": self.services.user})

    def insert(self, given):
        unique = UNIQUE.get(self.target)
        row = self.values(given, True)
        for other in self.table.values() if unique else ():
            if all(other.get(field) == row.get(field) for field in unique):
                return {"id": other["id"], "msg": "fail", self.field: other}
        if given.get("id") in self.table:
            raise Refusal(f'duplicate key value violates unique constraint DETAIL: Key (id)=({given["id"]}) already exists.')
        return {"id": given["id"], "msg": "ok", self.field: self.make(given)}

    def change(self, row, given, keep_null):
        changed = {**row, **self.values(given, keep_null)}
        self.check_references(changed)
        changed["lastchange"], changed["changedby"] = self.services.now(), self.services.user
        self.table[row["id"]] = changed
        return changed

    def update(self, given):
        """The version is compared letter by letter; null means: as it was."""
        row = self.table.get(given["id"])
        if row is None or row["lastchange"] != given.get("lastchange"):
            return {"id": given["id"], "msg": "fail", self.field: row}
        return {"id": given["id"], "msg": "ok", self.field: self.change(row, given, False)}

    def delete(self, given):
        """Without a version, fine for what is not there, and its id is null where none may be."""
        identity = given.get("id") or next(iter(given.values()))
        self.check_children(identity)
        self.table.pop(identity, None)
        return {"id": None, "msg": "ok", self.field: None}


class Newer(Classic):
    def error(self, kind, code, msg, row):
        return {
            "__typename": f"{self.target}{kind}Error",
            "code": code,
            "msg": msg,
            "failed": True,
            "Entity": row,
        }

    def record(self, row):
        return {"__typename": self.target, **row}

    def insert(self, given):
        if given.get("id") in self.table:
            raise Refusal("This Session's transaction has been rolled back due to a previous exception during flush.")
        try:
            return self.record(self.make(given))
        except Refusal as refusal:
            return self.error("Insert", FAILED, str(refusal), None)

    def update(self, given):
        """Null empties, and so does leaving out what has null as its default."""
        row = self.table.get(given["id"])
        if row is None:
            return self.error("Update", NOT_FOUND, "the row was not found", None)
        if row["lastchange"] != given.get("lastchange"):
            return self.error("Update", STALE_UPDATE, "update failed", row)
        return self.record(self.change(row, given, True))

    def delete(self, given):
        """Compares the version with what the service remembers, and hides what is wrong behind a fault of its own."""
        row = self.services.get_cached(self.target, given["id"])
        if row is not None and row["lastchange"] != given.get("lastchange"):
            message = "cannot access local variable '_entity' where it is not associated with a value"
            return self.error("Delete", FAILED, message, row)
        self.table.pop(given["id"], None)
        self.services.cache.pop((self.target, given["id"]), None)
        return None
