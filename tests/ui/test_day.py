#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day of a department's office, by the keyboard alone; what each step did is looked up in the file.

It takes minutes on a busy machine and is run when asked for: UOIS_DAY_LANGUAGES="en cs" meson test day
"""

import datetime
import os
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tap  # noqa: E402
from program import PROGRAM, Atspi, has_state, press, running, text_of, type_text  # noqa: E402

LANGUAGES = os.environ.get("UOIS_DAY_LANGUAGES", "").split()


# What GTK calls the button of a GtkDropDown.
TOGGLE = "GtkToggleButton"


def plain(text):
    """Without diacritics, as any keyboard types it; the search does not mind."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if char.isascii())


def day_of(microseconds):
    return datetime.datetime.fromtimestamp(microseconds / 1e6, datetime.timezone.utc)


class File:
    """The file, read beside the program."""

    def __init__(self, path, program):
        self.path = path
        self.program = program

    def rows(self, sql, *values):
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def row(self, sql, *values):
        rows = self.rows(sql, *values)
        return rows[0] if rows else None

    def value(self, sql, *values):
        row = self.row(sql, *values)
        return row[0] if row else None

    def becomes(self, expected, sql, *values):
        """Waits until the file says so: only then was something saved."""
        self.program.wait(lambda: self.value(sql, *values) == expected, f"{expected!r} from {sql} {values}")


