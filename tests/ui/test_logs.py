#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program logs names nobody: a log can be sent with a report of a fault."""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import program as outside  # noqa: E402
import tap  # noqa: E402
from program import press  # noqa: E402

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Logs(unittest.TestCase):
    def setUp(self):
        outside.Atspi.init()
        folder = tempfile.TemporaryDirectory(prefix="uois-logs-")
        self.addCleanup(folder.cleanup)
        self.path = str(Path(folder.name) / "school.uois")
        self.log = Path(folder.name) / "log"
        subprocess.run([outside.PROGRAM, "new", "-f", self.path, "--demo", "--people", "60"], check=True, stdout=subprocess.DEVNULL)

    def ask_people(self):
        """All people of the file; what is said meanwhile is kept. What is logged stands before the answer."""
        done = subprocess.run(
            [outside.PROGRAM, "query", "-f", self.path, "{ userPage(limit: 100) { id surname email } }"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            env={**os.environ, "G_MESSAGES_DEBUG": "all"},
        )
        *said, answer = done.stdout.splitlines()
        self.said = done.stderr + "\n".join(said)
        return json.loads(answer)["data"]["userPage"]

    @contextlib.contextmanager
    def window(self):
        """The program with its two outputs in the log."""
        with open(self.log, "wb") as log:
            with outside.running(self.path, "en", self.id(), log, {"G_MESSAGES_DEBUG": "all"}) as program:
                yield program

    def use_the_window(self, surname):
        with self.window() as program:
            program.see_page("Home")
            press("ctrl+1")
            program.see_page("People")
            program.wait(lambda: len(program.rows()) > 5, "rows")
            program.type_into("entry", "Search: People", surname[:3])
            program.wait(lambda: all(surname[:3] in " ".join(row) for row in program.rows()), surname)
            press("Down")
            program.focused("table row", bool)
            press("Return")
            program.see("list item", "Memberships")
            press("ctrl+k")
            program.type_into("entry", "Find anything", surname[:4])
            program.see("list item", lambda name: surname in name)
            press("Escape")
            program.gone("entry", "Find anything")

    def test_nobody_is_named(self):
        people = self.ask_people()
        # One that can be typed on any keyboard.
        surname = next(person["surname"] for person in people if person["surname"].isascii())
        self.use_the_window(surname)
        log = self.log.read_text(encoding="utf-8", errors="replace")
        self.assertIn("DEBUG", log, "nothing was logged, so this proves nothing")
        for text in (log, self.said):
            for person in people:
                for value in (person["surname"], person["email"], person["id"]):
                    if value:
                        self.assertNotRegex(text, rf"\b{re.escape(value)}\b")
            self.assertIsNone(UUID.search(text.replace(self.path, "")))


if __name__ == "__main__":
    tap.main()
