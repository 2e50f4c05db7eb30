#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed files of the servers: every row is accounted for, and nothing is half done."""

import json
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import program  # noqa: E402
import tap  # noqa: E402

SEED = json.loads(program.SYSTEMDATA.read_text(encoding="utf-8"))
SHARED = Path(__file__).resolve().parents[3] / "shared/data/systemdata.json"


class LoadTest(program.ProgramTest):
    def assert_accounted(self, report, seed):
        self.assertEqual(list(report), list(seed))
        for name, table in report.items():
            with self.subTest(name):
                self.assertEqual(table["rows"], len(seed[name]))
                self.assertEqual(table["rows"], table["stored"] + table["present"] + table["rejected"])
                self.assertEqual(bool(table["rejected"]), bool(table["reasons"]), table)

    def column(self, path, sql):
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return [row[0] for row in connection.execute(sql)]
        finally:
            connection.close()


class Irregular(LoadTest):
    """The peculiarities of the files that are in use; tests/cli/systemdata.json has one of each."""

    def setUp(self):
        super().setUp()
        self.path, self.report = self.loaded_file()

    def reasons(self, table):
        return " ".join(self.report[table]["reasons"])

    def notes(self, table):
        return " ".join(self.report[table]["notes"])

    def test_every_row_is_accounted_for(self):
        self.assert_accounted(self.report, SEED)

    def test_file_is_made_and_sound(self):
        self.assertIn("sound", self.run_program("check", "-f", self.path)[0])

    def test_ids(self):
        users = self.report["users"]
        self.assertEqual((users["stored"], users["rejected"]), (3, 3), users)
        self.assertIn("not-an-id", self.reasons("users"))
        answer = self.ask(self.path, '{ userById(id: "00000005-7e57-4000-8000-000000000002") { id surname } }')
        self.assertEqual(answer["data"]["userById"]["id"], "00000005-7e57-4000-8000-000000000002")

    def test_first_of_two_rows_with_one_id_stays(self):
        answer = self.ask(self.path, '{ userById(id: "00000005-7e57-4000-8000-000000000001") { surname } }')
        self.assertEqual(answer, {"data": {"userById": {"surname": "Nováková"}}})

    def test_parents_may_follow_their_children(self):
        groups = '{ groupPage(where: {name: {_eq: "1-VT-A"}}) { mastergroup { name mastergroup { name } } } }'
        self.assertEqual(
            self.ask(self.path, groups)["data"]["groupPage"],
            [{"mastergroup": {"name": "Katedra měření", "mastergroup": {"name": "Zkušební univerzita"}}}],
        )

    def test_missing_target_in_the_same_service(self):
        self.assertEqual(self.report["groups"]["rejected"], 1)
        self.assertIn("00000002-7e57-4000-8000-000000000063", self.reasons("groups"))
        self.assertIn("00000005-7e57-4000-8000-00000000004d", self.reasons("memberships"))

    def test_wrong_type_of_a_value(self):
        self.assertIn("sometimes", self.reasons("memberships"))

    def test_times_lose_their_zone_and_nothing_else(self):
        query = "{ groupPage(where: {name: {_ilike: %s}}) { lastchange } }"
        department = self.ask(self.path, query % '"katedra%"')["data"]["groupPage"][0]["lastchange"]
        study_group = self.ask(self.path, query % '"1-vt-a"')["data"]["groupPage"][0]["lastchange"]
        self.assertEqual((department, study_group), ("2023-03-07T10:00:00.500000", "2023-03-07T10:00:00"))

    def test_renamed_keys(self):
        query = '{ eventPage(where: {name: {_eq: "Měření 1"}}) { eventType { name } masterEvent { name } presences { invitationType { name } } } }'
        self.assertEqual(
            self.ask(self.path, query)["data"]["eventPage"],
            [
                {
                    "eventType": {"name": "přednáška"},
                    "masterEvent": {"name": "Zimní semestr"},
                    "presences": [{"invitationType": {"name": "povinný"}}],
                }
            ],
        )
        self.assertIn("eventtype_id", self.notes("events"))
        self.assertIn("invitation_id", self.notes("events_users"))

    def test_unknown_keys_are_told(self):
        self.assertIn("ex_type", self.notes("grouptypes"))
        self.assertIn("created_by", self.notes("events"))

    def test_old_spellings_are_read(self):
        for table, key, column in (
            ("tasks", "detaled_des", "detailed_des"),
            ("taskcontents", "detaled_des", "detailed_des"),
            ("acclassifications", "user_id", "student_id"),
            ("forms", "created_by", "createdby"),
            ("formitemcategories", "name__en", "name_en"),
        ):
            with self.subTest(table):
                self.assertIn(f"“{key}” was read as “{column}”", self.notes(table))
                self.assertEqual(self.report[table]["stored"], 1)
        self.assertEqual(self.column(self.path, "SELECT detailed_des FROM tasks"), ["za říjen"])
        self.assertEqual(self.column(self.path, "SELECT name_en FROM formitemcategories"), ["texts"])

    def test_misspelt_columns_stay(self):
        self.assertEqual(self.column(self.path, "SELECT aswered FROM surveyanswers"), [1])
        self.assertEqual(self.notes("surveyanswers"), "")

    def test_keys_of_no_column_are_left_out(self):
        for table, key in (
            ("acclassifications", "classificationtype_id"),
            ("formrequests", "type_id"),
            ("projects", "name_en"),
            ("projectfinances", "event_id"),
            ("admissions", "startdate"),
            ("admissions", "enddate"),
            ("admission_discipline_results", "student_id"),
        ):
            with self.subTest(f"{table}.{key}"):
                self.assertIn(f"“{key}” is no column", self.notes(table))
                self.assertEqual(self.report[table]["stored"], 1)

    def test_phases_are_no_column_and_nothing_to_tell(self):
        for table in ("facilities", "plan_lessons"):
            self.assertNotIn("_chunk", self.notes(table))

    def test_people_that_are_not_here(self):
        for table, column in (("formrequests", "createdby"), ("preferedtags", "author_id"), ("preferedtagentities", "author_id")):
            with self.subTest(table):
                self.assertIn(f"“{column}” refers in 1 row to a record of “users” that is not in this file", self.notes(table))

    def test_empty_references_are_none(self):
        for table, column in (("publication_subjects", "subject_id"), ("plan_lessons", "event_id")):
            with self.subTest(table):
                self.assertEqual(self.column(self.path, f"SELECT {column} FROM {table}"), [None])
                self.assertIn("was an empty text", self.notes(table))
        self.assertIn("has no id", self.reasons("facilities_events"))

    def test_empty_ids(self):
        self.assertEqual(self.report["events"]["stored"], 2)
        self.assertEqual(self.report["events_users"]["rejected"], 1)

    def test_tables_that_nobody_knows(self):
        self.assertEqual(self.report["acprogramgroups"]["rejected"], 1)
        self.assertEqual(self.report["plan_subjects"]["rows"], 0)

    def test_names_without_english(self):
        answer = self.ask(self.path, "{ roleCategoryPage { name nameEn } }")
        self.assertEqual(answer["data"]["roleCategoryPage"], [{"name": "akademické", "nameEn": ""}])

    def test_outer_ids_are_text(self):
        answer = self.ask(self.path, '{ externalIdsPage(where: {outer_id: {_eq: "0042"}}) { outerId typeName link } }')
        self.assertEqual(
            answer["data"]["externalIdsPage"],
            [{"outerId": "0042", "typeName": "osobní číslo", "link": "https://example.org/people/0042"}],
        )

    def test_second_time_changes_nothing(self):
        before = self.run_program("dump", "-f", self.path)[0]
        again = self.load(self.path, program.SYSTEMDATA)
        self.assert_accounted(again, SEED)
        self.assertEqual(sum(table["stored"] for table in again.values()), 0)
        self.assertEqual(
            {name: table["rejected"] for name, table in again.items()},
            {name: table["rejected"] for name, table in self.report.items()},
        )
        self.assertEqual(self.run_program("dump", "-f", self.path)[0], before)

    def test_existing_rows_are_never_changed(self):
        rows = [{"id": "00000005-7e57-4000-8000-000000000001", "name": "Jiná", "surname": "Osoba"}]
        self.assertEqual(self.load_text(self.path, json.dumps({"users": rows}))["users"]["present"], 1)
        answer = self.ask(self.path, '{ userById(id: "00000005-7e57-4000-8000-000000000001") { surname } }')
        self.assertEqual(answer["data"]["userById"]["surname"], "Nováková")