class Day:
    """One script for both languages: the words are those of the program."""

    def __init__(self, program, path, language):
        self.program = program
        self.word = program.word
        self.file = File(path, program)
        self.folder = Path(path).parent
        # What stands in the column of a title: English where there is some.
        self.named = "coalesce(nullif(name_en, ''), name)" if language == "en" else "name"

    def one_name(self, table, condition, *values):
        return self.file.value(f"SELECT {self.named} FROM {table} WHERE {condition}", *values)

    def save(self):
        press("ctrl+s")

    def new_record(self, dialog):
        press("ctrl+n")
        self.program.see_dialog(self.word("New record: %s") % self.word(dialog))

    def add(self):
        """Ends the dialog of a new record."""
        press("ctrl+Return")
        self.program.take_keyboard()

    def see_undo(self, other_than=None):
        """What the window would take back, as its button says; waits until that is another."""
        prefix = self.word("Undo: %s") % ""

        def condition():
            button = self.program.find("push button", lambda name: name.startswith(prefix))
            return button is not None and button.get_name() != other_than and button.get_name()

        return self.program.wait(condition, f"another undo than {other_than!r}")

    # ---- The steps ----

    def add_department(self):
        program = self.program
        faculty = self.one_name("groups", "name = 'Fakulta informatiky'")
        department = self.one_name("grouptypes", "name = 'katedra'")
        press("ctrl+2")
        program.see_page(self.word("Groups"))
        program.focused("entry", self.word("Search: %s") % self.word("Groups"))
        press("ctrl+n")
        program.focused("text", self.word("Name"))
        program.fill(self.word("Name"), "Katedra zkousek")
        program.fill(self.word("Name in English"), "Katedra zkousek")
        program.pick(self.word("Type"), plain(department), department)
        program.pick(self.word("Part of"), plain(faculty), faculty)
        self.save()
        self.file.becomes(
            "Fakulta informatiky",
            "SELECT m.name FROM groups g JOIN groups m ON m.id = g.mastergroup_id WHERE g.name = 'Katedra zkousek'",
        )
        program.see_page("Katedra zkousek")

    def add_user(self):
        program = self.program
        press("ctrl+1")
        program.see_page(self.word("People"))
        program.focused("entry", self.word("Search: %s") % self.word("People"))
        press("ctrl+n")
        program.focused("text", self.word("Surname"))
        program.fill(self.word("Surname"), "Zkusebna")
        program.fill(self.word("First name"), "Jana")
        program.fill(self.word("E-mail"), "jana@school.example")
        self.save()
        self.file.becomes("jana@school.example", "SELECT email FROM users WHERE surname = 'Zkusebna'")
        program.see_page("Zkusebna Jana")
        program.go_to_part(self.word("External IDs"), "ctrl+Page_Up")
        self.new_record("External ID")
        program.pick(self.word("System"), "UIC", "UIC")
        program.fill(self.word("External ID"), "123456")
        self.add()
        self.file.becomes(
            "123456",
            "SELECT outer_id FROM externalids JOIN users ON users.id = inner_id WHERE surname = 'Zkusebna'",
        )

    def make_her_head(self):
        program = self.program
        head = self.one_name("roletypes", "name = 'vedoucí katedry'")
        program.go_to_part(self.word("Memberships"))
        self.new_record("Membership")
        program.pick(self.word("Group"), "Katedra zkousek", "Katedra zkousek")
        program.fill(self.word("From"), "1.9.2026")
        self.add()
        self.file.becomes(
            "Katedra zkousek",
            "SELECT g.name FROM memberships m JOIN users u ON u.id = m.user_id JOIN groups g ON g.id = m.group_id "
            "WHERE u.surname = 'Zkusebna' AND date(m.startdate / 1000000, 'unixepoch') = '2026-09-01'",
        )
        program.go_to_part(self.word("Roles"))
        self.new_record("Role")
        program.pick(self.word("Role"), plain(head), head)
        program.pick(self.word("Group"), "Katedra zkousek", "Katedra zkousek")
        self.add()
        self.file.becomes(
            "vedoucí katedry",
            "SELECT t.name FROM roles r JOIN users u ON u.id = r.user_id JOIN roletypes t ON t.id = r.roletype_id "
            "WHERE u.surname = 'Zkusebna'",
        )

    def repeat_event(self):
        """One like it a week later, with its study group invited, and who came of them."""
        program = self.program
        name, start, end = self.file.row(
            "SELECT name, startdate, enddate FROM events WHERE name = 'Vědecká konference'"
        )
        week = datetime.timedelta(days=7)
        press("ctrl+k")
        program.type_into("entry", self.word("Find anything"), plain(name))
        program.see("list", self.word("Results"))
        press("Return")
        program.focused("list item", self.word("Fields"))
        press("ctrl+d")
        program.focused("text", self.word("Name"))
        for label, moment in ((self.word("Start"), start), (self.word("End"), end)):
            program.fill(label, (day_of(moment) + week).strftime("%Y-%m-%d %H:%M"))
        self.save()
        moved = int(week.total_seconds() * 1000000)
        self.file.becomes(
            1,
            "SELECT count(*) FROM events WHERE name = ? AND startdate = ? AND enddate = ?",
            name,
            start + moved,
            end + moved,
        )
        self.invite_group(name)

    def invite_group(self, event):
        """All members of the study group at once."""
        program = self.program
        self.group = self.one_name("groups", "name = 'Finance a účetnictví, 1. ročník'")
        self.size = self.file.value(
            "SELECT count(*) FROM memberships m JOIN groups g ON g.id = m.group_id "
            "WHERE g.name = 'Finance a účetnictví, 1. ročník'"
        )
        program.go_to_part(self.word("Participants"))
        program.activate(self.word("Add several…"))
        program.see_dialog(self.word("Participants"))
        program.focused("entry", self.word("Search"))
        program.tab_to("push button", TOGGLE, "shift+Tab")
        program.choose(self.word("%s: %s") % (self.word("Group"), self.word("Members")))
        program.pick(self.word("Group"), plain(self.group), self.group)
        program.tab_to("table row", bool)
        press("ctrl+a")
        program.see("push button", self.word("Add %s") % self.size)
        press("ctrl+Return")
        program.take_keyboard()
        participants = (
            "FROM events_users p WHERE p.event_id = "
            "(SELECT id FROM events WHERE name = ? ORDER BY created DESC, startdate DESC LIMIT 1)"
        )
        self.file.becomes(self.size, f"SELECT count(*) {participants}", event)

        present = self.one_name("eventpresencetypes", "name = 'Přítomen'")
        self.set_field(self.word("Participants"), self.word("Attendance"), present)
        self.file.becomes(
            self.size,
            f"SELECT count(*) {participants} AND presencetype_id = "
            "(SELECT id FROM eventpresencetypes WHERE name = 'Přítomen')",
            event,
        )

    def set_field(self, table, field, value):
        """Gives all records of a part one value, after it was seen what that will do."""
        program = self.program
        program.tab_to("table row", bool)
        press("ctrl+a")
        program.activate(self.word("Set field…"), "shift+Tab")
        program.see_dialog(self.word("Set field"))
        program.tab_to("push button", TOGGLE)
        program.choose(field)
        if isinstance(value, datetime.date):
            program.fill(field, value.isoformat())
        else:
            program.pick(field, plain(value), value)
        # The button can be pressed once the preview is there.
        change = program.words("Change %s record", "Change %s records", self.size) % self.size
        program.see("push button", change)
        program.activate(change)
        program.take_keyboard()

    def end_memberships(self):
        """Forty students, found by a filter: one step."""
        program = self.program
        program.go_to(plain(self.group), self.group)
        program.focused("list item", self.word("Fields"))
        program.go_to_part(self.word("Members"))
        self.set_field(self.word("Members"), self.word("To"), datetime.date(2027, 6, 30))
        self.file.becomes(
            self.size,
            "SELECT count(*) FROM memberships m JOIN groups g ON g.id = m.group_id "
            "WHERE g.name = 'Finance a účetnictví, 1. ročník' AND date(m.enddate / 1000000, 'unixepoch', 'localtime') = '2027-06-30'",
        )

    def delete_and_undo(self):
        """A membership that is wrong; what depends on it is told; and back again."""
        program = self.program
        count = (
            "SELECT count(*) FROM memberships m JOIN groups g ON g.id = m.group_id "
            "WHERE g.name = 'Finance a účetnictví, 1. ročník'"
        )
        program.tab_to("table row", bool)
        program.next_focus("Down")
        program.wait(lambda: has_state(program.find_focus(), Atspi.StateType.SELECTED), "a selected row")
        before = self.see_undo()
        press("ctrl+Delete")
        self.file.becomes(self.size - 1, count)
        self.see_undo(before)
        press("ctrl+z")
        self.file.becomes(self.size, count)

        # The department has a member and a head.
        program.go_to("katedra zkousek", "Katedra zkousek")
        program.focused("list item", self.word("Fields"))
        press("ctrl+Delete")
        program.see("label", self.word("“%s” cannot be deleted") % "Katedra zkousek")
        program.see("list item", lambda name: "Zkusebna Jana" in name)
        press("Escape")
        program.take_keyboard()
        self.file.becomes(1, "SELECT count(*) FROM groups WHERE name = 'Katedra zkousek'")

    def follow_request(self):
        """A request to its next state."""
        program = self.program
        program.go_to(plain(self.word("Requests")), self.word("Requests"))
        program.see_page(self.word("Requests"))
        program.focused("entry", self.word("Search: %s") % self.word("Requests"))
        program.wait(lambda: len(program.rows()) > 3, "requests")
        press("Down")
        program.focused("table row", bool)
        press("Return")
        program.focused("list item", self.word("Fields"))
        before = self.file.rows("SELECT id, state_id FROM formrequests")
        state = program.see("label", lambda name: name.startswith(self.word("State: %s") % "")).get_name()
        program.tab_to("push button", lambda name: "→" in name, "shift+Tab")
        press("space")
        program.wait(
            lambda: len(set(before) - set(self.file.rows("SELECT id, state_id FROM formrequests"))) == 1,
            "one request in another state",
        )
        program.see("label", lambda name: name.startswith(self.word("State: %s") % "") and name != state)

    def enter_publication(self):
        """With three authors, the last of whom is nowhere yet."""
        program = self.program
        kind = self.one_name("publicationtypes", "name IS NOT NULL ORDER BY name")
        authors = self.file.rows(
            "SELECT surname || ' ' || name FROM users GROUP BY surname, name HAVING count(*) = 1 ORDER BY surname LIMIT 2"
        )
        program.go_to(plain(self.word("Publications")), self.word("Publications"))
        program.see_page(self.word("Publications"))
        program.focused("entry", self.word("Search: %s") % self.word("Publications"))
        press("ctrl+n")
        program.focused("text", self.word("Title"))
        program.fill(self.word("Title"), "O zkouskach")
        program.pick(self.word("Type"), plain(kind), kind)
        program.fill(self.word("Published on"), "2026-11-02")
        self.save()
        self.file.becomes(1, "SELECT count(*) FROM publications WHERE name = 'O zkouskach'")
        program.go_to_part(self.word("Authors"))
        for (author,) in authors:
            self.new_record("Authorship")
            program.pick(self.word("Author"), plain(author), author)
            self.add()
        self.new_record("Authorship")
        self.create_author()
        self.add()
        self.file.becomes(
            "Spoluautorka Nova",
            "SELECT group_concat(u.surname || ' ' || u.name) FROM publication_authors a JOIN users u ON u.id = a.user_id "
            "JOIN publications p ON p.id = a.publication_id WHERE p.name = 'O zkouskach' AND u.name = 'Nova'",
        )
        self.file.becomes(
            3,
            "SELECT count(*) FROM publication_authors a JOIN publications p ON p.id = a.publication_id "
            "WHERE p.name = 'O zkouskach'",
        )

    def create_author(self):
        program = self.program
        label = self.word("Author")
        program.tab_to("combo box", lambda name: name.startswith(f"{label}:"))
        press("space")
        entry = program.focused("entry", bool)
        type_text("Spoluautorka")
        program.wait(lambda: text_of(entry) == "Spoluautorka", "what is typed")
        program.choose_result(self.word("New record “%s”…") % "Spoluautorka")
        program.see_dialog(self.word("New record: %s") % self.word("Person"))
        # What was sought is her surname already.
        program.focused("text", self.word("First name"))
        program.fill(self.word("First name"), "Nova")
        press("ctrl+Return")
        program.see("combo box", f"{label}: Spoluautorka Nova")
        program.take_keyboard_in(self.word("New record: %s") % self.word("Authorship"))

    def print_and_export(self):
        """The group on paper, its members as a table."""
        program = self.program
        pdf, csv = self.folder / "group.pdf", self.folder / "group.csv"
        program.go_to(plain(self.group), self.group)
        program.focused("list item", self.word("Fields"))
        program.go_to_part(self.word("Members"))
        program.wait(lambda: len(program.rows(self.word("Members"))) > 5, "the members")
        press("ctrl+p")
        program.see_dialog(self.word("Print preview"))
        program.focused("document text", bool)
        program.activate(self.word("Save as PDF…"))
        self.save_as(pdf)
        program.wait(lambda: pdf.exists() and pdf.read_bytes().rstrip().endswith(b"%%EOF"), "the PDF file")
        program.take_keyboard_in(self.word("Print preview"))
        press("Escape")
        program.take_keyboard()

        press("ctrl+k")
        program.type_into("entry", self.word("Find anything"), ">" + plain(self.word("Export…"))[:6])
        program.choose_result(self.word("Export…"))
        program.see_dialog(self.word("Export"))
        program.activate(lambda name: self.word("Export…") in name)
        self.save_as(csv)
        program.wait(lambda: csv.exists() and len(csv.read_text(encoding="utf-8-sig").splitlines()) == self.size + 1, "the table")
        program.take_keyboard()
        self.check_export(csv)

    def save_as(self, path):
        """In the file chooser of GTK, which is not translated where its language is not installed."""
        self.program.focused("text", lambda name: name.endswith(":"))
        press("ctrl+a")
        type_text(str(path))
        node = self.program.find_focus()
        self.program.wait(lambda: text_of(node) == str(path), "the path")
        press("Return")

    def check_export(self, path):
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        people = {
            f"{surname} {name}"
            for surname, name in self.file.rows(
                "SELECT u.surname, u.name FROM memberships m JOIN users u ON u.id = m.user_id "
                "JOIN groups g ON g.id = m.group_id WHERE g.name = 'Finance a účetnictví, 1. ročník'"
            )
        }
        written = {line.split(",")[0].split(";")[0].strip('"') for line in lines[1:]}
        if written != people:
            raise AssertionError(f"{written ^ people} differ")

    def undo_six(self):
        """The last six steps, newest first: the publication with all its authors."""
        steps = self.file.rows("SELECT unit FROM journal_units WHERE undone = 0 AND undoes IS NULL ORDER BY unit DESC LIMIT 6")
        for (unit,) in steps:
            step = self.see_undo()
            press("ctrl+z")
            self.file.becomes(1, "SELECT undone FROM journal_units WHERE unit = ?", unit)
            self.see_undo(step)
        self.file.becomes(0, "SELECT count(*) FROM publications WHERE name = 'O zkouskach'")
        self.file.becomes(0, "SELECT count(*) FROM users WHERE surname = 'Spoluautorka'")

    def write_half_a_form(self):
        """A long form, and the power goes."""
        program = self.program
        press("ctrl+1")
        program.see_page(self.word("People"))
        program.focused("entry", self.word("Search: %s") % self.word("People"))
        press("ctrl+n")
        program.focused("text", self.word("Surname"))
        program.fill(self.word("Surname"), "Nedopsana")
        program.fill(self.word("First name"), "Dlouhym formularem")
        self.file.becomes(1, "SELECT count(*) FROM settings WHERE key LIKE 'draft%' AND value LIKE '%Dlouhym formularem%'")

    def find_it_again(self):
        program = self.program
        # What was not saved stands above the lists, where the keyboard is at first.
        program.tab_to("list item", "Nedopsana Dlouhym formularem", "shift+Tab")
        press("Return")
        program.see_page("• Nedopsana Dlouhym formularem")
        program.tab_to("text", self.word("First name"))
        found = text_of(program.find_focus())
        if found != "Dlouhym formularem":
            raise AssertionError(f"{found!r} is left of the text")
        self.save()
        self.file.becomes("Dlouhym formularem", "SELECT name FROM users WHERE surname = 'Nedopsana'")

    def put_back(self):
        """Who changed it, and when; one field as it was before."""
        program = self.program
        program.tab_to("text", self.word("E-mail"))
        program.fill(self.word("E-mail"), "omyl@school.example")
        self.save()
        self.file.becomes("omyl@school.example", "SELECT email FROM users WHERE surname = 'Nedopsana'")
        program.fill(self.word("E-mail"), "jiny.omyl@school.example")
        self.save()
        self.file.becomes("jiny.omyl@school.example", "SELECT email FROM users WHERE surname = 'Nedopsana'")
        press("ctrl+h")
        program.see_page(self.word("History"))
        program.tab_to("push button", lambda name: "omyl@school.example" in name)
        press("space")
        self.file.becomes("omyl@school.example", "SELECT email FROM users WHERE surname = 'Nedopsana'")


