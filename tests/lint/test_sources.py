#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that every file of the project keeps."""

import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tap  # noqa: E402
import tree  # noqa: E402

TOP_LEVEL = set("app domains data ui po tests debian meson.build meson_options.txt LICENSE README.md NEWS dev".split())
LONGEST_FILE = 700
# Function: what to use instead.
BANNED = {
    "sprintf": "g_strdup_printf() or g_snprintf()",
    "vsprintf": "g_strdup_vprintf()",
    "strcpy": "g_strdup()",
    "strcat": "GString",
    "gets": "GIO",
    "atoi": "g_ascii_string_to_signed()",
    "atof": "g_ascii_strtod()",
    "strtok": "g_strsplit()",
    "system": "GSubprocess",
    "popen": "GSubprocess",
    "tmpnam": "g_dir_make_tmp()",
}


def is_data(name):
    """Tables of invented names and the like: long by nature, nothing to read."""
    return name.endswith("-data.c")


class Files(unittest.TestCase):
    def test_top_level(self):
        names = {name.split("/")[0] for name in tree.files()}
        self.assertEqual({name for name in names if name not in TOP_LEVEL and not name.startswith(".")}, set())

    def test_length(self):
        for name in tree.sources(".c", ".h", ".ui", ".py", ".sh"):
            lines = tree.read(name).count("\n")
            with self.subTest(name):
                self.assertTrue(lines <= LONGEST_FILE or is_data(name), f"{name} has {lines} lines; divide it")

    def test_license_line(self):
        for name in tree.sources(".c", ".h", ".py", ".sh", ".ui", ".graphql", ".css", "dev", ".ci/run", "po/update"):
            if name.startswith("tests/") and name.endswith(".graphql"):
                continue
            head = "".join(tree.read(name).splitlines(keepends=True)[:4])
            with self.subTest(name):
                self.assertIn("SPDX-License-Identifier: GPL-3.0-or-later", head, f"{name} does not say its license")

    def test_text(self):
        for name in tree.sources(".c", ".h", ".ui", ".py", ".graphql", ".build", ".sh", ".css"):
            for number, line in enumerate(tree.read(name).splitlines(), 1):
                if "\t" in line or line != line.rstrip():
                    self.fail(f"{name}:{number}: a tab or blanks at the end of the line")


class Style(unittest.TestCase):
    def test_clang_format(self):
        formatter = shutil.which("clang-format")
        if formatter is None:
            self.skipTest("clang-format is not installed")
        names = tree.sources(".c", ".h")
        checked = subprocess.run(
            [formatter, "--dry-run", "-Werror", *names], cwd=tree.ROOT, capture_output=True, text=True, check=False
        )
        wrong = sorted(set(re.findall(r"^(\S+?):\d+:\d+: error", checked.stderr, re.MULTILINE)))
        self.assertEqual(wrong, [], "run ./dev format")

    def test_shell(self):
        checker = shutil.which("shellcheck")
        if checker is None:
            self.skipTest("shellcheck is not installed")
        names = [name for name in tree.files() if re.match(r"#!/bin/sh|#!/usr/bin/env bash", self.first_line(name))]
        checked = subprocess.run([checker, *names], cwd=tree.ROOT, capture_output=True, text=True, check=False)
        self.assertEqual(checked.stdout, "")

    @staticmethod
    def first_line(name):
        with open(tree.ROOT / name, "rb") as file:
            return file.readline(80).decode("utf-8", "replace")

    def test_banned_functions(self):
        pattern = re.compile(rf"(?<![\w>.])({'|'.join(BANNED)})\s*\(")
        for name in tree.sources(".c", ".h"):
            text = tree.without_texts(tree.read(name))
            for match in pattern.finditer(text):
                with self.subTest(name):
                    self.fail(f"{name}:{tree.line_of(text, match.start())}: use {BANNED[match.group(1)]}")

    def test_no_unfinished_work(self):
        for name in tree.sources(".c", ".h", ".ui", ".graphql", ".py", "dev", under=("app", "data", "domains", "ui")):
            match = re.search(r"\b(TODO|FIXME|XXX)\b", tree.read(name))
            self.assertIsNone(match, f"{name}: say it in an issue")


def declared_names():
    """Names of domains, tables and types in the declarations; those that are no everyday words."""
    types, tables = set(), set()
    for name in tree.sources(".graphql", under=("domains",)):
        text = re.sub(r"#[^\n]*", "", tree.read(name))
        types.update(re.findall(r"\btype\s+(\w+)", re.sub(r'"[^"\n]*"', "", text)))
        tables.update(re.findall(r"@table\s*\(\s*name:\s*\"(\w+)\"", text))
        tables.update(re.findall(r"@domain\s*\(\s*name:\s*\"(\w+)\"", text))
    # Every GNOME program has preferences; the domain of that name is the university's.
    return types - {"Query", "Mutation"}, {table for table in tables if len(table) > 5} - {"preferences"}


class NoDomainInCode(unittest.TestCase):
    """What the university is stands in domains/ alone."""

    TRANSLATED = re.compile(r"\b(?:N?_|NC_|C_|ngettext)\s*\((?:\s*\"(?:\\.|[^\"\\])*\"\s*,?)+")

    def code(self):
        for name in tree.sources(".c", ".h", ".ui", under=("data", "ui", "app")):
            text = tree.read(name)
            yield name, text if name.endswith(".ui") else tree.without_comments(text)

    def test_types(self):
        types, _ = declared_names()
        for name, text in self.code():
            found = types & set(re.findall(r"\w+", text))
            self.assertEqual(found, set(), f"{name} names a type of a domain")

    def test_tables_and_domains(self):
        _, tables = declared_names()
        for name, text in self.code():
            literals = re.findall(r'"((?:\\.|[^"\\\n])*)"', self.TRANSLATED.sub("", text))
            words = {word for literal in literals for word in re.findall(r"[a-z_]+", literal)}
            with self.subTest(name):
                self.assertEqual(words & tables, set(), f"{name} names a table or domain")


if __name__ == "__main__":
    tap.main()
