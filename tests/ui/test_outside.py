#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The built program as a person meets it: by the keyboard alone, seen through the accessibility tree, in two languages."""

import os
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tap  # noqa: E402

PROGRAM = os.environ["UOIS_DESK"]
PATIENCE = 60


def walk(node, breadth=80):
    yield node
    for index in range(min(node.get_child_count(), breadth)):
        child = node.get_child_at_index(index)
        if child is not None:
            yield from walk(child, breadth)


def is_shown(node):
    """What is hidden has no size; GTK 4.8 knows no state for it."""
    try:
        extents = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
    except GLib.Error:
        return False
    return extents.width > 0 and extents.height > 0


def press(*keys):
    subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)


def type_text(text):
    subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)


def is_row(node):
    return node.get_role_name() == "table row"


class Program:
    """A running window, and how to look at it."""

    def __init__(self, path, language):
        self.process = subprocess.Popen([PROGRAM, path], env={**os.environ, "LANGUAGE": language, "LC_ALL": "C.UTF-8"})
        self.application = self.wait(self.find_application, "the program in the accessibility tree")

    def find_application(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application is not None and application.get_process_id() == self.process.pid:
                return application if application.get_child_count() > 0 else None
        return None

    def close(self):
        press("ctrl+q")
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()

    def wait(self, condition, what):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            # Names are cached on this side; what changed comes as events.
            while GLib.MainContext.default().iteration(False):
                pass
            try:
                found = condition()
            except GLib.Error:
                found = None  # the tree changed under our hands
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(f"waited in vain for {what}")

    def find(self, role, name):
        """The first shown node of this role whose name is, or fulfils, `name`."""
        fits = name if callable(name) else name.__eq__
        for node in walk(self.application):
            if node.get_role_name() == role and fits(node.get_name()) and is_shown(node):
                return node
        return None

    def see(self, role, name):
        return self.wait(lambda: self.find(role, name), f"{role} {name!r}")

    def rows(self):
        """The texts of the table's cells, row by row."""
        table = self.find("tree table", lambda name: True)
        if table is None:
            return []
        rows = []
        for row in walk(table, 10):
            # The row of headers has no cells.
            cells = [node for node in walk(row) if node.get_role_name() == "table cell"] if is_row(row) else []
            if cells:
                rows.append([cell.get_child_at_index(0).get_name() for cell in cells])
        return rows


class Day:
    """What is done in each language; the words differ."""

    language = home = people = groups = members = memberships = nothing = theme = shortcut = None

    @classmethod
    def setUpClass(cls):
        Atspi.init()
        cls.folder = tempfile.TemporaryDirectory(prefix="uois-outside-")
        cls.path = str(Path(cls.folder.name) / "school.uois")
        subprocess.run(
            [PROGRAM, "new", "-f", cls.path, "--demo", "--people", "60", "--seed", "1"], check=True, capture_output=True
        )

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.program = Program(self.path, self.language)
        self.program.see("label", self.home)

    def tearDown(self):
        self.assertEqual(self.program.close(), 0)

    def rows_of_people_called_nov(self):
        rows = self.program.rows()
        return rows if all(row[0].startswith("Nov") for row in rows) else None

    def test_find_a_person_and_come_back(self):
        program = self.program
        press("ctrl+1")
        program.see("label", self.people)
        program.wait(lambda: len(program.rows()) > 5, "rows")

        type_text("nova")
        rows = program.wait(self.rows_of_people_called_nov, "people called Nov…")
        found = len(rows)

        press("Down")
        press("Return")
        title = f"{rows[0][0]} {rows[0][1]}"
        program.see("list item", self.memberships)
        program.see("label", title)

        press("alt+Left")
        program.wait(lambda: len(program.rows()) == found, "the list as it was")
        press("alt+Right")
        program.see("list item", self.memberships)

    def test_nothing_found(self):
        press("ctrl+1")
        self.program.see("label", self.people)
        type_text("xyzzy")
        self.program.see("label", self.nothing)
        press("Escape")
        self.program.wait(lambda: len(self.program.rows()) > 5, "everything again")

    def test_find_anything(self):
        press("ctrl+k")
        type_text(self.groups[:4].lower())
        self.program.see("list item", self.groups)
        press("Return")
        self.program.wait(lambda: len(self.program.rows()) > 1, "rows")
        self.program.see("label", self.groups)

    def test_tabs_by_keyboard(self):
        press("ctrl+2")
        self.program.see("label", self.groups)
        self.program.wait(lambda: len(self.program.rows()) > 1, "rows")
        press("Down")
        press("Return")
        self.program.see("list item", self.members)
        press("ctrl+Page_Down")
        self.program.wait(lambda: len(self.program.rows()) > 0, "members")

    def test_dialogs(self):
        press("ctrl+comma")
        self.program.see("label", self.theme)
        press("Escape")
        press("ctrl+question")
        self.program.see("label", self.shortcut)
        press("Escape")


class English(Day, unittest.TestCase):
    language = "en"
    home, people, groups, members, memberships = "Home", "People", "Groups", "Members", "Memberships"
    nothing, theme, shortcut = "Nothing found", "Theme", "Search in the list"


class Czech(Day, unittest.TestCase):
    language = "cs"
    home, people, groups, members, memberships = "Domů", "Osoby", "Skupiny", "Členové", "Členství"
    nothing, theme, shortcut = "Nic nenalezeno", "Vzhled", "Hledat v seznamu"


if __name__ == "__main__":
    tap.main()
