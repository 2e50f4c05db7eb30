#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The built program as a person meets it: by the keyboard alone, seen through the accessibility tree, in two languages."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tap  # noqa: E402
from program import PROGRAM, press, running  # noqa: E402

# Of Tab, round a page with many fields.
STOPS = 120


class Outside:
    """What is done in each language."""

    language = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="uois-outside-")
        cls.path = str(Path(cls.folder.name) / "school.uois")
        subprocess.run(
            [PROGRAM, "new", "-f", cls.path, "--demo", "--people", "60", "--seed", "1"], check=True, capture_output=True
        )

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def window(self):
        return running(self.path, self.language, self.id())

    @staticmethod
    def see_home(program):
        program.see_page(program.word("Home"))

    def go_to_list(self, program, key, title):
        """A list with its records and the keyboard in its search; the name of that."""
        self.see_home(program)
        press(key)
        program.see_page(title)
        search = program.word("Search: %s") % title
        program.focused("entry", search)
        program.wait(lambda: len(program.rows()) > 5, "rows")
        return search

    def test_find_a_person_and_come_back(self):
        with self.window() as program:
            people = program.word("People")
            search = self.go_to_list(program, "ctrl+1", people)
            program.type_into("entry", search, "nova")

            def rows_of_people_called_nov():
                rows = program.rows()
                return rows if rows and all(row[0].startswith("Nov") for row in rows) else None

            rows = program.wait(rows_of_people_called_nov, "people called Nov…")
            title = f"{rows[0][0]} {rows[0][1]}"
            press("Down")
            program.focused("table row", bool)
            press("Return")
            program.see_page(title)
            program.see("list item", program.word("Memberships"))

            press("alt+Left")
            program.see_page(people)
            program.wait(lambda: program.rows() == rows, "the list as it was")
            press("alt+Right")
            program.see_page(title)

    @staticmethod
    def go_round(program):
        first = program.next_focus("Tab")
        passed = 0
        while program.next_focus("Tab") != first:
            passed += 1
            if passed > STOPS:
                raise AssertionError(f"{passed} stops of Tab, and not round yet")

    def test_tab_goes_round(self):
        """Nothing keeps the keyboard: neither at home, nor on the page of a record."""
        with self.window() as program:
            people = program.word("People")
            self.see_home(program)
            self.go_round(program)
            self.go_to_list(program, "ctrl+1", people)
            press("Down")
            program.focused("table row", bool)
            press("Return")
            program.see("list item", program.word("Memberships"))
            self.go_round(program)

    def test_nothing_found(self):
        with self.window() as program:
            search = self.go_to_list(program, "ctrl+1", program.word("People"))
            program.type_into("entry", search, "xyzzy")
            program.see("label", program.word("Nothing found"))
            program.focused("entry", search)
            press("Escape")
            program.wait(lambda: len(program.rows()) > 5, "everything again")

    def test_find_anything(self):
        with self.window() as program:
            groups = program.word("Groups")
            self.see_home(program)
            press("ctrl+k")
            program.type_into("entry", program.word("Find anything"), groups[:4].lower())
            # What is found meanwhile may still answer fewer letters; Enter means what was typed.
            press("Return")
            program.see_page(groups)
            program.wait(lambda: len(program.rows()) > 1, "rows")

    def test_tabs_by_keyboard(self):
        with self.window() as program:
            groups = program.word("Groups")
            self.see_home(program)
            press("ctrl+2")
            program.see_page(groups)
            program.wait(lambda: len(program.rows()) > 1, "rows")
            press("Down")
            program.focused("table row", bool)
            press("Return")
            program.focused("list item", program.word("Fields"))
            press("ctrl+Page_Down")
            program.wait(lambda: len(program.rows()) > 0, "members")

    def test_dialogs(self):
        with self.window() as program:
            self.see_home(program)
            for key, name in (
                ("ctrl+comma", program.word("Theme")),
                ("ctrl+question", program.word_in("shortcuts", "Search in the list")),
            ):
                press(key)
                program.see("label", name)
                press("Escape")
                program.gone("label", name)


class English(Outside, unittest.TestCase):
    language = "en"


class Czech(Outside, unittest.TestCase):
    language = "cs"


if __name__ == "__main__":
    tap.main()
