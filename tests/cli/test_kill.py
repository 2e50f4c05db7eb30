#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A load that ends in the middle, whatever ends it, leaves the file as it was before, or as it is after."""

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

    def prepare(self):
        """The command, the file it loads into (made anew by the returned function) and how long it takes."""
        template, seed = self.new_file("template.uois"), self.seed_file()
        path = self.folder / "file.uois"
        command = [program.PROGRAM, "load", "-f", path, seed]

        def renew():
            for old in self.folder.glob("file.uois*"):
                shutil.rmtree(old) if old.is_dir() else old.unlink()
            shutil.copyfile(template, path)

        renew()
        start = time.monotonic()
        subprocess.run(command, env=self.environment, check=True, capture_output=True, timeout=program.PATIENCE)
        whole = time.monotonic() - start
        self.assertEqual(self.count(path), PEOPLE)
        return command, path, renew, whole

    def start(self, command, seconds):
        """Starts the command and lets it run for so long, unless it ends before."""
        running = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        try:
            running.wait(seconds)
        except subprocess.TimeoutExpired:
            pass
        return running

    def test_kill(self):
        command, path, renew, whole = self.prepare()
        found = set()
        for kill in range(KILLS):
            renew()
            running = self.start(command, whole * (kill + 0.5) / KILLS)
            running.kill()
            running.communicate()
            self.assertIn("sound", self.run_program("check", "-f", path)[0])
            found.add(self.count(path))
        print(f"# rows after {KILLS} kills: {sorted(found)}")
        self.assertLessEqual(found, {0, PEOPLE})

    def test_interrupt(self):
        command, path, renew, whole = self.prepare()
        for part in (0.7, 0.6, 0.5, 0.4, 0.3):
            renew()
            running = self.start(command, whole * part)
            running.send_signal(signal.SIGINT)
            output, errors = running.communicate(timeout=program.PATIENCE)
            if running.returncode != 0:
                self.assertEqual((running.returncode, output), (1, ""), errors)
                self.assert_one_sentence(errors, "Stopped")
                self.assertEqual(self.count(path), 0)
                return
            self.assertEqual(self.count(path), PEOPLE)
        self.skipTest("the load was always faster than the interrupt")


if __name__ == "__main__":
    tap.main()
