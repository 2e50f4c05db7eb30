# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs uois-desk as a person would: by its command line, in an empty folder of its own."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

PROGRAM = Path(os.environ.get("UOIS_DESK", "build/uois-desk")).absolute()
SYSTEMDATA = Path(__file__).with_name("systemdata.json")
# A program that hangs is a failure; this is far more than any job here takes, also under sanitizers.
PATIENCE = 120


def digest(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


class ProgramTest(unittest.TestCase):
    """A test with a fresh folder, in which the program runs and finds the person's own data."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="uois-cli-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "LANGUAGE", "LANG") and not name.startswith("LC_")
        }
        self.environment.update(
            LC_ALL="C.UTF-8", XDG_DATA_HOME=str(self.folder / "data"), HOME=str(self.folder), TZ="Europe/Prague"
        )

    def run_program(self, *arguments, expect=0, stdin=b"", **environment):
        """Runs it, checks the exit status, and returns what it wrote on standard output and standard error."""
        done = subprocess.run(
            [PROGRAM, *map(str, arguments)] if not any(isinstance(a, bytes) for a in arguments) else [PROGRAM, *arguments],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=self.folder,
            env={**self.environment, **environment},
            timeout=PATIENCE,
            check=False,
        )
        output, errors = done.stdout.decode(), done.stderr.decode()
        self.assertEqual(done.returncode, expect, f"uois-desk {arguments}\nstdout: {output[-2000:]}\nstderr: {errors[-2000:]}")
        return output, errors

    # Files that were made once, by the options of `new`, and "load": the file with its report.
    made = {}

    def new_file(self, name="file.uois", *options):
        """What `new` makes with these options; the first one is kept to be copied."""
        path = self.folder / name
        if options not in self.made:
            self.run_program("new", "-f", path, *options)
            self.made[options] = path.read_bytes()
        path.write_bytes(self.made[options])
        return path

    def loaded_file(self, name="file.uois"):
        """A file with the rows of SYSTEMDATA, and the report of their loading."""
        path = self.folder / name
        if "load" not in self.made:
            report = self.load(path, SYSTEMDATA)
            self.made["load"] = path.read_bytes(), report
        path.write_bytes(self.made["load"][0])
        return path, self.made["load"][1]

    def load(self, path, source, expect=0, stdin=b""):
        """The report of `load --json`, by table."""
        output, _ = self.run_program("load", "--json", "-f", path, source, expect=expect, stdin=stdin)
        return {table["name"]: table for table in json.loads(output)["tables"]}

    def load_text(self, path, text, expect=0):
        source = self.folder / "seed.json"
        source.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self.load(path, source, expect)

    def ask(self, path, query, expect=0, *options):
        output, _ = self.run_program("query", "-f", path, *options, query, expect=expect)
        return json.loads(output)

    def assert_one_sentence(self, errors, *words):
        """A complaint is one line for a person, says what and where, and is no crash."""
        lines = errors.strip().splitlines()
        self.assertGreaterEqual(len(lines), 1, "nothing was said")
        self.assertTrue(lines[0].startswith("uois-desk: "), errors)
        self.assertLessEqual(len([line for line in lines if not line.startswith("See: ")]), 1, errors)
        for word in words:
            self.assertIn(word, errors)
        for noise in ("CRITICAL", "WARNING", "assertion", "(null)", "ERROR:"):
            self.assertNotIn(noise, errors)