class Report(LoadTest):
    def test_table_for_people(self):
        output, errors = self.run_program("load", "-f", "file.uois", program.SYSTEMDATA)
        self.assertEqual(errors, "")
        lines = output.splitlines()
        self.assertRegex(lines[0], r"^Table +Rows +Stored +Already there +Not stored$")
        self.assertRegex(lines[-1], r"^Total +\d+ +\d+ +0 +\d+$")
        self.assertRegex(output, r"(?m)^users +6 +3 +0 +3$")
        widths = {len(line) for line in lines if not line.startswith("  ")}
        self.assertEqual(len(widths), 1, "the columns are not aligned")

    def test_standard_input(self):
        text = program.SYSTEMDATA.read_bytes()
        report = self.load("file.uois", "-", stdin=text)
        self.assert_accounted(report, SEED)

    def test_czech(self):
        output, _ = self.run_program("load", "-f", "file.uois", program.SYSTEMDATA, LANGUAGE="cs")
        self.assertNotIn("Already there", output)

    def test_byte_order_mark(self):
        report = self.load_text("file.uois", b"\xef\xbb\xbf" + program.SYSTEMDATA.read_bytes())
        self.assert_accounted(report, SEED)

    def test_seed_file_of_the_stack(self):
        if not SHARED.exists():
            self.skipTest("../shared is not there")
        self.assert_accounted(self.load("file.uois", SHARED), json.loads(SHARED.read_text(encoding="utf-8")))


