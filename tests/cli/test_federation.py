#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file as a subgraph: what a gateway asks, and what is wrong with how it asks."""

import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import program  # noqa: E402
import tap  # noqa: E402

NOBODY = "00000000-0000-4000-8000-00000000dead"
ENTITIES = """query ($r: [_Any!]!, $n: Int = 10) { _entities(representations: $r) { __typename
  ... on UserGQLModel { id surname memberships(limit: $n) { group { name } } }
  ... on GroupGQLModel { name memberships(limit: $n, where: {valid: {_eq: true}}) { user { surname } } }
  ... on RBACObjectGQLModel { id } } }"""


class FederationTest(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.path = self.folder / "file.uois"
        self.load(self.path, program.SYSTEMDATA)
        data = self.ask(self.path, '{ userPage(orderby: "surname") { id surname } groupPage(orderby: "name") { id name } }')["data"]
        self.people = data["userPage"]
        self.groups = data["groupPage"]

    def entities(self, representations, expect=0, query=ENTITIES, **variables):
        text = json.dumps({"r": representations, **variables})
        return self.ask(self.path, query, expect, "-v", text)

    @staticmethod
    def of(kind, identity, **more):
        return {"__typename": kind, "id": identity, **more}


class Entities(FederationTest):
    def test_order_and_repetition(self):
        person, other = self.people[:2]
        group = self.groups[0]
        asked = [
            self.of("UserGQLModel", other["id"]), self.of("GroupGQLModel", group["id"]), self.of("UserGQLModel", person["id"]),
            self.of("UserGQLModel", other["id"]), self.of("RBACObjectGQLModel", group["id"]), self.of("GroupGQLModel", group["id"]),
        ]
        answers = self.entities(asked)["data"]["_entities"]
        self.assertEqual([answer["__typename"] for answer in answers], [one["__typename"] for one in asked])
        self.assertEqual([answers[i]["surname"] for i in (0, 2, 3)], [other["surname"], person["surname"], other["surname"]])
        self.assertEqual(answers[0], answers[3])
        self.assertEqual(answers[1], answers[5])
        self.assertEqual(answers[4]["id"], group["id"])

    def test_same_as_by_id(self):
        for person in self.people:
            by_id = self.ask(self.path, '{ userById(id: "%s") { id surname memberships { group { name } } } }' % person["id"])
            entity = self.entities([self.of("UserGQLModel", person["id"])])["data"]["_entities"][0]
            self.assertEqual({**by_id["data"]["userById"], "__typename": "UserGQLModel"}, entity)

    def test_missing_is_null(self):
        answer = self.entities([self.of("UserGQLModel", NOBODY), self.of("UserGQLModel", self.people[0]["id"])])
        self.assertNotIn("errors", answer)
        self.assertIsNone(answer["data"]["_entities"][0])
        self.assertEqual(answer["data"]["_entities"][1]["surname"], self.people[0]["surname"])

    def test_more_than_the_key_is_ignored(self):
        extra = self.of("UserGQLModel", self.people[0]["id"], surname="Somebody else", nested={"a": [1, None]})
        self.assertEqual(self.entities([extra])["data"]["_entities"][0]["surname"], self.people[0]["surname"])

    def test_empty(self):
        self.assertEqual(self.entities([]), {"data": {"_entities": []}})

    def test_literals(self):
        query = """query ($id: UUID!) { _entities(representations: [{__typename: "UserGQLModel", id: $id},
          {__typename: "UserGQLModel", id: "%s"}]) { ... on UserGQLModel { surname } } }""" % self.people[1]["id"]
        answers = self.ask(self.path, query, 0, "-v", json.dumps({"id": self.people[0]["id"]}))["data"]["_entities"]
        self.assertEqual([answer["surname"] for answer in answers], [person["surname"] for person in self.people[:2]])

    def test_one_instead_of_a_list(self):
        query = '{ _entities(representations: {__typename: "UserGQLModel", id: "%s"}) { __typename } }' % self.people[0]["id"]
        self.assertEqual(self.ask(self.path, query)["data"]["_entities"], [{"__typename": "UserGQLModel"}])

    def test_arguments_below(self):
        asked = [self.of("UserGQLModel", person["id"]) for person in self.people]
        for number in (0, 1):
            for answer in self.entities(asked, n=number)["data"]["_entities"]:
                self.assertLessEqual(len(answer["memberships"]), number)

    def test_twice_under_other_names(self):
        query = """query ($a: [_Any!]!, $b: [_Any!]!) {
          a: _entities(representations: $a) { ... on UserGQLModel { surname } }
          b: _entities(representations: $b) { ... on GroupGQLModel { name } ... on UserGQLModel { id } } }"""
        text = json.dumps({
            "a": [self.of("UserGQLModel", self.people[0]["id"])],
            "b": [self.of("GroupGQLModel", self.groups[0]["id"]), self.of("UserGQLModel", self.people[0]["id"])],
        })
        data = self.ask(self.path, query, 0, "-v", text)["data"]
        self.assertEqual(data["a"], [{"surname": self.people[0]["surname"]}])
        self.assertEqual(data["b"], [{"name": self.groups[0]["name"]}, {"id": self.people[0]["id"]}])


class Faults(FederationTest):
    def test_each_at_its_index(self):
        good = self.of("UserGQLModel", self.people[0]["id"])
        bad = {
            r"__typename": [{}, {"id": self.people[0]["id"]}, {"__typename": 1, "id": "x"}, "text", 7, [], {"__typename": None}],
            r"NothingGQLModel": [self.of("NothingGQLModel", NOBODY)],
            r"“Query”": [self.of("Query", NOBODY)],
            r"“UserResultGQLModel”": [self.of("UserResultGQLModel", NOBODY)],
            r"key “id”": [{"__typename": "UserGQLModel"}, self.of("UserGQLModel", None), self.of("UserGQLModel", 5)],
            r"“not-an-id”": [self.of("UserGQLModel", "not-an-id")],
        }
        for message, representations in bad.items():
            for wrong in representations:
                with self.subTest(wrong):
                    answer = self.entities([good, wrong, good], expect=1)
                    self.assertEqual([error["path"] for error in answer["errors"]], [["_entities", 1]])
                    self.assertRegex(answer["errors"][0]["message"], message)
                    self.assertIsNone(answer["data"]["_entities"][1])
                    self.assertEqual(answer["data"]["_entities"][0], answer["data"]["_entities"][2])
                    self.assertEqual(answer["data"]["_entities"][0]["surname"], self.people[0]["surname"])

    def test_error_inside(self):
        wrong = "query ($r: [_Any!]!) { _entities(representations: $r) { ... on UserGQLModel { surname memberships(limit: -1) { id } } } }"
        one = self.of("UserGQLModel", self.people[0]["id"])
        answer = self.entities([one, one], expect=1, query=wrong)
        self.assertEqual([error["path"] for error in answer["errors"]], [["_entities", i, "memberships"] for i in (0, 1)])
        self.assertEqual(answer["data"]["_entities"], [None, None])

    def test_too_many(self):
        one = self.of("UserGQLModel", self.people[0]["id"])
        self.assertEqual(len(self.entities([one] * 1000)["data"]["_entities"]), 1000)
        answer = self.entities([one] * 1001, expect=1)
        self.assertIsNone(answer["data"])
        self.assertRegex(answer["errors"][0]["message"], "1000")
        self.assertEqual(answer["errors"][0]["path"], ["_entities"])

    def test_null_representation(self):
        answer = self.entities([None], expect=1)
        self.assertNotIn("data", answer)


class Service(FederationTest):
    def test_whole_file(self):
        service = self.ask(self.path, "{ _service { __typename sdl } }")["data"]["_service"]
        self.assertEqual(service["__typename"], "_Service")
        self.assertEqual(service["sdl"], self.run_program("schema", "--federation")[0])

    def test_sdl(self):
        sdl, _ = self.run_program("schema", "--federation", "--domain", "externalids")
        self.assertRegex(sdl, r"^extend schema @link\(url: \"https://specs.apollo.dev/federation/v2")
        self.assertRegex(sdl, r'type UserGQLModel @key\(fields: "id"\) \{')
        for word in ("_Any", "_Entity", "_entities", "_service", "@local"):
            self.assertNotIn(word, sdl)
        # What the servers do not have is left out; the id by which others find a record is not.
        plain, _ = self.run_program("schema", "--domain", "externalids")
        self.assertRegex(plain, r"(?m)^  record: String$")
        self.assertNotRegex(sdl, r"(?m)^  record: String$")

    def test_not_in_the_schema_of_clients(self):
        output, _ = self.run_program("schema")
        for word in ("_entities", "_service", "@key", "@link"):
            self.assertNotIn(word, output)

    def test_entity_types(self):
        types = self.ask(self.path, '{ __type(name: "_Entity") { possibleTypes { name } } }')["data"]["__type"]["possibleTypes"]
        keyed = re.findall(r"^type (\w+) @key", self.run_program("schema", "--federation")[0], re.MULTILINE)
        self.assertEqual(sorted(kind["name"] for kind in types), sorted(keyed))

    def test_wrong_use(self):
        _, errors = self.run_program("schema", "--federation", "--format", "json", expect=2)
        self.assert_one_sentence(errors, "--format")


if __name__ == "__main__":
    tap.main()
