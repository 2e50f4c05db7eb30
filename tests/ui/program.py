# SPDX-License-Identifier: GPL-3.0-or-later
"""The built program as a person has it: keys that are pressed, and what the accessibility tree shows.

    program = Program(path, "cs")
    with running(path, "cs", "a name for the picture") as program:
        program.focused("list", program.word("People"))
        press("Return")

Nothing here waits for time. A key goes where the keyboard is, so each is pressed only when the widget that should get it
has the focus.
"""

import contextlib
import gettext
import os
import subprocess
import sys
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PROGRAM = os.environ["UOIS_DESK"]
LOCALES = os.environ.get("UOIS_LOCALES")
# Where a test that failed leaves a picture of the screen.
LOGS = os.environ.get("UOIS_TEST_LOGS")
# Seconds; only what never comes takes so long.
PATIENCE = int(os.environ.get("UOIS_PATIENCE", "180"))
# How many presses of a key a control may be away.
TABS = 20
# Of a row or a list; a table has some 205 rows whatever is visible.
BREADTH = 80


def walk(node, breadth=BREADTH):
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


def has_state(node, state):
    return node.get_state_set().contains(state)


def text_of(node):
    return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))


def text_under(node):
    """Of a row: the text of its first label."""
    return next((label.get_name() for label in walk(node) if label.get_role_name() == "label"), node.get_name())


def is_row(node):
    return node.get_role_name() == "table row"


def press(*keys):
    subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)


def type_text(text):
    subprocess.run(["xdotool", "type", "--delay", "12", "--", text], check=True)


