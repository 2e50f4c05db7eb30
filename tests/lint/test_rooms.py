#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may know whom: the table of rooms in data/README.md, held against includes and symbols."""

import functools
import re
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tap  # noqa: E402
import tree  # noqa: E402

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
TOOLKIT = re.compile(r"^(gtk|gdk|gsk|graphene|adwaita|adw)[./-]")
TOOLKIT_SYMBOL = re.compile(r"^(gtk|gdk|gsk|adw)_")


def room_of(name):
    """The room that a file of the project is in: data/gql, domains, ui, app; None elsewhere."""
    parts = name.split("/")
    if parts[0] == "data":
        return "/".join(parts[:2]) if len(parts) > 2 else "data"
    if name == "ui/ui.h":
        return f"ui/{floors()[-1]}"
    if parts[0] == "ui":
        return "/".join(parts[:2]) if len(parts) > 2 and parts[1] in floors() else "ui"
    return parts[0] if parts[0] in ("domains", "app") else None


@functools.cache
def floors():
    """The folders of ui/ from the ground up, from the table in its README."""
    names = re.findall(r"^\| `(\w+)` \|", tree.read("ui/README.md"), re.MULTILINE)
    return [name for name in names if name != "ui"]


def rooms():
    """Which rooms each room may include, itself among them; from the table, and from the line below it."""
    table = re.findall(r"^\| `(\w+)` \| [^|]* \| ([^|]*) \|", tree.read("data/README.md"), re.MULTILINE)
    names = [name for name, _ in table]
    allowed = {}
    for name, words in table:
        listed = names if "all of data" in words else [room for room in names if re.search(rf"\b{room}\b", words)]
        allowed[f"data/{name}"] = {f"data/{room}" for room in [name, *listed]}
    allowed["domains"] = {"domains", "data/base", "data/schema"}
    allowed["ui"] = {"ui", "data"}
    below = allowed["ui"]
    for floor in floors():
        below = allowed[f"ui/{floor}"] = below | {f"ui/{floor}"}
    allowed["app"] = below | {"app", "domains"}
    return allowed


def find_header(name, include):
    """The file of the project that `include` in the file `name` means; None for one of the system or the build."""
    for folder in (Path(name).parent, Path("data"), Path("ui"), Path("domains"), Path(".")):
        path = folder / include
        if (tree.ROOT / path).is_file():
            return str(path)
    return None


class Includes(unittest.TestCase):
    def includes(self):
        for name in tree.sources(".c", ".h"):
            room = room_of(name)
            if room is None:
                continue
            text = tree.without_comments(tree.read(name))
            for match in INCLUDE.finditer(text):
                yield name, room, tree.line_of(text, match.start()), match.group(2), match.group(1) == "<"

    def test_rooms_include_only_what_they_may(self):
        allowed = rooms()
        for name, room, line, include, system in self.includes():
            header = None if system else find_header(name, include)
            target = header and room_of(header)
            if target is None or room == "data":
                continue
            with self.subTest(f"{name}:{line}"):
                self.assertIn(target, allowed[room], f'{name}:{line}: {room} may not include "{include}"')

    def test_doors(self):
        """Others use a room by its one public header."""
        doors = {"ui": {"data/data.h"}, "app": {"data/data.h", "ui/ui.h", "domains/domains.h", "domains/demo/demo.h"}}
        for name, room, line, include, system in self.includes():
            header = None if system else find_header(name, include)
            house = room and room.split("/")[0]
            if house in doors and header is not None and not header.startswith(f"{house}/"):
                with self.subTest(f"{name}:{line}"):
                    self.assertIn(header, doors[house], f"{name}:{line}: {house} goes in by {sorted(doors[house])}")

    def test_sqlite_only_in_store(self):
        for name, room, line, include, _ in self.includes():
            if include.startswith("sqlite3"):
                with self.subTest(f"{name}:{line}"):
                    self.assertEqual(room, "data/store", f"{name}:{line}: only data/store includes {include}")

    def test_toolkit_only_in_windows(self):
        for name, room, line, include, _ in self.includes():
            if TOOLKIT.match(include):
                with self.subTest(f"{name}:{line}"):
                    self.assertEqual(room.split("/")[0], "ui", f"{name}:{line}: only ui includes {include}")


def nm(archive, option):
    text = subprocess.run(["nm", option, str(archive)], capture_output=True, text=True, check=True).stdout
    return {line.split()[-1] for line in text.splitlines() if re.search(r"\s[A-Za-z]\s", line)}


class Symbols(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.archives = {}
        for archive in sorted(tree.BUILD.glob("**/*.a")):
            room = room_of(str(archive.relative_to(tree.BUILD)))
            if room is not None:
                cls.archives.setdefault(room, []).append(archive)

    def undefined(self, room):
        return set().union(*(nm(archive, "--undefined-only") for archive in self.archives[room]))

    def test_archives_are_there(self):
        for room in rooms():
            if room != "app":
                self.assertIn(room, self.archives, f"no static library of {room} in {tree.BUILD}")

    def test_sqlite_only_in_store(self):
        for room in self.archives:
            if room != "data/store":
                used = {symbol for symbol in self.undefined(room) if symbol.startswith("sqlite3")}
                self.assertEqual(used, set(), f"{room} calls SQLite")

    def test_no_toolkit_below_windows(self):
        for room in self.archives:
            if room.split("/")[0] != "ui":
                used = {symbol for symbol in self.undefined(room) if TOOLKIT_SYMBOL.match(symbol)}
                self.assertEqual(used, set(), f"{room} calls GTK")

    def test_calls_follow_the_table(self):
        allowed = rooms()
        owner = {}
        for room, archives in self.archives.items():
            for archive in archives:
                owner.update((symbol, room) for symbol in nm(archive, "--defined-only") if symbol.startswith("uois_"))
        for room in self.archives:
            if not room.startswith(("data/", "ui")):
                continue
            for symbol in sorted(self.undefined(room)):
                target = owner.get(symbol, room)
                if room.startswith("ui") and target.startswith("data/"):
                    continue
                self.assertIn(target, allowed[room], f"{room} calls {symbol}() of {target}")


if __name__ == "__main__":
    tap.main()
