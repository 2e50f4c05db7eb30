# SPDX-License-Identifier: GPL-3.0-or-later
"""What the services say of themselves: the introspection of our own API, with what is different at a newer service."""

import copy

BUILT_IN = "2025-08-26T06:20:54.456987"
BUILT_IN_ID = "d249c308-8244-11f0-9f79-82572fcac335"


def named(kind, name):
    return {"kind": kind, "name": name, "ofType": None}


def non_null(of):
    return {"kind": "NON_NULL", "name": None, "ofType": of}


def innermost(reference):
    while reference.get("ofType"):
        reference = reference["ofType"]
    return reference


def is_list(reference):
    while reference.get("ofType"):
        if reference["kind"] == "LIST":
            return True
        reference = reference["ofType"]
    return False


def entry(name, reference, default=None, arguments=()):
    return {
        "name": name,
        "description": None,
        "args": list(arguments),
        "type": reference,
        "defaultValue": default,
        "isDeprecated": False,
        "deprecationReason": None,
    }


def definition(kind, name, **members):
    base = {"fields": None, "inputFields": None, "interfaces": [], "enumValues": None, "possibleTypes": None}
    return {"kind": kind, "name": name, "description": None, **base, **members}


class Schema:
    """The types by name, and what can be looked up in them."""

    def __init__(self, answer, newer=()):
        answer = copy.deepcopy(answer)
        self.answer = answer if "data" in answer else {"data": answer}
        self.root = self.answer["data"]["__schema"]
        self.types = {one["name"]: one for one in self.root["types"]}
        self.newer = set()
        self.bake_defaults()
        for name in newer:
            self.renew(name)

    def fields(self, name):
        return {one["name"]: one for one in self.types[name]["fields"] or ()}

    def inputs(self, name):
        return {one["name"]: one for one in self.types[name]["inputFields"] or ()}

    @property
    def queries(self):
        return self.fields(self.root["queryType"]["name"])

    @property
    def mutations(self):
        return self.fields(self.root["mutationType"]["name"])

    def entity_of(self, result):
        """The type of the record in a classic result, and the field that holds it."""
        for one in self.types[result]["fields"] or ():
            target = innermost(one["type"])
            if target["kind"] == "OBJECT" and not is_list(one["type"]) and "id" in self.fields(target["name"]):
                return target["name"], one["name"]
        return None, None

    def bake_defaults(self):
        """Defaults that the services made when they started."""
        for name, field, default in (
            ("UserInsertGQLModel", "id", BUILT_IN_ID),
            ("ProjectUpdateGQLModel", "startdate", BUILT_IN),
            ("ProjectUpdateGQLModel", "enddate", BUILT_IN),
        ):
            if name in self.types and field in self.inputs(name):
                self.inputs(name)[field]["defaultValue"] = f'"{default}"'

    def add(self, one):
        self.types[one["name"]] = one
        self.root["types"].append(one)

    def renew(self, name):
        """Makes the service of this type a newer one: errors in unions, deletes with a version, no `desc`."""
        record = named("OBJECT", name)
        self.newer.add(name)
        for one in self.queries.values():
            if is_list(one["type"]) and innermost(one["type"])["name"] == name:
                one["args"] = [argument for argument in one["args"] if argument["name"] != "desc"]
        for one in self.types[name]["fields"]:
            if one["name"] != "id" and one["type"]["kind"] == "NON_NULL" and not is_list(one["type"]):
                one["type"] = one["type"]["ofType"]
        for field in ("createdbyId", "changedbyId"):
            self.types[name]["fields"].append(entry(field, named("SCALAR", "UUID")))
        for one in self.mutations.values():
            entity, _ = self.entity_of(innermost(one["type"])["name"])
            for kind in ("Insert", "Update", "Delete"):
                if entity == name and one["name"].endswith(kind):
                    self.renew_mutation(one, record, kind)

    def renew_mutation(self, one, record, kind):
        error = record["name"] + kind + "Error"
        self.add(
            definition(
                "OBJECT",
                error,
                fields=[
                    entry("Entity", record),
                    entry("msg", non_null(named("SCALAR", "String"))),
                    entry("failed", non_null(named("SCALAR", "Boolean"))),
                    entry("code", named("SCALAR", "UUID")),
                ],
            )
        )
        if kind != "Delete":
            both = record["name"] + error
            self.add(definition("UNION", both, possibleTypes=[record, named("OBJECT", error)]))
            one["type"] = non_null(named("UNION", both))
            return
        one["type"] = named("OBJECT", error)
        if innermost(one["args"][0]["type"])["kind"] == "SCALAR":
            name = record["name"].removesuffix("GQLModel") + "DeleteGQLModel"
            key = [entry("id", non_null(named("SCALAR", "UUID"))), entry("lastchange", non_null(named("SCALAR", "DateTime")))]
            self.add(definition("INPUT_OBJECT", name, inputFields=key))
            one["args"] = [entry("row", non_null(named("INPUT_OBJECT", name)))]
