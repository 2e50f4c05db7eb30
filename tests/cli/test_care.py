#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups, history, undo and redo at the command line, and one writer at a time."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import program  # noqa: E402
import tap  # noqa: E402

ADD = 'mutation { groupInsert(group: {name: "%s", grouptypeId: "%s"}) { id msg } }'


class CareTest(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.path = self.new_file()
        output, _ = self.run("query", "{ groupTypePage(limit: 1) { id } }")
        self.type = json.loads(output)["data"]["groupTypePage"][0]["id"]

    def run(self, verb, *arguments, **options):  # noqa: A003
        if not isinstance(verb, str):
            return super().run(verb)
        return self.run_program(verb, "-f", self.path, *arguments, **options)

    def add(self, name):
        output, _ = self.run("query", ADD % (name, self.type))
        result = json.loads(output)["data"]["groupInsert"]
        self.assertEqual(result["msg"], "ok")
        return result["id"]

    def groups(self):
        output, _ = self.run("query", "{ groupPage(orderby: \"name\") { name } }")
        return [group["name"] for group in json.loads(output)["data"]["groupPage"]]

    def backups(self):
        return [line.split()[0] for line in self.run("backup", "list")[0].splitlines()[1:]]


class Repair(CareTest):
    def test_repair(self):
        self.add("A")
        self.run("check", "--repair")
        self.assertEqual(self.backups_made(), 0)
        connection = sqlite3.connect(self.path)
        connection.execute("UPDATE groups SET name__key = x'00'")
        connection.commit()
        connection.close()
        output, _ = self.run("check", expect=1)
        self.assertIn("sorted wrongly", output)
        output, _ = self.run("check", "--repair")
        self.assertIn("sound", output)
        self.assertEqual(self.backups_made(), 1)
        self.run("check")

    def backups_made(self):
        folder = Path(f"{self.path}.backups")
        return len(list(folder.iterdir())) if folder.exists() else 0


class Backup(CareTest):
    def test_make_list_restore(self):
        _, errors = self.run("backup")
        self.assert_one_sentence(errors, "backup make")
        self.add("A")
        made = Path(self.run("backup", "make")[0].strip())
        self.assertTrue(made.is_file())
        self.assertEqual(made.parent, Path(f"{self.path}.backups"))
        self.assertEqual(self.backups(), [made.name])
        self.add("B")

        preview, _ = self.run("backup", "restore", "--dry-run", made.name)
        self.assertRegex(preview, r"(?m)^Groups +1 +0 +0$")
        self.assertEqual(self.groups(), ["A", "B"])
        _, errors = self.run("backup", "restore", made.name)
        self.assertIn("-restore.uois", errors)
        self.assertEqual(self.groups(), ["A"])
        self.run("check")
        self.run("backup", "restore", self.backups()[0])
        self.assertEqual(self.groups(), ["A", "B"])

    def test_backup_is_a_file(self):
        self.add("A")
        made = self.run("backup", "make")[0].strip()
        self.assertIn('"A"', self.run_program("query", "-f", made, "{ groupPage { name } }")[0])
        self.run_program("check", "-f", made)
        self.assertEqual(os.listdir(Path(made).parent), [Path(made).name])

    def test_damaged_file(self):
        self.add("A")
        made = Path(self.run("backup", "make")[0].strip())
        self.path.write_bytes(b"rubbish")
        self.run("check", expect=1)
        self.run("backup", "restore", made.name)
        self.assertEqual(self.groups(), ["A"])
        self.path.unlink()
        self.run("backup", "restore", made.name)
        self.assertEqual(self.groups(), ["A"])

    def test_before_load(self):
        self.run("load", program.SYSTEMDATA)
        self.assertEqual([re.sub(r".*\d-", "", name) for name in self.backups()], ["import.uois"])

    def test_wrong_arguments(self):
        for arguments, words in (
            (["mak"], ["mak"]),
            (["restore"], ["name"]),
            (["make", "x"], ["x"]),
            (["list", "x"], ["x"]),
            (["make", "--dry-run"], ["--dry-run"]),
        ):
            with self.subTest(arguments):
                output, errors = self.run("backup", *arguments, expect=2)
                self.assertEqual(output, "")
                self.assert_one_sentence(errors, *words, "help backup")
        _, errors = self.run("backup", "restore", "2020-01-01T00-00-00-daily.uois", expect=1)
        self.assert_one_sentence(errors, "2020-01-01", "backup list")


class History(CareTest):
    def test_steps(self):
        self.add("A")
        self.add("B")
        output, _ = self.run("history", "--limit", "2")
        self.assertEqual(len(output.splitlines()), 2)
        self.assertRegex(output.splitlines()[0], r"^\d+  \d{4}-\d\d-\d\d \d\d:\d\d  .*B$")
        self.run("undo")
        self.assertIn(", taken back", self.run("history", "--limit", "2")[0])

    def test_record(self):
        record = self.add("A")
        output, _ = self.run("history", "--record", record)
        self.assertIn("Name: – → A", output)
        _, errors = self.run("history", "--record", "00000000-0000-4000-8000-000000000000", expect=1)
        self.assert_one_sentence(errors, "id")

    def test_wrong_arguments(self):
        for arguments, words in ((["--limit", "0"], ["--limit"]), (["--record", "x"], ["x"]), (["x"], ["x"])):
            _, errors = self.run("history", *arguments, expect=2)
            self.assert_one_sentence(errors, *words, "help history")


class Undo(CareTest):
    def test_last_six(self):
        for name in "ABCDEFGH":
            self.add(name)
        output, _ = self.run("undo", "6")
        self.assertEqual(len(output.splitlines()), 6)
        self.assertTrue(output.splitlines()[0].endswith("H"))
        self.assertEqual(self.groups(), ["A", "B"])
        self.assertEqual(len(self.run("redo", "2")[0].splitlines()), 2)
        self.assertEqual(self.groups(), ["A", "B", "C", "D"])
        self.assertEqual(len(self.run("redo", "100")[0].splitlines()), 4)
        self.run("check")

    def test_nothing(self):
        for verb in ("undo", "redo"):
            output, errors = self.run(verb, expect=1)
            self.assertEqual(output, "")
            self.assert_one_sentence(errors, verb)

    def test_wrong_arguments(self):
        for verb in ("undo", "redo"):
            for argument in ("0", "x", "1.5", "99999999999999999999"):
                _, errors = self.run(verb, argument, expect=2)
                self.assert_one_sentence(errors, argument, f"help {verb}")
            _, errors = self.run(verb, "--", "-1", expect=2)
            self.assert_one_sentence(errors, "-1")


class OneWriter(CareTest):
    def test_owner_is_named(self):
        server = subprocess.Popen(
            [program.PROGRAM, "serve", "-f", self.path, "--writable", "--port", "0", "--no-token"],
            stderr=subprocess.PIPE,
            env=self.environment,
            text=True,
        )
        try:
            while "Listening" not in server.stderr.readline():
                self.assertIsNone(server.poll())
            before = self.groups()
            for arguments in (
                ["load", program.SYSTEMDATA],
                ["query", ADD % ("X", self.type)],
                ["undo"],
                ["redo"],
            ):
                _, errors = self.run(*arguments, expect=1)
                self.assert_one_sentence(errors, self.path.name, os.uname().nodename, "uois-desk")
            self.assertEqual(self.groups(), before)
            self.run("check")
            self.run("dump")
            self.run("history")
            self.run("backup", "make")
        finally:
            server.send_signal(signal.SIGKILL)
            server.wait()
            server.stderr.close()
        # Killed, and yet nothing stands in the way.
        self.add("Y")
        self.assertFalse(Path(f"{self.path}.lock").exists())


if __name__ == "__main__":
    tap.main()
