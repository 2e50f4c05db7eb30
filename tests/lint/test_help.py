#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The help pages: the same in every language, true to the words of the window, and no link leads nowhere."""

import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tap  # noqa: E402
import tree  # noqa: E402

FOLDER = "ui/guide/help"
PAGES = tree.read(f"{FOLDER}/contents").split()
LANGUAGES = tree.read("po/LINGUAS").split("\n", 1)[1].split()


def page(language, name):
    return tree.read(f"{FOLDER}/{language}/{name}.md")


def controls(text):
    """What the page says a control is called."""
    return re.findall(r"\*\*([^*]+)\*\*", text)


def read_catalog(path):
    """msgid to msgstr, as a person reads them: without the underscore of menus. A message may have several."""
    entries = {}
    text = subprocess.run(
        ["msgattrib", "--no-obsolete", "--no-wrap", path], capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout
    for original, translation in re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', text, re.MULTILINE):
        entries.setdefault(original.replace("_", ""), set()).add(translation.replace("_", ""))
    return entries


class Help(unittest.TestCase):
    def test_contents(self):
        self.assertEqual(len(PAGES), len(set(PAGES)))
        for language in ["en", *LANGUAGES]:
            there = {Path(name).stem for name in tree.files() if name.startswith(f"{FOLDER}/{language}/")}
            self.assertEqual(there, set(PAGES), f"{FOLDER}/contents and {FOLDER}/{language} differ")

    def test_form(self):
        for language in ["en", *LANGUAGES]:
            for name in PAGES:
                with self.subTest(f"{language}/{name}"):
                    text = page(language, name)
                    self.assertRegex(text, r"\A# \S[^\n]*\n\n")
                    self.assertEqual(len(re.findall(r"^# ", text, re.MULTILINE)), 1)
                    self.assertNotRegex(text, r"^#{4,}|^> |!\[|<\w|&\w+;", "markdown-view.h says what can be shown")

    def test_links(self):
        for language in ["en", *LANGUAGES]:
            for name in PAGES:
                for target in re.findall(r"\]\(([^)]*)\)", page(language, name)):
                    with self.subTest(f"{language}/{name}: {target}"):
                        self.assertTrue(target.startswith("https:") or (target[-3:] == ".md" and target[:-3] in PAGES))

    def test_languages_say_the_same(self):
        for language in LANGUAGES:
            for name in PAGES:
                english, other = page("en", name), page(language, name)
                with self.subTest(f"{language}/{name}"):
                    for pattern in (r"^#+ ", r"\]\([^)]*\)", r"^ *(?:-|\d+\.) ", r"^\|", r"^```"):
                        self.assertEqual(
                            len(re.findall(pattern, english, re.MULTILINE)),
                            len(re.findall(pattern, other, re.MULTILINE)),
                            pattern,
                        )
                    self.assertEqual(len(controls(english)), len(controls(other)))

    def test_every_page_of_the_window_has_one(self):
        kinds = re.findall(r"case UOIS_LOCATION_(\w+):", tree.read("ui/window/window.c"))
        self.assertGreaterEqual(len(kinds), 3)
        words = dict(re.findall(r'\[UOIS_LOCATION_(\w+)\] = \{ "([^"]+)"', tree.read("ui/location.c")))
        for kind in kinds:
            self.assertIn(words[kind], PAGES, f"F1 finds no page on places of the kind {kind}")

    def test_help_buttons(self):
        for name in tree.sources(".ui", ".c", under=("ui",)):
            text = tree.read(name)
            targets = re.findall(r"win\.help-page::([\w-]+)", text)
            targets += re.findall(r">win\.help-page<.*?action-target\">'([\w-]+)'", text, re.DOTALL)
            for target in targets:
                self.assertIn(target, PAGES, f"{name} leads to a page that is not there")

    def test_every_verb_is_told(self):
        verbs = re.findall(r'^  \{ "([a-z-]+)",', tree.read("app/verb.c"), re.MULTILINE)
        self.assertIn("query", verbs)
        for language in ["en", *LANGUAGES]:
            told = re.findall(r"^\| `([a-z-]+)`", page(language, "command-line"), re.MULTILINE)
            self.assertEqual(sorted(told), sorted(set(verbs) - {"help"}), language)


class Controls(unittest.TestCase):
    """A name in bold is that of a control: exactly as the window has it."""

    def test_english(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([tree.ROOT / "po/update", folder], check=True, capture_output=True)
            messages = read_catalog(Path(folder) / "uois-desk.pot")
        for name in PAGES:
            for control in controls(page("en", name)):
                with self.subTest(f"{name}: {control}"):
                    self.assertIn(control, messages)

    def test_translated(self):
        for language in LANGUAGES:
            messages = read_catalog(tree.ROOT / f"po/{language}.po")
            for name in PAGES:
                for control, said in zip(controls(page("en", name)), controls(page(language, name))):
                    in_window = messages.get(control, set()) - {""}
                    # What is not translated yet, the test of translations tells.
                    if in_window:
                        with self.subTest(f"{name}: {control}"):
                            self.assertIn(said, in_window)


if __name__ == "__main__":
    tap.main()
