#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables for other programs: read back by readers that are not ours, compared with what the API says."""

import csv
import io
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import program  # noqa: E402
import tap  # noqa: E402


class Export(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.path, _ = self.loaded_file()

    def export(self, *options, expect=0):
        return self.run_program("export", "-f", self.path, *options, expect=expect)[0]

    def names(self, *options, column="name"):
        text = self.export(*options, "--columns", column)
        return [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]

    def test_csv(self):
        text = self.export("users", "--columns", "surname,email,valid,created,id")
        self.assertTrue(text.endswith("\r\n"))
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        answer = self.ask(self.path, "{ userPage { surname email valid created id } }")["data"]["userPage"]

        def spell(value):
            return {None: "", True: "true", False: "false"}.get(value, value)

        wanted = [{name: spell(value) for name, value in user.items()} for user in answer]
        self.assertEqual(sorted(rows, key=lambda row: row["id"]), sorted(wanted, key=lambda row: row["id"]))

    def test_json(self):
        rows = json.loads(self.export("GroupGQLModel", "--format", "json", "--columns", "name,valid,grouptype,mastergroup"))
        answer = self.ask(self.path, "{ groupPage { name valid grouptype { id } mastergroup { id } } }")["data"]["groupPage"]
        self.assertEqual(sorted(rows, key=lambda row: row["name"]), sorted(answer, key=lambda row: row["name"]))

    def test_order_is_that_of_the_list(self):
        self.assertEqual(self.names("users", column="surname"), ["Hořák", "Chalupa", "Nováková"])

    def test_delimiters(self):
        for options, delimiter in ((["--format", "tsv"], "\t"), (["--delimiter", ";"], ";")):
            text = self.export("users", "--columns", "surname,name", *options)
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
            self.assertEqual(rows[0], ["surname", "name"])
            self.assertIn(["Nováková", "Šárka"], rows)

    def test_byte_order_mark(self):
        self.assertTrue(self.export("users", "--bom").startswith("\ufeff"))
        self.assertFalse(self.export("users").startswith("\ufeff"))

    def test_where(self):
        users = "users", "--where"
        self.assertEqual(self.names(*users, "surname=Nováková"), ["Šárka"])
        self.assertEqual(self.names(*users, "surname~nov"), ["Šárka"])
        self.assertEqual(self.names(*users, "surname=Nováková", "--where", "surname=Hořák"), ["Oldřich", "Šárka"])
        self.assertEqual(self.names(*users, "surname!=Nováková", "--where", "email!="), ["Jiří"])
        self.assertEqual(self.names(*users, "email="), ["Oldřich"])
        self.assertEqual(self.names("users", "--search", "cha jir"), ["Jiří"])
        events = "events", "--where"
        self.assertEqual(self.names(*events, "startdate=2023-10-02"), ["Měření 1"])
        self.assertEqual(self.names(*events, "startdate>2023-10-01", "--where", "startdate<2023-10-02T08:00:01"), ["Měření 1"])
        self.assertEqual(self.names(*events, "startdate<2023-10-02"), ["Zimní semestr"])

    def test_where_reference(self):
        department = "00000002-7e57-4000-8000-000000000002"
        self.assertEqual(self.names("groups", "--where", f"grouptype={department}"), ["Katedra měření"])
        self.assertEqual(self.names("groups", "--where", "mastergroup=katedra mereni"), ["1-VT-A"])
        self.assertEqual(self.names("groups", "--where", "mastergroup="), ["Zkušební univerzita"])
        _, errors = self.run_program("export", "-f", self.path, "groups", "-w", "mastergroup=Unicorns", expect=1)
        self.assert_one_sentence(errors, "Unicorns")

    def test_spreadsheet(self):
        dangerous = ['=HYPERLINK("http://evil")', "+1+1", "-2", "@SUM(A1)", "\tx", "harmless"]
        for name in dangerous:
            self.ask(self.path, f"mutation {{ groupInsert(group: {{name: {json.dumps(name)}, grouptypeId:"
                                ' "00000002-7e57-4000-8000-000000000002"}) { msg } }')
        for options in ([], ["--format", "tsv"]):
            text = self.export("groups", "--columns", "name", "--spreadsheet", *options)
            cells = [row[0] for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t" if options else ",")]
            for name in dangerous[:-1]:
                self.assertIn("'" + name, cells)
            self.assertIn("harmless", cells)
            self.assertFalse([cell for cell in cells if cell[:1] in tuple("=+-@\t\r")])
        self.assertLessEqual(set(dangerous), set(self.names("groups")))

    def test_for_people(self):
        text = self.export("events", "--columns", "name,eventType,startdate", "--spreadsheet")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        self.assertIn(["Zimní semestr", "term", "25 Sep 2023, 00:00"], rows)

    def test_output_file(self):
        self.assertEqual(self.export("users", "-o", "users.csv"), "")
        self.assertEqual((self.folder / "users.csv").read_bytes().decode(), self.run_program("export", "-f", self.path, "users")[0])

    def test_failure_spares_the_old_output(self):
        old = self.folder / "users.csv"
        old.write_text("precious")
        self.run_program("export", "-f", "missing.uois", "users", "-o", old, expect=1)
        self.run_program("export", "-f", self.path, "groups", "-w", "mastergroup=Unicorns", "-o", old, expect=1)
        self.assertEqual(old.read_text(), "precious")
        _, errors = self.run_program("export", "-f", self.path, "users", "-o", "nowhere/users.csv", expect=1)
        self.assert_one_sentence(errors, "nowhere/users.csv")

    def test_slips(self):
        for arguments, word in (
            (["usres"], "users"),
            (["UserGQLModl"], "UserGQLModel"),
            (["unicornsandmore"], "unicornsandmore"),
            (["users", "--columns", "surnam"], "surname"),
            (["users", "--columns", "memberships"], "memberships"),
            (["users", "--where", "surname"], "FIELD=VALUE"),
            (["users", "--where", "surnme=x"], "surname"),
            (["users", "--where", "valid=maybe"], "valid"),
            (["users", "--where", "valid~e"], "~"),
            (["users", "--format", "pdf"], "pdf"),
            (["users", "--delimiter", ",,"], "--delimiter"),
            (["users", "--delimiter", ",", "--format", "json"], "--delimiter"),
        ):
            output, errors = self.run_program("export", "-f", self.path, *arguments, expect=2)
            self.assertEqual(output, "")
            self.assert_one_sentence(errors, word)


if __name__ == "__main__":
    tap.main()
