# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the project, and what the lint tests need to know of them."""

import os
import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("UOIS_BUILD_DIR", ROOT / "build"))


@cache
def files():
    """Every file that belongs to the project, relative to ROOT: what git tracks, or, in a tarball, what is there."""
    git = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z"],
        capture_output=True,
        text=True,
        check=False,
    )
    if git.returncode == 0:
        names = git.stdout.split("\0")[:-1]
    else:
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if not path.match("build*/**")]
    return sorted(name for name in names if (ROOT / name).is_file())


def sources(*suffixes, under=()):
    """Names of the files with one of `suffixes`, in one of the folders `under` if any are given."""
    return [
        name
        for name in files()
        if name.endswith(suffixes) and (not under or name.startswith(tuple(f"{folder}/" for folder in under)))
    ]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<string>"(?:\\.|[^"\\\n])*")|(?P<char>'(?:\\.|[^'\\\n])*')""", re.DOTALL
)


def without_comments(text):
    """C text with every comment blanked out, lines kept."""

    def blank(match):
        return re.sub(r"[^\n]", " ", match.group()) if match.group("comment") else match.group()

    return TOKEN.sub(blank, text)


def without_texts(text):
    """C text with comments, string and character literals blanked out, lines kept."""
    return TOKEN.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1
