#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The power goes at any moment of somebody's work: whatever the window said was saved is there, and drafts come back.

UOIS_KILLS is how many times (none unless it is asked for), UOIS_SEED begins the same row of moments again.
"""

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tap  # noqa: E402
from program import PROGRAM, Atspi, Program, press  # noqa: E402

KILLS = int(os.environ.get("UOIS_KILLS", "0"))
SEED = int(os.environ.get("UOIS_SEED", random.SystemRandom().randrange(1 << 32)))
# How many things are done at most before the power goes, and how many seconds after the last of them: on a slow machine
# as on a fast one every moment of every kind of edit is met.
MOST = 24
AFTER = 0.4



class Work:
    """What one person does until the power goes, and what must be true then."""

    def __init__(self, path):
        self.path = path
        self.program = None
        self.count = 0
        # Surname -> e-mails that the file may hold; None: no such record.
        self.people = {}
        # A title that was seen kept in the file as a draft.
        self.draft = None
        self.n_saved = self.n_drafts = 0
        self.left = 0
        self.moment = 0.0

    def tick(self):
        """Something is about to be done; after the last the power goes."""
        self.left -= 1
        if self.left == 0:
            threading.Timer(self.moment, self.program.process.kill).start()

    def press(self, key):
        self.tick()
        press(key)

    def fill(self, label, text):
        self.tick()
        self.program.fill(label, text)

    def rows(self, sql, *values):
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def fill_new(self, surname):
        program = self.program
        self.press("ctrl+1")
        program.focused("entry", "Search: People")
        self.press("ctrl+n")
        program.focused("text", "Surname")
        self.fill("Surname", surname)
        self.fill("First name", "Jana")

    def add(self):
        """A new record; the window says that it is saved when the mark goes from its title."""
        self.count += 1
        surname = f"Prazska{self.count:04}"
        self.fill_new(surname)
        self.fill("E-mail", "prvni@school.example")
        self.program.see_page(f"• {surname} Jana")
        self.people[surname] = {None, "prvni@school.example"}
        self.press("ctrl+s")
        self.program.see_page(f"{surname} Jana")
        self.people[surname] = {"prvni@school.example"}
        self.n_saved += 1
        return surname

    def change(self, surname):
        self.fill("E-mail", "druhy@school.example")
        self.program.see_page(f"• {surname} Jana")
        self.people[surname].add("druhy@school.example")
        self.press("ctrl+s")
        self.program.see_page(f"{surname} Jana")
        self.people[surname] = {"druhy@school.example"}
        self.n_saved += 1

    def delete(self, surname):
        # In a text the key deletes a word.
        self.program.tab_to("list item", "Fields", "shift+Tab")
        self.people[surname].add(None)
        self.press("ctrl+Delete")
        self.program.see_page("People")
        self.people[surname] = {None}
        self.n_saved += 1

    def leave_half(self):
        """A form that is not saved, until the file holds it as a draft."""
        self.count += 1
        surname = f"Napul{self.count:04}"
        self.fill_new(surname)
        kept = "SELECT count(*) FROM settings WHERE key LIKE 'draft%' AND value LIKE ?"
        self.program.wait(lambda: self.rows(kept, f"%{surname}%")[0][0] == 1, f"the draft of {surname}")
        self.draft = surname
        self.n_drafts += 1

    def go_on(self, chance):
        while True:
            surname = self.add()
            if chance.random() < 0.6:
                self.change(surname)
            if chance.random() < 0.3:
                self.delete(surname)
            if chance.random() < 0.5:
                self.leave_half()

    def until_killed(self, chance):
        self.program = Program(self.path, "en")
        self.program.see_page("Home")
        if self.draft is not None:
            self.program.see("list item", lambda name: self.draft in name)
        self.left, self.moment = chance.randint(1, MOST), chance.uniform(0.0, AFTER)
        try:
            self.go_on(chance)
        except (AssertionError, subprocess.CalledProcessError):
            if self.program.process.poll() is None:
                self.program.tell_screen("kills")
                raise
        finally:
            self.program.kill()


class Kills(unittest.TestCase):
    def check(self, work, number):
        where = f"after kill {number} with seed {SEED}"
        checked = subprocess.run([PROGRAM, "check", "-f", work.path], capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, f"{where}: {checked.stdout}{checked.stderr}")
        for surname, allowed in work.people.items():
            rows = work.rows("SELECT email FROM users WHERE surname = ?", surname)
            found = rows[0][0] if rows else None
            self.assertIn(found, allowed, f"{where}: {surname}")
            work.people[surname] = {found}
        if work.draft is not None:
            kept = work.rows("SELECT count(*) FROM settings WHERE key LIKE 'draft%' AND value LIKE ?", f"%{work.draft}%")
            self.assertEqual(kept, [(1,)], f"{where}: the draft of {work.draft}")

    @unittest.skipUnless(KILLS, "not asked for")
    def test_nothing_that_was_saved_is_missing(self):
        print(f"# seed {SEED}", flush=True)
        Atspi.init()
        chance = random.Random(SEED)
        with tempfile.TemporaryDirectory(prefix="uois-kills-") as folder:
            work = Work(str(Path(folder) / "school.uois"))
            subprocess.run(
                [PROGRAM, "new", "-f", work.path, "--demo", "--people", "60", "--seed", "1"], check=True, capture_output=True
            )
            for number in range(1, KILLS + 1):
                work.until_killed(chance)
                self.check(work, number)
            print(f"# {KILLS} kills, {work.n_saved} saves and {work.n_drafts} drafts before them", flush=True)


if __name__ == "__main__":
    tap.main()
