#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A load that dies in the middle leaves the file as it was before, or as it is after."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import program  # noqa: E402
import tap  # noqa: E402

PEOPLE = 60000
KILLS = 12


class Kill(program.ProgramTest):
    def seed_file(self):
        path = self.folder / "large.json"
        rows = [
            {"id": f"{n:08x}-7e57-4000-8000-000000000000", "name": "Jan", "surname": f"Novák {n}"} for n in range(PEOPLE)
        ]
        path.write_text(json.dumps({"users": rows}))
        return path

    def count(self, path):
        connection = sqlite3.connect(path)
        try:
            self.assertEqual(connection.execute("PRAGMA integrity_check").fetchone(), ("ok",))
            return connection.execute("SELECT count(*) FROM users").fetchone()[0]
        finally:
            connection.close()

    def test_kill(self):
        template, seed = self.new_file("template.uois"), self.seed_file()
        path = self.folder / "file.uois"
        command = [program.PROGRAM, "load", "-f", path, seed]
        shutil.copyfile(template, path)
        start = time.monotonic()
        subprocess.run(command, env=self.environment, check=True, capture_output=True, timeout=program.PATIENCE)
        whole = time.monotonic() - start
        self.assertEqual(self.count(path), PEOPLE)

        found = set()
        for kill in range(KILLS):
            for old in self.folder.glob("file.uois*"):
                old.unlink()
            shutil.copyfile(template, path)
            running = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)
            try:
                running.wait(whole * (kill + 0.5) / KILLS)
            except subprocess.TimeoutExpired:
                running.send_signal(signal.SIGKILL)
                running.wait()
            self.assertIn("sound", self.run_program("check", "-f", path)[0])
            found.add(self.count(path))
        print(f"# rows after {KILLS} kills: {sorted(found)}")
        self.assertLessEqual(found, {0, PEOPLE})


if __name__ == "__main__":
    tap.main()
