#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The invented institution."""

import json
import signal
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import program  # noqa: E402
import tap  # noqa: E402


class Demo(program.ProgramTest):
    def tables(self, name):
        return json.loads(self.run_program("dump", "-f", name)[0])

    def institution(self, name, *options):
        """The invented rows by table: those that the type lists, which every new file has, do not have."""
        self.run_program("new", "-f", name, "--demo", "--people", "200", *options)
        self.new_file(f"bare-{name}")
        lists = {row["id"] for rows in self.tables(f"bare-{name}").values() for row in rows}
        return {table: [row for row in rows if row["id"] not in lists] for table, rows in self.tables(name).items()}

    def test_same_numbers_same_institution(self):
        first = self.institution("a.uois", "--seed", "7")
        self.assertEqual(self.institution("b.uois", "--seed", "7"), first)
        self.assertNotEqual(self.institution("c.uois", "--seed", "8"), first)

    def test_people_and_what_they_do(self):
        tables = self.institution("a.uois")
        self.assertEqual(len(tables["users"]), 200)
        for table in ("groups", "memberships", "roles", "events", "events_users", "externalids"):
            self.assertGreater(len(tables[table]), 0, table)

    def test_only(self):
        tables = self.institution("a.uois", "--only", "ug")
        self.assertEqual(len(tables["users"]), 200)
        self.assertFalse(tables.get("events"))

    def test_sound(self):
        self.institution("a.uois")
        self.assertIn("sound", self.run_program("check", "-f", "a.uois")[0])

    def test_interrupted(self):
        """Ctrl+C ends it cleanly and leaves nothing half made."""
        path = self.folder / "large.uois"
        running = subprocess.Popen(
            [program.PROGRAM, "new", "-f", path, "--demo", "--people", "1000000"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        while not path.exists() and running.poll() is None:
            pass
        running.send_signal(signal.SIGINT)
        output, errors = running.communicate(timeout=program.PATIENCE)
        self.assertEqual((running.returncode, output), (1, b""), errors)
        self.assert_one_sentence(errors.decode(), "Stopped")
        self.assertEqual(list(self.folder.glob("large.uois*")), [])


if __name__ == "__main__":
    tap.main()
