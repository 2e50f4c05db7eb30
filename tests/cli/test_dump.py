#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed files written by us: what the servers' feeder accepts, and what we read back."""

import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import program  # noqa: E402
import tap  # noqa: E402

UUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$")
# The feeder reads times under these keys only.
TIMES = {"startdate", "enddate", "lastchange", "created"}


class Dump(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.path, _ = self.loaded_file()

    def dump(self, path, *options):
        return self.run_program("dump", "-f", path, *options)[0]

    def test_round_trip(self):
        first = self.dump(self.path)
        report = self.load_text("copy.uois", first)
        self.assertEqual(sum(table["rejected"] for table in report.values()), 0, report)
        self.assertEqual(self.dump("copy.uois"), first)

    def test_what_the_feeder_accepts(self):
        for name, rows in json.loads(self.dump(self.path)).items():
            ids = [row["id"] for row in rows]
            self.assertEqual(len(set(ids)), len(ids), name)
            for row in rows:
                for key, value in row.items():
                    self.assertIsNotNone(value, (name, key))
                    if key in ("id", "createdby", "changedby", "rbacobject") or ("_id" in key and key != "outer_id"):
                        self.assertRegex(value, UUID, (name, key))
                    if key in TIMES:
                        self.assertRegex(value, TIME, (name, key))

    def test_parents_first(self):
        groups = json.loads(self.dump(self.path))["groups"]
        self.assertTrue(all("_chunk" in group for group in groups), groups)
        chunk = {group["id"]: group["_chunk"] for group in groups}
        for group in groups:
            if "mastergroup_id" in group:
                self.assertLess(chunk[group["mastergroup_id"]], group["_chunk"])

    def test_output_file(self):
        self.assertEqual(self.dump(self.path, "-o", "dump.json"), "")
        self.assertEqual((self.folder / "dump.json").read_text(encoding="utf-8"), self.dump(self.path))

    def test_tables(self):
        self.assertEqual(set(json.loads(self.dump(self.path, "--tables", "users,roletypes"))), {"users", "roletypes"})

    def test_unknown_table(self):
        output, errors = self.run_program("dump", "-f", self.path, "--tables", "users,unicorns", expect=1)
        self.assertEqual(output, "")
        self.assert_one_sentence(errors, "unicorns")

    def test_failure_spares_the_old_output(self):
        old = self.folder / "dump.json"
        old.write_text("precious")
        self.run_program("dump", "-f", self.path, "--tables", "unicorns", "-o", old, expect=1)
        self.assertEqual(old.read_text(), "precious")
        self.run_program("dump", "-f", "missing.uois", "-o", old, expect=1)
        self.assertEqual(old.read_text(), "precious")
        self.assertEqual(sorted(path.name for path in self.folder.glob("*dump*")), ["dump.json"])

    def test_output_that_cannot_be_written(self):
        _, errors = self.run_program("dump", "-f", self.path, "-o", "nowhere/dump.json", expect=1)
        self.assert_one_sentence(errors, "nowhere/dump.json")

    def test_what_is_left_out_is_told(self):
        """A part of the tables may lack what it refers to; the dump then says so."""
        _, errors = self.run_program("dump", "-f", self.path, "--tables", "memberships")
        self.assertIn("memberships", errors)


if __name__ == "__main__":
    tap.main()