class BadInput(LoadTest):
    def setUp(self):
        super().setUp()
        self.path = self.new_file()
        self.before = program.digest(self.path)

    def refuse(self, text, *words):
        source = self.folder / "seed.json"
        source.write_bytes(text if isinstance(text, bytes) else text.encode())
        output, errors = self.run_program("load", "-f", self.path, source, expect=1)
        self.assertEqual(output, "")
        self.assert_one_sentence(errors, "seed.json", *words)
        self.assertEqual(program.digest(self.path), self.before, "the file was touched")

    def test_missing(self):
        _, errors = self.run_program("load", "-f", self.path, "nowhere.json", expect=1)
        self.assert_one_sentence(errors, "nowhere.json")

    def test_folder(self):
        _, errors = self.run_program("load", "-f", self.path, self.folder, expect=1)
        self.assert_one_sentence(errors)

    def test_empty(self):
        self.refuse("")

    def test_truncated_anywhere(self):
        text = program.SYSTEMDATA.read_bytes().rstrip()
        for length in range(1, len(text), len(text) // 12):
            self.refuse(text[:length], "line", "column")

    def test_not_an_object(self):
        for text in ("[]", "42", '"users"', "null"):
            self.refuse(text, "object")

    def test_table_that_is_no_list(self):
        self.refuse('{"users": {"id": 1}}', "users", "line 1")
        self.refuse('{\n"users": 7}', "users", "line 2")

    def test_text_after_the_end(self):
        self.refuse('{"users": []}\n}', "line 2")

    def test_not_utf8(self):
        self.refuse(b'{"users": [{"name": "\xe9"}]}', "UTF-8")

    def test_nested_without_end(self):
        self.refuse('{"users": ' + "[" * 100000)

    def test_rows_that_are_no_objects(self):
        report = self.load_text(self.path, '{"users": [1, "two", null, [], {"id": 7}, {"id": {}}]}')
        self.assertEqual((report["users"]["rows"], report["users"]["rejected"]), (6, 6))

    def test_no_file_is_left_behind(self):
        (self.folder / "bad.json").write_text("{")
        self.run_program("load", "-f", "fresh.uois", "bad.json", expect=1)
        self.assertEqual(list(self.folder.glob("fresh.uois*")), [])


if __name__ == "__main__":
    tap.main()
