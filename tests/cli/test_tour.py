#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tour in README.md gives what it says.

A block ```console holds commands after "$ " (going on while a quote is open) and what they
print. A line "…" stands for any lines.
"""

import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import program  # noqa: E402
import tap  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


def steps(text):
    """Yields (command, expected output)."""
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = step.splitlines(keepends=True)
            command = lines.pop(0)
            while lines and (command.count("'") % 2 or command.endswith("\\\n")):
                command += lines.pop(0)
            yield command.strip(), "".join(lines)


class Tour(program.ProgramTest):
    def test_tour(self):
        (self.folder / "build").mkdir()
        (self.folder / "build/uois-desk").symlink_to(program.PROGRAM)
        (self.folder / "tests").symlink_to(ROOT / "tests")
        (self.folder / "domains").symlink_to(ROOT / "domains")
        count = 0
        for command, expected in steps((ROOT / "README.md").read_text(encoding="utf-8")):
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=self.folder,
                env=self.environment,
                capture_output=True,
                timeout=program.PATIENCE,
                check=False,
            )
            output = done.stdout.decode()
            self.assertEqual(done.returncode, 0, f"{command}\n{done.stderr.decode()}")
            pattern = "".join(
                "(.*\n)*" if line.strip() == "…" else re.escape(line) for line in expected.splitlines(keepends=True)
            )
            self.assertRegex(output, f"\\A{pattern}\\Z", command)
            count += 1
        self.assertGreater(count, 3, "README.md has no tour")


if __name__ == "__main__":
    tap.main()
