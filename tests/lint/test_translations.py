#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every string that people read is collected and translated."""

import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tap  # noqa: E402
import tree  # noqa: E402

LANGUAGES = [line for line in tree.read("po/LINGUAS").split() if (tree.ROOT / f"po/{line}.po").exists()]


def undated(text):
    return re.sub(r'^"POT-Creation-Date:.*\n', "", text, flags=re.MULTILINE)


def messages(text):
    """The messages of a catalog without their places, comments and translations."""
    text = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return {entry.split("msgstr")[0].strip() for entry in text.split("\n\n")}


class Translations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        subprocess.run([tree.ROOT / "po/update", cls.folder.name], check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def fresh(self, name):
        return (Path(self.folder.name) / name).read_text(encoding="utf-8")

    def test_sources_are_listed(self):
        self.assertEqual(self.fresh("POTFILES"), tree.read("po/POTFILES"), "run ./dev po")

    def test_template_is_up_to_date(self):
        self.assertEqual(undated(self.fresh("uois-desk.pot")), undated(tree.read("po/uois-desk.pot")), "run ./dev po")

    def test_languages_have_every_message(self):
        for language in LANGUAGES:
            with self.subTest(language):
                missing = messages(self.fresh("uois-desk.pot")) - messages(tree.read(f"po/{language}.po"))
                self.assertEqual(missing, set(), "run ./dev po")

    def test_languages_are_complete(self):
        for language in LANGUAGES:
            with self.subTest(language):
                checked = subprocess.run(
                    ["msgfmt", "--check", "--statistics", "-o", "/dev/null", tree.ROOT / f"po/{language}.po"],
                    capture_output=True,
                    text=True,
                    check=False,
                    env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
                )
                self.assertEqual(checked.returncode, 0, checked.stderr)
                self.assertRegex(checked.stderr, r"^\d+ translated messages?\.$")


if __name__ == "__main__":
    tap.main()