class Program:
    """A running window, and how to look at it."""

    def __init__(self, path, language, output=None, variables=None):
        self.file = Path(path).name
        self.translation = self.load_translation(language)
        self.process = subprocess.Popen(
            [PROGRAM, path],
            stdout=output,
            stderr=output,
            env={**os.environ, "LANGUAGE": language, "LC_ALL": "C.UTF-8", **(variables or {})},
        )
        self.focus = None
        # Finding the one node that has the keyboard by walking takes longer than pressing a key.
        self.listener = Atspi.EventListener.new(self.focus_moved)
        self.listener.register("object:state-changed:focused")
        self.application = None
        try:
            self.application = self.wait(self.find_application, "the program in the accessibility tree")
        except AssertionError:
            self.kill()
            raise

    @staticmethod
    def load_translation(language):
        if language == "en":
            return gettext.NullTranslations()
        return gettext.translation("uois-desk", LOCALES, [language])

    def word(self, message):
        """What the program says for an English message."""
        return self.translation.gettext(message)

    def words(self, one, many, number):
        return self.translation.ngettext(one, many, number)

    def word_in(self, context, message):
        return self.translation.pgettext(context, message)

    def find_application(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}")
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
        except subprocess.TimeoutExpired:
            raise AssertionError("the program did not end by ctrl+q") from None
        finally:
            self.kill()

    def kill(self):
        """As a power cut does."""
        self.process.kill()
        self.process.wait()
        self.listener.deregister("object:state-changed:focused")

    # ---- Waiting ----

    def wait(self, condition, what):
        """What the condition answers once that is true."""
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
            if self.process.poll() is not None:
                raise AssertionError(f"the program ended with {self.process.returncode} while a test waited for {what}")
            time.sleep(0.02)
        raise AssertionError(f"waited in vain for {what}")

    def find(self, role, name, under=None):
        """The first shown node of this role whose name is, or fulfils, `name`."""
        fits = name if callable(name) else name.__eq__
        for node in walk(under or self.application):
            if node.get_role_name() == role and fits(node.get_name()) and is_shown(node):
                return node
        return None

    def see(self, role, name, under=None):
        return self.wait(lambda: self.find(role, name, under), f"{role} {name!r}")

    def gone(self, role, name):
        self.wait(lambda: self.find(role, name) is None, f"{role} {name!r} to go away")

    def see_page(self, title):
        """The window's title is that of its page."""
        self.see("frame", f"{title} – {self.file}")

    def rows(self, name=bool):
        """The texts of the cells of the table with this name, row by row."""
        table = self.find("tree table", name)
        if table is None:
            return []
        rows = []
        for row in walk(table, 10):
            # The row of headers has no cells.
            cells = [node for node in walk(row) if node.get_role_name() == "table cell"] if is_row(row) else []
            if cells:
                rows.append([cell.get_child_at_index(0).get_name() for cell in cells])
        return rows

    # ---- The keyboard ----

    def focus_moved(self, event):
        if event.detail1:
            self.focus = event.source

    def find_focus(self):
        """The node that has the keyboard."""
        if self.focus is not None:
            try:
                if has_state(self.focus, Atspi.StateType.FOCUSED) and self.is_in_active_window(self.focus):
                    return self.focus
            except GLib.Error:
                pass
        windows = [self.application.get_child_at_index(index) for index in range(self.application.get_child_count())]
        active = [window for window in windows if has_state(window, Atspi.StateType.ACTIVE)] or windows[::-1]
        self.focus = next(
            (node for window in active for node in walk(window) if has_state(node, Atspi.StateType.FOCUSED)), None
        )
        return self.focus

    def is_in_active_window(self, node):
        """A window below a dialog remembers what had the keyboard there. The file chooser of GTK never says it is active."""
        while (above := node.get_parent()) is not None and above.get_role_name() != "application":
            node = above
        windows = [self.application.get_child_at_index(index) for index in range(self.application.get_child_count())]
        active = [window for window in windows if has_state(window, Atspi.StateType.ACTIVE)]
        return len(windows) == 1 or not active or node in active

    def focused(self, role, name):
        """Waits until a node of this role and name has the keyboard."""
        fits = name if callable(name) else name.__eq__

        def condition():
            node = self.find_focus()
            return node if node is not None and node.get_role_name() == role and fits(node.get_name()) else None

        return self.wait(condition, f"the keyboard in {role} {name!r}")

    def type_into(self, role, name, text):
        """Types once the keyboard is there, and waits until it has arrived."""
        node = self.focused(role, name)
        type_text(text)
        self.wait(lambda: text_of(node).endswith(text), f"{text!r} in {role} {name!r}")
        return node

    def next_focus(self, key):
        """Presses Tab, or another key that moves the keyboard, and waits until it is elsewhere."""
        left = self.wait(self.find_focus, "the keyboard somewhere")
        press(key)

        def condition():
            node = self.find_focus()
            return node if node is not None and node != left else None

        return self.wait(condition, f"the keyboard to leave {left.get_role_name()} {left.get_name()!r} by {key}")

    def tab_to(self, role, name, key="Tab"):
        """Goes on by the key until a node of this role and name has the keyboard. What is far is a fault of the program."""
        fits = name if callable(name) else name.__eq__
        node = self.wait(self.find_focus, "the keyboard somewhere")
        passed = []
        while not (node.get_role_name() == role and fits(node.get_name())):
            passed.append(node.get_name())
            if len(passed) > TABS:
                raise AssertionError(f"{role} {name!r} is further than {TABS} stops of {key}: {passed}")
            node = self.next_focus(key)
        return node

    def activate(self, name, key="Tab"):
        """Goes to a button by the key and presses it."""
        self.tab_to("push button", name, key)
        press("space")

    def fill(self, label, text):
        """Replaces what is in a field of a form."""
        node = self.tab_to("text", label)
        press("ctrl+a")
        type_text(text)
        self.wait(lambda: text_of(node) == text, f"{text!r} in {label!r}")

    def pick(self, label, text, title):
        """Chooses in a field of a form the record with this title, found by what is typed."""
        self.tab_to("combo box", lambda name: name.startswith(f"{label}:"))
        press("space")
        entry = self.focused("entry", bool)
        type_text(text)
        self.wait(lambda: text_of(entry) == text, f"{text!r} in {label!r}")
        self.choose_result(title)
        self.focused("combo box", f"{label}: {title}")

    def choose_result(self, title):
        """Goes to the result with this title in an open box, and takes it."""
        results = self.see("list", self.word("Results"))

        def selected():
            rows = [node for node in walk(results) if node.get_role_name() == "list item"]
            if title not in [row.get_name() for row in rows]:
                return None
            return next((row for row in rows if has_state(row, Atspi.StateType.SELECTED)), None)

        row = self.wait(selected, f"{title!r} among the results")
        while row.get_name() != title:
            last = row.get_name()
            press("Down")
            row = self.wait(lambda: (found := selected()) and found.get_name() != last and found, f"a row after {last!r}")
        press("Return")

    def choose(self, item):
        """Chooses an item below the first of the list that the focused button opens."""
        press("space")
        row = self.focused("list item", lambda name: True)
        while text_under(row) != item:
            row = self.next_focus("Down")
        press("Return")
        self.focused("push button", lambda name: True)

    def take_keyboard(self):
        """Waits until all dialogs are closed."""
        self.wait(lambda: self.application.get_child_count() == 1, "the dialog to close")
        return self.take_keyboard_in(f"{self.file}")

    def take_keyboard_in(self, title):
        """There is no window manager here that would give the keyboard back to a window when another is closed."""
        search = ["xdotool", "search", "--onlyvisible", "--name", f"{title}$"]

        def condition():
            found = subprocess.run(search, check=False, capture_output=True, text=True).stdout.split()
            if found:
                subprocess.run(["xdotool", "windowfocus", found[-1]], check=False)
            return found and self.find_focus()

        return self.wait(condition, f"the keyboard back in {title!r}")

    def see_dialog(self, title):
        self.see("frame", title)

    def go_to(self, text, title):
        """Finds anything by the text, and goes to the result with this title."""
        press("ctrl+k")
        self.type_into("entry", self.word("Find anything"), text)
        self.choose_result(title)
        self.gone("entry", self.word("Find anything"))

    def go_to_part(self, name, key="ctrl+Page_Down"):
        """The part of a record with this name."""
        parts = self.see("list", self.word("Parts of the record"))

        def selected():
            rows = [node for node in walk(parts) if node.get_role_name() == "list item"]
            return next((row.get_name() for row in rows if has_state(row, Atspi.StateType.SELECTED)), None)

        part = self.wait(selected, "a part of the record")
        while part != name:
            last = part
            press(key)
            part = self.wait(lambda: (found := selected()) != last and found, f"a part after {last!r}")

    # ---- When something went wrong ----

    def tell_screen(self, name):
        """What a person would see now goes to standard error, and a picture of it into the folder of logs."""
        if self.application is not None and self.process.poll() is None:
            try:
                for line in self.describe():
                    print(line, file=sys.stderr)
            except GLib.Error as error:
                print(f"The accessibility tree cannot be read: {error.message}", file=sys.stderr)
        if LOGS is not None:
            subprocess.run(["import", "-window", "root", str(Path(LOGS) / f"{name}.png")], check=False)

    def describe(self):
        for node in walk(self.application):
            if not node.get_name() and not has_state(node, Atspi.StateType.FOCUSED):
                continue
            if is_shown(node):
                has_keyboard = " (has the keyboard)" if has_state(node, Atspi.StateType.FOCUSED) else ""
                yield f"{node.get_role_name()} {node.get_name()!r}{has_keyboard}"


@contextlib.contextmanager
def running(path, language, name, output=None, variables=None):
    """A window for the block. Ends it by its own key, which must go well; after a failure as a power cut does."""
    program = Program(path, language, output, variables)
    try:
        yield program
    except BaseException:
        program.tell_screen(name)
        program.kill()
        raise
    if program.process.poll() is not None:
        return  # the test ended it
    status = program.close()
    if status != 0:
        raise AssertionError(f"the program ended with {status}")
