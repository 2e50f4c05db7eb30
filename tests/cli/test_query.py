#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions and answers: the exit status, the streams, and where a fault is."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import program  # noqa: E402
import tap  # noqa: E402

TWO = "query A { userPage(limit: 1) { surname } } query B { groupPage(limit: 1) { name } }"
BY_SURNAME = "query ($s: String!) { userPage(where: {surname: {_ilike: $s}}) { surname } }"


class QueryTest(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.path, _ = self.loaded_file()

    def refuse(self, query, *options, message):
        """The answer says what is wrong, on standard output, since it is the answer."""
        before = program.digest(self.path)
        output, errors = self.run_program("query", "-f", self.path, *options, query, expect=1)
        answer = json.loads(output)
        self.assertEqual(errors, "")
        self.assertNotIn("data", answer)
        self.assertRegex(answer["errors"][0]["message"], message)
        self.assertEqual(program.digest(self.path), before)
        return answer["errors"][0]


class Answers(QueryTest):
    def test_issue(self):
        query = """{ userPage(where: {surname: {_ilike: "nov%"}}, orderby: "surname", limit: 5) {
          fullname email memberships { group { name grouptype { nameEn } } } } }"""
        self.assertEqual(
            self.ask(self.path, query)["data"]["userPage"],
            [
                {
                    "fullname": "Šárka Nováková",
                    "email": "sarka.novakova@example.org",
                    "memberships": [{"group": {"name": "Katedra měření", "grouptype": {"nameEn": "department"}}}],
                }
            ],
        )

    def test_czech_order(self):
        answer = self.ask(self.path, '{ userPage(orderby: "surname") { surname } }')
        self.assertEqual([user["surname"] for user in answer["data"]["userPage"]], ["Hořák", "Chalupa", "Nováková"])

    def test_variables(self):
        answer = self.ask(self.path, BY_SURNAME, 0, "-v", '{"s": "ch%"}')
        self.assertEqual(answer, {"data": {"userPage": [{"surname": "Chalupa"}]}})

    def test_operation(self):
        self.assertEqual(list(self.ask(self.path, TWO, 0, "-o", "B")["data"]), ["groupPage"])

    def test_standard_input(self):
        output, _ = self.run_program("query", "-f", self.path, "-", stdin="{ __typename }")
        self.assertEqual(json.loads(output), {"data": {"__typename": "Query"}})

    def test_utf8_whatever_the_locale(self):
        query = '{ userPage(where: {name: {_eq: "Šárka"}}) { surname } }'
        expected = '{"data":{"userPage":[{"surname":"Nováková"}]}}\n'
        for locale in ("C", "C.UTF-8", "cs_CZ.ISO-8859-2"):
            self.assertEqual(self.run_program("query", "-f", self.path, query, LC_ALL=locale)[0], expected)

    def test_query_that_begins_with_a_dash(self):
        output, _ = self.run_program("query", "-f", self.path, "--", "-1", expect=1)
        self.assertIn("errors", json.loads(output))


class Faults(QueryTest):
    def test_syntax(self):
        error = self.refuse("{ userPage {\n  surname ", message="(?i)syntax")
        self.assertEqual(error["locations"], [{"line": 2, "column": 11}])

    def test_unknown_field(self):
        error = self.refuse("{ userPage { surnme } }", message="surnme")
        self.assertEqual(error["locations"], [{"line": 1, "column": 14}])

    def test_unknown_argument(self):
        self.refuse("{ userPage(first: 1) { surname } }", message="first")

    def test_empty(self):
        self.refuse("", message="(?i)syntax")

    def test_missing_variable(self):
        self.refuse(BY_SURNAME, message=r"\$s")

    def test_variable_of_wrong_type(self):
        self.refuse(BY_SURNAME, "-v", '{"s": 7}', message=r"\$s")

    def test_variables_that_are_no_json(self):
        self.refuse(BY_SURNAME, "-v", '{"s": ', message="(?i)variables")

    def test_variables_that_are_no_object(self):
        self.refuse(BY_SURNAME, "-v", "[1]", message="(?i)variables")

    def test_which_operation(self):
        self.refuse(TWO, message="(?i)operation")
        self.refuse(TWO, "-o", "C", message="C")

    def test_bad_id(self):
        self.refuse('{ userById(id: "not-an-id") { surname } }', message="not-an-id")

    def test_standard_input_that_is_not_utf8(self):
        _, errors = self.run_program("query", "-f", self.path, "-", stdin=b"{ \xff }", expect=1)
        self.assert_one_sentence(errors, "UTF-8")

    def test_deep_nesting(self):
        self.refuse("{a" * 50000, message=".")


class Changes(QueryTest):
    INSERT = 'mutation { userInsert(user: {name: "Karel", surname: "Nový"}) { msg user { fullname } } }'

    def test_mutation(self):
        answer = self.ask(self.path, self.INSERT)
        self.assertEqual(answer, {"data": {"userInsert": {"msg": "ok", "user": {"fullname": "Karel Nový"}}}})
        answer = self.ask(self.path, '{ userPage(where: {name: {_eq: "Karel"}}) { surname } }')
        self.assertEqual(answer["data"]["userPage"], [{"surname": "Nový"}])
        self.run_program("check", "-f", self.path)

    def test_refused_mutation(self):
        """The answer says why; what did not happen is a failure for whoever called."""
        before = program.digest(self.path)
        answer = self.ask(self.path, 'mutation { userDelete(id: "00000005-7e57-4000-8000-000000000001") { msg } }', 1)
        self.assertRegex(answer["errors"][0]["message"], r"cannot be deleted .* \(\d+\)")
        self.assertEqual(answer["errors"][0]["path"], ["userDelete"])
        self.assertEqual(program.digest(self.path), before)

    def test_read_only(self):
        before = program.digest(self.path)
        answer = self.ask(self.path, self.INSERT, 1, "--read-only")
        self.assertIn("open for reading only", answer["errors"][0]["message"])
        self.assertIsNone(answer["data"])
        self.assertEqual(program.digest(self.path), before)
        self.assertEqual(self.ask(self.path, "{ __typename }", 0, "--read-only"), {"data": {"__typename": "Query"}})

    def test_query_leaves_the_file_alone(self):
        before = program.digest(self.path)
        self.ask(self.path, "{ userPage { id } }")
        self.ask(self.path, "query A { userPage { id } } " + self.INSERT.replace("mutation", "mutation B"), 0, "-o", "A")
        self.assertEqual(program.digest(self.path), before)


class Schema(program.ProgramTest):
    def test_graphql(self):
        output, errors = self.run_program("schema")
        self.assertEqual(errors, "")
        self.assertIn("type UserGQLModel", output)
        self.assertEqual(self.run_program("schema", "--format", "graphql")[0], output)

    def test_domain(self):
        output, _ = self.run_program("schema", "--domain", "externalids")
        self.assertIn("type ExternalIdGQLModel", output)
        self.assertNotIn("type EventTypeGQLModel", output)

    def test_json(self):
        output, _ = self.run_program("schema", "--format", "json")
        schema = json.loads(output)["data"]["__schema"]
        self.assertEqual(schema["queryType"]["name"], "Query")
        self.assertIn("UserGQLModel", {kind["name"] for kind in schema["types"]})

    def test_needs_no_file(self):
        self.run_program("schema", "--format", "json")
        self.assertEqual(list(self.folder.iterdir()), [])


if __name__ == "__main__":
    tap.main()