class Acceptance(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="uois-day-")
        self.addCleanup(folder.cleanup)
        self.path = str(Path(folder.name) / "school.uois")
        subprocess.run(
            [PROGRAM, "new", "-f", self.path, "--demo", "--people", "200", "--seed", "1"],
            check=True,
            capture_output=True,
        )

    def spend_the_day(self, language):
        with running(self.path, language, self.id()) as program:
            program.see_page(program.word("Home"))
            day = Day(program, self.path, language)
            for step in (
                day.add_department,
                day.add_user,
                day.make_her_head,
                day.repeat_event,
                day.end_memberships,
                day.delete_and_undo,
                day.follow_request,
                day.enter_publication,
                day.undo_six,
                day.print_and_export,
                day.write_half_a_form,
            ):
                step()
            program.kill()
        with running(self.path, language, self.id()) as program:
            program.see_page(program.word("Home"))
            day = Day(program, self.path, language)
            day.find_it_again()
            day.put_back()
        checked = subprocess.run([PROGRAM, "check", "-f", self.path], capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

    @unittest.skipUnless("en" in LANGUAGES, "not asked for")
    def test_english(self):
        self.spend_the_day("en")

    @unittest.skipUnless("cs" in LANGUAGES, "not asked for")
    def test_czech(self):
        self.spend_the_day("cs")


if __name__ == "__main__":
    tap.main()
